"""A marked document as a page in the terminal."""

from inwriting.evidence.citing.marked_document import Mark, Marked
from inwriting.output.screen import Layout, Screen
from inwriting.register.model.verification import Verification

_SENTENCE = 240
STATES = {
    Verification.FOUND: ("at its place", "ok"),
    Verification.MARKUP_DIFFERS: ("at its place, with other markup or typography", "condition"),
    Verification.MOVED: ("moved: inwriting check --fix", "pause"),
    Verification.MISSING: ("not in the document", "refuse"),
    Verification.NOT_AT_HAND: ("the text is not at hand", "refuse"),
}
"""How the state of a passage is told, and its style."""


def page_text(page: Marked, questions: dict[str, str], layout: Layout, *, whole: bool) -> str:
    """Return *page* for a terminal; *questions* are titles by id, *whole* adds the document's text.

    A mark begins with ``[number:`` and ends with ``]``, so that it can be seen without colours.
    """
    screen = Screen(layout)
    document = page.document
    screen.line(document.title, "heading")
    kind = document.kind.replace("-", " ")
    screen.line(f"{kind}, observed {document.observed}, checked {document.checked}", "quiet")
    screen.line(document.digest, "quiet")
    screen.heading(f"Cited: {len(page.marks)}")
    for mark in page.marks:
        _mark(screen, mark, page.document.text.text, questions)
    if not page.marks:
        screen.line("Nothing in this document is cited.")
    if whole:
        screen.heading("The document")
        _document(screen, page)
    screen.heading(f"Not cited, and speaks of a question: {len(page.uncited)}")
    for item in page.uncited:
        named = ", ".join(questions.get(name, name) for name in item.questions)
        where = f"line {item.line}{', ' + item.clause if item.clause else ''}"
        screen.spans(
            (where, "heading"), (f"  {named}", ""), (f"  {', '.join(item.words)}", "quiet")
        )
        sentence = item.sentence
        shown = sentence if len(sentence) <= _SENTENCE else f"{sentence[:_SENTENCE]} \u2026"
        screen.line(shown, "quiet", indent=4)
    if not page.uncited:
        screen.line("Nothing else was noticed. The word lists know common words only.")
    return screen.text


def _mark(screen: Screen, mark: Mark, text: str, questions: dict[str, str]) -> None:
    said, style = STATES[mark.state]
    line = f"line {text.count(chr(10), 0, mark.start) + 1}" if mark.start >= 0 else "nowhere"
    screen.spans((f"{mark.number:>3}  ", "ok"), (line, "heading"), (f"  {said}", style))
    for mention in mark.mentions:
        about = questions.get(mention.question, "Contradiction")
        screen.spans(
            (f"{about}: {mention.says}", ""),
            (f"  clause {mention.clause}. {mention.summary}", "quiet"),
            indent=5,
            hanging=2,
        )


def _document(screen: Screen, page: Marked) -> None:
    """Write the text paragraph by paragraph, each mark in brackets with its number."""
    text = page.document.text.text
    parts: list[tuple[str, str]] = []
    before: tuple[int, ...] = ()
    for start, end, covering in page.segments():
        closed = "]" * len(set(before) - set(covering))
        opened = "".join(f"[{number}: " for number in covering if number not in before)
        if closed or opened:
            parts.append((closed + opened, "ok"))
        pieces = text[start:end].split("\n")
        for number, piece in enumerate(pieces):
            if number:
                screen.spans(*parts)
                parts = []
            if piece:
                parts.append((piece, "heading" if covering else ""))
        before = covering
    parts.append(("]" * len(before), "ok"))
    screen.spans(*parts)
