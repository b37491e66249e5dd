"""What many parts of the published register are made of.

The structs of this package are the one definition of register.json and history.json: what is
written is checked against them, and the schemas in ``schemas/`` are made of them. The text under a
field is its description there.
"""

import re
from typing import Annotated

import msgspec
from msgspec import Meta

_ID = "[a-z][a-z0-9]*(-[a-z0-9]+)*"
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"


class Published(msgspec.Struct, frozen=True, rename="kebab", forbid_unknown_fields=True, gc=False):
    """A part of what is published: every field is written, and no other is allowed."""


def whole(pattern: str) -> str:
    """Return *pattern* for all of a text: a line end at its end would pass ``$`` in Python."""
    return f"^{pattern}$(?!\\n)"


def one_of(*words: str) -> Meta:
    """Return what allows these *words* and nothing else."""
    allowed = "|".join(re.escape(word) for word in words)
    return Meta(pattern=whole(f"({allowed})"), extra_json_schema={"enum": list(words)})


AT_LEAST_ONE = Meta(min_length=1)
Count = Annotated[int, Meta(ge=0)]
Email = Annotated[str, Meta(max_length=254)]
Id = Annotated[
    str,
    Meta(
        title="Id",
        description="Small letters, digits and single hyphens, beginning with a letter.",
        pattern=whole(_ID),
        max_length=64,
    ),
]
IdOrNone = Annotated[
    str,
    Meta(
        title="Id or nothing",
        description="An id, or empty text where there is none.",
        pattern=whole(f"({_ID})?"),
        max_length=64,
    ),
]
Reference = Annotated[
    str,
    Meta(
        title="Reference",
        description="An offering in this register: vendor/offering.",
        pattern=whole(f"{_ID}/{_ID}"),
        max_length=129,
    ),
]
StatementId = Annotated[
    str,
    Meta(
        title="Statement id",
        description=(
            "A statement of the vendor: the question and its number there, counted from 0."
        ),
        pattern=whole(f"{_ID}/[0-9]+"),
        max_length=80,
    ),
]
Text = Annotated[
    str, Meta(title="Text", description="Plain text. Show it as text and never as markup.")
]
Day = Annotated[
    str,
    Meta(
        title="Date",
        description="A calendar date, year-month-day, as in 2026-11-24.",
        pattern=whole(_DAY),
        extra_json_schema={"format": "date"},
    ),
]
DayOrNone = Annotated[
    str,
    Meta(
        title="Date or nothing",
        description="A calendar date, or empty text where there is none.",
        pattern=whole(f"({_DAY})?"),
    ),
]
Digest = Annotated[
    str,
    Meta(
        title="Digest",
        description="sha256: and 64 hexadecimal digits in small letters.",
        pattern=whole("sha256:[0-9a-f]{64}"),
    ),
]
VerdictWord = Annotated[
    str,
    one_of("allowed", "conditional", "paused", "refused"),
    Meta(
        title="Verdict",
        description=(
            "allowed; conditional: if the conditions are kept; paused: we do not know; "
            "refused: we know, and it does not meet the policy."
        ),
    ),
]
StandingWord = Annotated[
    str,
    one_of("protects", "unclear", "exposes"),
    Meta(title="Standing", description="How an answer leaves the customer's data."),
]
EffectWord = Annotated[
    str,
    one_of("warning", "condition", "pause", "refuse", "merge"),
    Meta(
        title="Effect",
        description=(
            "What a finding does. merge: the register itself is broken, and the data is "
            "paused meanwhile."
        ),
    ),
]
Basis = Annotated[
    str,
    one_of("public-terms", "our-contract"),
    Meta(
        title="Basis",
        description=(
            "What the answers rest on. public-terms: what anybody can read. our-contract: a "
            "contract that the firm signed."
        ),
    ),
]
GateEffect = Annotated[
    str,
    one_of("blocks", "warns", "listed"),
    Meta(
        title="Effect in the gate",
        description=(
            "blocks: the run fails; warns: it is said and passes; listed: it is shown only."
        ),
    ),
]
FindingNumber = Annotated[
    int,
    Meta(
        title="Finding number",
        description="The place of a finding in the offering's list of findings, counted from 0.",
        ge=0,
    ),
]


class PublishedPeriod(Published, frozen=True):
    """A length of time, or null where there is none."""

    length: Count
    """How many."""
    unit: Annotated[str, one_of("hours", "days", "months", "years")]
    """hours, days, months or years."""


class PublishedPerson(Published, frozen=True):
    """A named person who can be asked."""

    name: Text
    email: Email
    """Where this person can be reached."""


class PublishedCell(Published, frozen=True):
    """A kind of data with a purpose; empty where the question has none."""

    data: IdOrNone
    purpose: IdOrNone
