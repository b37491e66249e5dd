"""The vendors of a register, each built when somebody asks for it, and a note of who was asked for.

Whoever wants to see all of them at once gets WholeRegisterNeededError: see `evaluate`.
"""

import dataclasses
import datetime
import hashlib
from abc import abstractmethod
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from inwriting.register.check.api import Check
from inwriting.register.check.run import WholeRegisterNeededError
from inwriting.register.decide.base import Base
from inwriting.register.load.document_texts import Locker, open_locker
from inwriting.register.load.problem import Problem
from inwriting.register.load.register import load_vendor
from inwriting.register.load.snapshot import Snapshot
from inwriting.register.model.frameworks import Frameworks
from inwriting.register.model.policy import Policy
from inwriting.register.model.questions import Question
from inwriting.register.model.register import Register, StreamedVendors, Vendor, build_vendor

ALL_NAMES = "*"
"""Stands for the names of all vendors where a judgment rests on them."""
ON_BASE = "base:"
"""Stands before the name of a vendor's folder on the base branch."""
_MOST_KEPT = 192
"""How many vendors are kept at once, since those behind others are asked for again and again."""

SnapshotOf = Callable[[str], Snapshot]
"""Returns the folder of the vendor with an id, as it is."""
Asked = dict[str, str]
"""The digest of each folder that was asked for; empty where there is none."""
Sought = tuple[tuple[str, str | None], ...]
"""Each text that was sought outside the register, by digest, with what stood for it there.

That is None where nothing can be told without reading it: see `Locker.glimpse`.
"""


@dataclass(frozen=True, slots=True)
class Rules:
    """What every vendor is judged by."""

    policy: Policy
    questions: dict[str, Question]
    questions_file: str
    frameworks: Frameworks
    today: datetime.date
    present: datetime.date | None
    checks: tuple[Check, ...]
    locker: Locker
    base: Base | None = None
    """The commit to compare with."""
    moment: int = 0
    """When all this was asked, in nanoseconds since 1970; 0 where nobody knows."""


@dataclass(frozen=True, slots=True)
class Built:
    """A vendor with all that is known of its files."""

    vendor: Vendor | None
    """None where they cannot be used."""
    problems: tuple[Problem, ...]
    digest: str
    outside: Sought


class _Streamed(StreamedVendors):
    """Builds vendors, keeps the last of them for a while, and has none to be counted."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = names
        self._known = frozenset(names)
        self._kept: OrderedDict[str, Built] = OrderedDict()

    @abstractmethod
    def built(self, name: str) -> Built:
        """Return the vendor *name* with all that is known of its files, and note that."""

    def named(self, name: str) -> Vendor | None:
        """Return the vendor *name*, or None."""
        return self.built(name).vendor

    def is_unusable(self, name: str) -> bool:
        """Tell whether there is a vendor *name* whose files cannot be used."""
        return self.built(name).vendor is None and name in self._known

    def _kept_or(self, name: str, build: Callable[[], Built]) -> Built:
        found = self._kept.get(name)
        if found is None:
            found = self._kept[name] = build()
            if len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(name)
        return found

    def __len__(self) -> int:
        """Return how many there are, which only a register that is there as a whole can tell."""
        raise WholeRegisterNeededError

    def __getitem__(self, index: object) -> Vendor:  # type: ignore[override]
        """Return one by its number, which only a register that is there as a whole can tell."""
        raise WholeRegisterNeededError

    def __iter__(self) -> Iterator[Vendor]:
        """Yield all, for which the whole register is needed."""
        raise WholeRegisterNeededError


class Vendors(_Streamed):
    """The vendors of the register itself."""

    def __init__(self, rules: Rules, names: tuple[str, ...], snapshot_of: SnapshotOf) -> None:
        """Take the folders *names* from *snapshot_of*."""
        super().__init__(names)
        self._rules = rules
        self._snapshot_of = snapshot_of
        self._taken: OrderedDict[str, Snapshot] = OrderedDict()
        self.asked: Asked = {}
        """Who was asked for since this was emptied."""
        self.sought: dict[str, Sought] = {}
        """The texts that were sought outside the register, by vendor; never emptied."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all vendor folders."""
        self.asked[ALL_NAMES] = names_digest(self._names)
        return self._names

    def built(self, name: str) -> Built:
        """Return the vendor *name* with all that is known of its files."""
        if name not in self._known:
            self.asked[name] = ""
            return _NOTHING
        found = self._kept_or(name, lambda: self._build(name))
        self.asked[name] = found.digest
        if found.outside:
            self.sought[name] = found.outside
        return found

    def taken(self, name: str) -> Snapshot:
        """Return the folder of the vendor *name*, read once while it is needed."""
        found = self._taken.get(name)
        if found is None:
            found = self._taken[name] = self._snapshot_of(name)
            if len(self._taken) > _MOST_KEPT:
                self._taken.popitem(last=False)
        return found

    def digest(self, name: str) -> str:
        """Return the digest of the folder of *name*; empty where there is none."""
        return self.taken(name).digest if name in self._known else ""

    def _build(self, name: str) -> Built:
        return _built(self._rules, self._rules.locker, self.taken(name), name)


