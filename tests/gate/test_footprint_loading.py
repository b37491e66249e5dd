"""Whatever lies in the folder, loading names every mistake with its place, and never raises."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inwriting.gate.footprint_loading import load_footprints
from inwriting.gate.footprints import DataPath, LeftOut, Role, Routing, SignalKind, Strength
from inwriting.register.load.source import FolderSource
from tests.checks.cases import ROOT
from tests.gate.footprint_cases import Files, footprint, load

HOSTILE = Path(__file__).parent / "hostile"
FILES = sorted(HOSTILE.glob("*.yaml"))
SOUND = footprint("example", "pypi, value: example")
BOTH = "Delete it in one, or name the other tool in each under shared-with."
REAL = (ROOT / "footprints/azure-openai.yaml").read_bytes()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_is_refused_with_its_place(path: Path, request: pytest.FixtureRequest) -> None:
    """Each mistake is named with line, column and what to do.

    Drop `<name>.yaml` into `hostile/`, run `pytest --update-cases`, and read what was written.
    """
    loaded = load_footprints(Files({f"{path.stem}.yaml": path.read_bytes()}))
    found = "".join(f"{problem}\n" for problem in loaded.problems)
    expected = path.with_suffix(".expected.txt")
    if request.config.getoption("--update-cases"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")
    assert loaded.problems
    assert all(problem.line > 0 and problem.fix for problem in loaded.problems)


def test_what_is_written_is_what_is_read() -> None:
    text = """\
format: 1
tool: {id: relay, name: Relay, vendor: Relay Ltd, kind: router, data-path: both}
offerings: [relay/api]
cannot-know: [Whose key it is.]
look-alikes: [Relays of other kinds.]
base-address: {arguments: [base_url], environment: [RELAY_URL], settings: [relay.*.url]}
routing: {told-by: The prefix of a model string., convention: litellm, default: example}
signals:
  - {kind: call, value: client, argument-name: service, argument: "relay*", strength: medium,
     role: ci, data-path: local, through: example, supersedes: [example], seen-as: manifest,
     seen-in: somewhere, note: Others have clients too.}
  - {kind: model-id, values: [relay-1, "relay-2*"], strength: weak, seen-as: pattern, seen-in: x}
left-out:
  - {kind: command, value: relay, reason: A common word.}
