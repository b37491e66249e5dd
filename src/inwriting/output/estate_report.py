"""What `inwriting estate` found, as results and for people: the answer, then who is stopped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inwriting.exit_codes import ExitCode
from inwriting.gate.estate.affected import Affected, IfPaused
from inwriting.gate.estate.visited import UseFound, Visited, worst
from inwriting.gate.rules import RULES
from inwriting.output.estate_table import as_table_json
from inwriting.output.options import Options
from inwriting.output.page import Page
from inwriting.output.report import Report, ReportNote
from inwriting.output.result import (
    FilePlace,
    Result,
    ResultRule,
    Severity,
    digest,
    problem_result,
)
from inwriting.output.screen import Screen
from inwriting.wording import counted

_LEVELS = {"blocks": Severity.ERROR, "warns": Severity.MINOR}
_NOT_JUDGED = ResultRule(
    "repository-not-judged",
    "A repository was not judged in full",
    "Nobody knows which tools it uses, so it is not clear.",
    "Run `inwriting gate` there: it names each file, and how to mend it.",
)
_FIX = "Run `inwriting gate` there: it names what to use instead."
_UNSIGNED = (
    "UNSIGNED: nobody's signature vouches for the register. Good for trying out, never for"
    " a decision."
)
_MOST = 200
_MOST_USES = 20


@dataclass(frozen=True)
class EstateReport(Report):
    """The visits of many repositories."""

    visits: Sequence[Visited]
    answer_if_paused: IfPaused | None = None

    tool = "inwriting estate"
    title = "AI tools in many repositories"
    tests = "uses of AI tools"
    command = "inwriting estate --format json"
    fingerprints = "use/v1"

    @property
    def exit_code(self) -> ExitCode:
        """The worst of all repositories."""
        return worst(self.visits)

    @property
    def answer(self) -> str:
        """How many repositories are blocked, and how many nobody knows of."""
        return _words(self.visits)

    @property
    def judged(self) -> bool:
        """Whether every repository was judged in full."""
        return super().judged and not any(item.failed for item in self.visits)

    def header(self) -> tuple[str, ...]:
        """Return the registers that were looked up."""
        return tuple(f"{name}." for name in sorted({v.register for v in self.visits if v.register}))

    def notes(self) -> tuple[ReportNote, ...]:
        """Return that nobody signed the register."""
        if not any(item.unsigned for item in self.visits):
            return ()
        return (ReportNote(_UNSIGNED, "unsigned-register", "Unsigned register", Severity.MAJOR),)

    def rules(self) -> tuple[ResultRule, ...]:
        """Return the gate's rules that are broken, and that a repository was not judged."""
        known = {
            name: ResultRule(rule.id, rule.title, rule.why, rule.fix)
            for name, rule in RULES.items()
        }
        for use in (use for visited in self.visits for use in visited.uses):
            known.setdefault(use.rule, ResultRule(use.rule, use.rule, use.message, _FIX))
        return (*(known[name] for name in sorted(known)), _NOT_JUDGED)

    def problems(self) -> tuple[Result, ...]:
        """Return the repositories that were not judged in full."""
        return tuple(
            problem_result(
                _NOT_JUDGED.id,
                f"{visited.repository}: {' '.join(dict.fromkeys(said))}",
                _NOT_JUDGED.fix,
                group=visited.repository,
            )
            for visited in self.visits
            if visited.failed
            for said in ((visited.words, *visited.problems),)
        )

    def results(self) -> tuple[Result, ...]:
        """Return the uses that block or warn, worst first."""
        found = [
            _result(visited, use)
            for visited in self.visits
            for use in visited.uses
            if use.effect in _LEVELS
        ]
        return tuple(sorted(found, key=lambda item: -item.level))

    def json(self, options: Options) -> str:  # noqa: ARG002 - nothing in it is a choice
        """Return the table as schemas/estate.schema.json describes it."""
        return as_table_json(self.visits, self.answer_if_paused)

    def text(self, screen: Screen, options: Options) -> None:
        """Write the answer, what was found, and the answer again."""
        last = f"{self.answer} (exit code {int(self.exit_code)})"
        style = "ok" if self.exit_code is ExitCode.CLEAR else "merge"
        screen.line(last, style)
        for line in self.header():
            screen.line(line, indent=2, hanging=2)
        for note in self.notes():
            screen.line(note.text, "merge")
        self.body(screen, options)
        screen.line()
        screen.line(last, style)

    def body(self, page: Page, options: Options) -> None:  # noqa: ARG002 - nothing is a choice
        """Write what was asked, the repositories that are stopped or unknown, and the tools."""
        if self.answer_if_paused is not None:
            _answer(page, self.answer_if_paused)
        _unknown(page, [item for item in self.visits if item.failed])
        _blocked(page, [item for item in self.visits if item.exit_code is ExitCode.BLOCKED])
        _tools(page, self.visits)


