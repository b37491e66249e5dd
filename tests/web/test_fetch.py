"""Pages are fetched from checked addresses within limits, or the reason is said."""

import gzip
import socket
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import httpcore
import pytest

from inwriting.texts.web.addresses import Allowed, system_resolver
from inwriting.texts.web.fetch import USER_AGENT, Fault, Fetched, FetchError, Limits, fetch
from tests.web.servers import certificate, page, redirect, server

HERE = Allowed.of(["127.0.0.0/8"])
PUBLIC = "93.184.215.14"


class Rerouted(httpcore.NetworkBackend):
    """Connects a public address to a port of this machine, and notes where it was sent."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.asked: list[str] = []

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        del port, local_address, socket_options
        self.asked.append(host)
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self.port, timeout)


def fault(url: str, **options: Any) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetch(url, **options)
    assert caught.value.message
    assert caught.value.fix
    return caught.value


def local(answer: bytes, path: str = "/terms", **options: Any) -> Fetched:
    with server(lambda connection, _: connection.sendall(answer)) as port:
        return fetch(f"http://127.0.0.1:{port}{path}", allowed=HERE, **options)


def test_a_page_comes_with_what_the_server_says_of_it() -> None:
    answer = page(b"<p>Terms", "Text/HTML; charset=ISO-8859-1", "200 OK", 'ETag: "1"')
    found = local(answer)
    assert found.content == b"<p>Terms"
    assert (found.media_type, found.charset.lower()) == ("text/html", "iso-8859-1")
    assert found.etag == '"1"'


def test_it_says_who_asks() -> None:
    heard = []

    def answer(connection: socket.socket, _: str) -> None:
        connection.sendall(page(b"x"))

    class Listening(Rerouted):
        def connect_tcp(self, *arguments: Any, **more: Any) -> httpcore.NetworkStream:
            stream = super().connect_tcp(*arguments, **more)
            write = stream.write

            def noted(buffer: bytes, timeout: float | None = None) -> None:
                heard.append(buffer)
                write(buffer, timeout)

            stream.write = noted  # type: ignore[method-assign]
            return stream

    with server(answer) as port:
        fetch("http://127.0.0.1/", allowed=HERE, network=Listening(port))
    sent = b"".join(heard)
    assert USER_AGENT.encode() in sent
    assert b"cookie" not in sent.lower()


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "017700000001",
        "localhost",
        "0.0.0.0",  # noqa: S104 - it is asked for, not listened on
        "10.0.0.1",
        "172.16.5.4",
        "192.168.1.1",
        "100.64.0.1",
        "100.100.100.200",
        "169.254.169.254",
        "168.63.129.16",
        "192.0.0.192",
        "198.18.0.1",
        "203.0.113.5",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "[::]",
        "[::1]",
        "[::127.0.0.1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:10.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b::a9fe:a9fe]",
        "[2002:7f00:1::]",
        "[2001:0:53aa:64c::1]",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "[fec0::1]",
        "[ff02::1]",
        "[2001:db8::1]",
    ],
)
def test_an_address_that_is_not_public_is_never_connected_to(host: str) -> None:
    network = Rerouted(1)
    error = fault(f"https://{host}/", network=network)
    # Systems that read fewer ways of writing an address do not find such a host at all.
    assert error.fault in {Fault.FORBIDDEN_ADDRESS, Fault.NOT_RESOLVED, Fault.BAD_ADDRESS}
    assert network.asked == []


def test_one_bad_answer_of_the_name_service_spoils_all() -> None:
    network = Rerouted(1)
    error = fault(
        "https://vendor.example/", resolve=lambda *_: (PUBLIC, "10.0.0.1"), network=network
    )
    assert error.fault is Fault.FORBIDDEN_ADDRESS
    assert "10.0.0.1" in error.message
    assert network.asked == []


def test_an_answer_that_changes_between_check_and_connection_is_never_asked_for(
    tmp_path: Path,
) -> None:
    """The name is resolved once: the second answer, which leads inside, does not come."""
    answers = iter([(PUBLIC,), ("169.254.169.254",)])
    serving, trusting = certificate(tmp_path, "vendor.example")
    with server(lambda connection, _: connection.sendall(page(b"Terms")), serving) as port:
        network = Rerouted(port)
        found = fetch(
            "https://vendor.example/terms",
            resolve=lambda *_: next(answers),
            network=network,
            tls=trusting,
        )
    assert found.content == b"Terms"
    assert network.asked == [PUBLIC]


def test_the_name_is_checked_again_at_each_redirect(tmp_path: Path) -> None:
    answers = iter([(PUBLIC,), ("127.0.0.1",)])
    serving, trusting = certificate(tmp_path, "vendor.example")
    with server(lambda c, _: c.sendall(redirect("/again")), serving) as port:
        network = Rerouted(port)
        error = fault(
            "https://vendor.example/",
            resolve=lambda *_: next(answers),
            network=network,
            tls=trusting,
        )
    assert error.fault is Fault.FORBIDDEN_ADDRESS
    assert network.asked == [PUBLIC]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("http://169.254.169.254/latest/meta-data/", Fault.FORBIDDEN_ADDRESS),
        ("https://[::ffff:169.254.169.254]/", Fault.FORBIDDEN_ADDRESS),
        ("file:///etc/passwd", Fault.BAD_ADDRESS),
        ("gopher://127.0.0.1/", Fault.BAD_ADDRESS),
        ("https://user:secret@127.0.0.1/", Fault.BAD_ADDRESS),
        ("//192.168.0.1/", Fault.FORBIDDEN_ADDRESS),
        ("https://", Fault.BAD_ADDRESS),
        ("https://[", Fault.BAD_ADDRESS),
    ],
)
def test_a_redirect_leads_to_no_forbidden_address(target: str, expected: Fault) -> None:
    with server(lambda connection, _: connection.sendall(redirect(target))) as port:
        error = fault(f"http://127.0.0.1:{port}/", allowed=HERE)
    assert error.fault is expected


def test_without_tls_only_addresses_that_the_policy_names_are_asked() -> None:
    network = Rerouted(1)
    error = fault("http://vendor.example/", resolve=lambda *_: (PUBLIC,), network=network)
    assert error.fault is Fault.BAD_ADDRESS
    assert "TLS" in error.message
    assert network.asked == []


def test_redirects_come_to_an_end() -> None:
    with server(lambda connection, _: connection.sendall(redirect("/more"))) as port:
        assert fault(f"http://127.0.0.1:{port}/", allowed=HERE).fault is Fault.REDIRECTS


def test_a_redirect_is_followed() -> None:
    def answer(connection: socket.socket, path: str) -> None:
        connection.sendall(page(b"Terms") if path == "/new" else redirect("/new"))

    with server(answer) as port:
        found = fetch(f"http://127.0.0.1:{port}/old#part", allowed=HERE)
    assert found.final_url == f"http://127.0.0.1:{port}/new"
    assert found.content == b"Terms"


def test_a_certificate_for_another_name_is_refused(tmp_path: Path) -> None:
    serving, trusting = certificate(tmp_path, "other.example")
    with server(lambda c, _: c.sendall(page(b"x")), serving) as port:
        error = fault(
            "https://vendor.example/",
            resolve=lambda *_: (PUBLIC,),
            network=Rerouted(port),
            tls=trusting,
        )
    assert error.fault is Fault.TLS


def test_a_certificate_of_nobody_known_is_refused(tmp_path: Path) -> None:
    serving, _ = certificate(tmp_path, "127.0.0.1")
    with server(lambda c, _: c.sendall(page(b"x")), serving) as port:
        error = fault(f"https://127.0.0.1:{port}/", allowed=HERE)
    assert error.fault is Fault.TLS


def test_a_page_that_never_ends_is_cut_at_the_limit() -> None:
    """Half a gigabyte is offered; hardly more than the limit is taken."""
    sent = 0

    def answer(connection: socket.socket, path: str) -> None:
        nonlocal sent
        length = "" if path == "/untold" else "Content-Length: 524288000\r\n"
        connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{length}\r\n".encode())
        block = b"x" * 65536
        while sent < 524_288_000:
            connection.sendall(block)
            sent += len(block)

    for path in ("/untold", "/told"):
        sent = 0
        began = time.process_time()
        with server(answer) as port:
            error = fault(
                f"http://127.0.0.1:{port}{path}", allowed=HERE, limits=Limits(size=1024 * 1024)
            )
        assert error.fault is Fault.TOO_LARGE
        assert sent < 32 * 1024 * 1024
        assert time.process_time() - began < 5


def test_what_is_packed_counts_unpacked() -> None:
    packed = gzip.compress(b"x" * 3_000_000)
    answer = page(packed, "text/html", "200 OK", "Content-Encoding: gzip")
    with pytest.raises(FetchError) as caught:
        local(answer, limits=Limits(size=1_000_000))
    assert caught.value.fault is Fault.TOO_LARGE
    assert local(answer).content == b"x" * 3_000_000


@pytest.mark.parametrize("where", ["head", "body", "nothing"])
def test_a_server_that_drips_is_cut_at_the_deadline(where: str) -> None:
    over = threading.Event()
    dripped = []

    def answer(connection: socket.socket, _: str) -> None:
        if where == "body":
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        if where == "head":
            connection.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
        for turn in range(600):
            if over.wait(0.05):
                return
            dripped.append(turn)
            if where != "nothing":
                connection.sendall(b"x")

    with server(answer) as port:
        error = fault(f"http://127.0.0.1:{port}/", allowed=HERE, limits=Limits(seconds=0.4))
        over.set()
    assert error.fault is Fault.TOO_SLOW
    assert len(dripped) < 600


def test_a_name_service_that_does_not_answer_is_cut_at_the_deadline(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    over = threading.Event()

    def slow(*_: object, **__: object) -> list[object]:
        over.wait(30)
        answered.append(True)
        return []

    answered: list[bool] = []

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    error = fault("https://vendor.example/", limits=Limits(seconds=0.2))
    assert not answered
    over.set()
    assert error.fault in {Fault.NOT_RESOLVED, Fault.TOO_SLOW}


@pytest.mark.parametrize(
    ("status", "word"),
    [("403 No", "Open it in a browser"), ("404 Gone", "new address"), ("500 Oh", "later")],
)
def test_an_answer_that_is_no_page_is_said(status: str, word: str) -> None:
    with pytest.raises(FetchError) as caught:
        local(page(b"<p>sorry", "text/html", status))
    assert caught.value.fault is Fault.STATUS
    assert caught.value.status == int(status[:3])
    assert word in caught.value.fix


def test_only_the_types_that_are_read_are_taken() -> None:
    limits = Limits(types=frozenset({"text/html"}))
    with pytest.raises(FetchError) as caught:
        local(page(b"x", "video/mp4"), limits=limits)
    assert caught.value.fault is Fault.WRONG_TYPE
    assert local(page(b"x", "text/html"), limits=limits).content == b"x"


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nnogzi",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort",
        b"SSH-2.0-OpenSSH\r\n",
        b"",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 300_000,
    ],
)
def test_what_is_not_whole_is_not_used(answer: bytes) -> None:
    with pytest.raises(FetchError) as caught:
        local(answer)
    assert caught.value.fault is Fault.BROKEN_OFF


@pytest.mark.parametrize(
    "url",
    [
        *("", "terms", "ftp://vendor.example/", "https://", "https://a b/"),
        *("https://x/" + "y" * 3000, "https://[", "https://h:port/", "https://h\0st/"),
    ],
)
def test_what_is_no_web_address_is_said(url: str) -> None:
    assert fault(url).fault is Fault.BAD_ADDRESS


def test_a_port_where_nobody_answers_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    assert fault(f"http://127.0.0.1:{port}/", allowed=HERE).fault is Fault.UNREACHABLE


def test_a_host_that_nobody_knows_is_said() -> None:
    def unknown(*_: object) -> tuple[str, ...]:
        message = "no such host"
        raise OSError(message)

    assert fault("https://vendor.example/", resolve=unknown).fault is Fault.NOT_RESOLVED
    assert fault("https://vendor.example/", resolve=lambda *_: ()).fault is Fault.NOT_RESOLVED


def test_an_answer_of_the_name_service_that_is_no_address_is_not_asked() -> None:
    network = Rerouted(1)
    error = fault("https://vendor.example/", resolve=lambda *_: ("not.an.ip",), network=network)
    assert error.fault is Fault.FORBIDDEN_ADDRESS
    assert "no address that can be read" in error.message
    assert network.asked == []


def test_the_machines_own_resolver_is_asked() -> None:
    assert "127.0.0.1" in system_resolver("127.0.0.1", 80, 5)
    with pytest.raises(OSError, match="no such host"):
        system_resolver("no-such-host.invalid", 80, 20)
