"""register.json says what was decided, follows its schema, and holds no evidence."""

import dataclasses
import json
from typing import Any

import msgspec
import pytest
from jsonschema import Draft7Validator, Draft202012Validator

from inwriting.publish.errors import BrokenPublicationError, PublishError
from inwriting.publish.register_json import register_document, written
from inwriting.register.decide.evaluate import Evaluation
from tests.checks.cases import ROOT

SCHEMA = json.loads((ROOT / "schemas/register.schema.json").read_text(encoding="utf-8"))


def test_it_is_written_as_the_standard_library_writes_it(whole: Evaluation) -> None:
    register = register_document(whole)
    register["vendors"][0]["note"] = 'é \x7f \u2028 \U0001f600 \\ " </script> \x01\n\t'
    expected = json.dumps(register, sort_keys=True, indent=2, ensure_ascii=True, allow_nan=False)
    assert written(register) == expected + "\n"


def test_both_dialects_accept_the_schema_and_the_register(whole: Evaluation) -> None:
    register = json.loads(written(register_document(whole, "8d08335")))
    for validator in (Draft7Validator, Draft202012Validator):
        validator.check_schema(SCHEMA)
        assert list(validator(SCHEMA).iter_errors(register)) == []


def test_every_part_of_the_schema_explains_itself_and_is_closed() -> None:
    def parts(node: Any) -> Any:
        if isinstance(node, dict):
            yield node
            for key, value in node.items():
                if key in {"properties", "definitions"}:
                    for item in value.values():
                        yield from parts(item)
                elif key in {"items", "additionalProperties", "propertyNames"}:
                    yield from parts(value)

    for part in parts(SCHEMA):
        assert "anyOf" not in part
        assert "oneOf" not in part
        assert set(part) == {"$ref"} or {"title", "description"} <= set(part), part
        kinds = part.get("type", [])
        if "object" in ([kinds] if isinstance(kinds, str) else kinds):
            assert "additionalProperties" in part, part
            assert set(part.get("required", ())) == set(part.get("properties", ())), part


def test_it_is_the_same_each_time_and_in_order(whole: Evaluation) -> None:
    text = written(register_document(whole))
    assert text == written(register_document(whole))
    assert text.endswith("}\n")
    assert text == json.dumps(json.loads(text), sort_keys=True, indent=2) + "\n"


def test_every_decision_is_there_with_the_findings_that_led_to_it(whole: Evaluation) -> None:
    register = register_document(whole)
    verdicts = whole.verdicts
    assert verdicts
    seen = set()
    for vendor in register["vendors"]:
        for offering in vendor["offerings"]:
            for name, item in offering["verdicts"].items():
                decision = verdicts.of(offering["reference"], name)
                seen.add((offering["reference"], name))
                assert item["verdict"] == decision.verdict.word
                for part in ("reasons", "conditions", "warnings"):
                    said = [offering["findings"][number]["message"] for number in item[part]]
                    assert said == [finding.message for finding in getattr(decision, part)]
                accepted = [entry["exception"] for entry in item["accepted"]]
                assert accepted == [entry.exemption.id for entry in decision.accepted]
    assert seen == set(verdicts.decisions)


def test_whoever_is_named_by_no_narrowed_entry_has_everybodys_verdict(whole: Evaluation) -> None:
    register, verdicts = register_document(whole), whole.verdicts
    assert verdicts
    assert whole.register
    policy = whole.register.policy
    order = ["allowed", "conditional", "paused", "refused"]
    for vendor in register["vendors"]:
        if vendor["tool-owner"] is None:
            continue
        for offering in vendor["offerings"]:
            for name, general in offering["verdicts"].items():
                for team in policy.teams:
                    for client in policy.clients:
                        chosen = {"team": team, "client": client, "region": ""}
                        fitting = [
                            entry["verdict"]
                            for entry in offering["narrowed"]
                            if entry["data-class"] == name
                            and all(entry[key] in {"", value} for key, value in chosen.items())
                        ]
                        worst = max([general["verdict"], *fitting], key=order.index)
                        decided = verdicts.narrowed(
                            offering["reference"], name, team=team, client=client
                        )
                        assert worst == decided.verdict.word


