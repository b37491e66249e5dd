"""The JSON Schemas of register.json and history.json, made of the structs that define them."""

import ast
import inspect
import itertools
import json
import re
from collections.abc import Mapping
from typing import Any

import msgspec

from inwriting.publish.published.history import PublishedHistory
from inwriting.publish.published.register import PublishedRegister
from inwriting.publish.published.shared import Published

PUBLISHED: Mapping[str, type[Published]] = {
    "register": PublishedRegister,
    "history": PublishedHistory,
}
"""What is published, by the name of its schema."""
_REFERENCE = "#/definitions/"
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")

Node = dict[str, Any]
"""A part of a schema."""


def schema_text(name: str) -> str:
    """Return the schema *name*, as in ``register``, as its file in ``schemas/`` holds it."""
    return json.dumps(_schema(name), indent=2, ensure_ascii=False) + "\n"


def _schema(name: str) -> Node:
    """Return the schema in what draft-07 and 2020-12 read alike.

    There is nothing beside a ``$ref``, no ``anyOf``, and every part says what it is.
    """
    ((top,), made) = msgspec.json.schema_components((PUBLISHED[name],), ref_template="{name}")
    definitions: dict[str, Node] = {}
    structs = {item.__name__: item for item in Published.__subclasses__()}
    for struct, node in made.items():
        node["title"] = _CAPITAL.sub(" ", struct.removeprefix("Published")).capitalize()
        texts = _texts(structs[struct])
        node["description"] = texts[""]
        for key, part in node["properties"].items():
            node["properties"][key] = _described(key, _plain(part, definitions), texts.get(key))
        if _key(struct) in definitions:
            message = f"a kind of value has the title of the struct {struct}"
            raise ValueError(message)
        definitions[_key(struct)] = node
    for node in [*definitions.values()]:
        for key, part in node.get("properties", {}).items():
            node["properties"][key] = _nullable(part, definitions)
    whole = definitions.pop(_key(top["$ref"]))
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": f"https://inwriting.example/schemas/{name}.schema.json",
        **whole,
        "title": f"Published {name}",
        "definitions": dict(sorted(definitions.items())),
    }


def _plain(part: Node, definitions: dict[str, Node]) -> Node:
    """Return *part* with a reference in place of each named kind of value, which is noted."""
    if "$ref" in part:
        return {"$ref": _REFERENCE + _key(part["$ref"])}
    part = {
        key: _plain(value, definitions) if isinstance(value, dict) else value
        for key, value in part.items()
    }
    if "anyOf" in part:
        part["anyOf"] = [_plain(item, definitions) for item in part["anyOf"]]
    if "enum" in part:
        kinds = {"string" if isinstance(item, str) else "integer" for item in part["enum"]}
        (part["type"],) = kinds
        if len(part["enum"]) == 1:
            (part["const"],) = part.pop("enum")
        # The words say it; the pattern is how msgspec holds text to them.
        part.pop("pattern", None)
    if "title" not in part:
        return part
    name = part["title"].replace(" ", "-").lower()
    # Names of keys have no type: they are text.
    typed = {"type": "string", **part}
    if definitions.setdefault(name, typed) != typed:
        message = f"two kinds of value have the title {part['title']!r}"
        raise ValueError(message)
    return {"$ref": _REFERENCE + name}


def _described(key: str, part: Node, text: str | None) -> Node:
    """Return *part*, which stands under *key*, with its title and the *text* on it."""
    if text is None:
        return part
    said = {"title": key.replace("-", " ").capitalize(), "description": text}
    return {**said, "allOf": [part]} if "$ref" in part else {**said, **part}


def _nullable(part: Node, definitions: dict[str, Node]) -> Node:
    """Return *part* without an ``anyOf`` of something and null; for a struct, as a definition."""
    if "anyOf" not in part:
        return part
    of, null = part["anyOf"]
    if null != {"type": "null"}:
        message = f"only one kind of value or null can be put into a schema, not {part['anyOf']}"
        raise TypeError(message)
    rest = {key: value for key, value in part.items() if key != "anyOf"}
    if "$ref" not in of:
        return {**rest, **of, "type": [of["type"], "null"]}
    name = of["$ref"].removeprefix(_REFERENCE)
    definitions[f"{name}-or-none"] = {**definitions[name], "type": ["object", "null"]}
    reference = {"$ref": f"{of['$ref']}-or-none"}
    return {**rest, "allOf": [reference]} if rest else reference


def _key(struct: str) -> str:
    return _CAPITAL.sub("-", struct.removeprefix("Published")).lower()


def _texts(struct: type[Published]) -> dict[str, str]:
    """Return what the source says of *struct*, under the empty name, and of its fields by key."""
    (defined,) = ast.parse(inspect.getsource(struct)).body
    assert isinstance(defined, ast.ClassDef)  # noqa: S101 - it is the source of a class
    keys = dict(zip(struct.__struct_fields__, struct.__struct_encode_fields__, strict=True))
    texts = {"": _line(ast.get_docstring(defined) or "")}
    for field, text in itertools.pairwise(defined.body):
        match field, text:
            case ast.AnnAssign(ast.Name(name)), ast.Expr(ast.Constant(str(said))):
                texts[keys[name]] = _line(said)
            case _:
                pass
    return texts


def _line(text: str) -> str:
    return " ".join(text.split())
