"""Hostile repositories: a clear report within limits, no crash, and nothing of theirs is run."""

import os
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from inwriting.gate import isolated_reader, read_file, tree_search
from inwriting.gate.compiled_footprints import CompiledFootprints
from inwriting.gate.file_reading import FileReading, TextFile
from inwriting.gate.find import find
from inwriting.gate.git_files import GitError, commit_of
from inwriting.gate.readers import known_formats
from inwriting.gate.uses import TreeUses
from tests.gate.trees import OPENAI, lay, tracked
from tests.repositories import git

_MANIFEST = '{"dependencies": {"openai": "1"}}'
_MIB = 1 << 20


def _said(found: TreeUses) -> dict[str, bool]:
    """Return the files that could not be read, and whether each blocks."""
    return {one.file: one.blocks for one in found.looked.unread}


def _armed(root: Path, mark: Path) -> None:
    """Set up everything by which a repository can make Git run a program that leaves *mark*."""
    program = root.parent / "program"
    program.write_text(f"#!/bin/sh\necho run >> '{mark}'\ncat\n", encoding="utf-8")
    program.chmod(0o755)
    settings = {
        "core.fsmonitor": str(program),
        "core.hooksPath": "hooks",
        "core.pager": str(program),
        "core.editor": str(program),
        "core.sshCommand": str(program),
        "core.askPass": str(program),
        "core.gitProxy": str(program),
        "core.alternateRefsCommand": str(program),
        "alias.ls-files": f"!{program}",
        "pager.ls-files": str(program),
        "filter.evil.clean": str(program),
        "filter.evil.smudge": str(program),
        "filter.evil.process": str(program),
        "filter.evil.required": "true",
        "diff.evil.textconv": str(program),
        "diff.external": str(program),
        "credential.helper": f"!{program}",
        "remote.origin.url": f"ext::{program}",
        "remote.origin.uploadpack": str(program),
        "remote.origin.promisor": "true",
        "extensions.partialClone": "origin",
        "protocol.allow": "always",
        "protocol.ext.allow": "always",
        "uploadpack.packObjectsHook": str(program),
        "gpg.program": str(program),
        "gc.auto": "1",
    }
    for key, value in settings.items():
        git(root, "config", key, value)
    lay(root, {".gitattributes": "* filter=evil diff=evil\n"})
    for folder in (root / "hooks", root / ".git/hooks"):
        for name in ("post-index-change", "pre-commit", "post-checkout", "fsmonitor-watchman"):
            folder.mkdir(exist_ok=True)
            (folder / name).write_bytes(program.read_bytes())
            (folder / name).chmod(0o755)


@pytest.mark.parametrize("untracked", [False, True])
def test_nothing_that_a_repository_configures_is_run(
    tmp_path: Path, footprints: CompiledFootprints, untracked: bool
) -> None:
    root = tracked(tmp_path / "root", {"a.py": OPENAI, "b.py": "x = 1\n"})
    git(root, "commit", "-q", "-m", "x")
    mark = tmp_path / "mark"
    _armed(root, mark)
    # A file that differs from the index would have to pass the filter to be compared.
    lay(root, {"b.py": "import anthropic\n"})
    os.utime(root / "a.py", (1, 1))
    found = find(root, footprints, untracked=untracked)
    assert {use.tool for use in found.uses} == {"openai", "anthropic"}
    assert found.looked.listed_by == "git"
    assert commit_of(root)
    assert not mark.exists()


def test_the_trap_of_these_tests_snaps(tmp_path: Path) -> None:
    root = tracked(tmp_path / "root", {"a.py": OPENAI})
    git(root, "commit", "-q", "-m", "x")
    mark = tmp_path / "mark"
    _armed(root, mark)
    lay(root, {"a.py": "import openai\n"})
    subprocess.run(["git", "-C", str(root), "status"], capture_output=True, check=False)
    assert mark.exists()


def test_missing_objects_are_never_fetched(tmp_path: Path, footprints: CompiledFootprints) -> None:
    root = tracked(tmp_path / "root", {"a.py": OPENAI, "sub/b.py": OPENAI})
    git(root, "commit", "-q", "-m", "x")
    git(root, "sparse-checkout", "set", "--cone", "--sparse-index", "other")
    mark = tmp_path / "mark"
    _armed(root, mark)
    for pack in (root / ".git/objects").glob("??/*"):
        pack.unlink()
    found = find(root, footprints)
    assert not mark.exists()
    # Whatever Git can still say, what is not here is not clean.
    assert any(use.tool == "openai" for use in found.uses)
    assert found.looked.unread


def test_a_work_tree_elsewhere_is_not_looked_at(
    tmp_path: Path, footprints: CompiledFootprints
) -> None:
    other = lay(tmp_path / "other", {"a.py": OPENAI})
    root = tracked(tmp_path / "root", {"a.py": "x = 1\n"})
    git(root, "config", "core.worktree", str(other))
    found = find(root, footprints)
    assert found.uses == ()
    assert (found.looked.files, found.looked.listed_by) == (1, "git")