def test_every_cell_is_in_one_outcome(whole: Evaluation) -> None:
    register = register_document(whole)
    questions = whole.register.questions if whole.register else {}
    for vendor in register["vendors"]:
        known = {item["id"] for item in vendor["statements"]}
        for offering in vendor["offerings"]:
            for answer in offering["answers"]:
                cells = [
                    (cell["data"], cell["purpose"])
                    for outcome in answer["outcomes"]
                    for cell in outcome["cells"]
                ]
                assert sorted(cells) == sorted(questions[answer["question"]].cells)
                for outcome in answer["outcomes"]:
                    assert outcome["statement"] in known | {""}
                    assert (outcome["value"] == "silent") == (outcome["statement"] == "")


def test_words_of_real_vendors_and_of_confidential_documents_stay_out(
    small: Evaluation,
) -> None:
    def quotes(register: dict[str, Any]) -> set[str]:
        return {item["quote"] for vendor in register["vendors"] for item in vendor["statements"]}

    assert len(quotes(register_document(small))) > 1
    assert quotes(register_document(_with(small, fictional=False))) == {""}
    assert quotes(register_document(_with(small, confidential=True))) == {""}


def test_real_vendors_are_attributed(whole: Evaluation, small: Evaluation) -> None:
    attribution = register_document(whole)["attribution"]
    assert "ODC-BY 1.0" in attribution["text"]
    assert "not legal advice" in attribution["caution"]
    assert register_document(small)["attribution"] is None


def test_of_clients_only_names_are_said(whole: Evaluation) -> None:
    text = written(register_document(whole))
    assert all(set(item) == {"id", "name"} for item in register_document(whole)["clients"])
    assert whole.register
    # A finding may name the place in the client's terms; the terms themselves are not listed.
    assert '"written-in"' not in text


def test_next_review_and_deadlines(small: Evaluation) -> None:
    register = register_document(small)
    days = [item["on"] for item in register["deadlines"]]
    assert days == sorted(days)
    assert {item["kind"] for item in register["deadlines"]} >= {"review", "document-ends"}
    for vendor in register["vendors"]:
        reviews = [
            item["on"]
            for item in register["deadlines"]
            if item["vendor"] == vendor["id"] and item["kind"] == "review"
        ]
        assert vendor["next-review"] == min(reviews)


def test_without_a_register_nothing_is_published(small: Evaluation) -> None:
    with pytest.raises(PublishError, match="nothing was judged"):
        register_document(dataclasses.replace(small, lazy_register=None))


def test_what_breaks_the_schema_is_not_written(small: Evaluation) -> None:
    register = register_document(small) | {"surprise": 1}
    with pytest.raises(BrokenPublicationError, match="breaks its own schema"):
        written(register)


def _with(
    evaluation: Evaluation, *, fictional: bool = True, confidential: bool = False
) -> Evaluation:
    """Return *evaluation* with every vendor real, or every document confidential."""
    register = evaluation.register
    assert register
    vendors = []
    for vendor in register.vendors:
        dossier = dataclasses.replace(
            vendor.dossier,
            fictional=fictional,
            statements=tuple(
                msgspec.structs.replace(
                    item,
                    citation=msgspec.structs.replace(
                        item.citation,
                        document=item.document
                        and msgspec.structs.replace(item.document, confidential=confidential),
                    ),
                )
                for item in vendor.dossier.statements
            ),
        )
        vendors.append(dataclasses.replace(vendor, dossier=dossier))
    return dataclasses.replace(
        evaluation, lazy_register=dataclasses.replace(register, vendors=tuple(vendors))
    )
