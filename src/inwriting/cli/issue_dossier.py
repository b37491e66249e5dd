"""Turn the answers of an issue form into a dossier; report each mistake by its label."""

from collections.abc import Iterator
from typing import Any

from markdown_it import MarkdownIt

from inwriting.cli.issue_body import FormAnswer
from inwriting.cli.prompts import NewOffering, check_id
from inwriting.publish.issue_form import CONFIRMED
from inwriting.register.load.problem import Path, Problem
from inwriting.register.load.schema import mistakes

_SEVERAL = ", "
"""What GitHub writes between chosen answers."""


class Proposal:
    """What an issue proposes."""

    def __init__(self, file: str, answers: tuple[FormAnswer, ...]) -> None:
        """Take the *answers* of the issue in *file*."""
        self._file = file
        self._answers = {answer.asked.path: answer for answer in answers}
        numbers = {path[1]: None for path in self._answers if path[0] == "offerings"}
        self._offerings = [
            number
            for number in numbers
            if any(
                answer.text
                for path, answer in self._answers.items()
                if path[:2] == ("offerings", number)
            )
        ]

    @property
    def vendor(self) -> str:
        """The vendor's id."""
        return self._text("@id")

    def values(self) -> dict[str, Any]:
        """Return the data of the dossier, except the questions."""
        return {
            "name": self._text("vendor", "name"),
            "basis": self._text("vendor", "basis"),
            "owner_name": self._text("vendor", "owner", "name"),
            "owner_email": self._text("vendor", "owner", "email"),
            "website": self._text("vendor", "website"),
            "note": self._text("vendor", "note"),
            "offerings": [
                NewOffering(
                    self._text("offerings", number, "id"),
                    self._text("offerings", number, "name"),
                    self._text("offerings", number, "kind"),
                    self._chosen("offerings", number, "tiers"),
                    self._chosen("offerings", number, "surfaces"),
                    self._text("offerings", number, "note"),
                )
                for number in self._offerings
            ],
        }

    def problems(self) -> tuple[Problem, ...]:
        """Return the problems that keep the proposal from becoming a dossier."""
        return tuple(dict.fromkeys(self._problems()))

    def _problems(self) -> Iterator[Problem]:
        for path in (("@id",), *(("offerings", number, "id") for number in self._offerings)):
            wrong = check_id(self._text(*path))
            if wrong:
                shown = repr(self._text(*path)[:80])
                yield self._problem(path, f"{shown} is not an id.", wrong)
        if not _ticked(self._text("@confirmed")):
            fix = f"Tick the box if this is true: {CONFIRMED}"
            yield self._problem(("@confirmed",), "The box is not ticked.", fix)
        seen: set[str] = set()
        for number in self._offerings:
            name = self._text("offerings", number, "id")
            if name in seen:
                message = f"Another offering already has the id {name[:80]!r}."
                yield self._problem(("offerings", number, "id"), message, "Choose another id.")
            seen.add(name)
        for path, answer in self._answers.items():
            asked = answer.asked
            wanted = path[0] == "offerings" and path[1] in self._offerings and asked.field.required
            if wanted and not answer.text and path[-1] != "id":
                yield self._problem(path, "There is no answer.", asked.field.help)
        for mistake in mistakes("dossier", self._data()):
            # A key that is missing was named above, by its label.
            if not mistake.at_key:
                yield self._problem(self._labelled(mistake.path), mistake.message, mistake.fix)

    def _data(self) -> dict[Any, Any]:
        """Return the dossier without its questions; what was not answered is left out."""
        data: dict[Any, Any] = {"format": 1, "documents": {}, "statements": {}, "offerings": {}}
        for path, answer in self._answers.items():
            if not answer.text or str(path[0]).startswith("@") or path[-1] == "id":
                continue
            keys = list(path)
            if path[0] == "offerings":
                keys[1] = self._key(path[1])
            place = data
            for key in keys[:-1]:
                place = place.setdefault(key, {})
            several = answer.asked.several
            place[keys[-1]] = list(self._chosen(*path)) if several else self._text(*path)
        return data

    def _key(self, number: str | int) -> str:
        # Ids are looked at apart; here each offering has a place of its own.
        return f"offering-{number}"

    def _labelled(self, path: Path) -> Path:
        """Return the path of the field that a *path* in the data is about."""
        keys: list[str | int] = list(path)
        if keys[:1] == ["offerings"] and len(keys) > 1:
            keys[1] = int(str(keys[1]).removeprefix("offering-"))
        while keys and tuple(keys) not in self._answers:
            keys.pop()
        return tuple(keys)

    def _problem(self, path: Path, message: str, fix: str) -> Problem:
        answer = self._answers.get(path)
        if answer is None:
            return Problem(self._file, 0, 0, message, fix)
        return Problem(self._file, answer.line, 1, f"{answer.asked.label}: {message}", fix)

    def _text(self, *path: str | int) -> str:
        answer = self._answers[path]
        text = answer.text
        return text if answer.asked.type == "textarea" else text.strip()

    def _chosen(self, *path: str | int) -> tuple[str, ...]:
        text = self._text(*path)
        return tuple(part.strip() for part in text.split(_SEVERAL)) if text else ()


def _ticked(text: str) -> bool:
    """Tell whether the one box in *text* is ticked."""
    inline = [token.content for token in MarkdownIt("commonmark").parse(text) if token.content]
    return inline in ([f"[{mark}] {CONFIRMED}"] for mark in "xX")
