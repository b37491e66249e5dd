"""A way out that is closed as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inwriting.check import Effect, Finding, Offering, Register, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from inwriting.check import Verdicts


@check(group="decision", effect=Effect.WARNING)
def fallback_leads_nowhere(
    offering: Offering, register: Register, verdicts: Verdicts
) -> Iterator[Finding]:
    """The offering to use instead is closed for the same data.

    Why: people who are sent from one closed door to another take a tool of their own.
    Fix: name an offering that is allowed for that data, or say alone what to do without one.
    """
    use, policy = offering.use, register.policy
    fallback = use.fallback if use else None
    if use is None or fallback is None:
        return
    released = len(policy.up_to(use.data_allowed))
    for data_class in policy.classes[released : released + 1]:
        for index, name in enumerate(fallback.offerings):
            other = register.offering(name)
            verdict = verdicts.of(name, data_class.id).verdict.word if other else ""
            if other and verdict in {"paused", "refused"}:
                yield Finding(
                    f"{offering.name} is not released for {data_class.name}, and {other.name} "
                    f"({name}), to be used instead, is {verdict} for it too.",
                    at=fallback.place.at("offerings", index),
                    data_class=data_class.id,
                )
