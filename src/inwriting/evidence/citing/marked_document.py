"""A document with every cited passage marked, and what speaks of a question and is not cited."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inwriting.evidence.citing.clauses import clause_at
from inwriting.evidence.citing.search import find
from inwriting.evidence.watch.propositions import reader
from inwriting.evidence.watch.rules import SentenceRules
from inwriting.evidence.watch.sentences import DocumentSentence, sentences_of
from inwriting.register.model.dossier import Citation, Document
from inwriting.register.model.register import Vendor
from inwriting.register.model.verification import Verification, Verified


@dataclass(frozen=True, slots=True)
class Mention:
    """One entry of the dossier that cites a passage."""

    question: str
    """The question's id; empty for a contradiction."""
    says: str
    """The answer's id; for a contradiction its own id."""
    clause: str
    """The clause as the dossier names it."""
    summary: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A cited passage, where it stands now."""

    number: int
    """From 1, in the order of the document; those that are nowhere come last."""
    start: int
    """In code points; -1 where it is not in the document."""
    end: int
    state: Verification
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Uncited:
    """A sentence that speaks of a question and that nothing cites."""

    start: int
    end: int
    line: int
    """From 1."""
    clause: str
    questions: tuple[str, ...]
    words: tuple[str, ...]
    """The words by which it was noticed."""
    sentence: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A document, marked."""

    document: Document
    marks: tuple[Mark, ...]
    uncited: tuple[Uncited, ...]

    def segments(self) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """Yield the document in pieces: begin, end, and the numbers of the marks that cover it."""
        ends = {0, len(self.document.text.text)}
        for mark in self.marks:
            if mark.start >= 0:
                ends |= {mark.start, mark.end}
        for start, end in itertools.pairwise(sorted(ends)):
            covering = tuple(m.number for m in self.marks if m.start <= start and end <= m.end)
            yield start, end, covering


def marked(vendor: Vendor, document: Document, rules: SentenceRules) -> Marked:
    """Return *document* of *vendor*, whose text is at hand, with its marks."""
    text = document.text.text
    groups: dict[tuple[int, int, Verification], list[Mention]] = {}
    for citation, mention in _mentions(vendor, document):
        place = _place(text, citation, vendor.verified[citation.place])
        groups.setdefault((*place, vendor.verified[citation.place].state), []).append(mention)
    ordered = sorted(groups.items(), key=lambda item: (item[0][0] < 0, item[0][0], item[0][1]))
    marks = tuple(
        Mark(number, start, end, state, tuple(dict.fromkeys(mentions)))
        for number, ((start, end, state), mentions) in enumerate(ordered, 1)
    )
    return Marked(document, marks, tuple(_uncited(text, marks, rules)))


def _mentions(vendor: Vendor, document: Document) -> Iterator[tuple[Citation, Mention]]:
    for statement in vendor.dossier.statements:
        if statement.citation.document_id == document.id:
            yield (
                statement.citation,
                Mention(
                    statement.question.id,
                    statement.says.id,
                    statement.citation.clause,
                    statement.summary,
                ),
            )
    for contradiction in vendor.dossier.contradictions:
        for citation in contradiction.citations:
            if citation.document_id == document.id:
                mention = Mention("", contradiction.id, citation.clause, contradiction.summary)
                yield citation, mention


def _place(text: str, citation: Citation, verified: Verified) -> tuple[int, int]:
    if verified.state in {Verification.MISSING, Verification.NOT_AT_HAND}:
        return -1, -1
    passage = citation.passage
    if passage is None:
        places = find(text, citation.quote)
        return (places[0].start, places[0].end) if places else (-1, -1)
    if verified.state is Verification.MOVED:
        return verified.start, verified.start + passage.end - passage.start
    return passage.start, passage.end


def _uncited(text: str, marks: Iterable[Mark], rules: SentenceRules) -> Iterator[Uncited]:
    cited = [(mark.start, mark.end) for mark in marks if mark.start >= 0]
    noticed: dict[DocumentSentence, tuple[set[str], list[str]]] = {}
    sentences = sentences_of(text)
    for proposition in reader(sentences, rules).read(sentences):
        if proposition.unit.text.endswith("?"):
            # A heading that asks says nothing.
            continue
        questions, words = noticed.setdefault(proposition.unit, (set(), []))
        questions.update(proposition.rule.questions)
        words.extend(word for word in proposition.words if word not in words)
    for unit, (questions, words) in noticed.items():
        start, end = _sentence(text, unit)
        if any(start < stop and begin < end for begin, stop in cited):
            continue
        yield Uncited(
            start,
            end,
            text.count("\n", 0, start) + 1,
            clause_at(text, start).label,
            tuple(sorted(questions)),
            tuple(words),
            unit.text,
        )


def _sentence(text: str, unit: DocumentSentence) -> tuple[int, int]:
    """Return where *unit* stands within its block; the whole block where it cannot be told."""
    found = find(text[unit.start : unit.end], unit.text)
    if found:
        return unit.start + found[0].start, unit.start + found[0].end
    return unit.start, unit.end
