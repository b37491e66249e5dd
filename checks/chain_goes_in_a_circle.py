"""A vendor that stands behind itself."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Register, Risk, check, circle


@check(group="consistency", effect=Effect.PAUSE, risks=(Risk.GOVERNANCE, Risk.CONFIDENTIALITY))
def chain_goes_in_a_circle(offering: Offering, register: Register) -> Iterator[Finding]:
    """The chain of companies leads back to where it began.

    Why: nobody can stand behind itself, so one of the entries names the wrong company, and who
    really gets the data is not known.
    Fix: find out which company gets the data last, and correct the entry under subprocessors.
    """
    path = circle(register, offering)
    if path:
        places = [s.place for s in offering.subprocessors if s.offering == path[1]]
        yield Finding(
            f"{offering.name}: the companies behind it lead back to it ({' > '.join(path)}).",
            at=places[0].at("offering"),
        )
