"""The vendors of a register, each built when somebody asks for it, and a note of who was asked for.

Whoever walks over all of them gets all of them: they are then built, and stay in memory.
"""

import dataclasses
import hashlib
from abc import abstractmethod
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from inwriting.register.decide.base import Base
from inwriting.register.decide.ruleset import Ruleset
from inwriting.register.load.declared_questions import DeclaredQuestions
from inwriting.register.load.document_texts import Locker, open_locker
from inwriting.register.load.problem import Problem
from inwriting.register.load.register import load_vendor
from inwriting.register.load.snapshot import Snapshot
from inwriting.register.model.register import LazyVendors, Register, Vendor, build_vendor

ALL_NAMES = "*"
"""Stands for the names of all vendors where a result rests on them."""
ALL_VENDORS = "**"
"""Stands for all vendors with everything in them where a result rests on that."""
ON_BASE = "base:"
"""Stands before the name of a vendor's folder on the base branch."""
_MOST_CACHED = 192
"""How many vendors are held at once, since those behind others are asked for again and again."""

SnapshotOf = Callable[[str], Snapshot]
"""Returns the folder of the vendor with an id, as it is."""
Asked = dict[str, str]
"""The digest of each folder that was asked for; empty where there is none."""
Sought = tuple[tuple[str, str | None], ...]
"""Each text that was sought outside the register, by digest, with what stood for it there.

That is None where nothing can be told without reading it: see `Locker.glimpse`.
"""


@dataclass(frozen=True, slots=True)
class Built:
    """A vendor with all that is known of its files."""

    vendor: Vendor | None
    """None where they cannot be used."""
    problems: tuple[Problem, ...]
    digest: str
    outside: Sought


class _LazyVendors(LazyVendors):
    """Builds vendors and holds the last of them for a while; all, once somebody walks over all."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = names
        self._known = frozenset(names)
        self._cached: OrderedDict[str, Built] = OrderedDict()
        self._everyone: tuple[Vendor, ...] | None = None

    @abstractmethod
    def _found(self, name: str) -> Built:
        """Return the vendor *name*, one of the names, with all that is known of its files."""

    @abstractmethod
    def _note(self, name: str, digest: str) -> None:
        """Note that *name* was asked for, whose files have *digest*."""

    @abstractmethod
    def digest(self, name: str) -> str:
        """Return what stands for the folder of *name*; empty where there is none."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all vendor folders."""
        self._note(ALL_NAMES, names_digest(self._names))
        return self._names

    def built(self, name: str) -> Built:
        """Return the vendor *name* with all that is known of its files, and note that."""
        self._note(name, self.digest(name))
        return self._found(name) if name in self._known else _NOTHING

    def named(self, name: str) -> Vendor | None:
        """Return the vendor *name*, or None."""
        return self.built(name).vendor

    def is_unusable(self, name: str) -> bool:
        """Tell whether there is a vendor *name* whose files cannot be used."""
        return self.built(name).vendor is None and name in self._known

    def _cached_or(self, name: str, build: Callable[[], Built]) -> Built:
        found = self._cached.get(name)
        if found is None:
            found = self._cached[name] = build()
            if len(self._cached) > _MOST_CACHED and self._everyone is None:
                self._cached.popitem(last=False)
        else:
            self._cached.move_to_end(name)
        return found

    @property
    def everyone(self) -> tuple[Vendor, ...]:
        """All vendors whose files can be used, in the order of their names."""
        self._note(ALL_VENDORS, "")
        if self._everyone is None:
            # From here on nothing that was built is let go.
            self._everyone = ()
            found = (self._found(name).vendor for name in self._names)
            self._everyone = tuple(vendor for vendor in found if vendor)
        return self._everyone

    @property
    def unusable(self) -> tuple[str, ...]:
        """The names of all vendors whose files cannot be used."""
        known = {vendor.id for vendor in self.everyone}
        return tuple(name for name in self._names if name not in known)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.everyone)

    def __getitem__(self, index: Any) -> Any:
        """Return one by its number, or several."""
        return self.everyone[index]

    def __iter__(self) -> Iterator[Vendor]:
        """Yield all."""
        return iter(self.everyone)


