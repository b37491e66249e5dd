"""The components of a bill of materials: the packages, images, extensions and models found."""

from collections.abc import Iterable

from cyclonedx.model import Property
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.model.component_evidence import ComponentEvidence, Occurrence
from packageurl import PackageURL

from inwriting.gate.footprints import Kind
from inwriting.gate.names import action_name, canonical, image_name
from inwriting.gate.result import JudgedUse
from inwriting.gate.uses import Sign, UseRole
from inwriting.output.gate.bill_references import reference
from inwriting.output.options import Options
from inwriting.output.safe import one_line

_TYPES = {
    Kind.CONTAINER_IMAGE: ComponentType.CONTAINER,
    Kind.MODEL_ID: ComponentType.MACHINE_LEARNING_MODEL,
    Kind.GITHUB_ACTION: ComponentType.APPLICATION,
    Kind.VSCODE_EXTENSION: ComponentType.APPLICATION,
    Kind.JETBRAINS_PLUGIN: ComponentType.APPLICATION,
    Kind.MCP_PACKAGE: ComponentType.APPLICATION,
    Kind.PRE_COMMIT_HOOK: ComponentType.APPLICATION,
}
"""What is a component besides packages; addresses, variables and imports are none."""
_PURL_TYPES = {
    Kind.PYPI: "pypi",
    Kind.NPM: "npm",
    Kind.GO: "golang",
    Kind.MAVEN: "maven",
    Kind.NUGET: "nuget",
    Kind.CRATE: "cargo",
    Kind.GEM: "gem",
    Kind.PACKAGIST: "composer",
    Kind.CONTAINER_IMAGE: "docker",
    Kind.GITHUB_ACTION: "github",
}
_SCOPES = {
    UseRole.RUNTIME: ComponentScope.REQUIRED,
    UseRole.LOCAL: ComponentScope.REQUIRED,
    UseRole.TRANSITIVE: ComponentScope.REQUIRED,
    UseRole.OPTIONAL: ComponentScope.OPTIONAL,
}
_STRICTEST = (ComponentScope.REQUIRED, ComponentScope.OPTIONAL, ComponentScope.EXCLUDED)


def components(judged: Iterable[JudgedUse], options: Options) -> list[Component]:
    """Return a component for each package, image, action, extension and model, by kind and name."""
    found: dict[tuple[str, str], dict[Sign, None]] = {}
    for item in judged:
        for sign in item.use.signs:
            if sign.kind.is_package or sign.kind in _TYPES:
                key = (str(sign.kind), canonical(sign.kind, sign.value))
                found.setdefault(key, {})[sign] = None
    return [_component(key, list(found[key]), options) for key in sorted(found)]


def _component(key: tuple[str, str], signs: list[Sign], options: Options) -> Component:
    kind, name = Kind(key[0]), one_line(key[1])
    places = sorted({sign.spot for sign in signs})
    facts = {
        ("kind", kind.value),
        *(("tool", sign.tool) for sign in signs),
        *(("role", sign.role.value) for sign in signs),
    }
    scopes = {_SCOPES.get(sign.role, ComponentScope.EXCLUDED) for sign in signs}
    return Component(
        bom_ref=reference(f"{kind.value}:", key[1]),
        name=name,
        type=_TYPES.get(kind, ComponentType.LIBRARY),
        scope=min(scopes, key=_STRICTEST.index),
        purl=_purl(kind, key[1]),
        evidence=ComponentEvidence(
            occurrences=[
                Occurrence(location=one_line(options.shown(spot.file)), line=spot.line)
                for spot in places
            ]
        ),
        properties=[
            Property(name=f"inwriting:{fact}", value=one_line(value))
            for fact, value in sorted(facts)
        ],
    )


def _purl(kind: Kind, name: str) -> PackageURL | None:
    """Return the address of a package; None where the kind has none or the name is no name."""
    if kind not in _PURL_TYPES or one_line(name) != name or " " in name:
        return None
    if kind is Kind.MAVEN:
        namespace, _, last = name.partition(":")
    elif kind is Kind.GITHUB_ACTION:
        namespace, _, last = action_name(name).partition("/")
        last, _, subpath = last.partition("/")
        return _made(kind, namespace, last, subpath)
    elif kind is Kind.CONTAINER_IMAGE:
        namespace, _, last = image_name(name).rpartition("/")
    else:
        namespace, _, last = name.rpartition("/")
    return _made(kind, namespace, last, "")


def _made(kind: Kind, namespace: str, name: str, subpath: str) -> PackageURL | None:
    try:
        return PackageURL(_PURL_TYPES[kind], namespace or None, name, subpath=subpath or None)
    except ValueError:
        return None
