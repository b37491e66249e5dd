"""Data must be redacted."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Risk, check


@check(group="decision", effect=Effect.CONDITION, risks=(Risk.CONFIDENTIALITY,))
def redaction_required(offering: Offering) -> Iterator[Finding]:
    """Names must be taken out first.

    Why: what does not go in cannot come out.
    Fix: redact as use.yaml says.
    """
    if offering.use and offering.use.redaction:
        yield Finding(
            f"Redact first: {offering.use.redaction.how}",
            at=offering.use.redaction.place.at("how"),
            question="redaction",
            data_class=offering.use.redaction.required_from,
        )
