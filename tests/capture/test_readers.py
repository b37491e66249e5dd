"""What is read of each kind of document, and what is refused."""

import datetime
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest

from inwriting.evidence.capture.extraction_process import answered
from inwriting.evidence.capture.file_kinds import kind_of
from inwriting.evidence.capture.limits import ExtractionLimits
from inwriting.evidence.capture.readers.document_text import ReadOptions
from inwriting.evidence.capture.readers.html_parts import label
from inwriting.evidence.capture.refusal import Reason, RefusedError
from tests.capture.documents import (
    BOMB,
    WORDS,
    message,
    nested,
    package,
    pdf,
    scanned,
    with_part,
    word,
    workbook,
    xml,
)


def read(content: bytes, name: str, media_type: str = "", **task: Any) -> dict[str, Any]:
    """Read *content* as the child process does, in this one."""
    given = {"charset": "", "encoding": "", "limits": ExtractionLimits(), **task}
    try:
        kind = kind_of(content, name, media_type)
    except RefusedError as error:
        return {"refused": error.reason.value, "message": error.message, "fix": error.fix}
    return answered(kind, content, ReadOptions(name=name, **given))


def text(content: bytes, name: str, **task: Any) -> str:
    answer = read(content, name, **task)
    assert "refused" not in answer, answer
    return str(answer["text"])


def refused(content: bytes, name: str, media_type: str = "", **task: Any) -> Reason:
    answer = read(content, name, media_type, **task)
    assert "refused" in answer, answer
    assert answer["message"]
    assert answer["fix"]
    return Reason(answer["refused"])


# ------------------------------------------------------------------------------------ plain text


@pytest.mark.parametrize("ending", ["\n", "\r\n", ""])
def test_utf_8_stays_byte_for_byte(ending: str) -> None:
    content = f"# Terms{ending}Ünïcode — “quoted”{ending}".encode()
    assert text(content, "terms.md").encode() == content
    assert read(content, "terms.md")["title"] == ("Terms" if ending else "TermsÜnïcode — “quoted”")


def test_marks_and_declarations_of_encodings_are_followed() -> None:
    for encoding in ("utf-8-sig", "utf-16", "utf-32"):
        assert text("Müller".encode(encoding), "a.txt") == "Müller"
    assert text("Müller".encode("cp1252"), "a.txt", encoding="cp1252") == "Müller"
    assert text("Müller".encode("latin-1"), "a.txt", charset="iso-8859-1") == "Müller"
    page = b'<meta charset="windows-1252"><p>' + "“Müller”".encode("cp1252")
    assert "“Müller”" in text(page, "a.html")


def test_letters_that_cannot_be_told_are_never_guessed() -> None:
    assert refused("Müller, Zoë".encode("latin-1"), "a.txt") is Reason.ENCODING
    assert refused("Müller".encode("latin-1"), "a.txt", charset="utf-8") is Reason.ENCODING
    assert refused("Müller".encode("latin-1"), "a.txt", encoding="utf-8") is Reason.ENCODING
    assert refused(b"abc", "a.txt", encoding="no-such") is Reason.ENCODING
    assert refused(b"abc", "a.txt", encoding="rot13") is Reason.ENCODING
    assert refused(b"a\0b", "a.txt") is Reason.ENCODING
    assert refused(b"<meta charset=utf-8><p>M\xfcller", "a.html") is Reason.ENCODING


@pytest.mark.parametrize("content", [b" \n ", b"\xef\xbb\xbf"])
def test_nothing_is_no_document(content: bytes) -> None:
    assert refused(content, "a.txt") is Reason.NO_TEXT


@pytest.mark.parametrize("content", [b"<p> \n </p>", b"<!-- terms -->", b"<p></p><img src=x>"])
def test_a_page_without_words_is_no_document(content: bytes) -> None:
    assert refused(content, "a.html") is Reason.NO_TEXT


# ----------------------------------------------------------------------------------------- kinds


