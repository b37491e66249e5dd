"""The hooks that pre-commit runs, and what it installs for them."""

from inwriting.gate.ecosystems.javascript import NPM, npm_package
from inwriting.gate.ecosystems.python import PYPI
from inwriting.gate.footprints import Kind
from inwriting.gate.readers.collector import Collector
from inwriting.gate.readers.document import Shape, Value
from inwriting.gate.readers.python_packages import requirement_name
from inwriting.gate.readers.scripts import collect_script
from inwriting.gate.readers.yaml_tree import parse_yaml
from inwriting.gate.seen import Reading, Scope, TextFile


def read(file: TextFile) -> Reading:
    """Read .pre-commit-config.yaml. Where a hook comes from is no evidence: many live anywhere."""
    document = parse_yaml(file)
    collector = Collector.of(file, document)
    for root in document.roots:
        for repository in root.all("repos", "*"):
            for hook in repository.all("hooks", "*"):
                _hook(collector, hook)
    return collector.reading()


def _hook(collector: Collector, hook: Value) -> None:
    for name in hook.all("id"):
        collector.thing(
            Kind.PRE_COMMIT_HOOK, name.text, name.place, Scope.DEVELOPMENT, group=hook.number
        )
    language = hook.said("language")
    for listed in hook.all("additional_dependencies"):
        for item in listed.items:
            if item.shape is not Shape.TEXT:
                continue
            if language == "node" or item.text.startswith("@"):
                kind, name_of_it = NPM, npm_package(item.text)
            else:
                kind, name_of_it = PYPI, requirement_name(item.text)
            collector.package(kind, name_of_it, item.place, Scope.DEVELOPMENT)
    for started in hook.all("entry"):
        collect_script(collector, started, Scope.DEVELOPMENT, hook.number)
