"""Write a register of as many vendors as wanted, like the shipped one and of 8 KB a dossier.

`python benchmarks/registers.py FOLDER VENDORS` writes policy, checks and vendors. Each vendor is
one of the shipped invented ones under another name, with other summaries and dates; its evidence
says what its dossier quotes, its sign-offs fit its state, and those that build on others name some
that are there. The same number of vendors is the same register, byte for byte.
"""

import argparse
import hashlib
import random
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from inwriting.register.load.files import load_file
from inwriting.register.load.source import FolderSource
from inwriting.register.model.digests import state_digest

ROOT = Path(__file__).resolve().parent.parent
_MIX = {"northwind-ai": 36, "parrotly": 27, "stackhouse": 25, "quillon": 8, "glimmerdesk": 4}
"""How many of a hundred are like which; with this mix a dossier has 8 KB on average."""
_MOST_BUILT_ON = 12
"""On so many vendors of a kind others build."""
_FIRST = ("Bram", "Cor", "Dun", "Elm", "Fen", "Gar", "Hol", "Ild", "Jas", "Kel", "Lor", "Mar")
_LAST = ("bury", "croft", "dale", "field", "gate", "ham", "lake", "mere", "stone", "thorpe", "wick")
_DOCUMENT_DIGEST = re.compile(r"(?<=evidence/)([^\s}]+)(.*?digest: )sha256:[0-9a-f]{64}", re.DOTALL)
_VENDOR_NAME = re.compile(r"(^  name: ).*", re.MULTILINE)
_SUMMARY = re.compile(r"(summary: '?[^'\n]*?)\.('?(?:,|\n))")
_CHECKED = re.compile(r"checked: 2026-11-\d\d")


@dataclass(frozen=True, slots=True)
class _Vendor:
    """One vendor that is to be written."""

    id: str
    name: str
    like: str
    """The shipped vendor that it is like."""


def generate(folder: Path, count: int) -> None:
    """Write a register of *count* vendors, at least five, into *folder*, which must be new."""
    folder.mkdir(parents=True)
    for name in ("policy", "checks"):
        shutil.copytree(
            ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".*")
        )
    vendors = _vendors(count)
    by_kind: dict[str, list[_Vendor]] = {}
    for vendor in vendors:
        by_kind.setdefault(vendor.like, []).append(vendor)
    for vendor in vendors:
        _write(folder / "vendors" / vendor.id, vendor, by_kind)


def _vendors(count: int) -> list[_Vendor]:
    # The shipped ones themselves come first: the policy names them, and others build on them.
    vendors = [_Vendor(name, name, name) for name in _MIX]
    chosen = random.Random(0).choices(list(_MIX), weights=list(_MIX.values()), k=count)  # noqa: S311
    for number, like in enumerate(chosen[len(vendors) :], len(vendors)):
        word = _FIRST[number % len(_FIRST)] + _LAST[number % len(_LAST)]
        vendors.append(_Vendor(f"{word.lower()}-{number:05}", f"{word} {number}", like))
    return vendors


def _write(folder: Path, vendor: _Vendor, by_kind: dict[str, list[_Vendor]]) -> None:
    chance = random.Random(vendor.id)  # noqa: S311 - the same every time
    own = ROOT / "vendors" / vendor.like
    # In life most build on a few.
    named = {kind: chance.choice(members[:_MOST_BUILT_ON]) for kind, members in by_kind.items()}
    named[vendor.like] = vendor
    (folder / "evidence").mkdir(parents=True)
    digests = {}
    for place in sorted((own / "evidence").iterdir()):
        content = place.read_bytes() + f"\nFiled under {vendor.name}.\n".encode()
        (folder / "evidence" / place.name).write_bytes(content)
        digests[place.name] = f"sha256:{hashlib.sha256(content).hexdigest()}"
    dossier = (own / "dossier.yaml").read_text(encoding="utf-8")
    dossier = _VENDOR_NAME.sub(lambda m: f"{m[1]}{vendor.name} (fictional)", dossier, count=1)
    dossier = _SUMMARY.sub(lambda m: f"{m[1]}, as {vendor.name} has it.{m[2]}", dossier)
    dossier = _CHECKED.sub(lambda _: f"checked: 2026-11-{chance.randint(16, 20)}", dossier)
    dossier = _DOCUMENT_DIGEST.sub(lambda m: f"{m[1]}{m[2]}{digests[m[1]]}", dossier)
    dossier = _referring(dossier, named)
    (folder / "dossier.yaml").write_text(dossier, encoding="utf-8")
    if not (own / "use.yaml").exists():
        return
    use = _referring((own / "use.yaml").read_text(encoding="utf-8"), named)
    (folder / "use.yaml").write_text(use, encoding="utf-8")
    files = [load_file(FolderSource(folder), f"{kind}.yaml", kind) for kind in ("dossier", "use")]
    digest = state_digest(*(file.data for file in files if file))
    approvals = (own / "approvals.yaml").read_text(encoding="utf-8")
    (folder / "approvals.yaml").write_text(
        re.sub(r"digest: sha256:[0-9a-f]{64}", f"digest: {digest}", approvals), encoding="utf-8"
    )


def _referring(text: str, named: dict[str, _Vendor]) -> str:
    for kind, vendor in named.items():
        text = text.replace(f"{kind}/", f"{vendor.id}/")
    return text


def main() -> None:
    """Write the register."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("vendors", type=int)
    given = parser.parse_args()
    generate(given.folder, given.vendors)


if __name__ == "__main__":
    main()
