"""Many repositories on one machine: a process for each core, and nothing lost when one dies."""

import contextlib
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field

from inwriting.gate.estate.visited import Visited, not_visited

Visit = Callable[[str], Visited]
"""Visits one repository. Pickles, and is called in a process of its own."""

_WORK: list[Visit] = []
"""In a process that works: the one visit that it makes, handed over once and not with each task."""
_MOST_PROCESSES = 61
"""More than these Windows cannot wait for."""
_AHEAD = 2
"""How many repositories wait at each process, so that none is ever idle."""


def visit_here(repositories: Iterable[str], visit: Visit, processes: int) -> Iterator[Visited]:
    """Yield what became of each of *repositories*, in the order in which they are done.

    When a process dies, nobody can say which repository killed it. So each that was under way is
    visited again in a process of its own, and one that kills that twice is reported as it is.
    """
    waiting = deque(repositories)
    while waiting:
        pool = _Pool(visit, processes)
        yield from pool.run(waiting)
        for repository in pool.suspects:
            yield _alone(repository, visit)


@dataclass(slots=True)
class _Pool:
    """Processes that work until nothing is left, or until one of them dies."""

    visit: Visit
    processes: int
    suspects: list[str] = field(default_factory=list)
    """What was under way when a process died."""

    def run(self, waiting: deque[str]) -> Iterator[Visited]:
        under_way: dict[Future[Visited], str] = {}
        with _executor(self.processes, self.visit) as executor:
            try:
                while waiting or under_way:
                    while waiting and len(under_way) < self.processes * _AHEAD:
                        # It leaves the queue only when the pool has taken it.
                        future = executor.submit(_visit, waiting[0])
                        under_way[future] = waiting.popleft()
                    for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                        visited = _outcome(future, under_way[future])
                        del under_way[future]
                        yield visited
            except BrokenProcessPool:
                for future, repository in under_way.items():
                    if future.done() and not isinstance(future.exception(), BrokenProcessPool):
                        yield _outcome(future, repository)
                    else:
                        self.suspects.append(repository)
            finally:
                executor.shutdown(wait=True, cancel_futures=True)


def _outcome(future: Future[Visited], repository: str) -> Visited:
    """Return what a visit came to; raises BrokenProcessPool when its process died."""
    try:
        return future.result()
    except BrokenProcessPool:
        raise
    except Exception as error:  # noqa: BLE001 - one bad repository is reported, not the end of all
        return not_visited(repository, f"The visit failed: {type(error).__name__}: {error}")


def _alone(repository: str, visit: Visit) -> Visited:
    # Where it only waited behind the one that killed the process, this is its first visit.
    for _ in range(2):
        with _executor(1, visit) as executor, contextlib.suppress(BrokenProcessPool):
            return _outcome(executor.submit(_visit, repository), repository)
    why = "The process that looked at this repository alone died, twice: killed or crashed."
    return not_visited(repository, why)


def _executor(processes: int, visit: Visit) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        min(processes, _MOST_PROCESSES),
        # A process that is started anew inherits no lock and no thread, on every platform.
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(visit,),
    )


def _begin(visit: Visit) -> None:
    _WORK.append(visit)


def _visit(repository: str) -> Visited:
    return _WORK[0](repository)
