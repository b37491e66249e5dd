"""What became of the passages that a dossier cites."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from inwriting.evidence.watch.alarm import Alarm, ChangedWords
from inwriting.evidence.watch.changes import meaning
from inwriting.evidence.watch.propositions import reader
from inwriting.evidence.watch.rules import SentenceRules
from inwriting.evidence.watch.sentences import DocumentSentence, key_of, sentences_of, spoken
from inwriting.register.model.alarms import AlarmKind, Meaning
from inwriting.texts.passages import collapsed

FOUND_AGAIN = 62.0
"""How alike, of 100, a passage and its new wording are at the least; below, it is gone."""
_WIDEST = 40
"""Sentences of a passage that are looked for together, at most."""
_LONG_WORD = 5
_WORD = re.compile(r"[\w@#'-]+")


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A passage of the earlier text that statements rest on."""

    name: str
    """A name for it, such as its place in the dossier."""
    start: int
    end: int
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PassageChanges:
    """What became of the cited passages."""

    alarms: tuple[Alarm, ...]
    moved: tuple[str, ...]
    corrected: tuple[str, ...]


def passage_changes(
    before: str,
    after: str,
    both: tuple[Sequence[DocumentSentence], Sequence[DocumentSentence]],
    cited: Sequence[CitedPassage],
    rules: SentenceRules,
) -> PassageChanges:
    """Look every passage of *cited*, which lies in *before*, up in *after*.

    *both* are the two texts as units. A passage whose letters stand there in the same order is
    there, and only its markup, its quotation marks or its place differ, as long as its sentence
    did not get longer and nothing else leads into it.
    """
    old, new = both
    was = "".join(unit.key for unit in old)
    whole = key_of(collapsed(after))
    said = "".join(unit.key for unit in new)
    is_new = said != was
    alarms: dict[tuple[int, int], Alarm] = {}
    moved: list[str] = []
    corrected: list[str] = []
    for item in cited:
        span = (item.start, item.end)
        if span in alarms:
            alarms[span] = _also(alarms[span], item)
            continue
        text = before[item.start : item.end]
        parts = sentences_of(text)
        key = "".join(unit.key for unit in parts)
        stays = collapsed(after[item.start : item.end]) == collapsed(text)
        if stays or (key and (key in said or key in whole or key_of(collapsed(text)) in whole)):
            here = [unit for unit in old if unit.start < item.end and item.start < unit.end]
            # The same words in the same order have the same above them, however it is marked.
            otherwise = is_new and _standing_otherwise(parts, here, new, was, rules)
            if otherwise:
                alarms[span] = _alarm(item, *otherwise, rules)
            elif not stays:
                moved.append(item.name)
            continue
        found = _nearest(parts, new)
        if found and is_correction(
            " ".join(u.plain for u in parts), " ".join(u.plain for u in found)
        ):
            corrected.append(item.name)
            continue
        alarms[span] = _alarm(item, text, parts, found, rules)
    return PassageChanges(tuple(alarms.values()), tuple(moved), tuple(corrected))


def _also(alarm: Alarm, item: CitedPassage) -> Alarm:
    return Alarm(
        alarm.kind,
        alarm.meaning,
        alarm.rule,
        alarm.title,
        tuple(dict.fromkeys((*alarm.questions, *item.questions))),
        alarm.before,
        alarm.after,
        alarm.words,
        alarm.differences,
        (*alarm.cited, item.name),
    )


def _standing_otherwise(
    parts: Sequence[DocumentSentence],
    here: Sequence[DocumentSentence],
    new: Sequence[DocumentSentence],
    was: str,
    rules: SentenceRules,
) -> tuple[str, list[DocumentSentence], list[DocumentSentence]] | None:
    """Return where a passage's own words stayed and their sense may not have; else None.

    That is a whole sentence that goes on now, or words under another lead or below a heading
    that denies where it did not. *here* are the old sentences at its place, and *was* is the key of
    the whole old text: a sentence that only lost its full stop goes on with what followed it.
    """
    for part in parts:
        homes = [unit for unit in here if part.key and part.key in unit.key]
        if not homes:
            continue
        is_whole = any(unit.key == part.key for unit in homes)
        found = [unit for unit in new if part.key in unit.key]
        same = [unit for unit in found if not is_whole or unit.key == part.key or unit.key in was]
        leads = {_lead(unit, rules) for unit in homes}
        if found and not any(_lead(unit, rules) in leads for unit in same):
            return _with_lead(homes[0]), homes[:1], (same or found)[:1]
    return None


