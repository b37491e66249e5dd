"""alarms.yaml brought up to date: what is new is added, what is over is taken away.

No word of a document is written: places and digests, rule and meaning, and the day.
"""

import datetime
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from inwriting.evidence.watch.alarm import Alarm, State
from inwriting.evidence.watch.sentences import key_of
from inwriting.evidence.watch.vendor_watch import WatchedDocument

HOLD_OFF = 14
"""Days that a document must stay back at its earlier text before an alarm is taken away."""
_HEADER = (
    "yaml-language-server: $schema=../../schemas/alarms.schema.json\n\n"
    "Written by `inwriting watch`: where a watched document differs from the cited text.\n"
    "It contains no words from the document. To keep the answers, add this to an alarm:\n"
    "  acknowledged:\n"
    "    by: {name: Ada Example, email: ada@firm.example}\n"
    "    on: 2026-11-24\n"
    "    why: The new words say the same.\n"
)
_BACK = frozenset({State.UNCHANGED, State.MARKUP, State.MOVED, State.OTHER_WORDS, State.FLAPPING})
"""The states in which the document says again what it said when it was cited."""


def entries(watched: WatchedDocument, today: datetime.date) -> list[dict[str, Any]]:
    """Return the alarms of *watched* as plain data, as alarms.yaml has them."""
    found: dict[str, dict[str, Any]] = {}
    for alarm in watched.comparison.alarms:
        item = _entry(watched, alarm, today)
        found.setdefault(item["id"], item)
    return list(found.values())


def _entry(watched: WatchedDocument, alarm: Alarm, today: datetime.date) -> dict[str, Any]:
    document = watched.document
    sides = {
        name: {"start": side.start, "end": side.end}
        for name, side in (("was", alarm.before), ("now", alarm.after))
        if side is not None
    }
    return {
        "id": alarm_id(document.id, document.digest, alarm),
        "document": document.id,
        "kind": alarm.kind.value,
        "meaning": alarm.meaning.value,
        "rule": alarm.rule,
        "questions": list(alarm.questions),
        "against": document.digest,
        "newest": watched.newest,
        **sides,
        "observed": today,
        **({"applies": watched.applies} if watched.applies else {}),
    }


def alarm_id(document: str, against: str, alarm: Alarm) -> str:
    """Return the id of *alarm*: the same whenever the same change of the same text is seen."""
    parts = (
        against,
        alarm.kind.value,
        alarm.rule,
        key_of(alarm.before.text) if alarm.before else "",
        key_of(alarm.after.text) if alarm.after else "",
    )
    mark = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{document[:50]}-a{mark}"


def updated_alarms(
    text: str, seen: Iterable[WatchedDocument], today: datetime.date, earlier: str = ""
) -> str:
    """Return *text*, an alarms.yaml or nothing, with what was *seen* of the documents.

    Comments, acknowledgements and the days of first sight stay; those of alarms that only
    *earlier* has, the file of a branch that is not merged yet, are taken from there. The text
    comes back as it is when nothing is to be changed.
    """
    known = {item["id"]: item for item in (_round_trip().load(earlier) or {}).get("alarms", ())}
    data = _round_trip().load(text) if text else None
    if data is None:
        data = CommentedMap({"format": 1, "alarms": CommentedSeq()})
        data.yaml_set_start_comment(_HEADER)
        data.yaml_set_comment_before_after_key("format", before="\n")
    alarms = data["alarms"]
    changed = False
    for watched in seen:
        changed |= _bring_up_to_date(alarms, watched, today, known)
    if not changed:
        return text
    stream = io.StringIO()
    _round_trip().dump(data, stream)
    return stream.getvalue()


def has_reverted(old: Sequence[Any], watched: WatchedDocument) -> bool:
    """Tell whether the document is back at its cited text for the first time since an alarm."""
    return watched.state in _BACK and any(
        item["document"] == watched.document.id
        and item["against"] == watched.document.digest
        and "back" not in item
        for item in old
    )


def _bring_up_to_date(
    alarms: Any, watched: WatchedDocument, today: datetime.date, known: Mapping[str, Any]
) -> bool:
    document = watched.document
    mine = [item for item in alarms if item["document"] == document.id]
    now = {item["id"]: item for item in entries(watched, today)}
    changed = False
    for item in mine:
        if item["against"] != document.digest:
            # Somebody has cited another text since.
            alarms.remove(item)
            changed = True
        elif item["id"] in now:
            changed |= _renewed(item, now.pop(item["id"]), today)
        elif watched.state in _BACK:
            changed |= _back(alarms, item, today)
        elif watched.state is State.ALARMS:
            # The document has gone on to another text, whose own alarms stand beside.
            alarms.remove(item)
            changed = True
    for name, item in now.items():
        old = known.get(name, {})
        kept = {key: old[key] for key in ("observed", "acknowledged") if key in old}
        alarms.append(_as_map({**item, **kept}))
        changed = True
    return changed


def _renewed(item: Any, now: dict[str, Any], today: datetime.date) -> bool:
    changed = item.pop("back", None) is not None
    later = item.get("applies")
    if "applies" not in now and later and datetime.date.fromisoformat(str(later)) > today:
        # It is no longer announced for later, so it applies.
        del item["applies"]
        changed = True
    for key in ("newest", "was", "now", "applies", "questions", "meaning"):
        if key in now and item.get(key) != now[key]:
            item[key] = now[key]
            changed = True
    return changed


def _back(alarms: Any, item: Any, today: datetime.date) -> bool:
    since = item.get("back")
    if since is None:
        item["back"] = today
        return True
    if (today - datetime.date.fromisoformat(str(since))).days >= HOLD_OFF:
        alarms.remove(item)
        return True
    return False


def _as_map(item: dict[str, Any]) -> CommentedMap:
    shown = CommentedMap(item)
    for key in ("was", "now"):
        if key in shown:
            shown[key] = CommentedMap(shown[key])
            shown[key].fa.set_flow_style()
    shown["questions"] = CommentedSeq(shown["questions"])
    shown["questions"].fa.set_flow_style()
    return shown


def _round_trip() -> YAML:
    yaml = YAML()
    yaml.width = 4096
    yaml.preserve_quotes = True
    yaml.representer.ignore_aliases = lambda *_: True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml
