"""`inwriting evidence`: show a vendor's documents with every cited passage marked."""

import sys
from pathlib import Path

import click

from inwriting.cli import completion
from inwriting.cli.files import write_new, write_over
from inwriting.cli.options import evidence_folders, evidence_option, register_root, root_option
from inwriting.cli.output import layout, print_error, print_result
from inwriting.cli.vendor_documents import VendorDocuments, document_of, vendor_of
from inwriting.evidence.citing.marked_document import Marked, marked
from inwriting.evidence.watch.rules import shipped_rules
from inwriting.exit_codes import ExitCode
from inwriting.output.evidence_html import page_html
from inwriting.output.evidence_text import page_text
from inwriting.output.safe import one_line
from inwriting.register.load.document_texts import TextState


@click.command(
    epilog="\b\nExample:\n  inwriting evidence northwind-ai --html evidence.html",
)
@click.argument("vendor", shell_complete=completion.vendors)
@click.option(
    "--document",
    "document_id",
    help="Show the full text of this document.  [default: only the cited passages of each]",
)
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the documents' texts as an HTML page, for a browser on this machine.",
)
@root_option
@evidence_option
def command(
    vendor: str,
    document_id: str | None,
    html: Path | None,
    root: Path,
    evidence: tuple[Path, ...],
) -> int:
    """Show the documents of VENDOR with every cited passage marked.

    Also shows uncited sentences that may answer one of the register's questions. Exits 2 when a
    text is not at hand, and names it.
    """
    register_root(root)
    found = vendor_of(root, vendor, evidence_folders(evidence))
    titles = {name: question.title for name, question in found.questions.items()}
    pages, missing = _pages(found, document_id)
    if html is not None:
        text = page_html(found.dossier.name, pages, titles)
        (write_over if html.exists() else write_new)(html, text)
        print_result(
            f"Written: {html.as_posix()}\nIt contains the documents' own words, so don't commit it."
        )
    else:
        whole = document_id is not None
        _show("\n\n".join(page_text(page, titles, layout(), whole=whole) for page in pages))
    for line in missing:
        print_error(f"error: {line}")
    return ExitCode.UNUSABLE if missing else ExitCode.CLEAR


def _pages(found: VendorDocuments, document_id: str | None) -> tuple[list[Marked], list[str]]:
    """Return the documents whose texts are at hand, and messages about the others."""
    rules = shipped_rules()
    if document_id is not None:
        return [marked(found.vendor, document_of(found, document_id), rules)], []
    pages = []
    missing = []
    for document in found.dossier.documents.values():
        if document.text.state is TextState.AT_HAND:
            pages.append(marked(found.vendor, document, rules))
        else:
            reason = f" ({document.text.reason})" if document.text.reason else ""
            missing.append(
                f"The text of {one_line(document.title)} is {document.text.state.value}"
                f"{one_line(reason)}. Name the folder or locker it is in with --evidence, or add "
                "it with `inwriting capture`."
            )
    return pages, missing


def _show(text: str) -> None:
    if sys.stdout is not None and sys.stdout.isatty():
        click.echo_via_pager(text)
    elif text:
        print_result(text)
