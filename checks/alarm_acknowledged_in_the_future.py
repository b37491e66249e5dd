"""An alarm whose acknowledgement is dated after today."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Register, Risk, Vendor, check


@check(group="change", effect=Effect.MERGE, risks=(Risk.GOVERNANCE,), acceptable=False)
def alarm_acknowledged_in_the_future(vendor: Vendor, register: Register) -> Iterator[Finding]:
    """An alarm is acknowledged, or said to be seen, on a day that has not come.

    Why: nobody can have looked at a change on such a day.
    Fix: write the day on which it was really seen or looked at.
    """
    for alarm in vendor.alarms:
        if alarm.observed > register.latest:
            yield Finding(
                f"The alarm {alarm.id} is said to be observed on {alarm.observed}; today is "
                f"{register.latest}.",
                at=alarm.at("observed"),
            )
        answered = alarm.acknowledged
        if answered is not None and answered.on > register.latest:
            yield Finding(
                f"{answered.by.name} acknowledges the alarm {alarm.id} on {answered.on}; today "
                f"is {register.latest}.",
                at=alarm.at("acknowledged", "on"),
            )
        elif answered is not None and answered.on < alarm.observed:
            yield Finding(
                f"{answered.by.name} acknowledges the alarm {alarm.id} on {answered.on}, before "
                f"it was observed on {alarm.observed}.",
                at=alarm.at("acknowledged", "on"),
            )
