"""A difference in words and sections, the same for a terminal and for Markdown."""

from collections.abc import Iterable, Iterator

from inwriting.diff.difference import Cause, CauseMove, Difference, Part, VerdictMove
from inwriting.exit_codes import ExitCode
from inwriting.output.page import Cell, Section
from inwriting.wording import counted

_MOST_CAUSES = 6
_MOST_ALIKE = 3
_MOST_NAMED = 6
_LONGEST = 400
_DOCUMENTS = {"removed-text": "text no longer at hand", "replaced": "another text"}
# What blocks the merge often only follows from what pauses or refuses.
_EFFECTS = ("refuse", "pause", "merge", "condition", "warning")


def headline(difference: Difference) -> str:
    """Return the result in a sentence or two: what blocks, and what moves."""
    whole = difference.exit_code is ExitCode.CLEAR
    if not whole and not difference.judged_on:
        return "The change could not be compared."
    blocks = len(difference.blocking)
    new = sum(item.new for item in difference.blocking)
    moves = _moves(difference)
    said = [] if whole else ["The change could not be compared in full; this is not all."]
    if blocks:
        which = "" if new == blocks else f", {new or 'none'} of them new"
        verb = "blocks" if blocks == 1 else "block"
        said.append(f"The change may not merge: {counted(blocks, 'finding')} {verb} it{which}.")
    elif whole:
        said.append("Nothing blocks the merge.")
    if moves:
        last = f" and {moves[-1]}" if len(moves) > 1 else ""
        said.append(f"The change {', '.join(moves[:-1] or moves)}{last}.")
    elif whole and not difference.moved:
        said.append("The change moves no answer, permission, document or verdict.")
    elif whole:
        said.append("No verdict, answer, permission or document moves.")
    return " ".join(said)


def _moves(difference: Difference) -> list[str]:
    """Return what the change does, the gravest first, each beginning with a verb."""
    verdicts = [move.direction for move in difference.verdicts]
    answers = [move.direction for move in difference.answers]
    offerings = [move.kind for move in difference.offerings]
    permissions = [move.direction for move in difference.permissions]
    policy = [move.direction for move in difference.policy]
    documents = [move.kind for move in difference.documents]
    gone = documents.count("removed") + documents.count("removed-text")
    worse, better = (counted(verdicts.count(word), "verdict") for word in ("worse", "better"))
    told = (
        ("worse" in verdicts, f"makes {worse} worse"),
        ("better" in verdicts, f"makes {better} better"),
        ("removed" in offerings, f"removes {counted(offerings.count('removed'), 'offering')}"),
        ("added" in offerings, f"adds {counted(offerings.count('added'), 'offering')}"),
        (answers, _split("moves", answers, "answer", "worse", "better")),
        (permissions, _split("moves", permissions, "permission", "wider", "narrower")),
        ("weaker" in policy, f"weakens the policy {_times(policy.count('weaker'))}"),
        ("stronger" in policy, f"strengthens the policy {_times(policy.count('stronger'))}"),
        ("other" in policy, f"edits the policy {_times(policy.count('other'))}"),
        (difference.checks, _split("touches", [c.kind for c in difference.checks], "check",
                                   "removed", "edited", "added")),
        (gone, f"takes {counted(gone, 'document')} away"),
        ("replaced" in documents, f"replaces {counted(documents.count('replaced'), 'document')}"),
    )  # fmt: skip
    return [words for true, words in told if true]


def _split(verb: str, directions: list[str], noun: str, *words: str) -> str:
    numbers = [f"{directions.count(word)} {word}" for word in words if word in directions]
    split = f" ({', '.join(numbers)})" if numbers else ""
    return f"{verb} {counted(len(directions), noun)}{split}"


def _times(number: int) -> str:
    return f"in {counted(number, 'place')}"


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
            open=True,
            number=len(difference.blocking),
        ),
        _verdicts("Verdicts that moved", difference, ("worse", "better"), shown=True),
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
    """Yield what blocks; what one check says in one place is one row."""
    groups: dict[tuple[str, str, str, bool], list[str]] = {}
    for item in difference.blocking:
        cause = difference.findings[item.finding]
        about = cause.offering or cause.vendor or "the register"
        key = (about, cause.fix, cause.place, item.new)
        groups.setdefault(key, []).append(f"{cause.message} [{cause.check}]")
    for (about, fix, place, new), messages in groups.items():
        since = "this change" if new else "before this change"
        yield about, tuple(dict.fromkeys(messages)), fix, place, since


