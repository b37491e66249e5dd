"""A register whose vendor wrote an attack into every text field that it controls."""

import copy
import datetime
from pathlib import Path
from typing import Any

from inwriting.register.decide.evaluate import Evaluation, Request, evaluate
from tests.checks.cases import evaluate_case, read, write

ATTACKS = (
    "<script>alert(1)</script>",
    "</td><img src=x onerror=alert(2)>",
    "[x](javascript:alert(3))",
    "{: onclick=alert(4) }",
    '--8<-- "secret"',
    "!!! danger",
    "| a | b |",
    ":material-x:",
    "`code` ```fence",
    "{{ 7*7 }}",
    "&lt;b&gt; &#60;i&#62;",
    '"><svg onload=alert(5)>',
    "</title></textarea></script>",
    "[^1] *[HTML]: x",
    "![x](https://outside.example/x.png)",
    "https://outside.example/ www.outside.example",
    "**bold** <b>bold</b>",
)
_TEXTS = frozenset(
    {
        *("name", "title", "note", "summary", "clause", "quote", "purpose", "how", "steps", "what"),
        *("instead", "reason", "why", "route", "outside-register", "where", "path", "archive"),
        "contact",
    }
)
_LISTS = frozenset({"exceptions", "conditions"})
CLOCK = datetime.date(2026, 11, 24)
_SHORT = 80
"""The shortest limit of any field."""


class Attacks:
    """Texts of attacks, each time another one first."""

    def __init__(self) -> None:
        """Begin with the first."""
        self.turn = 0
        self.used: list[str] = []

    def text(self) -> str:
        """Return the next text."""
        order = ATTACKS[self.turn % len(ATTACKS) :] + ATTACKS[: self.turn % len(ATTACKS)]
        self.turn += 1
        text = f"t{self.turn}"
        for attack in order:
            if len(text) + 1 + len(attack) <= _SHORT:
                text += f" {attack}"
        self.used.append(text)
        return text

    def put_into(self, data: Any) -> Any:
        """Return *data* with an attack in every free text of it."""
        if isinstance(data, list):
            return [self.put_into(item) for item in data]
        if not isinstance(data, dict):
            return data
        made: dict[str, Any] = {}
        for key, value in data.items():
            if key in _TEXTS and isinstance(value, str):
                made[key] = self.text()
            elif key in _LISTS and value and isinstance(value[0], str):
                made[key] = [self.text() for _ in value]
            else:
                made[key] = self.put_into(value)
        return made


def hostile(folder: Path) -> tuple[Evaluation, list[str]]:
    """Make the register in *folder*; return it evaluated, and every text that was put in."""
    evaluate_case({}, folder)
    root = folder / "register"
    attacks = Attacks()
    for name in ("dossier", "use", "approvals"):
        path = root / "vendors" / "acme" / f"{name}.yaml"
        data = read(path)
        if name == "dossier":
            _fill(data)
        if name == "approvals":
            data["approvals"][0]["note"] = "x"
        write(path, attacks.put_into(data))
    policy = root / "policy" / "policy.yaml"
    data = read(policy)
    write(policy, data | {"teams": attacks.put_into(data["teams"])})
    return evaluate(Request(root, CLOCK)), attacks.used


def _fill(data: dict[str, Any]) -> None:
    """Add what the clean dossier has no need of, so that every kind of field is there."""
    data["vendor"] |= {
        "note": "x",
        "website": "https://acme.example/?a=<b>&c='d'".replace("<", "%3C").replace(">", "%3E"),
    }
    data["offerings"]["desk"]["note"] = "x"
    agreement = data["documents"]["agreement"]
    agreement["note"] = "x"
    for name, source in {
        "archived": {
            "kind": "archive",
            "archive": "x",
            "path": "x",
            "commit": "0123456789" * 4,
        },
        "held": {"kind": "held-elsewhere", "where": "x"},
        "page": {
            "kind": "url",
            "url": "https://acme.example/(a)_b_*c*?x='y'&copy;=`z`".replace("`", "%60"),
        },
    }.items():
        data["documents"][name] = copy.deepcopy(agreement) | {"source": source, "kind": "help-page"}
    training = data["statements"]["training-use"][0]
    training["exceptions"] = ["x", "y"]
    data["statements"]["training-use"].append(copy.deepcopy(training) | {"document": "archived"})
    data["statements"]["retention"].append(
        copy.deepcopy(data["statements"]["retention"][0]) | {"document": "page", "when": ["mode"]}
    )
    # A weaker document that promises more stands beside the contract, each with its clause.
    data["statements"]["human-access"].append(
        copy.deepcopy(data["statements"]["human-access"][0]) | {"document": "page", "says": "never"}
    )
    data["silent"] = {"audit-evidence": [{"note": "x", "looked-in": ["agreement"]}]}
    data["subprocessors"].append(
        {
            "name": "x",
            "role": "hosting",
            "outside-register": "x",
            "document": "agreement",
            "clause": "x",
        }
    )
    data["contradictions"] = [
        {
            "id": "odd",
            "question": "training-use",
            "summary": "x",
            "places": [
                {"document": "agreement", "clause": "x", "quote": "x"},
                {"document": "held", "clause": "x", "quote": "x"},
            ],
        }
    ]
