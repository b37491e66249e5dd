"""register.json: the whole register for machines, and what the pages are made of."""

import json
import re
from collections import Counter
from typing import Any

import msgspec

from inwriting import __version__
from inwriting.publish.dates import deadlines
from inwriting.publish.errors import BrokenPublicationError, PublishError
from inwriting.publish.policy_json import (
    checks_data,
    frameworks_data,
    policy_data,
    questions_data,
)
from inwriting.publish.vendor_json import vendor_data
from inwriting.register.decide.alike import Deciding
from inwriting.register.decide.evaluate import Evaluation
from inwriting.register.decide.verdict import Verdict, Verdicts
from inwriting.register.load.schema import mistakes
from inwriting.register.load.valid import is_valid
from inwriting.register.model.register import Register

FORMAT = 1
"""The version of the format. It rises when a reader of an older one would go wrong."""

ATTRIBUTION = {
    "text": (
        "The facts about real vendors come from public databases of Open Terms Archive, made "
        "available under the Open Data Commons Attribution License (ODC-BY 1.0). Each document "
        "names the database, the path, the commit and the day on which its text was seen."
    ),
    "source": "https://opentermsarchive.org",
    "licence": "https://opendatacommons.org/licenses/by/1-0/",
    "caution": (
        "This is not legal advice, and public terms are not the reader's contract with the vendor."
    ),
}

_NOT_PRINTABLE = re.compile(r"[^\n -~]+")
_ADVICE = "Run `inwriting check` and mend what it names."


def register_document(
    evaluation: Evaluation,
    commit: str = "",
    site_url: str = "",
    deciding: Deciding | None = None,
) -> dict[str, Any]:
    """Return the register as plain data, for readers of register.json and for the pages.

    The same evaluation gives the same data. *commit* is the one that it was made from, *site_url*
    where the pages will be, if that is known. *deciding* is asked for decisions, when there is one.

    Raises PublishError when there is no register to speak of.
    """
    register, verdicts = evaluation.register, evaluation.verdicts
    if register is None or verdicts is None:
        raise PublishError("policy", "It cannot be used, so nothing was judged.", _ADVICE)
    deciding = deciding or Deciding(register, verdicts)
    return {
        "format": FORMAT,
        "tool": {"name": "inwriting", "version": __version__},
        "commit": commit,
        "site": site_url,
        "judged-on": str(register.today),
        "fixed-clock": evaluation.fixed_clock,
        "result": {
            "exit-code": int(evaluation.exit_code),
            "name": evaluation.exit_code.name.lower(),
        },
        "unusable-vendors": list(register.unusable),
        "counts": _counts(evaluation, register, verdicts),
        "attribution": ATTRIBUTION if _attributed(register) else None,
        **policy_data(register.policy),
        "questions": questions_data(register.questions.values()),
        "frameworks": frameworks_data(register.frameworks),
        "checks": checks_data(evaluation.checks, evaluation.findings),
        "vendors": [
            vendor_data(register, verdicts, deciding, vendor) for vendor in register.vendors
        ],
        "deadlines": [
            {
                "on": str(item.on),
                "past": item.on < register.today,
                "kind": item.kind,
                "vendor": item.vendor,
                "offering": item.offering,
                "what": item.what,
                "name": item.name,
                "owner": {"name": item.owner.name, "email": item.owner.email},
            }
            for item in deadlines(register)
        ],
    }


def written(document: dict[str, Any]) -> str:
    """Return *document* as it is written, after it was held against its schema.

    Raises BrokenPublicationError when it breaks the schema: then the tool itself is wrong.
    """
    # Asking the slow validator, which can say what is wrong, takes seconds.
    if not is_valid("register", document):
        wrong = mistakes("register", document)
        place = ".".join(map(str, wrong[0].path))
        message = f"register.json breaks its own schema at {place}: {wrong[0].message}"
        raise BrokenPublicationError(message)
    encoded = msgspec.json.encode(document, order="sorted")
    text = msgspec.json.format(encoded, indent=2).decode("utf-8")
    return _NOT_PRINTABLE.sub(lambda match: json.dumps(match.group())[1:-1], text) + "\n"


def _counts(evaluation: Evaluation, register: Register, verdicts: Verdicts) -> dict[str, Any]:
    words = Counter((name, item.verdict) for (_, name), item in verdicts.decisions.items())
    return {
        "vendors": len(register.vendors),
        "offerings": len(register.offerings),
        "documents": sum(len(vendor.dossier.documents) for vendor in register.vendors),
        "statements": sum(len(vendor.dossier.statements) for vendor in register.vendors),
        "questions": len(register.questions),
        "checks": len(evaluation.checks),
        "findings": len(evaluation.findings),
        "verdicts": {
            item.id: {verdict.word: words[item.id, verdict] for verdict in Verdict}
            for item in register.policy.classes
        },
    }


def _attributed(register: Register) -> bool:
    return any(
        document.source.kind == "archive"
        for vendor in register.vendors
        if not vendor.dossier.fictional
        for document in vendor.dossier.documents.values()
    )
