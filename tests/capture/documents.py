"""Documents of every kind, made here, and how they are broken."""

import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import docx
import openpyxl
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

WORDS = "1.1 The vendor never trains a model on Customer Data."


def pdf(*pages: str, **options: Any) -> bytes:
    """Return a PDF with a line on each of *pages*; options are reportlab's."""
    stream = io.BytesIO()
    drawing = canvas.Canvas(stream, invariant=1, **options)
    drawing.setTitle("Master Agreement")
    for text in pages or (WORDS,):
        for number, line in enumerate(text.splitlines()):
            drawing.drawString(72, 700 - 14 * number, line)
        drawing.showPage()
    drawing.save()
    return stream.getvalue()


def scanned() -> bytes:
    """Return a PDF whose second page is a picture."""
    from PIL import Image

    stream = io.BytesIO()
    drawing = canvas.Canvas(stream, invariant=1)
    drawing.drawString(72, 700, WORDS)
    drawing.showPage()
    drawing.drawImage(ImageReader(Image.new("RGB", (20, 20), "grey")), 72, 500)
    drawing.showPage()
    drawing.save()
    return stream.getvalue()


def word(*paragraphs: str, change: Callable[[Any], None] | None = None) -> bytes:
    """Return a Word document, after *change* has been made to it."""
    document = docx.Document()
    for text in paragraphs or (WORDS,):
        document.add_paragraph(text)
    if change:
        change(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def xml(text: str) -> Any:
    """Return the piece of a Word document that *text*, with the prefix w, is."""
    head, _, rest = text.partition(">")
    if head.endswith("/"):
        return parse_xml(f"{head[:-1]} {nsdecls('w')}/>{rest}")
    return parse_xml(f"{head} {nsdecls('w')}>{rest}")


def workbook(change: Callable[[Any], None] | None = None) -> bytes:
    """Return an Excel workbook with two cells, after *change* has been made to it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Regions"
    sheet["A1"], sheet["B1"] = "Region", "EU"
    if change:
        change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def message(*attachments: tuple[str, bytes], text: str = WORDS) -> EmailMessage:
    """Return an e-mail with *attachments* by their names."""
    made = EmailMessage()
    made["From"], made["To"] = "desk@vendor.example", "ada@firm.example"
    made["Date"], made["Subject"] = "Mon, 02 Nov 2026 10:00:00 +0000", "Your question"
    made.set_content(text)
    for name, content in attachments:
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return made


def nested(depth: int) -> bytes:
    """Return an e-mail that holds another, that holds another."""
    made = message()
    for _ in range(depth):
        outer = message()
        outer.add_attachment(made)
        made = outer
    return made.as_bytes()


def package(**parts: bytes) -> bytes:
    """Return a zip of *parts*; in their names, two underlines stand for a slash."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("DOT", "."), content)
    return stream.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """Return the package *content* with another *part* under *name*."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for info in before.infolist():
            after.writestr(info.filename, part if info.filename == name else before.read(info))
        if name not in before.namelist():
            after.writestr(name, part)
    return stream.getvalue()


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaaaaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 20) for n in range(10))
    + b"]><l>&k;</l>"
)
"""XML that a few hundred bytes turn into terabytes."""
