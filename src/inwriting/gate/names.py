"""Names brought into the one spelling under which they are compared, per registry."""

import re
from collections.abc import Iterator

from packaging.utils import canonicalize_name

from inwriting.gate.footprints import Kind

_DIGEST_OR_TAG = re.compile(r"(@sha256:.*|:[^/]*)\Z", re.DOTALL)
_DOCKER_HUB = ("docker.io/", "index.docker.io/", "registry-1.docker.io/")
_RELATIVE = (".", "/", "#", "~")


def canonical(kind: Kind, value: str) -> str:
    """Return *value* as it is compared: by the rules of the registry, or of the thing itself.

    What several spellings name in one registry has one canonical name; where a registry tells
    spellings apart, they stay apart.
    """
    match kind:
        case Kind.PYPI:
            return canonicalize_name(value)
        case Kind.CRATE:
            # The registry refuses a crate that differs in this alone; source code writes _.
            return value.lower().replace("_", "-")
        case (
            Kind.NUGET
            | Kind.PACKAGIST
            | Kind.NPM
            | Kind.GITHUB_ACTION
            | Kind.VSCODE_EXTENSION
            | Kind.MCP_PACKAGE
            | Kind.PROVIDER_PREFIX
            | Kind.MODEL_ID
        ):
            return value.lower()
        case Kind.HOST | Kind.MCP_ADDRESS:
            return value.lower().rstrip("/")
        case Kind.CONTAINER_IMAGE:
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


def npm_package(specifier: str) -> str:
    """Return the package that JavaScript's import of *specifier* loads; empty when none is.

    Paths, addresses and the runtime's own modules are no packages.
    """
    name = specifier.removeprefix("npm:")
    if name.startswith(_RELATIVE) or ":" in name or not name:
        return ""
    parts = name.split("/")
    wanted = 2 if name.startswith("@") else 1
    if len(parts) < wanted or not all(parts[:wanted]):
        return ""
    # A version may follow the name, as in npm:openai@4.
    parts[wanted - 1] = parts[wanted - 1].partition("@")[0]
    return "/".join(parts[:wanted]).lower()


def beginnings(name: str, separator: str) -> Iterator[str]:
    """Yield *name* and what it lies in, the longest first: a.b.c, a.b, a."""
    while name:
        yield name
        name = name.rpartition(separator)[0]
