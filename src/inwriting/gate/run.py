"""The gate as one function: a folder and what to hold it to, to a result. Prints and exits nothing.

`gate` does it all. Who judges many repositories opens the register once (`open_register`), or
judges the same tree twice, calls `look` and `judge` himself.
"""

import dataclasses
import datetime
import functools
from dataclasses import dataclass
from pathlib import Path

from inwriting.exit_codes import ExitCode
from inwriting.gate.baseline import BaselineEntry, entry, read_baseline, written
from inwriting.gate.cache import kept_by_user
from inwriting.gate.compiled_footprints import CompiledFootprints, ready_footprints
from inwriting.gate.declaration import FILE, Declaration, read_declaration
from inwriting.gate.declared import declared, notes
from inwriting.gate.evaluator import GateContext, effect_of
from inwriting.gate.find import find
from inwriting.gate.footprints import Footprint
from inwriting.gate.register_data import For, RegisterData
from inwriting.gate.register_download import Download, download
from inwriting.gate.register_error import RegisterError
from inwriting.gate.register_reading import OpenRegister, RegisterAsked, read_register
from inwriting.gate.result import GateEffect, GateResult, JudgedUse
from inwriting.gate.rules import BASELINE_ENTRY_GONE, FILE_NOT_UNDERSTOOD, RULES
from inwriting.gate.suppressions import from_comments, not_judged
from inwriting.gate.use_evaluation import EvaluatedUses, judge_uses, not_evaluated
from inwriting.gate.uses import SearchSummary, TreeUses
from inwriting.register.load.explain import guess
from inwriting.register.load.problem import Problem, UnusableInputError

NOTHING_LOOKED_AT = SearchSummary(0, 0, (), (), (), "")
"""What was looked at when nothing could be."""


@dataclass(frozen=True, slots=True)
class GateOptions:
    """What a repository is held to, and how. It can be pickled."""

    today: datetime.date
    register: str = ""
    """A file, a web address or ``package:NAME``; empty for what the repository names."""
    base: Path = Path()
    """The folder that a relative path of *register* begins at."""
    signers: Path | None = None
    """The file of allowed signers; None for what the repository names."""
    revoked: Path | None = None
    """The file of keys that count no more."""
    unsigned: bool = False
    """Whether a register without a signature will do, for trying out."""
    maximum_age: int | None = None
    """Days after the register's day of judgement, where that is shorter than its own limit."""
    firm: str = ""
    """The firm whose register it must be; empty for any, or what the repository names."""
    data_class: str = ""
    """In place of what the repository names."""
    footprints: tuple[Path, ...] = ()
    """Folders of the firm's own footprints."""
    untracked: bool = False
    """Whether files that Git does not track count too."""
    cache: bool = True
    """Whether what was found in an unchanged tree may be taken from the last run."""
    baseline: Path | None = None
    warned: tuple[str, ...] = ()
    """Rules that only warn in this run."""
    paused: tuple[str, ...] = ()
    """Offerings that are taken to be paused for all data, to see whom that would touch."""
    opened: OpenRegister | None = None
    """A register that is open already; nothing else of a register is read then."""
    download: Download = download


def gate(root: Path, options: GateOptions) -> GateResult:
    """Return what the repository at *root* uses, judged.

    What goes wrong is in the result, with an exit code of its own; nothing is passed over.
    """
    try:
        found = look(root, options)
    except UnusableInputError as error:
        return _unusable(error.problems, options)
    return judge(root, found, options)


def look(root: Path, options: GateOptions) -> TreeUses:
    """Return what the repository at *root* uses, not yet judged.

    Raises UnusableInputError when there is no such folder or a footprint is not in order.
    """
    if not root.is_dir():
        problem = Problem(root.as_posix(), 0, 0, "There is no such folder.", "Name a folder.")
        raise UnusableInputError((problem,))
    kept = kept_by_user() if options.cache else None
    footprints = _footprints(options.footprints, cache=options.cache)
    return find(root, footprints, untracked=options.untracked, kept=kept)


