"""What a sentence says on the questions of a register: its propositions.

A proposition is a rule with what the sentence says for each feature that the rule reads. Sentences
that agree in all of them say the same, however they are worded.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inwriting.watch.lexicon import Text
from inwriting.watch.rules import Rule, Rules
from inwriting.watch.units import Unit

PERMITS = "permits"
FORBIDS = "forbids"
_NEGATION = re.compile(
    r"\b(?:not|never|no|none|neither|nor|cannot|prohibit\w*|forbid\w*|refrain\w*|without|bar(?:s|red)?"
    r"|exclud\w+|\w+n't)\b"
)
_NO_NEGATION = re.compile(
    r"\b(?:(?:not|without) limit\w+|not only|whether or not|no longer than|not later than"
    r"|(?:if|unless|where|when) (?:you|customers?|users?)(?: \w+)? (?:do|does|have|has|did)(?: not|n't)\b"
    r"|(?:do|does|did|have|has)(?: not|n't) (?:opt\w*|want|wish|object\w*|disabl\w*)"
    r"|without (?:notice|charge|cost|limit\w*|prejudice|affecting|compensation|payment|royalt\w*)"
    r"|not (?:to have your|necessarily|constitute|required|responsible|liable|guarantee\w*))\b"
)
_CLAUSE_ENDS = re.compile(
    r";|\.\s|\bbut\b|\bhowever\b|\bunless\b|\bexcept\b|\bprovided that\b|\bnotwithstanding\b"
    r"|\balthough\b|\bwe may\b|\bwe will use\b|\bwe use\b"
)
_CUSTOMER = re.compile(
    r"\b(?:you|customers?|users?|end users?|licensees?|developers?|subscribers?|members?|recipient)\b"
    r"(?:,? (?:and|or|any|your|its|their|end|users?|affiliates?|customers?|hereby|further|also|agree|that"
    r"|you|shall|will|may|represent|warrant|must)\b){0,9},? "
    r"(?:may not|shall not|must not|will not|cannot|can not|agree not|agrees not|may|must|shall|can|agree"
    r"|agrees|waive|waives|represent|undertake|are (?:not )?(?:permitted|allowed|prohibited|restricted)"
    r"|is (?:not )?(?:permitted|allowed|prohibited)|hereby)\b"
    r"|\bprohibited (?:uses?|from|conduct|activities)\b|\bdo not:|\byou(?:'re| are) not allowed\b"
    r"|\b(?:refrain|restricted) from\b|\bby using automated\b"
)
_VENDOR = re.compile(
    r"\b(?:we|us|grants?|granting|granted|licen[cs]e (?:to|for)|consents? to|opt\w*|our affiliates?"
    r"|right for|rights to|may be used|is used|are used|be used|will use|does not use|do not use)\b"
)
_ORDER = re.compile(
    r"^(?:or |and )?(?:to )?(?:us(?:e|ing)|extract\w*|attempt\w*|access\w*|revers\w*|scrap\w*|cop(?:y|ying)"
    r"|modify\w*|develop\w*|creat\w*|train\w*|build\w*|input\w*|upload\w*|fine\W?tun\w*)\b"
)
_RESTRICTIVE = re.compile(
    r"\b(?:restrict\w*|prohibit\w*|acceptable use|conduct|must not|may not|shall not|do not|cannot"
    r"|agree not|you will not|not permitted|don't)\b"
)
_COMPETING = re.compile(r"\bcompet(?:e|es|ing|itive|itor|itors)\b")
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12, "fourteen": 14, "fifteen": 15, "eighteen": 18,
    "twenty": 20, "twenty-four": 24, "thirty": 30, "sixty": 60, "ninety": 90,
}  # fmt: skip
_PERIOD = re.compile(
    r"\b(?P<count>[0-9]{1,4}|" + "|".join(_NUMBERS) + r")\)?[\s-]*(?:\([0-9]{1,4}\)\s*)?"
    r"(?:calendar |business |working |consecutive )?(?P<unit>hour|day|week|month|year)s?\b"
)
_ENUMERATION = re.compile(
    r"(?:such as|including|for example,?|e\.g\.,?|like|namely|currently|:|via|with|by|from)\s+"
)
_SMALL = re.compile(r"(?<!\w)[a-z]{2,}(?!\w)")
_WORD = re.compile(r"\w+")
_NAME = re.compile(r"\b[A-Z][\w&.-]*[A-Za-z](?:\s(?:[A-Z][\w&.-]*|of|&|AI))*")


@dataclass(frozen=True, slots=True)
class Proposition:
    """What one sentence says by one rule."""

    rule: Rule
    reading: tuple[tuple[str, tuple[str, ...]], ...]
    """For each feature that the rule reads, what the sentence says of it."""
    unit: Unit
    words: tuple[str, ...]
    """The words by which the rule took the sentence."""

    @property
    def key(self) -> tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]:
        """What is the same in two sentences that say the same."""
        return (self.rule.id, self.reading)

    def says(self, feature: str) -> tuple[str, ...]:
        """Return what the sentence says of *feature*."""
        return dict(self.reading).get(feature, ())


def read(units: Sequence[Unit], rules: Rules) -> tuple[Proposition, ...]:
    """Return what each of *units* says, in their order."""
    common = frozenset(word for unit in units for word in _SMALL.findall(unit.text))
    return tuple(item for unit in units for item in _read(unit, rules, common))


def _read(unit: Unit, rules: Rules, common: frozenset[str]) -> Iterator[Proposition]:
    if len(unit.plain) < 12:
        return
    text = Text(unit.plain)
    lead = Text(unit.lead)
    for rule in rules.rules:
        found = _taken(text, lead, rule, rules)
        if found is None:
            continue
        anchors, words = found
        full = f"{unit.lead} {unit.plain}" if unit.lead else unit.plain
        shift = len(full) - len(unit.plain)
        if rule.whose == "vendor" and _is_the_customers(unit, full, anchors[0] + shift):
            continue
        reading = tuple(
            (f, _feature(f, unit, full, shift, anchors, rules, common)) for f in rule.reads
        )
        if rule.must_read and not any(dict(reading).get(_of(name)) for name in rule.must_read):
            continue
        yield Proposition(rule, reading, unit, words)


def _of(name: str) -> str:
    return "kept" if name == "kept-limit" else name


def _taken(
    sentence: Text, lead: Text, rule: Rule, rules: Rules
) -> tuple[list[int], tuple[str, ...]] | None:
    """Return where the words of the rule's first group stand, and the words; None if not taken."""
    if any(rules.words[name].first(sentence) for name in rule.without):
        return None
    others = [m.span() for name in rule.not_as for m in rules.words[name].every(sentence)]

    def every(group: tuple[str, ...], text: Text) -> list[re.Match[str]]:
        return [m for name in group for m in rules.words[name].every(text)]

    anchors: list[int] = []
    words: list[str] = []
    for number, group in enumerate(rule.needs):
        here = [
            m
            for m in every(group, sentence)
            if not any(a < m.end() and m.start() < b for a, b in others)
        ]
        if number == 0:
            anchors = sorted({m.start() for m in here})
        elif here and rule.within:
            anchors = [
                a
                for a in anchors
                if any(_between(sentence.plain, a, m.start()) <= rule.within for m in here)
            ]
        if not anchors:
            return None
        here = here or (every(group, lead) if number else [])
        if not here:
            return None
        words.append(here[0].group())
    return anchors, tuple(dict.fromkeys(words))


