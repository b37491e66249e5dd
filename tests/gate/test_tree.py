"""Which files are looked at: what Git tracks, less what a rule passes over, and never outside."""

import os
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inwriting.gate import tree as words
from inwriting.gate.file_contents import everything, open_plain
from inwriting.gate.skipping import BUNDLED, VENDORED, SkipRules
from inwriting.gate.tree import File, Tree
from tests.gate.trees import lay, looked_at, tracked
from tests.repositories import git


def test_git_decides_which_files_there_are(tmp_path: Path) -> None:
    root = tracked(tmp_path, {"a.py": "", "sub/b.py": "", ".gitignore": "ignored.py\n"})
    lay(root, {"ignored.py": "", "new.py": ""})
    tree = Tree(root)
    assert looked_at(tree) == [".gitignore", "a.py", "sub/b.py"]
    assert tree.listed_by == "git"


def test_what_git_does_not_ignore_counts_when_asked_for(tmp_path: Path) -> None:
    root = tracked(tmp_path, {"a.py": "", ".gitignore": "ignored.py\n"})
    lay(root, {"ignored.py": "", "new.py": ""})
    assert looked_at(Tree(root, untracked=True)) == [".gitignore", "a.py", "new.py"]


def test_a_folder_of_a_repository_is_looked_at_alone(tmp_path: Path) -> None:
    root = tracked(tmp_path, {"a.py": "", "sub/b.py": "", "sub/deep/c.py": ""})
    assert looked_at(Tree(root / "sub")) == ["b.py", "deep/c.py"]


def test_without_git_every_file_in_the_folder_counts(tmp_path: Path) -> None:
    root = lay(tmp_path, {"a.py": "", "sub/b.py": "", "node_modules/x/index.js": ""})
    tree = Tree(root)
    assert looked_at(tree) == ["a.py", "sub/b.py"]
    assert tree.listed_by == "folder"
    reason = "folders not entered: packages that were installed (node_modules)"
    assert dict(tree.skipped) == {reason: 1}


def test_where_git_cannot_answer_every_file_counts_and_that_is_said(tmp_path: Path) -> None:
    root = tracked(tmp_path, {"a.py": ""})
    (root / ".git/index").write_bytes(b"no index at all")
    lay(root, {"new.py": ""})
    tree = Tree(root)
    assert looked_at(tree) == ["a.py", "new.py"]
    assert tree.listed_by == "folder"
    (said,) = tree.unread
    assert (said.file, said.blocks) == (".git", True)
    assert "Git could not list the files" in said.reason


def test_a_root_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError):
        Tree(tmp_path / "missing")


def test_a_file_that_git_tracks_and_that_is_gone_is_counted(tmp_path: Path) -> None:
    root = tracked(tmp_path, {"a.py": "", "b.py": ""})
    (root / "a.py").unlink()
    (root / "b.py").unlink()
    (root / "b.py").mkdir()
    tree = Tree(root)
    assert looked_at(tree) == []
    assert dict(tree.skipped) == {words.GONE: 2}


def test_a_sparse_checkout_is_never_clean(tmp_path: Path) -> None:
    root = tracked(tmp_path, {"a.py": "", "b.py": "", "node_modules/c.js": ""})
    git(root, "commit", "-q", "-m", "x")
    git(root, "update-index", "--skip-worktree", "a.py", "node_modules/c.js")
    (root / "a.py").unlink()
    (root / "node_modules/c.js").unlink()
    tree = Tree(root)
    assert looked_at(tree) == ["b.py"]
    (said,) = tree.unread
    assert (said.file, said.blocks) == ("a.py", True)


def test_a_file_that_is_being_merged_counts_once(tmp_path: Path) -> None:
    root = tracked(tmp_path, {"a.py": "1\n"})
    git(root, "commit", "-q", "-m", "x")
    git(root, "checkout", "-q", "-b", "other")
    lay(root, {"a.py": "2\n"})
    git(root, "commit", "-q", "-a", "-m", "y")
    git(root, "checkout", "-q", "main")
    lay(root, {"a.py": "3\n"})
    git(root, "commit", "-q", "-a", "-m", "z")
    with pytest.raises(Exception, match="merge"):
        git(root, "merge", "other")
    assert looked_at(Tree(root)) == ["a.py"]


