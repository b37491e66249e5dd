"""A file at a commit of an archive: from a bare repository here, and from a server by one blob."""

import os
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from inwriting.evidence.capture.archive import ArchiveError, read_at_commit
from inwriting.evidence.capture.limits import ExtractionLimits
from inwriting.evidence.capture.retrieval import Network, retrieve
from inwriting.register.load.problem import UnusableInputError
from inwriting.texts.web.addresses import Allowed
from tests.repositories import commit, git

HERE = Allowed.of(["127.0.0.1"])
TERMS = "Example AI/Terms of Service.md"


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """Return a bare repository with three commits of an archive."""
    work = tmp_path / "work"
    (work / "Example AI").mkdir(parents=True)
    git(tmp_path, "init", "-q", "-b", "main", "work")
    for day in (1, 2, 3):
        (work / TERMS).write_text(f"# Terms of day {day}\n", encoding="utf-8")
        (work / "other.md").write_text(f"other {day}" * 10_000, encoding="utf-8")
        commit(work, f"day {day}", day)
    (work / "link.md").symlink_to("other.md")
    commit(work, "link", 4)
    git(tmp_path, "clone", "-q", "--bare", "work", "archive.git")
    git(tmp_path / "archive.git", "config", "uploadpack.allowFilter", "true")
    return tmp_path / "archive.git"


@pytest.fixture
def served(bare: Path) -> "Iterator[Server]":
    """Serve the repository over HTTP with Git's own program for that."""
    server = Server(bare.parent)
    yield server
    server.close()


