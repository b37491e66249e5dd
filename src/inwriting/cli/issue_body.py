"""The body of an issue, as GitHub writes it for an issue form: answers under their labels.

The author may have edited it at will. A Markdown parser finds the headings, so that the tool reads
what people see, and every label of the form must occur once, in order.
"""

from dataclasses import dataclass

from markdown_it import MarkdownIt

from inwriting.publish.issue_form import IssueField
from inwriting.register.load.problem import Problem
from inwriting.register.load.text import hidden_character

LARGEST = 65_536
"""The longest body that GitHub keeps, in characters."""
_NOTHING = frozenset({"", "_No response_", "None"})
_LEVEL = "###"
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class FormAnswer:
    """What was answered to one field."""

    asked: IssueField
    line: int
    """The line of its label."""
    text: str
    """The answer as it was written; empty when there is none."""


@dataclass(frozen=True, slots=True)
class _Heading:
    label: str
    first: int
    """Its line, counted from 0."""
    last: int
    """The line after it."""


def read_body(
    file: str, content: bytes, fields: tuple[IssueField, ...]
) -> tuple[tuple[FormAnswer, ...], tuple[Problem, ...]]:
    """Return the answers in *content*, and the problems with them."""
    if len(content) > 4 * LARGEST:
        return (), (_too_long(file),)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        message, fix = "The text is not UTF-8.", "Save it as UTF-8."
        return (), (Problem(file, 0, 0, message, fix),)
    if len(text) > LARGEST:
        return (), (_too_long(file),)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # The parser would put another character in its place, and lines would be counted anew.
    if "\0" in text:
        message, fix = "A control character (U+0000) is not allowed.", "Delete it."
        return (), (Problem(file, 0, 0, message, fix),)
    headings = _headings(text)
    problems = tuple(_wrong_headings(file, headings, fields))
    if problems:
        return (), problems
    lines = text.split("\n")
    ends = [heading.first for heading in headings[1:]] + [len(lines)]
    answers = tuple(
        FormAnswer(item, heading.first + 1, _answer("\n".join(lines[heading.last : end])))
        for item, heading, end in zip(fields, headings, ends, strict=True)
    )
    return answers, tuple(problem for answer in answers for problem in _wrong_text(file, answer))


def _too_long(file: str) -> Problem:
    message = f"The text has more than {LARGEST:,} characters, which no issue has."
    return Problem(file, 0, 0, message, "Give the body of one issue.")


def _headings(text: str) -> list[_Heading]:
    tokens = MarkdownIt("commonmark").parse(text)
    return [
        _Heading(tokens[number + 1].content, token.map[0], token.map[1])
        for number, token in enumerate(tokens)
        if token.type == "heading_open"
        and token.level == 0
        and token.markup == _LEVEL
        and token.map is not None
    ]


def _wrong_headings(
    file: str, headings: list[_Heading], fields: tuple[IssueField, ...]
) -> list[Problem]:
    labels = [item.label for item in fields]
    found: list[Problem] = []
    seen: set[str] = set()
    for heading in headings:
        shown = heading.label[:_SHOWN]
        if heading.label not in labels:
            message = f"The heading {shown!r} is not one of the form's."
            fix = "Remove the ### in front of it."
        elif heading.label in seen:
            message = f"The heading {shown!r} occurs twice, so it is unclear which answer counts."
            fix = "Keep one of them."
        else:
            seen.add(heading.label)
            continue
        found.append(Problem(file, heading.first + 1, 1, message, fix))
    for label in labels:
        if label not in seen:
            message = f"{label}: the form's heading is missing."
            fix = f"Open the issue with the form, or write the line: {_LEVEL} {label}"
            found.append(Problem(file, 0, 0, message, fix))
    if not found and [heading.label for heading in headings] != labels:
        message = "The form's headings are in the wrong order."
        found.append(Problem(file, 0, 0, message, "Open the issue with the form again."))
    return found[:100]


def _answer(text: str) -> str:
    text = text.strip("\n")
    return "" if text.strip() in _NOTHING else text


def _wrong_text(file: str, answer: FormAnswer) -> list[Problem]:
    label = answer.asked.label
    hidden = hidden_character(answer.text)
    if hidden:
        message, fix = f"{label}: {hidden} is not allowed.", "Type the text again."
    elif answer.asked.type in {"input", "dropdown"} and "\n" in answer.text:
        message, fix = f"{label}: The answer has several lines.", "Write it on one line."
    elif answer.asked.required and not answer.text:
        message, fix = f"{label}: There is no answer.", answer.asked.field.help
    else:
        return []
    return [Problem(file, answer.line, 1, message, fix)]
