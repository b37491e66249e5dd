"""Each use is looked up, and only what the register allows passes."""

import dataclasses
import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inwriting.exit_codes import ExitCode
from inwriting.gate.footprints import DataPath, Strength
from inwriting.gate.register_data import For, RegisterData
from inwriting.gate.register_reading import OpenRegister, read_register
from inwriting.gate.register_reading import RegisterAsked as Asked
from inwriting.gate.result import GateEffect, GateResult, JudgedUse
from inwriting.gate.rules import RULES, USUAL
from inwriting.gate.run import gate, judge, open_register
from inwriting.gate.uses import Spot, ToolUse, Unread, UseRole
from inwriting.register.load.problem import UnusableInputError
from tests.checks.cases import ROOT
from tests.gate.judging.conftest import TODAY, Firm
from tests.gate.judging.made import found, use

ENDPOINT = "unknown-endpoint:llm.nowhere.example"


@pytest.fixture(scope="module")
def opened(firm: Firm) -> OpenRegister:
    return open_register(firm.options())


def _judged(firm: Firm, root: Path, data_class: str, *uses: ToolUse, **more: Any) -> GateResult:
    options = firm.options(data_class=data_class, **more)
    return judge(root, found(*uses), options)


def _one(firm: Firm, root: Path, data_class: str, item: ToolUse, **more: Any) -> JudgedUse:
    (judged,) = _judged(firm, root, data_class, item, **more).judged
    return judged


@pytest.mark.parametrize(
    ("tool", "data_class", "rule", "verdict", "effect"),
    [
        ("desk-kit", "internal", "tool-allowed", "allowed", "listed"),
        ("desk-kit", "confidential", "tool-conditional", "conditional", "listed"),
        ("trainly", "public", "tool-allowed", "allowed", "listed"),
        ("trainly", "internal", "tool-refused", "refused", "blocks"),
        ("mute", "internal", "tool-paused", "paused", "blocks"),
        ("stray", "public", "tool-not-in-register", "unregistered", "blocks"),
        (ENDPOINT, "public", "endpoint-unknown", "unregistered", "blocks"),
        ("nobody-knows", "public", "tool-not-in-register", "unregistered", "blocks"),
    ],
)
def test_a_verdict_is_what_the_register_says(
    tool: str,
    data_class: str,
    rule: str,
    verdict: str,
    effect: str,
    firm: Firm,
    repository: Path,
) -> None:
    item = _one(firm, repository, data_class, use(tool))
    assert (item.rule, item.verdict, item.effect) == (rule, verdict, effect)
    assert item.message
    assert bool(item.fix) is (rule != "tool-allowed")
    assert (item.file, item.line) == ("src/app.py", 1)


@pytest.mark.parametrize(
    ("role", "effect"),
    [
        (UseRole.RUNTIME, "blocks"),
        (UseRole.CI, "blocks"),
        (UseRole.DEVELOPER_TOOL, "blocks"),
        (UseRole.OPTIONAL, "warns"),
        (UseRole.TEST, "warns"),
        (UseRole.EXAMPLE, "warns"),
        (UseRole.LOCAL, "listed"),
        (UseRole.TRANSITIVE, "listed"),
    ],
)
def test_the_role_says_what_it_does(
    role: UseRole, effect: str, firm: Firm, repository: Path
) -> None:
    item = _one(firm, repository, "internal", use("trainly", role=role))
    assert item.effect == effect
    result = _judged(firm, repository, "internal", use("trainly", role=role))
    blocks = effect == "blocks"
    assert result.exit_code is (ExitCode.BLOCKED if blocks else ExitCode.CLEAR)


def test_what_runs_on_the_machine_passes_and_is_listed(firm: Firm, repository: Path) -> None:
    for item in (
        use("stray", role=UseRole.LOCAL),
        use("stray", data_path=DataPath.LOCAL),
    ):
        judged = _one(firm, repository, "confidential", item)
        assert (judged.rule, judged.verdict) == ("tool-local", "allowed")


@pytest.mark.parametrize("strength", [Strength.WEAK, Strength.MEDIUM])
def test_a_hint_never_blocks(strength: Strength, firm: Firm, repository: Path) -> None:
    result = _judged(firm, repository, "internal", use("trainly", strength=strength))
    (item,) = result.hints
    assert (item.rule, item.effect) == ("use-not-established", GateEffect.LISTED)
    assert (result.judged, result.exit_code) == ((), ExitCode.CLEAR)


