"""The page on judging is held to the code."""

import re

import click

from inwriting.cli.gate_command import command
from inwriting.gate.rules import RULES, USUAL
from inwriting.register.load.schema import mistakes
from inwriting.register.load.yaml import parse
from tests.checks.cases import ROOT

PAGE = (ROOT / "docs/gate-judging.md").read_text(encoding="utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, flags=re.DOTALL)


def test_every_rule_is_there_with_what_it_usually_does() -> None:
    table = PAGE.partition("## Rules")[2].partition("## Exit codes")[0]
    rows = [row.split("|") for row in table.splitlines() if row.startswith("| `")]
    said = {name: row[2].strip() for row in rows for name in re.findall(r"`([a-z-]+)`", row[1])}
    assert set(said) == set(RULES)
    for name, words in said.items():
        assert words.partition(",")[0] == USUAL.get(name, "listed")


def test_its_files_follow_their_schemas() -> None:
    policy, declaration = _blocks("yaml")
    data, problems = parse("policy.yaml", policy)
    assert problems == ()
    whole, _ = parse("policy.yaml", (ROOT / "policy/policy.yaml").read_text(encoding="utf-8"))
    assert mistakes("policy", whole | data) == ()
    data, problems = parse(".inwriting.yaml", declaration)
    assert problems == ()
    assert mistakes("repository", data) == ()


def test_its_options_exist() -> None:
    known = {
        name for item in command.params if isinstance(item, click.Option) for name in item.opts
    }
    for block in _blocks("sh"):
        for line in block.splitlines():
            if line.startswith("inwriting gate"):
                assert set(re.findall(r"--[a-z-]+", line)) <= known


def test_its_python_runs_as_far_as_it_is_ours() -> None:
    (block,) = _blocks("python")[-1:]
    compile(block, "docs/gate-judging.md", "exec")
    names = re.findall(r"from (inwriting[.a-z_]*) import (.*)", block)
    assert names == [("inwriting.gate.run", "GateOptions, gate")]
