"""A document that is made to harm is refused within the limits, and this process goes on."""

import io
import json
import os
import subprocess
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inwriting.evidence.capture import extraction
from inwriting.evidence.capture.extraction import extract
from inwriting.evidence.capture.extraction_process import answered, confine
from inwriting.evidence.capture.file_kinds import FileKind
from inwriting.evidence.capture.limits import ExtractionLimits
from inwriting.evidence.capture.readers.document_text import ReadOptions
from inwriting.evidence.capture.refusal import Reason, RefusedError
from tests.capture.documents import WORDS, message, pdf, word, workbook

DOCUMENTS = {
    FileKind.HTML: b"<html><h1>Terms</h1><table><tr><td>1<td>2</table><ol><li>x</ol>" * 3,
    FileKind.PDF: pdf("1.1 Words", "2.1 More", pageCompression=1),
    FileKind.PACKAGE: word(),
    FileKind.MESSAGE: message(("terms.pdf", pdf()), ("list.xlsx", workbook())).as_bytes(),
    FileKind.TEXT: "Wörter".encode(),
}


def _spent() -> float:
    """Return the seconds that processors worked for this process and for those that it began."""
    return sum(os.times()[:4])


def refused(content: bytes, name: str, **limits: Any) -> Reason:
    with pytest.raises(RefusedError) as caught:
        extract(content, name, limits=ExtractionLimits(**limits))
    assert caught.value.message
    assert caught.value.fix
    return caught.value.reason


@pytest.mark.parametrize(
    ("content", "name", "extractor"),
    [
        (WORDS.encode(), "a.md", "text"),
        (pdf(), "a.pdf", "pypdfium2"),
        (word(), "a.docx", "python-docx"),
        (message(("a.html", b"<p>page")).as_bytes(), "a.eml", "inscriptis"),
    ],
)
def test_a_document_is_read_in_a_process_of_its_own(
    content: bytes, name: str, extractor: str
) -> None:
    found = extract(content, name)
    assert WORDS in found.text
    assert extractor in found.extractor


def test_what_takes_too_much_memory_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        made.writestr("word/document.xml", b"<w>" + b"<a/>" * 3_000_000 + b"</w>")
    began = _spent()
    reason = refused(stream.getvalue(), "a.docx", memory=300 * 1024 * 1024)
    assert reason in {Reason.TOO_LARGE, Reason.DAMAGED}
    assert _spent() - began < 60


