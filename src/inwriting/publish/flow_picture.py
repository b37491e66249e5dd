"""Where the data goes: what goes in, who has it, for how long, who reads it, what is trained on.

Everything is read off the answers and the chain in register.json.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import drawsvg

from inwriting.publish.escape import Markdown
from inwriting.publish.matrix_picture import MARKS, SILENT
from inwriting.publish.pictures import WIDTH, arrow, box, cut, framed, lines, picture, words
from inwriting.publish.published.offering import PublishedOffering, PublishedOutcome
from inwriting.publish.published.register import PublishedRegister
from inwriting.publish.published.vendor import PublishedStatement, PublishedVendor
from inwriting.publish.words import STANDINGS, period, spaced

STAGES = (
    ("retention", "Kept"),
    ("human-access", "Read by people"),
    ("training-use", "Trained on"),
)
"""What may happen to each kind of data: the question, and the word above the column."""
_MOST = 5
_LABEL = 64
_COLUMN = 98
_ROW = 34
_STACK = 68
"""How high the boxes above the columns are: a title and two lines."""


@dataclass(frozen=True, slots=True)
class FlowStep:
    """What is said of one thing."""

    text: str
    standing: str
    """A standing, silent, or empty where nobody asks."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Everything that the picture and the table behind it show."""

    entering: FlowStep
    places: FlowStep
    kinds: tuple[tuple[str, tuple[FlowStep, ...]], ...]
    """By kind of data, a step for each of the stages: the worst of its purposes."""
    companies: tuple[str, ...]
    """To whom the vendor passes it on."""


def flow(register: PublishedRegister, vendor: PublishedVendor, offering: PublishedOffering) -> Flow:
    """Return the way of the data into *offering* of *vendor*."""
    statements = {item.id: item for item in vendor.statements}
    regions = {item.id: item.name for item in register.regions}
    questions = {item.id: item for item in register.questions}
    stages = [questions[name] for name, _ in STAGES if name in questions]
    kinds = dict.fromkeys(kind for question in stages for kind in question.data)
    places = _worst(offering, "regions", "", statements)
    outcome = _outcomes(offering, "regions", "")
    said = statements.get(outcome[0].statement) if outcome else None
    if said and said.places:
        named = ", ".join(regions.get(name, name) for name in said.places)
        places = FlowStep(f"{places.text}: {named}", places.standing)
    return Flow(
        entering=_worst(offering, "data-entering", "", statements),
        places=places,
        kinds=tuple(
            (kind, tuple(_worst(offering, name, kind, statements) for name, _ in STAGES))
            for kind in kinds
        ),
        companies=tuple(dict.fromkeys(_companies(register, offering))),
    )


def flow_picture(found: Flow, name: str) -> Markdown:
    """Return *found* as a picture of the offering *name*."""
    about = "What goes in, who gets it, and what happens to each kind of data there, from the top."
    passed = _passed(found)
    second = 2 + _STACK + 24
    grid = second + _STACK + 50
    bottom = grid + len(found.kinds) * _ROW
    drawing = picture(
        "flow", bottom + 30 + 18 + 16 * len(passed), f"Where data in {name} goes", about
    )
    _stack(drawing, 2, "What goes in", found.entering)
    drawing.append(arrow(WIDTH / 2, 2 + _STACK, second - 2))
    _stack(drawing, second, f"{cut(name, 36)}, where", found.places)
    drawing.append(arrow(WIDTH / 2, second + _STACK, second + _STACK + 22))
    for number, (_, title) in enumerate(STAGES):
        drawing.append(words(title, _LABEL + number * _COLUMN, grid - 8, "head"))
    for place, (kind, steps) in enumerate(found.kinds):
        top = grid + place * _ROW
        drawing.append(words(spaced(kind), 4, top + 20, "word"))
        for number, step in enumerate(steps):
            if step.standing:
                left = _LABEL + number * _COLUMN
                drawing.append(box(left, top, _COLUMN - 4, _ROW - 4, f"c-{step.standing}"))
                text = lines(f"{MARKS[step.standing]} {step.text}", 14, 2)
                for turn, part in enumerate(text):
                    y = top + 19 - 6 * (len(text) - 1) + 12 * turn
                    drawing.append(words(part, left + 6, y, f"t-{step.standing}"))
    drawing.append(arrow(WIDTH / 2, bottom, bottom + 22))
    drawing.append(box(2, bottom + 24, WIDTH - 4, 16 * len(passed) + 8, "known"))
    for number, line in enumerate(passed):
        kind = "word" if number else "strong"
        drawing.append(words(line, 10, bottom + 42 + 16 * number, kind))
    return framed(drawing, "Where the data goes")


def _companies(register: PublishedRegister, offering: PublishedOffering) -> Iterator[str]:
    """Yield to whom the vendor passes the data on, and on what somebody on that way promises less.

    Those who promise less come first.
    """
    chain = offering.chain
    titles = {item.id: item.title for item in register.questions}
    firsts = [item.to for item in chain.passes if item.from_ == 0]
    less: dict[int, dict[str, None]] = {}
    for way in chain.weaker:
        title = titles.get(way.question, way.question)
        less.setdefault(way.path[1], {})[title] = None
    for number in sorted(firsts, key=lambda number: number not in less):
        said = f" (less is promised there: {', '.join(less[number])})" if number in less else ""
        yield f"{chain.companies[number].company}{said}"


def _passed(found: Flow) -> list[str]:
    if not found.companies:
        return ["Passed on to", "nobody whom a document names"]
    shown = [line for name in found.companies[:_MOST] for line in lines(name, 54, 3)]
    more = len(found.companies) - _MOST
    return ["Passed on to", *shown, *([f"and {more} more, see below"] if more > 0 else [])]


def _stack(drawing: drawsvg.Drawing, top: float, title: str, step: FlowStep) -> None:
    kind = step.standing or "open"
    drawing.append(box(2, top, WIDTH - 4, _STACK, "known"))
    drawing.append(words(title, 10, top + 17, "strong"))
    drawing.append(box(8, top + 24, WIDTH - 16, _STACK - 30, f"c-{kind}"))
    text = lines(f"{MARKS.get(step.standing, '')} {step.text}", 54, 2)
    for number, line in enumerate(text):
        drawing.append(words(line, 14, top + 47 - 7 * (len(text) - 1) + 14 * number, f"t-{kind}"))


def _outcomes(offering: PublishedOffering, question: str, kind: str) -> list[PublishedOutcome]:
    """Return the outcomes of the cells for *kind*, the worst standing first."""
    found = [
        outcome
        for answer in offering.answers
        if answer.question == question
        for outcome in answer.outcomes
        if any(cell.data in {"", kind} for cell in outcome.cells)
    ]
    return sorted(found, key=lambda item: STANDINGS.index(item.standing), reverse=True)


def _worst(
    offering: PublishedOffering,
    question: str,
    kind: str,
    statements: Mapping[str, PublishedStatement],
) -> FlowStep:
    found = _outcomes(offering, question, kind)
    if not found:
        return FlowStep("not asked", "")
    worst = found[0]
    said = statements.get(worst.statement)
    time = period(said.period) if said else ""
    text = f"{spaced(worst.value)}{f', {time}' if time else ''}"
    if question in {"data-entering", "regions"}:
        text = worst.meaning.rstrip(".") if worst.value != SILENT else "nobody says"
    return FlowStep(text, SILENT if worst.value == SILENT else worst.standing)
