"""What a sentence says on the questions of a register: its propositions.

A proposition is a rule with what the sentence says for each feature that the rule reads. Sentences
that agree in all of them say the same, however they are worded.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from inwriting.evidence.watch.company_names import listed, named, own_name, small_words
from inwriting.evidence.watch.grammar import is_the_customers, stance
from inwriting.evidence.watch.lexicon import Text
from inwriting.evidence.watch.periods import periods
from inwriting.evidence.watch.rules import SentenceRule, SentenceRules
from inwriting.evidence.watch.sentences import DocumentSentence

_SHORTEST = 12
"""Characters of a sentence that says anything."""
_MOST_ANCHORS = 16
"""Words of a rule's first group that are looked at in one sentence; a hostile one has thousands."""
_MOST_NEAR = 64
_SHORT_LEAD = 400
"""Characters of a lead whose plans and conditions still belong to each item under it."""


@dataclass(frozen=True, slots=True)
class Proposition:
    """What one sentence says by one rule."""

    rule: SentenceRule
    reading: tuple[tuple[str, tuple[str, ...]], ...]
    """For each feature that the rule reads, what the sentence says of it."""
    unit: DocumentSentence
    words: tuple[str, ...]
    """The words by which the rule took the sentence."""

    @property
    def key(self) -> tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]:
        """What is the same in two sentences that say the same."""
        return (self.rule.id, self.reading)

    def says(self, feature: str) -> tuple[str, ...]:
        """Return what the sentence says of *feature*."""
        return dict(self.reading).get(feature, ())


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the sentences of one document."""

    rules: SentenceRules
    small: frozenset[str]
    """The words that the document writes in small letters, which makes them no names."""
    own: str
    """The name that the document is full of: its vendor's."""

    def read(
        self, units: Iterable[DocumentSentence], only: Collection[str] | None = None
    ) -> tuple[Proposition, ...]:
        """Return what each of *units* says, in their order; by the rules *only*, or by all."""
        rules = [rule for rule in self.rules.rules if only is None or rule.id in only]
        return tuple(item for unit in units for item in self._read(unit, rules))

    def _read(self, unit: DocumentSentence, rules: Iterable[SentenceRule]) -> Iterator[Proposition]:
        sentence = Text(unit.plain)
        lead = Text(unit.lead)
        for rule in rules:
            if rule.under:
                item = self._of_list(unit, rule)
            elif len(unit.plain) >= _SHORTEST:
                item = self._of_sentence(unit, sentence, lead, rule)
            else:
                item = None
            if item and (not rule.must_read or any(item.says(n) for n in rule.must_read)):
                yield item

    def _of_list(self, unit: DocumentSentence, rule: SentenceRule) -> Proposition | None:
        above = Text(f"{unit.heading} {unit.lead}")
        found = [m for name in rule.under for m in self.rules.words[name].every(above)]
        names = listed(unit.text, self.small, self.rules.not_names) if found else ()
        if not names:
            return None
        return Proposition(rule, ((rule.reads[0], names),), unit, (found[0].group(),))

    def _of_sentence(
        self, unit: DocumentSentence, sentence: Text, lead: Text, rule: SentenceRule
    ) -> Proposition | None:
        found = taken(sentence, lead, rule, self.rules)
        if found is None:
            return None
        anchors, words = found
        full = f"{unit.lead} {unit.plain}" if unit.lead else unit.plain
        shift = len(full) - len(unit.plain)
        grammar = self.rules.grammar
        if rule.whose == "vendor" and is_the_customers(grammar, unit, full, anchors[0] + shift):
            return None
        wide = Text(full) if 0 < shift < _SHORT_LEAD else sentence

        def feature(name: str) -> tuple[str, ...]:
            if name == "stance":
                return tuple(sorted({stance(grammar, full, a + shift) for a in anchors}))
            if name == "period":
                return periods(unit.plain)
            if name == "names":
                return named(unit.text, self.small, self.own, self.rules.not_names)
            text = wide if name in {"plan", "condition"} else sentence
            return tuple(
                value for value, list_ in self.rules.features[name].items() if list_.first(text)
            )

        return Proposition(rule, tuple((name, feature(name)) for name in rule.reads), unit, words)


def reader(units: Iterable[DocumentSentence], rules: SentenceRules) -> Reader:
    """Return a reader for a document whose sentences are *units*."""
    texts = [unit.text for unit in units]
    small = small_words(texts)
    return Reader(rules, small, own_name(texts, small))


def taken(
    sentence: Text, lead: Text, rule: SentenceRule, rules: SentenceRules
) -> tuple[list[int], tuple[str, ...]] | None:
    """Return where the words of the rule's first group stand, and the words; None if not taken."""
    # Most sentences have nothing of what a rule needs first.
    if not any(rules.words[name].first(sentence) for name in rule.needs[0]):
        return None
    if any(rules.words[name].first(sentence) for name in rule.without):
        return None
    if any(m.start() == 0 for name in rule.begins_not for m in _first(rules, name, sentence)):
        return None
    others = [m.span() for name in rule.not_as for m in rules.words[name].every(sentence)]
    anchors: list[int] = []
    words: list[str] = []
    for number, group in enumerate(rule.needs):
        here = [
            m
            for name in group
            for m in rules.words[name].every(sentence)
            if not any(start < m.end() and m.start() < end for start, end in others)
        ]
        if number == 0:
            anchors = sorted({m.start() for m in here})[:_MOST_ANCHORS]
        elif here and rule.within:
            anchors = [
                anchor
                for anchor in anchors
                if any(
                    _between(sentence.plain, anchor, m.start()) <= rule.within
                    for m in here[:_MOST_NEAR]
                )
            ]
        if not anchors:
            return None
        if not here and number:
            here = [m for name in group for m in rules.words[name].every(lead)]
        if not here:
            return None
        words.append(here[0].group())
    return anchors, tuple(dict.fromkeys(words))


def _first(rules: SentenceRules, name: str, text: Text) -> list[re.Match[str]]:
    found = rules.words[name].first(text)
    return [found] if found else []


def _between(text: str, one: int, other: int) -> int:
    low, high = sorted((one, other))
    return text.count(" ", low, high)
