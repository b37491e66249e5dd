"""Results in a file that is damaged, locked, of another kind or not to be written.

What is told is always what is told without any; and a damaged file makes room for a sound one.
"""

import contextlib
import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inwriting.register.decide import cache as cache_module
from inwriting.register.decide.cache import Cache, key_of
from inwriting.register.decide.evaluate import evaluate
from inwriting.register.decide.evaluator import VendorResult
from tests.decide.cached_register import (
    VENDORS,
    asked,
    cached_in,
    make,
    mark,
    opened,
    rewrite,
    told,
    truth,
)


@pytest.fixture(scope="module")
def cached(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str]:
    """Return a register, a file of results on it, not marked, and what is told of it."""
    folder = tmp_path_factory.mktemp("damaged")
    root, file = make(folder / "register"), folder / "results.sqlite"
    expected = told(evaluate(asked(root, file)))
    assert expected == truth(asked(root, None))
    return root, file, expected


def _is_well(root: Path, file: Path, expected: str) -> None:
    assert told(evaluate(asked(root, file))) == expected


def _works_again(root: Path, file: Path, expected: str) -> None:
    """See that what is cached in *file* is used, at the latest when it is asked a third time."""
    _is_well(root, file, expected)
    _is_well(root, file, expected)
    mark(file)
    assert cached_in(evaluate(asked(root, file))) == VENDORS


@pytest.mark.parametrize(
    "content",
    [b"", b"no database", b"SQLite format 3\0", b"SQLite format 3\0" + b"x" * 8192, b"\0" * 8192],
    ids=["empty", "text", "head", "head and garbage", "zeros"],
)
def test_a_file_that_is_no_database_is_replaced(
    tmp_path: Path, cached: tuple[Path, Path, str], content: bytes
) -> None:
    root, _, expected = cached
    file = tmp_path / "results.sqlite"
    file.write_bytes(content)
    _works_again(root, file, expected)


def test_a_file_whose_names_are_no_text_is_replaced(
    tmp_path: Path, cached: tuple[Path, Path, str]
) -> None:
    """SQLite names them in its message, which then cannot be made."""
    root, whole, expected = cached
    content = whole.read_bytes()
    for name in (b"vendors", b"registers"):
        file = tmp_path / "results.sqlite"
        assert b"table" + name in content
        file.write_bytes(content.replace(b"table" + name, b"table\xf5" + name[1:]))
        _works_again(root, file, expected)


@given(st.data())
@settings(deadline=None, max_examples=25)
def test_a_damaged_file_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, cached: tuple[Path, Path, str], data: st.DataObject
) -> None:
    """Some bytes are others, or the end is missing."""
    root, whole, expected = cached
    file = tmp_path_factory.mktemp("flipped") / "results.sqlite"
    content = bytearray(whole.read_bytes())
    step = data.draw(st.sampled_from([len(content), 1009, 97, 7]), "every")
    first = data.draw(st.integers(0, min(step, len(content)) - 1), "from")
    mask = data.draw(st.integers(1, 255), "mask")
    for place in range(first, len(content), step):
        content[place] ^= mask
    end = data.draw(st.one_of(st.just(len(content)), st.integers(0, len(content))), "until")
    file.write_bytes(content[:end])
    for _ in range(2):
        _is_well(root, file, expected)


def _other_values(value: object) -> Callable[[sqlite3.Connection], object]:
    def change(connection: sqlite3.Connection) -> None:
        for table in ("vendors", "registers"):
            connection.execute(f"UPDATE {table} SET value = ?", (value,))  # noqa: S608

    return change


def _exchanged(connection: sqlite3.Connection) -> None:
    """Keep each result under the key of another."""
    rows = connection.execute("SELECT key, value FROM vendors").fetchall()
    others = [value for _, value in rows[1:] + rows[:1]]
    for (key, _), value in zip(rows, others, strict=True):
        connection.execute("UPDATE vendors SET value = ? WHERE key = ?", (value, key))
    connection.execute("UPDATE registers SET value = ?", (others[0],))


def _without_columns(connection: sqlite3.Connection) -> None:
    for table in ("vendors", "registers"):
        connection.execute(f"DROP TABLE {table}")
        connection.execute(f"CREATE TABLE {table} (a, b, c)")


def _with_others(connection: sqlite3.Connection) -> None:
    for table in ("vendors", "registers"):
        connection.execute(f"DROP TABLE {table}")
    connection.execute("CREATE TABLE other (a)")


TAMPERED: dict[str, Callable[[sqlite3.Connection], object]] = {
    "number": _other_values(1),
    "text": _other_values("text"),
    "text that is none": lambda c: (
        _other_values(1)(c) or c.execute("UPDATE vendors SET value = CAST(x'ff00fe' AS TEXT)")
    ),
    "no bytes": _other_values(b""),
    "few bytes": _other_values(b"short"),
    "only a digest": _other_values(hashlib.sha256(b"").digest()),
    "exchanged": _exchanged,
    "other columns": _without_columns,
    "other tables": _with_others,
}


@pytest.mark.parametrize("name", TAMPERED)
def test_rows_of_another_kind_are_passed_over(
    tmp_path: Path, cached: tuple[Path, Path, str], name: str
) -> None:
    root, whole, expected = cached
    file = Path(shutil.copy(whole, tmp_path / "results.sqlite"))
    mark(file)
    with opened(file) as connection:
        TAMPERED[name](connection)
    for _ in range(2):
        _is_well(root, file, expected)


