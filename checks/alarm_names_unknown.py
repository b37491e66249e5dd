"""An alarm about a document or a question that is not there."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Register, Risk, Vendor, check, guess


@check(group="change", effect=Effect.MERGE, risks=(Risk.GOVERNANCE,), acceptable=False)
def alarm_names_unknown(vendor: Vendor, register: Register) -> Iterator[Finding]:
    """An alarm names a document or a question that is not there.

    Why: such an alarm would pause nothing, as if it had been settled.
    Fix: correct the name; an alarm of a document that was taken out goes with it.
    """
    for alarm in vendor.alarms:
        if alarm.document not in vendor.dossier.documents:
            near = guess(alarm.document, vendor.dossier.documents)
            yield Finding(
                f"The alarm {alarm.id} is about the document {alarm.document!r}, which the "
                f"dossier does not have.{near}",
                at=alarm.at("document"),
            )
        for index, name in enumerate(alarm.questions):
            if name not in register.questions:
                yield Finding(
                    f"The alarm {alarm.id} bears on the question {name!r}, which is not asked."
                    f"{guess(name, register.questions)}",
                    at=alarm.at("questions", index),
                )
