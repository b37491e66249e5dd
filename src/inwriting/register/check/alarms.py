"""Helpers for checks of alarms: which are open, and which answers rest on what they touch."""

from collections.abc import Iterator

from inwriting.register.check.evidence import relied_on
from inwriting.register.check.finding import Effect
from inwriting.register.model.alarms import BETTER, CITED, RecordedAlarm
from inwriting.register.model.dossier import Document, Statement
from inwriting.register.model.policy import Policy
from inwriting.register.model.register import Offering, Register, Vendor


def open_alarms(vendor: Vendor, register: Register) -> Iterator[tuple[RecordedAlarm, Document]]:
    """Yield each alarm that nobody has settled, with its document, as known on the day.

    An alarm is over when the dossier cites another text of the document than the one it was
    raised against: then somebody has cited anew.
    """
    for alarm in vendor.alarms:
        document = vendor.dossier.documents.get(alarm.document)
        if (
            document is not None
            and document.digest == alarm.against
            and alarm.known(register.today)
            and not alarm.settled(register.today)
        ):
            yield alarm, document


def touched(alarm: RecordedAlarm, offering: Offering) -> tuple[Statement, ...]:
    """Return the statements about *offering* that rest on what *alarm* is about.

    For a cited passage those that cite it, and those on its questions that quote the document,
    for a quote has no place; else those that the alarm's document decides on its questions: a
    permission beside a promise takes the promise's worth.
    """
    statements = [
        statement
        for answer in offering.answers.values()
        for statement in answer.statements
        if statement.citation.document_id == alarm.document
    ]
    if alarm.kind in CITED and alarm.was is not None:
        span = alarm.was
        return tuple(
            statement
            for statement in statements
            if (
                passage.start < span.end and span.start < passage.end
                if (passage := statement.citation.passage) is not None
                else statement.question.id in alarm.questions
            )
        ) or _on_its_questions(alarm, statements)
    return _on_its_questions(alarm, statements)


def _on_its_questions(alarm: RecordedAlarm, statements: list[Statement]) -> tuple[Statement, ...]:
    return tuple(item for item in statements if item.question.id in alarm.questions)


def lowest_class(
    policy: Policy, alarm: RecordedAlarm, statements: tuple[Statement, ...]
) -> tuple[str, Effect | None]:
    """Return the lowest class that relies on any of *statements*; a warning where none does."""
    if alarm.kind not in CITED and alarm.meaning in BETTER:
        return "", Effect.WARNING
    found = {relied_on(policy, statement) for statement in statements}
    for data_class in policy.classes:
        if (data_class.id, None) in found:
            return data_class.id, None
    return "", Effect.WARNING


def about_alarm(alarm: RecordedAlarm, document: Document) -> str:
    """Return what *alarm* says, as the beginning of a sentence."""
    where = f"{alarm.was.start} to {alarm.was.end}" if alarm.was else ""
    what = {
        "cited-passage-changed": f"the cited passage at {where} reads otherwise now",
        "cited-passage-gone": f"the cited passage at {where} is no longer in it",
        "new-text-on-a-question": "it has new text on a question",
        "text-on-a-question-changed": "its text on a question changed",
        "text-on-a-question-gone": "text on a question is no longer in it",
    }[alarm.kind.value]
    return f"{document.title} ({alarm.document}): {what}; {alarm.meaning.words}"