def test_submodules_are_named_and_counted(tmp_path: Path) -> None:
    inner = tracked(tmp_path / "inner", {"x.py": ""})
    git(inner, "commit", "-q", "-m", "x")
    root = tracked(tmp_path / "root", {"a.py": ""})
    git(root, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner), "lib/inner")
    tree = Tree(root)
    assert looked_at(tree) == [".gitmodules", "a.py"]
    assert dict(tree.skipped) == {words.SUBMODULE: 1}
    (said,) = tree.unread
    assert (said.file, said.blocks) == ("lib/inner", False)


def test_links_are_followed_to_files_of_the_tree_alone(tmp_path: Path) -> None:
    outside = lay(tmp_path / "outside", {"secret.py": "import openai"}) / "secret.py"
    root = lay(tmp_path / "root", {"real/a.py": "x = 1\n"})
    links = {
        "inside.py": "real/a.py",
        "out.py": str(outside),
        "up.py": "../outside/secret.py",
        "nowhere.py": "missing.py",
        "circle.py": "circle2.py",
        "circle2.py": "circle.py",
        "folder": "real",
        "self": ".",
        "config": ".git/config",
    }
    for name, target in links.items():
        (root / name).symlink_to(target)
    git(root, "init", "-q")
    git(root, "add", "-A")
    found = {file.path: file for file in Tree(root).files()}
    assert set(found) == {"real/a.py", *links}
    assert found["inside.py"] == File("inside.py", 6, target="real/a.py")
    closed = {path: file.closed for path, file in found.items() if file.closed}
    assert closed == {
        "out.py": words.LINK_OUT,
        "up.py": words.LINK_OUT,
        "config": words.LINK_OUT,
        "nowhere.py": words.LINK_NOWHERE,
        "circle.py": words.LINK_NOWHERE,
        "circle2.py": words.LINK_NOWHERE,
        "folder": words.LINK_FOLDER,
        "self": words.LINK_FOLDER,
    }


def test_a_walked_folder_enters_no_link(tmp_path: Path) -> None:
    root = lay(tmp_path / "root", {"sub/a.py": ""})
    (root / "sub/again").symlink_to("..")
    (root / "etc").symlink_to("/etc")
    assert looked_at(Tree(root)) == ["sub/a.py"]


def test_a_tracked_folder_that_became_a_link_is_not_entered(tmp_path: Path) -> None:
    outside = lay(tmp_path / "outside", {"a.py": "import openai"})
    root = tracked(tmp_path / "root", {"sub/deep/a.py": ""})
    (root / "sub/deep/a.py").unlink()
    (root / "sub/deep").rmdir()
    (root / "sub/deep").symlink_to(outside)
    tree = Tree(root)
    assert looked_at(tree) == []
    assert dict(tree.skipped) == {words.BEHIND_LINK: 1}


def test_pipes_and_sockets_are_never_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The path of a socket may not be long.
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.py")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.py")
        closed = {file.path: file.closed for file in Tree(tmp_path).files()}
    assert closed == {"pipe.py": words.SPECIAL, "socket.py": words.SPECIAL}


NAMES = [
    b"new\nline.py",
    b"\x1b[31mred.py",
    b'tab\tquote".py',
    b"back\\slash.py",
    b"latin-\xe9.py",
    b"-option.py",
    b" .py",
    "\u202egnp.py".encode(),
]


@pytest.mark.parametrize("with_git", [True, False])
def test_every_name_that_a_file_can_have_is_kept(tmp_path: Path, with_git: bool) -> None:
    for name in NAMES:
        with open(os.fsencode(tmp_path) + b"/" + name, "wb"):  # noqa: PTH123 - names are bytes.
            pass
    if with_git:
        git(tmp_path, "init", "-q")
        git(tmp_path, "add", "-A")
    found = looked_at(Tree(tmp_path))
    assert sorted(map(os.fsencode, found)) == sorted(NAMES)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("src/a.py", ""),
        ("node_modules/a/index.js", "packages that were installed (node_modules)"),
        ("web/Node_Modules/a.js", "packages that were installed (node_modules)"),
        ("third_party/a/b.py", "code of others (third_party)"),
        ("pip/_vendor/a.py", "code of others (_vendor)"),
        (".venv/lib/site-packages/a.py", "packages that were installed (.venv)"),
        ("a/.ipynb_checkpoints/b.ipynb", "what a program made (.ipynb_checkpoints)"),
        ("tests/cassettes/a.yaml", "what a program made (cassettes of recorded traffic)"),
        ("static/app.min.js", "minified"),
        ("static/APP.MIN.JS", "minified"),
        ("api/chat_pb2.py", "what a program made (protocol buffers)"),
        ("api/chat.pb.go", "what a program made (protocol buffers)"),
        ("dist/index.js", BUNDLED),
        ("packages/a/dist/main.cjs", BUNDLED),
        ("dist/deploy.py", ""),
        ("distribution/index.js", ""),
        ("src/com/acme/vendor/Vendor.java", ""),
        ("vendor/github.com/a/b.go", VENDORED),
        ("app/vendor/autoload.php", VENDORED),
        ("lib/vendor/own.py", ""),
    ],
)
def test_rules(path: str, reason: str) -> None:
    there = {"go.mod", "app/vendor/autoload.php"}
    assert SkipRules(there.__contains__).file(path) == reason


