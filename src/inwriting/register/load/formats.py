"""The formats that a schema may name, each really asserted.

jsonschema leaves formats unchecked unless told; its own test of an e-mail address is an @. How each
is asserted stands in `load.forms`, which needs no validator of schemas.
"""

from jsonschema import FormatChecker

from inwriting.register.load.forms import is_date, is_email, is_web_address

__all__ = ["CHECKER", "is_date", "is_email", "is_web_address"]

CHECKER = FormatChecker(formats=())
"""The format checker of every schema validation."""

CHECKER.checks("date")(is_date)
CHECKER.checks("uri")(is_web_address)
CHECKER.checks("email")(is_email)
