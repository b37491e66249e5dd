"""Suppressions: read from comments, and judged by the register and the calendar.

A repository cannot approve itself. A suppression says where an exception of the register applies,
and no more: without one it is told and changes nothing.
"""

import datetime
import functools
import re
from collections.abc import Collection, Iterable, Iterator

from inwriting.gate.declaration import WrittenSuppression
from inwriting.gate.patterns import matches_text
from inwriting.gate.register_data import RegisterData, RegisterException
from inwriting.gate.result import GateEffect, Suppression
from inwriting.gate.rules import (
    RULES,
    SUPPRESSION_ABOUT_TO_EXPIRE,
    SUPPRESSION_EXPIRED,
    SUPPRESSION_TOO_LONG,
    SUPPRESSION_WITHOUT_EXCEPTION,
    SUPPRESSION_WITHOUT_USE,
)
from inwriting.gate.uses import UNKNOWN_ENDPOINT, Spot
from inwriting.register.load.forms import is_date

_WRITTEN = re.compile(
    r"inwriting:\s*allow\s+(?P<tool>\S+)\s+until\s+(?P<until>\S+)"
    r"(\s+exception\s+(?P<exception>\S+))?\s+because\s+(?P<reason>\S.*)\Z"
)
_TOOL = re.compile(r"inwriting:\s*allow\s+(?P<tool>\S+)")
_LONGEST_COMMENT = 1000


def from_comments(comments: Iterable[tuple[Spot, str]]) -> Iterator[WrittenSuppression]:
    """Yield the suppressions in *comments*, each with where it stands.

    They read ``inwriting: allow TOOL until YYYY-MM-DD exception ID because REASON``. What is
    written otherwise is yielded as malformed, and counts as over.
    """
    for spot, text in comments:
        # What nobody would write by hand is not searched for its parts.
        words = " ".join(text[: _LONGEST_COMMENT + 1].split())
        match = _WRITTEN.match(words) if len(text) <= _LONGEST_COMMENT else None
        if match is None:
            tool = _TOOL.match(words)
            name = tool["tool"] if tool else ""
            yield WrittenSuppression(
                name, spot.file, "", "", "", spot.file, spot.line, beside=True, malformed=True
            )
            continue
        yield WrittenSuppression(
            tool=match["tool"],
            path=spot.file,
            until=match["until"],
            exception=match["exception"] or "",
            reason=match["reason"],
            file=spot.file,
            line=spot.line,
            beside=True,
        )


def is_for(item: WrittenSuppression, tool: str, file: str, lines: Collection[int]) -> bool:
    """Tell whether *item* is for the use of *tool* in *file*, whose signs stand in *lines*.

    A comment is for what stands in its own line or the next.
    """
    if item.tool not in {tool, tool.removeprefix(UNKNOWN_ENDPOINT)}:
        return False
    if item.beside:
        return item.file == file and (item.line in lines or item.line + 1 in lines)
    return _matches_path(item.path, file)


def judged(
    item: WrittenSuppression,
    tool: str,
    open_offerings: Iterable[str],
    data_class: str,
    register: RegisterData,
    today: datetime.date,
) -> Suppression:
    """Return whether *item* holds for *tool*, with the reason when it does not.

    *open_offerings* are the offerings that the tool may be and that are not allowed for
    *data_class*: an exception for an offering must cover them all.
    """
    limits = register.gate["suppressions"]
    broken = functools.partial(_broken, item)
    if item.malformed or not is_date(item.until):
        return broken(SUPPRESSION_EXPIRED, "it cannot be read, so it counts as over")
    until = datetime.date.fromisoformat(item.until)
    if until < today:
        return broken(SUPPRESSION_EXPIRED, f"it expired on {item.until}")
    longest = today + datetime.timedelta(days=limits["longest"])
    if until > longest:
        return broken(
            SUPPRESSION_TOO_LONG,
            f"it lasts until {item.until}; the policy allows {limits['longest']} days, which is "
            f"until {longest}",
        )
    found = register.exceptions(item.exception) if item.exception else ()
    exception, why = _covering(
        found, item, tool, tuple(open_offerings), data_class, register, today
    )
    if exception is None:
        return broken(SUPPRESSION_WITHOUT_EXCEPTION, why)
    end = min(until, datetime.date.fromisoformat(exception.expires))
    left = (end - today).days
    if left < limits["fail-before-end"]:
        days = f"{left} day" if left == 1 else f"{left} days"
        return broken(
            SUPPRESSION_ABOUT_TO_EXPIRE,
            f"it ends on {end}, in {days}; the policy keeps the last {limits['fail-before-end']} "
            "days free",
        )
    return _suppression(item, holds=True)


