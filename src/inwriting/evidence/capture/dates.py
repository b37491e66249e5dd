"""The dates that a document states of itself, found by a rule that is written down here.

Looked for in the first 4,000 and the last 2,000 characters: the words below, at most twelve
characters of filling (a colon, "on", "as of", marks of Markdown), and a date that can be read in
one way only. Dates of figures alone, as in 03/04/2026, can be read in two ways and count only where
one of the two figures is above twelve. Two different dates behind words of one kind are no date: a
person decides.
"""

import datetime
import re
from dataclasses import dataclass
from typing import Final

_FIRST: Final = 4_000
_LAST: Final = 2_000

_STATED: Final = (
    r"(?:last|date)\s+(?:updated|modified|revised|changed|amended|reviewed)|updated|last\s+update"
    r"|revised|version|dated|date\s+of\s+(?:this\s+)?(?:document|version|last\s+\w+)|published"
    r"|zuletzt\s+(?:aktualisiert|geändert)|letzte\s+(?:aktualisierung|änderung)|stand"
    r"|dernière\s+mise\s+à\s+jour|última\s+actualización"
)
_EFFECTIVE: Final = (
    r"effective(?:\s+(?:date|as\s+of|from|on|since|starting))?|(?:takes?|in)\s+effect(?:\s+on)?"
    r"|in\s+force\s+(?:since|from)|applies\s+from|valid\s+from"
    r"|gültig\s+ab|wirksam\s+(?:ab|seit)|in\s+kraft\s+(?:seit|ab)|en\s+vigueur\s+(?:le|depuis)"
)
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero",
            "february feb februar février febrero",
            "march mar märz mars marzo",
            "april apr avril abril",
            "may mai mayo",
            "june jun juni juin junio",
            "july jul juli juillet julio",
            "august aug août agosto",
            "september sept sep septembre septiembre",
            "october oct oktober octobre octubre",
            "november nov novembre noviembre",
            "december dec dezember décembre diciembre",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH: Final = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY: Final = r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th|er|\.)?"
_YEAR: Final = r"(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
_FORMS: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_YEAR}-(?P<number>[01][0-9])-(?P<day>[0-3][0-9])(?![0-9])",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_DAY}\s+(?:of\s+|de\s+)?{_MONTH},?\s+(?:de\s+)?{_YEAR}",
        rf"(?P<one>[0-3]?[0-9])(?P<sign>[./])(?P<two>[0-3]?[0-9])(?P=sign){_YEAR}",
    )
)
_FILLING: Final = r"[\s:*_|(\u00a0>-]{0,12}(?:on\s+|as\s+of\s+|am\s+|le\s+)?[\s:*_]{0,6}"


@dataclass(frozen=True, slots=True)
class FoundDates:
    """What a document says of its own dates."""

    stated: datetime.date | None
    effective: datetime.date | None
    notes: tuple[str, ...]
    """Why one was not taken."""


def found_dates(text: str) -> FoundDates:
    """Return the dates that *text* states of itself."""
    places = text if len(text) <= _FIRST + _LAST else f"{text[:_FIRST]}\n{text[-_LAST:]}"
    notes: list[str] = []
    stated = _one(places, _STATED, "last changed", "--stated", notes)
    effective = _one(places, _EFFECTIVE, "effective", "--effective", notes)
    return FoundDates(stated, effective, tuple(notes))


def _one(
    text: str, words: str, meaning: str, option: str, notes: list[str]
) -> datetime.date | None:
    found = set()
    for label in re.finditer(rf"(?<!\w)(?:{words})(?!\w){_FILLING}", text, re.IGNORECASE):
        for form in _FORMS:
            matched = form.match(text, label.end())
            if matched is None:
                continue
            date = _date(matched)
            if date is None:
                notes.append(
                    f"The date {matched[0]!r} ({meaning}) can be read in two ways or does not "
                    f"exist; give it with {option}."
                )
            else:
                found.add(date)
            break
    if len(found) > 1:
        shown = ", ".join(map(str, sorted(found)[:4]))
        notes.append(f"More than one date is given as {meaning} ({shown}); give it with {option}.")
    return found.pop() if len(found) == 1 else None


def _date(matched: re.Match[str]) -> datetime.date | None:
    parts = matched.groupdict()
    year = int(parts["year"])
    if parts.get("sign"):
        one, two = int(parts["one"]), int(parts["two"])
        if parts["sign"] == "." or one > 12 or one == two:
            day, month = one, two
        elif two > 12:
            day, month = two, one
        else:
            return None
    else:
        day = int(parts["day"])
        name = parts.get("month")
        month = _MONTHS[name.casefold()] if name else int(parts["number"])
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
