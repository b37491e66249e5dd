"""What a change moves: a difference between two states of a register, as plain frozen data.

It holds words, numbers and lists alone, so that it can be written as JSON, read back and shown
somewhere else without the register. Every list is in a fixed order, the worst first where one is
worse than another. Nothing is decided here: verdicts, findings and directions come from `decide`
and `check`.
"""

from dataclasses import dataclass

from inwriting.exit_codes import ExitCode
from inwriting.register.load.problem import Problem


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two states that are compared."""

    name: str
    """How it was asked for, as in origin/main; or that it is the folder as it is."""
    commit: str
    """The commit's full hash; empty for the folder as it is."""
    vendors: int
    """How many vendors were judged."""
    unusable: tuple[str, ...]
    """The vendors of which nothing is known, since their files cannot be used."""
    problems: tuple[Problem, ...]
    """Input that cannot be used."""
    crashed: tuple[str, ...]
    """The checks that failed while they ran, each with what it said."""


@dataclass(frozen=True, slots=True)
class Cause:
    """A finding of either state."""

    check: str
    effect: str
    """merge, refuse, pause, condition or warning."""
    message: str
    fix: str
    place: str
    """The file and the path in it."""
    vendor: str
    offering: str
    question: str
    data_class: str
    teams: tuple[str, ...]
    clients: tuple[str, ...]
    regions: tuple[str, ...]
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Blocking:
    """A finding for which the change may not merge."""

    finding: int
    """Its number among the difference's findings."""
    new: bool
    """Whether the change brings it; else it blocks the base already."""


@dataclass(frozen=True, slots=True)
class CauseMove:
    """A finding that makes a verdict other than it was."""

    finding: int
    """Its number among the difference's findings."""
    moved: str
    """new, gone, accepted (by an exception, since the change) or no-longer-accepted."""
    exception: str
    """The exception that accepts it or did; empty for none."""


@dataclass(frozen=True, slots=True)
class VerdictMove:
    """A verdict that is not what it was."""

    offering: str
    data_class: str
    team: str
    """For whom alone it moved so; empty for everybody."""
    client: str
    region: str
    was: str
    """allowed, conditional, paused or refused; empty when the base has no such offering."""
    now: str
    """The same; empty when the offering is gone."""
    direction: str
    """worse, better, new or gone."""
    causes: tuple[CauseMove, ...]
    """What explains it: the findings that came and went."""


@dataclass(frozen=True, slots=True)
class OfferingMove:
    """An offering that came or went."""

    offering: str
    name: str
    vendor_name: str
    kind: str
    """added or removed."""
    looks_like: str
    """The offering under another name that it seems to be; empty for none."""
    data_allowed: str
    """The highest data class for which the firm uses it; empty when it does not."""
    documents: int
    """How many documents its answers rest on."""
    protects: int
    """How many of its cells are answered well."""
    unclear: int
    exposes: int


@dataclass(frozen=True, slots=True)
class AnswerMove:
    """An answer that is not what it was, for all offerings and cells that moved alike."""

    vendor: str
    offerings: tuple[str, ...]
    """References."""
    question: str
    title: str
    cells: str
    """For which data and purposes, in words; empty for a question that has none."""
    was: str
    now: str
    direction: str
    """worse, better or other."""
    was_clause: str
    """The document and clause that decided; empty where nobody spoke."""
    now_clause: str


@dataclass(frozen=True, slots=True)
class StatementMove:
    """A statement that came, went or is cited elsewhere, and moved no answer."""

    vendor: str
    question: str
    title: str
    kind: str
    """recited (only its citation moved), added or removed."""
    says: str
    was_clause: str
    now_clause: str


@dataclass(frozen=True, slots=True)
class Part:
    """One field that is not what it was."""

    what: str
    was: str
    """Empty for nothing."""
    now: str


@dataclass(frozen=True, slots=True)
class DocumentMove:
    """A document that came, went or is not what it was."""

    vendor: str
    document: str
    title: str
    kind: str
    """added, removed, replaced (another text), removed-text (its text is no longer at hand),
    redated or changed."""
    parts: tuple[Part, ...]
    questions: tuple[str, ...]
    """The questions that it speaks on: for one that went, on the base."""


@dataclass(frozen=True, slots=True)
class PermissionMove:
    """A control of the firm that is not what it was."""

    vendor: str
    offering: str
    """Empty for what is about the whole vendor."""
    what: str
    was: str
    now: str
    direction: str
    """wider, narrower or other."""


