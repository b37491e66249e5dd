"""Clean-up never removes what any state of the register cites, and says what it would remove."""

import os
from pathlib import Path

import pytest

from inwriting.texts.locker.citations import UnknownCitationsError, cited
from inwriting.texts.locker.folder import FolderStore
from inwriting.texts.locker.store import path_of
from tests.cli.command import run
from tests.repositories import ACME, commit, git, repository


def put(store: FolderStore, text: str) -> str:
    """Put *text* in, as somebody did years ago."""
    digest = store.put(text.encode())
    os.utime(store.root / path_of(digest), (1, 1))
    return digest


def cite(root: Path, digest: str) -> None:
    """Name *digest* in a dossier: in a comment, for too much is kept rather than too little."""
    with (root / ACME).open("a", encoding="utf-8") as stream:
        stream.write(f"# {digest}\n")


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    made = FolderStore(tmp_path / "locker")
    made.begin()
    return made


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = repository(tmp_path / "register")
    commit(made, "first", 1)
    return made


def everywhere(root: Path, tmp_path: Path, store: FolderStore) -> dict[str, str]:
    """Cite a document in each place that a register can have; return their digests."""
    found = {}

    def new(name: str) -> str:
        found[name] = put(store, name)
        return found[name]

    cite(root, new("an earlier commit"))
    commit(root, "second", 2)
    git(root, "checkout", "-q", "HEAD~1", "--", ACME)
    cite(root, new("the newest commit"))
    commit(root, "third", 3)
    git(root, "checkout", "-q", "-b", "other")
    cite(root, new("another branch"))
    commit(root, "on another branch", 4)
    cite(root, new("a tag"))
    commit(root, "tagged", 5)
    git(root, "tag", "v1")
    git(root, "reset", "-q", "--hard", "HEAD~1")
    git(root, "checkout", "-q", "main")
    cite(root, new("a stash"))
    git(root, "stash", "push", "-q")
    cite(root, new("an older stash"))
    git(root, "stash", "push", "-q")
    git(root, "update-ref", "refs/remotes/origin/x", git(root, "rev-parse", "other"))
    git(root, "worktree", "add", "-q", "--detach", str(tmp_path / "tree"), "main")
    cite(tmp_path / "tree", new("a detached head"))
    commit(tmp_path / "tree", "detached", 6)
    cite(tmp_path / "tree", new("a file of another work tree"))
    cite(root, new("the index"))
    git(root, "add", "-A")
    git(root, "show", f"HEAD:{ACME}")
    (root / ACME).write_text(git(root, "show", f"HEAD:{ACME}") + "\n", encoding="utf-8")
    cite(root, new("an uncommitted file"))
    (root / "vendors" / "fresh").mkdir()
    (root / "vendors" / "fresh" / "dossier.yaml").write_text(
        f"<<<<<<< broken\n  {new('a file that Git does not know and nobody can parse')}", "utf-8"
    )
    return found


def test_what_is_cited_anywhere_stays(root: Path, tmp_path: Path, store: FolderStore) -> None:
    places = everywhere(root, tmp_path, store)
    loose = put(store, "cited by nobody")
    done = run(["locker", "clean", "--locker", str(store.root), "--delete"], root)
    assert done.returncode == 0, done.stderr
    assert "1 objects removed" in done.stdout
    assert {entry.digest for entry in store.entries()} == set(places.values())
    assert store.find(loose) is None


def test_history_may_be_forgotten_and_no_branch_is(
    root: Path, tmp_path: Path, store: FolderStore
) -> None:
    places = everywhere(root, tmp_path, store)
    command = ["locker", "clean", "--locker", str(store.root), "--delete", "--forget-history"]
    assert run(command, root).returncode == 0
    left = {entry.digest for entry in store.entries()}
    gone = {name for name, digest in places.items() if digest not in left}
    assert gone == {"an earlier commit"}


def test_without_delete_nothing_goes(root: Path, store: FolderStore) -> None:
    digest = put(store, "cited by nobody")
    done = run(["locker", "clean", "--locker", str(store.root)], root)
    assert done.returncode == 0
    assert digest in done.stdout
    assert "Add --delete to remove them" in done.stdout
    assert store.find(digest) is not None


def test_what_is_young_stays(root: Path, store: FolderStore) -> None:
    digest = store.put(b"its branch is on another machine still")
    done = run(["locker", "clean", "--locker", str(store.root), "--delete"], root)
    assert "1 not cited and younger than 90 days" in done.stdout
    assert store.find(digest) is not None


def test_another_register_may_use_the_locker_too(
    root: Path, tmp_path: Path, store: FolderStore
) -> None:
    other = repository(tmp_path / "other")
    digest = put(store, "cited by the other register")
    cite(other, digest)
    commit(other, "cites", 1)
    command = ["locker", "clean", "--locker", str(store.root), "--delete"]
    assert "0 objects removed" in run([*command, "--also", str(other)], root).stdout
    assert store.find(digest) is not None


