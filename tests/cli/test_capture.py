"""`inwriting capture` for real: into lockers, from servers and archives, killed and at once."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from inwriting.evidence.capture.extraction import Extracted
from inwriting.register.load.yaml import parse
from inwriting.texts.locker.folder import FolderStore
from inwriting.texts.passages import digest_of_bytes
from tests import registers
from tests.capture.documents import WORDS, pdf, word
from tests.cli.command import ROOT, environment, run
from tests.repositories import ACME, commit, git
from tests.web.servers import page, redirect, server

PRODUCT = ("--kind", "product-terms")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return registers.make(tmp_path / "register")


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "locker")


def capture(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(["capture", "acme", *arguments, "--locker", str(root.parent / "locker")], root)


def documents(root: Path) -> dict[str, Any]:
    data, problems = parse(ACME, (root / ACME).read_text(encoding="utf-8"))
    assert not problems
    found: dict[str, Any] = data["documents"]
    return found


def allow_here(root: Path) -> None:
    path = root / "policy" / "policy.yaml"
    with path.open("a", encoding="utf-8") as stream:
        stream.write("\nfetching: {allow-addresses: [127.0.0.1]}\n")


def state(root: Path) -> dict[str, bytes]:
    """Return every file of the register."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def test_both_digests_are_kept_and_check_finds_the_text(root: Path, store: FolderStore) -> None:
    (root.parent / "terms.pdf").write_bytes(pdf(f"Last updated: March 5, 2026\n{WORDS}"))
    done = capture(root, "../terms.pdf", *PRODUCT)
    assert done.returncode == 0, done.stderr
    entry = documents(root)["master-agreement"]
    original = (root.parent / "terms.pdf").read_bytes()
    assert entry["captured"]["original"] == digest_of_bytes(original)
    assert entry["captured"]["extractor"].startswith("pypdfium2 ")
    assert store.find(entry["captured"]["original"]) == original
    text = store.find(entry["digest"])
    assert text is not None
    assert WORDS in text.decode("utf-8")
    assert entry["dates"] == {
        "stated": "2026-03-05",
        "observed": "2026-11-24",
        "checked": "2026-11-24",
    }
    env = {"INWRITING_LOCKER": str(store.root)}
    assert "evidence texts at hand 2 of 3" in run(["check"], root, env=env).stdout
    usual = run(["check"], root, env={"XDG_DATA_HOME": str(root.parent / "data")})
    assert "evidence texts at hand 1 of 3" in usual.stdout


def test_a_locker_that_fails_is_never_read_as_no_evidence_needed(
    root: Path, store: FolderStore
) -> None:
    (root.parent / "terms.md").write_text(f"# Terms\n\n{WORDS}\n", encoding="utf-8")
    assert capture(root, "../terms.md", *PRODUCT).returncode == 0
    env = {"INWRITING_LOCKER": str(store.root)}
    digest = documents(root)["terms"]["digest"]
    place = store.root / f"sha256/{digest[7:9]}/{digest[9:]}"
    place.write_bytes(b"other words")
    assert "at hand 1 of 3" in run(["check"], root, env=env).stdout
    store.root.rename(root.parent / "away")
    done = run(["check"], root, env=env)
    assert done.returncode == 2
    assert "There is no locker here, or it is not connected" in " ".join(done.stdout.split())
    for command in (["ask", "acme/desk", "--data", "public"], ["explain", "acme"]):
        assert run(command, root, env=env).returncode == 2


def test_a_program_s_title_is_none_and_the_same_text_is_named(root: Path) -> None:
    page = f"<title>untitled</title><p>{WORDS}"
    (root.parent / "our-terms.html").write_text(page, encoding="utf-8")
    assert capture(root, "../our-terms.html", *PRODUCT).returncode == 0
    assert documents(root)["our-terms"]["title"] == "our-terms"
    again = capture(root, "../our-terms.html", *PRODUCT)
    assert "To record that you looked again, add --again --id our-terms" in " ".join(
        again.stdout.split()
    )


def test_a_refused_document_leaves_nothing(root: Path, store: FolderStore) -> None:
    before = state(root)
    (root.parent / "cut.pdf").write_bytes(pdf(*["words"] * 9)[:-200])
    (root.parent / "two.docx").write_bytes(word()[:-30])
    for name, words in (("cut.pdf", "cut off"), ("two.docx", "damaged"), ("none.md", "no such")):
        done = capture(root, f"../{name}", *PRODUCT)
        assert done.returncode == 2
        assert words in done.stderr
        assert done.stdout == ""
    assert state(root) == before
    assert not store.root.exists()


