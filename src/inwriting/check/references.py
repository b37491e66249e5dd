"""Names in the register's files, and which of them nothing has."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from inwriting.load.explain import guess
from inwriting.model.dossier import Document
from inwriting.model.gate_policy import GatePolicy
from inwriting.model.place import Place
from inwriting.model.policy import Policy
from inwriting.model.questions import Question
from inwriting.model.register import Register, Vendor

MOST_GUESSES = 20
"""For so many unknown names of a kind the nearest known one is looked for."""
Reference = tuple[str, Place]
"""A name and where it is written."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that nothing has, with every place that writes it."""

    name: str
    places: tuple[Place, ...]
    near: str
    """A sentence that names the nearest known name, with a space before; or empty."""

    @property
    def times(self) -> str:
        """How often it is written, when that is more than once, as in (3 times)."""
        return f" ({len(self.places)} times)" if len(self.places) > 1 else ""


def unknown(references: Iterable[Reference], known: Collection[str]) -> Iterator[Unknown]:
    """Yield each name of *references* that is not *known*."""
    groups: dict[str, list[Place]] = {}
    for name, place in references:
        if name not in known:
            groups.setdefault(name, []).append(place)
    for number, (name, places) in enumerate(groups.items()):
        near = guess(name, sorted(known)) if number < MOST_GUESSES else ""
        yield Unknown(name, tuple(places), near)


def documents_named(vendor: Vendor) -> Iterator[Reference]:
    """Yield every document that the dossier refers to."""
    dossier = vendor.dossier
    for citation in dossier.citations:
        yield citation.document_id, citation.at("document")
    for entry in dossier.subprocessors:
        yield entry.document_id, entry.place.at("document")
    for silence in dossier.silences:
        yield from _each(silence.looked_in, silence.place.at("looked-in"))


def offerings_named(vendor: Vendor) -> Iterator[Reference]:
    """Yield every offering of its own to which a vendor's files refer, by its id."""
    dossier = vendor.dossier
    for document in dossier.documents.values():
        yield from _governed(document)
    for statement in dossier.statements:
        if statement.scope.offerings_named:
            yield from _each(statement.scope.offerings, statement.at("offerings"))
    for silence in dossier.silences:
        yield from _each(silence.offerings, silence.place.at("offerings"))
    for entry in dossier.subprocessors:
        yield from _each(entry.offerings, entry.place.at("offerings"))
    for item in dossier.contradictions:
        yield from _each(item.offerings, item.place.at("offerings"))
    for change in dossier.acknowledged_changes:
        yield change.offering, change.place.at("offering")
    if vendor.use:
        for use in vendor.use.offerings.values():
            yield use.offering, use.place
        for exemption in vendor.use.exemptions:
            yield exemption.offering, exemption.at("offering")
    for approval in vendor.approvals:
        yield from _each(approval.offerings, approval.at("offerings"))


def policy_names(vendor: Vendor) -> Iterator[tuple[str, Reference]]:
    """Yield every name from the policy to which a vendor's files refer, each with its kind."""
    for statement in vendor.dossier.statements:
        yield from _of("region", _each(statement.places, statement.at("places")))
    for entry in vendor.dossier.subprocessors:
        yield from _of("region", _each(entry.places, entry.place.at("places")))
    for approval in vendor.approvals:
        yield "data class", (approval.data_allowed, approval.at("data-allowed"))
    if not vendor.use:
        return
    for exemption in vendor.use.exemptions:
        yield "data class", (exemption.data_class, exemption.at("data-class"))
    for use in vendor.use.offerings.values():
        yield "data class", (use.data_allowed, use.at("data-allowed"))
        if use.redaction:
            place = use.redaction.place.at("required-from")
            yield "data class", (use.redaction.required_from, place)
        for team in use.teams:
            yield "team", (team.team, team.place.at("team"))
            if team.data_allowed:
                yield "data class", (team.data_allowed, team.place.at("data-allowed"))
        for review in use.review:
            yield "sensitive use", (review.use, review.place.at("use"))
        yield from _of("sensitive use", _each(use.sensitive_uses, use.at("uses")))
        yield from _of("client", _each(use.clients_excluded, use.at("clients-excluded")))
        yield from _of("region", _each(use.regions, use.at("regions")))


def known_names(policy: Policy) -> dict[str, Collection[str]]:
    """Return the names that the policy has, by kind."""
    return {
        "region": policy.regions,
        "data class": {item.id for item in policy.classes},
        "team": policy.teams,
        "sensitive use": policy.sensitive_uses,
        "client": policy.clients,
    }