def test_settings_of_the_caller_do_not_matter(
    tmp_path: Path, footprints: CompiledFootprints, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tracked(tmp_path / "root", {"a.py": OPENAI})
    other = tracked(tmp_path / "other", {})
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git/index"))
    assert find(root, footprints).looked.files == 1


def test_a_repository_that_git_refuses_has_no_commit(tmp_path: Path) -> None:
    root = tracked(tmp_path, {"a.py": ""})
    assert commit_of(root) == ""
    git(root, "config", "core.repositoryformatversion", "99")
    with pytest.raises(GitError):
        commit_of(root)


def test_modules_of_the_repository_are_never_imported(
    tmp_path: Path, footprints: CompiledFootprints, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "mark"
    trap = f"open({str(mark)!r}, 'w').close()\n"
    names = (
        "msgspec",
        "json",
        "inwriting",
        "inwriting/gate/isolated_worker",
        "tree_sitter",
        "struct",
    )
    traps: dict[str, str | bytes] = {f"{name}.py": trap for name in names}
    large = OPENAI + "# " + "a" * _MIB
    root = tracked(tmp_path / "root", {**traps, "large.py": large, "sitecustomize.py": trap})
    monkeypatch.chdir(root)
    assert {use.spot.file for use in find(root, footprints).uses} == {"large.py"}
    assert not mark.exists()


_DEEP = 50_000
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
_HOSTILE: dict[str, str | bytes] = {
    "deep/package.json": '{"dependencies": {"openai": "1"}, "x": ' + '{"a":' * _DEEP,
    "array/package.json": "[" * 200_000 + '"openai"',
    "deep/docker-compose.yml": "openai: " + "[" * _DEEP,
    "indented/docker-compose.yml": "\n".join(" " * n + "openai:" for n in range(900)),
    "listed/docker-compose.yml": "openai:\n  " + "- " * 9000 + "openai",
    "asked/.github/workflows/x.yml": "? " * 9000 + "openai",
    "laughing/docker-compose.yml": "services: {a: {image: ollama/ollama}}\na0: &a0 openai\n"
    + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30)),
    "deep/pyproject.toml": "openai = " + "[" * _DEEP,
    "laughing/pom.xml": f'<!DOCTYPE x [<!ENTITY l0 "openai-java">{_LAUGHS}]><project>'
    "<dependencies><dependency><groupId>com.openai</groupId><artifactId>openai-java</artifactId>"
    "<version>&l11;</version></dependency></dependencies></project>",
    "outside/pom.xml": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    "<project><dependencies><dependency><groupId>com.openai</groupId>"
    "<artifactId>openai-java</artifactId><version>&e;</version></dependency></dependencies></project>",
    "deep/pom.xml": "<a>" * 9000 + "openai-java",
    "deep/a.py": "import openai\nx = " + "(" * _DEEP,
    "deep/a.js": 'import "openai";\nx = ' + "[\n" * _DEEP,
    "deep/a.ts": 'import "openai";\nx = ' + "a<" * _DEEP,
    "deep/a.sh": "pip install openai\n" + "$(" * _DEEP,
    "deep/main.tf": 'resource "aws_bedrock_x" "y" {\n' + "a {" * _DEEP,
    "broken/a.py": b"import openai\nx = '\xff\xfe\xed\xa0\x80\x00'\n",
    "broken/package.json": b'{"dependencies": {"openai": "\xff"}}',
    "wide/a.ipynb": '{"cells": [{"cell_type": "code", "outputs": [{"data": {"image/png": "'
    + "A" * 3 * _MIB
    + '"}}], "source": ["import openai\\n"]}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
    "long/a.py": "import openai\nx = '" + "a" * 2 * _MIB + "'\n",
    "bombs/requirements.txt": "openai\n" + "-r requirements.txt\n" * 5000,
}


@pytest.mark.parametrize("path", _HOSTILE)
def test_a_hostile_file_harms_nothing(
    tmp_path: Path, footprints: CompiledFootprints, path: str
) -> None:
    root = tracked(tmp_path, {path: _HOSTILE[path], "plain/package.json": _MANIFEST})
    began = time.process_time()
    found = find(root, footprints)
    assert time.process_time() - began < 10
    files = {sign.spot.file for use in found.uses for sign in use.signs}
    assert "plain/package.json" in files
    # What was not understood is said; what was is read; nothing is silently clean.
    assert path in files or path in _said(found), found.looked
    assert not any("root:" in sign.value for use in found.uses for sign in use.signs)


