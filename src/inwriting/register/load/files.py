"""One YAML file: read, parsed and validated, with every problem in it."""

from dataclasses import dataclass

from inwriting.register.load.declared_questions import DeclaredQuestions
from inwriting.register.load.fast_yaml import plain_data
from inwriting.register.load.problem import Path, Problem
from inwriting.register.load.source import RegisterSource
from inwriting.register.load.text import decode
from inwriting.register.load.valid import is_plainly_valid
from inwriting.register.load.yaml import Data, Places, locate, parse

KEYS_ARE_IDS = frozenset({"alarms", "approvals", "dossier", "footprint", "use"})
"""The kinds of file whose every key is named by the schema, or is an id: none has a space."""


@dataclass(frozen=True, slots=True)
class YamlFile:
    """One file of the register."""

    path: str
    """Relative to the register's folder, with forward slashes."""
    text: str
    """Its text, kept so that a place can be looked up when something is to be said of it."""
    data: Data
    """Its plain data; to be used only when there are no problems."""
    problems: tuple[Problem, ...]
    """Every mistake in it."""


def load_file(
    source: RegisterSource, path: str, kind: str, questions: DeclaredQuestions | None = None
) -> YamlFile | None:
    """Read the file at *path* and hold it against the schema of *kind*; None when it is missing.

    *questions* are those of the register: without them a file may speak of any question.
    """
    try:
        content = source.read(path)
    except OSError as error:
        reason = error.strerror or str(error)
        problem = Problem(
            path, 0, 0, f"The file cannot be read: {reason}.", "Make it a plain, readable file."
        )
        return YamlFile(path, "", None, (problem,))
    if content is None:
        return None
    return _loaded(path, kind, content, questions)


# Nothing is kept for the next time: to read a file anew costs less than to keep ten thousand.
def _loaded(path: str, kind: str, content: bytes, questions: DeclaredQuestions | None) -> YamlFile:
    text, problems = decode(path, content)
    if not text and problems:
        return YamlFile(path, "", None, problems)
    if not problems:
        data = plain_data(text, free_keys=kind not in KEYS_ARE_IDS)
        if data is not None and is_plainly_valid(kind, data, questions):
            return YamlFile(path, text, data, ())
    data, more = parse(path, text)
    problems = tuple(dict.fromkeys((*problems, *more)))
    if not problems:
        problems = _against_schema(path, text, kind, data, questions)
        problems = problems or _read_twice(path, text, data)
    return YamlFile(path, text, data, tuple(sorted(problems)))


def _read_twice(path: str, text: str, data: Data) -> tuple[Problem, ...]:
    # Of a thousand files hardly one comes here.
    from inwriting.register.load.reader_agreement import disagreement

    return disagreement(path, text, data)


def _against_schema(
    path: str, text: str, kind: str, data: Data, questions: DeclaredQuestions | None
) -> tuple[Problem, ...]:
    # What it takes to explain mistakes is slow to import; the gate asks only when there are some.
    from inwriting.register.load.schema import mistakes

    found = mistakes(kind, data, questions)
    if not found:
        return ()
    places = locate(path, text, {mistake.path for mistake in found})
    problems = []
    for mistake in found:
        line, column = _position(places, mistake.path, at_key=mistake.at_key)
        where = shown(mistake.path)
        message = f"{where}: {mistake.message}" if where else mistake.message
        problems.append(Problem(path, line, column, message, mistake.fix))
    return tuple(problems)


def _position(places: dict[Path, Places], path: Path, *, at_key: bool) -> tuple[int, int]:
    while path and path not in places:
        path = path[:-1]
    if path not in places:
        return 1, 1
    place = places[path].key if at_key else places[path].value
    return place.line, place.column


def shown(path: Path) -> str:
    """Return *path* as people read it: statements.training-use[0].document (items from 0)."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += f".{part[:60]}" if text else part[:60]
    return text
