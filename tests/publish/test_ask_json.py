"""What the page "Can I use it?" looks up is what `inwriting ask` decides, for everybody."""

import dataclasses
import itertools
import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from inwriting.publish.ask_json import ask_data, ask_script
from inwriting.publish.errors import PublishError
from inwriting.register.check.finding import Finding
from inwriting.register.decide.asking import Asked, Reply, region_meant, reply, ruled_by_firm
from inwriting.register.decide.evaluate import Evaluation, Request, evaluate
from inwriting.register.decide.outcome import Found
from inwriting.register.decide.verdict import Decision, Verdicts
from inwriting.register.model.policy import Policy
from inwriting.register.model.register import Register
from inwriting.register.model.use import Exemption
from tests.checks.cases import evaluate_case
from tests.decide.test_properties import EXEMPTIONS, FINDINGS, TODAY, excepting, many
from tests.registers import make
from tests.site.hostile import hostile

Told = dict[str, Any]


def judged(evaluation: Evaluation) -> tuple[Register, Verdicts]:
    """Return the parts of an evaluation that was one."""
    assert evaluation.register is not None
    assert evaluation.verdicts is not None
    return evaluation.register, evaluation.verdicts


def looked_up(data: Told, asked: Asked) -> tuple[Told, Told, list[Told]]:
    """Return offering, reply and others for *asked* by keys alone, as the page's script does."""
    offering = next(o for o in data["offerings"] if o["reference"] == asked.offering)
    region = data["regions-meant"][asked.team][asked.region]
    found = []
    for part, kept in (("answers", "replies"), ("others", "others")):
        alike = data["alike"][offering[part]["alike"]]
        whose = (("teams", asked.team), ("clients", asked.client), ("regions", region))
        key = ".".join(str(alike[kind][name]) for kind, name in whose)
        table = data["tables"][offering[part]["by-class"][asked.data_class]]
        found.append(data[kept][table[key]])
    return offering, found[0], found[1]


def told(data: Told, numbers: list[int]) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Return findings as they are told."""
    texts = data["texts"]
    return [
        (
            found["check"],
            texts[found["message"]],
            texts[found["do"]],
            tuple(texts[clause["text"]] for clause in found["clauses"]),
        )
        for found in (data["findings"][number] for number in numbers)
    ]


def meant(findings: tuple[Finding, ...]) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Return findings as they must be told."""
    return [(f.check, f.message, f.fix, f.clauses) for f in findings]


def assert_decided(data: Told, found: Told, decision: Decision) -> None:
    """Hold a reply that was looked up to a decision."""
    assert found["verdict"] == decision.verdict.word
    assert told(data, found["reasons"]) == meant(decision.reasons)
    assert told(data, found["conditions"]) == meant(decision.conditions)
    assert found["notes"] == len(decision.warnings)
    accepted = [
        (item["exception"], item["until"], item["owner"], told(data, [item["finding"]]))
        for item in found["accepted"]
    ]
    assert accepted == [
        (
            item.exemption.id,
            str(item.exemption.expires),
            item.exemption.owner.name,
            meant((item.finding,)),
        )
        for item in decision.accepted
    ]


def assert_replied(data: Told, asked: Asked, wanted: Reply) -> None:
    """Hold everything that was looked up for *asked* to the reply of `inwriting ask`."""
    offering, found, others = looked_up(data, asked)
    assert_decided(data, found, wanted.decision)
    texts = data["texts"]
    assert [data["questions"][n]["id"] for n in found["to-ask"]] == [q.id for q in wanted.to_ask]
    assert texts[found["instead"]] == wanted.instead
    assert [
        (
            item["team"] or asked.team,
            item["client"] or asked.client,
            item["region"] or wanted.asked.region,
            item["verdict"],
        )
        for item in found["worse"]
    ] == [(item.team, item.client, item.region, item.verdict.word) for item in wanted.worse]
    assert [
        (data["offerings"][item["offering"]]["reference"], item["verdict"], item["named"])
        for item in others
    ] == [(o.offering.reference, o.verdict.word, o.named) for o in wanted.others]
    rows = [data["written"][number] for number in offering["written"][asked.data_class]]
    assert [(texts[r["question"]], texts[r["says"]], texts[r["where"]]) for r in rows] == [
        (item.question.title, item.says, item.where) for item in wanted.written
    ]


def questions(policy: Policy, offerings: list[str]) -> list[Asked]:
    """Return every question that can be asked, nobody in particular included."""
    return [
        Asked(*parts)
        for parts in itertools.product(
            offerings,
            [item.id for item in policy.classes],
            ("", *policy.teams),
            ("", *policy.clients),
            ("", *policy.regions),
        )
    ]


def in_its_region(policy: Policy, asked: Asked) -> Asked:
    """Return *asked* as the command understands it: a team without a region is in its own."""
    return dataclasses.replace(asked, region=region_meant(policy, asked.team, asked.region))


