"""Whether plain data keep to a schema, yes or no, for data that are too many to be asked slowly.

A published register has megabytes, and a register ten thousand files: jsonschema-rs needs
hundredths of a second for what takes jsonschema seconds. It says no and little more, so whoever has
to tell people what is wrong asks `load.schema.mistakes` then.
"""

import functools
from typing import TYPE_CHECKING, Any

from inwriting.register.load.declared_questions import DeclaredQuestions
from inwriting.register.load.forms import is_date, is_email, is_web_address
from inwriting.register.load.schemas import MOST_REGISTERS, schema

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator


def is_valid(kind: str, data: Any) -> bool:
    """Tell whether *data* keep to the schema of *kind*, as in ``register``.

    Raises FileNotFoundError when the tool was installed without it.
    """
    return _validator(kind).is_valid(data)


def is_plainly_valid(kind: str, data: Any, questions: DeclaredQuestions | None = None) -> bool:
    """Tell whether *data* keep to the schema of *kind*, and are what fast readers agree on.

    *questions* are those of the register that the file belongs to; see `load.schemas`. Every key is
    text then, every number a whole one without a fraction, and no text begins with the sign of a
    block scalar, which is what a reader leaves of one that stands within brackets. Raises
    FileNotFoundError when the tool was installed without the schema.
    """
    try:
        return _plain_validator(kind, questions).is_valid(data)
    except ValueError:
        # Some key is no text.
        return False


@functools.cache
def _validator(kind: str) -> "Draft202012Validator":
    return _compiled(schema(kind))


@functools.lru_cache(maxsize=MOST_REGISTERS)
def _plain_validator(kind: str, questions: DeclaredQuestions | None) -> "Draft202012Validator":
    return _compiled(plain_schema(schema(kind, questions)))


def _compiled(whole: Any) -> "Draft202012Validator":
    from jsonschema_rs import Draft202012Validator

    formats = {"date": is_date, "email": is_email, "uri": is_web_address}
    return Draft202012Validator(
        whole, validate_formats=True, formats=formats, keywords={"whole": _Whole}
    )


def plain_schema(whole: Any) -> Any:
    """Return *whole*, a schema or a part of one, with what `is_plainly_valid` asks besides."""
    if isinstance(whole, list):
        return [plain_schema(part) for part in whole]
    if not isinstance(whole, dict):
        return whole
    parts = {key: plain_schema(value) for key, value in whole.items()}
    if whole.get("type") == "integer":
        parts["whole"] = True
    if whole.get("type") == "string" and "enum" not in whole:
        parts["not"] = {"pattern": "^[|>]"}
    return parts


class _Whole:
    """A keyword: a number is written as a whole one. To JSON Schema, 1.0 is an integer too."""

    def __init__(self, parent: dict[str, Any], value: Any, path: list[str | int]) -> None:
        del parent, value, path

    def validate(self, instance: Any) -> None:
        """Raise ValueError for a float, as jsonschema-rs wants it."""
        if isinstance(instance, float):
            raise ValueError(instance)
