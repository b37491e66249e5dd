"""`inwriting check --fix`: update the position of passages that have moved."""

from pathlib import Path

from inwriting.cli.files import write_over
from inwriting.cli.output import print_error
from inwriting.evidence.citing.moved_passages import MovedPassage, moved_passages, with_new_places
from inwriting.output.safe import one_line
from inwriting.register.decide.evaluate import Evaluation


def fix_passages(evaluation: Evaluation, root: Path) -> bool:
    """Fix what needs no judgement, report it on standard error, and say whether anything changed.

    Raises UnusableInputError when a file cannot be changed without changing something else.
    """
    found = moved_passages(evaluation.register) if evaluation.register else ()
    for file in sorted({item.file for item in found}):
        path = root / file
        write_over(path, with_new_places(file, path.read_text(encoding="utf-8"), found))
    for item in found:
        print_error(_told(item))
    if not found:
        print_error(
            "Fixed: nothing. No passage has moved, and everything else needs a person's judgement."
        )
    return bool(found)


def _told(item: MovedPassage) -> str:
    told = (
        f"Fixed: {item.file}: the passage of {one_line(item.document)}, clause "
        f"{one_line(item.clause)}, from {item.was[0]}-{item.was[1]} to {item.now[0]}-{item.now[1]}."
    )
    if item.lies_in:
        told += f" It is now in {one_line(item.lies_in)}: check the clause."
    return told
