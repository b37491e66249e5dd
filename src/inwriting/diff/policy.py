"""The policy, its questions and the checks that a change moves."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from inwriting.diff.difference import Cause, CheckMove, PolicyMove, VerdictMove
from inwriting.diff.gate import gate_moves
from inwriting.register.check.demands import weaker_parts
from inwriting.register.model.policy import Client, DataClass, Demand, Policy
from inwriting.register.model.questions import Question, Value
from inwriting.register.model.register import Register

_ORDER = ("weaker", "other", "stronger")
_CHECKS = ("removed", "edited", "added")
_Move = tuple[str, str, str, str]
"""What moved, what it was, what it is, and the direction."""


def policy_moves(before: Register, now: Register) -> tuple[PolicyMove, ...]:
    """Return the parts of the policy that are not what they were, what asks for less first."""
    moves = [
        PolicyMove(*move)
        for move in (
            *_general(before.policy, now.policy),
            *_classes(before, now),
            *_limits(before.policy, now.policy),
            *_clients(before.policy, now.policy),
            *gate_moves(before.policy, now.policy),
            *_questions(before.questions, now.questions),
        )
    ]
    if before.frameworks != now.frameworks:
        moves.append(PolicyMove("frameworks", "as on the base", "edited", "other"))
    # Among equals they stay in the order of the policy.
    return tuple(sorted(moves, key=lambda move: _ORDER.index(move.direction)))


def check_moves(
    before: Policy,
    now: Policy,
    edited: Iterable[str],
    verdicts: Iterable[VerdictMove],
    causes: tuple[Cause, ...],
) -> tuple[CheckMove, ...]:
    """Return the checks that came, went or were *edited*, with the verdicts that they moved."""
    kinds = dict.fromkeys(edited, "edited")
    kinds |= {name: "removed" for name in before.checks if name not in now.checks}
    kinds |= {name: "added" for name in now.checks if name not in before.checks}
    moved: dict[str, dict[str, None]] = {}
    for move in verdicts:
        if move.direction in {"worse", "better"}:
            for cause in move.causes:
                words = f"{move.offering} {move.data_class}: {move.was} to {move.now}"
                moved.setdefault(causes[cause.finding].check, {})[words] = None
    found = [CheckMove(name, kind, tuple(moved.get(name, ()))) for name, kind in kinds.items()]
    return tuple(sorted(found, key=lambda item: (_CHECKS.index(item.kind), item.check)))


def _general(was: Policy, now: Policy) -> Iterator[_Move]:
    for what, before, after in (
        ("firm", was.firm, now.firm),
        ("contact", was.contact, now.contact),
        ("where the checks come from", was.checks_from, now.checks_from),
        ("fixed clock", str(was.fixed_clock or "none"), str(now.fixed_clock or "none")),
        ("authority of documents", _levels(was), _levels(now)),
        ("teams", _teams(was), _teams(now)),
        ("regions", ", ".join(was.regions), ", ".join(now.regions)),
    ):
        if before != after:
            yield what, before, after, "other"
    for function in dict.fromkeys((*was.signers, *now.signers)):
        before, after = (
            ", ".join(f"{p.name} <{p.email}>" for p in policy.signers.get(function, ()))
            for policy in (was, now)
        )
        if before != after:
            yield f"who signs for {function}", before, after, "other"


def _levels(policy: Policy) -> str:
    return " > ".join(f"{level.id} ({', '.join(level.kinds)})" for level in policy.levels)


def _teams(policy: Policy) -> str:
    return ", ".join(f"{team.id} in {team.region}" for team in policy.teams.values())


def _classes(before: Register, now: Register) -> Iterator[_Move]:
    old = {item.id: item for item in before.policy.classes}
    new = {item.id: item for item in now.policy.classes}
    if list(old) != list(new):
        direction = "weaker" if set(old) - set(new) else "stronger" if set(new) - set(old) else ""
        yield "data classes", ", ".join(old), ", ".join(new), direction or "other"
    said: set[tuple[str, str, str]] = set()
    for name, item in new.items():
        if name in old:
            yield from _class(now, old[name], item, said)


def _class(
    register: Register, old: DataClass, new: DataClass, said: set[tuple[str, str, str]]
) -> Iterator[_Move]:
    for name in dict.fromkeys((*old.demands, *new.demands)):
        was, now = old.demands.get(name), new.demands.get(name)
        words = (name, _demand(was), _demand(now))
        # What a class demands, all above it demand too: the lowest is enough to say.
        if words[1] != words[2] and words not in said:
            said.add(words)
            direction = _demanded(register, name, was, now)
            yield f"{new.id} demands of {name}", words[1], words[2], direction
    for what, had, has in (
        ("is signed by", old.signed_by, new.signed_by),
        ("needs the controls", old.controls, new.controls),
    ):
        lists = (
            what,
            ", ".join(sorted(set(had) - set(has))),
            ", ".join(sorted(set(has) - set(had))),
        )
        if lists not in said:
            said.add(lists)
            yield from _set(f"{new.id} {what}", had, has)
    at_hand = ("texts at hand", str(old.needs_evidence_at_hand), str(new.needs_evidence_at_hand))
    if old.needs_evidence_at_hand != new.needs_evidence_at_hand and at_hand not in said:
        said.add(at_hand)
        what = f"{new.id} needs the texts at hand"
        stronger = new.needs_evidence_at_hand
        yield (what, "no", "yes", "stronger") if stronger else (what, "yes", "no", "weaker")
    if (old.name, old.meaning) != (new.name, new.meaning):
        was_words, now_words = (f"{item.name}: {item.meaning}" for item in (old, new))
        yield f"{new.id} means", was_words, now_words, "other"


def _demanded(register: Register, name: str, was: Demand | None, now: Demand | None) -> str:
    if was is None:
        return "stronger"
    if now is None:
        return "weaker"
    question = register.questions.get(name)
    if question is None:
        return "other"
    if any(weaker_parts(register.policy, question, was, now)):
        return "weaker"
    return "stronger" if any(weaker_parts(register.policy, question, now, was)) else "other"


def _demand(item: Demand | None) -> str:
    if item is None:
        return "nothing"
    parts = [f"at-least {item.at_least}"]
    parts += [f"at-most {item.at_most}"] if item.at_most else []
    parts += [f"notice-at-least {item.notice_at_least}"] if item.notice_at_least else []
    parts += [f"authority {item.authority}"] if item.authority else []
    for what, names in (
        ("data", item.data),
        ("purposes", item.purposes),
        ("places", item.places),
        ("refuses-residuals", item.refuses_residuals),
    ):
        parts += [f"{what} {', '.join(names)}"] if names else []
    return "; ".join(parts)


def _set(what: str, was: Collection[str], now: Collection[str]) -> Iterator[_Move]:
    """Yield the move of a list in which more asks for more."""
    if set(was) != set(now):
        direction = "weaker" if set(was) - set(now) else "stronger"
        yield what, ", ".join(was), ", ".join(now), direction


def _limits(was: Policy, now: Policy) -> Iterator[_Move]:
    yield from _days("days that evidence may be old", was.maximum_age, now.maximum_age)
    yield from _days("days between two looks", was.monitoring, now.monitoring)
    longest = [{"": policy.exception_longest} for policy in (was, now)]
    yield from _days("days that an exception may last", *longest)
    for what, days, now_days in (
        ("days of warning before evidence expires", was.evidence_warn, now.evidence_warn),
        ("days of warning before an exception ends", was.exception_warn, now.exception_warn),
    ):
        if days != now_days:
            yield what, str(days), str(now_days), "stronger" if now_days > days else "weaker"
    yield from _set("checks without exceptions", was.no_exceptions_to, now.no_exceptions_to)
    yield from _set("roles that need a dossier", was.chain_roles, now.chain_roles)
    yield from _set("questions asked along the chain", was.chain_questions, now.chain_questions)
    yield from _set("sensitive uses", tuple(was.sensitive_uses), tuple(now.sensitive_uses))
    yield from _set(
        "vague phrases", *(tuple(i.phrase for i in p.vague_phrases) for p in (was, now))
    )
    before, after = (
        ", ".join(f"{p.name} <{p.email}>" for p in policy.exception_approvers)
        for policy in (was, now)
    )
    if before != after:
        yield "who allows exceptions", before, after, "other"


def _days(what: str, was: Mapping[str, int], now: Mapping[str, int]) -> Iterator[_Move]:
    """Yield the moves of numbers of days of which fewer ask for more; none asks for nothing."""
    for name in dict.fromkeys((*was, *now)):
        before, after = was.get(name), now.get(name)
        if before != after:
            weaker = after is None or (before is not None and after > before)
            direction = "weaker" if weaker else "stronger"
            yield (
                f"{what}: {name}".rstrip(": "),
                str(before or "no limit"),
                str(after or "no limit"),
                direction,
            )


def _clients(was: Policy, now: Policy) -> Iterator[_Move]:
    for name in dict.fromkeys((*was.clients, *now.clients)):
        before, after = was.clients.get(name), now.clients.get(name)
        words = (_client(before), _client(after))
        if words[0] != words[1]:
            direction = "other"
            if before is None or after is None:
                direction = "stronger" if before is None else "weaker"
            yield f"terms of the client {name}", *words, direction


def _client(item: Client | None) -> str:
    if item is None:
        return "not in the policy"
    forbids = [
        "every use" if item.forbids_every_use else "",
        f"data from {item.forbids_data_from} on" if item.forbids_data_from else "",
    ]
    for what, names in (
        ("places other than", item.forbids_places_other_than),
        ("kinds", item.forbids_kinds),
        ("vendors", item.forbids_vendors),
    ):
        forbids.append(f"{what} {', '.join(names)}" if names else "")
    for what, least in (
        ("human access", item.forbids_human_access_worse_than),
        ("training", item.forbids_training_worse_than),
    ):
        forbids.append(f"{what} worse than {least}" if least else "")
    said = "; ".join(part for part in forbids if part) or "nothing"
    return f"{item.name} forbids {said} ({item.written_in}; teams {', '.join(item.teams)})"


def _questions(was: Mapping[str, Question], now: Mapping[str, Question]) -> Iterator[_Move]:
    for name in dict.fromkeys((*was, *now)):
        before, after = was.get(name), now.get(name)
        if before is None or after is None:
            words = ("not asked", "asked") if before is None else ("asked", "not asked")
            yield f"question {name}", *words, "stronger" if before is None else "weaker"
        else:
            yield from _question(before, after)


def _question(was: Question, now: Question) -> Iterator[_Move]:
    for name in dict.fromkeys((*was.values, *now.values)):
        old, new = was.values.get(name), now.values.get(name)
        before, after = (
            item.standing.name.lower() if item else "not listed" for item in (old, new)
        )
        if before != after:
            direction = "other"
            if old and new:
                direction = "weaker" if new.standing < old.standing else "stronger"
            yield f"standing of {name} as an answer to {now.id}", before, after, direction
    order = [[n for n in item.values if n in was.values and n in now.values] for item in (was, now)]
    if order[0] != order[1]:
        what = f"order of the answers to {now.id}"
        yield what, ", ".join(order[0]), ", ".join(order[1]), "other"
    yield from _set(f"data that {now.id} asks about", was.data, now.data)
    yield from _set(f"purposes that {now.id} asks about", was.purposes, now.purposes)
    if was.required != now.required:
        before, after = ("required" if item.required else "may be missing" for item in (was, now))
        direction = "stronger" if now.required else "weaker"
        yield f"question {now.id} in dossiers", before, after, direction
    for what, before, after in (
        ("weakest authority", was.authority, now.authority),
        ("proof", was.proof, now.proof),
        ("addressee", was.asked_of, now.asked_of),
        ("derivation", was.derived_from, now.derived_from),
        ("functions", ", ".join(was.functions), ", ".join(now.functions)),
        ("risks", ", ".join(was.risks), ", ".join(now.risks)),
        ("wording", was.ask, now.ask),
        ("title", was.title, now.title),
        ("good answer", was.good_answer, now.good_answer),
        ("fields", _fields(was), _fields(now)),
        ("requirements", _requirements(was), _requirements(now)),
    ):
        if before != after:
            yield f"{what} of the question {now.id}", before, after, "other"


def _standing(value: Value | None) -> str:
    return value.standing.name.lower() if value else "not listed"


def _fields(item: Question) -> str:
    if item.fields is None:
        return "any"
    named = (
        f"{field.id} (needed with {', '.join(field.needed_with)})"
        if field.needed_with
        else field.id
        for field in item.fields
    )
    return ", ".join(named) or "none"


def _requirements(item: Question) -> str:
    return "; ".join(f"{name} {', '.join(ids)}" for name, ids in item.frameworks)
