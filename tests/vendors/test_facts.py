"""The facts are carried over whole: every cite, every silence, every contradiction."""

from pathlib import Path
from typing import Any

import pytest

from inwriting.register.decide.evaluate import Evaluation
from inwriting.register.model.dossier import Citation
from inwriting.register.model.verification import Verification, verify
from tests.checks.cases import ROOT

pytestmark = pytest.mark.evidence

FROM_FACTS = {
    "no": "never",
    "no_unless_optin": "only-if-opted-in",
    "no_by_purpose_limit": "excluded-by-purpose-limit",
    "yes_optout": "unless-opted-out",
    "yes_optout_restricted": "unless-opted-out-restricted",
    "yes_no_optout": "permitted",
    "by_product_default": "default-elsewhere",
    "handed_off": "handed-off",
}
QUESTIONS = {
    "Q3": ("training-controls", "training-use"),
    "Q4": ("setting-control",),
    "Q5": ("tier-differences",),
    "Q6": ("retention", "deletion-on-request", "deletion-at-end", "regions"),
    "Q7": ("subprocessors", "model-providers"),
    "Q8": ("audit-evidence",),
    "Q9": ("accidental-input",),
    "Q10": ("opt-out",),
}


def _citations(evaluation: Evaluation, vendor: str) -> list[Citation]:
    assert evaluation.register is not None
    found = evaluation.register.vendor(vendor)
    assert found is not None, f"{vendor} has no dossier"
    return list(found.dossier.citations)


def test_every_vendor_and_offering_is_there(bare: Evaluation, facts: dict[str, Any]) -> None:
    """Twenty vendors, forty-two offerings, none renamed away."""
    assert bare.register is not None
    wanted = {
        surface["id"].replace(".", "/").replace("_", "-")
        for vendor in facts["vendors"]
        for surface in vendor["surfaces"]
    }
    real = {o.reference for o in bare.register.offerings if not o.dossier.fictional}
    assert real == wanted
    assert len(real) == 42


def test_every_passage_verifies(verified: Evaluation) -> None:
    """Each cited place of a real vendor holds its words today, as often as the dossier says."""
    assert verified.register is not None
    count = 0
    for vendor in verified.register.vendors:
        for citation in vendor.dossier.citations:
            result = verify(citation)
            assert result.state is Verification.FOUND, citation.place
            if citation.passage is not None:
                assert result.occurrences == citation.passage.occurrences, citation.place
                count += 1
    assert count > 500


def test_every_cite_of_the_facts_is_cited(verified: Evaluation, facts: dict[str, Any]) -> None:
    """Document, range and digest of each cite stand in the vendor's dossier."""
    blobs = {name: item["commit"] for name, item in facts["documents"].items()}
    for vendor in facts["vendors"]:
        cited = {
            (c.document.source.commit, c.document.source.path, c.passage.start, c.passage.end)
            for c in _citations(verified, vendor["id"])
            if c.document and c.passage
        }
        wanted = [
            cite
            for surface in vendor["surfaces"]
            for answer in surface["answers"].values()
            for cite in answer["cites"]
        ]
        wanted += [
            cite
            for item in facts["contradictions"]
            if item["vendor"] == vendor["id"]
            for cite in item["cites"]
        ]
        for cite in wanted:
            path = facts["documents"][cite["doc"]]["path"]
            assert (blobs[cite["doc"]], path, cite["start"], cite["end"]) in cited, cite


def test_every_answer_is_a_statement_or_an_honest_silence(
    bare: Evaluation, facts: dict[str, Any]
) -> None:
    """No answer is lost on the way, and none is turned into a promise."""
    assert bare.register is not None
    for vendor in facts["vendors"]:
        for surface in vendor["surfaces"]:
            offering = bare.register.offering(surface["id"].replace(".", "/").replace("_", "-"))
            assert offering is not None
            for name, questions in QUESTIONS.items():
                status = surface["answers"][name]["status"]
                spoken = any(offering.statements(q) for q in questions)
                silent = any(offering.silences(q) for q in questions)
                assert spoken or silent, (offering.reference, name)
                if status == "answered":
                    assert spoken, (offering.reference, name)
            training = surface["answers"]["Q1"]["value"]
            said = {s.says.id for s in offering.statements("training-use")}
            if training == "silent":
                assert offering.silences("training-use"), offering.reference
            else:
                assert FROM_FACTS[training] in said, (offering.reference, said)


def test_every_contradiction_is_a_finding(verified: Evaluation, facts: dict[str, Any]) -> None:
    """Each of the nineteen contradictions comes out, on the vendor that it is about."""
    found = [f for f in verified.findings if f.check == "documents-contradict-each-other"]
    assert verified.register is not None
    for item in facts["contradictions"]:
        vendor = verified.register.vendor(item["vendor"])
        assert vendor is not None
        index = [c.id for c in vendor.dossier.contradictions].index(item["id"])
        place = vendor.dossier.contradictions[index].place
        assert any(f.at == place for f in found), item["id"]


def test_no_sentence_of_a_vendor_is_in_the_register(verified: Evaluation, terms: Path) -> None:
    """Facts carry over, sentences do not: no run of ten words of any captured text."""
    run = 10
    assert verified.register is not None
    ours: dict[tuple[str, ...], str] = {}
    for path in sorted((ROOT / "vendors").glob("*/*.yaml")):
        words = _words(path.read_text(encoding="utf-8"))
        for i in range(len(words) - run + 1):
            ours[tuple(words[i : i + run])] = str(path)
    titles = " | ".join(
        " ".join(_words(document.title))
        for vendor in verified.register.vendors
        for document in vendor.dossier.documents.values()
    )
    shared = set()
    for document in sorted(terms.glob("*.md")):
        words = _words(document.read_text(encoding="utf-8"))
        for i in range(len(words) - run + 1):
            key = tuple(words[i : i + run])
            if key in ours and " ".join(key) not in titles:
                shared.add((ours[key], " ".join(key)))
    assert shared == set()


def _words(text: str) -> list[str]:
    return "".join(c.lower() if c.isalnum() else " " for c in text).split()
