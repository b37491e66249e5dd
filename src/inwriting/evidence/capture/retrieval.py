"""From what a person names to bytes: a file, a web page, or a file of an archive."""

import datetime
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpcore

from inwriting.evidence.capture.archive import ArchiveError, read_at_commit
from inwriting.evidence.capture.file_kinds import MEDIA_TYPES, UNTOLD
from inwriting.evidence.capture.limits import ExtractionLimits
from inwriting.register.load.problem import Problem, UnusableInputError
from inwriting.texts.web.addresses import Allowed, Resolver, system_resolver
from inwriting.texts.web.fetch import FetchError, Limits, fetch

_ARCHIVE: Final = "archive:"
_TYPES: Final = frozenset({*MEDIA_TYPES, *UNTOLD})


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A document as it came."""

    content: bytes
    name: str
    """The file's name or the address, from which its kind is told."""
    source: dict[str, str]
    """The dossier's entry on where it comes from; empty for a file."""
    media_type: str = ""
    charset: str = ""
    observed: datetime.date | None = None
    """When an archive captured it; None for today."""
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Network:
    """How addresses are found and connected to."""

    allowed: Allowed = Allowed()  # noqa: RUF009 - frozen
    resolve: Resolver = system_resolver
    backend: httpcore.NetworkBackend | None = None


def retrieve(source: str, path: str, commit: str, network: Network) -> Retrieved:
    """Return the document that *source* names; *path* and *commit* are of an archive.

    Raises UnusableInputError.
    """
    if source.startswith(_ARCHIVE) or path or commit:
        return _from_archive(source.removeprefix(_ARCHIVE), path, commit, network)
    if source.startswith(("https://", "http://")):
        return _from_web(source, network)
    if "://" in source:
        raise _unusable(
            source, "This kind of address is not fetched.", "Give a file, or an https address."
        )
    return _from_file(Path(source))


def _from_file(path: Path) -> Retrieved:
    most = ExtractionLimits().size
    try:
        if not path.is_file():
            what = "This is no plain file." if path.exists() else "There is no such file."
            raise _unusable(
                str(path), what, "Give a file, an https address, or archive:OWNER/NAME."
            )
        if path.stat().st_size > most:
            fix = "Capture the part that you need."
            raise _unusable(str(path), f"The file is larger than {most:,} bytes.", fix)
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise _unusable(
            str(path), f"The file cannot be read: {reason}.", "Look at its name and your rights."
        ) from error
    return Retrieved(content, path.name, {})


def _from_web(url: str, network: Network) -> Retrieved:
    try:
        page = fetch(
            url,
            allowed=network.allowed,
            resolve=network.resolve,
            network=network.backend,
            limits=Limits(types=_TYPES),
        )
    except FetchError as error:
        raise UnusableInputError((Problem("SOURCE", 0, 0, error.message, error.fix),)) from error
    moved = f"The address leads on to {page.final_url}." if page.final_url != page.url else ""
    return Retrieved(
        page.content,
        page.final_url.partition("?")[0],
        {"kind": "url", "url": url},
        page.media_type,
        page.charset,
        notes=(moved,) if moved else (),
    )


def _from_archive(repository: str, path: str, commit: str, network: Network) -> Retrieved:
    if not path:
        raise _unusable(
            repository, "Which file of the archive?", "Give --path, as the archive writes it."
        )
    try:
        found = read_at_commit(
            repository, path, commit, allowed=network.allowed, resolve=network.resolve
        )
    except ArchiveError as error:
        raise _unusable(repository, error.message, error.fix) from error
    source = {"kind": "archive", "archive": repository, "path": path, "commit": found.commit}
    note = "" if commit else f"Taken at the archive's newest commit, {found.commit}."
    return Retrieved(
        found.content,
        path.rpartition("/")[2],
        source,
        observed=found.committed,
        notes=(note,) if note else (),
    )


def _unusable(source: str, message: str, fix: str) -> UnusableInputError:
    return UnusableInputError((Problem("SOURCE", 0, 0, f"{source[:300]}: {message}", fix),))
