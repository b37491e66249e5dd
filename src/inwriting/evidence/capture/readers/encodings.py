"""From bytes to letters: what is declared, or UTF-8, or what no other reading contradicts."""

import codecs
from typing import Final

from inwriting.evidence.capture.refusal import Reason, RefusedError

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WINDOWS: Final = frozenset({"ascii", "iso8859-1", "cp1252"})
"""What browsers read as Windows' Western letters, whatever a page calls them."""
_SAMPLE: Final = 256 * 1024


def decoded(content: bytes, charset: str, encoding: str) -> tuple[str, str]:
    """Return the text of *content* and the encoding that it was read with.

    A person's *encoding* wins over a byte order mark, that over a declared *charset*, and that over
    UTF-8. Anything else is read only when every encoding that could be meant gives the same text.
    Raises RefusedError.
    """
    if encoding:
        return _strictly(content, _known(encoding), "--encoding"), encoding
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], name, "its first bytes"), name
    if charset:
        name = _known(charset)
        if codecs.lookup(name).name in _WINDOWS:
            name = "cp1252"
        return _strictly(content, name, "the document itself or its server"), name
    try:
        return _strictly(content, "utf-8", ""), "utf-8"
    except RefusedError:
        return _guessed(content)


def _strictly(content: bytes, name: str, declared_by: str) -> str:
    try:
        text = content.decode(name)
    except (UnicodeError, ValueError) as error:
        raise RefusedError(
            Reason.ENCODING,
            f"Its letters are not {name}, which {declared_by or 'is the rule'} says they are.",
            "Save it as UTF-8, or name its encoding, as in --encoding cp1252.",
        ) from error
    if "\0" in text:
        raise RefusedError(
            Reason.ENCODING,
            "It holds characters that no text has (zero bytes).",
            "It may be another kind of file, or UTF-16: then name that, as in --encoding utf-16.",
        )
    return text


def _known(name: str) -> str:
    try:
        found = codecs.lookup(name.strip())
    except (LookupError, ValueError) as error:
        raise _unknown(name) from error
    # Python's own codecs that are no encodings of text, as rot13 and zlib.
    if not getattr(found, "_is_text_encoding", True) or found.name in {
        "idna",
        "punycode",
        "unicode_escape",
        "raw_unicode_escape",
        "utf-7",
    }:
        raise _unknown(name)
    return found.name


def _unknown(name: str) -> RefusedError:
    return RefusedError(
        Reason.ENCODING,
        f"The encoding {name[:40]!r} is not known.",
        "Name its encoding, as in --encoding utf-8 or --encoding cp1252.",
    )


def _guessed(content: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    matches = from_bytes(content[:_SAMPLE])
    texts: dict[str, str] = {}
    for match in matches:
        try:
            texts.setdefault(content.decode(match.encoding), match.encoding)
        except (UnicodeError, LookupError):
            continue
    if len(texts) == 1:
        ((text, name),) = texts.items()
        if "\0" not in text:
            return text, name
    names = ", ".join(list(texts.values())[:4])
    raise RefusedError(
        Reason.ENCODING,
        "Its letters are not UTF-8, and which they are cannot be told for certain"
        + (f" (perhaps {names})." if names else "."),
        "Save it as UTF-8, or name its encoding, as in --encoding cp1252.",
    )
