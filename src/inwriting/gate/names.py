"""Names brought into the one spelling under which they are compared, per registry."""

import re

from inwriting.gate.ecosystem import Ecosystems
from inwriting.gate.footprints import SignalKind
from inwriting.gate.known_ecosystems import ECOSYSTEMS

_DIGEST_OR_TAG = re.compile(r"(@sha256:.*|:[^/]*)\Z", re.DOTALL)
_DOCKER_HUB = ("docker.io/", "index.docker.io/", "registry-1.docker.io/")


def canonical(kind: str, value: str, ecosystems: Ecosystems = ECOSYSTEMS) -> str:
    """Return *value* as it is compared: by the rules of the registry, or of the thing itself.

    What several spellings name in one registry has one canonical name; where a registry tells
    spellings apart, they stay apart.
    """
    if (ecosystem := ecosystems.of(kind)) is not None:
        return ecosystem.canonical(value)
    match kind:
        case (
            SignalKind.GITHUB_ACTION
            | SignalKind.VSCODE_EXTENSION
            | SignalKind.MCP_PACKAGE
            | SignalKind.PROVIDER_PREFIX
            | SignalKind.MODEL_ID
        ):
            return value.lower()
        case SignalKind.HOST | SignalKind.MCP_ADDRESS:
            return value.lower().rstrip("/")
        case SignalKind.CONTAINER_IMAGE:
            return image_name(value)
        case _:
            return value


def image_name(reference: str) -> str:
    """Return a container image's name without tag, digest and the default registry.

    An image of Docker Hub's own library keeps its short name, as in postgres.
    """
    name = _DIGEST_OR_TAG.sub("", reference.strip())
    # A digest may stand behind a tag.
    name = _DIGEST_OR_TAG.sub("", name).lower()
    for registry in _DOCKER_HUB:
        name = name.removeprefix(registry)
    return name.removeprefix("library/")


def action_name(reference: str) -> str:
    """Return what a workflow's `uses` names, without its version; empty for a local path."""
    name = reference.strip().partition("@")[0].lower().strip("/")
    if reference.strip().startswith((".", "docker:")) or name.count("/") < 1:
        return ""
    return name
