"""Turn plain data into words for the pages. Returns plain text, not Markdown."""

from collections.abc import Iterable

from inwriting.publish.escape import Markdown, escape
from inwriting.publish.published.policy import PublishedDemand
from inwriting.publish.published.shared import PublishedCell, PublishedPeriod
from inwriting.publish.published.vendor import PublishedDocument, PublishedStatement

EFFECTS = {
    "merge": "paused",
    "refuse": "refused",
    "pause": "paused",
    "condition": "conditional",
    "warning": "note",
}
"""What a finding leads to, as pages write it."""
EFFECT_ORDER = ("refuse", "merge", "pause", "condition", "warning")
"""What leads to the worst verdict first."""
VERDICTS = ("allowed", "conditional", "paused", "refused")
"""From yes to no."""
PLAIN_VERDICTS = {
    "allowed": "yes",
    "conditional": "yes, if",
    "paused": "not yet",
    "refused": "no",
}
"""Verdicts as staff would say them."""
STANDINGS = ("protects", "unclear", "exposes")
"""From good to bad for the customer."""
DEADLINES = {
    "review": "Review due",
    "document-ends": "Document ends",
    "document-begins": "Document begins",
    "exception-expires": "Exception ends",
}
"""What happens on a deadline."""
_DATES = {
    "signed": "signed",
    "stated": "dated",
    "effective": "in force from",
    "observed": "captured",
    "checked": "last seen unchanged",
    "ends": "ends",
}


def sentence(text: str) -> str:
    """Return *text* beginning with a capital."""
    return text[:1].upper() + text[1:]


def heading(text: str) -> str:
    """Return a sentence as a heading: with a capital, and without the full stop."""
    return sentence(text.rstrip().removesuffix("."))


def spaced(name: str) -> str:
    """Return an id in words, as in chat assistant."""
    return name.replace("-", " ")


def listed(names: Iterable[str]) -> str:
    """Return ids in words, as in prompts, uploads."""
    return ", ".join(spaced(name) for name in names)


def period(data: PublishedPeriod | None) -> str:
    """Return a period in words, as in 30 days; empty for none."""
    if data is None:
        return ""
    unit = data.unit if data.length != 1 else data.unit[:-1]
    return f"{data.length} {unit}"


def dates(document: PublishedDocument) -> str:
    """Return the dates of a document in words."""
    known = ((words, getattr(document.dates, key)) for key, words in _DATES.items())
    return ", ".join(f"{words} {day}" for words, day in known if day)


def cells(items: Iterable[PublishedCell]) -> str:
    """Return cells in words, as in prompts, uploads (train); empty for a question without any."""
    purposes: dict[str, list[str]] = {}
    for item in items:
        purposes.setdefault(item.data, []).append(item.purpose)
    by_purposes: dict[tuple[str, ...], list[str]] = {}
    for data, names in purposes.items():
        by_purposes.setdefault(tuple(names), []).append(data)
    parts = []
    for wanted, kinds in by_purposes.items():
        what, to = listed(filter(None, kinds)), listed(filter(None, wanted))
        parts.append(f"{what} ({to})" if what and to else what or to)
    return "; ".join(part for part in parts if part)


def scope(statement: PublishedStatement) -> str:
    """Return the scope of a statement; empty for everything."""
    parts = [
        listed(statement.data),
        f"to {listed(statement.purposes)}" if statement.purposes else "",
        f"by {listed(statement.who)}" if statement.who else "",
        f"for {listed(statement.models)}" if statement.models else "",
        f"in {listed(statement.regions)}" if statement.regions else "",
        f"when {listed(statement.when)}" if statement.when else "",
    ]
    return " ".join(part for part in parts if part)


def details(statement: PublishedStatement) -> str:
    """Return what a statement adds to its answer: periods, places, residuals, routes."""
    parts = [
        period(statement.period),
        f"notice {period(statement.notice)}" if statement.notice else "",
        listed(statement.places),
        f"still used: {listed(statement.residuals)}" if statement.residuals else "",
        "for the future only" if statement.only_future else "",
        statement.route,
        statement.contact,
    ]
    return "; ".join(part for part in parts if part)


def badge(word: str, kind: str) -> Markdown:
    """Return *word* as a coloured mark of the *kind*: a verdict, a standing or a note."""
    if kind not in {*VERDICTS, *STANDINGS, "note", "example"}:
        message = f"{kind!r} is no kind of mark"
        raise ValueError(message)
    return Markdown(f'<span class="iw iw-{kind}">{escape(word)}</span>')


def demand(item: PublishedDemand, places: dict[str, str]) -> str:
    """Return a demand in words."""
    parts = [f"{spaced(item.at_least)} or better"]
    if item.at_most:
        parts.append(f"at most {period(item.at_most)}")
    if item.notice_at_least:
        parts.append(f"with at least {period(item.notice_at_least)} notice")
    if item.places:
        parts.append(f"only in {', '.join(places.get(p, p) for p in item.places)}")
    if item.data:
        parts.append(f"for {listed(item.data)}")
    if item.purposes:
        parts.append(f"to {listed(item.purposes)}")
    if item.refuses_residuals:
        parts.append(f"and none of these uses continuing: {listed(item.refuses_residuals)}")
    if item.authority:
        parts.append(f"written in a document at level {spaced(item.authority)} or stronger")
    return "; ".join(parts)
