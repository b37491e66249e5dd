"""A client whose own terms forbid the use."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Policy, Risk, check, forbidden


@check(
    group="decision",
    effect=Effect.REFUSE,
    risks=(Risk.CONTRACT, Risk.CONFIDENTIALITY),
    acceptable=False,
)
def client_terms_forbid_use(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """A client's own terms forbid it.

    Why: what our policy allows can still break our contract with the client.
    Fix: keep this client's data out, or get the client's consent in writing and change its entry.
    """
    if offering.use is None:
        return
    for client in policy.clients.values():
        what = forbidden(client, offering, policy)
        if what:
            yield Finding(
                f"{client.name} forbids {what.words}.",
                at=client.place,
                also=(offering.use.place,),
                data_class=what.data_class,
                clients=(client.id,),
                clauses=(client.written_in,),
            )
