"""The newest text of a document: from a folder, an archive of terms, or its address."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from inwriting.evidence.capture.archive import ArchiveError, read_at_commit
from inwriting.evidence.capture.extraction import extract
from inwriting.evidence.capture.refusal import Reason, RefusedError
from inwriting.register.load.document_texts import LARGEST_DOCUMENT, TextState
from inwriting.register.model.dossier import Document
from inwriting.texts.passages import digest_of_bytes
from inwriting.texts.web.fetch import Fetched, FetchError, fetch

_ENDINGS = (".md", ".txt")
_NO_DOCUMENT = frozenset({Reason.NO_TEXT, Reason.NEEDS_BROWSER, Reason.BLOCK_PAGE})
"""The reasons that are a capture that failed, rather than a document that cannot be read."""


@dataclass(frozen=True, slots=True)
class LatestText:
    """A document's newest text."""

    text: str
    digest: str
    """Of the text's bytes in UTF-8."""
    captured: datetime.date | None
    """For an archive, the day of its newest commit; None where the text was just fetched."""


class NoTextError(Exception):
    """The newest text of a document cannot be had."""

    def __init__(self, message: str, fix: str, *, reason: str = "") -> None:
        """Say what is wrong and what to do; *reason* names a capture that failed."""
        super().__init__(f"{message} {fix}")
        self.message = message
        self.fix = fix
        self.reason = reason


@dataclass(frozen=True, slots=True)
class TextSources:
    """Where newest texts are looked for."""

    folder: Path | None = None
    """A folder that has them as VENDOR/DOCUMENT.md or .txt; nothing else is asked then."""
    archives: Path | None = None
    """A folder with clones of archives, as OWNER/NAME."""
    fetch: Callable[[str], Fetched] = fetch
    """How a page is fetched."""


def unwatched(document: Document, places: TextSources) -> str:
    """Return why *document* cannot be looked at again; empty when it can."""
    if document.confidential:
        return "it is confidential"
    if places.folder is None and not (document.source.archive or document.source.url):
        return "it has no address to look at"
    return ""


def latest_text(vendor: str, document: Document, places: TextSources) -> LatestText:
    """Return the newest text of *document* of *vendor*.

    Raises NotSeenError.
    """
    if places.folder is not None:
        return _of_folder(places.folder, vendor, document.id)
    if document.source.archive:
        return _of_archive(document, places.archives)
    return _of_address(document.source.url, places)


def cited(document: Document, archives: Path | None) -> str:
    """Return the text of *document* that the dossier cites.

    Where it is not at hand and its archive is, it is taken from there and held to its digest.
    Raises NotSeenError.
    """
    if document.text.state is TextState.AT_HAND:
        return document.text.text
    source = document.source
    if document.text.state is TextState.NOT_AT_HAND and source.archive and source.commit:
        content = _read(_repository(source.archive, archives), source.path, source.commit)
        if digest_of_bytes(content) == document.digest:
            return _decoded(content)
    why = document.text.reason or "it is not at hand"
    raise NoTextError(
        f"The cited text cannot be compared: {why}.",
        "Name the folder or locker that holds it with --evidence.",
    )


def _of_folder(folder: Path, vendor: str, document: str) -> LatestText:
    for ending in _ENDINGS:
        path = folder / vendor / f"{document}{ending}"
        if path.is_file():
            if path.stat().st_size > LARGEST_DOCUMENT:
                raise NoTextError(f"{path.name} is larger than 8 MiB.", "No terms are.")
            content = path.read_bytes()
            return LatestText(_decoded(content), digest_of_bytes(content), None)
    raise NoTextError(
        f"The folder of newest texts has no {vendor}/{document}.md or .txt.",
        "Put the newest text there, or leave --newest out.",
    )


def _of_archive(document: Document, archives: Path | None) -> LatestText:
    source = document.source
    try:
        found = read_at_commit(
            _repository(source.archive, archives), source.path, size=LARGEST_DOCUMENT
        )
    except ArchiveError as error:
        raise NoTextError(error.message, error.fix) from error
    return LatestText(_decoded(found.content), digest_of_bytes(found.content), found.committed)


def _read(repository: str, path: str, commit: str) -> bytes:
    try:
        return read_at_commit(repository, path, commit, size=LARGEST_DOCUMENT).content
    except ArchiveError as error:
        raise NoTextError(error.message, error.fix) from error


def _repository(archive: str, archives: Path | None) -> str:
    """Return where the archive is: the clone in the folder *archives*, else as it is named."""
    local = archives / archive if archives is not None else None
    return str(local) if local is not None and local.is_dir() else archive


def _of_address(url: str, places: TextSources) -> LatestText:
    try:
        page = places.fetch(url)
    except FetchError as error:
        raise NoTextError(error.message, error.fix) from error
    try:
        found = extract(page.content, page.final_url, page.media_type, charset=page.charset)
    except RefusedError as error:
        reason = error.reason.value if error.reason in _NO_DOCUMENT else ""
        raise NoTextError(error.message, error.fix, reason=reason) from error
    content = found.text.encode("utf-8", "surrogatepass")
    return LatestText(found.text, digest_of_bytes(content), None)


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NoTextError("It is not UTF-8 text.", "Look at what was captured.") from error