def test_a_file_with_weak_signs_alone_is_listed_where_others_block(
    firm: Firm, repository: Path
) -> None:
    strong = use("trainly", "src/app.py", "notes/models.txt")
    weak = dataclasses.replace(strong.signs[1], strength=Strength.WEAK)
    result = _judged(
        firm, repository, "internal", dataclasses.replace(strong, signs=(strong.signs[0], weak))
    )
    assert [(item.file, item.effect) for item in result.judged] == [
        ("src/app.py", GateEffect.BLOCKS),
        ("notes/models.txt", GateEffect.LISTED),
    ]


def test_a_library_that_passes_data_on_is_no_tool_of_its_own(firm: Firm, repository: Path) -> None:
    item = _one(firm, repository, "internal", use("chainer", data_path=DataPath.TRANSITIVE))
    assert (item.rule, item.effect) == ("tool-passes-data-on", GateEffect.LISTED)


@pytest.mark.parametrize(
    ("tool", "data_class", "data_path", "rule", "effect"),
    [
        ("desk-kit", "public", DataPath.REMOTE, "next-hop-undetermined", "warns"),
        ("desk-kit", "internal", DataPath.REMOTE, "next-hop-undetermined", "blocks"),
        ("desk-kit", "confidential", DataPath.REMOTE, "next-hop-undetermined", "blocks"),
        ("chainer", "internal", DataPath.TRANSITIVE, "next-hop-undetermined", "blocks"),
        ("trainly", "internal", DataPath.REMOTE, "tool-refused", "blocks"),
        ("stray", "public", DataPath.REMOTE, "tool-not-in-register", "blocks"),
    ],
)
def test_what_no_file_tells_blocks_from_the_class_that_the_policy_names(
    tool: str,
    data_class: str,
    data_path: DataPath,
    rule: str,
    effect: str,
    firm: Firm,
    repository: Path,
) -> None:
    item = _one(firm, repository, data_class, use(tool, undetermined=True, data_path=data_path))
    assert (item.rule, item.effect) == (rule, effect)


def test_both_hops_are_judged(firm: Firm, repository: Path) -> None:
    uses = (use("desk-kit"), use("trainly", through="desk-kit"))
    result = _judged(firm, repository, "internal", *uses)
    assert [(item.use.tool, item.rule) for item in result.judged] == [
        ("trainly", "tool-refused"),
        ("desk-kit", "tool-allowed"),
    ]
    assert "reached through desk-kit" in result.judged[0].message


def test_the_worst_of_what_it_may_be_counts(firm: Firm, repository: Path) -> None:
    item = _one(firm, repository, "internal", use("trainly"))
    assert set(item.offerings) == {"trainly/chat", "trainly/api"}
    assert "the worst counts" in item.message
    assert item.cannot_know == ("Whether the key belongs to a contract of the firm.",)
    assert item.clauses
    assert item.page.startswith("https://register.test.example/vendors/trainly/")
    assert [other.offering for other in item.instead] == ["acme/desk"]


def test_what_nobody_knows_can_be_proposed(firm: Firm, repository: Path) -> None:
    for item in (use("stray"), use(ENDPOINT)):
        judged = _one(firm, repository, "confidential", item)
        assert judged.page == "https://register.test.example/propose.html"
    assert "propose" in _one(firm, repository, "internal", use("stray")).fix


def test_conditions_and_those_for_whom_it_is_worse_are_named(firm: Firm, repository: Path) -> None:
    item = _one(firm, repository, "confidential", use("desk-kit"))
    assert any("Redact" in text or "redactor" in text for text in item.conditions)
    assert any("client shy-bank" in text for text in item.conditions)


def test_a_client_makes_it_worse(firm: Firm, repository: Path) -> None:
    text = "format: 1\ndata-class: internal\nteam: advice\nclients: [shy-bank]\n"
    (repository / ".inwriting.yaml").write_text(text, encoding="utf-8")
    result = judge(repository, found(use("desk-kit")), firm.options())
    assert result.exit_code is ExitCode.BLOCKED
    assert result.declared is not None
    assert result.declared.region == "eu"
    assert result.declared.clients == ("shy-bank",)


