"""Options that say of what a statement speaks."""

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
    "--data": "A kind of data it speaks of, or all; repeatable.",
    "--purposes": "A purpose it speaks of, or all; repeatable.",
    "--offerings": "An offering it speaks of; repeatable.  [default: what its document governs]",
    "--who": "An actor it speaks of; repeatable.  [default: the vendor]",
    "--models": "A model or feature that alone it speaks of; repeatable.",
    "--regions": "A region that alone it speaks of; repeatable.",
    "--when": "A circumstance under which alone it holds; repeatable.",
    "--residuals": "What remains in use after an opt-out; repeatable.",
    "--places": "Of regions: a region named; repeatable.",
    "--exceptions": "What it leaves out, in your own words; repeatable.",
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
                f"{value!r} is no number of {', '.join(_UNITS)}, as in '30 days'.", param, ctx
            )
        return {"length": int(number), "unit": unit}


def scope_options(function: _Function) -> _Function:
    """Add the options of a statement's scope."""
    for name, words in reversed(_LISTS.items()):
        function = click.option(name, multiple=True, metavar="NAME", help=words)(function)
    function = click.option("--contact", default="", help="Whom to ask for a deletion.")(function)
    return click.option("--route", default="", help="Where an opt-out is asked for.")(function)
