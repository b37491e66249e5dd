"""Two texts of one document, compared: a pure function of them."""

from collections.abc import Sequence

from inwriting.evidence.watch.alarm import Alarm, ChangedWords, Comparison, State
from inwriting.evidence.watch.broken_captures import failed, part_missing
from inwriting.evidence.watch.changes import changes
from inwriting.evidence.watch.cited_passages import CitedPassage, PassageChanges, passage_changes
from inwriting.evidence.watch.rules import SentenceRules
from inwriting.evidence.watch.sentences import DocumentSentence, key_of, sentences_of
from inwriting.texts.passages import collapsed

MOST_COMPARED = 2_000_000
"""Characters of a text beyond which it is not compared: no terms are that long."""


class TooLargeError(ValueError):
    """A text is too large to be compared sentence by sentence."""


def compare(
    before: str,
    after: str,
    rules: SentenceRules,
    *,
    cited: Sequence[CitedPassage] = (),
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
    old, new = sentences_of(before), sentences_of(after)
    followed = passage_changes(before, after, (old, new), cited, rules)
    same = _without_new_words(old, new, followed)
    if same and (
        same.state is State.MARKUP
        or {unit.in_place for unit in old} == {unit.in_place for unit in new}
    ):
        return same
    found = _no_drift(before, after, old, new, earlier, followed, rules) or _drift(
        old, new, followed, rules
    )
    # The same words under another lead may say another thing.
    return same if same and found.state is State.OTHER_WORDS else found


def _without_new_words(
    old: Sequence[DocumentSentence], new: Sequence[DocumentSentence], followed: PassageChanges
) -> Comparison | None:
    """Return what the change is when both texts have the same words; None when they have not."""
    old_keys, new_keys = _keys(old), _keys(new)
    if "".join(old_keys) == "".join(new_keys) and not followed.alarms:
        return Comparison(State.MARKUP, moved=followed.moved)
    if set(old_keys) == set(new_keys) and not followed.alarms:
        return Comparison(State.MOVED, moved=followed.moved)
    return None


def _no_drift(
    before: str,
    after: str,
    old: Sequence[DocumentSentence],
    new: Sequence[DocumentSentence],
    earlier: Sequence[str],
    followed: PassageChanges,
    rules: SentenceRules,
) -> Comparison | None:
    """Return what the change is when it is the capture that changed; None when it may be drift."""
    if not followed.alarms:
        if any(_keys(sentences_of(text)) == _keys(new) for text in earlier):
            return Comparison(State.FLAPPING, moved=followed.moved)
        reason = failed(after, before, rules)
        if reason:
            return Comparison(State.EARLIER_INCOMPLETE, reason)
    if part_missing(_keys(old), _keys(new)):
        return Comparison(State.PART_MISSING, "", followed.alarms, followed.moved)
    return None


def _drift(
    old: Sequence[DocumentSentence],
    new: Sequence[DocumentSentence],
    followed: PassageChanges,
    rules: SentenceRules,
) -> Comparison:
    said = [side for alarm in followed.alarms if (side := alarm.before)]
    says = [side for alarm in followed.alarms if (side := alarm.after)]

    def is_said(alarm: Alarm) -> bool:
        if alarm.before is None and alarm.after is not None:
            return any(_is_of(alarm.after, side) for side in says)
        return alarm.before is not None and any(_is_of(alarm.before, side) for side in said)

    alarms = (
        *followed.alarms,
        *(alarm for alarm in changes(old, new, rules) if not is_said(alarm)),
    )
    state = State.ALARMS if alarms else State.OTHER_WORDS
    return Comparison(state, "", alarms, followed.moved, followed.corrected)


def _is_of(sentence: ChangedWords, passage: ChangedWords) -> bool:
    """Tell whether *sentence*, whose place is that of its paragraph, belongs to *passage*."""
    one, other = key_of(sentence.text), key_of(passage.text)
    return (
        sentence.start < passage.end
        and passage.start < sentence.end
        and (one in other or other in one)
    )


def _keys(sentences: Sequence[DocumentSentence]) -> list[str]:
    return [unit.key for unit in sentences]
