"""Cited words and clauses, looked up in texts that are hostile or oddly numbered."""

import datetime
import time

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inwriting.register.load.document_texts import EvidenceText, TextState
from inwriting.register.model.dossier import NOBODY, Citation, Document, Passage, Source
from inwriting.register.model.place import Place
from inwriting.register.model.verification import (
    Verification,
    _numbers,
    _stands_alone,
    clause_number,
    has_clause,
    verify,
    verify_all,
)
from inwriting.texts.passages import digest_of
from tests.unmeasured import unmeasured

_DAY = datetime.date(2026, 11, 24)


def citation(
    text: str, clause: str = "1", passage: Passage | None = None, quote: str = ""
) -> Citation:
    place = Place("dossier.yaml")
    document = Document(
        id="terms",
        kind="product-terms",
        level=NOBODY,
        voice="legal",
        title="Terms",
        governs=(),
        source=Source("file", "", "", "", "", "evidence/terms.md", ""),
        digest="",
        confidential=False,
        note="",
        stated=None,
        effective=None,
        observed=_DAY,
        checked=_DAY,
        ends=None,
        signed=None,
        text=EvidenceText(TextState.AT_HAND, text),
        place=place,
    )
    return Citation(document, "terms", clause, quote, passage, place)


@pytest.mark.parametrize(
    ("text", "clause", "there"),
    [
        ("4.2 We keep it.", "4.2", True),
        ("See Section 10.1.10.3 Right to monitor", "10.3", True),
        ("Exhibit B.15.5 Modification", "15.5", True),
        ("13.  General\n\n     2.  Helpers", "13.2", True),
        ("13.  General\n\n14.  Law\n\n     2.  Helpers", "13.2", False),
        ("5.1.2 Helpers", "1.2", False),
        ("Version 5.1", "5", False),
        ("4.2 We keep it.", "99.9", False),
        ("No numbers at all", "Preamble", True),
    ],
)
def test_has_clause(text: str, clause: str, *, there: bool) -> None:
    assert has_clause(citation(text, clause)) is there


@given(
    st.text(st.sampled_from("12.. \nx(_\u0661"), max_size=60),
    st.from_regex(r"\A[12]{1,2}(\.[12]{1,2}){0,2}\Z"),
)
@example("See 4.2. And 4.25.", "4.2")
@example("B.15.5 and 15.5", "15.5")
def test_a_number_that_stands_alone_is_one_that_the_whole_text_gives(
    text: str, number: str
) -> None:
    """The short way says yes only where the long way does."""
    if clause_number(number) == number and _stands_alone(number, text):
        assert number in _numbers(text)


@unmeasured()
def test_a_number_that_never_stands_alone_takes_no_time() -> None:
    begun = time.process_time()
    deep = citation("1" * 19_000, "1")
    assert not any(has_clause(deep) for _ in range(2000))
    assert time.process_time() - begun < 5


def test_blank_words_are_no_evidence() -> None:
    passage = Passage(0, 3, digest_of(""), digest_of(""), 1)
    assert verify(citation("   words", passage=passage)).state is Verification.MISSING


@pytest.mark.parametrize("length", [1, 1000, 400_000])
@unmeasured()
def test_a_passage_that_is_nowhere_takes_no_time(length: int) -> None:
    text = "a b " * 200_000
    begun = time.process_time()
    passage = Passage(0, length, digest_of("x"), digest_of("x"), 1)
    cited = citation(text, passage=passage)
    assert verify(cited).state is Verification.MISSING
    deep = "\n".join(f"{' ' * level}1. x" for level in range(1000))
    assert not has_clause(msgspec.structs.replace(citation(deep), clause="99.9"))
    assert time.process_time() - begun < 5


@unmeasured()
def test_a_thousand_passages_that_are_nowhere_share_one_budget() -> None:
    """What one vendor cites in vain is searched for within a bound, and counts as missing."""
    text = "words of a long text " * 50_000
    cited = [
        msgspec.structs.replace(
            citation(text, passage=Passage(i, i + 200, digest_of(f"x{i}"), digest_of("x"), 1)),
            place=Place("dossier.yaml", (i,)),
        )
        for i in range(1000)
    ]
    begun = time.process_time()
    results = verify_all(cited)
    assert {result.state for result in results.values()} == {Verification.MISSING}
    assert len(results) == 1000
    assert time.process_time() - begun < 10


@unmeasured()
def test_brackets_by_the_megabyte_are_not_parsed() -> None:
    """Markdown that a parser would chew on for a minute is not handed to it."""
    begun = time.process_time()
    cited = msgspec.structs.replace(citation("[" * 4_000_000), quote="not there")
    assert verify(cited).state is Verification.MISSING
    assert time.process_time() - begun < 5


def test_a_moved_passage_is_found_though_many_are_missing() -> None:
    """A document captured anew has moved every passage: all of them are found again."""
    old = "".join(f"{n} What clause {n} promises to its reader. " for n in range(300))
    new = "A new preamble stands before it. " + old
    cited = []
    for n in range(300):
        words = f"{n} What clause {n} promises to its reader."
        start = old.index(f"{words}")
        passage = Passage(start, start + len(words), digest_of(words), digest_of(words), 1)
        cited.append(
            msgspec.structs.replace(
                citation(new, passage=passage), place=Place("dossier.yaml", (n,))
            )
        )
    states = [result.state for result in verify_all(cited).values()]
    assert states == [Verification.MOVED] * 300
