"""Periods of time in a sentence, as a number and a unit."""

import re

_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12, "fourteen": 14, "fifteen": 15, "eighteen": 18,
    "twenty": 20, "twenty-four": 24, "thirty": 30, "sixty": 60, "ninety": 90,
}  # fmt: skip
_PERIOD = re.compile(
    r"\b(?P<count>[0-9]{1,4}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")\)?[\s-]*"
    r"(?:\([0-9]{1,4}\)[\s-]*)?(?:calendar |business |working |consecutive )?"
    r"(?P<unit>hour|day|week|month|year)s?\b"
)


def periods(text: str) -> tuple[str, ...]:
    """Return the periods that *text*, in small letters, names: "30 day", each once."""
    found = {f"{_NUMBERS.get(m['count'], m['count'])} {m['unit']}" for m in _PERIOD.finditer(text)}
    return tuple(sorted(found))
