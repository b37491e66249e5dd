"""The questions of the register, and what an answer to each can be."""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from inwriting.register.model.place import Place


class Standing(IntEnum):
    """How an answer leaves the customer's data. The higher, the worse."""

    PROTECTS = 0
    UNCLEAR = 1
    EXPOSES = 2


@dataclass(frozen=True, slots=True)
class Value:
    """One answer that a statement can give."""

    id: str
    standing: Standing
    meaning: str
    position: int
    """Its place in the question's list, the best for the customer first."""
    rank: tuple[int, int] = field(init=False, repr=False, compare=False)
    """How bad it is: what is unclear is worse than a promise and better than a permission."""
    known: bool = field(init=False, repr=False, compare=False)
    """Whether it says something, good or bad, and does not leave it open."""

    def __post_init__(self) -> None:
        """Work out once what is compared for every cell."""
        object.__setattr__(self, "rank", (int(self.standing), self.position))
        object.__setattr__(self, "known", self.id not in NEVER_KNOWN)


NEVER_KNOWN = frozenset({"silent", "unclear", "handed-off", "default-elsewhere"})
"""Answers that never satisfy a demand: nobody knows what they come to."""
SILENT = Value("silent", Standing.UNCLEAR, "No document that we read says anything on it.", 999)
"""The answer of a cell that no statement covers."""
_BEST = (-1, -1)
"""A rank that is better than that of any answer."""


@dataclass(frozen=True, slots=True)
class StatementField:
    """A key that a statement on a question may have besides the answer, as in period."""

    id: str
    needed_with: tuple[str, ...]
    """The answers with which it must be there."""
    meaning: str
    """What it tells on this question; empty where that is the same for every question."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question."""

    id: str
    title: str
    asked_of: str
    """vendor or firm."""
    ask: str
    good_answer: str
    functions: tuple[str, ...]
    risks: tuple[str, ...]
    proof: str
    """promise, setting or fact; empty for questions to the firm."""
    authority: str
    """The weakest level of authority that suffices; empty for questions to the firm."""
    derived_from: str
    data: tuple[str, ...]
    purposes: tuple[str, ...]
    values: dict[str, Value]
    frameworks: tuple[tuple[str, tuple[str, ...]], ...]
    """Framework ids, each with the numbers of its requirements."""
    place: Place
    required: bool = False
    """Whether a dossier that leaves it out keeps a change from merging."""
    fields: tuple[StatementField, ...] | None = None
    """What a statement can tell besides the answer; None where the question does not say."""
    cells: tuple[tuple[str, str], ...] = field(init=False, repr=False, compare=False)
    """The cells of one offering: every kind of data with every purpose; empty text for none."""
    worst_known: tuple[int, int] = field(init=False, repr=False, compare=False)
    """The rank of the worst answer that is known; better than any where there is none."""

    def __post_init__(self) -> None:
        """Work out once what is the same for every offering."""
        cells = tuple((d, p) for d in self.data or ("",) for p in self.purposes or ("",))
        object.__setattr__(self, "cells", cells)
        ranks = (value.rank for value in self.values.values() if value.known)
        object.__setattr__(self, "worst_known", max(ranks, default=_BEST))

    def leaves_choice(self, least: Value | None) -> bool:
        """Tell whether some known answer is worse than *least*: else each of them would do.

        For None, which is no answer of the question, none of them would do.
        """
        return least is None or self.worst_known > least.rank


def build_questions(data: dict[str, Any], file: str) -> dict[str, Question]:
    """Build the questions from the data of policy/questions.yaml."""
    return {
        name: _question(name, item, Place(file, ("questions", name)))
        for name, item in data["questions"].items()
    }


def _question(name: str, data: dict[str, Any], place: Place) -> Question:
    values = {
        item["id"]: Value(item["id"], Standing[item["standing"].upper()], item["meaning"], position)
        for position, item in enumerate(data.get("values", ()))
    }
    return Question(
        id=name,
        title=data["title"],
        asked_of=data["asked-of"],
        ask=data["ask"],
        good_answer=data["good-answer"],
        functions=tuple(data["functions"]),
        risks=tuple(data["risks"]),
        proof=data.get("proof", ""),
        authority=data.get("authority", ""),
        derived_from=data.get("derived-from", ""),
        data=tuple(data.get("data", ())),
        purposes=tuple(data.get("purposes", ())),
        values=values,
        frameworks=tuple(
            (item["framework"], tuple(item["ids"])) for item in data.get("frameworks", ())
        ),
        place=place,
        required=data.get("required", False),
        fields=None
        if "fields" not in data
        else tuple(
            StatementField(key, tuple(item.get("needed-with", ())), item.get("meaning", ""))
            for key, item in data["fields"].items()
        ),
    )