def test_a_line_without_end_is_searched_in_little_memory(
    tmp_path: Path, footprints: CompiledFootprints
) -> None:
    root = tracked(tmp_path, {"a.py": OPENAI})
    with (root / "line.json").open("wb") as file:
        file.truncate(100 * _MIB)
        file.seek(90 * _MIB)
        file.write(b'"openai"')
    with (root / "zeros.json").open("wb") as file:
        file.truncate(100 * _MIB)
    script = (
        "import msgspec, re, resource, sys\n"
        "from pathlib import Path\n"
        "from inwriting.gate.find import find\n"
        "from inwriting.gate.footprints import Footprint\n"
        "from inwriting.gate.compiled_footprints import CompiledFootprints\n"
        "payload = sys.stdin.buffer.read()\n"
        "known = CompiledFootprints(msgspec.json.decode(payload, type=tuple[Footprint, ...]), '')\n"
        "found = find(Path(sys.argv[1]), known, untracked=True)\n"
        # What the parent took counts for its child in getrusage, on Linux.
        "status = Path('/proc/self/status')\n"
        "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024\n"
        "if status.exists():\n"
        "    peak = int(re.search(r'VmHWM:\\s+(\\d+)', status.read_text())[1])\n"
        "print(int(peak))\n"
        "print(*[(one.file, one.blocks) for one in found.looked.unread])\n"
        "print(*sorted({use.spot.file for use in found.uses}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(root)],
        input=msgspec.json.encode(footprints.footprints),
        capture_output=True,
        check=True,
    )
    peak, said, files = done.stdout.decode().splitlines()
    assert int(peak) < 120 * 1024
    assert (said, files) == ("('line.json', True)", "a.py")


def test_a_reader_that_takes_too_long_is_ended() -> None:
    form = known_formats().of("a.py")
    assert form
    other = isolated_reader.IsolatedReader(0.001)
    try:
        with pytest.raises(isolated_reader.IsolatedReadError, match="it takes longer than"):
            other.read(form, TextFile("a.py", b"x = 1\n" * 1000))
    finally:
        other.close()


def test_a_reader_that_dies_is_said_and_the_next_file_is_read() -> None:
    form = known_formats().of("a.py")
    assert form
    other = isolated_reader.IsolatedReader(60)
    try:
        assert other.read(form, TextFile("a.py", b"import openai\n", ((7, 13),))).seen
        process = other._process
        assert process
        process.kill()
        process.wait()
        with pytest.raises(isolated_reader.IsolatedReadError, match="its reader failed"):
            other.read(form, TextFile("a.py", b"import openai\n"))
        assert other.read(form, TextFile("a.py", b"import openai\n", ((7, 13),))).seen
    finally:
        other.close()


def test_a_reader_that_takes_too_much_memory_is_ended() -> None:
    form = known_formats().of("a.py")
    assert form
    other = isolated_reader.IsolatedReader(60, memory=60 * _MIB)
    try:
        with pytest.raises(isolated_reader.IsolatedReadError):
            other.read(form, TextFile("a.py", b"x = [1]\n" * 100_000))
    finally:
        other.close()


def test_a_large_file_beyond_the_limit_is_said(
    tmp_path: Path, footprints: CompiledFootprints, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tree_search, "LARGEST", 2 * _MIB)
    large = OPENAI + "# " + "a" * 3 * _MIB
    harmless = large.replace("openai", "x").replace("OpenAI", "y")
    root = tracked(tmp_path, {"a.py": large, "b.py": harmless})
    found = find(root, footprints)
    assert _said(found) == {"a.py": True}
    assert found.looked.files == 2


def test_a_file_that_cannot_be_read_at_once_or_in_time_is_said() -> None:
    form = known_formats().of("a.py")
    assert form
    other = isolated_reader.IsolatedReader(0.001)
    try:
        for size, reason in (
            (read_file.LARGEST + 1, "has 16 MiB, more than are read at once"),
            (
                read_file.LARGE,
                "could not be read as Python source: it takes longer than 0.001 seconds",
            ),
        ):
            (said,) = read_file.read(form, TextFile("a.py", b"#" * size), other).unread
            assert (said.file, said.reason, said.blocks) == ("a.py", reason, True)
            assert said.fix
    finally:
        other.close()


def test_the_other_process_reads_file_after_file_and_ends_with_its_questions() -> None:
    form = known_formats().of("a.py")
    assert form
    contents = (b"import openai\n", b"x = 1\n", b"import cohere\n")
    tasks = [
        msgspec.msgpack.encode(isolated_reader.ReadTask(form, TextFile("a.py", text)))
        for text in contents
    ]
    done = subprocess.run(
        [sys.executable, "-P", "-m", "inwriting.gate.isolated_worker", str(1 << 30)],
        input=b"".join(len(task).to_bytes(8, "big") + task for task in tasks),
        capture_output=True,
        check=True,
    )
    names = []
    rest = done.stdout
    while rest:
        end = 8 + int.from_bytes(rest[:8], "big")
        names.append(
            [one.name for one in msgspec.msgpack.decode(rest[8:end], type=FileReading).seen]
        )
        rest = rest[end:]
    assert names == [["openai"], [], ["cohere"]]