def _between(text: str, one: int, other: int) -> int:
    low, high = sorted((one, other))
    return text.count(" ", low, high)


def _is_the_customers(unit: Unit, full: str, anchor: int) -> bool:
    """Tell whether the sentence binds the customer: what we may do is no use of our data."""
    before = full[:anchor]
    subjects = list(_CUSTOMER.finditer(before))
    if subjects:
        rest = before[subjects[-1].end() :]
        return _VENDOR.search(rest) is None
    vendor = _VENDOR.search(before) is not None
    if not vendor and _COMPETING.search(unit.plain):
        return True
    return bool(
        not vendor
        and _ORDER.match(unit.plain)
        and (_RESTRICTIVE.search(unit.lead) or _RESTRICTIVE.search(unit.heading))
    )


def _feature(
    name: str,
    unit: Unit,
    full: str,
    shift: int,
    anchors: list[int],
    rules: Rules,
    common: frozenset[str],
) -> tuple[str, ...]:
    if name == "stance":
        return tuple(sorted({_stance(full, anchor + shift) for anchor in anchors}))
    if name == "period":
        return tuple(sorted(set(periods(unit.plain))))
    if name == "names":
        return tuple(sorted(set(names(unit.text, common))))
    text = Text(full if name in {"plan", "condition"} and shift < 400 else unit.plain)
    return tuple(v for v, words in rules.features[name].items() if words.first(text))


def _stance(full: str, anchor: int) -> str:
    """Return whether what stands at *anchor* is denied in the clause that leads up to it."""
    clause = full[max(0, anchor - 600) : anchor]
    ends = list(_CLAUSE_ENDS.finditer(clause))
    clause = clause[ends[-1].end() :] if ends else clause
    clause = _NO_NEGATION.sub(" ", clause)
    return FORBIDS if _NEGATION.search(clause) else PERMITS


def periods(text: str) -> Iterator[str]:
    """Yield the periods that *text* names, as "30 day"."""
    for found in _PERIOD.finditer(text):
        count = found["count"]
        yield f"{_NUMBERS.get(count, count)} {found['unit']}"


def names(text: str, common: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the names that stand in an enumeration of *text*, in small letters.

    A name has a word that *common*, the words which the document writes small, has not.
    """
    for begin in _ENUMERATION.finditer(text):
        rest = text[begin.end() : begin.end() + 400]
        for found in _NAME.finditer(re.split(r"[;.)]\s", rest)[0]):
            name = found.group().casefold()
            if not common.issuperset(_WORD.findall(name)):
                yield name
