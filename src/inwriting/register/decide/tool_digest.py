"""What stands for the tool that judged: its own code, its schemas, its libraries, its Python.

The number of its version does not: whoever works on the tool changes it many times a day.
"""

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from inwriting.resources import shipped

_LAYERS = ("texts", "register")
"""The packages that a result comes from: they import from no other (see pyproject.toml)."""
_INFORMATION = (".dist-info", ".egg-info")
"""How the folders end in which an installed library tells its name and version."""


def tool_digest() -> str:
    """Return the digest of everything by which the same input can come to another result."""
    told = hashlib.sha256(f"{sys.version}\0{sys.platform}".encode())
    for name in sorted(_libraries()):
        told.update(f"\0{name}".encode("utf-8", "surrogatepass"))
    package = Path(__file__).parents[2]
    files = sorted(package.glob("*.py"))
    for folder in (*(package / name for name in _LAYERS), Path(str(shipped("schemas")))):
        files += _files(folder)
    for path in files:
        told.update(f"\0{path.parent.name}/{path.name}\0".encode("utf-8", "surrogatepass"))
        told.update(_content(path))
    return told.hexdigest()


def _content(path: Path) -> bytes:
    try:
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        # Python cannot read it either: an editor's lock, which is a link that leads nowhere.
        return b""


def _libraries() -> Iterator[str]:
    """Yield the name and version of each library that can be imported, as its folder is called."""
    for place in sys.path:
        try:
            with os.scandir(place or ".") as entries:
                yield from (e.name for e in entries if e.name.endswith(_INFORMATION))
        except OSError:
            continue


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in {".py", ".json"})
