"""The table, and who is affected: every repository is in it, whatever became of it."""

import dataclasses
import io
import json
import sys
from collections.abc import Sequence

import pytest
from hypothesis import given
from pyarrow import parquet

from inwriting.exit_codes import ExitCode
from inwriting.gate.estate.affected import IfPaused, who_is_affected
from inwriting.gate.estate.table import COLUMNS
from inwriting.gate.estate.visited import Visited, not_visited, uses_of, worst
from inwriting.gate.result import Effect
from inwriting.output.estate_report import EstateReport
from inwriting.output.estate_table import as_parquet, as_table_json, must_write_parquet
from inwriting.output.formats import render
from inwriting.output.options import Options
from inwriting.register.load.problem import UnusableInputError
from inwriting.register.load.schema import mistakes
from tests.estate.visits import found, visited
from tests.gate_report.results import RESULTS
from tests.report.test_escaping import MANY, NASTY

OFFERING = "northwind-ai/enterprise"
ESTATE = (
    visited("c", found("src/b.py", 9), found("src/a.py", 3, verdict="conditional")),
    visited("a"),
    visited("b", found(effect="blocks", verdict="refused", then="refused"), code=ExitCode.BLOCKED),
    visited("e", found(offering="acme/desk")),
    not_visited("d", "There is no such folder.", ExitCode.UNUSABLE),
    dataclasses.replace(visited("f", found(then_effect="warns")), team="litigation", unread=2),
    dataclasses.replace(visited("g"), unread=1),
)


def shown_as_text(visits: Sequence[Visited], asked: IfPaused | None) -> str:
    """Return the estate as people read it."""
    return render(EstateReport(visits, asked), "text", Options())


def test_every_repository_has_its_line_and_then_its_uses() -> None:
    lines = json.loads(as_table_json(ESTATE, None))["rows"]
    assert [(line["repository"], line["record"], line["file"]) for line in lines] == [
        ("a", "repository", None),
        ("b", "repository", None),
        ("b", "use", "app.py"),
        ("c", "repository", None),
        ("c", "use", "src/a.py"),
        ("c", "use", "src/b.py"),
        ("d", "repository", None),
        ("e", "repository", None),
        ("e", "use", "app.py"),
        ("f", "repository", None),
        ("f", "use", "app.py"),
        ("g", "repository", None),
    ]


def test_parquet_and_json_are_one_table() -> None:
    table = parquet.read_table(io.BytesIO(as_parquet(ESTATE)))
    assert table.column_names == [column.name for column in COLUMNS]
    assert table.to_pylist() == json.loads(as_table_json(ESTATE, None))["rows"]
    assert table.schema.field("offerings").metadata[b"about"]


def test_the_same_visits_give_the_same_bytes_in_any_order() -> None:
    again = tuple(reversed(ESTATE))
    assert as_parquet(again) == as_parquet(ESTATE)
    assert as_table_json(again, None) == as_table_json(ESTATE, None)


def test_the_json_follows_its_schema() -> None:
    for answer in (None, who_is_affected(ESTATE, OFFERING)):
        assert mistakes("estate", json.loads(as_table_json(ESTATE, answer))) == ()
    assert mistakes("estate", json.loads(as_table_json((), None))) == ()


def test_who_is_affected() -> None:
    answer = who_is_affected(ESTATE, OFFERING)
    assert [item.visited.repository for item in answer.affected] == ["c", "f", "b"]
    assert [item.visited.repository for item in answer.newly_blocked] == ["c"]
    # One could not be looked at, in one a file could not be read: nobody knows.
    assert [item.repository for item in answer.unknown] == ["d", "g"]
    assert answer.others == 2


