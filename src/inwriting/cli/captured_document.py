"""A captured document: its entry in the dossier, and what to tell the user about it."""

import dataclasses
import datetime
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import urlsplit

from inwriting.evidence.capture.dates import found_dates
from inwriting.evidence.capture.entry import (
    VOICES,
    DocumentEntry,
    clean,
    id_from,
    renewed,
    seen_again,
    with_entry,
)
from inwriting.evidence.capture.extraction import Extracted
from inwriting.evidence.capture.retrieval import Retrieved
from inwriting.output.safe import one_line
from inwriting.register.load.files import YamlFile
from inwriting.texts.passages import digest_of_bytes

_NO_TITLES: Final = frozenset({"untitled", "untitled document", "document", "word document"})
_LONGEST_TITLE: Final = 200
_MARKED: Final = (".md", ".markdown", ".html", ".htm", ".docx")


@dataclass(frozen=True, slots=True)
class CapturedDocument:
    """A captured document, and what the dossier already says about it."""

    brought: Retrieved
    extracted: Extracted
    today: datetime.date
    known: dict[str, Any] | None
    """Its entry; None for a new one."""

    @property
    def text(self) -> bytes:
        """The text's bytes, as they are kept."""
        return self.extracted.text.encode("utf-8")

    @property
    def digest(self) -> str:
        """The digest of the text."""
        return digest_of_bytes(self.text)

    @property
    def unchanged(self) -> bool:
        """Whether the dossier has exactly this text."""
        return self.known is not None and self.known["digest"] == self.digest


def entry_of(
    dossier: dict[str, Any], captured: CapturedDocument, given: dict[str, Any]
) -> tuple[DocumentEntry, tuple[str, ...]]:
    """Return the document's entry, and notes about it for the user."""
    brought, extracted, held = captured.brought, captured.extracted, captured.known
    found = found_dates(extracted.text)
    dates = {
        "stated": given["stated"] or found.stated,
        "effective": given["effective"] or found.effective,
        "observed": brought.observed or captured.today,
        "checked": captured.today,
        "ends": given["ends"],
        "signed": given["signed"],
    }
    title = clean(given["title"] or _own(extracted.title) or _stem(brought), _LONGEST_TITLE)
    kind = str(given["kind"] or (held or {}).get("kind"))
    confidential = given["confidential"] or (
        held is None and kind == "signed-contract" and not given["public"]
    )
    where = given["where"] or ("" if held else "The firm's locker, by its digest")
    source = brought.source or ({"kind": "held-elsewhere", "where": where} if where else {})
    notes = [note for note in found.notes if not _given_for(note, given)]
    notes.extend(
        f"The new text gives no date for {name}: check the one in the dossier."
        for name in ("stated", "effective")
        if dates[name] is None and name in (held or {}).get("dates", {})
    )
    notes.extend(
        f"{name} already has this text. To record that you looked again, add --again --id {name}."
        for name, item in dossier["documents"].items()
        if held is None and item["digest"] == captured.digest
    )
    if confidential and not given["confidential"]:
        notes.append("A signed contract is confidential unless --public says otherwise.")
    return (
        DocumentEntry(
            id=given["document"] or id_from(title, dossier["documents"]),
            kind=kind,
            voice=given["voice"] or VOICES[kind],
            title=title,
            governs=tuple(dict.fromkeys(given["governs"])),
            source=source,
            digest=captured.digest,
            original=digest_of_bytes(brought.content),
            extractor=extracted.extractor[:120],
            confidential=confidential,
            note=clean(given["note"], 600),
            dates={name: date for name, date in dates.items() if date is not None},
        ),
        tuple(notes),
    )


def _given_for(note: str, given: dict[str, Any]) -> bool:
    return any(given[name] is not None and f"--{name}" in note for name in ("stated", "effective"))


def _own(title: str) -> str:
    """Return the document's own *title*; empty if a program put it there."""
    return "" if title.strip().casefold() in _NO_TITLES else title


def _stem(brought: Retrieved) -> str:
    address = urlsplit(brought.name)
    name = PurePosixPath(address.path if address.scheme else brought.name).stem
    return name or address.hostname or "Document"


def file_name(entry: DocumentEntry, captured: CapturedDocument) -> str:
    """Return what to call the text of *entry* in evidence/."""
    ending = PurePosixPath(captured.brought.name.casefold()).suffix
    marked = ending in _MARKED or "inscriptis" in entry.extractor
    return f"{entry.id}-{entry.dates['observed']}.{'md' if marked else 'txt'}"


def public_entry(entry: DocumentEntry, brought: Retrieved, name: str) -> DocumentEntry:
    """Return *entry* with its text in the file *name* in evidence/."""
    kept = {key: value for key, value in brought.source.items() if key != "kind"}
    source = {"kind": "file", "file": f"evidence/{name}", **kept}
    return dataclasses.replace(entry, source=source, confidential=False)


def updated_dossier(entry: DocumentEntry, captured: CapturedDocument, file: YamlFile) -> str:
    """Return the text of the dossier *file* with the captured document in it."""
    if captured.known is None:
        return with_entry(file.path, file.text, entry)
    if captured.unchanged:
        return seen_again(file.path, file.text, entry.id, captured.today)
    return renewed(file.path, file.text, entry)


def summary(
    entry: DocumentEntry,
    captured: CapturedDocument,
    notes: tuple[str, ...],
    kept: str,
    written: str,
) -> str:
    """Return what to tell the user about the captured document."""
    held = captured.known
    what = "Unchanged" if captured.unchanged else "Captured again" if held else "Captured"
    dates = ", ".join(f"{name} {date}" for name, date in entry.dates.items())
    characters = len(captured.extracted.text)
    lines = [
        f"{what}: {one_line(entry.title if held is None else held['title'])} ({entry.id})",
        f"  text       {entry.digest}",
        f"             {characters:,} characters, by {entry.extractor}",
        f"  original   {entry.original}",
        f"  dates      {dates}",
        f"  stored     {one_line(kept)}",
        *([f"  written    {written}"] if written else []),
        *(f"  note       {one_line(note)}" for note in notes),
    ]
    if held is not None and not captured.unchanged:
        lines.append(
            "Cited passages may have moved: run inwriting check, and cite again what it names."
        )
    elif held is None:
        lines.append("Next: cite what it says, then run inwriting check.")
    return "\n".join(lines)
