"""An offering that nobody has."""

from collections.abc import Iterator

from inwriting.check import (
    Effect,
    Finding,
    Register,
    Risk,
    Vendor,
    check,
    fallbacks_named,
    offerings_named,
    unknown,
    unknown_offerings,
)


@check(group="consistency", effect=Effect.MERGE, risks=(Risk.GOVERNANCE,))
def unknown_offering(vendor: Vendor, register: Register) -> Iterator[Finding]:
    """An offering is named that does not exist.

    Why: a rule or a promise for an offering that does not exist holds for nothing.
    Fix: correct the name, or add the offering to the dossier.
    """
    for item in unknown(offerings_named(vendor), vendor.dossier.offering_ids):
        yield Finding(
            f"The dossier of {vendor.name} has no offering {item.name}{item.times}.{item.near}",
            at=item.places[0],
            also=item.places[1:],
        )
    for item in unknown_offerings(fallbacks_named(vendor), register):
        yield Finding(
            f"The register has no offering {item.name}, to which a fallback leads.{item.near}",
            at=item.places[0],
            also=item.places[1:],
        )
