"""What `new` and `propose` share: write a vendor's first dossier."""

from pathlib import Path

from inwriting.cli.files import write_new
from inwriting.cli.register_questions import questions_of
from inwriting.register.load.declared_questions import is_answered_in_dossiers
from inwriting.register.load.problem import Problem, UnusableInputError
from inwriting.register.load.schema import mistakes
from inwriting.register.load.yaml import parse


def free_place(root: Path, vendor: str) -> Path:
    """Return where the dossier of *vendor*, which must be an id, will be.

    Raises UnusableInputError when the register has the vendor already.
    """
    folder = root / "vendors" / vendor
    if folder.exists() or folder.is_symlink() or folder.parent.is_symlink():
        message = "This vendor already exists and was not overwritten."
        if folder.parent.is_symlink():
            message = (
                "The folder vendors is a symbolic link; this command writes only into "
                "plain folders."
            )
        fix = "Edit its dossier, or choose another id."
        raise UnusableInputError((Problem(folder.as_posix(), 0, 0, message, fix),))
    return folder / "dossier.yaml"


def open_questions(root: Path) -> list[dict[str, str]]:
    """Return the questions to a vendor that its dossier answers, in the register's order.

    Raises UnusableInputError when the register has none that can be read.
    """
    return [
        {"id": name, "title": " ".join(item["title"].split())}
        for name, item in questions_of(root)["questions"].items()
        if is_answered_in_dossiers(item)
    ]


def write_dossier(path: Path, text: str) -> None:
    """Write *text* as the dossier at *path*.

    Raises UnusableInputError when `inwriting check` would refuse to read it, when there is one
    already, or when it cannot be written.
    """
    data, problems = parse(path.as_posix(), text)
    found = [
        *problems,
        *(
            Problem(path.as_posix(), 0, 0, f"{'.'.join(map(str, m.path))}: {m.message}", m.fix)
            for m in mistakes("dossier", data)
        ),
    ]
    if found:
        raise UnusableInputError(tuple(found))
    write_new(path, text)
