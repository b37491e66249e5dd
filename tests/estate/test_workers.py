"""Processes and clusters: whatever dies, nothing is lost and nothing comes twice."""

import os
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import Client, LocalCluster

from inwriting.exit_codes import ExitCode
from inwriting.gate.estate.cluster import visit_there
from inwriting.gate.estate.local import visit_here
from inwriting.gate.estate.visited import Visited
from inwriting.register.load.problem import UnusableInputError
from tests.estate.visits import visit, visit_slowly


def test_every_repository_comes_back_once_from_this_machine() -> None:
    names = [f"r{number}" for number in range(12)]
    back = list(visit_here(names, visit, 2))
    assert Counter(item.repository for item in back) == Counter(names)
    assert {item.exit_code for item in back} == {ExitCode.CLEAR}


def test_bad_repositories_and_dead_processes_are_reported_and_stop_nobody(tmp_path: Path) -> None:
    """Two die whoever looks at them, one dies once, one raises; all others are judged."""
    names = [f"{tmp_path}/r{number}" for number in range(8)]
    names[1] = f"{tmp_path}/die-always-a"
    names[3] = f"{tmp_path}/raise"
    names[4] = f"{tmp_path}/die-once"
    names[6] = f"{tmp_path}/die-always-b"
    back = {item.repository: item for item in visit_here(names, visit, 2)}
    assert set(back) == set(names)
    failed = {Path(name).name for name, item in back.items() if item.exit_code is ExitCode.FAILED}
    assert failed == {"die-always-a", "die-always-b", "raise"}
    assert "died, twice" in back[names[1]].words
    assert "ValueError: no such thing" in back[names[3]].words
    assert back[names[4]].exit_code is ExitCode.CLEAR


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, memory_limit=0
    ) as running:
        yield running


def test_a_worker_is_killed_in_the_middle_and_nothing_is_lost_or_comes_twice(
    cluster: LocalCluster, tmp_path: Path
) -> None:
    names = [f"repositories/r{number}" for number in range(24)]
    with Client(cluster, set_as_default=False) as client:
        processes = client.run(os.getpid)
    assert len(set(processes.values())) == 2
    victim = min(processes.values())
    back: list[Visited] = []
    orders = (str(tmp_path), 0.15)
    for item in visit_there(cluster.scheduler_address, names, visit_slowly, orders):
        back.append(item)
        if len(back) == 4:
            os.kill(victim, signal.SIGKILL)
    assert Counter(item.repository for item in back) == Counter(names)
    assert {item.exit_code for item in back} == {ExitCode.CLEAR}
    began = [path.name.split("-")[:2] for path in tmp_path.iterdir()]
    by = {process for _, process in began}
    assert str(victim) in by, "the one that was killed had work"
    # What it was doing, and what it had done and not handed over, was done again.
    assert len(began) > len(names)


def test_a_repository_that_fails_on_a_worker_is_reported(
    cluster: LocalCluster, tmp_path: Path
) -> None:
    names = ["a", "raise", "b"]
    orders = (str(tmp_path), 0.0)
    back = visit_there(cluster.scheduler_address, names, visit_slowly, orders)
    told = {item.repository: item.words for item in back}
    assert set(told) == set(names)
    assert told["raise"] == "The visit failed: ValueError: no such thing"


def test_a_scheduler_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inwriting.gate.estate.cluster._SECONDS", 0.5)
    with pytest.raises(UnusableInputError, match=r"--scheduler: No Dask scheduler answers"):
        list(visit_there("tcp://127.0.0.1:9", ["a"], visit_slowly, ("", 0.0)))
    with pytest.raises(UnusableInputError, match="dask scheduler"):
        list(visit_there("what is this", ["a"], visit_slowly, ("", 0.0)))
