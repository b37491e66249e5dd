"""What a single text of a settings file may be: an address, a variable, a model, a name."""

import re
from collections.abc import Iterator

_VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\Z")
_REFERENCE = re.compile(
    r"(?:\$\{?(?:env:)?|\benv[.:]|\bsecrets\.|\bvars\.|\bvariables\.|\benviron/|\benviron\[[\"']?"
    r"|\bgetenv\([\"']?|\benv\([\"']?|\benv \")"
    r"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b"
)
_ADDRESS = re.compile(r"\b(?:https?|wss?|grpcs?)://[^\s\"'<>`|\\^,;]+", re.IGNORECASE)
_BARE_HOST = re.compile(
    r"(?:[a-z0-9*](?:[a-z0-9*-]*[a-z0-9])?\.)+[a-z]{2,24}(?::\d{1,5})?(?:/[^\s\"'<>]*)?\Z"
)
_FILE_NAME = re.compile(
    r"\.(?:json|ya?ml|toml|xml|py|pyi|js|cjs|mjs|jsx|ts|cts|mts|tsx|md|mdx|txt|html?|css|scss|png"
    r"|jpe?g|gif|svg|ico|lock|sh|go|rs|java|kt|rb|php|cs|sql|csv|log|env|cfg|ini|conf|vue|tf|mdc"
    r"|pdf|zip|gz|tgz|whl|jar|dll|exe|bin|map|d\.ts|example|sample|local|tmpl|tpl)\Z",
    re.IGNORECASE,
)
_MODEL = re.compile(r"[@A-Za-z0-9][A-Za-z0-9._:/@+-]{1,119}\Z")
_IMAGE = re.compile(r"[a-z0-9$][A-Za-z0-9._:/@${}-]*\Z")
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|ico|webp|avif|img|iso|qcow2)\Z", re.IGNORECASE)
_FILLED_IN = re.compile(r"\{\{.*?\}\}|\$\{\{.*?\}\}|\$\{[^{}]*\}|\$\w+")
_ACTION = re.compile(r"[a-z0-9-]+:[A-Za-z*]+\Z")
_CLOSING = ".,;:!?'\""
_PROSE = re.compile(r"(?<![$\w./:=-])[A-Za-z]{2,}[,.:]?(?= )")
_POLICY = re.compile(r"\b(?:connect|default|script|frame|img)-src ")
"""A browser's policy names the hosts that a page may talk to between words of its own."""
_SECRET = re.compile(r"(?:key|token|secret|password|passwd|credential)s?\Z", re.IGNORECASE)


def is_variable(name: str) -> bool:
    """Tell whether *name* is written as names of environment variables are."""
    return _VARIABLE.match(name) is not None


def is_prose(text: str) -> bool:
    """Tell whether *text* is words for people: some of them stand side by side, or begin it."""
    return _PROSE.search(text[:400]) is not None and not _POLICY.search(text)


def is_secret(key: str) -> bool:
    """Tell whether a key, a token or the like stands under *key*."""
    return _SECRET.search(key) is not None


def references(text: str) -> Iterator[str]:
    """Yield the environment variables that *text* refers to."""
    for match in _REFERENCE.finditer(text):
        yield match.group(1)


def addresses(text: str) -> Iterator[str]:
    """Yield the web addresses in *text*; of one without a scheme only when it is all there is."""
    found = False
    for match in _ADDRESS.finditer(text):
        found = True
        yield _closed(match.group())
    if not found and is_host(text.strip()):
        yield text.strip()


def is_host(text: str) -> bool:
    """Tell whether the whole of *text* is a host, with or without port and path."""
    if len(text) > 300 or _BARE_HOST.match(text) is None:
        return False
    return "/" in text or ":" in text or _FILE_NAME.search(text) is None


def _closed(address: str) -> str:
    """Return *address* without what closes the text around it."""
    address = address.rstrip(_CLOSING)
    for opening, closing in (("{", "}"), ("(", ")"), ("[", "]")):
        while address.endswith(closing) and address.count(closing) > address.count(opening):
            address = address[:-1].rstrip(_CLOSING)
    return address


def may_be_model(text: str) -> bool:
    """Tell whether *text* may be a model's id, with or without its provider before it."""
    if _MODEL.match(text) is None or "://" in text or text.startswith(("/", ".")):
        return False
    return (
        _FILE_NAME.search(text) is None
        and "::" not in text
        and any(mark in text for mark in "-/:.0123456789")
        and any(letter.isalpha() for letter in text)
    )


def may_be_image(text: str) -> bool:
    """Tell whether *text* may be a container image."""
    if "://" in text and not text.startswith("docker://"):
        return False
    return (
        _IMAGE.match(text.removeprefix("docker://")) is not None and _PICTURE.search(text) is None
    )


def image_of(text: str) -> str:
    """Return the image that *text* names, without what is filled in when it is used."""
    return _FILLED_IN.sub("", text).removeprefix("docker://").strip(":/@ ")


def is_cloud_action(text: str) -> bool:
    """Tell whether *text* is an action that a policy of AWS allows, as in s3:GetObject."""
    return _ACTION.match(text) is not None
