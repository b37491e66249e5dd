"""A register whose vendors rest on one another, and results on it that say where they come from.

What is cached is marked in its file, sealed as it ought to be: a vendor that was not judged anew is
then called CACHED. So a test sees what was believed, and what was worked out.
"""

import dataclasses
import datetime
import functools
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import msgspec

from inwriting.output.findings_json import render
from inwriting.output.options import Options
from inwriting.register.decide import cache
from inwriting.register.decide.evaluate import Evaluation, Request, evaluate
from inwriting.register.decide.evaluator import VendorResult
from inwriting.register.decide.results import Remembered
from tests.checks.cases import HERE, ROOT, read, write

CLOCK = datetime.date(2026, 11, 24)
MARK = "CACHED"
CHECKS = (
    "answer-falls-short",
    "answer-silent",
    "chain-weaker-than-promise",
    "data-class-not-released",
    "evidence-not-at-hand",
    "evidence-too-old",
    "fallback-leads-nowhere",
    "quote-not-in-document",
    "sign-off-missing",
    "subprocessor-not-in-register",
    "unknown-name",
    "use-allows-more-than-findings-permit",
)
"""Few, so that a test is quick: of each kind that looks at something else."""
VENDORS = frozenset({"acme", "away", "follower", "solo", "modelhouse", "pupil"})
"""Acme builds on Modelhouse; the follower falls back on Acme, the pupil on one who is away."""


def make(root: Path) -> Path:
    """Lay the register at *root*."""
    for name, content in _contents().items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    return root


@functools.cache
def _contents() -> dict[str, bytes]:
    """Return the register's files by path: it is made once, for that takes long."""
    with tempfile.TemporaryDirectory() as folder:
        root = _made(Path(folder) / "register")
        files = (path for path in root.rglob("*") if path.is_file())
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def _made(root: Path) -> Path:
    shutil.copytree(HERE / "register", root)
    policy = read(root / "policy/policy.yaml")
    policy["checks"] = {"from": "folder", "list": list(CHECKS)}
    del policy["clock"]
    write(root / "policy/policy.yaml", policy)
    questions = read(ROOT / "policy/questions.yaml")
    for question in questions["questions"].values():
        question.pop("frameworks", None)
    write(root / "policy/questions.yaml", questions)
    (root / "checks").mkdir()
    for name in CHECKS:
        file = f"{name.replace('-', '_')}.py"
        shutil.copy(ROOT / "checks" / file, root / "checks" / file)
    vendors = root / "vendors"
    for name in ("away", "follower", "solo", "pupil"):
        shutil.copytree(vendors / "modelhouse", vendors / name)
    _falls_back(vendors / "follower", "acme/desk", "public")
    _falls_back(vendors / "pupil", "away/api", "internal")
    dossier = read(vendors / "away/dossier.yaml")
    for document in dossier["documents"].values():
        document["source"] = {"kind": "held-elsewhere", "where": "The safe."}
    write(vendors / "away/dossier.yaml", dossier)
    return root


def _falls_back(folder: Path, on: str, allowed: str) -> None:
    owner = {"name": "Ida Imp", "email": "ida@test.example"}
    use = {
        "purpose": "Drafting.",
        "data-allowed": allowed,
        "fallback": {"offerings": [on], "instead": "Take the other."},
    }
    write(folder / "use.yaml", {"format": 1, "owner": owner, "offerings": {"api": use}})


def asked(root: Path, file: Path | None, **more: Any) -> Request:
    """Return a request that caches results in *file*, long after anything was written."""
    return Request(
        root,
        **{"clock": CLOCK, "cache": file, "moment": time.time_ns() + 10**10, **more},
    )


def told(outcome: Evaluation) -> str:
    """Return everything that a report can say of *outcome*."""
    return render(outcome, Options())


def truth(request: Request) -> str:
    """Return what is told when nothing is cached and everything is judged as one."""
    plain = dataclasses.replace(request, cache=None, moment=0)
    return told(evaluate(plain))


def cached_in(outcome: Evaluation) -> frozenset[str]:
    """Return the vendors that were not judged anew."""
    return frozenset(vendor.id for vendor in outcome.vendors if vendor.name == MARK)


def unmarked(outcome: Evaluation, other: Evaluation) -> Evaluation:
    """Return *outcome* with the vendors' names as they are in *other*."""
    names = {vendor.id: vendor.name for vendor in other.vendors}
    vendors = tuple(
        dataclasses.replace(vendor, name=names[vendor.id]) if vendor.name == MARK else vendor
        for vendor in outcome.vendors
    )
    return dataclasses.replace(outcome, vendors=vendors)


def mark(file: Path) -> None:
    """Let everything that is cached in *file* be seen when it is used."""

    def named(result: VendorResult) -> VendorResult:
        vendor = result.vendor
        return dataclasses.replace(result, vendor=vendor and dataclasses.replace(vendor, name=MARK))

    def vendors(content: bytes) -> Any:
        return named(msgspec.msgpack.decode(content, type=VendorResult))

    def registers(content: bytes) -> Any:
        known = msgspec.msgpack.decode(content, type=dict[str, Remembered])
        return {
            name: dataclasses.replace(item, result=named(item.result))
            for name, item in known.items()
        }

    assert rewrite(file, "vendors", vendors) > 0
    assert rewrite(file, "registers", registers) > 0


def rewrite(file: Path, table: str, change: Callable[[bytes], Any]) -> int:
    """Replace the content of each row by what *change* makes of it, sealed; tell how many."""
    with opened(file) as connection:
        rows = connection.execute(f"SELECT key, value FROM {table}").fetchall()  # noqa: S608
        for key, value in rows:
            content = msgspec.msgpack.encode(change(value[32:]))
            connection.execute(
                f"UPDATE {table} SET value = ? WHERE key = ?",  # noqa: S608
                (cache._sealed(key, content), key),
            )
    return len(rows)


def forget_the_register(file: Path) -> None:
    """Leave only what is found by the bytes of a vendor's folder."""
    with opened(file) as connection:
        connection.execute("DELETE FROM registers")


@contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    """Open the database *file*, and write what was changed in it."""
    with closing(sqlite3.connect(file)) as connection, connection:
        yield connection


def begun(folder: Path, **more: Any) -> tuple[Path, Path]:
    """Return a register in *folder* and the file in which all results on it are cached, marked."""
    root, file = make(folder / "register"), folder / "cache" / "results.sqlite"
    request = asked(root, file, **more)
    first = evaluate(request)
    assert told(first) == truth(request)
    assert {vendor.id for vendor in first.vendors} == VENDORS
    mark(file)
    return root, file


def edited(path: Path, change: Callable[[Any], object]) -> None:
    """Change the data of a YAML file."""
    data = read(path)
    change(data)
    write(path, data)
