"""The rules of RFC 4287, as far as a feed of ours may go. Written from the standard.

No validator of Atom can be installed from a package index (the W3C's is a web service, Debian's
was for Python 2), so the rules are held here, strictly: what our feeds have no use for is wrong.
"""

import datetime
import re
from collections import Counter
from xml.etree import ElementTree as ET

NAMESPACE = "{http://www.w3.org/2005/Atom}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)\Z")
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+\Z")
_TAG = re.compile(r"tag:[a-z0-9.-]+\.[a-z0-9-]+,\d{4}(-\d\d(-\d\d)?)?:[A-Za-z0-9/._~-]+\Z")
_ADDRESS = re.compile(r"[^\s<>\"{}|\\^`]+\Z")
_ONCE, _AT_MOST_ONCE, _ANY = (1, 1), (0, 1), (0, 10**6)
_FEED = {
    "id": _ONCE,
    "title": _ONCE,
    "updated": _ONCE,
    "subtitle": _AT_MOST_ONCE,
    "author": (1, 10**6),
    "link": _ANY,
    "category": _ANY,
    "entry": _ANY,
}
_ENTRY = {
    "id": _ONCE,
    "title": _ONCE,
    "updated": _ONCE,
    "published": _AT_MOST_ONCE,
    "summary": _AT_MOST_ONCE,
    "link": (1, 10**6),
    "category": _ANY,
}
_PERSON = {"name": _ONCE, "email": _AT_MOST_ONCE, "uri": _AT_MOST_ONCE}
_TEXTS = frozenset({"title", "subtitle", "summary"})


def broken_rules(content: bytes) -> list[str]:
    """Return what in the feed *content* breaks a rule; it must be well-formed XML."""
    root = ET.fromstring(content)  # noqa: S314 - made here
    wrong = [] if root.tag == f"{NAMESPACE}feed" else [f"the root is {root.tag}"]
    wrong += [f"feed has {name}" for name in root.attrib if name != _LANGUAGE]
    wrong += list(_children(root, _FEED, "feed"))
    entries = root.findall(f"{NAMESPACE}entry")
    for entry in entries:
        wrong += [f"entry has {name}" for name in entry.attrib]
        wrong += list(_children(entry, _ENTRY, "entry"))
        alternates = [item for item in _all(entry, "link") if item.get("rel") == "alternate"]
        if len(alternates) != 1:
            wrong.append(f"an entry has {len(alternates)} alternate links")
    ids = Counter(_text(item, "id") for item in [root, *entries])
    wrong += [f"{name} is there {count} times" for name, count in ids.items() if count > 1]
    newest = max((_text(item, "updated") for item in entries), default="")
    if newest and newest != _text(root, "updated"):
        wrong.append("the feed's moment is not that of its newest entry")
    return wrong


def _children(item: ET.Element, allowed: dict[str, tuple[int, int]], where: str) -> list[str]:
    wrong = []
    counts = Counter(child.tag.removeprefix(NAMESPACE) for child in item)
    for name, (least, most) in allowed.items():
        if not least <= counts[name] <= most:
            wrong.append(f"{where} has {counts[name]} {name}")
    wrong += [f"{where} has {name}" for name in counts if name not in allowed]
    if (item.text or "").strip():
        wrong.append(f"{where} has text")
    for child in item:
        if (child.tail or "").strip():
            wrong.append(f"{where} has text")
        wrong += _content(child, child.tag.removeprefix(NAMESPACE))
    return wrong


def _content(item: ET.Element, name: str) -> list[str]:
    text = item.text or ""
    wrong: list[str] = []
    attributes = set(item.attrib)
    if name in _TEXTS:
        # Readers take text without a type for text, and `html` for markup.
        wrong += [] if item.get("type", "text") == "text" else [f"{name} is {item.get('type')}"]
        wrong += [] if text.strip() else [f"{name} is empty"]
        attributes -= {"type"}
    elif name in {"updated", "published"}:
        try:
            datetime.datetime.fromisoformat(text)
        except ValueError:
            wrong.append(f"{name} is no date: {text}")
        wrong += [] if _MOMENT.match(text) else [f"{name} is not of RFC 3339: {text}"]
    elif name == "id":
        wrong += [] if _ABSOLUTE.match(text) and _TAG.match(text) else [f"the id is {text}"]
    elif name == "link":
        wrong += [] if item.get("rel") in {"alternate", "self"} else ["a link has another rel"]
        wrong += [] if _ADDRESS.match(item.get("href", "")) else [f"a link to {item.get('href')}"]
        attributes -= {"rel", "href"}
    elif name == "category":
        wrong += [] if item.get("term") else ["a category without a term"]
        attributes -= {"term"}
    elif name == "author":
        wrong += _children(item, _PERSON, "author")
    elif name == "email":
        wrong += [] if re.match(r"[^@\s]+@[^@\s]+\Z", text) else [f"the address is {text}"]
    elif name == "name":
        wrong += [] if text.strip() else ["a name is empty"]
    wrong += [f"{name} has {attribute}" for attribute in sorted(attributes)]
    if name not in {"entry", "author"} and len(item):
        wrong.append(f"{name} has elements")
    return wrong


def _all(item: ET.Element, name: str) -> list[ET.Element]:
    return item.findall(f"{NAMESPACE}{name}")


def _text(item: ET.Element, name: str) -> str:
    return item.findtext(f"{NAMESPACE}{name}", "")
