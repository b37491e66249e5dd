"""A new ecosystem is a record, a reader and cases: shown by one that is made up.

Nothing else knows the word toybox, and the record is given to what needs it.
"""

from pathlib import Path

import pytest

from inwriting.gate.compiled_footprints import CompiledFootprints
from inwriting.gate.ecosystem import Ecosystem, Ecosystems, Imports
from inwriting.gate.find import find
from inwriting.gate.footprint_loading import load_footprints
from inwriting.gate.format import Format
from inwriting.gate.known_ecosystems import ECOSYSTEMS
from inwriting.gate.result import GateEffect, JudgedUse
from inwriting.gate.uses import ToolUse, UseRole
from inwriting.output.gate.bill_components import components
from inwriting.output.options import Options
from tests.gate.footprint_cases import Files, footprint
from tests.gate.trees import tracked

TOYBOX = Ecosystem(
    kind="toybox",
    purl_type="toybox",
    formats=(Format("list of toys", "tests.gate.ecosystems.toybox_list", ("toybox.list",)),),
    canonical=str.casefold,
    installers=("toybox get",),
    runners=("toybox play",),
    installed=r"[^@]+",
    imports=Imports("python"),
)
WITH_TOYS = Ecosystems([*(one for one in ECOSYSTEMS.all if one.kind != "pypi"), TOYBOX])
SOURCE = Files({"robot.yaml": footprint("robot", "toybox, value: Talking/Robot").encode()})


@pytest.fixture(scope="module")
def toys() -> CompiledFootprints:
    """A footprint that names a toy, read from its YAML."""
    loaded = load_footprints(SOURCE, ecosystems=WITH_TOYS)
    assert not loaded.problems
    return CompiledFootprints(loaded.footprints, "toys", WITH_TOYS)


def _used(root: Path, toys: CompiledFootprints, path: str, content: str) -> ToolUse:
    (use,) = find(tracked(root, {path: content}), toys).uses
    return use


@pytest.mark.parametrize(
    ("path", "content", "line", "role"),
    [
        ("toybox.list", "ball@2\ntalking/robot@1.0\n", 2, UseRole.RUNTIME),
        ("Dockerfile", "FROM scratch\nRUN toybox get talking/ROBOT@1.0\n", 2, UseRole.RUNTIME),
        ("play.sh", "toybox play --loud Talking/Robot ball\n", 1, UseRole.RUNTIME),
        (
            ".github/workflows/a.yml",
            "jobs:\n  a:\n    steps:\n      - run: toybox get Talking/Robot\n",
            4,
            UseRole.CI,
        ),
    ],
)
def test_a_package_is_found_wherever_it_is_asked_for(
    tmp_path: Path, toys: CompiledFootprints, path: str, content: str, line: int, role: UseRole
) -> None:
    use = _used(tmp_path, toys, path, content)
    assert (use.tool, use.role, use.spot.file, use.spot.line) == ("robot", role, path, line)
    assert use.signs[0].kind == "toybox"


def test_a_bill_of_materials_names_it_by_its_address(
    tmp_path: Path, toys: CompiledFootprints
) -> None:
    use = _used(tmp_path, toys, "toybox.list", "TALKING/robot@1.0\n")
    judged = JudgedUse(
        use, "toybox.list", 1, 1, "tool-allowed", "allowed", GateEffect.LISTED, "It is listed.", ""
    )
    (component,) = components([judged], Options(), WITH_TOYS)
    assert component.name == "talking/robot"
    assert str(component.purl) == "pkg:toybox/talking/robot"


def test_whoever_is_not_given_the_record_knows_no_toys() -> None:
    """Nothing is kept anywhere else: the same footprint is refused without the record."""
    (problem,) = load_footprints(SOURCE).problems
    assert "'toybox' is not a kind of signal." in problem.message
    assert ECOSYSTEMS.of("toybox") is None


def test_two_records_of_one_kind_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="the same kind"):
        Ecosystems([TOYBOX, TOYBOX])
