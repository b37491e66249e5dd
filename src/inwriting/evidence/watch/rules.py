"""The rules and word lists by which sentences are read: the tool's own, and what a firm adds."""

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inwriting.evidence.watch.grammar import Grammar, grammar
from inwriting.evidence.watch.lexicon import Words, compiled, compiled_all
from inwriting.register.load.explain import guess
from inwriting.register.load.files import YamlFile, load_file
from inwriting.register.load.problem import Path as DataPath
from inwriting.register.load.problem import Problem, UnusableInputError
from inwriting.register.load.source import RegisterSource
from inwriting.register.load.yaml import locate, parse

FIRMS_FILE = "policy/drift.yaml"
"""Where a firm's own words and rules lie in its register."""
_ALWAYS = frozenset({"stance", "period", "names", "listed"})
"""Features that are read without a list of words."""
_WORD_LISTS = ("not-as", "without", "begins-not", "under")


@dataclass(frozen=True, slots=True)
class SentenceRule:
    """When a sentence speaks of something, and what is read out of it."""

    id: str
    title: str
    """What it asks, in words."""
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
    """``vendor`` where what the customer does is left out, else empty."""
    about: str
    """What it is about, where a change has a name of its own: way-out, companies, place, …"""
    everywhere: bool
    """Whether one more sentence that says the same, in other words, is a change too."""
    must_read: tuple[str, ...]
    """Features of which at least one must be in the sentence."""
    reads: tuple[str, ...]
    """The features that make two sentences say the same or not."""


@dataclass(frozen=True, slots=True, eq=False)
class SentenceRules:
    """Everything by which sentences are read."""

    words: Mapping[str, Words]
    features: Mapping[str, Mapping[str, Words]]
    rules: tuple[SentenceRule, ...]
    grammar: Grammar
    not_names: Words
    """What stands where names stand and is none."""
    captures: Mapping[str, Words]
    """By the reason for which a capture failed, what stands on such a page."""
    english: frozenset[str]
    """Small words of English."""


def shipped_data() -> Any:
    """Return the data of the rules that come with the tool."""
    path = Path(__file__).with_name("rules.yaml")
    data, problems = parse(path.name, path.read_text("utf-8"))
    if problems:
        raise UnusableInputError(problems)
    return data


@functools.lru_cache(maxsize=1)
def shipped_rules() -> SentenceRules:
    """Return the rules that come with the tool."""
    return built(shipped_data())


def rules_of(source: RegisterSource) -> SentenceRules:
    """Return the tool's rules with those that the register in *source* adds.

    Raises UnusableInputError when the firm's file is not as its schema says, or names a word list
    or a feature that is nowhere.
    """
    file = load_file(source, FIRMS_FILE, "drift")
    if file is None:
        return shipped_rules()
    problems = file.problems or unknown_names(file)
    if problems:
        raise UnusableInputError(problems)
    return built(merged(shipped_data(), file.data))


def merged(base: Any, more: Any) -> Any:
    """Return *base* with the lists of *more* added to it; both are as their schema says."""
    if isinstance(base, dict) and isinstance(more, dict):
        return {
            key: merged(base[key], more[key])
            if key in base and key in more
            else base.get(key, more.get(key))
            for key in {**base, **more}
        }
    if isinstance(base, list) and isinstance(more, list):
        return [*base, *more]
    return base


def unknown_names(file: YamlFile) -> tuple[Problem, ...]:
    """Return a problem for each name in a firm's *file* that nothing stands behind."""
    base = shipped_data()
    known = merged(base, {k: v for k, v in file.data.items() if k != "rules"})
    lists, features = frozenset(known["words"]), {*known["features"], *_ALWAYS}
    taken = {item["id"] for item in base["rules"]}
    found: list[tuple[DataPath, str, str]] = []
    for number, item in enumerate(file.data.get("rules", ())):
        if item["id"] in taken:
            found.append((("rules", number, "id"), "A rule with this name already exists.", ""))
        taken.add(item["id"])
        if ("needs" in item) == ("under" in item):
            found.append((("rules", number), "A rule has either `needs` or `under`.", ""))
        for path, name, among in _named(item, lists, features):
            if name not in among:
                found.append(
                    (
                        ("rules", number, *path),
                        f"There is no list or feature {name!r}.{guess(name, sorted(among))}",
                        "",
                    )
                )
    for name in file.data.get("grammar", {}):
        if name not in base["grammar"]:
            message = f"Nothing reads this list.{guess(name, sorted(base['grammar']))}"
            found.append((("grammar", name), message, ""))
    if not found:
        return ()
    places = locate(file.path, file.text)
    return tuple(
        Problem(
            file.path,
            places[path].value.line,
            places[path].value.column,
            message,
            fix or "Correct it; src/inwriting/evidence/watch/rules.yaml shows every name.",
        )
        for path, message, fix in found
    )


def _named(
    item: Any, lists: frozenset[str], features: set[str]
) -> Iterator[tuple[DataPath, str, frozenset[str] | set[str]]]:
    for place, group in enumerate(item.get("needs", ())):
        for index, name in enumerate(group):
            yield ("needs", place, index), name, lists
    for key in _WORD_LISTS:
        for index, name in enumerate(item.get(key, ())):
            yield (key, index), name, lists
    for key in ("must-read", "reads"):
        for index, name in enumerate(item.get(key, ())):
            yield (key, index), name, features


def built(data: Any) -> SentenceRules:
    """Return *data*, which is as its schema says, as rules."""
    return SentenceRules(
        compiled_all(data["words"]),
        {name: compiled_all(values) for name, values in data["features"].items()},
        tuple(_rule(item) for item in data["rules"]),
        grammar(data["grammar"]),
        compiled(data["words"]["not-a-name"]),
        compiled_all(data["captures"]),
        frozenset(data["english"]),
    )


def _rule(item: Any) -> SentenceRule:
    return SentenceRule(
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
        item.get("everywhere", "no") == "yes",
        tuple(item.get("must-read", ())),
        tuple(item["reads"]),
    )
