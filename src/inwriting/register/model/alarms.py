"""What watching a vendor's documents found: alarms.yaml as frozen objects. It holds no text."""

import datetime
from enum import StrEnum
from typing import Any

import msgspec

from inwriting.register.model.basics import Person, date, person, required_date
from inwriting.register.model.place import Place


class AlarmKind(StrEnum):
    """What an alarm is about."""

    CITED_CHANGED = "cited-passage-changed"
    CITED_GONE = "cited-passage-gone"
    NEW_TEXT = "new-text-on-a-question"
    TEXT_CHANGED = "text-on-a-question-changed"
    TEXT_GONE = "text-on-a-question-gone"


CITED = frozenset({AlarmKind.CITED_CHANGED, AlarmKind.CITED_GONE})
"""The kinds that are about a passage which statements cite."""


class Meaning(StrEnum):
    """What the change means for an answer, as far as rules can tell."""

    PROMISE_GONE = "promise-gone"
    PROMISE_ADDED = "promise-added"
    PROMISE_WEAKENED = "promise-weakened"
    PROMISE_STRENGTHENED = "promise-strengthened"
    PERMISSION_ADDED = "permission-added"
    PERMISSION_GONE = "permission-gone"
    DEFAULT_FLIPPED = "default-flipped"
    WAY_OUT_ADDED = "way-out-added"
    WAY_OUT_GONE = "way-out-gone"
    WAY_OUT_CHANGED = "way-out-changed"
    PERIOD_CHANGED = "period-changed"
    LIST_CHANGED = "list-changed"
    PLACE_CHANGED = "place-changed"
    SCOPE_CHANGED = "scope-changed"
    STATEMENT_ADDED = "statement-added"
    STATEMENT_GONE = "statement-gone"
    REWORDED = "reworded"

    @property
    def words(self) -> str:
        """The meaning as people read it."""
        return _WORDS[self]


_WORDS = {
    Meaning.PROMISE_GONE: "a promise disappeared",
    Meaning.PROMISE_ADDED: "a promise was added",
    Meaning.PROMISE_WEAKENED: "a promise was weakened",
    Meaning.PROMISE_STRENGTHENED: "a promise was strengthened",
    Meaning.PERMISSION_ADDED: "a permission was added",
    Meaning.PERMISSION_GONE: "a permission disappeared",
    Meaning.DEFAULT_FLIPPED: "a default was flipped",
    Meaning.WAY_OUT_ADDED: "a way to refuse was added",
    Meaning.WAY_OUT_GONE: "a way to refuse disappeared",
    Meaning.WAY_OUT_CHANGED: "a way to refuse was changed",
    Meaning.PERIOD_CHANGED: "a period was changed",
    Meaning.LIST_CHANGED: "a list of companies was changed",
    Meaning.PLACE_CHANGED: "a place was changed",
    Meaning.SCOPE_CHANGED: "what it covers was changed",
    Meaning.STATEMENT_ADDED: "a statement was added",
    Meaning.STATEMENT_GONE: "a statement disappeared",
    Meaning.REWORDED: "it was reworded",
}
BETTER = frozenset(
    {
        Meaning.PROMISE_ADDED,
        Meaning.PROMISE_STRENGTHENED,
        Meaning.PERMISSION_GONE,
        Meaning.WAY_OUT_ADDED,
    }
)
"""The meanings that take nothing from the customer, as long as no cited passage is touched."""


class Range(msgspec.Struct, frozen=True, gc=False):
    """A place in a text, in code points."""

    start: int
    end: int


class Acknowledged(msgspec.Struct, frozen=True, gc=False):
    """Somebody looked at an alarm and says why the answers may stand."""

    by: Person
    on: datetime.date
    why: str


class RecordedAlarm(msgspec.Struct, frozen=True, gc=False):
    """One alarm as the register keeps it."""

    id: str
    document: str
    """The document's id in the dossier."""
    kind: AlarmKind
    meaning: Meaning
    rule: str
    questions: tuple[str, ...]
    against: str
    """The digest of the text that the dossier cited when the alarm was raised."""
    newest: str
    """The digest of the text in which the change stands."""
    was: Range | None
    """Where the old wording stands in the cited text; None when there is none."""
    now: Range | None
    """Where the new wording stands in the newest text."""
    observed: datetime.date
    """When it was first seen."""
    applies: datetime.date | None
    """From when the new text applies, where it is announced for later."""
    back: datetime.date | None
    """When the document was seen to be back at its earlier state; None while it is not."""
    acknowledged: Acknowledged | None
    place: Place

    def at(self, *path: str | int) -> Place:
        """Return the place of *path* in the alarm's entry."""
        return self.place.at(*path)

    def known(self, today: datetime.date) -> bool:
        """Tell whether it was known on *today*."""
        return self.observed <= today

    def settled(self, today: datetime.date) -> bool:
        """Tell whether somebody had acknowledged it by *today*."""
        return self.acknowledged is not None and self.acknowledged.on <= today

    def announced(self, today: datetime.date) -> bool:
        """Tell whether it is still to come on *today*."""
        return self.applies is not None and self.applies > today


def build_alarms(data: dict[str, Any], file: str) -> tuple[RecordedAlarm, ...]:
    """Build the alarms from the data of their file."""
    place = Place(file)
    return tuple(
        _alarm(item, place.at("alarms", index)) for index, item in enumerate(data["alarms"])
    )


def _alarm(data: dict[str, Any], place: Place) -> RecordedAlarm:
    answered = data.get("acknowledged")
    return RecordedAlarm(
        id=data["id"],
        document=data["document"],
        kind=AlarmKind(data["kind"]),
        meaning=Meaning(data["meaning"]),
        rule=data["rule"],
        questions=tuple(data["questions"]),
        against=data["against"],
        newest=data["newest"],
        was=_range(data.get("was")),
        now=_range(data.get("now")),
        observed=required_date(data["observed"]),
        applies=date(data.get("applies")),
        back=date(data.get("back")),
        acknowledged=Acknowledged(
            person(answered["by"]), required_date(answered["on"]), answered["why"]
        )
        if answered
        else None,
        place=place,
    )


def _range(data: dict[str, int] | None) -> Range | None:
    return None if data is None else Range(data["start"], data["end"])
