"""A statement as it is written into a dossier: in the layout of dossiers, digests computed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import FoldedScalarString, SingleQuotedScalarString

from inwriting.evidence.citing.search import Match
from inwriting.register.load.declared_questions import DeclaredQuestions
from inwriting.register.load.problem import Problem, UnusableInputError
from inwriting.register.load.schema import mistakes
from inwriting.register.load.yaml import parse
from inwriting.register.load.yaml_editing import appended
from inwriting.texts.passages import collapsed, digest_of, markup_free

_LONG = 70
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])-[ \t]*\r?\n\s*(?=[a-z])")
_ORDER = (
    *("says", "data", "purposes", "period", "deadline", "notice", "residuals", "only-future"),
    *("places", "route", "contact", "summary", "offerings", "who", "models", "regions", "when"),
    *("document", "clause", "passage", "quote", "exceptions"),
)


@dataclass(frozen=True, slots=True)
class CitedWords:
    """What a statement cites."""

    text: str
    """The whole text of the document."""
    found: Match

    @property
    def words(self) -> str:
        """The cited words with white space collapsed."""
        return collapsed(self.text[self.found.start : self.found.end])

    @property
    def quote(self) -> str:
        """The cited words as a person would write them, without the line breaks of a page."""
        raw = self.text[self.found.start : self.found.end]
        return collapsed(_BROKEN_WORD.sub("", raw))

    @property
    def occurrences(self) -> int:
        """How often exactly these words occur in the document."""
        return max(1, collapsed(self.text).count(self.words))

    def passage(self) -> dict[str, Any]:
        """Return the place with its digests, as the schema of dossiers has it."""
        raw = self.text[self.found.start : self.found.end]
        return {
            "start": self.found.start,
            "end": self.found.end,
            "occurrences": self.occurrences,
            "digest": digest_of(self.words),
            "markup-free-digest": digest_of(markup_free(raw)),
        }


def with_statement(
    file: str, text: str, question: str, entry: Mapping[str, Any], questions: DeclaredQuestions
) -> str:
    """Return the dossier *text* with *entry* as the last statement on *question*.

    *questions* are those of the register. Raises UnusableInputError when the result would not be a
    valid dossier: the first thing to know is what is still missing, so every mistake is named.
    """
    result = appended(file, text, ("statements", question), _laid_out(entry))
    data, problems = parse(file, result)
    place = ("statements", question, len(data["statements"][question]) - 1)
    found = [
        Problem(file, 0, 0, _about(mistake.path, place, mistake.message), mistake.fix)
        for mistake in mistakes("dossier", data, questions)
        if mistake.path[: len(place)] == place
    ]
    if problems or found:
        raise UnusableInputError((*problems, *found))
    return result


def _about(path: tuple[str | int, ...], place: tuple[str | int, ...], message: str) -> str:
    inner = ".".join(map(str, path[len(place) :]))
    return f"The statement would not be valid{f' at {inner}' if inner else ''}: {message}"


def _laid_out(entry: Mapping[str, Any]) -> CommentedMap:
    laid = CommentedMap()
    for key in _ORDER:
        if key in entry:
            laid[key] = _value(key, entry[key])
    return laid


def _value(key: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        inner = CommentedMap(
            {
                name: SingleQuotedScalarString(item) if str(item).startswith("sha256:") else item
                for name, item in value.items()
            }
        )
        inner.fa.set_flow_style()
        return inner
    if isinstance(value, list | tuple):
        items = CommentedSeq(value)
        if key != "exceptions":
            items.fa.set_flow_style()
        return items
    if isinstance(value, str) and key in {"summary", "quote"} and len(value) > _LONG:
        return _folded(value)
    if key == "clause" and value.replace(".", "").isdigit():
        return SingleQuotedScalarString(value)
    return value


def _folded(value: str) -> FoldedScalarString:
    """Return *value* as a block that is broken at white space and reads as one line."""
    lines: list[str] = []
    line = ""
    for word in value.split(" "):
        if line and len(line) + len(word) > _LONG + 20:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    lines.append(line)
    folded: Any = FoldedScalarString(" ".join(lines))
    positions = []
    position = -1
    for part in lines[:-1]:
        position += len(part) + 1
        positions.append(position)
    folded.fold_pos = positions
    block: FoldedScalarString = folded
    return block
