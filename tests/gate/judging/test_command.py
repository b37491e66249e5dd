"""The real commands from the firm's register to another repository's CI."""

import json
import subprocess
from pathlib import Path

import pytest

from tests import registers
from tests.cli.command import run
from tests.gate.judging.conftest import FIRM, HERE, allow, make_key

DAY = ("--as-of", "2026-11-25")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a register, published and signed by the real command."""
    folder = Path(tmp_path_factory.mktemp("place"))
    root = registers.make(folder / "register")
    policy = root / "policy/policy.yaml"
    gate = (HERE / "policy-gate.yaml").read_text(encoding="utf-8")
    policy.write_text(policy.read_text(encoding="utf-8") + gate, encoding="utf-8")
    key = make_key(folder / "key")
    (folder / "signers").write_text(allow(key), encoding="ascii")
    done = run(["publish", "--sign", "../key", "--output", "../published", "--history", "0"], root)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


@pytest.fixture
def repository(place: Path, request: pytest.FixtureRequest) -> Path:
    """A repository beside it that uses one tool, which is allowed for internal data."""
    root: Path = place / str(request.node.name)
    root.mkdir()
    (root / ".inwriting.yaml").write_text("format: 1\ndata-class: internal\n", encoding="utf-8")
    (root / "requirements.txt").write_text("desk-kit==1.0\n", encoding="utf-8")
    subprocess.run(["git", "init", "--quiet"], cwd=root, check=True)
    return root


def _gate(
    repository: Path, *arguments: str, signers: str = "../signers"
) -> subprocess.CompletedProcess[str]:
    env = {"INWRITING_REGISTER": "../published/register.json", "INWRITING_SIGNERS": signers}
    own = str(HERE / "footprints")
    words = ["gate", "--untracked", "--footprints", own, *DAY, *arguments]
    return run(words, repository, env=env)


def test_one_added_line_blocks_and_a_baseline_lets_a_repository_begin(repository: Path) -> None:
    passing = _gate(repository)
    assert (passing.returncode, passing.stderr) == (0, "")
    assert f"signed by {FIRM}" in " ".join(passing.stdout.split())
    with (repository / "requirements.txt").open("a", encoding="utf-8") as stream:
        stream.write("trainly==2.0\n")
    blocked = _gate(repository, "--write", "json=../found.json")
    assert blocked.returncode == 1
    assert "requirements.txt:2:1" in blocked.stdout
    assert "tool-refused" in blocked.stdout
    data = json.loads((repository.parent / "found.json").read_text(encoding="utf-8"))
    assert data["result"]["exit-code"] == 1
    assert _gate(repository, "--warn", "tool-refused").returncode == 0
    begun = _gate(repository, "--baseline", "baseline.json", "--write-baseline")
    assert begun.returncode == 0
    assert _gate(repository, "--baseline", "baseline.json").returncode == 0
    (repository / "requirements.txt").write_text("desk-kit==1.0\n", encoding="utf-8")
    fixed = _gate(repository, "--baseline", "baseline.json")
    assert fixed.returncode == 0
    assert "trainly in requirements.txt (runtime)" in " ".join(fixed.stdout.split())
    again = _gate(repository, "--baseline", "baseline.json", "--write-baseline")
    assert again.returncode == 0
    kept = json.loads((repository / "baseline.json").read_text(encoding="utf-8"))
    assert kept["uses"] == []


def test_a_comment_beside_the_line_needs_an_exception(repository: Path) -> None:
    (repository / ".inwriting.yaml").write_text(
        "format: 1\ndata-class: internal\nuses: {trainly: [trainly/api]}\n", encoding="utf-8"
    )
    source = repository / "app.py"
    until = "inwriting: allow trainly until 2027-01-10 exception {} because it goes in January"
    source.write_text(f"import trainly  # {until.format('trainly-for-now')}\n", encoding="utf-8")
    assert _gate(repository).returncode == 0
    source.write_text(f"import trainly  # {until.format('mine')}\n", encoding="utf-8")
    refused = _gate(repository)
    assert refused.returncode == 1
    assert "the register has no exception mine" in " ".join(refused.stdout.split())


def test_what_cannot_be_trusted_judges_nothing(repository: Path) -> None:
    stranger = repository.parent / "stranger-signers"
    stranger.write_text(allow(make_key(repository.parent / "stranger")), encoding="ascii")
    done = _gate(repository, signers="../stranger-signers")
    assert done.returncode == 5
    assert "not among the allowed signers" in " ".join(done.stdout.split())
    assert _gate(repository, "--firm", "Others").returncode == 5
    assert _gate(repository, "--as-of", "2027-03-01").returncode == 5
    none = _gate(repository, "--baseline", "none.json", "--write-baseline", "--firm", "Others")
    assert none.returncode == 5
    assert not (repository / "none.json").exists()


def test_a_key_that_is_none_publishes_nothing(place: Path) -> None:
    done = run(
        ["publish", "--sign", "none", "--output", "../other", "--history", "0"], place / "register"
    )
    assert done.returncode == 2
    assert "--sign: register.json could not be signed" in done.stderr
    assert not (place / "other").exists()
