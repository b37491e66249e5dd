"""Two exceptions of one name."""

from collections import Counter
from collections.abc import Iterator

from inwriting.check import Effect, Finding, Vendor, check, offering_of


@check(group="decision", effect=Effect.MERGE)
def exceptions_share_a_name(vendor: Vendor) -> Iterator[Finding]:
    """Two exceptions have the same name.

    Why: others refer to an exception by its name, and must not be able to mean another one.
    Fix: give each exception a name of its own.
    """
    exemptions = vendor.use.exemptions if vendor.use else ()
    times = Counter(item.id for item in exemptions)
    for item in {item.id: item for item in exemptions if times[item.id] > 1}.values():
        yield Finding(
            f"{times[item.id]} exceptions of {vendor.name} are called {item.id}.",
            at=item.at("id"),
            also=tuple(e.at("id") for e in exemptions if e.id == item.id and e is not item),
            offering=offering_of(vendor, item),
        )
