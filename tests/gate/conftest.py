"""What the tests of footprints share: those that ship, loaded once, and the facts behind them."""

import os
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from inwriting.gate.compiled_footprints import CompiledFootprints
from inwriting.gate.footprint_loading import LoadedFootprints, load_footprints
from inwriting.gate.signal_index import SignalIndex
from inwriting.register.load.source import FolderSource
from tests.checks.cases import ROOT


@pytest.fixture(scope="session")
def shipped_footprints() -> LoadedFootprints:
    """The footprints that ship."""
    return load_footprints(FolderSource(ROOT))


@pytest.fixture(scope="session")
def index(shipped_footprints: LoadedFootprints) -> SignalIndex:
    """The signals of the footprints that ship."""
    return SignalIndex(shipped_footprints.footprints)


@pytest.fixture(scope="session")
def facts() -> dict[str, Any]:
    """The facts that the footprints were written from."""
    folder = Path(os.environ.get("INWRITING_FACTS") or ROOT.parent / "shared" / "facts")
    if not folder.is_dir():
        message = f"{folder} is not here; name it with INWRITING_FACTS"
        if os.environ.get("INWRITING_REQUIRE_EVIDENCE"):
            pytest.fail(message)
        pytest.skip(message)
    # Patterns in the facts have characters that our own reader refuses.
    text = (folder / "footprints.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = YAML(typ="safe").load(text)
    return data


@pytest.fixture(scope="session")
def footprints(shipped_footprints: LoadedFootprints) -> CompiledFootprints:
    """The footprints that ship, ready to find with."""
    assert not shipped_footprints.problems
    return CompiledFootprints(shipped_footprints.footprints, "shipped")
