"""In what the policy asks for less than it did on the base branch."""

from collections.abc import Iterator

from inwriting.register.check.demands import weaker_parts
from inwriting.register.model.place import Place
from inwriting.register.model.policy import DataClass, Policy
from inwriting.register.model.register import Register

Weakening = tuple[str, Place]
"""What is asked for less, in a sentence without its full stop, and where the policy says so."""


def weakenings(register: Register) -> Iterator[Weakening]:
    """Yield each part in which the policy asks for less than that of the base branch."""
    before, now = register.base_policy, register.policy
    if before is None:
        return
    for name in sorted(set(before.checks) - set(now.checks)):
        yield f"The check {name} no longer runs", now.at("checks", "list")
    for old in before.classes:
        new = now.data_class(old.id)
        if new is None:
            yield f"The data class {old.name} is gone", now.at("data-classes")
        else:
            yield from _class(register, old, new)
    yield from _limits(before, now)


def _class(register: Register, old: DataClass, new: DataClass) -> Iterator[Weakening]:
    for name, low in old.demands.items():
        own, question = new.demands.get(name), register.questions.get(name)
        title = question.title if question else name
        if own is None:
            yield f"{new.name} no longer demands anything of {title}", new.place.at("demands")
        elif question:
            weaker = list(weaker_parts(register.policy, question, low, own))
            if weaker:
                yield f"{new.name} demands less of {title}: {', '.join(weaker)}", own.place
    for what, had, has in (
        ("signature", old.signed_by, new.signed_by),
        ("control", old.controls, new.controls),
    ):
        lost = [name for name in had if name not in has]
        if lost:
            yield f"{new.name} no longer needs the {what} {', '.join(lost)}", new.place
    if old.needs_evidence_at_hand and not new.needs_evidence_at_hand:
        yield f"{new.name} no longer needs the cited texts at hand", new.place


def _limits(before: Policy, now: Policy) -> Iterator[Weakening]:
    for kind, days in now.maximum_age.items():
        if days > before.maximum_age.get(kind, days):
            place = now.at("evidence", "maximum-age", kind)
            yield f"Evidence of the kind {kind} may be {days} days old", place
    if now.exception_longest > before.exception_longest:
        place = now.at("exceptions", "longest")
        yield f"An exception may last {now.exception_longest} days", place
    for name in sorted(set(before.clients) - set(now.clients)):
        yield f"The client {name} and what its terms forbid are gone", now.at("clients")
