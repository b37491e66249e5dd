"""What became of one repository, as plain data that travels between processes and machines."""

from collections.abc import Iterable
from dataclasses import dataclass

from inwriting.exit_codes import ExitCode
from inwriting.gate.result import Effect, GateResult


@dataclass(frozen=True, slots=True, order=True)
class UseFound:
    """One use of a tool in one file of one repository."""

    file: str
    line: int
    column: int
    tool: str
    name: str
    through: str
    role: str
    verdict: str
    effect: str
    """blocks, warns or listed."""
    rule: str
    message: str
    offerings: tuple[str, ...]
    """The offerings of the register that it may be."""
    excepted: bool
    """Whether a suppression that rests on the register's exception holds for it."""
    in_baseline: bool
    fingerprint: str
    if_paused_verdict: str = ""
    """The verdict with the asked offering paused; empty when nothing was asked."""
    if_paused_effect: str = ""


@dataclass(frozen=True, slots=True)
class Visited:
    """One repository, and all that the gate found in it. A failed visit is one too."""

    repository: str
    """The path, as it was named."""
    commit: str
    """Empty for a folder that is no Git repository, or has no commit."""
    exit_code: ExitCode
    words: str
    """What became of it, in a sentence."""
    data_class: str = ""
    team: str = ""
    region: str = ""
    clients: tuple[str, ...] = ()
    register: str = ""
    """The register that was looked up, from when, and who signed it or that nobody did."""
    unsigned: bool = False
    files: int = 0
    """How many files were searched."""
    unread: int = 0
    """How many could not be read or understood."""
    problems: tuple[str, ...] = ()
    """What stood in the way, in words, with its place."""
    uses: tuple[UseFound, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether nothing is known of this repository: it may use anything."""
        return self.exit_code not in {ExitCode.CLEAR, ExitCode.BLOCKED}


def uses_of(result: GateResult, if_paused: GateResult | None = None) -> tuple[UseFound, ...]:
    """Return the uses of *result*, and what each would be in *if_paused*, in one order."""
    then: dict[tuple[str, str, int, int], list[tuple[str, Effect]]] = {}
    for item in if_paused.judged if if_paused else ():
        key = (item.fingerprint, item.file, item.line, item.column)
        then.setdefault(key, []).append((item.verdict, item.effect))
    found = []
    for item in result.judged:
        key = (item.fingerprint, item.file, item.line, item.column)
        verdict, effect = then[key].pop(0) if if_paused else ("", "")
        found.append(
            UseFound(
                file=item.file,
                line=item.line,
                column=item.column,
                tool=item.use.tool,
                name=item.use.name,
                through=item.use.through,
                role=str(item.use.role),
                verdict=item.verdict,
                effect=str(item.effect),
                rule=item.rule,
                message=item.message,
                offerings=item.offerings,
                excepted=item.suppression is not None and item.suppression.holds,
                in_baseline=item.in_baseline,
                fingerprint=item.fingerprint,
                if_paused_verdict=verdict,
                if_paused_effect=str(effect),
            )
        )
    return tuple(sorted(found))


def not_visited(repository: str, why: str, code: ExitCode = ExitCode.FAILED) -> Visited:
    """Return a visit that told nothing, so that its repository is in the table all the same."""
    return Visited(repository, "", code, why, problems=(why,))


def worst(visits: Iterable[Visited]) -> ExitCode:
    """Return the worst exit code of *visits*; NOTHING when there are none."""
    return max((visited.exit_code for visited in visits), default=ExitCode.NOTHING)
