"""A class of data that is guarded by nothing."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Register, Risk, check


@check(group="decision", effect=Effect.MERGE, risks=(Risk.GOVERNANCE,))
def policy_asks_nothing(register: Register) -> Iterator[Finding]:
    """The policy demands nothing, or nobody's signature, for a class of data.

    Why: what is demanded of nobody is met by everybody, and every offering would be allowed.
    Fix: write what the class demands, and who must sign for it.
    """
    for data_class in register.policy.classes[1:]:
        missing = [
            what
            for what, there in (
                ("no demand", data_class.demands),
                ("no signature", data_class.signed_by),
                ("no control", data_class.controls),
            )
            if not there
        ]
        if missing:
            yield Finding(
                f"For {data_class.name} the policy has {' and '.join(missing)}.",
                at=data_class.place,
                data_class=data_class.id,
            )