_PARTS = st.lists(
    st.one_of(
        st.sampled_from(["node_modules", "vendor", "dist", "src", ".git", "a.min.js", "x_pb2.py"]),
        st.text(min_size=1).filter(lambda part: "/" not in part),
    ),
    min_size=1,
    max_size=6,
)


@given(_PARTS, st.booleans())
def test_a_rule_holds_for_everything_below(parts: list[str], vendored: bool) -> None:
    rules = SkipRules(lambda _path: vendored)
    folder = "/".join(parts)
    reason = rules.folder(folder)
    # The order of questions does not matter, and what lies below is never looked at alone.
    assert SkipRules(lambda _path: vendored).folder(folder) == reason
    assert rules.folder(f"{folder}/below") in ({reason} if reason else {""})
    if reason:
        assert rules.file(f"{folder}/file.py") == reason


@given(st.text(), st.text())
def test_nothing_is_passed_over_without_a_name_that_a_rule_has(folder: str, name: str) -> None:
    path = f"{folder}/{name}" if folder else name
    if SkipRules(lambda _path: False).file(path):
        low = path.lower()
        told = ("modules", "components", "packages", "third", "_vendor", "pods", "carthage", ".")
        assert any(word in low for word in (*told, "dist", "pb", "cassettes", "__"))


def test_a_folder_that_cannot_be_listed_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = lay(tmp_path, {"a.py": "", "closed/b.py": ""})
    really = os.scandir

    def refusing(place: Path) -> object:
        if Path(place).name == "closed":
            raise PermissionError(13, "Permission denied")
        return really(place)

    # Who may read everything, as root may, needs another way to meet a folder that is closed.
    monkeypatch.setattr(os, "scandir", refusing)
    tree = Tree(root)
    assert looked_at(tree) == ["a.py"]
    (said,) = tree.unread
    assert (said.file, said.reason, said.blocks) == (
        "closed",
        "cannot be read: Permission denied",
        True,
    )


def test_a_tracked_name_that_no_file_here_can_have_is_said(tmp_path: Path) -> None:
    root = tracked(tmp_path, {"a.py": ""})
    name = f"{'x' * 300}.py"
    empty = git(root, "hash-object", "-w", "a.py").strip()
    git(root, "update-index", "--add", "--cacheinfo", f"100644,{empty},{name}")
    tree = Tree(root)
    assert looked_at(tree) == ["a.py"]
    (said,) = tree.unread
    assert (said.file, said.blocks) == (name, True)
    assert said.reason.startswith("cannot be read: ")


def test_a_link_to_a_pipe_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link.py").symlink_to("pipe")
    closed = {file.path: file.closed for file in Tree(tmp_path).files()}
    assert closed == {"link.py": words.SPECIAL, "pipe": words.SPECIAL}


def test_what_took_the_place_of_a_file_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="not a plain file any more"):
        open_plain(str(tmp_path / "pipe"))


@pytest.mark.parametrize("expected", [0, 5, 11, 12, 13, 5_000])
def test_a_file_that_grew_or_shrank_is_read_whole(tmp_path: Path, expected: int) -> None:
    (tmp_path / "a.py").write_bytes(b"import openai")
    handle = open_plain(str(tmp_path / "a.py"))
    try:
        assert everything(handle, expected) == b"import openai"
    finally:
        os.close(handle)


def test_a_file_that_grows_without_end_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "a.py").open("wb") as file:
        file.truncate(4 << 20)
    handle = open_plain(str(tmp_path / "a.py"))
    try:
        with pytest.raises(OSError, match="grows while it is read"):
            everything(handle, 1_000)
    finally:
        os.close(handle)
