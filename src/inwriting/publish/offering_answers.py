"""The answers and statements of an offering as its page shows them, with document and clause."""

from collections.abc import Iterator
from typing import Any

from inwriting.publish.escape import Markdown, anchor
from inwriting.publish.words import cells, details, scope

Anchors = dict[tuple[str, str], str]
"""Where a clause stands on the page of an offering, by question and words; see `anchors`."""


def anchors(vendor: dict[str, Any]) -> Anchors:
    """Return where each clause that a statement cites stands on the page, by question and clause.

    A clause is there without a question too, for those who cite it on another.
    """
    titles = {item["id"]: item["title"] for item in vendor["documents"]}
    found: Anchors = {}
    for item in vendor["statements"]:
        clause = f"{titles.get(item['document'], item['document'])}, {item['clause']}"
        for question in (item["question"], ""):
            found.setdefault((question, clause), statement_anchor(item))
    return found


def answers(
    vendor: dict[str, Any], offering: dict[str, Any], statements: dict[str, dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """Yield each answer of *offering*; the first on a question has its anchor in ``own``."""
    for answer in offering["answers"]:
        for number, outcome in enumerate(answer["outcomes"]):
            said = statements.get(outcome["statement"])
            row = outcome | {
                "question": answer["question"],
                "own": "" if number else anchor("a", answer["question"]),
                "cells": cells(outcome["cells"]),
                "others": outcome["voices"][1:],
            }
            if said:
                document = document_of(vendor, said["document"])
                row |= {
                    "title": document["title"] if document else said["document"],
                    "clause": said["clause"],
                    "details": details(said),
                    "anchor": statement_anchor(said),
                    "dates": f"captured {document['dates']['observed']}" if document else "",
                }
            yield row


def statement(vendor: dict[str, Any], item: dict[str, Any]) -> dict[str, Any]:
    """Return the statement *item* with its document and its anchor."""
    document = document_of(vendor, item["document"])
    return item | {
        "anchor": statement_anchor(item),
        "details": details(item),
        "scope": scope(item),
        "document": document,
        "title": document["title"] if document else item["document"],
    }


def statement_anchor(item: dict[str, Any]) -> Markdown:
    """Return the anchor of the statement *item* on the page of an offering."""
    question, _, number = item["id"].partition("/")
    return Markdown(f"{anchor('s', question)}-{int(number)}")


def documents(vendor: dict[str, Any]) -> dict[str, Any]:
    """Return the titles of the vendor's documents, and the archives that they come from."""
    archives = (d["source"]["archive"] for d in vendor["documents"])
    return {
        "titles": {item["id"]: item["title"] for item in vendor["documents"]},
        "archived": sorted({name for name in archives if name}),
    }


def document_of(vendor: dict[str, Any], name: str) -> dict[str, Any] | None:
    """Return the vendor's document with the id *name*, or None."""
    return next((item for item in vendor["documents"] if item["id"] == name), None)
