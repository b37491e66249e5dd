"""What programs subscribe to: feeds, calendars and llms.txt, from the data of the pages."""

from collections.abc import Iterator
from typing import Any

from inwriting.publish.address import Addresses
from inwriting.publish.calendar import CALENDAR, calendar
from inwriting.publish.escape import ident
from inwriting.publish.feed import FEED, feed
from inwriting.publish.llms_txt import LLMS, llms_txt


def machine_files(
    register: dict[str, Any], history: dict[str, Any], site_url: str = ""
) -> Iterator[tuple[str, str]]:
    """Yield path and content of each file; *site_url* is where the site will be, if that is known.

    Raises PublishError when *site_url* is no address of a site.
    """
    addresses = Addresses(register, site_url)
    yield FEED, feed(register, history, addresses)
    yield CALENDAR, calendar(register, addresses)
    yield LLMS, llms_txt(register, addresses)
    for vendor in register["vendors"]:
        folder = f"vendors/{ident(vendor['id'])}"
        yield f"{folder}/{FEED}", feed(register, history, addresses, vendor["id"])
        yield f"{folder}/{CALENDAR}", calendar(register, addresses, vendor["id"])
