"""Whatever questions a register declares, the schemas derived for them say exactly that."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator

from inwriting.publish.policy_json import questions_data
from inwriting.register.load.declared_questions import declared_by, declared_in
from inwriting.register.load.editor_schemas import KINDS, editor_schemas
from inwriting.register.load.formats import CHECKER
from inwriting.register.load.problem import Problem
from inwriting.register.load.question_problems import question_problems
from inwriting.register.load.schema import mistakes
from inwriting.register.load.schemas import DERIVED, FIELDS, MOST_REGISTERS, schema
from inwriting.register.load.valid import is_plainly_valid
from inwriting.register.model.questions import build_questions
from tests.checks.cases import HERE, ROOT, read

IDS = st.from_regex(r"[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
WORDS = IDS.filter(
    lambda word: word not in {"silent", "unclear", "handed-off", "default-elsewhere"}
)
STANDINGS = st.sampled_from(("protects", "exposes"))
DOSSIER = read(HERE / "register/vendors/acme/dossier.yaml")
POLICY = read(ROOT / "policy/policy.yaml")
KINDS_OF_DATA = tuple(schema("questions")["definitions"]["data"]["enum"])
FULL: dict[str, Any] = {
    "period": {"length": 3, "unit": "days"},
    "deadline": {"length": 3, "unit": "days"},
    "notice": {"length": 3, "unit": "days"},
    "residuals": ["feedback"],
    "places": ["eu"],
    "route": "a form",
    "contact": "a form",
    "only-future": True,
}
"""A value for each key that a question may have."""


@st.composite
def asked(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a question that vendors answer."""
    values = draw(st.lists(WORDS, min_size=2, max_size=6, unique=True))
    question: dict[str, Any] = {
        "title": "A question",
        "asked-of": "vendor",
        "ask": "What is it?",
        "good-answer": "This.",
        "functions": ["legal"],
        "risks": ["contract"],
        "proof": draw(st.sampled_from(("promise", "setting", "fact"))),
        "authority": "binding",
        "values": [{"id": value, "standing": draw(STANDINGS), "meaning": "M"} for value in values],
    }
    for key, words in (("data", st.sampled_from(KINDS_OF_DATA)), ("purposes", IDS)):
        if draw(st.booleans()):
            question[key] = draw(st.lists(words, min_size=1, max_size=3, unique=True))
    if draw(st.booleans()):
        question["required"] = draw(st.booleans())
    if draw(st.booleans()):
        question["fields"] = {
            key: {"needed-with": draw(st.lists(st.sampled_from(values), min_size=1, unique=True))}
            if draw(st.booleans())
            else {}
            for key in draw(st.lists(st.sampled_from(FIELDS), unique=True))
        }
    return question


QUESTIONS = st.dictionaries(IDS, asked(), min_size=1)


def problems(questions: dict[str, Any]) -> tuple[Problem, ...]:
    """Return what is wrong in *questions* besides their form."""
    text = json.dumps({"format": 1, "questions": questions})
    return question_problems("q", text, json.loads(text))


@given(questions=QUESTIONS, data=st.data())
@settings(deadline=None, max_examples=60)
def test_a_statement_is_valid_as_its_question_declares(
    questions: dict[str, Any], data: st.DataObject
) -> None:
    assert mistakes("questions", {"format": 1, "questions": questions}) == ()
    assert problems(questions) == ()
    declared = declared_in({"questions": questions})
    for kind in DERIVED:
        Draft7Validator.check_schema(schema(kind, declared))
        Draft202012Validator.check_schema(schema(kind, declared))
    name = data.draw(st.sampled_from(sorted(questions)))
    question = questions[name]
    says = data.draw(st.sampled_from([item["id"] for item in question["values"]]) | WORDS)
    fields = question.get("fields", {key: {} for key in FIELDS})
    given_fields = data.draw(st.lists(st.sampled_from(FIELDS), unique=True))
    scope = {key: ["all"] for key in ("data", "purposes") if data.draw(st.booleans())}
    statement = {
        "says": says,
        "document": "agreement",
        "clause": "1",
        "summary": "S",
        "quote": "Q",
        **scope,
        **{key: FULL[key] for key in given_fields},
    }
    needed = {key for key, item in fields.items() if says in item.get("needed-with", ())}
    expected = (
        says in {item["id"] for item in question["values"]}
        and set(scope) == {key for key in ("data", "purposes") if key in question}
        and needed <= set(given_fields) <= set(fields)
    )
    dossier = {**DOSSIER, "statements": {name: [statement]}, "silent": {}}
    assert is_plainly_valid("dossier", dossier, declared) == expected
    assert (mistakes("dossier", dossier, declared) == ()) == expected
    for validator in (Draft7Validator, Draft202012Validator):
        found = validator(schema("dossier", declared), format_checker=CHECKER)
        assert found.is_valid(dossier) == expected


@given(questions=QUESTIONS, other=IDS)
@settings(deadline=None, max_examples=40)
def test_no_other_question_has_a_place(questions: dict[str, Any], other: str) -> None:
    declared = declared_in({"questions": questions})
    silent = {**DOSSIER, "statements": {}, "silent": {other: [{"note": "Looked for it."}]}}
    assert is_plainly_valid("dossier", silent, declared) == (other in questions)
    policy = {
        **POLICY,
        "data-classes": [{**item, "demands": {}} for item in POLICY["data-classes"]],
        "chain": {**POLICY["chain"], "questions": [other]},
        "vague-phrases": [{"phrase": "may", "questions": [other], "leaves-open": "all"}],
    }
    assert is_plainly_valid("policy", policy, declared) == (other in questions)


@given(questions=QUESTIONS)
@settings(deadline=None, max_examples=40)
def test_a_published_register_declares_the_same(questions: dict[str, Any]) -> None:
    """The form for proposals is made from register.json alone."""
    data = {"format": 1, "questions": questions}
    published = questions_data(build_questions(data, "q").values())
    assert declared_by(published) == declared_in(data)


@given(questions=QUESTIONS)
@settings(deadline=None, max_examples=20)
def test_the_copies_for_editors_hold_the_same_schemas(questions: dict[str, Any]) -> None:
    declared = declared_in({"questions": questions})
    texts = editor_schemas(declared)
    assert texts == editor_schemas(declared_in({"questions": questions}))
    for kind in KINDS:
        assert json.loads(texts[f"schemas/{kind}.schema.json"]) == schema(kind, declared)


def test_the_copies_here_are_those_of_this_register() -> None:
    declared = declared_in(read(ROOT / "policy/questions.yaml"))
    for path, text in editor_schemas(declared).items():
        assert (ROOT / path).read_text(encoding="utf-8") == text, f"run inwriting schema: {path}"


def test_what_a_question_may_have_is_one_list() -> None:
    """What questions can name, what statements can have and what is derived."""
    fields = schema("questions")["definitions"]["question"]["properties"]["fields"]
    statement = schema("dossier")["definitions"]["statement"]["properties"]
    assert tuple(fields["properties"]) == FIELDS
    assert set(FIELDS) < set(statement)
    assert tuple(FULL) == FIELDS


def test_a_schema_is_derived_and_compiled_once() -> None:
    declared = declared_in(read(ROOT / "policy/questions.yaml"))
    again = declared_in(read(ROOT / "policy/questions.yaml"))
    assert schema("dossier", declared) is schema("dossier", again)
    assert MOST_REGISTERS > 20
