"""With a baseline only new uses fail, and it only ever gets smaller by itself."""

import dataclasses
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inwriting.exit_codes import ExitCode
from inwriting.gate.baseline import LARGEST, entry, read_baseline, written
from inwriting.gate.result import GateEffect, GateResult
from inwriting.gate.run import baseline_of, judge
from inwriting.gate.uses import ToolUse, UseRole
from tests.gate.judging.conftest import Firm
from tests.gate.judging.made import found, use

USES = st.builds(
    use,
    st.sampled_from(["desk-kit", "trainly", "mute", "stray"]),
    st.sampled_from(["a.py", "b.py", "c/d.py"]),
    role=st.sampled_from([UseRole.RUNTIME, UseRole.CI, UseRole.TEST]),
)


def _judge(firm: Firm, root: Path, *uses: ToolUse, baseline: Path | None = None) -> GateResult:
    return judge(root, found(*uses), firm.options(data_class="internal", baseline=baseline))


def _adopted(firm: Firm, root: Path, *uses: ToolUse) -> Path:
    path = root.parent / "baseline.json"
    path.write_text(baseline_of(_judge(firm, root, *uses)), encoding="utf-8")
    return path


def test_what_was_there_passes_and_what_is_new_fails(firm: Firm, repository: Path) -> None:
    baseline = _adopted(firm, repository, use("trainly", "a.py"), use("desk-kit"))
    same = _judge(firm, repository, use("trainly", "a.py", line=90), baseline=baseline)
    assert same.exit_code is ExitCode.CLEAR
    assert [(item.in_baseline, item.effect) for item in same.judged] == [(True, GateEffect.LISTED)]
    new = _judge(firm, repository, use("trainly", "a.py", "b.py"), baseline=baseline)
    assert new.exit_code is ExitCode.BLOCKED
    assert [(item.file, item.in_baseline) for item in new.judged] == [
        ("b.py", False),
        ("a.py", True),
    ]


def test_taking_a_tool_out_passes_and_the_entry_must_go(firm: Firm, repository: Path) -> None:
    baseline = _adopted(firm, repository, use("trainly", "a.py"), use("mute", "b.py"))
    result = _judge(firm, repository, use("mute", "b.py"), baseline=baseline)
    assert result.exit_code is ExitCode.CLEAR
    assert result.gone_from_baseline == ("trainly in a.py (runtime)",)
    assert "baseline-entry-gone" in {rule.id for rule in result.rules}


def test_the_policy_can_make_a_gone_entry_block(firm: Firm, repository: Path) -> None:
    from inwriting.gate.register_data import RegisterData
    from inwriting.gate.register_reading import OpenRegister
    from inwriting.gate.run import open_register

    opened = open_register(firm.options())
    document = json.loads(json.dumps(opened.data.document))
    document["gate"]["rules"] = {"baseline-entry-gone": "blocks"}
    own = OpenRegister(opened.used, RegisterData(document))
    baseline = _adopted(firm, repository, use("trainly", "a.py"))
    options = firm.options(data_class="internal", baseline=baseline, opened=own)
    assert judge(repository, found(), options).exit_code is ExitCode.BLOCKED
    warned = dataclasses.replace(options, warned=("baseline-entry-gone",))
    assert judge(repository, found(), warned).exit_code is ExitCode.CLEAR


def test_the_file_is_sorted_and_holds_no_lines() -> None:
    items = [entry(use("b", line=7), "z.py"), entry(use("a", line=9), "y.py")]
    text = written([*items, items[0]])
    assert text == written(reversed(items))
    document = json.loads(text)
    assert [item["file"] for item in document["uses"]] == ["y.py", "z.py"]
    assert set(document["uses"][0]) == {"fingerprint", "file", "role", "through", "tool"}
    assert entry(use("b", line=1), "z.py") == items[0]


def test_names_that_are_no_text_have_their_place() -> None:
    item = entry(use("a"), "x\udcff.py")
    assert json.loads(written([item]))["uses"][0]["file"] == "x\udcff.py"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: d | {"format": 2}, "this version reads 1"),
        (lambda d: d | {"format": True}, "this version reads 1"),
        (lambda d: d | {"more": 1}, "nothing else"),
        (lambda _: {"format": 1}, "nothing else"),
        (lambda d: d | {"uses": {}}, "must be a list"),
        (lambda d: d | {"uses": [{}]}, "entry 0 must have"),
        (lambda d: d | {"uses": [d["uses"][0] | {"file": 1}]}, "must hold texts"),
        (lambda d: d | {"uses": [d["uses"][0] | {"file": "other.py"}]}, "not that of its use"),
        (lambda d: d | {"uses": d["uses"][::-1]}, "not sorted"),
        (lambda d: d | {"uses": d["uses"] * 2}, "not sorted"),
        (lambda _: [], "nothing else"),
    ],
)
def test_a_baseline_that_is_none_is_refused(
    change: object, said: str, firm: Firm, repository: Path
) -> None:
    baseline = _adopted(firm, repository, use("trainly", "a.py"), use("mute", "b.py"))
    document = json.loads(baseline.read_text(encoding="utf-8"))
    assert callable(change)
    baseline.write_text(json.dumps(change(document)), encoding="utf-8")
    result = _judge(firm, repository, use("trainly", "a.py"), baseline=baseline)
    assert result.exit_code is ExitCode.UNUSABLE
    assert said in result.problems[0].message
    assert result.judged[0].effect is GateEffect.BLOCKS


def test_a_baseline_that_is_not_there_is_no_empty_one(firm: Firm, repository: Path) -> None:
    large = repository / "large.json"
    with large.open("wb") as stream:
        stream.truncate(LARGEST + 1)
    for path, said in (
        (repository / "none.json", "no such"),
        (repository, "not a plain file"),
        (repository / ("x" * 300), "cannot be read: "),
        (large, f"has more than {LARGEST:,} bytes"),
    ):
        result = _judge(firm, repository, baseline=path)
        assert result.exit_code is ExitCode.UNUSABLE
        assert said in result.problems[0].message


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_bytes(content)
    entries, problems = read_baseline(path)
    assert bool(problems) or entries == ()


@settings(max_examples=30, deadline=None)
@given(
    st.lists(USES, max_size=5, unique_by=lambda u: (u.tool, u.role)),
    st.lists(USES, max_size=5, unique_by=lambda u: (u.tool, u.role)),
)
def test_a_baseline_forgives_exactly_what_was_there(
    firm: Firm, tmp_path_factory: pytest.TempPathFactory, before: list[ToolUse], now: list[ToolUse]
) -> None:
    root = tmp_path_factory.mktemp("repository")
    baseline = _adopted(firm, root, *before)
    old = {
        (item.fingerprint)
        for item in _judge(firm, root, *before).judged
        if item.effect is GateEffect.BLOCKS
    }
    plain = _judge(firm, root, *now)
    held = _judge(firm, root, *now, baseline=baseline)
    blocking = {item.fingerprint for item in plain.judged if item.effect is GateEffect.BLOCKS}
    left = {item.fingerprint for item in held.judged if item.effect is GateEffect.BLOCKS}
    assert left == blocking - old
    assert len(held.gone_from_baseline) == len(old - blocking)
