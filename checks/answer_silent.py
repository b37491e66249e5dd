"""A demanded answer that nobody gives."""

from collections.abc import Iterable, Iterator

from inwriting.check import (
    Cell,
    Effect,
    Finding,
    Offering,
    Policy,
    Silence,
    about,
    asking,
    check,
    circumstances_in_words,
    open_cells,
)


@check(group="completeness", effect=Effect.PAUSE)
def answer_silent(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """No document says anything on a question that counts.

    Why: silence never means no. What nobody promises, the vendor is free to do.
    Fix: ask the vendor, and record the answer with its clause, or when it was asked.
    """
    for item in open_cells(offering, policy, "silent"):
        silences = offering.silences(item.question.id)
        where = circumstances_in_words(cell.circumstance for cell in item.cells)
        yield Finding(
            f"{about(item.question, item.cells)}{where}: no document that we read says anything"
            f"{_only(item.cells)}. {_asked(silences)}",
            at=silences[0].place if silences else offering.place,
            question=item.question.id,
            data_class=item.data_class,
            fix=asking(offering, item.question),
            also=tuple(silence.place for silence in silences[1:]),
        )


def _only(cells: Iterable[Cell]) -> str:
    answered = circumstances_in_words(
        v.circumstance for cell in cells for v in cell.voices if v.deciding
    )
    return f"; what is said holds only{answered}" if answered else ""


def _asked(silences: Iterable[Silence]) -> str:
    days = [silence.asked for silence in silences if silence.asked]
    return f"Asked on {max(days)}, without an answer." if days else "Nobody has asked yet."
