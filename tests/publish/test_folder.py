"""A published folder is old or new, never half, and never somebody else's."""

from pathlib import Path

import pytest

from inwriting.publish.errors import PublishError
from inwriting.publish.folder import MARKER, fresh_folder


def write(target: Path, text: str) -> None:
    """Make *target* with one file in it."""
    with fresh_folder(target) as folder:
        (folder / "page.md").write_text(text, encoding="utf-8")


def fail_half_way(target: Path) -> None:
    """Begin to make *target* and fail."""
    with fresh_folder(target) as folder:
        (folder / "page.md").write_text("half", encoding="utf-8")
        message = "half way"
        raise OSError(message)


def names(folder: Path) -> list[str]:
    """Return what lies in *folder*."""
    return sorted(path.name for path in folder.iterdir())


def test_it_is_made_and_replaced(tmp_path: Path) -> None:
    target = tmp_path / "a" / "pages"
    write(target, "one")
    (target / "left over").write_text("", encoding="utf-8")
    write(target, "two")
    assert names(target) == [MARKER, "page.md"]
    assert (target / "page.md").read_text(encoding="utf-8") == "two"
    assert names(target.parent) == ["pages"]


def test_after_an_error_the_old_one_is_still_there(tmp_path: Path) -> None:
    target = tmp_path / "pages"
    write(target, "one")
    with pytest.raises(OSError, match="half way"):
        fail_half_way(target)
    assert (target / "page.md").read_text(encoding="utf-8") == "one"
    assert names(tmp_path) == ["pages"]


def test_what_an_interrupted_run_left_is_put_back(tmp_path: Path) -> None:
    target, aside = tmp_path / "pages", tmp_path / ".pages.before"
    write(target, "one")
    target.rename(aside)
    with pytest.raises(OSError, match="half way"):
        fail_half_way(target)
    assert (target / "page.md").read_text(encoding="utf-8") == "one"
    write(aside, "older")
    write(target, "two")
    assert (target / "page.md").read_text(encoding="utf-8") == "two"
    assert names(tmp_path) == ["pages"]


def test_a_swap_that_fails_puts_the_old_one_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "pages"
    write(target, "one")
    rename = Path.rename

    def failing(self: Path, to: Path) -> Path:
        if to == target and self.parent != tmp_path:
            message = "no room"
            raise OSError(message)
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="no room"):
        write(target, "two")
    assert (target / "page.md").read_text(encoding="utf-8") == "one"


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    write(tmp_path / "pages", "one")
    (tmp_path / "empty").mkdir()
    write(tmp_path / "empty", "one")
    assert names(tmp_path / "empty") == [MARKER, "page.md"]


def test_the_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "thesis.txt").write_text("years of work", encoding="utf-8")
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "link").symlink_to(foreign)
    for target in (foreign, tmp_path / "file", tmp_path / "link"):
        with pytest.raises(PublishError, match="folder"):
            write(target, "one")
    assert names(foreign) == ["thesis.txt"]
