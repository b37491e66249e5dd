"""The questions that a register declares, as far as its schemas depend on them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class DeclaredQuestions:
    """The questions that vendors answer in dossiers. Equal ones give equal schemas.

    They are kept as text: what is compiled for them is looked up once for each file, and only the
    digest of a text is remembered by Python.
    """

    text: str
    """JSON of a list: id, title, ask, values (id, meaning), data, purposes, fields or null."""

    @property
    def listed(self) -> list[dict[str, Any]]:
        """The questions in their order, as plain data."""
        found: list[dict[str, Any]] = json.loads(self.text)
        return found


def declared_in(data: Mapping[str, Any]) -> DeclaredQuestions:
    """Return what *data*, those of a valid policy/questions.yaml, declare."""
    return _declared(
        {
            "id": name,
            "title": item["title"],
            "ask": item["ask"],
            "values": item["values"],
            "data": item.get("data", []),
            "purposes": item.get("purposes", []),
            "fields": _fields(item),
        }
        for name, item in data["questions"].items()
        if is_answered_in_dossiers(item)
    )


def declared_by(questions: Iterable[Mapping[str, Any]]) -> DeclaredQuestions:
    """Return what *questions*, those of a register.json, declare."""
    return _declared(item for item in questions if is_answered_in_dossiers(item))


def is_answered_in_dossiers(question: Mapping[str, Any]) -> bool:
    """Tell whether a dossier answers *question*: it is asked of vendors and derived from none."""
    return question["asked-of"] == "vendor" and not question.get("derived-from")


def _declared(questions: Iterable[Mapping[str, Any]]) -> DeclaredQuestions:
    return DeclaredQuestions(
        json.dumps(
            [
                {
                    **{key: item[key] for key in ("id", "title", "ask", "data", "purposes")},
                    "values": [{key: v[key] for key in ("id", "meaning")} for v in item["values"]],
                    "fields": item["fields"],
                }
                for item in questions
            ],
            ensure_ascii=False,
        )
    )


def _fields(question: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    if "fields" not in question:
        return None
    return [
        {
            "id": key,
            "needed-with": about.get("needed-with", []),
            "meaning": about.get("meaning", ""),
        }
        for key, about in question["fields"].items()
    ]
