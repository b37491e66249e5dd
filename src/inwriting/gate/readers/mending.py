"""Text that a grammar does not understand, made readable: templates covered, bad lines left out.

Everything keeps its place, so that what is read still tells its line and column.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tree_sitter import Node, Tree

from inwriting.gate.file_reading import TextFile
from inwriting.gate.readers.grammars import (
    TooMuchError,
    doubtful,
    mistakes,
    not_understood,
    parse,
)
from inwriting.gate.uses import Unread

_TEMPLATE = re.compile(rb"\{\{\{.*?\}\}\}|\{\{(?!\{).*?\}\}|\{%.*?%\}|\{#.*?#\}|<%.*?%>", re.DOTALL)
_STATEMENT = re.compile(
    rb"\{\{-?\s*(if|else|end|range|with|define|block|template|/\*|\$\w*\s*:?=|[#/^!>])|\{[%#]|<%[^=]"
)
_Filled = bytes | Callable[[re.Match[bytes]], bytes]


def _joined(match: re.Match[bytes]) -> bytes:
    return match[1] + re.sub(rb"[ \t\"']", b"_", match[2])


def _blank(match: re.Match[bytes]) -> bytes:
    return re.sub(rb"[^\n]", b" ", match[0])


def _blank_second(match: re.Match[bytes]) -> bytes:
    return match[1] + b" " * len(match[2]) + match[3]


def _continued(match: re.Match[bytes]) -> bytes:
    return re.sub(rb"[^\n]*\n", lambda line: b" " * (len(line[0]) - 2) + b"\\\n", match[0])


def _object(match: re.Match[bytes]) -> bytes:
    return b"object".ljust(len(match[0]))


_NO_INTEREST = b"USER|VOLUME|LABEL|EXPOSE|MAINTAINER|WORKDIR|STOPSIGNAL"
_GAPS: dict[str, tuple[tuple[re.Pattern[bytes], _Filled], ...]] = {
    "json": (
        # A comma behind the last, which editors' settings allow.
        (re.compile(rb",(?=\s*(?://[^\n]*\n\s*)*[}\]])"), b" "),
        # A power with a plus sign.
        (re.compile(rb"(?<=\d)[eE]\+(?=\d)"), b"00"),
    ),
    "dockerfile": (
        # What is of no interest here, and often written in ways that the grammar does not know.
        (re.compile(rb"^[ \t]*(?:%b)\s[^\n]*(?<!\\)$" % _NO_INTEREST, re.MULTILINE), _blank),
        # Comments between the lines of one instruction.
        (re.compile(rb"(?<=\\\n)(?:[ \t]*#[^\n]*\n)+"), _continued),
        # A test of the shell, which is no list of words.
        (re.compile(rb"^([ \t]*RUN[ \t]+)\[(?=[ \t]+[^\"\s])", re.MULTILINE), rb"\1("),
        # An argument whose default is nothing.
        (re.compile(rb"^([ \t]*ARG[ \t]+\w+)=(?=[ \t]*$)", re.MULTILINE), rb"\1 "),
        # A backslash within a line.
        (re.compile(rb"\\(?=[^\s\"'])"), b"/"),
        # A variable in the old way, whose value may have spaces.
        (re.compile(rb"^([ \t]*ENV[ \t]+\w+[ \t]+)([^=\s\\][^=\n\\]*)$", re.MULTILINE), _joined),
    ),
    "bicep": (
        # Newer than the grammar: imports of types, typed variables, types taken from resources.
        (re.compile(rb"^import\s+\{[^{}]*\}\s+from\s+'[^'\n]*'", re.MULTILINE), _blank),
        (re.compile(rb"^import\s+\*\s+as\s+\w+\s+from\s+'[^'\n]*'", re.MULTILINE), _blank),
        (re.compile(rb"^(var\s+\w+)(\s+[^=\n]+?)(\s*=)", re.MULTILINE), _blank_second),
        (re.compile(rb"\.\?(?=\w)"), b" ."),
        (re.compile(rb"(?<=[\w\])])!(?=[\s.,)\]])"), b" "),
        (re.compile(rb"\bresource(?:In|Out)put<'[^'\n]*'>(?:\.\w+|\[\*\])*\??"), _object),
    ),
}
"""What formats allow and their grammars do not know, and what covers it without moving a thing."""
_LINE_SPACE = b" \t"
_MOST_RETRIES = 12
_LONGEST_RETRY = 0.3
_LARGEST_RETRIED = 300_000


@dataclass(frozen=True, slots=True)
class Mended:
    """A tree, the text that it is of, and the text as the file has it."""

    tree: Tree
    content: bytes
    original: bytes
    left_out: tuple[int, ...]
    """Lines, from 1, that were left out so that the rest could be understood."""

    @property
    def whole(self) -> bool:
        """Whether all of it was understood, so that nothing in it means that nothing is there."""
        return not self.left_out and not self.tree.root_node.has_error

    def report(
        self, file: TextFile, what: str, *, understood: bool, deep: int = 0
    ) -> tuple[Unread, ...]:
        """Return what of *file* could not be read."""
        if deep:
            return (
                Unread(
                    file.path,
                    deep,
                    "what stands here nests too deep to be read",
                    "leave the file out of what the gate looks at, or flatten it",
                ),
            )
        lines = sorted({*self.left_out, *(_line(node) for node in mistakes(self.tree))})
        if not understood and self.original.strip():
            if lines or what != "YAML":
                return (not_understood(file, lines[0] if lines else 1, what),)
            return ()
        return tuple(doubtful(file, line, what) for line in lines[:1])


def _line(node: Node) -> int:
    return int(node.start_point[0]) + 1


def parse_mended(grammar: str, content: bytes) -> Mended:
    """Return the tree of *content*; where it has mistakes, of what can be read of it.

    Raises TooMuchError for a text that is too dense.
    """
    tree = parse(grammar, content)
    if not tree.root_node.has_error:
        return Mended(tree, content, content, ())
    original = content
    covered = cover_templates(content)
    for gap, filled in _GAPS.get(grammar, ()):
        covered = gap.sub(filled, covered)
    left_out: list[int] = []
    if grammar == "json" and (end := _missing_end(covered)):
        covered += end
        left_out.append(original.rstrip().count(b"\n") + 1)
    if covered != content:
        content = covered
        tree = parse(grammar, content)
    if len(content) <= _LARGEST_RETRIED:
        content, tree = _without_bad_lines(grammar, content, tree, left_out)
    return Mended(tree, content, original, tuple(left_out))


_JSON_MARK = re.compile(rb'"(?:[^"\\\n]|\\.)*("|\n|\Z)|//[^\n]*|[\[\]{}]')


def _missing_end(content: bytes) -> bytes:
    """Return what closes everything that a JSON text leaves open: it was cut off."""
    closing: list[bytes] = []
    cut = False
    for match in _JSON_MARK.finditer(content):
        mark = match.group()
        if mark in {b"{", b"["}:
            closing.append(b"}" if mark == b"{" else b"]")
        elif mark in {b"}", b"]"}:
            if not closing or closing.pop() != mark:
                return b""
        else:
            cut = mark.startswith(b'"') and match[1] != b'"'
    if not closing:
        return b""
    end = b"".join(reversed(closing))
    if cut:
        return b'"' + end
    return b" null" + end if content.rstrip().endswith(b":") else end


def _without_bad_lines(
    grammar: str, content: bytes, tree: Tree, left_out: list[int]
) -> tuple[bytes, Tree]:
    """Leave out lines while that makes the first mistake come later or go."""
    for _ in range(_MOST_RETRIES):
        first = next(mistakes(tree), None)
        if first is None:
            break
        row = _bad_row(first, content)
        lines = content.split(b"\n")
        if row >= len(lines) or not lines[row].strip():
            break
        lines[row] = b" " * len(lines[row])
        candidate = b"\n".join(lines)
        try:
            retried = parse(grammar, candidate, _LONGEST_RETRY)
        except TooMuchError:
            break
        content, tree = candidate, retried
        left_out.append(row + 1)
    return content, tree


def _bad_row(node: Node, content: bytes) -> int:
    """Return the row at which *node* stops making sense: behind its last good part."""
    good = [child for child in node.named_children if not child.is_error]
    if not good or node.start_point[0] == node.end_point[0]:
        return int(node.start_point[0])
    row = int(good[-1].end_point[0])
    end = content.find(b"\n", good[-1].end_byte)
    rest = content[good[-1].end_byte : end if end >= 0 else len(content)]
    # A colon belongs to what was understood.
    return row if rest.strip(b" \t:,") else row + 1


def cover_templates(content: bytes) -> bytes:
    """Return *content* with every template covered: statements by spaces, values by ones."""

    def cover(match: re.Match[bytes]) -> bytes:
        text = match.group()
        alone = _alone(content, match.start(), match.end())
        filler = b" " if alone or _STATEMENT.match(text) else b"1"
        return b"\n".join(filler * len(line) for line in text.split(b"\n"))

    return _TEMPLATE.sub(cover, content)


def _alone(content: bytes, begin: int, end: int) -> bool:
    """Tell whether nothing else stands on the line."""
    line_begin = content.rfind(b"\n", 0, begin) + 1
    line_end = content.find(b"\n", end)
    before = content[line_begin:begin]
    after = content[end : line_end if line_end >= 0 else len(content)]
    return not before.strip(_LINE_SPACE) and not after.strip(_LINE_SPACE)
