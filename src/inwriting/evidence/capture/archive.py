"""One file at one commit of a Git repository, as public archives of terms keep them.

Of a repository elsewhere, one commit is fetched without its files, and then the one file. A
repository on this machine is read where it lies, bare or not. No hook runs and no file is checked
out.
"""

import datetime
import ipaddress
import os
import re
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from inwriting.texts.web.addresses import Allowed, Resolver, forbidden, system_resolver

_SECONDS: Final = 300
_COMMIT: Final = re.compile(r"[0-9a-f]{40}\Z")
_OWNER_AND_NAME: Final = re.compile(r"[A-Za-z0-9][\w.-]{0,38}/[A-Za-z0-9_.][\w.-]{0,99}\Z")
_PACK: Final = 512 * 1024 * 1024
"""The largest file that Git may write here, in bytes."""


class ArchiveError(Exception):
    """A file that could not be taken from an archive."""

    def __init__(self, message: str, fix: str) -> None:
        """Say what is wrong and how to mend it."""
        super().__init__(f"{message} {fix}")
        self.message = message
        self.fix = fix


@dataclass(frozen=True, slots=True)
class ArchivedText:
    """A file as a commit has it."""

    content: bytes
    commit: str
    """The 40 digits."""
    committed: datetime.date
    """The day of the commit, in UTC: when the archive captured the text."""


def read_at_commit(
    repository: str,
    path: str,
    commit: str = "",
    *,
    size: int = 64 * 1024 * 1024,
    allowed: Allowed | None = None,
    resolve: Resolver = system_resolver,
    seconds: int = _SECONDS,
) -> ArchivedText:
    """Return the file *path* of *repository* at *commit*, or at its newest commit.

    *repository* is a folder, an https address, or OWNER/NAME of a repository on GitHub. Raises
    ArchiveError.
    """
    if commit and not _COMMIT.match(commit):
        raise ArchiveError(
            f"{commit[:80]!r} is no full name of a commit.",
            "Give its 40 digits, as `git rev-parse` prints them.",
        )
    path = _path(path)
    local = _local(repository)
    if local is not None:
        return _Git(local, seconds).read(path, commit or "HEAD", size)
    url = _address(repository)
    settings = _pinned(url, allowed or Allowed(), resolve)
    with tempfile.TemporaryDirectory(prefix="inwriting-archive-") as folder:
        git = _Git(Path(folder), seconds, settings)
        git.must("init", "--quiet", "--bare")
        git.must("remote", "add", "--", "origin", url)
        git.must("config", "remote.origin.promisor", "true")
        git.must("config", "remote.origin.partialclonefilter", "blob:none")
        fetched = ("fetch", "--quiet", "--depth=1", "--filter=blob:none", "--no-tags")
        git.must(*fetched, "origin", commit or "HEAD")
        return git.read(path, commit or "FETCH_HEAD", size)


