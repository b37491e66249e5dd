"""The numbers that Word counts: by style, by override, in every kind of digits."""

from lxml import etree

from inwriting.evidence.capture.readers.numbering import ParagraphNumbers, numbers

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def level(at: int, kind: str, form: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{form}"/>{more}</w:lvl>'
    )


def made(numbering: str, styles: str = "") -> ParagraphNumbers:
    return numbers(
        etree.fromstring(f"<w:numbering {W}>{numbering}</w:numbering>"),
        etree.fromstring(f"<w:styles {W}>{styles}</w:styles>"),
    )


def paragraph(use: str = "", at: str = "") -> etree._Element:
    inner = f'<w:ilvl w:val="{at}"/>' if at else ""
    inner += f'<w:numId w:val="{use}"/>' if use else ""
    named = f"<w:numPr>{inner}</w:numPr>" if inner else ""
    return etree.fromstring(f"<w:p {W}><w:pPr>{named}</w:pPr></w:p>")


def shown(counted: ParagraphNumbers, *asked: tuple[str, str, str]) -> list[str]:
    return [counted.of(paragraph(use, at), style) for use, at, style in asked]


def test_a_style_gives_list_and_level() -> None:
    styles = (
        '<w:style w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="H2"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="5"/></w:numPr>'
        '</w:pPr></w:style><w:style w:styleId="Own"><w:basedOn w:val="H2"/></w:style>'
        '<w:style w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
        '<w:style w:styleId="H3"><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
    )
    levels = (
        level(0, "upperRoman", "Article %1")
        + level(1, "decimal", "%1.%2", "<w:isLgl/>")
        + level(2, "lowerLetter", "(%3)", '<w:pStyle w:val="H3"/>')
    )
    counted = made(
        f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>',
        styles,
    )
    names = ("H1", "H2", "Own", "H3", "H3", "H1", "H2", "Loop", "")
    assert shown(counted, *(("", "", name) for name in names)) == [
        *("Article I", "1.1", "1.2", "(a)", "(b)", "Article II", "2.1", "", ""),
    ]


def test_kinds_of_digits_and_lists_without_any() -> None:
    kinds = ("decimalZero", "lowerRoman", "bullet", "none", "cardinalText")
    counted = made(
        "".join(
            f'<w:abstractNum w:abstractNumId="{n}">{level(0, kind, "%1)")}</w:abstractNum>'
            for n, kind in enumerate(kinds)
        )
        + "".join(
            f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(5)
        )
    )
    asked = [(str(n), "", "") for n in range(7)]
    assert shown(counted, *asked) == ["", "01)", "i)", "-", "", "1)", ""]
    assert counted.unknown == {"cardinalText"}
    assert counted.of(paragraph("1", "4"), "") == ""


def test_an_override_begins_anew_or_looks_otherwise() -> None:
    counted = made(
        f'<w:abstractNum w:abstractNumId="1">{level(0, "decimal", "%1.")}'
        + level(1, "decimal", "%1.%2", '<w:lvlRestart w:val="0"/>')
        + "</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        f"{level(0, 'upperLetter', 'Annex %1')}</w:lvlOverride></w:num>"
    )
    one, two = ("1", "0", ""), ("1", "1", "")
    assert shown(counted, one, two, one, two) == ["1.", "1.1", "2.", "2.2"]
    assert shown(counted, ("2", "0", ""), ("2", "0", "")) == ["Annex A", "Annex B"]
    assert shown(counted, one) == ["3."]


def test_a_list_that_takes_its_levels_from_a_style() -> None:
    counted = made(
        f'<w:abstractNum w:abstractNumId="1">{level(0, "decimal", "§ %1")}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Law"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>',
        '<w:style w:styleId="Law"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
    )
    assert shown(counted, ("2", "0", ""), ("2", "0", "")) == ["§ 1", "§ 2"]


def test_without_the_parts_there_are_no_numbers() -> None:
    assert numbers(None, None).of(paragraph("1", "0"), "H1") == ""
