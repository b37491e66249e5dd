"""The project's sessions. `python3 tools/start.py SESSION` sets everything up and runs one."""

import hashlib
import os
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

import nox

nox.needs_version = ">=2025.10.14"
nox.options.default_venv_backend = "virtualenv"
nox.options.error_on_external_run = True
nox.options.sessions = ["lint", "types", "tests", "check"]

ROOT = Path(__file__).resolve().parent
DIST = ROOT / "dist"
PYPROJECT = ROOT / "pyproject.toml"
REQUIREMENTS = ROOT / "requirements"
SITE = ROOT / "site"
SHIPPED = (
    ".github", "checks", "docs", "footprints", "mkdocs.yml", "policy", "schemas", "templates",
)  # fmt: skip
"""What a wheel brings along from outside the package."""

ON_EVERY_CORE = "--numprocesses", str((os.cpu_count() or 1) + 1), "--dist", "worksteal"
"""One worker more than cores: they wait a third of their time for browsers, disks and Git."""

BROKEN = 1, 2
"""The exit codes of a command that refuses its input."""


def install(session: nox.Session, lock: str, *, project: bool = True) -> None:
    """Put exactly one lock into a session's environment, and the project beside it.

    An environment that was made from the same lock is used as it is. One that was made from
    another is thrown away, so that nothing lingers in it.
    """
    requirements = REQUIREMENTS / f"{lock}.txt"
    made_from = [requirements.read_text(encoding="utf-8"), sys.version, sys.base_prefix]
    if project:
        described = nox.project.load_toml(PYPROJECT)
        made_from += [repr(described[part]) for part in ("build-system", "project")]
        made_from.append(repr(described["tool"]["hatch"]))
    wanted = hashlib.sha256("\0".join(made_from).encode()).hexdigest()
    environment = Path(session.virtualenv.location)
    stamp = environment / "inwriting-lock"
    held = stamp.read_text() if stamp.is_file() else ""
    if held == wanted:
        return
    if held:
        shutil.rmtree(environment)
        session.virtualenv.create()
    session.log(f"Installing {requirements.relative_to(ROOT)}")
    # No package is built here: a build would run tools that no lock holds.
    locked = ("--require-hashes", "--only-binary", ":all:", "--requirement", str(requirements))
    session.install("--quiet", *locked, log=False)
    if project:
        # The build backend is in the lock.
        unbuilt = ("--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT))
        session.install("--quiet", *unbuilt, log=False)
    stamp.write_text(wanted)


@nox.session
def lint(session: nox.Session) -> None:
    """Run every hook of .pre-commit-config.yaml: style, spelling, schemas, workflows, register."""
    install(session, "lint")
    session.run("pre-commit", "run", "--all-files", "--show-diff-on-failure", *session.posargs)


@nox.session(name="format")
def format_code(session: nox.Session) -> None:
    """Mend what ruff can mend by itself, and format the code."""
    install(session, "lint")
    session.run("ruff", "check", "--fix", *session.posargs)
    session.run("ruff", "format", *session.posargs)


@nox.session
def types(session: nox.Session) -> None:
    """Check the types of everything that is Python here, strictly."""
    install(session, "types")
    session.run("mypy", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests on every core."""
    prepare_tests(session)
    session.run("pytest", *ON_EVERY_CORE, *session.posargs)


@nox.session
def coverage(session: nox.Session) -> None:
    """Run the tests, and hold the lines and branches that they reach against the floor.

    It is not part of the tests because counting makes Python three times slower.
    """
    prepare_tests(session)
    session.run("coverage", "erase", log=False)
    session.run("coverage", "run", "-m", "pytest", *ON_EVERY_CORE, *session.posargs)
    session.run("coverage", "combine", "--quiet", log=False)
    # A part of the tests cannot reach what all of them reach.
    if not session.posargs:
        session.run("coverage", "report", log=False)


def prepare_tests(session: nox.Session) -> None:
    """Install what the tests need; end the session where there is no Chromium for them."""
    install(session, "tests")
    # Browser tests are never skipped in silence.
    browser = session.run("python", "tools/chromium.py", silent=True, stderr=None, log=False)
    session.env["INWRITING_CHROMIUM"] = str(browser).strip()


@nox.session
def check(session: nox.Session) -> None:
    """Check the register in this repository. What follows -- goes to `inwriting check`."""
    install(session, "run")
    session.run("inwriting", "check", ".", *session.posargs)


@nox.session
def register(session: nox.Session) -> None:
    """Check every vendor, build the register's site, and say where to open it."""
    install(session, "site")
    session.run("inwriting", "check", ".")
    page = publish(session, ROOT, ROOT / "build" / "register", SITE)
    session.log(f"The register is built. Open {page}")


def publish(session: nox.Session, register: Path, pages: Path, site: Path) -> Path:
    """Publish a register, build its site, and name the site's first page."""
    site_options = ("--build", "--site", str(site))
    session.run("inwriting", "publish", str(register), "--output", str(pages), *site_options)
    page = site / "index.html"
    if not page.is_file():
        session.error(f"The build left no {page}")
    return page


@nox.session
def dist(session: nox.Session) -> None:
    """Build the sdist, and from it the wheel, and look at what the wheel holds."""
    # Building reads the footprints, for which it needs the project's own libraries.
    install(session, "run", project=False)
    shutil.rmtree(DIST, ignore_errors=True)
    # Made from the sdist, the wheel shows that the sdist is complete.
    build = ("python", "-m", "build", "--no-isolation", "--outdir", str(DIST), str(ROOT))
    session.run(*build, silent=True, log=False)
    with zipfile.ZipFile(the_wheel()) as wheel:
        held = set(wheel.namelist())
    listed = session.run(
        "git", "ls-files", *SHIPPED, "src/inwriting",
        external=True, silent=True, log=False,
    )  # fmt: skip
    files = str(listed).split()
    wanted = {f"inwriting/_shipped/{file}" for file in files if not file.startswith("src/")}
    wanted |= {file.removeprefix("src/") for file in files if file.startswith("src/")}
    for name in SHIPPED:
        if not any(file == name or file.startswith(f"{name}/") for file in files):
            session.error(f"{name} is not in Git, and the wheel needs it.")
    if missing := wanted - held:
        session.error(f"The wheel lacks {', '.join(sorted(missing))}")
    session.log(f"{the_wheel().name} holds {len(held)} files.")


def the_wheel() -> Path:
    """Name the one wheel that was built."""
    (wheel,) = DIST.glob("*.whl")
    return wheel


@nox.session(requires=["dist"])
def wheel(session: nox.Session) -> None:
    """Install the wheel in a clean environment and live a firm's first day with it."""
    install(session, "firm", project=False)
    unbuilt = ("--no-deps", "--no-index", "--force-reinstall", str(the_wheel()))
    session.install("--quiet", *unbuilt, log=False)
    session.run("python", "-m", "pip", "check", silent=True, log=False)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        session.chdir(folder)
        say_where = "import inwriting; print(inwriting.__file__)"
        place = str(session.run("python", "-c", say_where, silent=True, log=False)).strip()
        if not Path(place).is_relative_to(session.virtualenv.location):
            session.error(f"inwriting was read from {place}, not from the wheel.")
        live_a_first_day(session, folder)
        session.chdir(ROOT)


def live_a_first_day(session: nox.Session, folder: Path) -> None:
    """Start a register, add a vendor, check it, publish it, and break it."""
    register = folder / "register"
    session.run("inwriting", "init", str(register))
    session.run(
        "inwriting", "new", "example-ai", "--root", str(register), "--name", "Example AI",
        "--offering", "assistant:enterprise:workspace", "--owner-name", "Ada Example",
        "--owner-email", "ada@harrow-finch.example", "--yes",
    )  # fmt: skip
    session.run("inwriting", "check", str(register))
    publish(session, register, folder / "pages", folder / "site")
    dossier = register / "vendors" / "example-ai" / "dossier.yaml"
    with dossier.open("a", encoding="utf-8") as file:
        file.write("surprise: nobody knows this key\n")
    session.run("inwriting", "check", str(register), success_codes=BROKEN)


@nox.session
def bench(session: nox.Session) -> None:
    """Time the commands that people wait for. What follows -- goes to benchmarks/commands.py."""
    install(session, "tests")
    session.run("python", "benchmarks/commands.py", *session.posargs)


@nox.session
def lock(session: nox.Session) -> None:
    """Write requirements/*.txt anew, with the newest versions that pyproject.toml allows.

    What follows -- goes to `uv pip compile` in place of --upgrade, for example
    `--upgrade-package ruff`.
    """
    install(session, "locks", project=False)
    wanted = nox.project.load_toml(PYPROJECT)["tool"]["inwriting"]["locks"]
    for name, parts in wanted.items():
        source = [PYPROJECT.name] if parts["project"] else []
        extras = [f"--extra={extra}" for extra in parts["extras"]]
        groups = [f"--group={group}" for group in parts["groups"]]
        session.run(
            "uv", "pip", "compile", *source, *extras, *groups,
            "--quiet", "--universal", "--python-version=3.11", "--generate-hashes", "--no-build",
            "--custom-compile-command=python3 tools/start.py lock",
            f"--output-file={(REQUIREMENTS / name).relative_to(ROOT)}.txt",
            *(session.posargs or ["--upgrade"]),
            log=False,
        )  # fmt: skip
