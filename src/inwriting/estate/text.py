"""An estate for people: the answer first, then who is stopped, and what nobody knows."""

from collections.abc import Iterable, Sequence

from inwriting.estate.affected import Affected, Answer
from inwriting.estate.visited import UseFound, Visited, worst
from inwriting.exit_codes import ExitCode
from inwriting.output.numbers import counted
from inwriting.output.screen import Layout, Screen

_MOST = 200
_MOST_USES = 20


def render(visits: Sequence[Visited], answer: Answer | None, layout: Layout) -> str:
    """Return what was asked, then the repositories that are stopped or unknown, then the tools."""
    screen = Screen(layout)
    code = worst(visits)
    last = f"{_words(visits)} (exit code {int(code)})"
    style = "ok" if code is ExitCode.CLEAR else "merge"
    screen.line(last, style)
    for register in sorted({item.register for item in visits if item.register}):
        screen.line(register + ".", indent=2, hanging=2)
    if any(item.unsigned for item in visits):
        screen.line(
            "UNSIGNED: nobody's signature vouches for the register. Good for trying out, never for"
            " a decision.",
            "merge",
        )
    if answer is not None:
        _answer(screen, answer)
    _unknown(screen, [item for item in visits if item.failed])
    _blocked(screen, [item for item in visits if item.exit_code is ExitCode.BLOCKED])
    _tools(screen, visits)
    screen.line()
    screen.line(last, style)
    return screen.text


def _words(visits: Sequence[Visited]) -> str:
    total = counted(len(visits), "repository", "repositories")
    blocked = sum(item.exit_code is ExitCode.BLOCKED for item in visits)
    unknown = sum(item.failed for item in visits)
    parts = [f"{blocked:,} blocked"] if blocked else []
    parts += [f"{unknown:,} not judged in full"] if unknown else []
    parts += [f"{len(visits) - blocked - unknown:,} clear"]
    return f"{total}: {', '.join(parts)}."


def _answer(screen: Screen, answer: Answer) -> None:
    screen.heading(f"If {answer.offering} is paused")
    used = counted(len(answer.affected), "repository uses it", "repositories use it")
    then = len(answer.newly_blocked)
    stopped = counted(then, "that passes today is", "that pass today are")
    parts = [f"{used} or may; {stopped} stopped"]
    parts += [f"{len(answer.unknown):,} nobody knows"] if answer.unknown else []
    parts += [f"{answer.others:,} not affected"]
    screen.line(f"{'; '.join(parts)}.", indent=2, hanging=2)
    for item in answer.affected[:_MOST]:
        _affected(screen, item)
    if len(answer.affected) > _MOST:
        screen.line(f"and {len(answer.affected) - _MOST:,} more; the table has them all", indent=2)
    for visited in answer.unknown[:_MOST]:
        screen.line(f"{visited.repository}: nobody knows, since it was not read in full", indent=2)


def _affected(screen: Screen, item: Affected) -> None:
    visited = item.visited
    about = [f"commit {visited.commit[:12]}"] if visited.commit else []
    about += [f"team {visited.team}"] if visited.team else []
    about += [f"data class {visited.data_class}"] if visited.data_class else []
    word = "is stopped" if item.blocked_then else "goes on"
    word = "is stopped already" if item.blocked_now else word
    screen.spans(
        (visited.repository, "heading"),
        (f": {word}", "refuse" if item.blocked_then else "condition"),
        (f"  {', '.join(about)}", "quiet"),
        indent=2,
        hanging=2,
    )
    for use in item.uses[:_MOST_USES]:
        screen.line(f"{_place(use)}: {use.verdict} now, then {use.if_paused_verdict}", indent=4)
    if len(item.uses) > _MOST_USES:
        screen.line(f"and {len(item.uses) - _MOST_USES:,} more uses", indent=4)


def _unknown(screen: Screen, visits: list[Visited]) -> None:
    if not visits:
        return
    screen.heading("Not judged in full, so not clear", "merge")
    for visited in visits[:_MOST]:
        screen.line(f"{visited.repository}: {visited.words}", indent=2, hanging=2)
        for problem in visited.problems[:_MOST_USES]:
            if problem != visited.words:
                screen.line(problem, indent=4, hanging=2)
        if len(visited.problems) > _MOST_USES:
            screen.line(f"and {len(visited.problems) - _MOST_USES:,} more", indent=4)
    if len(visits) > _MOST:
        screen.line(f"and {len(visits) - _MOST:,} more; the table has them all", indent=2)


def _blocked(screen: Screen, visits: list[Visited]) -> None:
    if not visits:
        return
    screen.heading("Blocked")
    for visited in visits[:_MOST]:
        screen.line(visited.repository, "heading", indent=2)
        own = [item for item in visited.uses if item.effect == "blocks"]
        for use in own[:_MOST_USES]:
            screen.line(f"{_place(use)}: {use.verdict}  [{use.rule}]", indent=4, hanging=2)
        if len(own) > _MOST_USES:
            screen.line(f"and {len(own) - _MOST_USES:,} more uses", indent=4)
    if len(visits) > _MOST:
        screen.line(f"and {len(visits) - _MOST:,} more; the table has them all", indent=2)


def _tools(screen: Screen, visits: Sequence[Visited]) -> None:
    tools: dict[tuple[str, str], list[tuple[str, UseFound]]] = {}
    for visited in visits:
        for use in visited.uses:
            tools.setdefault((use.tool, use.name), []).append((visited.repository, use))
    if not tools:
        return
    screen.heading("Tools")
    lines = []
    for (_, name), found in sorted(
        tools.items(), key=lambda item: (-len(_names(item[1])), item[0])
    ):
        numbers = [
            sum(use.effect == effect for _, use in found)
            for effect in ("blocks", "warns", "listed")
        ]
        cells = [f"  {name}", f"{len(_names(found)):,}", *(f"{number:,}" for number in numbers)]
        lines.append([(cell, "") for cell in cells])
    screen.table(["  tool", "repositories", "block", "warn", "pass"], lines)


def _names(found: Iterable[tuple[str, UseFound]]) -> set[str]:
    return {repository for repository, _ in found}


def _place(use: UseFound) -> str:
    through = f" through {use.through}" if use.through else ""
    return f"{use.file}:{use.line}: {use.name}{through} ({use.role})"
