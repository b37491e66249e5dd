"""How long `inwriting check` takes on large registers, beside what only validates their schemas.

`python benchmarks/checking.py --vendors 1000 10000` writes the registers, and measures in one run:
check-jsonschema and ajv-cli on the dossiers alone; `inwriting check` with everything that it does,
cold, warm and after one file changed, and `inwriting diff` of that change; then `inwriting ask`
beside a bare interpreter. Memory is what all processes of a command hold together, pages that they
share counted once.

`--check-jsonschema PATH` names another one than that of this environment: with ruamel.yaml.clib
installed beside it, it reads YAML in C and is about three times as fast. ajv-cli comes with npx.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "schemas/dossier.schema.json"
INWRITING = [sys.executable, "-m", "inwriting"]
AJV = ["npx", "--yes", "-p", "ajv-cli@5", "-p", "ajv-formats@2", "ajv"]
_EACH_SAMPLE = 0.05
_UNTOUCHED_SECONDS = 2.5
"""So long a file must be left alone before it counts as untouched."""
_RUNS_OF_ASK = 20


@dataclass(frozen=True, slots=True)
class Measured:
    """One run of a command."""

    seconds: float
    processor: float
    """Seconds on all cores together."""
    mebibytes: float
    code: int


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vendors", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--check-jsonschema", default=str(Path(sys.executable).parent / PEER))
    parser.add_argument("--without-ajv", action="store_true", help="where there is no npm")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        for count in given.vendors:
            _register(Path(name), count, given.check_jsonschema, ajv=not given.without_ajv)
        _ask(Path(name))


PEER = "check-jsonschema"


def _register(folder: Path, count: int, peer: str, *, ajv: bool) -> None:
    root, cache = folder / f"register-{count}", folder / f"cache-{count}"
    generator = str(ROOT / "benchmarks/registers.py")
    subprocess.run([sys.executable, generator, str(root), str(count)], check=True)
    _committed(root)
    dossiers = sorted(str(path) for path in root.glob("vendors/*/dossier.yaml"))
    size = sum(Path(path).stat().st_size for path in dossiers)
    print(f"\n{count:,} vendors, {size / count / 1000:.1f} kB a dossier")
    print(f"{'':<34}{'seconds':>9}{'processor':>11}{'ratio':>8}{'ms each':>9}{'MiB':>7}")
    schema = measured([peer, "--schemafile", str(SCHEMA), *dossiers], {})
    _row(f"{PEER}, schema alone", schema, schema, count)
    if ajv:
        # It reads dates that stand without quotes as no text, and so calls each dossier invalid.
        options = ["--spec=draft7", "--strict=false", "-c", "ajv-formats", "-s", str(SCHEMA)]
        command = [*AJV, "validate", *options, "-d", f"{root}/vendors/*/dossier.yaml"]
        _row("ajv-cli, up to the first mistake", measured(command, {}), schema, count)
    time.sleep(_UNTOUCHED_SECONDS)
    environment = {"XDG_CACHE_HOME": str(cache)}
    check = [*INWRITING, "check", str(root)]
    cold = measured(check, environment)
    _row("inwriting check, cold", cold, schema, count)
    _row("inwriting check, warm", measured(check, environment), schema, count)
    changed = Path(dossiers[count // 2])
    changed.write_bytes(changed.read_bytes() + b"# looked at\n")
    _row("inwriting check, one file changed", measured(check, environment), schema, count)
    compared = [*INWRITING, "diff", "HEAD", str(root)]
    _row("inwriting diff, one file changed", measured(compared, environment), schema, count)
    _row("inwriting diff, again", measured(compared, environment), schema, count)
    shutil.rmtree(root)


def _committed(root: Path) -> None:
    author = ["-c", "user.name=B", "-c", "user.email=b@b.example", "-c", "gc.auto=0"]
    for arguments in (["init", "-q"], ["add", "-A"], [*author, "commit", "-qm", "all"]):
        subprocess.run(["git", "-C", str(root), *arguments], check=True)


def _ask(folder: Path) -> None:
    environment = {"XDG_CACHE_HOME": str(folder / "cache-ask")}
    ask = [*INWRITING, "ask", "northwind-ai/enterprise", "--data", "public", "--root", str(ROOT)]
    first = measured(ask, environment)
    bare = min(measured([sys.executable, "-c", "pass"], {}).seconds for _ in range(_RUNS_OF_ASK))
    again = min(measured(ask, environment).seconds for _ in range(_RUNS_OF_ASK))
    print("\nthe shipped register")
    print(f"{'':<34}{'seconds':>9}{'ratio':>8}")
    print(f"{'a bare interpreter':<34}{bare:>9.4f}{1:>8.1f}")
    for words, found in (("for the first time", first.seconds), ("again", again)):
        print(f"{f'inwriting ask, {words}':<34}{found:>9.4f}{found / bare:>8.1f}")


def _row(name: str, found: Measured, peer: Measured, count: int) -> None:
    each = 1000 * found.seconds / count
    print(
        f"{name:<34}{found.seconds:>9.2f}{found.processor:>11.2f}"
        f"{found.seconds / peer.seconds:>8.4f}{each:>9.3f}{found.mebibytes:>7.0f}",
        flush=True,
    )


def measured(command: list[str], environment: dict[str, str]) -> Measured:
    """Run *command* once.

    Raises SystemExit when it cannot be run: the time of a failure says nothing.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=output, env=os.environ | environment
        )
        highest = [0.0]
        sampler = threading.Thread(target=_sample, args=(process, highest))
        sampler.start()
        code = process.wait()
        seconds = time.perf_counter() - began
        sampler.join()
    if code not in {0, 1}:
        sys.exit(f"{' '.join(command[:4])}: exit code {code}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measured(seconds, spent, highest[0], code)


def _sample(process: "subprocess.Popen[bytes]", highest: list[float]) -> None:
    while process.poll() is None:
        highest[0] = max(highest[0], _held(process.pid))
        time.sleep(_EACH_SAMPLE)


def _held(pid: int) -> float:
    """Return how many MiB a process and all below it hold, as Linux tells; 0 elsewhere."""
    below: dict[int, list[int]] = {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(place.read_text(encoding="utf-8").rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            continue
        below.setdefault(parent, []).append(int(place.parent.name))
    held, row = 0.0, [pid]
    while row:
        current = row.pop()
        row += below.get(current, [])
        held += _proportional(current)
    return held


def _proportional(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


if __name__ == "__main__":
    main()