def test_a_stream_that_unpacks_without_end_is_refused() -> None:
    """A page whose content is packed twice: some thousand bytes, a hundred million characters."""
    import pikepdf

    bomb = zlib.compress(zlib.compress(b" " * 100_000_000))
    stream = io.BytesIO()
    with pikepdf.new() as made:
        page = made.add_blank_page()
        page.Contents = pikepdf.Stream(made, b"")
        flate = pikepdf.Name.FlateDecode
        page.Contents.write(bomb, filter=pikepdf.Array([flate, flate]), decode_parms=None)
        made.save(stream, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert len(stream.getvalue()) < 200_000
    reason = refused(stream.getvalue(), "a.pdf", unpacked=20_000_000, memory=700 * 1024 * 1024)
    assert reason is Reason.TOO_LARGE


def test_what_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that never answers: here, one that waits, as a reader in an endless loop would."""
    monkeypatch.setattr(extraction, "_STARTING", 0)
    script = "import time; time.sleep(3600)"
    real = subprocess.Popen

    def endless(command: list[str], **options: Any) -> Any:
        return real([command[0], "-c", script], **options)

    monkeypatch.setattr(subprocess, "Popen", endless)
    assert refused(b"words", "a.txt", seconds=1) is Reason.TOO_SLOW


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("import os; os.abort()", Reason.DAMAGED),
        ("import os; os.kill(os.getpid(), 9)", Reason.TOO_LARGE),
        ("print('{')", Reason.DAMAGED),
        ("print('[]')", Reason.DAMAGED),
        ("import sys; sys.exit(3)", Reason.DAMAGED),
        ("while True: print('x' * 100_000)", Reason.TOO_LARGE),
    ],
)
def test_a_child_that_dies_or_babbles_is_no_document(
    script: str, reason: Reason, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = subprocess.Popen

    def other(command: list[str], **options: Any) -> Any:
        return real([command[0], "-c", script], **options)

    monkeypatch.setattr(subprocess, "Popen", other)
    assert refused(b"words" * 100_000, "a.txt", text=1000) is reason


def test_sizes_are_limited_before_anything_is_read() -> None:
    assert refused(b"x" * 101, "a.txt", size=100) is Reason.TOO_LARGE
    assert refused(b"", "a.txt") is Reason.NO_TEXT
    assert refused(b"words " * 100, "a.txt", text=100) is Reason.TOO_LARGE


def test_the_readers_process_has_none_of_our_secrets_and_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A module of the folder that somebody stands in is not taken for one of the tool's."""
    (tmp_path / "lxml.py").write_text("raise SystemExit(9)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SECRET_TOKEN", "x")
    seen = {}
    real = subprocess.Popen

    def noted(command: list[str], **options: Any) -> Any:
        seen.update(options["env"])
        return real(command, **options)

    monkeypatch.setattr(subprocess, "Popen", noted)
    assert extract(b"<p>Terms", "a.html").text == "Terms\n"
    assert "SECRET_TOKEN" not in seen


def test_a_control_character_in_a_page_is_no_word() -> None:
    """Lxml takes none, and browsers show nothing for it."""
    page = b"<html><h1>\x01Terms\x0b</h1><p>" + WORDS.encode() + b"</html>"
    answer = in_a_fork(FileKind.HTML, page)
    assert answer is not None
    assert "# Terms\n" in answer["text"]


def _held() -> int:
    """Return the bytes of address space that this process holds; 0 where nothing tells."""
    table = Path("/proc/self/statm")
    return int(table.read_text().split()[0]) * os.sysconf("SC_PAGESIZE") if table.exists() else 0


def in_a_fork(kind: FileKind, content: bytes) -> dict[str, Any] | None:
    """Read *content* in a child of this process; None when it was killed or died."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(reading)
            # A fork begins with all that this process holds: the limit is for what reading adds.
            limits = ExtractionLimits(seconds=20, memory=ExtractionLimits().memory + _held())
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            confine(limits)
            answer = answered(kind, content, ReadOptions("x", "", "", limits))
            with os.fdopen(writing, "w") as stream:
                json.dump(answer, stream)
            os._exit(0)
        except BaseException as error:  # noqa: BLE001 - the parent judges it
            os.write(writing, f"crashed: {error!r}".encode())
        os._exit(7)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as stream:
        said = stream.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in {0, -6, -11, -9, -24}, said
    return json.loads(said) if code == 0 else None


@st.composite
def broken(draw: st.DrawFn, content: bytes) -> bytes:
    """Return *content* cut, with bytes changed, or with a piece moved."""
    data = bytearray(content)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        match draw(st.sampled_from(["cut", "change", "repeat", "drop"])):
            case "cut":
                del data[at:]
            case "change":
                data[at : at + 1] = draw(st.binary(min_size=1, max_size=3))
            case "repeat":
                data[at:at] = data[at : at + draw(st.integers(1, 300))]
            case _:
                del data[at : at + draw(st.integers(1, 300))]
    return bytes(data)


@pytest.mark.parametrize("kind", DOCUMENTS, ids=lambda kind: kind.value)
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_whatever_is_broken_is_read_or_refused(kind: FileKind, data: st.DataObject) -> None:
    """A reader never raises anything but a refusal, and no text is half a letter."""
    answer = in_a_fork(kind, data.draw(broken(DOCUMENTS[kind])))
    if answer is None:
        return
    if "refused" in answer:
        assert answer["message"]
        assert answer["fix"]
    else:
        assert answer["text"].strip()
        answer["text"].encode("utf-8")
