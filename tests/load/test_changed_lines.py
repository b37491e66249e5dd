"""Which lines a change touches, read from a real Git."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inwriting.register.load.changed_lines import changed_lines

BEFORE = "".join(f"line {number}\n" for number in range(1, 21))


def git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Case", "-c", "user.email=case@test.example")
    subprocess.run(["git", "-C", str(root), *identity, *arguments], check=True, capture_output=True)


def begun(root: Path, files: dict[str, str]) -> None:
    """Make a repository whose branch main holds *files*, and go to a branch of its own."""
    root.mkdir(exist_ok=True)
    git(root, "init", "-q", "-b", "main")
    changed(root, files)
    git(root, "switch", "-q", "-c", "proposal")


def changed(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8", newline="")
    git(root, "add", "--all")
    git(root, "commit", "-q", "--allow-empty", "-m", "a change")


def test_lines_that_came_changed_and_went(tmp_path: Path) -> None:
    root = tmp_path / "repository"
    begun(root, {"register/vendors/acme/dossier.yaml": BEFORE, "elsewhere.yaml": BEFORE})
    after = BEFORE.replace("line 3\n", "line three\nand more\n").replace("line 10\nline 11\n", "")
    changed(root, {"register/vendors/acme/dossier.yaml": after, "elsewhere.yaml": "other\n"})
    lines = changed_lines(root / "register", "main")
    assert lines is not None
    assert lines.ranges == {"vendors/acme/dossier.yaml": (range(3, 5), range(10, 12))}
    assert lines.touch("vendors/acme/dossier.yaml", 4)
    assert not lines.touch("vendors/acme/dossier.yaml", 5)
    assert lines.touch("vendors/acme/dossier.yaml", 0)
    assert not lines.touch("policy/policy.yaml", 0)


def test_the_base_may_have_gone_on(tmp_path: Path) -> None:
    """What changed on the base branch since is no part of the change."""
    root = tmp_path / "repository"
    begun(root, {"a.yaml": BEFORE, "b.yaml": BEFORE})
    changed(root, {"a.yaml": "first\n" + BEFORE})
    git(root, "switch", "-q", "main")
    changed(root, {"b.yaml": "first\n" + BEFORE})
    git(root, "switch", "-q", "proposal")
    lines = changed_lines(root, "main")
    assert lines is not None
    assert lines.ranges == {"a.yaml": (range(1, 2),)}


def test_lines_that_look_like_headers_are_lines(tmp_path: Path) -> None:
    root = tmp_path / "repository"
    begun(root, {"a.yaml": "++ b/b.yaml\n"})
    hostile = "++ b/c.yaml\n@@ -1,9 +1,99 @@\ndiff --git a/x b/x\n\\ No newline at end of file"
    changed(root, {"a.yaml": hostile})
    lines = changed_lines(root, "main")
    assert lines is not None
    assert lines.ranges == {"a.yaml": (range(1, 5),)}


@pytest.mark.parametrize(
    "name", ["with space.yaml", "ümlaut.yaml", 'quo"te.yaml', "tab\t.yaml", "b/b/a.yaml"]
)
def test_unusual_names(name: str, tmp_path: Path) -> None:
    root = tmp_path / "repository"
    begun(root, {"other.yaml": "a\n"})
    changed(root, {name: "a\n"})
    lines = changed_lines(root, "main")
    assert lines is not None
    assert lines.ranges == {name: (range(1, 2),)}


def test_what_git_cannot_tell_is_not_known(tmp_path: Path) -> None:
    root = tmp_path / "repository"
    begun(root, {"a.yaml": "a\n"})
    assert changed_lines(root, "no-such-branch") is None
    assert changed_lines(root, "--output=somewhere") is None
    assert changed_lines(tmp_path / "nowhere", "main") is None


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    before=st.lists(st.sampled_from(["a", "b", "+c", "-d", "@@ -1 +1 @@", "++ b/x", ""])),
    after=st.lists(st.sampled_from(["a", "b", "+c", "-d", "@@ -1 +1 @@", "++ b/x", ""])),
)
def test_every_new_line_is_touched(
    before: list[str], after: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A line that stands in no common part of both texts, whatever it says, is a touched one."""
    root = tmp_path_factory.mktemp("repository")
    begun(root, {"a.yaml": "\n".join(before)})
    changed(root, {"a.yaml": "\n".join(after)})
    lines = changed_lines(root, "main")
    assert lines is not None
    assert set(lines.ranges) <= {"a.yaml"}
    touched = {n for n in range(1, len(after) + 1) if lines.touch("a.yaml", n)}
    added = {line for line in after if line not in before}
    assert {n for n, line in enumerate(after, 1) if line in added and line} <= touched
    if before == after:
        assert not touched
    # What no range names stood there before, in the same order.
    kept = [line for number, line in enumerate(after, 1) if number not in touched]
    earlier = iter(before)
    assert all(line in earlier for line in kept if line)
