"""What the gate says in the end: each use judged, and the exit code that follows."""

from dataclasses import dataclass
from enum import StrEnum

from inwriting.exit_codes import ExitCode
from inwriting.gate.uses import SearchSummary, Sign, ToolUse
from inwriting.register.load.problem import Problem


class GateEffect(StrEnum):
    """What a judged use does to the run."""

    BLOCKS = "blocks"
    WARNS = "warns"
    LISTED = "listed"
    """It is shown and changes nothing."""


@dataclass(frozen=True, slots=True)
class CitedClause:
    """A place in a vendor's document that a verdict rests on."""

    document: str
    """The document's title."""
    clause: str
    link: str = ""
    """Where to read it; empty when there is no public address."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """What to use instead."""

    name: str
    offering: str = ""
    """The offering's reference; empty where the firm's own words name something else."""
    page: str = ""
    conditional: bool = False


@dataclass(frozen=True, slots=True)
class Suppression:
    """A wish that a use be passed over, from a comment or from .inwriting.yaml."""

    tool: str
    path: str
    """The path or pattern it holds for."""
    until: str
    """The last day it holds, as written."""
    exception: str
    """The id of the exception in the register that it rests on; empty when it names none."""
    reason: str
    file: str
    line: int
    """Where the suppression stands."""
    holds: bool
    """Whether it takes effect."""
    why_not: str = ""
    """Why it does not hold, in words; empty when it does."""
    rule: str = ""
    """The rule that it breaks, as in ``suppression-expired``; empty when it holds."""
    fix: str = ""
    """What to do about it; empty when it holds."""
    effect: GateEffect = GateEffect.LISTED
    """What the suppression itself does to the run; the use that it is for is judged apart."""


@dataclass(frozen=True, slots=True)
class JudgedUse:
    """One use in one file, looked up in the register."""

    use: ToolUse
    """The whole use; its signs in this file are `signs`."""
    file: str
    line: int
    column: int
    rule: str
    """The kebab-case id of what is wrong, as in ``tool-refused``, or ``tool-allowed``."""
    verdict: str
    """allowed, conditional, paused, refused, unregistered, undetermined or unevaluated.

    The last one when no register could be used.
    """
    effect: GateEffect
    message: str
    """What and why, in a sentence."""
    fix: str
    """What to do about it."""
    offerings: tuple[str, ...] = ()
    """The offerings of the register that it may be; the verdict is that of the worst."""
    conditions: tuple[str, ...] = ()
    clauses: tuple[CitedClause, ...] = ()
    page: str = ""
    """The page of the register that tells more; empty when there is none.

    A full address where it is known where the register's pages are, otherwise the path in them.
    """
    instead: tuple[Alternative, ...] = ()
    suppression: Suppression | None = None
    """The suppression that was found for it, whether it holds or not."""
    in_baseline: bool = False
    fingerprint: str = ""
    """The same as long as tool, role, file and what data pass through are; lines may move."""
    cannot_know: tuple[str, ...] = ()
    """What files alone do not tell, from the tool's footprint."""
    here: tuple[Sign, ...] = ()
    """The signs of the use in this file, where somebody has sorted them out; see `signs`."""

    @property
    def signs(self) -> tuple[Sign, ...]:
        """The signs of the use in this file, the strongest first."""
        return self.here or tuple(sign for sign in self.use.signs if sign.spot.file == self.file)


@dataclass(frozen=True, slots=True)
class GateRule:
    """One way in which a use can be wrong, for formats that list rules."""

    id: str
    title: str
    why: str
    fix: str


@dataclass(frozen=True, slots=True)
class RegisterUsed:
    """The register that was looked up."""

    source: str
    """The file, address or package it came from, as it was named."""
    firm: str = ""
    commit: str = ""
    judged_on: str = ""
    """The day its verdicts are from, as YYYY-MM-DD."""
    age: int = 0
    """How old it is, in days."""
    signed_by: str = ""
    """Who signed it; empty when nobody's signature was verified."""
    unsigned_allowed: bool = False
    """Whether --unsigned was given: every output says so."""
    digest: str = ""
    """The sha256 of its bytes, in hexadecimal digits."""
    signers: str = ""
    """The file that says whose signature is trusted; empty when none was asked for."""
    signers_in_repository: bool = False
    """Whether that file lies in the very repository that is judged."""
    fixed_clock: bool = False
    """Whether it is an example register, whose day of judgement never moves."""


@dataclass(frozen=True, slots=True)
class Declared:
    """What the repository says of itself, or what holds where it says nothing."""

    data_class: str
    team: str = ""
    region: str = ""
    clients: tuple[str, ...] = ()
    from_file: bool = False
    """Whether .inwriting.yaml or the command line said so; else the policy's default applies."""
    offerings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """By tool, the offerings under which the repository says that it uses it."""
    given: bool = False
    """Whether the data class was given for this run, whatever .inwriting.yaml says."""


@dataclass(frozen=True, slots=True)
class GateResult:
    """All that one run of the gate has to say. The same input gives the same result."""

    judged: tuple[JudgedUse, ...]
    """The established uses: blocking ones first, then warnings, then the rest; by file and line."""
    looked: SearchSummary
    declared: Declared | None
    register: RegisterUsed | None
    """None when no register could be used; the problems say why."""
    problems: tuple[Problem, ...]
    """What could not be read, verified or understood. With any, the exit code is not CLEAR."""
    suppressions: tuple[Suppression, ...]
    """All of them, those that match nothing too."""
    gone_from_baseline: tuple[str, ...]
    """Entries of the baseline that were not found any more, in words; they must leave it."""
    rules: tuple[GateRule, ...]
    today: str
    exit_code: ExitCode
    notes: tuple[str, ...] = ()
    """What every output must say: whole sentences on what this result rests on."""
    baseline: str = ""
    """The file of the baseline; empty without one."""
    hints: tuple[JudgedUse, ...] = ()
    """What hints at a tool and does not show that it is used. It counts as nothing."""
