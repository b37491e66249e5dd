"""What a change moves, as results: what blocks its merge, and what could not be compared."""

from dataclasses import dataclass

from inwriting.diff.difference import Blocking, Cause, Difference, Letter
from inwriting.exit_codes import ExitCode
from inwriting.output import diff_json
from inwriting.output.diff_sections import compared, headline, sections
from inwriting.output.options import Options
from inwriting.output.page import Page
from inwriting.output.report import Enclosure, Report, ReportNote
from inwriting.output.result import (
    NOWHERE,
    FilePlace,
    Result,
    ResultRule,
    Severity,
    digest,
    problem_result,
)
from inwriting.output.screen import Screen
from inwriting.wording import counted

LARGEST_COMMENT = 65_536
"""How many characters GitHub takes in a comment."""
_MOST_LETTERS = 5
_NOT_COMPARED = ResultRule(
    "not-compared",
    "A part of the change could not be compared",
    "What was not compared may have moved without anybody seeing it.",
    "Mend the file as the message says, and compare again.",
)


@dataclass(frozen=True)
class DiffReport(Report):
    """The difference between two states of a register."""

    difference: Difference
    retold: bool = False
    """Whether it was read from a file, which whoever proposed the change may have written."""

    tool = "inwriting diff"
    title = "What this change moves"
    tests = "what blocks the merge"
    command = "inwriting diff BASE"
    marker = "<!-- inwriting-diff -->"
    room = LARGEST_COMMENT

    @property
    def exit_code(self) -> ExitCode:
        """What the command exits with: what is only shown again was no run of it."""
        return ExitCode.CLEAR if self.retold else self.difference.exit_code

    @property
    def judged(self) -> bool:
        """Whether both states could be compared in full."""
        return self.difference.exit_code is ExitCode.CLEAR

    @property
    def answer(self) -> str:
        """What blocks, and what moves."""
        return headline(self.difference)

    def header(self) -> tuple[str, ...]:
        """Return what was compared with what."""
        about = compared(self.difference)
        return (f"Compared: {about}.",) if about else ()

    def notes(self) -> tuple[ReportNote, ...]:
        """Return that nobody vouches for a difference that was read from a file."""
        words = "This is what the change's own run reported. Whether it may merge, the check says."
        return (ReportNote(words),) if self.retold else ()

    def rules(self) -> tuple[ResultRule, ...]:
        """Return the checks whose findings block, and what could not be compared."""
        checks = sorted({self._cause(item).check for item in self.difference.blocking})
        why = "The register is broken, or allows more than its findings."
        return (
            *(ResultRule(name, name, why, f"inwriting explain {name}") for name in checks),
            _NOT_COMPARED,
        )

    def problems(self) -> tuple[Result, ...]:
        """Return what could not be compared."""
        found: list[Result] = []
        for side in (self.difference.base, self.difference.head):
            found += [
                _problem(item.message, item.fix, FilePlace(item.file, item.line, item.column))
                for item in side.problems
            ]
            found += [
                _problem(f"The files of the vendor {name} cannot be used.", _NOT_COMPARED.fix)
                for name in side.unusable
            ]
            found += [_problem(words, "Mend the check.") for words in side.crashed]
        found += [
            _problem(f"The answers of the vendor {name} cannot be compared.", "Compare by hand.")
            for name in self.difference.not_compared
        ]
        # What is wrong on both sides is said once.
        return tuple({item.fingerprint: item for item in found}.values())

    def results(self) -> tuple[Result, ...]:
        """Return what blocks the merge."""
        return tuple(_result(self._cause(item), item) for item in self.difference.blocking)

    def _cause(self, item: Blocking) -> Cause:
        return self.difference.findings[item.finding]

    def json(self, options: Options) -> str:  # noqa: ARG002 - nothing in it is a choice
        """Return the difference as schemas/diff.schema.json describes it."""
        return diff_json.render(self.difference)

    def text(self, screen: Screen, options: Options) -> None:
        """Write what moved, the gravest first, and the questions to send at the end."""
        screen.line(self.answer, "heading")
        screen.line(compared(self.difference), "quiet")
        self.body(screen, options)
        letters = self.difference.letters
        for letter in letters[:_MOST_LETTERS]:
            _letter(screen, letter)
        if left := letters[_MOST_LETTERS:]:
            screen.heading(f"To ask {counted(len(left), 'more vendor')} (in full: --format json)")
            for letter in left:
                number = counted(len(letter.questions), "question")
                screen.line(f"{letter.name} ({letter.vendor}): {number}", indent=2, hanging=2)

    def body(self, page: Page, options: Options) -> None:  # noqa: ARG002 - nothing is a choice
        """Write what moved."""
        for section in sections(self.difference):
            page.records(section)

    def enclosed(self) -> tuple[Enclosure, ...]:
        """Return the questions to each vendor, to be copied into an e-mail."""
        return tuple(_enclosure(letter) for letter in self.difference.letters)


def _result(cause: Cause, item: Blocking) -> Result:
    return Result(
        rule=cause.check,
        level=Severity.ERROR,
        message=cause.message,
        fix=cause.fix,
        fingerprint=digest(
            *(cause.check, cause.vendor, cause.offering, cause.question, cause.data_class),
            *(cause.place, cause.message),
        ),
        # The place in the file is a path of keys, which no reader of lines knows.
        place=FilePlace(cause.place.partition(" ")[0]),
        subject=cause.offering or cause.vendor,
        verdict=cause.effect,
        group=cause.vendor or "register",
        baseline="new" if item.new else "unchanged",
    )


def _problem(message: str, fix: str, place: FilePlace = NOWHERE) -> Result:
    return problem_result(_NOT_COMPARED.id, message, fix, place)


def _letter(screen: Screen, letter: Letter) -> None:
    screen.heading(f"To ask {letter.name} ({letter.vendor})")
    for number, item in enumerate(letter.questions, 1):
        screen.line(f"{number}. {item.title}", "heading", indent=2, hanging=3)
        screen.line(item.ask, indent=5)
        screen.line(f"A good answer: {item.good_answer}", indent=5)
        about = f"For {', '.join(item.offerings)}; paused from {item.data_class} on"
        screen.line(about, "quiet", indent=5)


def _enclosure(letter: Letter) -> Enclosure:
    number = len(letter.questions)
    lines = []
    for position, item in enumerate(letter.questions, 1):
        lines += [
            f"{position}. {item.title} (for {', '.join(item.offerings)})",
            f"   {item.ask}",
            f"   A good answer contains: {item.good_answer}",
            "",
        ]
    title = f"To ask {letter.name} ({letter.vendor}): {counted(number, 'question')}"
    return Enclosure(title, "\n".join(lines[:-1]), "questions to vendors", number)
