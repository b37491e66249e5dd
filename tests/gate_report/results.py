"""Results of the gate to report on, one for each thing that can become of a run."""

import dataclasses
from pathlib import PurePosixPath

from inwriting.exit_codes import ExitCode
from inwriting.gate.footprints import DataPath, Kind, Strength
from inwriting.gate.result import (
    Alternative,
    Clause,
    Declared,
    Effect,
    GateResult,
    JudgedUse,
    RegisterUsed,
    Rule,
    Suppression,
)
from inwriting.gate.uses import Looked, Sign, Spot, Unread, Use, UseRole
from inwriting.output.formats import render
from inwriting.output.gate.report import GateReport
from inwriting.output.options import Options
from inwriting.register.load.problem import Problem

REGISTER = RegisterUsed(
    source="register.json",
    firm="Harrow & Finch LLP",
    commit="0123456789abcdef0123456789abcdef01234567",
    judged_on="2026-11-24",
    age=1,
    signed_by="register@harrow-finch.example",
    digest="ab" * 32,
)
LOOKED = Looked(
    files=120,
    size=123_456,
    read=(("Python source", 12), ("npm manifest", 1)),
    skipped=(("binary", 3), ("vendored", 40)),
    unread=(),
    listed_by="git",
)
RULES = (
    Rule("tool-allowed", "A tool that is allowed", "It is listed.", "Nothing is to be done."),
    Rule("tool-refused", "A tool is refused", "Its terms break the policy.", "Remove the tool."),
    Rule("tool-unregistered", "A tool is not registered", "Nobody looked.", "Propose it."),
)


def sign(
    tool: str, kind: Kind, value: str, file: str, line: int, said: str = "", **more: object
) -> Sign:
    role = more.pop("role", UseRole.RUNTIME)
    assert isinstance(role, UseRole)
    return Sign(
        tool, kind, value, Strength.STRONG, role, Spot(file, line), said or f"{kind} {value}"
    )


def use(*signs: Sign, name: str = "", through: str = "") -> Use:
    first = signs[0]
    path = DataPath.LOCAL if first.role is UseRole.LOCAL else DataPath.REMOTE
    named = name or first.tool.title()
    return Use(first.tool, named, first.role, Strength.STRONG, signs, path, through)


def judged(used: Use, verdict: str, effect: Effect, rule: str, **more: object) -> JudgedUse:
    spot = used.spot
    item = JudgedUse(
        use=used,
        file=spot.file,
        line=spot.line,
        column=spot.column,
        rule=rule,
        verdict=verdict,
        effect=effect,
        message=f"{used.name} is {verdict} for client-confidential.",
        fix="Remove it, or use what is allowed instead.",
        fingerprint=f"{used.tool}-{used.role}-{PurePosixPath(spot.file).name}",
    )
    return dataclasses.replace(item, **more)  # type: ignore[arg-type]


