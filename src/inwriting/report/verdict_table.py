"""The table of verdicts: offerings by data classes."""

from collections.abc import Iterator

from inwriting.decide.verdict import Verdicts
from inwriting.model.register import Register, Vendor
from inwriting.report.screen import Screen

_BASIS = {"public-terms": "public terms", "our-contract": "our contract"}


def verdict_table(screen: Screen, register: Register, verdicts: Verdicts) -> None:
    """Add the verdict of every offering for every data class, vendor by vendor."""
    classes = [item.id for item in register.policy.classes]
    screen.table(("Offering", *classes, "we use it for"), _rows(register, verdicts, classes))


def vendor_line(vendor: Vendor) -> str:
    """Return a vendor's name, whether it is real, and what its dossier rests on."""
    basis = _BASIS.get(vendor.dossier.basis, vendor.dossier.basis)
    if not vendor.dossier.fictional:
        return f"{vendor.name} (real; {basis})"
    said = "" if "fictional" in vendor.name.lower() else "fictional; "
    return f"{vendor.name} ({said}{basis})"


def _rows(
    register: Register, verdicts: Verdicts, classes: list[str]
) -> Iterator[list[tuple[str, str]]]:
    for vendor in register.vendors:
        yield [(vendor_line(vendor), "heading")]
        for offering in vendor.offerings:
            words = [verdicts.of(offering.reference, name).verdict.word for name in classes]
            used = offering.use.data_allowed if offering.use else "-"
            cells = [(word, word) for word in words]
            yield [(f"  {offering.reference}", ""), *cells, (used, "")]
