"""Commands that stand inside another format: a workflow's step, a container's start."""

import dataclasses
import shlex
import textwrap
from dataclasses import replace

from inwriting.gate.file_reading import DependencyScope, FileReading
from inwriting.gate.readers.collector import Collector
from inwriting.gate.readers.document import DocumentValue, ValueShape
from inwriting.gate.readers.shell import read_commands
from inwriting.gate.uses import Spot

_SHELLS = frozenset({"sh", "bash", "/bin/sh", "/bin/bash", "zsh", "ash"})


def collect_script(
    collector: Collector, value: DocumentValue, scope: DependencyScope, group: int = 0
) -> None:
    """Note what the commands in *value* name: a text, or a list of texts or of words."""
    if value.shape is ValueShape.TEXT:
        _collect_text(collector, value, scope, group)
        return
    words = [entry.value for entry in value.entries if entry.value.shape is ValueShape.TEXT]
    if len(words) != len(value.entries) or not words:
        for text in value.texts():
            _collect_text(collector, text, scope, group)
    elif words[0].text.rpartition("/")[2] in _SHELLS:
        _collect_text(collector, words[-1], scope, group)
    elif any(" " in word.text for word in words):
        # A list of lines, each a command of its own.
        for word in words:
            _collect_text(collector, word, scope, group)
    else:
        collect_command(collector, words, scope, group)


def collect_command(
    collector: Collector, words: list[DocumentValue], scope: DependencyScope, group: int = 0
) -> None:
    """Note what one command names of which every word is a value of its own."""
    if not words:
        return
    line = shlex.join(word.text for word in words).encode(errors="replace")
    spot = collector.spot(words[0].place)
    reading = read_commands(line, spot, scope, collector.file.commands)
    spots = [collector.spot(word.place) for word in words]
    collector.include(_placed(reading, words, spots), group)


def _placed(reading: FileReading, words: list[DocumentValue], spots: list[Spot]) -> FileReading:
    """Return *reading* with each thing at the word that names it."""
    seen = []
    for one in reading.seen:
        at = next(
            (spot for word, spot in zip(words, spots, strict=True) if one.name in word.text),
            spots[0],
        )
        seen.append(dataclasses.replace(one, spot=at))
    return FileReading(tuple(seen), reading.unread, reading.comments)


def _collect_text(
    collector: Collector, value: DocumentValue, scope: DependencyScope, group: int
) -> None:
    if not value.text.strip():
        return
    spot = collector.spot(value.place)
    if not value.lines:
        text = value.text.encode(errors="replace")
        collector.include(read_commands(text, spot, scope, collector.file.commands), group)
        return
    plain = textwrap.dedent(value.text)
    first = next(line for line in value.text.split("\n") if line.strip())
    indent = len(first) - len(textwrap.dedent(first)) if plain != value.text else 0
    reading = read_commands(
        plain.encode(errors="replace"), replace(spot, column=1), scope, collector.file.commands
    )
    collector.include(_moved(reading, indent), group)


def _moved(reading: FileReading, columns: int) -> FileReading:
    """Return *reading* with everything that many columns to the right."""
    if not columns:
        return reading
    seen = tuple(
        dataclasses.replace(
            one, spot=dataclasses.replace(one.spot, column=one.spot.column + columns)
        )
        for one in reading.seen
    )
    comments = tuple(
        (dataclasses.replace(spot, column=spot.column + columns), text)
        for spot, text in reading.comments
    )
    return FileReading(seen, reading.unread, comments)
