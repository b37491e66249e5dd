"""A register judged as a commit of its Git repository has it, by its own policy and checks."""

import datetime
import tempfile
from pathlib import Path

from inwriting.register.decide.evaluate import Evaluation, Request, evaluate
from inwriting.register.load.document_texts import EvidencePlace
from inwriting.register.load.source import commit_source

FOLDERS = ("vendors", "policy", "checks")
"""What a register is judged by."""


def evaluate_commit(
    root: Path,
    reference: str,
    today: datetime.date | None,
    evidence: tuple[EvidencePlace, ...] = (),
    clock: datetime.date | None = None,
) -> Evaluation:
    """Judge the register at *root* as the commit *reference* has it, on the day *today*.

    Without *today* it is judged by its own policy's fixed clock, or else on the day *clock*.

    Its checks run with the present tool: what this version cannot read or run is a problem or a
    finding of the evaluation, never left out. *evidence* are folders of captured texts.

    Raises UnusableInputError when Git, the repository, the commit or a folder cannot be used.
    """
    source = commit_source(root, reference, FOLDERS)
    with tempfile.TemporaryDirectory(prefix="inwriting-") as name:
        folder = Path(name).resolve()
        source.lay(folder)
        return evaluate(Request(root=folder, today=today, evidence=evidence, clock=clock))
