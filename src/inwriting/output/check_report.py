"""What `inwriting check` found, as results: the only module that turns an outcome into them."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from inwriting.exit_codes import ExitCode
from inwriting.output import check_text, findings_json
from inwriting.output.listing import (
    LEVELS,
    OWN_RULES,
    UNUSABLE,
    ListedFinding,
    SortedFindings,
    listing,
    rule_of,
)
from inwriting.output.options import Options
from inwriting.output.page import Page
from inwriting.output.report import Notification, Report, ReportCase, ReportSuite
from inwriting.output.result import (
    Acceptance,
    FilePlace,
    RelatedPlace,
    Result,
    ResultRule,
    problem_result,
)
from inwriting.output.screen import Screen
from inwriting.output.words import effect_of, effects, firm, problems, result, sizes
from inwriting.register.check.finding import Effect
from inwriting.register.decide.outcome import Outcome, VendorOutcome

REGISTER = "the register"
"""The suite of what is about no single vendor; no vendor's id has a space."""


@dataclass(frozen=True)
class CheckReport(Report):
    """The findings of a register."""

    outcome: Outcome

    tool = "inwriting"
    title = "The register of AI vendors"
    tests = "findings"
    command = "inwriting check --verbose"

    @property
    def exit_code(self) -> ExitCode:
        """What the command exits with."""
        return self.outcome.exit_code

    @property
    def answer(self) -> str:
        """What the exit code means."""
        return result(self.outcome)

    def header(self) -> tuple[str, ...]:
        """Return how much was checked, and how many findings do what."""
        by = self.outcome.by
        counts = f"{effects(item.finding for item in self.outcome.found).capitalize()}."
        return (*((f"{firm(by.policy)}: {sizes(self.outcome)}",) if by else ()), counts)

    def rules(self) -> tuple[ResultRule, ...]:
        """Return every check, then what only the tool itself can say."""
        own = (OWN_RULES[name] for name in sorted(OWN_RULES))
        return (*(rule_of(check) for check in self.outcome.checks), *own)

    def problems(self) -> tuple[Result, ...]:
        """Return the input that cannot be used."""
        outcome = self.outcome
        vendors = {*outcome.unusable, *(vendor.id for vendor in outcome.vendors)}
        return tuple(
            problem_result(
                UNUSABLE,
                item.message,
                item.fix,
                FilePlace(item.file, item.line, item.column),
                group=_suite_of(item.file, vendors),
            )
            for item in problems(outcome)
        )

    def results(self) -> tuple[Result, ...]:
        """Return the findings, worst first."""
        found = listing(self.outcome)
        vendors = {vendor.id: vendor for vendor in self.outcome.vendors}
        return tuple(_result(entry, found, vendors) for entry in found.entries)

    def notifications(self) -> tuple[tuple[Notification, ...], tuple[Notification, ...]]:
        """Return the input that cannot be used, and the checks that failed."""
        said = tuple(Notification(str(problem)) for problem in problems(self.outcome))
        findings = (item.finding for item in self.outcome.found)
        return said, tuple(Notification(item.message) for item in findings if item.crashed)

    def suites(self, options: Options) -> Iterator[ReportSuite]:  # noqa: ARG002 - paths come later
        """Yield the register's own suite, then one for each vendor, with every check that ran."""
        outcome = self.outcome
        by_name: dict[str, list[Result]] = {}
        for item in self.results():
            by_name.setdefault(item.group or REGISTER, []).append(item)
        said = self.problems()
        vendors = sorted({*outcome.unusable, *(vendor.id for vendor in outcome.vendors)})
        for name in (REGISTER, *vendors):
            own = tuple(item for item in said if item.group == name)
            cases = self._cases(name, by_name.get(name, []))
            yield ReportSuite(name, (ReportCase(UNUSABLE, name, own), *cases))

    def _cases(self, name: str, results: Iterable[Result]) -> Iterator[ReportCase]:
        by_check: dict[str, list[Result]] = {}
        for item in results:
            by_check.setdefault(item.failed or item.rule, []).append(item)
        listed = [
            check.id
            for check in self.outcome.checks
            # Where nothing was checked, nothing may look as if it had passed.
            if name not in self.outcome.unusable
            and (check.subject == "register") is (name == REGISTER)
        ]
        # Findings of the tool itself, and those that a check puts on somebody else.
        for check in (*listed, *sorted(set(by_check) - set(listed))):
            yield ReportCase(check, name, tuple(by_check.get(check, ())))

    def json(self, options: Options) -> str:
        """Return the findings as schemas/findings.schema.json describes them."""
        return findings_json.render(self.outcome, options)

    def text(self, screen: Screen, options: Options) -> None:
        """Write what was found, the result last."""
        check_text.begin(screen, self.outcome, options)
        self.body(screen, options)
        check_text.end(screen, self.outcome)

    def body(self, page: Page, options: Options) -> None:
        """Write what cannot be used, what blocks, the verdicts and the findings."""
        check_text.body(page, self.outcome, options)


def _suite_of(file: str, vendors: Container[str]) -> str:
    parts = file.split("/")
    known = parts[0] == "vendors" and len(parts) > 1 and parts[1] in vendors
    return parts[1] if known else REGISTER


def _result(
    entry: ListedFinding, found: SortedFindings, vendors: dict[str, VendorOutcome]
) -> Result:
    finding = entry.finding
    effect = effect_of(finding)
    return Result(
        rule=finding.check,
        level=LEVELS[effect],
        message=finding.message,
        fix=finding.fix,
        fingerprint=entry.fingerprint,
        place=found.line(entry),
        subject=finding.offering or finding.vendor,
        verdict=effect.name.lower(),
        group=finding.vendor,
        why=entry.rule.why,
        page=entry.rule.page,
        related=tuple(RelatedPlace(found.locator.line(place)) for place in finding.also),
        acceptances=tuple(
            Acceptance(f"Exception {item.id} until {item.expires}: {item.reason}")
            for item in (entry.accepted if entry.suppressed else ())
        ),
        accepted=entry.suppressed,
        annotation=_annotation(entry, vendors),
        failed=(finding.failed_check or finding.check) if finding.crashed else "",
        properties={
            "effect": effect.name.lower(),
            "vendor": finding.vendor,
            "offering": finding.offering,
            "question": finding.question,
            "dataClass": finding.data_class,
            "teams": list(finding.teams),
            "clients": list(finding.clients),
            "regions": list(finding.regions),
            "risks": [str(risk) for risk in finding.risks],
        },
    )


def _annotation(entry: ListedFinding, vendors: dict[str, VendorOutcome]) -> str:
    """Return the kind of annotation: blocking is an error, and what stops a tool in use warns."""
    finding = entry.finding
    effect = effect_of(finding)
    if effect is Effect.MERGE:
        return "error"
    if effect < Effect.PAUSE or entry.suppressed:
        return "notice"
    vendor = vendors.get(finding.vendor)
    if finding.at.path[:1] == ("exceptions",) or vendor is None:
        return "warning"
    in_use = {item.reference for item in vendor.offerings if item.used_for}
    touched = {finding.offering} if finding.offering else {o.reference for o in vendor.offerings}
    return "warning" if in_use & touched else "notice"
