"""Work on many things shared among processes, a few at a time, on every core.

A process that ends before its work is done ends the whole with an error: what was not done must
not look like what found nothing.
"""

import contextlib
import gc
import multiprocessing
import os
import pickle
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

_EACH = 32
"""How many things a process gets at once."""
_AHEAD = 2
"""How many parts a process holds, so that it need not wait for the next one."""
_RARELY = 20_000
"""After how many new objects a process looks for circles that nobody needs any more."""
_SECONDS_TO_END = 5.0

Thing = TypeVar("Thing")
Result = TypeVar("Result")
Worker = Callable[[Thing], Result]


class WorkerEndedError(RuntimeError):
    """A process ended before it had done its work."""


def shared(
    make: Callable[[], Worker[Thing, Result]],
    things: Sequence[Thing],
    processes: int = 0,
    each: int = _EACH,
) -> Iterator[tuple[Thing, Result]]:
    """Yield each of *things* with what came out for it, in the order in which that comes.

    Each process calls *make* once for what does the work; *make*, things and results must be what
    can be sent between processes. Few things, or *processes* of 1, are worked on right here; 0
    stands for one process on each core that there is. A process gets so many things at once as
    *each* says, and is not begun for less than three times as many.

    Raises whatever the work raises, and WorkerEndedError.
    """
    number = processes or _cores()
    if number < 2 or len(things) < 3 * each:
        work = make()
        for thing in things:
            yield thing, work(thing)
        return
    context: Any = multiprocessing.get_context(_how())
    parts = iter([things[i : i + each] for i in range(0, len(things), each)])
    hands: dict[Any, _Hand] = {}
    try:
        for _ in range(number):
            hand = _Hand(context, make)
            hands[hand.connection] = hand
            for _ in range(_AHEAD):
                hand.give(parts)
        while hands:
            for ready in wait(list(hands)):
                done = hands[ready].take()
                if done is None:
                    hands.pop(ready).end(_SECONDS_TO_END)
                    continue
                hands[ready].give(parts)
                yield from done
    finally:
        for hand in hands.values():
            hand.end(0)


class _Hand:
    """One process that works."""

    def __init__(self, context: Any, make: Callable[[], Worker[Any, Any]]) -> None:
        self.connection, there = context.Pipe()
        self._process = context.Process(
            target=_work, args=(make, there, self.connection), daemon=True
        )
        self._process.start()
        there.close()
        self._is_told = False

    def give(self, parts: Iterator[Sequence[Any]]) -> None:
        """Give it the next of *parts*; once there is none left, say so."""
        part = next(parts, None)
        if not self._is_told:
            self._is_told = part is None
            # One that has failed is gone, perhaps; why is read when it is listened to.
            with contextlib.suppress(OSError):
                self.connection.send(part)

    def take(self) -> list[tuple[Any, Any]] | None:
        """Return what it did; None when it says that there was nothing left to do."""
        try:
            done, error = self.connection.recv()
        except (EOFError, OSError) as gone:
            message = "a process ended before its work was done"
            raise WorkerEndedError(message) from gone
        if error is not None:
            raise error
        found: list[tuple[Any, Any]] | None = done
        return found

    def end(self, patience: float) -> None:
        """Let it go, after so many seconds by force."""
        self._process.join(patience)
        self._process.kill()
        self._process.join(_SECONDS_TO_END)
        self.connection.close()


def _work(make: Callable[[], Worker[Any, Any]], connection: Connection, other: Connection) -> None:
    other.close()
    try:
        work = make()
        # What is there now stays, and what is made for one thing is let go without circles.
        gc.freeze()
        gc.set_threshold(_RARELY)
        while (part := connection.recv()) is not None:
            connection.send(([(thing, work(thing)) for thing in part], None))
        connection.send((None, None))
    except BaseException as error:  # noqa: BLE001 - whatever it is, the parent must hear of it
        _tell(connection, error)


def _tell(connection: Connection, error: BaseException) -> None:
    try:
        # Some can be sent, and cannot be made again from what was sent.
        pickle.loads(pickle.dumps(error))  # noqa: S301 - made just now
        connection.send((None, error))
    except Exception:  # noqa: BLE001 - an error that cannot be sent is told in words
        connection.send((None, WorkerEndedError(f"{type(error).__name__}: {error}")))


def _how() -> str:
    """Return how processes are begun: a copy of this one where that is safe, else a new one."""
    is_safe = sys.platform == "linux" and threading.active_count() == 1
    return "fork" if is_safe else "spawn"


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
