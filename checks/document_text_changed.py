"""A document whose text is another than on the base branch."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Register, Vendor, check


@check(group="change", effect=Effect.WARNING)
def document_text_changed(vendor: Vendor, register: Register) -> Iterator[Finding]:
    """A document's text changed under the answers.

    Why: the cited words may still be there while an exception was added beside them.
    Fix: read what changed in the text, clause by clause, before you let the answers stand.
    """
    before = register.base.vendor(vendor.id) if register.base else None
    if before is None:
        return
    old = before.dossier.documents
    resting: dict[str, dict[str, str]] = {}
    offerings: dict[str, dict[str, None]] = {}
    for offering in vendor.offerings:
        for answer in offering.answers.values():
            for statement in answer.statements:
                name = statement.citation.document_id
                resting.setdefault(name, {})[answer.question.id] = answer.question.title
                offerings.setdefault(name, {})[offering.id] = None
    for name, document in vendor.dossier.documents.items():
        if name in old and name in resting and old[name].digest != document.digest:
            yield Finding(
                f"{document.title} ({name}) has another text than on the base branch. On it rest, "
                f"in {', '.join(offerings[name])}: {', '.join(resting[name].values())}.",
                at=document.at("digest"),
            )