CONTENTS: list[Any] = [
    None,
    1,
    [],
    {},
    {"solo": 1},
    {"vendor": None},
    {"vendor": {"id": "solo"}, "found": b"", "problems": [], "rests_on": [], "outside": []},
    msgspec.Raw(b"\xc1"),
    msgspec.Raw(b""),
    msgspec.Raw(b"\x81\xa1x" + b"\x91" * 100_000),
]


@pytest.mark.parametrize("number", range(len(CONTENTS)))
def test_what_is_sealed_and_no_result_is_passed_over(
    tmp_path: Path, cached: tuple[Path, Path, str], number: int
) -> None:
    root, whole, expected = cached
    file = Path(shutil.copy(whole, tmp_path / "results.sqlite"))
    for table in ("vendors", "registers"):
        rewrite(file, table, lambda _: CONTENTS[number])
    _is_well(root, file, expected)


def test_findings_that_are_none_are_found_anew(
    tmp_path: Path, cached: tuple[Path, Path, str]
) -> None:
    """The summary is whole, and what belongs to it is not."""
    root, whole, expected = cached
    file = Path(shutil.copy(whole, tmp_path / "results.sqlite"))

    def other(content: bytes) -> Any:
        data = msgspec.msgpack.decode(content)
        return data | {"found": b"none"}

    rewrite(file, "vendors", other)
    _is_well(root, file, expected)
    with opened(file) as connection:
        connection.execute("DELETE FROM vendors")
    _is_well(root, file, expected)


@pytest.mark.parametrize("below", ["a-file/results.sqlite", "/dev/null/x", "/proc/x/y", "folder"])
def test_a_place_that_cannot_be_written_caches_nothing(
    tmp_path: Path, cached: tuple[Path, Path, str], below: str
) -> None:
    root, _, expected = cached
    (tmp_path / "a-file").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    for _ in range(2):
        _is_well(root, tmp_path / below, expected)
    assert (tmp_path / "a-file").read_bytes() == b""
    assert list((tmp_path / "folder").iterdir()) == []


def test_a_file_that_can_only_be_read_is_read(
    tmp_path: Path, cached: tuple[Path, Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a disk that is read-only: what is cached is used, and nothing new is."""
    root, whole, expected = cached
    file = Path(shutil.copy(whole, tmp_path / "results.sqlite"))
    mark(file)
    connect: Callable[..., sqlite3.Connection] = sqlite3.connect

    def read_only(name: Path, **more: Any) -> sqlite3.Connection:
        return connect(f"file:{name}?mode=ro", uri=True, **more)

    monkeypatch.setattr(sqlite3, "connect", read_only)
    assert cached_in(evaluate(asked(root, file))) == VENDORS
    before = file.read_bytes()
    edited = shutil.copytree(root, tmp_path / "register")
    (edited / "vendors/solo/evidence/agreement.md").write_text("Other.", encoding="utf-8")
    for _ in range(2):
        assert cached_in(evaluate(asked(edited, file))) == VENDORS - {"solo"}
    assert file.read_bytes() == before
    # Where there was nothing yet, nothing is.
    _is_well(root, tmp_path / "new.sqlite", expected)


@pytest.mark.parametrize("lock", ["SHARED", "IMMEDIATE", "EXCLUSIVE"])
def test_a_file_that_another_process_holds_is_not_waited_for(
    tmp_path: Path, cached: tuple[Path, Path, str], monkeypatch: pytest.MonkeyPatch, lock: str
) -> None:
    """And it is left as it is."""
    root, whole, expected = cached
    file = Path(shutil.copy(whole, tmp_path / "results.sqlite"))
    monkeypatch.setattr(cache_module, "_SECONDS", 0.01)
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as other:
        if lock == "SHARED":
            other.execute("BEGIN")
            other.execute("SELECT * FROM vendors").fetchone()
        else:
            other.execute(f"BEGIN {lock}")
        _is_well(root, file, expected)
        (tmp_path / "one").mkdir()
        _is_well(make(tmp_path / "one" / "register"), file, expected)
        other.execute("ROLLBACK")
    mark(file)
    assert cached_in(evaluate(asked(root, file))) == VENDORS


def test_the_file_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "_MOST_ROWS", {"vendors": 2, "commits": 3})
    with Cache(tmp_path / "results.sqlite") as cache:
        for table, most in (("vendors", 2), ("commits", 3)):
            for number in range(5):
                cache.write(table, [(key_of(str(number)), number)])
            found = [cache.read(table, key_of(str(number)), int) for number in range(5)]
            assert found == [*[None] * (5 - most), *range(5 - most, 5)]


def test_what_is_cached_is_found_under_its_key_alone(tmp_path: Path) -> None:
    file = tmp_path / "results.sqlite"
    result = VendorResult(None, b"found", (), (("acme", "1"),), (("sha256:1", "at hand"),))
    key = key_of("rules", "acme", "digest")
    with Cache(file) as cache:
        half = VendorResult(None, b"", (), (("half\ud800", "1"),))
        cache.write("vendors", [(key, result), (key_of("half\ud800"), half)])
        assert cache.read("vendors", key, VendorResult) == result
        assert cache.read("vendors", key_of("half\ud800"), VendorResult) is None
        assert cache.read("commits", key, VendorResult) is None
        for other in (("rules", "acme", ""), ("others", "acme", "digest"), ("rules", "acme")):
            assert cache.read("vendors", key_of(*other), VendorResult) is None
    with Cache(None) as cache:
        cache.write("vendors", [(key, result)])
        assert cache.read("vendors", key, VendorResult) is None
