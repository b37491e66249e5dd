"""Plain data against a schema: every mistake, in words.

One narrow interface: `mistakes`. Behind it stands jsonschema with the 2020-12
dialect; the schemas keep to what a draft-07 reader reads the same way.
"""

import functools
import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from inwriting.register.load.declared_questions import DeclaredQuestions
from inwriting.register.load.explain import Broken, explain
from inwriting.register.load.formats import CHECKER
from inwriting.register.load.problem import Path
from inwriting.register.load.schemas import MOST_REGISTERS, schema
from inwriting.register.load.yaml import Data

MOST_MISTAKES = 1000
"""How many errors of one file are looked at: a hostile file has hundreds of thousands."""


@dataclass(frozen=True, order=True, slots=True)
class Mistake:
    """One place where data and schema differ."""

    path: Path
    """The place in the data."""
    at_key: bool
    """Whether the key is wrong, and not its value."""
    message: str
    """What is wrong."""
    fix: str
    """How to mend it."""


def mistakes(
    kind: str, data: Data, questions: DeclaredQuestions | None = None
) -> tuple[Mistake, ...]:
    """Return every mistake of *data* against the schema of *kind*, in order of their places.

    *questions* are those of the register that the file belongs to; see `load.schemas`. Of a file
    with very many, the first `MOST_MISTAKES` are found and the last says so.
    """
    found: dict[tuple[Path, str], Mistake] = {}
    validator = _validator(kind, questions)
    errors = list(itertools.islice(validator.iter_errors(data), MOST_MISTAKES + 1))
    if len(errors) > MOST_MISTAKES:
        message = f"There are more than {MOST_MISTAKES} mistakes; the rest are not listed."
        found[(), message] = Mistake((), False, message, "Fix these and check again.")
    # Where a format fails, the pattern that says the same to editors need not be heard too.
    formats = {tuple(error.absolute_path) for error in errors if error.validator == "format"}
    definitions = schema(kind, questions)["definitions"]
    for error in errors:
        if error.validator == "pattern" and tuple(error.absolute_path) in formats:
            continue
        for path, at_key, message, fix in explain(_broken(error), definitions):
            found.setdefault((path, message), Mistake(path, at_key, message, fix))
    return tuple(sorted(found.values(), key=lambda mistake: tuple(map(str, mistake.path))))


def _broken(error: ValidationError) -> Broken:
    return Broken(
        keyword=str(error.validator),
        limit=error.validator_value,
        schema=error.schema if isinstance(error.schema, dict) else {},
        value=error.instance,
        path=tuple(error.absolute_path),
        of_a_name="propertyNames" in tuple(error.absolute_schema_path),
        message=error.message,
    )


def _unique(
    _validator: Validator, wanted: bool, instance: object, _schema: object
) -> Iterator[ValidationError]:
    # jsonschema compares every item with every other where they cannot be sorted,
    # which a hostile file turns into hours; canonical text needs one pass.
    if wanted and isinstance(instance, list):
        seen: set[str] = set()
        for item in instance:
            text = json.dumps(item, sort_keys=True, ensure_ascii=False)
            if text in seen:
                yield ValidationError(f"{text[:80]} is listed twice")
            seen.add(text)


@functools.lru_cache(maxsize=MOST_REGISTERS)
def _validator(kind: str, questions: DeclaredQuestions | None) -> Validator:
    # jsonschema's own annotations leave `extend` untyped.
    validator: type[Validator] = extend(  # type: ignore[no-untyped-call]
        Draft202012Validator, {"uniqueItems": _unique}
    )
    return validator(schema(kind, questions), format_checker=CHECKER)