def test_a_page_of_the_web_is_captured_and_captured_again(root: Path) -> None:
    allow_here(root)
    body = [b"<title>Acme Terms</title><h2>3.1 Training</h2><p>Never."]
    with server(lambda c, _: c.sendall(page(body[0]))) as port:
        url = f"http://127.0.0.1:{port}/terms"
        assert capture(root, url, *PRODUCT).returncode == 0
        first = documents(root)["acme-terms"]
        assert first["source"] == {"kind": "url", "url": url}
        again = ("--again", "--id", "acme-terms", "--on", "2026-11-25")
        assert capture(root, url, *again).stdout.startswith("Unchanged: Acme Terms")
        assert documents(root)["acme-terms"] == {
            **first,
            "dates": {"observed": "2026-11-24", "checked": "2026-11-25"},
        }
        body[0] += b"<p>But see 3.2."
        assert "run inwriting check" in capture(root, url, *again).stdout
    second = documents(root)["acme-terms"]
    assert second["digest"] != first["digest"]
    assert second["dates"] == {"observed": "2026-11-25", "checked": "2026-11-25"}


def test_forbidden_addresses_are_not_asked(root: Path) -> None:
    before = state(root)
    with server(lambda c, _: c.sendall(page(b"<p>secret"))) as port:
        for url in (f"http://127.0.0.1:{port}/", f"https://localhost:{port}/"):
            done = capture(root, url, *PRODUCT)
            assert done.returncode == 2
            assert "loopback" in done.stderr
    assert state(root) == before
    allow_here(root)
    with server(lambda c, _: c.sendall(redirect("http://169.254.169.254/meta"))) as port:
        done = capture(root, f"http://127.0.0.1:{port}/", *PRODUCT)
        assert "link-local" in done.stderr
    for url in ("ftp://x.example/a", "file:///etc/passwd"):
        assert "not fetched" in capture(root, url, *PRODUCT).stderr


def test_pages_that_are_none_are_said_to_be(root: Path) -> None:
    allow_here(root)
    for body, words in (
        (b"<title>Just a moment...</title>Checking your browser", "keeps programs out"),
        (b"<div id=root></div><script src=x></script>", "needs a browser"),
    ):
        with server(lambda c, _, body=body: c.sendall(page(body))) as port:  # type: ignore[misc]
            done = capture(root, f"http://127.0.0.1:{port}/", *PRODUCT)
        assert done.returncode == 2
        assert words in done.stderr
    with server(lambda c, _: c.sendall(page(b"x", "video/mp4"))) as port:
        assert "is not supported" in capture(root, f"http://127.0.0.1:{port}/", *PRODUCT).stderr


