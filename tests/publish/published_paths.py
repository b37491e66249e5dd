"""What a reader of a published file may rely on: each path that is always there, and its type."""

from collections.abc import Iterator
from typing import Any

Node = dict[str, Any]


def paths(schema: Node) -> list[str]:
    """Return a line for each path that *schema* says is there, in order: path, types, and words.

    A list's items stand under ``[]``, the values of a mapping under ``{}``.
    """
    return sorted(set(_lines(schema, "", schema["definitions"])))


def _lines(node: Node, path: str, definitions: Node) -> Iterator[str]:
    node = _resolved(node, definitions)
    types = node["type"] if isinstance(node["type"], list) else [node["type"]]
    words = node.get("enum", [node["const"]] if "const" in node else [])
    said = f" = {' | '.join(map(str, words))}" if words else ""
    yield f"{path or '.'}: {' or '.join(sorted(types))}{said}"
    for key in node.get("required", ()):
        yield from _lines(node["properties"][key], f"{path}.{key}", definitions)
    if "items" in node:
        yield from _lines(node["items"], f"{path}[]", definitions)
    if isinstance(node.get("additionalProperties"), dict):
        yield from _lines(node["additionalProperties"], f"{path}{{}}", definitions)


def _resolved(node: Node, definitions: Node) -> Node:
    for part in (node, *node.get("allOf", ())):
        if "$ref" in part:
            return _resolved(definitions[part["$ref"].removeprefix("#/definitions/")], definitions)
    return node