def test_a_narrowed_verdict_is_what_the_decision_is(firm: Firm) -> None:
    """What is read from `narrowed` is what `decide` says, whoever asks."""
    from inwriting.register.decide.evaluate import Request, evaluate

    evaluation = evaluate(Request(firm.folder / "source"))
    data = read_register(Asked(str(firm.register), signers=firm.signers), TODAY).data
    _same_verdicts(evaluation, data)


def test_the_whole_register_is_read_as_it_was_decided() -> None:
    """The same of this repository's own register, whose narrowed decisions are many."""
    from inwriting.publish.register_json import register_document, written
    from inwriting.register.decide.evaluate import Request, evaluate

    evaluation = evaluate(Request(ROOT))
    _same_verdicts(evaluation, RegisterData(json.loads(written(register_document(evaluation)))))


def _same_verdicts(evaluation: Any, data: RegisterData) -> None:
    from inwriting.register.decide.alike import Deciding

    register, policy = evaluation.register, evaluation.register.policy
    deciding = Deciding(register, evaluation.verdicts)
    compared = 0
    for offering in register.offerings:
        for data_class in policy.classes:
            for team in ("", *policy.teams):
                for region in ("", *list(policy.regions)[:3]):
                    for client in ("", *policy.clients):
                        decision = deciding.narrowed(
                            offering.reference,
                            data_class.id,
                            team=team,
                            client=client,
                            region=region,
                        )
                        clients = (client,) if client else ()
                        answer = data.answer(
                            offering.reference, For(data_class.id, team, region, clients)
                        )
                        assert answer is not None
                        assert answer.verdict == decision.verdict.word
                        compared += 1
    assert compared > 100


def test_the_policy_can_say_what_a_rule_and_a_role_do(
    firm: Firm, repository: Path, opened: OpenRegister
) -> None:
    document = json.loads(json.dumps(opened.data.document))
    document["gate"]["rules"] = {"tool-paused": "warns", "baseline-entry-gone": "blocks"}
    document["gate"]["roles"]["test"] = "blocks"
    document["gate"]["offerings"] = {"stray": ["acme/desk"], "desk-kit": ["mute/chat"]}
    own = OpenRegister(opened.used, RegisterData(document))
    result = _judged(
        firm,
        repository,
        "internal",
        use("mute"),
        use("trainly", role=UseRole.TEST),
        use("stray"),
        use("desk-kit", "lib/b.py"),
        opened=own,
    )
    assert {(item.use.tool, item.rule, item.effect.value) for item in result.judged} == {
        ("mute", "tool-paused", "warns"),
        ("trainly", "tool-refused", "blocks"),
        ("stray", "tool-allowed", "listed"),
        ("desk-kit", "tool-paused", "warns"),
    }


@pytest.mark.parametrize("rule", sorted(USUAL))
def test_a_warned_rule_warns_and_is_said(rule: str, firm: Firm, repository: Path) -> None:
    unread = (Unread("a.toml", 3, "It is broken.", "Mend it."),)
    uses = (use("trainly"), use("mute"), use("stray"), use(ENDPOINT))
    wanted = found(*uses, unread=unread)
    plain = judge(repository, wanted, firm.options(data_class="internal"))
    warned = judge(repository, wanted, firm.options(data_class="internal", warned=(rule,)))
    assert any(rule in note for note in warned.notes)
    for before, after in zip(
        sorted(plain.judged, key=lambda item: item.use.tool),
        sorted(warned.judged, key=lambda item: item.use.tool),
        strict=True,
    ):
        assert after.effect is (GateEffect.WARNS if after.rule == rule else before.effect)
    assert warned.looked.unread[0].blocks is (rule != "file-not-understood")


@pytest.mark.parametrize(
    ("uses", "unread", "files", "code"),
    [
        ((), (), 1, ExitCode.CLEAR),
        ((), (), 0, ExitCode.NOTHING),
        ((use("desk-kit"),), (), 1, ExitCode.CLEAR),
        ((use("trainly"),), (), 1, ExitCode.BLOCKED),
        ((), (Unread("a", 0, "No.", "Do.", blocks=False),), 1, ExitCode.CLEAR),
        ((use("trainly"),), (Unread("a", 0, "No.", "Do."),), 1, ExitCode.UNUSABLE),
    ],
)
def test_the_exit_code_is_the_worst_that_applies(
    uses: tuple[ToolUse, ...],
    unread: tuple[Unread, ...],
    files: int,
    code: ExitCode,
    firm: Firm,
    repository: Path,
) -> None:
    wanted = found(*uses, files=files, unread=unread)
    result = judge(repository, wanted, firm.options(data_class="internal"))
    assert result.exit_code is code


