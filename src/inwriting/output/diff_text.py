"""A difference for people at a terminal."""

from inwriting.diff.difference import Difference, Letter
from inwriting.output.diff_sections import Cell, Section, compared, headline, sections
from inwriting.output.numbers import counted
from inwriting.output.screen import Layout, Screen

_MOST_LETTERS = 5
_STYLES = {
    "worse": "refused",
    "weaker": "refused",
    "wider": "paused",
    "better": "allowed",
    "stronger": "allowed",
}


def render(difference: Difference, layout: Layout) -> str:
    """Return what moved, the gravest first, and the questions to send at the end."""
    screen = Screen(layout)
    screen.line(headline(difference), "heading")
    screen.line(compared(difference), "quiet")
    for section in sections(difference):
        _section(screen, section)
    for letter in difference.letters[:_MOST_LETTERS]:
        _letter(screen, letter)
    left = difference.letters[_MOST_LETTERS:]
    if left:
        screen.heading(f"To ask {counted(len(left), 'more vendor')} (in full: --format json)")
        for letter in left:
            number = counted(len(letter.questions), "question")
            screen.line(f"{letter.name} ({letter.vendor}): {number}", indent=2, hanging=2)
    return screen.text


def _section(screen: Screen, section: Section) -> None:
    screen.heading(section.heading)
    for row in section.rows:
        screen.line(_joined(row[0]), "heading", indent=2, hanging=2)
        for name, cell in zip(section.columns[1:], row[1:], strict=True):
            for number, text in enumerate((cell,) if isinstance(cell, str) else cell):
                if text:
                    shown = "" if number else name
                    style = _STYLES.get(text, "")
                    screen.spans((f"{shown:<9} ", "quiet"), (text, style), indent=4, hanging=10)


def _letter(screen: Screen, letter: Letter) -> None:
    screen.heading(f"To ask {letter.name} ({letter.vendor})")
    for number, item in enumerate(letter.questions, 1):
        screen.line(f"{number}. {item.title}", "heading", indent=2, hanging=3)
        screen.line(item.ask, indent=5)
        screen.line(f"A good answer: {item.good_answer}", indent=5)
        about = f"For {', '.join(item.offerings)}; paused from {item.data_class} on"
        screen.line(about, "quiet", indent=5)


def _joined(cell: Cell) -> str:
    return cell if isinstance(cell, str) else "; ".join(cell)
