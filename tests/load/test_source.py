"""The register on another commit, read with a real Git; and evidence folders."""

import subprocess
from pathlib import Path

import pytest

from inwriting.register.load.document_texts import TextState, open_locker
from inwriting.register.load.files import load_file
from inwriting.register.load.problem import UnusableInputError
from inwriting.register.load.source import FolderSource, commit_source
from inwriting.texts.passages import digest_of_bytes


def _git(root: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=Case", "-c", "user.email=case@test.example")
    done = subprocess.run(
        ["git", "-C", str(root), *identity, *arguments], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose register lies in a folder of it, as a team may keep it."""
    root = tmp_path / "repository"
    (root / "register/vendors/acme/evidence").mkdir(parents=True)
    (root / "register/policy").mkdir()
    (root / "vendors/outside").mkdir(parents=True)
    (root / "vendors/outside/dossier.yaml").write_text("not ours")
    (root / "register/policy/policy.yaml").write_text("policy")
    (root / "register/vendors/acme/dossier.yaml").write_text("before")
    (root / "register/vendors/acme/evidence/ümlaut and space.md").write_text("text")
    (root / "register/vendors/acme/link.yaml").symlink_to("dossier.yaml")
    _git(root, "init", "-q", "-b", "main")
    _git(root, "add", ".")
    _git(root, "commit", "-qm", "before")
    (root / "register/vendors/acme/dossier.yaml").write_text("after")
    return root


def test_a_commit_is_read_without_a_checkout(repository: Path) -> None:
    """The base has its own bytes, whatever the work tree holds now."""
    source = commit_source(repository / "register", "main", ("vendors", "policy"))
    assert source.read("vendors/acme/dossier.yaml") == b"before"
    assert source.read("policy/policy.yaml") == b"policy"
    assert source.folders("vendors") == ("acme",)
    assert source.files("vendors/acme") == ("dossier.yaml",)
    assert source.files("vendors/acme/evidence") == ("ümlaut and space.md",)
    assert source.read("vendors/acme/link.yaml") is None
    assert source.read("vendors/nobody/dossier.yaml") is None


@pytest.mark.parametrize("reference", ["no-such-branch", "", "  ", "--upload-pack=x", "-q"])
def test_a_commit_that_is_not_there_is_said(repository: Path, reference: str) -> None:
    """A base that cannot be shown is unusable input, never an empty base."""
    with pytest.raises(UnusableInputError) as caught:
        commit_source(repository / "register", reference, ("vendors",))
    assert caught.value.problems[0].fix


def test_a_folder_without_git_is_said(tmp_path: Path) -> None:
    """Outside any repository there is no base."""
    with pytest.raises(UnusableInputError):
        commit_source(tmp_path, "main", ("vendors",))


def test_symbolic_links_are_not_followed(repository: Path) -> None:
    """A link could lead out of the register."""
    source = FolderSource(repository / "register")
    loaded = load_file(source, "vendors/acme/link.yaml", "dossier")
    assert loaded is not None
    assert "symbolic link" in loaded.problems[0].message
    (repository / "register/vendors/linked").symlink_to(repository / "register/vendors/acme")
    assert source.folders("vendors") == ("acme",)
    assert "linked" in source.files("vendors")


def test_a_folder_in_the_place_of_a_file_is_said(tmp_path: Path) -> None:
    """What cannot be read is a problem and no missing file."""
    (tmp_path / "use.yaml").mkdir()
    loaded = load_file(FolderSource(tmp_path), "use.yaml", "use")
    assert loaded is not None
    assert "cannot be read" in loaded.problems[0].message


def test_an_evidence_folder_that_is_missing_is_said(tmp_path: Path) -> None:
    """A locker that was named and is not there is not an empty one."""
    with pytest.raises(UnusableInputError):
        open_locker((tmp_path / "nowhere",))


def test_texts_are_found_by_their_bytes(tmp_path: Path) -> None:
    """A file's name proves nothing; a text that is no UTF-8 is said to be unreadable."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/any-name.txt").write_bytes(b"words")
    (tmp_path / "bytes.bin").write_bytes(b"\xff\xfe")
    (tmp_path / "link").symlink_to("/etc/passwd")
    locker = open_locker((tmp_path,))
    assert locker.find(digest_of_bytes(b"words")).text == "words"
    assert locker.find(digest_of_bytes(b"\xff\xfe")).state is TextState.UNREADABLE
    assert locker.find(digest_of_bytes(b"other")).state is TextState.NOT_AT_HAND
    assert len(locker.by_digest) == 2
