"""What a newcomer finds: the examples stand for what they say, and files are fit for editors."""

import json

import pytest

from inwriting.exit_codes import ExitCode
from inwriting.register.decide.evaluate import Evaluation
from inwriting.register.decide.verdict import Verdict
from tests.checks.cases import ROOT

PROMISED = {
    "northwind-ai/enterprise": (Verdict.ALLOWED, "with all sign-offs"),
    "quillon/drafting": (Verdict.CONDITIONAL, "with redaction and an exception"),
    "glimmerdesk/meetings": (Verdict.REFUSED, "its voices contradict each other"),
    "parrotly/consumer": (Verdict.REFUSED, "it trains"),
    "stackhouse/counsel": (Verdict.REFUSED, "it promises more than the model behind it"),
}


def test_the_register_is_clear(bare: Evaluation) -> None:
    """A newcomer's first check ends well, without the captured terms too."""
    assert bare.problems == ()
    assert bare.exit_code is ExitCode.CLEAR


@pytest.mark.parametrize("reference", PROMISED)
def test_an_example_has_the_verdict_that_it_stands_for(bare: Evaluation, reference: str) -> None:
    """Each fictional vendor shows one kind of outcome for confidential data."""
    assert bare.verdicts is not None
    decision = bare.verdicts.of(reference, "client-confidential")
    assert decision.verdict is PROMISED[reference][0], PROMISED[reference][1]


def test_no_real_vendor_is_allowed_anything(bare: Evaluation) -> None:
    """Public terms are no contract of the firm, and nobody in it answers for these tools."""
    assert bare.verdicts is not None
    assert bare.register is not None
    for offering in bare.register.offerings:
        if not offering.dossier.fictional:
            for data_class in bare.register.policy.classes:
                decision = bare.verdicts.of(offering.reference, data_class.id)
                assert decision.verdict >= Verdict.PAUSED


@pytest.mark.evidence
def test_the_terms_allow_no_real_vendor(verified: Evaluation) -> None:
    """Texts at hand verify passages; they make no public terms into a contract."""
    assert verified.exit_code is ExitCode.CLEAR
    test_no_real_vendor_is_allowed_anything(verified)


def test_a_simple_vendor_fits_on_a_screen_or_two() -> None:
    """One offering with a signed contract: every question answered in at most 120 lines."""
    text = (ROOT / "vendors/northwind-ai/dossier.yaml").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 120


@pytest.mark.parametrize("folder", ["vendors", "policy", "tests/checks/register"])
def test_every_file_tells_the_editor_its_schema(folder: str) -> None:
    """The first line is a modeline, and the schema that it names is there."""
    for path in sorted((ROOT / folder).rglob("*.yaml")):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema="), path
        schema = (path.parent / first.partition("=")[2]).resolve()
        assert json.loads(schema.read_text(encoding="utf-8"))["title"], path


def test_every_property_of_a_schema_helps_a_lawyer() -> None:
    """Whatever can be filled in has a title and a description that editors show."""
    for path in sorted((ROOT / "schemas").glob("*.schema.json")):
        whole = json.loads(path.read_text(encoding="utf-8"))
        for name, part in _properties(whole):
            target = part
            if set(part) == {"$ref"}:
                target = whole["definitions"][str(part["$ref"]).removeprefix("#/definitions/")]
            assert target.get("title"), (path.name, name)
            assert target.get("description"), (path.name, name)


def test_schemas_keep_to_what_both_readers_understand() -> None:
    """No keyword that draft-07 and 2020-12 read differently, and nothing beside a reference."""
    different = {"$defs", "prefixItems", "additionalItems", "dependencies", "anyOf", "oneOf"}
    different |= {"unevaluatedProperties", "unevaluatedItems", "dependentRequired", "$anchor"}
    for path in sorted((ROOT / "schemas").glob("*.schema.json")):
        for part in _parts(json.loads(path.read_text(encoding="utf-8"))):
            assert not different & set(part), (path.name, sorted(part))
            assert "$ref" not in part or set(part) == {"$ref"}, (path.name, sorted(part))
            assert not isinstance(part.get("items"), list), path.name


def _parts(part: object) -> list[dict[str, object]]:
    if isinstance(part, dict):
        return [part, *(inner for value in part.values() for inner in _parts(value))]
    if isinstance(part, list):
        return [inner for value in part for inner in _parts(value)]
    return []


def _properties(whole: dict[str, object]) -> list[tuple[str, dict[str, object]]]:
    found = []
    for part in _parts(whole):
        properties = part.get("properties")
        if isinstance(properties, dict) and part.get("type") == "object":
            found += [(name, value) for name, value in properties.items()]
    return found
