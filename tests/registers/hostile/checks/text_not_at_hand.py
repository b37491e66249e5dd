"""A check whose messages try to be obeyed, as words of a vendor's document might."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Vendor, check

ESCAPE = "\x1b[2J\x1b]0;owned\x07"
BIDI = "\u202eevil\u202c"


@check(group="evidence", effect=Effect.WARNING)
def text_not_at_hand(vendor: Vendor) -> Iterator[Finding]:
    """The text is [blink]hostile[/].

    Why: it says ::error::owned.
    Fix: show it as text.
    """
    if vendor.id == "hostile":
        yield Finding(
            f"{ESCAPE}\n::error::owned\r\n##[error]owned {BIDI} [red]x[/red] %0A::warning::y,a=b",
            at=vendor.dossier.at("vendor", "name"),
            clauses=("]]> & <b> \x00 \ud800",),
            effect=Effect.MERGE,
        )
