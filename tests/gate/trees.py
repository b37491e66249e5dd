"""Trees for tests of what the gate looks at: real files, in real Git repositories."""

from collections.abc import Mapping
from pathlib import Path

from inwriting.gate.tree import Tree
from tests.repositories import git


def lay(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write *files* below *root*."""
    for name, content in files.items():
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return root


def tracked(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write *files* below *root* and let a new Git repository track them."""
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "-q", "-b", "main")
    lay(root, files)
    git(root, "add", "-A", "-f")
    return root


def looked_at(tree: Tree) -> list[str]:
    """Return the paths whose content is looked at, sorted."""
    return sorted(file.path for file in tree.files() if not file.closed)


OPENAI = "from openai import OpenAI\n\nclient = OpenAI()\n"
"""A Python file that uses a tool beyond doubt."""
