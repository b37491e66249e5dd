"""A class of data that demands less than the one below it."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Register, Risk, check, weaker_parts


@check(group="consistency", effect=Effect.MERGE, risks=(Risk.GOVERNANCE, Risk.CONFIDENTIALITY))
def policy_demand_weaker_than_below(register: Register) -> Iterator[Finding]:
    """A data class demands less than the class below it.

    Why: a class replaces what the class below demands, so a limit that is left out is gone, and
    the more sensitive data is the less protected.
    Fix: write at least what the class below demands, or weaken it there first.
    """
    policy = register.policy
    for below, data_class in zip(policy.classes, policy.classes[1:], strict=False):
        for name, demand in data_class.own_demands.items():
            lower = below.demands.get(name)
            question = register.questions.get(name)
            if lower and question:
                weaker = list(weaker_parts(policy, question, lower, demand))
                if weaker:
                    yield Finding(
                        f"{data_class.name} demands less of {question.title} than {below.name}: "
                        f"{', '.join(weaker)}.",
                        at=demand.place,
                    )
