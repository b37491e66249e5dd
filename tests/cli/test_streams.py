"""What golden tests cannot show: terminals, pipes, other folders, whole ways of working."""

import os
import pty
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from inwriting.cli import output
from inwriting.output.screen import Layout
from tests import registers
from tests.cli.command import ROOT, environment, run


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return registers.make(tmp_path / "register")


def on_a_terminal(arguments: list[str], folder: Path, env: dict[str, str]) -> tuple[str, int]:
    """Return what the command prints on a terminal of 80 columns, and its exit code."""
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "inwriting", *arguments],
        cwd=folder,
        env=environment(folder.parent, {"TERM": "xterm", **env}),
        stdin=subprocess.DEVNULL,
        stdout=follower,
        stderr=subprocess.PIPE,
    ) as process:
        os.close(follower)
        said = b""
        try:
            while part := os.read(leader, 65536):
                said += part
        except OSError:
            # The terminal is gone once nobody writes to it any more.
            os.close(leader)
        code = process.wait()
    return said.decode("utf-8"), code


def test_a_terminal_gets_colour_and_a_file_none(register: Path) -> None:
    coloured, code = on_a_terminal(["check"], register, {})
    assert code == 0
    assert "\x1b[" in coloured
    plain, _ = on_a_terminal(["check"], register, {"NO_COLOR": "1"})
    assert "\x1b[" not in plain
    assert "\x1b[" not in run(["check"], register, env={"FORCE_COLOR": "1"}).stdout


def test_long_work_tells_a_terminal_what_it_is_at(tmp_path: Path) -> None:
    script = tmp_path / "work.py"
    script.write_text(
        "import time\n"
        "from inwriting.cli import progress\n"
        "progress._SECONDS = 0.0\n"
        "with progress.progress_bar() as tell:\n"
        "    tell('some-check')\n"
        "    time.sleep(0.3)\n",
        encoding="utf-8",
    )
    command = [sys.executable, str(script)]
    env = environment(tmp_path, {"TERM": "xterm"})
    leader, follower = pty.openpty()
    subprocess.run(command, env=env, stderr=follower, check=True)
    os.close(follower)
    assert b"some-check" in os.read(leader, 65536)
    os.close(leader)
    quiet = subprocess.run(command, env=env, capture_output=True, check=True)
    assert quiet.stderr == b""


