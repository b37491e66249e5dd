"""Parts of web pages that must not lose their order or their numbers: lists and tables."""

import re
from typing import Final

from lxml import etree

_STYLE: Final = re.compile(
    r"list-style(?:-type)?\s*:[^;]*?(lower-alpha|lower-latin|upper-alpha"
    r"|upper-latin|lower-roman|upper-roman|decimal|none)",
    re.IGNORECASE,
)
_TYPES: Final = {
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
    "lower-latin": "lower-alpha",
    "upper-latin": "upper-alpha",
}
_BLOCKS: Final = frozenset(
    [
        *("p", "div", "section", "article", "ul", "ol", "li", "table", "blockquote", "pre", "dl"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "header", "footer"),
    ]
)
_ROMAN: Final = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def number(items: etree._Element) -> None:
    """Write the numbers of the list *items* into it, as a browser would show them."""
    style = _STYLE.search(items.get("style", ""))
    kind = items.get("type", "")
    kind = style[1].casefold() if style else kind
    kind = _TYPES.get(kind, kind)
    entries = [item for item in items if item.tag == "li"]
    step = -1 if items.get("reversed") is not None else 1
    current = _whole(items.get("start"), len(entries) if step < 0 else 1)
    for entry in entries:
        current = _whole(entry.get("value"), current)
        if kind != "none":
            entry.text = f"{label(current, kind)}. {(entry.text or '').lstrip()}"
        entry.tag = "div"
        current += step
    items.tag = "div"


def flatten(table: etree._Element) -> None:
    """Make each row of *table* one line; where cells hold blocks, one cell follows the other.

    Side by side, the lines of two long cells would be mixed into one text.
    """
    cells = list(table.iter("td", "th"))
    blocks = any(
        inner.tag in _BLOCKS for cell in cells for inner in cell.iter() if inner is not cell
    )
    for row in list(table.iter("tr")):
        inside = [item for item in row if item.tag in {"td", "th"}]
        for position, cell in enumerate(inside):
            cell.tag = "div" if blocks else "span"
            if position and not blocks:
                cell.text = f" | {(cell.text or '').lstrip()}"
            cell.tail = None if blocks or not (cell.tail or "").strip() else cell.tail
        row.tag = "div"
    for item in list(table.iter("thead", "tbody", "tfoot", "caption", "td", "th")):
        item.tag = "div"
    table.tag = "div"


def label(value: int, kind: str) -> str:
    """Return *value* as a list of *kind* (lower-alpha, upper-roman, ...) numbers its entries."""
    if value < 1 or kind not in {"lower-alpha", "upper-alpha", "lower-roman", "upper-roman"}:
        return str(value)
    if kind.endswith("alpha"):
        text = ""
        while value:
            value, rest = divmod(value - 1, 26)
            text = chr(ord("a") + rest) + text
    elif value < 4000:
        text = ""
        for worth, sign in _ROMAN:
            count, value = divmod(value, worth)
            text += sign * count
    else:
        return str(value)
    return text.upper() if kind.startswith("upper") else text


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,9}", text.strip()) else otherwise
