"""From text to plain data, fast: the data that `load.yaml` gives, or none at all.

Two readers of YAML are held against each other. ruamel.yaml, behind `load.yaml`, says
what a file holds and what is wrong with it, in milliseconds a kilobyte; yaml-rs needs a hundredth
of that. `plain_data` asks yaml-rs alone, and only about text that keeps to a plain subset of YAML
on which both are known to agree: tests/load/test_two_readers.py holds them to it. Everything else
takes the slow way, and what either reader refuses there, or reads differently, is refused: see
`load.reader_agreement`.

The data count only once `load.valid.is_plainly_valid` has found them valid. It looks at
them anyway, and so it sees to what would need another walk here: that every key is text, that a
number is a bounded whole one, that no text begins as a block scalar, that nothing is nested without
end.
"""

import functools
import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from typing import Any

Data = Any
"""Plain data: dict, list, str, int, float, bool and None."""

# What is rare is looked for first, which costs next to nothing where there is none of it; then come
# patterns that begin with one fixed character, which are searched for ten times faster than others.
# Text in quotes is searched too: now and then a file is read slowly for nothing, which harms none.

# Whether the character just matched may begin a token: it begins a line, or follows what parts
# tokens, at once or with one space, or follows two spaces.
_BEGINS = r"(?:(?<=[\n,\[{].)|(?<=[\n,\[{:\- ] .))"
# A block scalar is plain where it follows a colon or dash and begins in a line below.
_NO_BLOCK = r"(?!(?<=[:\-] .)-?\n\n* +[^ \n])"
_RARE = tuple(
    (sign, re.compile(pattern))
    for sign, pattern in (
        # Anchors, aliases, tags, directives, complex keys, and what is reserved.
        *((sign, re.escape(sign) + _BEGINS) for sign in "&*!%?@`"),
        *((sign, re.escape(sign) + _BEGINS + _NO_BLOCK) for sign in "|>"),
        # Merge keys.
        ("<", "<<"),
        # To YAML 1.1, 1_000 is a number.
        ("_", r"[ \n,\[{][-+]?(?:[0-9.][0-9.a-fA-FxXoO]*)?_[-+0-9_.a-fA-FxXoO]*[ \n,\]}]"),
        # Escapes of characters that may hide.
        ("\\", r"(?<!\\)(?:\\\\)*\\[^\"\\/nt]"),
    )
)
_UNSURE = tuple(
    re.compile(pattern)
    for pattern in (
        # A colon that begins a token, that stands close behind quotes, or before a bracket.
        rf":(?:[,\[\]{{}}]|(?<=[\"']:)[^ \n]|{_BEGINS})",
        # What parts documents.
        r"\n(?:---|\.\.\.)",
        # Numbers that only one of them reads as numbers.
        r"0(?<=[ \n,\[{+\-]0)(?:[bB][01_]*|[xXoO][0-9a-fA-F_]*)[ \n,\]}]",
        # Many levels in one line.
        r"-(?: +-){8}",
    )
)
_TOO_LONG = " " * 100, "0" * 20
"""Spaces nest, and part a key from its colon, without end; noughts make a long number small."""


class UnreadError(Exception):
    """The fast reader gives no data; the message says why, as far as it is known."""


def plain_data(text: str, *, free_keys: bool = False) -> Data:
    """Return the data in *text*, which `decode` found no fault with; None for the slow way.

    With *free_keys*, the schema to come lets keys have spaces, and they are looked at here.
    """
    text = f"\n{text}"
    if not text.endswith("\n") or any(run in text for run in _TOO_LONG):
        return None
    if any(sign in text and pattern.search(text) for sign, pattern in _RARE):
        return None
    if any(pattern.search(text) for pattern in _UNSURE):
        return None
    try:
        data = read(text)
    except UnreadError:
        return None
    if free_keys and _span_lines(_keys_with_spaces(data), text):
        return None
    return data


def _keys_with_spaces(data: Data) -> set[str]:
    if isinstance(data, dict):
        found = {key for key in data if isinstance(key, str) and (" " in key or "\n" in key)}
        return found.union(*map(_keys_with_spaces, data.values()))
    if isinstance(data, list):
        return set().union(*map(_keys_with_spaces, data))
    return set()


def _span_lines(keys: AbstractSet[str], text: str) -> bool:
    """Tell whether one of the *keys* with spaces may be written over several lines of *text*.

    Within brackets, yaml-rs takes them. What is left of such a key begins a line, up to its colon.
    """
    if not keys:
        return False
    heads = {line.partition(":")[0].strip(" ").rstrip("\"'") for line in text.split("\n")}
    for key in keys:
        words = key.split(" ")
        if not all(words) or any(sign in key for sign in "\n:\"'\\#"):
            return True
        if any(" ".join(words[begin:]) in heads for begin in range(1, len(words))):
            return True
    return False


def read(text: str) -> Data:
    """Return whatever yaml-rs reads in *text*.

    Raises UnreadError when it refuses the text.
    """
    try:
        return _reader()(text)
    except ValueError as error:
        raise UnreadError(str(error)) from None
    except BaseException as error:
        # What Rust calls a panic is no Exception, and its class has no public name.
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadError("it broke off") from None


@functools.cache
def _reader() -> Callable[[str], Data]:
    # A command that reads no YAML need not pay for it.
    try:
        from yaml_rs import loads
    except ImportError:
        return _no_reader
    return functools.partial(loads, parse_datetime=False)


def _no_reader(text: str) -> Data:
    del text
    raise UnreadError("it is not installed")


def is_installed() -> bool:
    """Tell whether yaml-rs can be asked: there may be no wheel of it for this Python."""
    return _reader() is not _no_reader
