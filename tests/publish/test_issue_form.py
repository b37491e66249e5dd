"""The issue form is what the schema makes of it, here and in a firm's own register.

`pytest tests/publish/test_issue_form.py --update-golden` makes it anew.
"""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from inwriting.publish.issue_form import FILE, OFFERINGS, asked, issue_form
from inwriting.register.load.schemas import schema
from tests.checks.cases import ROOT

PLACES = (ROOT / FILE,)
NOTE = "# Made from the dossier's schema. `inwriting propose` reads the answers by these labels.\n"


def written() -> str:
    """Return the form as YAML."""
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    # A line that is folded would end in white space.
    yaml.width = 4096
    stream = io.StringIO()
    yaml.dump(issue_form(), stream)
    return NOTE + stream.getvalue()


@pytest.mark.parametrize("place", PLACES, ids=lambda path: path.parts[-3])
def test_the_form_is_made_from_the_schema(place: Path, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(written(), encoding="utf-8")
    assert place.read_text(encoding="utf-8") == written()


def test_github_s_own_schema_takes_it() -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "check_jsonschema"),
            *("--builtin-schema", "vendor.github-issue-forms"),
            *map(str, PLACES),
        ],
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stdout


def test_what_the_schema_needs_is_needed() -> None:
    definitions = schema("dossier")["definitions"]
    vendor = schema("dossier")["properties"]["vendor"]
    fields = {item.path: item for item in asked()}
    for key in ("name", "basis"):
        assert fields["vendor", key].required == (key in vendor["required"])
    assert fields["vendor", "basis"].options == tuple(vendor["properties"]["basis"]["enum"])
    offering = definitions["offering"]
    assert {path[2] for path in fields if path[0] == "offerings"} == {
        "id",
        *(set(offering["properties"]) - {"markets", "model-providers-behind"}),
    }
    for number in range(OFFERINGS):
        for key in offering["required"]:
            assert fields["offerings", number, key].required == (number == 0)
        assert fields["offerings", number, "kind"].options == tuple(
            offering["properties"]["kind"]["enum"]
        )
        for key in ("tiers", "surfaces"):
            assert fields["offerings", number, key].several
            assert fields["offerings", number, key].options == tuple(
                offering["properties"][key]["items"]["enum"]
            )


def test_labels_and_ids_are_told_apart() -> None:
    labels = [item.label for item in asked()]
    assert len(set(labels)) == len(labels)
    ids = [item["id"] for item in issue_form()["body"] if "id" in item]
    assert len(set(ids)) == len(ids) == len(labels)
    assert "None" not in json.dumps(issue_form())
