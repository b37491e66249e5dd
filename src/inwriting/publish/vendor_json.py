"""One vendor with its offerings, as plain data."""

import datetime
from typing import Any

from inwriting.publish.chain_json import chain_data
from inwriting.publish.dates import next_review
from inwriting.publish.decision_json import FindingList, narrowed_data, verdicts_data
from inwriting.publish.escape import file_stem, ident
from inwriting.publish.links import source_address
from inwriting.publish.policy_json import period_data
from inwriting.register.decide.alike import Deciding
from inwriting.register.decide.verdict import Verdicts
from inwriting.register.model.answers import Answer, Cell, Voice
from inwriting.register.model.basics import Person
from inwriting.register.model.dossier import Citation, Document, Statement
from inwriting.register.model.policy import Policy
from inwriting.register.model.register import Offering, Register, Vendor
from inwriting.register.model.use import OfferingUse


def vendor_data(
    register: Register, verdicts: Verdicts, deciding: Deciding, vendor: Vendor
) -> dict[str, Any]:
    """Return everything that is published of *vendor*; *deciding* narrows *verdicts*."""
    dossier = vendor.dossier
    return {
        "id": vendor.id,
        "name": dossier.name,
        "fictional": dossier.fictional,
        "basis": dossier.basis,
        "website": dossier.website,
        "note": dossier.note,
        "owner": _person(dossier.owner),
        "tool-owner": _person(vendor.use.owner) if vendor.use else None,
        "digest": vendor.digest,
        "next-review": _day(next_review(vendor, register.policy)),
        "documents": [_document(item) for item in dossier.documents.values()],
        "statements": [_statement(item, quotable=dossier.fictional) for item in dossier.statements],
        "silences": [
            {
                "question": item.question,
                "offerings": list(item.offerings),
                "looked-in": list(item.looked_in),
                "note": item.note,
                "asked": _day(item.asked),
            }
            for item in dossier.silences
        ],
        "subprocessors": [
            {
                "name": item.name,
                "role": item.role,
                "offering": item.offering,
                "outside-register": item.outside_register,
                "offerings": list(item.offerings),
                "data": list(item.data),
                "retention": period_data(item.retention),
                "places": list(item.places),
                "document": item.document_id,
                "clause": item.clause,
            }
            for item in dossier.subprocessors
        ],
        "contradictions": [
            {
                "id": item.id,
                "question": item.question,
                "offerings": list(item.offerings),
                "summary": item.summary,
                "places": [
                    {
                        "document": place.document_id,
                        "clause": place.clause,
                        "quote": _quote(place, quotable=dossier.fictional),
                    }
                    for place in item.citations
                ],
            }
            for item in dossier.contradictions
        ],
        "acknowledged-changes": [
            {
                "question": item.question,
                "offering": item.offering,
                "was": item.was,
                "now": item.now,
                "by": item.by.name,
                "on": str(item.on),
                "why": item.why,
            }
            for item in dossier.acknowledged_changes
        ],
        "approvals": [
            {
                "function": item.function,
                "by": item.by.name,
                "on": str(item.on),
                "offerings": list(item.offerings),
                "data-allowed": item.data_allowed,
                "note": item.note,
                "for-present-state": item.digest == vendor.digest,
            }
            for item in vendor.approvals
        ],
        "offerings": [_offering(register, verdicts, deciding, item) for item in vendor.offerings],
    }


def statement_id(statement: Statement) -> str:
    """Return the name of *statement* in its dossier: the question and the number in its list."""
    return f"{statement.question.id}/{statement.place.path[-1]}"


def _offering(
    register: Register, verdicts: Verdicts, deciding: Deciding, offering: Offering
) -> dict[str, Any]:
    findings = FindingList()
    general = verdicts_data(register, verdicts, offering, findings)
    narrowed = narrowed_data(register, verdicts, deciding, offering, findings)
    companies = chain_data(register, deciding, offering, findings)
    fallback = offering.use.fallback if offering.use else None
    return {
        "id": offering.id,
        "reference": offering.reference,
        "page": f"vendors/{ident(offering.vendor)}/{file_stem(offering.id)}.html",
        "name": offering.name,
        "kind": offering.kind,
        "tiers": list(offering.tiers),
        "surfaces": list(offering.surfaces),
        "markets": list(offering.markets),
        "model-providers-behind": offering.outside_models,
        "fictional": offering.dossier.fictional,
        "basis": offering.dossier.basis,
        "note": offering.note,
        "use": _use(offering.use, register.policy) if offering.use else None,
        "alternatives": {
            "offerings": list(fallback.offerings) if fallback else [],
            "instead": fallback.instead if fallback else "",
        },
        "verdicts": general,
        "narrowed": narrowed,
        "chain": companies,
        "findings": findings.data(),
        "answers": [_answer(item) for item in offering.answers.values()],
    }


