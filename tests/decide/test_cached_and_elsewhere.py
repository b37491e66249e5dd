"""What a result rests on outside the vendor's own folder: others, texts elsewhere, the tool.

See `test_cached_results`, where each file of the register is changed in turn.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from inwriting.register.check.finding import Finding
from inwriting.register.check.run import run_on_register
from inwriting.register.decide import context
from inwriting.register.decide.evaluate import evaluate
from inwriting.register.load.document_texts import LockerPlace
from inwriting.texts.locker.location import locker_at
from tests.checks.cases import ROOT
from tests.decide.cached_register import (
    VENDORS,
    asked,
    begun,
    cached_in,
    edited,
    forget_the_register,
    make,
    mark,
    told,
    truth,
)

ALONE = VENDORS - {"away", "pupil"}
"""Those that do not rest on the text that is away."""


def _text(root: Path) -> bytes:
    return (root / "vendors/away/evidence/agreement.md").read_bytes()


def _judged(request: Any) -> frozenset[str]:
    """Return which vendors were cached; what is told must be true but for their names."""
    outcome = evaluate(request)
    cached = cached_in(outcome)
    first = told(outcome)
    for vendor in outcome.vendors:
        if vendor.name == "CACHED":
            name = "Acme" if vendor.id == "acme" else "Modelhouse"
            first = first.replace('"CACHED"', f'"{name}"', 1)
    assert first == truth(request)
    return cached


@pytest.mark.parametrize("route", ["by the register", "by content"])
def test_a_text_comes_to_a_folder_and_goes(tmp_path: Path, route: str) -> None:
    """Also for whoever falls back on the vendor whose text it is."""
    folder = tmp_path / "texts"
    folder.mkdir()
    root, file = begun(tmp_path, evidence=(folder,))
    request = asked(root, file, evidence=(folder,))
    before = truth(request)
    for content in (b"Other words.", _text(root), b"Other words."):
        was = truth(request)
        (folder / "any-name").write_bytes(content)
        moves = truth(request) != was
        if route == "by content":
            forget_the_register(file)
        assert _judged(request) == (ALONE if moves else VENDORS)
        mark(file)
    (folder / "any-name").unlink()
    assert _judged(request) == VENDORS
    assert truth(request) == before


@pytest.mark.parametrize("route", ["by the register", "by content"])
def test_a_locker_comes_and_its_texts_with_it(tmp_path: Path, route: str) -> None:
    """Nobody had named a locker before; now there is one and it holds the text."""
    root, file = begun(tmp_path)
    if route == "by content":
        forget_the_register(file)
    place = LockerPlace(str(tmp_path / "locker"), tmp_path / "mirrors")
    store = locker_at(place.location, place.mirrors)
    store.begin()
    request = asked(root, file, evidence=(place,))
    _judged(request)
    mark(file)
    store.put(_text(root))
    assert _judged(request) == ALONE
    mark(file)
    shutil.rmtree(tmp_path / "locker")
    store.begin()
    assert _judged(request) == ALONE


def test_two_registers_share_what_is_cached(tmp_path: Path) -> None:
    """Two checkouts hold the same follower and another Acme: each is told of its own."""
    one, file = begun(tmp_path)
    other = shutil.copytree(one, tmp_path / "other")
    edited(
        other / "vendors/acme/dossier.yaml",
        lambda data: data["statements"]["training-use"][0].update(says="permitted"),
    )
    for root in (one, other, one, other):
        request = asked(root, file)
        outcome = evaluate(request)
        expected = truth(request)
        names = [line for line in told(outcome).splitlines() if "CACHED" not in line]
        # Every finding in full, also of those of whom nothing was judged anew.
        assert set(names) <= set(expected.splitlines())
        assert len(names) + told(outcome).count("CACHED") == len(expected.splitlines())
    assert truth(asked(one, None)) != truth(asked(other, None))


def test_a_vendor_that_was_not_there_comes_and_goes(tmp_path: Path) -> None:
    """Somebody fell back on it all the while."""
    root, file = begun(tmp_path)
    edited(
        root / "vendors/follower/use.yaml",
        lambda data: data["offerings"]["api"]["fallback"].update(offerings=["ghost/api"]),
    )
    assert _judged(asked(root, file)) == VENDORS - {"follower"}
    for change in ("comes", "is broken", "goes"):
        mark(file)
        ghost = root / "vendors/ghost"
        if change == "comes":
            shutil.copytree(root / "vendors/solo", ghost)
        elif change == "is broken":
            (ghost / "dossier.yaml").write_text("format: 1\n", encoding="utf-8")
        else:
            shutil.rmtree(ghost)
        outcome = evaluate(asked(root, file))
        assert cached_in(outcome) == VENDORS - {"follower"}, change


def test_a_base_branch_that_moved(tmp_path: Path) -> None:
    """What is compared with another commit is judged anew where the commits differ."""
    root, file = begun(tmp_path)
    _commit(root, "-qm", "first", "--allow-empty")
    request = asked(root, file, base="HEAD")
    assert _judged(request) == frozenset()
    mark(file)
    assert _judged(request) == VENDORS
    for name, still_cached in (
        ("vendors/solo/dossier.yaml", VENDORS - {"solo"}),
        ("vendors/away/evidence/agreement.md", VENDORS - {"away"}),
        ("policy/policy.yaml", frozenset()),
    ):
        content = (root / name).read_bytes()
        (root / name).write_bytes(content + b"\n# Other.\n")
        _commit(root, "-qm", "other")
        # The register itself is as it was.
        (root / name).write_bytes(content)
        assert _judged(request) <= still_cached, name
        mark(file)
    # A commit that holds the same as another is the same, and none is another.
    assert _judged(asked(root, file, base="HEAD~1")) == VENDORS
    assert told(evaluate(asked(root, None))) == truth(asked(root, None))


def _commit(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Case", "-c", "user.email=case@test.example")
    for command in (("init", "-q"), ("add", "."), (*who, "commit", *arguments)):
        subprocess.run(["git", "-C", str(root), *command], check=True)


def test_a_library_of_another_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, file = begun(tmp_path)
    place = tmp_path / "libraries"
    place.mkdir()
    monkeypatch.syspath_prepend(str(place))
    assert cached_in(evaluate(asked(root, file))) == VENDORS
    (place / "some_library-1.0.dist-info").mkdir()
    assert cached_in(evaluate(asked(root, file))) == frozenset()
    mark(file)
    (place / "some_library-1.0.dist-info").rename(place / "some_library-1.1.dist-info")
    assert cached_in(evaluate(asked(root, file))) == frozenset()


@pytest.mark.parametrize("moved", ["policy/policy.yaml", "checks/evidence_not_at_hand.py"])
def test_what_is_written_while_it_is_read_is_not_cached(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moved: str
) -> None:
    """The old policy was read, and the new one must not be given what came of it."""
    root, file = make(tmp_path / "register"), tmp_path / "results.sqlite"
    old = (root / moved).read_bytes()
    new = old.replace(b"the policy is", b"the policy was").replace(b"is not at hand", b"is gone")
    new += b"\n# New.\n"

    def written_meanwhile(*arguments: Any) -> list[Finding]:
        (root / moved).write_bytes(new)
        return run_on_register(*arguments)

    with monkeypatch.context() as patched:
        patched.setattr(context, "run_on_register", written_meanwhile)
        first = evaluate(asked(root, file))
    (root / moved).write_bytes(old)
    assert told(first) == truth(asked(root, None))
    (root / moved).write_bytes(new)
    assert not file.exists()
    assert told(evaluate(asked(root, file))) == truth(asked(root, None))


STATE = "from inwriting.register.decide.tool_digest import tool_digest; print(tool_digest())"


@pytest.fixture(scope="module")
def tool(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the tool."""
    folder = tmp_path_factory.mktemp("tool")
    skipped = shutil.ignore_patterns("__pycache__")
    for name in ("src/inwriting", "schemas", "checks"):
        shutil.copytree(ROOT / name, folder / name, ignore=skipped)
    return folder


def _state(tool: Path) -> str:
    path = os.pathsep.join([str(tool / "src"), *sys.path])
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", STATE], env=environment, capture_output=True, check=True, text=True
    )
    return done.stdout


@pytest.mark.parametrize(
    "name",
    [
        "src/inwriting/register/decide/verdict.py",
        "src/inwriting/register/check/run.py",
        "src/inwriting/exit_codes.py",
        "schemas/dossier.schema.json",
    ],
)
def test_the_tools_own_code_is_part_of_its_state(tool: Path, name: str) -> None:
    before = _state(tool)
    content = (tool / name).read_bytes()
    (tool / name).write_bytes(content + b"\n")
    after = _state(tool)
    (tool / name).write_bytes(content)
    assert after != before
    assert _state(tool) == before


def test_what_an_editor_leaves_in_the_tools_folder_stops_nobody(tool: Path) -> None:
    """A lock of Emacs is a link that leads nowhere."""
    before = _state(tool)
    lock = tool / "src/inwriting/register/decide/.#verdict.py"
    lock.symlink_to("somebody@somewhere.1234")
    try:
        assert _state(tool) != before
    finally:
        lock.unlink()
