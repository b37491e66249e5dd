"""A difference in words and sections, the same for a terminal and for Markdown."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inwriting.decide.difference import Cause, CauseMove, Difference, Part, VerdictMove
from inwriting.exit_codes import ExitCode
from inwriting.report.words import counted

Cell = str | tuple[str, ...]
"""What stands in one column of a row: a text, or one below the other."""
_MOST_CAUSES = 6
_MOST_ALIKE = 3
_MOST_NAMED = 6
_LONGEST = 400
_EFFECTS = ("merge", "refuse", "pause", "condition", "warning")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    open: bool = False
    """Whether it is shown at once, and not folded away."""


def headline(difference: Difference) -> str:
    """Return the result in one sentence, or two: what blocks, and what moves."""
    blocks = len(difference.blocking)
    new = sum(item.new for item in difference.blocking)
    if difference.exit_code is not ExitCode.CLEAR and not difference.judged_on:
        return "The change could not be compared at all."
    said = []
    if difference.exit_code is not ExitCode.CLEAR:
        said.append("The change could not be compared in full.")
    if blocks:
        which = "" if new == blocks else f", {new or 'none'} of them new"
        verb = "blocks" if blocks == 1 else "block"
        said.append(f"The change may not merge: {counted(blocks, 'finding')} {verb} it{which}.")
    moves = _moves(difference)
    if moves:
        begun = "It also moves" if blocks else "Nothing blocks the merge. The change moves"
        said.append(f"{begun} {', '.join(moves)}.")
    elif not difference.moved and not blocks:
        said.append("The change moves no answer, permission, document or verdict.")
    elif not blocks:
        said.append("Nothing blocks the merge, and no verdict, answer or permission moves.")
    return " ".join(said)


def _moves(difference: Difference) -> list[str]:
    directions = [move.direction for move in difference.verdicts]
    worse, better = directions.count("worse"), directions.count("better")
    answers = [move.direction for move in difference.answers]
    wider = sum(move.direction == "wider" for move in difference.permissions)
    parts = []
    if worse or better:
        parts.append(_split(worse + better, "verdict", worse=worse, better=better))
    if answers:
        worse, better = answers.count("worse"), answers.count("better")
        parts.append(_split(len(answers), "answer", worse=worse, better=better))
    for kind in ("added", "removed"):
        number = sum(move.kind == kind for move in difference.offerings)
        if number:
            parts.append(f"{counted(number, 'offering')} ({'new' if kind == 'added' else 'gone'})")
    if difference.permissions:
        parts.append(_split(len(difference.permissions), "permission", wider=wider))
    if difference.policy:
        weaker = sum(move.direction == "weaker" for move in difference.policy)
        parts.append(
            _split(len(difference.policy), "part", "parts", weaker=weaker) + " of the policy"
        )
    if difference.checks:
        parts.append(counted(len(difference.checks), "check"))
    return parts


def _split(number: int, noun: str, many: str = "", **kinds: int) -> str:
    split = ", ".join(f"{count} {kind}" for kind, count in kinds.items() if count)
    return counted(number, noun, many) + (f" ({split})" if split else "")


def compared(difference: Difference) -> str:
    """Return what was compared with what, on which day; empty when nothing was."""
    if not difference.judged_on:
        return ""
    firm = difference.firm + (" (fictional)" if difference.fictional else "")
    base = f"{difference.base.name} (commit {difference.base.commit[:12]})"
    return f"{firm}: {difference.head.name} compared with {base}, judged on {difference.judged_on}"


def sections(difference: Difference) -> tuple[Section, ...]:
    """Return every part that has something to say, the gravest first."""
    found = (
        Section(
            "Could not be compared", ("what", "why", "fix"), tuple(_not_compared(difference)), True
        ),
        Section(
            "Blocks the merge",
            ("about", "finding", "fix", "at", "since"),
            tuple(_blocking(difference)),
            True,
        ),
        _verdicts("Verdicts that moved", difference, ("worse", "gone", "better"), shown=True),
        Section(
            "Offerings that came or went",
            ("offering", "what", "verdicts", "answers", "use", "like"),
            tuple(_offerings(difference)),
            True,
        ),
        Section(
            "Who must sign",
            ("offering", "function", "people", "for", "earlier"),
            tuple(_signatures(difference)),
            True,
        ),
        Section(
            "Answers that moved",
            ("question", "about", "was", "now", "step"),
            tuple(_answers(difference)),
        ),
        Section(
            "Permissions that moved",
            ("about", "what", "was", "now", "step"),
            tuple(
                (move.offering or move.vendor, move.what, move.was, move.now, move.direction)
                for move in difference.permissions
            ),
        ),
        Section(
            "Policy",
            ("what", "was", "now", "step"),
            tuple((move.what, move.was, move.now, move.direction) for move in difference.policy),
        ),
        Section(
            "Checks",
            ("check", "what", "moved"),
            tuple((m.check, m.kind, _some(m.moved)) for m in difference.checks),
        ),
        Section(
            "Clients touched",
            ("client", "tools", "why"),
            tuple(
                (f"{item.name} ({item.client})", ", ".join(item.offerings), item.reasons)
                for item in difference.clients
            ),
        ),
        Section("Documents", ("document", "what", "parts", "on"), tuple(_documents(difference))),
        Section(
            "Statements that moved no answer",
            ("question", "what", "says", "was", "now"),
            tuple(
                (f"{m.title} ({m.vendor})", m.kind, m.says, m.was_clause, m.now_clause)
                for m in difference.statements
            ),
        ),
        Section(
            "Companies behind",
            ("company", "what", "parts"),
            tuple(
                (f"{m.company} ({m.role}) behind {m.vendor}", m.kind, _parts(m.parts))
                for m in difference.companies
            ),
        ),
        Section(
            "Sign-offs",
            ("vendor", "what", "function", "by", "for"),
            tuple(
                (
                    m.vendor,
                    m.kind + ("" if m.present else " (not for the present state)"),
                    m.function,
                    f"{m.by} on {m.on}",
                    m.data_allowed,
                )
                for m in difference.sign_offs
            ),
        ),
        _verdicts("The same verdict for other reasons", difference, ("same",), shown=False),
    )
    return tuple(section for section in found if section.rows)


def _not_compared(difference: Difference) -> Iterator[tuple[Cell, ...]]:
    for where, side in (("base", difference.base), ("change", difference.head)):
        for problem in side.problems:
            place = problem.file + (f":{problem.line}:{problem.column}" if problem.line else "")
            yield f"{place} ({where})", problem.message, problem.fix
        for name in side.unusable:
            why = f"Its files cannot be used {'on the base' if where == 'base' else 'as they are'}."
            yield f"vendor {name} ({where})", why, "Nothing below speaks of this vendor."
        for words in side.crashed:
            yield f"a check ({where})", words, "Mend it; what it would have found is not known."
    for name in difference.not_compared:
        why = "Its answers on the base cannot be read by the present questions."
        yield f"vendor {name} (answers)", why, "Compare its answers by hand."


def _blocking(difference: Difference) -> Iterator[tuple[Cell, ...]]:
    for item in difference.blocking:
        cause = difference.findings[item.finding]
        about = cause.offering or cause.vendor or "the register"
        since = "this change" if item.new else "before this change"
        yield about, f"{cause.message} [{cause.check}]", cause.fix, cause.place, since


def _verdicts(
    title: str, difference: Difference, directions: tuple[str, ...], *, shown: bool
) -> Section:
    groups: dict[tuple[str, str, str, str, str], list[VerdictMove]] = {}
    for move in difference.verdicts:
        if move.direction in directions:
            whom = _whom(move)
            key = (move.offering, whom, move.was, move.now, move.direction)
            groups.setdefault(key, []).append(move)
    rows = tuple(
        (
            offering,
            ", ".join(move.data_class for move in moves),
            whom,
            was or "not there",
            now or "gone",
            direction,
            causes(difference, moves),
        )
        for (offering, whom, was, now, direction), moves in groups.items()
    )
    return Section(title, ("offering", "data", "only", "was", "now", "step", "why"), rows, shown)


def _whom(move: VerdictMove) -> str:
    named = (("team", move.team), ("client", move.client), ("region", move.region))
    return ", ".join(f"{kind} {name}" for kind, name in named if name)


def causes(difference: Difference, moves: Iterable[VerdictMove]) -> tuple[str, ...]:
    """Return what explains *moves*, the gravest first; what one check says often is counted."""
    groups: dict[tuple[str, str, str], dict[CauseMove, Cause]] = {}
    for move in moves:
        for item in move.causes:
            cause = difference.findings[item.finding]
            groups.setdefault((cause.effect, item.moved, cause.check), {})[item] = cause
    ordered = sorted(groups.items(), key=lambda group: _EFFECTS.index(group[0][0]))
    lines: list[str] = []
    for (_, moved, check), found in ordered:
        if len(found) > _MOST_ALIKE:
            named = dict.fromkeys(cause.question or cause.place for cause in found.values())
            listed = ", ".join([*named][:_MOST_NAMED])
            more = len(named) - _MOST_NAMED
            rest = f" and {more} more" if more > 0 else ""
            lines.append(f"{_moved(moved)}: {len(found)} findings [{check}]: {listed}{rest}")
        else:
            lines += [_cause(item, cause) for item, cause in found.items()]
    if len(lines) > _MOST_CAUSES:
        left = len(lines) - _MOST_CAUSES
        lines = [*lines[:_MOST_CAUSES], f"and {counted(left, 'more reason')}"]
    return tuple(lines)


def _cause(item: CauseMove, cause: Cause) -> str:
    by = f" by the exception {item.exception}" if item.moved == "accepted" else ""
    clauses = f" ({'; '.join(cause.clauses)})" if cause.clauses else ""
    return f"{_moved(item.moved)}{by}: {cause.message}{clauses} [{cause.check}]"


def _moved(word: str) -> str:
    return word.replace("-", " ")


def _offerings(difference: Difference) -> Iterator[tuple[Cell, ...]]:
    for move in difference.offerings:
        like = ""
        if move.looks_like:
            verb = "looks like" if move.kind == "added" else "looks as if it became"
            like = f"{verb} {move.looks_like}"
        verdicts = _strip(difference, move.offering)
        answers = (
            f"{move.protects} protect, {move.unclear} unclear or silent, {move.exposes} expose; "
            f"{counted(move.documents, 'document')}"
        )
        use = f"used for data up to {move.data_allowed}" if move.data_allowed else "not used"
        name = f"{move.offering}: {move.name} of {move.vendor_name}"
        yield name, move.kind, verdicts, answers, use, like


def _strip(difference: Difference, offering: str) -> tuple[str, ...]:
    """Return the verdicts of an offering that came, with the reasons of the lowest that differ."""
    groups: dict[str, list[VerdictMove]] = {}
    for move in difference.verdicts:
        if move.offering == offering and move.direction == "new" and not _whom(move):
            groups.setdefault(move.now, []).append(move)
    lines: list[str] = []
    for word, moves in groups.items():
        lines.append(f"{', '.join(move.data_class for move in moves)}: {word}")
        lines += [f"- {line}" for line in causes(difference, moves)]
    return tuple(lines)


def _signatures(difference: Difference) -> Iterator[tuple[Cell, ...]]:
    for item in difference.signatures:
        again = f"{item.earlier} signed an earlier state" if item.earlier else "nobody signed yet"
        people = " or ".join(item.people) or "nobody is named in the policy"
        yield item.offering, item.function, people, ", ".join(item.data_classes), again


def _answers(difference: Difference) -> Iterator[tuple[Cell, ...]]:
    for move in difference.answers:
        question = f"{move.title}: {move.cells}" if move.cells else move.title
        was, now = (
            f"{words} ({clause})" if clause else words
            for words, clause in ((move.was, move.was_clause), (move.now, move.now_clause))
        )
        yield question, ", ".join(move.offerings), was, now, move.direction


def _documents(difference: Difference) -> Iterator[tuple[Cell, ...]]:
    added: dict[str, list[str]] = {}
    for move in difference.documents:
        if move.kind == "added":
            added.setdefault(move.vendor, []).append(move.title)
    for move in difference.documents:
        if move.kind == "added" and len(added[move.vendor]) > _MOST_ALIKE:
            continue
        name = f"{move.title} ({move.vendor}/{move.document})"
        yield name, move.kind.replace("-", " "), _parts(move.parts), ", ".join(move.questions)
    for vendor, titles in added.items():
        if len(titles) > _MOST_ALIKE:
            yield vendor, f"{len(titles)} added", _some(tuple(titles)), ""


def _parts(parts: tuple[Part, ...]) -> tuple[str, ...]:
    return tuple(
        f"{part.what}: {_short(part.was) or 'nothing'}, now {_short(part.now) or 'nothing'}"
        for part in parts
    )


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def _some(items: tuple[str, ...]) -> tuple[str, ...]:
    if len(items) <= _MOST_NAMED + 1:
        return items
    return (*items[:_MOST_NAMED], f"and {len(items) - _MOST_NAMED} more")
