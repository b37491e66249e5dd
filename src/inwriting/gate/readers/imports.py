"""What source code imports, and under which names, language by language."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tree_sitter import Node

from inwriting.gate.readers.naming import source_of, text_in

_VERSION = re.compile(r"/v\d+\Z")
_IDENTIFIER = re.compile(r"[A-Za-z_]\w*")
_OWN = ("crate", "self", "super", "std", "core", "alloc")


@dataclass(frozen=True, slots=True)
class Import:
    """One module, package or namespace that is imported."""

    module: str
    node: Node
    """What stands for it: the place to look at."""
    names: tuple[tuple[str, str, str], ...] = ()
    """Names in this file, each with the import and the dotted name that it stands for."""


Imports = Callable[[Node, bytes], Iterator[Import]]
"""Yields what one import statement imports."""


def python(node: Node, content: bytes) -> Iterator[Import]:
    """Yield what Python's `import` and `from` name; relative ones are the repository's own."""
    if node.type == "import_statement":
        for child in node.named_children:
            name = child.child_by_field_name("name") or child
            alias = child.child_by_field_name("alias")
            module = source_of(name, content)
            local = source_of(alias, content) if alias else module.partition(".")[0]
            full = module if alias else local
            yield Import(module, child, ((local, full, full),))
        return
    where = node.child_by_field_name("module_name")
    if where is None or where.type != "dotted_name":
        return
    module = source_of(where, content)
    for child in node.children_by_field_name("name"):
        name = child.child_by_field_name("name") or child
        alias = child.child_by_field_name("alias")
        full = f"{module}.{source_of(name, content)}"
        local = source_of(alias or name, content)
        # The longest name that is known answers: a module may be named after `import`.
        yield Import(full, where, ((local, full, full),))
    if node.child_by_field_name("name") is None:
        yield Import(module, where)


def javascript(node: Node, content: bytes) -> Iterator[Import]:
    """Yield what `import … from` and `export … from` name."""
    source = node.child_by_field_name("source")
    if source is None:
        for child in node.named_children:
            if child.type == "import_require_clause":
                source = child.child_by_field_name("source")
                names = [c for c in child.named_children if c.type == "identifier"]
                if source is not None:
                    module, _ = text_in(source, content)
                    locals_ = (source_of(name, content) for name in names)
                    yield Import(module, source, tuple((name, module, name) for name in locals_))
        return
    module, _ = text_in(source, content)
    yield Import(module, source, tuple(_clause(node, content, module)))


def _clause(node: Node, content: bytes, module: str) -> Iterator[tuple[str, str, str]]:
    for child in node.named_children:
        match child.type:
            case "import_clause" | "named_imports":
                yield from _clause(child, content, module)
            case "identifier":
                local = source_of(child, content)
                yield local, module, local
            case "namespace_import":
                for name in child.named_children:
                    local = source_of(name, content)
                    yield local, module, local
            case "import_specifier":
                imported = child.child_by_field_name("name")
                alias = child.child_by_field_name("alias")
                if imported is not None:
                    local = source_of(alias or imported, content)
                    yield local, module, source_of(imported, content)
            case _:
                continue


def bound_by_pattern(
    node: Node | None, content: bytes, module: str
) -> tuple[tuple[str, str, str], ...]:
    """Return the names that `const x =` or `const {a, b: c} =` gives to parts of *module*."""
    if node is None:
        return ()
    if node.type == "identifier":
        local = source_of(node, content)
        return ((local, module, local),)
    found = []
    for child in node.named_children:
        if child.type in {"shorthand_property_identifier_pattern", "identifier"}:
            name = source_of(child, content)
            found.append((name, module, name))
        elif child.type == "pair_pattern":
            key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
            if key is not None and value is not None:
                found.append((source_of(value, content), module, source_of(key, content)))
    return tuple(found)


def go(node: Node, content: bytes) -> Iterator[Import]:
    """Yield what one line of Go's `import` names; most packages are named after their path."""
    path = node.child_by_field_name("path")
    if path is None:
        return
    module, _ = text_in(path, content)
    name = node.child_by_field_name("name")
    if name is not None and name.type == "package_identifier":
        local = source_of(name, content)
        yield Import(module, path, ((local, module, local),))
        return
    last = _VERSION.sub("", module).rpartition("/")[2]
    guesses = {last, last.removeprefix("go-"), last.removesuffix("-go"), last.replace("-", "")}
    guesses |= {last.removesuffix("-sdk-go"), last.partition(".")[0]}
    yield Import(module, path, tuple((guess, module, guess) for guess in sorted(guesses)))


def jvm(node: Node, content: bytes) -> Iterator[Import]:
    """Yield what an import of Java, Kotlin, Scala or Groovy names."""
    source = source_of(node, content).strip().removesuffix(";")
    words = re.sub(r"^import\s+(static\s+)?", "", source)
    head, brace, inner = words.partition("{")
    module = re.split(r"\s", head.strip().rstrip("."), maxsplit=1)[0]
    module = re.sub(r"\.(\*|_)\Z", "", module)
    names = []
    if brace:
        for part in inner.strip("} \n").split(","):
            first, *rest = _IDENTIFIER.findall(part)[:3] or [""]
            if first:
                full = f"{module}.{first}"
                names.append((rest[-1] if rest else first, full, full))
    else:
        alias = re.search(r"\b(?:as|=>)\s+(\w+)\s*\Z", words)
        names.append((alias[1] if alias else module.rpartition(".")[2], module, module))
    if module:
        yield Import(module, node, tuple(names))


def csharp(node: Node, content: bytes) -> Iterator[Import]:
    """Yield the namespace of a `using`, global ones and aliases too."""
    source = source_of(node, content).strip().removesuffix(";")
    words = re.sub(r"^(global\s+)?using\s+((static|unsafe)\s+)?", "", source)
    alias, equals, name = words.partition("=")
    module = (name if equals else words).strip().removeprefix("global::").partition("<")[0]
    if module and not re.search(r"[\s(]", module):
        yield Import(module, node, ((alias.strip(), module, module),) if equals else ())


def none(_node: Node, _content: bytes) -> Iterator[Import]:
    """Yield nothing: in Ruby a call requires."""
    yield from ()


def php(node: Node, content: bytes) -> Iterator[Import]:
    """Yield what PHP's `use` names, groups and aliases too."""
    source = re.sub(r"^use\s+((function|const)\s+)?", "", source_of(node, content).strip())
    source = source.removesuffix(";")
    head, brace, inner = source.partition("{")
    prefix = head.strip() if brace else ""
    for part in (inner.strip("} \n") if brace else source).split(","):
        name, _, alias = part.strip().partition(" as ")
        module = (prefix + name.strip()).strip("\\")
        if module:
            local = alias.strip() or module.rpartition("\\")[2]
            yield Import(module, node, ((local, module, module.replace("\\", ".")),))


def rust(node: Node, content: bytes) -> Iterator[Import]:
    """Yield the crate that `use` or `extern crate` begins with, with every name that is used."""
    source = source_of(node, content).strip().removesuffix(";")
    words = re.sub(r"^(pub(\([^)]*\))?\s+)?(use|extern\s+crate)\s+", "", source).removeprefix("::")
    root = _IDENTIFIER.match(words)
    if root is None or root[0] in _OWN:
        return
    names = {name for name in _IDENTIFIER.findall(words) if name not in {"as", *_OWN}}
    module = words.partition("{")[0].partition(" ")[0].strip().rstrip(":*")
    bound = tuple((name, root[0], f"{root[0]}.{name}") for name in sorted(names))
    yield Import(module, node, bound)
