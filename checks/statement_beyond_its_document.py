"""A document cited for something that it does not govern."""

from collections.abc import Iterator

from inwriting.check import (
    Document,
    Effect,
    Finding,
    Offering,
    Policy,
    Statement,
    check,
    reach,
    widest,
)


@check(group="consistency", effect=Effect.PAUSE)
def statement_beyond_its_document(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """A document is cited for an offering that it does not govern.

    Why: terms hold for what they govern. A clause from another product's terms promises nothing.
    Fix: cite the terms of this offering, or correct what the document governs, if it says so.
    """
    groups: dict[str, tuple[Document, list[Statement]]] = {}
    for name, answer in offering.answers.items():
        # That it is not for another tier a document can say of itself.
        for statement in answer.statements if name != "tier-differences" else ():
            document = statement.document
            if document and offering.id not in document.governs:
                groups.setdefault(document.id, (document, []))[1].append(statement)
    for document, statements in groups.values():
        names = list(dict.fromkeys(s.question.id for s in statements))
        found = widest(policy, (reach(offering, policy, name) for name in names))
        governed = ", ".join(document.governs[:10])
        yield Finding(
            f"{offering.name}: {document.title} is cited for it on "
            f"{', '.join(dict.fromkeys(s.question.title for s in statements))}, but that document "
            f"governs {governed}.",
            at=statements[0].at("offerings"),
            question=names[0] if len(names) == 1 else "",
            data_class=found.data_class,
            effect=found.effect,
            also=tuple(s.place for s in statements[1:]),
            clauses=tuple(dict.fromkeys(s.clause for s in statements)),
        )