"""
    loaded = load(relay=text, example=SOUND)
    assert loaded.problems == ()
    _, relay = loaded.footprints
    assert (relay.id, relay.name, relay.vendor) == ("relay", "Relay", "Relay Ltd")
    assert relay.offerings == ("relay/api",)
    assert relay.cannot_know == ("Whose key it is.",)
    assert relay.look_alikes == ("Relays of other kinds.",)
    assert relay.base_address.arguments == ("base_url",)
    assert relay.base_address.environment == ("RELAY_URL",)
    assert relay.base_address.settings == ("relay.*.url",)
    assert relay.routing == Routing("The prefix of a model string.", "litellm", "example")
    assert relay.left_out == (LeftOut("command", "relay", "A common word."),)
    call, *models = relay.signals
    assert (call.tool, call.kind, call.value) == ("relay", SignalKind.CALL, "client")
    assert (call.argument, call.argument_name) == ("relay*", "service")
    assert (call.strength, call.role) == (Strength.MEDIUM, Role.CI)
    assert call.data_path is DataPath.LOCAL
    assert (call.through, call.supersedes) == ("example", ("example",))
    assert (call.seen_as, call.seen_in) == ("manifest", "somewhere")
    assert call.note == "Others have clients too."
    assert [model.value for model in models] == ["relay-1", "relay-2*"]
    assert {model.data_path for model in models} == {DataPath.BOTH}
    assert {model.role for model in models} == {Role.RUNTIME}


def test_a_signal_of_two_tools_is_named_in_both() -> None:
    loaded = load(
        one=footprint("one", "pypi, value: Shared_Name"),
        two=footprint("two", "pypi, value: shared-name"),
    )
    assert [str(problem) for problem in loaded.problems] == [
        f"footprints/one.yaml:5:5: pypi Shared_Name is also a signal of two. {BOTH}",
        f"footprints/two.yaml:5:5: pypi shared-name is also a signal of one. {BOTH}",
    ]


def test_a_shared_signal_is_fine_when_both_say_so() -> None:
    loaded = load(
        one=footprint("one", "host, value: api.example, shared-with: [two]"),
        two=footprint("two", "host, value: api.example, shared-with: [one]"),
    )
    assert loaded.problems == ()
    assert [f.signals[0].shared_with for f in loaded.footprints] == [("two",), ("one",)]


def test_sharing_that_is_none_is_named() -> None:
    loaded = load(
        one=footprint("one", "host, value: api.example, shared-with: [two]"),
        two=footprint("two", "pypi, value: two"),
    )
    (problem,) = loaded.problems
    assert str(problem).startswith("footprints/one.yaml:5:5: host api.example is no signal of two.")


def test_the_same_name_in_two_registries_is_two_signals() -> None:
    loaded = load(
        one=footprint("one", "pypi, value: same"), two=footprint("two", "npm, value: same")
    )
    assert loaded.problems == ()


def test_the_same_call_with_other_arguments_is_another_signal() -> None:
    loaded = load(
        one=footprint("one", "call, value: client, argument: one"),
        two=footprint("two", "call, value: client, argument: two"),
    )
    assert loaded.problems == ()


@pytest.mark.parametrize(
    "name", ["Example.yaml", "example.yml", "a--b.yaml", "README.md", "-.yaml"]
)
def test_a_file_of_another_name_is_named(name: str) -> None:
    """A misspelt file must not look like a missing one."""
    loaded = load_footprints(Files({name: SOUND.encode(), "example.yaml": SOUND.encode()}))
    (problem,) = loaded.problems
    assert problem.file == f"footprints/{name}"


def test_a_folder_among_footprints_is_named() -> None:
    loaded = load_footprints(Files({"example.yaml": SOUND.encode()}, below=("more",)))
    (problem,) = loaded.problems
    assert problem.file == "footprints/more"


def test_a_folder_without_footprints_passes_nothing(tmp_path: Path) -> None:
    """A gate that knows no tool would find none."""
    for source in (Files({}), Files({".gitkeep": b""}), FolderSource(tmp_path)):
        (problem,) = load_footprints(source).problems
        assert problem.message == "There is no footprint here."


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.yaml").write_text(SOUND, encoding="utf-8")
    (tmp_path / "footprints").mkdir()
    (tmp_path / "footprints/example.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    (problem,) = load_footprints(FolderSource(tmp_path)).problems
    assert "symbolic link" in problem.message


def test_a_file_that_vanishes_is_named() -> None:
    class Vanishing(Files):
        def read(self, path: str) -> bytes | None:
            del path
            return None

    (problem,) = load_footprints(Vanishing({"example.yaml": b""})).problems
    assert problem.message == "The file is gone."


def test_the_others_are_read_beside_a_broken_one() -> None:
    loaded = load(broken="format: 1", example=SOUND)
    assert [footprint.id for footprint in loaded.footprints] == ["example"]
    assert {problem.file for problem in loaded.problems} == {"footprints/broken.yaml"}


def test_a_broken_footprint_is_no_missing_one() -> None:
    """Of a file with a mistake one hears that mistake, and not that the tool is unknown."""
    for wrong in (footprint("wrong", "file, value: ../secret"), "format: 2"):
        loaded = load(wrong=wrong, example=footprint("example", "pypi, value: x, through: wrong"))
        assert {problem.file for problem in loaded.problems} == {"footprints/wrong.yaml"}


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
@settings(deadline=None, max_examples=200)
def test_any_bytes_end_in_problems(content: bytes) -> None:
    loaded = load_footprints(Files({"example.yaml": content}))
    assert loaded.problems
    assert loaded.footprints == ()


@given(st.integers(0, len(REAL) - 1), st.binary(max_size=6), st.integers(0, 12))
@settings(deadline=None, max_examples=60)
def test_a_damaged_footprint_never_raises(place: int, new: bytes, cut: int) -> None:
    damaged = REAL[:place] + new + REAL[place + cut :]
    loaded = load_footprints(Files({"azure-openai.yaml": damaged, "example.yaml": SOUND.encode()}))
    # It names openai, which is not here.
    assert loaded.problems
    assert all(problem.message and problem.fix for problem in loaded.problems)


def test_a_file_of_mistakes_is_refused_in_time() -> None:
    """Half a mebibyte of mistakes is named up to a bound."""
    body = "".join("  - {kind: file, value: ../x}\n" for _ in range(15_000))
    began = time.process_time()
    loaded = load(example=footprint("example") + body)
    assert loaded.problems
    assert time.process_time() - began < 60
