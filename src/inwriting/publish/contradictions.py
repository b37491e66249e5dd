"""Contradictions side by side: who says what, where, and which of them speaks."""

from collections.abc import Iterator
from typing import Any

from inwriting.publish.offering_answers import document_of

_SPEAKS = "This one speaks: the answer rests on it."
_ELSEWHERE = "It speaks only where no stronger document says anything."
_WORSE = "It does not speak: another of the same rank is worse for us, and so counts."
_OUTRANKED = "It does not speak: a stronger document does."
_SILENT = "The answer does not rest on it."


def contradiction(
    vendor: dict[str, Any], item: dict[str, Any], offering: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Return the contradiction *item* with its documents.

    For one *offering* each place also has what the statement there says, and whether it speaks.
    """
    statements = [entry for entry in vendor["statements"] if entry["question"] == item["question"]]
    return item | {
        "places": [_place(vendor, place, statements, item, offering) for place in item["places"]]
    }


def found_by_checks(
    register: dict[str, Any], vendor: dict[str, Any], offering: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    """Yield what findings put side by side: clauses on one question that say different things.

    They are like contradictions that a dossier records, and have no id.
    """
    titles = {item["id"]: item["title"] for item in vendor["documents"]}
    cited: dict[tuple[str, str], dict[str, Any]] = {}
    for item in vendor["statements"]:
        if offering["id"] in item["offerings"]:
            clause = f"{titles.get(item['document'], item['document'])}, {item['clause']}"
            cited.setdefault((item["question"], clause), item)
    seen: set[tuple[str, frozenset[str]]] = set()
    for finding in offering["findings"]:
        question = finding["question"]
        said = [cited[question, c] for c in finding["clauses"] if (question, c) in cited]
        key = (question, frozenset(item["id"] for item in said))
        if len({item["says"] for item in said}) > 1 and key not in seen:
            seen.add(key)
            places = [
                {part: item[part] for part in ("document", "clause", "quote")} for item in said
            ]
            item = {"id": "", "question": question, "summary": finding["message"], "places": places}
            title = next(q["title"] for q in register["questions"] if q["id"] == question)
            yield contradiction(vendor, item, offering) | {"title": title, "number": len(seen)}


def _place(
    vendor: dict[str, Any],
    place: dict[str, Any],
    statements: list[dict[str, Any]],
    item: dict[str, Any],
    offering: dict[str, Any] | None,
) -> dict[str, Any]:
    document = document_of(vendor, place["document"])
    cited = [
        entry
        for entry in statements
        if entry["document"] == place["document"]
        and entry["clause"] == place["clause"]
        and (offering is None or offering["id"] in entry["offerings"])
    ]
    speaks = ""
    if offering:
        here = {entry["id"] for entry in statements if entry["document"] == place["document"]}
        speaks = _speaks(offering, item["question"], {entry["id"] for entry in cited} or here)
    return place | {
        "document": document,
        "title": document["title"] if document else place["document"],
        "statement": cited[0] if cited else None,
        "speaks": speaks,
    }


def _speaks(offering: dict[str, Any], question: str, statements: set[str]) -> str:
    voices = [
        voice
        for answer in offering["answers"]
        if answer["question"] == question
        for outcome in answer["outcomes"]
        for voice in outcome["voices"]
    ]
    outranked = any(not statements.isdisjoint(voice["weaker"]) for voice in voices)
    if any(voice["deciding"] and voice["deciding"][0] in statements for voice in voices):
        return _ELSEWHERE if outranked else _SPEAKS
    if any(not statements.isdisjoint(voice["deciding"]) for voice in voices):
        return _WORSE
    return _OUTRANKED if outranked else _SILENT