class BaseVendors(_Streamed):
    """The vendors of the base branch. One whose folder is the same is the same vendor."""

    def __init__(self, rules: Rules, base: Base, present: Vendors) -> None:
        """Take what is not as it is at *present* from *base*."""
        super().__init__(base.names)
        self._rules = rules
        self._base = base
        self._present = present
        self._locker = open_locker(())
        self._same: dict[tuple[str, str], bool] = {}
        """Whether a folder with a digest is the same here, since that is asked many times."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all vendor folders."""
        self._present.asked[ON_BASE + ALL_NAMES] = names_digest(self._names)
        return self._names

    def built(self, name: str) -> Built:
        """Return the vendor *name* with all that is known of its files."""
        self._present.asked[ON_BASE + name] = self._base.digest_of(name)
        if name not in self._known:
            return _NOTHING
        if self.is_the_same_now(name):
            return self._present.built(name)
        # The base's own texts are not verified again: only its answers are compared.
        return self._kept_or(
            name, lambda: _built(self._rules, self._locker, self._base.snapshot_of(name), name)
        )

    def is_the_same_now(self, name: str) -> bool:
        """Tell whether the folder of *name* holds the same files on both branches."""
        digest = self._present.digest(name)
        if name not in self._known or not digest:
            return False
        if (name, digest) not in self._same:
            self._same[name, digest] = self._base.is_same(name, self._present.taken(name))
        return self._same[name, digest]


def register_of(rules: Rules, vendors: Vendors) -> Register:
    """Return the register of *vendors*, and that of the base branch, under the same rules."""
    register = Register(
        vendors=vendors,
        policy=rules.policy,
        questions=rules.questions,
        frameworks=rules.frameworks,
        today=rules.today,
        unusable=_Unusable(),
        present=rules.present,
    )
    if rules.base is None:
        return register
    base = Register(
        vendors=BaseVendors(rules, rules.base, vendors),
        policy=rules.policy,
        questions=rules.questions,
        frameworks=rules.frameworks,
        today=rules.today,
        unusable=_Unusable(),
    )
    return dataclasses.replace(
        register, base=base, base_policy=rules.base.policy, base_questions=rules.base.questions
    )


def names_digest(names: tuple[str, ...]) -> str:
    """Return what stands for *names*, all of a register's vendor folders."""
    return hashlib.sha256("\0".join(names).encode("utf-8", "surrogatepass")).hexdigest()


_NOTHING = Built(None, (), "", ())


def _built(rules: Rules, locker: Locker, taken: Snapshot, name: str) -> Built:
    loaded = load_vendor(taken, locker, name)
    if loaded.vendor is None:
        return Built(None, loaded.problems, taken.digest, ())
    vendor, more = build_vendor(
        loaded.vendor, rules.policy, rules.questions, rules.today, rules.questions_file
    )
    outside = tuple(
        (document["digest"], locker.glimpse(document["digest"], rules.moment))
        for document in loaded.vendor.dossier.data["documents"].values()
        if document["source"]["kind"] != "file"
    )
    return Built(vendor, (*loaded.problems, *more), taken.digest, outside)


class _Unusable(tuple[str, ...]):
    """Nobody can tell all vendors whose files cannot be used before all were looked at."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        raise WholeRegisterNeededError

    def __contains__(self, name: object) -> bool:
        raise WholeRegisterNeededError

    def __len__(self) -> int:
        raise WholeRegisterNeededError
