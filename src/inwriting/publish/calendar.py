"""calendar.ics: what runs out when, as iCalendar (RFC 5545).

Each deadline is an all-day event and not a to-do: calendars that people subscribe to show events,
and most of them leave out to-dos without a word.
"""

import datetime
from collections import Counter

import icalendar

from inwriting.publish.address import Addresses
from inwriting.publish.escape import plain
from inwriting.publish.published.register import PublishedDeadline, PublishedRegister
from inwriting.publish.words import DEADLINES

CALENDAR = "calendar.ics"
"""The calendar's file, in the top folder and in each vendor's."""
_MAKER = "-//In Writing//inwriting//EN"
_REFRESH = datetime.timedelta(days=1)


class Calendars:
    """The calendars of one register: one of all of it, and one of each vendor."""

    def __init__(self, register: PublishedRegister, addresses: Addresses) -> None:
        """Sort the deadlines by vendor."""
        self._register = register
        self._addresses = addresses
        self._names = {item.id: plain(item.name) for item in register.vendors}
        self._offerings = {
            item.reference: plain(item.name)
            for entry in register.vendors
            for item in entry.offerings
        }
        self._deadlines: dict[str, list[PublishedDeadline]] = {"": list(register.deadlines)}
        for item in register.deadlines:
            self._deadlines.setdefault(item.vendor, []).append(item)

    def of(self, vendor: str = "") -> str:
        """Return the calendar of the register, or of one *vendor*."""
        firm = plain(self._register.firm.name)
        title = f"AI vendors of {firm}: expiries"
        if vendor:
            title = f"{self._names[vendor]}: expiries"
        made = _empty(title)
        judged_on = self._register.judged_on
        stamp = datetime.datetime.fromisoformat(f"{judged_on}T00:00:00+00:00")
        taken: Counter[str] = Counter()
        for item in self._deadlines.get(vendor, ()):
            uid = self._addresses.uid(item.kind, *_whose(item), item.what)
            taken[uid] += 1
            if taken[uid] > 1:
                # Two exceptions may share a name in a register that is published all the same.
                number = str(taken[uid])
                uid = self._addresses.uid(item.kind, *_whose(item), item.what, number)
            whose = self._offerings.get(item.offering, self._names[item.vendor])
            event = _event(self._register, item, self._addresses, stamp, uid, whose)
            made.add_component(event)
        content: bytes = made.to_ical()
        return content.decode("utf-8")


def calendar(register: PublishedRegister, addresses: Addresses, vendor: str = "") -> str:
    """Return the calendar of the register, or of one *vendor*."""
    return Calendars(register, addresses).of(vendor)


def _empty(title: str) -> icalendar.Calendar:
    made = icalendar.Calendar()
    made.add("prodid", _MAKER)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    # Two names: RFC 7986's, and the older one that most calendars read. The library takes neither
    # for text by itself, and would leave its commas as they are.
    made.add("name", icalendar.vText(title))
    made.add("x-wr-calname", icalendar.vText(title))
    made.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    return made


def _event(
    register: PublishedRegister,
    item: PublishedDeadline,
    addresses: Addresses,
    stamp: datetime.datetime,
    uid: str,
    whose: str,
) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("dtstart", datetime.date.fromisoformat(item.on))
    what = DEADLINES[item.kind]
    event.add("summary", f"{'Overdue: ' if item.past else ''}{whose}: {what}")
    owner = item.owner
    event.add(
        "description",
        f"{what}: {plain(item.name)}\nResponsible: {plain(owner.name)}, {owner.email}",
    )
    event.add("categories", [item.kind])
    # A deadline takes nobody's time: whoever subscribes stays free on that day.
    event.add("transp", "TRANSPARENT")
    page = f"vendors/{item.vendor}/index.html"
    if addresses.absolute:
        address = addresses.of_offering(item.offering) if item.offering else addresses.of(page)
        event.add("url", address)
    limits = register.limits
    of_exception = item.kind == "exception-expires"
    days = limits.exception_warning_days if of_exception else limits.evidence_warning_days
    if days and not item.past:
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", datetime.timedelta(days=-days))
        alarm.add("description", f"In {days} days: {whose}: {what}")
        event.add_component(alarm)
    return event


def _whose(item: PublishedDeadline) -> list[str]:
    return (item.offering or item.vendor).split("/")
