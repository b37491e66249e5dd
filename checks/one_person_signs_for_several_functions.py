"""One person who signs in several roles."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Register, Vendor, check, counting


@check(group="decision", effect=Effect.MERGE)
def one_person_signs_for_several_functions(
    offering: Offering, register: Register, vendor: Vendor
) -> Iterator[Finding]:
    """One person signed for several functions.

    Why: four sign-offs by one pair of eyes are one sign-off.
    Fix: let another entitled person sign for all but one of these functions.
    """
    if offering.use is None:
        return
    approvals = counting(register, vendor, offering)
    functions: dict[str, dict[str, None]] = {}
    for item in approvals:
        functions.setdefault(item.by.email, {})[item.function] = None
    for email, signed in functions.items():
        own = [item for item in approvals if item.by.email == email]
        if len(signed) > 1:
            yield Finding(
                f"{own[0].by.name} ({email}) signed {offering.name} for {' and '.join(signed)}.",
                at=own[-1].at("by"),
                also=tuple(item.at("by") for item in own[:-1]),
            )
