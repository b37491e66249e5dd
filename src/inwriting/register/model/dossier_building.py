"""From the data of dossier.yaml to a dossier."""

from collections.abc import Mapping
from typing import Any

from inwriting.register.load.document_texts import EvidenceText
from inwriting.register.model.basics import date, period, person, required_date
from inwriting.register.model.dossier import (
    AcknowledgedChange,
    Captured,
    Citation,
    Contradiction,
    Document,
    Dossier,
    Passage,
    Scope,
    Silence,
    Source,
    Statement,
    Subprocessor,
)
from inwriting.register.model.place import Place
from inwriting.register.model.policy import Policy
from inwriting.register.model.questions import Question


def build_dossier(
    vendor: str,
    data: dict[str, Any],
    file: str,
    texts: Mapping[str, EvidenceText],
    questions: Mapping[str, Question],
    policy: Policy,
) -> Dossier:
    """Build a dossier from the data of its file; *texts* has each document's text by its id.

    What it says is listed in *questions*, or loading would have refused it. Only a dossier of the
    base branch, which answers the questions of its own day, may say more; that counts as unsaid.
    """
    place = Place(file)
    offerings = tuple(data["offerings"])
    documents = {
        name: _document(name, item, texts[name], offerings, policy, place.at("documents", name))
        for name, item in data["documents"].items()
    }
    about = data["vendor"]
    return Dossier(
        vendor=vendor,
        name=about["name"],
        fictional=about.get("fictional", False),
        basis=about["basis"],
        owner=person(about["owner"]),
        website=about.get("website", ""),
        note=about.get("note", ""),
        offering_ids=offerings,
        documents=documents,
        statements=tuple(
            _statement(
                questions[name], item, documents, offerings, place.at("statements", name, index)
            )
            for name, items in data["statements"].items()
            for index, item in enumerate(items)
            if name in questions and item["says"] in questions[name].values
        ),
        silences=tuple(
            Silence(
                question=name,
                offerings=tuple(item.get("offerings", offerings)),
                looked_in=tuple(item.get("looked-in", ())),
                note=item["note"],
                asked=date(item.get("asked")),
                place=place.at("silent", name, index),
            )
            for name, items in data.get("silent", {}).items()
            for index, item in enumerate(items)
        ),
        subprocessors=tuple(
            _subprocessor(item, offerings, place.at("subprocessors", index))
            for index, item in enumerate(data.get("subprocessors", ()))
        ),
        contradictions=tuple(
            _contradiction(item, documents, offerings, place.at("contradictions", index))
            for index, item in enumerate(data.get("contradictions", ()))
        ),
        acknowledged_changes=tuple(
            AcknowledgedChange(
                question=item["question"],
                offering=item["offering"],
                was=item["was"],
                now=item["now"],
                by=person(item["by"]),
                on=required_date(item["on"]),
                why=item["why"],
                place=place.at("acknowledged-changes", index),
            )
            for index, item in enumerate(data.get("acknowledged-changes", ()))
        ),
        place=place,
    )


def _document(
    name: str,
    data: dict[str, Any],
    text: EvidenceText,
    offerings: tuple[str, ...],
    policy: Policy,
    place: Place,
) -> Document:
    source, dates, captured = data["source"], data["dates"], data.get("captured")
    return Document(
        id=name,
        kind=data["kind"],
        level=policy.level_of(data["kind"]),
        voice=data["voice"],
        title=data["title"],
        governs=tuple(data.get("governs", offerings)),
        source=Source(
            source["kind"],
            source.get("url", ""),
            source.get("archive", ""),
            source.get("path", ""),
            source.get("commit", ""),
            source.get("file", ""),
            source.get("where", ""),
        ),
        digest=data["digest"],
        confidential=data.get("confidential", False),
        note=data.get("note", ""),
        stated=date(dates.get("stated")),
        effective=date(dates.get("effective")),
        observed=required_date(dates["observed"]),
        checked=required_date(dates["checked"]),
        ends=date(dates.get("ends")),
        signed=date(dates.get("signed")),
        text=text,
        place=place,
        governs_named="governs" in data,
        captured=Captured(captured["original"], captured["extractor"]) if captured else None,
    )


def _citation(data: dict[str, Any], documents: dict[str, Document], place: Place) -> Citation:
    passage = data.get("passage")
    return Citation(
        document=documents.get(data["document"]),
        document_id=data["document"],
        clause=data["clause"],
        quote=data.get("quote", ""),
        passage=None
        if passage is None
        else Passage(
            passage["start"],
            passage["end"],
            passage["digest"],
            passage["markup-free-digest"],
            passage["occurrences"],
        ),
        place=place,
    )


def _statement(
    question: Question,
    data: dict[str, Any],
    documents: dict[str, Document],
    offerings: tuple[str, ...],
    place: Place,
) -> Statement:
    citation = _citation(data, documents, place)
    governed = citation.document.governs if citation.document else offerings
    return Statement(
        question=question,
        says=question.values[data["says"]],
        scope=Scope(
            offerings=tuple(data.get("offerings", governed)),
            offerings_named="offerings" in data,
            data=_written_out(data.get("data", ()), question.data),
            purposes=_written_out(data.get("purposes", ()), question.purposes),
            who=tuple(data.get("who", ())),
            models=tuple(data.get("models", ())),
            regions=tuple(data.get("regions", ())),
            when=tuple(data.get("when", ())),
        ),
        citation=citation,
        summary=data["summary"],
        exceptions=tuple(data.get("exceptions", ())),
        period=period(data.get("period") or data.get("deadline")),
        notice=period(data.get("notice")),
        residuals=tuple(data.get("residuals", ())),
        only_future=data.get("only-future", False),
        places=tuple(data.get("places", ())),
        route=data.get("route", ""),
        contact=data.get("contact", ""),
        place=place,
    )


def _written_out(
    named: list[str] | tuple[str, ...], everything: tuple[str, ...]
) -> tuple[str, ...]:
    return everything if "all" in named else tuple(named)


def _subprocessor(data: dict[str, Any], offerings: tuple[str, ...], place: Place) -> Subprocessor:
    return Subprocessor(
        name=data["name"],
        role=data["role"],
        offering=data.get("offering", ""),
        outside_register=data.get("outside-register", ""),
        offerings=tuple(data.get("offerings", offerings)),
        data=tuple(data.get("data", ())),
        retention=period(data.get("retention")),
        places=tuple(data.get("places", ())),
        document_id=data["document"],
        clause=data["clause"],
        place=place,
    )


def _contradiction(
    data: dict[str, Any], documents: dict[str, Document], offerings: tuple[str, ...], place: Place
) -> Contradiction:
    return Contradiction(
        id=data["id"],
        question=data["question"],
        offerings=tuple(data.get("offerings", offerings)),
        summary=data["summary"],
        citations=tuple(
            _citation(item, documents, place.at("places", index))
            for index, item in enumerate(data["places"])
        ),
        place=place,
    )
