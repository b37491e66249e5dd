"""Who is affected if an offering is paused?"""

from collections.abc import Iterable
from dataclasses import dataclass

from inwriting.gate.estate.visited import UseFound, Visited


@dataclass(frozen=True, slots=True)
class Affected:
    """One repository that uses the offering, or may use it."""

    visited: Visited
    uses: tuple[UseFound, ...]
    """Its uses of the offering, by file and line; at least one."""

    @property
    def blocked_now(self) -> bool:
        """Whether one of these uses blocks already."""
        return any(item.effect == "blocks" for item in self.uses)

    @property
    def blocked_then(self) -> bool:
        """Whether one of these uses would block with the offering paused."""
        return any(item.if_paused_effect == "blocks" for item in self.uses)


@dataclass(frozen=True, slots=True)
class IfPaused:
    """Who is affected, who is not, and of whom nobody knows."""

    offering: str
    affected: tuple[Affected, ...]
    """Those who would be stopped first, then by repository."""
    unknown: tuple[Visited, ...]
    """Repositories that were not judged in full, and in which no such use was found."""
    others: int
    """How many repositories do not use it."""

    @property
    def newly_blocked(self) -> tuple[Affected, ...]:
        """The repositories whose uses pass today and would block."""
        return tuple(item for item in self.affected if item.blocked_then and not item.blocked_now)


def who_is_affected(visits: Iterable[Visited], offering: str) -> IfPaused:
    """Return who uses *offering*, or a tool that it may be."""
    affected, unknown, others = [], [], 0
    for visited in sorted(visits, key=lambda item: item.repository):
        uses = tuple(item for item in visited.uses if offering in item.offerings)
        if uses:
            affected.append(Affected(visited, uses))
        elif visited.failed or visited.unread:
            # What was not read may use it: never counted among those who do not.
            unknown.append(visited)
        else:
            others += 1
    affected.sort(key=lambda item: (item.blocked_now, not item.blocked_then))
    return IfPaused(offering, tuple(affected), tuple(unknown), others)
