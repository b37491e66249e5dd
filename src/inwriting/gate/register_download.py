"""A file from the web: bounded in size and time, over encrypted connections only."""

import ipaddress
import time
from collections.abc import Callable
from urllib.parse import urlsplit

SECONDS = 60
"""How long a download may take in all."""
_SECONDS_OF_SILENCE = 15
_MOST_REDIRECTS = 5

Download = Callable[[str, int], bytes | None]
"""Returns what is at an address, at most so many bytes; None when there is nothing.

Raises DownloadError when it cannot be had.
"""


class DownloadError(Exception):
    """A file that cannot be downloaded, with the reason in words."""


def download(address: str, largest: int) -> bytes | None:
    """Return what is at *address*, at most *largest* bytes; None when the server has no such file.

    Redirections are followed, never to an address that is not encrypted. Nothing is sent along: no
    cookies, no name, no password. Proxies are used as the environment says.

    Raises DownloadError.
    """
    # Needed only where a register lies on the web.
    import httpx

    end = time.monotonic() + SECONDS
    try:
        with httpx.Client(timeout=_SECONDS_OF_SILENCE, follow_redirects=False) as client:
            for _ in range(_MOST_REDIRECTS + 1):
                _refuse_open(address)
                with client.stream("GET", address, headers={"Accept-Encoding": "identity"}) as got:
                    if got.has_redirect_location:
                        address = str(got.url.join(got.headers["Location"]))
                        continue
                    return _body(got, largest, end)
    except (httpx.HTTPError, httpx.InvalidURL, KeyError, ValueError, OSError) as error:
        message = f"It cannot be downloaded: {str(error) or type(error).__name__}."
        raise DownloadError(message) from error
    message = f"It is redirected more than {_MOST_REDIRECTS} times."
    raise DownloadError(message)


def is_loopback(host: str) -> bool:
    """Tell whether *host* is this machine itself."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _refuse_open(address: str) -> None:
    parts = urlsplit(address)
    if parts.username is not None or parts.password is not None:
        message = "The address holds a name or password, which would end up in logs."
        raise DownloadError(message)
    if parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or "")):
        return
    message = f"{parts.scheme}: is not encrypted; anybody on the way could exchange what it brings."
    raise DownloadError(message)


def _body(got: object, largest: int, end: float) -> bytes | None:
    import httpx

    assert isinstance(got, httpx.Response)  # noqa: S101 - the import is late
    if got.status_code in {404, 410}:
        return None
    if got.status_code != 200:
        message = f"The server answers {got.status_code} {got.reason_phrase}."
        raise DownloadError(message)
    content = bytearray()
    for part in got.iter_bytes():
        content += part
        if len(content) > largest:
            message = f"It has more than {largest:,} bytes."
            raise DownloadError(message)
        if time.monotonic() > end:
            message = f"It takes more than {SECONDS} seconds."
            raise DownloadError(message)
    return bytes(content)
