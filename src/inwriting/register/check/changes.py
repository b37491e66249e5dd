"""What moved since the base branch, and who saw it."""

from collections.abc import Iterator
from dataclasses import dataclass

from inwriting.register.model.answers import Cell
from inwriting.register.model.dossier import AcknowledgedChange
from inwriting.register.model.questions import Question
from inwriting.register.model.register import Offering, Register, Vendor
from inwriting.texts.passages import digest_of

LONGEST_ANSWER = 80
"""As many characters as an acknowledgement has room for."""


@dataclass(frozen=True, slots=True)
class Change:
    """An answer that is not what it was, for all cells that moved alike."""

    offering: Offering
    question: Question
    cells: tuple[Cell, ...]
    was: str
    now: str
    direction: str
    """Whether that is worse or better for us, in words."""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What an acknowledgement must name."""
        return (self.question.id, self.offering.id, self.was, self.now)


def answered(cell: Cell) -> str:
    """Return a cell's answer with all that makes it better or worse, in at most 80 characters."""
    statement = cell.statement
    if statement is None:
        return cell.value.id
    words = statement.words
    if statement.residuals:
        words += f" except {', '.join(statement.residuals)}"
    if statement.only_future:
        words += " only for the future"
    if statement.exceptions:
        words += f" leaving out {'; '.join(item.rstrip('.') for item in statement.exceptions)}"
    return _short(words)


def companies(offering: Offering) -> str:
    """Return the companies behind *offering* as its dossier lists them, in 80 characters."""
    names = sorted({f"{item.name} ({item.role})" for item in offering.subprocessors})
    unnamed = ["outside models"] if offering.outside_models else []
    return _short(", ".join([*names, *unnamed]) or "no company")


def _short(words: str) -> str:
    if len(words) <= LONGEST_ANSWER:
        return words
    mark = digest_of(words).removeprefix("sha256:")[:12]
    return f"{words[:60]}... ({mark})"


def compared(register: Register, offering: Offering) -> Iterator[tuple[Question, Cell, Cell]]:
    """Yield each question with each cell as it is on the base branch and as it is now.

    An offering that the base branch does not have is new, and yields nothing.
    """
    before = register.base.offering(offering.reference) if register.base else None
    if before is None:
        return
    for name, answer in offering.answers.items():
        if name in before.answers:
            old = {(cell.data, cell.purpose): cell for cell in before.answers[name].cells}
            for cell in answer.cells:
                if (cell.data, cell.purpose) in old:
                    yield answer.question, old[cell.data, cell.purpose], cell


def changes(register: Register, offering: Offering) -> tuple[Change, ...]:
    """Return what moved in *offering* since the base branch, cells that moved alike together."""
    groups: dict[tuple[str, str, str], tuple[Question, Cell, list[Cell]]] = {}
    for question, before, now in compared(register, offering):
        was, says = answered(before), answered(now)
        if was != says:
            groups.setdefault((question.id, was, says), (question, before, []))[2].append(now)
    return (
        *(
            Change(offering, question, tuple(cells), was, says, _direction(before, cells[0]))
            for (_, was, says), (question, before, cells) in groups.items()
        ),
        *_companies_changed(register, offering),
    )


def _companies_changed(register: Register, offering: Offering) -> Iterator[Change]:
    """Yield the change of the companies behind *offering*: taking one off the list hides a path."""
    before = register.base.offering(offering.reference) if register.base else None
    question = register.questions.get("subprocessors")
    if before is None or question is None:
        return
    was, now = companies(before), companies(offering)
    if was != now:
        yield Change(offering, question, (), was, now, "another list of who gets our data")


def acknowledging(register: Register, vendor: Vendor) -> tuple[AcknowledgedChange, ...]:
    """Return the acknowledgements that this very change brings along.

    One that the base branch has already was for an earlier change and says nothing of this one.
    """
    before = register.base.vendor(vendor.id) if register.base else None
    old = {_content(item) for item in before.dossier.acknowledged_changes} if before else set()
    return tuple(i for i in vendor.dossier.acknowledged_changes if _content(i) not in old)


def change_key(item: AcknowledgedChange) -> tuple[str, str, str, str]:
    """Return what *item* acknowledges, to compare with a change's key."""
    return (item.question, item.offering, item.was, item.now)


def _content(item: AcknowledgedChange) -> tuple[object, ...]:
    return (*change_key(item), item.by, item.on, item.why)


def step(before: Cell, now: Cell) -> int:
    """Return 1 when the answer is worse for us than before, -1 when it is better, else 0."""
    was, says = _badness(before), _badness(now)
    return (says > was) - (says < was)


def _direction(before: Cell, now: Cell) -> str:
    words = ("neither worse nor better by itself", "worse for us", "better for us")
    return words[step(before, now)]


def _badness(cell: Cell) -> tuple[tuple[int, int], int, int, bool]:
    statement = cell.statement
    if statement is None:
        return (cell.value.rank, 0, 0, False)
    return (*statement.badness, len(statement.residuals), statement.only_future)
