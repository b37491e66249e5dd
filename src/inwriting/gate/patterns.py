"""Patterns of hosts, files and texts: plain words in which * stands for any text."""

import fnmatch
import functools
import re


@functools.cache
def _text(pattern: str) -> re.Pattern[str]:
    # A schema keeps ? and [ out of patterns that come from files; here they mean themselves.
    escaped = pattern.replace("[", "[[]").replace("?", "[?]")
    return re.compile(fnmatch.translate(escaped))


def matches_text(pattern: str, text: str) -> bool:
    """Tell whether the whole of *text* is as *pattern* says."""
    if "*" not in pattern:
        return pattern == text
    return _text(pattern).match(text) is not None


def split_address(address: str) -> tuple[str, str, str]:
    """Return the host, the port and the path of an address, each as it stands there.

    Takes a full web address or what follows its scheme. User names, queries and fragments are
    left out. Placeholders stay in the host: {region}, ${region}, <name>.
    """
    rest = address.partition("://")[2] if "://" in address else address
    # A placeholder is no fragment.
    rest = rest.replace("#{", "{").partition("?")[0].partition("#")[0]
    host, slash, path = rest.partition("/")
    host = host.rpartition("@")[2].lower()
    name, colon, port = host.rpartition(":")
    if not colon or not port.isdigit():
        name, port = host, ""
    # A name may end in the dot of its root.
    return name.removesuffix("."), port, slash + path


def matches_address(pattern: str, address: str) -> bool:
    """Tell whether *address* lies at or below the host, port and path of *pattern*.

    Subdomains lie below a host; a path lies below its beginnings. A pattern without a port holds
    for every port.
    """
    wanted_host, wanted_port, wanted_path = split_address(pattern)
    host, port, path = split_address(address)
    if wanted_port and wanted_port != port:
        return False
    if not any(matches_text(wanted_host, part) for part in _domains(host)):
        return False
    return path_begins(wanted_path, path)


def _domains(host: str) -> list[str]:
    """Return *host* and the domains that it lies in."""
    parts = host.split(".")
    return [".".join(parts[start:]) for start in range(len(parts))]


def path_begins(wanted: str, path: str) -> bool:
    """Tell whether the parts of *path* begin with those of *wanted*."""
    first = [part for part in wanted.split("/") if part]
    given = [part for part in path.split("/") if part]
    return len(given) >= len(first) and all(map(matches_text, first, given))


def matches_file(pattern: str, path: str) -> bool:
    """Tell whether *path* is such a file, wherever in the tree it lies.

    Both have forward slashes. /** at the pattern's end stands for everything below.
    """
    wanted = pattern.split("/")
    parts = path.split("/")
    below = wanted[-1] == "**"
    if below:
        wanted = wanted[:-1]
    for start in range(len(parts) - len(wanted) + 1):
        rest = len(parts) - start - len(wanted)
        if (rest > 0 if below else rest == 0) and all(map(matches_text, wanted, parts[start:])):
            return True
    return False
