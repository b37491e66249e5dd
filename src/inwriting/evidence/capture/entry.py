"""A document's entry in dossier.yaml: written anew, or renewed; every other byte stays."""

import datetime
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from inwriting.register.load.problem import Path, Problem, UnusableInputError
from inwriting.register.load.schema import mistakes
from inwriting.register.load.yaml import parse
from inwriting.register.load.yaml_editing import added, replaced

VOICES: Final = {
    "signed-contract": "legal",
    "product-terms": "legal",
    "data-processing-agreement": "legal",
    "policy-page": "legal",
    "configuration-record": "technical",
    "technical-documentation": "technical",
    "audit-report": "technical",
    "vendor-answer": "commercial",
    "help-page": "commercial",
    "marketing": "commercial",
}
"""Who usually speaks in a document of a kind."""
_LONGEST_ID: Final = 64


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """What the dossier keeps of a captured document."""

    id: str
    kind: str
    voice: str
    title: str
    governs: tuple[str, ...]
    """Empty where the dossier has one offering."""
    source: Mapping[str, str]
    digest: str
    original: str
    extractor: str
    confidential: bool
    note: str
    dates: Mapping[str, datetime.date]
    """stated, effective, observed, checked, ends, signed: those that are known."""


def with_entry(file: str, text: str, entry: DocumentEntry) -> str:
    """Return *text* of a dossier with *entry* among its documents.

    Raises UnusableInputError when it cannot be added without changing anything else.
    """
    return _sound(file, added(file, text, ("documents", entry.id), _laid_out(entry)))


def renewed(file: str, text: str, entry: DocumentEntry) -> str:
    """Return *text* of a dossier in which the document of *entry* is the one captured now.

    Digests, source and dates change; what people wrote stays. Raises UnusableInputError.
    """
    data, _ = parse(file, text)
    here = data["documents"][entry.id]
    values: dict[Path, int | str] = {("documents", entry.id, "digest"): entry.digest}
    new: dict[Path, Any] = {}

    def put(path: Path, held: Mapping[str, Any], value: str) -> None:
        if path[-1] in held:
            values[path] = value
        else:
            new[path] = value

    for name, date in entry.dates.items():
        put(("documents", entry.id, "dates", name), here["dates"], str(date))
    for name, value in entry.source.items():
        put(("documents", entry.id, "source", name), here["source"], value)
    captured = here.get("captured")
    if captured is None:
        new["documents", entry.id, "captured"] = _flow(_captured(entry))
    else:
        values["documents", entry.id, "captured", "original"] = entry.original
        values["documents", entry.id, "captured", "extractor"] = entry.extractor
    result = replaced(file, text, values)
    for path, value in new.items():
        shown = datetime.date.fromisoformat(value) if path[-2] == "dates" else value
        result = added(file, result, path, shown)
    return _sound(file, result)


def seen_again(file: str, text: str, document: str, today: datetime.date) -> str:
    """Return *text* of a dossier in which *document* was last checked *today*."""
    path: Path = ("documents", document, "dates", "checked")
    return _sound(file, replaced(file, text, {path: str(today)}))


def to_paste(entry: DocumentEntry) -> str:
    """Return the entry as lines for a person to put under `documents:`."""
    empty = "documents: {}\n"
    return added("dossier.yaml", empty, ("documents", entry.id), _laid_out(entry)).partition("\n")[
        2
    ]


def id_from(title: str, taken: Mapping[str, object]) -> str:
    """Return an id that *title* suggests; of one that is taken, the next with a number."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii")
    words = re.findall(r"[a-z0-9]+", plain.casefold())
    while words and not words[0][0].isalpha():
        words.pop(0)
    name = ""
    for word in words:
        if len(name) + len(word) > _LONGEST_ID - 8:
            break
        name = f"{name}-{word}" if name else word
    name = name or "document"
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free


def clean(text: str, longest: int) -> str:
    """Return *text* as one line without characters that a reader cannot see."""
    seen = (letter for letter in text if unicodedata.category(letter)[0] != "C" or letter in "\n\t")
    line = " ".join("".join(seen).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _laid_out(entry: DocumentEntry) -> CommentedMap:
    laid_out = CommentedMap()
    laid_out["kind"] = entry.kind
    laid_out["voice"] = entry.voice
    laid_out["title"] = _text(entry.title)
    if entry.governs:
        laid_out["governs"] = CommentedSeq(entry.governs)
        laid_out["governs"].fa.set_flow_style()
    source = {key: _text(value) for key, value in entry.source.items()}
    laid_out["source"] = _flow(source) if entry.source["kind"] == "file" else CommentedMap(source)
    laid_out["digest"] = entry.digest
    laid_out["captured"] = CommentedMap(_captured(entry))
    if entry.confidential:
        laid_out["confidential"] = True
    if entry.note:
        laid_out["note"] = _text(entry.note)
    # Of one object at two places, YAML's writer would make an anchor and an alias.
    dates = {name: datetime.date(*date.timetuple()[:3]) for name, date in entry.dates.items()}
    laid_out["dates"] = _flow(dates)
    return laid_out


def _captured(entry: DocumentEntry) -> dict[str, Any]:
    return {"original": entry.original, "extractor": _text(entry.extractor)}


def _flow(values: Mapping[str, Any]) -> CommentedMap:
    mapping = CommentedMap(values)
    mapping.fa.set_flow_style()
    return mapping


def _text(value: str) -> str:
    """Return *value* so that YAML takes it for text, and leave plain words plain."""
    plain = re.fullmatch(r"[A-Za-z][\w ,.()/-]*[\w.)]", value, re.ASCII)
    words = value.casefold() in {"true", "false", "null", "yes", "no", "on", "off"}
    return value if plain and not words else DoubleQuotedScalarString(value)


def _sound(file: str, text: str) -> str:
    data, problems = parse(file, text)
    found = [
        *problems,
        *(
            Problem(file, 0, 0, f"{'.'.join(map(str, item.path))}: {item.message}", item.fix)
            for item in mistakes("dossier", data)
        ),
    ]
    if found:
        raise UnusableInputError(tuple(found))
    return text