def test_the_text_answers_first() -> None:
    text = shown_as_text(ESTATE, who_is_affected(ESTATE, OFFERING))
    assert text == (
        """\
7 repositories: 1 blocked, 1 not judged in full, 5 clear. (exit code 2)

If northwind-ai/enterprise is paused

  3 repositories use it or may; 1 that passes today is stopped; 2 nobody knows; 2 not affected.
  c: is stopped  commit cccccccccccc
    src/a.py:3: Northwind AI (runtime): conditional now, then paused
    src/b.py:9: Northwind AI (runtime): allowed now, then paused
  f: goes on  commit cccccccccccc, team litigation
    app.py:1: Northwind AI (runtime): allowed now, then paused
  b: is stopped already  commit cccccccccccc
    app.py:1: Northwind AI (runtime): refused now, then refused
  d: nobody knows, since it was not read in full
  g: nobody knows, since it was not read in full

Not judged in full, so not clear

  d: There is no such folder.

Blocked

  b
    app.py:1: Northwind AI (runtime): refused  [tool-allowed]

Tools

  tool          repositories  block  warn  pass
  Northwind AI  4             1      0     4

7 repositories: 1 blocked, 1 not judged in full, 5 clear. (exit code 2)
"""
    )


def test_an_unsigned_register_is_said() -> None:
    one = dataclasses.replace(visited("a"), unsigned=True, register="The register, UNSIGNED")
    text = shown_as_text((one,), None)
    assert "UNSIGNED: nobody's signature" in text
    assert "The register, UNSIGNED." in text


def test_the_text_counts_what_it_leaves_out() -> None:
    uses = tuple(found(line=number, effect="blocks") for number in range(1, 31))
    many = [visited(f"r{number:03}", *uses, code=ExitCode.BLOCKED) for number in range(230)]
    lost = [
        Visited(f"x{n}", "", ExitCode.FAILED, "Lost.", problems=tuple(map(str, range(30))))
        for n in range(230)
    ]
    text = shown_as_text((*many, *lost), who_is_affected(many, OFFERING))
    assert text.count("and 30 more; the table has them all") == 3
    assert "and 10 more uses" in text
    assert "    and 10 more\n" in text


def test_the_worst_code_is_that_of_the_estate() -> None:
    assert worst(ESTATE) is ExitCode.UNUSABLE
    assert worst(()) is ExitCode.NOTHING


def test_uses_keep_what_the_gate_said_and_what_it_would_say() -> None:
    now = RESULTS["blocked"]
    then = dataclasses.replace(
        now,
        judged=tuple(
            dataclasses.replace(item, verdict="paused", effect=Effect.BLOCKS) for item in now.judged
        ),
    )
    told = uses_of(now, then)
    assert [item.effect for item in told].count("blocks") == 2
    assert {(item.if_paused_verdict, item.if_paused_effect) for item in told} == {
        ("paused", "blocks")
    }
    assert {item.if_paused_verdict for item in uses_of(now)} == {""}
    assert list(told) == sorted(told)


def test_without_pyarrow_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UnusableInputError, match=r'pip install "inwriting\[estate\]"'):
        must_write_parquet()


@MANY
@given(text=NASTY)
def test_whatever_repositories_say_stays_text(text: str) -> None:
    def said(words: str) -> tuple[Visited, ...]:
        use = dataclasses.replace(
            found(words), tool=words, name=words, message=words, offerings=(words,)
        )
        return (
            dataclasses.replace(visited(words, use), team=words, problems=(words,)),
            not_visited(f"{words}-", words),
        )

    visits = said(f"x{text}")
    written = as_table_json(visits, None)
    assert written.isascii()
    assert mistakes("estate", json.loads(written)) == ()
    table = parquet.read_table(io.BytesIO(as_parquet(visits)))
    assert table.to_pylist() == json.loads(written)["rows"]
    shown = shown_as_text(visits, who_is_affected(visits, f"x{text}"))
    plain = shown_as_text(said("x"), who_is_affected(said("x"), "x"))
    assert not [line for line in shown.split("\n") if line.lstrip().startswith("::")]
    assert "##[" not in shown
    assert {character for character in shown if ord(character) < 32} == {"\n"}
    assert plain.count("\n\n") == shown.count("\n\n")


def test_columns_are_told_apart_by_their_record() -> None:
    """What is empty for a repository may be empty in Parquet, and nothing else."""
    schema = parquet.read_schema(io.BytesIO(as_parquet(ESTATE)))
    for column in COLUMNS:
        assert schema.field(column.name).nullable is column.of_use
