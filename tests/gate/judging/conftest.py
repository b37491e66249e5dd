"""A firm with a published register, signed with a real key, and repositories to judge."""

import datetime
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from inwriting.gate.register_signature import sign
from inwriting.gate.run import GateOptions
from inwriting.publish.register_json import register_document, written
from inwriting.register.decide.evaluate import Request, evaluate
from tests import registers

HERE = Path(__file__).parent
TODAY = datetime.date(2026, 11, 25)
FIRM = "register@test.example"


@dataclass(frozen=True)
class Firm:
    """What a firm gives to those who keep its repositories."""

    folder: Path

    @property
    def register(self) -> Path:
        return self.folder / "register.json"

    @property
    def signers(self) -> Path:
        return self.folder / "signers"

    def options(self, **more: Any) -> GateOptions:
        """Return options that name this firm's register and signers."""
        usual: dict[str, Any] = {
            "today": TODAY,
            "register": str(self.register),
            "signers": self.signers,
            "footprints": (HERE / "footprints",),
            "cache": False,
        }
        return GateOptions(**(usual | more))

    def copy(self, folder: Path) -> "Firm":
        """Return a copy that a test may spoil."""
        return Firm(Path(shutil.copytree(self.folder, folder / "firm")))


def make_key(path: Path) -> Path:
    """Make a real SSH key at *path* and return it."""
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return path


def allow(key: Path, who: str = FIRM, options: str = 'namespaces="inwriting-register"') -> str:
    """Return a line of allowed signers for *key*."""
    public = key.with_name(key.name + ".pub").read_text(encoding="ascii").split()
    return f"{who} {options} {public[0]} {public[1]}\n"


@pytest.fixture(scope="session")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Firm:
    """The small register with a policy for the gate, published and signed."""
    folder = Path(tmp_path_factory.mktemp("firm"))
    root = registers.make(folder / "source")
    policy = root / "policy/policy.yaml"
    gate = (HERE / "policy-gate.yaml").read_text(encoding="utf-8")
    policy.write_text(policy.read_text(encoding="utf-8") + gate, encoding="utf-8")
    evaluation = evaluate(Request(root))
    assert evaluation.register is not None, evaluation.problems
    firm = Firm(folder)
    document = register_document(evaluation, site_url="https://register.test.example/")
    firm.register.write_text(written(document), encoding="utf-8")
    key = make_key(folder / "key")
    firm.signers.write_text(allow(key), encoding="ascii")
    sign(firm.register, str(key))
    return firm


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """An empty repository."""
    root = tmp_path / "repository"
    root.mkdir()
    return root
