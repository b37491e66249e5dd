"""What holds for any text: form never alarms, a lost promise always does, and time is bounded."""

import random
import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inwriting.evidence.watch.alarm import State
from inwriting.evidence.watch.cited_passages import CitedPassage
from inwriting.evidence.watch.comparison import MOST_COMPARED, TooLargeError, compare
from inwriting.evidence.watch.rules import shipped_rules
from inwriting.evidence.watch.sentences import sentences_of
from tests.watch.cases import CASES, read

RULES = shipped_rules()
BASE = read("unchanged", "before.md")
PARAGRAPHS = BASE.split("\n\n")
PROMISES = (
    "We do not use your uploads or e-mails to train our models.",
    "We never fine-tune any model on customer content.",
    "Your conversations will not be used to improve our machine learning models.",
    "None of your code is ever used for AI model training.",
    "Neither we nor our affiliates train algorithms on your data.",
    "Customer Data is excluded from model training.",
    "We will not use Your Content to train generative AI without your consent.",
    "The service does not learn from your documents, and no model is trained on them.",
)
PERMISSIONS = (
    "We may use your content to train our models.",
    "You grant us a licence to use your prompts for training machine learning models.",
    "Your conversations help us improve our AI models.",
    "We and our affiliates use inputs and outputs to fine-tune language models.",
    "Information that you provide may be used to train artificial intelligence.",
)
FORMS: dict[str, Callable[[str], str]] = {
    "wrapped": lambda t: re.sub(r"(?<=\w) (?=\w)", "\n", t.replace("\n\n", "\0")).replace(
        "\0", "\n\n"
    ),
    "bold": lambda t: t.replace("your", "**your**"),
    "links": lambda t: t.replace("our models", "[our models](https://harbourlight.example/x)"),
    "quotation marks": lambda t: t.replace("'", "\u2019").replace('"', "\u201c"),
    "hyphens": lambda t: t.replace("-", "\u2011"),
    "soft hyphens": lambda t: t.replace("prompts", "pro\u00admpts"),
    "no-break spaces": lambda t: t.replace("our models", "our\u00a0models"),
    "trailing spaces": lambda t: t.replace("\n\n", "  \n\n"),
    "capitals in headings": lambda t: re.sub(r"(?m)^## .*", lambda m: m[0].upper(), t),
    "ligatures": lambda t: t.replace("fi", "\ufb01"),
    "bullets": lambda t: t.replace("\n- ", "\n* "),
}


def _with(*sentences: str) -> str:
    return BASE + "\n\n" + "\n\n".join(sentences) + "\n"


@pytest.mark.parametrize("form", FORMS)
def test_form_alone_never_alarms(form: str) -> None:
    after = FORMS[form](BASE)
    assert after != BASE or form == "quotation marks"
    said = compare(BASE, after, RULES)
    assert not said.alarms
    assert said.state in {State.MARKUP, State.MOVED, State.UNCHANGED}


@given(st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=30)
def test_the_order_of_paragraphs_never_alarms(chance: random.Random) -> None:
    shuffled = list(PARAGRAPHS)
    # A list stays with the words that lead into it.
    joined = "\n\n".join(shuffled).split("\n\n## ")
    chance.shuffle(joined)
    said = compare(BASE, "\n\n## ".join(joined), RULES)
    assert not said.alarms


@pytest.mark.parametrize("promise", PROMISES)
def test_a_promise_that_is_taken_out_always_alarms(promise: str) -> None:
    said = compare(_with(promise), BASE, RULES)
    assert any(alarm.before and promise in alarm.before.text for alarm in said.alarms), said


@pytest.mark.parametrize("promise", PROMISES)
def test_a_cited_promise_that_is_taken_out_is_gone(promise: str) -> None:
    before = _with(promise)
    start = before.index(promise)
    cited = [CitedPassage("it", start, start + len(promise), ("training-use",))]
    said = compare(before, BASE, RULES, cited=cited)
    assert [alarm.cited for alarm in said.alarms if alarm.cited] == [("it",)]


@pytest.mark.parametrize("permission", PERMISSIONS)
@pytest.mark.parametrize("promise", PROMISES[:3])
def test_a_permission_beside_an_untouched_promise_alarms(promise: str, permission: str) -> None:
    said = compare(_with(promise), _with(promise, permission), RULES)
    assert any(alarm.after and permission in alarm.after.text for alarm in said.alarms), said


@pytest.mark.parametrize("name", CASES)
def test_the_same_comes_out_twice_and_nothing_of_nothing(name: str) -> None:
    before, after = read(name, "before.md"), read(name, "after.md")
    assert compare(before, after, RULES) == compare(before, after, RULES)
    assert compare(after, after, RULES).state is State.UNCHANGED


@given(st.text(max_size=400), st.text(max_size=400))
@settings(deadline=None, max_examples=150)
def test_any_two_texts_are_compared(before: str, after: str) -> None:
    said = compare(before, after, RULES)
    assert said.state in State
    for alarm in said.alarms:
        assert alarm.before or alarm.after
        assert alarm.questions


@given(st.text(max_size=300))
@settings(deadline=None, max_examples=150)
def test_units_lie_in_their_text(text: str) -> None:
    for unit in sentences_of(text):
        assert 0 <= unit.start <= unit.end <= len(text)
        assert not set(unit.key) & set(" \t\n*_`#|()[]\"'")


HOSTILE = {
    "brackets": "[" * 20_000,
    "emphasis": "*a_ " * 20_000,
    "one line": "train our models on your data and " * 4_000,
    "quotes": "> " * 3_000 + "a",
    "opting out": "you may opt out and " * 15_000,
    "subjects": "you and your users and " * 15_000 + "may not train",
    "numbers": "30 days " * 30_000,
    "names": "such as Aa " * 20_000,
    "list items": "".join(f"- item {n} trains models on data\n" for n in range(3_000)),
    "cells": "| a " * 40_000,
    "full stops": "A. " * 30_000,
    "links": "[a](" * 15_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_takes_bounded_time(name: str) -> None:
    began = time.process_time()
    compare(HOSTILE[name], BASE + HOSTILE[name] + ".\n\nWe train models on your data.", RULES)
    assert time.process_time() - began < 20


def test_a_text_beyond_the_limit_is_not_compared() -> None:
    with pytest.raises(TooLargeError):
        compare(BASE, "a" * (MOST_COMPARED + 1), RULES)
