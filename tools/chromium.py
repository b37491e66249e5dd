"""Find a Chromium for the browser tests, or install one, and print its path.

Looked for, in this order: what `INWRITING_CHROMIUM` names, a Chromium or Chrome on PATH, the
one that Playwright keeps for itself. With none at hand, Playwright is asked to install its own,
and then Debian's package manager, where this user may use it. Exit code 1: none can be had.

The headless shell is the same engine without the browser around it, and opens a page in a quarter
of the time. It is taken before the others; in CI (`CI` is set), where nobody minds a package more,
Debian's is installed beside a Chromium that is there.
"""

import contextlib
import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

VARIABLE = "INWRITING_CHROMIUM"
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL_SECONDS = 600

HELP = f"""\
No Chromium was found, and none could be installed here.
Install one in the way of this machine, for example
    apt install chromium               Debian, as root
    dnf install chromium               Fedora, as root
    brew install --cask chromium       macOS
or point {VARIABLE} at the program, and run this again."""


class ChromiumError(Exception):
    """No Chromium can be had, or not the one that was asked for."""


def starts(program: str) -> bool:
    """Tell whether a program answers to --version: a stub or a missing library does not."""
    try:
        done = subprocess.run([program, "--version"], capture_output=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def playwrights_own() -> str | None:
    """Name the Chromium that Playwright has installed for itself, if it has one."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        program = playwright.chromium.executable_path
    return program if Path(program).is_file() else None


def find() -> str | None:
    """Name a Chromium that is on this machine already.

    Raises:
        ChromiumError: the variable names a program that does not start. Another one would hide
            the mistake.
    """
    if named := os.environ.get(VARIABLE):
        if starts(named):
            return named
        raise ChromiumError(f"{VARIABLE} is {named}, and that does not start.")
    for name in NAMES:
        program = shutil.which(name)
        if program and starts(program):
            return program
    program = playwrights_own()
    return program if program and starts(program) else None


class InstallError(Exception):
    """An installer could not do its work, and what it said."""


def run(*command: str) -> None:
    """Run one step of an installer.

    Raises:
        InstallError: the step failed. What it said is kept: another installer may do better, and
            then nobody needs to read it.
    """
    print("chromium:", *command, file=sys.stderr, flush=True)
    try:
        done = subprocess.run(
            command,
            check=False,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            timeout=INSTALL_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise InstallError(str(error)) from error
    if done.returncode:
        raise InstallError(f"{' '.join(command)}:\n{done.stdout.decode(errors='replace')}")


def as_root() -> Sequence[str] | None:
    """Say what to put before a command that needs root, or None where there is no way."""
    if not hasattr(os, "geteuid"):
        return None
    if os.geteuid() == 0:
        return ()
    sudo = ("sudo", "-n")
    if shutil.which("sudo") and not subprocess.run([*sudo, "true"], check=False).returncode:
        return sudo
    return None


def install_with_playwright() -> None:
    """Let Playwright download its own Chromium, and the libraries that it misses."""
    playwright = (sys.executable, "-m", "playwright")
    # The download comes first: where it is refused, the libraries would be fetched for nothing.
    run(*playwright, "install", "chromium")
    program = playwrights_own()
    if program and not starts(program) and as_root() is not None:
        run(*playwright, "install-deps", "chromium")


def install_with_apt(*packages: str) -> None:
    """Let Debian's package manager install the first of *packages* that it has.

    Raises:
        InstallError: it has none of them, or cannot be used.
    """
    prefix = as_root()
    if prefix is None or not shutil.which("apt-get"):
        raise InstallError("apt-get is not here, or this user may not use it.")
    apt = (*prefix, "apt-get", "-o", f"DPkg::Lock::Timeout={INSTALL_SECONDS}", "--yes")
    run(*apt, "update")
    for package in packages:
        try:
            run(*apt, "install", "--no-install-recommends", package)
        except InstallError:
            if package == packages[-1]:
                raise
        else:
            return


def install() -> str:
    """Install a Chromium and name it.

    Raises:
        ChromiumError: none can be had.
    """
    refusals = []
    for installer in (
        install_with_playwright,
        functools.partial(install_with_apt, SHELL, "chromium"),
    ):
        try:
            installer()
        except InstallError as error:
            refusals.append(str(error))
        if program := find():
            return program
    raise ChromiumError("\n\n".join([*refusals, HELP]))


def quickest() -> str | None:
    """Name a Chromium that is here; in CI, have the headless shell installed first if it is not.

    Raises:
        ChromiumError: as `find` does.
    """
    chosen = VARIABLE in os.environ or not os.environ.get("CI")
    if not chosen and not shutil.which(SHELL) and find():
        # Where it cannot be had, what is there will do.
        with contextlib.suppress(InstallError):
            install_with_apt(SHELL)
    return find()


def main() -> int:
    """Print the path of a Chromium, or what to do to have one."""
    try:
        print(quickest() or install())
    except ChromiumError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
