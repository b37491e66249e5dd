"""Two texts of one document, compared: a pure function of them."""

from collections.abc import Sequence

from inwriting.passages import collapsed
from inwriting.watch.alarm import Comparison, State
from inwriting.watch.captures import failed, part_missing
from inwriting.watch.changes import changes
from inwriting.watch.cited import Cited, follow
from inwriting.watch.rules import Rules
from inwriting.watch.units import units

MOST_COMPARED = 2_000_000
"""Characters of a text beyond which it is not compared: no terms are that long."""


class TooLargeError(ValueError):
    """A text is too large to be compared sentence by sentence."""


def compare(
    before: str,
    after: str,
    rules: Rules,
    *,
    cited: Sequence[Cited] = (),
    earlier: Sequence[str] = (),
) -> Comparison:
    """Say what changed from *before* to *after*.

    *cited* are the passages of *before* that are cited. *earlier* are texts that the document had
    before *before*, within the hold-off time: going back to one of them is flapping.

    Raises TooLargeError for a text of more than MOST_COMPARED characters.
    """
    if before == after:
        return Comparison(State.UNCHANGED)
    if max(len(before), len(after)) > MOST_COMPARED:
        message = f"a text of more than {MOST_COMPARED:,} characters is not compared"
        raise TooLargeError(message)
    reason = failed(before, after, rules)
    if reason:
        return Comparison(State.CAPTURE_BROKEN, reason)
    if collapsed(before) == collapsed(after):
        return Comparison(State.MARKUP)
    old, new = units(before), units(after)
    followed = follow(before, after, new, cited, rules)
    old_keys = [unit.key for unit in old]
    new_keys = [unit.key for unit in new]
    if old_keys == new_keys or "".join(old_keys) == "".join(new_keys):
        return Comparison(State.MARKUP, moved=followed.moved)
    if not followed.alarms:
        if set(old_keys) == set(new_keys):
            return Comparison(State.MOVED, moved=followed.moved)
        if _is_one_of(new_keys, earlier):
            return Comparison(State.FLAPPING, moved=followed.moved)
        if failed(after, before, rules):
            return Comparison(State.EARLIER_INCOMPLETE, failed(after, before, rules))
    if part_missing(old_keys, new_keys):
        return Comparison(State.PART_MISSING, "", followed.alarms, followed.moved)
    found = changes(old, new, rules)
    spoken_of = {(a.before.start, a.before.end) for a in followed.alarms if a.before}
    alarms = (
        *followed.alarms,
        *(
            alarm
            for alarm in found
            if not (
                alarm.before
                and any(s <= alarm.before.start and alarm.before.end <= e for s, e in spoken_of)
            )
        ),
    )
    state = State.ALARMS if alarms else State.OTHER_WORDS
    return Comparison(state, "", alarms, followed.moved, followed.corrected)


def _is_one_of(keys: list[str], earlier: Sequence[str]) -> bool:
    return any([unit.key for unit in units(text)] == keys for text in earlier)
