"""The one table of an estate: a line for each repository, and a line for each use in it.

The line of a repository is there whatever became of it, so none can fall out of the table.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from inwriting.gate.estate.visited import UseFound, Visited

Cell = str | int | bool | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table."""

    name: str
    kind: str
    """text, number, truth or texts."""
    about: str
    """What it says, in words."""
    of_use: bool = False
    """Whether it is empty on the line of a repository."""


COLUMNS = (
    Column("record", "text", "repository or use"),
    Column("repository", "text", "the path, as it was named"),
    Column("commit", "text", "the commit that is checked out; empty when there is none"),
    Column("result", "text", "the name of the gate's exit code for the whole repository"),
    Column("exit_code", "number", "the gate's exit code for the whole repository"),
    Column("words", "text", "the same in a sentence"),
    Column("data_class", "text", "the data class that the repository declares"),
    Column("team", "text", "its team"),
    Column("region", "text", "its region"),
    Column("clients", "texts", "the clients whose data it handles"),
    Column("register", "text", "the register that was looked up"),
    Column("unsigned", "truth", "whether nobody's verified signature covers that register"),
    Column("files", "number", "how many files were searched"),
    Column("unread", "number", "how many files could not be read or understood"),
    Column("problems", "texts", "what stood in the way"),
    Column("tool", "text", "the id of the tool's footprint", of_use=True),
    Column("name", "text", "what people call the tool", of_use=True),
    Column("through", "text", "the tool that data pass first", of_use=True),
    Column("role", "text", "what it is used for", of_use=True),
    Column("offerings", "texts", "the offerings of the register that it may be", of_use=True),
    Column("file", "text", "the file", of_use=True),
    Column("line", "number", "its line", of_use=True),
    Column("column", "number", "its column", of_use=True),
    Column("verdict", "text", "what the register says", of_use=True),
    Column("effect", "text", "blocks, warns or listed", of_use=True),
    Column("rule", "text", "the id of what is wrong", of_use=True),
    Column("message", "text", "what and why", of_use=True),
    Column("excepted", "truth", "whether an exception of the register covers it", of_use=True),
    Column("in_baseline", "truth", "whether the repository's baseline lists it", of_use=True),
    Column("fingerprint", "text", "the same as long as the use is", of_use=True),
    Column("if_paused_verdict", "text", "the verdict with the asked offering paused", of_use=True),
    Column("if_paused_effect", "text", "the effect with the asked offering paused", of_use=True),
)


def rows(visits: Iterable[Visited]) -> list[dict[str, Cell]]:
    """Return the lines of the table by repository, the repository's own line first."""
    lines = []
    for visited in sorted(visits, key=lambda item: item.repository):
        own = _own(visited)
        nothing = dict.fromkeys(column.name for column in COLUMNS if column.of_use)
        lines.append({"record": "repository", **own, **nothing})
        lines += [{"record": "use", **own, **_use(item)} for item in visited.uses]
    return lines


def _own(visited: Visited) -> dict[str, Cell]:
    return {
        "repository": plain(visited.repository),
        "commit": visited.commit,
        "result": visited.exit_code.name.lower(),
        "exit_code": int(visited.exit_code),
        "words": plain(visited.words),
        "data_class": plain(visited.data_class),
        "team": plain(visited.team),
        "region": plain(visited.region),
        "clients": tuple(plain(name) for name in visited.clients),
        "register": plain(visited.register),
        "unsigned": visited.unsigned,
        "files": visited.files,
        "unread": visited.unread,
        "problems": tuple(plain(words) for words in visited.problems),
    }


def _use(item: UseFound) -> dict[str, Cell]:
    return {
        "tool": plain(item.tool),
        "name": plain(item.name),
        "through": plain(item.through),
        "role": item.role,
        "offerings": tuple(plain(name) for name in item.offerings),
        "file": plain(item.file),
        "line": item.line,
        "column": item.column,
        "verdict": item.verdict,
        "effect": item.effect,
        "rule": plain(item.rule),
        "message": plain(item.message),
        "excepted": item.excepted,
        "in_baseline": item.in_baseline,
        "fingerprint": plain(item.fingerprint),
        "if_paused_verdict": item.if_paused_verdict,
        "if_paused_effect": item.if_paused_effect,
    }


def plain(text: str) -> str:
    """Return *text* as real Unicode: bytes of a name that are no UTF-8 become escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
