"""For what a repository uses a tool, told by where in it the sign stands."""

import functools
import re
from collections.abc import Collection

from inwriting.gate.file_reading import DependencyScope, Seen
from inwriting.gate.footprints import DataPath, Role, Signal, SignalKind
from inwriting.gate.uses import UseRole

_TEST_FOLDERS = frozenset(
    [
        "test",
        "tests",
        "__tests__",
        "testing",
        "spec",
        "specs",
        "e2e",
        "testdata",
        "test_data",
        "test-data",
        "fixtures",
        "__fixtures__",
        "mocks",
        "__mocks__",
        "cypress",
        "integration-tests",
        "integration_tests",
        "integrationtest",
        "unittest",
        "unittests",
        "test-utils",
        "cassettes",
        "__snapshots__",
        "androidtest",
        "functionaltests",
        "acceptance",
        "benches",
        "testsuite",
        "smoke-tests",
    ]
)
_TEST_FILE = re.compile(
    r"(?:\Atest_.*\.py|_test\.(?:py|go|rb|exs?)|_spec\.rb|\.(?:test|spec|e2e|stories)\.[cm]?[jt]sx?|"
    r"\Aconftest\.py|(?:Test|Tests|IT|Spec|TestCase)\.(?:java|kt|cs|scala|groovy|php)|"
    r"\A(?:requirements[-_.])?(?:test|tests)[-_.]?requirements\.txt|\Arequirements[-_.]tests?\.txt|"
    r"\Atests?\.(?:py|[cm]?[jt]s|rs|rb|sh|php))\Z"
)
_TEST_PROJECT = re.compile(
    r"(?:[._-](?:unit|integration|functional|e2e|api)?_?tests?)\Z", re.IGNORECASE
)
_EXAMPLE_FOLDERS = frozenset(
    [
        "example",
        "examples",
        "_examples",
        "sample",
        "samples",
        "demo",
        "demos",
        "doc",
        "docs",
        "documentation",
        "cookbook",
        "cookbooks",
        "tutorial",
        "tutorials",
        "quickstart",
        "quickstarts",
        "recipes",
        "playground",
        "playgrounds",
        "benchmark",
        "benchmarks",
        "showcase",
        "example-apps",
        "examples-apps",
        "demo-project",
        "workshop",
        "workshops",
        "snippets",
        "doc-snippets",
        "templates-demo",
        "website",
    ]
)
_EXAMPLE_FILE = re.compile(
    r"\A(?:example|sample|demo|quickstart)s?(?:[._-].*)?\.\w+\Z", re.IGNORECASE
)
_CI_FOLDERS = frozenset(
    {".github", ".gitlab", ".circleci", ".buildkite", ".azure-pipelines", ".ci"}
)
_CI_FILES = frozenset(
    {
        ".gitlab-ci.yml",
        "azure-pipelines.yml",
        "jenkinsfile",
        ".travis.yml",
        "bitbucket-pipelines.yml",
        ".drone.yml",
        "cloudbuild.yaml",
        "appveyor.yml",
    }
)
_EXAMPLES_OF_VALUES = re.compile(r"\.env|\.?env\.", re.IGNORECASE)
_SOURCE = re.compile(
    r"\.(?:py|[cm]?[jt]sx?|go|java|kt|cs|rb|php|rs|scala|groovy|ipynb|vue|svelte|astro|swift|cpp|c)\Z"
)
_PACKAGES = re.compile(r"\A(?:.*/)?src/main/(?:java|kotlin|scala|groovy)/")
_MOST_OUTSIDE = 0.1
"""Where less of the source lies outside of examples, the examples are what the repository is."""
_SCOPES = {
    DependencyScope.LOCKED: UseRole.TRANSITIVE,
    DependencyScope.TEST: UseRole.TEST,
    DependencyScope.OPTIONAL: UseRole.OPTIONAL,
    DependencyScope.DEVELOPMENT: UseRole.DEVELOPER_TOOL,
    DependencyScope.CI: UseRole.CI,
}
_ROLES = {
    Role.RUNTIME: UseRole.RUNTIME,
    Role.CI: UseRole.CI,
    Role.DEVELOPER_TOOL: UseRole.DEVELOPER_TOOL,
}


class Roles:
    """Tells the role of a sign by its file's place in one repository."""

    def __init__(self, paths: Collection[str]) -> None:
        """Look at *paths*, every path of the repository, for what it is made of."""
        self._places: dict[str, UseRole | None] = {}
        self._paths = paths

    @functools.cached_property
    def _is_examples(self) -> bool:
        """Whether the repository is made of examples; asked for a file in a place for them only."""
        source = [path for path in self._paths if _SOURCE.search(path)]
        outside = [path for path in source if _place(path) is not UseRole.EXAMPLE]
        inner = [path for path in outside if _place(path) is None]
        return bool(source) and len(inner) <= _MOST_OUTSIDE * len(source)

    def of(self, seen: Seen, signal: Signal) -> UseRole:
        """Return for what the tool of *signal* is used, by what was *seen*."""
        if seen.scope is DependencyScope.LOCKED:
            return UseRole.TRANSITIVE
        if signal.data_path is DataPath.LOCAL:
            return UseRole.LOCAL
        role = _ROLES[signal.role]
        if seen.language and seen.kind in {
            SignalKind.HOST,
            SignalKind.CALL,
            SignalKind.MCP_PACKAGE,
        }:
            # Software that calls a coding tool's address does so when it runs.
            role = UseRole.RUNTIME
        place = self.place(seen.spot.file)
        if role is UseRole.DEVELOPER_TOOL and place is not UseRole.TEST:
            # What the authors' own editors and agents read is theirs, wherever it lies.
            return UseRole.EXAMPLE if place is UseRole.EXAMPLE else role
        if place in {UseRole.TEST, UseRole.EXAMPLE}:
            return place
        if seen.scope is DependencyScope.CI:
            return UseRole.CI
        if role is UseRole.CI:
            return role
        return _SCOPES.get(seen.scope) or place or role

    def place(self, path: str) -> UseRole | None:
        """Return the role that the place of a file alone tells; None for the software itself."""
        if path not in self._places:
            place = _place(path)
            if place is UseRole.EXAMPLE and self._is_examples:
                place = None
            self._places[path] = place
        return self._places[path]


def _place(path: str) -> UseRole | None:
    *folders, name = path.split("/")
    lowered = [folder.lower() for folder in folders]
    if package := _PACKAGES.search("/".join(lowered) + "/"):
        # What follows is the name of a package, as com.example.demo.
        lowered = package[0].strip("/").split("/")
    if any(folder in _TEST_FOLDERS or _TEST_PROJECT.search(folder) for folder in lowered):
        return UseRole.TEST
    if _TEST_FILE.search(name):
        return UseRole.TEST
    if any(folder in _EXAMPLE_FOLDERS for folder in lowered):
        return UseRole.EXAMPLE
    if _EXAMPLE_FILE.match(name) and not _EXAMPLES_OF_VALUES.search(name):
        return UseRole.EXAMPLE
    if (lowered and lowered[0] in _CI_FOLDERS) or name.lower() in _CI_FILES:
        return UseRole.CI
    return None
