"""The files that a firm's own register starts with.

What this repository needs itself, its workflows, owners and forms, has no second copy: a new
register's are made from them, without what tests the tool's code.
"""

import re

from inwriting import __version__
from inwriting.register.load.declared_questions import declared_in
from inwriting.register.load.editor_schemas import editor_schemas
from inwriting.register.load.register import QUESTIONS
from inwriting.register.load.yaml import locate, parse
from inwriting.resources import shipped

_VERSION = "@VERSION@"
"""Stands in a template for the version that a register is written for."""
_STARTERS = {
    "README.md": "README.md",
    "gitignore": ".gitignore",
    "pre-commit-config.yaml": ".pre-commit-config.yaml",
}
"""The templates of files that every new register has, and where each goes."""
_WORKFLOWS = ("checks.yml", "comment.yml", "propose.yml", "site.yml", "watch.yml")
_FORMS = (
    "ISSUE_TEMPLATE/config.yml",
    "ISSUE_TEMPLATE/propose-a-vendor.yml",
    "PULL_REQUEST_TEMPLATE.md",
)
FORGES = ("github", "gitlab", "none")
"""Where a register can be kept, and where proposals to it are reviewed."""
_AS_THEY_ARE = (QUESTIONS, "policy/frameworks.yaml")
"""The files that a new register takes over word for word."""

_INSTALL = re.compile(
    r"run: \|\n( +)python3 -m pip install --require-hashes --only-binary :all: "
    r"--requirement requirements/(\w+)\.txt\n"
    r"\1python3 -m pip install --no-deps --no-build-isolation --no-index --editable \.\n"
)
"""How this repository's workflows install the tool, by the lock that they use."""
_EXTRAS = {"run": "", "site": "[site]", "watch": "[evidence]"}
_OF_THE_TOOL = ("code", "coverage", "wheel")
"""The jobs that test the tool's code."""
_OF_EVERY_REGISTER = ("*", "/vendors/", "/policy/", "/.github/", "/.pre-commit-config.yaml")
"""How the lines of CODEOWNERS begin that hold in every register."""


def starter_texts(forge: str = "github") -> dict[str, str]:
    """Return every starter file by its path in the new register, reviewed at *forge*.

    Raises ValueError when the shipped policy is not laid out as expected.
    """
    texts = {place: _template(name) for name, place in _STARTERS.items()}
    if forge == "github":
        texts[".github/CODEOWNERS"] = own_codeowners(_read(".github/CODEOWNERS"))
        texts |= {f".github/{name}": _read(f".github/{name}") for name in _FORMS}
        for name in _WORKFLOWS:
            place = f".github/workflows/{name}"
            texts[place] = own_workflow(_read(place))
    if forge == "gitlab":
        texts[".gitlab/CODEOWNERS"] = own_codeowners(_read(".github/CODEOWNERS"))
        texts[".gitlab-ci.yml"] = _template("gitlab-ci.yml")
    texts["policy/policy.yaml"] = _own_policy(_read("policy/policy.yaml"))
    texts |= {name: _read(name) for name in _AS_THEY_ARE}
    questions, _ = parse(QUESTIONS, texts[QUESTIONS])
    texts |= editor_schemas(declared_in(questions))
    texts["vendors/.gitkeep"] = ""
    return texts


def own_workflow(text: str) -> str:
    """Return a register's workflow from this repository's *text*: it installs a release."""
    head, jobs, rest = text.partition("\njobs:\n")
    gone = tuple(f"  {job}:" for job in _OF_THE_TOOL)
    # A blank line stands between jobs, and nowhere else.
    kept = [job for job in rest.split("\n\n") if not job.startswith(gone)]
    rest = "\n\n".join(kept).replace(f"[vendors, {', '.join(_OF_THE_TOOL)}]", "[vendors]")
    names = "|".join(job.upper() for job in _OF_THE_TOOL)
    rest = re.sub(rf"^ +(?:.*\$)?(?:{names})\b.*\n", "", rest, flags=re.MULTILINE)
    return head + jobs + _INSTALL.sub(_install, rest)


def _install(match: re.Match[str]) -> str:
    extra = _EXTRAS[match[2]]
    return f'run: python3 -m pip install "inwriting{extra}=={__version__}"\n'


def own_codeowners(text: str) -> str:
    """Return a register's CODEOWNERS from this repository's *text*, for another organisation."""
    blocks: list[str] = []
    for block in text.split("\n\n"):
        kept: list[str] = []
        comments: list[str] = []
        for line in block.splitlines():
            if line.startswith("#"):
                comments.append(line)
            elif line.split()[0].startswith(_OF_EVERY_REGISTER):
                kept += [*comments, line]
                comments = []
        if kept or not blocks:
            blocks.append("\n".join(kept or comments))
    return "\n\n".join(blocks).replace("@harrow-finch/", "@your-organisation/") + "\n"


def _template(name: str) -> str:
    return _read(f"templates/register/{name}").replace(_VERSION, __version__)


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