class Vendors(_LazyVendors):
    """The vendors of the register itself."""

    def __init__(self, rules: Ruleset, names: tuple[str, ...], snapshot_of: SnapshotOf) -> None:
        """Take the folders *names* from *snapshot_of*."""
        super().__init__(names)
        self._rules = rules
        self._snapshot_of = snapshot_of
        self._taken: OrderedDict[str, Snapshot] = OrderedDict()
        self.asked: Asked = {}
        """Who was asked for since this was emptied."""
        self.sought: dict[str, Sought] = {}
        """The texts that were sought outside the register, by vendor; never emptied."""

    def taken(self, name: str) -> Snapshot:
        """Return the folder of the vendor *name*, read once while it is needed."""
        found = self._taken.get(name)
        if found is None:
            found = self._taken[name] = self._snapshot_of(name)
            if len(self._taken) > _MOST_CACHED:
                self._taken.popitem(last=False)
        return found

    def digest(self, name: str) -> str:
        """Return the digest of the folder of *name*; empty where there is none."""
        built = self._cached.get(name)
        if built is not None:
            return built.digest
        return self.taken(name).digest if name in self._known else ""

    def _found(self, name: str) -> Built:
        found = self._cached_or(name, lambda: self._build(name))
        if found.outside:
            self.sought[name] = found.outside
        return found

    def _note(self, name: str, digest: str) -> None:
        self.asked[name] = digest

    def _build(self, name: str) -> Built:
        rules = self._rules
        return _built(rules, rules.locker, rules.declared, self.taken(name), name)


class BaseVendors(_LazyVendors):
    """The vendors of the base branch. One whose folder is the same is the same vendor."""

    def __init__(self, rules: Ruleset, base: Base, present: Vendors) -> None:
        """Take what is not as it is at *present* from *base*."""
        super().__init__(base.names)
        self._rules = rules
        self._base = base
        self._present = present
        self._locker = open_locker(())
        self._same: dict[tuple[str, str], bool] = {}
        """Whether a folder with a digest is the same here, since that is asked many times."""

    def digest(self, name: str) -> str:
        """Return what stands for the folder of *name*; empty where there is none."""
        return self._base.digest_of(name)

    def _found(self, name: str) -> Built:
        if self.is_the_same_now(name):
            return self._present.built(name)
        # The base's own texts are not verified again: only its answers are compared.
        base = self._base
        return self._cached_or(
            name,
            lambda: _built(self._rules, self._locker, base.declared, base.snapshot_of(name), name),
        )

    def _note(self, name: str, digest: str) -> None:
        self._present.asked[ON_BASE + name] = digest

    def is_the_same_now(self, name: str) -> bool:
        """Tell whether the folder of *name* holds the same files on both branches."""
        digest = self._present.digest(name)
        if name not in self._known or not digest:
            return False
        if (name, digest) not in self._same:
            self._same[name, digest] = self._base.is_same(name, self._present.taken(name))
        return self._same[name, digest]


def register_of(rules: Ruleset, vendors: Vendors) -> Register:
    """Return the register of *vendors*, and that of the base branch, under the same rules."""
    register = Register(
        vendors=vendors,
        policy=rules.policy,
        questions=rules.questions,
        frameworks=rules.frameworks,
        today=rules.today,
        unusable=_Unusable(vendors),
        present=rules.present,
        stale_schemas=rules.stale_schemas,
    )
    if rules.base is None:
        return register
    before = BaseVendors(rules, rules.base, vendors)
    base = Register(
        vendors=before,
        policy=rules.policy,
        questions=rules.questions,
        frameworks=rules.frameworks,
        today=rules.today,
        unusable=_Unusable(before),
    )
    return dataclasses.replace(
        register, base=base, base_policy=rules.base.policy, base_questions=rules.base.questions
    )


def names_digest(names: tuple[str, ...]) -> str:
    """Return what stands for *names*, all of a register's vendor folders."""
    return hashlib.sha256("\0".join(names).encode("utf-8", "surrogatepass")).hexdigest()


_NOTHING = Built(None, (), "", ())


def _built(
    rules: Ruleset,
    locker: Locker,
    declared: DeclaredQuestions | None,
    taken: Snapshot,
    name: str,
) -> Built:
    loaded = load_vendor(taken, locker, name, declared)
    if loaded.vendor is None:
        return Built(None, loaded.problems, taken.digest, ())
    vendor, more = build_vendor(loaded.vendor, rules.policy, rules.questions, rules.today)
    outside = tuple(
        (document["digest"], locker.glimpse(document["digest"], rules.moment))
        for document in loaded.vendor.dossier.data["documents"].values()
        if document["source"]["kind"] != "file"
    )
    return Built(vendor, (*loaded.problems, *more), taken.digest, outside)


class _Unusable(Sequence[str]):
    """The vendors whose files cannot be used: all are looked at when somebody asks for these."""

    def __init__(self, vendors: _LazyVendors) -> None:
        self._vendors = vendors

    def __len__(self) -> int:
        return len(self._vendors.unusable)

    def __getitem__(self, index: Any) -> Any:
        return self._vendors.unusable[index]
