"""Where what was found before is kept."""

from pathlib import Path

import platformdirs
import pytest

from inwriting.cli.options import request
from tests import registers


def test_nothing_kept_within_the_register_is_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pull request could bring a file that says that nothing was found."""
    root = tmp_path / "register"
    registers.make(root)
    for folder, kept in (
        (root / ".cache", None),
        (tmp_path / "cache", tmp_path / "cache" / "results.sqlite"),
    ):
        monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_, f=folder, **__: f)
        assert request(root, None, ()).cache == kept
