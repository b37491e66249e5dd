"""An exception for repositories that nobody may give like this."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Register, Risk, check, of_the_firm


@check(group="decision", effect=Effect.MERGE, risks=(Risk.GOVERNANCE,))
def gate_exception_not_properly_allowed(register: Register) -> Iterator[Finding]:
    """An exception for repositories is not properly allowed.

    Why: it lets a tool run that is not allowed, so it needs somebody of the firm who answers for
    it, somebody else who may allow it, and an end.
    Fix: have one of the policy's approvers allow it for an owner in the firm, or take it out.
    """
    policy = register.policy
    approvers = {person.email for person in policy.exception_approvers}
    seen: set[str] = set()
    for item in policy.gate.exceptions:
        owner, by = item.owner, item.approved_by
        # One person can have several addresses.
        same = owner.email == by.email or owner.name.casefold() == by.name.casefold()
        faults = [
            words
            for wrong, words in (
                (by.email not in approvers, f"{by.email} is not one of the policy's approvers"),
                (same, f"{owner.name} approved what is their own"),
                (not of_the_firm(owner, policy), f"its owner {owner.email} is not of the firm"),
                (item.days < 1, f"it ends on {item.expires}, before it begins"),
                (
                    item.days > policy.exception_longest,
                    f"it lasts {item.days} days; the policy allows {policy.exception_longest}",
                ),
                (item.id in seen, "another one has the same name"),
            )
            if wrong
        ]
        seen.add(item.id)
        if faults:
            yield Finding(
                f"The exception {item.id} for {item.offering or item.tool} does not count: "
                f"{'; '.join(faults)}.",
                at=item.place,
            )
