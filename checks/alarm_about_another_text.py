"""An alarm about a text that the dossier no longer cites."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Vendor, check


@check(group="change", effect=Effect.WARNING)
def alarm_about_another_text(vendor: Vendor) -> Iterator[Finding]:
    """An alarm is about a text that the dossier no longer cites.

    Why: since it was raised, somebody has cited another text, so it no longer pauses anything.
    Fix: run `inwriting watch`, which takes it away.
    """
    for alarm in vendor.alarms:
        document = vendor.dossier.documents.get(alarm.document)
        if document is not None and document.digest != alarm.against:
            yield Finding(
                f"The alarm {alarm.id} is about a text of {document.title} that is no "
                "longer cited.",
                at=alarm.at("against"),
            )