OPENAI = judged(
    use(
        sign("openai", Kind.PYPI, "openai", "pyproject.toml", 7, "dependency openai"),
        sign("openai", Kind.IMPORT, "openai", "src/app.py", 3, "import of openai"),
        name="OpenAI API",
    ),
    "refused",
    Effect.BLOCKS,
    "tool-refused",
    offerings=("openai/api",),
    clauses=(Clause("Business terms", "4.2", "https://openai.example/terms"), Clause("DPA", "")),
    page="https://register.example/vendors/openai/api.html",
    cannot_know=("Whether the key belongs to the firm's contract.",),
    instead=(Alternative("Northwind AI", "northwind-ai/enterprise", conditional=True),),
)
MODEL = judged(
    use(
        sign("acme", Kind.MODEL_ID, "acme/large", "src/app.py", 9, "model acme/large"),
        sign("acme", Kind.MODEL_ID, "acme/large", "src/app.py", 14, "model acme/large"),
        through="router",
    ),
    "unregistered",
    Effect.BLOCKS,
    "tool-unregistered",
)
TEST = judged(
    use(sign("groq", Kind.NPM, "@groq/sdk", "tests/package.json", 5, role=UseRole.TEST)),
    "refused",
    Effect.WARNS,
    "tool-refused",
)
ALLOWED = judged(
    use(
        sign("northwind", Kind.HOST, "api.northwind.example", "src/app.py", 1),
        name="Northwind AI",
    ),
    "conditional",
    Effect.LISTED,
    "tool-allowed",
    conditions=("Only in zero-retention mode.",),
    offerings=("northwind-ai/enterprise",),
)
LOCAL = judged(
    use(
        sign(
            "ollama", Kind.CONTAINER_IMAGE, "ollama/ollama:1", "compose.yaml", 4, role=UseRole.LOCAL
        ),
        name="Ollama",
    ),
    "allowed",
    Effect.LISTED,
    "tool-allowed",
)
SUPPRESSED = dataclasses.replace(
    OPENAI,
    effect=Effect.LISTED,
    suppression=Suppression(
        "openai", "src/**", "2026-12-31", "try-it", "A trial.", ".inwriting.yaml", 8, holds=True
    ),
)
WISHED = dataclasses.replace(
    MODEL,
    suppression=Suppression(
        "acme", "src/app.py", "2026-12-31", "", "Please.", "src/app.py", 9, holds=False,
        why_not="It names no exception of the register.",
        rule="suppression-without-exception", fix="Ask for one.", effect=Effect.WARNS,
    ),
)  # fmt: skip
EXPIRING = Suppression(
    "openai", "src/**", "2026-12-01", "try-it", "A trial.", ".inwriting.yaml", 8, holds=True,
    why_not="It ends in 6 days.", rule="suppression-about-to-expire", fix="Renew it.",
    effect=Effect.BLOCKS,
)  # fmt: skip
NEEDLESS = Suppression(
    "groq", "*", "2026-12-31", "", "", "src/app.py", 2, holds=False,
    why_not="Nothing is stopped there.", rule="suppression-without-use", fix="Delete it.",
    effect=Effect.WARNS,
)  # fmt: skip
UNREAD = (
    Unread("broken.ipynb", 3, "This is no JSON.", "Mend the notebook."),
    Unread("odd.py", 12, "A part of the file is not understood.", "Look at it.", blocks=False),
)


def result(*items: JudgedUse, code: ExitCode = ExitCode.CLEAR, **more: object) -> GateResult:
    """Return a run with *items*."""
    base = GateResult(
        judged=items,
        looked=LOOKED,
        declared=Declared("client-confidential", "litigation", "eu", ("acme",), from_file=True),
        register=REGISTER,
        problems=(),
        suppressions=tuple(item.suppression for item in items if item.suppression),
        gone_from_baseline=(),
        rules=RULES,
        today="2026-11-25",
        exit_code=code,
    )
    return dataclasses.replace(base, **more)  # type: ignore[arg-type]


def rendered(item: GateResult, output: str, options: Options) -> str:
    """Return *item* in the format *output*."""
    return render(GateReport(item), output, options)


_NO_REGISTER = Problem(
    "register.json", 0, 0, "The register is not signed.", "Sign it with `inwriting sign-register`."
)

RESULTS = {
    "clear": result(ALLOWED, LOCAL),
    "empty": result(),
    "blocked": result(OPENAI, MODEL, TEST, ALLOWED, LOCAL, code=ExitCode.BLOCKED),
    "suppressed": result(WISHED, SUPPRESSED, code=ExitCode.BLOCKED),
    "expiring": result(SUPPRESSED, suppressions=(EXPIRING, NEEDLESS), code=ExitCode.BLOCKED),
    "baseline": result(
        MODEL,
        dataclasses.replace(OPENAI, effect=Effect.LISTED, in_baseline=True),
        code=ExitCode.BLOCKED,
    ),
    "outdated": result(
        baseline="baseline.json",
        code=ExitCode.BLOCKED,
        gone_from_baseline=("openai in src/old.py (runtime)",),
    ),
    "unsigned": result(
        ALLOWED,
        register=dataclasses.replace(REGISTER, signed_by="", unsigned_allowed=True),
        notes=("No .inwriting.yaml: the policy's strict default holds.",),
    ),
    "unevaluated": result(
        dataclasses.replace(
            OPENAI, verdict="unevaluated", rule="not-evaluated", effect=Effect.LISTED
        ),
        code=ExitCode.UNEVALUATED,
        register=None,
        problems=(_NO_REGISTER,),
        declared=None,
    ),
    "unread": result(
        ALLOWED, code=ExitCode.UNUSABLE, looked=dataclasses.replace(LOOKED, unread=UNREAD)
    ),
    "nothing": result(
        code=ExitCode.NOTHING, looked=dataclasses.replace(LOOKED, files=0, size=0, read=())
    ),
    "failed": result(code=ExitCode.FAILED),
}
"""What can become of a run, by name."""
