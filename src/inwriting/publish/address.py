"""Addresses and lasting names of what is published, for feeds and calendars."""

import re
from urllib.parse import urlsplit

from inwriting.publish.errors import PublishError
from inwriting.publish.escape import file_stem, ident, web_address
from inwriting.publish.published.register import PublishedRegister

_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+\Z")
_NOWHERE = "inwriting.invalid"
_YEAR = "2026"
"""The year in which these names were first given out; a tag: address must name one."""


class Addresses:
    """Where the files of one site are found, and names for its entries that never change."""

    def __init__(self, register: PublishedRegister, site_url: str = "") -> None:
        """Use *site_url*, the address of the site's folder, or none: then addresses are relative.

        Raises PublishError when *site_url* is no address of a folder in the web.
        """
        self._base = _folder(site_url)
        host = register.firm.contact.rpartition("@")[2].lower()
        self._host = host if _HOST.match(host) else _NOWHERE
        self._offerings = {
            offering.reference for vendor in register.vendors for offering in vendor.offerings
        }

    @property
    def absolute(self) -> bool:
        """Whether it is known where the site is."""
        return bool(self._base)

    def of(self, path: str, depth: int = 0) -> str:
        """Return the address of the file *path*, for a reader *depth* folders below the top."""
        return self._base + path if self._base else "../" * depth + path

    def of_offering(self, reference: str, depth: int = 0) -> str:
        """Return the address of the page of an offering; of the changes when it has no page."""
        if reference not in self._offerings:
            return self.of("changes.html", depth)
        vendor, _, offering = reference.partition("/")
        return self.of(f"vendors/{ident(vendor)}/{file_stem(offering)}.html", depth)

    def tag(self, *parts: str) -> str:
        """Return a tag: address (RFC 4151) that names *parts*, which are ids, and nothing else."""
        return f"tag:{self._host},{_YEAR}:inwriting/{'/'.join(parts)}"

    def uid(self, *parts: str) -> str:
        """Return the lasting name of an event (RFC 5545) that *parts*, which are ids, describe."""
        return f"{'.'.join(part for part in parts if part)}@{self._host}"


def _folder(site_url: str) -> str:
    if not site_url:
        return ""
    address = web_address(site_url)
    if not address or urlsplit(address).query or urlsplit(address).fragment:
        raise PublishError(
            "--site-url",
            f"{site_url!r} is not the address of a site.",
            "Name the folder that the site is in, as in https://register.example.com/",
        )
    return address.rstrip("/") + "/"
