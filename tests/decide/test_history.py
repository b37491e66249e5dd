"""How verdicts moved from commit to commit, read from real Git repositories."""

import datetime
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from inwriting.diff import history as history_module
from inwriting.diff.history import History, history
from inwriting.register.decide.evaluate import Request, evaluate
from inwriting.register.load.git_log import Missing
from tests.repositories import (
    ACME,
    MUTE,
    PERMITTED,
    POLICY,
    commit,
    edit,
    git,
    repository,
)

CLOCK = datetime.date(2026, 11, 24)


def told(root: Path, most: int = 20, cache: Path | None = None) -> History:
    """Return the history of the register at *root* as it is now."""
    present = evaluate(Request(root, clock=CLOCK))
    return history(root, present, most, (), cache or root.parent / "cache", lambda _: None)


def moved(found: History) -> list[tuple[str, str, str, str, str]]:
    """Return subject, offering, data class and both verdicts of every change, the newest first."""
    return [
        (
            item.commit.subject if item.commit else "",
            item.move.offering,
            item.move.data_class,
            item.move.was,
            item.move.now,
        )
        for item in found.changes
    ]


def acme_moves(subject: str) -> list[tuple[str, str, str, str, str]]:
    """Return what moves when Acme's contract permits training."""
    return [
        (subject, "acme/desk", "internal", "allowed", "refused"),
        (subject, "acme/desk", "confidential", "conditional", "refused"),
    ]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with one commit that holds the small register."""
    made = repository(tmp_path / "register")
    commit(made, "begin", 1)
    return made


def test_every_verdict_that_moved_is_told_with_why(root: Path) -> None:
    first = git(root, "rev-parse", "HEAD")
    edit(root, ACME, training=PERMITTED)
    second = commit(root, "Acme moves", 2)
    found = told(root)
    assert moved(found) == acme_moves("Acme moves")
    internal, confidential = found.changes
    assert internal.commit
    assert internal.commit.id == second
    assert internal.compared_with == first
    assert internal.commit.at.isoformat() == "2026-11-02T12:00:00+00:00"
    assert internal.move.why == (
        "Use for training: permitted, and Internal demands never",
        "internal data is allowed, and the verdict is refused",
    )
    assert internal.move.no_longer == ()
    assert confidential.move.no_longer == ("Redact first: Take out names with the redactor.",)
    assert found.since == datetime.date(2026, 11, 1)
    assert found.missing is Missing.NOTHING
    assert found.unjudged == ()


def test_what_comes_and_goes_has_no_verdict_before_or_after(root: Path) -> None:
    shutil.move(root / "vendors/mute", root / "vendors/quiet")
    commit(root, "Mute is now Quiet", 2)
    found = told(root)
    assert moved(found) == [
        ("Mute is now Quiet", f"{vendor}/chat", name, was, now)
        for vendor, was, now in (("mute", "paused", ""), ("quiet", "", "paused"))
        for name in ("public", "internal", "confidential")
    ]
    gone, new = found.changes[0].move, found.changes[3].move
    assert (gone.why, gone.no_longer) == ((), ())
    assert new.why
    assert gone.name == new.name == "Mute Chat"


def test_a_new_name_is_no_change_of_a_verdict(root: Path) -> None:
    edit(root, ACME, desk="name: Acme Workbench")
    commit(root, "The product has a new name", 2)
    assert moved(told(root)) == []


def test_a_broken_file_is_named_and_nobody_is_gone(root: Path) -> None:
    good = (root / MUTE).read_text(encoding="utf-8")
    (root / MUTE).write_text("format: 1\nvendor: [\n", encoding="utf-8")
    edit(root, ACME, training=PERMITTED)
    broken = commit(root, "Break Mute, move Acme", 2)
    (root / MUTE).write_text(good, encoding="utf-8")
    commit(root, "Mend Mute", 3)
    found = told(root)
    (unjudged,) = found.unjudged
    assert unjudged.commit.id == broken
    assert unjudged.vendors == ("mute",)
    assert unjudged.why.startswith(f"{MUTE}: ")
    assert moved(found) == acme_moves("Break Mute, move Acme")


def test_what_was_broken_at_first_is_not_new_when_it_is_mended(root: Path) -> None:
    good = (root / MUTE).read_text(encoding="utf-8")
    (root / MUTE).write_text("format: 1\nvendor: [\n", encoding="utf-8")
    commit(root, "Break Mute", 2)
    (root / MUTE).write_text(good, encoding="utf-8")
    commit(root, "Mend Mute", 3)
    assert moved(told(root, 2)) == []
    assert len(told(root, 2).unjudged) == 1


def test_whoever_builds_on_a_broken_vendor_is_not_judged_either(root: Path) -> None:
    text = (root / ACME).read_text(encoding="utf-8")
    text += (
        "subprocessors:\n"
        "  - {name: Mute, role: model-provider, offering: mute/chat,\n"
        "     document: agreement, clause: '9'}\n"
    )
    (root / ACME).write_text(text, encoding="utf-8")
    commit(root, "Acme runs on Mute", 2)
    good = (root / MUTE).read_text(encoding="utf-8")
    (root / MUTE).write_text("format: 1\nvendor: [\n", encoding="utf-8")
    commit(root, "Break Mute", 3)
    (root / MUTE).write_text(good, encoding="utf-8")
    commit(root, "Mend Mute", 4)
    (unjudged,) = told(root).unjudged
    assert unjudged.vendors == ("acme", "mute")


@pytest.mark.parametrize(
    ("file", "text", "why"),
    [
        (POLICY, "format: 1\n", "policy/policy.yaml: "),
        ("checks/surprise.py", "x = (\n", "checks/surprise.py: "),
        ("checks/redaction_required.py", None, "redaction_required"),
        ("vendors/notes.md", "notes\n", "vendors/notes.md: "),
    ],
)
def test_what_concerns_all_leaves_a_commit_unjudged(
    root: Path, file: str, text: str | None, why: str
) -> None:
    path = root / file
    before = path.read_text(encoding="utf-8") if path.exists() else None
    if text is None:
        source = path.read_text(encoding="utf-8")
        path.write_text(
            source.replace("    if ", "    raise RuntimeError('no')\n    if ", 1), "utf-8"
        )
        assert path.read_text(encoding="utf-8") != source
        why = "The check redaction-required failed: RuntimeError: no"
    else:
        path.write_text(text, encoding="utf-8")
    commit(root, "Break it", 2)
    path.unlink() if before is None else path.write_text(before, encoding="utf-8")
    edit(root, ACME, training=PERMITTED)
    mended = commit(root, "Mend it, and move Acme", 3)
    found = told(root)
    (unjudged,) = found.unjudged
    assert unjudged.vendors == ()
    assert why in unjudged.why
    assert str(root.parent) not in unjudged.why
    change, _ = found.changes
    assert change.commit
    assert change.commit.id == mended
    assert change.compared_with == git(root, "rev-parse", "HEAD~2")


def test_a_commit_is_judged_by_the_policy_that_it_held(root: Path) -> None:
    text = (root / POLICY).read_text(encoding="utf-8")
    stricter = text.replace(
        "training-use: {at-least: permitted, data: [prompts], purposes: [train]}",
        "training-use: {at-least: never, data: [prompts], purposes: [train]}",
    )
    assert stricter != text
    (root / POLICY).write_text(stricter, encoding="utf-8")
    commit(root, "Be strict", 2)
    (root / POLICY).write_text(text, encoding="utf-8")
    commit(root, "Be lenient again", 3)
    assert moved(told(root)) == [
        ("Be lenient again", "trainly/chat", "public", "refused", "allowed"),
        ("Be strict", "trainly/chat", "public", "allowed", "refused"),
    ]
    better = told(root).changes[0].move
    assert better.why == ()
    assert better.no_longer


def test_a_commit_is_judged_on_its_own_day_without_a_fixed_clock(root: Path) -> None:
    edit(root, POLICY, clock="")
    edit(root, ACME, checked="checked: 2026-11-02, ends: 2026-11-09}")
    begun = commit(root, "The contract ends on the ninth", 8)
    (root / "vendors/mute/evidence").mkdir()
    (root / "vendors/mute/evidence/note.md").write_text("nothing", encoding="utf-8")
    commit(root, "Something else, later", 11)
    found = told(root)
    assert {item[0] for item in moved(found)} == {"Something else, later"}
    assert {item.move.offering for item in found.changes} == {"acme/desk"}
    # After the newest commit, time alone moves a verdict too.
    git(root, "reset", "-q", "--hard", begun)
    found = told(root)
    assert {item.commit for item in found.changes} == {None}
    assert {item.compared_with for item in found.changes} == {begun}
    assert {item.move.offering for item in found.changes} == {"acme/desk"}


def test_the_files_as_they_are_now_are_the_newest_state(root: Path) -> None:
    edit(root, ACME, training=PERMITTED)
    found = told(root)
    assert moved(found) == acme_moves("")


def test_only_commits_of_the_register_count_and_only_so_many(root: Path) -> None:
    (root / "README.md").write_text("text", encoding="utf-8")
    commit(root, "Not of the register", 2)
    edit(root, ACME, training=PERMITTED)
    commit(root, "Acme moves", 3)
    edit(root, MUTE, vendor="name: Still Mute\n")
    commit(root, "Mute is called otherwise", 4)
    assert len(told(root).changes) == 2
    assert told(root, 3).since == datetime.date(2026, 11, 1)
    assert told(root, 2).since == datetime.date(2026, 11, 3)
    assert told(root, 2).changes == ()
    assert told(root, 0) == History(None, Missing.NOT_ASKED, (), ())


def test_what_a_branch_did_in_between_is_told_with_its_merge(root: Path) -> None:
    git(root, "checkout", "-q", "-b", "proposal")
    edit(root, ACME, training=PERMITTED)
    commit(root, "First try", 2)
    edit(root, MUTE, vendor="name: Still Mute\n")
    commit(root, "Second try", 3)
    git(root, "checkout", "-q", "main")
    (root / "README.md").write_text("text", encoding="utf-8")
    commit(root, "Elsewhere", 4)
    at = "2026-11-05T12:00:00+00:00"
    git(root, "merge", "-q", "--no-ff", "-m", "Merge the proposal", "proposal", at=at)
    assert moved(told(root)) == acme_moves("Merge the proposal")


def test_a_register_in_a_folder_of_its_repository(tmp_path: Path) -> None:
    top = tmp_path / "top"
    root = repository(top / "the register")
    shutil.move(root / ".git", top / ".git")
    commit(top, "begin", 1)
    edit(root, ACME, training=PERMITTED)
    commit(top, "Acme moves", 2)
    assert moved(told(root)) == acme_moves("Acme moves")


def test_without_a_whole_history_it_says_why(root: Path, tmp_path: Path) -> None:
    plain = repository(tmp_path / "plain")
    assert told(plain).missing is Missing.NO_COMMIT
    shutil.rmtree(plain / ".git")
    assert told(plain).missing is Missing.NO_REPOSITORY
    edit(root, ACME, training=PERMITTED)
    commit(root, "Acme moves", 2)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", root.as_uri(), str(clone))
    assert told(clone) == History(None, Missing.SHALLOW, (), ())
    git(clone, "fetch", "-q", "--unshallow")
    assert len(told(clone).changes) == 2


def test_without_git_it_says_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(root / "no-such-folder"))
    assert told(root).missing is Missing.NO_GIT


def test_a_subject_is_kept_as_it_is_and_bounded(root: Path) -> None:
    subject = "<script>alert(1)</script> \x1b[31m \u202e &amp; 'quoted' " + "x" * 400
    edit(root, ACME, training=PERMITTED)
    commit(root, subject, 2)
    change, _ = told(root).changes
    assert change.commit
    assert change.commit.subject == subject[:299] + "…"


class TestCache:
    """What was judged once is not judged again, and nothing in the cache is believed blindly."""

    @pytest.fixture
    def two(self, root: Path) -> Path:
        """A repository with two commits, whose verdicts are cached."""
        edit(root, ACME, training=PERMITTED)
        commit(root, "Acme moves", 2)
        self.expected = told(root)
        return root

    def test_the_second_time_nothing_is_judged(
        self, two: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(history_module, "_judge", _never)
        assert told(two) == self.expected

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda _: b"",
            lambda content: content[: len(content) // 2],
            lambda _: b"\x91" * 100_000,
            lambda _: b"\xc0",
            lambda content: content.replace(b"refused", b"allowed"),
            lambda content: content[:32] + b"\x80",
        ],
    )
    def test_what_was_spoilt_is_judged_again(
        self, two: Path, spoil: Callable[[bytes], bytes]
    ) -> None:
        before = _cached(two)
        assert len(before) == 2
        _replace(two, {key: spoil(value) for key, value in before.items()})
        assert told(two) == self.expected
        assert _cached(two) == before

    def test_entries_that_changed_places_are_not_believed(self, two: Path) -> None:
        (one, first), (other, second) = _cached(two).items()
        _replace(two, {one: second, other: first})
        assert told(two) == self.expected

    def test_a_folder_that_cannot_be_written_caches_nothing(
        self, two: Path, tmp_path: Path
    ) -> None:
        place = tmp_path / "file"
        place.write_text("a file where the folder should be", encoding="utf-8")
        assert told(two, cache=place) == self.expected

    def test_other_texts_at_hand_are_judged_anew(self, two: Path, tmp_path: Path) -> None:
        locker = tmp_path / "locker"
        locker.mkdir()
        (locker / "text.md").write_text("a text", encoding="utf-8")
        present = evaluate(Request(two, clock=CLOCK))
        history(two, present, 20, (locker,), two.parent / "cache", lambda _: None)
        assert len(_cached(two)) == 4

    def test_another_tool_judges_anew(self, two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(history_module, "tool_digest", lambda: "another")
        told(two)
        assert len(_cached(two)) == 4


def _cached(root: Path, folder: str = "cache") -> dict[bytes, bytes]:
    """Return what is cached of the commits of the register at *root*, by key."""
    with closing(sqlite3.connect(root.parent / folder / "verdicts.sqlite")) as connection:
        return dict(connection.execute("SELECT key, value FROM commits ORDER BY key"))


def _replace(root: Path, values: dict[bytes, bytes]) -> None:
    file = root.parent / "cache" / "verdicts.sqlite"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.executemany("REPLACE INTO commits VALUES (?, ?)", values.items())


def _never(*_: object, **__: object) -> None:
    raise AssertionError


def test_many_commits_are_judged_in_processes_of_their_own_with_the_same_result(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (root / ACME).read_text(encoding="utf-8")
    for day in range(2, 7):
        if day % 2:
            (root / ACME).write_text(text, encoding="utf-8")
        else:
            edit(root, ACME, training=PERMITTED)
        commit(root, f"Day {day}", day)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    spread = told(root, cache=root.parent / "one")
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    assert told(root, cache=root.parent / "other") == spread
    assert len(spread.changes) == 10
    assert _cached(root, "one") == _cached(root, "other")


def test_a_commit_that_takes_its_process_along_is_the_only_one_unjudged(root: Path) -> None:
    check = root / "checks/redaction_required.py"
    text = check.read_text(encoding="utf-8")
    for day in range(2, 6):
        added = "\nimport os\nos._exit(0)\n" if day == 3 else f"\n# Day {day}\n"
        check.write_text(text + added, encoding="utf-8")
        if day == 5:
            edit(root, ACME, training=PERMITTED)
        commit(root, f"Day {day}", day)
    found = told(root)
    assert [item.commit.subject for item in found.unjudged] == ["Day 3"]
    assert "broke off" in found.unjudged[0].why
    assert moved(found) == acme_moves("Day 5")
    # It may have been the machine: what broke off is tried again.
    assert len(_cached(root)) == 4
