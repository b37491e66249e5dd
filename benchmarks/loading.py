"""Time the loading of dossiers, step by step, beside the readers and validators that it is not.

`python benchmarks/loading.py --vendors 1000` writes a register of so many vendors (see
registers.py) and tells the CPU time that each step takes for a dossier, in microseconds, and how
many times the whole that is. The slow ones are asked about the first few dossiers only. Every step
is asked about each file once and in turn, as a check does, and not about one file again and again.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from inwriting.register.load.fast_yaml import is_installed, plain_data, read
from inwriting.register.load.files import load_file
from inwriting.register.load.register import declared_questions
from inwriting.register.load.schema import mistakes
from inwriting.register.load.source import FolderSource
from inwriting.register.load.text import decode
from inwriting.register.load.valid import is_plainly_valid
from inwriting.register.load.yaml import parse

ROOT = Path(__file__).resolve().parent.parent
FEW = 20
"""How many dossiers the slow ones are asked about."""
QUESTIONS = declared_questions(FolderSource(ROOT))
"""What the dossiers are held to: the registers that are measured ask the same."""


def microseconds(step: Callable[[Any], object], inputs: Sequence[Any], runs: int) -> float:
    """Return the least CPU time of some runs that *step* takes for one of the *inputs*."""
    times = []
    for _ in range(runs):
        began = time.process_time()
        for value in inputs:
            step(value)
        times.append(time.process_time() - began)
    return min(times) / len(inputs) * 1e6


def others() -> Iterable[tuple[str, Callable[[str], object]]]:
    """Name what else reads YAML here."""
    from ruamel.yaml import YAML

    yield "ruamel.yaml, safe and pure", lambda text: YAML(typ="safe", pure=True).load(text)
    try:
        # It is there because MkDocs needs it, and has no types.
        from yaml import CSafeLoader, load  # type: ignore[import-untyped]
    except ImportError:
        return
    yield "PyYAML, C loader (YAML 1.1)", lambda text: load(text, Loader=CSafeLoader)


def measure(register: Path, runs: int) -> list[tuple[str, float]]:
    """Return each step's name and its microseconds for a dossier of *register*; the whole first.

    Raises:
        SystemExit: a dossier is not read the fast way, and the figures would not be what they say.
    """
    source = FolderSource(register)
    paths = [f"vendors/{name}/dossier.yaml" for name in source.folders("vendors")]
    contents = [source.read(path) or b"" for path in paths]
    texts = [decode(path, content)[0] for path, content in zip(paths, contents, strict=True)]
    data = [plain_data(text) for text in texts]
    if not is_installed() or not all(map(_valid, data)):
        sys.exit("Not every dossier is read the fast way.")
    few = texts[:FEW]
    slow = [(name, microseconds(reader, few, 1)) for name, reader in others()]
    return [
        ("the whole: file to data", microseconds(_load(source), paths, runs)),
        ("  read the file", microseconds(source.read, paths, runs)),
        ("  decode", microseconds(lambda content: decode("", content), contents, runs)),
        ("  guard and parse", microseconds(plain_data, texts, runs)),
        ("    parse alone: yaml-rs", microseconds(read, texts, runs)),
        ("  validate: jsonschema-rs", microseconds(_valid, data, runs)),
        ("the slow way: parse", microseconds(lambda text: parse("", text), few, 1)),
        ("the slow way: jsonschema", microseconds(_mistakes, data[:FEW], 1)),
        *slow,
    ]


def _load(source: FolderSource) -> Callable[[str], object]:
    return lambda path: load_file(source, path, "dossier", QUESTIONS)


def _valid(data: Any) -> bool:
    return is_plainly_valid("dossier", data, QUESTIONS)


def _mistakes(data: Any) -> object:
    return mistakes("dossier", data, QUESTIONS)


def main() -> None:
    """Print a table of what takes how long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vendors", type=int, default=200, help="how many vendors")
    parser.add_argument("--runs", type=int, default=3, help="how often each step is timed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        register = Path(folder) / "register"
        # As people call it: the folder benchmarks is no package.
        command = [sys.executable, str(ROOT / "benchmarks/registers.py"), str(register)]
        subprocess.run([*command, str(options.vendors)], check=True)
        sizes = [path.stat().st_size for path in register.glob("vendors/*/dossier.yaml")]
        print(f"{len(sizes)} dossiers of {sum(sizes) / len(sizes):,.0f} bytes")
        rows = measure(register, options.runs)
    whole = rows[0][1]
    print(f"{'step':<32}{'µs a file':>12}{'ratio':>9}")
    for name, took in rows:
        print(f"{name:<32}{took:>12,.0f}{took / whole:>9.2f}")


if __name__ == "__main__":
    main()
