"""What a repository says of itself in .inwriting.yaml, every mistake with its line."""

import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inwriting.gate.register_data import RegisterData
from inwriting.register.load.explain import guess
from inwriting.register.load.problem import Path as Keys
from inwriting.register.load.problem import Problem
from inwriting.register.load.source import FolderSource
from inwriting.register.load.text import LARGEST_FILE, decode

# Most repositories have no such file: what reads one is loaded when there is one.
if TYPE_CHECKING:
    from inwriting.register.load.files import YamlFile

FILE = ".inwriting.yaml"
"""The file, at the top of the repository."""


@dataclass(frozen=True, slots=True)
class Pin:
    """The register that a repository wants to be held to."""

    source: str
    firm: str = ""
    signers: str = ""
    """The path of a file of allowed signers in the repository; empty when it names none."""
    maximum_age: int | None = None


@dataclass(frozen=True, slots=True)
class WrittenSuppression:
    """A suppression as somebody wrote it, not yet judged."""

    tool: str
    path: str
    until: str
    exception: str
    reason: str
    file: str
    line: int
    """Where it stands."""
    beside: bool = False
    """Whether it is a comment, which holds for the line that it stands at."""
    malformed: bool = False
    """Whether it cannot be read."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """What the file says; empty where it says nothing, or is not there."""

    there: bool = False
    data_class: str = ""
    team: str = ""
    region: str = ""
    clients: tuple[str, ...] = ()
    register: Pin | None = None
    offerings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """By tool, the offerings that it is used under."""
    suppressions: tuple[WrittenSuppression, ...] = ()
    problems: tuple[Problem, ...] = ()
    """What is wrong with the file. With any, nothing else of it counts."""
    text: str = field(default="", repr=False)
    """The file's text, in which places are looked up."""

    def unknown_names(
        self, register: RegisterData, may_be: Callable[[str], tuple[str, ...] | None]
    ) -> tuple[Problem, ...]:
        """Return a problem for each name that does not exist or does not fit, with its line.

        *may_be* returns the offerings that a tool may be; None for what is no tool.
        """
        found: list[tuple[Keys, str, str]] = []
        for keys, kind, name in (
            (("data-class",), "data-classes", self.data_class),
            (("team",), "teams", self.team),
            (("region",), "regions", self.region),
            *((("clients", number), "clients", name) for number, name in enumerate(self.clients)),
        ):
            known = register.names(kind)
            if name and name not in known:
                said = f"The register has no {_ONE[kind]} {name}.{guess(name, known)}"
                found.append((keys, said, _known(known)))
        for tool, names in self.offerings:
            found += _misfits(tool, names, may_be(tool))
        if not found:
            return ()
        from inwriting.register.load.files import shown
        from inwriting.register.load.yaml import locate

        places = locate(FILE, self.text)
        return tuple(
            Problem(
                FILE,
                places[keys].value.line,
                places[keys].value.column,
                f"{shown(keys)}: {message}",
                fix,
            )
            for keys, message, fix in found
        )


_ONE = {"data-classes": "data class", "teams": "team", "regions": "region", "clients": "client"}
_MOST_NAMED = 30


def _known(names: Sequence[str]) -> str:
    if not names:
        return "It has none at all."
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"Known there: {', '.join(names[:_MOST_NAMED])}{more}."


def _misfits(
    tool: str, names: tuple[str, ...], may_be: tuple[str, ...] | None
) -> Iterator[tuple[Keys, str, str]]:
    """Yield what *tool* cannot be: a repository could approve itself by another's name."""
    if may_be is None:
        fix = "Write the id of a footprint, as `inwriting gate --format json` names it."
        yield ("uses", tool), f"No footprint is called {tool}.", fix
        return
    for number, name in enumerate(names):
        if name not in may_be:
            fix = (
                f"It may be {', '.join(may_be)}."
                if may_be
                else "The register has none of it; delete the entry."
            )
            fix += " Only the policy of the register can name other offerings for a tool."
            yield ("uses", tool, number), f"{tool} cannot be {name}.{guess(name, may_be)}", fix


def read_declaration(root: Path) -> Declaration:
    """Return what the repository at *root* says of itself.

    A file that is there and cannot be used is a problem, and nothing of it counts.
    """
    path = root / FILE
    try:
        state = path.lstat()
    except FileNotFoundError:
        return Declaration()
    except OSError as error:
        return _unusable(f"The file cannot be read: {error.strerror or error}.")
    if not stat.S_ISREG(state.st_mode):
        return _unusable("It is not a plain file.")
    if state.st_size > LARGEST_FILE:
        return _unusable(f"It has more than {LARGEST_FILE:,} bytes.")
    source = FolderSource(root)
    if (valid := _quickly(source)) is not None:
        return _built(valid)
    from inwriting.register.load.files import load_file

    file = load_file(source, FILE, "repository")
    if file is None:
        return _unusable("The file is gone.")
    if file.problems:
        return Declaration(there=True, problems=file.problems, text=file.text)
    return _built(file)


def _quickly(source: FolderSource) -> "YamlFile | None":
    """Return the file when it is in order; None where there is something to explain."""
    from inwriting.register.load.files import YamlFile
    from inwriting.register.load.valid import is_valid
    from inwriting.register.load.yaml import parse

    try:
        content = source.read(FILE)
    except OSError:
        return None
    text, problems = decode(FILE, content or b"")
    data, more = parse(FILE, text) if text and not problems else (None, ())
    if problems or more or not is_valid("repository", data):
        return None
    return YamlFile(FILE, text, data, ())


def _unusable(message: str) -> Declaration:
    problem = Problem(FILE, 0, 0, message, "Make it a plain file that says format and data-class.")
    return Declaration(there=True, problems=(problem,))


def _built(file: "YamlFile") -> Declaration:
    from inwriting.register.load.yaml import locate

    data: dict[str, Any] = file.data
    suppressions = data.get("suppressions", ())
    places = locate(FILE, file.text) if suppressions else {}
    pin = data.get("register")
    return Declaration(
        there=True,
        data_class=data["data-class"],
        team=data.get("team", ""),
        region=data.get("region", ""),
        clients=tuple(data.get("clients", ())),
        register=Pin(
            pin["source"], pin.get("firm", ""), pin.get("signers", ""), pin.get("maximum-age")
        )
        if pin
        else None,
        offerings=tuple(
            sorted((tool, tuple(names)) for tool, names in data.get("uses", {}).items())
        ),
        suppressions=tuple(
            WrittenSuppression(
                tool=item["tool"],
                path=item["path"],
                until=item["until"],
                exception=item["exception"],
                reason=item["reason"],
                file=FILE,
                line=places[("suppressions", number)].value.line,
            )
            for number, item in enumerate(suppressions)
        ),
        text=file.text,
    )
