"""What is published, altered: a test changes plain data and reads them as a struct again."""

import json
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from inwriting.publish.history_json import NO_HISTORY
from inwriting.publish.published.history import PublishedHistory
from inwriting.publish.published.register import PublishedRegister
from inwriting.publish.published.shared import Published

_Kind = TypeVar("_Kind", bound=Published)


def altered(
    register: PublishedRegister, change: Callable[[dict[str, Any]], object]
) -> PublishedRegister:
    """Return *register* after *change* was made to its plain data."""
    data = json.loads(msgspec.json.encode(register))
    change(data)
    return msgspec.convert(data, PublishedRegister)


def history_with(*changes: dict[str, Any], **more: Any) -> PublishedHistory:
    """Return a history with *changes*, and with the keys *more*."""
    data = {**msgspec.to_builtins(NO_HISTORY), "missing": "", "changes": changes, **more}
    return msgspec.convert(data, PublishedHistory)


def blank(kind: type[_Kind], **fields: Any) -> _Kind:
    """Return a struct of *kind* with *fields*, and with nothing in the others."""
    return kind(**dict.fromkeys(kind.__struct_fields__, "") | fields)
