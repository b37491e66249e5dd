"""What became of the passages that a dossier cites."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from inwriting.model.alarms import Kind, Meaning
from inwriting.passages import collapsed
from inwriting.watch.alarm import Alarm, Side
from inwriting.watch.changes import meaning, side
from inwriting.watch.reading import reader
from inwriting.watch.rules import Rules
from inwriting.watch.units import Unit, key_of, units

FOUND_AGAIN = 62.0
"""How alike, of 100, a passage and its new wording are at the least; below, it is gone."""
_WIDEST = 40
"""Sentences of a passage that are looked for together, at most."""
_SPELLING = 2
"""Letters that a corrected word differs in, at most."""
_LONG_WORD = 5
_WORD = re.compile(r"[\w@#'-]+")


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage of the earlier text that statements rest on."""

    name: str
    """A name for it, such as its place in the dossier."""
    start: int
    end: int
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of the cited passages."""

    alarms: tuple[Alarm, ...]
    moved: tuple[str, ...]
    corrected: tuple[str, ...]


def follow(
    before: str, after: str, new: Sequence[Unit], cited: Sequence[Cited], rules: Rules
) -> Followed:
    """Look every passage of *cited*, which lies in *before*, up in *after*.

    *new* is *after* as units. A passage whose letters stand there in the same order is there: only
    its markup, its quotation marks or its place differ.
    """
    whole = key_of(collapsed(after))
    said = "".join(unit.key for unit in new)
    alarms: dict[tuple[int, int], Alarm] = {}
    moved: list[str] = []
    corrected: list[str] = []
    for item in cited:
        span = (item.start, item.end)
        if span in alarms:
            alarms[span] = _also(alarms[span], item)
            continue
        text = before[item.start : item.end]
        if collapsed(after[item.start : item.end]) == collapsed(text):
            continue
        parts = units(text)
        key = "".join(unit.key for unit in parts)
        if key and (key in said or key in whole or key_of(collapsed(text)) in whole):
            moved.append(item.name)
            continue
        found = _nearest(parts, new)
        if found and is_correction(
            " ".join(u.plain for u in parts), " ".join(u.plain for u in found)
        ):
            corrected.append(item.name)
            continue
        alarms[span] = _alarm(item, text, parts, found, rules)
    return Followed(tuple(alarms.values()), tuple(moved), tuple(corrected))


def _also(alarm: Alarm, item: Cited) -> Alarm:
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


def _nearest(parts: Sequence[Unit], new: Sequence[Unit]) -> tuple[Unit, ...]:
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
    """Tell whether *old* and *new*, both plain, differ by a corrected spelling or a new name alone.

    As many words in the same order; where two differ, they are long and differ in two letters at
    the most, and the old word is nowhere in the new text: a word that was misspelt.
    """
    one, other = _WORD.findall(old), _WORD.findall(new)
    if len(one) != len(other):
        return False
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(differing) <= 3 and all(
        min(len(a), len(b)) >= _LONG_WORD
        and a[0] == b[0]
        and a.isalpha()
        and b.isalpha()
        and Levenshtein.distance(a, b) <= _SPELLING
        and sorted(a) == sorted(b)
        for a, b in differing
    )


def _alarm(
    item: Cited, text: str, parts: Sequence[Unit], found: Sequence[Unit], rules: Rules
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
    sides = [side(unit) for unit in found]
    after = (
        Side(
            " ".join(s.text for s in sides), min(s.start for s in sides), max(s.end for s in sides)
        )
        if sides
        else None
    )
    return Alarm(
        Kind.CITED_CHANGED if found else Kind.CITED_GONE,
        what,
        "cited-passage",
        "what a cited passage says",
        item.questions,
        Side(collapsed(text), item.start, item.end),
        after,
        old.words if old else (),
        (),
        (item.name,),
    )
