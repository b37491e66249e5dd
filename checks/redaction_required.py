"""What must come out before data goes in."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Policy, Risk, check


@check(group="decision", effect=Effect.CONDITION, risks=(Risk.CONFIDENTIALITY,))
def redaction_required(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """Data must be redacted first.

    Why: what was never entered cannot be kept, read or trained on.
    Fix: take it out as the firm's instruction says, before anything goes in.
    """
    redaction = offering.use.redaction if offering.use else None
    if redaction:
        # A class that the policy does not have could be any: then it holds for all.
        lowest = policy.data_class(redaction.required_from)
        since = f"from {lowest.name} on" if lowest else "always"
        yield Finding(
            f"Redact before use, {since}: {redaction.how}",
            at=redaction.place,
            data_class=lowest.id if lowest else "",
        )
