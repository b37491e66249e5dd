"""What every format says in the same words: the answer, the register, what was looked at."""

from collections import Counter
from collections.abc import Iterable

from inwriting.exit_codes import ExitCode
from inwriting.gate.result import Alternative, Clause, Effect, GateResult, JudgedUse
from inwriting.gate.uses import Sign, UseRole
from inwriting.output.numbers import counted

UNSIGNED = "UNSIGNED"
"""Stands in every output of a run that used a register which nobody's verified signature covers."""

_COMMIT = 12
"""How many characters of a commit are shown."""

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


def answer(result: GateResult) -> str:
    """Return what the exit code means, in a sentence."""
    match result.exit_code:
        case ExitCode.CLEAR:
            return "Clear: nothing blocks."
        case ExitCode.BLOCKED:
            number = sum(item.effect is Effect.BLOCKS for item in result.judged)
            if number:
                used = counted(number, "use of an AI tool", "uses of AI tools")
                return f"Blocked: {used} must go, or be allowed in the register."
            return "Blocked: what is named below must change first."
        case ExitCode.UNUSABLE:
            return "Unusable input: not everything could be read, so nothing is known to be clear."
        case ExitCode.NOTHING:
            return "Nothing to look at: no file of a kind that the gate reads was found."
        case ExitCode.FAILED:
            return "Failed: the gate itself failed; what it would have found is not known."
        case ExitCode.UNEVALUATED:
            return "Could not be judged: without a register to trust, nothing is allowed."


def counts(result: GateResult) -> str:
    """Return how many uses do what, as in 2 block, 1 warns, 3 pass."""
    numbers = Counter(item.effect for item in result.judged)
    passes = ("passes", "pass") if judged(result) else ("not judged", "not judged")
    words = {
        Effect.BLOCKS: ("blocks", "block"),
        Effect.WARNS: ("warns", "warn"),
        Effect.LISTED: passes,
    }
    parts = [counted(numbers[effect], *words[effect]) for effect in words if numbers[effect]]
    if not parts:
        return "No use of an AI tool was found"
    tools = len({item.use.tool for item in result.judged})
    uses = counted(len(result.judged), "use")
    return f"{uses} of {counted(tools, 'AI tool')}: {', '.join(parts)}"


def judged(result: GateResult) -> bool:
    """Return whether the uses were looked up: without a register they are only found."""
    return result.exit_code is not ExitCode.UNEVALUATED


def listed_heading(result: GateResult) -> str:
    """Return what stands above the uses that neither block nor warn."""
    return "Found, and passes" if judged(result) else "Found, and not judged"


def register_used(result: GateResult) -> str:
    """Return which register was looked up, from when, and whose signature vouches for it."""
    register = result.register
    if register is None:
        return "No register could be used, so no tool was looked up"
    parts = [f"The register of {register.firm}" if register.firm else "The register"]
    if register.commit:
        parts.append(f"commit {register.commit[:_COMMIT]}")
    if register.judged_on:
        age = "today" if register.age == 0 else f"{counted(register.age, 'day')} old"
        parts.append(f"judged on {register.judged_on} ({age})")
    parts.append(f"signed by {register.signed_by}" if register.signed_by else UNSIGNED)
    parts.append(f"from {register.source}")
    return ", ".join(parts)


def unsigned(result: GateResult) -> str:
    """Return a warning when no verified signature covers the register; empty when one does."""
    register = result.register
    if register is None or register.signed_by:
        return ""
    return (
        f"{UNSIGNED}: nobody's signature vouches for this register, so anybody may have written it."
        " Good for trying out, never for a decision."
    )


def notes(result: GateResult) -> tuple[str, ...]:
    """Return what every output must say of what the result rests on, the gravest first."""
    warning = unsigned(result)
    return (*((warning,) if warning else ()), *result.notes)


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


def told(message: str, fix: str) -> str:
    """Return what is wrong and how to mend it, for formats with a single text."""
    return f"{message.rstrip('.')}. Fix: {fix}" if fix else message


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


def cited_as(item: Clause) -> str:
    """Return a clause as people cite it."""
    return f"{item.document}, {item.clause}" if item.clause else item.document


def clause(item: Clause) -> str:
    """Return a clause as people cite it, and where to read it."""
    return f"{cited_as(item)} <{item.link}>" if item.link else cited_as(item)


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
