"""A known answer does not meet the demand."""

from collections.abc import Iterator

from inwriting.check import NEVER_KNOWN, Effect, Finding, Offering, Policy, check


@check(group="completeness", effect=Effect.REFUSE)
def answer_falls_short(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """The answer does not meet the demand.

    Why: the vendor says that it does what this class does not allow.
    Fix: get a better promise, or use another offering.
    """
    for data_class in policy.classes:
        for name, demand in data_class.own_demands.items():
            answer = offering.answers[name]
            least = answer.question.values[demand.at_least]
            bad = [
                cell
                for cell in answer.matching(demand.data, demand.purposes)
                if cell.value.id not in NEVER_KNOWN and cell.value.rank > least.rank
            ]
            if bad and bad[0].statement:
                yield Finding(
                    f"{answer.question.title}: {bad[0].value.id}, and {data_class.name} demands "
                    f"{least.id}",
                    at=bad[0].statement.at("says"),
                    also=(bad[0].statement.citation.at("clause"),),
                    question=name,
                    data_class=data_class.id,
                    clauses=(bad[0].statement.clause,),
                )
