"""What `inwriting gate` found, as results: the only module that turns uses of tools into them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from inwriting.exit_codes import ExitCode
from inwriting.gate.result import Effect, GateResult, JudgedUse
from inwriting.gate.rules import FILE_NOT_UNDERSTOOD
from inwriting.gate.words import answer, counts, register_used, unsigned
from inwriting.output.gate import gate_json, text
from inwriting.output.gate.matters import matters, rules
from inwriting.output.gate.words import (
    alternative,
    clause,
    declared,
    looked_at,
    seen,
    signs_here,
    suppressed,
    title,
)
from inwriting.output.options import Options
from inwriting.output.page import Page
from inwriting.output.report import Notification, Report, ReportNote
from inwriting.output.result import (
    Acceptance,
    FilePlace,
    RelatedPlace,
    Result,
    ResultRule,
    Severity,
)
from inwriting.output.screen import Screen
from inwriting.wording import told

_LEVELS = {
    Effect.BLOCKS: Severity.ERROR,
    Effect.WARNS: Severity.MINOR,
    Effect.LISTED: Severity.NOTE,
}
_NOTED = frozenset({"conditional", "unevaluated"})
"""Verdicts that a reader of the code should know of, though they stop nothing."""


@dataclass(frozen=True)
class GateReport(Report):
    """The uses of AI tools in one repository."""

    result: GateResult

    tool = "inwriting gate"
    title = "AI tools in this repository"
    tests = "uses of AI tools"
    command = "inwriting gate --verbose"
    fingerprints = "use/v1"

    @property
    def exit_code(self) -> ExitCode:
        """What the command exits with."""
        return self.result.exit_code

    @property
    def answer(self) -> str:
        """What the exit code means."""
        return answer(self.result)

    @property
    def judged(self) -> bool:
        """Whether every file was read and every use was looked up."""
        return super().judged and not any(item.blocks for item in self.result.looked.unread)

    def header(self) -> tuple[str, ...]:
        """Return the register, what may be sent, the counts, and what was looked at."""
        return text.header(self.result)

    def notes(self) -> tuple[ReportNote, ...]:
        """Return what the result rests on; first of all that nobody signed the register."""
        warning = unsigned(self.result)
        grave = ReportNote(warning, "unsigned-register", "Unsigned register", Severity.MAJOR)
        others = (ReportNote(note) for note in self.result.notes)
        return (*((grave,) if warning else ()), *others)

    def rules(self) -> tuple[ResultRule, ...]:
        """Return every rule that the run can name."""
        return rules(self.result)

    def problems(self) -> tuple[Result, ...]:
        """Return what stands in the way besides the uses."""
        return matters(self.result)

    def results(self) -> tuple[Result, ...]:
        """Return the uses that belong beside the code; what is plainly allowed does not."""
        return self._of(item for item in self.result.judged if worth_a_note(item))

    def tested(self) -> tuple[Result, ...]:
        """Return every use."""
        return self._of(self.result.judged)

    def _of(self, items: Iterable[JudgedUse]) -> tuple[Result, ...]:
        baseline = any(item.in_baseline for item in self.result.judged)
        return tuple(_result(item, baseline=baseline) for item in items)

    def notifications(self) -> tuple[tuple[Notification, ...], tuple[Notification, ...]]:
        """Return what was wrong with the input, and which files were not understood."""
        said = [Notification(item.text, Severity.MINOR) for item in self.notes()]
        said += [Notification(str(problem)) for problem in self.result.problems]
        unread = (item for item in matters(self.result) if item.rule == FILE_NOT_UNDERSTOOD)
        return tuple(said), tuple(
            Notification(told(item.message, item.fix), item.level, item.place) for item in unread
        )

    def properties(self) -> dict[str, Any]:
        """Return what the result rests on, in words and numbers."""
        looked = self.result.looked
        return {
            "answer": self.answer,
            "register": register_used(self.result),
            "unsigned": bool(unsigned(self.result)),
            "declared": declared(self.result),
            "counts": counts(self.result),
            "lookedAt": looked_at(self.result),
            "read": dict(looked.read),
            "passedOver": dict(looked.skipped),
        }

    def json(self, options: Options) -> str:
        """Return the result as schemas/gate.schema.json describes it."""
        return gate_json.render(self.result, options)

    def text(self, screen: Screen, options: Options) -> None:
        """Write the answer, what it rests on, what was found, and the answer again."""
        text.begin(screen, self.result)
        self.body(screen, options)
        text.end(screen, self.result)

    def body(self, page: Page, options: Options) -> None:
        """Write what blocks, what warns, what passes, and what was looked at."""
        text.body(page, self.result, options)


def worth_a_note(item: JudgedUse) -> bool:
    """Return whether *item* belongs beside the code; what is plainly allowed does not."""
    wished = item.suppression is not None or item.in_baseline
    return item.effect is not Effect.LISTED or wished or item.verdict in _NOTED


def _result(item: JudgedUse, *, baseline: bool) -> Result:
    wish = suppressed(item)
    state = "unchanged" if item.in_baseline else "new"
    return Result(
        rule=item.rule,
        level=_LEVELS[item.effect],
        message=item.message,
        fix=item.fix,
        fingerprint=item.fingerprint,
        place=FilePlace(item.file, item.line, item.column),
        subject=title(item),
        verdict=item.verdict,
        title=f"{title(item)}: {item.verdict}",
        group=item.use.tool,
        seen=seen(item),
        details=(
            *(("Instead", alternative(other)) for other in item.instead),
            *(("Only if", condition) for condition in item.conditions),
            *(("Clause", str(clause(cited))) for cited in item.clauses),
            *((("Suppression", wish),) if wish else ()),
        ),
        page=item.page,
        related=tuple(
            RelatedPlace(FilePlace(sign.spot.file, sign.spot.line, sign.spot.column), sign.said)
            for sign in signs_here(item)
            if (sign.spot.line, sign.spot.column) != (item.line, item.column)
        ),
        acceptances=_acceptances(item, wish),
        passed_over=_passed_over(item, wish),
        baseline=state if baseline else "",
        properties={
            "tool": item.use.tool,
            "name": item.use.name,
            "through": item.use.through,
            "role": str(item.use.role),
            "verdict": item.verdict,
            "effect": str(item.effect),
            "offerings": list(item.offerings),
            "page": item.page,
        },
    )


def _acceptances(item: JudgedUse, wish: str) -> tuple[Acceptance, ...]:
    asked = item.suppression
    if asked is None:
        return ()
    in_source = not asked.file.endswith(".inwriting.yaml")
    return (Acceptance(wish, asked.holds, in_source, FilePlace(asked.file, asked.line)),)


def _passed_over(item: JudgedUse, wish: str) -> str | None:
    """Return why a test of *item* counts as skipped; None when it counts."""
    if item.effect is Effect.BLOCKS:
        return None
    if item.in_baseline or (item.suppression is not None and item.suppression.holds):
        return wish or "It is listed in the baseline."
    # A case without a result would count as one that passed.
    return "" if item.verdict == "unevaluated" else None
