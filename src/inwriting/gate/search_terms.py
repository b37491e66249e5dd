"""What the search looks for: every literal that footprints name, and where it may stand.

A needle says nothing about a tool. It tells which files may hold a sign, so that only those are
read by their structure; a needle may stand in too many files, and in too few never.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from inwriting.gate.ecosystem import Ecosystem
from inwriting.gate.footprints import Signal, SignalKind
from inwriting.gate.patterns import split_address
from inwriting.gate.signal_index import SignalIndex


class TermContext(Enum):
    """Where a needle must stand to count."""

    ANYWHERE = "anywhere"
    AS_WORD = "as a word"
    """No letter or digit, - or _ before or behind it."""
    QUOTED = "as a text or value"
    """Like a word, and a quote, a bracket, a slash or a sign of assignment stands before it.

    For names so short or so common that they would be found in every file.
    """
    QUOTED_BEGINNING = "as the beginning of a text or value"
    MODEL = "as a text or value, or behind a provider's name"
    MODEL_BEGINNING = "as the beginning of a text or value, or behind a provider's name"
    IMPORTED = "behind import, from, using or a comma"
    """Like a word; for names that are common words in other places."""
    ESCAPE = "in a format whose texts know escapes"


@dataclass(frozen=True, slots=True)
class SearchTerm:
    """One literal to look for."""

    text: str
    """In any case of letters."""
    stands: TermContext
    loose: bool = False
    """Whether -, _ and . are one and the same in it, as registries of packages hold it."""


_SHORTEST_WORD = 5
"""Names shorter than this are common as parts of a text and count only as texts or values."""
_GENERIC = (
    SearchTerm("/chat/completions", TermContext.ANYWHERE),
    SearchTerm("/v1/messages", TermContext.ANYWHERE),
    SearchTerm("/v1/completions", TermContext.ANYWHERE),
    SearchTerm("/v1/embeddings", TermContext.ANYWHERE),
    SearchTerm("/v1/responses", TermContext.ANYWHERE),
    SearchTerm("inwriting:", TermContext.ANYWHERE),
    # A name may be written with escapes where its reader undoes them.
    SearchTerm("\\u00", TermContext.ESCAPE),
    SearchTerm("\\x", TermContext.ESCAPE),
    SearchTerm("&#", TermContext.ESCAPE),
)
_PIECES = re.compile(r"\*+|\{[^}]*\}")


def needles(index: SignalIndex) -> tuple[SearchTerm, ...]:
    """Return every needle for the footprints of *index*, each once, sorted."""
    found: set[SearchTerm] = set(_GENERIC)
    for kind in index.kinds:
        if kind != SignalKind.FILE:
            ecosystem = index.ecosystems.of(kind)
            for signal in index.of_kind(kind):
                found.update(_of(signal) if ecosystem is None else _of_package(signal, ecosystem))
    for footprint in index.tools.values():
        for name in footprint.base_address.environment:
            found.add(SearchTerm(name.lower(), TermContext.AS_WORD))
    return tuple(sorted(found, key=lambda needle: (needle.text, needle.stands.value)))


def _of(signal: Signal) -> Iterator[SearchTerm]:
    value = signal.value.lower()
    match signal.kind:
        case SignalKind.HOST | SignalKind.MCP_ADDRESS:
            yield SearchTerm(_of_address(value), TermContext.ANYWHERE)
        case SignalKind.MODEL_ID:
            # A model's id is the whole of a text, or what stands behind its provider's name.
            begins = TermContext.MODEL_BEGINNING if value.endswith("*") else TermContext.MODEL
            yield SearchTerm(value.rstrip("*"), begins)
        case SignalKind.PROVIDER_PREFIX:
            yield SearchTerm(value, TermContext.QUOTED_BEGINNING)
        case SignalKind.IMPORT:
            yield from _of_import(signal)
        case SignalKind.CALL:
            yield from _of_call(signal)
        case SignalKind.CONTAINER_IMAGE | SignalKind.INFRASTRUCTURE:
            yield SearchTerm(_longest(_PIECES.split(value)), TermContext.ANYWHERE)
        case SignalKind.ENVIRONMENT:
            yield SearchTerm(value, TermContext.AS_WORD)
        case _:
            yield SearchTerm(value, TermContext.AS_WORD)


def _of_package(signal: Signal, ecosystem: Ecosystem) -> Iterator[SearchTerm]:
    sought = ecosystem.sought(signal.value.lower())
    if _is_common(signal, sought):
        yield SearchTerm(sought, TermContext.QUOTED, ecosystem.loose)
        yield SearchTerm(sought, TermContext.IMPORTED, ecosystem.loose)
    else:
        yield SearchTerm(sought, TermContext.AS_WORD, ecosystem.loose)


def _is_common(signal: Signal, sought: str) -> bool:
    return signal.common_word or len(sought) < _SHORTEST_WORD


def _of_import(signal: Signal) -> Iterator[SearchTerm]:
    value = signal.value.lower()
    yield SearchTerm(
        value, TermContext.IMPORTED if _is_common(signal, value) else TermContext.AS_WORD
    )
    parent, dot, last = value.rpartition(".")
    if dot and parent:
        # It may be imported from the package that it lies in.
        yield SearchTerm(last, TermContext.IMPORTED)


def _of_call(signal: Signal) -> Iterator[SearchTerm]:
    value = signal.value.lower()
    if signal.argument and (text := _longest(_PIECES.split(signal.argument.lower()))) != "/":
        yield SearchTerm(text, TermContext.QUOTED_BEGINNING)
    else:
        yield SearchTerm(value, TermContext.AS_WORD)


def _of_address(value: str) -> str:
    """Return the piece of an address that tells it from others best."""
    host, port, path = split_address(value)
    pieces = [piece for piece in _PIECES.split(host + (f":{port}" if port else "")) if piece]
    if len(pieces) == 1 and pieces[0].count(".") <= 1 and path and "*" not in path:
        return pieces[0] + path
    known = [piece for piece in pieces if not piece.startswith(_PUBLIC_CLOUDS)]
    return _longest(known or pieces)


_PUBLIC_CLOUDS = (".amazonaws.com", ".api.aws")
"""Pieces that stand in addresses of everything that these clouds offer."""


def _longest(pieces: Iterable[str]) -> str:
    return max(pieces, key=len)
