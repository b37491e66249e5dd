"""An alarm that was taken away while the text that it is about is still the one cited."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Register, Risk, Vendor, about_alarm, check, open_alarms


@check(
    group="change",
    effect=Effect.MERGE,
    risks=(Risk.CONTRACT, Risk.GOVERNANCE),
    acceptable=False,
)
def alarm_removed(vendor: Vendor, register: Register) -> Iterator[Finding]:
    """An open alarm was removed, and nobody has cited the new text or acknowledged it.

    Why: what it paused would be allowed again, and nobody would have looked at the change.
    Fix: put the alarm back; then cite the new text, or acknowledge it with name, date and reason.
    """
    before = register.base.vendor(vendor.id) if register.base else None
    if before is None or register.base is None:
        return
    present = {alarm.id for alarm in vendor.alarms}
    gone_on = {(a.document, a.against) for a in vendor.alarms if a.newest not in _texts(before)}
    for alarm, document in open_alarms(before, register.base):
        cited = vendor.dossier.documents.get(alarm.document)
        if cited is None or cited.digest != alarm.against:
            # Somebody has cited another text, or has taken the document out.
            continue
        # The vendor changed it back, or went on to a text whose own alarms stand here.
        if alarm.id in present or alarm.back or (alarm.document, alarm.against) in gone_on:
            continue
        yield Finding(
            f"The alarm {alarm.id} was taken away, and its text is still the one cited. It said: "
            f"{about_alarm(alarm, document)}.",
            at=cited.place,
        )


def _texts(vendor: Vendor) -> frozenset[str]:
    return frozenset(alarm.newest for alarm in vendor.alarms)
