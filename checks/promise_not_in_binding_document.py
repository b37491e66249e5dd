"""A promise in a document that is too weak for it."""

from collections.abc import Iterator

from inwriting.check import (
    PAGES,
    Effect,
    Finding,
    Offering,
    Policy,
    Vendor,
    about,
    check,
    distinct,
    sufficing,
    too_weak,
)


@check(group="evidence", effect=Effect.PAUSE)
def promise_not_in_binding_document(vendor: Vendor, policy: Policy) -> Iterator[Finding]:
    """The promise is not in a document that binds the vendor to us.

    Why: a record, a guide or a written answer tells what is so today; only what suffices by the
    policy holds when the vendor changes its mind.
    Fix: have the promise put into a document that suffices, and cite its clause.
    """
    yield from distinct(vendor, lambda offering: _found(offering, policy))


def _found(offering: Offering, policy: Policy) -> Iterator[Finding]:
    for item, statement, cells, needed in too_weak(
        offering, policy, lambda document: document.kind not in PAGES
    ):
        document = statement.document
        if item.question.proof != "setting" and document is not None:
            yield Finding(
                f"{about(item.question, cells)}: {statement.words} stands in {document.title} "
                f"({document.kind.replace('-', ' ')}); {item.data_class.name} needs "
                f"a stronger document: {sufficing(policy, needed)}.",
                at=statement.at("document"),
                question=item.question.id,
                data_class=item.data_class.id,
                clauses=(statement.clause,),
            )
