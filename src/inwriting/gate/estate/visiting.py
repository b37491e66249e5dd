"""The visit of one repository: the function that every process and every cluster runs."""

import dataclasses
from dataclasses import dataclass
from pathlib import Path

from inwriting import __version__
from inwriting.exit_codes import ExitCode
from inwriting.gate.estate.visited import Visited, not_visited, uses_of
from inwriting.gate.git_files import GitError, commit_of, repository_of
from inwriting.gate.result import GateResult
from inwriting.gate.run import GateOptions, judge, look
from inwriting.gate.words import answer, counts, register_used, unsigned
from inwriting.register.load.problem import UnusableInputError
from inwriting.wording import told


@dataclass(frozen=True, slots=True)
class Orders:
    """What every visit of a run has in common. It can be pickled."""

    gate: GateOptions
    if_paused: str = ""
    """The offering of which is asked who would be affected if it were paused; empty for none."""
    version: str = __version__
    """The version of whoever asks: another one might judge otherwise."""


def visit(repository: str, orders: Orders) -> Visited:
    """Return what the gate finds in the repository at the path *repository*.

    Whatever is wrong with it is in what is returned.
    """
    if orders.version != __version__:
        why = f"inwriting {__version__} is installed there, and {orders.version} is asked for."
        return not_visited(repository, why)
    root = Path(repository)
    try:
        found = look(root, orders.gate)
        result = judge(root, found, orders.gate)
        then = None
        if orders.if_paused and result.register is not None:
            paused = dataclasses.replace(orders.gate, paused=(orders.if_paused,))
            # The same signs are judged again; the files are not read twice.
            then = judge(root, found, paused)
        return _visited(repository, _commit(root), result, then)
    except UnusableInputError as error:
        first = error.problems[0]
        failed = not_visited(repository, f"{first.message} {first.fix}", ExitCode.UNUSABLE)
        words = tuple(str(problem) for problem in error.problems)
        return dataclasses.replace(failed, problems=words if len(words) > 1 else failed.problems)


def _visited(repository: str, commit: str, result: GateResult, then: GateResult | None) -> Visited:
    said = result.declared
    unread = result.looked.unread
    return Visited(
        repository=repository,
        commit=commit,
        exit_code=result.exit_code,
        words=f"{answer(result)} {counts(result)}.",
        data_class=said.data_class if said else "",
        team=said.team if said else "",
        region=said.region if said else "",
        clients=said.clients if said else (),
        register=register_used(result),
        unsigned=bool(unsigned(result)),
        files=result.looked.files,
        unread=len({item.file for item in unread}),
        problems=(
            *(str(problem) for problem in result.problems),
            *(f"{item.file}:{item.line}: {told(item.reason, item.fix)}" for item in unread),
        ),
        uses=uses_of(result, then),
    )


def _commit(root: Path) -> str:
    """Return the commit that is checked out; empty where there is none, or Git does not tell."""
    top = repository_of(root)
    if top is None:
        return ""
    try:
        return commit_of(top)
    except GitError:
        # The files were looked at all the same; the table only lacks their commit.
        return ""
