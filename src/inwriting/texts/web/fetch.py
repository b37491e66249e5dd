"""One page of the web: from a checked address, within limits, or the reason why not.

No cookies, no proxy, no credentials. Every redirect is a new address and is checked like the first.
"""

import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from typing import Final

import httpcore
import httpx

from inwriting import __version__
from inwriting.texts.web.addresses import Allowed, Resolver, system_resolver
from inwriting.texts.web.pinned_connections import (
    DeadlineError,
    ForbiddenAddressError,
    PinnedBackend,
    PlainTextError,
    RequestDeadline,
    UnresolvedError,
)

USER_AGENT: Final = f"inwriting/{__version__} (a firm's register of AI vendors; one page at a time)"
"""Who asks. It imitates no browser."""

_PUBLIC: Final = Allowed()
_STEP_SECONDS: Final = 20.0
_LONGEST_ADDRESS: Final = 2000


class Fault(Enum):
    """Why a page was not fetched."""

    BAD_ADDRESS = "bad-address"
    FORBIDDEN_ADDRESS = "forbidden-address"
    NOT_RESOLVED = "not-resolved"
    UNREACHABLE = "unreachable"
    TLS = "tls"
    REDIRECTS = "redirects"
    STATUS = "status"
    WRONG_TYPE = "wrong-type"
    TOO_LARGE = "too-large"
    TOO_SLOW = "too-slow"
    BROKEN_OFF = "broken-off"


class FetchError(Exception):
    """A page that was not fetched; nothing of it is used."""

    def __init__(self, fault: Fault, message: str, fix: str, status: int = 0) -> None:
        """Say what happened and how to mend it; *status* is the server's, or 0."""
        super().__init__(f"{message} {fix}")
        self.fault = fault
        self.message = message
        self.fix = fix
        self.status = status


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one page may cost."""

    size: int = 20 * 1024 * 1024
    """Bytes, unpacked."""
    seconds: float = 60.0
    """For everything together: names, redirects, every byte."""
    redirects: int = 5
    types: frozenset[str] = frozenset()
    """The media types that are taken; empty for any."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came."""

    url: str
    """The address that was asked for."""
    final_url: str
    """The address that answered, after redirects."""
    status: int
    media_type: str
    """As in text/html, in small letters; empty when the server did not say."""
    charset: str
    """As the server named it; empty when it did not."""
    content: bytes
    etag: str
    last_modified: str


def fetch(
    url: str,
    *,
    allowed: Allowed = _PUBLIC,
    limits: Limits = Limits(),
    resolve: Resolver = system_resolver,
    network: httpcore.NetworkBackend | None = None,
    clock: Callable[[], float] = time.monotonic,
    tls: ssl.SSLContext | None = None,
    headers: Mapping[str, str] | None = None,
) -> Fetched:
    """Return the page at *url*.

    *network* makes the connections, *tls* verifies certificates (by default as httpx does), and
    *headers* are sent besides those that say who asks. Raises FetchError.
    """
    deadline = RequestDeadline(clock, clock() + limits.seconds)
    address = _address(url)
    for _ in range(limits.redirects + 1):
        backend = PinnedBackend(
            network or httpcore.SyncBackend(),
            resolve,
            allowed,
            deadline,
            tls=address.scheme == "https",
        )
        if tls is None and address.scheme == "https":
            # A firm that inspects its own traffic names its authority in SSL_CERT_FILE.
            tls = httpx.create_ssl_context()
        with _explained(address, limits), _client(backend, tls) as client:
            sent = {"user-agent": USER_AGENT, "accept-encoding": "gzip", **(headers or {})}
            with client.stream("GET", address, headers=sent) as response:
                target = response.headers.get("location", "") if response.is_redirect else ""
                if not target:
                    return _taken(url, address, response, limits)
        address = _redirected(address, target)
    raise FetchError(
        Fault.REDIRECTS,
        f"{url} redirects more than {limits.redirects} times.",
        "Open it in a browser and give the address that you end at.",
    )


class _Transport(httpx.BaseTransport):
    """httpx over connections of our own: it has no way in for a network backend."""

    def __init__(self, pool: httpcore.ConnectionPool) -> None:
        self._pool = pool

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        raw = httpcore.Request(
            request.method,
            httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            extensions=request.extensions,
        )
        answer = self._pool.handle_request(raw)
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            stream=_Stream(answer),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        self._pool.close()


