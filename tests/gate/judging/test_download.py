"""A register from the web: a real server on this machine, and all that can go wrong with it."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from inwriting.gate import register_download
from inwriting.gate.register_download import DownloadError, download, is_loopback
from inwriting.gate.register_error import RegisterError
from inwriting.gate.register_reading import RegisterAsked, read_register
from tests.gate.judging.conftest import FIRM, TODAY, Firm

Answers = dict[str, tuple[int, dict[str, str], bytes]]
"""By path: the status, the headers and the body."""


@contextmanager
def _serving(answers: Answers, seen: list[dict[str, str]] | None = None) -> Iterator[str]:
    """Serve *answers*, and give the address."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if seen is not None:
                seen.append(dict(self.headers))
            status, headers, body = answers.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            del format, args

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_register_and_its_signature_come_from_the_web(firm: Firm) -> None:
    content = firm.register.read_bytes()
    signature = (firm.folder / "register.json.sig").read_bytes()
    answers: Answers = {
        "/r/register.json?v=1": (200, {}, content),
        "/r/register.json.sig?v=1": (200, {}, signature),
        "/bare/register.json": (200, {}, content),
        "/old": (302, {"Location": "/r/register.json?v=1"}, b""),
    }
    seen: list[dict[str, str]] = []
    with _serving(answers, seen) as address:
        asked = RegisterAsked(f"{address}/r/register.json?v=1", signers=firm.signers)
        assert read_register(asked, TODAY).used.signed_by == FIRM
        bare = RegisterAsked(f"{address}/bare/register.json", signers=firm.signers)
        with pytest.raises(RegisterError, match="not signed"):
            read_register(bare, TODAY)
        missing = RegisterAsked(f"{address}/none.json", signers=firm.signers)
        with pytest.raises(RegisterError, match="no such file"):
            read_register(missing, TODAY)
        assert download(f"{address}/old", len(content)) == content
    assert {"Cookie", "Authorization"} & {name for headers in seen for name in headers} == set()


def test_what_a_server_does_wrong_is_said() -> None:
    answers: Answers = {
        "/large": (200, {}, b"x" * 2000),
        "/error": (500, {}, b""),
        "/round": (302, {"Location": "/round"}, b""),
        "/open": (302, {"Location": "http://register.example.com/register.json"}, b""),
        "/file": (302, {"Location": "file:///etc/hostname"}, b""),
        "/lost": (302, {}, b""),
    }
    with _serving(answers) as address:
        for path, said in {
            "/large": "more than 1,000 bytes",
            "/error": "answers 500",
            "/round": "redirected more than 5 times",
            "/open": "not encrypted",
            "/file": "not encrypted",
            "/lost": "answers 302",
        }.items():
            with pytest.raises(DownloadError, match=said):
                download(address + path, 1000)
    with pytest.raises(DownloadError, match="cannot be downloaded"):
        download(address + "/large", 1000)


def test_a_server_that_takes_too_long_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register_download, "SECONDS", 0)
    with (
        _serving({"/slow": (200, {}, b"x" * 500)}) as address,
        pytest.raises(DownloadError, match="takes more than 0 seconds"),
    ):
        download(f"{address}/slow", 1000)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://register.example.com/register.json", "not encrypted"),
        ("ftp://register.example.com/register.json", "not encrypted"),
        ("https://me:secret@register.example.com/register.json", "name or password"),
        ("https://[", "cannot be downloaded"),
    ],
)
def test_addresses_that_are_not_asked(address: str, said: str, firm: Firm) -> None:
    with pytest.raises(DownloadError, match=said):
        download(address, 1000)
    with pytest.raises(RegisterError) as error:
        read_register(RegisterAsked(address, signers=firm.signers), TODAY)
    assert error.value.problem.fix


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost.example.com", False),
        ("127.0.0.1.example.com", False),
        ("10.0.0.1", False),
        ("", False),
    ],
)
def test_this_machine_is_told_from_others(host: str, here: bool) -> None:
    assert is_loopback(host) is here
