"""A watched document that changed, and nobody has looked."""

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
    lowest_class,
    open_alarms,
    touched,
)


@check(group="change", effect=Effect.PAUSE, risks=(Risk.CONTRACT, Risk.CONFIDENTIALITY))
def alarm_open(vendor: Vendor, register: Register) -> Iterator[Finding]:
    """A watched document changed, and nobody has looked yet.

    Why: the answer rests on words that the vendor no longer says, or has put others beside.
    Fix: read the change with `inwriting watch`; cite the new text, or acknowledge the alarm with
    name, date and reason in alarms.yaml.
    """

    def found(offering: Offering) -> Iterator[Finding]:
        for alarm, document in open_alarms(vendor, register):
            statements = touched(alarm, offering)
            if alarm.announced(register.today) or alarm.back or not statements:
                continue
            data_class, effect = lowest_class(register.policy, alarm, statements)
            questions = dict.fromkeys(statement.question.title for statement in statements)
            yield Finding(
                f"{about_alarm(alarm, document)}. On it rests: {', '.join(questions)}.",
                at=alarm.place,
                question=alarm.questions[0] if alarm.questions[0] in register.questions else "",
                data_class=data_class,
                effect=effect,
                clauses=tuple(dict.fromkeys(statement.clause for statement in statements)),
                also=tuple(statement.place for statement in statements),
            )

    yield from distinct(vendor, found)
    for alarm, document in open_alarms(vendor, register):
        rested = any(touched(alarm, offering) for offering in vendor.offerings)
        if not rested and not alarm.back and not alarm.announced(register.today):
            yield Finding(
                f"{about_alarm(alarm, document)}. No statement rests on it.",
                at=alarm.place,
                effect=Effect.WARNING,
            )
