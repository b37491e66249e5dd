"""Check what people type, as they type it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import click

from inwriting.cli.output import print_error
from inwriting.register.load.formats import is_email, is_web_address
from inwriting.register.load.schemas import schema
from inwriting.register.load.text import hidden_character

Check = Callable[[str], str]
"""Returns what is wrong with a value in words; empty when nothing is."""

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_LONGEST_ID = 64
_LONGEST_TEXT = 120


@dataclass(frozen=True, slots=True)
class NewOffering:
    """One offering as it was typed."""

    id: str
    name: str
    kind: str
    tiers: tuple[str, ...]
    surfaces: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Prompter:
    """Gets values: from an option, or by asking until they are right."""

    prompts: bool
    """Whether somebody is there to be asked."""

    def get(self, words: str, check: Check, given: str = "", option: str = "") -> str:
        """Return *given* when it is right, else what is typed after *words*."""
        if given:
            refuse(check, given, option)
            return given
        if not self.prompts:
            message = f"With --yes, you must give {option}."
            raise click.UsageError(message)
        while True:
            # Questions go to standard error: standard output is for results.
            typed = str(click.prompt(words, default="", show_default=False, err=True)).strip()
            wrong = check(typed)
            if not wrong:
                return typed
            print_error(wrong)


def refuse(check: Check, value: str, option: str) -> None:
    """Refuse the *value* of *option* when *check* finds something wrong."""
    wrong = check(value)
    if wrong:
        raise click.BadParameter(wrong, param_hint=option)


def check_id(value: str) -> str:
    """Check an id."""
    if _ID.match(value) and len(value) <= _LONGEST_ID:
        return ""
    return "Use small letters, digits and single hyphens, as in northwind-ai."


def check_text(value: str) -> str:
    """Check a short text."""
    if not value.strip():
        return "This cannot be empty."
    if len(value) > _LONGEST_TEXT:
        return f"Use at most {_LONGEST_TEXT} characters."
    if "\n" in value or "\t" in value:
        return "Write it as one line, without tabs."
    hidden = hidden_character(value)
    return f"{hidden} is not allowed." if hidden else ""


def check_email(value: str) -> str:
    """Check an e-mail address."""
    if value and is_email(value):
        return ""
    return "This is not an e-mail address, as in ada@firm.example."


def check_site(value: str) -> str:
    """Check a web address, or nothing."""
    if not value or is_web_address(value):
        return ""
    return "This is not a full web address, as in https://vendor.example."


def listed(part: str) -> tuple[str, ...]:
    """Return the words that the schema allows for *part* of an offering."""
    described = schema("dossier")["definitions"]["offering"]["properties"][part]
    return tuple(described.get("items", described)["enum"])


def one_of(part: str) -> Check:
    """Return the check of a word, or of several joined with a plus, for *part* of an offering."""
    allowed = listed(part)

    def check(value: str) -> str:
        words = several(value)
        if words and all(word in allowed for word in words):
            return "" if part != "kind" or len(words) == 1 else "Choose one."
        return f"Use one of: {', '.join(allowed)}."

    return check


def several(value: str) -> tuple[str, ...]:
    """Return the words of *value*, each once."""
    return tuple(dict.fromkeys(part for part in re.split(r"[+, ]+", value) if part))


def offering_of(typed: str, vendor: str, kind: str) -> NewOffering:
    """Return the offering that an option names as ID:TIER:SURFACE."""
    parts = typed.split(":")
    if len(parts) != 3:
        message = f"{typed[:80]!r} is not ID:TIER:SURFACE, as in api:standard:api."
        raise click.BadParameter(message, param_hint="--offering")
    refuse(check_id, parts[0], "--offering")
    refuse(one_of("tiers"), parts[1], "--offering")
    refuse(one_of("surfaces"), parts[2], "--offering")
    refuse(one_of("kind"), kind, "--kind")
    return NewOffering(
        parts[0], _name(vendor, parts[0]), kind, several(parts[1]), several(parts[2])
    )


def asked_offerings(asker: Prompter, vendor: str, kind: str) -> list[NewOffering]:
    """Ask for offerings, one after another."""
    found: list[NewOffering] = []
    while not found or click.confirm("Another offering?", default=False, err=True):
        taken = {item.id for item in found}

        def new_id(value: str, taken: set[str] = taken) -> str:
            return "This offering already exists." if value in taken else check_id(value)

        chosen = asker.get("Id of an offering, as in api or enterprise", new_id)
        name = asker.get(f"Its name, as in {_name(vendor, chosen)}", check_text)
        of_kind = asker.get(f"Its kind ({', '.join(listed('kind'))})", one_of("kind"), kind)
        tiers, surfaces = (
            several(asker.get(f"Its {part} ({', '.join(listed(part))})", one_of(part)))
            for part in ("tiers", "surfaces")
        )
        found.append(NewOffering(chosen, name, of_kind, tiers, surfaces))
    return found


def _name(vendor: str, offering: str) -> str:
    return f"{vendor} {offering.replace('-', ' ')}"[:_LONGEST_TEXT]
