"""The companies behind an offering as a picture: a tree of who passes data on to whom.

Where the promise breaks is what register.json's chain and its findings say.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import drawsvg

from inwriting.publish.escape import Markdown
from inwriting.publish.pictures import WIDTH, box, cut, framed, lines, picture, words
from inwriting.publish.published.chain import ChainCompany, ChainPass
from inwriting.publish.published.offering import PublishedOffering
from inwriting.publish.published.register import PublishedRegister
from inwriting.publish.words import EFFECT_ORDER, EFFECTS, listed, period, spaced

MOST = 30
"""How many companies are drawn; the others are counted, and are in the table."""
_STEP = 20
_DEEPEST = 7
_LINE = 14
_GAP = 12
_LETTER = 6.1
"""How wide a letter is, on average and rather too wide."""
_STRONG = 7.4
"""The same for strong words."""


@dataclass(frozen=True, slots=True)
class Node:
    """A company at its place in the tree."""

    name: str
    depth: int
    parent: int
    """The place of the company above it among the nodes; -1 for none."""
    about: str
    """What it does, gets and keeps, and where."""
    marks: tuple[str, ...]
    """What is wrong with it, in words; the first names the verdict that it leads to."""
    worst: bool
    """Whether it lies on a way to a company that promises less."""
    known: bool
    """Whether the register has it."""


def tree(register: PublishedRegister, offering: PublishedOffering) -> tuple[list[Node], int]:
    """Return the companies behind *offering* in the order of drawing, and how many are left out.

    Each is drawn once, where the shortest way leads to it; what leads there again is only said.
    """
    chain = offering.chain
    companies, passes = chain.companies, chain.passes
    on_worst = {pair for way in chain.weaker for pair in _pairs(way.path)}
    below: dict[int, list[ChainPass]] = {}
    first: dict[int, ChainPass] = {}
    for item in passes:
        below.setdefault(item.from_, []).append(item)
        if item.to:
            first.setdefault(item.to, item)
    nodes = [Node(companies[0].name, 0, -1, "", (), bool(on_worst), known=True)]
    # Those that matter most are drawn first, and so are not among those left out.
    waiting = [(item, 0, 1) for item in _sorted(below.get(0, []), offering, on_worst)]
    drawn = {0}
    left = 0
    while waiting:
        item, parent, depth = waiting.pop(0)
        if len(nodes) > MOST:
            left += item.to not in drawn
            drawn.add(item.to)
            continue
        company = companies[item.to]
        again = first.get(item.to) is not item
        worst = (item.from_, item.to) in on_worst and not again
        marks = _marks(register, offering, item, worst=worst)
        if again:
            circle = item.to in _above(nodes, parent, companies)
            said = "a loop: the data comes back to it" if circle else "it is shown above"
            marks = (said,)
        nodes.append(
            Node(
                company.name,
                depth,
                parent,
                _about(item),
                marks,
                worst,
                bool(company.offering),
            )
        )
        drawn.add(item.to)
        if not again:
            more = _sorted(below.get(item.to, []), offering, on_worst)
            waiting[:0] = [(entry, len(nodes) - 1, depth + 1) for entry in more]
    return nodes, left


def chain_picture(register: PublishedRegister, offering: PublishedOffering) -> Markdown:
    """Return the chain behind *offering* as a picture; empty when nobody stands behind it."""
    if not offering.chain.passes:
        return Markdown("")
    nodes, left = tree(register, offering)
    placed = list(_placed(nodes))
    bottom = placed[-1][1] + placed[-1][2] + (26 if left else 6)
    about = (
        "Each company gets the data from the company above it. A thick line leads to a company "
        "that promises less. The table below shows the same."
    )
    drawing = picture("chain", bottom, f"The companies behind {offering.name}", about)
    for node, top, _ in placed:
        if node.parent >= 0:
            upper, upper_top, upper_height = placed[node.parent]
            x = _left(upper) + 10
            line = drawsvg.Path(class_="worst" if node.worst else "pass")
            line.M(x, upper_top + upper_height).L(x, top + 16).L(_left(node), top + 16)
            drawing.append(line)
    for node, top, height in placed:
        _draw(drawing, node, top, height)
    if left:
        text = f"and {left} more compan{'ies' if left > 1 else 'y'}: see the table"
        drawing.append(words(text, 4, bottom - 8, "strong"))
    return framed(drawing, "Companies behind it")


def _pairs(path: Sequence[int]) -> Iterator[tuple[int, int]]:
    return itertools.pairwise(path)


def _above(nodes: list[Node], place: int, companies: Sequence[ChainCompany]) -> set[int]:
    names = set()
    while place >= 0:
        names.add(nodes[place].name)
        place = nodes[place].parent
    return {number for number, item in enumerate(companies) if item.name in names}


def _sorted(
    items: Iterable[ChainPass], offering: PublishedOffering, on_worst: set[tuple[int, int]]
) -> list[ChainPass]:
    def order(item: ChainPass) -> tuple[bool, int]:
        effects = [offering.findings[number].effect for number in item.findings]
        worst = min((EFFECT_ORDER.index(name) for name in effects), default=len(EFFECT_ORDER))
        return (item.from_, item.to) not in on_worst, worst

    return sorted(items, key=order)


def _about(item: ChainPass) -> str:
    parts = [
        spaced(item.role),
        f"gets {listed(item.data)}" if item.data else "gets none of our data",
        f"in {listed(item.places)}" if item.places else "",
        f"keeps it {period(item.retention)}" if item.retention else "",
        "not in this register" if item.outside_register else "",
    ]
    return "; ".join(filter(None, parts))


def _marks(
    register: PublishedRegister, offering: PublishedOffering, item: ChainPass, *, worst: bool
) -> tuple[str, ...]:
    titles = {entry.id: entry.title for entry in register.questions}
    said = [
        f"{titles.get(way.question, way.question)}: {spaced(way.behind)}, "
        f"where {spaced(way.says)} was promised"
        for way in offering.chain.weaker
        if way.path[-1] == item.to
    ]
    if worst and said:
        return ("Worst path: it promises less", *dict.fromkeys(said))
    if worst:
        return ("Worst path: it passes the data on to a company that promises less",)
    found = [offering.findings[number] for number in item.findings]
    found = [entry for entry in found if EFFECTS[entry.effect] in {"paused", "refused"}]
    found.sort(key=lambda entry: EFFECT_ORDER.index(entry.effect))
    return tuple(f"{EFFECTS[entry.effect]}: {entry.message}" for entry in found[:1])


def _left(node: Node) -> int:
    return 4 + min(node.depth, _DEEPEST) * _STEP


def _text(node: Node) -> list[tuple[str, str]]:
    """Return the lines of a node, each with its class."""
    width = WIDTH - _left(node) - 16
    room, strong = int(width / _LETTER), int(width / _STRONG)
    made = [(line, "strong") for line in lines(node.name, strong, 2)]
    deep = f"company no. {node.depth} of the way; " if node.depth > _DEEPEST else ""
    made += [(line, "word") for line in lines(deep + node.about, room, 2)]
    kind = "t-refused" if node.worst else "t-paused"
    # The first mark names the verdict, and is to be read in full.
    made += [(line, f"{kind} strong") for mark in node.marks[:1] for line in lines(mark, strong, 4)]
    made += [(line, kind) for mark in node.marks[1:6] for line in lines(mark, room, 2)]
    if len(node.marks) > 6:
        made.append((f"and {len(node.marks) - 6} more", kind))
    return made


def _placed(nodes: list[Node]) -> Iterator[tuple[Node, int, int]]:
    top = 4
    for node in nodes:
        height = 10 + _LINE * len(_text(node))
        yield node, top, height
        top += height + _GAP


def _draw(drawing: drawsvg.Drawing, node: Node, top: int, height: int) -> None:
    left = _left(node)
    kind = "worst-box" if node.worst and node.depth else "known" if node.known else "unknown"
    drawing.append(box(left, top, WIDTH - left - 4, height, kind))
    for number, (line, style) in enumerate(_text(node)):
        drawing.append(words(cut(line, 90), left + 8, top + 16 + _LINE * number, style))
