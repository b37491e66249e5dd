"""What a text in source code may be: an address, a variable's name, a model's id, or prose.

Only the text's shape and the name of what holds it are asked, never which tools there are.
"""

import re
from enum import Enum, auto


class TextShape(Enum):
    """What a text looks like."""

    NOTHING = auto()
    """Prose, a path, a number: no sign of anything."""
    ADDRESS = auto()
    """A web address with its scheme, or one that begins with a placeholder."""
    HOST = auto()
    """A host, perhaps with port and path, without a scheme."""
    VARIABLE = auto()
    """The name of an environment variable."""
    MODEL = auto()
    """A word that may be the id of a model."""


_LONGEST = 400
_SCHEME = re.compile(r"(https?|wss?|grpcs?)://(?=[\w{$<\[*])", re.ASCII | re.IGNORECASE)
_PLACEHOLDER_FIRST = re.compile(r"[$#%]?\{[^{}]*\}+(?=/)")
_HOST = re.compile(
    r"(?:[\w*{}$-]+\.)+[a-z]{2,24}(?::\d{1,5})?(?:/[^\s\"']*)?", re.ASCII | re.IGNORECASE
)
_LOCAL_HOST = re.compile(r"(?:localhost|[\w.-]+):\d{2,5}(?:/[^\s\"']*)?", re.ASCII)
_VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+", re.ASCII)
_MODEL = re.compile(r"[A-Za-z0-9@][\w.\-+]*(?:[/:][\w.\-+@]+){0,4}", re.ASCII)
_FILE_ENDINGS = frozenset(
    [
        "py",
        "js",
        "ts",
        "tsx",
        "jsx",
        "mjs",
        "cjs",
        "json",
        "yaml",
        "yml",
        "toml",
        "md",
        "mdx",
        "txt",
        "html",
        "css",
        "scss",
        "svg",
        "png",
        "jpg",
        "jpeg",
        "gif",
        "ico",
        "webp",
        "pdf",
        "csv",
        "xml",
        "sh",
        "rb",
        "go",
        "rs",
        "java",
        "kt",
        "cs",
        "php",
        "lock",
        "log",
        "sql",
        "env",
        "cfg",
        "ini",
        "vue",
        "svelte",
        "map",
        "exe",
        "dll",
        "so",
        "zip",
        "tar",
        "gz",
        "wav",
        "mp3",
        "mp4",
        "ipynb",
        "proto",
        "bin",
        "db",
        "jsonl",
        "tmpl",
        "parquet",
    ]
)
ADDRESS_KEY = re.compile(
    r"(base|api|server|proxy|gateway|service|uri|azure|host)[_-]?(url|uri|base|path|endpoint|host)"
    r"|endpoint|basepath|(^|[_-])(host|hostname|url|uri|server|authority|domain)$",
    re.IGNORECASE,
)
"""What holds the address of a service, as people name it."""
MODEL_KEY = re.compile(r"model|llm|engine|deployment|\b(stt|tts|embedding)", re.IGNORECASE)
"""What holds the id of a model, as people name it."""


def shape_of(text: str, key: str = "") -> TextShape:
    """Return what *text* looks like, held by an argument, property or variable named *key*."""
    if not 2 <= len(text) <= _LONGEST or any(mark.isspace() for mark in text):
        return TextShape.NOTHING
    if _SCHEME.match(text):
        return TextShape.ADDRESS
    if _PLACEHOLDER_FIRST.match(text) and ("/v1" in text or "completions" in text):
        return TextShape.ADDRESS
    if "://" in text or text[0] in "./\\#-~":
        return TextShape.NOTHING
    if _VARIABLE.fullmatch(text):
        return TextShape.VARIABLE
    if _is_host(text, key):
        return TextShape.HOST
    if _MODEL.fullmatch(text) and not text.isdigit() and not _is_file(text):
        return TextShape.MODEL
    return TextShape.NOTHING


def _is_host(text: str, key: str) -> bool:
    if _HOST.fullmatch(text) and not _is_file(text) and not MODEL_KEY.search(key):
        return True
    return bool(ADDRESS_KEY.search(key) and _LOCAL_HOST.fullmatch(text))


def _is_file(text: str) -> bool:
    name = text.rpartition("/")[2]
    return "." in name and name.rpartition(".")[2].lower() in _FILE_ENDINGS


def may_be_model(text: str, key: str) -> bool:
    """Tell whether a word is worth looking up as a model where the search found nothing in it.

    It has a provider's name before it, or what holds it speaks of models.
    """
    if MODEL_KEY.search(key):
        return True
    head, _, rest = text.replace(":", "/").partition("/")
    return bool(head and rest) and any(mark.isdigit() or mark == "-" for mark in rest)
