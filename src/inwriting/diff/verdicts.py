"""Verdicts that a change moves, the findings that explain it, and what blocks the merge."""

import dataclasses
import itertools
from collections.abc import Iterable, Iterator
from typing import overload

from inwriting.diff.difference import (
    Blocking,
    Cause,
    CauseMove,
    OfferingMove,
    VerdictMove,
)
from inwriting.register.check.finding import Effect, Finding
from inwriting.register.decide.verdict import Decision, Verdict, Verdicts
from inwriting.register.load.files import shown
from inwriting.register.model.questions import Standing
from inwriting.register.model.register import Offering, Register

Key = tuple[str, Effect]
"""What makes a finding the same one before a change and after it."""
_State = dict[Key, tuple[Finding, str]]
"""The findings that make a verdict, each with the exception that accepts it, or empty text."""
_WORDS = {(-1): "better", 0: "same", 1: "worse"}
_ORDER = ("worse", "gone", "new", "better", "same")


def key_of(finding: Finding) -> Key:
    """Return what makes *finding* the same one before a change and after it."""
    # A finding without an effect would be one that nobody decided on: it blocks.
    return finding.identity, Effect.MERGE if finding.effect is None else finding.effect


class Causes:
    """The findings that a difference names, each once and by its number."""

    def __init__(self) -> None:
        """Begin without any."""
        self._numbers: dict[Key, int] = {}
        self._causes: list[Cause] = []

    def number(self, finding: Finding) -> int:
        """Return the number of *finding*, which is added when it is new."""
        key = key_of(finding)
        if key not in self._numbers:
            self._numbers[key] = len(self._causes)
            self._causes.append(_cause(finding, key[1]))
        return self._numbers[key]

    def all(self) -> tuple[Cause, ...]:
        """Return the findings in the order of their numbers."""
        return tuple(self._causes)


def blocking(
    found: Iterable[Finding], before: Iterable[Finding], causes: Causes
) -> tuple[Blocking, ...]:
    """Return what among *found* blocks the merge; what is not among *before* is new."""
    old = {key_of(item) for item in before}
    stops = {key_of(item): item for item in found if key_of(item)[1] is Effect.MERGE}
    items = [Blocking(causes.number(item), key not in old) for key, item in stops.items()]
    return tuple(sorted(items, key=lambda item: (not item.new, item.finding)))


def verdict_moves(
    before: Verdicts | None, now: Verdicts, causes: Causes
) -> tuple[VerdictMove, ...]:
    """Return every verdict that moved, for everybody and for whom it moved otherwise.

    Offerings of which one state knows nothing, since their vendor's files cannot be used, are
    left to the list of these vendors.
    """
    moves: list[VerdictMove] = []
    for reference in _references(before, now):
        old, new = about(before, reference), about(now, reference)
        for data_class in classes(before, now):
            moves += _moves(old, new, reference, data_class, causes)
    places = {name: number for number, name in enumerate(classes(before, now))}

    def order(move: VerdictMove) -> tuple[object, ...]:
        severity = -Verdict[move.now.upper()] if move.now else 0
        scoped = bool(move.team or move.client or move.region)
        narrowed = (scoped, move.team, move.client, move.region)
        place = places[move.data_class]
        return (_ORDER.index(move.direction), severity, move.offering, place, *narrowed)

    return tuple(sorted(moves, key=order))


@overload
def about(verdicts: Verdicts, reference: str) -> Verdicts: ...


@overload
def about(verdicts: Verdicts | None, reference: str) -> Verdicts | None: ...


def about(verdicts: Verdicts | None, reference: str) -> Verdicts | None:
    """Return *verdicts* with only the findings that touch one offering: narrowing is then quick."""
    if verdicts is None:
        return None
    vendor = reference.partition("/")[0]
    touching = tuple(item for item in verdicts.findings if item.touches(vendor, reference))
    return dataclasses.replace(verdicts, findings=touching)


def classes(before: Verdicts | None, now: Verdicts) -> tuple[str, ...]:
    """Return the data classes of the present policy that the base's has too.

    A base without a register has none of its own. A class that came or went is a move of the
    policy: there is nothing to compare its verdicts with.
    """
    present = [item.id for item in now.register.policy.classes]
    if before is None:
        return tuple(present)
    known = {item.id for item in before.register.policy.classes}
    return tuple(name for name in present if name in known)


def offering_moves(before: Verdicts | None, now: Verdicts) -> tuple[OfferingMove, ...]:
    """Return the offerings that came or went, and which of them look like one another."""
    old = _known(before.register if before else None, now.register)
    new = _known(now.register, before.register if before else None)
    went = {name: item for name, item in old.items() if now.register.offering(name) is None}
    came = {name: item for name, item in new.items() if name not in old}
    like: dict[str, str] = {}
    for name, item in came.items():
        twin = next(
            (n for n, other in went.items() if n not in like.values() and _alike(item, other)), ""
        )
        like[name] = twin
    back = {twin: name for name, twin in like.items() if twin}
    return (
        *(_offering(item, "added", like[name]) for name, item in sorted(came.items())),
        *(_offering(item, "removed", back.get(name, "")) for name, item in sorted(went.items())),
    )


