"""Files of settings that no other reader knows: JSON, YAML, TOML, XML, INI, properties, `.env`."""

from collections.abc import Callable

from inwriting.gate.file_reading import DependencyScope, FileReading, TextFile
from inwriting.gate.readers.collector import Collector
from inwriting.gate.readers.document import (
    DocumentValue,
    FilePosition,
    Hits,
    ParsedDocument,
    ValueShape,
)
from inwriting.gate.readers.infrastructure import collect_keys, collect_resources
from inwriting.gate.readers.json_tree import parse_json
from inwriting.gate.readers.lines import parse_dotenv, parse_ini, parse_properties
from inwriting.gate.readers.mcp import collect_servers
from inwriting.gate.readers.settings import Settings
from inwriting.gate.readers.toml_tree import parse_toml
from inwriting.gate.readers.xml_tree import parse_xml
from inwriting.gate.readers.yaml_tree import parse_yaml
from inwriting.gate.uses import Unread

_WORDS = frozenset(
    [
        "locale",
        "locales",
        "i18n",
        "lang",
        "langs",
        "languages",
        "translation",
        "translations",
        "l10n",
        "messages",
        "cassettes",
        "cassette",
        "__snapshots__",
        "snapshots",
        "recordings",
        "vcr_cassettes",
        "vcr",
    ]
)
"""Folders of what is said to people, and of what was once recorded."""
_AROUND = 500
_ENDS = (b'"', b"'", b"\n", b"\\")
_DESCRIPTIONS = ("openapi", "swagger", "asyncapi")
_SCHEMA_OF_SCHEMAS = "json-schema.org"


def read_nothing(file: TextFile) -> FileReading:
    """Read a file of which nothing is evidence: it is known, and says nothing of what is used."""
    del file
    return FileReading()


def read_json(file: TextFile) -> FileReading:
    """Read JSON, with or without comments."""
    return _read(file, parse_json)


def read_yaml(file: TextFile) -> FileReading:
    """Read YAML, templates in it borne."""
    return _read(file, parse_yaml)


def read_toml(file: TextFile) -> FileReading:
    """Read TOML."""
    return _read(file, parse_toml)


def read_xml(file: TextFile) -> FileReading:
    """Read settings in XML, or what else a file of that name holds: a name and value a line."""
    is_xml = file.content.lstrip().startswith(b"<")
    return _read(file, parse_xml if is_xml else parse_properties)


def read_ini(file: TextFile) -> FileReading:
    """Read an INI file."""
    return _read(file, parse_ini)


def read_properties(file: TextFile) -> FileReading:
    """Read a Java properties file."""
    return _read(file, parse_properties)


def read_wrangler_toml(file: TextFile) -> FileReading:
    """Read wrangler.toml, whose keys say which services of the platform are bound."""
    return _wrangler(file, parse_toml)


def read_wrangler_json(file: TextFile) -> FileReading:
    """Read wrangler.json or wrangler.jsonc."""
    return _wrangler(file, parse_json)


def read_servers(file: TextFile) -> FileReading:
    """Read a JSON file whose purpose is to list servers of the Model Context Protocol."""
    document = parse_json(file)
    collector = Collector.of(file, document)
    settings = Settings(collector, DependencyScope.DEVELOPMENT)
    for root in document.roots:
        settings.servers |= collect_servers(
            collector, root, DependencyScope.DEVELOPMENT, all_servers=True
        )
        settings.walk(root)
    return collector.reading()


def read_dotenv(file: TextFile) -> FileReading:
    """Read a `.env` file."""
    return _read(file, parse_dotenv)


def _read(file: TextFile, parse: Callable[[TextFile], ParsedDocument]) -> FileReading:
    if not _WORDS.isdisjoint(file.path.lower().split("/")[:-1]):
        return FileReading()
    document = parse(file)
    if document.given_up and file.hits:
        return _around_hits(file, document)
    collector = Collector.of(file, document)
    settings = Settings(collector, DependencyScope.NORMAL)
    for root in document.roots:
        if _only_describes(root):
            continue
        settings.servers |= collect_servers(collector, root, DependencyScope.DEVELOPMENT)
        collect_resources(collector, root)
        settings.walk(root)
    return collector.reading()


def _around_hits(file: TextFile, document: ParsedDocument) -> FileReading:
    """Read of a file with too many parts, as data have, the texts in which the search found one."""
    content = document.content
    collector = Collector(file, content)
    settings = Settings(collector, DependencyScope.NORMAL)
    counted = row = 0
    for begin, end in Hits.of(file).all:
        left = max(content.rfind(mark, max(0, begin - _AROUND), begin) for mark in _ENDS) + 1
        right = min(
            (at for mark in _ENDS if (at := content.find(mark, end, end + _AROUND)) >= 0),
            default=end,
        )
        row += content.count(b"\n", counted, left)
        counted = max(counted, left)
        place = FilePosition(row, left - (content.rfind(b"\n", 0, left) + 1))
        text = content[left:right].decode(errors="replace").strip(", ")
        settings.text(
            DocumentValue(ValueShape.TEXT, place, left, right, text), (), 0, DependencyScope.NORMAL
        )
    collector.doubt(
        Unread(
            file.path,
            0,
            "it has too many parts to be read as a whole; what the search found in it was read",
            "look at it yourself if it holds settings",
            blocks=False,
        )
    )
    return collector.reading()


def _wrangler(file: TextFile, parse: Callable[[TextFile], ParsedDocument]) -> FileReading:
    document = parse(file)
    collector = Collector.of(file, document)
    settings = Settings(collector, DependencyScope.NORMAL)
    for root in document.roots:
        collect_keys(collector, "wrangler", root)
        settings.walk(root)
    return collector.reading()


def _only_describes(root: DocumentValue) -> bool:
    """Tell whether a document describes an interface or a format: it sends nothing anywhere."""
    if any(entry.key in _DESCRIPTIONS for entry in root.entries):
        return True
    return _SCHEMA_OF_SCHEMAS in root.said("$schema")