def test_every_decision_of_the_register_is_found(whole: Evaluation) -> None:
    """For every offering and class, what is looked up was decided so.

    For a tool in use, for every team, client and region. Nothing tells these apart where no use
    is recorded; of such a tool every seventh question is asked, among them all teams and clients.
    """
    register, verdicts = judged(whole)
    data = ask_data(whole)
    for vendor in register.vendors:
        # As `decide` itself does: what is about another vendor concerns none of this one's.
        own = tuple(f for f in verdicts.findings if f.vendor in {"", vendor.id})
        near = Verdicts(verdicts.decisions, own, register)
        used = [item.reference for item in vendor.offerings if item.use]
        others = [item.reference for item in vendor.offerings if not item.use]
        asked_all = questions(register.policy, used) + questions(register.policy, others)[::7]
        for asked in asked_all:
            given_ = in_its_region(register.policy, asked)
            decision = near.narrowed(
                given_.offering,
                given_.data_class,
                team=given_.team,
                client=given_.client,
                region=given_.region,
            )
            assert_decided(data, looked_up(data, asked)[1], decision)


def test_every_reply_to_a_used_tool_is_found(whole: Evaluation) -> None:
    """Where teams and clients matter, the rest of the reply is the command's as well."""
    register, verdicts = judged(whole)
    data = ask_data(whole)
    own = {check.id for check in whole.checks if check.group == "decision"}
    used = [item.reference for item in register.offerings if item.use]
    assert used
    asked_all = questions(register.policy, [item.reference for item in register.offerings])
    some = random.Random(7).sample(asked_all, 200)  # noqa: S311 - a sample, no secret
    of_used = questions(register.policy, used)
    for asked in (*some, *of_used[::17]):
        wanted = reply(register, verdicts, in_its_region(register.policy, asked))
        assert_replied(data, asked, wanted)
        found = looked_up(data, asked)[1]
        assert found["ruled"] is ruled_by_firm(wanted.decision, own)


@pytest.fixture(scope="module")
def registers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Evaluation]:
    """Other registers: the cases' clean one, the small one of the commands, an attacked one."""
    attacked = Path(tmp_path_factory.mktemp("hostile"))
    return {
        "small": evaluate(Request(make(Path(tmp_path_factory.mktemp("small")) / "r"), TODAY)),
        "hostile": hostile(attacked)[0],
    }


@pytest.mark.parametrize("name", ["small", "hostile"])
def test_every_reply_of_small_registers_is_found(
    registers: dict[str, Evaluation], name: str
) -> None:
    """Everything, for every question that can be asked of them."""
    register, verdicts = judged(registers[name])
    data = ask_data(registers[name])
    for asked in questions(register.policy, [item.reference for item in register.offerings]):
        wanted = reply(register, verdicts, in_its_region(register.policy, asked))
        assert_replied(data, asked, wanted)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> list[Evaluation]:
    """The clean register of the cases, in a list: a failure would print all of it."""
    return [evaluate_case({}, Path(tmp_path_factory.mktemp("clean")))]


@many(max_examples=40)
@given(found=FINDINGS, exceptions=EXEMPTIONS)
def test_whatever_is_found_the_reply_is_looked_up(
    clean: list[Evaluation], found: tuple[Finding, ...], exceptions: tuple[Exemption, ...]
) -> None:
    """Whatever findings name whichever teams, clients and regions."""
    register = excepting(judged(clean[0])[0], exceptions)
    general = tuple(map(Found, found))
    evaluation = dataclasses.replace(clean[0], lazy_register=register, vendors=(), general=general)
    verdicts = evaluation.verdicts
    assert verdicts is not None
    data = ask_data(evaluation)
    for asked in questions(register.policy, [item.reference for item in register.offerings]):
        wanted = reply(register, verdicts, in_its_region(register.policy, asked))
        assert_replied(data, asked, wanted)


def test_those_that_nothing_tells_apart_share_a_number(whole: Evaluation) -> None:
    """No table has two rows, columns or layers that are the same."""
    data = ask_data(whole)
    for offering in data["offerings"]:
        alike = data["alike"][offering["answers"]["alike"]]
        sizes = [len(set(alike[kind].values())) for kind in ("teams", "clients", "regions")]
        for table in offering["answers"]["by-class"].values():
            assert len(data["tables"][table]) == sizes[0] * sizes[1] * sizes[2]
        if not offering["rules"]:
            assert sizes == [1, 1, 1]


def test_it_stays_small(whole: Evaluation) -> None:
    """A phone loads it."""
    assert len(ask_script(ask_data(whole))) < 1_500_000


def test_the_same_evaluation_gives_the_same_script(whole: Evaluation) -> None:
    assert ask_script(ask_data(whole, "8d08335")) == ask_script(ask_data(whole, "8d08335"))


def test_nothing_in_the_data_ends_the_script() -> None:
    texts = [
        "</script><script>alert(1)</script>",
        "<!-- <script>",
        "'); alert(2); ('",
        '\\"; alert(3); //',
        "\u2028alert(4)\u2029",
        "`${alert(5)}`",
        "\\",
        "\U0001f600 \n\r\t\x00",
    ]
    script = ask_script({"texts": texts})
    assert script.isascii()
    literal = re.search(r"JSON\.parse\('(.*)', frozen\)", script)
    assert literal is not None
    assert not re.search(r"[<>&'\n\r]", literal.group(1))
    # First a script's text, in which a backslash stands for two, and then JSON.
    assert json.loads(literal.group(1).replace("\\\\", "\\")) == {"texts": texts}


def test_nothing_is_answered_without_a_register(whole: Evaluation) -> None:
    with pytest.raises(PublishError, match="nothing was judged"):
        ask_data(dataclasses.replace(whole, lazy_register=None))
