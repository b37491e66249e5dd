"""A document with a day that has not come yet."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Register, Risk, Vendor, check


@check(group="evidence", effect=Effect.MERGE, risks=(Risk.GOVERNANCE,))
def evidence_dated_in_the_future(vendor: Vendor, register: Register) -> Iterator[Finding]:
    """The document is dated in the future.

    Why: nobody can have seen, checked or signed it on a day that has not come; such a date would
    also keep it from ever growing too old.
    Fix: write the day on which it was really seen, checked or signed.
    """
    for document in vendor.dossier.documents.values():
        dates = {
            "observed": document.observed,
            "checked": document.checked,
            "signed": document.signed,
        }
        for name, day in dates.items():
            if day is not None and day > register.latest:
                yield Finding(
                    f"{document.title} is said to be {name} on {day}; today is {register.latest}.",
                    at=document.at("dates", name),
                )
