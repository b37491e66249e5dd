"""The firm's policy: what each data class demands, who may sign, how old evidence may be."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from inwriting.register.model.basics import Period, Person, date, period, person
from inwriting.register.model.gate_policy import GatePolicy, build_gate_policy
from inwriting.register.model.place import Place
from inwriting.texts.passages import plain


@dataclass(frozen=True, slots=True)
class Demand:
    """What a data class demands of one question."""

    question: str
    at_least: str
    """The worst value that is still good enough."""
    at_most: Period | None
    """The longest period or deadline."""
    notice_at_least: Period | None
    """The shortest notice."""
    authority: str
    """The weakest level of authority, when the class is stricter than the question; or empty."""
    data: tuple[str, ...]
    """For which data; empty for all that the question has."""
    purposes: tuple[str, ...]
    """For which purposes; empty for all that the question has."""
    places: tuple[str, ...]
    """Where data may be; empty for anywhere."""
    refuses_residuals: tuple[str, ...]
    """What may not be used for training in spite of the promise."""
    place: Place


@dataclass(frozen=True, slots=True)
class DataClass:
    """A class of data with everything it demands, that of the lower classes included."""

    id: str
    name: str
    meaning: str
    position: int
    """0 for the least sensitive."""
    demands: dict[str, Demand]
    own_demands: dict[str, Demand]
    """Those that are written at this very class."""
    signed_by: tuple[str, ...]
    controls: tuple[str, ...]
    needs_evidence_at_hand: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Level:
    """Documents of equal rank."""

    id: str
    kinds: tuple[str, ...]
    rank: int
    """0 for the strongest."""


@dataclass(frozen=True, slots=True)
class Client:
    """A client whose own terms limit what the firm may do."""

    id: str
    name: str
    teams: tuple[str, ...]
    written_in: str
    forbids_every_use: bool
    forbids_data_from: str
    forbids_places_other_than: tuple[str, ...]
    forbids_kinds: tuple[str, ...]
    forbids_vendors: tuple[str, ...]
    forbids_human_access_worse_than: str
    forbids_training_worse_than: str
    place: Place


@dataclass(frozen=True, slots=True)
class Team:
    """A team of the firm."""

    id: str
    name: str
    region: str


@dataclass(frozen=True, slots=True)
class SensitiveUse:
    """A use whose result a person must review."""

    id: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class VaguePhrase:
    """Words that sound like an answer and are none."""

    phrase: str
    questions: tuple[str, ...]
    """Where it leaves the answer open; empty for every question."""
    leaves_open: str
    plain: str = field(init=False, repr=False, compare=False)
    """The phrase as it is looked for: in small letters."""

    def __post_init__(self) -> None:
        """Make the phrase plain once, and not for every text."""
        object.__setattr__(self, "plain", plain(self.phrase))


@dataclass(frozen=True, slots=True)
class Policy:
    """The whole policy."""

    firm: str
    fictional: bool
    contact: str
    fixed_clock: datetime.date | None
    """For an example register: the day on which everything is judged."""
    checks_from: str
    """folder or shipped."""
    checks: tuple[str, ...]
    """The ids of the checks that must run."""
    classes: tuple[DataClass, ...]
    """From the least to the most sensitive."""
    levels: tuple[Level, ...]
    """From the strongest to the weakest."""
    signers: dict[str, tuple[Person, ...]]
    """Who may sign, by function."""
    teams: dict[str, Team]
    clients: dict[str, Client]
    regions: dict[str, str]
    """The regions' names by id."""
    sensitive_uses: dict[str, SensitiveUse]
    maximum_age: dict[str, int]
    """Days since a document was last checked, by kind."""
    evidence_warn: int
    """Days before a limit from which it is said."""
    exception_longest: int
    """Days."""
    exception_warn: int
    """Days."""
    exception_approvers: tuple[Person, ...]
    no_exceptions_to: tuple[str, ...]
    """Checks to whose findings no exception may be made."""
    monitoring: dict[str, int]
    """Days between two looks at most, by data class."""
    chain_roles: tuple[str, ...]
    """Roles of subprocessors that must have a dossier."""
    chain_questions: tuple[str, ...]
    """Questions on which the worst in the chain counts."""
    vague_phrases: tuple[VaguePhrase, ...]
    gate: GatePolicy
    """What other repositories are held to."""
    place: Place
    allowed_addresses: tuple[str, ...] = ()
    """Addresses and networks beyond the public Internet that pages may be fetched from."""
    phrases: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """The vague phrases as they are looked for, in their order."""
    demands: tuple[tuple[DataClass, Demand], ...] = field(init=False, repr=False, compare=False)
    """Every demand as its class writes it, the lowest class first."""
    _classes: dict[str, DataClass] = field(init=False, repr=False, compare=False)
    _levels: dict[str, Level] = field(init=False, repr=False, compare=False)
    _ranked: dict[str, Level] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index what is looked up for every vendor. Of two alike, the first one counts."""
        object.__setattr__(self, "phrases", tuple(item.plain for item in self.vague_phrases))
        demands = tuple((c, demand) for c in self.classes for demand in c.own_demands.values())
        object.__setattr__(self, "demands", demands)
        object.__setattr__(self, "_classes", {c.id: c for c in reversed(self.classes)})
        levels = self.levels[::-1]
        object.__setattr__(self, "_levels", {level.id: level for level in levels})
        ranked = {kind: level for level in levels for kind in level.kinds}
        object.__setattr__(self, "_ranked", ranked)

    def at(self, *path: str | int) -> Place:
        """Return the place of *path* in the policy's file."""
        return self.place.at(*path)

    def data_class(self, name: str) -> DataClass | None:
        """Return the data class *name*, or None."""
        return self._classes.get(name)

    def up_to(self, name: str) -> tuple[DataClass, ...]:
        """Return the data class *name* and all below it; none when it does not exist."""
        top = self.data_class(name)
        return () if top is None else self.classes[: top.position + 1]

    def level_of(self, kind: str) -> Level:
        """Return the level of a document's kind; one below all when the policy ranks it nowhere."""
        return self._ranked.get(kind) or Level("unranked", (kind,), len(self.levels))

    def level(self, name: str) -> Level | None:
        """Return the level *name*, or None."""
        return self._levels.get(name)

    def demands_on(self, questions: Collection[str]) -> tuple[tuple[DataClass, Demand], ...]:
        """Return the demands on any of *questions*, in the order of `demands`."""
        return tuple([item for item in self.demands if item[1].question in questions])

    def demanding(self, question: str) -> tuple[DataClass, ...]:
        """Return the data classes that demand something of *question*, lowest first."""
        return tuple(item for item in self.classes if question in item.demands)


