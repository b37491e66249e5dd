"""How long verifying every passage takes: the shipped register, then ten thousand documents.

`python benchmarks/verification.py [EVIDENCE-FOLDER]` prints seconds of processor time, and how the
time grows with the documents. The peer in the same run is the least that any verification does:
reading each text and its sha256.
"""

import datetime
import hashlib
import sys
import time
from pathlib import Path

from inwriting.register.load.document_texts import EvidenceText, TextState, open_locker
from inwriting.register.load.register import load_register
from inwriting.register.load.source import FolderSource
from inwriting.register.model.dossier import NOBODY, Citation, Document, Passage, Source
from inwriting.register.model.place import Place
from inwriting.register.model.register import build_register
from inwriting.register.model.verification import Verification, verify_all
from inwriting.texts.passages import collapsed, digest_of, digest_of_bytes, markup_free

ROOT = Path(__file__).resolve().parent.parent
_EACH = 12
"""Passages a document, as in the shipped register."""


def main() -> None:
    """Measure and print."""
    if len(sys.argv) > 1:
        _shipped(Path(sys.argv[1]))
    for count in (1_000, 2_000, 5_000, 10_000):
        _many(count)


def _shipped(evidence: Path) -> None:
    loaded = load_register(FolderSource(ROOT), open_locker([evidence]))
    register, _ = build_register(loaded, datetime.date(2026, 11, 24))
    assert register is not None  # noqa: S101
    citations = [vendor.dossier.citations for vendor in register.vendors]
    begun = time.process_time()
    results = [verify_all(items) for items in citations]
    seconds = time.process_time() - begun
    states = [found.state for result in results for found in result.values()]
    at_hand = sum(state is not Verification.NOT_AT_HAND for state in states)
    print(f"shipped register: {seconds:.2f} s, {at_hand} of {len(states)} citations")


def _many(count: int) -> None:
    texts = [_text(number) for number in range(count)]
    begun = time.process_time()
    for text in texts:
        hashlib.sha256(text.encode()).hexdigest()
    least = time.process_time() - begun
    citations = [item for number, text in enumerate(texts) for item in _citations(number, text)]
    begun = time.process_time()
    results = verify_all(citations)
    seconds = time.process_time() - begun
    assert all(found.state is Verification.FOUND for found in results.values())  # noqa: S101
    print(
        f"{count:>6} documents of {len(texts[0]) // 1000} kB: {seconds:.2f} s "
        f"({1000 * seconds / count:.2f} ms a document), reading alone {least:.2f} s"
    )


def _text(number: int) -> str:
    lines = [f"{line}. Text {number} says what it says in line {line}." for line in range(900)]
    return "\n\n".join(lines)


def _citations(number: int, text: str) -> list[Citation]:
    document = Document(
        id=f"d{number}", kind="product-terms", level=NOBODY, voice="legal", title="T", governs=(),
        source=Source("file", "", "", "", "", "t.md", ""), digest=digest_of_bytes(text.encode()),
        confidential=False, note="", stated=None, effective=None,
        observed=datetime.date(2026, 1, 1), checked=datetime.date(2026, 1, 1), ends=None,
        signed=None, text=EvidenceText(TextState.AT_HAND, text), place=Place("d"),
    )  # fmt: skip
    found = []
    for index in range(_EACH):
        start = text.index(f"{index * 70}. Text")
        end = text.index(".", start + 8)
        words = text[start:end]
        digests = digest_of(collapsed(words)), digest_of(markup_free(words))
        passage = Passage(start, end, *digests, 1)
        place = Place("d", (number, index))
        found.append(Citation(document, document.id, "1", "", passage, place))
    return found


if __name__ == "__main__":
    main()
