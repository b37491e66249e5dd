"""What an address alone tells: that it stays on the machine, answers chats, or is a page."""

import ipaddress
import re

from inwriting.gate.patterns import split_address

_LOCAL_NAMES = ("localhost", "host.docker.internal", "host.containers.internal")
_LOCAL_ENDINGS = (".localhost", ".local", ".svc", ".cluster.local", ".docker.internal", ".lan")
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?\Z")
_HOST = re.compile(r"(?:[a-z0-9_*{}$<>-]+\.)+[a-z]{2,}\Z")
_ANSWERS = re.compile(
    r"(?:/chat/completions|/v\d+(?:beta\d*)?/(?:completions|embeddings)|/openai/deployments/[^/]+)\Z",
    re.IGNORECASE,
)

_PAGES = re.compile(
    r"\A(?:www|docs?|documentation|platform|console|status|blog|help|support|dashboard|cookbook|"
    r"developers?|learn|community|forum|about|careers|trust|pricing|playground|studio|cdn|assets|"
    r"static|images?|img|media|discord|app|accounts?|auth|login|aistudio|portal|hub|news|research)\."
)
_FILES = re.compile(
    r"\.(?:html?|md|png|jpe?g|gif|svg|ico|webp|pdf|txt|css|zip|tar\.gz|whl|woff2?)\Z", re.IGNORECASE
)


def is_local(address: str) -> bool:
    """Tell whether what is sent to *address* stays on the machine or in its private network."""
    host, _, _ = split_address(address)
    host = host.strip("[]")
    if host.count(":") > 1 or host.replace(".", "").isdigit():
        try:
            return not ipaddress.ip_address(host).is_global
        except ValueError:
            return False
    if host in _LOCAL_NAMES or host.endswith(_LOCAL_ENDINGS):
        return True
    # One word is a service beside it, as in a compose file.
    return "." not in host and _NAME.match(host) is not None


def has_host(address: str) -> bool:
    """Tell whether *address* names a host in full, or at least the domain it lies in."""
    host, _, _ = split_address(address)
    if host.replace(".", "").isdigit() or host.startswith("["):
        return _is_number_of_the_internet(host.strip("[]"))
    labels = host.split(".")
    known = [label for label in labels[-2:] if _NAME.match(label)]
    return bool(_HOST.match(host)) and len(known) == 2


def _is_number_of_the_internet(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return False


def host_of(address: str) -> str:
    """Return the host of *address*."""
    return split_address(address)[0]


def answers_chats(address: str) -> bool:
    """Tell whether *address* has the path at which language models answer."""
    return _ANSWERS.search(split_address(address)[2].rstrip("/")) is not None


def is_page(address: str, known: str) -> bool:
    """Tell whether *address* is something to read, though the host *known* serves a tool.

    Documentation, consoles and pictures lie on the domains of vendors too.
    """
    host, _, path = split_address(address)
    if _FILES.search(path):
        return True
    wanted = split_address(known)[0]
    label = _PAGES.match(host)
    return label is not None and not wanted.startswith(label[0]) and host != wanted
