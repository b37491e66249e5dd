"""The register: every vendor and offering with its answers, as one frozen object."""

import datetime
from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from inwriting.register.load.problem import Problem
from inwriting.register.load.register import Loaded, LoadedVendor
from inwriting.register.model.alarms import RecordedAlarm, build_alarms
from inwriting.register.model.answers import Answer, TooManyCircumstancesError, answer
from inwriting.register.model.digests import state_digest
from inwriting.register.model.dossier import (
    Document,
    Dossier,
    Silence,
    Statement,
    Subprocessor,
)
from inwriting.register.model.dossier_building import build_dossier
from inwriting.register.model.frameworks import Frameworks, build_frameworks
from inwriting.register.model.place import Place
from inwriting.register.model.policy import Policy, build_policy
from inwriting.register.model.questions import Question, build_questions
from inwriting.register.model.use import Approval, OfferingUse, Use, build_approvals, build_use
from inwriting.register.model.verification import Verified, verify_all


@dataclass(frozen=True, slots=True)
class Offering:
    """A product in a tier on a surface: what is approved, or not."""

    dossier: Dossier
    id: str
    name: str
    kind: str
    tiers: tuple[str, ...]
    surfaces: tuple[str, ...]
    markets: tuple[str, ...]
    outside_models: bool
    """Whether models of other makers work behind it."""
    note: str
    use: OfferingUse | None
    """The firm's controls on it; None when the firm does not use it."""
    answers: dict[str, Answer]
    """By question, for every question that is asked of vendors and not derived."""
    place: Place

    @property
    def reference(self) -> str:
        """Its name in the register: vendor/offering."""
        return f"{self.dossier.vendor}/{self.id}"

    @property
    def vendor(self) -> str:
        """The vendor's id."""
        return self.dossier.vendor

    def at(self, *path: str | int) -> Place:
        """Return the place of *path* in the offering's entry."""
        return self.place.at(*path)

    def statements(self, question: str) -> tuple[Statement, ...]:
        """Return every statement on *question* that speaks of this offering and is in force."""
        return self.answers[question].statements

    def silences(self, question: str) -> tuple[Silence, ...]:
        """Return the honest entries that nothing was found on *question*."""
        return tuple(
            item
            for item in self.dossier.silences
            if item.question == question and self.id in item.offerings
        )

    @property
    def subprocessors(self) -> tuple[Subprocessor, ...]:
        """The companies behind this offering that get our data."""
        return tuple(item for item in self.dossier.subprocessors if self.id in item.offerings)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents on which a statement about this offering rests."""
        cited = {s.citation.document_id for a in self.answers.values() for s in a.statements}
        return tuple(item for name, item in self.dossier.documents.items() if name in cited)


@dataclass(frozen=True, slots=True)
class Vendor:
    """A vendor with everything that the register holds of it."""

    id: str
    dossier: Dossier
    offerings: tuple[Offering, ...]
    use: Use | None
    approvals: tuple[Approval, ...]
    digest: str
    """Of the present state of dossier and use; what a sign-off must name."""
    verified: dict[Place, Verified]
    """What became of each citation's words, by the citation's place."""
    alarms: tuple[RecordedAlarm, ...] = ()
    """What watching its documents found."""

    @property
    def name(self) -> str:
        """The company's name."""
        return self.dossier.name

    def offering(self, name: str) -> Offering | None:
        """Return the offering *name*, or None."""
        return next((item for item in self.offerings if item.id == name), None)


class LazyVendors(Sequence[Vendor]):
    """The vendors of a register that are built when somebody asks for them, and then let go."""

    @property
    @abstractmethod
    def names(self) -> tuple[str, ...]:
        """The names of all vendor folders, in order or not, sorted."""

    @abstractmethod
    def named(self, name: str) -> Vendor | None:
        """Return the vendor *name*; None where there is none or its files cannot be used."""

    @abstractmethod
    def is_unusable(self, name: str) -> bool:
        """Tell whether there is a vendor *name* whose files cannot be used."""

    def is_the_same_now(self, name: str) -> bool:
        """Tell whether the files of *name* are known to be the same on both branches."""
        del self, name
        return False