@pytest.mark.parametrize(
    ("content", "name", "media_type", "reason"),
    [
        (b"<!doctype html><p>Sign in", "contract.pdf", "", Reason.DAMAGED),
        (b"<html>", "x", "application/pdf", Reason.DAMAGED),
        (b"Dear", "contract.docx", "", Reason.DAMAGED),
        (b"%PDF-1.7", "x.md", "", Reason.DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old.docx", "", Reason.LOCKED),
        (b"MZ", "setup.exe", "", Reason.UNKNOWN_KIND),
        (b"words", "", "", Reason.UNKNOWN_KIND),
    ],
)
def test_a_kind_that_is_not_read_or_not_what_it_says_is_refused(
    content: bytes, name: str, media_type: str, reason: Reason
) -> None:
    assert refused(content, name, media_type) is reason


def test_a_kind_is_told_by_type_name_or_beginning() -> None:
    assert "Terms" in read(b"<p>Terms", "https://x.example/terms", "text/html")["text"]
    assert "Terms" in read(b"\n<!-- x --><HTML><p>Terms", "https://x.example/terms")["text"]
    assert read(b"# Terms", "terms.md", "text/plain")["title"] == "Terms"


def test_a_kind_that_content_shows_beats_no_name_and_no_other() -> None:
    page = b"<?xml version='1.0'?>\n<!-- saved -->\n<!doctype html><p>Terms of the vendor"
    assert "Terms of the vendor" in text(page, "https://x.example/terms")
    letter = b"<html>From: desk\n\nThe vendor may not train on Customer Data.\n"
    assert "may not train" in text(letter, "terms.md")
    assert refused(page, "terms.docx") is Reason.DAMAGED


# ------------------------------------------------------------------------------------------ HTML


def test_a_page_gives_its_words_and_numbers_in_order() -> None:
    page = b"""<!DOCTYPE html><html><head><title> Our
    Terms </title><style>p {}</style></head><body><nav>Home</nav>
    <h2 style="display:none">4. Use</h2><p>We do <b>not</b> tr<span>ai</span>n.</p>
    <ol type="a" start="3"><li>first<li value="6">second<ol><li>inner</ol></ol>
    <ol style="list-style-type: upper-roman"><li>one<li>two</ol>
    <table><tr><th>Data<th>Days<tr><td>Prompts<td>30</table>
    <table><tr><td><p>left one<p>left two<td><p>right</table>
    <details><summary>Do you train?</summary>Never.</details><script>track()</script>tail
    </body></html>"""
    answer = read(page, "a.html")
    assert answer["title"] == "Our Terms"
    lines = [line.strip() for line in answer["text"].splitlines() if line.strip()]
    assert lines == [
        *("Home", "## 4. Use", "We do not train.", "c. first", "f. second", "1. inner"),
        *("I. one", "II. two", "Data | Days", "Prompts | 30", "left one", "left two", "right"),
        *("Do you train?", "Never.", "tail"),
    ]


def test_numbers_of_lists() -> None:
    assert [label(n, "lower-alpha") for n in (1, 26, 27, 52, 703)] == ["a", "z", "aa", "az", "aaa"]
    assert [label(n, "upper-roman") for n in (4, 9, 40, 1994)] == ["IV", "IX", "XL", "MCMXCIV"]
    assert [label(n, "lower-roman") for n in (0, -1, 4000)] == ["0", "-1", "4000"]


@pytest.mark.parametrize(
    "page",
    [
        b'<html><div id="root"></div><script src=x></script></html>',
        b"<html><noscript>You need to enable JavaScript to run this app.</noscript><div></div>",
        b"<html><body><p>Please turn on JavaScript</p></body></html>",
    ],
)
def test_a_page_that_needs_a_browser_is_said_to_be_one(page: bytes) -> None:
    assert refused(page, "a.html") is Reason.NEEDS_BROWSER


@pytest.mark.parametrize(
    "page",
    [
        b"<html><title>Just a moment...</title><body>Checking your browser</body>",
        b"<html><h1>Access Denied</h1><p>You don't have permission",
        b"<html><p>Verify you are human by completing the action below.",
        b"<html><p>Our systems have detected unusual traffic",
    ],
)
def test_a_page_that_keeps_programs_out_is_said_to_be_one(page: bytes) -> None:
    assert refused(page, "a.html") is Reason.BLOCK_PAGE


def test_a_page_that_speaks_of_such_things_is_none() -> None:
    page = b"<p>We use CAPTCHA and JavaScript. " + b"The vendor never trains a model. " * 100
    assert "CAPTCHA" in text(page, "a.html")


def test_a_deep_page_is_read_whole_or_refused() -> None:
    page = b"<div>" * 300 + WORDS.encode() + b"</div>" * 300 + b"<p>the end"
    assert "the end" in text(page, "a.html")
    deep = b"<div>" * 100_000 + WORDS.encode()
    assert "refused" in read(deep, "a.html") or WORDS in text(deep, "a.html")


# ------------------------------------------------------------------------------------------- PDF


def test_a_pdf_gives_every_page() -> None:
    answer = read(pdf("1.1 First", "2.1 Second\nmore"), "a.pdf")
    assert answer["text"] == "1.1 First\n\f\n2.1 Second\nmore\n"
    assert answer["title"] == "Master Agreement"
    assert answer["extractor"].startswith("pypdfium2 ")


def test_a_hyphen_at_the_end_of_a_line_stays_as_it_is_printed() -> None:
    found = text(pdf("The licence is non-\ntransferable and re-\nvocable at will."), "a.pdf")
    assert found == "The licence is non-\ntransferable and re-\nvocable at will.\n"


def test_an_empty_page_is_no_scan() -> None:
    assert "Second" in text(pdf("First", "", "Second"), "a.pdf")
    assert refused(pdf("", ""), "a.pdf") is Reason.NO_TEXT
    assert refused(scanned(), "a.pdf") is Reason.NO_TEXT


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9, 0.99])
def test_a_pdf_that_is_cut_off_is_refused(part: float) -> None:
    content = pdf(*["1.1 Words"] * 20)
    assert refused(content[: int(len(content) * part)], "a.pdf") is Reason.DAMAGED


