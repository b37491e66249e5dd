"""A schema error in words: what is wrong, and how a person who does not program mends it."""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from inwriting.register.load.problem import Path

_LONGEST_GUESS = 64
"""Longer words than this are not compared for a guess: difflib's time grows with the cube."""
_MOST_NAMED = 30
"""How many allowed values a message names."""

Explanation = tuple[Path, bool, str, str]
"""The path, whether its key is meant, what is wrong, how to mend it."""


@dataclass(frozen=True, slots=True)
class Broken:
    """One keyword of a schema that a value does not keep."""

    keyword: str
    """The keyword, as in required."""
    limit: Any
    """What the schema writes behind the keyword."""
    schema: dict[str, Any]
    """The schema that holds the keyword."""
    value: Any
    """The value that does not keep it."""
    path: Path
    """Where the value stands."""
    of_a_name: bool
    """Whether a key's name is the value."""
    message: str
    """What the validator itself says."""


def explain(error: Broken, definitions: dict[str, Any]) -> Iterator[Explanation]:
    """Yield one explanation for each thing that *error* speaks of.

    *definitions* are the schema's own, to find what a key is for.
    """
    path = error.path
    if error.of_a_name:
        name = str(error.value)
        yield (*path, name), True, f"The name {name[:80]!r} is not allowed here.", _name_fix(error)
        return
    if error.keyword == "required":
        yield from _missing_keys(error, path, definitions)
        return
    handler = {
        "additionalProperties": _unknown_keys,
        "enum": _not_listed,
        "const": _not_listed,
        "type": _wrong_type,
    }.get(error.keyword)
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


def _unknown_keys(error: Broken, path: Path) -> Iterator[Explanation]:
    known = list(error.schema.get("properties", {}))
    guessing = 20
    for key in error.value:
        if key not in known:
            near = guess(str(key), known) if guessing > 0 else ""
            guessing -= 1
            yield (
                (*path, key),
                True,
                f"The key {str(key)[:80]!r} is not known here.{near}",
                f"Known keys: {_listed(known)}." if not near else "Correct it, or delete it.",
            )


def _missing_keys(error: Broken, path: Path, definitions: dict[str, Any]) -> Iterator[Explanation]:
    for key in error.limit:
        if key not in error.value:
            about = _property(error, key, definitions)
            yield path, True, f"The key {key!r} is missing here.", f"Add {key}: {about}".strip()


def _not_listed(error: Broken, path: Path) -> Iterator[Explanation]:
    allowed = error.limit if error.keyword == "enum" else [error.limit]
    words = [str(value) for value in allowed]
    near = guess(error.value, words) if isinstance(error.value, str) else ""
    yield (
        path,
        False,
        f"{_shown(error.value)} is not one of the values allowed here.{near}",
        f"Use one of: {_listed(words)}.",
    )


def _wrong_type(error: Broken, path: Path) -> Iterator[Explanation]:
    wanted = _TYPES.get(str(error.limit), str(error.limit))
    fix = f"Write {wanted}."
    if error.limit == "string" and isinstance(error.value, (int, float)):
        fix = "Put it in quotes."
    yield path, False, f"{_shown(error.value)} stands where {wanted} belongs.", fix


_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list (lines that begin with a hyphen)",
    "object": "keys with values",
    "number": "a number",
}


def _plainly(error: Broken) -> str:
    said = _SAID.get(error.keyword)
    if said is None:
        return f"{error.message[:200]}."
    if error.keyword == "minLength" and error.limit == 1:
        return "The text is empty."
    limit = _FORMATS.get(str(error.limit), str(error.limit))
    return said.format(value=_shown(error.value), limit=limit, message=error.message)


_SAID = {
    "format": "{value} is not {limit}.",
    "pattern": "{value} is not written as it must be here.",
    "minLength": "The text has fewer than {limit} characters.",
    "maxLength": "The text has more than {limit} characters.",
    "minItems": "There must be at least {limit} here.",
    "minProperties": "There must be at least {limit} here.",
    "maxItems": "There may be at most {limit} here.",
    "maxProperties": "There may be at most {limit} here.",
    "minimum": "{value} is under {limit}.",
    "maximum": "{value} is over {limit}.",
    "uniqueItems": "{message}.",
}
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


def _described(error: Broken) -> str:
    if error.keyword == "format":
        return "Correct it."
    description = error.schema.get("description", "")
    return str(description) or "Compare it with the schema."


def _name_fix(error: Broken) -> str:
    if error.keyword == "enum":
        near = guess(str(error.value), error.limit)
        return f"{near.strip()} Known here: {_listed(error.limit)}.".strip()
    return _described(error)


def _property(error: Broken, key: str, definitions: dict[str, Any]) -> str:
    described = error.schema.get("properties", {}).get(key)
    if described is None:
        # Under `then`, the keys are described where the others are: as a definition of that name.
        described = definitions.get(f"statement-{key}", {})
    name = str(described.get("$ref", "")).removeprefix("#/definitions/")
    return str(definitions.get(name, described).get("description", ""))


def _listed(words: list[str]) -> str:
    shown = ", ".join(str(word) for word in words[:_MOST_NAMED])
    return shown + (f" and {len(words) - _MOST_NAMED} more" if len(words) > _MOST_NAMED else "")
