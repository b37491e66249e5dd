"""What all pictures of an offering share: escaped words, boxes, and a frame that can be reached.

Colours come from classes, so that dark mode and print have their own, and every colour goes with a
letter, a word or a line. What somebody wrote reaches a picture through `words` alone.
"""

import textwrap

import drawsvg

from inwriting.publish.escape import Markdown, escape, ident

WIDTH = 360
"""How wide a picture is, in its own units: a phone shows nearly all of it in full size."""


def picture(
    name: str, height: float, title: str, about: str, *, width: int = WIDTH
) -> drawsvg.Drawing:
    """Return an empty picture. *name* is its own on the page; *title* and *about* are read out."""
    drawing = drawsvg.Drawing(
        width,
        height,
        class_=f"iw-picture iw-{ident(name)}",
        role="img",
        aria_labelledby=f"{ident(name)}-title {ident(name)}-about",
    )
    drawing.append(drawsvg.Raw(f'<title id="{ident(name)}-title">{escape(title)}</title>'))
    drawing.append(drawsvg.Raw(f'<desc id="{ident(name)}-about">{escape(about)}</desc>'))
    return drawing


def words(text: str, x: float, y: float, kind: str = "word") -> drawsvg.Text:
    """Return *text* beginning at *x* on the line *y*, of the class *kind*, which has its size."""
    made = drawsvg.Text("", None, round(x, 1), round(y, 1), class_=kind)
    # The library escapes for XML; on a page of Markdown that is not enough.
    made.escaped_text = str(escape(text))
    return made


def box(x: float, y: float, width: float, height: float, kind: str) -> drawsvg.Rectangle:
    """Return a box of the class *kind*."""
    return drawsvg.Rectangle(x, y, width, height, class_=kind)


def arrow(x: float, top: float, bottom: float) -> drawsvg.Path:
    """Return an arrow down."""
    path = drawsvg.Path(class_="flow")
    return path.M(x, top).L(x, bottom).M(x - 4, bottom - 5).L(x, bottom).L(x + 4, bottom - 5)


def framed(drawing: drawsvg.Drawing, label: str) -> Markdown:
    """Return *drawing* in a frame that scrolls on a narrow page, also with the arrow keys."""
    drawn = "".join(line for line in drawing.as_svg(header="").splitlines() if line)
    return Markdown(
        f'<div class="iw-frame" role="region" tabindex="0" aria-label="{escape(label)}">'
        f"{drawn.replace('<defs></defs>', '')}</div>"
    )


def cut(text: str, most: int) -> str:
    """Return *text* on one line, with a mark where more than *most* characters were."""
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def lines(text: str, most: int, count: int) -> list[str]:
    """Return *text* in at most *count* lines of *most* characters; a longer one is cut."""
    made = textwrap.wrap(text, most)
    return (
        made if len(made) <= count else [*made[: count - 1], cut(" ".join(made[count - 1 :]), most)]
    )


class PictureLink(drawsvg.DrawingParentElement):  # type: ignore[misc]
    """What is in it leads to *target*, an anchor; *label* is read out."""

    TAG_NAME = "a"

    def __init__(self, target: str, label: str) -> None:
        """Make an empty one."""
        super().__init__(href=f"#{ident(target)}", aria_label=escape(label))