def _use(use: OfferingUse, policy: Policy) -> dict[str, Any]:
    return {
        "purpose": use.purpose,
        "data-allowed": use.data_allowed,
        "teams": [
            {
                "team": item.team,
                "data-allowed": item.data_allowed or use.data_allowed,
                "conditions": list(item.conditions),
            }
            for item in use.teams
        ],
        "redaction": {"required-from": use.redaction.required_from, "how": use.redaction.how}
        if use.redaction
        else None,
        "sensitive-uses": list(use.sensitive_uses),
        "review": [{"use": item.use, "steps": item.steps} for item in use.review],
        "monitoring": {
            "what": use.monitoring.what,
            "by": use.monitoring.by.name,
            "every-days": use.monitoring.every_days,
        }
        if use.monitoring
        else None,
        "clients-excluded": [name for name in use.clients_excluded if name in policy.clients],
        "regions": list(use.regions),
    }


def _answer(answer: Answer) -> dict[str, Any]:
    """Return the cells of *answer*, those with the same outcome together."""
    groups: list[dict[str, Any]] = []
    for cell in answer.cells:
        outcome = _outcome(cell)
        same = next((item for item in groups if item | outcome == item), None)
        if same is None:
            groups.append({"cells": [], **outcome})
            same = groups[-1]
        same["cells"].append({"data": cell.data, "purpose": cell.purpose})
    return {"question": answer.question.id, "outcomes": groups}


def _outcome(cell: Cell) -> dict[str, Any]:
    return {
        "value": cell.value.id,
        "standing": cell.value.standing.name.lower(),
        "meaning": cell.value.meaning,
        "circumstance": str(cell.circumstance),
        "statement": statement_id(cell.statement) if cell.statement else "",
        "voices": [_voice(voice) for voice in cell.voices],
    }


def _voice(voice: Voice) -> dict[str, Any]:
    return {
        "circumstance": str(voice.circumstance),
        "value": voice.value.id,
        "deciding": [statement_id(item) for item in voice.deciding],
        "weaker": [statement_id(item) for item in voice.weaker],
    }


def _statement(statement: Statement, *, quotable: bool) -> dict[str, Any]:
    scope = statement.scope
    return {
        "id": statement_id(statement),
        "question": statement.question.id,
        "says": statement.says.id,
        "standing": statement.says.standing.name.lower(),
        "summary": statement.summary,
        "document": statement.citation.document_id,
        "clause": statement.citation.clause,
        "quote": _quote(statement.citation, quotable=quotable),
        "offerings": list(scope.offerings),
        "data": list(scope.data),
        "purposes": list(scope.purposes),
        "who": list(scope.who),
        "models": list(scope.models),
        "regions": list(scope.regions),
        "when": list(scope.when),
        "exceptions": list(statement.exceptions),
        "period": period_data(statement.period),
        "notice": period_data(statement.notice),
        "residuals": list(statement.residuals),
        "only-future": statement.only_future,
        "places": list(statement.places),
        "route": statement.route,
        "contact": statement.contact,
    }


def _quote(citation: Citation, *, quotable: bool) -> str:
    """Return the quote where it may be published: of an example that nobody owns."""
    document = citation.document
    return citation.quote if quotable and document and not document.confidential else ""


def _document(document: Document) -> dict[str, Any]:
    source = document.source
    return {
        "id": document.id,
        "title": document.title,
        "kind": document.kind,
        "voice": document.voice,
        "authority": document.level.id,
        "governs": list(document.governs),
        "source": {
            "kind": source.kind,
            "url": source.url,
            "archive": source.archive,
            "path": source.path,
            "commit": source.commit,
            "file": source.file,
            "where": source.where,
        },
        "link": source_address(source.kind, source.url, source.archive, source.commit, source.path),
        "digest": document.digest,
        "confidential": document.confidential,
        "note": document.note,
        "dates": {
            "stated": _day(document.stated),
            "signed": _day(document.signed),
            "effective": _day(document.effective),
            "observed": str(document.observed),
            "checked": str(document.checked),
            "ends": _day(document.ends),
        },
        "text": document.text.state.value,
    }


def _person(person: Person) -> dict[str, str]:
    return {"name": person.name, "email": person.email}


def _day(day: datetime.date | None) -> str:
    return str(day) if day else ""
