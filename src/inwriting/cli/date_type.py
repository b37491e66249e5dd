"""A date on the command line."""

import datetime
from typing import TYPE_CHECKING, Any

import click

from inwriting.register.load.forms import is_date

# Older versions of click take no type there when they run.
if TYPE_CHECKING:
    _DateType = click.ParamType[datetime.date]
else:
    _DateType = click.ParamType


class DateType(_DateType):
    """A real calendar date, year-month-day."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.date:
        """Return *value* as a date."""
        if isinstance(value, datetime.date):
            return value
        if not is_date(value):
            self.fail(
                f"{value!r} is not a date in the form year-month-day, as in 2026-03-31.", param, ctx
            )
        return datetime.date.fromisoformat(value)
