"""Markdown: for the summary of a GitHub step, a comment or a wiki; the answer first."""

import re
from collections.abc import Iterator

from inwriting.gate.result import Effect, GateResult, JudgedUse
from inwriting.output.gate.matters import Matter, matters
from inwriting.output.gate.words import (
    alike,
    alternative,
    answer,
    cited_as,
    counts,
    declared,
    listed_heading,
    looked_at,
    notes,
    register_used,
    role,
    seen,
    suppressed,
    title,
)
from inwriting.output.markdown import inert, table_row
from inwriting.output.options import Options
from inwriting.output.places import Line

LARGEST = 1024 * 1024
"""How many bytes of summary GitHub takes from a step."""
_MOST_PLACES = 50
_RESERVE = 512
"""Bytes kept free for the line that counts what was left out."""
_ADDRESS = re.compile(r"https://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~%/-]*)?(#[A-Za-z0-9._-]*)?")
"""What is made a link: nothing in it means anything to Markdown within angle brackets."""
_HEADINGS = {Effect.BLOCKS: "Blocks", Effect.WARNS: "Warns"}


def render(result: GateResult, options: Options) -> str:
    """Return the whole of *result*."""
    return _head(result) + "".join(_pieces(result, options))


def render_summary(result: GateResult, options: Options, room: int = LARGEST) -> str:
    """Return the same in at most *room* bytes, cut before a line and the rest counted.

    It is empty when there is no room even for its head.
    """
    text = _head(result)
    size = len(text.encode("utf-8"))
    if size > room - _RESERVE:
        # The annotations and the exit code say it all the same.
        return ""
    pieces = list(_pieces(result, options))
    for number, piece in enumerate(pieces):
        size += len(piece.encode("utf-8"))
        if size > room - _RESERVE:
            return f"{text}\n… and {len(pieces) - number:,} more lines that found no room here.\n"
        text += piece
    return text


def _head(result: GateResult) -> str:
    text = f"## AI tools in this repository\n\n**{inert(answer(result))}**\n\n"
    for note in notes(result):
        text += f"**{inert(note)}**\n\n"
    text += f"- {inert(counts(result))}\n"
    text += f"- {inert(register_used(result))}\n"
    text += f"- What may be sent: {inert(declared(result))}\n"
    text += f"- {inert(looked_at(result))}\n"
    return text


def _pieces(result: GateResult, options: Options) -> Iterator[str]:
    found = matters(result)
    yield from _matters([item for item in found if item.blocks], "Stands in the way", options)
    for effect, heading in _HEADINGS.items():
        items = [item for item in result.judged if item.effect is effect]
        if items:
            yield f"\n### {heading}\n\n"
        yield from (_uses(group, options) for group in alike(items))
    yield from _matters([item for item in found if not item.blocks], "Also", options)
    listed = [item for item in result.judged if item.effect is Effect.LISTED]
    if listed:
        yield f"\n### {listed_heading(result)}\n\n"
        yield table_row(["Tool", "Used", "Verdict", "Where"]) + table_row(["---"] * 4)
    yield from (_row(item, options) for item in listed)
    yield "\n### What was looked at\n\n"
    for name, numbers in (("Read", result.looked.read), ("Passed over", result.looked.skipped)):
        words = ", ".join(f"{kind} {number:,}" for kind, number in numbers)
        if words:
            yield f"- {name}: {inert(words)}\n"
    unread = len({item.file for item in result.looked.unread})
    yield f"- Could not be read: {unread:,}\n"


def _matters(items: list[Matter], heading: str, options: Options) -> Iterator[str]:
    if items:
        yield f"\n### {heading}\n\n"
    for item in items:
        place = options.shown(item.file) + (f":{item.line}" if item.line else "")
        where = f"{inert(place)}: " if item.file else ""
        yield f"- {where}{inert(item.message)}<br>Fix: {inert(item.fix)}\n"


def _uses(group: list[JudgedUse], options: Options) -> str:
    item = group[0]
    told = [f"- **{inert(title(item))}: {inert(item.verdict)}** {inert(item.message)}"]
    told[0] += f" ({inert(item.rule)})"
    for other in group[:_MOST_PLACES]:
        place = Line(options.shown(other.file), other.line, other.column)
        told.append(f"{inert(str(place))}: {inert(seen(other))}")
    if len(group) > _MOST_PLACES:
        told.append(f"and {len(group) - _MOST_PLACES:,} more files")
    told.append(f"Fix: {inert(item.fix)}")
    told += [f"Instead: {inert(alternative(chosen))}" for chosen in item.instead]
    told += [f"Only if: {inert(condition)}" for condition in item.conditions]
    told += [f"Clause: {_link(cited_as(cited), cited.link)}" for cited in item.clauses]
    told += [f"Suppression: {inert(wish)}" for wish in (suppressed(item),) if wish]
    told += [f"Unsure: {inert(words)}" for words in item.cannot_know]
    told += [f"More: {_link('the page in the register', item.page)}"] if item.page else []
    return "<br>".join(told) + "\n"


def _row(item: JudgedUse, options: Options) -> str:
    through = f" through {item.use.through}" if item.use.through else ""
    verdict = inert(item.verdict)
    if wish := suppressed(item):
        verdict += f", {inert(wish)}"
    if item.in_baseline:
        verdict += ", in the baseline"
    where = f"{options.shown(item.file)}:{item.line}"
    name = inert(f"{item.use.name}{through}")
    return table_row([name, inert(role(item)), verdict, inert(where)])


def _link(words: str, address: str) -> str:
    """Return *words* as a link to *address*; an address that is not plainly one stays text."""
    if not address:
        return inert(words)
    if _ADDRESS.fullmatch(address):
        return f"[{inert(words)}](<{address}>)"
    return inert(f"{words}, {address}")
