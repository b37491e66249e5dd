"""What many answers of the page "Can I use it?" have in common, each written once."""

from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

import msgspec

from inwriting.publish.ask_structs import (
    AskGroups,
    ToldClause,
    ToldFinding,
    ToldOther,
    ToldReply,
    ToldStatement,
)
from inwriting.publish.escape import anchor
from inwriting.publish.vendor_json import statement_id
from inwriting.register.check.finding import Finding
from inwriting.register.decide.asking import Written
from inwriting.register.model.dossier import Statement
from inwriting.register.model.register import Offering

_Part = TypeVar("_Part")


class SharedList(Generic[_Part]):
    """A list in which each part stands once; a part is named by its number."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.parts: list[_Part] = []
        self._numbers: dict[str | bytes, int] = {}

    def number(self, part: _Part) -> int:
        """Return the number of *part*, which is added when it is new."""
        key = part if isinstance(part, str) else msgspec.json.encode(part)
        if key not in self._numbers:
            self._numbers[key] = len(self.parts)
            self.parts.append(part)
        return self._numbers[key]


class SharedParts:
    """The lists of parts that answers have in common."""

    def __init__(self) -> None:
        """Begin with empty lists, but for the text of nothing, which is number 0."""
        self.texts = SharedList[str]()
        self.findings = SharedList[ToldFinding]()
        self.statements = SharedList[ToldStatement]()
        self.replies = SharedList[ToldReply]()
        self.others = SharedList[list[ToldOther]]()
        self.tables = SharedList[Mapping[str, int]]()
        self.alike = SharedList[AskGroups]()
        self._findings: dict[tuple[Finding, str], int] = {}
        self.text("")

    def text(self, text: str) -> int:
        """Return the number of *text*."""
        return self.texts.number(text)

    def finding(self, finding: Finding, offering: Offering) -> int:
        """Return the number of *finding* as it is told of *offering*."""
        key = (finding, offering.reference)
        if key not in self._findings:
            self._findings[key] = self.findings.number(self._told(finding, offering))
        return self._findings[key]

    def _told(self, finding: Finding, offering: Offering) -> ToldFinding:
        return ToldFinding(
            message=self.text(finding.message),
            do=self.text(finding.fix),
            clauses=tuple(
                ToldClause(self.text(clause), _cited(finding, clause, offering))
                for clause in finding.clauses
            ),
            check=finding.check,
        )

    def told(self, findings: Iterable[Finding], offering: Offering) -> list[int]:
        """Return the numbers of *findings*."""
        return [self.finding(item, offering) for item in findings]

    def written(self, item: Written, offering: Offering) -> int:
        """Return the number of what is written on one question."""
        return self.statements.number(
            ToldStatement(
                question=self.text(item.question.title),
                says=self.text(item.says),
                where=self.text(item.where),
                at=_anchor(item.statement, offering) if item.statement else "",
            )
        )


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
