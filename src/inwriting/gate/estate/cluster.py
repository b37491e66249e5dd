"""Many repositories on many machines: the same visit, handed to a Dask cluster by its client."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from inwriting.gate.estate.visited import Visited, not_visited
from inwriting.register.load.problem import Problem, UnusableInputError

if TYPE_CHECKING:
    from distributed import Client

_SECONDS = 30
"""How long the scheduler has to answer."""

_Orders = TypeVar("_Orders")


def visit_there(
    address: str,
    repositories: Sequence[str],
    visit: Callable[[str, _Orders], Visited],
    orders: _Orders,
) -> Iterator[Visited]:
    """Yield what became of each of *repositories*, in the order in which they are done.

    The workers must see the same paths and have the same version of inwriting. A repository whose
    worker dies is visited again by another; each is yielded exactly once.

    Raises UnusableInputError when there is no such cluster, or no client to reach it with.
    """
    client = _client(address)
    with client:
        yield from _visits(client, repositories, visit, orders)


def _visits(
    client: "Client",
    repositories: Sequence[str],
    visit: Callable[[str, _Orders], Visited],
    orders: _Orders,
) -> Iterator[Visited]:
    from distributed import as_completed

    run = uuid.uuid4().hex
    # As a task, and not as data that is laid on a worker: a task is done again when that one dies.
    shared = client.submit(_handed_over, orders, key=f"inwriting-orders-{run}")
    open_ones: dict[str, str] = {}
    futures = []
    for number, repository in enumerate(repositories):
        key = f"inwriting-visit-{run}-{number}"
        open_ones[key] = repository
        futures.append(client.submit(visit, repository, shared, key=key))
    for future in as_completed(futures, loop=client.loop):
        repository = open_ones.pop(future.key, "")
        if repository:
            yield _outcome(future, repository)
    for repository in open_ones.values():
        yield not_visited(repository, "The cluster never answered for this repository.")


def _outcome(future: Any, repository: str) -> Visited:
    from distributed import CancelledError

    try:
        visited: Visited = future.result()
    except CancelledError:
        return not_visited(repository, "The cluster gave this visit up: the scheduler went away.")
    except Exception as error:  # noqa: BLE001 - one bad repository is reported, not the end of all
        return not_visited(repository, f"The visit failed: {type(error).__name__}: {error}")
    return visited


def _handed_over(orders: _Orders) -> _Orders:
    """Return *orders*: the task by which every worker gets them once."""
    return orders


def _client(address: str) -> "Client":
    try:
        from distributed import Client
    except ImportError as error:
        message = "The client of Dask is not installed."
        fix = 'Install it with `pip install "inwriting[estate]"`, or leave --scheduler out.'
        raise UnusableInputError((Problem("--scheduler", 0, 0, message, fix),)) from error
    try:
        return Client(address, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        message = f"No Dask scheduler answers at {address}: {error}"
        fix = "Start one with `dask scheduler`, and name its address as in tcp://10.0.0.1:8786."
        raise UnusableInputError((Problem("--scheduler", 0, 0, message, fix),)) from error
