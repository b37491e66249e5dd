"""What statements add up to, cell by cell, held by properties."""

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from inwriting.register.load.document_texts import EvidenceText, TextState
from inwriting.register.model.answers import Answer, answer
from inwriting.register.model.basics import Period
from inwriting.register.model.dossier import Citation, Document, Scope, Source, Statement
from inwriting.register.model.place import Place
from inwriting.register.model.policy import Level
from inwriting.register.model.questions import Question, Standing, Value

TODAY = datetime.date(2026, 11, 24)
PLACE = Place("vendors/acme/dossier.yaml")
VALUES = tuple(
    Value(name, standing, name, position)
    for position, (name, standing) in enumerate(
        (
            ("never", Standing.PROTECTS),
            ("only-if-opted-in", Standing.PROTECTS),
            ("by-implication", Standing.UNCLEAR),
            ("unless-opted-out", Standing.EXPOSES),
            ("permitted", Standing.EXPOSES),
            ("unclear", Standing.UNCLEAR),
        )
    )
)
QUESTION = Question(
    id="training-use",
    title="Use for training",
    asked_of="vendor",
    ask="?",
    good_answer="!",
    functions=(),
    risks=(),
    proof="promise",
    authority="binding",
    derived_from="",
    data=("prompts", "outputs"),
    purposes=("train", "improve"),
    values={value.id: value for value in VALUES},
    frameworks=(),
    place=PLACE,
)


def document(
    rank: int,
    effective: datetime.date | None = None,
    ends: datetime.date | None = None,
) -> Document:
    """Return a document of the level *rank*, 0 being the strongest."""
    return Document(
        id=f"document-{rank}",
        kind="product-terms",
        level=Level(f"level-{rank}", (), rank),
        voice="legal",
        title=f"Document {rank}",
        governs=("desk",),
        source=Source("held-elsewhere", "", "", "", "", "", "the safe"),
        digest="sha256:" + "0" * 64,
        confidential=False,
        note="",
        stated=None,
        effective=effective,
        observed=TODAY,
        checked=TODAY,
        ends=ends,
        signed=None,
        text=EvidenceText(TextState.NOT_AT_HAND),
        place=PLACE,
    )


def statement(
    says: Value,
    source: Document,
    *,
    data: tuple[str, ...] = ("prompts", "outputs"),
    purposes: tuple[str, ...] = ("train", "improve"),
    who: tuple[str, ...] = (),
    models: tuple[str, ...] = (),
    when: tuple[str, ...] = (),
    period: Period | None = None,
) -> Statement:
    """Return a statement that *source* makes."""
    return Statement(
        question=QUESTION,
        says=says,
        scope=Scope(("desk",), True, data, purposes, who, models, (), when),
        citation=Citation(source, source.id, "1.1", "words", None, PLACE),
        summary="",
        exceptions=(),
        period=period,
        notice=None,
        residuals=(),
        only_future=False,
        places=(),
        route="",
        contact="",
        place=PLACE,
    )


parts = {
    "data": st.sampled_from((("prompts",), ("outputs",), ("prompts", "outputs"))),
    "purposes": st.sampled_from((("train",), ("improve",), ("train", "improve"))),
    "who": st.sampled_from(((), ("vendor",), ("affiliates",), ("vendor", "model-provider"))),
    "models": st.sampled_from(((), ("preview",))),
    "when": st.sampled_from(((), ("flagged",), ("zero-retention",))),
}
statements = st.builds(
    statement, st.sampled_from(VALUES), st.builds(document, st.integers(0, 3)), **parts
)


def _values(found: Answer) -> dict[tuple[str, str], tuple[int, int]]:
    return {(cell.data, cell.purpose): cell.value.rank for cell in found.cells}


def test_nobody_speaks() -> None:
    """Without statements every cell is silent, and there are all of them."""
    found = answer(QUESTION, (), TODAY)
    assert {cell.value.id for cell in found.cells} == {"silent"}
    assert len(found.cells) == 4


def test_the_strongest_document_speaks() -> None:
    """A contract that permits is not made better by a page that denies."""
    contract, page = document(0), document(3)
    permitted, never = VALUES[4], VALUES[0]
    found = answer(QUESTION, (statement(permitted, contract), statement(never, page)), TODAY)
    assert found.worst.value is permitted
    assert [s.document for s in found.worst.voices[0].weaker] == [page]


def test_a_promise_for_one_mode_leaves_the_others_silent() -> None:
    """What no statement covers is silent, also inside a cell."""
    found = answer(QUESTION, (statement(VALUES[0], document(0), when=("quiet",)),), TODAY)
    assert found.worst.value.id == "silent"


