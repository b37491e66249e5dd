"""`inwriting cite`: find words in a document, and record in the dossier what they say."""

from pathlib import Path
from typing import Any

import click

from inwriting.cli import completion
from inwriting.cli.files import write_over
from inwriting.cli.known_names import known
from inwriting.cli.options import evidence_folders, evidence_option, register_root, root_option
from inwriting.cli.output import layout, print_result
from inwriting.cli.scope_options import LengthType, scope_options
from inwriting.cli.vendor_documents import document_of, vendor_of
from inwriting.evidence.citing.search import Match, find, joined, nearest, widened
from inwriting.evidence.citing.statement import CitedWords, with_statement
from inwriting.exit_codes import ExitCode
from inwriting.output.cite_text import places_text, values_text
from inwriting.output.safe import one_line
from inwriting.register.load.problem import Problem, UnusableInputError
from inwriting.register.model.dossier import Document
from inwriting.register.model.questions import Question


@click.command(
    epilog="\b\nExample:\n"
    "  inwriting cite northwind-ai retention --document agreement --find 'thirty days'\n"
    "  inwriting cite northwind-ai retention --document agreement --find 'thirty days' \\\n"
    "    --place 1 --says limited --data prompts --period '30 days' \\\n"
    "    --summary 'Prompts are gone after thirty days.'",
)
@click.argument("vendor", shell_complete=completion.vendors)
@click.argument("question")
@click.option("--document", "document_id", required=True, help="The document's id in the dossier.")
@click.option(
    "--find",
    "words",
    required=True,
    help="Words to find in the document. Case, typography and markup don't matter.",
)
@click.option(
    "--to", "last", default="", help="Extend the passage to the next occurrence of these words."
)
@click.option("--sentence", is_flag=True, help="Extend the passage to whole sentences.")
@click.option(
    "--place",
    type=click.IntRange(min=1),
    help="The number of the place to cite, if there are several.",
)
@click.option("--says", default="", help="The answer it gives: one of the question's answers.")
@click.option("--summary", default="", help="What it says, in your own words.")
@click.option("--clause", default="", help="The clause.  [default: as the document numbers it]")
@click.option("--period", type=LengthType(), help="For retention: how long, as in '30 days'.")
@click.option("--deadline", type=LengthType(), help="For deletion: how soon.")
@click.option("--notice", type=LengthType(), help="For changes: how much notice.")
@click.option("--quote", is_flag=True, help="Store the words themselves too, if you may.")
@scope_options
@root_option
@evidence_option
def command(
    vendor: str,
    question: str,
    document_id: str,
    words: str,
    place: int | None,
    root: Path,
    evidence: tuple[Path, ...],
    **given: Any,
) -> int:
    """Find words in a document of VENDOR. With --says, cite them as an answer to QUESTION.

    The statement records the clause, the range, the digests of the words and how often they
    occur; the words themselves only with --quote. The dossier keeps its comments and layout.
    """
    register_root(root)
    found_vendor = vendor_of(root, vendor, evidence_folders(evidence))
    asked = found_vendor.questions[
        known("question", question, [q.id for q in found_vendor.questions.values() if q.values])
    ]
    document = document_of(found_vendor, document_id)
    text = document.text.text
    places = find(text, words)
    if not places:
        raise _nowhere(document, text, words)
    places = tuple(_as_wide_as_asked(text, item, given) for item in places)
    if not given["says"]:
        shown = places_text(document, text, places, words, layout())
        print_result(shown + values_text(asked, layout()))
        return ExitCode.CLEAR
    chosen = _chosen(places, place, document, text, words)
    entry = _entry(asked, document, CitedWords(text, chosen), given)
    path = root / "vendors" / vendor / "dossier.yaml"
    file = path.as_posix()
    write_over(
        path,
        with_statement(file, found_vendor.dossier_text, question, entry, found_vendor.declared),
    )
    print_result(_written(entry, asked, document, chosen, file, found_vendor.silent))
    return ExitCode.CLEAR


