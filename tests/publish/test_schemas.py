"""The schemas of what is published: made of the structs, and safe for those who read the files."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from inwriting.publish.published.schema import PUBLISHED, schema_text
from tests.checks.cases import ROOT
from tests.publish.published_paths import paths

PATHS = Path(__file__).parent / "golden"
names = pytest.mark.parametrize("name", PUBLISHED)


def parts(node: Any) -> Iterator[dict[str, Any]]:
    """Yield every part of a schema."""
    yield node
    for key, value in node.items():
        if key in {"properties", "definitions"}:
            for item in value.values():
                yield from parts(item)
        elif key in {"items", "additionalProperties", "propertyNames"} and value:
            yield from parts(value)


@names
def test_the_schema_is_what_the_structs_say(name: str, request: pytest.FixtureRequest) -> None:
    path = ROOT / f"schemas/{name}.schema.json"
    made = schema_text(name)
    if request.config.getoption("--update-golden"):
        path.write_text(made, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == made, "Run pytest with --update-golden."


@names
def test_nothing_that_readers_rely_on_vanishes(name: str, request: pytest.FixtureRequest) -> None:
    path = PATHS / f"{name}-paths.txt"
    before, now = path.read_text(encoding="utf-8").splitlines(), paths(_schema(name))
    gone = sorted(set(before) - set(now))
    new_format = any(line.startswith(".format:") for line in gone)
    assert new_format or not gone, "Whoever reads the file needs these: raise its format."
    if request.config.getoption("--update-golden"):
        path.write_text("\n".join(now) + "\n", encoding="utf-8", newline="\n")
        before = now
    assert before == now, "Run pytest with --update-golden, and read what is new."


@names
def test_every_part_explains_itself_and_is_closed(name: str) -> None:
    for part in parts(_schema(name)):
        assert not {"anyOf", "oneOf"} & set(part)
        assert set(part) == {"$ref"} or {"title", "description"} <= set(part), part
        kinds = part.get("type", [])
        if "object" in ([kinds] if isinstance(kinds, str) else kinds):
            assert "additionalProperties" in part, part
            assert set(part.get("required", ())) == set(part.get("properties", ())), part


def test_a_path_that_changes_is_seen() -> None:
    schema = _schema("register")
    before = set(paths(schema))
    schema["required"].remove("commit")
    schema["definitions"]["finding"]["properties"]["blocks"]["enum"].remove("merge")
    schema["definitions"]["vendor"]["properties"]["offerings"]["type"] = "string"
    gone = before - set(paths(schema))
    assert {line.partition(":")[0] for line in gone} == {
        ".commit",
        ".vendors[].offerings",
        ".vendors[].offerings[].findings[].blocks",
    }


def _schema(name: str) -> Any:
    return json.loads(schema_text(name))
