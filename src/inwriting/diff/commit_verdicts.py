"""What remains of an evaluation to compare it with others: verdicts, or why there are none."""

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from inwriting.diff.verdict_changes import State, state_of
from inwriting.register.decide.evaluate import Evaluation
from inwriting.register.model.register import Register, Vendor

_MOST_REASONS = 3
_TEMPORARY = re.compile(re.escape(str(Path(tempfile.gettempdir()).resolve())) + r"[^\s'\":]*[/\\]")


@dataclass(frozen=True, slots=True)
class CommitVerdicts:
    """What was decided on one state of a register."""

    state: State | None
    """The verdicts of every vendor that could be judged; None when nothing could."""
    unjudged: tuple[str, ...]
    """The vendors that could not be judged."""
    why: str
    """What could not be judged and why; empty when everything could."""

    def __post_init__(self) -> None:
        """Refuse what no register comes to, wherever it was read from."""
        if (self.state is None or self.unjudged) and not self.why:
            message = "what was not judged has a reason"
            raise ValueError(message)


def commit_verdicts_of(evaluation: Evaluation) -> CommitVerdicts:
    """Return what *evaluation* decided.

    Where something that concerns all is wrong, nothing is judged. Where only files of some vendors
    are, these and all that build on them are not: what is missing may be what refuses.
    """
    crashed = [finding.message for finding in evaluation.findings if finding.crashed]
    reasons = [*crashed, *(f"{item.file}: {item.message}" for item in evaluation.problems)]
    broken = {_vendor_of(item.file) for item in evaluation.problems}
    register = evaluation.register
    if crashed or "" in broken or register is None or evaluation.verdicts is None:
        return CommitVerdicts(None, (), _said(reasons or ["The policy cannot be used."]))
    unjudged = _with_followers(register, broken | set(register.unusable))
    state = {
        reference: judged
        for reference, judged in state_of(evaluation.verdicts).items()
        if judged.vendor not in unjudged
    }
    return CommitVerdicts(state, tuple(sorted(unjudged)), _said(reasons))


def _vendor_of(file: str) -> str:
    """Return the vendor whose folder *file* lies in; empty when it concerns the whole register."""
    parts = file.split("/")
    return parts[1] if parts[0] == "vendors" and len(parts) > 2 else ""


def _with_followers(register: Register, broken: set[str]) -> set[str]:
    """Return *broken* and every vendor whose verdict may rest on one of them, however far."""
    found = set(broken)
    size = -1
    while size != len(found):
        size = len(found)
        found |= {v.id for v in register.vendors if not found.isdisjoint(_named_by(v))}
    return found


def _named_by(vendor: Vendor) -> Iterator[str]:
    """Yield the other vendors that *vendor* names: those behind it and those to fall back on."""
    references = [item.offering for item in vendor.dossier.subprocessors]
    for offering in vendor.offerings:
        if offering.use and offering.use.fallback:
            references.extend(offering.use.fallback.offerings)
    for reference in references:
        yield reference.partition("/")[0]


def _said(reasons: list[str]) -> str:
    """Return *reasons* in one text, without the folder in which the commit lay for a moment."""
    shown = [_TEMPORARY.sub("", reason) for reason in reasons[:_MOST_REASONS]]
    if len(reasons) > _MOST_REASONS:
        shown.append(f"And {len(reasons) - _MOST_REASONS} more.")
    return " ".join(shown)
