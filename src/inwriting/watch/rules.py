"""The rules and word lists by which sentences are read."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inwriting.load.yaml import parse
from inwriting.watch.grammar import Grammar, grammar
from inwriting.watch.lexicon import Words, compiled, compiled_all


@dataclass(frozen=True, slots=True)
class Rule:
    """When a sentence speaks of something, and what is read out of it."""

    id: str
    title: str
    """What it asks, to go on after "Changed:"."""
    questions: tuple[str, ...]
    """The ids of the questions of the register that it bears on."""
    needs: tuple[tuple[str, ...], ...]
    """Groups of word lists: the sentence has a word of each group."""
    not_as: tuple[str, ...]
    """Word lists: a word that is a part of one of theirs does not count."""
    without: tuple[str, ...]
    """Word lists: a sentence with one of their words is not read by this rule."""
    begins_not: tuple[str, ...]
    """Word lists: a sentence that begins with one of their words is not read by this rule."""
    under: tuple[str, ...]
    """Word lists: the rule reads the items of a list that such words head, not sentences."""
    within: int
    """How many words may lie between; 0 for any number."""
    whose: str
    """``vendor`` where what binds the customer is left out, else empty."""
    about: str
    """What it is about, where a change has a name of its own: way-out, companies, place, …"""
    must_read: tuple[str, ...]
    reads: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """Everything by which sentences are read."""

    words: Mapping[str, Words]
    features: Mapping[str, Mapping[str, Words]]
    rules: tuple[Rule, ...]
    grammar: Grammar
    not_names: Words
    """What stands where names stand and is none."""
    captures: Mapping[str, Words]
    """By the reason for which a capture failed, what stands on such a page."""
    english: frozenset[str]
    """Small words of English."""


@functools.lru_cache(maxsize=1)
def shipped_rules() -> Rules:
    """Return the rules that come with the tool."""
    path = Path(__file__).with_name("rules.yaml")
    data, problems = parse(path.name, path.read_text("utf-8"))
    if problems:
        raise ValueError(str(problems[0]))
    return built(data)


def built(data: Any) -> Rules:
    """Return *data*, which is as its schema says, as rules."""
    return Rules(
        compiled_all(data["words"]),
        {name: compiled_all(values) for name, values in data["features"].items()},
        tuple(_rule(item) for item in data["rules"]),
        grammar(data["grammar"]),
        compiled(data["words"]["not-a-name"]),
        compiled_all(data["captures"]),
        frozenset(data["english"]),
    )


def _rule(item: Any) -> Rule:
    return Rule(
        item["id"],
        item["title"],
        tuple(item["questions"]),
        tuple(tuple(group) for group in item.get("needs", ())),
        tuple(item.get("not-as", ())),
        tuple(item.get("without", ())),
        tuple(item.get("begins-not", ())),
        tuple(item.get("under", ())),
        int(item.get("within", 0)),
        item.get("whose", ""),
        item.get("about", ""),
        tuple(item.get("must-read", ())),
        tuple(item["reads"]),
    )
