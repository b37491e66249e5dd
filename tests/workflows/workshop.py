"""Where workflows run: a bare repository in GitHub's place, artifacts, and programs on PATH.

What is real: Git, bash, the scripts as they are written, the `inwriting` of this work tree. What
stands in: the actions (see `actions.py`), `gh` (see `fake_gh.py`), `python3 -m pip install`,
which is written down and installs nothing, since the command on PATH is the tests' own, and
`python3 -m venv`, which makes a folder with the same programs.
"""

import json
import os
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.cli.command import environment

HERE = Path(__file__).parent
REPOSITORY = "test-and-test/register"
SERVER = "https://github.test.example"
MOMENT = "2026-11-24T09:00:00Z"
"""When every commit is made, so that its hash is the same in every run."""


def git(folder: Path, *arguments: str, given: str = "") -> str:
    """Run Git in *folder*, with nothing of the machine's configuration, and return what it says."""
    identity = {
        "GIT_AUTHOR_NAME": "Rita Reviewer",
        "GIT_AUTHOR_EMAIL": "rita@test.example",
        "GIT_AUTHOR_DATE": MOMENT,
        "GIT_COMMITTER_NAME": "Rita Reviewer",
        "GIT_COMMITTER_EMAIL": "rita@test.example",
        "GIT_COMMITTER_DATE": MOMENT,
    }
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],
        env=environment(folder, identity),
        input=given,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, f"git {' '.join(arguments)}: {done.stderr}"
    return done.stdout.strip()


@dataclass(slots=True)
class Workshop:
    """One repository on a machine of its own."""

    folder: Path
    """An empty folder that belongs to it."""
    answers: dict[str, Any] = field(default_factory=dict)
    """What `gh` is answered, by call; see `fake_gh.py`. ``{"file": NAME}`` for bytes."""
    artifacts: dict[str, Path] = field(default_factory=dict)
    """The folders that were uploaded, by the artifact's name."""
    runs: int = 0
    """How many jobs ran."""

    def __post_init__(self) -> None:
        """Make the bare repository and the programs."""
        self.origin.mkdir(parents=True)
        git(self.origin, "init", "--bare", "--quiet", "--initial-branch=main")
        # What GitHub allows too: to fetch one commit by its hash.
        git(self.origin, "config", "uploadpack.allowAnySHA1InWant", "true")
        self.gh.mkdir()
        self.programs.mkdir()
        python = shlex.quote(sys.executable)
        self._program("inwriting", f'exec {python} -m inwriting "$@"')
        self._program("gh", f'exec {python} {shlex.quote(str(HERE / "fake_gh.py"))} "$@"')
        self._program(
            "python3",
            'if [ "$1 $2 $3" = "-m pip install" ]; then\n'
            f'  echo "$*" >> {shlex.quote(str(self.folder / "installed.txt"))}\n  exit 0\nfi\n'
            # An environment of its own has the same programs.
            'if [ "$1 $2" = "-m venv" ]; then\n'
            f'  mkdir -p "$3/bin" && cd {shlex.quote(str(self.programs))} &&\n'
            '    cp python3 inwriting "$3/bin" && cp python3 "$3/bin/python"\n  exit\nfi\n'
            f'exec {python} "$@"',
        )

    @property
    def origin(self) -> Path:
        """The bare repository."""
        return self.folder / "origin.git"

    @property
    def gh(self) -> Path:
        """What the fake `gh` reads and writes."""
        return self.folder / "gh"

    @property
    def programs(self) -> Path:
        """The folder that stands first on PATH."""
        return self.folder / "programs"

    def calls(self) -> list[dict[str, Any]]:
        """Return every call of `gh` so far."""
        path = self.gh / "calls.jsonl"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return [json.loads(line) for line in lines]

    def prepare_gh(self, permissions: dict[str, str]) -> None:
        """Lay out what `gh` may do and is answered."""
        (self.gh / "answers.json").write_text(json.dumps(self.answers), encoding="utf-8")
        (self.gh / "permissions.json").write_text(json.dumps(permissions), encoding="utf-8")

    def variables(self) -> dict[str, str]:
        """Return the environment of the machine, without what a job adds."""
        bare = environment(self.folder)
        path = os.pathsep.join((str(self.programs), bare.get("PATH", os.defpath)))
        return {**bare, "PATH": path, "FAKE_GH": str(self.gh), "CI": "true"}

    def _program(self, name: str, script: str) -> None:
        path = self.programs / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
