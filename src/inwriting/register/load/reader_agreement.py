"""What two readers of YAML read differently is refused: nobody can know what it says.

The data are those of `load.yaml`; `disagreement` asks yaml-rs what it reads in the same
text. Where yaml-rs is not installed there is no second reader, and nothing to disagree with: that
is said by `load.fast_yaml.is_installed`, and a file is then what ruamel.yaml reads.
"""

import re

from inwriting.register.load.fast_yaml import UnreadError, is_installed, read
from inwriting.register.load.problem import Path, Problem
from inwriting.register.load.yaml import Data, locate

# yaml-rs builds its data by recursion on the native stack, where some ten thousand levels end the
# process. Within these bounds block collections have fewer than two thousand; those of flow
# collections it bounds itself.
_TOO_DEEP_TO_ASK = re.compile(r"^ {1000}|(?:[-?:] ++(?:[&!]\S*+ ++){0,2}+){100}", re.MULTILINE)
_LINE = re.compile(r"at line ([0-9]+), column ([0-9]+)\n")
"""Where yaml-rs says that a mistake is."""
_FIX = "Write it more simply, or put the text in quotes: see docs/format.md."


def disagreement(file: str, text: str, data: Data) -> tuple[Problem, ...]:
    """Return the problem that yaml-rs does not read *data* in *text*, if so.

    The *text* holds no other mistake in YAML, and *data* are what was read in it.
    """
    if not is_installed():
        return ()
    if found := _TOO_DEEP_TO_ASK.search(text):
        line = text.count("\n", 0, found.end()) + 1
        return (
            Problem(
                file,
                line,
                1,
                "This line begins with so many dashes, colons or spaces that a reader of YAML may "
                "fail at it.",
                "Write fewer of them.",
            ),
        )
    try:
        other = read(text)
    except UnreadError as error:
        return (_refusal(file, text, str(error)),)
    difference = _first_difference(data, other, ())
    if difference is None:
        return ()
    path, one, two = difference
    place = locate(file, text, {path})[path].value
    return (
        Problem(
            file,
            place.line,
            place.column,
            f"One YAML parser reads this as {_named(one)}, another as {_named(two)}.",
            _FIX,
        ),
    )


def _refusal(file: str, text: str, reason: str) -> Problem:
    place = _LINE.search(reason)
    line, column = (int(place[1]), int(place[2])) if place else (1, 1)
    # The last line says what is wrong; those before it repeat the place and the line.
    what = reason.strip().rpartition("\n")[2].strip(" ^|")[:200]
    return Problem(
        file,
        min(line, text.count("\n") + 1),
        column,
        f"One of two YAML parsers cannot read this: {what}.",
        _FIX,
    )


def _first_difference(one: Data, other: Data, path: Path) -> tuple[Path, Data, Data] | None:
    """Return the path of the first value that differs, types included, and both; None for none."""
    if type(one) is not type(other):
        return path, one, other
    if isinstance(one, dict):
        if list(one) != list(other):
            return path, one, other
        differences = (_first_difference(one[key], other[key], (*path, key)) for key in one)
    elif isinstance(one, list):
        if len(one) != len(other):
            return path, one, other
        differences = (
            _first_difference(*pair, (*path, index))
            for index, pair in enumerate(zip(one, other, strict=True))
        )
    else:
        return None if one == other else (path, one, other)
    return next((found for found in differences if found is not None), None)


def _named(value: Data) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f"the text {value[:60]!r}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"the number {value!r:.60}"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    return f"the keys {', '.join(str(key)[:40] for key in list(value)[:4]) or 'of nothing'}"
