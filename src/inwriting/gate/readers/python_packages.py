"""Manifests of Python: what each asks for, and for whom."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from packaging.requirements import InvalidRequirement, Requirement
from tree_sitter import Node

from inwriting.gate.ecosystems.python import PYPI
from inwriting.gate.file_reading import DependencyScope, FileReading, TextFile
from inwriting.gate.readers.collector import OWN_NAME, Collector
from inwriting.gate.readers.document import DocumentValue, FilePosition, KeyedEntry, ValueShape
from inwriting.gate.readers.grammars import (
    TooMuchError,
    children,
    comments_in,
    doubtful,
    mistakes,
    parse,
    text_of,
    too_much,
    unix_lines,
)
from inwriting.gate.readers.groups import scope_of_extra, scope_of_file, scope_of_group
from inwriting.gate.readers.lines import parse_ini
from inwriting.gate.readers.toml_tree import parse_toml
from inwriting.gate.readers.yaml_tree import parse_yaml

_NAME = re.compile(r"\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:$|[\[<>=!~;@^ ,(])")
_EGG = re.compile(r"[#&]egg=([A-Za-z0-9._-]+)")
_CONDA = re.compile(r"(?:[\w-]+::)?([A-Za-z0-9_.-]+)")


def requirement_name(text: str) -> str:
    """Return the package that a requirement asks for; empty when it names none."""
    try:
        return Requirement(text).name
    except InvalidRequirement:
        # Older spellings, and a name with a condition that only its own tool knows.
        if found := _EGG.search(text):
            return found.group(1)
        found = _NAME.match(text)
        return found.group(1) if found and "://" not in text.split(" ", maxsplit=1)[0] else ""


def read_requirements(file: TextFile) -> FileReading:
    """Read a requirements or constraints file of pip."""
    content = unix_lines(file.content)
    collector = Collector(file, content)
    try:
        tree = parse("requirements", content)
    except TooMuchError:
        return FileReading(unread=(too_much(file),))
    scope = scope_of_file(PurePosixPath(file.path).name)
    for node in children(tree.root_node):
        row, column = node.start_point
        place = FilePosition(row, column)
        if node.type == "requirement":
            package = next((child for child in children(node) if child.type == "package"), None)
            if package is not None:
                collector.package(PYPI, text_of(package, content), place, scope)
        elif node.type in {"url", "global_opt", "path"} or node.is_error:
            for line in text_of(node, content).split("\n"):
                if egg := _EGG.search(line):
                    collector.package(PYPI, egg.group(1), place, scope)
    if _is_prose(tree.root_node):
        # A text that is called so, and lists no packages.
        return FileReading()
    for mistake in mistakes(tree, 1):
        collector.doubt(doubtful(file, mistake.start_point[0] + 1, "a list of requirements"))
    reading = collector.reading()
    return FileReading(reading.seen, reading.unread, comments_in(tree, file, content))


def _is_prose(root: Node) -> bool:
    """Tell whether more of a text is no list of packages than is one."""
    lost = sum(child.end_byte - child.start_byte for child in children(root) if child.is_error)
    known = sum(
        child.end_byte - child.start_byte
        for child in children(root)
        if child.type in {"requirement", "url", "global_opt", "comment"} and not child.has_error
    )
    return lost > known


def read_pyproject(file: TextFile) -> FileReading:
    """Read pyproject.toml: the standard tables, and those of the tools that have their own."""
    document = parse_toml(file)
    collector = Collector.of(file, document)
    root = document.root
    for own in (*root.all("project", "name"), *root.all("tool", "poetry", "name")):
        collector.package(PYPI, own.text, own.place, key=OWN_NAME)
    _asked(collector, root.all("project", "dependencies"), DependencyScope.NORMAL)
    _asked(collector, root.all("build-system", "requires"), DependencyScope.DEVELOPMENT)
    _asked(collector, root.all("tool", "uv", "dev-dependencies"), DependencyScope.DEVELOPMENT)
    for extra in _below(root.get("project", "optional-dependencies")):
        _asked(collector, iter((extra.value,)), scope_of_extra(extra.key))
    for group in (
        *_below(root.get("dependency-groups")),
        *_below(root.get("tool", "pdm", "dev-dependencies")),
    ):
        _asked(
            collector, iter((group.value,)), scope_of_group(group.key, DependencyScope.DEVELOPMENT)
        )
    for environment in _below(root.get("tool", "hatch", "envs")):
        scope = scope_of_group(environment.key, DependencyScope.DEVELOPMENT)
        for name in ("dependencies", "extra-dependencies"):
            _asked(collector, environment.value.all(name), scope)
    _poetry(collector, root)
    for name in ("dependencies", "pypi-dependencies"):
        _named(collector, root.get("tool", "pixi", name), DependencyScope.NORMAL)
        for feature in _below(root.get("tool", "pixi", "feature")):
            _named(collector, feature.value.get(name), scope_of_extra(feature.key))
    return collector.reading()


def _poetry(collector: Collector, root: DocumentValue) -> None:
    poetry = root.get("tool", "poetry")
    if poetry is None:
        return
    _named(collector, poetry.get("dependencies"), DependencyScope.NORMAL)
    _named(collector, poetry.get("dev-dependencies"), DependencyScope.DEVELOPMENT)
    for group in _below(poetry.get("group")):
        optional = group.value.said("optional") == "true"
        scope = DependencyScope.OPTIONAL if optional else DependencyScope.NORMAL
        _named(collector, group.value.get("dependencies"), scope_of_group(group.key, scope))


def read_pipfile(file: TextFile) -> FileReading:
    """Read a Pipfile: its packages, and each further list of them."""
    document = parse_toml(file)
    collector = Collector.of(file, document)
    for table in document.root.entries:
        if table.key == "packages":
            _named(collector, table.value, DependencyScope.NORMAL)
        elif table.key not in {"source", "requires", "scripts", "pipenv"}:
            category = table.key.removesuffix("-packages")
            _named(collector, table.value, scope_of_group(category, DependencyScope.OPTIONAL))
    return collector.reading()


def read_setup_cfg(file: TextFile) -> FileReading:
    """Read setup.cfg."""
    document = parse_ini(file)
    collector = Collector.of(file, document)
    root = document.root
    for own in root.all("metadata", "name"):
        collector.package(PYPI, own.text, own.place, key=OWN_NAME)
    for name, scope in (
        ("install_requires", DependencyScope.NORMAL),
        ("setup_requires", DependencyScope.DEVELOPMENT),
        ("tests_require", DependencyScope.TEST),
    ):
        _asked(collector, root.all("options", name), scope)
    for extra in _below(root.get("options.extras_require")):
        _asked(collector, iter((extra.value,)), scope_of_extra(extra.key))
    return collector.reading()


def read_conda(file: TextFile) -> FileReading:
    """Read an environment of conda, whose names are those of PyPI for what both carry."""
    document = parse_yaml(file)
    collector = Collector.of(file, document)
    for root in document.roots:
        for listed in root.all("dependencies", "*"):
            if listed.shape is ValueShape.TEXT:
                if found := _CONDA.match(listed.text):
                    collector.package(PYPI, found.group(1), listed.place)
            else:
                _asked(collector, listed.all("pip"), DependencyScope.NORMAL)
    return collector.reading()


def _asked(collector: Collector, lists: Iterator[DocumentValue], scope: DependencyScope) -> None:
    """Note the requirements in each of *lists*."""
    for listed in lists:
        for item in listed.items:
            if item.shape is ValueShape.TEXT and (name := requirement_name(item.text)):
                collector.package(PYPI, name, item.place, scope)


def _named(collector: Collector, table: DocumentValue | None, scope: DependencyScope) -> None:
    """Note the packages whose names are the keys of *table*."""
    for entry in _below(table):
        if entry.key.lower() != "python":
            optional = any(item.said("optional") == "true" for item in (entry.value,))
            collector.package(
                PYPI, entry.key, entry.place, DependencyScope.OPTIONAL if optional else scope
            )


def _below(value: DocumentValue | None) -> tuple[KeyedEntry, ...]:
    return value.entries if value is not None else ()
