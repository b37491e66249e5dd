"""Who signed a register: an SSH signature, verified with OpenSSH exactly as Git verifies a commit.

First `ssh-keygen -Y find-principals` says who may have signed, then `ssh-keygen -Y verify` says
whether one of them did (gpg-interface.c in Git). The namespace keeps a signature that somebody made
for another purpose, a commit or a message, from passing as one of a register.
"""

import datetime
import subprocess
import tempfile
from pathlib import Path

from inwriting.gate.register_error import RegisterError

NAMESPACE = "inwriting-register"
"""The namespace of signatures of registers."""
_SECONDS = 30
_SIGN_SECONDS = 300
_INSTALL = "Install OpenSSH 8.9 or newer."
_WHY_ALTERED = (
    "The register and its signature do not belong together: it was altered, or signed for another "
    "purpose."
)
_ALTERED = (
    _WHY_ALTERED,
    "Get register.json and its .sig again from the firm, both of one publication.",
)


def signed_by(
    source: str,
    content: bytes,
    signature: bytes,
    signers: Path,
    today: datetime.date,
    revoked: Path | None = None,
) -> str:
    """Return who of *signers* made *signature* over *content*.

    *signers* is a file of allowed signers (``man ssh-keygen``); where it limits a key to days,
    *today* must be one of them. *revoked* is a file of keys that count no more.

    Raises RegisterError when nobody of them did.
    """
    for path, what in ((signers, "allowed signers"), (revoked, "revoked keys")):
        if path is not None and not path.is_file():
            message = f"The file of {what} ({path}) is not there or is no plain file."
            raise RegisterError(source, message, "Name the file that the firm gave you.")
    when = f"-Overify-time={today:%Y%m%d}235959"
    with tempfile.TemporaryDirectory(prefix="inwriting-") as folder:
        file = Path(folder) / "register.sig"
        file.write_bytes(signature)
        common = ["-s", str(file), when]
        allowed = ["-f", str(signers.absolute())]
        found = _ssh_keygen(source, ["-Y", "find-principals", *allowed, *common])
        names = found.stdout.decode("utf-8", "replace").splitlines() if not found.returncode else []
        withdrawn = ["-r", str(revoked.absolute())] if revoked else []
        for name in (name.strip() for name in names):
            verify = ["-Y", "verify", *allowed, "-I", name, "-n", NAMESPACE, *common, *withdrawn]
            if name and _ssh_keygen(source, verify, content).returncode == 0:
                return name
        raise RegisterError(source, *_why_not(source, content, file, names))


def refuse_altered(source: str, content: bytes, signature: bytes) -> None:
    """Raise RegisterError when *signature*, whoever made it, is not one of *content*."""
    with tempfile.TemporaryDirectory(prefix="inwriting-") as folder:
        file = Path(folder) / "register.sig"
        file.write_bytes(signature)
        if not _belong_together(source, content, file):
            raise RegisterError(source, *_ALTERED)


def sign(path: Path, key: str) -> None:
    """Write the signature of the file *path* beside it, made with *key*.

    *key* is the file of a private key, or of a public one whose private part an agent holds.

    Raises OSError when ssh-keygen cannot be run, ValueError with its words when it refuses.
    """
    command = ["ssh-keygen", "-q", "-Y", "sign", "-f", key, "-n", NAMESPACE, str(path.absolute())]
    path.with_name(path.name + ".sig").unlink(missing_ok=True)
    try:
        # It may ask for the key's passphrase, which is between the person and OpenSSH.
        done = subprocess.run(
            command, capture_output=True, check=False, timeout=_SIGN_SECONDS, encoding="utf-8"
        )
    except subprocess.TimeoutExpired as error:
        message = f"it did not end within {_SIGN_SECONDS} seconds"
        raise ValueError(message) from error
    if done.returncode:
        raise ValueError(done.stderr.strip() or f"it ended with {done.returncode}")


def _why_not(source: str, content: bytes, file: Path, names: list[str]) -> tuple[str, str]:
    """Return why no signer was found: altered, for another purpose, or by a stranger."""
    if not _belong_together(source, content, file):
        return _ALTERED
    if names:
        message = (
            f"The key of {names[0]} may not sign registers: it is revoked, not valid today, or "
            "limited to other purposes."
        )
        return message, "Ask the firm for its file of allowed signers of today."
    return (
        "It is signed, by a key that is not among the allowed signers, or not valid today.",
        "Ask the firm for its file of allowed signers of today.",
    )


def _belong_together(source: str, content: bytes, file: Path) -> bool:
    check = ["-Y", "check-novalidate", "-n", NAMESPACE, "-s", str(file)]
    return not _ssh_keygen(source, check, content).returncode


def _ssh_keygen(
    source: str, arguments: list[str], given: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["ssh-keygen", *arguments],
            input=given,
            capture_output=True,
            check=False,
            timeout=_SECONDS,
        )
    except FileNotFoundError as error:
        message = "ssh-keygen is not installed, so no signature can be verified."
        raise RegisterError(source, message, _INSTALL) from error
    except (OSError, subprocess.TimeoutExpired) as error:
        message = f"ssh-keygen cannot be run: {error}."
        raise RegisterError(source, message, _INSTALL) from error
