"""One promise taken for several plans."""

from collections.abc import Iterator

from inwriting.check import (
    Document,
    Effect,
    Finding,
    Offering,
    Policy,
    Standing,
    Statement,
    Vendor,
    by_statement,
    check,
    first_and_count,
    reach,
    tiers_covered,
    widest,
)


@check(group="consistency", effect=Effect.PAUSE)
def tiers_treated_alike(offering: Offering, policy: Policy, vendor: Vendor) -> Iterator[Finding]:
    """Tiers or surfaces are treated alike, and no document says that they are.

    Why: what holds for the enterprise plan rarely holds for the free one, and what holds for the
    API rarely holds for the app. A promise counts for the plan that it was given for.
    Fix: write under governs which offerings the document says it is for, or cite the clause that
    tells how the plans differ (tier-differences).
    """
    told = offering.answers.get("tier-differences")
    if told and told.worst.value.standing is Standing.PROTECTS:
        return
    groups: dict[str, tuple[Document, list[Statement]]] = {}
    for answer in offering.answers.values():
        for statement, _ in by_statement(answer.cells):
            document = statement.document
            # A setting is that of our own plan, whatever the document governs.
            promise = (
                statement.says.standing is Standing.PROTECTS and answer.question.proof != "setting"
            )
            if (
                promise
                and document
                and not document.governs_named
                and tiers_covered(statement, vendor)
            ):
                groups.setdefault(document.id, (document, []))[1].append(statement)
    for document, promises in groups.values():
        names = list(dict.fromkeys(s.question.id for s in promises))
        found = widest(policy, (reach(offering, policy, name) for name in names))
        yield Finding(
            f"{offering.name}: {document.title} is taken to promise the same for "
            f"{tiers_covered(promises[0], vendor)}, and no document says so: "
            f"{first_and_count(dict.fromkeys(s.question.title for s in promises))}.",
            at=document.place,
            question=names[0] if len(names) == 1 else "tier-differences",
            data_class=found.data_class,
            effect=found.effect,
            also=tuple(s.place for s in promises),
            clauses=tuple(dict.fromkeys(s.clause for s in promises)),
        )
