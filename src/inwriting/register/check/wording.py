"""Helpers for checks of wording: phrases and numbers in the cited words, in linear time."""

import functools
import re
from collections.abc import Iterable, Iterator

from ahocorasick_rs import AhoCorasick

from inwriting.register.model.basics import Period
from inwriting.register.model.dossier import Statement
from inwriting.register.model.policy import Policy, VaguePhrase
from inwriting.texts.passages import plain

_SMALL = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
fifteen sixteen seventeen eighteen nineteen"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS = {word: number for number, word in enumerate(_SMALL.split())} | {
    word: number * 10 for number, word in enumerate(_TENS.split(), start=2)
}
_HOURS = {
    "hour": (1, 1),
    "day": (24, 24),
    "week": (7 * 24, 7 * 24),
    "month": (28 * 24, 31 * 24),
    "year": (365 * 24, 366 * 24),
}
"""Hours of each unit, at its shortest and at its longest."""
_TOKEN = re.compile(r"[0-9]+|[a-z]+")
_LINK = re.compile(r"https?://|www\.|\]\(")
_POINTING = "see refer read visit consult described accordance according governed"
_PAGES = "policy policies page pages centre center documentation website site notice statement faq"
_ANSWERING = "no not never none nobody only within without cannot"
_MARKS = ("://", "www.", "](", *_PAGES.split())
"""Of these a reference has one at least."""
_POINTING_WORDS, _PAGE_WORDS, _ANSWERING_WORDS = (
    frozenset(words.split()) for words in (_POINTING, _PAGES, _ANSWERING)
)
_SENTENCE = re.compile(r"[.!?;:,](?:\s|$)")
MOST_WORDS_OF_A_POINTER = 24
"""More words than these say something of their own."""
LEAST_WORDS = 4
"""Fewer words say nothing of their own."""
FEW_WORDS = 6
"""A link with at most these beside it is the whole of the sentence."""
_NEAR = 4
"""How many words after a number its unit may stand, as in thirty (30) calendar days."""


