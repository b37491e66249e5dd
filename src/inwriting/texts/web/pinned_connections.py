"""Connections to exactly the address that was checked, within one deadline.

A name is resolved once, all its answers are checked, and the connection goes to one of these
addresses: an answer that changes between check and connection is never asked for. TLS still
verifies the certificate against the name.
"""

import ssl
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import httpcore

from inwriting.texts.web.addresses import Allowed, Resolver, forbidden, plain


class ForbiddenAddressError(Exception):
    """A host has an address that nobody may connect to."""


class UnresolvedError(Exception):
    """A host has no address."""


class DeadlineError(Exception):
    """The time for the whole of it is over."""


class PlainTextError(Exception):
    """A connection without TLS to an address that the policy does not name."""


@dataclass(frozen=True, slots=True)
class RequestDeadline:
    """The moment at which everything must be done."""

    clock: Callable[[], float]
    end: float

    def left(self, wanted: float | None = None) -> float:
        """Return the seconds left, at most *wanted*.

        Raises DeadlineError when there are none.
        """
        seconds = self.end - self.clock()
        if seconds <= 0:
            raise DeadlineError
        return seconds if wanted is None else min(seconds, wanted)


class PinnedBackend(httpcore.NetworkBackend):
    """Resolves, checks and connects in one step."""

    def __init__(
        self,
        network: httpcore.NetworkBackend,
        resolve: Resolver,
        allowed: Allowed,
        deadline: RequestDeadline,
        *,
        tls: bool,
    ) -> None:
        """Connect through *network*; without *tls*, only to addresses that *allowed* names."""
        self._network = network
        self._resolve = resolve
        self._allowed = allowed
        self._deadline = deadline
        self._tls = tls

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Return a connection to a checked address of *host*.

        Raises ForbiddenAddressError, UnresolvedError, PlainTextError, DeadlineError and
        httpcore.ConnectError.
        """
        try:
            addresses = self._resolve(host, port, self._deadline.left(timeout))
        except (OSError, UnicodeError) as error:
            raise UnresolvedError(str(error)) from error
        self._deadline.left()
        if not addresses:
            message = "the name service knows no such host"
            raise UnresolvedError(message)
        # One bad answer spoils all: nobody has a good reason to mix them.
        for address in addresses:
            if why := forbidden(address, self._allowed):
                message = (
                    f"{host} is {why}" if host == address else f"{host} is at {address}, {why}"
                )
                raise ForbiddenAddressError(message)
            if not self._tls and not self._allowed.names(plain(address)):
                raise PlainTextError
        failure: Exception = httpcore.ConnectError("no address answered")
        for address in addresses:
            try:
                stream = self._network.connect_tcp(
                    address, port, self._deadline.left(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            return _TimedStream(stream, self._deadline)
        raise failure

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Refuse: no page lies behind a socket of this machine."""
        del path, timeout, socket_options
        message = "a socket of this machine is no web address"
        raise ForbiddenAddressError(message)


class _TimedStream(httpcore.NetworkStream):
    """A connection that ends at the deadline, however slowly its bytes drip."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: RequestDeadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        inner = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _TimedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
