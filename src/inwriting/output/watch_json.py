"""What watch found, as JSON: places and digests, no word of any document."""

from typing import Any

from inwriting import __version__
from inwriting.evidence.watch.alarm import ChangedWords
from inwriting.evidence.watch.result import AlarmResult, DocumentResult, WatchResult
from inwriting.output.json_text import as_json
from inwriting.output.watch_text import OF_THE_TEXT

FORMAT = 1
"""The version of the format. It rises when a reader of an older one would go wrong."""


def watch_json(account: WatchResult) -> str:
    """Return *account* as JSON in ASCII; its schema is schemas/watch.schema.json."""
    code = account.exit_code
    return as_json(
        {
            "format": FORMAT,
            "tool": {"name": "inwriting", "version": __version__},
            "result": {"exit-code": int(code), "name": code.name.lower()},
            "seen-on": account.register.today.isoformat(),
            "vendors": [
                {
                    "vendor": seen.vendor.id,
                    "written": seen.written,
                    "unwatched": [{"document": name, "why": why} for name, why in seen.unwatched],
                    "documents": [_document(item) for item in seen.documents],
                }
                for seen in account.vendors
            ],
        }
    )


def _document(seen: DocumentResult) -> dict[str, Any]:
    watched = seen.watched
    comparison = watched.comparison
    return {
        "document": watched.document.id,
        "title": watched.document.title,
        "state": seen.state.value,
        "reason": comparison.reason,
        "message": watched.message,
        "cited": watched.document.digest,
        "newest": watched.newest,
        "applies": watched.applies.isoformat() if watched.applies else "",
        "moved": list(comparison.moved),
        "corrected": list(comparison.corrected),
        "alarms": [_alarm(alarm) for alarm in seen.alarms],
    }


def _alarm(seen: AlarmResult) -> dict[str, Any]:
    alarm = seen.alarm
    return {
        "id": seen.recorded.id,
        "kind": alarm.kind.value,
        "meaning": alarm.meaning.value,
        "rule": alarm.rule,
        "questions": list(alarm.questions),
        "new": seen.new,
        "acknowledged": seen.settled,
        "counts": seen.counts,
        "was": _range(alarm.before),
        "now": _range(alarm.after),
        "cited-by": list(alarm.cited),
        "differences": [
            {"feature": item.feature, "before": list(item.before), "after": list(item.after)}
            for item in alarm.differences
            if item.feature not in OF_THE_TEXT
        ],
        "rests": [
            {
                "offering": item.offering,
                "cells": list(item.cells),
                "data-classes": list(item.classes),
                "teams": list(item.teams),
                "clients": list(item.clients),
            }
            for item in seen.resting
        ],
    }


def _range(side: ChangedWords | None) -> dict[str, int] | None:
    return None if side is None else {"start": side.start, "end": side.end}
