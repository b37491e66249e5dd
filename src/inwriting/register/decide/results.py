"""The results of all vendors: those that are cached and still hold, and the others found anew."""

import dataclasses
import functools
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from inwriting.file_state import fingerprint
from inwriting.register.check.run import Progress
from inwriting.register.decide.cache import Cache, key_of
from inwriting.register.decide.context import EvaluationContext, context_of
from inwriting.register.decide.evaluator import VendorResult
from inwriting.register.decide.lazy_register import ALL_NAMES, ALL_VENDORS, ON_BASE, names_digest
from inwriting.register.decide.outcome import Found, FoundOf
from inwriting.register.decide.packing import unpack
from inwriting.register.decide.request import Request
from inwriting.register.decide.shared_work import shared


@dataclass(frozen=True, slots=True)
class Results:
    """What came out for each vendor."""

    by_name: Mapping[str, VendorResult]
    found_of: FoundOf


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is known of one vendor of a register from the last time."""

    fingerprint: bytes
    """What the file system told of its folder; empty where that stands for nothing."""
    digest: str
    """The digest of its folder."""
    result: VendorResult
    """What came out, without its findings."""


@dataclass(frozen=True, slots=True)
class WorkerResult:
    """What a process found out about one vendor."""

    fingerprint: bytes
    digest: str
    result: VendorResult
    is_new: bool
    """Whether it was evaluated, and not cached before."""
    may_be_cached: bool


_EACH_LOOK = 1_000
"""How many folders a process looks at without reading them, before it tells."""
_EACH_WRITE = 500
"""How many results are written at once, while others are found."""

Work = Callable[[str], WorkerResult]


def results_of(
    context: EvaluationContext,
    progress: Progress | None = None,
    only: Collection[str] | None = None,
) -> Results:
    """Return the results of all vendors of *context*, or of *only* some.

    Raises StrayFindingError.
    """
    names = [name for name in context.names if only is None or name in only]
    factory = WorkerFactory(context)
    with _cache(context) as cache:
        last = _last(context, cache) if only is None else {}
        held = {name: last[name] for name in _untouched(context, last)}
        worked = _work(factory, cache, [name for name in names if name not in held], progress)
        digests = {name: item.digest for name, item in held.items()}
        digests.update((name, item.digest) for name, item in worked.items())
        moved = [n for n, item in held.items() if not _holds(context, item.result, digests.get)]
        for name in moved:
            del held[name]
        worked.update(_work(factory, cache, moved, progress))
        if only is None and (worked or len(last) != len(names)):
            remembered = held | {
                name: Remembered(item.fingerprint, item.digest, _bare(item.result))
                for name, item in worked.items()
                if item.may_be_cached
            }
            _remember(context, cache, remembered)
    by_name = {name: item.result for name, item in held.items()}
    by_name.update((name, item.result) for name, item in worked.items())

    def found_of(name: str) -> tuple[Found, ...]:
        if name in worked:
            return unpack(worked[name].result.found)
        if name not in by_name or not by_name[name].vendor:
            return ()
        with _cache(context) as again:
            known = again.read("vendors", _key(context, name, digests[name]), VendorResult)
        try:
            # Another register may hold the same vendor beside others on which it rests.
            if known is not None and _holds(context, known, digests.get):
                return unpack(known.found)
        except ValueError:
            pass
        # What was cached is gone, damaged, or of another register.
        return unpack(context.evaluator.evaluate(name).found)

    return Results({name: by_name[name] for name in names}, found_of)


class WorkerFactory:
    """Makes what works on one vendor after the other, here or in another process."""

    def __init__(self, context: EvaluationContext) -> None:
        """Work with *context*."""
        self.context = context

    def __call__(self) -> Work:
        """Return what finds out about the vendor with an id."""
        context, evaluator = self.context, self.context.evaluator
        cache, look = _cache(context), _looking(_root(context), context.request.moment)

        def work(name: str) -> WorkerResult:
            found = b"" if context.files.commit else look(name)
            if context.digest:
                digest = evaluator.digest(name)
                known = cache.read("vendors", _key(context, name, digest), VendorResult)
                if known is not None and _holds(context, known, evaluator.digest):
                    return WorkerResult(found, digest, known, is_new=False, may_be_cached=True)
            result = evaluator.evaluate(name)
            digest = dict(result.rests_on)[name]
            may_be_cached = _may_be_cached(result)
            return WorkerResult(found, digest, result, is_new=True, may_be_cached=may_be_cached)

        return work

    def __reduce__(self) -> tuple[Callable[..., "WorkerFactory"], tuple[Request, str, bool]]:
        """Let another process make its own context: checks are code, and code is not sent."""
        context = self.context
        return _make_factory, (context.request, context.digest, context.with_strays)


class RulesChangedError(Exception):
    """Policy or checks were changed while a register was evaluated by them."""


def _make_factory(request: Request, digest: str, with_strays: bool) -> WorkerFactory:
    context = context_of(request, with_strays=with_strays)
    # What was changed in between would be cached under the name of what was there before.
    if context is None or context.digest != digest:
        raise RulesChangedError
    return WorkerFactory(context)


def _cache(context: EvaluationContext) -> Cache:
    return Cache(context.request.cache if context.digest else None)


def _key(context: EvaluationContext, name: str, digest: str) -> bytes:
    return key_of(context.digest, name, digest)


def _last(context: EvaluationContext, cache: Cache) -> dict[str, Remembered]:
    """Return what is known of the register from the last time, by vendor."""
    if context.files.commit:
        return {}
    key = _key(context, _root(context), "")
    return cache.read("registers", key, dict[str, Remembered]) or {}


def _remember(context: EvaluationContext, cache: Cache, vendors: dict[str, Remembered]) -> None:
    if not context.files.commit:
        cache.write("registers", [(_key(context, _root(context), ""), vendors)])


def _root(context: EvaluationContext) -> str:
    """Return the register's folder, as it is called from everywhere."""
    return str(context.request.root.resolve())


