"""The starter's workflows are this repository's own, but for how the tool is installed.

So they are made from them. What is here alone falls away: the jobs that test the tool's code.
"""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = ROOT / ".github" / "workflows"
STARTER = ROOT / "starter" / "workflows"
MADE = ("checks.yml", "comment.yml", "propose.yml", "site.yml", "watch.yml")
"""The workflows that a firm's register has too."""

_INSTALL = re.compile(
    r"run: \|\n( +)python3 -m pip install --require-hashes --only-binary :all: "
    r"--requirement requirements/(\w+)\.txt\n"
    r"\1python3 -m pip install --no-deps --no-build-isolation --no-index --editable \.\n"
)
_OURS = ("code", "coverage", "wheel")


def made(text: str) -> str:
    """Return the starter's workflow from this repository's *text*."""
    head, jobs, rest = text.partition("\njobs:\n")
    gone = tuple(f"  {job}:" for job in _OURS)
    # A blank line stands between jobs, and nowhere else.
    kept = [job for job in rest.split("\n\n") if not job.startswith(gone)]
    rest = "\n\n".join(kept).replace(f"[vendors, {', '.join(_OURS)}]", "[vendors]")
    names = "|".join(job.upper() for job in _OURS)
    rest = re.sub(rf"^ +(?:.*\$)?(?:{names})\b.*\n", "", rest, flags=re.MULTILINE)
    return head + jobs + _INSTALL.sub(_install, rest)


def _install(match: re.Match[str]) -> str:
    extra = {"run": "", "site": "[site]", "watch": "[evidence]"}[match[2]]
    return f'run: python3 -m pip install "inwriting{extra}==@VERSION@"\n'