def test_a_pdf_with_a_broken_part_is_refused() -> None:
    content = pdf(*[f"{n}.1 Words" for n in range(9)], pageCompression=1)
    at = content.index(b"stream", 400) + 12
    assert refused(content[:at] + b"\0\0\0\0" + content[at + 4 :], "a.pdf") is Reason.DAMAGED
    index = content.rindex(b"startxref")
    moved = content[:index] + b"startxref\n7\n%%EOF\n"
    assert refused(moved, "a.pdf") is Reason.DAMAGED


def test_a_pdf_with_a_password_is_refused() -> None:
    assert refused(pdf(WORDS, encrypt="secret"), "a.pdf") is Reason.LOCKED


def test_a_pdf_that_only_its_owner_may_change_is_read() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    lock = StandardEncryption("", ownerPassword="owner", canCopy=0, strength=128)
    assert WORDS in text(pdf(WORDS, encrypt=lock), "a.pdf")


def test_fields_of_a_form_are_read() -> None:
    stream = io.BytesIO()
    from reportlab.pdfgen import canvas

    drawing = canvas.Canvas(stream, invariant=1)
    drawing.drawString(72, 700, "Training:")
    drawing.acroForm.textfield(name="training", value="never, in no plan", x=150, y=690)
    drawing.save()
    assert "training: never, in no plan" in text(stream.getvalue(), "a.pdf")


