"""The cases of the checks: a small clean register, one change, and what the check must say.

A case is a file ``tests/checks/<id>/{pass,fail}/<name>.yaml``:

- ``title``: what it shows.
- ``change``: a list of changes to the register in ``tests/checks/register``. Each names a ``file``
  and either a path in it (``at``) with what to write there (``to``), what to append to the list
  there (``add``) or ``remove: true``; or, for an evidence text, words to replace (``replace``:
  old to new; ``digest: keep`` leaves the document's digest as it was); or a whole new file
  (``write``); or ``delete: true``.
- ``base``: changes that make the base branch; without it nothing is compared.
- ``as-of``: the day, when it is not the register's own.
- ``expect``: exactly the findings of this check, each with ``at``, ``says``, ``effect`` and, where
  it has them, ``offering``, ``question``, ``data-class``, ``teams``, ``clients``, ``regions``.
  A case under ``pass`` has none.

``pytest --update-cases`` writes ``expect`` anew; read the difference before you commit it.
"""

import datetime
import functools
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from inwriting.register.check.finding import Finding
from inwriting.register.decide.evaluate import Evaluation, Request, evaluate
from inwriting.register.load.files import shown
from inwriting.register.model.basics import date
from inwriting.register.model.digests import state_digest
from inwriting.texts.passages import digest_of_bytes
from tests.checks import plain_yaml

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
_CLOCK = datetime.date(2026, 11, 24)
PRESENT = "sha256:" + "0" * 64
"""In an approval's digest: the present state."""


def read(path: Path) -> Any:
    """Return a YAML file's data, read as the register reads it: dates stay text."""
    return plain_yaml.load(path.read_text(encoding="utf-8"), str(path))


def write(path: Path, data: Any) -> None:
    """Write *data* as YAML."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(plain_yaml.dump(data), encoding="utf-8")


def evaluate_case(case: dict[str, Any], folder: Path) -> Evaluation:
    """Make the register of *case* in *folder* and evaluate it."""
    root = folder / "register"
    shutil.copytree(HERE / "register", root)
    (root / "policy/questions.yaml").write_text(_questions(), encoding="utf-8")
    (root / "policy/policy.yaml").write_text(_policy(), encoding="utf-8")
    base = ""
    if "base" in case:
        pristine = folder / "pristine"
        shutil.copytree(root, pristine)
        apply_changes(root, case["base"])
        base = _commit(root)
        for part in ("vendors", "policy"):
            shutil.rmtree(root / part)
            shutil.copytree(pristine / part, root / part)
    apply_changes(root, case.get("change", []))
    as_of = case.get("as-of")
    return evaluate(Request(root, date(as_of), (), base, clock=_CLOCK))


@functools.cache
def _questions() -> str:
    """The register's own questions without their frameworks, which no check reads."""
    data = read(ROOT / "policy/questions.yaml")
    for question in data["questions"].values():
        question.pop("frameworks", None)
    return plain_yaml.dump(data)


@functools.cache
def _policy() -> str:
    """The cases' policy with the repository's own checks, whose coverage is measured so."""
    data = read(HERE / "register/policy/policy.yaml")
    names = [p.stem.replace("_", "-") for p in sorted((ROOT / "checks").glob("*.py"))]
    data.update(checks={"from": "shipped", "list": names})
    return plain_yaml.dump(data)


def described(finding: Finding) -> dict[str, Any]:
    """Return *finding* as a case expects it."""
    effect = finding.effect.name.lower() if finding.effect is not None else ""
    text: dict[str, Any] = {
        "at": f"{finding.at.file} {shown(finding.at.path)}".strip(),
        "says": finding.message,
        "effect": effect,
    }
    optional = {
        "offering": finding.offering,
        "question": finding.question,
        "data-class": finding.data_class,
        "teams": list(finding.teams),
        "clients": list(finding.clients),
        "regions": list(finding.regions),
    }
    return text | {key: value for key, value in optional.items() if value}


def apply_changes(root: Path, changes: list[dict[str, Any]]) -> None:
    """Make *changes* in the register at *root*; approvals for the present state follow."""
    for change in changes:
        path = root / change["file"]
        if change.get("delete"):
            path.unlink()
        elif "write" in change:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(change["write"], encoding="utf-8")
        elif "replace" in change:
            _replace(path, change)
        else:
            _edit(path, functools.partial(_set, change=change))
    _sign(root)


def _edit(path: Path, mend: Callable[[Any], None]) -> None:
    data = read(path)
    mend(data)
    write(path, data)


def _set(data: Any, change: dict[str, Any]) -> None:
    *parents, last = change["at"]
    for part in parents:
        data = data.setdefault(part, {}) if isinstance(data, dict) else data[part]
    if change.get("remove"):
        del data[last]
    elif "add" in change:
        if isinstance(data, dict):
            data.setdefault(last, []).append(change["add"])
        else:
            data[last].append(change["add"])
    else:
        data[last] = change["to"]


def _replace(path: Path, change: dict[str, Any]) -> None:
    text = path.read_text(encoding="utf-8")
    before = digest_of_bytes(text.encode("utf-8"))
    for old, new in change["replace"].items():
        assert old in text, f"{path.name} does not hold {old!r}"
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    if change.get("digest") != "keep":
        dossier = path.parents[1] / "dossier.yaml"
        after = digest_of_bytes(text.encode("utf-8"))
        dossier.write_text(dossier.read_text("utf-8").replace(before, after), "utf-8")


def _sign(root: Path) -> None:
    for approvals in sorted(root.glob("vendors/*/approvals.yaml")):
        folder = approvals.parent
        use = folder / "use.yaml"
        if not (folder / "dossier.yaml").exists():
            continue
        digest = _state(
            (folder / "dossier.yaml").read_text(encoding="utf-8"),
            use.read_text(encoding="utf-8") if use.exists() else None,
        )
        text = approvals.read_text(encoding="utf-8")
        approvals.write_text(text.replace(PRESENT, digest), encoding="utf-8")


@functools.lru_cache(maxsize=256)
def _state(dossier: str, use: str | None) -> str:
    """Return the digest of a state; most cases leave most vendors as they are."""
    return state_digest(plain_yaml.load(dossier), None if use is None else plain_yaml.load(use))


def _commit(root: Path) -> str:
    for command in (
        ("init", "-q"),
        ("add", "vendors", "policy"),
        ("-c", "user.name=Case", "-c", "user.email=case@test.example", "commit", "-qm", "base"),
    ):
        subprocess.run(["git", "-C", str(root), *command], check=True)
    return "HEAD"
