"""Answers and statements that a change moves."""

import dataclasses
from collections.abc import Iterable, Iterator

from inwriting.diff.difference import AnswerMove, StatementMove
from inwriting.register.check.cells import in_words
from inwriting.register.check.changes import answered, compared, step
from inwriting.register.model.answers import Cell
from inwriting.register.model.dossier import Citation, Statement
from inwriting.register.model.register import Offering, Register, Vendor

_DIRECTIONS = {(-1): "better", 0: "other", 1: "worse"}
_ORDER = ("worse", "other", "better")
_KINDS = ("removed", "added", "recited", "reworded")


def answer_moves(register: Register) -> tuple[AnswerMove, ...]:
    """Return what moved in the answers of *register* since its base, the worst first."""
    groups: dict[AnswerMove, list[str]] = {}
    for vendor in register.vendors:
        for offering in vendor.offerings:
            for move in _answers(register, offering):
                same = dataclasses.replace(move, offerings=())
                groups.setdefault(same, []).append(offering.reference)
    places = {name: number for number, name in enumerate(register.questions)}
    moves = [
        dataclasses.replace(move, offerings=tuple(sorted(names))) for move, names in groups.items()
    ]
    return tuple(
        sorted(
            moves,
            key=lambda m: (
                _ORDER.index(m.direction),
                m.vendor,
                places[m.question],
                m.cells,
                m.offerings,
                m.was,
                m.now,
            ),
        )
    )


def statement_moves(register: Register, answers: Iterable[AnswerMove]) -> tuple[StatementMove, ...]:
    """Return the statements that moved without moving an answer among *answers*."""
    explained = {(m.question, name) for m in answers for name in m.offerings}
    moves: list[StatementMove] = []
    for vendor in register.vendors:
        before = register.base.vendor(vendor.id) if register.base else None
        if before is not None:
            moves += _statements(before, vendor, explained)
    places = {name: number for number, name in enumerate(register.questions)}
    return tuple(
        sorted(
            moves,
            key=lambda m: (
                m.vendor,
                _KINDS.index(m.kind),
                places[m.question],
                m.says,
                m.was_clause,
                m.now_clause,
            ),
        )
    )


def _answers(register: Register, offering: Offering) -> Iterator[AnswerMove]:
    groups: dict[tuple[str, str, str, str, str, int], list[Cell]] = {}
    for question, before, now in compared(register, offering):
        was, says = answered(before), answered(now)
        if was != says:
            key = (question.id, was, says, _clause(before), _clause(now), step(before, now))
            groups.setdefault(key, []).append(now)
    for (name, was, says, was_clause, now_clause, direction), cells in groups.items():
        answer = offering.answers[name]
        yield AnswerMove(
            vendor=offering.vendor,
            offerings=(offering.reference,),
            question=name,
            title=answer.question.title,
            cells="" if len(cells) == len(answer.cells) else in_words(cells),
            was=was,
            now=says,
            direction=_DIRECTIONS[direction],
            was_clause=was_clause,
            now_clause=now_clause,
        )


def _clause(cell: Cell) -> str:
    return cell.statement.clause if cell.statement else ""


def _statements(
    before: Vendor, now: Vendor, explained: set[tuple[str, str]]
) -> Iterator[StatementMove]:
    old, new = _by_content(before), _by_content(now)
    for content in dict.fromkeys((*new, *old)):
        went, came = list(old.get(content, ())), list(new.get(content, ()))
        for item in tuple(came):
            same = next((o for o in went if _written(o) == _written(item)), None)
            if same is not None:
                went.remove(same)
                came.remove(item)
        while went and came:
            was, item = went.pop(0), came.pop(0)
            cited_alike = _cited(was.citation) == _cited(item.citation)
            yield _moved(now, "reworded" if cited_alike else "recited", item, was, item)
        for kind, items in (("removed", went), ("added", came)):
            for item in items:
                names = (f"{now.id}/{name}" for name in item.scope.offerings)
                if not any((item.question.id, name) in explained for name in names):
                    gone = kind == "removed"
                    yield _moved(now, kind, item, item if gone else None, None if gone else item)


def _moved(
    vendor: Vendor, kind: str, item: Statement, was: Statement | None, now: Statement | None
) -> StatementMove:
    return StatementMove(
        vendor=vendor.id,
        question=item.question.id,
        title=item.question.title,
        kind=kind,
        says=item.words,
        was_clause=was.clause if was else "",
        now_clause=now.clause if now else "",
    )


def _by_content(vendor: Vendor) -> dict[tuple[object, ...], list[Statement]]:
    groups: dict[tuple[object, ...], list[Statement]] = {}
    for item in vendor.dossier.statements:
        content = (
            item.question.id,
            item.says.id,
            (item.scope.offerings, item.scope.data, item.scope.purposes, item.scope.who),
            (item.scope.models, item.scope.regions, item.scope.when),
            (item.period, item.notice, item.residuals, item.only_future, item.places),
            item.exceptions,
        )
        groups.setdefault(content, []).append(item)
    return groups


def _written(item: Statement) -> tuple[object, ...]:
    return (_cited(item.citation), item.summary, item.route, item.contact)


def _cited(citation: Citation) -> tuple[object, ...]:
    return (citation.document_id, citation.clause, citation.quote, citation.passage)
