"""Documents, and the companies behind a vendor, that a change moves."""

import datetime
from collections.abc import Iterator

from inwriting.diff.difference import CompanyMove, DocumentMove, Part
from inwriting.register.load.document_texts import TextState
from inwriting.register.model.dossier import Document, Dossier, Subprocessor
from inwriting.register.model.register import Register, Vendor

_ORDER = ("removed", "removed-text", "replaced", "changed", "renamed", "redated", "added")
_DATES = ("stated", "signed", "effective", "ends", "observed", "checked")


def both(before: Register | None, now: Register) -> Iterator[tuple[Vendor | None, Vendor | None]]:
    """Yield each vendor as it was and as it is, None where there is none.

    A vendor of which one state knows nothing, since its files cannot be used, is left out.
    """
    old = {vendor.id: vendor for vendor in before.vendors} if before else {}
    new = {vendor.id: vendor for vendor in now.vendors}
    unusable = {*now.unusable, *(before.unusable if before else ())}
    for name in sorted({*old, *new} - unusable):
        yield old.get(name), new.get(name)


def document_moves(before: Register | None, now: Register) -> tuple[DocumentMove, ...]:
    """Return the documents that came, went or are not what they were, the gravest first."""
    moves = [move for was, says in both(before, now) for move in _documents(was, says)]
    return tuple(sorted(moves, key=lambda m: (_ORDER.index(m.kind), m.vendor, m.document)))


def company_moves(before: Register | None, now: Register) -> tuple[CompanyMove, ...]:
    """Return the companies behind vendors that came, went or get other data."""
    moves = [move for was, says in both(before, now) for move in _companies(was, says)]
    return tuple(sorted(moves, key=lambda m: (m.vendor, m.kind, m.company, m.role)))


def parts(pairs: Iterator[tuple[str, str, str]]) -> tuple[Part, ...]:
    """Return the fields of *pairs* that are not what they were."""
    return tuple(Part(what, was, now) for what, was, now in pairs if was != now)


def _documents(was: Vendor | None, now: Vendor | None) -> Iterator[DocumentMove]:
    old = was.dossier.documents if was else {}
    new = now.dossier.documents if now else {}
    went = {name: item for name, item in old.items() if name not in new}
    twins = {item.digest: name for name, item in went.items()}
    for name in sorted({*old, *new}):
        if name in new and name not in old and now:
            twin = twins.pop(new[name].digest, "")
            if twin:
                went.pop(twin)
                changed = (Part("id", twin, name), *_changed(old[twin], new[name]))
                yield _document(now, new[name], "renamed", changed)
            else:
                yield _document(now, new[name], "added", ())
        elif name in new and now:
            changed = _changed(old[name], new[name])
            if changed:
                yield _document(now, new[name], _kind(changed), changed)
    for item in went.values():
        if was:
            yield _document(was, item, "removed", ())


def _document(vendor: Vendor, item: Document, kind: str, changed: tuple[Part, ...]) -> DocumentMove:
    questions = dict.fromkeys(
        s.question.id for s in vendor.dossier.statements if s.citation.document_id == item.id
    )
    return DocumentMove(vendor.id, item.id, item.title, kind, changed, tuple(questions))


def _kind(changed: tuple[Part, ...]) -> str:
    fields = {part.what for part in changed}
    if any(p.what == "text" and p.was == TextState.AT_HAND.value for p in changed):
        return "removed-text"
    if "digest" in fields:
        return "replaced"
    if all(name.startswith("date ") for name in fields):
        return "redated"
    return "changed"


def _changed(was: Document, now: Document) -> tuple[Part, ...]:
    return parts(zip_fields(_fields(was), _fields(now)))


def zip_fields(was: dict[str, str], now: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield each field of either with what it was and what it is, empty where it is missing."""
    for name in dict.fromkeys((*was, *now)):
        yield name, was.get(name, ""), now.get(name, "")


def _fields(item: Document) -> dict[str, str]:
    source = item.source
    where = (source.kind, source.url, source.archive, source.path, source.commit, source.file)
    dates: dict[str, datetime.date | None] = {name: getattr(item, name) for name in _DATES}
    return {
        "digest": item.digest,
        "text": item.text.state.value,
        "kind": item.kind,
        "authority": item.level.id,
        "voice": item.voice,
        "title": item.title,
        "governs": ", ".join(item.governs),
        "source": " ".join(part for part in (*where, source.where) if part),
        "confidential": "yes" if item.confidential else "no",
        "note": item.note,
        **{f"date {name}": str(day) if day else "" for name, day in dates.items()},
    }


def _companies(was: Vendor | None, now: Vendor | None) -> Iterator[CompanyMove]:
    vendor = now or was
    if vendor is None:
        return
    old = _listed(was.dossier) if was else {}
    new = _listed(now.dossier) if now else {}
    for key in sorted({*old, *new}):
        name, role, _ = key
        if key not in old:
            yield CompanyMove(vendor.id, name, role, "added", parts(zip_fields({}, new[key])))
        elif key not in new:
            yield CompanyMove(vendor.id, name, role, "removed", parts(zip_fields(old[key], {})))
        else:
            changed = parts(zip_fields(old[key], new[key]))
            if changed:
                yield CompanyMove(vendor.id, name, role, "changed", changed)
    if was and now:
        for offering in now.offerings:
            before = was.offering(offering.id)
            if before and before.outside_models != offering.outside_models:
                words = ("no", "yes") if offering.outside_models else ("yes", "no")
                part = Part(f"outside models behind {offering.id}", *words)
                yield CompanyMove(vendor.id, "not named", "model-provider", "changed", (part,))


def _listed(dossier: Dossier) -> dict[tuple[str, str, int], dict[str, str]]:
    """Return each entry by company, role and its number among equals."""
    found: dict[tuple[str, str, int], dict[str, str]] = {}
    for item in dossier.subprocessors:
        number = 0
        while (item.name, item.role, number) in found:
            number += 1
        found[item.name, item.role, number] = _entry(item)
    return found


def _entry(item: Subprocessor) -> dict[str, str]:
    fields = {
        "behind": ", ".join(item.offerings),
        "gets": ", ".join(item.data) or "all data",
        "keeps it for": str(item.retention or ""),
        "places": ", ".join(item.places),
        "offering in the register": item.offering,
        "outside the register": item.outside_register,
        "written in": " ".join(part for part in (item.document_id, item.clause) if part),
    }
    return {name: value for name, value in fields.items() if value}
