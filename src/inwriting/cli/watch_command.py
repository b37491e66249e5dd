"""`inwriting watch`: check every watched document for changes."""

from pathlib import Path

import click

from inwriting.cli import completion
from inwriting.cli.evaluated_register import evaluate_register
from inwriting.cli.files import write_new, write_over
from inwriting.cli.known_names import known
from inwriting.cli.options import evidence_option, root_option
from inwriting.cli.output import options, prefix, print_problems
from inwriting.cli.reporting import ReportWanted, report_options, tell
from inwriting.evidence.watch.alarm_file import has_reverted, updated_alarms
from inwriting.evidence.watch.latest_text import TextSources, unwatched
from inwriting.evidence.watch.result import WatchedVendor, WatchResult, document_result
from inwriting.evidence.watch.rules import SentenceRules, rules_of
from inwriting.evidence.watch.vendor_watch import watch_vendor
from inwriting.exit_codes import ExitCode
from inwriting.output.watch_report import WatchReport
from inwriting.register.load.files import load_file
from inwriting.register.load.problem import UnusableInputError
from inwriting.register.load.source import FolderSource
from inwriting.register.model.register import Register, Vendor


@click.command(
    epilog="\b\nExample:\n  inwriting watch\n  inwriting watch northwind-ai --dry-run",
)
@click.argument("vendor", required=False, shell_complete=completion.vendors)
@click.option("--dry-run", is_flag=True, help="Report changes without writing to the register.")
@click.option(
    "--newest",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Read the newest texts from this folder, as VENDOR/DOCUMENT.md, and fetch nothing.",
)
@click.option(
    "--archives",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    envvar="INWRITING_ARCHIVES",
    show_envvar=True,
    help="A folder with clones of the terms archives, as OWNER/NAME.",
)
@click.option(
    "--earlier",
    type=click.Path(path_type=Path),
    help="The alarms.yaml of an unmerged branch, whose dates and acknowledgements to keep.",
)
@report_options("watch", "The output format; only text shows the documents' words.")
@root_option
@evidence_option
def command(
    vendor: str | None,
    dry_run: bool,
    newest: Path | None,
    archives: Path | None,
    earlier: Path | None,
    wanted: ReportWanted,
    root: Path,
    evidence: tuple[Path, ...],
) -> int:
    """Check the newest text of each public document of VENDOR, or of all vendors.

    Changes are recorded in vendors/VENDOR/alarms.yaml, as places and digests. They pause every
    offering that relies on the changed text until somebody cites the new text or acknowledges the
    alarm.

    Exits 0 when nothing relevant changed, 1 when there are alarms, 2 when a document could not be
    read, 3 when there is nothing to watch.
    """
    evaluation = evaluate_register(root, None, evidence)
    register = evaluation.register
    if register is None:
        print_problems(evaluation.problems, prefix(root))
        return ExitCode.UNUSABLE
    # A vendor whose files cannot be used was not looked at.
    problems = tuple(item for item in evaluation.problems if _is_of(item.file, vendor))
    is_there = vendor in {item.id for item in register.vendors}
    if not is_there and any(item.file.startswith(f"vendors/{vendor}/") for item in problems):
        print_problems(problems, prefix(root))
        return ExitCode.UNUSABLE
    vendors = _chosen(register, vendor)
    before = _earlier(earlier, vendor)
    rules = rules_of(FolderSource(root))
    places = _places(register, newest, archives)
    seen = tuple(
        _seen(item, register, places, rules, root, before, dry_run=dry_run) for item in vendors
    )
    report = WatchReport(WatchResult(seen, register), problems)
    code = tell(report, wanted, options(root, wanted.output, as_of=False), root)
    print_problems(problems, prefix(root))
    return code


def _chosen(register: Register, vendor: str | None) -> tuple[Vendor, ...]:
    if vendor is None:
        return tuple(register.vendors)
    known("vendor", vendor, [item.id for item in register.vendors])
    return tuple(item for item in register.vendors if item.id == vendor)


def _places(register: Register, newest: Path | None, archives: Path | None) -> TextSources:
    from inwriting.texts.web.addresses import Allowed
    from inwriting.texts.web.fetch import Fetched, fetch

    allowed = Allowed.of(register.policy.allowed_addresses)

    def fetched(url: str) -> Fetched:
        return fetch(url, allowed=allowed)

    return TextSources(newest, archives, fetched)


def _seen(
    vendor: Vendor,
    register: Register,
    places: TextSources,
    rules: SentenceRules,
    root: Path,
    earlier: str,
    *,
    dry_run: bool,
) -> WatchedVendor:
    path = root / "vendors" / vendor.id / "alarms.yaml"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    today = register.today
    found = list(watch_vendor(vendor, places, rules, today))
    before = [
        {"document": item.document, "against": item.against, **({"back": 1} if item.back else {})}
        for item in vendor.alarms
    ]
    documents = tuple(
        document_result(item, vendor, register, went_back=has_reverted(before, item))
        for item in found
    )
    new = updated_alarms(text, found, today, earlier)
    written = new != text
    if written and not dry_run:
        (write_over if text else write_new)(path, new)
    left_out = tuple(
        (name, why)
        for name, document in vendor.dossier.documents.items()
        if (why := unwatched(document, places))
    )
    return WatchedVendor(vendor, documents, left_out, written and not dry_run)


def _earlier(file: Path | None, vendor: str | None) -> str:
    """Return the text of an earlier alarms.yaml.

    Raises UnusableInputError when it does not match its schema.
    """
    if file is None:
        return ""
    if vendor is None:
        message = "name the vendor the file belongs to."
        raise click.BadParameter(message, param_hint="--earlier")
    loaded = load_file(FolderSource(file.parent), file.name, "alarms")
    if loaded is None:
        message = "this file does not exist."
        raise click.BadParameter(message, param_hint="--earlier")
    if loaded.problems:
        raise UnusableInputError(loaded.problems)
    return loaded.text


def _is_of(file: str, vendor: str | None) -> bool:
    return vendor is None or file.startswith((f"vendors/{vendor}/", "policy/", "--"))
