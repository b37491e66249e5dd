"""What a command has to say, ready for every format. Each part is made when a format asks for it.

A command says what it found as results, and what people read of it on a page; how either is
written is the format's own matter.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from inwriting.exit_codes import ExitCode
from inwriting.output.options import Options
from inwriting.output.page import Page
from inwriting.output.result import NOWHERE, FilePlace, Result, ResultRule, Severity
from inwriting.output.screen import Screen


@dataclass(frozen=True, slots=True)
class ReportNote:
    """A sentence on what the results rest on, which no format may leave out."""

    text: str
    id: str = "note"
    title: str = ""
    level: Severity = Severity.NOTE


@dataclass(frozen=True, slots=True)
class Notification:
    """Something that the tool met on its way, beside the results."""

    text: str
    level: Severity = Severity.ERROR
    place: FilePlace = NOWHERE


@dataclass(frozen=True, slots=True)
class ReportCase:
    """One test of JUnit: what was looked at, and what came of it."""

    name: str
    group: str
    results: tuple[Result, ...] = ()
    said: tuple[str, ...] = ()
    """Lines of output that are no result."""


@dataclass(frozen=True, slots=True)
class ReportSuite:
    """Tests that belong together."""

    name: str
    cases: Iterable[ReportCase]


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A text for somebody to copy, at the end of a page."""

    title: str
    text: str
    kind: str
    """What it holds, when there is no room for it."""
    number: int
    """How many of these it holds."""


class Report(ABC):
    """What one run of a command has to say."""

    tool: ClassVar[str]
    """As SARIF and JUnit name it."""
    title: ClassVar[str]
    """The heading of a page."""
    tests: ClassVar[str]
    """What the results are, as the name of JUnit's suite."""
    fingerprints: ClassVar[str] = "finding/v1"
    """What SARIF calls the fingerprints."""
    marker: ClassVar[str] = ""
    """The first line of a page, by which a program finds it again."""
    room: ClassVar[int | None] = None
    """How many bytes a page has where nobody says; None for any number."""
    command: ClassVar[str]
    """What tells all of it, when a page has no room."""

    @property
    @abstractmethod
    def exit_code(self) -> ExitCode:
        """What the command exits with."""

    @property
    @abstractmethod
    def answer(self) -> str:
        """What the exit code means, in a sentence."""

    @abstractmethod
    def header(self) -> tuple[str, ...]:
        """Return what was looked at and how many results there are, a sentence each."""

    def notes(self) -> tuple[ReportNote, ...]:
        """Return what the results rest on, the gravest first."""
        return ()

    @abstractmethod
    def rules(self) -> tuple[ResultRule, ...]:
        """Return every rule that a result can name."""

    @abstractmethod
    def problems(self) -> tuple[Result, ...]:
        """Return what stands in the way besides the results, such as input that cannot be used.

        Where the run is not clear and no result says why, one of these does.
        """

    @abstractmethod
    def results(self) -> tuple[Result, ...]:
        """Return what was found and deserves a word beside the code, worst first."""

    def notifications(self) -> tuple[tuple[Notification, ...], tuple[Notification, ...]]:
        """Return what was wrong with the input, and what failed while the tool ran."""
        notes = tuple(Notification(item.text, Severity.MINOR) for item in self.notes())
        return (*notes, *(Notification(item.sentence) for item in self.problems())), ()

    @property
    def judged(self) -> bool:
        """Whether everything was judged: else nothing may look like a clean run."""
        return self.exit_code in {ExitCode.CLEAR, ExitCode.BLOCKED}

    def properties(self) -> dict[str, Any]:
        """Return what SARIF says of the whole run."""
        return {}

    def suites(self, options: Options) -> Iterable[ReportSuite]:
        """Yield the tests of JUnit: what the run rests on, then every result."""
        name = self.tool.rpartition(" ")[2]
        header = (*(item.text for item in self.notes()), self.answer, *self.header())
        whole = ReportCase("everything could be read and judged", name, self.problems(), header)
        yield ReportSuite(f"the {name}", (whole,))
        named = (
            ReportCase(
                f"{item.subject or item.rule}: {options.placed(item.place)}", item.group, (item,)
            )
            for item in self.tested()
        )
        yield ReportSuite(self.tests, named)

    def tested(self) -> tuple[Result, ...]:
        """Return the results that are tests of their own, those that passed too."""
        return self.results()

    @abstractmethod
    def json(self, options: Options) -> str:
        """Return everything as the command's own JSON, which has a schema."""

    @abstractmethod
    def text(self, screen: Screen, options: Options) -> None:
        """Write what people read at a terminal."""

    @abstractmethod
    def body(self, page: Page, options: Options) -> None:
        """Write what stands between head and end, at a terminal and on a page of Markdown."""

    def enclosed(self) -> tuple[Enclosure, ...]:
        """Return the texts that a page ends with."""
        return ()
