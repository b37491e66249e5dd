"""A client forbids it."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Policy, Risk, check


@check(group="decision", effect=Effect.REFUSE, risks=(Risk.CONTRACT,))
def client_forbids(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """A client's own terms forbid the use.

    Why: we promised the client.
    Fix: use no AI tool for this client.
    """
    for client in policy.clients.values():
        if offering.use and client.forbids_every_use:
            yield Finding(
                f"{client.name} forbids every use ({client.written_in})",
                at=offering.use.at("data-allowed"),
                also=(client.place.at("forbids"),),
                clients=(client.id,),
            )
