"""Where the files are that come with the tool: schemas, checks, starter files.

In a wheel they lie in ``inwriting/_shipped``; in a source checkout they are the
top-level folders of the repository.
"""

from pathlib import Path


def shipped(name: str) -> Path:
    """Return the folder or file *name* that came with the tool.

    Raises FileNotFoundError when the installation lacks it.
    """
    package = Path(__file__).parent
    for base in (package / "_shipped", package.parents[1]):
        candidate = base / name
        if candidate.exists():
            return candidate
    message = f"The installation lacks {name}; install inwriting again."
    raise FileNotFoundError(message)
