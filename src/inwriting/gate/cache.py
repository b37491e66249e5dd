"""What a run keeps for the next one, so that nothing is worked out twice.

Everything kept carries a seal, made with a secret of this user on this machine and with the key
that says what it was worked out from. What is broken, of another version, for other files, or
brought along by somebody else does not open, and the work is done again: a cache decides nothing.
"""

import hashlib
import hmac
import os
import secrets
import sysconfig
import tempfile
from contextlib import suppress
from pathlib import Path

import inwriting
from inwriting.gate.git_files import repository_of

_MAGIC = b"inwriting kept 1\n"
_SECRET_BYTES = 32
_SEAL_LETTERS = 64
_LARGEST = 64 << 20


class ResultCache:
    """A folder of kept results."""

    def __init__(self, folder: Path, secret: bytes) -> None:
        """Keep results in *folder*, sealed with *secret*."""
        self._folder = folder
        self._secret = secret

    def get(self, name: str, key: bytes) -> bytes | None:
        """Return what was kept under *name* for exactly *key*, or None when nothing valid was."""
        try:
            with (self._folder / name).open("rb") as file:
                content = file.read(_LARGEST + 1)
        except OSError:
            return None
        start = len(_MAGIC) + _SEAL_LETTERS + 1
        if not content.startswith(_MAGIC) or len(content) < start or len(content) > _LARGEST:
            return None
        payload = content[start:]
        fits = hmac.compare_digest(content[len(_MAGIC) : start], self._seal(key, payload) + b"\n")
        return payload if fits else None

    def put(self, name: str, key: bytes, payload: bytes) -> None:
        """Keep *payload* under *name* for *key*; where that cannot be done, nothing is kept."""
        if len(payload) > _LARGEST // 2:
            return
        content = b"".join((_MAGIC, self._seal(key, payload), b"\n", payload))
        with suppress(OSError):
            _write(self._folder / name, content)

    def _seal(self, key: bytes, payload: bytes) -> bytes:
        # The key's length parts the two, so that no byte can move from one to the other.
        about = b"%d:%b" % (len(key), key)
        seal = hmac.new(self._secret, about, hashlib.sha256)
        seal.update(payload)
        return seal.hexdigest().encode("ascii")


def tool_stamp() -> bytes:
    """Return what changes whenever this tool, or the libraries it reads files with, do."""
    digest = hashlib.sha256(inwriting.__version__.encode("ascii"))
    package = Path(__file__).parent
    for folder in (package, package / "ecosystems", package / "readers"):
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.name.endswith(".py"):
                    found = entry.stat()
                    digest.update(f"{entry.name} {found.st_size} {found.st_mtime_ns} ".encode())
    for name in ("purelib", "platlib"):
        with suppress(OSError):
            digest.update(b"%d " % Path(sysconfig.get_path(name)).stat().st_mtime_ns)
    return digest.digest()


def kept_by_user() -> ResultCache | None:
    """Return this user's cache, or None where none can be made.

    A secret in a work tree of Git is none: whoever wrote the repository may know it.
    """
    from platformdirs import user_cache_path, user_state_path

    try:
        folder = user_cache_path("inwriting", appauthor=False) / "gate"
        place = user_state_path("inwriting", appauthor=False) / "seal"
        if repository_of(place.parent) is not None:
            return None
        secret = _secret(place)
    except (OSError, RuntimeError):
        return None
    return ResultCache(folder, secret)


def _secret(place: Path) -> bytes:
    """Return the secret at *place*, which is made when there is none.

    Raises OSError when it can neither be read nor made, or is not one.
    """
    if not place.exists():
        _write(place, secrets.token_bytes(_SECRET_BYTES))
    content = place.read_bytes()
    if len(content) != _SECRET_BYTES:
        message = "is not a secret of the gate"
        raise OSError(message)
    return content


def _write(place: Path, content: bytes) -> None:
    """Write *content* to *place* at once or not at all, for its owner alone."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
