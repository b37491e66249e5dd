"""Whom a change concerns: who must sign, which clients, and what to ask the vendors."""

from collections.abc import Iterable, Iterator

from inwriting.diff.difference import (
    AnswerMove,
    ClientTouched,
    Letter,
    SignatureNeeded,
    ToAsk,
)
from inwriting.diff.documents import both
from inwriting.diff.verdicts import about, classes, key_of
from inwriting.register.check.clients import forbidden
from inwriting.register.check.finding import Effect
from inwriting.register.check.signoffs import Lacking, lacking
from inwriting.register.decide.verdict import Verdict, Verdicts
from inwriting.register.model.policy import Client, Policy
from inwriting.register.model.questions import NEVER_KNOWN
from inwriting.register.model.register import Offering, Register, Vendor


def signatures(before: Register | None, now: Register) -> tuple[SignatureNeeded, ...]:
    """Return the sign-offs that are lacking for what the change touches.

    What was lacking already, of a vendor that the change leaves alone, is not told.
    """
    needed = []
    for was, says in both(before, now):
        if says is None:
            continue
        touched = was is None or (was.digest, was.approvals) != (says.digest, says.approvals)
        for offering in says.offerings:
            old = was.offering(offering.id) if was else None
            known = (
                {(i.function, i.data_class.id) for i in lacking(before, was, old)}
                if before and was and old
                else set()
            )
            needed += [
                _signature(now, offering, item)
                for item in lacking(now, says, offering)
                if touched or (item.function, item.data_class.id) not in known
            ]
    return tuple(needed)


def _signature(register: Register, offering: Offering, item: Lacking) -> SignatureNeeded:
    policy = register.policy
    allowed = policy.up_to(offering.use.data_allowed if offering.use else "")
    return SignatureNeeded(
        offering=offering.reference,
        function=item.function,
        people=tuple(person.name for person in policy.signers.get(item.function, ())),
        data_classes=tuple(
            found.id
            for found in allowed
            if item.function in found.signed_by and found.position >= item.data_class.position
        ),
        earlier=f"{item.stale.by.name} on {item.stale.on}" if item.stale else "",
    )


def clients(
    before: Verdicts | None, now: Verdicts, answers: Iterable[AnswerMove]
) -> tuple[ClientTouched, ...]:
    """Return the clients whom the change concerns, with the reasons.

    A client is concerned by an offering that the firm uses for it, by what its own terms demand,
    and by being excluded or no longer excluded.
    """
    moved = {(name, m.question) for m in answers for name in m.offerings}
    old = before.register.policy.clients if before else {}
    new = now.register.policy.clients
    groups: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for was, offering in _used(before, now):
        reference = next(item.reference for item in (offering, was) if item)
        narrow = (about(before, reference), about(now, reference))
        for name in {**new, **old}:
            pair = (old.get(name), new.get(name))
            reasons = tuple(_reasons(*narrow, pair, was, offering, moved))
            if reasons:
                shown = (new.get(name) or old[name]).name
                groups.setdefault((name, shown, reasons), []).append(reference)
    return tuple(
        ClientTouched(name, shown, tuple(sorted(offerings)), reasons)
        for (name, shown, reasons), offerings in sorted(groups.items())
    )


def _used(
    before: Verdicts | None, now: Verdicts
) -> Iterator[tuple[Offering | None, Offering | None]]:
    """Yield each offering that the firm uses, or used, as it was and as it is."""
    for was, says in both(before.register if before else None, now.register):
        old = {item.id: item for item in was.offerings} if was else {}
        new = {item.id: item for item in says.offerings} if says else {}
        for name in dict.fromkeys((*new, *old)):
            pair = old.get(name), new.get(name)
            if any(item is not None and item.use is not None for item in pair):
                yield pair


