"""Reader of pages with scripts in them: Vue, Svelte, Astro, HTML. Their text is never evidence."""

import re
from collections.abc import Iterator

from tree_sitter import Node

from inwriting.gate.file_reading import FileReading, Seen, TextFile
from inwriting.gate.readers.grammars import (
    TooMuchError,
    comments_in,
    doubtful,
    mistakes,
    parse,
    too_much,
)
from inwriting.gate.readers.language import Language
from inwriting.gate.readers.source import JAVASCRIPT, TYPESCRIPT, placer, walked
from inwriting.gate.uses import Unread

_FENCE = re.compile(rb"\A\s*---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_NO_SCRIPT = re.compile(
    rb"\btype\s*=\s*[\"']?(?!module|text/(java|type)script)[a-z]", re.IGNORECASE
)
_TYPED = re.compile(rb"\blang\s*=\s*[\"']?tsx?", re.IGNORECASE)


def read(file: TextFile) -> FileReading:
    """Read the scripts of a page."""
    content = file.content
    try:
        tree = parse("html", content)
    except TooMuchError:
        return FileReading(unread=(too_much(file),))
    seen: list[Seen] = []
    unread: list[Unread] = []
    comments = list(comments_in(tree, file, content))
    for language, begin, end in _scripts(file, tree.root_node):
        # Everything before a script stays as blank space, so that each place is the file's own.
        covered = re.sub(rb"[^\n]", b" ", content[:begin]) + content[begin:end]
        hits = tuple((b, e) for b, e in file.hits if begin <= b < end)
        if file.hits and not hits:
            continue
        try:
            script = parse(language.grammar, covered)
        except TooMuchError:
            unread.append(too_much(file))
            continue
        groups = max((one.group for one in seen), default=0)
        found = walked(language, script.root_node, covered, hits, placer(file))
        seen += [_renumbered(one, groups) for one in found]
        comments += comments_in(script, file, covered)
        unread += [
            doubtful(file, node.start_point[0] + 1, language.name) for node in mistakes(script, 1)
        ]
    return FileReading(tuple(seen), tuple(unread), tuple(comments))


def _scripts(file: TextFile, root: Node) -> Iterator[tuple[Language, int, int]]:
    """Yield the language of each script, and the bytes at which it begins and ends."""
    if file.path.lower().endswith(".astro") and (fence := _FENCE.match(file.content)):
        yield TYPESCRIPT, fence.start(1), fence.end(1)
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.type != "script_element":
            waiting.extend(reversed(node.named_children))
            continue
        tag = next((c for c in node.named_children if c.type == "start_tag"), None)
        opening = b"" if tag is None else file.content[tag.start_byte : tag.end_byte]
        body = next((c for c in node.named_children if c.type == "raw_text"), None)
        if body is not None and not _NO_SCRIPT.search(opening):
            typed = _TYPED.search(opening) or file.path.lower().endswith(".astro")
            yield TYPESCRIPT if typed else JAVASCRIPT, body.start_byte, body.end_byte


def _renumbered(seen: Seen, last: int) -> Seen:
    if not seen.group:
        return seen
    return Seen(
        kind=seen.kind,
        name=seen.name,
        spot=seen.spot,
        said=seen.said,
        scope=seen.scope,
        language=seen.language,
        system=seen.system,
        arguments=seen.arguments,
        group=seen.group + last,
        key=seen.key,
    )
