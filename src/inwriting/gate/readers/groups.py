"""For whom a group, an extra or a file of dependencies is, as far as its name says."""

import re

from inwriting.gate.file_reading import DependencyScope

_TEST = frozenset(
    [
        "test",
        "tests",
        "testing",
        "pytest",
        "e2e",
        "integration",
        "unit",
        "spec",
        "specs",
        "qa",
        "mock",
    ]
)
_DEVELOPMENT = frozenset(
    [
        "dev",
        "develop",
        "development",
        "devel",
        "lint",
        "linting",
        "linters",
        "format",
        "formatting",
        "style",
        "typing",
        "types",
        "mypy",
        "doc",
        "docs",
        "documentation",
        "sphinx",
        "mkdocs",
        "build",
        "release",
        "tools",
        "tooling",
        "tool",
        "ci",
        "cicd",
        "debug",
        "bench",
        "benchmark",
        "benchmarks",
        "precommit",
        "pre",
        "commit",
        "local",
        "contrib",
        "notebook",
        "notebooks",
        "jupyter",
        "check",
        "checks",
        "quality",
    ]
)
_WORD = re.compile(r"[a-z0-9]+")


def scope_of_group(name: str, otherwise: DependencyScope) -> DependencyScope:
    """Return for whom a group of dependencies is; *otherwise* when its name does not say."""
    words = set(_WORD.findall(name.lower()))
    if words & _TEST:
        return DependencyScope.TEST
    return DependencyScope.DEVELOPMENT if words & _DEVELOPMENT else otherwise


def scope_of_extra(name: str) -> DependencyScope:
    """Return for whom an extra is: for whoever chooses it, unless it is for those who write."""
    return scope_of_group(name, DependencyScope.OPTIONAL)


def scope_of_file(name: str) -> DependencyScope:
    """Return for whom a file of dependencies is, as requirements-dev.txt."""
    return scope_of_group(name.rpartition(".")[0], DependencyScope.NORMAL)