class _Stream(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


def _client(backend: PinnedBackend, tls: ssl.SSLContext | None) -> httpx.Client:
    pool = httpcore.ConnectionPool(
        # Where there is no TLS to verify, nobody is trusted.
        ssl_context=tls or ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
        max_connections=1,
        network_backend=backend,
    )
    return httpx.Client(
        transport=_Transport(pool),
        follow_redirects=False,
        timeout=_STEP_SECONDS,
        trust_env=False,
    )


def _taken(url: str, address: httpx.URL, response: httpx.Response, limits: Limits) -> Fetched:
    status = response.status_code
    if status != 200:
        raise FetchError(Fault.STATUS, f"{address} answered {status}.", _mend(status), status)
    declared = response.headers.get("content-type", "")
    media_type = declared.partition(";")[0].strip().casefold()
    if limits.types and media_type and media_type not in limits.types:
        raise FetchError(
            Fault.WRONG_TYPE,
            f"{address} has the type {media_type[:80]!r}, which is not supported.",
            "Give the address of the document itself.",
        )
    too_large = FetchError(
        Fault.TOO_LARGE,
        f"{address} is larger than {limits.size:,} bytes.",
        "Save the part that you need as a file, and capture that.",
    )
    length = response.headers.get("content-length", "")
    if length.isdecimal() and int(length) > limits.size:
        raise too_large
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > limits.size:
            raise too_large
    return Fetched(
        url=url,
        final_url=str(address),
        status=status,
        media_type=media_type,
        charset=response.charset_encoding or "",
        content=bytes(content),
        etag=response.headers.get("etag", ""),
        last_modified=response.headers.get("last-modified", ""),
    )


def _mend(status: int) -> str:
    if status in {401, 403, 407, 429, 451, 503}:
        return (
            "The site blocks programs or wants a sign-in. Open it in a browser, save the page "
            "as a file, and capture that."
        )
    if status in {404, 410}:
        return "The page no longer exists, or never did. Look for its new address."
    return "Try again later; if it stays, save the page in a browser and capture the file."


def _address(url: str) -> httpx.URL:
    """Return *url* when it is one that may be asked for.

    Raises FetchError.
    """
    problem = ""
    address = httpx.URL()
    try:
        address = httpx.URL(url)
        # The host is turned into letters that the name service knows only now.
        _ = address.raw_host
    except (httpx.InvalidURL, UnicodeError, ValueError):
        problem = "is not a web address"
    else:
        if address.scheme not in {"https", "http"}:
            problem = "does not begin with https://"
        elif not address.host or "%" in address.host.partition("%25")[0]:
            problem = "names no host"
        elif address.userinfo:
            problem = "contains a name or password"
        elif len(url) > _LONGEST_ADDRESS:
            problem = f"is longer than {_LONGEST_ADDRESS} characters"
    if problem:
        raise FetchError(
            Fault.BAD_ADDRESS,
            f"{url[:200]!r} {problem}.",
            "Give a full address, as in https://vendor.example/terms.",
        )
    return address.copy_with(fragment=None)


def _redirected(address: httpx.URL, target: str) -> httpx.URL:
    try:
        joined = str(address.join(target))
    except (httpx.InvalidURL, UnicodeError, ValueError):
        joined = target
    try:
        return _address(joined)
    except FetchError as error:
        raise FetchError(
            error.fault,
            f"{address} redirects to an address that is not allowed: {error.message}",
            "Open it in a browser and give the address that you end at.",
        ) from error


@contextmanager
def _explained(address: httpx.URL, limits: Limits) -> Iterator[None]:
    """Turn what goes wrong on the way into a FetchError that says so."""
    try:
        yield
    except ForbiddenAddressError as error:
        raise FetchError(
            Fault.FORBIDDEN_ADDRESS,
            f"{address} is not fetched: {error}.",
            "If it is a machine of the firm's that may be asked, name its address in "
            "policy/policy.yaml under fetching, allow-addresses.",
        ) from error
    except PlainTextError as error:
        raise FetchError(
            Fault.BAD_ADDRESS,
            f"{address} is not fetched: without TLS, the text can be changed on its way.",
            "Give the address with https://. Without TLS, only addresses are asked that "
            "policy/policy.yaml names under fetching, allow-addresses.",
        ) from error
    except UnresolvedError as error:
        raise FetchError(
            Fault.NOT_RESOLVED,
            f"The host {address.host!r} was not found: {error}.",
            "Check the spelling and the connection.",
        ) from error
    except (DeadlineError, httpcore.TimeoutException, httpx.TimeoutException) as error:
        raise FetchError(
            Fault.TOO_SLOW,
            f"{address} was not complete after {limits.seconds:g} seconds, or stopped sending.",
            "Try again later; if it stays, save the page in a browser and capture the file.",
        ) from error
    except (httpcore.ConnectError, httpx.ConnectError) as error:
        cause: BaseException | None = error
        while cause is not None and not isinstance(cause, ssl.SSLError):
            cause = cause.__cause__ or cause.__context__
        raise _unconnected(address, cause if isinstance(cause, ssl.SSLError) else None) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError) as error:
        raise FetchError(
            Fault.BROKEN_OFF,
            f"{address} broke off before it was complete, or did not speak HTTP.",
            "Try again later; nothing was stored.",
        ) from error


def _unconnected(address: httpx.URL, cause: ssl.SSLError | None) -> FetchError:
    if cause is None:
        return FetchError(
            Fault.UNREACHABLE,
            f"{address.host} cannot be reached.",
            "Check the address and the connection, and try again later.",
        )
    reason = getattr(cause, "verify_message", "") or cause.reason or "the handshake failed"
    return FetchError(
        Fault.TLS,
        f"{address.host} could not prove its identity: {reason}.",
        "Don't work around this: the text could come from anybody. Ask the vendor.",
    )
