"""The matrix of an offering: questions, kinds of data, and whether each data class is content.

What a cell says is the standing of the answer; what a data class says is the worst that findings on
the question lead to for it. Both are read from register.json.
"""

from dataclasses import dataclass

import drawsvg

from inwriting.publish.escape import Markdown, anchor
from inwriting.publish.pictures import PictureLink, box, cut, framed, lines, picture, words
from inwriting.publish.published.offering import PublishedOffering, PublishedOutcome
from inwriting.publish.published.policy import PublishedDataClass
from inwriting.publish.published.register import PublishedRegister
from inwriting.publish.words import EFFECTS, VERDICTS, spaced

SILENT = "silent"
MARKS = {"protects": "+", "unclear": "?", "exposes": "!", SILENT: "…"}
"""How a cell shows without its colour."""
SHORT = {"allowed": "yes", "conditional": "if", "paused": "wait", "refused": "no", "": "·"}
"""What a data class says to the answers on a question; nothing where it asks for none."""
_LABEL = 176
_KIND = 24
_CLASS = 40
_LONGEST_NAME = 26
_ROW = 26


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One question, or one purpose of it."""

    question: str
    title: str
    """The question's title on its first row, empty below."""
    purpose: str
    """A purpose, or empty."""
    standings: tuple[str, ...]
    """By kind of data: a standing, silent, or empty where nobody asks. One alone holds for all."""
    verdicts: tuple[str, ...]
    """By data class, on the question's first row: a verdict, or empty where nothing is demanded."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Everything that the picture and the table behind it show."""

    kinds: tuple[str, ...]
    classes: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


def matrix(register: PublishedRegister, offering: PublishedOffering) -> Matrix:
    """Return the matrix of *offering*."""
    asked = {item.id: item for item in register.questions}
    answers = [item for item in offering.answers if item.outcomes]
    found = (kind for item in answers for kind in asked[item.question].data)
    kinds = tuple(dict.fromkeys(found))
    rows: list[MatrixRow] = []
    for item in answers:
        question = asked[item.question]
        verdicts = tuple(
            _verdict(offering, data_class, question.id) for data_class in register.data_classes
        )
        cells = {
            (cell.data, cell.purpose): outcome
            for outcome in item.outcomes
            for cell in outcome.cells
        }
        if question.purposes:
            rows.append(MatrixRow(question.id, question.title, "", (), verdicts))
        for purpose in question.purposes or ("",):
            wanted = kinds if question.data else ("",)
            standings = tuple(_standing(cells.get((kind, purpose))) for kind in wanted)
            title = "" if purpose else question.title
            own = () if purpose else verdicts
            rows.append(MatrixRow(question.id, title, purpose, standings, own))
    names = tuple(item.name for item in register.data_classes)
    return Matrix(kinds, names, tuple(rows))


def matrix_picture(found: Matrix, name: str) -> Markdown:
    """Return *found* as a picture of the offering *name*. Each row leads to its answer."""
    first = _LABEL + max(len(found.kinds), 1) * _KIND + 10
    longest = max(len(text) for text in (*found.kinds, *found.classes, ""))
    header = 24 + int(4.9 * min(longest, _LONGEST_NAME))
    # The headings lean to the right, beyond their columns.
    width = first + len(found.classes) * _CLASS + header // 3
    about = (
        "For every question: how good the answer is for each kind of data, and whether that is "
        "enough for each class of data. The table below shows the same."
    )
    drawing = picture(
        "matrix",
        header + len(found.rows) * _ROW + 4,
        f"What is answered on {name}",
        about,
        width=width,
    )
    # Its rows are links, and what is one picture to a reader aloud cannot hold any.
    drawing.svg_args["role"] = "group"
    _headings(drawing, found, first, header)
    for number, row in enumerate(found.rows):
        drawing.append(_row(row, header + number * _ROW, found, first))
    return framed(drawing, "Matrix of answers")


def _verdict(offering: PublishedOffering, data_class: PublishedDataClass, question: str) -> str:
    decision = offering.verdicts[data_class.id]
    numbers = [*decision.reasons, *decision.conditions]
    found = [offering.findings[number] for number in numbers]
    said = [EFFECTS[item.effect] for item in found if item.question == question]
    excepted = (offering.findings[item.finding] for item in decision.accepted)
    said += ["conditional" for item in excepted if item.question == question]
    if any(item.question == question for item in data_class.demands):
        said.append("allowed")
    return max(said, key=VERDICTS.index, default="")


def _standing(outcome: PublishedOutcome | None) -> str:
    if outcome is None:
        return ""
    return SILENT if outcome.value == SILENT else outcome.standing


def _headings(drawing: drawsvg.Drawing, found: Matrix, first: int, header: int) -> None:
    columns = [(_LABEL + n * _KIND + _KIND / 2, spaced(k)) for n, k in enumerate(found.kinds)]
    columns += [
        (first + n * _CLASS + _CLASS / 2, cut(text, _LONGEST_NAME))
        for n, text in enumerate(found.classes)
    ]
    for x, text in columns:
        turned = words(text, x + 4, header - 6, "word")
        turned.args["transform"] = f"rotate(-62 {x + 4} {header - 6})"
        drawing.append(turned)


def _row(row: MatrixRow, top: float, found: Matrix, first: int) -> PictureLink:
    said = f"{row.title or spaced(row.purpose)}: to the answer"
    link = PictureLink(anchor("a", row.question), said)
    link.append(box(0, top, _LABEL - 4, _ROW - 2, "row"))
    text = lines(row.title, 28, 2) if row.title else [spaced(row.purpose)]
    for number, line in enumerate(text):
        middle = top + 16 - 6 * (len(text) - 1)
        link.append(words(line, 4 if row.title else 18, middle + 12 * number, "word"))
    alone = len(row.standings) == 1 and len(found.kinds) != 1
    for number, standing in enumerate(row.standings):
        if standing:
            width = _KIND * len(found.kinds) if alone else _KIND
            _cell(link, _LABEL + number * _KIND, top, width, standing, MARKS[standing])
    for number, verdict in enumerate(row.verdicts):
        _cell(link, first + number * _CLASS, top, _CLASS, verdict or "open", SHORT[verdict])
    return link


def _cell(link: PictureLink, left: float, top: float, width: float, kind: str, mark: str) -> None:
    link.append(box(left + 1, top, width - 2, _ROW - 2, f"c-{kind}"))
    link.append(words(mark, left + width / 2, top + 16, f"t-{kind} mid"))