def test_a_permission_for_preview_models_makes_the_cell_permitted() -> None:
    """The worst circumstance counts, and is named."""
    found = answer(
        QUESTION,
        (
            statement(VALUES[0], document(0)),
            statement(VALUES[4], document(0), models=("preview",)),
        ),
        TODAY,
    )
    assert found.worst.value.id == "permitted"
    assert str(found.worst.circumstance) == "for preview"


def test_an_actor_of_whom_nobody_speaks_is_no_gap() -> None:
    """A promise of the vendor stands although nobody speaks of its affiliates elsewhere."""
    found = answer(
        QUESTION,
        (
            statement(VALUES[0], document(0)),
            statement(VALUES[0], document(0), who=("affiliates",), data=("prompts",)),
        ),
        TODAY,
    )
    assert found.worst.value.id == "never"


def test_the_longer_period_is_worse() -> None:
    """Among equals of the same answer the longer period decides."""
    short, long = Period(30, "days"), Period(2, "months")
    found = answer(
        QUESTION,
        tuple(statement(VALUES[0], document(0), period=period) for period in (short, long)),
        TODAY,
    )
    assert found.worst.statement is not None
    assert found.worst.statement.period == long


@given(statements)
@settings(deadline=None)
def test_one_statement_answers_as_it_does_beside_another_that_is_weaker(only: Statement) -> None:
    """The short way for a statement alone is no other way."""
    weaker = statement(VALUES[0], document(4), data=(), purposes=())
    alone = answer(QUESTION, (only,), TODAY)
    beside = answer(QUESTION, (only, weaker), TODAY)
    assert alone.cells == beside.cells
    assert alone.given == beside.given
    assert alone.speaking == beside.speaking
    assert alone.statements == (only,)


@given(st.lists(statements, max_size=6), statements)
@settings(deadline=None)
def test_an_equal_or_stronger_document_never_hides_a_worse_one_of_its_rank(
    given_statements: list[Statement], more: Statement
) -> None:
    """One more statement of the strongest rank never makes a spoken-of cell better."""
    strongest = [
        statement(
            s.says, document(0), data=s.scope.data, purposes=s.scope.purposes, who=s.scope.who
        )
        for s in given_statements
    ]
    extra = statement(more.says, document(0), data=more.scope.data, purposes=more.scope.purposes)
    before = answer(QUESTION, strongest, TODAY)
    after = answer(QUESTION, (*strongest, extra), TODAY)
    for cell, later in zip(before.cells, after.cells, strict=True):
        if cell.value.id != "silent":
            assert later.value.rank >= cell.value.rank


@given(st.lists(statements, max_size=6), statements)
@settings(deadline=None)
def test_a_weaker_document_changes_nothing_that_is_spoken_of(
    given_statements: list[Statement], more: Statement
) -> None:
    """Marketing never moves an answer that a stronger document gives everywhere."""
    whole = statement(VALUES[3], document(0), who=("vendor", "affiliates", "model-provider"))
    weak = statement(
        more.says,
        document(9),
        data=more.scope.data,
        purposes=more.scope.purposes,
        when=more.scope.when,
    )
    before = answer(QUESTION, (whole, *given_statements), TODAY)
    after = answer(QUESTION, (whole, *given_statements, weak), TODAY)
    assert _values(before) == _values(after)


@given(st.lists(statements, max_size=6))
@settings(deadline=None)
def test_a_document_out_of_force_does_not_speak(given_statements: list[Statement]) -> None:
    """What is not yet effective, or has ended, adds nothing."""
    yesterday, tomorrow = TODAY - datetime.timedelta(1), TODAY + datetime.timedelta(1)
    before = answer(QUESTION, given_statements, TODAY)
    for source in (document(0, effective=tomorrow), document(0, ends=yesterday)):
        after = answer(QUESTION, (*given_statements, statement(VALUES[0], source)), TODAY)
        assert before == after
    spoken = answer(QUESTION, (statement(VALUES[0], document(0, TODAY, TODAY)),), TODAY)
    assert spoken.worst.value.id == "never"


@given(st.permutations(range(5)), st.lists(statements, min_size=5, max_size=5))
@settings(deadline=None)
def test_the_order_of_statements_does_not_matter(
    order: list[int], given_statements: list[Statement]
) -> None:
    """The same statements add up to the same answers however they are sorted."""
    before = answer(QUESTION, given_statements, TODAY)
    after = answer(QUESTION, [given_statements[i] for i in order], TODAY)
    assert _values(before) == _values(after)
