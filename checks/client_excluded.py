"""Clients whose data the firm keeps out."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Policy, Risk, check


@check(
    group="decision",
    effect=Effect.REFUSE,
    risks=(Risk.CONTRACT, Risk.CONFIDENTIALITY),
    acceptable=False,
)
def client_excluded(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """The firm keeps this client's data out.

    Why: the tool's owner decided that the data of this client may not go in.
    Fix: use the fallback, or ask the owner whether the reason still holds.
    """
    if offering.use and offering.use.clients_excluded:
        clients = offering.use.clients_excluded
        names = [policy.clients[name].name if name in policy.clients else name for name in clients]
        yield Finding(
            f"Data of {', '.join(names)} may not go into {offering.name}.",
            at=offering.use.at("clients-excluded"),
            clients=clients,
        )