def test_a_reader_that_goes_away_is_no_success(register: Path) -> None:
    """With a pipe that nobody reads, nothing was told, so nothing is clear."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "inwriting", "check", "--format", "json"],
        cwd=register,
        env=environment(register.parent),
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
        encoding="utf-8",
    )
    os.close(writing)
    assert done.returncode == 4
    assert done.stderr == ""


def test_without_standard_output_nothing_is_clear(register: Path) -> None:
    command = f'"{sys.executable}" -m inwriting check >&-'
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=register,
        env=environment(register.parent),
        check=False,
        capture_output=True,
    )
    assert done.returncode == 4


def test_a_narrow_encoding_is_no_crash(register: Path) -> None:
    path = register / "vendors" / "mute" / "dossier.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("name: Mute\n", "name: Müte 無\n"))
    done = run(["check"], register, env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert "M\\xfcte \\u7121" in done.stdout


def test_a_hostile_file_name_is_shown_and_not_obeyed(register: Path) -> None:
    (register / "vendors" / "x\x1b[2J\n::error::owned").write_text("")
    for name in ("text", "github", "junit", "sarif", "json", "gitlab"):
        done = run(["check", "--format", name], register)
        assert done.returncode == 2
        assert "\x1b" not in done.stdout
        assert not [line for line in done.stdout.splitlines() if line.startswith("::error::owned")]
    done = run(["ask", "acme/desk", "--data", "public"], register)
    assert done.returncode == 2
    assert "\x1b" not in done.stderr
    assert not [line for line in done.stderr.splitlines() if line.startswith("::")]


def test_paths_are_found_from_where_the_reader_is(register: Path) -> None:
    path = register / "vendors" / "mute" / "dossier.yaml"
    path.write_text("format: 2\n")
    here = register.parent
    assert "\n  register/vendors/mute/dossier.yaml" in run(["check", "register"], here).stdout
    workspace = {"GITHUB_WORKSPACE": str(here)}
    said = run(["check", ".", "--format", "github"], register, env=workspace).stdout
    assert "file=register/vendors/mute/dossier.yaml" in said


def test_a_summary_adds_to_what_is_there(register: Path) -> None:
    summary = register.parent / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    env = {"GITHUB_STEP_SUMMARY": str(summary)}
    assert run(["check", "--format", "github"], register, env=env).returncode == 0
    assert summary.read_text(encoding="utf-8").startswith("before\n## The register")
    summary.write_bytes(b"x" * 1024 * 1024)
    assert run(["check", "--format", "github"], register, env=env).returncode == 0
    assert summary.stat().st_size == 1024 * 1024


def test_a_summary_that_cannot_be_written_is_said(register: Path) -> None:
    env = {"GITHUB_STEP_SUMMARY": str(register / "no" / "summary.md")}
    done = run(["check", "--format", "github"], register, env=env)
    assert done.returncode == 0
    assert "the summary could not be written" in done.stderr


def test_a_check_that_leaves_does_not_take_the_command_with_it(register: Path) -> None:
    path = register / "checks" / "redaction_required.py"
    text = path.read_text(encoding="utf-8")
    begun, _, _ = text.partition("    if offering.use")
    path.write_text(f"{begun}    raise SystemExit(0)\n    yield\n", encoding="utf-8")
    assert run(["check"], register).returncode == 4


def test_signing_keeps_comments_and_counts_once(register: Path) -> None:
    signed = ["sign", "acme", "--data", "internal", "--function"]
    lea = ["--by-name", "Lea Law", "--by-email", "lea@test.example"]
    pia = ["--by-name", "Pia Post", "--by-email", "pia@test.example"]
    assert run([*signed, "legal", *lea], register).returncode == 0
    path = register / "vendors" / "acme" / "approvals.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}    # Read twice.\n", encoding="utf-8")
    assert run([*signed, "procurement", *pia], register).returncode == 0
    after = path.read_text(encoding="utf-8")
    assert after.startswith(f"{text}    # Read twice.\n  - function: procurement\n")
    twice = run([*signed, "legal", *lea], register)
    assert (twice.returncode, "already" in twice.stderr) == (2, True)
    other = run([*signed, "legal", *pia], register)
    assert (other.returncode, "one person signs for one function" in other.stderr) == (2, True)
    assert path.read_text(encoding="utf-8") == after
    assert run(["check"], register).returncode == 0


def test_git_says_who_signs(register: Path) -> None:
    env = {
        "GIT_CONFIG_COUNT": "2",
        "GIT_CONFIG_KEY_0": "user.name",
        "GIT_CONFIG_VALUE_0": "Lea Law",
        "GIT_CONFIG_KEY_1": "user.email",
        "GIT_CONFIG_VALUE_1": "lea@test.example",
    }
    done = run(["sign", "acme", "--function", "legal", "--data", "internal"], register, env=env)
    assert done.returncode == 0
    assert "by Lea Law <lea@test.example>" in done.stdout


def test_a_stopped_writer_leaves_nothing_behind(register: Path) -> None:
    before = sorted(register.rglob("*"))
    assert run(["new", "new-co"], register, given="New Co\n").returncode == 2
    after = [path for path in sorted(register.rglob("*")) if "__pycache__" not in path.parts]
    assert after == before


def test_a_firms_first_day(tmp_path: Path) -> None:
    """Begin a register, have nothing to check, add a vendor, and be told not yet."""
    assert run(["init", "ours"], tmp_path).returncode == 0
    root = tmp_path / "ours"
    assert run(["check"], root).returncode == 3
    policy = (root / "policy" / "policy.yaml").read_text(encoding="utf-8")
    shipped = (ROOT / "policy" / "policy.yaml").read_text(encoding="utf-8")
    assert "clock:" not in policy
    assert "from: shipped" in policy
    own = {"  from: shipped", "  exceptions: []"}
    assert set(policy.splitlines()) - set(shipped.splitlines()) == own
    assert "parrotly" not in policy
    flags = ["--name", "Example AI", "--offering", "assistant:enterprise:workspace", "--yes"]
    owner = ["--owner-name", "Ada Example", "--owner-email", "ada@harrow-finch.example"]
    assert run(["new", "example-ai", *flags, *owner], root).returncode == 0
    checked = run(["check"], root)
    assert checked.returncode == 0, checked.stdout
    asked = run(["ask", "example-ai/assistant", "--data", "internal"], root)
    assert asked.returncode == 1
    assert "internal data into example-ai/assistant: not yet" in asked.stdout


def test_layout_of_a_file_is_fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert output.layout() == Layout(100, colour=False)


def test_publishing_writes_pages_and_the_register(register: Path) -> None:
    done = run(["publish", "--output", "pages"], register)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Written: pages" in done.stdout
    assert (register / "pages" / "register.json").is_file()


def test_a_blocked_register_is_published_only_when_asked_for(tmp_path: Path) -> None:
    root = registers.make(tmp_path / "register", "blocked")
    assert run(["publish", "--output", "pages"], root).returncode == 1
    assert not (root / "pages").exists()
    done = run(["publish", "--output", "pages", "--even-if-blocked"], root)
    assert done.returncode == 0
    assert "note: Blocked" in done.stderr
    assert (root / "pages" / "register.json").is_file()


@pytest.fixture
def can_be_interrupted() -> Iterator[None]:
    """What a shell starts in the background ignores Ctrl+C, and so would what it starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("can_be_interrupted")
def test_serving_shows_the_site_until_it_is_stopped(register: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "inwriting", "serve", "--port", "0"],
        cwd=register,
        env=environment(register.parent),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        try:
            assert process.stdout is not None
            said = process.stdout.readline()
            address = re.search(r"http://127\.0\.0\.1:[0-9]+/", said)
            assert address, said
            with urllib.request.urlopen(address[0]) as answer:  # noqa: S310 - ours
                assert "<!doctype html>" in answer.read().decode("utf-8")
            process.send_signal(signal.SIGINT)
            assert process.wait() == 0
        finally:
            process.kill()
