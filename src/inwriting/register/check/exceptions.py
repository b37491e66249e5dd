"""What an exception of use.yaml is for."""

from inwriting.register.check.finding import Effect, Finding
from inwriting.register.model.policy import Policy
from inwriting.register.model.register import Vendor
from inwriting.register.model.use import Exemption


def offering_of(vendor: Vendor, item: Exemption) -> str:
    """Return the reference of the offering that an exception is for; empty when it has none."""
    offering = vendor.offering(item.offering)
    return offering.reference if offering else ""


def is_for(item: Exemption, finding: Finding, policy: Policy) -> bool:
    """Tell whether *finding*, of the exception's offering, is what it is for, in force or not."""
    reached = not finding.data_class or any(
        data_class.id == finding.data_class for data_class in policy.up_to(item.data_class)
    )
    return (
        finding.check == item.check
        and finding.effect in {Effect.PAUSE, Effect.REFUSE}
        and item.question == finding.question
        and reached
    )