@dataclass(frozen=True, slots=True)
class SignOffMove:
    """A sign-off that came or went."""

    vendor: str
    function: str
    by: str
    on: str
    data_allowed: str
    kind: str
    """given or withdrawn."""
    present: bool
    """Whether it is for the present state."""


@dataclass(frozen=True, slots=True)
class CompanyMove:
    """A company behind a vendor that came, went or gets other data."""

    vendor: str
    company: str
    role: str
    kind: str
    """added, removed or changed."""
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class PolicyMove:
    """A part of the policy or its questions that is not what it was."""

    what: str
    was: str
    now: str
    direction: str
    """weaker, stronger or other."""


@dataclass(frozen=True, slots=True)
class CheckMove:
    """A check that came, went or is not what it was."""

    check: str
    kind: str
    """added, removed or edited."""
    moved: tuple[str, ...]
    """The verdicts that its findings helped to move, as offering and data class."""


@dataclass(frozen=True, slots=True)
class SignatureNeeded:
    """A function whose sign-off is not there for the state after the change."""

    offering: str
    function: str
    people: tuple[str, ...]
    """Who may sign for it."""
    data_classes: tuple[str, ...]
    """The classes that are released without it."""
    earlier: str
    """Who signed an earlier state and when; empty for nobody: then it is for the first time."""


@dataclass(frozen=True, slots=True)
class ClientTouched:
    """A client whom the change concerns."""

    client: str
    name: str
    offerings: tuple[str, ...]
    reasons: tuple[str, ...]
    """Sentences."""


@dataclass(frozen=True, slots=True)
class ToAsk:
    """A question to send to a vendor."""

    question: str
    title: str
    ask: str
    good_answer: str
    offerings: tuple[str, ...]
    data_class: str
    """The lowest class that is paused for want of an answer."""


@dataclass(frozen=True, slots=True)
class Letter:
    """The questions to send to one vendor."""

    vendor: str
    name: str
    questions: tuple[ToAsk, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that a change moves."""

    firm: str
    fictional: bool
    judged_on: str
    """The day on which both states were judged; empty when there was nothing to judge."""
    base: Side
    head: Side
    not_compared: tuple[str, ...]
    """Vendors whose answers could not be compared."""
    findings: tuple[Cause, ...]
    """What the other parts name by number."""
    blocking: tuple[Blocking, ...]
    verdicts: tuple[VerdictMove, ...]
    offerings: tuple[OfferingMove, ...]
    answers: tuple[AnswerMove, ...]
    statements: tuple[StatementMove, ...]
    documents: tuple[DocumentMove, ...]
    companies: tuple[CompanyMove, ...]
    permissions: tuple[PermissionMove, ...]
    sign_offs: tuple[SignOffMove, ...]
    policy: tuple[PolicyMove, ...]
    checks: tuple[CheckMove, ...]
    signatures: tuple[SignatureNeeded, ...]
    clients: tuple[ClientTouched, ...]
    letters: tuple[Letter, ...]

    @property
    def exit_code(self) -> ExitCode:
        """Whether both states could be compared in full; what moved is no matter of this code."""
        sides = (self.base, self.head)
        if any(side.crashed for side in sides):
            return ExitCode.FAILED
        if any(side.problems or side.unusable for side in sides) or self.not_compared:
            return ExitCode.UNUSABLE
        return ExitCode.CLEAR

    @property
    def moved(self) -> bool:
        """Whether anything moved at all."""
        return any(
            (
                self.verdicts,
                self.offerings,
                self.answers,
                self.statements,
                self.documents,
                self.companies,
                self.permissions,
                self.sign_offs,
                self.policy,
                self.checks,
            )
        )


def nothing_compared(base: str, problems: tuple[Problem, ...]) -> Difference:
    """Return the difference that says only why nothing could be compared."""
    return Difference(
        firm="",
        fictional=False,
        judged_on="",
        base=Side(base, "", 0, (), problems, ()),
        head=Side("", "", 0, (), (), ()),
        not_compared=(),
        findings=(),
        blocking=(),
        verdicts=(),
        offerings=(),
        answers=(),
        statements=(),
        documents=(),
        companies=(),
        permissions=(),
        sign_offs=(),
        policy=(),
        checks=(),
        signatures=(),
        clients=(),
        letters=(),
    )
