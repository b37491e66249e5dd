"""Two texts' propositions, compared: an alarm where one says what the other does not."""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz, process

from inwriting.evidence.watch.alarm import Alarm, ChangedWords, FeatureChange
from inwriting.evidence.watch.grammar import FORBIDS, PERMITS
from inwriting.evidence.watch.propositions import Proposition, reader
from inwriting.evidence.watch.rules import SentenceRules
from inwriting.evidence.watch.sentences import DocumentSentence, plain
from inwriting.register.model.alarms import AlarmKind, Meaning

ALIKE = 60.0
"""How alike, of 100, an old and a new sentence are when one is the other's new wording."""
WORDS_ALIKE = 90.0
"""How much of the shorter sentence's words, of 100, the longer one has in such a case."""
_LONG = 25
MOST_PAIRED = 400
"""Old and new sentences of one rule that are paired at most; beyond, they stand alone."""


def changes(
    old: Sequence[DocumentSentence], new: Sequence[DocumentSentence], rules: SentenceRules
) -> tuple[Alarm, ...]:
    """Return an alarm for each thing that only one of two texts, *old* and *new*, says.

    A sentence that stands word for word in both, under the same lead, is no change, whatever
    stands around it. What both say elsewhere in other words is none either.
    """
    old_keys, new_keys = {unit.in_place for unit in old}, {unit.in_place for unit in new}
    old_reader, new_reader = reader(old, rules), reader(new, rules)
    gone = old_reader.read(unit for unit in old if unit.in_place not in new_keys)
    come = new_reader.read(unit for unit in new if unit.in_place not in old_keys)
    at_stake = {item.rule.id for item in (*gone, *come)}
    if not at_stake:
        return ()
    # Most changes touch few rules: the sentences that stayed are read by these alone.
    before = (*gone, *old_reader.read((u for u in old if u.in_place in new_keys), at_stake))
    after = (*come, *new_reader.read((u for u in new if u.in_place in old_keys), at_stake))
    was, now = _places(before), _places(after)
    alarms: list[Alarm] = []
    for rule in rules.rules:
        if rule.id in at_stake:
            alarms.extend(
                _paired(
                    _distinct(p for p in gone if p.rule == rule and _is_news(p, was, now)),
                    _distinct(p for p in come if p.rule == rule and _is_news(p, now, was)),
                    [p for p in before if p.rule == rule],
                    [p for p in after if p.rule == rule],
                )
            )
    return _once(alarms)


def _places(items: Iterable[Proposition]) -> dict[object, set[str]]:
    """Return the different sentences that say each thing."""
    found: dict[object, set[str]] = {}
    for item in items:
        found.setdefault(item.key, set()).add(item.unit.key)
    return found


def _is_news(
    item: Proposition, here: dict[object, set[str]], there: dict[object, set[str]]
) -> bool:
    """Tell whether the other text does not say what *item* says, or not in as many places.

    The second counts for some rules only: a promise that is repeated for one more use of the data
    covers more, whereas a period that is mentioned once more says nothing new.
    """
    if item.key not in there:
        return True
    return item.rule.everywhere and len(here[item.key]) > len(there[item.key])


def _distinct(items: Iterable[Proposition]) -> list[Proposition]:
    return list({item.unit.key: item for item in items}.values())


def _paired(
    gone: list[Proposition],
    new: list[Proposition],
    before: list[Proposition],
    after: list[Proposition],
) -> Iterator[Alarm]:
    taken: set[str] = set()
    for old in gone:
        # What replaced it may say something that the old text said elsewhere too.
        other = _counterpart(old, [p for p in new if p.unit.key not in taken]) or _counterpart(
            old, after
        )
        if other:
            taken.add(other.unit.key)
        yield _alarm(old, other)
    for item in new:
        if item.unit.key not in taken:
            yield _alarm(_counterpart(item, before), item)


def _counterpart(item: Proposition, among: Sequence[Proposition]) -> Proposition | None:
    """Return the sentence of *among* that is *item*'s other wording, or None."""
    plains = [other.unit.plain for other in among[:MOST_PAIRED]]
    found = process.extractOne(item.unit.plain, plains, scorer=fuzz.ratio, score_cutoff=ALIKE)
    if found is None and len(item.unit.plain) >= _LONG:
        # One that got a longer tail, or lost it, has all words of the shorter one.
        found = process.extractOne(
            item.unit.plain,
            [plain if len(plain) >= _LONG else "" for plain in plains],
            scorer=fuzz.token_set_ratio,
            score_cutoff=WORDS_ALIKE,
        )
    return among[found[2]] if found else None


def _alarm(old: Proposition | None, new: Proposition | None) -> Alarm:
    some = new or old
    assert some is not None  # noqa: S101
    kind = (
        AlarmKind.TEXT_CHANGED
        if old and new
        else AlarmKind.NEW_TEXT
        if new
        else AlarmKind.TEXT_GONE
    )
    differences = tuple(
        FeatureChange(feature, old.says(feature) if old else (), new.says(feature) if new else ())
        for feature in some.rule.reads
        if (old.says(feature) if old else ()) != (new.says(feature) if new else ())
    )
    return Alarm(
        kind,
        meaning(old, new),
        some.rule.id,
        some.rule.title,
        some.rule.questions,
        changed_words(old.unit) if old else None,
        changed_words(new.unit) if new else None,
        some.words,
        differences,
    )