def _result(visited: Visited, use: UseFound) -> Result:
    through = f" through {use.through}" if use.through else ""
    return Result(
        rule=use.rule,
        level=_LEVELS[use.effect],
        message=use.message,
        fix=_FIX,
        fingerprint=digest(visited.repository, use.fingerprint),
        place=FilePlace(f"{visited.repository.rstrip('/')}/{use.file}", use.line, use.column),
        subject=f"{use.name}{through} ({use.role})",
        verdict=use.verdict,
        group=visited.repository,
        properties={
            "repository": visited.repository,
            "tool": use.tool,
            "verdict": use.verdict,
            "offerings": list(use.offerings),
        },
    )


def _words(visits: Sequence[Visited]) -> str:
    total = counted(len(visits), "repository", "repositories")
    blocked = sum(item.exit_code is ExitCode.BLOCKED for item in visits)
    unknown = sum(item.failed for item in visits)
    parts = [f"{blocked:,} blocked"] if blocked else []
    parts += [f"{unknown:,} not judged in full"] if unknown else []
    parts += [f"{len(visits) - blocked - unknown:,} clear"]
    return f"{total}: {', '.join(parts)}."


def _answer(page: Page, answer: IfPaused) -> None:
    page.heading(f"If {answer.offering} is paused")
    used = counted(len(answer.affected), "repository uses it", "repositories use it")
    then = len(answer.newly_blocked)
    stopped = counted(then, "that passes today is", "that pass today are")
    parts = [f"{used} or may; {stopped} stopped"]
    parts += [f"{len(answer.unknown):,} nobody knows"] if answer.unknown else []
    parts += [f"{answer.others:,} not affected"]
    page.line(f"{'; '.join(parts)}.", indent=2, hanging=2)
    for item in answer.affected[:_MOST]:
        _affected(page, item)
    if len(answer.affected) > _MOST:
        page.line(f"and {len(answer.affected) - _MOST:,} more; the table has them all", indent=2)
    for visited in answer.unknown[:_MOST]:
        page.line(f"{visited.repository}: nobody knows, since it was not read in full", indent=2)


def _affected(page: Page, item: Affected) -> None:
    visited = item.visited
    about = [f"commit {visited.commit[:12]}"] if visited.commit else []
    about += [f"team {visited.team}"] if visited.team else []
    about += [f"data class {visited.data_class}"] if visited.data_class else []
    word = "is stopped" if item.blocked_then else "goes on"
    word = "is stopped already" if item.blocked_now else word
    page.spans(
        (visited.repository, "heading"),
        (f": {word}", "refuse" if item.blocked_then else "condition"),
        (f"  {', '.join(about)}", "quiet"),
        indent=2,
        hanging=2,
    )
    for use in item.uses[:_MOST_USES]:
        page.line(f"{_place(use)}: {use.verdict} now, then {use.if_paused_verdict}", indent=4)
    if len(item.uses) > _MOST_USES:
        page.line(f"and {len(item.uses) - _MOST_USES:,} more uses", indent=4)


def _unknown(page: Page, visits: list[Visited]) -> None:
    if not visits:
        return
    page.heading("Not judged in full, so not clear", "merge")
    for visited in visits[:_MOST]:
        page.line(f"{visited.repository}: {visited.words}", indent=2, hanging=2)
        for problem in visited.problems[:_MOST_USES]:
            if problem != visited.words:
                page.line(problem, indent=4, hanging=2)
        if len(visited.problems) > _MOST_USES:
            page.line(f"and {len(visited.problems) - _MOST_USES:,} more", indent=4)
    if len(visits) > _MOST:
        page.line(f"and {len(visits) - _MOST:,} more; the table has them all", indent=2)


def _blocked(page: Page, visits: list[Visited]) -> None:
    if not visits:
        return
    page.heading("Blocked")
    for visited in visits[:_MOST]:
        page.line(visited.repository, "heading", indent=2)
        own = [item for item in visited.uses if item.effect == "blocks"]
        for use in own[:_MOST_USES]:
            page.line(f"{_place(use)}: {use.verdict}  [{use.rule}]", indent=4, hanging=2)
        if len(own) > _MOST_USES:
            page.line(f"and {len(own) - _MOST_USES:,} more uses", indent=4)
    if len(visits) > _MOST:
        page.line(f"and {len(visits) - _MOST:,} more; the table has them all", indent=2)


def _tools(page: Page, visits: Sequence[Visited]) -> None:
    tools: dict[tuple[str, str], list[tuple[str, UseFound]]] = {}
    for visited in visits:
        for use in visited.uses:
            tools.setdefault((use.tool, use.name), []).append((visited.repository, use))
    if not tools:
        return
    page.heading("Tools")
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
    page.table(["  tool", "repositories", "block", "warn", "pass"], lines)


def _names(found: Iterable[tuple[str, UseFound]]) -> set[str]:
    return {repository for repository, _ in found}


def _place(use: UseFound) -> str:
    through = f" through {use.through}" if use.through else ""
    return f"{use.file}:{use.line}: {use.name}{through} ({use.role})"
