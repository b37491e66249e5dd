"""What of a register can be mended without a judgement: passages that moved and are still there."""

from dataclasses import dataclass

from inwriting.evidence.citing.clauses import clause_at, fits
from inwriting.register.load.problem import Path
from inwriting.register.load.yaml_editing import replaced
from inwriting.register.model.register import Register
from inwriting.register.model.verification import Verification


@dataclass(frozen=True, slots=True)
class MovedPassage:
    """A passage that stands at another place now."""

    file: str
    path: Path
    """Of its entry in the file."""
    document: str
    """The document's title."""
    clause: str
    was: tuple[int, int]
    now: tuple[int, int]
    occurrences: int
    lies_in: str
    """The clause that it lies in now, where that is not the one which the dossier names."""


def moved_passages(register: Register) -> tuple[MovedPassage, ...]:
    """Return every passage of *register* that was found again at another place."""
    found = []
    for vendor in register.vendors:
        for citation in vendor.dossier.citations:
            verified = vendor.verified[citation.place]
            passage, document = citation.passage, citation.document
            if verified.state is not Verification.MOVED or passage is None or document is None:
                continue
            text = document.text.text
            end = verified.start + passage.end - passage.start
            clause_fits = fits(text, verified.start, citation.clause)
            found.append(
                MovedPassage(
                    citation.place.file,
                    citation.place.path,
                    document.title,
                    citation.clause,
                    (passage.start, passage.end),
                    (verified.start, end),
                    verified.occurrences,
                    "" if clause_fits else clause_at(text, verified.start).label,
                )
            )
    return tuple(found)


def with_new_places(file: str, text: str, passages: tuple[MovedPassage, ...]) -> str:
    """Return *text* of *file* with the places of *passages* as they are now.

    Raises UnusableInputError when anything else would change.
    """
    values: dict[Path, int | str] = {}
    for item in passages:
        if item.file == file:
            at = (*item.path, "passage")
            values[*at, "start"], values[*at, "end"] = item.now
            values[*at, "occurrences"] = item.occurrences
    return replaced(file, text, values)
