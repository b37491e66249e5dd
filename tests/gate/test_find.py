"""From a tree to its uses: what is read, what is counted, and what is said when it cannot be."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from inwriting.gate import read_file, tree_search, unread_kinds
from inwriting.gate.cache import ResultCache, tool_stamp
from inwriting.gate.compiled_footprints import CompiledFootprints
from inwriting.gate.file_reading import FileReading, TextFile
from inwriting.gate.find import find
from inwriting.gate.fingerprint import fingerprint
from inwriting.gate.footprints import SignalKind
from inwriting.gate.format import Format
from inwriting.gate.patterns import matches_file
from inwriting.gate.readers import FORMATS, Formats, reader_of
from inwriting.gate.tree import LINK_NOWHERE, LINK_OUT
from inwriting.gate.uses import TreeUses, UseRole
from tests.gate.trees import OPENAI, lay, tracked
from tests.repositories import git


def _tools(found: TreeUses) -> set[str]:
    return {use.tool for use in found.uses}


def test_a_use_is_found_with_its_place(tmp_path: Path, footprints: CompiledFootprints) -> None:
    root = tracked(tmp_path, {"src/a.py": OPENAI, "src/b.py": "x = 1\n", "README.md": "openai"})
    found = find(root, footprints)
    (use,) = [use for use in found.uses if use.tool == "openai"]
    assert use.established
    assert (use.role, use.spot.file, use.spot.line) == (UseRole.RUNTIME, "src/a.py", 1)
    looked = found.looked
    assert (looked.files, looked.size) == (2, len(OPENAI) + len("x = 1\n"))
    assert looked.read == (("Python source", 1),)
    assert looked.skipped == ((unread_kinds.PROSE, 1),)
    assert (looked.unread, looked.listed_by) == ((), "git")


def test_a_file_whose_name_is_a_sign_counts_whatever_it_holds(
    tmp_path: Path, footprints: CompiledFootprints
) -> None:
    root = tracked(
        tmp_path, {".cursorrules": "", "node_modules/x/.clinerules": "", "a.gguf": b"\0"}
    )
    (root / "CLAUDE.md").symlink_to("AGENTS.md")
    lay(root, {"AGENTS.md": ""})
    found = find(root, footprints, untracked=True)
    assert {"cursor", "claude-code"} <= _tools(found)
    assert "cline" not in _tools(found)
    assert {sign.kind for use in found.uses for sign in use.signs} == {SignalKind.FILE}


def test_a_tree_without_a_sign_has_no_use_and_reads_nothing(
    tmp_path: Path, footprints: CompiledFootprints
) -> None:
    root = tracked(tmp_path, {"a.py": "import os\n", "package.json": '{"name": "x"}'})
    found = find(root, footprints)
    assert found.uses == ()
    assert found.looked.read == ()
    assert found.looked.files == 2


def test_a_manifest_whose_names_are_escaped_is_read(
    tmp_path: Path, footprints: CompiledFootprints
) -> None:
    content = '{"dependencies": {"\\u006fpenai": "1"}}'
    assert _tools(find(tracked(tmp_path, {"package.json": content}), footprints)) == {"openai"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be-sig"])
@pytest.mark.parametrize("size", [0, read_file.LARGE + 10])
def test_every_encoding_that_a_file_names_is_read(
    tmp_path: Path, footprints: CompiledFootprints, encoding: str, size: int
) -> None:
    text = OPENAI + "# " + "a" * size + "\n"
    content = (
        b"\xfe\xff" + text.encode("utf-16-be")
        if encoding == "utf-16-be-sig"
        else text.encode(encoding)
    )
    found = find(tracked(tmp_path, {"a.py": content}), footprints)
    (use,) = found.uses
    assert (use.tool, use.spot.line, use.spot.column) == ("openai", 1, 6)


@pytest.mark.parametrize(
    "line", ["#!/usr/bin/env python3", "#!/usr/bin/python3.11 -u", "#! /usr/bin/env -S uv python"]
)
def test_a_script_says_in_its_first_line_what_it_is(
    tmp_path: Path, footprints: CompiledFootprints, line: str
) -> None:
    root = tracked(tmp_path, {"bin/run": f"{line}\n{OPENAI}", "LICENSE": "openai"})
    found = find(root, footprints)
    assert _tools(found) == {"openai"}
    assert found.looked.skipped == ((unread_kinds.OTHER, 1),)


def test_a_link_is_read_as_what_its_own_name_says(
    tmp_path: Path, footprints: CompiledFootprints
) -> None:
    root = tracked(tmp_path, {"pinned.in.list": "openai==1\n", "a.py": OPENAI})
    (root / "requirements.txt").symlink_to("pinned.in.list")
    (root / "b.py").symlink_to("a.py")
    found = find(root, footprints, untracked=True)
    files = {sign.spot.file for use in found.uses for sign in use.signs}
    assert files == {"a.py", "requirements.txt"}
    assert (tree_search.LINK_TWICE, 1) in found.looked.skipped


def test_minified_code_is_passed_over_and_counted(
    tmp_path: Path, footprints: CompiledFootprints
) -> None:
    line = 'import x from "openai";' + "var a=1;" * 5000
    root = tracked(tmp_path, {"public/app.js": line, "src/own.js": 'import x from "openai";\n'})
    found = find(root, footprints)
    assert {use.spot.file for use in found.uses} == {"src/own.js"}
    assert found.looked.skipped == ((tree_search.MINIFIED, 1),)


def test_a_file_that_cannot_be_opened_is_never_clean(
    tmp_path: Path, footprints: CompiledFootprints, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tracked(tmp_path, {"a.py": OPENAI, "b.py": OPENAI})
    really = os.open

    def refusing(path: str, *rest: int) -> int:
        if str(path).endswith("b.py"):
            raise PermissionError(13, "Permission denied")
        return really(path, *rest)

    # Who may read everything, as root may, needs another way to meet a file that cannot be read.
    monkeypatch.setattr(os, "open", refusing)
    (said,) = find(root, footprints).looked.unread
    assert (said.file, said.reason, said.blocks) == (
        "b.py",
        "cannot be read: Permission denied",
        True,
    )


def test_a_reader_that_fails_is_said_and_the_rest_is_read(
    tmp_path: Path, footprints: CompiledFootprints, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_file: TextFile) -> FileReading:
        raise RecursionError

    really = reader_of
    monkeypatch.setattr(
        read_file, "reader_of", lambda form: failing if "npm" in form.kind else really(form)
    )
    root = tracked(tmp_path, {"a.py": OPENAI, "package.json": '{"dependencies": {"openai": "1"}}'})
    found = find(root, footprints)
    assert _tools(found) == {"openai"}
    (said,) = found.looked.unread
    assert (said.file, said.blocks) == ("package.json", True)
    assert "npm manifest: RecursionError" in said.reason


def test_a_file_that_names_too_much_is_never_clean(
    tmp_path: Path, footprints: CompiledFootprints, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tree_search, "_MOST_HITS", 5)
    root = tracked(tmp_path, {"a.py": "import openai\n" * 6})
    (said,) = find(root, footprints).looked.unread
    assert said.blocks
    monkeypatch.setattr(tree_search, "_MOST_HITS", 50)
    monkeypatch.setattr(read_file, "_MOST_SEEN", 3)
    (said,) = find(root, footprints).looked.unread
    assert said.blocks
    monkeypatch.setattr(read_file, "_MOST_SEEN", 50)
    monkeypatch.setattr(tree_search, "_MOST_SEEN", 3)
    (said,) = find(root, footprints).looked.unread
    assert said.blocks


def test_the_same_tree_gives_the_same_result(
    tmp_path: Path, footprints: CompiledFootprints
) -> None:
    files: dict[str, str | bytes] = {
        "a.py": OPENAI,
        "z/package.json": '{"dependencies": {"@anthropic-ai/sdk": "1", "openai": "1"}}',
        ".github/workflows/x.yml": "jobs: {a: {steps: [{uses: openai/codex-action@v1}]}}\n",
    }
    first = find(tracked(tmp_path / "1", files), footprints)
    again = find(tracked(tmp_path / "2", dict(reversed(files.items()))), footprints)
    folder = find(lay(tmp_path / "3", files), footprints)
    assert first == again
    assert first.uses == folder.uses


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ResultCache:
    """A cache of its own; what changed a moment ago counts as settled."""
    monkeypatch.setattr("inwriting.gate.find._SETTLED", -10_000_000_000)
    return ResultCache(tmp_path / "kept", b"secret")


def test_what_does_not_change_is_not_worked_out_again(
    tmp_path: Path,
    footprints: CompiledFootprints,
    kept: ResultCache,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = tracked(tmp_path / "root", {"a.py": OPENAI, "b.ts": 'import x from "openai";\n'})
    first = find(root, footprints, kept=kept)
    assert first == find(root, footprints)
    with monkeypatch.context() as patched:
        # A kept result needs no reader: that nothing was read again is shown by one that fails.
        patched.setattr(tree_search, "read", None)
        assert find(root, footprints, kept=kept) == first
    (root / "b.ts").write_text("")
    second = find(root, footprints, kept=kept)
    assert {use.spot.file for use in second.uses} == {"a.py"}
    lay(root, {"c.py": "import anthropic\n"})
    assert find(root, footprints, kept=kept) == second
    assert "anthropic" in _tools(find(root, footprints, kept=kept, untracked=True))


def test_a_result_is_kept_for_its_footprints_alone(
    tmp_path: Path, footprints: CompiledFootprints, kept: ResultCache
) -> None:
    root = tracked(tmp_path / "root", {"a.py": OPENAI})
    find(root, footprints, kept=kept)
    assert find(root, CompiledFootprints((), "other"), kept=kept).uses == ()


def test_what_changed_just_now_is_not_kept(tmp_path: Path, footprints: CompiledFootprints) -> None:
    root = tracked(tmp_path / "root", {"a.py": OPENAI})
    find(root, footprints, kept=ResultCache(tmp_path / "kept", b"secret"))
    assert not (tmp_path / "kept").exists()


def test_a_forged_result_is_worth_nothing(
    tmp_path: Path, footprints: CompiledFootprints, kept: ResultCache
) -> None:
    root = tracked(tmp_path / "root", {"a.py": OPENAI})
    first = find(root, footprints, kept=kept)
    (file,) = (tmp_path / "kept").iterdir()
    honest = file.read_bytes()
    head, _, payload = honest.partition(b"\n{")
    emptied = json.loads(b"{" + payload) | {"uses": []}
    for forged in (head + b"\n" + json.dumps(emptied).encode(), b"", honest[:-1], b"\0" * 500):
        file.write_bytes(forged)
        assert find(root, footprints, kept=kept) == first


def test_names_that_are_no_text_are_worked_out_each_time(
    tmp_path: Path, footprints: CompiledFootprints, kept: ResultCache
) -> None:
    root = tracked(tmp_path / "root", {os.fsdecode(b"\xff.py"): OPENAI})
    for _ in range(2):
        (use,) = find(root, footprints, kept=kept).uses
        assert os.fsencode(use.spot.file) == b"\xff.py"


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.kind)
def test_every_format_has_its_reader(form: Format) -> None:
    assert callable(reader_of(form))


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a/package.json", "exact"),
        ("a/Package.JSON", "exact"),
        ("a/x.json", "ending"),
        ("a/settings.x.json", "wild"),
        (".github/workflows/a.yml", "path"),
        ("sub/.github/workflows/a.yml", "path"),
        (".github/a.yml", "yaml"),
        ("a/file", None),
        ("json", None),
    ],
)
def test_the_most_exact_pattern_names_the_format(path: str, kind: str | None) -> None:
    formats = Formats(
        [
            Format("ending", "x", ("*.json",)),
            Format("wild", "x", ("settings*.json",)),
            Format("exact", "x", ("package.json",)),
            Format("yaml", "x", ("*.yml",)),
            Format("path", "x", (".github/workflows/*.yml",)),
        ]
    )
    found = formats.of(path)
    assert (found.kind if found else None) == kind


_PARTS = st.text(st.sampled_from("ab.*-\n"), min_size=1, max_size=4)


@given(
    st.lists(_PARTS, min_size=1, max_size=3).map("/".join),
    st.lists(_PARTS.map(lambda part: part.replace("*", "x")), min_size=1, max_size=4).map("/".join),
)
def test_a_format_has_the_files_that_its_pattern_fits(pattern: str, path: str) -> None:
    # ** has a meaning of its own, which formats do not need.
    assume("**" not in pattern)
    found = Formats([Format("one", "x", (pattern,))]).of(path)
    assert (found is not None) == matches_file(pattern, path)


def test_two_formats_do_not_claim_the_same_files() -> None:
    with pytest.raises(ValueError, match="a and b"):
        Formats([Format("a", "x", ("*.x",)), Format("b", "y", ("*.x",))])


def _replace_by_link(root: Path) -> None:
    (root / "sub").rename(root.parent / "moved")
    (root / "sub").symlink_to(root.parent / "moved")


def _replace_by_folder(root: Path) -> None:
    (root / "a.py").unlink()
    (root / "a.py").mkdir()


def _replace_secretly(root: Path) -> None:
    (root / "a.py").write_text(OPENAI.replace("client", "cl1ent"))
    os.utime(root / "a.py", (1_000_000_000, 1_000_000_000))


_CHANGES: dict[str, Callable[[Path], object]] = {
    "content": lambda root: (root / "a.py").write_text("import cohere\n"),
    "same size": lambda root: (root / "a.py").write_text(OPENAI.replace("client", "cl1ent")),
    "same size and time": _replace_secretly,
    "gone": lambda root: (root / "sub/b.py").unlink(),
    "added": lambda root: (lay(root, {"c.py": ""}), git(root, "add", "c.py")),
    "renamed": lambda root: (root / "a.py").rename(root / "b.py"),
    "no file any more": _replace_by_folder,
    "what a link leads to": lambda root: (root.parent / "outside.py").write_text("x = 1\n"),
    "a folder that became a link": _replace_by_link,
    "a manifest beside vendor": lambda root: lay(root, {"go.mod": ""}),
    "no repository any more": lambda root: (root / ".git").rename(root.parent / "git"),
}


@pytest.mark.parametrize("change", _CHANGES)
def test_whatever_changes_ends_what_was_kept(tmp_path: Path, change: str) -> None:
    root = tracked(tmp_path / "root", {"a.py": OPENAI, "sub/b.py": "", "vendor/c.go": ""})
    lay(tmp_path, {"outside.py": ""})
    (root / "link.py").symlink_to("../outside.py")
    git(root, "add", "-A")
    os.utime(root / "a.py", (1_000_000_000, 1_000_000_000))
    before = fingerprint(root, untracked=False)
    assert before == fingerprint(root, untracked=False)
    assert before
    _CHANGES[change](root)
    after = fingerprint(root, untracked=False)
    assert after is None or after.digest != before.digest


@pytest.mark.parametrize("change", [*_CHANGES, "new"])
def test_whatever_changes_outside_of_git_ends_what_was_kept(tmp_path: Path, change: str) -> None:
    if change in {"added", "no repository any more"}:
        change = "new"
    root = lay(tmp_path / "root", {"a.py": OPENAI, "sub/b.py": "", "vendor/c.go": ""})
    lay(tmp_path, {"outside.py": ""})
    (root / "link.py").symlink_to("../outside.py")
    os.utime(root / "a.py", (1_000_000_000, 1_000_000_000))
    before = fingerprint(root, untracked=False)
    assert before
    assert before == fingerprint(root, untracked=False)
    if change == "new":
        lay(root, {"sub/new.py": ""})
    else:
        _CHANGES[change](root)
    after = fingerprint(root, untracked=False)
    assert after is None or after.digest != before.digest


def test_a_folder_outside_of_git_is_not_worked_out_again(
    tmp_path: Path,
    footprints: CompiledFootprints,
    kept: ResultCache,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = lay(tmp_path / "root", {"a.py": OPENAI})
    first = find(root, footprints, kept=kept)
    assert _tools(first) == {"openai"}
    with monkeypatch.context() as patched:
        patched.setattr(tree_search, "read", None)
        assert find(root, footprints, kept=kept) == first


def test_a_root_that_is_no_folder_is_refused(
    tmp_path: Path, footprints: CompiledFootprints
) -> None:
    with pytest.raises(NotADirectoryError):
        find(tmp_path / "missing", footprints)


def test_a_result_of_another_form_is_worked_out_again(
    tmp_path: Path, footprints: CompiledFootprints, kept: ResultCache
) -> None:
    root = tracked(tmp_path / "root", {"a.py": OPENAI})
    first = find(root, footprints, kept=kept)
    (file,) = (tmp_path / "kept").iterdir()
    state = fingerprint(root, untracked=False)
    assert state
    key = b"".join((tool_stamp(), state.digest, footprints.digest.encode("ascii")))
    assert kept.get(file.name, key)
    kept.put(file.name, key, b'{"uses": 5}')
    assert find(root, footprints, kept=kept) == first


def test_what_cannot_be_listed_is_not_told_from_before(
    tmp_path: Path,
    footprints: CompiledFootprints,
    kept: ResultCache,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = tracked(tmp_path / "root", {"a.py": OPENAI})
    (root / ".git/index").write_bytes(b"no index at all")
    assert fingerprint(root, untracked=False) is None
    found = find(root, footprints, kept=kept)
    assert [said.file for said in found.looked.unread] == [".git"]
    plain = lay(tmp_path / "plain", {"a.py": OPENAI})

    def refusing(_place: Path) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refusing)
    assert fingerprint(plain, untracked=False) is None


def test_links_that_lead_nowhere_are_counted(
    tmp_path: Path, footprints: CompiledFootprints
) -> None:
    root = tracked(tmp_path, {"a.py": OPENAI})
    (root / "lost.py").symlink_to("missing.py")
    (root / "out.py").symlink_to("/etc/hostname")
    found = find(root, footprints, untracked=True)
    assert dict(found.looked.skipped) == {LINK_NOWHERE: 1, LINK_OUT: 1}


def test_wide_letters_in_a_file_too_large_are_said(
    tmp_path: Path, footprints: CompiledFootprints
) -> None:
    root = tracked(tmp_path, {"a.py": OPENAI})
    with (root / "a.py").open("wb") as file:
        file.write("\ufeff".encode("utf-16-le") + OPENAI.encode("utf-16-le"))
        file.truncate(read_file.LARGEST + 1)
    (said,) = find(root, footprints).looked.unread
    assert (said.file, said.blocks) == ("a.py", True)
    assert said.reason == "cannot be read: is in UTF-16 or UTF-32 and too large"


def test_a_large_file_that_names_too_much_is_never_clean(
    tmp_path: Path, footprints: CompiledFootprints, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tree_search, "_MOST_HITS", 20)
    root = tracked(tmp_path, {"a.py": "import openai\n" * 30 + "#" * read_file.LARGE})
    (said,) = find(root, footprints).looked.unread
    assert (said.file, said.reason, said.blocks) == ("a.py", "names tools more than 20 times", True)
