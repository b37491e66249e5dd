"""Golden tests: what each format says of each result, to be read before it is committed.

``pytest tests/gate_report --update-golden`` writes ``golden/<result>.<format>`` anew.
"""

from pathlib import Path

import pytest

from inwriting import __version__
from inwriting.output.formats import formats_of
from inwriting.output.options import Options
from tests.gate_report.results import RESULTS, rendered

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("output", formats_of("gate"))
@pytest.mark.parametrize("name", RESULTS)
def test_golden(name: str, output: str, request: pytest.FixtureRequest) -> None:
    text = rendered(RESULTS[name], output, Options()).replace(f'"{__version__}"', '"VERSION"')
    if output == "cyclonedx":
        # The serial number follows from all else, the version too.
        text = "".join(line for line in text.splitlines(True) if '"serialNumber"' not in line)
    path = GOLDEN / f"{name}.{output}"
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


def test_no_golden_file_is_left_over() -> None:
    wanted = {f"{name}.{output}" for name in RESULTS for output in formats_of("gate")}
    assert {path.name for path in GOLDEN.iterdir()} == wanted
