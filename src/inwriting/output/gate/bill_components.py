"""The components of a bill of materials: the packages, images, extensions and models found."""

from collections.abc import Iterable

from cyclonedx.model import Property
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.model.component_evidence import ComponentEvidence, Occurrence
from packageurl import PackageURL

from inwriting.gate.ecosystem import Ecosystems
from inwriting.gate.footprints import SignalKind, names_package
from inwriting.gate.known_ecosystems import ECOSYSTEMS
from inwriting.gate.names import action_name, canonical, image_name
from inwriting.gate.result import JudgedUse
from inwriting.gate.uses import Sign, UseRole
from inwriting.output.gate.bill_references import reference
from inwriting.output.options import Options
from inwriting.output.safe import one_line

_TYPES: dict[str, ComponentType] = {
    SignalKind.CONTAINER_IMAGE: ComponentType.CONTAINER,
    SignalKind.MODEL_ID: ComponentType.MACHINE_LEARNING_MODEL,
    SignalKind.GITHUB_ACTION: ComponentType.APPLICATION,
    SignalKind.VSCODE_EXTENSION: ComponentType.APPLICATION,
    SignalKind.JETBRAINS_PLUGIN: ComponentType.APPLICATION,
    SignalKind.MCP_PACKAGE: ComponentType.APPLICATION,
    SignalKind.PRE_COMMIT_HOOK: ComponentType.APPLICATION,
}
"""What is a component besides packages; addresses, variables and imports are none."""
_OTHER_PURL_TYPES: dict[str, str] = {
    SignalKind.CONTAINER_IMAGE: "docker",
    SignalKind.GITHUB_ACTION: "github",
}
_SCOPES = {
    UseRole.RUNTIME: ComponentScope.REQUIRED,
    UseRole.LOCAL: ComponentScope.REQUIRED,
    UseRole.TRANSITIVE: ComponentScope.REQUIRED,
    UseRole.OPTIONAL: ComponentScope.OPTIONAL,
}
_STRICTEST = (ComponentScope.REQUIRED, ComponentScope.OPTIONAL, ComponentScope.EXCLUDED)


def components(
    judged: Iterable[JudgedUse], options: Options, ecosystems: Ecosystems = ECOSYSTEMS
) -> list[Component]:
    """Return a component for each package, image, action, extension and model, by kind and name."""
    found: dict[tuple[str, str], dict[Sign, None]] = {}
    for item in judged:
        for sign in item.use.signs:
            if names_package(sign.kind) or sign.kind in _TYPES:
                key = (str(sign.kind), canonical(sign.kind, sign.value, ecosystems))
                found.setdefault(key, {})[sign] = None
    return [_component(key, list(found[key]), options, ecosystems) for key in sorted(found)]


def _component(
    key: tuple[str, str], signs: list[Sign], options: Options, ecosystems: Ecosystems
) -> Component:
    kind, name = key[0], one_line(key[1])
    places = sorted({sign.spot for sign in signs})
    facts = {
        ("kind", kind),
        *(("tool", sign.tool) for sign in signs),
        *(("role", sign.role.value) for sign in signs),
    }
    scopes = {_SCOPES.get(sign.role, ComponentScope.EXCLUDED) for sign in signs}
    return Component(
        bom_ref=reference(f"{kind}:", key[1]),
        name=name,
        type=_TYPES.get(kind, ComponentType.LIBRARY),
        scope=min(scopes, key=_STRICTEST.index),
        purl=_purl(kind, key[1], ecosystems),
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


def _purl(kind: str, name: str, ecosystems: Ecosystems) -> PackageURL | None:
    """Return the address of a package; None where the kind has none or the name is no name."""
    if one_line(name) != name or " " in name:
        return None
    if (ecosystem := ecosystems.of(kind)) is not None:
        namespace, _, last = name.rpartition(ecosystem.namespace_end)
        return _made(ecosystem.purl_type, namespace, last, "")
    subpath = ""
    if kind == SignalKind.GITHUB_ACTION:
        namespace, _, last = action_name(name).partition("/")
        last, _, subpath = last.partition("/")
    else:
        namespace, _, last = image_name(name).rpartition("/")
    of_kind = _OTHER_PURL_TYPES.get(kind)
    return None if of_kind is None else _made(of_kind, namespace, last, subpath)


def _made(of_type: str, namespace: str, name: str, subpath: str) -> PackageURL | None:
    try:
        return PackageURL(of_type, namespace or None, name, subpath=subpath or None)
    except ValueError:
        return None
