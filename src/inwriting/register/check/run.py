"""Run the checks over a register. A check that raises becomes a finding that blocks."""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from inwriting.register.check.api import Check
from inwriting.register.check.finding import Effect, Finding
from inwriting.register.load.problem import Problem
from inwriting.register.model.place import Place
from inwriting.register.model.register import Offering, Register, Vendor

CRASHED = "check-crashed"
"""The id under which a failing check is reported."""
NOT_RUN = "check-not-run"
"""The id under which a check that could not be loaded is reported."""

Progress = Callable[[str], None]
"""Told in words how far the work is."""


def run_on_register(
    checks: Iterable[Check], register: Register, verdicts: object | None = None
) -> list[Finding]:
    """Return what those of *checks* find that are about the register as a whole."""
    given = {"register": register, "policy": register.policy, "verdicts": verdicts}
    found: list[Finding] = []
    for item in checks:
        if item.subject == "register":
            _run(item, given, found)
    return found


def run_on_vendor(
    checks: Iterable[Check], register: Register, vendor: Vendor, verdicts: object | None = None
) -> list[Finding]:
    """Return what those of *checks* find that are about *vendor* or one of its offerings."""
    given = {
        "register": register,
        "policy": register.policy,
        "vendor": vendor,
        "verdicts": verdicts,
    }
    offerings = [given | {"offering": offering} for offering in vendor.offerings]
    found: list[Finding] = []
    for item in checks:
        if item.subject == "offering":
            for own in offerings:
                _run(item, own, found)
        elif item.subject == "vendor":
            _run(item, given, found)
    return found


def not_run(problems: Iterable[Problem]) -> tuple[Finding, ...]:
    """Return a blocking finding for each of *problems*: what did not run cannot clear anything."""
    return tuple(
        Finding(
            problem.message,
            Place(problem.file),
            fix=problem.fix,
            effect=Effect.MERGE,
            check=NOT_RUN,
            risks=("governance",),
        )
        for problem in problems
    )


def _run(item: Check, given: dict[str, Any], found: list[Finding]) -> None:
    """Add to *found* what one check finds when it gets what is *given* by name."""
    try:
        for finding in item.function(*[given[name] for name in item.parameters]):
            found.append(_completed(item, finding, given))  # noqa: PERF401 - what came before a crash stays
    # SystemExit too: a check that leaves with 0 must not take the command with it.
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever it raises must block
        vendor, offering = given.get("vendor"), given.get("offering")
        place = offering.place if offering else vendor.dossier.place if vendor else None
        found.append(
            Finding(
                f"The check {item.id} failed: {type(error).__name__}: {str(error)[:200]}",
                place or given["policy"].place,
                fix=f"Fix checks/{item.id.replace('-', '_')}.py; until then nothing passes.",
                effect=Effect.MERGE,
                vendor=vendor.id if vendor else "",
                offering=offering.reference if offering else "",
                check=CRASHED,
                risks=("governance",),
                crashed=True,
                failed_check=item.id,
            )
        )


def _completed(item: Check, finding: object, given: dict[str, Any]) -> Finding:
    if not isinstance(finding, Finding):
        message = f"it yielded {type(finding).__name__} and not a Finding"
        raise TypeError(message)
    register: Register = given["register"]
    if finding.data_class and register.policy.data_class(finding.data_class) is None:
        message = f"it names the data class {finding.data_class}, which the policy does not have"
        raise ValueError(message)
    question = register.questions.get(finding.question)
    vendor: Vendor | None = given.get("vendor")
    offering: Offering | None = given.get("offering")
    return msgspec.structs.replace(
        finding,
        check=item.id,
        fix=finding.fix or item.fix,
        effect=item.effect if finding.effect is None else finding.effect,
        risks=item.risks or (question.risks if question else ("governance",)),
        acceptable=item.acceptable,
        vendor=finding.vendor or (vendor.id if vendor else ""),
        offering=finding.offering or (offering.reference if offering else ""),
    )