def open_register(options: GateOptions, root: Path | None = None) -> OpenRegister:
    """Return the register that *options* name, or else the repository at *root*.

    Raises RegisterError when there is none, or it cannot be used.
    """
    declaration = read_declaration(root) if root else Declaration()
    return _opened(root or Path(), declaration, options)


def judge(root: Path, found: TreeUses, options: GateOptions) -> GateResult:
    """Return *found*, the uses in the repository at *root*, judged.

    Raises UnusableInputError when an offering that is taken to be paused is not in the register,
    or a footprint is not in order.
    """
    declaration = read_declaration(root)
    footprints = _by_tool(options.footprints, cache=options.cache)
    suppressions = (*declaration.suppressions, *from_comments(found.comments))
    problems = [*declaration.problems]
    try:
        opened = _opened(root, declaration, options)
    except RegisterError as error:
        judged, hints = _parted(not_evaluated(found.uses, footprints))
        return GateResult(
            judged=judged,
            hints=hints,
            looked=found.looked,
            declared=None,
            register=None,
            problems=(_placed(error.problem, options), *problems),
            suppressions=tuple(not_judged(item) for item in suppressions),
            gone_from_baseline=(),
            rules=tuple(RULES[name] for name in sorted({item.rule for item in judged})),
            today=str(options.today),
            exit_code=ExitCode.UNEVALUATED,
            notes=_warned(options),
        )
    register = _with_paused(opened.data, options.paused)
    said, wrong = declared(declaration, register, footprints, options.data_class)
    problems += wrong
    entries, broken = _baseline(options)
    problems += broken
    court = GateContext(
        register=register,
        footprints=footprints,
        asked=For(said.data_class, said.team, said.region, said.clients),
        today=options.today,
        offerings=dict(said.offerings),
        suppressions=suppressions,
        baseline=entries,
        warned=options.warned,
    )
    judgement = judge_uses(court, found.uses)
    looked = _with_effect(found.looked, effect_of(register, FILE_NOT_UNDERSTOOD, options.warned))
    judged, hints = _parted(judgement.judged)
    used = {item.rule for item in (*judged, *hints)} | {
        item.rule for item in judgement.suppressions if item.rule
    }
    if judgement.gone:
        used.add(BASELINE_ENTRY_GONE)
    return GateResult(
        judged=judged,
        hints=hints,
        looked=looked,
        declared=said,
        register=opened.used,
        problems=tuple(problems),
        suppressions=judgement.suppressions,
        gone_from_baseline=tuple(item.words for item in judgement.gone),
        rules=tuple(RULES[name] for name in sorted(used)),
        today=str(options.today),
        exit_code=_exit_code(court, judgement, looked, problems),
        notes=(
            *notes(opened.used, declaration, said, options.register, options.data_class),
            *_warned(options),
        ),
        baseline=options.baseline.as_posix() if options.baseline else "",
    )


def _parted(
    judged: tuple[JudgedUse, ...],
) -> tuple[tuple[JudgedUse, ...], tuple[JudgedUse, ...]]:
    """Return the uses that count, and the hints that show no use and change nothing."""
    return (
        tuple(item for item in judged if not _is_hint(item)),
        tuple(item for item in judged if _is_hint(item)),
    )


def _is_hint(item: JudgedUse) -> bool:
    return not item.use.established and item.effect is GateEffect.LISTED


def baseline_of(result: GateResult) -> str:
    """Return the text of a baseline that holds every use that blocks in *result*, or is in one."""
    return written(
        entry(item.use, item.file)
        for item in result.judged
        if item.effect is GateEffect.BLOCKS or item.in_baseline
    )


@functools.cache
def _footprints(own: tuple[Path, ...], *, cache: bool) -> CompiledFootprints:
    return ready_footprints(own, kept=kept_by_user() if cache else None)


@functools.cache
def _by_tool(own: tuple[Path, ...], *, cache: bool) -> dict[str, Footprint]:
    return {item.id: item for item in _footprints(own, cache=cache).footprints}


