"""Set up everything and run nox sessions: `python3 tools/start.py SESSION [SESSION ...]`.

Needs only Python 3.11 or later with venv and pip. It makes `.venv`, installs nox there from
`requirements/nox.txt` with every hash checked, and hands over to nox. With uv, from
`requirements/locks.txt`, the sessions' environments are made faster; without it, pip makes them.
A second run finds all of that in place and starts at once. What follows `--` goes to the sessions.
"""

# Old Pythons must be able to parse this file, or they could not say that they are too old:
# nothing newer than Python 3.6 here.

import hashlib
import importlib.util
import os
import subprocess
import sys
import time
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
LOCK = ROOT / "requirements" / "nox.txt"
LOCK_OF_UV = ROOT / "requirements" / "locks.txt"
STAMP = ENVIRONMENT / "inwriting-lock"
PROGRAMS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / ("python.exe" if os.name == "nt" else "python")

NO_VENV = """\
This Python has no working venv module, so no environment can be made.
On Debian or Ubuntu: apt install python3-venv. Elsewhere, use a Python from its own installer.
(The Python that was tried: {python})"""


def stop(message: str) -> None:
    """End with a plain message and the exit code for a tool that cannot do its work."""
    print(message, file=sys.stderr)
    sys.exit(4)


def run_quietly(command: "list[str]", doing: str) -> None:
    """Run a command without a word, and show all that it said if it fails."""
    done = subprocess.run(
        command, cwd=str(ROOT), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode:
        said = done.stdout.decode(errors="replace")
        stop("{}\n{} failed with exit code {}.".format(said, doing, done.returncode))


def wanted_stamp() -> str:
    """Name what `.venv` must hold: this lock, on this Python."""
    parts = (
        LOCK.read_bytes(),
        LOCK_OF_UV.read_bytes(),
        sys.version.encode(),
        sys.base_prefix.encode(),
    )
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def set_up() -> None:
    """Make `.venv` with nox in it, unless it is there already."""
    stamp = wanted_stamp()
    held = STAMP.read_text() if STAMP.is_file() else ""
    if held == stamp and PYTHON.exists():
        return
    if any(importlib.util.find_spec(name) is None for name in ("venv", "ensurepip")):
        stop(NO_VENV.format(python=sys.executable))
    print("start: setting up .venv from {} ...".format(LOCK.relative_to(ROOT)), flush=True)
    began = time.monotonic()
    make = [sys.executable, "-m", "venv", str(ENVIRONMENT)]
    if held:
        # Ours, from another lock or Python: what it holds must not linger. A .venv without our
        # stamp may be somebody's own, so nothing in it is removed.
        make.append("--clear")
    run_quietly(make, "Making .venv")
    install = [str(PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes"]
    install += ["--only-binary", ":all:", "-r"]
    run_quietly(install + [str(LOCK)], "Installing nox")
    # There is no uv for every machine, and pip does its work too.
    subprocess.run(install + [str(LOCK_OF_UV)], stderr=subprocess.DEVNULL, check=False)
    STAMP.write_text(stamp)
    print("start: ready after {:.0f} s".format(time.monotonic() - began), flush=True)


def main(arguments: "list[str]") -> int:
    """Set up and run the sessions named; answer with nox's own exit code."""
    if sys.version_info < OLDEST:
        stop(
            "In Writing needs Python {}.{} or later; this is Python {}.{}.\n"
            "Run it with a newer one, for example: python3.13 tools/start.py {}".format(
                *OLDEST + tuple(sys.version_info[:2]), " ".join(arguments)
            )
        )
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__, flush=True)
        options = ["--list"]
    else:
        options = ["--reuse-existing-virtualenvs", "--session"] + arguments
    set_up()
    command = [str(PYTHON), "-m", "nox", "--noxfile", str(ROOT / "noxfile.py")] + options
    try:
        return subprocess.run(command, cwd=str(ROOT), check=False).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