def _lead(unit: DocumentSentence, rules: SentenceRules) -> tuple[str, bool]:
    return (spoken(unit.lead), rules.grammar.negation.search(unit.heading) is not None)


def _with_lead(unit: DocumentSentence) -> str:
    return " ".join(part for part in (unit.lead or unit.heading, unit.text) if part)


def _nearest(
    parts: Sequence[DocumentSentence], new: Sequence[DocumentSentence]
) -> tuple[DocumentSentence, ...]:
    """Return the sentences of *new* that are the new wording of *parts*; none when it is gone."""
    found: list[int] = []
    plains = [unit.plain for unit in new]
    for part in parts[:_WIDEST]:
        best = process.extractOne(
            part.plain, plains, scorer=fuzz.ratio, score_cutoff=FOUND_AGAIN
        ) or (
            # A passage may begin or end inside a sentence.
            process.extractOne(
                part.plain,
                [plain if len(plain) > len(part.plain) / 2 else "" for plain in plains],
                scorer=fuzz.partial_ratio,
                score_cutoff=80,
            )
            if len(part.plain) > 40
            else None
        )
        if best:
            found.append(best[2])
    if 2 * len(found) < len(parts[:_WIDEST]):
        return ()
    return tuple(new[index] for index in sorted(set(found)))


def is_correction(old: str, new: str) -> bool:
    """Tell whether *old* and *new*, both plain, differ by a corrected spelling alone.

    As many words in the same order; where two differ, they are long and two neighbouring letters
    changed places, and the old word is nowhere in the new wording: a word that was misspelt.
    """
    one, other = _WORD.findall(old), _WORD.findall(new)
    if len(one) != len(other):
        return False
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    # Where no word differs, a sign does: a percent sign, a tick.
    return 0 < len(differing) <= 3 and all(
        min(len(a), len(b)) >= _LONG_WORD
        and a[0] == b[0]
        and a.isalpha()
        and b.isalpha()
        and OSA.distance(a, b) == 1
        and sorted(a) == sorted(b)
        and a not in other
        for a, b in differing
    )


def _alarm(
    item: CitedPassage,
    text: str,
    parts: Sequence[DocumentSentence],
    found: Sequence[DocumentSentence],
    rules: SentenceRules,
) -> Alarm:
    old_says, new_says = reader(parts, rules).read(parts), reader(found, rules).read(found)
    old = old_says[0] if old_says else None
    new = next((p for p in new_says if old and p.rule.id == old.rule.id), None)
    if not found:
        what = meaning(old, None) if old else Meaning.STATEMENT_GONE
    elif old is None and new_says:
        what = meaning(None, new_says[0])
    elif old is not None and new is None:
        what = meaning(old, None)
    elif old is not None and new is not None and old.reading != new.reading:
        what = meaning(old, new)
    else:
        what = Meaning.REWORDED
    # Where the words are the same, what stands above them is the change.
    is_above = [unit.key for unit in parts] == [unit.key for unit in found]
    after = (
        ChangedWords(
            " ".join(_with_lead(unit) if is_above else unit.text for unit in found),
            min(unit.start for unit in found),
            max(unit.end for unit in found),
        )
        if found
        else None
    )
    return Alarm(
        AlarmKind.CITED_CHANGED if found else AlarmKind.CITED_GONE,
        what,
        "cited-passage",
        "what a cited passage says",
        item.questions,
        ChangedWords(collapsed(text), item.start, item.end),
        after,
        old.words if old else (),
        (),
        (item.name,),
    )