def _changed(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """Return a PDF of one page after *change* was made to it."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as made:
        change(made)
        made.save(stream)
    return stream.getvalue()


def _form(made: pikepdf.Pdf, *fields: pikepdf.Dictionary) -> None:
    made.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(list(fields)))


def test_only_what_somebody_filled_into_a_form_is_read() -> None:
    def change(made: pikepdf.Pdf) -> None:
        _form(
            made,
            pikepdf.Dictionary(T="asked", FT=pikepdf.Name.Tx),
            pikepdf.Dictionary(T="box", FT=pikepdf.Name.Btn, V=pikepdf.Name.Off),
            pikepdf.Dictionary(T="signed", FT=pikepdf.Name.Sig, V=pikepdf.Dictionary()),
            pikepdf.Dictionary(
                T="data", Kids=[pikepdf.Dictionary(T="use", FT=pikepdf.Name.Tx, V="none")]
            ),
        )

    found = text(_changed(change), "a.pdf")
    assert found == f"{WORDS}\n\f\nFields that were filled in:\ndata.use: none\n"


def test_a_form_that_a_program_works_out_or_nests_without_end_is_refused() -> None:
    def program(made: pikepdf.Pdf) -> None:
        made.Root.AcroForm = pikepdf.Dictionary(XFA="<xdp/>")

    def deep(made: pikepdf.Pdf) -> None:
        field = pikepdf.Dictionary(T="x")
        for _ in range(40):
            field = pikepdf.Dictionary(T="x", Kids=[field])
        _form(made, field)

    assert refused(_changed(program), "a.pdf") is Reason.UNDECIDED
    assert refused(_changed(deep), "a.pdf") is Reason.TOO_LARGE


def test_files_that_hang_on_a_pdf_are_spoken_of() -> None:
    def change(made: pikepdf.Pdf) -> None:
        made.attachments["annex.txt"] = b"The vendor may train."

    answer = read(_changed(change), "a.pdf")
    assert answer["notes"] == ("Files that hang on the PDF were not read (annex.txt).",)
    assert "may train" not in answer["text"]


def test_a_page_in_several_parts_is_read_whole() -> None:
    def change(made: pikepdf.Pdf) -> None:
        page = made.pages[0]
        page.contents_add(made.make_stream(b" "), prepend=True)
        made.add_blank_page()

    assert text(_changed(change), "a.pdf") == f"{WORDS}\n\f\n"


def test_a_pdf_of_too_many_pages_or_too_much_is_refused() -> None:
    content = pdf(*["x"] * 4)
    assert refused(content, "a.pdf", limits=ExtractionLimits(pages=3)) is Reason.TOO_LARGE
    bomb = pdf("x" * 90, pageCompression=1)
    assert refused(bomb, "a.pdf", limits=ExtractionLimits(unpacked=50)) is Reason.TOO_LARGE
    assert refused(bomb, "a.pdf", limits=ExtractionLimits(text=20)) is Reason.TOO_LARGE


# ------------------------------------------------------------------------------------------ Word


def test_a_word_document_gives_all_of_its_words() -> None:
    def change(document: Any) -> None:
        document.add_heading("Confidentiality", 2)
        table = document.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Prompts", "30 days"
        document.sections[0].header.paragraphs[0].text = "Agreement NW-1"
        document.sections[0].footer.paragraphs[0].text = "Page foot"
        body = document.element.body
        body.insert(
            0,
            xml(
                "<w:sdt><w:sdtContent><w:p><w:r><w:t>In a control</w:t></w:r></w:p>"
                "</w:sdtContent></w:sdt>"
            ),
        )
        document.paragraphs[0]._p.append(
            xml("<w:sdt><w:sdtContent><w:r><w:t> inside</w:t></w:r></w:sdtContent></w:sdt>")
        )
        document.paragraphs[0]._p.append(
            xml(
                "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p>"
                "</w:txbxContent></w:pict></w:r>"
            )
        )

    found = text(word(change=change), "a.docx").split("\n\n")
    assert found == [
        *("Agreement NW-1", "In a control", f"{WORDS} inside", "In a box", "## Confidentiality"),
        *("Prompts | 30 days", "Page foot\n"),
    ]


def test_the_numbers_that_word_counts_are_written() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{form}"/></w:lvl>'
        for at, (kind, form) in enumerate(
            [("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)")]
        )
    )

    def change(document: Any) -> None:
        numbering = document.part.numbering_part.element
        numbering.insert(0, xml(f'<w:abstractNum w:abstractNumId="90">{levels}</w:abstractNum>'))
        numbering.append(xml('<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
        numbering.append(
            xml(
                '<w:num w:numId="91"><w:abstractNumId w:val="90"/><w:lvlOverride w:ilvl="0">'
                '<w:startOverride w:val="7"/></w:lvlOverride></w:num>'
            )
        )
        for paragraph, (use, level) in zip(
            document.paragraphs,
            [(90, 0), (90, 1), (90, 1), (90, 2), (90, 2), (90, 0), (90, 1), (91, 0), (0, 0)],
            strict=True,
        ):
            paragraph._p.get_or_add_pPr().append(
                xml(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{use}"/></w:numPr>')
            )

    found = text(word(*"abcdefghi", change=change), "a.docx").split("\n\n")
    assert found == [
        *("1. a", "1.1 b", "1.2 c", "(a) d", "(b) e", "2. f", "2.1 g", "7. h", "i\n"),
    ]


def test_notes_below_the_page_are_read() -> None:
    notes = (
        b'<?xml version="1.0"?><w:footnotes xmlns:w="http://schemas.openxmlformats.org/'
        b'wordprocessingml/2006/main"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        b'<w:footnote w:id="2"><w:p><w:r><w:t>Except feedback.</w:t></w:r></w:p></w:footnote>'
        b"</w:footnotes>"
    )

    def change(document: Any) -> None:
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        part = Part(
            PackURI("/word/footnotes.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
            notes,
            document.part.package,
        )
        document.part.relate_to(
            part,
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes",
        )
        document.paragraphs[0]._p.append(xml('<w:r><w:footnoteReference w:id="2"/></w:r>'))

    assert text(word(change=change), "a.docx") == f"{WORDS}[^2]\n\n[^2]: Except feedback.\n"


@pytest.mark.parametrize(
    "mark",
    [
        "<w:ins><w:r><w:t>not</w:t></w:r></w:ins>",
        "<w:del><w:r><w:delText>not</w:delText></w:r></w:del>",
    ],
)
def test_a_document_that_says_two_things_is_refused(mark: str) -> None:
    content = word(change=lambda document: document.paragraphs[0]._p.append(xml(mark)))
    assert refused(content, "a.docx") is Reason.UNDECIDED


def test_signs_and_pictures_are_spoken_of() -> None:
    def change(document: Any) -> None:
        document.paragraphs[0]._p.append(
            xml('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:tab/><w:drawing/></w:r>')
        )

    answer = read(word(change=change), "a.docx")
    assert "[sign Wingdings F0FE]" in answer["text"]
    assert len(answer["notes"]) == 2


@pytest.mark.parametrize("part", [0.3, 0.7, 0.99])
def test_a_package_that_is_cut_off_is_refused(part: float) -> None:
    for content, name in ((word(), "a.docx"), (workbook(), "a.xlsx")):
        assert refused(content[: int(len(content) * part)], name) is Reason.DAMAGED


def test_a_package_with_a_changed_byte_is_refused() -> None:
    content = word()
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        at = made.getinfo("word/document.xml").header_offset + 100
    broken = content[:at] + bytes([content[at] ^ 255]) + content[at + 1 :]
    assert refused(broken, "a.docx") is Reason.DAMAGED


@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "docProps/core.xml"])
def test_entities_that_multiply_are_refused(name: str) -> None:
    assert refused(with_part(word(), name, BOMB), "a.docx") is Reason.DAMAGED
    wide = BOMB.decode().replace('version="1.0"', 'version="1.0" encoding="UTF-16"')
    assert refused(with_part(word(), name, wide.encode("utf-16")), "a.docx") is Reason.DAMAGED


def test_entities_in_a_workbook_are_refused() -> None:
    for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"):
        assert refused(with_part(workbook(), name, BOMB), "a.xlsx") is Reason.DAMAGED


def test_a_part_that_names_a_file_of_this_machine_is_refused() -> None:
    outside = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    assert refused(with_part(word(), "word/document.xml", outside), "a.docx") is Reason.DAMAGED


def test_what_unpacks_to_too_much_is_refused() -> None:
    bomb = with_part(word(), "word/media/x.bin", b"\0" * 3_000_000)
    assert refused(bomb, "a.docx", limits=ExtractionLimits(unpacked=2_000_000)) is Reason.TOO_LARGE
    many = package(**{f"x{n}": b"" for n in range(30)})
    assert refused(many, "a.docx", limits=ExtractionLimits(parts=20)) is Reason.TOO_LARGE


def test_a_size_that_the_index_lies_about_is_noticed() -> None:
    content = bytearray(package(word__documentDOTxml=b"<x/>", big=b"\0" * 1_000_000))
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = (5).to_bytes(4, "little")
    assert refused(bytes(content), "a.docx") is Reason.DAMAGED


def test_other_packages_are_refused() -> None:
    assert refused(package(hello=b"x"), "a.docx") is Reason.UNKNOWN_KIND
    assert refused(package(), "a.xlsx") in {Reason.UNKNOWN_KIND, Reason.DAMAGED}


def test_words_in_every_corner_of_a_word_document() -> None:
    def change(document: Any) -> None:
        body, paragraph = document.element.body, document.paragraphs[0]._p
        paragraph.append(
            xml(
                "<w:r><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t>"
                '<w:endnoteReference w:id="4"/></w:r>'
            )
        )
        table = document.add_table(1, 1)
        table.cell(0, 0).text = "inside"
        row = table._tbl.tr_lst[0]
        row.append(
            xml(
                "<w:sdt><w:sdtContent><w:tc><w:p><w:r><w:t>kept</w:t></w:r></w:p></w:tc></w:sdtContent></w:sdt>"
            )
        )
        row.get_or_add_trPr().append(xml('<w:ins w:id="1" w:author="x"/>'))
        body.insert(0, xml("<w:customXml><w:p><w:r><w:t>first</w:t></w:r></w:p></w:customXml>"))
        document.sections[0].header.paragraphs[0].text = "Same"
        second = document.add_section()
        second.header.is_linked_to_previous = False
        second.header.paragraphs[0].text = "Same"

    found = text(word("1", change=change), "a.docx").split("\n\n")
    assert found == ["Same", "first", "1\ta\nb\u2011c[^e4]", "inside | kept\n"]


@pytest.mark.parametrize(
    ("piece", "reason"),
    [
        ('<w:altChunk w:val="x"/>', Reason.UNDECIDED),
        (
            "<w:sdt>" + "<w:sdtContent>" * 50 + "</w:sdtContent>" * 50 + "</w:sdt>",
            Reason.TOO_LARGE,
        ),
    ],
)
def test_parts_that_word_works_out_or_nests_refuse_the_document(piece: str, reason: Reason) -> None:
    content = word(change=lambda document: document.element.body.insert(0, xml(piece)))
    assert refused(content, "a.docx") is reason


def test_a_word_document_without_words_or_with_too_many_is_refused() -> None:
    def picture(document: Any) -> None:
        document.paragraphs[0]._p.append(xml("<w:r><w:drawing/></w:r>"))

    answer = read(word("", change=picture), "a.docx")
    assert (answer["refused"], "only pictures" in answer["message"]) == ("no-text", True)
    assert refused(word("a" * 500), "a.docx", limits=ExtractionLimits(text=100)) is Reason.TOO_LARGE


def test_a_word_document_without_a_body_is_damaged() -> None:
    main = (
        b'<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/'
        b'wordprocessingml/2006/main"/>'
    )
    assert refused(with_part(word(), "word/document.xml", main), "a.docx") is Reason.DAMAGED


def test_comments_and_numbers_in_words_are_spoken_of() -> None:
    def change(document: Any) -> None:
        document.add_comment(document.paragraphs[0].runs, text="look", author="x")
        numbering = document.part.numbering_part.element
        level = (
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="cardinalText"/>'
            '<w:lvlText w:val="%1."/></w:lvl>'
        )
        numbering.insert(0, xml(f'<w:abstractNum w:abstractNumId="90">{level}</w:abstractNum>'))
        numbering.append(xml('<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
        document.paragraphs[0]._p.get_or_add_pPr().append(
            xml('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>')
        )

    answer = read(word("Term", change=change), "a.docx")
    assert answer["text"] == "1. Term\n"
    assert [note.split()[0] for note in answer["notes"]] == ["Some", "Comments"]


def test_packages_that_are_locked_or_name_a_part_twice_are_refused() -> None:
    locked = bytearray(word())
    at = locked.index(b"PK\x01\x02")
    locked[at + 8] |= 1
    assert refused(bytes(locked), "a.docx") is Reason.LOCKED
    stream = io.BytesIO(word())
    with zipfile.ZipFile(stream, "a") as twice, pytest.warns(UserWarning, match="Duplicate"):
        twice.writestr("word/document.xml", b"<other/>")
    assert refused(stream.getvalue(), "a.docx") is Reason.DAMAGED
    assert refused(package(word__documentDOTxml=b"no xml"), "a.docx") is Reason.DAMAGED


# ----------------------------------------------------------------------------------------- Excel


def test_a_workbook_gives_every_cell_as_people_see_it() -> None:
    def change(book: Any) -> None:
        sheet = book.active
        sheet["A2"], sheet["B2"] = "Share", 0.25
        sheet["B2"].number_format = "0%"
        sheet["A3"], sheet["B3"], sheet["C3"] = True, 30, datetime.date(2026, 3, 2)
        hidden = book.create_sheet("Old")
        hidden["A1"], hidden.sheet_state = "gone", "hidden"

    assert text(workbook(change), "a.xlsx") == (
        "## Regions\nRegion | EU\nShare | 25%\nTRUE | 30 | 2026-03-02\n\n"
        "## Old (hidden sheet)\ngone\n"
    )


def test_a_formula_without_its_result_is_refused() -> None:
    def change(book: Any) -> None:
        book.active["C1"] = "=1+1"

    assert refused(workbook(change), "a.xlsx") is Reason.UNDECIDED


def test_an_empty_workbook_and_an_endless_row_are_refused() -> None:
    def empty(book: Any) -> None:
        book.active["A1"] = book.active["B1"] = None

    def wide(book: Any) -> None:
        book.active["XFD1"] = "x"

    assert refused(workbook(empty), "a.xlsx") is Reason.NO_TEXT
    assert refused(workbook(wide), "a.xlsx") is Reason.TOO_LARGE


def test_a_chart_is_spoken_of_and_the_cells_are_read() -> None:
    def change(book: Any) -> None:
        from openpyxl.chart import BarChart

        book.create_chartsheet("Growth").add_chart(BarChart())
        book.active["C1"].number_format = "0%"
        book.active["A2"] = datetime.datetime(2026, 3, 2, 10, 30)  # noqa: DTZ001 - a cell has none.
        book.active["B2"] = "two\nlines"

    answer = read(workbook(change), "a.xlsx")
    assert answer["text"] == "## Regions\nRegion | EU\n2026-03-02 10:30:00 | two lines\n"
    assert answer["notes"] == ("The chart 'Growth' was left out.",)


def test_a_workbook_of_too_much_text_or_with_a_broken_part_is_refused() -> None:
    small = ExtractionLimits(text=10)
    answer = read(workbook(), "a.xlsx", limits=small)
    assert (answer["refused"], answer["fix"][:14]) == ("too-large", "Save the sheet")
    sheet = (
        b"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>"
        b"<row r='1'><c r='A1' t='s'><v>99</v></c></row></sheetData></worksheet>"
    )
    broken = with_part(workbook(), "xl/worksheets/sheet1.xml", sheet)
    assert refused(broken, "a.xlsx") is Reason.DAMAGED


# ---------------------------------------------------------------------------------------- e-mail


def test_a_message_is_read_with_what_hangs_on_it() -> None:
    made = message(("terms.pdf", pdf("2.1 Attached terms")), ("list.xlsx", workbook()))
    made.add_attachment(b"<p>A page", maintype="text", subtype="html", filename="page.html")
    found = text(made.as_bytes(), "a.eml")
    assert found.startswith("From: desk@vendor.example\nTo: ada@firm.example\nDate: ")
    for words in (WORDS, "## Attachment: terms.pdf\n\n2.1 Attached", "Region | EU", "A page"):
        assert words in found


def test_of_alternatives_the_words_are_read_once() -> None:
    made = message(text="Plain words")
    made.add_alternative("<p>Words in HTML", subtype="html")
    answer = read(made.as_bytes(), "a.eml")
    assert answer["text"].index("Plain words") < answer["text"].index("Words in HTML")
    assert "two things" in answer["notes"][0]
    same = message(text="Plain words: see https://vendor.example/terms")
    same.add_alternative("<p><b>Plain</b> words: <a href='/terms'>see</a>", subtype="html")
    assert text(same.as_bytes(), "a.eml").count("words") == 1
    only = message()
    only.set_content("<p>Words in <b>HTML</b>", subtype="html")
    assert "Words in HTML" in text(only.as_bytes(), "a.eml")


@pytest.mark.parametrize("tag", ["del", "s", "strike"])
def test_words_that_a_page_strikes_out_are_marked(tag: str) -> None:
    page = (
        f"<p>We do <{tag}>not <b>ever</b></{tag}> train models on what our customers write to us."
    )
    assert "We do ~~not ever~~ train" in text(page.encode(), "a.html")
    plain = page.replace("<b>", "").replace("</b>", "")
    assert "We do ~~not ever~~ train" in text(plain.encode(), "a.html")


@pytest.mark.parametrize("mark", ["hidden", "strike", "double_strike"])
def test_words_that_word_hides_or_strikes_out_refuse_the_document(mark: str) -> None:
    import io

    import docx

    document = docx.Document()
    paragraph = document.add_paragraph("We do ")
    setattr(paragraph.add_run("not ").font, mark, True)
    paragraph.add_run("train models.")
    file = io.BytesIO()
    document.save(file)
    answer = read(file.getvalue(), "a.docx")
    assert answer["refused"] == Reason.UNDECIDED.value


def test_a_picture_in_a_message_is_named_and_left_out() -> None:
    made = message()
    made.add_alternative("<p>Hello<img src='cid:logo'>", subtype="html")
    made.make_mixed()
    made.attach(_inline())
    answer = read(made.as_bytes(), "a.eml")
    assert "[picture left out: logo.png" in answer["text"]
    assert answer["notes"]


def _inline() -> Any:
    from email.message import EmailMessage

    part = EmailMessage()
    part.set_content(
        b"\x89PNG", maintype="image", subtype="png", disposition="inline", filename="logo.png"
    )
    return part


@pytest.mark.parametrize(
    ("name", "content"),
    [("setup.exe", b"MZ"), ("cut.pdf", pdf()[:300]), ("locked.pdf", pdf(WORDS, encrypt="x"))],
)
def test_an_attachment_that_cannot_be_read_refuses_the_message(name: str, content: bytes) -> None:
    answer = read(message((name, content)).as_bytes(), "a.eml")
    assert answer["refused"] == Reason.ATTACHMENT.value
    assert name in answer["message"]


def test_messages_in_messages_come_to_an_end() -> None:
    assert text(nested(2), "a.eml").count("## Attached message") == 2
    assert refused(nested(12), "a.eml") is Reason.TOO_LARGE


def test_a_message_that_is_cut_off_is_refused() -> None:
    content = message(("terms.pdf", pdf())).as_bytes()
    assert refused(content[: len(content) // 2], "a.eml") in {Reason.DAMAGED, Reason.ATTACHMENT}
    assert refused(b"Just a letter.\n\nDear all", "a.eml") is Reason.DAMAGED
    many = message(*[(f"{n}.md", b"# x") for n in range(20)]).as_bytes()
    assert refused(many, "a.eml", limits=ExtractionLimits(parts=10)) is Reason.TOO_LARGE


def test_parts_of_a_message_without_words_are_named_and_left_out() -> None:
    made = message(text="Plain words")
    made.add_attachment(
        b"sig", maintype="application", subtype="pgp-signature", filename="signature.asc"
    )
    made.add_attachment(b"", maintype="text", subtype="plain", filename="empty.txt")
    answer = read(made.as_bytes(), "a.eml")
    assert "[part left out: application/pgp-signature, sha256:" in answer["text"]
    assert "empty.txt" not in answer["text"]
    assert answer["notes"] == ("A part of the message was left out (application/pgp-signature).",)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"From: a@b.example\nSubject: x\n\n \n", Reason.NO_TEXT),
        (
            b"From: a@b.example\nContent-Transfer-Encoding: base64\n\n!!!!\n",
            Reason.DAMAGED,
        ),
    ],
)
def test_a_message_without_words_or_with_a_broken_part_is_refused(
    content: bytes, reason: Reason
) -> None:
    assert refused(content, "a.eml") is reason


def test_the_last_of_alternatives_is_read_where_none_is_plain() -> None:
    made = message()
    made.set_content("<p>Words in HTML", subtype="html")
    made.add_alternative("# Words in Markdown", subtype="markdown")
    found = text(made.as_bytes(), "a.eml")
    assert "Words in Markdown" in found
    assert "Words in HTML" not in found


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pikepdf", None)
    answer = read(pdf(), "a.pdf")
    assert answer["refused"] == Reason.NOT_INSTALLED.value
    assert 'pip install "inwriting[evidence]"' in answer["fix"]
