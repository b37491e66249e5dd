"""Options for the scope of a statement."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    _LengthType = click.ParamType[dict[str, Any]]
else:
    _LengthType = click.ParamType

_Function = TypeVar("_Function", bound=Callable[..., Any])
_UNITS = ("hours", "days", "months", "years")
_LISTS = {
    "--data": "A kind of data it applies to, or all; repeatable.",
    "--purposes": "A purpose it applies to, or all; repeatable.",
    "--offerings": "An offering it applies to; repeatable.  [default: those its document covers]",
    "--who": "Who it binds; repeatable.  [default: the vendor]",
    "--models": "Only for this model or feature; repeatable.",
    "--regions": "Only in this region; repeatable.",
    "--when": "Only under this circumstance; repeatable.",
    "--residuals": "A use that continues after an opt-out; repeatable.",
    "--places": "For regions: a region it names; repeatable.",
    "--exceptions": "An exception, in your own words; repeatable.",
}


class LengthType(_LengthType):
    """A length of time: a whole number and a unit, as in 30 days."""

    name = "length"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> dict[str, Any]:
        """Return *value* as a dossier has it."""
        if isinstance(value, dict):
            return value
        number, _, unit = str(value).strip().partition(" ")
        unit = unit.strip().lower()
        unit = unit if unit.endswith("s") else f"{unit}s"
        if not number.isascii() or not number.isdigit() or unit not in _UNITS:
            self.fail(
                f"{value!r} is not a number of {', '.join(_UNITS)}, as in '30 days'.", param, ctx
            )
        return {"length": int(number), "unit": unit}


def scope_options(function: _Function) -> _Function:
    """Add the options of a statement's scope."""
    for name, words in reversed(_LISTS.items()):
        function = click.option(name, multiple=True, metavar="NAME", help=words)(function)
    function = click.option("--contact", default="", help="Whom to ask for deletion.")(function)
    return click.option("--route", default="", help="Where to opt out.")(function)