def test_a_text_of_an_archive_at_its_commit(root: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    git(tmp_path, "init", "-q", "work")
    (work / "Terms of Service.md").write_text("# Acme Terms\n", encoding="utf-8")
    first = commit(work, "one", 3)
    (work / "Terms of Service.md").write_text("# Acme Terms\n\nNew.\n", encoding="utf-8")
    newest = commit(work, "two", 5)
    path = ("--path", "Terms of Service.md", *PRODUCT)
    assert capture(root, f"archive:{work}", *path, "--commit", first, "--id", "old").returncode == 0
    assert newest in capture(root, f"archive:{work}", *path).stdout
    held = documents(root)
    assert held["old"]["source"] == {
        "kind": "archive",
        "archive": str(work),
        "path": "Terms of Service.md",
        "commit": first,
    }
    assert held["old"]["dates"] == {"observed": "2026-11-03", "checked": "2026-11-24"}
    assert held["acme-terms"]["source"]["commit"] == newest
    again = capture(root, str(work), *path, "--id", "old", "--again")
    assert again.stdout.startswith("Captured again")
    assert documents(root)["old"]["source"]["commit"] == newest


def test_what_is_confidential_never_enters_git(root: Path) -> None:
    (root.parent / "contract.pdf").write_bytes(pdf())
    signed = ("--kind", "signed-contract", "--signed", "2026-03-02")
    assert capture(root, "../contract.pdf", *signed).returncode == 0
    entry = documents(root)["master-agreement"]
    assert entry["confidential"] is True
    assert entry["source"]["kind"] == "held-elsewhere"
    assert all(WORDS.encode() not in content for content in state(root).values())
    again = ("--again", "--id", "master-agreement", "--public")
    assert "marked confidential" in capture(root, "../contract.pdf", *again).stderr
    both = (*PRODUCT, "--public", "--confidential")
    assert "give either" in capture(root, "../contract.pdf", *both).stderr
    inside = run(["capture", "acme", "../contract.pdf", *PRODUCT, "--locker", "here"], root)
    assert inside.returncode == 2
    assert "never enter the register's Git" in inside.stderr
    assert not (root / "here").exists()


def test_what_may_be_public_lies_in_the_register(root: Path) -> None:
    (root.parent / "faq.html").write_text("<title>FAQ</title><p>Never, ever.", encoding="utf-8")
    faq = ("--kind", "help-page", "--public")
    assert capture(root, "../faq.html", *faq).returncode == 0
    first = documents(root)["faq"]
    assert first["source"] == {"kind": "file", "file": "evidence/faq-2026-11-24.md"}
    place = root / "vendors/acme" / first["source"]["file"]
    assert place.read_text(encoding="utf-8") == "Never, ever.\n"
    (root.parent / "faq.html").write_text("<title>FAQ</title><p>Well.", encoding="utf-8")
    assert capture(root, "../faq.html", "--again", "--id", "faq").returncode == 0
    # The text that was cited is still there; the new one lies beside it.
    assert documents(root)["faq"]["source"]["file"] == "evidence/faq-2026-11-24-2.md"
    assert place.read_text(encoding="utf-8") == "Never, ever.\n"
    assert run(["check"], root).returncode == 0


def test_what_to_paste_is_printed_and_the_dossier_left_alone(
    root: Path, store: FolderStore
) -> None:
    before = state(root)
    (root.parent / "terms.md").write_text("# Terms\n", encoding="utf-8")
    done = capture(root, "../terms.md", *PRODUCT, "--print")
    assert done.returncode == 0
    assert "  terms:\n    kind: product-terms\n" in done.stdout
    assert state(root) == before
    assert len(store.entries()) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Give --kind"),
        (("--kind", "signed-contract"), "Give --signed"),
        (("--id", "agreement", *PRODUCT), "Add --again"),
        (("--id", "nothing", "--again"), "no document"),
        (("--id", "agreement", "--again", *PRODUCT), "agreement is a signed-contract"),
        ((*PRODUCT, "--governs", "nothing"), "no offering"),
        ((*PRODUCT, "--commit", "0" * 40), "Which file of the archive"),
        ((*PRODUCT, "--encoding", "klingon"), "not known"),
        ((*PRODUCT, "--id", "Bad Id"), "Id"),
    ],
)
def test_what_does_not_fit_together_is_said_before_anything_is_kept(
    arguments: tuple[str, ...], words: str, root: Path, store: FolderStore
) -> None:
    before = state(root)
    (root.parent / "terms.txt").write_bytes(b"Terms")
    done = capture(root, "../terms.txt", *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert state(root) == before
    assert not store.root.exists()


def test_captures_at_once_lose_no_entry(root: Path, store: FolderStore) -> None:
    started = []
    for name in ("one", "two", "three", "four"):
        (root.parent / f"{name}.txt").write_text(f"{name} words", encoding="utf-8")
        started.append(
            subprocess.Popen(
                [
                    *(sys.executable, "-m", "inwriting", "capture", "acme", f"../{name}.txt"),
                    *(*PRODUCT, "--locker", str(store.root)),
                ],
                cwd=root,
                env=environment(root.parent),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
        )
    for process in started:
        _, errors = process.communicate()
        assert process.returncode == 0, errors
    held = documents(root)
    assert {"one", "two", "three", "four"} <= set(held)
    assert all(
        store.find(held[name]["digest"]) is not None for name in ("one", "two", "three", "four")
    )


def test_killed_at_any_write_the_dossier_speaks_of_nothing_that_is_not_kept(
    root: Path, store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command is forked with everything loaded, and killed at each of its writes in turn."""
    from inwriting.cli import capture_command, capture_storage
    from inwriting.cli.main import run as command
    from tests.locker.writer import killing

    # Reading is no writing, and is the same each time.
    read = Extracted(f"{WORDS}\n", "text", "Page", ())
    monkeypatch.setattr(capture_command, "extract", lambda *_, **__: read)

    (root.parent / "page.html").write_text(f"<title>Page</title><p>{WORDS}", encoding="utf-8")
    capture_storage.dossier_of(root, "acme")
    text = (root / ACME).read_bytes()
    names = ("fsync", "replace", "mkdir", "link", "chmod", "utime")
    finished = 0
    for call in range(1, 40):
        child = os.fork()
        if not child:
            null = os.open(os.devnull, os.O_RDWR)
            for stream in (1, 2):
                os.dup2(null, stream)
            killing(os, names, call)
            code = command(
                [
                    *("capture", "acme", str(root.parent / "page.html"), *PRODUCT, "--public"),
                    *("--locker", str(store.root), "--root", str(root)),
                ]
            )
            os._exit(code)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert code in {0, -signal.SIGKILL}
        held = documents(root)
        if "page" in held:
            place = root / "vendors/acme" / held["page"]["source"]["file"]
            assert digest_of_bytes(place.read_bytes()) == held["page"]["digest"]
            assert store.find(held["page"]["captured"]["original"]) is not None
            (root / ACME).write_bytes(text)
            place.unlink()
        else:
            assert (root / ACME).read_bytes() == text
        finished += code == 0
        if finished == 2:
            break
    assert finished == 2
    done = run(["check"], root)
    assert done.returncode == 0, done.stdout


def test_without_the_extra_it_says_what_to_install(root: Path, tmp_path: Path) -> None:
    """A Python that lacks the libraries: a folder before them breaks their import."""
    (root.parent / "terms.pdf").write_bytes(pdf())
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "pikepdf.py").write_text("raise ImportError('no pikepdf')", encoding="utf-8")
    arguments = ["capture", "acme", "../terms.pdf", *PRODUCT, "--locker", "../locker"]
    path = os.pathsep.join((str(broken), str(ROOT / "src")))
    done = run(arguments, root, env={"PYTHONPATH": path})
    assert done.returncode == 2
    assert 'pip install "inwriting[evidence]"' in done.stderr
