"""The numbers of a Word document's paragraphs: Word does not write them, it counts.

As ECMA-376 part 1, 17.9 has it: a list has nine levels, each with its form and its kind of digits;
a paragraph names list and level itself or through its style.
"""

from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from inwriting.evidence.capture.readers.html_parts import label

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS: Final = 9
_KINDS: Final = {
    "lowerLetter": "lower-alpha",
    "upperLetter": "upper-alpha",
    "lowerRoman": "lower-roman",
    "upperRoman": "upper-roman",
}
_DIGITS: Final = frozenset({"decimal", "decimalZero", *_KINDS})


@dataclass(frozen=True, slots=True)
class ListLevel:
    """One level of a list."""

    kind: str
    form: str
    """As in %1.%2 or (%3)."""
    start: int
    restarts: bool
    digits_only: bool
    style: str


@dataclass(slots=True)
class ParagraphNumbers:
    """Counts the paragraphs of one document. Private to one reading, so it may change."""

    lists: dict[str, dict[int, ListLevel]]
    """Levels by list."""
    uses: dict[str, tuple[str, dict[int, int]]]
    """By the number that paragraphs name: the list, and where it starts anew."""
    styles: dict[str, tuple[str, str, str]]
    """By style: number, level and the style that it is based on; each may be empty."""
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    """Kinds of digits that are shown as plain ones here."""

    def of(self, paragraph: etree._Element, style: str) -> str:
        """Return the number before *paragraph*, as Word shows it; empty where there is none."""
        use, level = self._named(paragraph, style)
        if use in {"", "0"} or use not in self.uses:
            return ""
        name, anew = self.uses[use]
        levels = self.lists.get(name, {})
        if level not in levels:
            return ""
        counts = self.counts.setdefault(name, [None] * _LEVELS)
        if use not in self.begun:
            self.begun.add(use)
            for position, start in anew.items():
                counts[position] = start - 1
        before = counts[level]
        counts[level] = levels[level].start if before is None else before + 1
        for deeper in range(level + 1, _LEVELS):
            if deeper not in levels or levels[deeper].restarts:
                counts[deeper] = None
        return self._shown(levels, level, counts)

    def _named(self, paragraph: etree._Element, style: str) -> tuple[str, int]:
        own = paragraph.find(f"{W}pPr/{W}numPr")
        use = _value(own, "numId") if own is not None else ""
        level = _value(own, "ilvl") if own is not None else ""
        seen: set[str] = set()
        while style and style not in seen and not use:
            seen.add(style)
            use, level_of_style, based_on = self.styles.get(style, ("", "", ""))
            if use:
                level = level or level_of_style or self._by_style(use, style)
            style = based_on
        return use, int(level) if level.isdecimal() and int(level) < _LEVELS else 0

    def _by_style(self, use: str, style: str) -> str:
        levels = self.lists.get(self.uses.get(use, ("", {}))[0], {})
        return next((str(at) for at, item in levels.items() if item.style == style), "")

    def _shown(self, levels: dict[int, ListLevel], level: int, counts: list[int | None]) -> str:
        here = levels[level]
        if here.kind == "bullet":
            return "-"
        if here.kind == "none":
            return ""
        text = here.form
        for position in range(_LEVELS):
            if f"%{position + 1}" not in text:
                continue
            item = levels.get(position)
            value = counts[position]
            if value is None:
                value = item.start if item else 1
            kind = "decimal" if item is None or here.digits_only else item.kind
            text = text.replace(f"%{position + 1}", self._digits(value, kind))
        return text.strip()

    def _digits(self, value: int, kind: str) -> str:
        if kind not in _DIGITS:
            self.unknown.add(kind)
        if kind == "decimalZero":
            return f"{value:02}"
        return label(value, _KINDS.get(kind, ""))


def numbers(numbering: etree._Element | None, styles: etree._Element | None) -> ParagraphNumbers:
    """Return what the parts *numbering* and *styles* say of numbers."""
    lists: dict[str, dict[int, ListLevel]] = {}
    links: dict[str, str] = {}
    uses: dict[str, tuple[str, dict[int, int]]] = {}
    found = _styles(styles)
    if numbering is not None:
        for item in numbering.iter(f"{W}abstractNum"):
            name = item.get(f"{W}abstractNumId", "")
            lists[name] = {_position(level): _level(level) for level in item.iter(f"{W}lvl")}
            if linked := _value(item, "numStyleLink"):
                links[name] = linked
        for item in numbering.iter(f"{W}num"):
            use, name = item.get(f"{W}numId", ""), _value(item, "abstractNumId")
            anew: dict[int, int] = {}
            for override in item.iter(f"{W}lvlOverride"):
                position = _position(override)
                level = override.find(f"{W}lvl")
                if level is not None:
                    own = f"{name} as {use}"
                    lists[own] = {**lists.get(name, {}), position: _level(level)}
                    name = own
                start = _value(override, "startOverride")
                if start.isdecimal():
                    anew[position] = int(start)
            uses[use] = (name, anew)
        for name, style in links.items():
            use = found.get(style, ("", "", ""))[0]
            if use in uses:
                lists[name] = lists.get(uses[use][0], {})
    return ParagraphNumbers(lists, uses, found)


def _styles(styles: etree._Element | None) -> dict[str, tuple[str, str, str]]:
    found = {}
    for item in styles.iter(f"{W}style") if styles is not None else ():
        own = item.find(f"{W}pPr/{W}numPr")
        use, level = ("", "") if own is None else (_value(own, "numId"), _value(own, "ilvl"))
        found[item.get(f"{W}styleId", "")] = (use, level, _value(item, "basedOn"))
    return found


def _level(item: etree._Element) -> ListLevel:
    start = _value(item, "start")
    return ListLevel(
        kind=_value(item, "numFmt") or "decimal",
        form=_value(item, "lvlText"),
        start=int(start) if start.isdecimal() else 0,
        restarts=_value(item, "lvlRestart") != "0",
        digits_only=item.find(f"{W}isLgl") is not None,
        style=_value(item, "pStyle"),
    )


def _position(item: etree._Element) -> int:
    text = item.get(f"{W}ilvl", "")
    return int(text) if text.isdecimal() and int(text) < _LEVELS else _LEVELS


def _value(item: etree._Element, name: str) -> str:
    inner = item.find(f"{W}{name}")
    return "" if inner is None else str(inner.get(f"{W}val", ""))
