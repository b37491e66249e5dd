"""Shell completion of names in the register. If anything goes wrong, it completes nothing."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from inwriting.register.load.yaml import parse
from inwriting.resources import shipped

Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def offerings(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete an offering: vendor/offering."""
    del parameter
    return _items(_offerings(_root(context), incomplete), incomplete)


def vendors(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete a vendor."""
    del parameter
    return _items(_vendors(_root(context)), incomplete)


def anything(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete a vendor, an offering or a check, for `explain`."""
    del parameter
    root = _root(context)
    names = [*_vendors(root), *_checks(root)]
    if "/" in incomplete:
        names += _offerings(root, incomplete)
    return _items(names, incomplete)


def references(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete a branch or tag of the Git repository."""
    del parameter
    command = ["git", "-C", str(_root(context)), "for-each-ref", "--format=%(refname:short)"]
    try:
        done = subprocess.run(command, capture_output=True, check=False, text=True, timeout=5)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return []
    return _items(done.stdout.splitlines(), incomplete)


def policy_names(*path: str) -> Completer:
    """Return a completer of the names under *path* of the policy."""

    def complete(
        context: click.Context, parameter: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        del parameter
        found: Any = _yaml(_root(context) / "policy" / "policy.yaml")
        for part in path:
            found = found.get(part, {}) if isinstance(found, dict) else {}
        if isinstance(found, list):
            found = [item["id"] for item in found if isinstance(item, dict) and "id" in item]
        return _items(found, incomplete)

    return complete


def _root(context: click.Context) -> Path:
    return Path(context.params.get("root") or ".")


def _vendors(root: Path) -> Iterator[str]:
    yield from sorted(path.parent.name for path in root.glob("vendors/*/dossier.yaml"))


def _offerings(root: Path, incomplete: str) -> Iterator[str]:
    begun = incomplete.partition("/")[0]
    for vendor in _vendors(root):
        # Only dossiers that can match are read: a completion must not be felt.
        if vendor == begun or ("/" not in incomplete and vendor.startswith(begun)):
            data = _yaml(root / "vendors" / vendor / "dossier.yaml")
            named = data.get("offerings", {}) if isinstance(data, dict) else {}
            yield from (f"{vendor}/{name}" for name in named)


def _checks(root: Path) -> Iterator[str]:
    folder = root / "checks"
    try:
        folder = folder if folder.is_dir() else shipped("checks")
    except FileNotFoundError:
        return
    yield from sorted(path.stem.replace("_", "-") for path in folder.glob("*.py"))


def _yaml(path: Path) -> Any:
    try:
        return parse(path.name, path.read_text(encoding="utf-8"))[0]
    except (OSError, UnicodeDecodeError):
        return {}


def _items(names: Any, incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in names if str(name).startswith(incomplete)]
