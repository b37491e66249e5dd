"""A file's place in the repository tells for what a tool is used there."""

import pytest

from inwriting.gate.roles import Roles
from inwriting.gate.uses import UseRole


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("src/app.py", None),
        ("src/testament/app.py", None),
        ("tests/app.py", UseRole.TEST),
        ("src/test_app.py", UseRole.TEST),
        ("src/app_test.go", UseRole.TEST),
        ("src/__tests__/app.ts", UseRole.TEST),
        ("src/app.spec.tsx", UseRole.TEST),
        ("src/AppTests.cs", UseRole.TEST),
        ("App.UnitTests/App.cs", UseRole.TEST),
        ("examples/app.py", UseRole.EXAMPLE),
        ("docs/snippets/app.py", UseRole.EXAMPLE),
        ("examples/tests/app.py", UseRole.TEST),
        ("src/example.py", UseRole.EXAMPLE),
        (".env.example", None),
        ("config.example.yaml", None),
        (".github/workflows/ci.yml", UseRole.CI),
        (".gitlab-ci.yml", UseRole.CI),
        ("deploy/Jenkinsfile", UseRole.CI),
    ],
)
def test_place(path: str, role: UseRole | None) -> None:
    assert Roles(["src/app.py", path]).place(path) is role


def test_a_repository_of_examples_uses_what_they_use() -> None:
    """Where nearly nothing else is there, the examples are the software."""
    paths = [f"examples/{number}/app.py" for number in range(30)]
    assert Roles([*paths, "setup.py"]).place("examples/1/app.py") is None
    assert Roles([*paths, *(f"src/{n}.py" for n in range(30))]).place(paths[0]) is UseRole.EXAMPLE
