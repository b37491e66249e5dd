"""Pictures of numbers, drawn when the pages are made.

Colours and letters come from classes, so that dark mode and print have their own. What somebody
wrote is put in last, escaped: the drawing itself never sees it.
"""

from collections.abc import Mapping

import drawsvg

from inwriting.publish.escape import Markdown, escape
from inwriting.publish.words import PLAIN_VERDICTS, VERDICTS

_WIDTH = 340
"""Narrow enough for a phone: its letters are not scaled down there."""
_BLOCK = 58
_BAR = 16


def verdict_chart(classes: Mapping[str, str], counts: Mapping[str, Mapping[str, int]]) -> Markdown:
    """Return a picture of one bar a data class, parted by verdict, with the numbers under it.

    *classes* are names by id; *counts* says by id and verdict how many offerings there are.
    """
    picture = drawsvg.Drawing(
        _WIDTH,
        _BLOCK * len(classes),
        role="img",
        aria_label="How many products have which answer, one bar for each class of data.",
        class_="iw-picture iw-chart",
    )
    patterns = {word: _pattern(word) for word in VERDICTS}
    names = {}
    for number, (class_id, name) in enumerate(classes.items()):
        mark = f"\ue000{number}\ue000"
        names[mark] = name
        top = number * _BLOCK
        picture.append(_text(mark, top + 13, "iw-chart-name"))
        _bar(picture, patterns, counts[class_id], top + 20)
        numbers = (f"{PLAIN_VERDICTS[word]} {counts[class_id][word]}" for word in VERDICTS)
        picture.append(_text(" · ".join(numbers), top + 50, "iw-chart-numbers"))
    drawn = picture.as_svg(header="")
    for mark, name in names.items():
        drawn = drawn.replace(mark, escape(name))
    return Markdown(drawn)


def _bar(
    picture: drawsvg.Drawing,
    patterns: Mapping[str, drawsvg.Pattern],
    counts: Mapping[str, int],
    top: int,
) -> None:
    total = sum(counts.values())
    left = 0.0
    for word in VERDICTS:
        width = round(_WIDTH * counts[word] / total, 2) if total else 0
        if width:
            place = (left, top, width, _BAR)
            picture.append(drawsvg.Rectangle(*place, class_=f"iw-chart-{word}"))
            picture.append(drawsvg.Rectangle(*place, fill=patterns[word]))
        left += width
    picture.append(drawsvg.Rectangle(0.5, top, _WIDTH - 1, _BAR, class_="iw-chart-frame"))


def _pattern(word: str) -> drawsvg.Pattern:
    """Return what marks *word* without colour: nothing, stripes, dots or a net."""
    pattern = drawsvg.Pattern(6, 6, id=f"iw-pattern-{word}")
    if word in {"conditional", "refused"}:
        pattern.append(drawsvg.Line(0, 6, 6, 0, class_="iw-chart-mark"))
    if word == "refused":
        pattern.append(drawsvg.Line(0, 0, 6, 6, class_="iw-chart-mark"))
    if word == "paused":
        pattern.append(drawsvg.Circle(3, 3, 1, class_="iw-chart-dot"))
    return pattern


def _text(text: str, bottom: int, kind: str) -> drawsvg.Text:
    return drawsvg.Text(text, 12, 0, bottom, class_=kind)
