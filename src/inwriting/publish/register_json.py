"""register.json: the whole register for machines, and what the pages are made of."""

from collections import Counter

from inwriting import __version__
from inwriting.publish.dates import deadlines
from inwriting.publish.errors import PublishError
from inwriting.publish.policy_json import (
    published_authority,
    published_checks,
    published_classes,
    published_clients,
    published_firm,
    published_frameworks,
    published_functions,
    published_gate,
    published_limits,
    published_questions,
    published_regions,
    published_sensitive_uses,
    published_teams,
)
from inwriting.publish.published.register import (
    Attribution,
    PublishedCounts,
    PublishedDeadline,
    PublishedRegister,
    PublishedResult,
    PublishingTool,
    VerdictCounts,
)
from inwriting.publish.published.shared import PublishedPerson
from inwriting.publish.vendor_json import published_vendor
from inwriting.publish.written import written_as
from inwriting.register.decide.alike import Deciding
from inwriting.register.decide.evaluate import Evaluation
from inwriting.register.decide.verdict import Verdict, Verdicts
from inwriting.register.model.register import Register

ATTRIBUTION = Attribution(
    text=(
        "The facts about real vendors come from public databases of Open Terms Archive, made "
        "available under the Open Data Commons Attribution License (ODC-BY 1.0). Each document "
        "names the database, the path, the commit and the day on which its text was seen."
    ),
    source="https://opentermsarchive.org",
    licence="https://opendatacommons.org/licenses/by/1-0/",
    caution=(
        "This is not legal advice, and public terms are not the reader's contract with the vendor."
    ),
)

_ADVICE = "Run `inwriting check` and mend what it names."


def register_document(
    evaluation: Evaluation,
    commit: str = "",
    site_url: str = "",
    deciding: Deciding | None = None,
) -> PublishedRegister:
    """Return the register as register.json and the pages have it.

    The same evaluation gives the same data. *commit* is the one that it was made from, *site_url*
    where the pages will be, if that is known. *deciding* is asked for decisions, when there is one.

    Raises PublishError when there is no register to speak of.
    """
    register, verdicts = evaluation.register, evaluation.verdicts
    if register is None or verdicts is None:
        raise PublishError("policy", "It cannot be used, so nothing was judged.", _ADVICE)
    deciding = deciding or Deciding(register, verdicts)
    policy = register.policy
    return PublishedRegister(
        format=1,
        tool=PublishingTool(name="inwriting", version=__version__),
        commit=commit,
        site=site_url,
        judged_on=str(register.today),
        fixed_clock=evaluation.fixed_clock,
        result=PublishedResult(
            exit_code=int(evaluation.exit_code), name=evaluation.exit_code.name.lower()
        ),
        unusable_vendors=tuple(register.unusable),
        counts=_counts(evaluation, register, verdicts),
        attribution=ATTRIBUTION if _attributed(register) else None,
        firm=published_firm(policy),
        data_classes=published_classes(policy),
        authority=published_authority(policy),
        functions=published_functions(policy),
        teams=published_teams(policy),
        clients=published_clients(policy),
        regions=published_regions(policy),
        sensitive_uses=published_sensitive_uses(policy),
        limits=published_limits(policy),
        gate=published_gate(policy),
        questions=published_questions(register.questions.values()),
        frameworks=published_frameworks(register.frameworks),
        checks=published_checks(evaluation.checks, evaluation.findings),
        vendors=tuple(
            published_vendor(register, verdicts, deciding, vendor) for vendor in register.vendors
        ),
        deadlines=_deadlines(register),
    )


def written(document: PublishedRegister) -> str:
    """Return register.json.

    Raises BrokenPublicationError when *document* is not what the format says.
    """
    return written_as("register.json", document)


def _deadlines(register: Register) -> tuple[PublishedDeadline, ...]:
    return tuple(
        PublishedDeadline(
            on=str(item.on),
            past=item.on < register.today,
            kind=item.kind,
            vendor=item.vendor,
            offering=item.offering,
            what=item.what,
            name=item.name,
            owner=PublishedPerson(item.owner.name, item.owner.email),
        )
        for item in deadlines(register)
    )


def _counts(evaluation: Evaluation, register: Register, verdicts: Verdicts) -> PublishedCounts:
    words = Counter((name, item.verdict) for (_, name), item in verdicts.decisions.items())
    return PublishedCounts(
        vendors=len(register.vendors),
        offerings=len(register.offerings),
        documents=sum(len(vendor.dossier.documents) for vendor in register.vendors),
        statements=sum(len(vendor.dossier.statements) for vendor in register.vendors),
        questions=len(register.questions),
        checks=len(evaluation.checks),
        findings=len(evaluation.findings),
        verdicts={
            item.id: VerdictCounts(**{verdict.word: words[item.id, verdict] for verdict in Verdict})
            for item in register.policy.classes
        },
    )


def _attributed(register: Register) -> bool:
    return any(
        document.source.kind == "archive"
        for vendor in register.vendors
        if not vendor.dossier.fictional
        for document in vendor.dossier.documents.values()
    )
