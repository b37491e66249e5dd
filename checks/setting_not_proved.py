"""A setting that is said to be made, without a record of it."""

from collections.abc import Iterator

from inwriting.check import (
    Effect,
    Finding,
    Offering,
    Policy,
    Standing,
    Vendor,
    check,
    deciding,
    distinct,
    open_promise,
)


@check(group="evidence", effect=Effect.PAUSE)
def setting_not_proved(vendor: Vendor, policy: Policy) -> Iterator[Finding]:
    """A setting is said to be made, and no record of our own configuration proves it.

    Why: a contract or a guide tells what can be switched off; whether it is off for our accounts
    only our own console shows.
    Fix: export the setting from our console, with its date, and cite that configuration record.
    """
    yield from distinct(vendor, lambda offering: _found(offering, policy))


def _found(offering: Offering, policy: Policy) -> Iterator[Finding]:
    for statement, _ in deciding(offering):
        question, document = statement.question, statement.document
        if question.proof != "setting" or statement.says.standing is not Standing.PROTECTS:
            continue
        # Where the signed contract rules the use out, there may be nothing to export.
        ruled_out = statement.says.id == "not-applicable"
        proofs = (
            ("configuration-record", "signed-contract") if ruled_out else ("configuration-record",)
        )
        if document is not None and document.kind not in proofs:
            yield open_promise(
                statement,
                policy,
                f"{question.title}: {statement.says.id} rests on {document.title} "
                f"({document.kind.replace('-', ' ')}) and on no configuration record of ours.",
                "document",
            )