def _known(register: Register | None, other: Register | None) -> dict[str, Offering]:
    """Return the offerings of *register* but those whose vendor *other* cannot use."""
    unusable = other.unusable if other else ()
    offerings = register.offerings if register else ()
    return {item.reference: item for item in offerings if item.vendor not in unusable}


def _alike(one: Offering, other: Offering) -> bool:
    """Tell whether two offerings seem to be one under two names."""
    same_kind = (one.kind, one.tiers, one.surfaces) == (other.kind, other.tiers, other.surfaces)
    if one.vendor == other.vendor:
        return same_kind or one.name == other.name
    texts = {item.digest for item in one.dossier.documents.values()}
    shared = any(item.digest in texts for item in other.dossier.documents.values())
    return same_kind and (shared or one.dossier.name == other.dossier.name)


def _offering(item: Offering, kind: str, like: str) -> OfferingMove:
    standings = [cell.value.standing for answer in item.answers.values() for cell in answer.cells]
    return OfferingMove(
        offering=item.reference,
        name=item.name,
        vendor_name=item.dossier.name,
        kind=kind,
        looks_like=like,
        data_allowed=item.use.data_allowed if item.use else "",
        documents=len(item.documents),
        protects=standings.count(Standing.PROTECTS),
        unclear=standings.count(Standing.UNCLEAR),
        exposes=standings.count(Standing.EXPOSES),
    )


def _references(before: Verdicts | None, now: Verdicts) -> tuple[str, ...]:
    old = _known(before.register if before else None, now.register)
    new = _known(now.register, before.register if before else None)
    return tuple(sorted({*old, *new}))


def _moves(
    before: Verdicts | None, now: Verdicts, reference: str, data_class: str, causes: Causes
) -> Iterator[VerdictMove]:
    everybody = _pair(before, now, reference, data_class, ("", "", ""))
    yield from _move(everybody, reference, data_class, ("", "", ""), causes)
    for narrowing in _narrowings(before, now):
        pair = _pair(before, now, reference, data_class, narrowing)
        if tuple(map(_word, pair)) != tuple(map(_word, everybody)):
            for move in _move(pair, reference, data_class, narrowing, causes):
                if move.direction != "same":
                    yield move


def _pair(
    before: Verdicts | None,
    now: Verdicts,
    reference: str,
    data_class: str,
    narrowing: tuple[str, str, str],
) -> tuple[Decision | None, Decision | None]:
    team, client, region = narrowing
    found = []
    for verdicts in (before, now):
        there = verdicts is not None and verdicts.register.offering(reference) is not None
        found.append(
            verdicts.narrowed(reference, data_class, team=team, client=client, region=region)
            if verdicts is not None and there
            else None
        )
    return found[0], found[1]


def _narrowings(before: Verdicts | None, now: Verdicts) -> list[tuple[str, str, str]]:
    """Return each combination of team, client and region that a finding of either state names."""
    return sorted(
        {
            combination
            for verdicts in (before, now)
            if verdicts
            for finding in verdicts.findings
            if finding.scoped
            for combination in itertools.product(
                finding.teams or ("",), finding.clients or ("",), finding.regions or ("",)
            )
        }
    )


def _move(
    pair: tuple[Decision | None, Decision | None],
    reference: str,
    data_class: str,
    narrowing: tuple[str, str, str],
    causes: Causes,
) -> Iterator[VerdictMove]:
    was, now = pair
    moved = _cause_moves(_state(was), _state(now), causes) if now else ()
    if _word(was) != _word(now) or moved:
        yield VerdictMove(
            reference, data_class, *narrowing, _word(was), _word(now), _direction(was, now), moved
        )


def _word(decision: Decision | None) -> str:
    return decision.verdict.word if decision else ""


def _direction(was: Decision | None, now: Decision | None) -> str:
    if was is None:
        return "new"
    if now is None:
        return "gone"
    return _WORDS[(now.verdict > was.verdict) - (now.verdict < was.verdict)]


def _state(decision: Decision | None) -> _State:
    if decision is None:
        return {}
    state = {key_of(item): (item, "") for item in (*decision.reasons, *decision.conditions)}
    return state | {
        key_of(item.finding): (item.finding, item.exemption.id) for item in decision.accepted
    }


def _cause_moves(was: _State, now: _State, causes: Causes) -> tuple[CauseMove, ...]:
    moves = []
    for key, (finding, exemption) in now.items():
        if key not in was:
            moved = "accepted" if exemption else "new"
        elif bool(exemption) == bool(was[key][1]):
            continue
        else:
            moved = "accepted" if exemption else "no-longer-accepted"
        moves.append(
            CauseMove(causes.number(finding), moved, exemption or was.get(key, (0, ""))[1])
        )
    moves += [
        CauseMove(causes.number(finding), "gone", exemption)
        for key, (finding, exemption) in was.items()
        if key not in now
    ]
    return tuple(moves)


def _cause(finding: Finding, effect: Effect) -> Cause:
    place = f"{finding.at.file} {shown(finding.at.path)}".strip()
    return Cause(
        check=finding.check,
        effect=effect.name.lower(),
        message=finding.message,
        fix=finding.fix,
        place=place,
        vendor=finding.vendor,
        offering=finding.offering,
        question=finding.question,
        data_class=finding.data_class,
        teams=finding.teams,
        clients=finding.clients,
        regions=finding.regions,
        clauses=finding.clauses,
    )
