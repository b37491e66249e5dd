"""`inwriting locker`: create, list, verify and clean the locker for captured documents."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from inwriting.cli.locker_choice import locker_to_write
from inwriting.cli.options import LOCKER, locker_place, register_root, root_option
from inwriting.cli.output import print_error, print_result
from inwriting.exit_codes import ExitCode
from inwriting.output.safe import one_line
from inwriting.register.load.document_texts import unusable_locker
from inwriting.register.load.problem import Problem, UnusableInputError
from inwriting.texts.locker.citations import UnknownCitationsError, cited, in_folder
from inwriting.texts.locker.location import locker_at
from inwriting.texts.locker.store import AlteredError, LockerError, Store, StoredDocument

_GRACE = 90
_Function = TypeVar("_Function", bound=Callable[..., Any])


def _locker_option(function: _Function) -> _Function:
    return click.option(
        "--locker",
        default="",
        metavar="LOCATION",
        help=f"The locker.  [env: {LOCKER}; default: a folder in your home]",
    )(function)


@click.group(
    epilog="\b\nExample:\n  inwriting locker verify --locker s3://our-lockers/vendors",
)
def command() -> None:
    """Create, list, verify and clean the locker for captured documents.

    A locker is a folder, git:REPOSITORY (its own branch in a Git repository other than the
    register's), or an address such as s3://bucket/prefix.
    """


@command.command(epilog="\b\nExample:\n  inwriting locker new git:/srv/evidence.git")
@click.argument("location")
@root_option
def new(location: str, root: Path) -> int:
    """Create a locker at LOCATION."""
    store = locker_to_write(locker_place(location), root)
    try:
        made = store.begin()
    except LockerError as error:
        raise unusable_locker(error) from error
    shown = one_line(store.location)
    print_result(
        f"{'Created' if made else 'Already there'}: the locker {shown}\nNext: set {LOCKER}={shown}"
    )
    return ExitCode.CLEAR


@command.command("list", epilog="\b\nExample:\n  inwriting locker list")
@_locker_option
@root_option
def list_(locker: str, root: Path) -> int:
    """List what is in the locker.

    For each object: its digest, the day it was added, its size, and whether a file here cites it.
    """
    register_root(root)
    entries = _entries(_opened(locker))
    here = _in_folder(root)
    lines = [
        f"{entry.digest}  {entry.put:%Y-%m-%d}  {entry.size:>11,}  "
        f"{'cited' if entry.digest in here else '-'}"
        for entry in entries
    ]
    total = sum(entry.size for entry in entries)
    print_result("\n".join([*lines, f"{len(entries)} objects, {total:,} bytes"]))
    return ExitCode.CLEAR if entries else ExitCode.NOTHING


@command.command(epilog="\b\nExample:\n  inwriting locker verify")
@_locker_option
def verify(locker: str) -> int:
    """Read every object and compare it with its digest.

    Exits 1 if any was altered.
    """
    store = _opened(locker)
    entries = _entries(store)
    altered = 0
    for entry in entries:
        try:
            if store.find(entry.digest) is None:
                print_error(f"error: {entry.digest} disappeared while it was being read.")
                altered += 1
        except AlteredError as error:
            print_error(f"error: {one_line(error.message)} {error.fix}")
            altered += 1
        except LockerError as error:
            raise unusable_locker(error) from error
    print_result(f"{len(entries)} objects read, {altered} altered or missing.")
    if altered:
        return ExitCode.BLOCKED
    return ExitCode.CLEAR if entries else ExitCode.NOTHING


@command.command(
    epilog="\b\nExample:\n  inwriting locker clean --also ../other-register --delete",
)
@_locker_option
@root_option
@click.option(
    "--also",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="REGISTER",
    help="Another register that uses the same locker; repeatable.",
)
@click.option(
    "--older-than",
    type=click.IntRange(min=1),
    default=_GRACE,
    show_default=True,
    metavar="DAYS",
    help="Keep anything newer: the branch that cites it may not be here yet.",
)
@click.option(
    "--forget-history",
    is_flag=True,
    help="Keep only what the current state of a branch, tag or work tree cites.",
)
@click.option("--delete", is_flag=True, help="Remove the objects instead of only listing them.")
def clean(
    locker: str,
    root: Path,
    also: tuple[Path, ...],
    older_than: int,
    forget_history: bool,
    delete: bool,
) -> int:
    """Remove objects that no version of the register cites.

    Anything cited by a branch, tag, stash, work tree or uncommitted file stays. So does anything an
    earlier commit cited, since it shows what was in force then. Without --delete, this only lists
    what it would remove.
    """
    store = _opened(locker)
    kept: set[str] = set()
    for register in (root, *also):
        register_root(register)
        try:
            kept |= cited(register, history=not forget_history)
        except UnknownCitationsError as error:
            problem = Problem(register.as_posix(), 0, 0, error.message, error.fix)
            raise UnusableInputError((problem,)) from error
    before = datetime.datetime.now(tz=datetime.UTC) - datetime.timedelta(days=older_than)
    entries = _entries(store)
    loose = [entry for entry in entries if entry.digest not in kept]
    old = [entry for entry in loose if entry.put < before]
    for entry in old:
        print_result(f"{entry.digest}  {entry.put:%Y-%m-%d}  {entry.size:>11,}")
    young = len(loose) - len(old)
    rest = (
        f"{len(entries) - len(loose)} cited, {young} not cited and younger than {older_than} days"
    )
    if not delete:
        print_result(f"{len(old)} objects would be removed; {rest}. Add --delete to remove them.")
        return ExitCode.CLEAR
    try:
        removed = store.remove([entry.digest for entry in old], before)
    except LockerError as error:
        raise unusable_locker(error) from error
    print_result(f"{len(removed)} objects removed; {rest}.")
    return ExitCode.CLEAR


def _opened(location: str) -> Store:
    place = locker_place(location)
    try:
        store = locker_at(place.location, place.mirrors)
        store.check()
    except LockerError as error:
        raise unusable_locker(error) from error
    return store


def _entries(store: Store) -> tuple[StoredDocument, ...]:
    try:
        return store.entries()
    except LockerError as error:
        raise unusable_locker(error) from error


def _in_folder(root: Path) -> frozenset[str]:
    try:
        return in_folder(root)
    except UnknownCitationsError as error:
        raise UnusableInputError(
            (Problem(root.as_posix(), 0, 0, error.message, error.fix),)
        ) from error
