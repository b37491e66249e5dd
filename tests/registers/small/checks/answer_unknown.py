"""Nobody knows the answer."""

from collections.abc import Iterator

from inwriting.check import NEVER_KNOWN, Effect, Finding, Offering, Policy, check


@check(group="completeness", effect=Effect.PAUSE)
def answer_unknown(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """The answer is not known.

    Why: silence is no "no".
    Fix: ask the vendor, and record what it says.
    """
    for data_class in policy.classes:
        for name, demand in data_class.own_demands.items():
            cells = offering.answers[name].matching(demand.data, demand.purposes)
            if any(cell.value.id in NEVER_KNOWN for cell in cells):
                yield Finding(
                    f"{offering.answers[name].question.title} is not known",
                    at=offering.at("name"),
                    question=name,
                    data_class=data_class.id,
                )
