"""The front page: search a tool and see the answer, and the state of the whole register.

Everything is looked up in register.json's data. The verdict for a team is put beside the one for
everybody here, so that the page's script only has to show it.
"""

import datetime
from collections.abc import Iterator
from typing import Any

from inwriting.publish.alternatives import USABLE, Alternatives
from inwriting.publish.charts import verdict_chart
from inwriting.publish.escape import Markdown, escape, file_stem, ident
from inwriting.publish.links import Links
from inwriting.publish.render import render
from inwriting.publish.words import VERDICTS, listed, spaced

_MEANINGS = {
    "allowed": "Everything that the policy demands is in writing.",
    "conditional": "If the conditions on its page are kept.",
    "paused": "Something is not known, unclear or not signed.",
    "refused": "We know what happens to the data, and it does not meet the policy.",
}
SOON_DAYS = 60
"""What runs out within so many days is shown on the front page."""
MOST = 8
"""How many changes and how many deadlines the front page shows at most."""


def front_page(register: dict[str, Any], history: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield path and content of the page; *history* is what history.json holds."""
    classes = {item["id"]: item["name"] for item in register["data-classes"]}
    deadlines, changes = _soon(register), _changes(history)
    offerings = [item for vendor in register["vendors"] for item in vendor["offerings"]]
    references = {item["reference"] for item in offerings}

    def linked(reference: str, name: str) -> Markdown:
        """Return a link in HTML to the offering *reference*; *name* alone when it has no page."""
        if reference not in references:
            return escape(name)
        return Markdown(f'<a href="{page_address(reference)}">{escape(name)}</a>')

    yield (
        "index.md",
        render(
            "index.md.j2",
            register=register,
            history=history,
            links=Links(register, 0),
            meanings=_MEANINGS,
            usable=USABLE,
            rows=_rows(register),
            linked=linked,
            class_names=classes,
            vendor_names={item["id"]: item["name"] for item in register["vendors"]},
            chart=verdict_chart(classes, register["counts"]["verdicts"]),
            changes=changes[:MOST],
            more_changes=len(changes[MOST:]),
            deadlines=deadlines[:MOST],
            more_deadlines=len(deadlines[MOST:]),
            soon_days=SOON_DAYS,
            tiers=_used(offerings, "tiers"),
            surfaces=_used(offerings, "surfaces"),
        ),
    )


def _rows(register: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the register's rows: what may be used for most data first."""
    alternatives = Alternatives(register)
    rows = [
        _row(register, vendor, offering, alternatives)
        for vendor in register["vendors"]
        for offering in vendor["offerings"]
    ]
    return sorted(rows, key=_order)


def _order(row: dict[str, Any]) -> tuple[int, int, str, str]:
    words = [cell["verdict"] for cell in row["cells"]]
    usable = sum(word in USABLE for word in words)
    return -usable, sum(map(VERDICTS.index, words)), row["vendor"]["name"], row["offering"]["name"]


def _row(
    register: dict[str, Any],
    vendor: dict[str, Any],
    offering: dict[str, Any],
    alternatives: Alternatives,
) -> dict[str, Any]:
    said = (
        *(offering["name"], vendor["name"], offering["reference"], spaced(offering["kind"])),
        *(listed(offering["tiers"]), listed(offering["surfaces"])),
    )
    return {
        "vendor": vendor,
        "offering": offering,
        "page": page_address(offering["reference"]),
        "vendor_page": Markdown(f"vendors/{ident(vendor['id'])}/index.html"),
        "ask": Markdown(f"ask.html#offering={_reference(offering['reference'])}"),
        "words": " ".join(said),
        "cells": [
            {
                "id": item["id"],
                "name": item["name"],
                "verdict": offering["verdicts"][item["id"]]["verdict"],
                "teams": _teams(register, offering, item["id"]),
            }
            for item in register["data-classes"]
        ],
        "instead": alternatives.to(offering),
    }


def page_address(reference: str) -> Markdown:
    """Return the address of the built page of the offering *reference*, from the front page."""
    vendor, _, offering = reference.partition("/")
    return Markdown(f"vendors/{ident(vendor)}/{file_stem(offering)}.html")


def _reference(reference: str) -> Markdown:
    vendor, _, offering = reference.partition("/")
    return Markdown(f"{ident(vendor)}/{ident(offering)}")


def _teams(
    register: dict[str, Any], offering: dict[str, Any], data_class: str
) -> list[tuple[str, str]]:
    """Return the teams with another verdict than everybody, and the verdict.

    A team works in its own region, as where the register is asked. Whoever has several entries
    takes the worst.
    """
    general = offering["verdicts"][data_class]["verdict"]
    found = []
    for team in register["teams"]:
        words = [general] + [
            item["verdict"]
            for item in offering["narrowed"]
            if item["data-class"] == data_class
            and not item["client"]
            and item["team"] in {"", team["id"]}
            and item["region"] in {"", team["region"]}
        ]
        worst = max(words, key=VERDICTS.index)
        if worst != general:
            found.append((team["id"], worst))
    return found


def _changes(history: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the changes, the newest first, with all that one commit moved of an offering in one.

    Classes of data that moved alike are named together, as ``classes`` of one of the ``moves``.
    """
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for item in history["changes"]:
        change = found.setdefault((item["commit"], item["offering"]), item | {"moves": []})
        way = {"was": item["was"], "now": item["now"]}
        move = next((move for move in change["moves"] if way.items() <= move.items()), None)
        if move is None:
            move = {**way, "classes": []}
            change["moves"].append(move)
        move["classes"].append(item["data-class"])
    return list(found.values())


def _soon(register: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what is overdue or runs out soon, the earliest first."""
    last = datetime.date.fromisoformat(register["judged-on"]) + datetime.timedelta(days=SOON_DAYS)
    return [item for item in register["deadlines"] if item["on"] <= str(last)]


def _used(offerings: list[dict[str, Any]], key: str) -> list[str]:
    """Return the tiers or surfaces that any offering has, in the order in which they come."""
    return list(dict.fromkeys(name for item in offerings for name in item[key]))
