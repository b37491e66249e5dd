""".inwriting.yaml is read strictly, every mistake with its line."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator

from inwriting.exit_codes import ExitCode
from inwriting.gate.declaration import FILE, read_declaration
from inwriting.gate.run import judge
from inwriting.register.load.source import FolderSource
from tests.checks.cases import ROOT
from tests.gate.judging.conftest import Firm
from tests.gate.judging.made import found, use

SCHEMA = json.loads((ROOT / "schemas/repository.schema.json").read_text(encoding="utf-8"))
WHOLE = """\
# yaml-language-server: $schema=https://inwriting.example/schemas/repository.schema.json
format: 1
data-class: internal
team: advice
region: us
clients: [shy-bank]
register:
  source: https://register.test.example/register.json
  firm: Test & Test
  signers: .github/signers
  maximum-age: 7
uses:
  trainly: [trainly/api]
suppressions:
  - tool: trainly
    path: src/**
    until: 2026-12-31
    exception: trainly-for-now
    reason: It goes in January.
"""
NO_DAY = (
    "format: 1\ndata-class: internal\nsuppressions:\n"
    "  - {tool: x, path: y, exception: z, reason: w}\n"
)


def _write(root: Path, text: str) -> None:
    (root / FILE).write_text(text, encoding="utf-8")


def test_the_whole_of_it_is_read(repository: Path) -> None:
    _write(repository, WHOLE)
    said = read_declaration(repository)
    assert said.problems == ()
    assert (said.data_class, said.team, said.region, said.clients) == (
        "internal",
        "advice",
        "us",
        ("shy-bank",),
    )
    assert said.register is not None
    assert (said.register.firm, said.register.maximum_age) == ("Test & Test", 7)
    assert said.offerings == (("trainly", ("trainly/api",)),)
    (item,) = said.suppressions
    assert (item.tool, item.path, item.until, item.line) == ("trainly", "src/**", "2026-12-31", 15)


def test_no_file_says_nothing(repository: Path) -> None:
    assert not read_declaration(repository).there


def test_without_a_file_the_strict_default_holds_and_is_said(firm: Firm, repository: Path) -> None:
    result = judge(repository, found(use("desk-kit")), firm.options())
    assert result.declared is not None
    assert (result.declared.data_class, result.declared.from_file) == ("confidential", False)
    assert any("There is no .inwriting.yaml" in note for note in result.notes)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "empty"),
        ("format: 2\ndata-class: internal\n", 1, "format"),
        ("format: 1\n", 1, "'data-class' is missing"),
        ("format: 1\ndata-class: internal\nteams: advice\n", 3, "Did you mean team?"),
        ("format: 1\ndata-class: 7\n", 2, "text belongs"),
        ("format: 1\ndata-class: internal\nclients: shy-bank\n", 3, "a list"),
        ("format: 1\ndata-class: internal\nuses: {trainly: trainly}\n", 3, "a list"),
        ("format: 1\ndata-class: internal\nregister: {}\n", 3, "'source' is missing"),
        ("format: 1\ndata-class: &a internal\n", 2, "anchor"),
        ("format: 1\ndata-class: internal\ndata-class: public\n", 3, "occurs twice"),
        (NO_DAY, 4, "'until' is missing"),
        ("format: 1\ndata-class: internal\nexclude: [src]\n", 3, "not known here"),
        ("format: 1\ndata-class: internal\nwarn: [tool-refused]\n", 3, "not known here"),
    ],
)
def test_a_mistake_has_its_line_and_a_fix(
    text: str, line: int, said: str, firm: Firm, repository: Path
) -> None:
    _write(repository, text)
    result = judge(repository, found(use("desk-kit")), firm.options())
    assert result.exit_code is ExitCode.UNUSABLE
    (problem,) = result.problems
    assert (problem.file, problem.line) == (FILE, line)
    assert said in problem.message
    assert problem.fix
    assert result.declared is not None
    assert result.declared.data_class == "confidential"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("data-class: intern", 2, "no data class intern. Did you mean internal?"),
        ("data-class: internal\nteam: advise", 3, "no team advise. Did you mean advice?"),
        ("data-class: internal\nregion: mars", 3, "no region mars"),
        ("data-class: internal\nclients: [shy-bank, x]", 3, "no client x"),
        ("data-class: internal\nuses: {trainy: [trainly/api]}", 3, "No footprint is called"),
        ("data-class: internal\nuses: {trainly: [acme/desk]}", 3, "trainly cannot be acme/desk"),
        ("data-class: internal\nuses: {stray: [acme/desk]}", 3, "stray cannot be acme/desk"),
        ("data-class: internal\nuses: {trainly: [no/such]}", 3, "cannot be no/such"),
    ],
)
def test_names_that_the_register_does_not_have_are_named(
    text: str, line: int, said: str, firm: Firm, repository: Path
) -> None:
    _write(repository, f"format: 1\n{text}\n")
    uses = (use("trainly"), use("stray"))
    result = judge(repository, found(*uses), firm.options())
    assert result.exit_code is ExitCode.UNUSABLE
    (problem,) = result.problems
    assert problem.line == line
    assert said in problem.message
    assert all(item.effect == "blocks" for item in result.judged)


def test_a_repository_can_say_which_offering_it_uses(firm: Firm, repository: Path) -> None:
    _write(repository, "format: 1\ndata-class: internal\nuses: {trainly: [trainly/api]}\n")
    result = judge(repository, found(use("trainly")), firm.options())
    assert result.judged[0].offerings == ("trainly/api",)
    assert any("under trainly/api" in note for note in result.notes)


def test_a_repository_can_pin_its_register(firm: Firm, repository: Path) -> None:
    for name in ("register.json", "register.json.sig", "signers"):
        (repository / name).write_bytes((firm.folder / name).read_bytes())
    pin = "register: {source: register.json, signers: signers}"
    _write(repository, f"format: 1\ndata-class: internal\n{pin}\n")
    options = firm.options(register="", signers=None)
    result = judge(repository, found(use("desk-kit")), options)
    assert result.exit_code is ExitCode.CLEAR
    assert result.register is not None
    assert result.register.signers_in_repository
    assert any("stands in this repository itself" in note for note in result.notes)
    outside = judge(repository, found(use("desk-kit")), firm.options(register=""))
    assert outside.register is not None
    assert not outside.register.signers_in_repository
    _write(repository, f"format: 1\ndata-class: internal\n{pin[:-1]}, maximum-age: 0}}\n")
    stale = judge(repository, found(use("desk-kit")), options)
    assert stale.exit_code is ExitCode.UNEVALUATED
    _write(repository, f"format: 1\ndata-class: internal\n{pin[:-1]}, firm: Others}}\n")
    wrong = judge(repository, found(use("desk-kit")), options)
    assert wrong.exit_code is ExitCode.UNEVALUATED
    named = judge(repository, found(use("desk-kit")), firm.options(firm="Test & Test"))
    assert any("--register was given" in note for note in named.notes)


def test_the_command_line_can_name_the_data_class(firm: Firm, repository: Path) -> None:
    _write(repository, "format: 1\ndata-class: public\n")
    result = judge(repository, found(use("trainly")), firm.options(data_class="internal"))
    assert result.exit_code is ExitCode.BLOCKED
    assert any("given on the command line" in note for note in result.notes)
    wrong = judge(repository, found(), firm.options(data_class="intern"))
    assert wrong.exit_code is ExitCode.UNUSABLE
    assert wrong.problems[0].file == "--data-class"


def test_files_that_are_no_plain_files_are_refused(firm: Firm, repository: Path) -> None:
    path = repository / FILE
    path.symlink_to("/etc/hostname")
    assert "plain file" in read_declaration(repository).problems[0].message
    path.unlink()
    os.mkfifo(path)
    assert "plain file" in read_declaration(repository).problems[0].message
    path.unlink()
    with path.open("wb") as stream:
        stream.truncate(1024 * 1024 * 1024)
    assert "more than" in read_declaration(repository).problems[0].message
    result = judge(repository, found(use("desk-kit")), firm.options())
    assert result.exit_code is ExitCode.UNUSABLE
    # A file stands where the repository should be: no declaration can be told from one.
    (problem,) = read_declaration(repository / FILE).problems
    assert "cannot be read" in problem.message
    assert problem.fix


def test_a_declaration_that_goes_or_closes_is_no_missing_one(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(repository, "format: 1\ndata-class: internal\n")
    for answer, said in ((None, "gone"), (PermissionError(13, "Permission denied"), "denied")):

        def reading(_source: FolderSource, _path: str, answer: object = answer) -> None:
            if isinstance(answer, OSError):
                raise answer

        monkeypatch.setattr(FolderSource, "read", reading)
        declared = read_declaration(repository)
        assert declared.there
        assert any(said in problem.message for problem in declared.problems)


def test_both_dialects_accept_the_schema_and_every_part_explains_itself() -> None:
    for validator in (Draft7Validator, Draft202012Validator):
        validator.check_schema(SCHEMA)
    for part in (
        *SCHEMA["properties"].values(),
        *SCHEMA["properties"]["register"]["properties"].values(),
        *SCHEMA["definitions"].values(),
        *SCHEMA["definitions"]["suppression"]["properties"].values(),
    ):
        assert {"title", "description"} <= set(part)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8")))
def test_no_bytes_break_the_reader(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    root = tmp_path_factory.getbasetemp()
    (root / FILE).write_bytes(content)
    said = read_declaration(root)
    assert said.there
    assert bool(said.problems) or said.data_class
    (root / FILE).unlink()