@dataclass(frozen=True, slots=True)
class Register:
    """Everything that checks read."""

    vendors: Sequence[Vendor]
    """Every vendor. A check of a vendor or an offering asks for others by name: see `vendor`."""
    policy: Policy
    questions: dict[str, Question]
    frameworks: Frameworks
    today: datetime.date
    """The day on which everything is judged."""
    unusable: Sequence[str]
    """Vendors whose files cannot be used, so that references to them are not called unknown."""
    base: "Register | None" = None
    """The register on the base branch, when it is compared."""
    base_policy: Policy | None = None
    """The policy on the base branch, when it is compared and can be read."""
    base_questions: dict[str, Question] | None = None
    """The questions on the base branch, when it is compared and they can be read."""
    present: datetime.date | None = None
    """The present day, where another is judged; None where that is the same."""
    stale_schemas: tuple[str, ...] = ()
    """The schemas for editors that are not as `inwriting schema` would write them, by path."""
    _by_name: dict[str, Vendor] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the vendors that are there already."""
        lazy = isinstance(self.vendors, LazyVendors)
        index = {} if lazy else {vendor.id: vendor for vendor in self.vendors}
        object.__setattr__(self, "_by_name", index)

    @property
    def latest(self) -> datetime.date:
        """The day after which nothing can have happened yet.

        A register that is judged as on a past day holds what came later, and that is no mistake.
        """
        return max(self.today, self.present or self.today)

    @property
    def offerings(self) -> tuple[Offering, ...]:
        """Every offering."""
        return tuple(offering for vendor in self.vendors for offering in vendor.offerings)

    @property
    def vendor_names(self) -> tuple[str, ...]:
        """The names of all vendor folders, also of those whose files cannot be used."""
        if isinstance(self.vendors, LazyVendors):
            return self.vendors.names
        return tuple(sorted({*self._by_name, *self.unusable}))

    def is_unusable(self, name: str) -> bool:
        """Tell whether there is a vendor *name* whose files cannot be used."""
        if isinstance(self.vendors, LazyVendors):
            return self.vendors.is_unusable(name)
        return name in self.unusable

    def is_as_before(self, name: str) -> bool:
        """Tell whether the files of the vendor *name* are known to be as on the base branch."""
        before = self.base.vendors if self.base else None
        return isinstance(before, LazyVendors) and before.is_the_same_now(name)

    def vendor(self, name: str) -> Vendor | None:
        """Return the vendor *name*, or None."""
        if isinstance(self.vendors, LazyVendors):
            return self.vendors.named(name)
        return self._by_name.get(name)

    def offering(self, reference: str) -> Offering | None:
        """Return the offering *reference* (vendor/offering), or None."""
        name, _, offering = reference.partition("/")
        vendor = self.vendor(name)
        return vendor.offering(offering) if vendor else None


def build_register(
    loaded: Loaded, today: datetime.date
) -> tuple[Register | None, tuple[Problem, ...]]:
    """Build the register, judged on *today*, and name what could not be built.

    Without usable policy, questions and frameworks there is no register: None.
    """
    if not (loaded.policy and loaded.questions and loaded.frameworks):
        return None, ()
    policy = build_policy(loaded.policy.data, loaded.policy.path)
    questions = build_questions(loaded.questions.data, loaded.questions.path)
    problems: list[Problem] = []
    vendors = []
    for item in loaded.vendors:
        vendor, more = build_vendor(item, policy, questions, today)
        problems.extend(more)
        if vendor:
            vendors.append(vendor)
    sound = {vendor.id for vendor in vendors}
    register = Register(
        vendors=tuple(vendors),
        policy=policy,
        questions=questions,
        frameworks=build_frameworks(loaded.frameworks.data),
        today=today,
        unusable=tuple(name for name in loaded.names if name not in sound),
        base=None,
        stale_schemas=loaded.stale_schemas,
    )
    return register, tuple(problems)


def build_vendor(
    loaded: LoadedVendor,
    policy: Policy,
    questions: dict[str, Question],
    today: datetime.date,
) -> tuple[Vendor | None, tuple[Problem, ...]]:
    """Build one vendor, judged on *today*, or name why it cannot be: then it is None."""
    try:
        return _vendor(loaded, policy, questions, today), ()
    except TooManyCircumstancesError:
        problem = Problem(
            loaded.dossier.path,
            0,
            0,
            "The statements on one question name too many circumstances at once.",
            "Use fewer names under who, models, regions and when.",
        )
        return None, (problem,)


def _vendor(
    loaded: LoadedVendor,
    policy: Policy,
    questions: dict[str, Question],
    today: datetime.date,
) -> Vendor:
    data: dict[str, Any] = loaded.dossier.data
    dossier = build_dossier(
        loaded.id, data, loaded.dossier.path, loaded.evidence, questions, policy
    )
    use = build_use(loaded.use.data, loaded.use.path) if loaded.use else None
    return Vendor(
        id=loaded.id,
        dossier=dossier,
        offerings=tuple(
            _offering(dossier, name, item, use, questions, today)
            for name, item in data["offerings"].items()
        ),
        use=use,
        approvals=build_approvals(loaded.approvals.data, loaded.approvals.path)
        if loaded.approvals
        else (),
        digest=state_digest(data, loaded.use.data if loaded.use else None),
        verified=verify_all(dossier.citations),
        alarms=build_alarms(loaded.alarms.data, loaded.alarms.path) if loaded.alarms else (),
    )


def _offering(
    dossier: Dossier,
    name: str,
    data: dict[str, Any],
    use: Use | None,
    questions: dict[str, Question],
    today: datetime.date,
) -> Offering:
    own: dict[str, list[Statement]] = {}
    for statement in dossier.statements:
        if name in statement.scope.offerings:
            own.setdefault(statement.question.id, []).append(statement)
    return Offering(
        dossier=dossier,
        id=name,
        name=data["name"],
        kind=data["kind"],
        tiers=tuple(data["tiers"]),
        surfaces=tuple(data["surfaces"]),
        markets=tuple(data.get("markets", ())),
        outside_models=data.get("model-providers-behind", False),
        note=data.get("note", ""),
        use=use.offerings.get(name) if use else None,
        answers={
            question.id: answer(question, own.get(question.id, ()), today)
            for question in questions.values()
            if question.asked_of == "vendor" and not question.derived_from
        },
        place=dossier.at("offerings", name),
    )
