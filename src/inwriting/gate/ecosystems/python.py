"""Python: the Python Package Index, and conda's environments, which name its packages."""

from collections.abc import Iterator

from packaging.utils import canonicalize_name

from inwriting.gate.ecosystem import Ecosystem, Imports, beginnings
from inwriting.gate.format import Format

PYPI = "pypi"


def _guess(name: str, known: str, _names: tuple[str, ...]) -> Iterator[tuple[str]]:
    """Yield the packages whose words an import repeats: more of them than a footprint knows.

    Whoever knows a_b leaves open that a_b.c.d comes in a-b-c-d.
    """
    fewest = canonicalize_name(known).count("-") + 1 if known else 1
    for package in map(canonicalize_name, beginnings(name, ".")):
        if package.count("-") >= fewest:
            yield (package,)


ECOSYSTEM = Ecosystem(
    kind=PYPI,
    purl_type="pypi",
    canonical=canonicalize_name,
    loose=True,
    installers=(
        "pip install",
        "pip3 install",
        "pip download",
        "uv pip install",
        "uv add",
        "uv tool install",
        "pipx install",
        "pipenv install",
        "poetry add",
        "pdm add",
        "rye add",
        "conda install",
        "mamba install",
    ),
    runners=("uvx", "uv tool run", "pipx run"),
    installed=r"[A-Za-z0-9](?:[\w.-]*\w)?",
    imports=Imports("python", guess=_guess),
    formats=(
        Format(
            "requirements of pip",
            "python_packages",
            (
                "requirements*.txt",
                "*requirements.txt",
                "*-requirements*.txt",
                "requirements/*.txt",
                "constraints*.txt",
                "requirements*.in",
                "*requirements.in",
                "requirements/*.in",
                "requirements.pip",
                "reqs*.txt",
                "reqs/*.txt",
                "constraints*.in",
            ),
            "read_requirements",
        ),
        Format("Python project", "python_packages", ("pyproject.toml",), "read_pyproject"),
        Format("Pipfile", "python_packages", ("pipfile",), "read_pipfile"),
        Format("setup.cfg", "python_packages", ("setup.cfg",), "read_setup_cfg"),
        Format("setup.py", "setup_py", ("setup.py",)),
        Format(
            "conda environment",
            "python_packages",
            ("environment*.yml", "environment*.yaml", "conda*.yml", "conda*.yaml"),
            "read_conda",
        ),
        Format(
            "Python lock file",
            "python_locks",
            ("poetry.lock", "uv.lock", "pdm.lock", "pylock.toml", "pylock.*.toml"),
            "read_toml_lock",
        ),
        Format(
            "Python lock file of pipenv", "python_locks", ("pipfile.lock",), "read_pipfile_lock"
        ),
    ),
)
