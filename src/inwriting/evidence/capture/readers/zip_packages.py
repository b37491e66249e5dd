"""Zips of parts, as Word and Excel write them: looked through before any library unpacks them."""

import io
import zipfile
import zlib
from xml.sax import ContentHandler, SAXException

from inwriting.evidence.capture.readers import docx, xlsx
from inwriting.evidence.capture.readers.document_text import DocumentText, ReadOptions
from inwriting.evidence.capture.refusal import Reason, RefusedError

_BLOCK = 256 * 1024


def read(content: bytes, task: ReadOptions) -> DocumentText:
    """Return the text of the Word document or Excel workbook *content*."""
    names = _looked_through(content, task)
    if "word/document.xml" in names:
        return docx.read(content, task)
    if "xl/workbook.xml" in names:
        return xlsx.read(content, task)
    raise RefusedError(
        Reason.UNKNOWN_KIND,
        "It is a zip, and neither a Word document (DOCX) nor an Excel workbook (XLSX).",
        "Unpack it, and capture what you need of it.",
    )


def _looked_through(content: bytes, task: ReadOptions) -> frozenset[str]:
    """Return the names of the parts, when every one unpacks within the limits and is plain XML."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if len(parts) > task.limits.parts:
                raise _too_large()
            if len({part.filename for part in parts}) != len(parts):
                raise _damaged("two of its parts have one name")
            total = 0
            for part in parts:
                if part.flag_bits & 0x1:
                    raise RefusedError(
                        Reason.LOCKED,
                        "It is locked with a password.",
                        "Open it, save it without the password, and capture that.",
                    )
                total = _unpacked(package, part, total, task)
            return frozenset(part.filename for part in parts)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise _damaged("a part of it cannot be unpacked") from error
    except (ValueError, KeyError, IndexError) as error:
        raise _damaged("its index is broken") from error


def _unpacked(
    package: zipfile.ZipFile, part: zipfile.ZipInfo, total: int, task: ReadOptions
) -> int:
    # What the index says of sizes may be a lie; only what comes out counts.
    is_xml = part.filename.casefold().endswith((".xml", ".rels"))
    pieces = []
    with package.open(part) as stream:
        while block := stream.read(_BLOCK):
            total += len(block)
            if total > task.limits.unpacked:
                raise _too_large()
            if is_xml:
                pieces.append(block)
    if is_xml:
        _plain(b"".join(pieces), part.filename)
    return total


def _plain(content: bytes, name: str) -> None:
    """Refuse XML that declares anything: entities multiply without end, or name other files."""
    from defusedxml import DefusedXmlException, sax

    try:
        sax.parseString(content, _Nothing(), forbid_dtd=True)
    except DefusedXmlException as error:
        raise RefusedError(
            Reason.DAMAGED,
            f"Its part {name[-80:]!r} declares entities, which no word processor writes.",
            "Do not open it. Ask whoever sent it for a PDF.",
        ) from error
    except (SAXException, ValueError, LookupError) as error:
        raise _damaged(f"its part {name[-80:]!r} is no XML") from error


class _Nothing(ContentHandler):
    """Hears everything and keeps nothing."""


def _damaged(what: str) -> RefusedError:
    return RefusedError(
        Reason.DAMAGED,
        f"The file is damaged: {what}.",
        "Download or export it again.",
    )


def _too_large() -> RefusedError:
    return RefusedError(
        Reason.TOO_LARGE,
        "The file unpacks to more than is read.",
        "If it is not an attack, save the part that you need on its own.",
    )
