"""An offering that nobody has."""

from collections.abc import Iterator

from inwriting.check import (
    Effect,
    Finding,
    Register,
    Risk,
    Vendor,
    check,
    offerings_named,
    unknown,
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
    fallbacks = [
        (name, use.fallback.place.at("offerings", index))
        for use in (vendor.use.offerings.values() if vendor.use else ())
        if use.fallback
        for index, name in enumerate(use.fallback.offerings)
        if name.partition("/")[0] not in register.unusable
    ]
    for item in unknown(fallbacks, {offering.reference for offering in register.offerings}):
        yield Finding(
            f"The register has no offering {item.name}, to which a fallback leads.{item.near}",
            at=item.places[0],
            also=item.places[1:],
        )
