"""A schema error in words: what is wrong, and how a person who does not program mends it."""

import difflib
from collections.abc import Iterable, Iterator
from typing import Any

from jsonschema.exceptions import ValidationError

from inwriting.load.problem import Path

_LONGEST_GUESS = 64
"""Longer words than this are not compared for a guess: difflib's time grows with the cube."""
_MOST_NAMED = 30
"""How many allowed values a message names."""

Explanation = tuple[Path, bool, str, str]
"""The path, whether its key is meant, what is wrong, how to mend it."""


def explain(error: ValidationError, definitions: dict[str, Any]) -> Iterator[Explanation]:
    """Yield one explanation for each thing that *error* speaks of.

    *definitions* are the schema's own, to find what a key is for.
    """
    path: Path = tuple(error.absolute_path)
    if "propertyNames" in tuple(error.absolute_schema_path):
        name = str(error.instance)
        yield (*path, name), True, f"The name {name[:80]!r} is not allowed here.", _name_fix(error)
        return
    if error.validator == "required":
        yield from _missing_keys(error, path, definitions)
        return
    handler = {
        "additionalProperties": _unknown_keys,
        "enum": _not_listed,
        "const": _not_listed,
        "type": _wrong_type,
    }.get(str(error.validator))
    if handler is None:
        yield path, False, _plainly(error), _described(error)
    else:
        yield from handler(error, path)


def guess(word: str, words: Iterable[str]) -> str:
    """Return ' Did you mean x?' for the member of *words* nearest to *word*, or nothing."""
    if len(word) > _LONGEST_GUESS:
        return ""
    near = difflib.get_close_matches(word, [w for w in words if len(w) <= _LONGEST_GUESS], n=1)
    return f" Did you mean {near[0]}?" if near else ""


def _unknown_keys(error: ValidationError, path: Path) -> Iterator[Explanation]:
    known = list(error.schema.get("properties", {}))
    guessing = 20
    for key in error.instance:
        if key not in known:
            near = guess(str(key), known) if guessing > 0 else ""
            guessing -= 1
            yield (
                (*path, key),
                True,
                f"The key {str(key)[:80]!r} is not known here.{near}",
                f"Known keys: {_listed(known)}." if not near else "Correct it, or delete it.",
            )


def _missing_keys(
    error: ValidationError, path: Path, definitions: dict[str, Any]
) -> Iterator[Explanation]:
    for key in error.validator_value:
        if key not in error.instance:
            about = _property(error, key, definitions)
            yield path, True, f"The key {key!r} is missing here.", f"Add {key}: {about}".strip()


def _not_listed(error: ValidationError, path: Path) -> Iterator[Explanation]:
    allowed = error.validator_value if error.validator == "enum" else [error.validator_value]
    words = [str(value) for value in allowed]
    near = guess(error.instance, words) if isinstance(error.instance, str) else ""
    yield (
        path,
        False,
        f"{_shown(error.instance)} is not one of the values allowed here.{near}",
        f"Use one of: {_listed(words)}.",
    )


def _wrong_type(error: ValidationError, path: Path) -> Iterator[Explanation]:
    wanted = _TYPES.get(str(error.validator_value), str(error.validator_value))
    fix = f"Write {wanted}."
    if error.validator_value == "string" and isinstance(error.instance, (int, float)):
        fix = "Put it in quotes."
    yield path, False, f"{_shown(error.instance)} stands where {wanted} belongs.", fix


_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list (lines that begin with a hyphen)",
    "object": "keys with values",
    "number": "a number",
}


def _plainly(error: ValidationError) -> str:
    value = _shown(error.instance)
    limit = error.validator_value
    match error.validator:
        case "format":
            return f"{value} is not {_FORMATS.get(str(limit), str(limit))}."
        case "pattern":
            return f"{value} is not written as it must be here."
        case "minLength":
            return "The text is empty." if limit == 1 else f"The text has under {limit} characters."
        case "maxLength":
            return f"The text has more than {limit} characters."
        case "minItems" | "minProperties":
            return f"There must be at least {limit} here."
        case "maxItems" | "maxProperties":
            return f"There may be at most {limit} here."
        case "minimum":
            return f"{value} is under {limit}."
        case "maximum":
            return f"{value} is over {limit}."
        case "uniqueItems":
            return f"{error.message}."
    return f"{error.message[:200]}."


_FORMATS = {
    "date": "a real date written year-month-day, as in 2026-11-24",
    "email": "an e-mail address",
    "uri": "a full web address",
}


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "A group of keys"
    if isinstance(value, list):
        return "A list"
    if value is None:
        return "Nothing"
    if isinstance(value, bool):
        return str(value).lower()
    return repr(value) if len(repr(value)) <= 80 else repr(value)[:77] + "..."


def _described(error: ValidationError) -> str:
    if error.validator == "format":
        return "Correct it."
    description = error.schema.get("description", "")
    return str(description) or "Compare it with the schema."


def _name_fix(error: ValidationError) -> str:
    if error.validator == "enum":
        near = guess(str(error.instance), error.validator_value)
        return f"{near.strip()} Known here: {_listed(error.validator_value)}.".strip()
    return _described(error)


def _property(error: ValidationError, key: str, definitions: dict[str, Any]) -> str:
    described = error.schema.get("properties", {}).get(key)
    if described is None:
        # Under `then`, the keys are described where the others are: as a definition of that name.
        described = definitions.get(f"statement-{key}", {})
    name = str(described.get("$ref", "")).removeprefix("#/definitions/")
    return str(definitions.get(name, described).get("description", ""))


def _listed(words: list[str]) -> str:
    shown = ", ".join(str(word) for word in words[:_MOST_NAMED])
    return shown + (f" and {len(words) - _MOST_NAMED} more" if len(words) > _MOST_NAMED else "")
