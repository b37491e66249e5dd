"""What the tests of the commands may ask for."""

import os
import time
from pathlib import Path

import pytest

from tests.cli.asker import Asker


@pytest.fixture
def asker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Asker:
    """Stand in a register, with nothing of the tester's environment.

    Time runs ten seconds ahead: what changed just now is never believed.
    """
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 10**10)
    for name in list(os.environ):
        if name.startswith(("INWRITING", "GITHUB", "CI_", "NO_COLOR")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    found = Asker(tmp_path, capsys)
    monkeypatch.chdir(found.root)
    return found