def counted(number: int, noun: str) -> str:
    """Return *number* with its *noun*, as in 1 day and 2 days."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def holds(text: str, phrase: str) -> bool:
    """Tell whether *phrase* stands in *text* as whole words; both as plain() gives them.

    "may not" forbids, so a phrase that is followed by "not" does not count.
    """
    at = text.find(phrase) if phrase else -1
    while at >= 0:
        end = at + len(phrase)
        before, after = text[at - 1 : at] if at else "", text[end : end + 1]
        whole = not before.isalnum() and not after.isalnum()
        if whole and not re.match(r" not\b", text[end : end + 5]):
            return True
        at = text.find(phrase, end)
    return False


def vague(statement: Statement, policy: Policy) -> tuple[VaguePhrase, ...]:
    """Return the vague phrases of *policy* in what *statement* cites or in its summary."""
    texts = (plain(statement.citation.text), plain(statement.summary))
    finder = _finder(policy.phrases)
    # Nearly every text has none of them, which one pass over it tells.
    there = {i for text in texts for i, _, _ in finder.find_matches_as_indexes(text, True)}
    if not there:
        return ()
    found = [
        item
        for index, item in enumerate(policy.vague_phrases)
        if index in there
        and (not item.questions or statement.question.id in item.questions)
        and any(holds(text, item.plain) for text in texts)
    ]
    # "business purposes" adds nothing to "legitimate business purposes".
    phrases = [item.phrase for item in found]
    return tuple(
        i for i in found if not any(i.phrase in other for other in phrases if other != i.phrase)
    )


@functools.lru_cache(maxsize=2)
def _finder(phrases: tuple[str, ...]) -> AhoCorasick:
    return AhoCorasick(phrases)


@functools.lru_cache(maxsize=16)
def lengths(text: str) -> tuple[tuple[int, str], ...]:
    """Return the lengths of time in *text*, in digits or in English words: number and unit.

    "A month" is one month. Numbers that no unit follows or precedes are none of time.
    """
    tokens = list(_tokens(text))
    units = [token.removesuffix("s") for token in tokens]
    found = []
    for number, before, after in _counted(tokens):
        near = (*units[after : after + _NEAR], *reversed(units[max(0, before - 2) : before]))
        unit = next((item for item in near if item in _HOURS), "")
        if unit:
            found.append((number, unit))
    return tuple(found)


def _tokens(text: str) -> Iterator[str]:
    for word in text.casefold().split():
        core = word.strip("*_()[].,;:!?")
        if core.isalpha() and core.isascii():
            yield core
        # 13.2 and H.1.b are clauses.
        elif "." not in core or not any(letter.isdecimal() for letter in core):
            yield from _TOKEN.findall(core)


def _counted(tokens: list[str]) -> Iterator[tuple[int, int, int]]:
    """Yield each number in *tokens* with the indexes of its first token and of the one after it."""
    index = 0
    while index < len(tokens):
        begun, token = index, tokens[index]
        index += 1
        if token.isdecimal():
            if len(token) <= 6:
                yield int(token), begun, index
        elif token in {"a", "an"}:
            if any(item.removesuffix("s") in _HOURS for item in tokens[index : index + 1]):
                yield 1, begun, index
        elif token in _NUMBERS:
            number, index = _spelled(tokens, begun)
            yield number, begun, index


def _spelled(tokens: list[str], index: int) -> tuple[int, int]:
    """Return the number that is spelled from *index* on, up to 9,999, and what comes after it."""
    number, index = _below_hundred(tokens, index)
    if tokens[index : index + 1] == ["hundred"]:
        number, index = number * 100, index + 1
        rest = index + 1 if tokens[index : index + 1] == ["and"] else index
        if tokens[rest : rest + 1] and tokens[rest] in _NUMBERS:
            more, index = _below_hundred(tokens, rest)
            number += more
    return number, index


def _below_hundred(tokens: list[str], index: int) -> tuple[int, int]:
    number, index = _NUMBERS[tokens[index]], index + 1
    following = _NUMBERS.get(tokens[index], 0) if index < len(tokens) else 0
    if number >= 20 and 0 < following < 10:
        return number + following, index + 1
    return number, index


def gives(found: Iterable[tuple[int, str]], period: Period) -> bool:
    """Tell whether *period* is among the lengths *found*; twelve months are one year."""
    shortest, longest = _HOURS[period.unit.removesuffix("s")]
    return any(
        _HOURS[unit][0] * number <= longest * period.length
        and shortest * period.length <= _HOURS[unit][1] * number
        for number, unit in found
    )


def only_points(text: str) -> bool:
    """Tell whether *text* is in essence a reference elsewhere, as in: see our privacy policy.

    It is short, every part of its sentences has a link or points to a page, and none has a
    number or a word that answers by itself, as not or only.
    """
    if len(text.split()) > MOST_WORDS_OF_A_POINTER:
        return False
    short = plain(text)
    if not any(mark in short for mark in _MARKS):
        return False
    parts = _SENTENCE.split(short)
    # "For details," says nothing of its own.
    return any(map(_points, parts)) and all(
        _points(part) for part in parts if len(part.split()) >= LEAST_WORDS
    )


def _points(sentence: str) -> bool:
    linked = _LINK.search(sentence) is not None
    # The address of a page is no answer, whatever numbers it has.
    words = [word for word in sentence.split() if not _LINK.search(word)]
    tokens = _TOKEN.findall(" ".join(words))
    answers = any(
        token.isdecimal() or token in _NUMBERS or token in _ANSWERING_WORDS for token in tokens
    )
    return not answers and (_sends(tokens) or (linked and len(words) <= FEW_WORDS))


def _sends(tokens: list[str]) -> bool:
    return not (_POINTING_WORDS.isdisjoint(tokens) or _PAGE_WORDS.isdisjoint(tokens))
