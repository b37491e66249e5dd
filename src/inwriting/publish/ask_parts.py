"""What many answers of the page "Can I use it?" have in common, each written once."""

from collections.abc import Iterable
from typing import Any

import msgspec

from inwriting.publish.escape import anchor
from inwriting.publish.vendor_json import statement_id
from inwriting.register.check.finding import Finding
from inwriting.register.decide.asking import Written
from inwriting.register.model.dossier import Statement
from inwriting.register.model.register import Offering

_LISTS = ("texts", "findings", "written", "replies", "others", "tables", "alike")


class Parts:
    """Lists of parts; a part is named by its number in its list."""

    def __init__(self) -> None:
        """Begin with empty lists, but for the text of nothing, which is number 0."""
        self._lists: dict[str, list[Any]] = {name: [] for name in _LISTS}
        self._numbers: dict[tuple[str, str | bytes], int] = {}
        self._findings: dict[tuple[Finding, str], int] = {}
        self.text("")

    def number(self, name: str, part: Any) -> int:
        """Return the number of *part* in the list *name*, to which it is added when it is new."""
        held = self._lists[name]
        key = (name, part if isinstance(part, str) else msgspec.json.encode(part))
        if key not in self._numbers:
            self._numbers[key] = len(held)
            held.append(part)
        return self._numbers[key]

    def text(self, text: str) -> int:
        """Return the number of *text*."""
        return self.number("texts", text)

    def finding(self, finding: Finding, offering: Offering) -> int:
        """Return the number of *finding* as it is told of *offering*."""
        key = (finding, offering.reference)
        if key not in self._findings:
            self._findings[key] = self.number("findings", self._told(finding, offering))
        return self._findings[key]

    def _told(self, finding: Finding, offering: Offering) -> dict[str, Any]:
        return {
            "message": self.text(finding.message),
            "do": self.text(finding.fix),
            "clauses": [
                {"text": self.text(clause), "at": _cited(finding, clause, offering)}
                for clause in finding.clauses
            ],
            "check": finding.check,
        }

    def findings(self, findings: Iterable[Finding], offering: Offering) -> list[int]:
        """Return the numbers of *findings*."""
        return [self.finding(item, offering) for item in findings]

    def written(self, item: Written, offering: Offering) -> int:
        """Return the number of what is written on one question."""
        return self.number(
            "written",
            {
                "question": self.text(item.question.title),
                "says": self.text(item.says),
                "where": self.text(item.where),
                "at": _anchor(item.statement, offering) if item.statement else "",
            },
        )

    def data(self) -> dict[str, list[Any]]:
        """Return the lists by name."""
        return self._lists


def _cited(finding: Finding, clause: str, offering: Offering) -> str:
    """Return the anchor of the statement that cites *clause*, on the question if there is one."""
    citing = [item for item in offering.dossier.statements if item.clause == clause]
    citing.sort(key=lambda item: item.question.id != finding.question)
    return next((found for found in (_anchor(item, offering) for item in citing) if found), "")


def _anchor(statement: Statement, offering: Offering) -> str:
    """Return where *statement* stands on the page of *offering*; empty when it does not."""
    if offering.id not in statement.scope.offerings:
        return ""
    question, _, number = statement_id(statement).partition("/")
    return f"{anchor('s', question)}-{int(number)}"
