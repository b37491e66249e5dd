"""A finding: the only currency. CI, verdicts, pages and the gate all read findings."""

import re
from enum import IntEnum

import msgspec

from inwriting.register.model.place import Place


class Effect(IntEnum):
    """What a finding does. The higher, the worse."""

    WARNING = 0
    """It is said, and nothing else happens."""
    CONDITION = 1
    """The data may go in if the condition is kept."""
    PAUSE = 2
    """We do not know: the data may not go in until we do."""
    REFUSE = 3
    """We know, and it does not meet the policy."""
    MERGE = 4
    """The register itself is broken, or allows more than its findings: the change may not merge.

    Meanwhile what it touches is paused.
    """


class Finding(msgspec.Struct, frozen=True, gc=False):
    """One thing that a check found. Checks fill in the first part, the runner the last."""

    message: str
    """What is wrong, naming the thing; one sentence that begins with a capital."""
    at: Place
    """Where to mend it."""
    question: str = ""
    """The question's id, where it is about one."""
    data_class: str = ""
    """The lowest data class that it touches, which means all above too; empty for all."""
    fix: str = ""
    """What to do, when it is more precise than the check's own."""
    also: tuple[Place, ...] = ()
    """Other places to look at."""
    clauses: tuple[str, ...] = ()
    """The documents and clauses behind it, as people cite them."""
    effect: Effect | None = None
    """What it does, when that differs from the check's own."""
    teams: tuple[str, ...] = ()
    """The teams for whom alone it holds; empty for everybody."""
    clients: tuple[str, ...] = ()
    """The clients for whose data alone it holds; empty for everybody's."""
    regions: tuple[str, ...] = ()
    """The regions in which alone it holds; empty for all."""

    vendor: str = ""
    """The vendor's id; empty when it is about the whole register."""
    offering: str = ""
    """The offering's reference; empty when it is about all of the vendor's."""
    check: str = ""
    """The id of the check."""
    risks: tuple[str, ...] = ()
    """What it endangers."""
    acceptable: bool = True
    """Whether an exception may stand in for mending it."""
    crashed: bool = False
    """Whether the check itself failed: the tool's own fault and never acceptable."""
    failed_check: str = ""
    """The id of the check that failed, when it crashed."""

    @property
    def blocks_merge(self) -> bool:
        """Whether the change may not merge."""
        return self.effect is Effect.MERGE

    @property
    def scoped(self) -> bool:
        """Whether it holds only for some teams, clients or regions."""
        return bool(self.teams or self.clients or self.regions)

    @property
    def identity(self) -> str:
        """What makes it this finding and no other, before a change and after it.

        List indexes are left out, and numbers in the message count as any number: a statement
        that moves in its list, or one day less until something ends, is still the same finding.
        """
        keys = ".".join(part for part in self.at.path if isinstance(part, str))
        parts = (
            self.check,
            self.vendor,
            self.offering,
            self.question,
            self.data_class,
            ",".join(self.teams),
            ",".join(self.clients),
            ",".join(self.regions),
            self.at.file,
            keys,
            re.sub(r"[0-9]+", "0", self.message),
        )
        return "\0".join(parts)

    def touches(self, vendor: str, offering: str) -> bool:
        """Tell whether it is about the offering with the reference *offering* of *vendor*."""
        if self.offering:
            return self.offering == offering
        return self.vendor in {"", vendor}
