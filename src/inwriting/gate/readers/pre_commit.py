"""The hooks that pre-commit runs, and what it installs for them."""

from inwriting.gate.ecosystems.javascript import NPM, npm_package
from inwriting.gate.ecosystems.python import PYPI
from inwriting.gate.file_reading import DependencyScope, FileReading, TextFile
from inwriting.gate.footprints import SignalKind
from inwriting.gate.readers.collector import Collector
from inwriting.gate.readers.document import DocumentValue, ValueShape
from inwriting.gate.readers.python_packages import requirement_name
from inwriting.gate.readers.scripts import collect_script
from inwriting.gate.readers.yaml_tree import parse_yaml


def read(file: TextFile) -> FileReading:
    """Read .pre-commit-config.yaml. Where a hook comes from is no evidence: many live anywhere."""
    document = parse_yaml(file)
    collector = Collector.of(file, document)
    for root in document.roots:
        for repository in root.all("repos", "*"):
            for hook in repository.all("hooks", "*"):
                _hook(collector, hook)
    return collector.reading()


def _hook(collector: Collector, hook: DocumentValue) -> None:
    for name in hook.all("id"):
        collector.thing(
            SignalKind.PRE_COMMIT_HOOK,
            name.text,
            name.place,
            DependencyScope.DEVELOPMENT,
            group=hook.number,
        )
    language = hook.said("language")
    for listed in hook.all("additional_dependencies"):
        for item in listed.items:
            if item.shape is not ValueShape.TEXT:
                continue
            if language == "node" or item.text.startswith("@"):
                kind, name_of_it = NPM, npm_package(item.text)
            else:
                kind, name_of_it = PYPI, requirement_name(item.text)
            collector.package(kind, name_of_it, item.place, DependencyScope.DEVELOPMENT)
    for started in hook.all("entry"):
        collect_script(collector, started, DependencyScope.DEVELOPMENT, hook.number)
