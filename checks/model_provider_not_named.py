"""Whose model is it?"""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Policy, check, reach


@check(group="completeness", effect=Effect.PAUSE)
def model_provider_not_named(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """Models of other makers work behind it, and none of the makers is named.

    Why: the company that runs the model can read what goes in, under terms nobody here can look up.
    Fix: ask who the makers are, and list each under subprocessors with the role model-provider.
    """
    named = any(entry.role == "model-provider" for entry in offering.subprocessors)
    if offering.outside_models and not named:
        found = reach(offering, policy, "model-providers")
        yield Finding(
            f"{offering.name}: models of other makers work behind it, and the dossier lists no "
            f"subprocessor with the role model-provider.",
            at=offering.at("model-providers-behind"),
            question="model-providers",
            data_class=found.data_class,
            effect=found.effect,
        )