def _verdicts(
    title: str, difference: Difference, directions: tuple[str, ...], *, shown: bool
) -> Section:
    groups: dict[tuple[str, str, str, str, str], list[VerdictMove]] = {}
    for move in difference.verdicts:
        if move.direction in directions:
            key = (move.offering, _whom(move), move.was, move.now, move.direction)
            groups.setdefault(key, []).append(move)
    # Teams, clients and regions for whom the same moved stand in one row.
    alike: dict[tuple[Cell, ...], list[str]] = {}
    for (offering, whom, was, now, direction), moves in groups.items():
        names = ", ".join(move.data_class for move in moves)
        why = causes(difference, moves)
        row = (offering, names, "only" if whom else "", was, now, direction, why)
        alike.setdefault(row, []).append(whom)
    rows = tuple((*row[:2], "; ".join(whom), *row[3:]) for row, whom in alike.items())
    columns = ("offering", "data", "only", "was", "now", "step", "why")
    number = sum(len(moves) for moves in groups.values())
    return Section(title, columns, rows, open=shown, number=number)


def _whom(move: VerdictMove) -> str:
    named = (("team", move.team), ("client", move.client), ("region", move.region))
    return ", ".join(f"{kind} {name}" for kind, name in named if name)


def causes(
    difference: Difference, moves: Iterable[VerdictMove], *, all_new: bool = False
) -> tuple[str, ...]:
    """Return what explains *moves*, the gravest first; what one check says often is counted.

    With *all_new* nothing else is possible, and that it is new is not said.
    """
    groups: dict[tuple[str, str, str], dict[str, Cause]] = {}
    for move in moves:
        for item in move.causes:
            cause = difference.findings[item.finding]
            line = f"{'' if all_new else _prefix(item)}{_said(cause)}"
            groups.setdefault((cause.effect, item.moved, cause.check), {})[line] = cause
    lines: list[str] = []
    for (_, moved, check), found in sorted(
        groups.items(), key=lambda group: _EFFECTS.index(group[0][0])
    ):
        if len(found) > _MOST_ALIKE:
            named = dict.fromkeys(cause.question or cause.place for cause in found.values())
            listed = ", ".join([*named][:_MOST_NAMED])
            more = len(named) - _MOST_NAMED
            rest = f" and {more} more" if more > 0 else ""
            begun = "" if all_new else f"{_words(moved)}: "
            lines.append(f"{begun}{len(found)} findings [{check}]: {listed}{rest}")
        else:
            lines += found
    lines = _once(lines)
    if len(lines) > _MOST_CAUSES:
        left = len(lines) - _MOST_CAUSES
        lines = [*lines[:_MOST_CAUSES], f"and {counted(left, 'more reason')}"]
    return tuple(lines)


def _once(lines: list[str]) -> list[str]:
    """Return *lines*, with what is gone for one data class and new for another said once."""
    gone = {line.removeprefix("gone: ") for line in lines if line.startswith("gone: ")}
    both = {line.removeprefix("new: ") for line in lines if line.startswith("new: ")} & gone
    return [
        f"for other data classes: {line.removeprefix('new: ')}"
        if line.removeprefix("new: ") in both
        else line
        for line in lines
        if line.removeprefix("gone: ") not in both
    ]


def _prefix(item: CauseMove) -> str:
    by = f" by the exception {item.exception}" if item.exception else ""
    return f"{_words(item.moved)}{by}: "


def _said(cause: Cause) -> str:
    clauses = f" ({'; '.join(cause.clauses)})" if cause.clauses else ""
    return f"{cause.message}{clauses} [{cause.check}]"


def _words(word: str) -> str:
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
    """Return the verdicts of an offering that came or went, for everybody, with the reasons."""
    groups: dict[str, list[VerdictMove]] = {}
    for move in difference.verdicts:
        if move.offering == offering and move.direction in {"new", "gone"} and not _whom(move):
            groups.setdefault(move.now or f"was {move.was}", []).append(move)
    lines: list[str] = []
    for word, moves in groups.items():
        lines.append(f"{', '.join(move.data_class for move in moves)}: {word}")
        lines += [f"- {line}" for line in causes(difference, moves, all_new=True)]
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
        yield (
            name,
            _DOCUMENTS.get(move.kind, move.kind),
            _parts(move.parts),
            ", ".join(move.questions),
        )
    for vendor, titles in added.items():
        if len(titles) > _MOST_ALIKE:
            yield vendor, f"{len(titles)} added", _some(tuple(titles)), ""


def _parts(parts: tuple[Part, ...]) -> tuple[str, ...]:
    """Return *parts* in words; of what came or went as a whole, only what it is or was."""
    if not any(part.was for part in parts) or not any(part.now for part in parts):
        return tuple(f"{part.what}: {_short(part.was or part.now)}" for part in parts)
    return tuple(
        f"{part.what}: {_short(part.was) or 'nothing'}, now {_short(part.now) or 'nothing'}"
        for part in parts
    )


def _short(words: str) -> str:
    if words.startswith("sha256:"):
        return words[: len("sha256:") + 12]
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def _some(items: tuple[str, ...]) -> tuple[str, ...]:
    if len(items) <= _MOST_NAMED + 1:
        return items
    return (*items[:_MOST_NAMED], f"and {len(items) - _MOST_NAMED} more")
