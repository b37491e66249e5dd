"""`inwriting init`: the starter files of a firm's own register."""

from pathlib import Path

import click

from inwriting import __version__
from inwriting.cli.files import write_new
from inwriting.cli.output import say
from inwriting.exit_codes import ExitCode
from inwriting.register.load.declared_questions import declared_in
from inwriting.register.load.editor_schemas import editor_schemas
from inwriting.register.load.problem import Problem, UnusableInputError
from inwriting.register.load.register import QUESTIONS
from inwriting.register.load.yaml import locate, parse
from inwriting.resources import shipped

_STARTERS = {
    "README.md": "README.md",
    "gitignore": ".gitignore",
    "pre-commit-config.yaml": ".pre-commit-config.yaml",
}
"""The files that are for a new register alone, and where each goes."""
_FORGES = {
    "github": {
        "CODEOWNERS": ".github/CODEOWNERS",
        "ISSUE_TEMPLATE/config.yml": ".github/ISSUE_TEMPLATE/config.yml",
        "ISSUE_TEMPLATE/propose-a-vendor.yml": ".github/ISSUE_TEMPLATE/propose-a-vendor.yml",
        "PULL_REQUEST_TEMPLATE.md": ".github/PULL_REQUEST_TEMPLATE.md",
        "workflows/checks.yml": ".github/workflows/checks.yml",
        "workflows/comment.yml": ".github/workflows/comment.yml",
        "workflows/propose.yml": ".github/workflows/propose.yml",
        "workflows/site.yml": ".github/workflows/site.yml",
        "workflows/watch.yml": ".github/workflows/watch.yml",
    },
    "gitlab": {
        "CODEOWNERS": ".gitlab/CODEOWNERS",
        "gitlab-ci.yml": ".gitlab-ci.yml",
    },
    "none": {},
}
"""The same for where the register is kept, and where proposals to it are reviewed."""
_AS_THEY_ARE = (QUESTIONS, "policy/frameworks.yaml")
"""The files that a new register takes over word for word."""


@click.command(epilog="\b\nExample:\n  inwriting init our-register")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--forge",
    type=click.Choice(list(_FORGES)),
    default="github",
    show_default=True,
    help="Where changes will be reviewed: its checks, owners and site are written too.",
)
def command(folder: Path, forge: str) -> int:
    """Write the starter files of a firm's own register into FOLDER.

    The policy is a fictional firm's, to be edited; there is no vendor yet. Nothing is overwritten.
    """
    texts = starter_texts(forge)
    taken = sorted(name for name in texts if (folder / name).exists())
    if taken:
        raise UnusableInputError(
            tuple(
                Problem(
                    (folder / name).as_posix(),
                    0,
                    0,
                    "This file exists already, and is not overwritten.",
                    "Choose another folder, or move the file away.",
                )
                for name in taken
            )
        )
    for name, text in texts.items():
        write_new(folder / name, text)
    shown = folder.as_posix()
    say(
        f"Written: {len(texts)} files in {shown}\n"
        f"Next: edit {shown}/policy/policy.yaml, then inwriting new VENDOR --root {shown}"
    )
    return ExitCode.CLEAR


def starter_texts(forge: str = "github") -> dict[str, str]:
    """Return every starter file by its path in the new register, reviewed at *forge*."""
    texts = {
        place: _read(f"starter/{name}").replace("@VERSION@", __version__)
        for name, place in (_STARTERS | _FORGES[forge]).items()
    }
    texts["policy/policy.yaml"] = _own_policy(_read("policy/policy.yaml"))
    texts |= {name: _read(name) for name in _AS_THEY_ARE}
    questions, _ = parse(QUESTIONS, texts[QUESTIONS])
    texts |= editor_schemas(declared_in(questions))
    texts["vendors/.gitkeep"] = ""
    return texts


def _read(name: str) -> str:
    return shipped(name).read_text(encoding="utf-8")


def _own_policy(text: str) -> str:
    """Return the shipped policy as a new register can use it.

    It has no fixed clock, takes the shipped checks, and names no vendor of the example. Only
    those lines change, so that comments and layout stay as they were written.
    """
    wanted, _ = parse("policy.yaml", text)
    places = locate("policy.yaml", text)
    lines = text.splitlines(keepends=True)
    origin = places["checks", "from"].value
    number = origin.line - 1
    before, value = lines[number][: origin.column - 1], lines[number][origin.column - 1 :]
    lines[number] = before + value.replace("folder", "shipped", 1)
    gone = set()
    for client, item in wanted["clients"].items():
        if item["forbids"].pop("vendors", None):
            gone.add(places["clients", client, "forbids", "vendors"].key.line - 1)
    if wanted.pop("clock", None):
        first = last = places["clock",].key.line - 1
        while lines[first - 1].startswith("#"):
            first -= 1
        while lines[last].strip():
            last += 1
        gone |= set(range(first, last + 1))
    if wanted["gate"].pop("exceptions", None):
        first = last = places["gate", "exceptions"].key.line - 1
        while lines[last].strip():
            last += 1
        lines[first] = lines[first].replace("exceptions:", "exceptions: []")
        wanted["gate"]["exceptions"] = []
        gone |= set(range(first + 1, last))
    result = "".join(line for number, line in enumerate(lines) if number not in gone)
    wanted["checks"]["from"] = "shipped"
    if parse("policy.yaml", result) != (wanted, ()):
        message = "the shipped policy is not laid out as expected"
        raise ValueError(message)
    return result
