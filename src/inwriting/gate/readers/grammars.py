"""Grammars by the format that they know, and what a tree says of text that they do not understand.

The same parsers that editors use: they know the place of everything, expand nothing and go on
behind a mistake.
"""

import bisect
import functools
import importlib
import itertools
import re
import string
import time
import warnings
from collections.abc import Iterator

from tree_sitter import Language, Node, Parser, Tree

from inwriting.gate.file_reading import TextFile
from inwriting.gate.readers.comments import suppressions
from inwriting.gate.uses import Spot, Unread

_PLAIN = (string.ascii_letters + string.digits + " _-./@=+").encode()
_MOST_MARKS = 400_000
"""So many marks of punctuation take some 120 MiB in the densest file."""
_DEEPEST_YAML = 120
_LONGEST = 2.0
"""Seconds of work. No file that somebody wrote takes one; grammars take hours for some texts."""
_PIECE = 1_000_000
_INDICATOR = re.compile(rb"[-?:](?=[ \t]|\Z)")
_SUPPRESSION = b"inwriting:"
_COMMENT = "comment"


class TooMuchError(Exception):
    """A file has more parts than the memory of a small machine can hold as a tree."""


@functools.cache
def _language(grammar: str) -> Language:
    # A package may hold several grammars, as in typescript.tsx.
    package, _, variant = grammar.partition(".")
    module = importlib.import_module(f"tree_sitter_{package}")
    name = f"language_{variant or package}"
    load = getattr(module, name, None) or module.language
    with warnings.catch_warnings():
        # One grammar's package still hands out a number where others hand out a capsule.
        warnings.simplefilter("ignore", DeprecationWarning)
        return Language(load())


def parse(grammar: str, content: bytes, longest: float = _LONGEST) -> Tree:
    """Return the tree of *content*, whatever mistakes it has; *longest* is in seconds of work.

    Raises TooMuchError for a text that is too dense, nests too deep, or was made to take long.
    """
    if len(content.translate(None, _PLAIN)) > _MOST_MARKS:
        raise TooMuchError
    if grammar == "yaml" and yaml_depth(content) > _DEEPEST_YAML:
        raise TooMuchError
    if not content.endswith(b"\n"):
        # Some grammars know lines only by their ends.
        content += b"\n"
    begun = time.thread_time()

    asked = itertools.count()

    def is_enough(_offset: int, _has_error: bool) -> bool:
        # To look at this clock takes longer than what the parser does between two questions.
        return next(asked) % 16 == 0 and time.thread_time() - begun > longest

    def rest(offset: int, _point: object) -> bytes:
        return content[offset : offset + _PIECE]

    try:
        tree: Tree | None = Parser(_language(grammar)).parse(rest, progress_callback=is_enough)
    except ValueError as problem:
        raise TooMuchError from problem
    if tree is None:
        raise TooMuchError
    return tree


def yaml_depth(content: bytes) -> int:
    """Return how deep blocks of YAML nest at most, by their columns.

    The grammar's scanner keeps a stack of fixed size and does not look where it ends.
    """
    deepest = 0
    stack: list[int] = []
    for line in content.split(b"\n"):
        words = line.lstrip(b" \t")
        if not words:
            continue
        indent = len(line) - len(words)
        while stack and stack[-1] >= indent:
            stack.pop()
        stack.append(indent)
        compact = words[:2] in {b"- ", b"? "} or b": -" in words or b": ?" in words
        if compact:
            stack += [indent + match.end() for match in _INDICATOR.finditer(words)]
        deepest = max(deepest, len(stack))
    return deepest


def unix_lines(content: bytes) -> bytes:
    """Return *content* with lines that end in a line feed alone."""
    if b"\r" not in content:
        return content
    return content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def children(node: Node) -> Iterator[Node]:
    """Yield the named children of *node*, without a list of all of them."""
    cursor = node.walk()
    if not cursor.goto_first_child():
        return
    while True:
        child = cursor.node
        if child is not None and (child.is_named or child.is_error):
            yield child
        if not cursor.goto_next_sibling():
            return


def text_of(node: Node, content: bytes) -> str:
    """Return what *node* spans."""
    return content[node.start_byte : node.end_byte].decode(errors="replace")


def mistakes(tree: Tree, limit: int = 20) -> Iterator[Node]:
    """Yield the first places that the grammar does not understand."""
    if not tree.root_node.has_error:
        return
    waiting = [tree.root_node]
    while waiting and limit:
        node = waiting.pop()
        if node.is_error or node.is_missing:
            limit -= 1
            yield node
        elif node.has_error:
            waiting.extend(
                child for child in reversed(node.children) if child.has_error or child.is_missing
            )


def doubtful(file: TextFile, line: int, what: str) -> Unread:
    """Return the report of a part that was not understood while the rest was."""
    return Unread(
        file.path,
        line,
        f"the part here is not {what} as its grammar knows it; the rest was read",
        "mend what stands here if it is a mistake, and look at it yourself",
        blocks=False,
    )


def not_understood(file: TextFile, line: int, what: str) -> Unread:
    """Return the report of a file of which nothing was understood."""
    return Unread(
        file.path,
        line,
        f"it is not {what}: nothing in it could be understood",
        "mend the file, or leave it out of what the gate looks at",
    )


def too_much(file: TextFile, *, blocks: bool = True) -> Unread:
    """Return the report of a file that has too many parts to be read."""
    return Unread(
        file.path,
        0,
        "it has too many parts to be read within the gate's memory",
        "split the file, or leave it out of what the gate looks at",
        blocks=blocks,
    )


def comments_in(tree: Tree, file: TextFile, content: bytes) -> tuple[tuple[Spot, str], ...]:
    """Return the suppressions that stand in comments of *tree*."""
    places = [match.start() for match in re.finditer(re.escape(_SUPPRESSION), content)]
    found: list[tuple[Spot, str]] = []
    waiting = [tree.root_node] if places else []
    while waiting:
        node = waiting.pop()
        at = bisect.bisect_left(places, node.start_byte)
        if at == len(places) or places[at] >= node.end_byte:
            continue
        if _COMMENT in node.type.lower():
            row, column = node.start_point
            found += suppressions(file.path, row + 1, column + 1, text_of(node, content))
        else:
            waiting.extend(reversed(node.children))
    return tuple(found)
