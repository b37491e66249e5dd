"""A check that fails while it runs."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, check


@check(group="decision", effect=Effect.CONDITION)
def redaction_required(offering: Offering) -> Iterator[Finding]:
    """Names must be taken out first.

    Why: what does not go in cannot come out.
    Fix: redact as use.yaml says.
    """
    if offering.id == "desk":
        raise RuntimeError("on purpose\n::error::not a command")
    yield from ()
