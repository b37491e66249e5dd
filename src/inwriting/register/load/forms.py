"""What a date, a web address and an e-mail address look like, each really asserted.

Addresses of mail go to email-validator, web addresses to rfc3986-validator, dates to the standard
library. Every file of ten thousand has some, so the usual addresses are known without asking
either: both are slow to import, and the first is slow to answer.
"""

import datetime
import re
from urllib.parse import urlsplit

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
# Each stands for fewer addresses than the library accepts, and for no other.
_USUAL_EMAIL = re.compile(
    r"(?=.{6,60}\Z)[a-z0-9]+(?:[._-][a-z0-9]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+"
    r"(?!(?:arpa|invalid|local|localhost|onion|test)\Z)[a-z]{2,}\Z"
)
_USUAL_WEB_ADDRESS = re.compile(r"https?://[a-z0-9]+(?:[.-][a-z0-9]+)*(?:/[A-Za-z0-9._~/-]*)?\Z")


def is_date(value: object) -> bool:
    """Tell whether *value* is a real calendar date written year-month-day."""
    if not isinstance(value, str):
        return True
    if not _DATE.match(value):
        return False
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def is_web_address(value: object) -> bool:
    """Tell whether *value* is a URI of RFC 3986 with a host."""
    if not isinstance(value, str):
        return True
    if _USUAL_WEB_ADDRESS.match(value):
        return True
    from rfc3986_validator import validate_rfc3986

    try:
        return bool(validate_rfc3986(value, rule="URI")) and bool(urlsplit(value).hostname)
    except ValueError:
        return False


def is_email(value: object) -> bool:
    """Tell whether *value* is an e-mail address; nothing is looked up."""
    if not isinstance(value, str):
        return True
    if _USUAL_EMAIL.match(value):
        return True
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(value, check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError:
        return False
    return True
