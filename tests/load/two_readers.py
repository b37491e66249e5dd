"""What the differential tests of the two readers of YAML are made of: an oracle, and random text.

What is written here was found to be where readers of YAML part: indicators, numbers, breaks of
lines, block scalars, keys over several lines, comments, escapes.
"""

import json
import string
from typing import Any

from hypothesis import strategies as st

from inwriting.register.load.fast_yaml import plain_data
from inwriting.register.load.text import decode
from inwriting.register.load.yaml import parse

PIECES = (
    *("a", "b", "key", "é", "😀", "1", "0", "-1", "1.5", "0x1F", "1_000", "1e3", ".inf", "007"),
    *("true", "null", "~", "no", "2026-01-01", "http://a.b/c", "sha256:ab", "a:b", "\u00a0"),
    *(" ", "  ", "    ", "\n", "\n  ", "\n    ", "\n ", "\n\n", "\r\n", "\t", "x\n  y"),
    *(": ", ":", "- ", "-", "a: ", "b: ", "- a", "k: v", "\n  k: v", "\n- k: v", "\n  - x"),
    *(", ", ",", "[", "] ", "]", "{", "}", "[a, b]", "{a: b}", "? ", "?"),
    *('"', "'", "''", '"a"', "'a'", '"a": ', '"x\n  y"', "'x\n   y'", "\\", "\\n", '\\"', "\\u"),
    *("#", " # c", "# c\n", "|", ">", "|-\n", ">\n", "|\n", ">-\n", "|2\n", ">+\n"),
    *("&", "*", "!", "%", "@", "`", "<<", "=", "---", "...", "+", "/", "(", ")", ";", "_", "."),
)
"""What random text is put together from."""

yaml_like = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)
"""Text that now and then is YAML."""


def kept_apart(text: str, *, free_keys: bool = True) -> str:
    """Say how the fast reader and the slow one differ on *text*; nothing where they do not.

    Data count that some schema may let through: see `may_be_valid`.
    """
    text, problems = decode("x", text.encode("utf-8", "surrogatepass"))
    if problems:
        return ""
    fast = plain_data(text, free_keys=free_keys)
    if fast is None or not may_be_valid(fast, free_keys=free_keys):
        return ""
    slow, problems = parse("x", text)
    if problems:
        return f"{text!r} is {fast!r} to one, and to the other: {problems[0]}"
    return "" if same(fast, slow) else f"{text!r} is {fast!r} to one, and {slow!r} to the other"


def is_fast(text: str) -> bool:
    """Tell whether *text* is read by the fast reader alone."""
    text, problems = decode("x", text.encode())
    return not problems and plain_data(text, free_keys=True) is not None


def may_be_valid(data: Any, *, free_keys: bool, depth: int = 1) -> bool:
    """Tell whether a schema may find *data* plainly valid: test_plainly_valid.py says why."""
    if isinstance(data, dict):
        keys = all(
            isinstance(key, str) and (free_keys or not {" ", "\n"} & set(key)) for key in data
        )
        data = list(data.values())
        if not keys:
            return False
    if isinstance(data, list):
        return depth <= 24 and all(
            may_be_valid(item, free_keys=free_keys, depth=depth + 1) for item in data
        )
    if isinstance(data, str):
        return not data.startswith(("|", ">"))
    if isinstance(data, float):
        return False
    return data is None or abs(data) < 10**9