def build_policy(data: dict[str, Any], file: str) -> Policy:
    """Build the policy from the data of policy/policy.yaml."""
    place = Place(file)
    clock = data.get("clock")
    evidence, exceptions, chain = data["evidence"], data["exceptions"], data["chain"]
    return Policy(
        firm=data["firm"]["name"],
        fictional=data["firm"].get("fictional", False),
        contact=data["firm"]["contact"],
        fixed_clock=date(clock["fixed"]) if clock else None,
        checks_from=data["checks"]["from"],
        checks=tuple(data["checks"]["list"]),
        classes=_classes(data["data-classes"], place),
        levels=tuple(
            Level(item["id"], tuple(item["kinds"]), rank)
            for rank, item in enumerate(data["authority"])
        ),
        signers={
            name: tuple(person(entry) for entry in item["signers"])
            for name, item in data["functions"].items()
        },
        teams={
            name: Team(name, item["name"], item.get("region", ""))
            for name, item in data["teams"].items()
        },
        clients={
            name: _client(name, item, place.at("clients", name))
            for name, item in data["clients"].items()
        },
        regions={name: item["name"] for name, item in data["regions"].items()},
        sensitive_uses={
            name: SensitiveUse(name, item["name"], item["why"])
            for name, item in data["sensitive-uses"].items()
        },
        maximum_age=dict(evidence["maximum-age"]),
        evidence_warn=evidence["warn"],
        exception_longest=exceptions["longest"],
        exception_warn=exceptions["warn"],
        exception_approvers=tuple(person(item) for item in exceptions["approvers"]),
        no_exceptions_to=tuple(exceptions.get("never", ())),
        monitoring=dict(data["monitoring"]["every-days-at-most"]),
        chain_roles=tuple(chain["roles-in-register"]),
        chain_questions=tuple(chain["questions"]),
        vague_phrases=tuple(
            VaguePhrase(item["phrase"], tuple(item.get("questions", ())), item["leaves-open"])
            for item in data["vague-phrases"]
        ),
        gate=build_gate_policy(data.get("gate"), data["data-classes"][-1]["id"], place.at("gate")),
        place=place,
        allowed_addresses=tuple(data.get("fetching", {}).get("allow-addresses", ())),
    )


def _classes(data: list[dict[str, Any]], place: Place) -> tuple[DataClass, ...]:
    classes: list[DataClass] = []
    for position, item in enumerate(data):
        here = place.at("data-classes", position)
        own = {
            question: _demand(question, demand, here.at("demands", question))
            for question, demand in item.get("demands", {}).items()
        }
        below = classes[-1] if classes else None
        classes.append(
            DataClass(
                id=item["id"],
                name=item["name"],
                meaning=item["meaning"],
                position=position,
                demands={**(below.demands if below else {}), **own},
                own_demands=own,
                signed_by=_joined(below.signed_by if below else (), item.get("signed-by", ())),
                controls=_joined(below.controls if below else (), item.get("controls", ())),
                needs_evidence_at_hand=bool(below and below.needs_evidence_at_hand)
                or item.get("needs-evidence-at-hand", False),
                place=here,
            )
        )
    return tuple(classes)


def _joined(below: tuple[str, ...], own: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (*below, *(item for item in own if item not in below))


def _demand(question: str, data: dict[str, Any], place: Place) -> Demand:
    return Demand(
        question=question,
        at_least=data["at-least"],
        at_most=period(data.get("at-most")),
        notice_at_least=period(data.get("notice-at-least")),
        authority=data.get("authority", ""),
        data=tuple(data.get("data", ())),
        purposes=tuple(data.get("purposes", ())),
        places=tuple(data.get("places", ())),
        refuses_residuals=tuple(data.get("refuses-residuals", ())),
        place=place,
    )


def _client(name: str, data: dict[str, Any], place: Place) -> Client:
    forbids = data["forbids"]
    return Client(
        id=name,
        name=data["name"],
        teams=tuple(data["teams"]),
        written_in=data["written-in"],
        forbids_every_use=forbids.get("every-use", False),
        forbids_data_from=forbids.get("data-from", ""),
        forbids_places_other_than=tuple(forbids.get("places-other-than", ())),
        forbids_kinds=tuple(forbids.get("kinds", ())),
        forbids_vendors=tuple(forbids.get("vendors", ())),
        forbids_human_access_worse_than=forbids.get("human-access-worse-than", ""),
        forbids_training_worse_than=forbids.get("training-worse-than", ""),
        place=place,
    )
