"""Names in the register's files, and which of them nothing has."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from inwriting.register.load.explain import guess
from inwriting.register.model.gate_policy import GatePolicy
from inwriting.register.model.place import Place
from inwriting.register.model.policy import Policy
from inwriting.register.model.questions import Question
from inwriting.register.model.register import Register, Vendor

MOST_GUESSES = 20
"""For so many unknown names of a kind the nearest known one is looked for."""
_ALIKE = 60
"""How like a vendor's name must be to one that is written, of 100, to be the one meant."""
Reference = tuple[str, Place, tuple[str | int, ...]]
"""A name, and where it is written: a place and the path below it."""


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
    return _unknown(references, known, lambda _: known)


def unknown_offerings(references: Iterable[Reference], register: Register) -> Iterator[Unknown]:
    """Yield each name of *references*, vendor/offering, that no vendor of *register* has.

    What a vendor's files hold that cannot be used is not known, so it is not unknown either.
    """

    def near(name: str) -> Collection[str]:
        vendor = register.vendor(name.partition("/")[0])
        if vendor is not None:
            return [offering.reference for offering in vendor.offerings]
        # Only the offerings of the vendor that was meant are looked at, not those of all.
        from rapidfuzz import fuzz, process  # It is slow to import, and rarely asked.

        found = process.extractOne(
            name.partition("/")[0], register.vendor_names, scorer=fuzz.ratio, score_cutoff=_ALIKE
        )
        meant = register.vendor(found[0]) if found else None
        return [offering.reference for offering in meant.offerings] if meant else ()

    missing = (
        reference
        for reference in references
        if register.offering(reference[0]) is None
        and not register.is_unusable(reference[0].partition("/")[0])
    )
    return _unknown(missing, (), near)


def _unknown(
    references: Iterable[Reference], known: Collection[str], near: Callable[[str], Collection[str]]
) -> Iterator[Unknown]:
    groups: dict[str, list[Place]] = {}
    for name, place, path in references:
        if name not in known:
            groups.setdefault(name, []).append(place.at(*path))
    for number, (name, places) in enumerate(groups.items()):
        meant = guess(name, sorted(near(name))) if number < MOST_GUESSES else ""
        yield Unknown(name, tuple(places), meant)


def documents_named(vendor: Vendor) -> Iterator[Reference]:
    """Yield every document that the dossier refers to."""
    dossier = vendor.dossier
    for citation in dossier.citations:
        yield citation.document_id, citation.place, ("document",)
    for entry in dossier.subprocessors:
        yield entry.document_id, entry.place, ("document",)
    for silence in dossier.silences:
        yield from _each(silence.looked_in, silence.place, "looked-in")


def offerings_named(vendor: Vendor) -> Iterator[Reference]:
    """Yield every offering of its own to which a vendor's files refer, by its id."""
    dossier = vendor.dossier
    for document in dossier.documents.values():
        if document.governs_named:
            yield from _each(document.governs, document.place, "governs")
    for statement in dossier.statements:
        if statement.scope.offerings_named:
            yield from _each(statement.scope.offerings, statement.place, "offerings")
    for silence in dossier.silences:
        yield from _each(silence.offerings, silence.place, "offerings")
    for entry in dossier.subprocessors:
        yield from _each(entry.offerings, entry.place, "offerings")
    for item in dossier.contradictions:
        yield from _each(item.offerings, item.place, "offerings")
    for change in dossier.acknowledged_changes:
        yield change.offering, change.place, ("offering",)
    yield from _offerings_of_ours(vendor)


def _offerings_of_ours(vendor: Vendor) -> Iterator[Reference]:
    """Yield the offerings that the firm's own files name."""
    if vendor.use:
        for use in vendor.use.offerings.values():
            yield use.offering, use.place, ()
        for exemption in vendor.use.exemptions:
            yield exemption.offering, exemption.place, ("offering",)
    for approval in vendor.approvals:
        yield from _each(approval.offerings, approval.place, "offerings")


def fallbacks_named(vendor: Vendor) -> Iterator[Reference]:
    """Yield every offering, of any vendor, to which a fallback of *vendor* leads."""
    for use in vendor.use.offerings.values() if vendor.use else ():
        if use.fallback:
            yield from _each(use.fallback.offerings, use.fallback.place, "offerings")


def unknown_names(vendor: Vendor, policy: Policy) -> Iterator[tuple[str, Unknown]]:
    """Yield each name in a vendor's files that the policy does not have, with its kind."""
    yield from _by_kind(_policy_names(vendor), _known_names(policy))


def _by_kind(
    references: Iterable[tuple[str, Reference]], known: Mapping[str, Collection[str]]
) -> Iterator[tuple[str, Unknown]]:
    missing: dict[str, list[Reference]] = {}
    for kind, reference in references:
        if reference[0] not in known[kind]:
            missing.setdefault(kind, []).append(reference)
    for kind, names in known.items() if missing else ():
        for item in unknown(missing.get(kind, ()), names):
            yield kind, item


