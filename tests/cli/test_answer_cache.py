"""An answer that is kept is told again only while nothing moved that it came from."""

import os
import re
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from inwriting.cli import answer_cache
from inwriting.cli.answer_cache import cached_answer
from inwriting.texts.locker.location import locker_at
from tests.cli import command
from tests.cli.asker import MARK, QUESTION, Asker


def _replaced(name: str, old: str, new: str) -> Callable[[Path], object]:
    def edit(root: Path) -> None:
        text = (root / name).read_text(encoding="utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new), encoding="utf-8")

    return edit


def _unseen(root: Path) -> None:
    """Change a file and leave its size and time of writing as they were."""
    path = root / "vendors/acme/use.yaml"
    before = path.stat()
    _replaced("vendors/acme/use.yaml", "Drafting.", "Chatting.")(root)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _linked(root: Path) -> None:
    (root / "vendors/new").symlink_to("mute")


def _all_linked(root: Path) -> None:
    (root / "vendors").rename(root / "other")
    (root / "vendors").symlink_to("other")


EDITS: dict[str, Callable[[Path], object]] = {
    "dossier": _replaced("vendors/acme/dossier.yaml", "says: never", "says: permitted"),
    "use": _replaced("vendors/acme/use.yaml", "confidential", "public"),
    "use, unseen": _unseen,
    "no use": lambda root: (root / "vendors/acme/use.yaml").unlink(),
    "evidence": _replaced("vendors/acme/evidence/agreement.md", "Acme", "Nobody"),
    "approvals": lambda root: (root / "vendors/acme/approvals.yaml").write_text("format: 2\n"),
    "another vendor": _replaced("vendors/mute/dossier.yaml", "Mute Chat", "Mute Talk"),
    "a vendor goes": lambda root: shutil.rmtree(root / "vendors/mute"),
    "a vendor comes": lambda root: shutil.copytree(root / "vendors/mute", root / "vendors/new"),
    "a vendor is a link": _linked,
    "policy": _replaced("policy/policy.yaml", "clause 3", "clause 4"),
    "questions": lambda root: (root / "policy/questions.yaml").touch(),
    "frameworks": lambda root: (root / "policy/frameworks.yaml").unlink(),
    "drift": lambda root: (root / "policy/drift.yaml").write_text("format: 1\n"),
    "a check": _replaced("checks/redaction_required.py", "redact", "blacken"),
    "a check goes": lambda root: (root / "checks/redaction_required.py").unlink(),
    "no checks": lambda root: shutil.rmtree(root / "checks"),
    "no policy": lambda root: (root / "policy").rename(root / "politics"),
    "vendors are a link": _all_linked,
}


@pytest.mark.parametrize("name", EDITS)
def test_a_register_that_changed_is_asked_anew(asker: Asker, name: str) -> None:
    asker.begin()
    EDITS[name](asker.root)
    expected = asker.truth()
    for _ in range(2):
        assert asker.ask() == expected


OTHERS = [
    ["ask", "trainly/chat", *QUESTION[2:]],
    ["ask", "acme/desk", "--data", "internal", "--team", "advice"],
    ["ask", "acme/desk", "--data", "confidential", "--team", "sales"],
    ["ask", "acme/desk", "--data", "confidential"],
    [*QUESTION, "--client", "shy-bank"],
    [*QUESTION, "--region", "us"],
    [*QUESTION, "--format", "json"],
    [*QUESTION, "--format=json"],
    [*QUESTION, "--as-of", "2026-06-01"],
    [*QUESTION, "--root", "."],
    [*QUESTION, "--evidence", "policy"],
]


@pytest.mark.parametrize("question", OTHERS, ids=lambda q: " ".join(q[1:]))
def test_another_question_is_another(asker: Asker, question: list[str]) -> None:
    """And is kept by itself."""
    asker.begin()
    first = asker.ask(question=question)
    assert first == asker.truth(question=question)
    assert first[0] != MARK
    assert asker.ask(question=question) == first
    asker.mark()
    assert asker.ask(question=question) == (MARK, first[1])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("INWRITING_EVIDENCE", "policy"),
        ("INWRITING_LOCKER", "policy"),
        ("NO_COLOR", "1"),
        ("TERM", "dumb"),
        ("GITHUB_WORKSPACE", "/"),
        ("CI_PROJECT_DIR", "/"),
    ],
)
def test_in_other_circumstances_it_is_asked_anew(
    asker: Asker, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    asker.begin()
    monkeypatch.setenv(name, value)
    assert asker.ask() == asker.truth()


def test_another_day_folder_python_or_library(
    asker: Asker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asker.begin("--root", "../register")
    now = time.gmtime
    with monkeypatch.context() as patched:
        patched.setattr(time, "gmtime", lambda: now(time.time() + 86_400))
        assert asker.ask("--root", "../register")[0] != MARK
    with monkeypatch.context() as patched:
        patched.setattr(sys, "version", "another")
        assert asker.ask("--root", "../register")[0] != MARK
    with monkeypatch.context() as patched:
        (tmp_path / "libraries/some-1.0.dist-info").mkdir(parents=True)
        patched.syspath_prepend(str(tmp_path / "libraries"))
        assert asker.ask("--root", "../register")[0] != MARK
    shutil.copytree(asker.root, tmp_path / "elsewhere/register")
    (tmp_path / "elsewhere/here").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere/here")
    assert asker.ask("--root", "../register")[0] != MARK
    monkeypatch.chdir(asker.root)
    assert asker.ask("--root", "../register")[0] == MARK


@pytest.mark.parametrize("folder", ["package", "schemas"])
def test_another_state_of_the_tool(
    asker: Asker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: str
) -> None:
    own = answer_cache._own_folders()
    assert [Path(name).name for name in own] == ["inwriting", "schemas", "checks"]
    copies = [shutil.copytree(name, tmp_path / f"own{n}") for n, name in enumerate(own)]
    monkeypatch.setattr(answer_cache, "_own_folders", lambda: [str(copy) for copy in copies])
    asker.begin()
    (copies[0] / "register/decide/__pycache__").mkdir(exist_ok=True)
    place = copies[0] / "exit_codes.py" if folder == "package" else copies[1] / "use.schema.json"
    place.touch()
    assert asker.ask()[0] != MARK


@pytest.mark.parametrize("how", ["option", "environment", "an empty option", "compiled"])
def test_texts_elsewhere_that_changed(
    asker: Asker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, how: str
) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    options = ["--root", str(asker.root)]
    if how == "option":
        options += ["--evidence", "../texts"]
    elif how == "environment":
        monkeypatch.setenv("INWRITING_EVIDENCE", f"{os.pathsep}../texts")
    else:
        # It stands for the folder in which one is.
        monkeypatch.chdir(texts)
        options += ["--evidence="]
    if how == "compiled":
        texts /= "__pycache__"
        texts.mkdir()
    asker.begin(*options)
    (texts / "terms.md").write_text("Any text.", encoding="utf-8")
    assert asker.ask(*options) == asker.truth(*options)


def test_a_locker_that_comes_and_changes(asker: Asker, tmp_path: Path) -> None:
    asker.begin()
    locker = tmp_path / "data/inwriting/locker"
    locker_at(str(locker), tmp_path).begin()
    assert locker.is_dir()
    assert asker.ask()[0] != MARK
    asker.mark()
    assert asker.ask()[0] == MARK
    (locker / "new").write_bytes(b"")
    assert asker.ask()[0] != MARK


def test_what_changed_just_now_is_not_believed(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = max(path.lstat().st_ctime_ns for path in asker.root.rglob("*"))
    monkeypatch.setattr(time, "time_ns", lambda: newest + 10**9)
    assert cached_answer(QUESTION) is None


def test_a_register_with_the_checks_of_the_tool_is_answered_at_once(asker: Asker) -> None:
    shutil.rmtree(asker.root / "checks")
    text = (asker.root / "policy/policy.yaml").read_text("utf-8")
    names = [path.stem.replace("_", "-") for path in (command.ROOT / "checks").glob("*.py")]
    listed = f"from: shipped\n  list: [{', '.join(names)}]\n"
    text = re.sub(r"from: folder\n  list:\n(    - .*\n)+", listed, text)
    (asker.root / "policy/policy.yaml").write_text(text, "utf-8")
    asker.begin()
    (asker.root / "checks").mkdir()
    assert asker.ask()[0] != MARK