def _opened(root: Path, declaration: Declaration, options: GateOptions) -> OpenRegister:
    if options.opened is not None:
        return options.opened
    pin = declaration.register
    source = options.register or (pin.source if pin else "")
    if not source:
        raise RegisterError(
            FILE if declaration.there else "--register",
            "No register is named, so nothing can be looked up.",
            f"Name the firm's register: --register FILE-OR-URL, or register: source: in {FILE}.",
        )
    signers, within = options.signers, False
    if signers is not None:
        within = signers.resolve().is_relative_to(root.resolve())
    elif pin and pin.signers:
        signers, within = root / pin.signers, True
    ages = [options.maximum_age, pin.maximum_age if pin else None]
    return read_register(
        RegisterAsked(
            source=source,
            base=options.base if options.register else root,
            signers=signers,
            signers_in_repository=within,
            revoked=options.revoked,
            unsigned=options.unsigned,
            maximum_age=min((age for age in ages if age is not None), default=None),
            firm=options.firm or (pin.firm if pin else ""),
            download=options.download,
        ),
        options.today,
    )


def _placed(problem: Problem, options: GateOptions) -> Problem:
    """Return *problem* of a register with the name of the option that named it, if one did."""
    if not options.register or problem.file.startswith("--"):
        return problem
    return dataclasses.replace(problem, file=f"--register {problem.file}")


def _with_paused(register: RegisterData, paused: tuple[str, ...]) -> RegisterData:
    unknown = [name for name in paused if name not in register.offerings]
    if unknown:
        raise UnusableInputError(
            tuple(
                Problem(
                    "--paused",
                    0,
                    0,
                    f"The register has no offering {name}.{guess(name, register.offerings)}",
                    "Name an offering as vendor/offering.",
                )
                for name in unknown
            )
        )
    return dataclasses.replace(register, paused=frozenset(paused)) if paused else register


def _baseline(options: GateOptions) -> tuple[tuple[BaselineEntry, ...], tuple[Problem, ...]]:
    return read_baseline(options.baseline) if options.baseline else ((), ())


def _with_effect(looked: SearchSummary, effect: GateEffect) -> SearchSummary:
    """Return *looked* with unread files that block only where the rule for them does."""
    if effect is GateEffect.BLOCKS:
        return looked
    unread = tuple(dataclasses.replace(item, blocks=False) for item in looked.unread)
    return dataclasses.replace(looked, unread=unread)


def _exit_code(
    court: GateContext, judgement: EvaluatedUses, looked: SearchSummary, problems: list[Problem]
) -> ExitCode:
    """Return the worst of the exit codes that apply."""
    gone = effect_of(court.register, BASELINE_ENTRY_GONE, court.warned)
    effects = [
        *(item.effect for item in judgement.judged),
        *(item.effect for item in judgement.suppressions),
        *((gone,) if judgement.gone else ()),
    ]
    codes = [ExitCode.CLEAR]
    if GateEffect.BLOCKS in effects:
        codes.append(ExitCode.BLOCKED)
    if problems or any(item.blocks for item in looked.unread):
        codes.append(ExitCode.UNUSABLE)
    if not looked.files:
        codes.append(ExitCode.NOTHING)
    return max(codes)


def _warned(options: GateOptions) -> tuple[str, ...]:
    """Return in what this run differs from a usual one, in sentences."""
    names = ", ".join(sorted(set(options.warned)))
    warned = (f"These rules only warn in this run: {names}.",) if names else ()
    return (*(f"{name} is taken to be paused in this run." for name in options.paused), *warned)


def _unusable(problems: tuple[Problem, ...], options: GateOptions) -> GateResult:
    return GateResult(
        judged=(),
        looked=NOTHING_LOOKED_AT,
        declared=None,
        register=None,
        problems=problems,
        suppressions=(),
        gone_from_baseline=(),
        rules=(),
        today=str(options.today),
        exit_code=ExitCode.UNUSABLE,
    )
