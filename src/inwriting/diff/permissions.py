"""The firm's own permissions that a change moves: use.yaml, exceptions and sign-offs."""

from collections.abc import Iterator

from inwriting.diff.difference import PermissionMove, SignOffMove
from inwriting.diff.documents import both
from inwriting.register.check.clients import highest_by_team
from inwriting.register.model.policy import Policy
from inwriting.register.model.register import Register, Vendor
from inwriting.register.model.use import Approval, Exemption, OfferingUse

_ORDER = ("wider", "other", "narrower")
_NOT_USED = "not used"
_NOTHING = "nothing"
_Move = tuple[str, str, str, str]
"""What moved, what it was, what it is, and the direction."""


def permission_moves(before: Register | None, now: Register) -> tuple[PermissionMove, ...]:
    """Return the controls that are not what they were, what lets in more first."""
    moves = [
        move
        for was, says in both(before, now)
        for move in _vendor(was, says, before.policy if before else now.policy, now.policy)
    ]
    # Within one offering the moves stay in the order of use.yaml.
    return tuple(sorted(moves, key=lambda m: (_ORDER.index(m.direction), m.vendor, m.offering)))


def sign_off_moves(before: Register | None, now: Register) -> tuple[SignOffMove, ...]:
    """Return the sign-offs that came or went."""
    moves = []
    for was, says in both(before, now):
        old = {_content(item): item for item in was.approvals} if was else {}
        new = {_content(item): item for item in says.approvals} if says else {}
        digest = says.digest if says else ""
        vendor = says or was
        for key, item in (old | new).items():
            if vendor and (key in old) != (key in new):
                kind = "given" if key in new else "withdrawn"
                moves.append(
                    SignOffMove(
                        vendor=vendor.id,
                        function=item.function,
                        by=item.by.name,
                        on=str(item.on),
                        data_allowed=item.data_allowed,
                        kind=kind,
                        present=item.digest == digest,
                    )
                )
    return tuple(sorted(moves, key=lambda m: (m.vendor, m.kind, m.function, m.on, m.by)))


def _content(item: Approval) -> tuple[object, ...]:
    return (item.function, item.by, item.on, item.digest, item.offerings, item.data_allowed)


def _vendor(
    was: Vendor | None, now: Vendor | None, old_policy: Policy, policy: Policy
) -> Iterator[PermissionMove]:
    old, new = was.use if was else None, now.use if now else None
    name = now.id if now else was.id if was else ""
    old_offerings = old.offerings if old else {}
    new_offerings = new.offerings if new else {}
    for offering in dict.fromkeys((*old_offerings, *new_offerings)):
        moves = _offering(
            old_offerings.get(offering), new_offerings.get(offering), old_policy, policy
        )
        for move in moves:
            yield PermissionMove(name, f"{name}/{offering}", *move)
    if old and new and old.owner != new.owner:
        yield PermissionMove(name, "", "owner in the firm", old.owner.name, new.owner.name, "other")
    yield from _exceptions(
        name,
        {item.id: item for item in old.exemptions} if old else {},
        {item.id: item for item in new.exemptions} if new else {},
        policy,
    )


def _offering(
    was: OfferingUse | None, now: OfferingUse | None, old_policy: Policy, policy: Policy
) -> Iterator[_Move]:
    old, new = (item.data_allowed if item else _NOT_USED for item in (was, now))
    if old != new:
        yield "data allowed", old, new, _higher(_top(was, old_policy), _top(now, policy))
    if was is None or now is None:
        # Of a use that begins, its limits are told; the rest is in the file.
        if now:
            yield from _begun(now)
        return
    yield from _teams(was, now, old_policy, policy, (old, new))
    yield from _limits(was, now)
    yield from _redaction(was, now, policy)
    yield from _review(was, now)
    yield from _monitoring(was, now)
    for what, before, after in (
        ("purpose", was.purpose, now.purpose),
        ("what to do instead", _instead(was), _instead(now)),
    ):
        if before != after:
            yield what, before, after, "other"


def _top(use: OfferingUse | None, policy: Policy) -> int:
    return len(policy.up_to(use.data_allowed)) if use else -1


def _higher(was: int, now: int) -> str:
    return "wider" if now > was else "narrower" if now < was else "other"


def _teams(
    was: OfferingUse,
    now: OfferingUse,
    old_policy: Policy,
    policy: Policy,
    general: tuple[str, str],
) -> Iterator[_Move]:
    old, new = highest_by_team(was, old_policy), highest_by_team(now, policy)
    for team in dict.fromkeys((*old, *new)):
        low, high = old.get(team, -1), new.get(team, -1)
        words = (_class(old_policy, low), _class(policy, high))
        # What moved for every team alike is said once.
        if words[0] != words[1] and words != general:
            yield f"data allowed to the team {team}", *words, _higher(low, high)
    kept = {item.team: item.conditions for item in was.teams}
    keeps = {item.team: item.conditions for item in now.teams}
    for team in dict.fromkeys((*kept, *keeps)):
        if team in kept and team in keeps:
            yield from _list(f"condition for the team {team}", kept[team], keeps[team], "narrower")


