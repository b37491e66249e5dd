"""The parts of the policy: where each is written, what it is called, and when it asks for less.

The check `policy-weakened`, `inwriting diff` and the page of the policy read this table. A test
walks the schemas: a part of the policy that has no row here fails it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from inwriting import policy_defaults
from inwriting.register.check import policy_directions as directions
from inwriting.register.check.policy_directions import Judge, PolicyState, members, number
from inwriting.register.check.policy_words import (
    client_words,
    demand_words,
    exception_words,
    field_words,
    phrase_words,
    requirements,
    team_words,
)
from inwriting.register.model.basics import Person
from inwriting.register.model.place import Place
from inwriting.register.model.policy import Policy
from inwriting.register.model.questions import Question


@dataclass(frozen=True, slots=True)
class PolicyPart:
    """One part of a policy as it stands."""

    names: tuple[str, ...]
    """What tells it from the others of its row, such as a data class and a question."""
    value: Any
    place: Place


Read = Callable[[PolicyState], Iterable[PolicyPart]]
Words = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """Parts of one kind."""

    paths: tuple[str, ...]
    """Where the schema has them: `*` is any name, `[]` any entry of a list."""
    label: str
    """What such a part is called; `{0}` and `{1}` are its names."""
    less: str
    """In words, when it asks for less; empty where no rule can tell."""
    read: Read
    judge: Judge
    words: Words = str
    nothing: str = "none"
    """What is said where there is none."""
    whose: str = ""
    """class or question, where a part is told only while its data class or question is in both."""
    only_words: bool = False
    """Whether it is prose for people, by which nothing is judged."""


NOTHING_JUDGED: Mapping[str, str] = {
    "policy: format": "It says how the file is read.",
    "policy: clock.why": "A reason, for people.",
    "policy: clients.*.name": "A name, for people.",
    "policy: clients.*.written-in": "Where the client's terms stand, for people.",
    "policy: regions.*.name": "A name, for people.",
    "policy: sensitive-uses.*.name": "A name, for people.",
    "policy: sensitive-uses.*.why": "A reason, for people.",
    "policy: teams.*.name": "A name, for people.",
    "policy: vague-phrases.[].leaves-open": "An explanation, for people.",
    "questions: format": "It says how the file is read.",
    "questions: questions.*.values.[].meaning": "An explanation, for people.",
}
"""The places by which nothing is judged, each with the reason."""


def _one(*path: str, of: Callable[[Policy], Any]) -> Read:
    """Return what reads one part of the policy at *path*."""
    return lambda state: (PolicyPart((), of(state.policy), state.policy.at(*path)),)


def _named(*path: str, of: Callable[[Policy], Mapping[str, Any]]) -> Read:
    """Return what reads parts of the policy by their names, at their names below *path*."""
    return lambda state: (
        PolicyPart((name,), value, state.policy.at(*path, name))
        for name, value in of(state.policy).items()
    )


def _of_classes(of: Callable[[Any], Any]) -> Read:
    """Return what reads a part of each data class."""
    return lambda state: (PolicyPart((c.id,), of(c), c.place) for c in state.policy.classes)


def _demands(state: PolicyState) -> Iterator[PolicyPart]:
    for item in state.policy.classes:
        for name, value in item.demands.items():
            yield PolicyPart((item.id, name), value, value.place)


def _of_questions(*path: str, of: Callable[[Question], Any]) -> Read:
    return lambda state: (
        PolicyPart((name,), of(question), question.place.at(*path))
        for name, question in state.questions.items()
    )


def _answers(state: PolicyState) -> Iterator[PolicyPart]:
    for question in state.questions.values():
        for name, value in question.values.items():
            yield PolicyPart(
                (name, question.id), value, question.place.at("values", value.position)
            )


def _frameworks(state: PolicyState) -> Iterator[PolicyPart]:
    yield PolicyPart((), state.frameworks, Place("policy/frameworks.yaml"))


def _class_ids(state: PolicyState) -> tuple[str, ...]:
    return tuple(item.id for item in state.policy.classes)


def _level_ids(state: PolicyState) -> tuple[str, ...]:
    return tuple(item.id for item in state.policy.levels)


def _joined(names: Iterable[str]) -> str:
    return ", ".join(names)


def _yes_or_no(value: object) -> str:
    return "yes" if value else "no"


def _addresses(persons: Iterable[Person]) -> tuple[str, ...]:
    return tuple(f"{item.name} <{item.email}>" for item in persons)


_PEOPLE = members(more_is_weaker=True)
_FEWER = members()
_LONGER = number(more_is_weaker=True)
_SHORTER = number(more_is_weaker=False)
_EFFECT = directions.position(lambda _: policy_defaults.EFFECTS, later_is_weaker=False)
_ANY = directions.no_direction


def _policy(*paths: str) -> tuple[str, ...]:
    return tuple(f"policy: {path}" for path in paths)


def _question(*names: str) -> tuple[str, ...]:
    return tuple(f"questions: questions.*.{name}" for name in names)


CHECKS = PolicyRow(
    _policy("checks.list.[]"), "check {0}", "it no longer runs",
    lambda state: (
        PolicyPart((name,), name, state.policy.at("checks", "list", number))
        for number, name in enumerate(state.policy.checks)
    ),
    directions.presence("it no longer runs"), lambda _: "runs", "does not run",
)  # fmt: skip
"""The checks that run. `inwriting diff` tells more of them by itself."""

ROWS: tuple[PolicyRow, ...] = (
    PolicyRow(_policy("firm.name"), "firm", "", _one("firm", "name", of=lambda p: p.firm), _ANY,
        only_words=True),
    PolicyRow(_policy("firm.contact"), "contact", "",
        _one("firm", "contact", of=lambda p: p.contact), _ANY,
        only_words=True),
    PolicyRow(_policy("firm.fictional"), "the firm is fictional",
        "a fictional firm may fix its clock",
        _one("firm", of=lambda p: p.fictional),
        directions.presence("a fictional firm may fix its clock", is_weaker=True), _yes_or_no),
    CHECKS,
    PolicyRow(_policy("checks.from"), "where the checks come from", "",
        _one("checks", "from", of=lambda p: p.checks_from), _ANY),
    PolicyRow(_policy("clock.fixed"), "fixed clock",
        "evidence no longer ages, or is judged earlier",
        _one("clock", of=lambda p: p.fixed_clock), directions.clock),
    PolicyRow(_policy("authority.[].id", "authority.[].kinds.[]"), "authority of documents",
        "a kind of document counts as a level that it did not reach",
        _one("authority", of=lambda p: p.levels), directions.authority,
        lambda levels: " > ".join(f"{one.id} ({_joined(one.kinds)})" for one in levels)),
    PolicyRow(_policy("teams.*.region"), "teams", "", _one("teams", of=lambda p: p.teams), _ANY,
        team_words),
    PolicyRow((), "regions", "",
        _one("regions", of=lambda p: tuple(p.regions)), _ANY, _joined),
    PolicyRow(_policy("functions.*.signers.[].email", "functions.*.signers.[].name"),
        "who signs for {0}", "somebody else may sign too",
        _named("functions", of=lambda p: {n: _addresses(v) for n, v in p.signers.items()}),
        _PEOPLE, _joined, ""),
    PolicyRow(_policy("data-classes.[].id"), "data classes", "a class is gone",
        _one("data-classes", of=lambda p: tuple(item.id for item in p.classes)),
        directions.classes, _joined),
    PolicyRow(_policy(*(f"data-classes.[].demands.*.{name}" for name in (
            "at-least", "at-most", "authority", "data.[]", "notice-at-least", "places.[]",
            "purposes.[]", "refuses-residuals.[]"))),
        "{0} demands of {1}",
        "a worse answer, a longer period, a shorter notice, a weaker document, less data, fewer "
        "purposes, more places or more residual uses will do",
        _demands, directions.demand, demand_words, "nothing", whose="class"),
    PolicyRow(_policy("data-classes.[].signed-by.[]"), "{0} is signed by",
        "one function fewer signs",
        _of_classes(lambda c: c.signed_by), _FEWER, _joined, whose="class"),
    PolicyRow(_policy("data-classes.[].controls.[]"), "{0} needs the controls", "one control fewer",
        _of_classes(lambda c: c.controls), _FEWER, _joined, whose="class"),
    PolicyRow(_policy("data-classes.[].needs-evidence-at-hand"), "{0} needs the texts at hand",
        "the cited texts need not be at hand", _of_classes(lambda c: c.needs_evidence_at_hand),
        directions.presence("the cited texts need not be at hand any more"), _yes_or_no,
        "no", whose="class"),
    PolicyRow(_policy("data-classes.[].name", "data-classes.[].meaning"), "{0} means", "",
        _of_classes(lambda c: f"{c.name}: {c.meaning}"), _ANY, whose="class"),
    PolicyRow(_policy("evidence.maximum-age.*"), "days that evidence may be old: {0}", "more days",
        _named("evidence", "maximum-age", of=lambda p: p.maximum_age), _LONGER, str, "no limit"),
    PolicyRow(_policy("monitoring.every-days-at-most.*"), "days between two looks: {0}",
        "more days",
        _named("monitoring", "every-days-at-most", of=lambda p: p.monitoring),
        _LONGER, str, "no limit"),
    PolicyRow(_policy("exceptions.longest"), "days that an exception may last", "more days",
        _one("exceptions", "longest", of=lambda p: p.exception_longest), _LONGER),
    PolicyRow(_policy("evidence.warn"), "days of warning before evidence expires", "fewer days",
        _one("evidence", "warn", of=lambda p: p.evidence_warn), _SHORTER),
    PolicyRow(_policy("exceptions.warn"), "days of warning before an exception ends", "fewer days",
        _one("exceptions", "warn", of=lambda p: p.exception_warn), _SHORTER),
    PolicyRow(_policy("exceptions.never.[]"), "checks without exceptions", "one check fewer",
        _one("exceptions", "never", of=lambda p: p.no_exceptions_to), _FEWER, _joined),
    PolicyRow(_policy("chain.roles-in-register.[]"), "roles that need a dossier", "one role fewer",
        _one("chain", "roles-in-register", of=lambda p: p.chain_roles), _FEWER, _joined),
    PolicyRow(_policy("chain.questions.[]"), "questions asked along the chain",
        "one question fewer",
        _one("chain", "questions", of=lambda p: p.chain_questions), _FEWER, _joined),
    PolicyRow((), "sensitive uses", "one use fewer",
        _one("sensitive-uses", of=lambda p: tuple(p.sensitive_uses)), _FEWER, _joined),
    PolicyRow(_policy("vague-phrases.[].phrase", "vague-phrases.[].questions.[]"), "vague phrases",
        "a phrase passes as an answer, or does for some question",
        _one("vague-phrases", of=lambda p: p.vague_phrases), directions.vague_phrases,
        lambda items: _joined(phrase_words(item) for item in items)),
    PolicyRow(_policy("exceptions.approvers.[].email", "exceptions.approvers.[].name"),
        "who allows exceptions", "somebody else may allow them too",
        _one("exceptions", "approvers", of=lambda p: _addresses(p.exception_approvers)),
        _PEOPLE, _joined),
    PolicyRow(_policy("fetching.allow-addresses.[]"), "addresses inside that may be asked",
        "one address more",
        _one("fetching", "allow-addresses", of=lambda p: p.allowed_addresses), _PEOPLE, _joined),
    PolicyRow(_policy("clients.*.teams.[]", *(f"clients.*.forbids.{name}" for name in (
            "data-from", "every-use", "human-access-worse-than", "kinds.[]",
            "places-other-than.[]", "training-worse-than", "vendors.[]"))),
        "terms of the client {0}", "something that they forbade is no longer forbidden",
        _named("clients", of=lambda p: p.clients), directions.forbidden_by_client,
        client_words, "not in the policy"),
    PolicyRow(_policy("gate.data-class"), "data class of a repository that names none",
        "a less sensitive class",
        _one("gate", "data-class", of=lambda p: p.gate.data_class),
        directions.position(_class_ids, later_is_weaker=False)),
    PolicyRow(_policy("gate.undetermined-blocks-from"),
        "data class from which an untold next hop blocks", "a more sensitive class",
        _one("gate", "undetermined-blocks-from",
             of=lambda p: p.gate.undetermined_blocks_from or p.classes[0].id),
        directions.position(_class_ids, later_is_weaker=True)),
    PolicyRow(_policy("gate.register-days"), "days that the published register may be old",
        "more days",
        _one("gate", "register-days", of=lambda p: p.gate.register_days), _LONGER),
    PolicyRow(_policy("gate.suppressions.longest"), "days that a suppression may last", "more days",
        _one("gate", "suppressions", "longest", of=lambda p: p.gate.suppression_longest),
        _LONGER),
    PolicyRow(_policy("gate.suppressions.fail-before-end"),
        "days before its end in which a suppression fails", "fewer days",
        _one("gate", "suppressions", "fail-before-end", of=lambda p: p.gate.suppression_fails),
        _SHORTER),
    PolicyRow(_policy("gate.roles.*"), "what the role {0} does",
        "it warns instead of blocking, or less",
        _named("gate", "roles", of=lambda p: p.gate.roles), _EFFECT),
    PolicyRow(_policy("gate.rules.*"), "what the rule {0} does",
        "it warns instead of blocking, or less",
        _named("gate", "rules", of=lambda p: policy_defaults.RULES | p.gate.rules), _EFFECT),
    PolicyRow(_policy("gate.offerings.*.[]"), "offerings that {0} may be", "one offering more",
        _named("gate", "offerings", of=lambda p: p.gate.offerings), directions.may_be,
        _joined, "as usual"),
    PolicyRow(_policy(*(f"gate.exceptions.[].{name}" for name in (
            "approved-by", "data-class", "expires", "for", "granted", "id", "owner", "reason"))),
        "exception {0} for repositories",
        "there is a new one, for longer, for other tools or for more sensitive data",
        lambda state: (
            PolicyPart((item.id,), item, item.place) for item in state.policy.gate.exceptions
        ),
        directions.gate_exception, exception_words),
    PolicyRow((), "question {0}", "it is no longer asked",
        _of_questions(of=lambda _: True), directions.presence("it is no longer asked"),
        lambda _: "asked", "not asked"),
    PolicyRow(_question("values.[].id", "values.[].standing"),
        "standing of {0} as an answer to {1}",
        "the answer counts as better", _answers, directions.standing,
        lambda value: value.standing.name.lower(), "not listed",
        whose="question"),
    PolicyRow((), "order of the answers to {0}", "",
        _of_questions("values", of=lambda q: tuple(q.values)), directions.order, _joined,
        whose="question"),
    PolicyRow(_question("data.[]"), "data that {0} asks about", "less data",
        _of_questions("data", of=lambda q: q.data), _FEWER, _joined,
        whose="question"),
    PolicyRow(_question("purposes.[]"), "purposes that {0} asks about", "fewer purposes",
        _of_questions("purposes", of=lambda q: q.purposes), _FEWER, _joined,
        whose="question"),
    PolicyRow(_question("authority"), "weakest authority of the question {0}", "a weaker document",
        _of_questions("authority", of=lambda q: q.authority),
        directions.position(_level_ids, later_is_weaker=True),
        whose="question"),
    PolicyRow(_question("proof"), "proof of the question {0}", "any document will do",
        _of_questions("proof", of=lambda q: q.proof), directions.proof,
        whose="question"),
    PolicyRow(_question("asked-of"), "addressee of the question {0}", "",
        _of_questions("asked-of", of=lambda q: q.asked_of), _ANY,
        whose="question"),
    PolicyRow(_question("derived-from"), "derivation of the question {0}", "",
        _of_questions("derived-from", of=lambda q: q.derived_from), _ANY,
        whose="question"),
    PolicyRow(_question("functions.[]"), "functions of the question {0}", "one function fewer",
        _of_questions("functions", of=lambda q: q.functions), _FEWER, _joined,
        whose="question"),
    PolicyRow(_question("risks.[]"), "risks of the question {0}", "one risk fewer",
        _of_questions("risks", of=lambda q: q.risks), _FEWER, _joined,
        whose="question"),
    PolicyRow(_question("ask"), "wording of the question {0}", "",
        _of_questions("ask", of=lambda q: q.ask), _ANY,
        whose="question", only_words=True),
    PolicyRow(_question("title"), "title of the question {0}", "",
        _of_questions("title", of=lambda q: q.title), _ANY,
        whose="question", only_words=True),
    PolicyRow(_question("good-answer"), "good answer of the question {0}", "",
        _of_questions("good-answer", of=lambda q: q.good_answer), _ANY,
        whose="question", only_words=True),
    PolicyRow(_question("frameworks.[].framework", "frameworks.[].ids.[]"),
        "requirements of the question {0}", "",
        _of_questions("frameworks", of=lambda q: q.frameworks), _ANY, requirements,
        whose="question"),
    PolicyRow(_question("required"), "question {0} in dossiers", "a dossier may leave it out",
        _of_questions("required", of=lambda q: q.required),
        directions.presence("a dossier may leave it out"),
        lambda value: "required" if value else "may be missing", whose="question"),
    PolicyRow(_question("fields.*.needed-with.[]", "fields.*.meaning"),
        "fields of the question {0}", "",
        _of_questions("fields", of=lambda q: q.fields), _ANY, field_words, "any",
        whose="question"),
    PolicyRow((), "frameworks", "", _frameworks, _ANY, lambda _: "edited", "not read"),
)  # fmt: skip
"""Every part of the policy, its questions and its frameworks."""
