"""Answers that are damaged, are none, or cannot be kept; and readers who went away."""

import os
import sys
from pathlib import Path

import pytest

from inwriting.cli import answer_cache, main
from inwriting.cli.answer_cache import CachedAnswer, cached_answer
from tests.cli.asker import MARK, QUESTION, Asker


@pytest.mark.parametrize("content", ["cut", "flipped", "empty", "other", "renamed", "folder"])
def test_an_answer_that_is_damaged_is_worked_out(asker: Asker, content: str) -> None:
    expected = asker.ask()
    (file,) = asker.answers.iterdir()
    whole = file.read_bytes()
    file.unlink()
    if content == "folder":
        file.mkdir()
    elif content == "renamed":
        other = file.with_name("0" * 64)
        file.write_bytes(answer_cache._sealed(str(other), whole[32:]))
    else:
        damaged = {
            "cut": whole[:-1],
            "flipped": whole[:40] + bytes([whole[40] ^ 1]) + whole[41:],
            "empty": b"",
            "other": answer_cache._sealed(str(file), b"x" + MARK.encode()),
        }
        file.write_bytes(damaged[content])
    assert asker.ask() == expected
    if content != "folder":
        assert file.read_bytes() == whole


def test_every_flipped_bit_is_seen(tmp_path: Path) -> None:
    place = CachedAnswer(str(tmp_path / "answer"))
    place.keep("Yes: \ud800 ü\n", 1)
    assert place.read() == ("Yes: \ud800 ü\n", 1)
    whole = (tmp_path / "answer").read_bytes()
    for number in range(len(whole) * 8):
        damaged = bytearray(whole)
        damaged[number // 8] ^= 1 << number % 8
        (tmp_path / "answer").write_bytes(damaged)
        assert place.read() is None


@pytest.mark.parametrize("cache", ["/dev/null/x", "/proc/x", "file"])
def test_a_disk_that_cannot_be_written_keeps_nothing(
    asker: Asker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, cache: str
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / cache))
    expected = asker.truth()
    for _ in range(2):
        assert asker.ask() == expected


def test_what_lies_in_the_register_is_not_used(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(asker.root / "vendors"))
    assert cached_answer(QUESTION) is None
    monkeypatch.setenv("XDG_CACHE_HOME", str(asker.root / ".cache"))
    assert cached_answer(QUESTION) is None
    assert asker.ask() == asker.truth()
    assert not (asker.root / ".cache/inwriting/answers").exists()


REFUSED = [
    [*QUESTION, "--nonsense"],
    [*QUESTION, "-x"],
    [*QUESTION, "extra"],
    [*QUESTION, "--"],
    [*QUESTION, "--help"],
    [*QUESTION, "--data"],
    [*QUESTION, "--roo", "."],
    [*QUESTION, "--as-of", "2026-02-30"],
    [*QUESTION, "--region", "nowhere"],
    [*QUESTION, "--evidence", "nowhere"],
    [*QUESTION, "--root", "nowhere"],
    ["ask"],
    ["ask", "acme/nothing", "--data", "public"],
    ["check"],
    ["--version"],
    [],
]


@pytest.mark.parametrize("arguments", REFUSED, ids=" ".join)
def test_what_is_no_question_is_not_kept(asker: Asker, arguments: list[str]) -> None:
    """Whatever ends in an error is said by the same code each time."""
    expected = asker.truth(question=arguments)
    for _ in range(2):
        assert asker.ask(question=arguments) == expected
    assert not asker.answers.exists() or not list(asker.answers.iterdir())


def test_a_check_that_fails_is_not_kept(asker: Asker) -> None:
    source = asker.root / "checks/redaction_required.py"
    text = source.read_text("utf-8").replace('    """', '    raise OSError("x")\n    """', 1)
    source.write_text(text + "\nraise OSError\n", "utf-8")
    expected = asker.truth()
    assert expected[1] not in {0, 1}
    assert asker.ask() == expected
    assert not asker.answers.exists()


def test_yes_and_no_are_kept_with_their_exit_codes(asker: Asker) -> None:
    codes = set()
    for offering in ("acme/desk", "trainly/chat"):
        question = ["ask", offering, "--data", "confidential"]
        expected = asker.ask(question=question)
        codes.add(expected[1])
        assert asker.ask(question=question) == expected
    assert codes == {0, 1}
    assert len(list(asker.answers.iterdir())) == 2


def test_answers_do_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer_cache, "_MOST_ANSWERS", 3)
    for number in range(6):
        CachedAnswer(str(tmp_path / f"{number}")).keep("Yes.\n", 0)
        os.utime(tmp_path / f"{number}", (number, number))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["3", "4", "5"]


def test_a_folder_that_is_gone_is_no_failure(
    asker: Asker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    options = ["--root", str(asker.root)]
    assert cached_answer([*QUESTION, *options]) is None
    assert asker.ask(*options) == asker.truth(*options)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("kept", [True, False])
def test_a_reader_who_went_away_is_noticed(
    asker: Asker, monkeypatch: pytest.MonkeyPatch, kept: bool
) -> None:
    """What nobody read was not clear, whether it was kept or not."""
    if kept:
        asker.begin()
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        assert main.run(QUESTION) == 4
    monkeypatch.setattr(sys, "stdout", None)
    assert main.run(QUESTION) == 4