def _reasons(
    before: Verdicts | None,
    now: Verdicts,
    pair: tuple[Client | None, Client | None],
    was: Offering | None,
    offering: Offering | None,
    moved: set[tuple[str, str]],
) -> Iterator[str]:
    old, new = pair
    had, has = (bool(item) for item in (old, new))
    if before and had != has:
        yield "It came into the policy." if has else "It left the policy, and its terms with it."
    name = new.id if new else old.id if old else ""
    excluded, excludes = (_excludes(item, name) for item in (was, offering))
    if excluded != excludes and offering is not None:
        yield "It is now excluded." if excludes else "It is no longer excluded."
    forbade = _forbidden(old, was, before.register.policy if before else None)
    forbids = _forbidden(new, offering, now.register.policy)
    if forbids and forbids != forbade:
        yield f"Its terms forbid {forbids}."
    elif forbade and not forbids and offering is not None:
        yield f"Its terms no longer forbid {forbade}."
    if new and offering:
        for question, demands in (
            ("training-use", new.forbids_training_worse_than),
            ("human-access", new.forbids_human_access_worse_than),
            ("regions", new.forbids_places_other_than),
        ):
            if demands and (offering.reference, question) in moved:
                yield f"Its terms limit {question}, and the answer moved."
    if not (excluded and excludes) and _serves(old or new, was, offering):
        yield from _verdicts(before, now, name, was, offering)


def _excludes(offering: Offering | None, client: str) -> bool:
    return bool(offering and offering.use and client in offering.use.clients_excluded)


def _forbidden(client: Client | None, offering: Offering | None, policy: Policy | None) -> str:
    if client is None or offering is None or offering.use is None or policy is None:
        return ""
    found = forbidden(client, offering, policy)
    return found.words if found else ""


def _serves(client: Client | None, was: Offering | None, now: Offering | None) -> bool:
    """Tell whether a team that serves *client* may or might use the offering."""
    for item in (was, now):
        if client and item and item.use:
            teams = {team.team for team in item.use.teams}
            if not teams or not client.teams or teams & set(client.teams):
                return True
    return False


def _verdicts(
    before: Verdicts | None,
    now: Verdicts,
    client: str,
    was: Offering | None,
    offering: Offering | None,
) -> Iterator[str]:
    said = []
    for data_class in classes(before, now):
        old = (
            before.narrowed(was.reference, data_class, client=client).verdict
            if before and was
            else None
        )
        new = (
            now.narrowed(offering.reference, data_class, client=client).verdict
            if offering
            else None
        )
        # Of what is new or gone only what may go in, or might, is of interest to a client.
        usable = old if new is None else new
        if old is None or new is None:
            if usable is not None and usable <= Verdict.CONDITIONAL:
                said.append(f"{data_class} {old.word if old else 'new'} to "
                            f"{new.word if new else 'gone'}")  # fmt: skip
        elif old is not new:
            said.append(f"{data_class} {old.word} to {new.word}")
    if said:
        yield f"Verdicts for its data moved: {', '.join(said)}."


def letters(before: Verdicts | None, now: Verdicts) -> tuple[Letter, ...]:
    """Return the questions to send, by vendor: those that the change leaves open and that pause."""
    found = []
    for was, says in both(before.register if before else None, now.register):
        if says is not None:
            questions = tuple(_to_ask(before if was else None, now, says))
            if questions:
                found.append(Letter(says.id, says.name, questions))
    return tuple(found)


def _to_ask(before: Verdicts | None, now: Verdicts, vendor: Vendor) -> Iterator[ToAsk]:
    register = now.register
    lowest: dict[str, dict[str, int]] = {}
    for offering in vendor.offerings:
        for name, position in _open(before, now, offering):
            lowest.setdefault(name, {})[offering.reference] = position
    places = {name: number for number, name in enumerate(register.questions)}
    for name in sorted(lowest, key=lambda n: (min(lowest[n].values()), places[n])):
        question = register.questions[name]
        yield ToAsk(
            question=name,
            title=question.title,
            ask=question.ask,
            good_answer=question.good_answer,
            offerings=tuple(sorted(lowest[name])),
            data_class=register.policy.classes[min(lowest[name].values())].id,
        )


def _open(before: Verdicts | None, now: Verdicts, offering: Offering) -> Iterator[tuple[str, int]]:
    """Yield each question of *offering* that pauses since the change, with the lowest class."""
    known = set()
    if before and before.register.offering(offering.reference):
        for data_class in before.register.policy.classes:
            decision = before.of(offering.reference, data_class.id)
            known |= {key_of(item) for item in decision.reasons}
    seen: set[str] = set()
    for data_class in now.register.policy.classes:
        for item in now.of(offering.reference, data_class.id).reasons:
            answer = offering.answers.get(item.question)
            if answer is None or item.effect is not Effect.PAUSE or item.question in seen:
                continue
            unknown = any(cell.value.id in NEVER_KNOWN for cell in answer.cells)
            if unknown and key_of(item) not in known:
                seen.add(item.question)
                yield item.question, data_class.position
