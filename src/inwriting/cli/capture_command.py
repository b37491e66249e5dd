"""`inwriting capture`: add a document, with both digests and its dates."""

import datetime
from pathlib import Path
from typing import Any

import click

from inwriting.cli import completion
from inwriting.cli.capture_storage import (
    dossier_of,
    place_for,
    rewrite_dossier,
    store_capture,
    write_public,
)
from inwriting.cli.captured_document import (
    CapturedDocument,
    entry_of,
    file_name,
    public_entry,
    summary,
    updated_dossier,
)
from inwriting.cli.date_type import DateType
from inwriting.cli.known_names import known
from inwriting.cli.locker_choice import locker_to_write
from inwriting.cli.options import LOCKER, locker_place, register_root, root_option
from inwriting.cli.output import print_result
from inwriting.evidence.capture.entry import (
    VOICES,
    to_paste,
)
from inwriting.evidence.capture.extraction import extract
from inwriting.evidence.capture.refusal import RefusedError
from inwriting.evidence.capture.retrieval import Network, retrieve
from inwriting.exit_codes import ExitCode
from inwriting.output.safe import one_line
from inwriting.register.load.files import load_file
from inwriting.register.load.problem import Problem, UnusableInputError
from inwriting.register.load.source import FolderSource
from inwriting.texts.web.addresses import Allowed


@click.command(
    epilog="\b\nExamples:\n"
    "  inwriting capture example-ai contract.pdf --kind signed-contract --signed 2026-03-02\n"
    "  inwriting capture example-ai https://example-ai.example/terms --kind product-terms\n"
    "  inwriting capture example-ai archive:OpenTermsArchive/contrib-versions \\\n"
    "    --path 'Example AI/Terms of Service.md' --kind product-terms",
)
@click.argument("vendor", shell_complete=completion.vendors)
@click.argument("source")
@click.option("--path", default="", help="For an archive: the file's path in the repository.")
@click.option(
    "--commit",
    default="",
    help="For an archive: the commit, in 40 hex digits.  [default: the newest]",
)
@click.option("--id", "document", default="", help="The document's id.  [default: from its title]")
@click.option(
    "--kind", type=click.Choice(list(VOICES)), help="The kind of document; required for a new one."
)
@click.option(
    "--voice",
    type=click.Choice(["legal", "technical", "commercial"]),
    help="Whose voice it is.  [default: depends on its kind]",
)
@click.option("--title", default="", help="The title.  [default: the document's own]")
@click.option(
    "--governs",
    multiple=True,
    metavar="OFFERING",
    help="An offering it covers; repeatable. Required if the vendor has several.",
)
@click.option(
    "--stated", type=DateType(), help="The date printed on it.  [default: read from the document]"
)
@click.option(
    "--effective",
    type=DateType(),
    help="The day it takes effect.  [default: read from the document]",
)
@click.option(
    "--signed",
    type=DateType(),
    help="The day both parties had signed; required for a signed contract.",
)
@click.option("--ends", type=DateType(), help="The day the contract ends.")
@click.option("--on", type=DateType(), help="The day of the capture.  [default: today]")
@click.option("--note", default="", help="What readers should know about this capture.")
@click.option(
    "--encoding", default="", help="The text encoding, if the document does not state one."
)
@click.option(
    "--where",
    default="",
    help="Where the original is, and who can produce it.  [default: the locker]",
)
@click.option(
    "--public",
    is_flag=True,
    help="Store its text in the register (evidence/), if you may publish it there.",
)
@click.option(
    "--confidential",
    is_flag=True,
    help="Its text must not be stored or quoted here. Signed contracts are confidential anyway.",
)
@click.option("--again", is_flag=True, help="Capture the existing document --id again.")
@click.option("--locker", default="", metavar="LOCATION", help=f"The locker.  [env: {LOCKER}]")
@click.option(
    "--print",
    "paste",
    is_flag=True,
    help="Print the entry instead of writing it into dossier.yaml.",
)
@root_option
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    vendor: str,
    source: str,
    path: str,
    commit: str,
    locker: str,
    encoding: str,
    on: datetime.date | None,
    paste: bool,
    root: Path,
    **given: Any,
) -> int:
    """Add the document SOURCE to VENDOR.

    SOURCE is a file (Markdown, plain text, HTML, PDF, DOCX, XLSX or EML with its attachments), an
    https address, or archive:REPOSITORY with --path: OWNER/NAME on GitHub, an https address, or a
    folder. The original and the text go to the locker, outside Git; the dossier gets both digests
    and the dates. A document that cannot be read in full is rejected (exit code 2), and nothing
    is stored.
    """
    register_root(root)
    known("vendor", vendor, FolderSource(root).folders("vendors"))
    dossier = dossier_of(root, vendor).data
    document = given["document"]
    _refuse_options(dossier, document, given)
    allowed, fixed = _policy(root)
    today = on or fixed or datetime.datetime.now(tz=datetime.UTC).date()
    store = locker_to_write(locker_place(locker), root)
    brought = retrieve(source, path, commit, Network(allowed))
    try:
        extracted = extract(
            brought.content,
            brought.name,
            brought.media_type,
            charset=brought.charset,
            encoding=encoding,
        )
    except RefusedError as error:
        message = f"{one_line(source)} was rejected, and nothing was stored. {error.message}"
        raise UnusableInputError((Problem("SOURCE", 0, 0, message, error.fix),)) from error
    held = dossier["documents"].get(document) if given["again"] else None
    captured = CapturedDocument(brought, extracted, today, held)
    entry, notes = entry_of(dossier, captured, given)
    folder = root / "vendors" / vendor
    public = given["public"] or (held is not None and held["source"]["kind"] == "file")
    if public and not captured.unchanged:
        name = place_for(folder, file_name(entry, captured), extracted.text)
        entry = public_entry(entry, brought, name)
    # What the dossier will say is worked out before anything is kept.
    if not paste:
        updated_dossier(entry, captured, dossier_of(root, vendor))
    begun = store_capture(store, (brought.content, captured.text))
    kept = f"locker {store.location}"
    if entry.source.get("kind") == "file":
        write_public(folder, entry.source["file"].removeprefix("evidence/"), extracted.text)
        kept = f"vendors/{vendor}/{entry.source['file']}; original: {kept}"
    if begun:
        notes = (*notes, f"Created a new locker at {store.location}.")
    written = ""
    if not paste:
        place = rewrite_dossier(root, vendor, lambda file: updated_dossier(entry, captured, file))
        written = place.as_posix()
    print_result(
        summary(entry, captured, (*brought.notes, *extracted.notes, *notes), kept, written)
    )
    if paste:
        print_result(
            f"Add this under documents: in vendors/{vendor}/dossier.yaml:\n\n{to_paste(entry)}"
        )
    return ExitCode.CLEAR


