"""Web servers on this machine that do what hostile ones do."""

import contextlib
import datetime
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Answer = Callable[[socket.socket, str], None]
"""Writes to the connection what the path that was asked for gets."""


@contextlib.contextmanager
def server(answer: Answer, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """Answer every connection with *answer* in a thread of its own; the port is returned."""
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(0.05)
    over = threading.Event()
    threads: list[threading.Thread] = []

    def one(raw: socket.socket) -> None:
        raw.settimeout(10)
        with contextlib.suppress(OSError), contextlib.closing(raw):
            connection = tls.wrap_socket(raw, server_side=True) if tls else raw
            with contextlib.closing(connection):
                head = b""
                while b"\r\n\r\n" not in head:
                    more = connection.recv(65536)
                    if not more:
                        return
                    head += more
                answer(connection, head.split(b" ")[1].decode("ascii"))

    def accept() -> None:
        while not over.is_set():
            try:
                raw, _ = listening.accept()
            except TimeoutError:
                continue
            threads.append(threading.Thread(target=one, args=(raw,), daemon=True))
            threads[-1].start()

    accepting = threading.Thread(target=accept, daemon=True)
    accepting.start()
    try:
        yield listening.getsockname()[1]
    finally:
        over.set()
        accepting.join()
        listening.close()
        for thread in threads:
            thread.join(5)


def page(
    content: bytes, media_type: str = "text/html", status: str = "200 OK", *more: str
) -> bytes:
    """Return a whole answer."""
    lines = (f"HTTP/1.1 {status}", f"Content-Type: {media_type}", *more)
    head = "\r\n".join((*lines, f"Content-Length: {len(content)}", "Connection: close"))
    return head.encode("ascii") + b"\r\n\r\n" + content


def redirect(target: str) -> bytes:
    """Return an answer that leads on to *target*."""
    return page(b"", "text/html", "302 Found", f"Location: {target}")


def certificate(folder: Path, *hosts: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return the server's and the client's side of TLS for *hosts*, made for this test."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test")])
    now = datetime.datetime.now(tz=datetime.UTC)
    names: list[x509.GeneralName] = []
    for host in hosts:
        try:
            names.append(x509.IPAddress(ipaddress.ip_address(host)))
        except ValueError:
            names.append(x509.DNSName(host))
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "certificate.pem", folder / "key.pem"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(public, private)
    return serving, ssl.create_default_context(cafile=str(public))
