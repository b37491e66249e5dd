"""File after file: what it is, what the search finds in it, and what its reader sees there."""

import errno
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from inwriting.gate.file_contents import PEEKED, as_utf8, everything, is_wide, open_plain
from inwriting.gate.file_reading import FileReading, Seen, TextFile
from inwriting.gate.format import Format
from inwriting.gate.install_commands import install_commands
from inwriting.gate.isolated_reader import IsolatedReader
from inwriting.gate.named_files import NamedFiles
from inwriting.gate.placeholders import LONGEST_BEGINNING, why_withheld
from inwriting.gate.read_file import LARGEST, read
from inwriting.gate.readers import Formats, known_formats
from inwriting.gate.readers.source_table import SOURCE
from inwriting.gate.search import Hits, Search
from inwriting.gate.search_terms import needles
from inwriting.gate.signal_index import SignalIndex
from inwriting.gate.tree import File
from inwriting.gate.unread_kinds import ending_of_script, why_passed_over
from inwriting.gate.uses import Spot, Unread

MINIFIED = "minified"
LINK_TWICE = "symbolic links to a file that is looked at itself"

_WHOLE = 1 << 20
_MINIFIED_SIZE = 20_000
_MINIFIED_LINE = 300
_LONG_LINE = re.compile(rb"[^\n]{1000,}")
_SECONDS = 30
"""How long one large file may be read."""
_MOST_SEEN = 500_000
_MOST_HITS = 100_000


class TreeSearch:
    """Everything that was seen in the files looked at so far."""

    def __init__(self, root: Path, index: SignalIndex, formats: Formats | None = None) -> None:
        self.seen: list[Seen] = []
        self.comments: list[tuple[Spot, str]] = []
        self.unread: list[Unread] = []
        self.skipped: Counter[str] = Counter()
        self.read: Counter[str] = Counter()
        """How many files were read by their structure, by kind."""
        self.files = 0
        """How many files were searched."""
        self.size = 0
        """How many bytes they hold."""
        self.paths: list[str] = []
        """Every path that no rule passed over."""
        self._root = str(root)
        self._formats = formats or known_formats(index.ecosystems)
        self._commands = install_commands(index.ecosystems.all)
        self._named = NamedFiles(index)
        self._search = Search(needles(index))
        self._apart = IsolatedReader(_SECONDS)

    def close(self) -> None:
        """End what was started for large files."""
        self._apart.close()

    def at(self, file: File) -> None:
        """Look at *file*. Whatever is wrong with it is said and never raised."""
        self.paths.append(file.path)
        if (named := self._named.seen(file.path)) is not None:
            self.seen.append(named)
        if file.closed:
            self.skipped[file.closed] += 1
            return
        form = self._formats.of(file.path)
        if (
            file.target
            and not file.alone
            and (form is None or form is self._formats.of(file.target))
        ):
            self.skipped[LINK_TWICE] += 1
            return
        try:
            if form is None:
                form = self._by_first_line(file)
            if form is None:
                self.skipped[why_passed_over(file.path)] += 1
            else:
                self._search_in(file, form)
        except OSError as error:
            reason = f"cannot be read: {error.strerror or type(error).__name__}"
            self.unread.append(Unread(file.path, 0, reason, "Let the gate read the file."))

    def _by_first_line(self, file: File) -> Format | None:
        """Return the format of a script whose first line alone says what it is."""
        name = file.path.rpartition("/")[2]
        if "." in name or file.size < len("#!sh"):
            return None
        handle = open_plain(self._place(file))
        try:
            line = os.read(handle, 128).partition(b"\n")[0]
        finally:
            os.close(handle)
        return self._formats.of(f"script.{ending}") if (ending := ending_of_script(line)) else None

    def _place(self, file: File) -> str:
        return f"{self._root}/{file.target or file.path}"

    def _search_in(self, file: File, form: Format) -> None:
        escapes = form.kind not in _UNESCAPED
        handle = open_plain(self._place(file))
        try:
            if file.size <= _WHOLE:
                content: bytes | None = as_utf8(everything(handle, file.size))
                hits = self._search.hits(content or b"", escapes=escapes)
                beginning = content or b""
            else:
                beginning = os.read(handle, LONGEST_BEGINNING)
                os.lseek(handle, 0, os.SEEK_SET)
                content, hits = self._large(handle, file, escapes=escapes, always=form.always)
        finally:
            os.close(handle)
        self.files += 1
        self.size += file.size
        reason, fix = why_withheld(form.kind, beginning)
        if reason:
            self.unread.append(Unread(file.path, 0, reason, fix))
            return
        if not hits and not form.always:
            return
        if len(hits) > _MOST_HITS:
            self._too_much(file.path, f"names tools more than {_MOST_HITS} times")
        elif content is None:
            size = file.size >> 20
            self._too_much(file.path, f"has {size} MiB, more than are read at once")
        elif _is_minified(form, content) and not (content := _beside_long_lines(content, hits)):
            self.skipped[MINIFIED] += 1
        else:
            self.read[form.kind] += 1
            self._add(read(form, TextFile(file.path, content, hits, self._commands), self._apart))

    def _large(
        self, handle: int, file: File, *, escapes: bool, always: bool
    ) -> tuple[bytes | None, Hits]:
        """Return where needles stand in a large file, and its content if it is to be read."""
        wide = is_wide(os.read(handle, PEEKED))
        os.lseek(handle, 0, os.SEEK_SET)
        if wide and file.size <= LARGEST:
            content = as_utf8(everything(handle, file.size))
            return content, self._search.hits(content, escapes=escapes)
        if wide:
            raise OSError(errno.EFBIG, "is in UTF-16 or UTF-32 and too large")
        found = self._search.stream(lambda size: os.read(handle, size), escapes=escapes)
        hits = _first(found, _MOST_HITS + 1)
        if file.size > LARGEST or not (hits or always):
            return None, hits
        os.lseek(handle, 0, os.SEEK_SET)
        content = everything(handle, file.size)
        plain = as_utf8(content)
        moved = len(content) - len(plain)
        return plain, tuple((start - moved, end - moved) for start, end in hits)

    def _add(self, reading: FileReading) -> None:
        self.unread += reading.unread
        self.comments += reading.comments
        if len(self.seen) + len(reading.seen) <= _MOST_SEEN:
            self.seen += reading.seen
        elif reading.seen:
            self._too_much(reading.seen[0].spot.file, "is one of too many files that name tools")

    def _too_much(self, path: str, reason: str) -> None:
        self.unread.append(Unread(path, 0, reason, "Split the file, or run the gate on a part."))


_UNESCAPED = frozenset(form.kind for form in SOURCE)
"""Formats in which nobody writes a letter as an escape by chance: source code."""


def _is_minified(form: Format, content: bytes) -> bool:
    """Tell whether a program pressed a script together: long, and with hardly a line in it."""
    if form.kind != "JavaScript source" or len(content) < _MINIFIED_SIZE:
        return False
    return len(content) > _MINIFIED_LINE * (content.count(b"\n") + 1)


def _beside_long_lines(content: bytes, hits: Hits) -> bytes:
    """Return *content* with its long lines made blank; nothing when all *hits* stand in these.

    A picture written out in one line makes no program's output of a script around it.
    """
    short = _LONG_LINE.sub(lambda line: b" " * len(line[0]), content)
    return short if any(short[start:end].strip() for start, end in hits) else b""


def _first(found: Iterator[tuple[int, int]], most: int) -> Hits:
    hits = []
    for hit in found:
        hits.append(hit)
        if len(hits) >= most:
            break
    return tuple(hits)
