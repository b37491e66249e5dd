"""The real command over real repositories, on this machine and on a cluster."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from distributed import LocalCluster
from pyarrow import parquet

from inwriting.register.load.schema import mistakes
from tests.cli.command import ROOT, run
from tests.gate.test_demonstration import DEMONSTRATION, published
from tests.workflows.workshop import git

FOOTPRINTS = ROOT / "tests" / "gate" / "judging" / "footprints"
DAY = "2026-11-24"


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a signed register, and repositories of which each ends otherwise."""
    folder = tmp_path_factory.mktemp("estate")
    published(folder)
    line = (DEMONSTRATION / "added-to-requirements.txt").read_text(encoding="utf-8")
    for name in ("allowed", "blocked", "broken", "without"):
        place = folder / "checkouts" / name
        shutil.copytree(DEMONSTRATION / "repository", place)
        if name == "broken":
            (place / ".inwriting.yaml").write_text("format: 1\ndata: x\n", encoding="utf-8")
        if name in {"blocked", "without"}:
            (place / "src" / "summaries.py").unlink()
            text = line if name == "blocked" else ""
            (place / "requirements.txt").write_text(text, encoding="utf-8")
        git(place, "init", "--quiet", "--initial-branch=main")
        git(place, "add", "--all")
        git(place, "commit", "--quiet", f"--message={name}")
    (folder / "plain").mkdir()
    (folder / "plain" / "app.py").write_text("import desk_kit\n", encoding="utf-8")
    return folder


NAMES = [f"checkouts/{name}" for name in ("allowed", "blocked", "broken", "without")]


def asked(folder: Path, *more: str) -> "subprocess.CompletedProcess[str]":
    """Run the command on the folder's register."""
    arguments = ["estate", *more, "--register", "published/register.json", "--signers", "signers"]
    arguments += ["--footprints", str(FOOTPRINTS), "--as-of", DAY]
    cache = str(folder / "cache")
    return run(arguments, folder, env={"XDG_CACHE_HOME": cache})


def table(folder: Path, name: str = "estate") -> list[dict[str, Any]]:
    """Return the table that was written, which is the same in both files."""
    data = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    assert mistakes("estate", data) == ()
    rows: list[dict[str, Any]] = data["rows"]
    assert parquet.read_table(folder / f"{name}.parquet").to_pylist() == rows
    return rows


def test_one_table_of_all_and_who_is_affected(estate: Path) -> None:
    named = [*NAMES, "nowhere", "plain", "checkouts/../checkouts/allowed"]
    done = asked(estate, *named, "--if-paused", "acme/desk", "--processes", "2")
    assert done.returncode == 2, done.stderr
    rows = table(estate)
    results = {row["repository"]: row["result"] for row in rows if row["record"] == "repository"}
    assert results == {
        "checkouts/allowed": "clear",
        "checkouts/blocked": "blocked",
        "checkouts/broken": "unusable",
        "checkouts/without": "clear",
        "nowhere": "unusable",
        "plain": "clear",
    }
    uses = [
        (row["repository"], row["tool"], row["file"], row["line"], row["role"], row["verdict"])
        for row in rows
        if row["record"] == "use" and row["repository"] != "checkouts/broken"
    ]
    assert uses == [
        ("checkouts/allowed", "desk-kit", "requirements.txt", 2, "runtime", "allowed"),
        ("checkouts/allowed", "desk-kit", "src/summaries.py", 3, "runtime", "allowed"),
        ("checkouts/blocked", "openai", "requirements.txt", 1, "runtime", "unregistered"),
        ("plain", "desk-kit", "app.py", 1, "runtime", "conditional"),
    ]
    head = git(estate / "checkouts" / "allowed", "rev-parse", "HEAD")
    assert [row["commit"] for row in rows if row["repository"] == "checkouts/allowed"] == [head] * 3
    assert {row["commit"] for row in rows if row["repository"] == "plain"} == {""}
    text = done.stdout
    assert "If acme/desk is paused" in text
    assert "checkouts/allowed: is stopped  commit" in text
    assert "src/summaries.py:3: Acme Desk Kit (runtime): allowed now, then paused" in text
    assert "plain: is stopped" in text
    assert "nowhere: There is no such folder." in text


def test_the_same_estate_gives_the_same_bytes_printed_and_written(estate: Path) -> None:
    first = asked(estate, *NAMES[:2], "--output", "first", "--format", "json")
    again = asked(estate, *reversed(NAMES[:2]), "--output", "again", "--processes", "1")
    assert (first.returncode, again.returncode) == (1, 1)
    for ending in ("json", "parquet"):
        written = [(estate / f"{name}.{ending}").read_bytes() for name in ("first", "again")]
        assert written[0] == written[1]
    assert first.stdout == (estate / "first.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        (["--if-paused", "acme/desc"], 2, "The register has no offering acme/desc. Did you mean"),
        (["--maximum-age", "0", "--as-of", "2026-11-25"], 5, "it may be 0 days old"),
        (["--signers", "nobody"], 5, "No repository was scanned, and no table was written."),
        (["--output", "signers/estate"], 2, "the table could not be written to signers"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_used_is_said(more: list[str], code: int, words: str, estate: Path) -> None:
    (estate / "estate.json").unlink(missing_ok=True)
    done = run(
        [
            *("estate", NAMES[0], "--register", "published/register.json", "--signers", "signers"),
            *("--as-of", DAY, *more),
        ],
        estate,
        env={"XDG_CACHE_HOME": str(estate / "cache")},
    )
    assert done.returncode == code
    assert words in done.stderr
    assert not (estate / "estate.json").exists()


@pytest.mark.parametrize(
    ("missing", "more"), [("pyarrow", []), ("distributed", ["--scheduler", "tcp://127.0.0.1:9"])]
)
def test_a_missing_library_is_named_before_anything_is_done(
    missing: str, more: list[str], estate: Path, tmp_path: Path
) -> None:
    (tmp_path / f"{missing}.py").write_text("raise ImportError", encoding="utf-8")
    path = f"{tmp_path}:{ROOT / 'src'}"
    done = run(["estate", "nowhere", *more, "--output", "no"], estate, env={"PYTHONPATH": path})
    assert done.returncode == 2
    assert 'pip install "inwriting[estate]"' in done.stderr
    assert not (estate / "no.json").exists()


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, memory_limit=0
    ) as running:
        yield running


def test_a_cluster_gives_the_same_table(estate: Path, cluster: LocalCluster) -> None:
    here = asked(estate, *NAMES, "--output", "here")
    there = asked(
        estate, *NAMES, "--output", "there", "--scheduler", str(cluster.scheduler_address)
    )
    assert there.returncode == here.returncode == 2, there.stderr
    assert (estate / "here.parquet").read_bytes() == (estate / "there.parquet").read_bytes()
    assert there.stdout == here.stdout
