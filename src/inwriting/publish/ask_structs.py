"""What the page "Can I use it?" is given: the one definition of ``ask-data.js``.

The site's own script reads it, and nobody else. Numbers name a part in one of the lists.
"""

from collections.abc import Mapping

import msgspec


class AskPart(msgspec.Struct, frozen=True, rename="kebab", gc=False):
    """A part of the data; its keys are the names of its fields with hyphens."""


class AskNamed(AskPart, frozen=True):
    """Something that is chosen by its id and shown by its name."""

    id: str
    name: str


class AskClass(AskPart, frozen=True):
    """A class of data."""

    id: str
    name: str
    meaning: str


class AskQuestion(AskPart, frozen=True):
    """What a vendor is asked."""

    id: str
    title: str
    ask: str


class AskFirm(AskPart, frozen=True):
    """The firm, and whom to ask there."""

    name: str
    contact: str


class VerdictWords(AskPart, frozen=True):
    """A verdict as somebody who asks reads it."""

    says: str
    means: str


class ToldClause(AskPart, frozen=True):
    """A clause, and the anchor of the statement that cites it; empty for none."""

    text: int
    at: str


class ToldFinding(AskPart, frozen=True):
    """A finding as it is told of an offering."""

    message: int
    do: int
    clauses: tuple[ToldClause, ...]
    check: str


class ToldStatement(AskPart, frozen=True):
    """What is written on one question."""

    question: int
    says: int
    where: int
    at: str


class ToldAcceptance(AskPart, frozen=True):
    """A finding that an exception accepts."""

    finding: int
    exception: str
    owner: str
    until: str
    reason: int


class ToldWorse(AskPart, frozen=True):
    """For whom the answer is worse; what was asked is empty."""

    team: str
    client: str
    region: str
    verdict: str


class ToldReply(AskPart, frozen=True):
    """One answer."""

    verdict: str
    ruled: bool
    """Whether the firm's own rules refuse, and nothing that is said of the vendor."""
    reasons: list[int]
    conditions: list[int]
    accepted: list[ToldAcceptance]
    notes: int
    to_ask: list[int]
    worse: list[ToldWorse]
    instead: int


class ToldOther(AskPart, frozen=True):
    """An offering that may be used instead."""

    offering: int
    verdict: str
    named: bool
    """Whether the firm's own controls name it."""


class AskGroups(AskPart, frozen=True):
    """The number of each team, client and region in a table; alike ones share theirs."""

    teams: Mapping[str, int]
    clients: Mapping[str, int]
    regions: Mapping[str, int]


class AskTable(AskPart, frozen=True):
    """Where answers are found: the groups, and a table by class of data."""

    alike: int
    by_class: Mapping[str, int]


class AskTeamRules(AskPart, frozen=True):
    """The firm's rules for one team."""

    up_to: str
    conditions: list[int]


class AskRedaction(AskPart, frozen=True):
    """From which class of data on something is redacted, and how."""

    from_: str = msgspec.field(name="from")
    how: int


class AskReview(AskPart, frozen=True):
    """What a person does after a sensitive use."""

    use: str
    steps: int


class AskRules(AskPart, frozen=True):
    """The firm's own rules for an offering."""

    purpose: int
    up_to: str
    teams: Mapping[str, AskTeamRules]
    redaction: AskRedaction | None
    uses: Mapping[str, int]
    reviews: list[AskReview]


class AskOffering(AskPart, frozen=True):
    """Everything that is answered on an offering."""

    reference: str
    name: str
    kind: str
    vendor: str
    fictional: bool
    basis: str
    page: str
    keeper: str
    owner: str
    rules: AskRules | None
    written: Mapping[str, list[int]]
    answers: AskTable
    others: AskTable


class AskData(AskPart, frozen=True):
    """All answers, and what they have in common in lists."""

    format: int
    judged_on: str
    fixed_clock: bool
    commit: str
    failed: bool
    firm: AskFirm
    unusable: list[str]
    verdicts: Mapping[str, VerdictWords]
    ruled: str
    classes: list[AskClass]
    teams: list[AskNamed]
    clients: list[AskNamed]
    regions: list[AskNamed]
    uses: list[AskNamed]
    regions_meant: Mapping[str, Mapping[str, str]]
    questions: list[AskQuestion]
    checks: Mapping[str, str]
    offerings: list[AskOffering]
    texts: list[str]
    findings: list[ToldFinding]
    written: list[ToldStatement]
    replies: list[ToldReply]
    others: list[list[ToldOther]]
    tables: list[Mapping[str, int]]
    alike: list[AskGroups]