def _refuse_options(dossier: dict[str, Any], document: str, given: dict[str, Any]) -> None:
    """Reject options that contradict each other, before fetching anything.

    Raises ClickException.
    """
    documents = dossier["documents"]
    if given["again"]:
        known("document", document, documents)
        held = documents[document]
        if given["public"] and held.get("confidential"):
            message = (
                f"{document} is marked confidential, so its text cannot go into the "
                "register. Leave out --public."
            )
            raise click.UsageError(message)
        if given["kind"] not in {None, held["kind"]}:
            message = (
                f"{document} is a {held['kind']}. Leave out --kind, or capture it under "
                "another --id."
            )
            raise click.UsageError(message)
        return
    if document in documents:
        message = f"Document {document} already exists. Add --again to capture it again."
        raise click.UsageError(message)
    if given["kind"] is None:
        message = f"What kind of document is it? Give --kind: {', '.join(VOICES)}."
        raise click.UsageError(message)
    if given["kind"] == "signed-contract" and given["signed"] is None:
        message = "When had both parties signed the contract? Give --signed."
        raise click.UsageError(message)
    if given["public"] and given["confidential"]:
        message = (
            "Confidential texts cannot go into the register: give either --public or "
            "--confidential."
        )
        raise click.UsageError(message)
    offerings = list(dossier["offerings"])
    for name in given["governs"]:
        known("offering", name, offerings)
    if len(offerings) > 1 and not given["governs"]:
        message = f"Which offerings does it cover? Give --governs: {', '.join(offerings)}."
        raise click.UsageError(message)


def _policy(root: Path) -> tuple[Allowed, datetime.date | None]:
    """Return the addresses that the policy allows, and the day of an example register's clock."""
    path = "policy/policy.yaml"
    file = load_file(FolderSource(root), path, "policy")
    if file is None:
        fix = "Start a register with `inwriting init FOLDER`."
        raise UnusableInputError((Problem(path, 0, 0, "The file is missing.", fix),))
    if file.problems:
        raise UnusableInputError(file.problems)
    clock = file.data.get("clock")
    day = datetime.date.fromisoformat(clock["fixed"]) if clock else None
    try:
        return Allowed.of(file.data.get("fetching", {}).get("allow-addresses", ())), day
    except ValueError as error:
        message = f"fetching.allow-addresses: {error}."
        fix = "Write an address, or a network as in 10.20.0.0/16."
        raise UnusableInputError((Problem(path, 0, 0, message, fix),)) from error