def _class(policy: Policy, position: int) -> str:
    return policy.classes[position].id if position >= 0 else _NOTHING


def _list(
    what: str, was: tuple[str, ...], now: tuple[str, ...], more: str, *, empty: str = ""
) -> Iterator[_Move]:
    """Yield the list's move; to have *more* in it is wider or narrower, as *more* says.

    *empty* are the words for an empty list that stands for everything.
    """
    if set(was) == set(now):
        return
    less = "narrower" if more == "wider" else "wider"
    old, new = set(was), set(now)
    if empty and not (was and now):
        direction = more if not now else less
    elif old < new:
        direction = more
    elif new < old:
        direction = less
    else:
        direction = "other"
    yield what, ", ".join(was) or empty, ", ".join(now) or empty, direction


def _begun(now: OfferingUse) -> Iterator[_Move]:
    for what, names in (
        ("teams", tuple(team.team for team in now.teams)),
        ("clients excluded", now.clients_excluded),
        ("regions", now.regions),
        ("sensitive uses", now.sensitive_uses),
    ):
        if names:
            yield what, "", ", ".join(names), "other"


def _limits(was: OfferingUse, now: OfferingUse) -> Iterator[_Move]:
    excluded = (was.clients_excluded, now.clients_excluded)
    yield from _list("clients excluded", *excluded, "narrower")
    yield from _list("regions", was.regions, now.regions, "wider", empty="every region")
    yield from _list("sensitive uses", was.sensitive_uses, now.sensitive_uses, "wider")


def _redaction(was: OfferingUse, now: OfferingUse, policy: Policy) -> Iterator[_Move]:
    old, new = was.redaction, now.redaction
    before, after = (item.required_from if item else _NOTHING for item in (old, new))
    if before != after:
        # To redact from a higher class on is to redact less.
        places = [
            len(policy.up_to(item.required_from)) if item else len(policy.classes) + 1
            for item in (old, new)
        ]
        yield "redaction from", before, after, _higher(places[0], places[1])
    if old and new and old.how != new.how:
        yield "way of redaction", old.how, new.how, "other"


def _review(was: OfferingUse, now: OfferingUse) -> Iterator[_Move]:
    old = {item.use: item.steps for item in was.review}
    new = {item.use: item.steps for item in now.review}
    for use in dict.fromkeys((*old, *new)):
        before, after = old.get(use, ""), new.get(use, "")
        if before != after:
            direction = "wider" if not after else "narrower" if not before else "other"
            yield f"review of {use}", before, after, direction


def _monitoring(was: OfferingUse, now: OfferingUse) -> Iterator[_Move]:
    old, new = was.monitoring, now.monitoring
    before, after = (
        f"every {item.every_days} days by {item.by.name}: {item.what}" if item else _NOTHING
        for item in (old, new)
    )
    if before != after:
        days = [item.every_days if item else 1_000_000 for item in (old, new)]
        yield "monitoring", before, after, _higher(days[0], days[1])


def _instead(use: OfferingUse) -> str:
    if use.fallback is None:
        return _NOTHING
    return " ".join((*use.fallback.offerings, use.fallback.instead)).strip()


def _exceptions(
    vendor: str, old: dict[str, Exemption], new: dict[str, Exemption], policy: Policy
) -> Iterator[PermissionMove]:
    for name in sorted({*old, *new}):
        was, now = old.get(name), new.get(name)
        before, after = (_exception(item) if item else "" for item in (was, now))
        if before == after:
            continue
        item = now or was
        offering = f"{vendor}/{item.offering}" if item else ""
        if was and now:
            reach = [(len(policy.up_to(i.data_class)), i.expires) for i in (was, now)]
            wider = reach[1][0] > reach[0][0] or reach[1][1] > reach[0][1]
            narrower = reach[1][0] < reach[0][0] or reach[1][1] < reach[0][1]
            # What grows in one way and shrinks in another counts as growing.
            direction = "wider" if wider else "narrower" if narrower else "other"
        else:
            direction = "wider" if now else "narrower"
        yield PermissionMove(vendor, offering, f"exception {name}", before, after, direction)


def _exception(item: Exemption) -> str:
    about = f"{item.check} on {item.question}" if item.question else item.check
    return (
        f"{about}, up to {item.data_class}, from {item.granted} to {item.expires}, "
        f"owner {item.owner.name}, approved by {item.approved_by.name}: {item.reason}"
    )
