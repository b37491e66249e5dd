"""What is wrong in policy/questions.yaml that its schema cannot say."""

from collections.abc import Iterator
from typing import Any

from inwriting.register.load.declared_questions import is_answered_in_dossiers
from inwriting.register.load.explain import guess
from inwriting.register.load.problem import Path, Problem
from inwriting.register.load.yaml import locate

_NOBODYS = "silent"
"""The answer of a question on which nobody says anything: no statement can give it."""
_NEVER_CLEAR = frozenset({"unclear", "handed-off", "default-elsewhere"})
"""Answers that mean the same in every register."""
_Wrong = tuple[Path, str, str]
"""Where it stands, what is wrong and how to mend it."""


def question_problems(file: str, text: str, data: dict[str, Any]) -> tuple[Problem, ...]:
    """Return what is wrong in *data*, which keep to the schema and were read in *text*."""
    questions = data["questions"]
    found = [
        *_of_all(questions),
        *(wrong for name, item in questions.items() for wrong in _of_one(name, item, questions)),
    ]
    if not found:
        return ()
    places = locate(file, text, {path for path, _, _ in found})
    return tuple(
        Problem(
            file,
            places[path].value.line,
            places[path].value.column,
            f"{'.'.join(map(str, path[:2]))}: {message}",
            fix,
        )
        for path, message, fix in found
    )


def _of_all(questions: dict[str, Any]) -> Iterator[_Wrong]:
    if not any(map(is_answered_in_dossiers, questions.values())):
        message = "No question is answered in dossiers."
        yield ("questions",), message, "Ask vendors something: asked-of: vendor, with values."


def _of_one(name: str, question: dict[str, Any], questions: dict[str, Any]) -> Iterator[_Wrong]:
    place = ("questions", name)
    if question["asked-of"] != "vendor":
        return
    origin = question.get("derived-from")
    if origin is not None:
        if origin not in questions or not is_answered_in_dossiers(questions[origin]):
            message = f"No dossier answers the question {origin}.{guess(origin, questions)}"
            yield (*place, "derived-from"), message, "Name one that dossiers answer."
        return
    values = question.get("values")
    if values is None:
        fix = "Add values: the answers that a statement can give, the best for you first."
        yield place, "No answers are listed, so no statement could give one.", fix
        return
    yield from _of_values((*place, "values"), values)
    known = {item["id"] for item in values}
    for field, about in question.get("fields", {}).items():
        for index, value in enumerate(about.get("needed-with", ())):
            if value not in known:
                path = (*place, "fields", field, "needed-with", index)
                message = f"{value} is no answer to this question.{guess(value, known)}"
                yield path, message, f"Use one of: {', '.join(sorted(known))}."


def _of_values(place: Path, values: list[dict[str, Any]]) -> Iterator[_Wrong]:
    seen = set()
    for index, item in enumerate(values):
        path = (*place, index, "id")
        if item["id"] in seen:
            yield path, f"The answer {item['id']} is listed twice.", "Delete one of the two."
        seen.add(item["id"])
        if item["id"] == _NOBODYS:
            fix = "Choose another word; where nothing is said, dossiers say so under silent."
            yield path, f"No statement can say {_NOBODYS}.", fix
        if item["id"] in _NEVER_CLEAR and item["standing"] != "unclear":
            message = f"The answer {item['id']} means the same in every register."
            yield (*place, index, "standing"), message, "Write standing: unclear."