class Server:
    """Git over HTTP on this machine."""

    def __init__(self, folder: Path) -> None:
        sent: list[int] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.answer(b"")

            def do_POST(self) -> None:
                self.answer(self.rfile.read(int(self.headers.get("Content-Length", "0"))))

            def answer(self, body: bytes) -> None:
                path, _, query = self.path.partition("?")
                done = subprocess.run(
                    ["git", "http-backend"],
                    input=body,
                    capture_output=True,
                    check=True,
                    env={
                        **os.environ,
                        "GIT_PROJECT_ROOT": str(folder),
                        "GIT_HTTP_EXPORT_ALL": "1",
                        "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
                        "REQUEST_METHOD": self.command,
                        "PATH_INFO": path,
                        "QUERY_STRING": query,
                        "CONTENT_TYPE": self.headers.get("Content-Type", ""),
                        "CONTENT_LENGTH": str(len(body)),
                        "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
                    },
                )
                head, _, content = done.stdout.partition(b"\r\n\r\n")
                sent.append(len(content))
                status = 200
                fields = [line.split(": ", 1) for line in head.decode("ascii").split("\r\n")]
                for name, value in fields:
                    if name == "Status":
                        status = int(value[:3])
                self.send_response(status)
                for name, value in fields:
                    if name != "Status":
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Say nothing."""

        self.sent = sent
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/archive.git"
        Thread(target=self.http.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.http.shutdown()
        self.http.server_close()


def test_the_newest_text_of_a_bare_repository(bare: Path) -> None:
    found = read_at_commit(str(bare), TERMS)
    assert found.content == b"# Terms of day 3\n"
    assert found.commit == git(bare, "rev-parse", "HEAD")
    assert str(found.committed) == "2026-11-04"


def test_an_earlier_text_by_its_commit(bare: Path) -> None:
    earlier = git(bare, "rev-parse", "HEAD~3")
    for place in (str(bare), f"file://{bare}", str(bare.parent / "work")):
        found = read_at_commit(place, TERMS, earlier)
        assert found.content == b"# Terms of day 1\n"
        assert (found.commit, str(found.committed)) == (earlier, "2026-11-01")


def test_one_blob_comes_from_a_server(served: Server, bare: Path) -> None:
    found = read_at_commit(served.url, TERMS, allowed=HERE)
    assert found.content == b"# Terms of day 3\n"
    # The other file alone would be 70,000 characters, and hardly smaller when packed thrice.
    assert sum(served.sent) < 4_000
    earlier = git(bare, "rev-parse", "HEAD~2")
    assert read_at_commit(served.url, TERMS, earlier, allowed=HERE).content.endswith(b"day 2\n")


def test_a_server_inside_is_not_asked_unless_the_policy_says_so(served: Server) -> None:
    with pytest.raises(ArchiveError, match="loopback"):
        read_at_commit(served.url, TERMS)
    assert served.sent == []
    url = served.url.replace("127.0.0.1", "archive.example")
    with pytest.raises(ArchiveError, match=r"169\.254\.169\.254"):
        read_at_commit(url, TERMS, resolve=lambda *_: ("169.254.169.254",))
    with pytest.raises(ArchiveError, match="TLS"):
        read_at_commit(url, TERMS, resolve=lambda *_: ("93.184.215.14",))


def test_git_connects_to_the_address_that_was_checked(served: Server) -> None:
    """The name does not exist; only the checked address is known to Git."""
    url = served.url.replace("127.0.0.1", "archive.invalid")
    found = read_at_commit(url, TERMS, allowed=HERE, resolve=lambda *_: ("127.0.0.1",))
    assert found.content == b"# Terms of day 3\n"


@pytest.mark.parametrize(
    ("path", "commit_name", "words"),
    [
        ("Example AI/terms of service.md", "", "has no file"),
        ("Example AI", "", "has no file"),
        ("link.md", "", "has no file"),
        ("../x", "", "no path"),
        ("/etc/passwd", "", "no path"),
        ("", "", "no path"),
        (TERMS, "HEAD", "no full name"),
        (TERMS, "0" * 40, "no commit"),
        (TERMS, "--output=x", "no full name"),
    ],
)
def test_what_the_archive_does_not_have_is_said(
    path: str, commit_name: str, words: str, bare: Path
) -> None:
    with pytest.raises(ArchiveError, match=words):
        read_at_commit(str(bare), path, commit_name)


@pytest.mark.parametrize(
    "place", ["nowhere", "ext::sh -c id", "ssh://h/x", "https://user:pw@h/x", "-x", "https://"]
)
def test_what_is_no_archive_is_said(place: str) -> None:
    with pytest.raises(ArchiveError):
        read_at_commit(place, TERMS)


def test_limits(bare: Path) -> None:
    with pytest.raises(ArchiveError, match="larger than 10 bytes"):
        read_at_commit(str(bare), TERMS, size=10)


def test_a_pointer_is_no_text(bare: Path) -> None:
    work = bare.parent / "work"
    (work / "big.md").write_text("version https://git-lfs.github.com/spec/v1\noid x\n", "utf-8")
    commit(work, "pointer", 5)
    with pytest.raises(ArchiveError, match="pointer"):
        read_at_commit(str(work), "big.md")


def test_a_host_that_is_not_found_is_named() -> None:
    def unknown(*_: object) -> tuple[str, ...]:
        raise OSError("Name or service not known")

    for place, host in (("example/terms", "github.com"), ("https://h.example/x.git", "h.example")):
        with pytest.raises(ArchiveError, match=f"The host '{host}' was not found"):
            read_at_commit(place, TERMS, resolve=unknown)


def test_a_server_without_the_repository_is_said(served: Server) -> None:
    with pytest.raises(ArchiveError, match="Git could not read the archive") as error:
        read_at_commit(served.url.replace("archive.git", "none.git"), TERMS, allowed=HERE)
    assert "Check its name" in error.value.fix


def test_an_archive_that_does_not_answer_is_given_up(bare: Path) -> None:
    with pytest.raises(ArchiveError, match="did not answer within 0 seconds"):
        read_at_commit(str(bare), TERMS, seconds=0)


def test_a_machine_without_git_says_so(
    bare: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    with pytest.raises(ArchiveError, match="Git is not installed"):
        read_at_commit(str(bare), TERMS)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("x" * 300, "cannot be read"),
        ("large.pdf", "larger than"),
        ("none.pdf", "no such file"),
        (".", "no plain file"),
        ("ftp://h.example/x.pdf", "not fetched"),
    ],
)
def test_a_source_that_cannot_be_brought_is_said(name: str, said: str, tmp_path: Path) -> None:
    with (tmp_path / "large.pdf").open("wb") as file:
        file.truncate(ExtractionLimits().size + 1)
    source = name if "://" in name else str(tmp_path / name)
    with pytest.raises(UnusableInputError) as error:
        retrieve(source, "", "", Network())
    (problem,) = error.value.problems
    assert said in problem.message
    assert problem.fix


def test_what_an_archive_refuses_is_said_with_its_name(bare: Path) -> None:
    with pytest.raises(UnusableInputError, match="has no file"):
        retrieve(f"archive:{bare}", "none.md", "", Network())
    with pytest.raises(UnusableInputError, match="Which file"):
        retrieve(f"archive:{bare}", "", "", Network())
