"""PDF: the text of every page, or a refusal. What Word or a browser printed is read; scans are not.

PDFium forgives much, and would return half a document without a word. So the file is first held
against its own index and every page's content is unpacked by QPDF, which forgives nothing here.
"""

import contextlib
import io
import re
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any, Final

from inwriting.evidence.capture.readers.document_text import DocumentText, ReadOptions
from inwriting.evidence.capture.refusal import Reason, RefusedError

_LINEAR: Final = re.compile(rb"/Linearized\b.{0,400}?/L\s+(\d+)", re.DOTALL)
_END: Final = re.compile(rb"%%EOF\s*\Z")
_TAIL: Final = 2048
_UNKNOWN_LETTERS: Final = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010fffd]")
_CONTROL: Final = re.compile("[\x00-\x01\x03-\x08\x0b\x0e-\x1f\x7f]")
_MOST_UNKNOWN: Final = 0.02
"""A page of which more letters cannot be told has fonts that say nothing."""


def read(content: bytes, task: ReadOptions) -> DocumentText:
    """Return the text of the PDF *content*, its pages divided by form feeds."""
    _refuse_cut(content)
    title, fields, notes = _examined(content, task)
    pages = list(_pages(content, task))
    empty = [number for number, page in enumerate(pages, start=1) if page is None]
    if empty:
        shown = ", ".join(map(str, empty[:10])) + (" and more" if len(empty) > 10 else "")
        raise RefusedError(
            Reason.NO_TEXT,
            f"On page {shown} there are pictures or drawings and no text.",
            "It may be a scan: have it turned into text (OCR), read that against the original, and "
            "capture it.",
        )
    text = "\n\f\n".join(page or "" for page in pages)
    if not text.replace("\f", "").strip():
        raise RefusedError(Reason.NO_TEXT, "There is no text in it.", "Look at the document.")
    if fields:
        filled = "\n".join(f"{name}: {value}" for name, value in fields)
        text = f"{text}\n\f\nFields that were filled in:\n{filled}"
    extractor = f"pypdfium2 {version('pypdfium2')}"
    return DocumentText(text.strip("\n") + "\n", extractor, title, notes)


def _refuse_cut(content: bytes) -> None:
    """Refuse a file that ends too early."""
    linear = _LINEAR.search(content[:2048])
    end = content[-_TAIL:].rstrip(b"\0 \r\n\t")
    if not _END.search(end) or (linear and len(content) < int(linear[1])):
        raise RefusedError(
            Reason.DAMAGED,
            "The PDF is cut off: its end is missing.",
            "Download or export it again.",
        )


def _examined(
    content: bytes, task: ReadOptions
) -> tuple[str, tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Return title, filled fields and notes of the PDF, when all of it can be unpacked."""
    import pikepdf

    try:
        with pikepdf.open(
            io.BytesIO(content), attempt_recovery=False, suppress_warnings=True
        ) as pdf:
            if len(pdf.pages) > task.limits.pages:
                raise RefusedError(
                    Reason.TOO_LARGE,
                    f"It has {len(pdf.pages)} pages; {task.limits.pages} are read at most.",
                    "Capture the part that you need.",
                )
            unpacked = 0
            for page in pdf.pages:
                contents = page.obj.get("/Contents")
                streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
                for stream in streams:
                    if isinstance(stream, pikepdf.Stream):
                        unpacked += len(stream.read_bytes())
                if unpacked > task.limits.unpacked:
                    raise _too_large()
            notes = _left_out(pdf)
            return _text(pdf.docinfo.get("/Title")), tuple(_fields(pdf, task)), notes
    except pikepdf.PasswordError as error:
        raise RefusedError(
            Reason.LOCKED,
            "The PDF is locked with a password.",
            "Open it, save it without the password, and capture that.",
        ) from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise _damaged() from error


def _left_out(pdf: Any) -> tuple[str, ...]:
    form = pdf.Root.get("/AcroForm")
    if form is not None and form.get("/XFA") is not None:
        raise RefusedError(
            Reason.UNDECIDED,
            "It is a form of a kind whose text is worked out by a program (XFA).",
            "Open it, print it as PDF, and capture that.",
        )
    if len(pdf.attachments):
        names = ", ".join(sorted(str(name) for name in pdf.attachments)[:5])
        return (f"Files that hang on the PDF were not read ({names}).",)
    return ()


def _fields(pdf: Any, task: ReadOptions) -> Iterator[tuple[str, str]]:
    """Yield the fields of a form that somebody filled in: they are no part of a page's text."""
    form = pdf.Root.get("/AcroForm")
    waiting = [(field, "", 0) for field in (form.get("/Fields", []) if form is not None else [])]
    seen = 0
    while waiting:
        field, above, depth = waiting.pop(0)
        seen += 1
        if seen > task.limits.parts or depth > 32:
            raise _too_large()
        name = ".".join(part for part in (above, _text(field.get("/T"))) if part)
        value = field.get("/V")
        if value is not None and str(field.get("/FT", "")) != "/Sig":
            shown = _text(value)
            if shown and shown != "/Off":
                yield name, shown
        waiting.extend((kid, name, depth + 1) for kid in field.get("/Kids", []))


def _text(value: Any) -> str:
    return " ".join(str(value).split()) if value is not None else ""


def _pages(content: bytes, task: ReadOptions) -> Iterator[str | None]:
    """Yield each page's text; None for one that shows something and has no text."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise _damaged() from error
    with contextlib.closing(document):
        size = 0
        for index in range(len(document)):
            try:
                page = document[index]
                text = page.get_textpage().get_text_range()
                drawn = sum(1 for _ in page.get_objects(max_depth=1))
            except pypdfium2.PdfiumError as error:
                raise _damaged() from error
            size += len(text)
            if size > task.limits.text:
                raise _too_large()
            yield _page(text, index + 1) if text.strip() or not drawn else None


def _page(text: str, number: int) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # PDFium's signs for a hyphen at a line's end; whether it belongs to the word, nobody can tell.
    text = text.replace("\ufffe", "-\n").replace("\x02", "-\n")
    text = _CONTROL.sub("", text)
    letters = len(text.split()) and len("".join(text.split()))
    if len(_UNKNOWN_LETTERS.findall(text)) > letters * _MOST_UNKNOWN:
        raise RefusedError(
            Reason.ENCODING,
            f"The letters on page {number} cannot be told: the PDF's fonts do not say them.",
            "Ask for another copy, or have it turned into text (OCR) and read it against this one.",
        )
    return "\n".join(line.rstrip() for line in text.splitlines())


def _damaged() -> RefusedError:
    return RefusedError(
        Reason.DAMAGED,
        "The PDF is damaged: a part of it cannot be read.",
        "Download or export it again. If it opens in a viewer, print it from there as a new PDF.",
    )


def _too_large() -> RefusedError:
    return RefusedError(
        Reason.TOO_LARGE,
        "The PDF unpacks to more than is read.",
        "Capture the part that you need.",
    )
