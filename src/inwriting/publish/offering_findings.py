"""The findings on an offering as its page shows them: sorted, and beside what they are about."""

from collections.abc import Mapping
from typing import Any

from inwriting.publish.escape import Markdown, anchor, escape, ident
from inwriting.publish.words import EFFECT_ORDER

_KINDS = ("teams", "clients", "regions", "")
"""For whom a decision may differ: for one of these, or for several that come together."""
_BEFORE = {"teams": "Team ", "clients": "Data of ", "regions": "From ", "": ""}


def findings_of(
    register: dict[str, Any], offering: dict[str, Any], part: str
) -> list[dict[str, Any]]:
    """Return the findings that any class's decision for everybody names in *part*, worst first.

    Each reaches from the lowest class whose decision names it: one that an exception accepts for
    the lower classes stands only against those above.
    """
    lowest: dict[int, str] = {}
    for item in register["data-classes"]:
        for number in offering["verdicts"][item["id"]][part]:
            lowest.setdefault(number, item["id"])
    found = [
        {**offering["findings"][number], "reach": _reach(register, name)}
        for number, name in sorted(lowest.items())
    ]
    return sorted(found, key=lambda item: EFFECT_ORDER.index(item["effect"]))


def _reach(register: dict[str, Any], data_class: str) -> str:
    classes = register["data-classes"]
    names = [item["id"] for item in classes]
    place = names.index(data_class) if data_class in names else 0
    if place == 0:
        return "for all data"
    above = "" if place == len(classes) - 1 else " and above"
    return f"for {classes[place]['name']}{above}"


def grouped(register: dict[str, Any], findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return findings by question, the question with the worst finding first."""
    titles = {item["id"]: item["title"] for item in register["questions"]}
    groups: dict[str, list[dict[str, Any]]] = {}
    for finding in findings:
        groups.setdefault(finding["question"], []).append(finding)
    return [
        {
            "title": titles.get(name, name) if name else "The register itself and our own controls",
            "anchor": anchor("why", name or "own"),
            "findings": items,
        }
        for name, items in groups.items()
    ]


def accepted(register: dict[str, Any], offering: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what an exception accepts for any class, each once."""
    found: dict[tuple[int, str], dict[str, Any]] = {}
    for decision in offering["verdicts"].values():
        for item in decision["accepted"]:
            finding = offering["findings"][item["finding"]]
            more = {"message": finding["message"], "reach": _reach(register, finding["data-class"])}
            found.setdefault((item["finding"], item["exception"]), item | more)
    return list(found.values())


def narrowed(register: dict[str, Any], offering: dict[str, Any]) -> list[dict[str, Any]]:
    """Return for whom another decision holds: one row each, with the verdict for every class.

    ``kind`` is teams, clients or regions; empty where several of them come together. Rows of one
    kind that say the same are one, and ``names`` are all for whom it holds.
    """
    rows: dict[tuple[str, str, str], dict[str, Any]] = {}
    general = offering["verdicts"]
    for item in offering["narrowed"]:
        who = (item["team"], item["client"], item["region"])
        everybody = {name: decision["verdict"] for name, decision in general.items()}
        row = rows.setdefault(who, {**_who(register, item), "verdicts": everybody, "why": {}})
        row["verdicts"][item["data-class"]] = item["verdict"]
        for part in ("reasons", "conditions"):
            for number in item[part]:
                if number not in general[item["data-class"]][part]:
                    row["why"][offering["findings"][number]["message"]] = None
    made: list[dict[str, Any]] = []
    for row in rows.values():
        same = next((other for other in made if row["kind"] and _alike(row, other)), None)
        if same:
            same["names"] += row["names"]
        else:
            made.append(row)
    made.sort(key=lambda row: _KINDS.index(row["kind"]))
    return [
        row
        | {"who": f"{_BEFORE[row['kind']]}{', '.join(row['names'])}", "why": " ".join(row["why"])}
        for row in made
    ]


def _alike(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(one[key] == other[key] for key in ("kind", "verdicts", "why"))


def _who(register: dict[str, Any], item: dict[str, Any]) -> dict[str, Any]:
    named = []
    for kind in _KINDS[:-1]:
        names = {entry["id"]: entry["name"] for entry in register[kind]}
        name = item[kind.removesuffix("s")]
        if name:
            named.append((kind, names.get(name, name)))
    if len(named) == 1:
        return {"kind": named[0][0], "names": [named[0][1]]}
    return {"kind": "", "names": [f"{_BEFORE[kind]}{name}" for kind, name in named]}


def cited(clauses: list[str], anchors: Mapping[tuple[str, str], str], question: str) -> Markdown:
    """Return *clauses* on *question* as people cite them, with links to their statements."""
    made = []
    for text in clauses:
        place = anchors.get((question, text)) or anchors.get(("", text))
        shown = escape(text)
        made.append(f'<a href="#{ident(place)}">{shown}</a>' if place else shown)
    return Markdown("; ".join(made))