def without_use(item: WrittenSuppression) -> Suppression:
    """Return *item* as one that is for nothing."""
    if item.malformed:
        return _broken(item, SUPPRESSION_EXPIRED, "it cannot be read, so it counts as over")
    return _broken(item, SUPPRESSION_WITHOUT_USE, "nothing that it names is stopped there")


def not_judged(item: WrittenSuppression) -> Suppression:
    """Return *item* as it is where there is no register to judge it by."""
    return _suppression(item, holds=False, why_not="there is no register to look it up in")


def _covering(
    found: tuple[RegisterException, ...],
    item: WrittenSuppression,
    tool: str,
    open_offerings: tuple[str, ...],
    data_class: str,
    register: RegisterData,
    today: datetime.date,
) -> tuple[RegisterException | None, str]:
    """Return the exception that covers the use, or None and why there is none."""
    name = item.exception
    if not name:
        return None, "it names no exception of the register"
    if not found:
        if register.accepts_a_finding(name):
            return None, (
                f"{name} accepts one finding on a vendor and is part of the verdict already; "
                "repositories need an exception of their own"
            )
        return None, f"the register has no exception {name} for repositories"
    exception = found[0]
    whom = exception.offering or exception.tool
    covers = (
        bool(open_offerings) and all(name == exception.offering for name in open_offerings)
        if exception.offering
        else exception.tool in {tool, tool.removeprefix(UNKNOWN_ENDPOINT)}
    )
    reasons = (
        (len(found) == 1 and exception.proper, f"{name} was not allowed as the policy asks"),
        (exception.granted <= str(today), f"{name} begins on {exception.granted}"),
        (str(today) <= exception.expires, f"{name} expired on {exception.expires}"),
        (covers, f"{name} is for {whom}"),
        (
            register.up_to(data_class, exception.data_class),
            f"{name} holds for data up to {exception.data_class}, and this is {data_class}",
        ),
    )
    why = next((words for holds, words in reasons if not holds), "")
    return (None, why) if why else (exception, "")


def _broken(item: WrittenSuppression, rule: str, why: str) -> Suppression:
    return _suppression(item, holds=False, why_not=why, rule=rule)


def _suppression(
    item: WrittenSuppression, *, holds: bool, why_not: str = "", rule: str = ""
) -> Suppression:
    return Suppression(
        tool=item.tool,
        path=item.path,
        until=item.until,
        exception=item.exception,
        reason=item.reason,
        file=item.file,
        line=item.line,
        holds=holds,
        why_not=why_not,
        rule=rule,
        fix=RULES[rule].fix if rule else "",
        effect=GateEffect.WARNS if rule else GateEffect.LISTED,
    )


def _matches_path(pattern: str, path: str) -> bool:
    """Tell whether *path* is what *pattern* says, from the top; /** at its end is all below."""
    wanted, parts = pattern.removeprefix("./").split("/"), path.split("/")
    if wanted[-1] == "**":
        wanted = wanted[:-1]
        if len(parts) <= len(wanted):
            return False
        parts = parts[: len(wanted)]
    return len(parts) == len(wanted) and all(map(matches_text, wanted, parts))
