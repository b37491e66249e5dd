"""Check: an answer is known and does not meet what a data class demands."""

from inwriting.check import NEVER_KNOWN, Effect, Finding, Offering, Policy, Standing, check


@check(group="completeness", effect=Effect.REFUSE)
def answer_falls_short(offering: Offering, policy: Policy):
    """The answer does not meet the demand.

    Why: the vendor says plainly that it does what this data class does not allow.
    Fix: get a better promise in a contract, use another offering, or lower the data class.
    """
    for data_class in policy.classes:
        for question, demand in data_class.own_demands.items():
            answer = offering.answers[question]
            least = answer.question.values[demand.at_least]
            for cell in answer.matching(demand.data, demand.purposes):
                if cell.value.id in NEVER_KNOWN or cell.value.rank <= least.rank:
                    continue
                yield Finding(
                    f"{answer.question.title}: {cell.value.id}, and {data_class.name} demands at least {least.id}",
                    at=cell.statement.at("says"),
                    question=question,
                    data_class=data_class.id,
                    effect=Effect.PAUSE if cell.value.standing is Standing.UNCLEAR else Effect.REFUSE,
                )
