"""What the pages of a vendor and of an offering show, picked out of register.json's data.

Nothing is decided here: findings are sorted and put beside what they are about.
"""

from typing import Any

from inwriting.publish.escape import Markdown, anchor
from inwriting.publish.words import EFFECT_ORDER, cells, details, scope, sentence


def vendor_context(vendor: dict[str, Any]) -> dict[str, Any]:
    """Return what the vendor's page shows."""
    return {
        "vendor": vendor,
        "approvals": vendor["approvals"],
        "silences": vendor["silences"],
        "subprocessors": vendor["subprocessors"],
        "contradictions": [_contradiction(vendor, item) for item in vendor["contradictions"]],
        **_documents(vendor),
    }


def offering_context(
    register: dict[str, Any], vendor: dict[str, Any], offering: dict[str, Any]
) -> dict[str, Any]:
    """Return what the page of *offering* shows."""
    name = offering["id"]
    decisions = offering["verdicts"].values()
    statements = {item["id"]: item for item in vendor["statements"]}
    order = [item["id"] for item in register["questions"]]
    return {
        "vendor": vendor,
        "offering": offering,
        "reasons": _grouped(register, _findings(register, offering, "reasons")),
        "conditions": _findings(register, offering, "conditions"),
        "warnings": _findings(register, offering, "warnings"),
        "accepted": _accepted(register, offering, decisions),
        "narrowed": _narrowed(register, offering),
        "answers": list(_answers(vendor, offering, statements)),
        "statements": [
            _statement(vendor, item)
            for item in sorted(vendor["statements"], key=lambda item: order.index(item["question"]))
            if name in item["offerings"]
        ],
        "approvals": [
            item
            for item in vendor["approvals"]
            if not item["offerings"] or name in item["offerings"]
        ]
        if offering["use"]
        else [],
        "silences": [item for item in vendor["silences"] if name in item["offerings"]],
        "subprocessors": [item for item in vendor["subprocessors"] if name in item["offerings"]],
        "contradictions": [
            _contradiction(vendor, item)
            for item in vendor["contradictions"]
            if name in item["offerings"]
        ],
        **_documents(vendor),
    }


def _documents(vendor: dict[str, Any]) -> dict[str, Any]:
    archives = (d["source"]["archive"] for d in vendor["documents"])
    return {
        "titles": {item["id"]: item["title"] for item in vendor["documents"]},
        "archived": sorted({name for name in archives if name}),
    }


def _document(vendor: dict[str, Any], name: str) -> dict[str, Any] | None:
    return next((item for item in vendor["documents"] if item["id"] == name), None)


def _findings(
    register: dict[str, Any], offering: dict[str, Any], part: str
) -> list[dict[str, Any]]:
    """Return the findings that any class's decision for everybody names in *part*, worst first.

    Each reaches from the lowest class whose decision names it: one that an exception accepts for
    the lower classes stands only against those above.
    """
    lowest: dict[int, str] = {}
    for item in register["data-classes"]:
        for number in offering["verdicts"][item["id"]][part]:
            lowest.setdefault(number, item["id"])
    found = [
        {**offering["findings"][number], "reach": _reach(register, name)}
        for number, name in sorted(lowest.items())
    ]
    return sorted(found, key=lambda item: EFFECT_ORDER.index(item["effect"]))


def _reach(register: dict[str, Any], data_class: str) -> str:
    classes = register["data-classes"]
    names = [item["id"] for item in classes]
    place = names.index(data_class) if data_class in names else 0
    if place == 0:
        return "for all data"
    above = "" if place == len(classes) - 1 else " and above"
    return f"for {classes[place]['name']}{above}"


def _grouped(register: dict[str, Any], findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return findings by question, the question with the worst finding first."""
    titles = {item["id"]: item["title"] for item in register["questions"]}
    groups: dict[str, list[dict[str, Any]]] = {}
    for finding in findings:
        groups.setdefault(finding["question"], []).append(finding)
    return [
        {
            "title": titles.get(name, name) if name else "The register itself and our own controls",
            "anchor": anchor("why", name or "own"),
            "findings": items,
        }
        for name, items in groups.items()
    ]


def _accepted(
    register: dict[str, Any], offering: dict[str, Any], decisions: Any
) -> list[dict[str, Any]]:
    found: dict[tuple[int, str], dict[str, Any]] = {}
    for decision in decisions:
        for item in decision["accepted"]:
            finding = offering["findings"][item["finding"]]
            more = {"message": finding["message"], "reach": _reach(register, finding["data-class"])}
            found.setdefault((item["finding"], item["exception"]), item | more)
    return list(found.values())


def _narrowed(register: dict[str, Any], offering: dict[str, Any]) -> list[dict[str, Any]]:
    """Return for whom another decision holds: one row each, with the verdict for every class."""
    rows: dict[tuple[str, str, str], dict[str, Any]] = {}
    general = offering["verdicts"]
    for item in offering["narrowed"]:
        who = (item["team"], item["client"], item["region"])
        everybody = {name: decision["verdict"] for name, decision in general.items()}
        row = rows.setdefault(who, {"who": _who(register, item), "verdicts": everybody, "why": {}})
        row["verdicts"][item["data-class"]] = item["verdict"]
        for part in ("reasons", "conditions"):
            for number in item[part]:
                if number not in general[item["data-class"]][part]:
                    row["why"][offering["findings"][number]["message"]] = None
    return [row | {"why": " ".join(row["why"])} for row in rows.values()]


def _who(register: dict[str, Any], item: dict[str, Any]) -> str:
    parts = []
    for key, word in (("team", "team"), ("client", "data of"), ("region", "from")):
        name = item[key]
        if name:
            names = {entry["id"]: entry["name"] for entry in register[f"{key}s"]}
            parts.append(f"{word} {names.get(name, name)}")
    return sentence(", ".join(parts))


def _answers(
    vendor: dict[str, Any], offering: dict[str, Any], statements: dict[str, dict[str, Any]]
) -> Any:
    for answer in offering["answers"]:
        for outcome in answer["outcomes"]:
            statement = statements.get(outcome["statement"])
            row = outcome | {
                "question": answer["question"],
                "cells": cells(outcome["cells"]),
                "others": outcome["voices"][1:],
            }
            if statement:
                document = _document(vendor, statement["document"])
                row |= {
                    "title": document["title"] if document else statement["document"],
                    "clause": statement["clause"],
                    "details": details(statement),
                    "anchor": _anchor(statement),
                    "dates": f"captured {document['dates']['observed']}" if document else "",
                }
            yield row


def _statement(vendor: dict[str, Any], item: dict[str, Any]) -> dict[str, Any]:
    document = _document(vendor, item["document"])
    return item | {
        "anchor": _anchor(item),
        "details": details(item),
        "scope": scope(item),
        "document": document,
        "title": document["title"] if document else item["document"],
    }


def _anchor(statement: dict[str, Any]) -> Markdown:
    question, _, number = statement["id"].partition("/")
    return Markdown(f"{anchor('s', question)}-{int(number)}")


def _contradiction(vendor: dict[str, Any], item: dict[str, Any]) -> dict[str, Any]:
    places = [
        place
        | {
            "document": _document(vendor, place["document"]),
            "title": (_document(vendor, place["document"]) or {"title": place["document"]})[
                "title"
            ],
        }
        for place in item["places"]
    ]
    return item | {"places": places}
