"""A document whose dates contradict one another."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Risk, Vendor, check


@check(group="evidence", effect=Effect.MERGE, risks=(Risk.GOVERNANCE,))
def evidence_dates_out_of_order(vendor: Vendor) -> Iterator[Finding]:
    """The document's dates are out of order.

    Why: one of them is wrong, and from them follows whether the document counts today.
    Fix: look the dates up in the document and in your notes, and correct the wrong one.
    """
    for document in vendor.dossier.documents.values():
        pairs = (
            ("observed", document.observed, "checked", document.checked),
            ("effective", document.effective, "ends", document.ends),
            ("signed", document.signed, "ends", document.ends),
        )
        for first, earlier, second, later in pairs:
            if earlier is not None and later is not None and earlier > later:
                yield Finding(
                    f"{document.title}: {first} on {earlier} is after {second} on {later}.",
                    at=document.at("dates", first),
                    also=(document.at("dates", second),),
                )
