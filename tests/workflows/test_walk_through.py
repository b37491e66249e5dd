"""The walk through capture, cite, check and watch is walked as it is written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import ROOT, environment
from tests.publish.test_docs import BLOCK, DOCS

PAGE = "walk-through.md"


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str]]:
    """Return for each text that the page shows what the commands before it printed."""
    home = tmp_path_factory.mktemp("walk")
    programs = home / "bin"
    programs.mkdir()
    command = programs / "inwriting"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m inwriting "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    told = environment(
        home, {"COLUMNS": "100", "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    )
    folder, printed, found = home / "empty", "", []
    folder.mkdir()
    for language, text in BLOCK.findall((DOCS / PAGE).read_text(encoding="utf-8")):
        if language == "text":
            found.append((text, printed))
            printed = ""
            continue
        assert language == "sh"
        done = subprocess.run(
            ["bash", "-c", f"{text}\npwd > '{home}/where'"],
            cwd=folder,
            env=told,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            encoding="utf-8",
        )
        printed += done.stdout
        folder = Path((home / "where").read_text(encoding="utf-8").strip())
    return found


def test_what_the_page_shows_is_what_the_commands_print(steps: list[tuple[str, str]]) -> None:
    """Line by line, in this order; what the page leaves out is left out with an ellipsis."""
    assert len(steps) >= 7
    for shown, printed in steps:
        place = 0
        for line in shown.splitlines():
            words = line.split("…")[0].rstrip()
            at = printed.find(words, place)
            assert at >= 0, f"{line}\n\nis not in\n\n{printed}"
            place = at


def test_the_walk_is_one_of_the_pages_that_are_published() -> None:
    assert f": {PAGE}" in (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
