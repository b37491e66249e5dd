"""What every format of the gate says in the same words: the uses, and what was looked at."""

from collections.abc import Iterable

from inwriting.gate.result import Alternative, Clause, GateResult, JudgedUse
from inwriting.gate.uses import Sign, UseRole
from inwriting.gate.words import judged
from inwriting.output.page import LinkedWords
from inwriting.wording import counted

_ROLES = {
    UseRole.RUNTIME: "in the software",
    UseRole.CI: "in CI",
    UseRole.DEVELOPER_TOOL: "developer tool",
    UseRole.OPTIONAL: "optional part",
    UseRole.TEST: "in tests",
    UseRole.EXAMPLE: "in examples",
    UseRole.LOCAL: "on this machine",
    UseRole.TRANSITIVE: "brought by another package",
}


def listed_heading(result: GateResult) -> str:
    """Return what stands above the uses that neither block nor warn."""
    return "Found, and passes" if judged(result) else "Found, and not judged"


def declared(result: GateResult) -> str:
    """Return what the repository declared, or the default that held."""
    said = result.declared
    if said is None:
        return "not known, since nothing says so"
    parts = [f"data class {said.data_class}"]
    parts += [f"team {said.team}"] if said.team else []
    parts += [f"region {said.region}"] if said.region else []
    parts += [f"clients {', '.join(said.clients)}"] if said.clients else []
    source = "as .inwriting.yaml says" if said.from_file else "the policy's default"
    source = "the data class as the command line says" if said.given else source
    return f"{', '.join(parts)} ({source})"


def looked_at(result: GateResult) -> str:
    """Return how much was searched, and how the files were named."""
    looked = result.looked
    by = "listed by Git" if looked.listed_by == "git" else "every file of the folder"
    read = sum(number for _, number in looked.read)
    return (
        f"{counted(looked.files, 'file')} ({_size(looked.size)}) searched, {by};"
        f" {read:,} read by structure"
    )


def role(item: JudgedUse) -> str:
    """Return what the tool is used for, in words."""
    return _ROLES[item.use.role]


def title(item: JudgedUse) -> str:
    """Return the tool, the hop before it, and what it is used for."""
    through = f" through {item.use.through}" if item.use.through else ""
    return f"{item.use.name}{through} ({role(item)})"


def signs_here(item: JudgedUse) -> tuple[Sign, ...]:
    """Return the signs of the use in the file that is judged; all of them where none is there."""
    return item.signs or item.use.signs


def alike(items: Iterable[JudgedUse]) -> list[list[JudgedUse]]:
    """Return *items* in groups of which everything but the place is the same, in their order.

    A tool that stands in fifty files is explained once.
    """
    groups: dict[tuple[object, ...], list[JudgedUse]] = {}
    for item in items:
        key = (
            *(item.use.tool, item.use.through, item.use.role, item.rule, item.verdict),
            *(item.message, item.fix, item.suppression, item.in_baseline),
        )
        groups.setdefault(key, []).append(item)
    return list(groups.values())


def seen(item: JudgedUse) -> str:
    """Return what was seen in the file, each thing with its lines."""
    lines: dict[str, list[int]] = {}
    for sign in signs_here(item):
        known = lines.setdefault(sign.said, [])
        if sign.spot.line not in known:
            known.append(sign.spot.line)
    parts = []
    for said, places in lines.items():
        first = ", ".join(map(str, sorted(places)[:_MOST_LINES]))
        more = len(places) - _MOST_LINES
        named = "line" if len(places) == 1 else "lines"
        parts.append(f"{said} ({named} {first}{f' and {more} more' if more > 0 else ''})")
    shown = parts[:_MOST_SIGNS]
    more = len(parts) - len(shown)
    return "; ".join(shown) + (f"; and {more} more" if more else "")


_MOST_LINES = 5
_MOST_SIGNS = 6


def clause(item: Clause) -> LinkedWords:
    """Return a clause as people cite it, and where to read it."""
    named = f"{item.document}, {item.clause}" if item.clause else item.document
    return LinkedWords(named, item.link)


def alternative(item: Alternative) -> str:
    """Return what to use instead, with the offering it is and whether conditions apply."""
    parts = [item.name]
    if item.offering and item.offering != item.name:
        parts.append(f"({item.offering})")
    if item.conditional:
        parts.append("under conditions")
    return " ".join(parts)


def suppressed(item: JudgedUse) -> str:
    """Return what became of the wish to pass the use over; empty when nobody wished it."""
    wish = item.suppression
    if wish is None:
        return ""
    rests = f" on exception {wish.exception}" if wish.exception else ""
    if wish.holds:
        return f"passed over until {wish.until}{rests}: {wish.reason}"
    return f"asked to be passed over until {wish.until}{rests}, which does not hold: {wish.why_not}"


def _size(size: int) -> str:
    """Return a number of bytes as people say it."""
    if size < 10_000:
        return counted(size, "byte")
    for unit in ("kB", "MB"):
        size = round(size / 1000)
        if size < 10_000:
            return f"{size:,} {unit}"
    return f"{round(size / 1000):,} GB"
