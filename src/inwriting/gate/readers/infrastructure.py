"""Resources that descriptions of infrastructure ask for, in the language of each."""

import re

from inwriting.gate.file_reading import DependencyScope, FileReading, TextFile
from inwriting.gate.readers.bicep_tree import parse_bicep
from inwriting.gate.readers.collector import Collector
from inwriting.gate.readers.document import DocumentValue, KeyedEntry, ValueShape
from inwriting.gate.readers.hcl_tree import parse_hcl
from inwriting.gate.readers.settings import Settings

_CLOUDFORMATION = re.compile(r"AWS::\w+::\w+\Z")
_AZURE = re.compile(r"Microsoft\.\w+(?:/\w+)+(?:@[\w.-]+)?\Z", re.IGNORECASE)
_AZURE_MODULE = re.compile(r"br/public:avm/res/(?P<provider>[\w-]+)/(?P<resource>[\w-]+):")


def read_terraform(file: TextFile) -> FileReading:
    """Read Terraform or OpenTofu: resources, and the settings in them."""
    document = parse_hcl(file)
    collector = Collector.of(file, document)
    settings = Settings(collector, DependencyScope.NORMAL)
    for root in document.roots:
        for kind in ("resource", "data", "ephemeral"):
            for declared in root.all(kind):
                for entry in declared.entries:
                    for body in entry.value.all("*"):
                        _resource(collector, "terraform", entry.key, entry, body)
        settings.walk(root)
    return collector.reading()


def read_bicep(file: TextFile) -> FileReading:
    """Read Bicep: resources and public modules, and the settings in them."""
    document = parse_bicep(file)
    collector = Collector.of(file, document)
    settings = Settings(collector, DependencyScope.NORMAL)
    for root in document.roots:
        waiting = list(root.entries)
        while waiting:
            entry = waiting.pop(0)
            if entry.key in {"resource", "module"}:
                for declared in entry.value.entries:
                    _bicep(collector, declared)
            waiting += entry.value.entries
        settings.walk(root)
    return collector.reading()


def _bicep(collector: Collector, declared: KeyedEntry) -> None:
    name, body = declared.key, declared.value
    if module := _AZURE_MODULE.match(name):
        provider = "".join(part.capitalize() for part in module["provider"].split("-"))
        resource = module["resource"].split("-")
        kind = resource[0] + "".join(part.capitalize() for part in resource[1:])
        parameters = body.get("params") or body
        _resource(
            collector, "azure-resource", f"Microsoft.{provider}/{kind}s", declared, parameters
        )
    elif _AZURE.match(name):
        _resource(collector, "azure-resource", name.partition("@")[0], declared, body)


def collect_resources(collector: Collector, root: DocumentValue) -> None:
    """Note the resources of CloudFormation and of Azure's templates wherever they stand."""
    waiting = [root]
    while waiting:
        value = waiting.pop()
        if value.shape is ValueShape.MAPPING:
            for entry in value.entries:
                if entry.value.shape is not ValueShape.TEXT or entry.key.lower() != "type":
                    continue
                name = entry.value.text
                named = KeyedEntry(name, entry.value.place, value)
                if _CLOUDFORMATION.match(name):
                    body = value.get("Properties") or value
                    _resource(collector, "cloudformation", name, named, body)
                elif _AZURE.match(name):
                    _resource(collector, "azure-resource", name.partition("@")[0], named, value)
        waiting.extend(reversed([entry.value for entry in value.entries]))


def collect_keys(collector: Collector, system: str, root: DocumentValue) -> None:
    """Note every dotted key of a file whose keys themselves say what is used."""
    waiting: list[tuple[tuple[str, ...], KeyedEntry]] = [((), entry) for entry in root.entries]
    while waiting:
        path, entry = waiting.pop()
        below = (*path, entry.key) if entry.key else path
        if entry.value.entries:
            waiting.extend((below, held) for held in entry.value.entries)
        elif entry.key:
            collector.resource(system, ".".join(below), entry.place)


def _resource(
    collector: Collector, system: str, name: str, at: KeyedEntry, body: DocumentValue
) -> None:
    arguments = tuple(
        (entry.key, entry.value.text)
        for entry in body.entries
        if entry.value.shape is ValueShape.TEXT and not entry.value.lines
    )
    collector.resource(system, name, at.place, arguments, group=body.number)