def _policy_names(vendor: Vendor) -> Iterator[tuple[str, Reference]]:
    """Yield every name from the policy to which a vendor's files refer, each with its kind."""
    for statement in vendor.dossier.statements:
        if statement.places:
            yield from _of("region", _each(statement.places, statement.place, "places"))
    for entry in vendor.dossier.subprocessors:
        yield from _of("region", _each(entry.places, entry.place, "places"))
    for approval in vendor.approvals:
        yield "data class", (approval.data_allowed, approval.place, ("data-allowed",))
    if not vendor.use:
        return
    for exemption in vendor.use.exemptions:
        yield "data class", (exemption.data_class, exemption.place, ("data-class",))
    for use in vendor.use.offerings.values():
        yield "data class", (use.data_allowed, use.place, ("data-allowed",))
        if use.redaction:
            required = use.redaction.required_from
            yield "data class", (required, use.redaction.place, ("required-from",))
        for team in use.teams:
            yield "team", (team.team, team.place, ("team",))
            if team.data_allowed:
                yield "data class", (team.data_allowed, team.place, ("data-allowed",))
        for review in use.review:
            yield "sensitive use", (review.use, review.place, ("use",))
        yield from _of("sensitive use", _each(use.sensitive_uses, use.place, "uses"))
        yield from _of("client", _each(use.clients_excluded, use.place, "clients-excluded"))
        yield from _of("region", _each(use.regions, use.place, "regions"))


def _known_names(policy: Policy) -> dict[str, Collection[str]]:
    return {
        "region": policy.regions,
        "data class": [item.id for item in policy.classes],
        "team": policy.teams,
        "sensitive use": policy.sensitive_uses,
        "client": policy.clients,
    }


def unknown_in_policy(register: Register) -> Iterator[tuple[str, Unknown]]:
    """Yield each name in the policy that nothing has, with its kind."""
    known: dict[str, Collection[str]] = {
        **_known_names(register.policy),
        "level of authority": {level.id for level in register.policy.levels},
        "vendor": frozenset(register.vendor_names),
        # A demand on a question that no vendor answers would be met by everybody.
        _ASKED: {
            question.id
            for question in register.questions.values()
            if question.is_answered_in_dossiers
        },
        **{_answer(q): q.values for q in register.questions.values()},
        **{_data(q): q.data for q in register.questions.values() if q.data},
        **{_purposes(q): q.purposes for q in register.questions.values() if q.purposes},
    }
    references = (*_in_demands(register), *_in_clients(register), *_elsewhere(register))
    yield from _by_kind(references, known)
    for item in unknown_offerings(_offerings_in_gate(register.policy.gate), register):
        yield "offering", item


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
            yield _ASKED, (name, demand.place, ())
            question = register.questions.get(name)
            if question:
                yield _answer(question), (demand.at_least, demand.place, ("at-least",))
            if question and question.data:
                yield from _of(_data(question), _each(demand.data, demand.place, "data"))
            if question and question.purposes:
                purposes = _each(demand.purposes, demand.place, "purposes")
                yield from _of(_purposes(question), purposes)
            if demand.authority:
                yield "level of authority", (demand.authority, demand.place, ("authority",))
            yield from _of("region", _each(demand.places, demand.place, "places"))


def _in_clients(register: Register) -> Iterator[tuple[str, Reference]]:
    for client in register.policy.clients.values():
        forbids = client.place.at("forbids")
        places = client.forbids_places_other_than
        yield from _of("team", _each(client.teams, client.place, "teams"))
        yield from _of("region", _each(places, forbids, "places-other-than"))
        yield from _of("vendor", _each(client.forbids_vendors, forbids, "vendors"))
        if client.forbids_data_from:
            yield "data class", (client.forbids_data_from, forbids, ("data-from",))
        for name, least, key in (
            ("training-use", client.forbids_training_worse_than, "training-worse-than"),
            ("human-access", client.forbids_human_access_worse_than, "human-access-worse-than"),
        ):
            if least and name in register.questions:
                yield _answer(register.questions[name]), (least, forbids, (key,))


def _elsewhere(register: Register) -> Iterator[tuple[str, Reference]]:
    policy = register.policy
    for question in register.questions.values():
        if question.authority:
            yield "level of authority", (question.authority, question.place, ("authority",))
    for team in policy.teams.values():
        if team.region:
            yield "region", (team.region, policy.place, ("teams", team.id, "region"))
    for name in policy.monitoring:
        yield "data class", (name, policy.place, ("monitoring", "every-days-at-most", name))
    gate = policy.gate
    yield "data class", (gate.data_class, gate.place, ("data-class",))
    if gate.undetermined_blocks_from:
        lowest = gate.undetermined_blocks_from
        yield "data class", (lowest, gate.place, ("undetermined-blocks-from",))
    for item in gate.exceptions:
        yield "data class", (item.data_class, item.place, ("data-class",))


def _offerings_in_gate(gate: GatePolicy) -> Iterator[Reference]:
    for tool, names in gate.offerings.items():
        yield from _each(names, gate.place, "offerings", tool)
    for item in gate.exceptions:
        if item.offering:
            yield item.offering, item.place, ("for",)


def _each(names: Iterable[str], place: Place, *path: str) -> Iterator[Reference]:
    for index, name in enumerate(names):
        yield name, place, (*path, index)


def _of(kind: str, references: Iterable[Reference]) -> Iterator[tuple[str, Reference]]:
    for reference in references:
        yield kind, reference
