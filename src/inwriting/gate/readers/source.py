"""Readers of source code, one for each language."""

from collections.abc import Sequence

from tree_sitter import Node, Tree

from inwriting.gate.file_reading import FileReading, Seen, TextFile
from inwriting.gate.readers import imports
from inwriting.gate.readers.grammars import (
    TooMuchError,
    comments_in,
    doubtful,
    mistakes,
    not_understood,
    parse,
    too_much,
)
from inwriting.gate.readers.language import Language
from inwriting.gate.readers.sightings import Placer
from inwriting.gate.readers.walking import Walk
from inwriting.gate.uses import Spot

PYTHON = Language(
    "Python",
    "python",
    "python",
    imports.python,
    frozenset({"import_statement", "import_from_statement"}),
)
_JAVASCRIPT_IMPORTS = frozenset({"import_statement", "export_statement"})
JAVASCRIPT = Language(
    "JavaScript", "javascript", "javascript", imports.javascript, _JAVASCRIPT_IMPORTS
)
TYPESCRIPT = Language(
    "TypeScript", "typescript", "javascript", imports.javascript, _JAVASCRIPT_IMPORTS
)
TSX = Language(
    "TypeScript", "typescript.tsx", "javascript", imports.javascript, _JAVASCRIPT_IMPORTS
)
GO = Language("Go", "go", "go", imports.go, frozenset({"import_spec"}))
JAVA = Language("Java", "java", "java", imports.jvm, frozenset({"import_declaration"}))
KOTLIN = Language("Kotlin", "kotlin", "java", imports.jvm, frozenset({"import"}))
SCALA = Language("Scala", "scala", "java", imports.jvm, frozenset({"import_declaration"}))
GROOVY = Language("Groovy", "groovy", "java", imports.jvm, frozenset({"import_declaration"}))
CSHARP = Language("C#", "c_sharp", "csharp", imports.csharp, frozenset({"using_directive"}))
RUBY = Language("Ruby", "ruby", "ruby", imports.none, frozenset())
PHP = Language("PHP", "php", "php", imports.php, frozenset({"namespace_use_declaration"}))
RUST = Language(
    "Rust", "rust", "rust", imports.rust, frozenset({"use_declaration", "extern_crate_declaration"})
)


def read_python(file: TextFile) -> FileReading:
    """Read Python source."""
    return read_as(PYTHON, file)


def read_javascript(file: TextFile) -> FileReading:
    """Read JavaScript source, with or without JSX."""
    return read_as(JAVASCRIPT, file)


def read_typescript(file: TextFile) -> FileReading:
    """Read TypeScript source."""
    return read_as(TYPESCRIPT, file)


def read_tsx(file: TextFile) -> FileReading:
    """Read TypeScript source with JSX."""
    return read_as(TSX, file)


def read_go(file: TextFile) -> FileReading:
    """Read Go source."""
    return read_as(GO, file)


def read_java(file: TextFile) -> FileReading:
    """Read Java source."""
    return read_as(JAVA, file)


def read_kotlin(file: TextFile) -> FileReading:
    """Read Kotlin source and scripts."""
    return read_as(KOTLIN, file)


def read_scala(file: TextFile) -> FileReading:
    """Read Scala source."""
    return read_as(SCALA, file)


def read_groovy(file: TextFile) -> FileReading:
    """Read Groovy source."""
    return read_as(GROOVY, file)


def read_csharp(file: TextFile) -> FileReading:
    """Read C# source."""
    return read_as(CSHARP, file)


def read_ruby(file: TextFile) -> FileReading:
    """Read Ruby source."""
    return read_as(RUBY, file)


def read_php(file: TextFile) -> FileReading:
    """Read PHP source; the page around it is left out."""
    return read_as(PHP, file)


def read_rust(file: TextFile) -> FileReading:
    """Read Rust source."""
    return read_as(RUST, file)


def read_as(language: Language, file: TextFile) -> FileReading:
    """Read a whole file of source code in *language*."""
    try:
        tree = parse(language.grammar, file.content)
    except TooMuchError:
        return FileReading(unread=(too_much(file),))
    seen = walked(language, tree.root_node, file.content, file.hits, placer(file))
    unread = tuple(
        doubtful(file, node.start_point[0] + 1, language.name) for node in mistakes(tree, 1)
    )
    if unread and not seen and (line := _hidden(tree, file)):
        unread = (not_understood(file, line, language.name),)
    return FileReading(seen, unread, comments_in(tree, file, file.content))


def _hidden(tree: Tree, file: TextFile) -> int:
    """Return the first line in which a tool is named where the grammar is lost; 0 for none."""
    for node in mistakes(tree):
        for start, end in file.hits:
            if node.start_byte <= start and end <= node.end_byte:
                return file.content.count(b"\n", 0, start) + 1
    return 0


def walked(
    language: Language,
    root: Node,
    content: bytes,
    hits: Sequence[tuple[int, int]],
    place: Placer,
) -> tuple[Seen, ...]:
    """Return what stands below *root*, placed in the file by *place*."""
    return Walk(language, content, hits, place).read(root)


def placer(file: TextFile) -> Placer:
    """Return what turns a row and a byte in it into a place of *file*."""
    lines = None if file.content.isascii() else file.content.split(b"\n")

    def place(row: int, byte: int) -> Spot:
        if lines is None or row >= len(lines):
            return Spot(file.path, row + 1, byte + 1)
        return Spot(file.path, row + 1, len(lines[row][:byte].decode(errors="replace")) + 1)

    return place
