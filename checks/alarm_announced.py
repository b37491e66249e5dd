"""A change of a watched document that is announced for later."""

from collections.abc import Iterator

from inwriting.check import (
    Effect,
    Finding,
    Offering,
    Register,
    Risk,
    Vendor,
    about_alarm,
    check,
    distinct,
    open_alarms,
    touched,
)


@check(group="change", effect=Effect.WARNING, risks=(Risk.CONTRACT,))
def alarm_announced(vendor: Vendor, register: Register) -> Iterator[Finding]:
    """A change of a document is announced for a later day.

    Why: on that day the answers that rest on the old text fall, and their data classes pause.
    Fix: read the new text now; on the day it applies cite it, or acknowledge the alarm before.
    """

    def found(offering: Offering) -> Iterator[Finding]:
        for alarm, document in open_alarms(vendor, register):
            statements = touched(alarm, offering)
            if not alarm.announced(register.today) or alarm.back or not statements:
                continue
            questions = dict.fromkeys(statement.question.title for statement in statements)
            yield Finding(
                f"From {alarm.applies}: {about_alarm(alarm, document)}. "
                f"On it rests: {', '.join(questions)}.",
                at=alarm.place,
                question=alarm.questions[0] if alarm.questions[0] in register.questions else "",
            )

    yield from distinct(vendor, found)
