"""Logs that are looked at too rarely."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Policy, check


@check(group="decision", effect=Effect.PAUSE)
def monitoring_too_rare(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """The logs are looked at too rarely for this data.

    Why: misuse or a changed setting goes on for as long as nobody looks.
    Fix: look more often, or lower data-allowed.
    """
    monitoring = offering.use.monitoring if offering.use else None
    if offering.use is None or monitoring is None:
        return
    for data_class in policy.up_to(offering.use.data_allowed):
        limit = policy.monitoring.get(data_class.id)
        if limit is not None and monitoring.every_days > limit:
            yield Finding(
                f"The logs of {offering.name} are looked at every {monitoring.every_days} days; "
                f"{data_class.name} demands every {limit}.",
                at=monitoring.place.at("every-days"),
                data_class=data_class.id,
                fix=f"{monitoring.by.name} looks at least every {limit} days, "
                f"or the offering is not released for {data_class.name}.",
            )
            return
