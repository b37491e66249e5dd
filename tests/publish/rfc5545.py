"""The rules of RFC 5545 and 7986, as far as a calendar of ours may go. Written from these."""

import datetime
import re
from collections import Counter
from dataclasses import dataclass, field

_LINE = re.compile(
    r'(?P<name>[A-Z0-9-]+)(?P<parameters>(;[A-Z0-9-]+=([^\x00-\x1f",;:]*|"[^\x00-\x1f"]*"))*):'
    r"(?P<value>[^\x00-\x08\x0a-\x1f\x7f]*)\Z"
)
_TEXT = re.compile(r"([^\\,;]|\\[\\,;nN])*\Z")
_LONGEST = 75
_TEXTS = frozenset({"SUMMARY", "DESCRIPTION", "NAME", "X-WR-CALNAME", "PRODID", "UID"})
_ALLOWED = {
    "VCALENDAR": {
        "required": {"PRODID", "VERSION"},
        "once": {"CALSCALE", "NAME", "X-WR-CALNAME", "REFRESH-INTERVAL"},
        "inside": {"VEVENT"},
    },
    "VEVENT": {
        "required": {"UID", "DTSTAMP", "DTSTART", "SUMMARY"},
        "once": {"DESCRIPTION", "CATEGORIES", "TRANSP", "URL"},
        "inside": {"VALARM"},
    },
    "VALARM": {
        "required": {"ACTION", "TRIGGER", "DESCRIPTION"},
        "once": set(),
        "inside": set(),
    },
}


@dataclass
class Component:
    """One component, with its properties and what lies in it."""

    name: str
    properties: list[tuple[str, str, str]] = field(default_factory=list)
    """Name, parameters and value as written."""
    inside: list["Component"] = field(default_factory=list)

    def value(self, name: str) -> str:
        """Return the value of the one property *name*."""
        (found,) = (value for key, _, value in self.properties if key == name)
        return found


def read(content: bytes) -> tuple[Component, list[str]]:
    """Return the calendar in *content*, and what in it breaks a rule."""
    wrong: list[str] = []
    if not content.endswith(b"\r\n"):
        wrong.append("the last line does not end")
    if b"\n" in content.replace(b"\r\n", b"") or b"\r" in content.replace(b"\r\n", b""):
        wrong.append("a line ends otherwise than with CRLF")
    lines = content.split(b"\r\n")[:-1]
    wrong += [f"{len(line)} octets: {line!r}" for line in lines if len(line) > _LONGEST]
    top = Component("")
    stack = [top]
    for line in content.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")[:-1]:
        match = _LINE.match(line)
        if match is None:
            wrong.append(f"no content line: {line!r}")
            continue
        name, value = match["name"], match["value"]
        if name == "BEGIN":
            stack.append(Component(value))
        elif name == "END" and len(stack) > 1:
            ended = stack.pop()
            wrong += [] if ended.name == value else [f"{ended.name} ends as {value}"]
            stack[-1].inside.append(ended)
        else:
            stack[-1].properties.append((name, match["parameters"], value))
    if len(stack) != 1 or [item.name for item in top.inside] != ["VCALENDAR"] or top.properties:
        return top, [*wrong, "it is not one calendar"]
    calendar = top.inside[0]
    uids = Counter(event.value("UID") for event in calendar.inside)
    wrong += [f"{uid} is there {count} times" for uid, count in uids.items() if count > 1]
    return calendar, [*wrong, *_broken(calendar)]


def _broken(item: Component) -> list[str]:
    allowed = _ALLOWED.get(item.name)
    if allowed is None:
        return [f"{item.name} is none of ours"]
    counts = Counter(name for name, _, _ in item.properties)
    wrong = [f"{item.name} has {counts[n]} {n}" for n in allowed["required"] if counts[n] != 1]
    wrong += [f"{item.name} has {counts[n]} {n}" for n in allowed["once"] if counts[n] > 1]
    known = allowed["required"] | allowed["once"]
    wrong += [f"{item.name} has {name}" for name in counts if name not in known]
    for name, parameters, value in item.properties:
        wrong += _value(name, parameters, value)
    for inner in item.inside:
        if inner.name not in allowed["inside"]:
            wrong.append(f"{item.name} holds {inner.name}")
        wrong += _broken(inner)
    return wrong


def _value(name: str, parameters: str, value: str) -> list[str]:
    shapes = {
        "VERSION": ("", r"2\.0"),
        "CALSCALE": ("", "GREGORIAN"),
        "DTSTAMP": ("", r"\d{8}T\d{6}Z"),
        "DTSTART": (";VALUE=DATE", r"\d{8}"),
        "REFRESH-INTERVAL": (";VALUE=DURATION", r"P\d+D"),
        "TRIGGER": ("", r"-P\d+D"),
        "TRANSP": ("", "TRANSPARENT"),
        "ACTION": ("", "DISPLAY"),
        "CATEGORIES": ("", r"[a-z-]+"),
        "URL": ("", r"https?://[\x21-\x7e]+"),
    }
    if name in _TEXTS:
        return [] if _TEXT.match(value) and value and not parameters else [f"{name}: {value!r}"]
    expected, shape = shapes[name]
    if parameters != expected or not re.fullmatch(shape, value):
        return [f"{name}{parameters}:{value}"]
    if name == "DTSTART":
        datetime.date(int(value[:4]), int(value[4:6]), int(value[6:]))
    return []
