"""What watch found, as results: alarms, and documents that nobody could see."""

from collections.abc import Iterator
from dataclasses import dataclass

from inwriting.evidence.watch.alarm import UNSEEN
from inwriting.evidence.watch.result import AlarmResult, DocumentResult, WatchResult
from inwriting.evidence.watch.words import KINDS
from inwriting.exit_codes import ExitCode
from inwriting.output.options import Options
from inwriting.output.page import Page
from inwriting.output.report import Report
from inwriting.output.result import FilePlace, Result, ResultRule, Severity, digest, problem_result
from inwriting.output.screen import Screen
from inwriting.output.watch_json import watch_json
from inwriting.output.watch_text import body, resting_words, state_words, summary
from inwriting.register.load.problem import Problem

_UNSEEN = ResultRule(
    "document-not-seen",
    "A document could not be looked at",
    "Nobody knows what it says now.",
    "Look at it yourself, or mend how it is fetched.",
)
_NOTHING = ResultRule(
    "nothing-to-watch",
    "There is nothing to watch",
    "A run that looked at nothing must not look like one that found nothing.",
    "Name where a public document can be fetched, in the dossier.",
)
_UNUSABLE = ResultRule(
    "unusable-input",
    "A file of the register cannot be used",
    "What it touches was not looked at.",
    "Mend the file as the message says.",
)
_FIX = "Cite the new text, or acknowledge the alarm in alarms.yaml."


@dataclass(frozen=True)
class WatchReport(Report):
    """The alarms of one run of watch. No format but the terminal's has a word of a document."""

    account: WatchResult
    unusable: tuple[Problem, ...] = ()
    """Input that cannot be used: its vendors were not looked at."""

    tool = "inwriting watch"
    title = "Documents watched"
    tests = "alarms"
    command = "inwriting watch --dry-run"

    @property
    def exit_code(self) -> ExitCode:
        """What the command exits with."""
        code = self.account.exit_code
        return max(code, ExitCode.UNUSABLE) if self.unusable else code

    @property
    def answer(self) -> str:
        """The run in one sentence."""
        return summary(self.account)

    def header(self) -> tuple[str, ...]:
        """Return nothing: the answer counts already."""
        return ()

    def rules(self) -> tuple[ResultRule, ...]:
        """Return the kinds of alarm, and what stands in the way."""
        why = "What rests on the document may no longer be true, so it is paused."
        kinds = (ResultRule(kind.value, words, why, _FIX) for kind, words in KINDS.items())
        return (*kinds, _UNSEEN, _NOTHING, _UNUSABLE)

    def problems(self) -> tuple[Result, ...]:
        """Return the documents that nobody could see, or that there is nothing to watch."""
        seen = [
            problem_result(
                _UNSEEN.id,
                f"{item.watched.document.title}: {state_words(item)}."
                + (f" {item.watched.message}" if item.watched.message else ""),
                item.watched.fix or _UNSEEN.fix,
                FilePlace(f"vendors/{vendor}/dossier.yaml"),
            )
            for vendor, item in self._documents()
            if item.watched.state in UNSEEN
        ]
        if not seen and self.account.exit_code is ExitCode.NOTHING:
            seen.append(problem_result(_NOTHING.id, f"{_NOTHING.title}.", _NOTHING.fix))
        seen += [
            problem_result(
                _UNUSABLE.id,
                item.message,
                item.fix,
                FilePlace(item.file, item.line, item.column),
            )
            for item in self.unusable
        ]
        return tuple(seen)

    def results(self) -> tuple[Result, ...]:
        """Return the alarms, those that count first."""
        found = [
            _result(alarm, item, vendor)
            for vendor, item in self._documents()
            for alarm in item.alarms
        ]
        return tuple(sorted(found, key=lambda item: -item.level))

    def _documents(self) -> Iterator[tuple[str, DocumentResult]]:
        for vendor in self.account.vendors:
            for item in vendor.documents:
                yield vendor.vendor.id, item

    def json(self, options: Options) -> str:  # noqa: ARG002 - nothing in it is a choice
        """Return the alarms as schemas/watch.schema.json describes them."""
        return watch_json(self.account)

    def text(self, screen: Screen, options: Options) -> None:
        """Write what changed, with the old and new wording side by side."""
        self.body(screen, options)
        screen.line()
        screen.line(self.answer)
        for seen in self.account.vendors:
            if seen.written:
                screen.line(f"Written: vendors/{seen.vendor.id}/alarms.yaml")

    def body(self, page: Page, options: Options) -> None:  # noqa: ARG002 - nothing is a choice
        """Write what became of each document."""
        body(page, self.account)


def _result(seen: AlarmResult, document: DocumentResult, vendor: str) -> Result:
    alarm = seen.alarm
    rests = "; ".join(resting_words(item) for item in seen.resting) or "no statement rests on it"
    title = document.watched.document.title
    return Result(
        rule=alarm.kind.value,
        level=Severity.ERROR if seen.counts else Severity.NOTE,
        message=f"{title}: {KINDS[alarm.kind]}: {alarm.meaning.words}; {rests}",
        fix=_FIX,
        fingerprint=digest(vendor, seen.recorded.id),
        place=FilePlace(f"vendors/{vendor}/alarms.yaml"),
        subject=vendor,
        verdict="acknowledged" if seen.settled else "new" if seen.new else "known",
        group=vendor,
        accepted=seen.settled,
        passed_over="Somebody acknowledged it." if seen.settled else None,
        properties={
            "alarm": seen.recorded.id,
            "document": document.watched.document.id,
            "questions": list(alarm.questions),
        },
    )
