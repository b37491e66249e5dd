"""A published register from its place to something that uses can be looked up in, or why not."""

import datetime
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inwriting import __version__
from inwriting.gate.register_data import RegisterData
from inwriting.gate.register_download import Download, download
from inwriting.gate.register_error import RegisterError
from inwriting.gate.register_file import RegisterBytes, read_bytes
from inwriting.gate.register_signature import refuse_altered, signed_by
from inwriting.gate.result import RegisterUsed
from inwriting.register.load.valid import is_valid

FORMAT = 1
"""The version of register.json that is understood."""
_JUDGED = ("clear", "blocked")
"""Results of the checks with which everything was judged."""
_AGAIN = "Get register.json again from the firm."
_RENEW = "Have the firm publish its register anew, and use that one."


@dataclass(frozen=True, slots=True)
class RegisterAsked:
    """Which register is wanted, and what it must be."""

    source: str
    """A file, a web address or ``package:NAME``."""
    base: Path = Path()
    """The folder that a relative path begins at."""
    signers: Path | None = None
    """The file of allowed signers; None where nobody named one."""
    signers_in_repository: bool = False
    """Whether that file lies in the repository that is judged."""
    revoked: Path | None = None
    """The file of keys that count no more."""
    unsigned: bool = False
    """Whether one without a signature will do, for trying out."""
    maximum_age: int | None = None
    """Days after its day of judgement; None for the register's own limit."""
    firm: str = ""
    """The firm whose register it must be; empty for any."""
    download: Download = download


@dataclass(frozen=True, slots=True)
class OpenRegister:
    """A register that was verified and understood."""

    used: RegisterUsed
    data: RegisterData


def read_register(asked: RegisterAsked, today: datetime.date) -> OpenRegister:
    """Return the register that was *asked* for, as it may be used on *today*.

    Raises RegisterError when it is missing, unreadable, unsigned, altered, signed by a stranger,
    somebody else's, incomplete, from the future or too old.
    """
    found = read_bytes(asked.source, asked.base, asked.download)
    signer = _signer(asked, found, today)
    document = _document(asked.source, found.content)
    judged_on = datetime.date.fromisoformat(document["judged-on"])
    age = (today - judged_on).days
    _refuse_useless(asked, document)
    _refuse_time(asked, document, today, age)
    data = RegisterData(document, _site(document, asked.source))
    if not data.offerings:
        raise RegisterError(asked.source, "It has no offering, so it tells nothing.", _RENEW)
    return OpenRegister(
        RegisterUsed(
            source=asked.source,
            firm=document["firm"]["name"],
            commit=document["commit"],
            judged_on=document["judged-on"],
            age=age,
            signed_by=signer,
            unsigned_allowed=asked.unsigned,
            digest=hashlib.sha256(found.content).hexdigest(),
            signers=str(asked.signers) if asked.signers and signer else "",
            signers_in_repository=asked.signers_in_repository and bool(signer),
            fixed_clock=document["fixed-clock"],
        ),
        data,
    )


def _signer(asked: RegisterAsked, found: RegisterBytes, today: datetime.date) -> str:
    """Return who signed it; empty when nobody did and none is needed."""
    if found.signature is None or (asked.signers is None and asked.unsigned):
        if asked.unsigned:
            if found.signature is not None:
                refuse_altered(asked.source, found.content, found.signature)
            return ""
        raise RegisterError(
            asked.source,
            "It is not signed: there is no file of the same name with .sig behind it.",
            "Have the firm sign it (inwriting publish --sign KEY), or try it out with --unsigned.",
        )
    if asked.signers is None:
        raise RegisterError(
            asked.source,
            "Nobody said whose signature is trusted.",
            "Name the firm's file of allowed signers with --signers, or in INWRITING_SIGNERS.",
        )
    return signed_by(
        asked.source, found.content, found.signature, asked.signers, today, asked.revoked
    )


def _document(source: str, content: bytes) -> dict[str, Any]:
    try:
        document = json.loads(content, object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        words = " ".join(str(error).split())[:200]
        raise RegisterError(source, f"It is no register: {words}.", _AGAIN) from error
    if not isinstance(document, dict) or "judged-on" not in document:
        raise RegisterError(source, "It is no register of `inwriting publish`.", _AGAIN)
    if document.get("format") != FORMAT:
        message = f"It has the format {document.get('format')!r:.40}; this version reads {FORMAT}."
        raise RegisterError(source, message, "Use the version of inwriting that published it.")
    if not is_valid("register", document):
        raise RegisterError(source, *_not_valid(document))
    return document


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        message = "a key stands twice in it"
        raise ValueError(message)
    return found


def _no_number(word: str) -> None:
    message = f"{word} is no number"
    raise ValueError(message)


def _not_valid(document: dict[str, Any]) -> tuple[str, str]:
    # Slow, and needed only where there is something to explain.
    from inwriting.register.load.schema import mistakes

    found = mistakes("register", document)
    place = ".".join(map(str, found[0].path)) if found else ""
    said = (
        f" At {place}: {found[0].message}" if place else (f" {found[0].message}" if found else "")
    )
    tool = document.get("tool")
    version = str(tool.get("version", "")) if isinstance(tool, dict) else ""
    message = f"It does not follow the schema of published registers.{said}"
    if version and version != __version__:
        return (
            f"{message} It was published by inwriting {version[:40]}, and this is {__version__}.",
            "Use the same version of inwriting in both places.",
        )
    return message, _AGAIN


def _refuse_useless(asked: RegisterAsked, document: dict[str, Any]) -> None:
    firm = document["firm"]["name"]
    if asked.firm and asked.firm != firm:
        raise RegisterError(
            asked.source,
            f"It is the register of {firm}, and that of {asked.firm} is wanted.",
            "Name the register of the right firm.",
        )
    result = document["result"]["name"]
    if result not in _JUDGED:
        message = f"It was published although not everything in it was judged ({result})."
        raise RegisterError(asked.source, message, _RENEW)
    classes = [item["id"] for item in document["data-classes"]]
    gate = document["gate"]
    for name in (gate["data-class"], gate["undetermined-blocks-from"]):
        if name not in classes:
            message = f"Its part for the gate names a data class that it does not have: {name}."
            raise RegisterError(asked.source, message, _RENEW)


def _refuse_time(
    asked: RegisterAsked, document: dict[str, Any], today: datetime.date, age: int
) -> None:
    judged_on = document["judged-on"]
    if age < 0:
        raise RegisterError(
            asked.source,
            f"It was judged on {judged_on}, which is after today, {today}.",
            "Look whether the clock of this machine is right.",
        )
    limits = [document["gate"]["register-days"]]
    if asked.maximum_age is not None:
        limits.append(asked.maximum_age)
    longest = min(limits)
    if age > longest:
        raise RegisterError(
            asked.source,
            f"It was judged on {judged_on}, {age} days ago; it may be {longest} days old.",
            _RENEW,
        )


def _site(document: dict[str, Any], source: str) -> str:
    """Return the address of the folder that the pages are in; empty when that is not known."""
    site: str = document["site"]
    if not site and source.startswith("https://"):
        # The register lies beside its pages.
        site = source.partition("?")[0].rpartition("/")[0] + "/"
    return site
