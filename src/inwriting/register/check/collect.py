"""Find the checks. Whatever cannot be found or loaded is named, and blocks."""

import functools
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

from inwriting.register.check.api import Check
from inwriting.register.load.explain import guess
from inwriting.register.load.problem import Problem
from inwriting.register.model.policy import Policy
from inwriting.resources import shipped

_IGNORED = frozenset({"__pycache__", ".DS_Store"})


@dataclass(frozen=True, slots=True)
class Collected:
    """The checks that can run, and why others cannot."""

    checks: tuple[Check, ...]
    problems: tuple[Problem, ...]


def collect(root: Path, policy: Policy) -> Collected:
    """Load the checks that *policy* names, from the register at *root* or as shipped."""
    folder = root / "checks" if policy.checks_from == "folder" else shipped("checks")
    if folder.is_symlink():
        return Collected((), (_problem("checks", "The folder is a symbolic link.", _ADVICE),))
    if not folder.is_dir():
        return Collected((), (_problem("checks", "The folder is missing.", _ADVICE),))
    # Checks that came with the tool keep nothing between two states; a firm's own might.
    make = _made if policy.checks_from == "folder" else _made_once
    checks: dict[str, Check] = {}
    problems: list[Problem] = []
    for place in sorted(folder.iterdir()):
        if place.name in _IGNORED:
            continue
        name = f"checks/{place.name}"
        try:
            loaded = _load(place, make)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - a check may raise anything
            problems.append(
                _problem(name, f"This check cannot be loaded: {_said(error)}.", _ADVICE)
            )
            continue
        if loaded.id in checks:
            problems.append(_problem(name, f"A second check is called {loaded.id}.", "Rename one."))
        checks[loaded.id] = loaded
    if not checks:
        problems.append(_problem("checks", "No check was found in the folder.", _ADVICE))
    problems.extend(_against_list(checks, policy))
    ordered = tuple(checks[name] for name in sorted(checks))
    return Collected(ordered, tuple(sorted(problems)))


_ADVICE = "Restore it from Git, or take the checks that came with the tool (checks: from: shipped)."


def _load(place: Path, make: Callable[[bytes, Path], Check]) -> Check:
    """Return the one check in the file at *place*, as *make* makes it.

    Raises ValueError when the file holds none, several, or one under another name, or is
    not a plain Python file (a renamed file would be a check that is off without a word).
    """
    if place.is_symlink() or not place.is_file() or place.suffix != ".py":
        message = "only Python files belong here; to stop a check, remove its file"
        raise ValueError(message)
    # The source itself, never byte code beside it: a stale or planted one could run in its place.
    return make(place.read_bytes(), place)


def _made(source: bytes, place: Path) -> Check:
    module_name = f"inwriting_checks_{place.stem}"
    specification = importlib.util.spec_from_file_location(module_name, place)
    if specification is None or specification.loader is None:
        message = "Python cannot load it"
        raise ValueError(message)
    module = importlib.util.module_from_spec(specification)
    exec(_compiled(source, str(place)), module.__dict__)  # noqa: S102 - checks are the firm's own code, see SECURITY.md
    found = [item for item in vars(module).values() if isinstance(item, Check)]
    if len(found) != 1:
        message = f"a file must contain exactly one check, but this one contains {len(found)}"
        raise ValueError(message)
    if found[0].id != place.stem.replace("_", "-"):
        message = f"the function must be called {place.stem.replace('-', '_')}, as the file"
        raise ValueError(message)
    return found[0]


_made_once = functools.lru_cache(maxsize=512)(_made)


@functools.lru_cache(maxsize=512)
def _compiled(source: bytes, name: str) -> CodeType:
    # Two states of a register are mostly judged by the same checks, and code never changes.
    return compile(source, name, "exec", dont_inherit=True)


def _against_list(checks: dict[str, Check], policy: Policy) -> list[Problem]:
    where = policy.place.file
    missing = [
        _problem(
            where,
            f"The check {name} is listed but does not exist.{guess(name, checks)}",
            "Restore checks/, correct the name, or remove it from the list with the "
            "firm's consent.",
        )
        for name in policy.checks
        if name not in checks
    ]
    unlisted = [
        _problem(
            where,
            f"The check {name} exists but is not listed under checks: list.",
            "List it, or delete its file.",
        )
        for name in sorted(checks)
        if name not in policy.checks
    ]
    return missing + unlisted


def _problem(file: str, message: str, fix: str) -> Problem:
    return Problem(file, 0, 0, message, fix)


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}".rstrip(": .")
