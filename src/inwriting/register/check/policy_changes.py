"""What differs between two states of the policy, and in what the later one asks for less."""

from collections.abc import Iterator
from dataclasses import dataclass

from inwriting.register.check.policy_directions import Compared, Direction, PolicyState
from inwriting.register.check.policy_parts import ROWS, PolicyPart, PolicyRow
from inwriting.register.model.place import Place
from inwriting.register.model.register import Register


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """One part of the policy that is not what it was."""

    row: PolicyRow
    what: str
    was: str
    now: str
    direction: Direction
    less: str
    """In words what is less; empty where *was* and *now* say it."""
    place: Place
    """Where the present policy says so, or would."""

    @property
    def sentence(self) -> str:
        """The change in a sentence, without its full stop."""
        was, now = ((words or "none").rstrip(".") for words in (self.was, self.now))
        said = self.less or f"now {now}, before {was}"
        if self.direction is Direction.OTHER:
            said = f"changed, and no rule tells whether it asks for less: {said}"
        return f"{self.what[:1].upper()}{self.what[1:]}: {said}"


def policy_changes(before: PolicyState, now: PolicyState) -> Iterator[PolicyChange]:
    """Yield each part that differs, in the order of the table.

    What a data class demands, all above it demand too: the lowest is told, and the others are not.
    """
    for row in ROWS:
        old, new = ({part.names: part for part in row.read(state)} for state in (before, now))
        told: set[tuple[str, ...]] = set()
        for names in dict.fromkeys((*old, *new)):
            change = _change(row, names, old.get(names), new.get(names), (before, now))
            if change is None:
                continue
            key = (*names[1:], change.was, change.now, change.less)
            if row.whose != "class" or key not in told:
                told.add(key)
                yield change


def _change(
    row: PolicyRow,
    names: tuple[str, ...],
    old: PolicyPart | None,
    new: PolicyPart | None,
    states: tuple[PolicyState, PolicyState],
) -> PolicyChange | None:
    before, now = states
    if row.whose == "class" and not all(s.policy.data_class(names[0]) for s in states):
        return None
    if row.whose == "question" and not all(names[-1] in s.questions for s in states):
        return None
    was, is_now = (part.value if part else None for part in (old, new))
    if _same(was, is_now):
        return None
    direction, less = row.judge(Compared(before, now, was, is_now))
    if direction is Direction.SAME:
        return None
    return PolicyChange(
        row,
        row.label.format(*names),
        _words(row, was),
        _words(row, is_now),
        direction,
        less,
        new.place if new else _parent(row, names, old, now),
    )


def _words(row: PolicyRow, value: object) -> str:
    return row.nothing if value is None else row.words(value)


def _same(was: object, is_now: object) -> bool:
    """Tell whether two values are equal, wherever in the file they stand."""
    return _without_places(was) == _without_places(is_now)


def _without_places(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(map(_without_places, value))
    names = getattr(type(value), "__slots__", ())
    if "place" not in names:
        return value
    return tuple(getattr(value, name) for name in names if name != "place")


def _parent(
    row: PolicyRow, names: tuple[str, ...], old: PolicyPart | None, now: PolicyState
) -> Place:
    """Return where the present policy would have what is gone from it."""
    assert old is not None  # noqa: S101 - one of the two states has the part
    *path, _ = old.place.path
    data_class = now.policy.data_class(names[0]) if row.whose == "class" else None
    # Its class may stand at another number now.
    return data_class.place.at(*path[2:]) if data_class else Place(old.place.file, tuple(path))


def weakenings(register: Register) -> Iterator[tuple[str, Place]]:
    """Yield in what the policy asks for less than that of the base branch, and where it says so.

    Each is a sentence without its full stop. What no rule can judge is told too.
    """
    if register.base_policy is None:
        return
    questions = register.base_questions
    if questions is None:
        words = (
            "The base branch's questions cannot be read: nobody can tell whether they ask for less"
        )
        yield words, Place("policy/questions.yaml")
        questions = register.questions
    # Requirements are mapped, not demanded: who maps them otherwise asks for nothing less.
    before = PolicyState(register.base_policy, questions, register.frameworks)
    now = PolicyState(register.policy, register.questions, register.frameworks)
    for change in policy_changes(before, now):
        other = change.direction is Direction.OTHER and not change.row.only_words
        if change.direction is Direction.WEAKER or other:
            yield change.sentence, change.place
