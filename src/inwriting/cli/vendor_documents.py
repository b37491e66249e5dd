"""One vendor's documents and their texts, for commands that read them."""

from dataclasses import dataclass
from pathlib import Path

from inwriting.cli.known_names import known
from inwriting.output.safe import one_line
from inwriting.register.load.declared_questions import DeclaredQuestions
from inwriting.register.load.document_texts import EvidencePlace, TextState, open_locker
from inwriting.register.load.problem import Problem, UnusableInputError
from inwriting.register.load.register import load_register
from inwriting.register.load.source import FolderSource
from inwriting.register.model.dossier import Document, Dossier
from inwriting.register.model.questions import Question
from inwriting.register.model.register import Vendor, build_register


@dataclass(frozen=True, slots=True)
class VendorDocuments:
    """A vendor as recorded in its dossier, without verdicts."""

    vendor: Vendor
    questions: dict[str, Question]
    declared: DeclaredQuestions
    """The same questions, as dossiers are held to them."""
    dossier_text: str
    """The dossier's YAML."""

    @property
    def dossier(self) -> Dossier:
        """The vendor's documents and statements."""
        return self.vendor.dossier

    @property
    def silent(self) -> tuple[str, ...]:
        """The questions the dossier lists as silent."""
        return tuple(item.question for item in self.dossier.silences)


def vendor_of(root: Path, vendor: str, evidence: tuple[EvidencePlace, ...]) -> VendorDocuments:
    """Return *vendor* of the register at *root* with the texts of its documents.

    Raises UnusableInputError when a file cannot be used, UnknownNameError for an unknown vendor.
    """
    import datetime

    loaded = load_register(FolderSource(root), open_locker(evidence))
    known("vendor", vendor, loaded.names)
    register, problems = build_register(loaded, datetime.date.min)
    found = register.vendor(vendor) if register else None
    if register is None or found is None or loaded.declared is None:
        raise UnusableInputError((*loaded.problems, *problems))
    text = loaded.texts[f"vendors/{vendor}/dossier.yaml"]
    return VendorDocuments(found, register.questions, loaded.declared, text)


def document_of(found: VendorDocuments, document_id: str) -> Document:
    """Return the document *document_id*, whose text is available.

    Raises UnknownNameError, or UnusableInputError when its text is not available.
    """
    known("document", document_id, found.dossier.documents)
    document = found.dossier.documents[document_id]
    if document.text.state is TextState.AT_HAND:
        return document
    reason = f": {one_line(document.text.reason)}" if document.text.reason else ""
    raise UnusableInputError(
        (
            Problem(
                f"vendors/{found.vendor.id}/dossier.yaml",
                0,
                0,
                f"The text of {one_line(document.title)} is {document.text.state.value}{reason}.",
                "Name the folder or locker it is in with --evidence, or add it with `inwriting "
                "capture`.",
            ),
        )
    )
