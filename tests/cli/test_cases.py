"""Golden tests: a folder a case, and no code.

A case is a folder ``tests/cli/cases/<name>/`` with

- ``command.txt``: the command, as typed in the register's folder;
- ``exit.txt``: its exit code, and a word that says what that means;
- ``expected.txt``: what it prints;
- ``errors.txt``: what it prints to standard error; without the file, nothing;
- ``register.txt``: what is laid on the small register, a line each: a folder of
  ``tests/registers``, or ``remove PATH``; without the file, nothing;
- ``base.txt``: what is laid on the small register as the branch ``base`` of a Git repository has
  it, as in ``register.txt``; without the file, there is no repository;
- ``files/``: files that are laid beside the register's own;
- ``env.txt``: environment variables, NAME=VALUE a line;
- ``input.txt``: what is typed;
- ``after/``: files that the register must have afterwards.

``pytest tests/cli --update-golden`` writes exit code, output and the files under ``after/`` anew;
read the difference before you commit it.
"""

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from inwriting import __version__
from inwriting.exit_codes import ExitCode
from tests import registers
from tests.cli.command import run

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in HERE.glob("cases/*/command.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_case(case: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """The command says exactly what the case expects."""
    _hold(case, tmp_path, update=bool(request.config.getoption("--update-golden")))


@pytest.mark.parametrize("case", CASES[::20], ids=lambda path: path.name)
def test_a_process_that_is_started_says_the_same(case: Path, tmp_path: Path) -> None:
    """The others are split off from one that has imported the command."""
    _hold(case, tmp_path, started=True)


def _hold(case: Path, tmp_path: Path, *, started: bool = False, update: bool = False) -> None:
    """Run the command of *case*, and hold what it says against what the case expects."""
    root = tmp_path / "register"
    commit = ""
    if (case / "base.txt").exists():
        commit = _commit(registers.make(root, *_lines(case / "base.txt")))
    registers.make(root, *_lines(case / "register.txt"))
    if (case / "files").is_dir():
        shutil.copytree(case / "files", root, dirs_exist_ok=True)
    program, *arguments = shlex.split((case / "command.txt").read_text(encoding="utf-8"))
    assert program == "inwriting"
    env = dict(line.split("=", 1) for line in _lines(case / "env.txt"))
    done = run(arguments, root, env=env, given=_text(case / "input.txt"), started=started)
    output = done.stdout.replace(f'"version": "{__version__}"', '"version": "VERSION"')
    if commit:
        # Whole, short, and as it stands in a comment, where GitHub must not find it.
        for words in (commit, commit[:12], f"{commit[:6]}&#8203;{commit[6:12]}"):
            output = output.replace(words, "COMMIT")
    code = f"{done.returncode} {ExitCode(done.returncode).name.lower()}\n"
    if update:
        (case / "expected.txt").write_text(output, encoding="utf-8")
        (case / "exit.txt").write_text(code, encoding="utf-8")
        _update_errors(case / "errors.txt", done.stderr)
        for path in _after(case):
            shutil.copyfile(root / path.relative_to(case / "after"), path)
    assert done.stderr == _text(case / "errors.txt")
    assert output == _text(case / "expected.txt")
    assert code == _text(case / "exit.txt")
    for path in _after(case):
        name = path.relative_to(case / "after")
        assert (root / name).read_text(encoding="utf-8") == path.read_text(encoding="utf-8")


def test_every_exit_code_has_a_case() -> None:
    """An exit code that no case ends with may not be reachable."""
    seen = {int((case / "exit.txt").read_text(encoding="utf-8").split()[0]) for case in CASES}
    assert seen == {int(code) for code in ExitCode}


def test_output_carries_nothing_that_a_terminal_obeys() -> None:
    """No expected output has a control character but the line break."""
    for case in CASES:
        for name in ("expected.txt", "errors.txt"):
            text = _text(case / name)
            assert [c for c in text if ord(c) < 32 and c != "\n"] == [], f"{case.name}/{name}"


def _commit(root: Path) -> str:
    """Make *root* a repository with one commit on the branch base; return it, and empty the folder.

    The next state is laid into the empty folder, as work that is not committed.
    """
    author = ("-c", "user.name=Case", "-c", "user.email=case@test.example")
    for command in (
        ("init", "--quiet", "--initial-branch=base"),
        ("add", "--all"),
        (*author, "commit", "--quiet", "--message=base"),
    ):
        subprocess.run(["git", "-C", str(root), *command], check=True)
    head = ["git", "-C", str(root), "rev-parse", "HEAD"]
    for path in root.iterdir():
        if path.name != ".git":
            shutil.rmtree(path)
    return subprocess.run(head, check=True, capture_output=True, text=True).stdout.strip()


def _after(case: Path) -> list[Path]:
    return sorted(path for path in case.glob("after/**/*") if path.is_file())


def _lines(path: Path) -> list[str]:
    return _text(path).splitlines()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _update_errors(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    if text:
        path.write_text(text, encoding="utf-8")
