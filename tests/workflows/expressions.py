"""GitHub's expressions, strictly: what is not known here is an error, never an empty text.

No library on the package index evaluates them. What GitHub answers with an empty value, such as a
misspelt property, is refused, so that a test fails where a workflow would silently go wrong.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<number>-?\d+(?:\.\d+)?)"
    r"|(?P<name>[A-Za-z_][\w-]*)|(?P<mark>==|!=|&&|\|\||<=|>=|[!<>().,\[\]]))"
)
_EMBEDDED = re.compile(r"\$\{\{((?:(?!\}\}).)*)\}\}", re.DOTALL)
_CONSTANTS = {"true": True, "false": False, "null": None}

Functions = Mapping[str, Callable[..., Any]]


class UnknownExpressionError(Exception):
    """An expression that cannot be evaluated here."""


def evaluate(expression: str, contexts: Mapping[str, Any], functions: Functions) -> Any:
    """Return the value of *expression*, written without its ``${{ }}``."""
    return _Reader(expression, contexts, {**FUNCTIONS, **functions}).whole()


def condition(written: Any, contexts: Mapping[str, Any], functions: Functions) -> bool:
    """Return whether an ``if:`` holds; the braces around it may be left out."""
    text = str(written).strip()
    whole = _EMBEDDED.fullmatch(text)
    return truth(evaluate(whole[1] if whole else text, contexts, functions))


def resolved(value: Any, contexts: Mapping[str, Any], functions: Functions) -> Any:
    """Return *value* with every expression in it replaced by what it is worth."""
    if isinstance(value, Mapping):
        return {key: resolved(item, contexts, functions) for key, item in value.items()}
    if not isinstance(value, str):
        return value
    whole = _EMBEDDED.fullmatch(value)
    if whole:
        return evaluate(whole[1], contexts, functions)
    return _EMBEDDED.sub(lambda match: as_text(evaluate(match[1], contexts, functions)), value)


def asks_for_status(written: Any) -> bool:
    """Return whether an ``if:`` names one of the functions that replace the default success()."""
    return bool(re.search(r"\b(always|cancelled|failure|success)\s*\(", str(written)))


def as_text(value: Any) -> str:
    """Return *value* as it stands in a text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int, float)):
        return str(value)
    message = f"{type(value).__name__} stands in a text"
    raise UnknownExpressionError(message)


def truth(value: Any) -> bool:
    """Return whether *value* counts as true."""
    return value not in (None, False, 0, "")


def _equal(left: Any, right: Any) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return left.casefold() == right.casefold()
    if type(left) is not type(right) and None not in (left, right):
        message = f"{left!r} is compared with {right!r}"
        raise UnknownExpressionError(message)
    return bool(left == right)


def _format(pattern: str, *values: Any) -> str:
    return re.sub(r"\{(\d+)\}", lambda match: as_text(values[int(match[1])]), pattern)


FUNCTIONS: Functions = {
    "contains": lambda where, what: what.casefold() in where.casefold(),
    "endsWith": lambda text, end: text.casefold().endswith(end.casefold()),
    "format": _format,
    "fromJSON": json.loads,
    "startsWith": lambda text, begin: text.casefold().startswith(begin.casefold()),
    "toJSON": lambda value: json.dumps(value, indent=2),
}


class _Reader:
    """Reads an expression from left to right and works it out."""

    def __init__(self, text: str, contexts: Mapping[str, Any], functions: Functions) -> None:
        self.text = text
        self.contexts = contexts
        self.functions = functions
        self.tokens: list[tuple[str, str]] = []
        position = 0
        while text[position:].strip():
            found = _TOKEN.match(text, position)
            if found is None:
                self.refuse(f"{text[position:]!r} cannot be read")
            self.tokens.append((str(found.lastgroup), found[str(found.lastgroup)]))
            position = found.end()

    def refuse(self, why: str) -> NoReturn:
        message = f"{self.text.strip()}: {why}"
        raise UnknownExpressionError(message)

    def whole(self) -> Any:
        value = self.either()
        if self.tokens:
            self.refuse(f"{self.tokens[0][1]!r} is not expected")
        return value

    def taken(self, *marks: str) -> str:
        """Take the next token when it is one of *marks*."""
        if self.tokens and self.tokens[0][0] == "mark" and self.tokens[0][1] in marks:
            return self.tokens.pop(0)[1]
        return ""

    def expect(self, mark: str) -> None:
        if not self.taken(mark):
            self.refuse(f"{mark!r} is missing")

    def either(self) -> Any:
        value = self.both()
        while self.taken("||"):
            right = self.both()
            value = value if truth(value) else right
        return value

    def both(self) -> Any:
        value = self.compared()
        while self.taken("&&"):
            right = self.compared()
            value = right if truth(value) else value
        return value

    def compared(self) -> Any:
        value = self.negated()
        mark = self.taken("==", "!=", "<", ">", "<=", ">=")
        if mark in ("==", "!="):
            return _equal(value, self.negated()) == (mark == "==")
        if mark:
            self.refuse(f"{mark!r} is not known here")
        return value

    def negated(self) -> Any:
        return not truth(self.negated()) if self.taken("!") else self.reached()

    def reached(self) -> Any:
        """Return a value and what its properties lead to."""
        value, path = self.single()
        while mark := self.taken(".", "["):
            if mark == ".":
                kind, key = self.tokens.pop(0) if self.tokens else ("", "")
                if kind != "name":
                    self.refuse("a property's name is missing")
            else:
                key = self.either()
                self.expect("]")
            path = f"{path}.{key}"
            if not isinstance(value, Mapping) or key not in value:
                self.refuse(f"there is no {path}")
            value = value[key]
        return value

    def single(self) -> tuple[Any, str]:
        if self.taken("("):
            value = self.either()
            self.expect(")")
            return value, "()"
        if not self.tokens:
            self.refuse("it ends too early")
        kind, word = self.tokens.pop(0)
        if kind == "text":
            return word[1:-1].replace("''", "'"), word
        if kind == "number":
            return (float(word) if "." in word else int(word)), word
        if kind != "name":
            self.refuse(f"{word!r} is not expected")
        if self.taken("("):
            return self.called(word), word
        if word in _CONSTANTS:
            return _CONSTANTS[word], word
        if word not in self.contexts:
            self.refuse(f"there is no context {word}")
        return self.contexts[word], word

    def called(self, name: str) -> Any:
        given = []
        while not self.taken(")"):
            given.append(self.either())
            if not self.taken(","):
                self.expect(")")
                break
        if name not in self.functions:
            self.refuse(f"the function {name} is not known here")
        return self.functions[name](*given)