@dataclass(frozen=True, slots=True)
class _Git:
    folder: Path
    seconds: int
    settings: tuple[str, ...] = ()

    def read(self, path: str, reference: str, size: int) -> ArchivedText:
        """Return the file *path* as the commit *reference* has it."""
        verified = self.run("rev-parse", "--verify", "--quiet", f"{reference}^{{commit}}")
        if verified is None:
            raise ArchiveError(
                f"The repository has no commit {reference[:80]!r}.",
                "Look the commit up in the archive, and give its 40 digits.",
            )
        commit = verified.decode("ascii").strip()
        listed = self.must("ls-tree", "-z", "--full-tree", commit, "--", path).split(b"\0")[0]
        attributes, _, _ = listed.partition(b"\t")
        mode, kind, blob = (*attributes.decode("ascii").split(), "", "", "")[:3]
        if kind != "blob" or mode == "120000":
            raise ArchiveError(
                f"Commit {commit[:12]} has no file {path[:200]!r}.",
                "Give the path from the repository's top, with the case that it has there.",
            )
        content = self.must("cat-file", "blob", blob)
        if len(content) > size:
            raise ArchiveError(
                f"The file is larger than {size:,} bytes.", "Give the path of another one."
            )
        if content.startswith(b"version https://git-lfs.github.com/spec/"):
            raise ArchiveError(
                "The archive holds only a pointer to this file (Git LFS).",
                "Download the file itself, and capture that.",
            )
        moment = self.must("log", "-1", "--no-show-signature", "--format=%ct", commit)
        day = datetime.datetime.fromtimestamp(int(moment), tz=datetime.UTC).date()
        return ArchivedText(content, commit, day)

    def must(self, *arguments: str) -> bytes:
        """Return what Git says.

        Raises ArchiveError when it refuses.
        """
        found = self.run(*arguments)
        if found is None:
            raise ArchiveError(
                "Git could not read the archive.",
                "Check its name, your connection, and that it is public; then try again.",
            )
        return found

    def run(self, *arguments: str) -> bytes | None:
        """Return what Git says, or None when it refuses."""
        try:
            done = subprocess.run(
                [
                    *("git", "-c", "protocol.allow=never", "-c", "protocol.https.allow=always"),
                    *("-c", "protocol.http.allow=always", "-c", "http.followRedirects=false"),
                    *("-c", "http.lowSpeedLimit=1000", "-c", "http.lowSpeedTime=30"),
                    *("-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false"),
                    *("-c", "credential.helper=", "-c", "gc.auto=0", "--no-replace-objects"),
                    *self.settings,
                    *("-C", str(self.folder), *arguments),
                ],
                capture_output=True,
                check=False,
                timeout=self.seconds,
                env=_environment(os.environ),
                preexec_fn=_limited if os.name == "posix" else None,
            )
        except FileNotFoundError as error:
            raise ArchiveError("Git is not installed.", "Install it, and try again.") from error
        except subprocess.TimeoutExpired as error:
            raise ArchiveError(
                f"The archive did not answer within {self.seconds} seconds.", "Try again later."
            ) from error
        return done.stdout if done.returncode == 0 else None


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    kept = {key: value for key, value in given.items() if not key.startswith("GIT_")}
    return {
        **kept,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "true",
        "LC_ALL": "C",
    }


def _limited() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (_PACK, _PACK))


def _local(repository: str) -> Path | None:
    """Return the folder *repository* when it is one that Git keeps."""
    folder = Path(repository.removeprefix("file://"))
    if not folder.is_dir():
        return None
    return folder if (folder / ".git").exists() or (folder / "objects").is_dir() else None


def _address(repository: str) -> str:
    if _OWNER_AND_NAME.match(repository):
        return f"https://github.com/{repository.removesuffix('.git')}.git"
    if repository.startswith(("https://", "http://")):
        return repository
    raise ArchiveError(
        f"{repository[:200]!r} is no repository.",
        "Give OWNER/NAME as on GitHub, an https address, or a folder with a Git repository in it.",
    )


def _pinned(url: str, allowed: Allowed, resolve: Resolver) -> tuple[str, ...]:
    """Return the settings that let Git connect only to the address that is checked here."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        if parts.username or parts.password or not host:
            raise ValueError
    except ValueError as error:
        raise ArchiveError(
            f"{url[:200]!r} is no address of a repository.",
            "Give one as in https://host.example/owner/name.git, without a name or password.",
        ) from error
    try:
        addresses = resolve(host, port, 20.0)
    except (OSError, UnicodeError) as error:
        raise ArchiveError(
            f"The host {host!r} was not found: {error}.", "Check the spelling and the connection."
        ) from error
    for address in addresses:
        if why := forbidden(address, allowed):
            raise ArchiveError(
                f"{host} is at {address}, {why}; it is not asked.",
                "If it is a machine of the firm's that may be asked, name its address in "
                "policy/policy.yaml under fetching, allow-addresses.",
            )
    named = all(allowed.names(ipaddress.ip_address(item.partition("%")[0])) for item in addresses)
    if parts.scheme != "https" and not named:
        raise ArchiveError(
            f"{url[:200]} is not asked: what comes without TLS can be changed on its way.",
            "Give the address with https://.",
        )
    chosen = f"[{addresses[0]}]" if ":" in addresses[0] else addresses[0]
    return ("-c", f"http.curloptResolve={host}:{port}:{chosen}", "-c", "http.proxy=")


def _path(path: str) -> str:
    parts = path.split("/")
    if not path or "\0" in path or ".." in parts or path.startswith(("/", ":")):
        raise ArchiveError(
            f"{path[:200]!r} is no path of a file in a repository.",
            "Give it from the repository's top, as in 'Vendor/Terms of Service.md'.",
        )
    return path
