"""The table of verdicts: offerings by data classes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from inwriting.output.page import Page
from inwriting.register.decide.outcome import VendorOutcome
from inwriting.register.decide.verdict import Verdict
from inwriting.register.model.register import Vendor
from inwriting.wording import ANSWERS

_BASIS = {"public-terms": "public terms", "our-contract": "our contract"}


def verdict_table(page: Page, classes: Sequence[str], vendors: Iterable[VendorOutcome]) -> None:
    """Add the verdict of every offering of *vendors* for every data class, vendor by vendor."""
    page.table(("Offering", *classes, "we use it for"), _rows(vendors))


def verdict_counts(page: Page, classes: Sequence[str], vendors: Iterable[VendorOutcome]) -> None:
    """Add for how many offerings of *vendors* each data class is allowed, paused or refused."""
    verdicts = [offering.verdicts for vendor in vendors for offering in vendor.offerings]
    columns = [Counter(column) for column in zip(*verdicts, strict=True)]
    rows = [
        [
            (ANSWERS[verdict.word], verdict.word),
            *((f"{column[verdict.word]:,}", "") for column in columns),
        ]
        for verdict in Verdict
    ]
    page.table(("Offerings", *classes), rows)


def vendor_line(vendor: Vendor) -> str:
    """Return a vendor's name, whether it is real, and what its dossier rests on."""
    return name_line(vendor.name, vendor.dossier.basis, fictional=vendor.dossier.fictional)


def name_line(name: str, basis: str, *, fictional: bool) -> str:
    """Return the *name* of a vendor, whether it is real, and what its dossier rests on."""
    basis = _BASIS.get(basis, basis)
    if not fictional:
        return f"{name} (real; {basis})"
    said = "" if "fictional" in name.lower() else "fictional; "
    return f"{name} ({said}{basis})"


def _rows(vendors: Iterable[VendorOutcome]) -> Iterator[list[tuple[str, str]]]:
    for vendor in vendors:
        yield [(name_line(vendor.name, vendor.basis, fictional=vendor.fictional), "heading")]
        for offering in vendor.offerings:
            cells = [(ANSWERS[word], word) for word in offering.verdicts]
            yield [(f"  {offering.reference}", ""), *cells, (offering.used_for or "-", "")]