def _work(
    factory: WorkerFactory, cache: Cache, names: Sequence[str], progress: Progress | None
) -> dict[str, WorkerResult]:
    done: dict[str, WorkerResult] = {}
    new: list[tuple[bytes, VendorResult]] = []
    for name, item in shared(factory, names):
        done[name] = item
        if item.is_new and item.may_be_cached:
            new.append((_key(factory.context, name, item.digest), item.result))
        if len(new) >= _EACH_WRITE:
            cache.write("vendors", new)
            new = []
        if progress:
            progress(f"{len(done):,} of {len(names):,} vendors judged")
    cache.write("vendors", new)
    return done


def _untouched(context: EvaluationContext, last: dict[str, Remembered]) -> list[str]:
    """Return the vendors whose folders are untouched since the last time."""
    looking = functools.partial(_looking, _root(context), context.request.moment)
    names = [name for name in context.names if name in last and last[name].fingerprint]
    found = dict(shared(looking, names, each=_EACH_LOOK))
    return [name for name in names if found[name] == last[name].fingerprint]


def _looking(root: str, moment: int) -> Callable[[str], bytes]:
    return lambda name: fingerprint(f"{root}/vendors/{name}", moment)


def _holds(
    context: EvaluationContext, result: VendorResult, digest_of: Callable[[str], str | None]
) -> bool:
    """Tell whether nothing changed on which *result* rests."""
    base = context.rules.base

    def present(name: str) -> str:
        if name.startswith(ON_BASE):
            name = name.removeprefix(ON_BASE)
            if base is None:
                return ""
            return names_digest(base.names) if name == ALL_NAMES else base.digest_of(name)
        return names_digest(context.names) if name == ALL_NAMES else digest_of(name) or ""

    rules = context.rules
    return all(digest == present(name) for name, digest in result.rests_on) and all(
        seen is not None and rules.locker.glimpse(digest, rules.moment) == seen
        for digest, seen in result.outside
    )


def _may_be_cached(result: VendorResult) -> bool:
    """Tell whether *result* will come out the same while its key stands for the same.

    A check that failed may do better next time, and a locker may hold a text tomorrow. What rests
    on all vendors is found out anew each time.
    """
    if any(name == ALL_VENDORS for name, _ in result.rests_on):
        return False
    if any(seen is None for _, seen in result.outside):
        return False
    return result.vendor is None or not result.vendor.crashed


def _bare(result: VendorResult) -> VendorResult:
    return dataclasses.replace(result, found=b"")