def names_in_policy(
    register: Register,
) -> Iterator[tuple[str, Collection[str], list[Reference]]]:
    """Yield each kind of name in the policy, the known ones, and every reference to one."""
    known: dict[str, Collection[str]] = {
        **known_names(register.policy),
        "level of authority": {level.id for level in register.policy.levels},
        "vendor": {vendor.id for vendor in register.vendors} | set(register.unusable),
        "offering": {item.reference for item in register.offerings},
        # A demand on a question that no vendor answers would be met by everybody.
        _ASKED: {
            question.id
            for question in register.questions.values()
            if question.asked_of == "vendor" and not question.derived_from
        },
        **{_answer(q): q.values for q in register.questions.values()},
        **{_data(q): q.data for q in register.questions.values() if q.data},
        **{_purposes(q): q.purposes for q in register.questions.values() if q.purposes},
    }
    found: dict[str, list[Reference]] = {kind: [] for kind in known}
    for kind, reference in (*_in_demands(register), *_in_clients(register), *_elsewhere(register)):
        found[kind].append(reference)
    for kind, references in found.items():
        yield kind, known[kind], references


_ASKED = "question that vendors answer called"


def _answer(question: Question) -> str:
    return f"answer on {question.title} called"


def _data(question: Question) -> str:
    return f"kind of data in the question {question.title} called"


def _purposes(question: Question) -> str:
    return f"purpose in the question {question.title} called"


def _in_demands(register: Register) -> Iterator[tuple[str, Reference]]:
    for data_class in register.policy.classes:
        for name, demand in data_class.own_demands.items():
            yield _ASKED, (name, demand.place)
            question = register.questions.get(name)
            if question:
                yield _answer(question), (demand.at_least, demand.place.at("at-least"))
            if question and question.data:
                yield from _of(_data(question), _each(demand.data, demand.place.at("data")))
            if question and question.purposes:
                place = demand.place.at("purposes")
                yield from _of(_purposes(question), _each(demand.purposes, place))
            if demand.authority:
                yield "level of authority", (demand.authority, demand.place.at("authority"))
            yield from _of("region", _each(demand.places, demand.place.at("places")))


def _in_clients(register: Register) -> Iterator[tuple[str, Reference]]:
    for client in register.policy.clients.values():
        forbids = client.place.at("forbids")
        places = client.forbids_places_other_than
        yield from _of("team", _each(client.teams, client.place.at("teams")))
        yield from _of("region", _each(places, forbids.at("places-other-than")))
        yield from _of("vendor", _each(client.forbids_vendors, forbids.at("vendors")))
        if client.forbids_data_from:
            yield "data class", (client.forbids_data_from, forbids.at("data-from"))
        for name, least, key in (
            ("training-use", client.forbids_training_worse_than, "training-worse-than"),
            ("human-access", client.forbids_human_access_worse_than, "human-access-worse-than"),
        ):
            if least and name in register.questions:
                yield _answer(register.questions[name]), (least, forbids.at(key))


def _elsewhere(register: Register) -> Iterator[tuple[str, Reference]]:
    policy = register.policy
    for question in register.questions.values():
        if question.authority:
            yield "level of authority", (question.authority, question.place.at("authority"))
    for team in policy.teams.values():
        if team.region:
            yield "region", (team.region, policy.at("teams", team.id, "region"))
    for name in policy.monitoring:
        yield "data class", (name, policy.at("monitoring", "every-days-at-most", name))
    yield from _in_gate(register, policy.gate)


def _in_gate(register: Register, gate: GatePolicy) -> Iterator[tuple[str, Reference]]:
    yield "data class", (gate.data_class, gate.place.at("data-class"))
    if gate.undetermined_blocks_from:
        place = gate.place.at("undetermined-blocks-from")
        yield "data class", (gate.undetermined_blocks_from, place)
    offerings = [
        reference
        for tool, names in gate.offerings.items()
        for reference in _each(names, gate.place.at("offerings", tool))
    ]
    for item in gate.exceptions:
        yield "data class", (item.data_class, item.at("data-class"))
        if item.offering:
            offerings.append((item.offering, item.at("for")))
    for name, place in offerings:
        # What a vendor's broken files may hold is not known.
        if name.partition("/")[0] not in register.unusable:
            yield "offering", (name, place)


def _governed(document: Document) -> Iterator[Reference]:
    if document.governs_named:
        yield from _each(document.governs, document.at("governs"))


def _each(names: Iterable[str], place: Place) -> Iterator[Reference]:
    for index, name in enumerate(names):
        yield name, place.at(index)


def _of(kind: str, references: Iterable[Reference]) -> Iterator[tuple[str, Reference]]:
    for reference in references:
        yield kind, reference