def test_every_rule_says_why_and_what_to_do() -> None:
    for name, rule in RULES.items():
        assert rule.id == name
        assert rule.title
        assert rule.why
        assert not rule.title.endswith(".")
        assert name not in USUAL or rule.fix
    schema = json.loads((ROOT / "schemas/policy.schema.json").read_text(encoding="utf-8"))
    known = schema["properties"]["gate"]["properties"]["rules"]["propertyNames"]["enum"]
    assert sorted(known) == sorted(USUAL)
    roles = schema["properties"]["gate"]["properties"]["roles"]["properties"]
    assert list(roles) == [
        "runtime", "ci", "developer-tool", "optional", "test", "example", "local", "transitive",
    ]  # fmt: skip
    assert set(roles) == {role.value for role in UseRole}


def test_a_paused_offering_touches_those_who_use_it(firm: Firm, repository: Path) -> None:
    plain = _one(firm, repository, "internal", use("desk-kit"))
    paused = _one(firm, repository, "internal", use("desk-kit"), paused=("acme/desk",))
    assert (plain.verdict, paused.verdict) == ("allowed", "paused")
    assert "taken to be paused" in paused.message
    with pytest.raises(UnusableInputError, match="Did you mean acme/desk"):
        _judged(firm, repository, "internal", use("desk-kit"), paused=("acme/desc",))


def test_a_folder_that_is_none_is_unusable(firm: Firm, tmp_path: Path) -> None:
    result = gate(tmp_path / "none", firm.options())
    assert result.exit_code is ExitCode.UNUSABLE
    assert "no such folder" in result.problems[0].message


def test_a_broken_footprint_is_unusable(firm: Firm, repository: Path, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own/x.yaml").write_text("format: 1\n", encoding="utf-8")
    result = gate(repository, firm.options(footprints=(tmp_path / "own",)))
    assert result.exit_code is ExitCode.UNUSABLE


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["desk-kit", "trainly", "mute", "stray", ENDPOINT]),
            st.sampled_from(list(UseRole)),
            st.sampled_from(list(Strength)),
            st.booleans(),
        ),
        unique_by=lambda item: item[:2],
        max_size=6,
    ),
    st.sampled_from(["public", "internal", "confidential"]),
)
def test_more_uses_never_make_a_run_clearer(
    firm: Firm,
    tmp_path_factory: pytest.TempPathFactory,
    opened: OpenRegister,
    items: list[tuple[str, UseRole, Strength, bool]],
    data_class: str,
) -> None:
    """Taking a use away never blocks, and no use passes that the register does not allow."""
    root = tmp_path_factory.getbasetemp()
    uses = [
        use(tool, role=role, strength=strength, undetermined=open_)
        for tool, role, strength, open_ in items
    ]
    options = firm.options(data_class=data_class, opened=opened)
    whole = judge(root, found(*uses), options)
    fewer = judge(root, found(*uses[1:]), options)
    assert fewer.exit_code <= whole.exit_code
    for item in whole.judged:
        if item.verdict in {"refused", "paused", "unregistered"}:
            hard = item.use.role in {UseRole.RUNTIME, UseRole.CI, UseRole.DEVELOPER_TOOL}
            sure = item.use.strength is Strength.STRONG
            assert (item.effect is GateEffect.BLOCKS) == (hard and sure)


def test_hostile_numbers_of_files_and_comments_take_no_time(
    firm: Firm, repository: Path, opened: OpenRegister
) -> None:
    many = use("trainly", *(f"src/{number}.py" for number in range(20_000)))
    words = "inwriting: allow trainly until 2027-01-10 exception mine because x"
    comments = [(Spot("src/1.py", line), words) for line in range(1, 20_001)]
    options = firm.options(data_class="internal", opened=opened)
    begun = time.process_time()
    result = judge(repository, found(many, comments=comments), options)
    assert time.process_time() - begun < 10
    assert len(result.judged) == len(result.suppressions) == 20_000
