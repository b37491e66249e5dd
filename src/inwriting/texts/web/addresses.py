"""Which addresses may be asked: those of the public Internet, and those that a policy allows.

The blocks that are no part of it are those of IANA's registries of special-purpose addresses
(RFC 6890 and its updates, state of 2026), multicast, and one public address that a cloud answers
for on the machine itself.
"""

import ipaddress
import socket
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

Resolver = Callable[[str, int, float], tuple[str, ...]]
"""From host, port and the seconds left to addresses. Raises OSError when there are none."""

_BLOCKS: Final = {
    "an address of this machine (loopback)": ("127.0.0.0/8", "::1/128"),
    "no address of a host": ("0.0.0.0/8", "::/128"),
    "a link-local address, where clouds hand out a machine's secrets": (
        "169.254.0.0/16",
        "fe80::/10",
    ),
    "an address of a cloud that speaks for the machine itself": ("168.63.129.16/32",),
    "a private address": (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "fc00::/7",
        "fec0::/10",
    ),
    "an address that a provider shares among its customers": ("100.64.0.0/10",),
    "reserved, and no host of the Internet": (
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "240.0.0.0/4",
        "64:ff9b:1::/48",
        "100::/64",
        "100:0:0:1::/64",
        "2001::/23",
        "2001:db8::/32",
        "2620:4f:8000::/48",
        "3fff::/20",
        "5f00::/16",
    ),
    "an address that leads into another network (6to4)": ("2002::/16",),
    "an address of many hosts (multicast)": ("224.0.0.0/4", "ff00::/8"),
}
_FORBIDDEN: Final = tuple(
    (ipaddress.ip_network(block), why) for why, blocks in _BLOCKS.items() for block in blocks
)
_TRANSLATED: Final = ipaddress.IPv6Network("64:ff9b::/96")
"""Where networks without IPv4 put IPv4's addresses (RFC 6052)."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """The addresses beyond the public Internet that a policy allows."""

    networks: tuple[Network, ...] = ()

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Allowed":
        """Return what *texts*, as in 10.1.0.0/16 or 127.0.0.1, allow.

        Raises ValueError when one of them is no address or network.
        """
        return cls(tuple(ipaddress.ip_network(text) for text in texts))

    def names(self, address: Address) -> bool:
        """Tell whether the policy names *address*."""
        return any(_in(address, network) for network in self.networks)


def forbidden(text: str, allowed: Allowed) -> str:
    """Return why nobody may connect to the address *text*; empty when it is in order."""
    try:
        address = plain(text)
    except ValueError:
        return "no address that can be read"
    if allowed.names(address):
        return ""
    for network, why in _FORBIDDEN:
        if _in(address, network):
            return why
    # What the lists above do not know yet, Python's own may.
    return "" if address.is_global else "no address of the public Internet"


def plain(text: str) -> Address:
    """Return the address *text* means: IPv4 inside IPv6 is IPv4.

    Raises ValueError when it is none.
    """
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        if address in _TRANSLATED:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        # The old form ::a.b.c.d, which some systems still connect to.
        if 1 < int(address) <= 0xFFFFFFFF:
            return ipaddress.IPv4Address(int(address))
    return address


def system_resolver(host: str, port: int, seconds: float) -> tuple[str, ...]:
    """Return the addresses that the machine's own resolver has for *host*.

    Raises OSError when it has none, or does not answer within *seconds*.
    """
    found: list[str] = []
    failed: list[OSError | UnicodeError] = []

    def look_up() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend(str(answer[4][0]) for answer in answers)
        except (OSError, UnicodeError) as error:
            failed.append(error)

    # The system's resolver knows no deadline; the thread may outlive the question.
    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(max(0.0, seconds))
    if thread.is_alive():
        message = "the name service did not answer in time"
        raise OSError(message)
    if failed or not found:
        message = "the name service knows no such host"
        raise OSError(message)
    return tuple(dict.fromkeys(found))


def _in(address: Address, network: Network) -> bool:
    return address.version == network.version and address in network
