"""A difference as JSON, and back. Its schema is schemas/diff.schema.json."""

import dataclasses
import json
import typing
from typing import Any

from inwriting import __version__
from inwriting.diff.difference import Difference
from inwriting.output.json_text import as_json
from inwriting.register.load.problem import Problem, UnusableInputError
from inwriting.register.load.schema import mistakes

FORMAT = 1
"""The version of the format. It rises when a reader of an older one would go wrong."""
LARGEST = 8 * 1024 * 1024
"""The largest file that is read, in bytes."""
_MOST_SAID = 20
_Built = typing.TypeVar("_Built")


def render(difference: Difference) -> str:
    """Return *difference* as JSON in ASCII, so that no text in it can change how it is read."""
    tool = {"name": "inwriting", "version": __version__}
    code = difference.exit_code
    result = {"exit-code": int(code), "name": code.name.lower()}
    return as_json({"format": FORMAT, "tool": tool, "result": result, **_plain(difference)})


def read(file: str, content: bytes) -> Difference:
    """Return the difference that *content* of *file* holds, which nobody need trust.

    Raises UnusableInputError when it is too large, or is not exactly what the schema describes.
    """
    if len(content) > LARGEST:
        raise _unusable(file, f"The file is larger than {LARGEST // 1024 // 1024} MiB.")
    try:
        data = json.loads(
            content.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number
        )
    except (ValueError, RecursionError) as error:
        raise _unusable(file, f"This is no JSON: {error}.") from error
    wrong = mistakes("diff", data)
    if wrong:
        raise UnusableInputError(
            tuple(
                Problem(
                    file, 0, 0, f"{'.'.join(map(str, item.path)) or 'It'}: {item.message}", _FIX
                )
                for item in wrong[:_MOST_SAID]
            )
        )
    difference = _built(Difference, data)
    _check_numbers(file, difference)
    return difference


_FIX = "Write it with `inwriting diff BASE --format json`, of the same version."


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        fields = dataclasses.fields(value)
        return {_key(item.name): _plain(getattr(value, item.name)) for item in fields}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _built(kind: type[_Built], data: Any) -> _Built:
    """Return *data*, which the schema has let through, as a *kind*."""
    if typing.get_origin(kind) is tuple:
        inner = typing.get_args(kind)[0]
        built: Any = tuple(_built(inner, item) for item in data)
        return typing.cast("_Built", built)
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        made: Any = {
            item.name: _built(hints[item.name], data[_key(item.name)])
            for item in dataclasses.fields(kind)
        }
        return kind(**made)
    return typing.cast("_Built", data)


def _key(name: str) -> str:
    return name.replace("_", "-")


def _check_numbers(file: str, difference: Difference) -> None:
    """Refuse a number of a finding that is not there."""
    named = [item.finding for item in difference.blocking]
    named += [cause.finding for move in difference.verdicts for cause in move.causes]
    if any(number >= len(difference.findings) for number in named):
        raise _unusable(file, "It names a finding that it does not list.")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        message = "a key is there twice"
        raise ValueError(message)
    return found


def _no_number(name: str) -> Any:
    message = f"{name} is no number"
    raise ValueError(message)


def _unusable(file: str, message: str) -> UnusableInputError:
    return UnusableInputError((Problem(file, 0, 0, message, _FIX),))