def test_where_branches_cannot_be_seen_nothing_is_removed(
    root: Path, tmp_path: Path, store: FolderStore
) -> None:
    digest = put(store, "cited by a branch that is not here")
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{root}", "shallow")
    (tmp_path / "plain" / "vendors").mkdir(parents=True)
    for place, words in (("shallow", "shallow"), ("plain", "complete clone")):
        command = ["locker", "clean", "--locker", str(store.root), "--delete"]
        done = run(command, tmp_path / place)
        assert done.returncode == 2
        assert words in done.stderr
        with pytest.raises(UnknownCitationsError):
            cited(tmp_path / place, history=True)
    assert store.find(digest) is not None


def test_a_commit_that_is_broken_stops_the_cleaning(root: Path, store: FolderStore) -> None:
    put(store, "cited by what cannot be read")
    blob = git(root, "rev-parse", f"HEAD:{ACME}")
    place = root / ".git" / "objects" / blob[:2] / blob[2:]
    place.chmod(0o644)
    place.write_bytes(b"rubbish")
    done = run(["locker", "clean", "--locker", str(store.root), "--delete"], root)
    assert done.returncode == 2
    assert len(store.entries()) == 1


def test_a_file_that_is_only_staged_and_gone_stops_the_cleaning(
    root: Path, store: FolderStore
) -> None:
    put(store, "cited by what is not there")
    git(root, "update-index", "--add", "--cacheinfo", f"100644,{'1' * 40},vendors/lost.yaml")
    with pytest.raises(UnknownCitationsError, match="Git cannot tell"):
        cited(root, history=False)
    done = run(["locker", "clean", "--locker", str(store.root), "--delete"], root)
    assert done.returncode == 2
    assert len(store.entries()) == 1


def test_a_tag_may_name_a_file_and_a_work_tree_may_have_no_commit(
    root: Path, tmp_path: Path, store: FolderStore
) -> None:
    digest = put(store, "cited by a file that only a tag names")
    (root / "note.yaml").write_text(digest, encoding="utf-8")
    git(root, "tag", "note", git(root, "hash-object", "-w", "note.yaml"))
    (root / "note.yaml").unlink()
    git(root, "worktree", "add", "-q", "--detach", str(tmp_path / "tree"), "main")
    git(tmp_path / "tree", "checkout", "-q", "--orphan", "empty")
    assert digest in cited(root, history=False)
    assert digest in cited(root, history=True)


def test_a_dossier_that_cannot_be_read_stops_the_cleaning(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    # Who may read everything, as root may, needs another way to meet a file that is closed.
    monkeypatch.setattr(Path, "read_bytes", refusing)
    with pytest.raises(UnknownCitationsError, match="cannot be read: Permission denied"):
        cited(root, history=False)


def test_without_git_nothing_is_removed(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    with pytest.raises(UnknownCitationsError, match="Git cannot tell"):
        cited(root, history=True)


def test_list_and_verify(root: Path, store: FolderStore) -> None:
    assert run(["locker", "list", "--locker", str(store.root)], root).returncode == 3
    digest = put(store, "Terms")
    cite(root, digest)
    listed = run(["locker", "list", "--locker", str(store.root)], root)
    assert listed.stdout.startswith(digest)
    assert "cited" in listed.stdout
    command = ["locker", "verify", "--locker", str(store.root)]
    assert run(command, root).stdout == "1 objects read, 0 altered or missing.\n"
    (store.root / path_of(digest)).write_bytes(b"other")
    done = run(command, root)
    assert done.returncode == 1
    assert "was altered in the locker" in done.stderr


@pytest.mark.parametrize("command", ["list", "verify", "clean"])
def test_a_locker_that_is_not_there_is_said(command: str, root: Path, tmp_path: Path) -> None:
    done = run(["locker", command, "--locker", str(tmp_path / "nowhere")], root)
    assert done.returncode == 2
    assert "There is no locker here" in done.stderr


def test_a_locker_is_made_outside_the_registers_git(root: Path, tmp_path: Path) -> None:
    for inside in ("locker", "vendors/acme/evidence/locker", f"git:{root}", f"git:{root}/.git"):
        done = run(["locker", "new", inside], root)
        assert done.returncode == 2, inside
        assert "never enter the register's Git" in done.stderr
    assert run(["locker", "new", str(tmp_path / "outside")], root).returncode == 0
    again = run(["locker", "new", str(tmp_path / "outside")], root)
    assert again.stdout.startswith("Already there")
    assert run(["locker", "new", f"git:{tmp_path}/locker.git"], root).returncode == 0
