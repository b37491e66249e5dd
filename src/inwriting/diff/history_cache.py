"""Judgements kept in a folder, so that what was judged once is not judged again.

Nothing in the folder is believed for its name: an entry that is not whole, not of this format or
not of the state that is asked for is passed over, and the state is judged anew.
"""

import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from inwriting.diff.commit_verdicts import Judgement
from inwriting.diff.verdict_changes import Judged, Ruling, State
from inwriting.register.decide.verdict import Verdict

_LARGEST = 16 * 1024 * 1024
_MOST_ENTRIES = 400
_WORDS = frozenset(verdict.word for verdict in Verdict)


class Kept:
    """The judgements in one folder, by the key of what was judged."""

    def __init__(self, folder: Path) -> None:
        """Use *folder*, which need not be there."""
        self._folder = folder

    def read(self, key: str) -> Judgement | None:
        """Return what was kept under *key*, or None when nothing usable is."""
        place = self._place(key)
        try:
            if place.is_symlink() or not place.is_file() or place.stat().st_size > _LARGEST:
                return None
            entry = json.loads(place.read_bytes())
            content = entry["content"]
            if entry["key"] != key or entry["digest"] != _digest(key, content):
                return None
            return _judgement(content)
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return None

    def write(self, key: str, judgement: Judgement) -> None:
        """Keep *judgement* under *key*. A folder that cannot be written to keeps nothing."""
        content = _content(judgement)
        entry = {"key": key, "digest": _digest(key, content), "content": content}
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".", dir=self._folder)
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as stream:
                    json.dump(entry, stream)
                Path(name).replace(self._place(key))
            finally:
                Path(name).unlink(missing_ok=True)
        except OSError:
            return

    def tidy(self) -> None:
        """Remove the oldest entries where there are very many."""
        try:
            entries = sorted(
                (path for path in self._folder.glob("*.json") if len(path.stem) == 64),
                key=lambda path: path.stat().st_mtime,
            )
            for path in entries[:-_MOST_ENTRIES]:
                path.unlink(missing_ok=True)
        except OSError:
            return

    def _place(self, key: str) -> Path:
        return self._folder / f"{key}.json"


def _digest(key: str, content: Any) -> str:
    text = json.dumps([key, content], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _content(judgement: Judgement) -> dict[str, Any]:
    """Return *judgement* as plain data; each message is written once."""
    messages: dict[str, int] = {}
    state = None
    if judgement.state is not None:
        state = [
            {
                "vendor": item.vendor,
                "offering": item.offering,
                "name": item.name,
                "rulings": [
                    [
                        name,
                        ruling.verdict,
                        [messages.setdefault(m, len(messages)) for m in ruling.led],
                    ]
                    for name, ruling in item.rulings.items()
                ],
            }
            for item in judgement.state.values()
        ]
    return {
        "state": state,
        "messages": list(messages),
        "unjudged": list(judgement.unjudged),
        "why": judgement.why,
    }


def _judgement(content: dict[str, Any]) -> Judgement:
    """Return the judgement in *content*.

    Raises TypeError, ValueError or LookupError when it is none.
    """
    messages = [_text(item) for item in content["messages"]]
    state: State | None = None
    if content["state"] is not None:
        state = {}
        for item in content["state"]:
            judged = Judged(
                _text(item["vendor"]),
                _text(item["offering"]),
                _text(item["name"]),
                {
                    _text(name): Ruling(_verdict(word), tuple(messages[number] for number in led))
                    for name, word, led in item["rulings"]
                },
            )
            if judged.offering.partition("/")[0] != judged.vendor:
                raise ValueError(judged.offering)
            state[judged.offering] = judged
    unjudged = tuple(_text(item) for item in content["unjudged"])
    why = _text(content["why"])
    if (state is None or unjudged) and not why:
        raise ValueError(why)
    return Judgement(state, unjudged, why)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _verdict(value: object) -> str:
    if value not in _WORDS:
        raise ValueError(value)
    return _text(value)
