"""A suppression holds only with an exception of the register, and for its days."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inwriting.exit_codes import ExitCode
from inwriting.gate.declaration import FILE, WrittenSuppression
from inwriting.gate.register_data import RegisterData
from inwriting.gate.register_reading import RegisterAsked, read_register
from inwriting.gate.result import GateEffect, GateResult
from inwriting.gate.run import judge
from inwriting.gate.suppressions import from_comments, is_for, judged, not_judged, without_use
from inwriting.gate.uses import Spot
from tests.gate.judging.conftest import TODAY, Firm
from tests.gate.judging.made import found, use

DECLARED = "format: 1\ndata-class: internal\nuses:\n  trainly: [trainly/api]\n"


@pytest.fixture(scope="module")
def register(firm: Firm) -> RegisterData:
    return read_register(RegisterAsked(str(firm.register), signers=firm.signers), TODAY).data


def _written(**more: str) -> WrittenSuppression:
    usual: dict[str, Any] = {
        "tool": "trainly",
        "path": "src/app.py",
        "until": "2027-01-10",
        "exception": "trainly-for-now",
        "reason": "It goes in January.",
        "file": "src/app.py",
    }
    return WrittenSuppression(**(usual | more), line=3)


def test_comments_are_read_word_by_word() -> None:
    text = "inwriting: allow trainly until 2027-01-10 exception trainly-for-now because it goes"
    (item,) = from_comments([(Spot("src/app.py", 3), text)])
    assert (item.tool, item.until, item.exception, item.reason) == (
        "trainly",
        "2027-01-10",
        "trainly-for-now",
        "it goes",
    )
    assert item.beside
    assert not item.malformed


@pytest.mark.parametrize(
    ("text", "tool"),
    [
        ("inwriting: allow trainly", "trainly"),
        ("inwriting: allow trainly until 2027-01-10", "trainly"),
        ("inwriting: allow trainly until 2027-01-10 exception x", "trainly"),
        ("inwriting: allow trainly because we need it", "trainly"),
        ("inwriting: ignore", ""),
        ("inwriting: allow " + "x" * 2000, "x" * 984),
    ],
)
def test_what_cannot_be_read_counts_as_over(text: str, tool: str, register: RegisterData) -> None:
    (item,) = from_comments([(Spot("src/app.py", 3), text)])
    assert item.malformed
    assert item.tool == tool
    said = judged(item, "trainly", ["trainly/api"], "internal", register, TODAY)
    assert (said.holds, said.rule) == (False, "suppression-expired")
    for nothing in (without_use(item), not_judged(item)):
        assert not nothing.holds
    assert (without_use(item).rule, not_judged(item).why_not) == (
        "suppression-expired",
        "there is no register to look it up in",
    )


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_comment_is_read_or_counts_as_over(text: str) -> None:
    (item,) = from_comments([(Spot("a", 1), f"inwriting:{text}")])
    assert item.malformed or (item.tool and item.until and item.reason)


@pytest.mark.parametrize(
    ("changes", "rule", "why"),
    [
        ({}, "", ""),
        ({"until": "2026-12-02"}, "", ""),
        ({"until": "2026-12-01"}, "suppression-about-to-expire", "ends on 2026-12-01, in 6 days"),
        ({"until": "2026-11-25"}, "suppression-about-to-expire", "in 0 days"),
        ({"until": "2026-11-24"}, "suppression-expired", "expired on 2026-11-24"),
        ({"until": "2026-02-30"}, "suppression-expired", "cannot be read"),
        ({"until": "soon"}, "suppression-expired", "cannot be read"),
        ({"until": "2027-01-24"}, "", ""),
        ({"until": "2027-01-25"}, "suppression-too-long", "allows 60 days"),
        ({"exception": ""}, "suppression-without-exception", "names no exception"),
        ({"exception": "mine"}, "suppression-without-exception", "has no exception mine"),
        ({"exception": "mute-for-now"}, "suppression-without-exception", "is for mute"),
        ({"exception": "stray-over"}, "suppression-without-exception", "expired on 2026-10-31"),
        (
            {"exception": "stray-by-its-owner"},
            "suppression-without-exception",
            "not allowed as the policy asks",
        ),
    ],
)
def test_a_suppression_is_held_to_calendar_and_register(
    changes: dict[str, str], rule: str, why: str, register: RegisterData
) -> None:
    said = judged(_written(**changes), "trainly", ["trainly/api"], "internal", register, TODAY)
    assert (said.holds, said.rule) == (not rule, rule)
    assert why in said.why_not
    assert bool(said.fix) is bool(rule)


def test_the_exception_may_end_before_the_suppression(register: RegisterData) -> None:
    item = _written(tool="mute", exception="mute-for-now", until="2026-12-20")
    said = judged(item, "mute", ["mute/chat"], "internal", register, TODAY)
    assert said.rule == "suppression-about-to-expire"
    assert "2026-11-30" in said.why_not


def test_an_exception_covers_its_data_and_its_offering_only(register: RegisterData) -> None:
    for offerings, data_class, holds in (
        (["trainly/api"], "public", True),
        (["trainly/api"], "confidential", False),
        (["trainly/api", "trainly/chat"], "internal", False),
        ([], "internal", False),
    ):
        assert judged(_written(), "trainly", offerings, data_class, register, TODAY).holds is holds


def test_a_comment_is_for_its_own_line_and_the_next() -> None:
    (item,) = from_comments(
        [(Spot("a.py", 3), "inwriting: allow stray until 2026-12-31 because of it")]
    )
    assert [line for line in range(1, 7) if is_for(item, "stray", "a.py", [line])] == [3, 4]
    assert not is_for(item, "stray", "b.py", [3])
    assert not is_for(item, "other", "a.py", [3])


@pytest.mark.parametrize(
    ("path", "matching"),
    [
        ("src/app.py", {"src/app.py"}),
        ("./src/app.py", {"src/app.py"}),
        ("src/*", {"src/app.py"}),
        ("src/**", {"src/app.py", "src/deep/app.py"}),
        ("**", {"src/app.py", "src/deep/app.py", "app.py"}),
        ("app.py", {"app.py"}),
        ("*/deep/*.py", {"src/deep/app.py"}),
        ("", set()),
    ],
)
def test_paths_are_meant_from_the_top(path: str, matching: set[str]) -> None:
    item = _written(path=path, file=FILE)
    files = ("src/app.py", "src/deep/app.py", "app.py")
    assert {file for file in files if is_for(item, "trainly", file, [])} == matching


def test_an_endpoint_is_named_by_its_host(register: RegisterData) -> None:
    tool = "unknown-endpoint:llm.intranet.example"
    item = _written(tool="llm.intranet.example", exception="endpoint-for-now")
    assert is_for(item, tool, "src/app.py", [])
    assert is_for(_written(tool=tool, file=FILE), tool, "src/app.py", [])
    assert judged(item, tool, [], "confidential", register, TODAY).holds


def _result(
    firm: Firm, root: Path, text: str, *tools: str, today: datetime.date = TODAY
) -> GateResult:
    (root / FILE).write_text(DECLARED + text, encoding="utf-8")
    return judge(root, found(*(use(tool) for tool in tools)), firm.options(today=today))


def _suppression(tool: str, exception: str, until: str = "2027-01-10") -> str:
    return (
        f"suppressions:\n  - {{tool: {tool}, path: 'src/**', until: '{until}', "
        f"exception: {exception}, reason: It goes.}}\n"
    )


def test_with_an_exception_the_use_passes_and_is_shown(firm: Firm, repository: Path) -> None:
    result = _result(firm, repository, _suppression("trainly", "trainly-for-now"), "trainly")
    assert result.exit_code is ExitCode.CLEAR
    (item,) = result.judged
    assert (item.rule, item.effect) == ("tool-refused", GateEffect.LISTED)
    assert item.suppression is not None
    assert item.suppression.holds
    assert result.suppressions == (item.suppression,)


def test_without_one_it_is_told_and_does_not_pass(firm: Firm, repository: Path) -> None:
    result = _result(firm, repository, _suppression("trainly", "mine"), "trainly")
    assert result.exit_code is ExitCode.BLOCKED
    (item,) = result.judged
    assert "It is not suppressed at .inwriting.yaml:6: the register has no exception mine" in (
        item.message
    )
    assert [s.rule for s in result.suppressions] == ["suppression-without-exception"]


def test_what_ends_soon_fails_under_its_own_name(firm: Firm, repository: Path) -> None:
    text = _suppression("trainly", "trainly-for-now", "2026-11-28")
    result = _result(firm, repository, text, "trainly")
    assert result.exit_code is ExitCode.BLOCKED
    assert [item.rule for item in result.judged] == ["suppression-about-to-expire"]


def test_a_suppression_for_nothing_warns_and_passes(firm: Firm, repository: Path) -> None:
    for tools in ((), ("desk-kit",)):
        text = _suppression("desk-kit", "mine", "2026-01-01")
        result = _result(firm, repository, text, *tools)
        assert result.exit_code is ExitCode.CLEAR
        assert [s.rule for s in result.suppressions] == ["suppression-without-use"]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_suppression_without_an_exception_ever_clears(
    firm: Firm, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Whatever a repository writes, a blocked run stays blocked unless the register accepts it."""
    accepted = {"trainly-for-now", "mute-for-now", "endpoint-for-now"}
    names = st.sampled_from(["mine", "stray-over", "stray-by-its-owner", "x"])
    days = st.dates(datetime.date(2026, 1, 1), datetime.date(2028, 1, 1)).map(str)
    tools = data.draw(st.lists(st.sampled_from(["trainly", "mute", "stray"]), min_size=1))
    text = "suppressions:\n"
    comments = []
    for tool in sorted(set(tools)):
        name, until = data.draw(names), data.draw(days)
        assert name not in accepted
        text += (
            f"  - {{tool: {tool}, path: '**', until: '{until}', exception: {name}, reason: x}}\n"
        )
        words = f"inwriting: allow {tool} until {until} exception {name} because x"
        comments.append((Spot("src/app.py", 1), words))
    root = tmp_path_factory.mktemp("repository")
    (root / FILE).write_text(DECLARED + text, encoding="utf-8")
    result = judge(root, found(*map(use, sorted(set(tools))), comments=comments), firm.options())
    assert result.exit_code is ExitCode.BLOCKED
    assert all(item.effect is GateEffect.BLOCKS for item in result.judged)
