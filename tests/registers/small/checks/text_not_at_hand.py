"""A text is not at hand."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Risk, TextState, Vendor, check


@check(group="evidence", effect=Effect.WARNING, risks=(Risk.GOVERNANCE,))
def text_not_at_hand(vendor: Vendor) -> Iterator[Finding]:
    """The text of a document is not at hand.

    Why: nobody can look whether it still says so.
    Fix: name the folder of captured texts with --evidence.
    """
    for document in vendor.dossier.documents.values():
        if document.text.state is not TextState.AT_HAND:
            yield Finding(f"{document.title} is not at hand", at=document.at("digest"))
