"""The schemas that files are held to: as they came with the tool, or for one register's questions.

Two kinds of file speak of questions, dossiers and the policy. Their shipped schemas say what holds
of any question; `schema` derives from them what holds of those that a register declares.
"""

import functools
import json
from collections.abc import Mapping
from typing import Any

from inwriting.register.load.declared_questions import DeclaredQuestions
from inwriting.resources import shipped

Schema = dict[str, Any]

DERIVED = ("dossier", "policy")
"""The kinds of file whose schema depends on the questions."""
FIELDS = (
    *("period", "deadline", "notice", "residuals"),
    *("places", "route", "contact", "only-future"),
)
"""The keys of a statement that a question may have besides the answer."""
MOST_REGISTERS = 128
"""How many schemas are kept at once: a register's history may have many states of questions."""
_SCOPE = ("data", "purposes")
"""The keys of a statement that it needs where the question has an answer for each of them."""
_ALL = "all"
"""What a statement says for every purpose."""


@functools.lru_cache(maxsize=MOST_REGISTERS)
def schema(kind: str, questions: DeclaredQuestions | None = None) -> Schema:
    """Return the schema of *kind*, as in ``dossier``, for a register that asks *questions*.

    Without *questions* it is the shipped one, which knows none by name. Raises FileNotFoundError
    when the tool was installed without it.
    """
    folder = shipped("schemas")
    if kind in DERIVED:
        folder /= "generic"
    content = folder.joinpath(f"{kind}.schema.json").read_text(encoding="utf-8")
    loaded: Schema = json.loads(content)
    if questions is None or kind not in DERIVED:
        return loaded
    return _derived(loaded, questions.listed)


def _derived(generic: Schema, questions: list[dict[str, Any]]) -> Schema:
    """Return the *generic* schema with each of *questions* by its name."""
    definitions = dict(generic["definitions"])
    definitions["question-id"] = _words(
        definitions["question-id"], [item["id"] for item in questions]
    )
    purposes = dict.fromkeys(word for item in questions for word in item["purposes"])
    if purposes and "purpose" in definitions:
        definitions["purpose"] = _words(definitions["purpose"], [*purposes])
    statement = definitions.pop("statement", None)
    if statement is None:
        return {**generic, "definitions": definitions}
    properties = dict(generic["properties"])
    for section in ("statements", "silent"):
        properties[section] = _by_question(properties[section], questions)
    for item in questions:
        definitions[_name(item)] = _statement(statement, item)
        each = properties["statements"]["properties"][item["id"]]
        each["items"] = {"$ref": f"#/definitions/{_name(item)}"}
    return {**generic, "properties": properties, "definitions": definitions}


def _name(question: Mapping[str, Any]) -> str:
    # No other definition has a full stop in its name, and no question's id has one.
    return f"statement.{question['id']}"


def _by_question(section: Schema, questions: list[dict[str, Any]]) -> Schema:
    """Return *section* with a key for each question, in place of any key that is an id."""
    each = section["additionalProperties"]
    return {
        **{key: section[key] for key in ("title", "description", "type")},
        "additionalProperties": False,
        "properties": {
            item["id"]: {**each, "title": item["title"], "description": item["ask"]}
            for item in questions
        },
    }


def _statement(generic: Schema, question: Mapping[str, Any]) -> Schema:
    """Return the schema of a statement on *question*."""
    named = question["fields"]
    if named is None:
        # A question that does not say which keys go with it takes any, and needs none.
        named = [{"id": key, "needed-with": [], "meaning": ""} for key in FIELDS]
    fields = {item["id"]: item for item in named}
    properties: Schema = {}
    for key, part in generic["properties"].items():
        if key == "says":
            properties[key] = _answer(part, question["values"])
        elif key == "purposes" and question[key]:
            words = _words(part["items"], [_ALL, *question[key]])
            properties[key] = {**part, "items": words}
        elif key not in FIELDS + _SCOPE or (key in _SCOPE and question[key]):
            properties[key] = part
        elif key in fields:
            meaning = fields[key]["meaning"]
            properties[key] = {**part, "description": meaning} if meaning else part
    needed = [
        _needed(key, value)
        for key in properties
        if key in fields
        for value in fields[key]["needed-with"]
    ]
    return {
        **generic,
        "title": question["title"],
        "description": question["ask"],
        "required": [
            "says",
            *(key for key in _SCOPE if question[key]),
            *(key for key in generic["required"] if key != "says"),
        ],
        "properties": properties,
        **({"allOf": needed} if needed else {}),
    }


def _answer(generic: Schema, values: list[dict[str, Any]]) -> Schema:
    meanings = " ".join(f"{item['id']}: {item['meaning']}" for item in values)
    return {**_words(generic, [item["id"] for item in values]), "description": meanings}


def _words(generic: Schema, words: list[str]) -> Schema:
    """Return *generic*, the schema of an id, as that of one of *words*."""
    return {**{key: generic[key] for key in ("title", "description", "type")}, "enum": words}


def _needed(key: str, value: str) -> Schema:
    return {
        "if": {"required": ["says"], "properties": {"says": {"const": value}}},
        "then": {"required": [key]},
    }
