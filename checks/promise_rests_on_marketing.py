"""A promise that stands on a web page alone."""

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
def promise_rests_on_marketing(vendor: Vendor, policy: Policy) -> Iterator[Finding]:
    """The promise rests on marketing, a help page or a general policy alone.

    Why: the vendor changes such a page over night without asking or telling anybody, and it is
    no part of the contract.
    Fix: cite the clause of the contract or the terms that says the same, or have it put there.
    """
    yield from distinct(vendor, lambda offering: _found(offering, policy))


def _found(offering: Offering, policy: Policy) -> Iterator[Finding]:
    for item, statement, cells, needed in too_weak(
        offering, policy, lambda document: document.kind in PAGES
    ):
        document = statement.document
        if item.question.proof != "setting" and document is not None:
            yield Finding(
                f"{about(item.question, cells)}: {statement.words} stands only on "
                f"{PAGES[document.kind]} ({document.title}); {item.data_class.name} needs "
                f"a stronger document: {sufficing(policy, needed)}.",
                at=statement.at("document"),
                question=item.question.id,
                data_class=item.data_class.id,
                clauses=(statement.clause,),
            )
