"""Whether plain data keep to a schema, yes or no, for data that are too large to be asked slowly.

A published register has megabytes: jsonschema-rs needs hundredths of a second for it, jsonschema
seconds. It says no and little more, so whoever has to tell people what is wrong asks
`inwriting.load.schema.mistakes` then.
"""

import functools
import json
from typing import TYPE_CHECKING, Any

from inwriting.load.forms import is_date, is_email, is_web_address
from inwriting.resources import shipped

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator


def is_valid(kind: str, data: Any) -> bool:
    """Tell whether *data* keep to the schema of *kind*, as in ``register``.

    Raises FileNotFoundError when the tool was installed without it.
    """
    return _validator(kind).is_valid(data)


@functools.cache
def _validator(kind: str) -> "Draft202012Validator":
    from jsonschema_rs import Draft202012Validator

    content = shipped("schemas").joinpath(f"{kind}.schema.json").read_text(encoding="utf-8")
    formats = {"date": is_date, "email": is_email, "uri": is_web_address}
    return Draft202012Validator(json.loads(content), validate_formats=True, formats=formats)