def same(one: Any, other: Any) -> bool:
    """Tell whether two data are the same, their types and the order of their keys included."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


words = st.text(
    f"{string.ascii_letters}{string.digits}  .,:;'\"-#&*!?%@`|>[]{{}}é\\_+~=", max_size=30
)
"""Text of one line, with everything that means something to YAML."""

_KEYS = ("a", "b", "says", "training-use", "on", "y", "a1")
data = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**8), 10**8) | words,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=4)
    ),
    max_leaves=15,
)
"""Data that a file may hold."""


@st.composite
def written(draw: st.DrawFn) -> tuple[Any, str]:
    """Return data, and a text that says them in any of the ways that people write YAML in."""
    held = draw(st.dictionaries(st.sampled_from("abcdefgh"), data, min_size=1, max_size=4))
    return held, "".join(_block(draw, held, 0)).lstrip("\n")


def _block(draw: st.DrawFn, held: Any, indent: int) -> list[str]:
    """Write *held*, beginning behind a colon or dash, in lines that are indented by *indent*."""
    if not held or not isinstance(held, (dict, list)) or draw(st.integers(0, 3)) == 0:
        return [*_spaced(draw, _inline(draw, held, indent)), "\n"]
    lines = [_comment(draw), "\n"]
    step = draw(st.sampled_from((1, 2, 2, 2, 4)))
    for item in held.items() if isinstance(held, dict) else held:
        lines += [draw(st.sampled_from(("", "", "", "\n", f"{' ' * indent}# said\n")))]
        if isinstance(held, dict):
            key, value = item
            lines += [" " * indent, _key(draw, key), ":"]
        else:
            value = item
            lines += [" " * indent, "-"]
        lines += _block(draw, value, indent + step)
    return lines


def _spaced(draw: st.DrawFn, text: str) -> list[str]:
    comment = "" if "\n" in text and text.lstrip()[:1] in "|>" else _comment(draw)
    return [draw(st.sampled_from((" ", " ", "  "))), text, comment]


def _comment(draw: st.DrawFn) -> str:
    return draw(st.sampled_from(("", "", "", " # why: [so] 'it' is", "  ")))


def _key(draw: st.DrawFn, key: str) -> str:
    return draw(st.sampled_from((key, key, f"'{key}'", json.dumps(key))))


def _inline(draw: st.DrawFn, held: Any, indent: int) -> str:
    if isinstance(held, str):
        return _text(draw, held, indent)
    gap = draw(st.sampled_from(("", "", " ", f"\n{' ' * (indent + 2)}")))
    behind = draw(st.sampled_from((" ", f"\n{' ' * (indent + 1)}")))
    if isinstance(held, list):
        items = [_inline_item(draw, item, indent) for item in held]
        return f"[{gap}{f',{behind}'.join(items)}{gap}]"
    if isinstance(held, dict):
        items = [f"{_key(draw, k)}: {_inline_item(draw, v, indent)}" for k, v in held.items()]
        return f"{{{gap}{f',{behind}'.join(items)}{gap}}}"
    if held is None:
        return draw(st.sampled_from(("~", "null", "Null", "NULL")))
    return json.dumps(held)


def _inline_item(draw: st.DrawFn, held: Any, indent: int) -> str:
    if isinstance(held, str):
        return _quoted(draw, held, indent)
    return _inline(draw, held, indent)


def _quoted(draw: st.DrawFn, held: str, indent: int) -> str:
    text = json.dumps(held, ensure_ascii=False) if draw(st.booleans()) else ""
    text = text or "'" + held.replace("'", "''") + "'"
    # Between two words of a quoted text, a line may end.
    before, space, after = text.partition("a ")
    if space and after[:1].isalpha() and draw(st.booleans()):
        return f"{before}a\n{' ' * (indent + 1)}{after}"
    return text


def _text(draw: st.DrawFn, held: str, indent: int) -> str:
    style = draw(st.sampled_from(("plain", "quoted", "quoted", "block")))
    word = held[:1].isalpha() and held.strip() == held and not set(held) & set(":#\n")
    if style == "plain" and word and held.lower() not in ("true", "false", "null"):
        return held
    if style == "block" and held.strip():
        sign = draw(st.sampled_from("|>")) + "-"
        if held[0] != " ":
            return f"{sign}\n{' ' * (indent + 1)}{held}"
    return _quoted(draw, held, indent)