def _as_wide_as_asked(text: str, found: Match, given: dict[str, Any]) -> Match:
    if given["last"]:
        wider = joined(text, found, given["last"])
        if wider is None:
            message = f"the words {given['last'][:80]!r} do not occur after line {found.line}."
            raise click.BadParameter(message, param_hint="--to")
        found = wider
    return widened(text, found) if given["sentence"] else found


def _chosen(
    places: tuple[Match, ...], place: int | None, document: Document, text: str, words: str
) -> Match:
    if place is None and len(places) == 1:
        return places[0]
    if place is None or place > len(places):
        print_result(places_text(document, text, places, words, layout()))
        message = f"choose one of the {len(places)} places above, as in --place 1."
        raise click.BadParameter(message, param_hint="--place")
    return places[place - 1]


def _entry(
    question: Question, document: Document, cited: CitedWords, given: dict[str, Any]
) -> dict[str, Any]:
    """Return the statement as plain data.

    Raises ClickException when the answer is unknown, the clause is not the one the passage is in,
    the summary is missing, or the words may not be stored.
    """
    known("answer", given["says"], question.values)
    if not given["summary"].strip():
        message = "say in your own words what the place says."
        raise click.BadParameter(message, param_hint="--summary")
    entry: dict[str, Any] = {
        "says": given["says"],
        "summary": " ".join(given["summary"].split()),
        "document": document.id,
        "clause": _clause(cited, given["clause"]),
    }
    for key in ("period", "deadline", "notice", "contact", "route"):
        if given[key]:
            entry[key] = given[key]
    for key in ("data", "purposes", "offerings", "who", "models", "regions", "when"):
        if given[key]:
            entry[key] = list(given[key])
    for key in ("residuals", "places", "exceptions"):
        if given[key]:
            entry[key] = list(given[key])
    if given["quote"]:
        _may_be_stored(document)
        entry["quote"] = cited.quote
    else:
        entry["passage"] = cited.passage()
    return entry


def _clause(cited: CitedWords, typed: str) -> str:
    from inwriting.evidence.citing.clauses import fits

    own = cited.found.clause
    if not typed:
        if own.label:
            return own.label
        message = "the document has no clause number here. Give a name for the place with --clause."
        raise click.BadParameter(message, param_hint="--clause")
    if not fits(cited.text, cited.found.start, typed):
        message = (
            f"the passage is in {one_line(own.shown) or 'no numbered clause'}, not in "
            f"{typed[:80]!r}. Leave the option out, or choose another place."
        )
        raise click.BadParameter(message, param_hint="--clause")
    return typed


def _may_be_stored(document: Document) -> None:
    if document.confidential:
        message = (
            f"{one_line(document.title)} is confidential, so its words cannot be stored "
            "in the register. "
            "Leave out --quote: the range and the digests are enough."
        )
        raise click.BadParameter(message, param_hint="--quote")


def _nowhere(document: Document, text: str, words: str) -> UnusableInputError:
    near = nearest(text, words)
    message = f"{one_line(document.title)} does not contain the words {words[:120]!r}."
    fix = "Give fewer words, exactly as the document has them."
    if near is not None:
        start, end = near.found.start, near.found.end
        like = one_line(" ".join(text[start:end].split())[:200])
        message += f" The closest match, in line {near.found.line}, is {like!r}."
        fix = "Copy the words from that line, or give fewer."
    return UnusableInputError((Problem("--find", 0, 0, message, fix),))


def _written(
    entry: dict[str, Any],
    question: Question,
    document: Document,
    found: Match,
    file: str,
    silent: tuple[str, ...],
) -> str:
    lines = [
        f"Cited for {question.id}: {entry['says']}",
        f"  document   {one_line(document.title)}",
        f"  clause     {one_line(entry['clause'])}",
        f"  place      characters {found.start} to {found.end}, line {found.line}",
        f"  written    {file}",
    ]
    if "passage" in entry and (times := entry["passage"]["occurrences"]) > 1:
        lines.append(f"  note       the words occur {times} times in the document")
    if question.id in silent:
        lines.append(
            f"The dossier still lists {question.id} as silent. Remove it from `silent` "
            "if that is no longer true."
        )
    lines.append("Next: inwriting check")
    return "\n".join(lines)
