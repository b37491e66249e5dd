"""Work that is shared among processes is done in full, or fails with a word."""

import functools
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from inwriting.register.decide import shared_work
from inwriting.register.decide.evaluator import StrayFindingError
from inwriting.register.decide.shared_work import WorkerEndedError, shared

# Later Pythons warn of copies of a process with threads, as those of pytest-xdist have.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")

THINGS = range(300)


class UnsendableError(Exception):
    """Cannot be made again from its first argument alone, and may hold what cannot be sent."""

    def __init__(self, what: str, why: Callable[[], str]) -> None:
        super().__init__(what)
        self.why = why


def square() -> Callable[[int], int]:
    return _square


def _square(number: int) -> int:
    return number * number


def failing(error: type[BaseException], at: int) -> Callable[[int], int]:
    """Return what fails at the thing *at*."""
    if at < 0:
        raise error

    def work(number: int) -> int:
        if number == at:
            raise error
        return number

    return work


def unsendable(can_be_sent: bool) -> Callable[[int], int]:
    raise UnsendableError("a secret", str if can_be_sent else lambda: "")


def dying(at: int) -> Callable[[int], int]:
    """Return what is ended by the system at the thing *at*, as one is that takes all memory."""

    def work(number: int) -> int:
        if number == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    return work


def large() -> Callable[[int], bytes]:
    return lambda number: bytes([number % 256]) * 1_000_000


def slow(folder: Path) -> Callable[[int], int]:
    """Return what takes its time, and leaves a mark for each process."""
    (folder / str(os.getpid())).touch()

    def work(number: int) -> int:
        time.sleep(0.01)
        return number

    return work


@pytest.fixture(autouse=True)
def copies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin processes as copies of this one, which is quick."""
    monkeypatch.setattr(shared_work, "_how", lambda: "fork")


@pytest.fixture(params=["fork", "spawn"])
def how(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin them in one of the two ways."""
    monkeypatch.setattr(shared_work, "_how", lambda: request.param)


@pytest.fixture(autouse=True)
def nothing_is_left_running() -> Iterator[None]:
    """Look whether every process ended."""
    yield
    assert multiprocessing.active_children() == []


@pytest.mark.usefixtures("how")
def test_everything_comes_back_once() -> None:
    for number in (1, 2, 3):
        found = list(shared(square, THINGS, number))
        assert sorted(found) == [(n, n * n) for n in THINGS]


@pytest.mark.parametrize("many", [0, 1, 2, 95, 96, 97, 128, 129])
def test_few_and_odd_numbers_of_things(many: int) -> None:
    assert sorted(shared(square, range(many), 2)) == [(n, n * n) for n in range(many)]
    assert sorted(shared(square, range(many), 2, each=1)) == [(n, n * n) for n in range(many)]


@pytest.mark.usefixtures("how")
@pytest.mark.parametrize("error", [ValueError, SystemExit, StrayFindingError])
def test_what_is_raised_reaches_the_caller(error: type[BaseException]) -> None:
    """Also where it is no Exception."""
    with pytest.raises(error):
        list(shared(functools.partial(failing, error, 150), THINGS, 2))


def _worked_on_slowly(make: Callable[[], Callable[[int], int]]) -> None:
    """Work, and leave each process the time to fail before the next part is given to it."""
    for _ in shared(make, THINGS, 2):
        time.sleep(0.0005)


@pytest.mark.parametrize("error", [ValueError, StrayFindingError])
@pytest.mark.parametrize("at", [-1, 0, 31, 32, 33, 64, 299])
def test_what_is_raised_is_no_broken_pipe(error: type[BaseException], at: int) -> None:
    """Whoever failed may be gone before it is given more to do: then its own error is told."""
    for _ in range(3):
        with pytest.raises(error):
            _worked_on_slowly(functools.partial(failing, error, at))


@pytest.mark.parametrize("can_be_sent", [True, False])
def test_an_error_that_cannot_be_sent_is_told_in_words(can_be_sent: bool) -> None:
    # Where a library taught pickle how to send any error, that one itself arrives.
    with pytest.raises((WorkerEndedError, UnsendableError), match="a secret"):
        list(shared(functools.partial(unsendable, can_be_sent), THINGS, 2))


@pytest.mark.usefixtures("how")
@pytest.mark.parametrize("at", [0, 40, 299])
def test_a_process_that_is_killed_fails_the_whole(at: int) -> None:
    """What was not done must not look like what found nothing."""
    with pytest.raises(WorkerEndedError):
        _worked_on_slowly(functools.partial(dying, at))


def test_large_results_are_no_hindrance() -> None:
    total = sum(len(content) for _, content in shared(large, range(100), 2))
    assert total == 100 * 1_000_000


def test_who_stops_asking_leaves_nothing_running(tmp_path: Path) -> None:
    work = shared(functools.partial(slow, tmp_path), THINGS, 2)
    next(work)
    assert len(multiprocessing.active_children()) == 2
    del work
    assert multiprocessing.active_children() == []
    for mark in tmp_path.iterdir():
        with pytest.raises(ProcessLookupError):
            os.kill(int(mark.name), 0)


def test_who_fails_on_a_result_leaves_nothing_running(tmp_path: Path) -> None:
    def fail() -> None:
        for _ in shared(functools.partial(slow, tmp_path), THINGS, 2):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert len(list(tmp_path.iterdir())) == 2
