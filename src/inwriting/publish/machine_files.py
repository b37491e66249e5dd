"""What programs subscribe to: feeds, calendars and llms.txt, from the data of the pages."""

import functools
from collections.abc import Callable, Iterator

from inwriting.publish.address import Addresses
from inwriting.publish.calendar import CALENDAR, Calendars
from inwriting.publish.escape import ident
from inwriting.publish.feed import FEED, Feeds
from inwriting.publish.llms_txt import LLMS, llms_txt
from inwriting.publish.published.history import PublishedHistory
from inwriting.publish.published.register import PublishedRegister
from inwriting.register.decide.shared_work import shared


def machine_files(
    register: PublishedRegister, history: PublishedHistory, site_url: str = ""
) -> Iterator[tuple[str, str]]:
    """Yield path and content of each file; *site_url* is where the site will be, if that is known.

    Raises PublishError when *site_url* is no address of a site.
    """
    addresses = Addresses(register, site_url)
    feeds, calendars = Feeds(register, history, addresses), Calendars(register, addresses)
    yield FEED, feeds.of()
    yield CALENDAR, calendars.of()
    yield LLMS, llms_txt(register, addresses)
    make = functools.partial(_written_of_vendor, feeds, calendars)
    for _, made in shared(make, [vendor.id for vendor in register.vendors]):
        yield from made


def _written_of_vendor(
    feeds: Feeds, calendars: Calendars
) -> Callable[[str], list[tuple[str, str]]]:
    """Return what writes the feed and the calendar of a vendor, by its id."""

    def written(vendor: str) -> list[tuple[str, str]]:
        folder = f"vendors/{ident(vendor)}"
        return [
            (f"{folder}/{FEED}", feeds.of(vendor)),
            (f"{folder}/{CALENDAR}", calendars.of(vendor)),
        ]

    return written
