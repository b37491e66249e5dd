"""What comparing two texts of one document comes to, as frozen data."""

from dataclasses import dataclass
from enum import StrEnum

from inwriting.register.model.alarms import AlarmKind, Meaning


class State(StrEnum):
    """What became of a document as a whole."""

    UNCHANGED = "unchanged"
    MARKUP = "markup-or-links-only"
    MOVED = "moved"
    """The same sentences in another order, or one of them more or less often."""
    OTHER_WORDS = "other-words"
    """Words changed, and none of them answers a question of the register."""
    ALARMS = "alarms"
    FLAPPING = "flapping"
    """It is back at an earlier state within the hold-off time."""
    PART_MISSING = "part-missing"
    """A part of a combined page is not in it, and what is left did not change."""
    EARLIER_INCOMPLETE = "earlier-incomplete"
    """The earlier text was no whole document, so there is nothing to compare with."""
    CAPTURE_BROKEN = "capture-broken"
    NO_LONGER_TRACKED = "no-longer-tracked"
    NOT_LOOKED_AT = "not-looked-at"
    """The newest text could not be had."""


UNSEEN = frozenset(
    {
        State.PART_MISSING,
        State.EARLIER_INCOMPLETE,
        State.CAPTURE_BROKEN,
        State.NO_LONGER_TRACKED,
        State.NOT_LOOKED_AT,
    }
)
"""The states in which nobody knows what the document says now."""


@dataclass(frozen=True, slots=True)
class ChangedWords:
    """One side of a change."""

    text: str
    """The words; they belong to the vendor and are for the screen alone, never for the register."""
    start: int
    """Where they, or the paragraph that holds them, begin in their document, in code points."""
    end: int


@dataclass(frozen=True, slots=True)
class FeatureChange:
    """What a rule read before and reads now."""

    feature: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alarm:
    """One change that may move an answer."""

    kind: AlarmKind
    meaning: Meaning
    rule: str
    """The id of the rule that fired; ``cited-passage`` for a passage that is cited."""
    title: str
    """What the rule asks, in words."""
    questions: tuple[str, ...]
    """The ids of the questions that it bears on."""
    before: ChangedWords | None
    after: ChangedWords | None
    words: tuple[str, ...] = ()
    """The words on which the rule fired."""
    differences: tuple[FeatureChange, ...] = ()
    cited: tuple[str, ...] = ()
    """For a cited passage: the names under which the caller passed it."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts of one document, compared."""

    state: State
    reason: str = ""
    """For a failed capture: why."""
    alarms: tuple[Alarm, ...] = ()
    moved: tuple[str, ...] = ()
    """The cited passages that are in the new text at another place."""
    corrected: tuple[str, ...] = ()
    """The cited passages in which only spelling, an address or punctuation changed."""

    @property
    def needs_a_look(self) -> bool:
        """Tell whether somebody must look: an alarm, or no answer."""
        return bool(self.alarms) or self.state in UNSEEN
