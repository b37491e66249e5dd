"""The schemas that editors read: copies in the register's own folder, made for its questions.

The tool itself reads none of them. `inwriting schema` writes them anew after each change of the
questions, and a check says where that was forgotten.
"""

import json
from typing import Any

from inwriting.register.load.declared_questions import DeclaredQuestions
from inwriting.register.load.schemas import DERIVED, schema
from inwriting.register.load.source import RegisterSource
from inwriting.resources import shipped

FOLDER = "schemas"
"""Where they lie, and where the first line of each YAML file leads."""
KINDS = (
    *("alarms", "approvals", "dossier", "drift", "footprint"),
    *("frameworks", "policy", "questions", "use"),
)
"""The kinds of file that people write in a register."""

_WIDTH = 200


def editor_schemas(questions: DeclaredQuestions) -> dict[str, str]:
    """Return the text of each schema by its path in a register that asks *questions*."""
    return {f"{FOLDER}/{kind}.schema.json": _text(kind, questions) for kind in KINDS}


def stale_schemas(source: RegisterSource, questions: DeclaredQuestions) -> tuple[str, ...]:
    """Return the paths of those that are not in *source* as they would be written for *questions*.

    A register without any has nothing that could be stale.
    """
    if not source.files(FOLDER):
        return ()
    return tuple(
        path
        for path, text in editor_schemas(questions).items()
        if _read(source, path) != text.encode("utf-8")
    )


def _read(source: RegisterSource, path: str) -> bytes | None:
    try:
        content = source.read(path)
    except OSError:
        return None
    # Git may write files with the line ends of the machine.
    return content.replace(b"\r\n", b"\n") if content else content


def _text(kind: str, questions: DeclaredQuestions) -> str:
    if kind not in DERIVED:
        return (shipped("schemas") / f"{kind}.schema.json").read_text(encoding="utf-8")
    return _laid_out(schema(kind, questions)) + "\n"


def _laid_out(part: Any, indent: str = "") -> str:
    """Return *part* as JSON, broken into lines where it is long: a change shows where it was."""
    text = json.dumps(part, ensure_ascii=False)
    if len(indent) + len(text) <= _WIDTH or not isinstance(part, dict | list):
        return text
    inner = indent + "  "
    if isinstance(part, list):
        lines = [_laid_out(item, inner) for item in part]
    else:
        lines = [f"{json.dumps(key)}: {_laid_out(item, inner)}" for key, item in part.items()]
    begin, end = "[]" if isinstance(part, list) else "{}"
    return begin + ",".join(f"\n{inner}{line}" for line in lines) + f"\n{indent}{end}"
