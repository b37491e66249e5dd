"""The bytes of a published register and of its signature: from a file, the web or a package."""

import stat
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from inwriting.gate.register_download import Download, DownloadError
from inwriting.gate.register_error import RegisterError

LARGEST_REGISTER = 64 * 1024 * 1024
"""The largest register that is read, in bytes; one of 46 offerings has 4 million."""
LARGEST_SIGNATURE = 64 * 1024
"""The largest signature that is read, in bytes."""
REGISTER = "register.json"
"""The register's file in a package."""
SIGNATURE = ".sig"
"""What the signature's name has behind the register's, as ssh-keygen writes it."""
PACKAGE = "package:"
"""What stands before the name of an installed Python package."""
_FIX = (
    "Name the register with --register, or under register: source: in .inwriting.yaml: a file, an "
    "https address, or package:NAME."
)


@dataclass(frozen=True, slots=True)
class RegisterBytes:
    """A register as it lies there."""

    source: str
    """As it was named."""
    content: bytes
    signature: bytes | None
    """The signature beside it; None when there is none."""


def read_bytes(source: str, base: Path, download: Download) -> RegisterBytes:
    """Return the register at *source*, a file (from *base*), a web address or ``package:NAME``.

    Of a package no code is run: it must be installed, and hold register.json among its files.

    Raises RegisterError.
    """
    if source.startswith(PACKAGE):
        return _from_files(source, _in_package(source))
    if "://" in source:
        return _from_web(source, download)
    return _from_files(source, base / source)


def _from_files(source: str, path: Path) -> RegisterBytes:
    content = _read(source, path, LARGEST_REGISTER)
    if content is None:
        raise RegisterError(source, "There is no such file.", _FIX)
    signature = _read(source + SIGNATURE, path.with_name(path.name + SIGNATURE), LARGEST_SIGNATURE)
    return RegisterBytes(source, content, signature)


def _read(source: str, path: Path, largest: int) -> bytes | None:
    try:
        # A pipe or a device would be read for ever.
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            raise RegisterError(source, "It is not a plain file.", _FIX)
        if state.st_size > largest:
            raise RegisterError(source, f"It has more than {largest:,} bytes.", _FIX)
        with path.open("rb") as stream:
            return stream.read(largest)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise RegisterError(source, f"It cannot be read: {reason}.", _FIX) from error


def _from_web(source: str, download: Download) -> RegisterBytes:
    try:
        parts = urlsplit(source)
        signature = urlunsplit(parts._replace(path=parts.path + SIGNATURE))
        content = download(source, LARGEST_REGISTER)
        if content is None:
            raise RegisterError(source, "The server has no such file.", _FIX)
        signed = download(signature, LARGEST_SIGNATURE)
    except (DownloadError, ValueError) as error:
        fix = "Look whether the address is right and can be reached from here."
        raise RegisterError(source, str(error), fix) from error
    return RegisterBytes(source, content, signed)


def _in_package(source: str) -> Path:
    name = source.removeprefix(PACKAGE)
    # It takes long to load, and few registers come as a package.
    import importlib.metadata

    try:
        files = importlib.metadata.files(name)
    except (importlib.metadata.PackageNotFoundError, ValueError) as error:
        fix = "Install it beside inwriting, or name a file or an address."
        raise RegisterError(source, "No such package is installed.", fix) from error
    found = [file for file in files or () if file.name == REGISTER]
    if len(found) != 1:
        message = f"The package has {len(found) or 'no'} files called {REGISTER}."
        raise RegisterError(source, message, f"Install a package that holds one {REGISTER}.")
    return Path(str(found[0].locate()))