def changed_words(unit: DocumentSentence) -> ChangedWords:
    """Return *unit* as one side of a change, with the words that lead into it."""
    return ChangedWords(unit.text, unit.start, unit.end)


def meaning(old: Proposition | None, new: Proposition | None) -> Meaning:
    """Return what it means that *old* became *new*; None for either that is not there."""
    if old is None and new is not None:
        return _added(new)
    if new is None and old is not None:
        return _gone(old)
    assert old is not None and new is not None  # noqa: S101, PT018
    return _reworded(old, new)


def _speaks_of_training(item: Proposition) -> bool:
    return item.rule.whose == "vendor"


def _forbids(item: Proposition) -> bool:
    return item.says("stance") == (FORBIDS,)


def _added(new: Proposition) -> Meaning:
    if new.rule.about == "way-out" or (
        _speaks_of_training(new) and not _forbids(new) and _is_right(new)
    ):
        return Meaning.WAY_OUT_ADDED
    if new.rule.about in _BY_ITSELF:
        return _BY_ITSELF[new.rule.about]
    if not _speaks_of_training(new):
        return Meaning.STATEMENT_ADDED
    return Meaning.PROMISE_ADDED if _forbids(new) else Meaning.PERMISSION_ADDED


def _gone(old: Proposition) -> Meaning:
    if old.rule.about == "way-out":
        return Meaning.WAY_OUT_GONE
    if old.rule.about in _BY_ITSELF:
        return _BY_ITSELF[old.rule.about]
    if not _speaks_of_training(old):
        return Meaning.STATEMENT_GONE
    return Meaning.PROMISE_GONE if _forbids(old) else Meaning.PERMISSION_GONE


_BY_ITSELF = {
    "companies": Meaning.LIST_CHANGED,
    "place": Meaning.PLACE_CHANGED,
    "scope": Meaning.SCOPE_CHANGED,
}
_CHANGED = {**_BY_ITSELF, "way-out": Meaning.WAY_OUT_CHANGED, "period": Meaning.PERIOD_CHANGED}


def _is_right(item: Proposition) -> bool:
    return "opt-out" in item.says("condition") and item.unit.plain.startswith(_OFFERS)


def _reworded(old: Proposition, new: Proposition) -> Meaning:
    if old.rule.about in _CHANGED:
        return _CHANGED[old.rule.about]
    if not _speaks_of_training(old):
        return Meaning.REWORDED
    was, now = old.says("stance"), new.says("stance")
    if was != now:
        if now == (FORBIDS,):
            return Meaning.PROMISE_STRENGTHENED if FORBIDS in was else Meaning.PROMISE_ADDED
        if PERMITS in now and was == (FORBIDS,):
            return Meaning.PROMISE_WEAKENED if FORBIDS in now else Meaning.DEFAULT_FLIPPED
        return Meaning.PERMISSION_ADDED
    if _consent(old) != _consent(new) and not _forbids(old):
        return Meaning.DEFAULT_FLIPPED
    if _forbids(old):
        return _promise(old, new)
    return Meaning.SCOPE_CHANGED


def _consent(item: Proposition) -> tuple[bool, bool]:
    said = item.says("condition")
    return ("opt-in" in said, "opt-out" in said)


def _promise(old: Proposition, new: Proposition) -> Meaning:
    """Return whether a refusal covers less or more than before."""
    limits_old, limits_new = set(old.says("condition")), set(new.says("condition"))
    covers_old, covers_new = ({*item.says("data"), *item.says("models")} for item in (old, new))
    if limits_new > limits_old or (covers_new < covers_old and limits_new >= limits_old):
        return Meaning.PROMISE_WEAKENED
    if limits_new < limits_old or (covers_new > covers_old and limits_new <= limits_old):
        return Meaning.PROMISE_STRENGTHENED
    return Meaning.SCOPE_CHANGED


def _once(alarms: Iterable[Alarm]) -> tuple[Alarm, ...]:
    """Say once what several rules say of the same sentences, with the questions of all of them.

    A sentence that tells how to refuse, and speaks of training only for that, is a way out; any
    other is what it says of training.
    """
    seen: dict[tuple[str, str], Alarm] = {}
    for alarm in alarms:
        key = (
            alarm.before.text if alarm.before else "",
            alarm.after.text if alarm.after else "",
        )
        first = seen.get(key)
        if first is None:
            seen[key] = alarm
            continue
        main, other = (alarm, first) if _is_the_matter(alarm, first) else (first, alarm)
        questions = tuple(dict.fromkeys((*main.questions, *other.questions)))
        seen[key] = dataclasses.replace(main, questions=questions)
    return tuple(seen.values())


def _is_the_matter(way_out: Alarm, first: Alarm) -> bool:
    some = way_out.after or way_out.before
    return (
        way_out.meaning in _WAYS_OUT
        and first.meaning not in _WAYS_OUT
        and some is not None
        and plain(some.text).startswith(_OFFERS)
    )


_WAYS_OUT = frozenset({Meaning.WAY_OUT_ADDED, Meaning.WAY_OUT_CHANGED, Meaning.WAY_OUT_GONE})
_OFFERS = (
    "you can", "you may", "to opt", "opt", "if you", "the right", "right to", "users can", "please",
    "customers can", "customer may", "users may", "your right", "you have the",
)  # fmt: skip
