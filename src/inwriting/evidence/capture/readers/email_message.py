"""E-mails as .eml: who wrote to whom and when, the words, and everything that hangs on them."""

import dataclasses
import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage, Message, MIMEPart
from typing import Any, Final

from inwriting.evidence.capture.file_kinds import kind_of
from inwriting.evidence.capture.readers.document_text import DocumentText, ReadOptions
from inwriting.evidence.capture.refusal import Reason, RefusedError
from inwriting.texts.passages import digest_of_bytes, folded

_SHOWN: Final = ("From", "To", "Cc", "Date", "Subject")
_LETTERS: Final = re.compile(r"[^\W_]+")
_ADDRESS: Final = re.compile(r"<?(?:https?://|mailto:|www\.)\S+", re.IGNORECASE)
_HARMLESS: Final = frozenset({"InvalidDateDefect", "MissingHeaderBodySeparatorDefect"})


def read(content: bytes, task: ReadOptions) -> DocumentText:
    """Return the text of the message *content*, its attachments' included."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    if not any(name in message for name in _SHOWN):
        raise RefusedError(
            Reason.DAMAGED,
            "It has no sender, date or subject, so it is no e-mail.",
            "Export the message from your mail program as .eml.",
        )
    notes: list[str] = []
    lines = list(_written(message, task, notes))
    title = _header(message, "Subject")
    extractors = [line for line in lines if isinstance(line, DocumentText)]
    text = "\n\n".join(
        line.text.strip() if isinstance(line, DocumentText) else line for line in lines
    )
    names = sorted({item.extractor for item in extractors})
    return DocumentText(text.strip() + "\n", "; ".join(["email", *names]), title, tuple(notes))


def _written(
    message: EmailMessage, task: ReadOptions, notes: list[str]
) -> Iterator[str | DocumentText]:
    if task.depth >= task.limits.depth:
        raise RefusedError(
            Reason.TOO_LARGE,
            f"Messages hang on messages, more than {task.limits.depth} deep.",
            "Save the message that you need on its own, and capture that.",
        )
    parts = _parts(message, task)
    head = [f"{name}: {_header(message, name)}" for name in _SHOWN if name in message]
    yield "\n".join(head)
    spoken = False
    for part, other in parts:
        read_one = _one(part, task, notes)
        if read_one is not None and other is not None:
            read_one = _what_else(read_one, _one(other, task, notes), notes)
        spoken = spoken or read_one is not None
        if read_one is not None:
            yield from read_one
    if not spoken:
        raise RefusedError(
            Reason.NO_TEXT, "There is no text in the message.", "Look at it in a mail program."
        )


def _what_else(
    plain: list[str | DocumentText], page: list[str | DocumentText] | None, notes: list[str]
) -> list[str | DocumentText]:
    """Return *plain*, and *page* too where it does not say the same: most people see the page."""
    if page is None or _told(plain) == _told(page):
        return plain
    notes.append("It says two things, as plain text and as a page: both are in the text.")
    return [*plain, "## The same message as a page", *page]


def _told(lines: list[str | DocumentText]) -> str:
    said = " ".join(line.text if isinstance(line, DocumentText) else line for line in lines)
    # The plain text of a page spells its links out.
    return "".join(_LETTERS.findall(_ADDRESS.sub(" ", folded(said)))).casefold()


def _parts(
    message: EmailMessage, task: ReadOptions
) -> list[tuple[EmailMessage, EmailMessage | None]]:
    """Return what is read of *message*, in order.

    Of alternatives, that is the first that is plain text, with the page beside it: what was
    written twice may say two things.
    """
    found: list[tuple[EmailMessage, EmailMessage | None]] = []
    beside: dict[int, EmailMessage] = {}
    waiting: list[Message] = [message]
    seen = 0
    while waiting:
        part = waiting.pop(0)
        seen += 1
        if seen > task.limits.parts:
            raise RefusedError(
                Reason.TOO_LARGE, "The message has too many parts.", "Save what you need of it."
            )
        if not isinstance(part, EmailMessage):
            raise _damaged("a part of it cannot be read")
        _refuse_defects(part)
        kind = part.get_content_type()
        if kind == "multipart/alternative":
            inner = list(part.iter_parts())
            plain = [i for i in inner if i.get_content_type() == "text/plain" and _content(i)]
            pages = [i for i in inner if i.get_content_type() == "text/html" and _content(i)]
            if plain and pages and isinstance(pages[-1], EmailMessage):
                beside[id(plain[0])] = pages[-1]
            waiting[:0] = plain[:1] or inner[-1:]
        elif part.is_multipart() and kind != "message/rfc822":
            waiting[:0] = list(part.iter_parts())
        else:
            found.append((part, beside.get(id(part))))
    return found


def _one(
    part: EmailMessage, task: ReadOptions, notes: list[str]
) -> list[str | DocumentText] | None:
    """Return what *part* says; None where it has no words."""
    kind, name = part.get_content_type(), _name(part)
    if kind == "message/rfc822":
        inner = part.get_payload()
        inside = inner[0] if isinstance(inner, list) and inner else None
        if not isinstance(inside, EmailMessage):
            raise _damaged("a message that hangs on it is empty")
        deeper = dataclasses.replace(task, depth=task.depth + 1)
        return ["## Attached message", *_written(inside, deeper, notes)]
    content = _content(part)
    if kind.startswith("image/") and part.get_content_disposition() != "attachment":
        notes.append(f"A picture in the message was left out ({name or kind}).")
        return [f"[picture left out: {name or kind}, {digest_of_bytes(content)}]"]
    if kind in {"application/pgp-signature", "application/pkcs7-signature", "text/calendar"}:
        notes.append(f"A part of the message was left out ({kind}).")
        return [f"[part left out: {kind}, {digest_of_bytes(content)}]"]
    if not content.strip():
        return None
    from inwriting.evidence.capture.readers.selection import read_as

    attached = part.get_content_disposition() == "attachment" or bool(name)
    charset = part.get_content_charset() or ""
    inner_task = dataclasses.replace(task, name=name, charset=charset, depth=task.depth + 1)
    try:
        reading = read_as(kind_of(content, name, kind), content, inner_task)
    except RefusedError as error:
        raise RefusedError(
            Reason.ATTACHMENT if attached else error.reason,
            f"The attachment {name[-80:]!r} ({kind}) cannot be read: {error.message}"
            if attached
            else error.message,
            "Save what you need of the message and its attachments as files, and capture each.",
        ) from error
    notes.extend(reading.notes)
    heading = [f"## Attachment: {name or kind}"] if attached else []
    return [*heading, reading]


def _content(part: "MIMEPart[Any, Any]") -> bytes:
    payload: Any = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    # What base64 or quoted-printable hides is found out only now.
    _refuse_defects(part)
    return content


def _refuse_defects(part: "MIMEPart[Any, Any]") -> None:
    for defect in part.defects:
        name = type(defect).__name__
        if name not in _HARMLESS:
            words = " ".join(str(defect.__doc__ or name).split())
            raise _damaged(words.rstrip(".")[:160])


def _name(part: EmailMessage) -> str:
    try:
        return " ".join(str(part.get_filename() or "").split())[:200]
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message[name]).split())
    except (ValueError, LookupError, TypeError, AttributeError, IndexError) as error:
        raise _damaged(f"its header {name} cannot be read") from error


def _damaged(what: str) -> RefusedError:
    return RefusedError(
        Reason.DAMAGED,
        f"The message is damaged: {what}.",
        "Export it from the mail program again.",
    )
