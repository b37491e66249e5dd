"""A watched document that changed and changed back."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Register, Vendor, about_alarm, check, open_alarms


@check(group="change", effect=Effect.WARNING)
def alarm_gone_back(vendor: Vendor, register: Register) -> Iterator[Finding]:
    """A document changed and went back to its earlier text.

    Why: it may change again; a page that is served in two versions does so all day.
    Fix: nothing, if it stays; `inwriting watch` takes the alarm away after the hold-off time.
    """
    for alarm, document in open_alarms(vendor, register):
        if alarm.back:
            yield Finding(
                f"{about_alarm(alarm, document)}; on {alarm.back} it was back as it had been.",
                at=alarm.at("back"),
            )
