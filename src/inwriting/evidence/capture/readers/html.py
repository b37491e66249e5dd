"""Web pages: every word of them, also what a click unfolds, without what only programs read."""

import re
from importlib.metadata import version
from typing import Final

from lxml import etree

from inwriting.evidence.capture.readers.document_text import DocumentText, ReadOptions
from inwriting.evidence.capture.readers.encodings import decoded
from inwriting.evidence.capture.readers.html_parts import flatten, number
from inwriting.evidence.capture.refusal import Reason, RefusedError

_DECLARED: Final = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE
)
_DROPPED: Final = ("script", "style", "template", "noscript", "svg", "iframe", "object")
_BLOCKS: Final = (
    *("section", "details", "summary", "dl", "dt", "dd", "form", "fieldset", "legend", "hr"),
    *("caption", "table", "tr", "td", "th", "thead", "tbody", "tfoot", "button", "option"),
)
_HEADINGS: Final = {f"h{level}": "#" * level for level in range(1, 7)}
_FEW: Final = 60
"""A page of programs with fewer characters of text is written by them."""
_ASKING: Final = 600
"""A page that asks for programs, and is no longer than this, says nothing else."""
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that browsers show nothing for, and that lxml takes in no text that it is given."""
_SHORT: Final = 2_500
"""A block page is no longer than this."""
_BLOCKING: Final = re.compile(
    r"verify (that )?you are (a )?human|are you a (human|robot)|not a robot|unusual traffic"
    r"|checking (if the site connection|your browser)|(enable|turn on) javascript and cookies"
    r"|just a moment|attention required|access (to this page )?(has been |is |was )?denied"
    r"|you have been blocked|request blocked|bot detection|complete the captcha|captcha",
    re.IGNORECASE,
)
_PROGRAMS: Final = re.compile(
    r"(enable|requires?|needs?|turn on|activate|without) javascript"
    r"|javascript (is|must be|needs to be|has to be|to be) (disabled|enabled|required|not)",
    re.IGNORECASE,
)


def read(content: bytes, task: ReadOptions) -> DocumentText:
    """Return the text of the page *content*."""
    from lxml.html import HTMLParser, document_fromstring

    declared = _DECLARED.search(content[:4096])
    charset = task.charset or (declared[1].decode("ascii") if declared else "")
    page, encoding = decoded(content, charset, task.encoding)
    # A deep page is read whole or not at all: the parser's own limit would cut it in silence.
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(_NOT_XML.sub("", page).encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise RefusedError(
            Reason.NO_TEXT, "There is no text in the page.", "Look at it in a browser."
        ) from error
    programs = sum(1 for _ in tree.iter("script"))
    unseen = " ".join("".join(map(str, item.itertext())) for item in tree.iter("noscript"))
    title = " ".join("".join(map(str, item.itertext())) for item in tree.iter("title"))
    title = " ".join(title.split())
    text = _laid_out(tree)
    _refuse_what_is_none(text, unseen, title, programs)
    notes = () if encoding == "utf-8" else (f"It was read as {encoding}.",)
    return DocumentText(text, f"inscriptis {version('inscriptis')} ({encoding})", title, notes)


def _laid_out(tree: etree._Element) -> str:
    """Return the words of *tree*, a block a line; headings, numbers and tables as in Markdown."""
    from inscriptis import Inscriptis
    from inscriptis.css_profiles import STRICT_CSS_PROFILE
    from inscriptis.model.config import ParserConfig

    for name in _DROPPED:
        for item in list(tree.iter(name)):
            _drop(item)
    for item in tree.iter("del", "s", "strike"):
        _strike(item)
    for items in list(tree.iter("ol")):
        number(items)
    for table in reversed(list(tree.iter("table"))):
        flatten(table)
    for item in tree.iter():
        # Folded text is text: a style must not hide what the page holds.
        item.attrib.pop("style", "")
        if item.tag in _HEADINGS:
            item.text = f"{_HEADINGS[str(item.tag)]} {(item.text or '').lstrip()}"
    css = dict(STRICT_CSS_PROFILE)
    css.update(dict.fromkeys(_BLOCKS, css["div"]))
    laid_out = Inscriptis(tree, ParserConfig(css=css)).get_text()
    return "\n".join(line.rstrip() for line in laid_out.splitlines()).strip() + "\n"


def _strike(item: etree._Element) -> None:
    """Mark the words of *item* as struck out: the page does not say them any more."""
    item.text = f"~~{item.text or ''}"
    if len(item):
        item[-1].tail = f"{item[-1].tail or ''}~~"
    else:
        item.text += "~~"


def _drop(item: etree._Element) -> None:
    """Take *item* out of its tree, and leave the words behind it."""
    parent = item.getparent()
    if parent is None:
        return
    before = item.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (item.tail or "")
    else:
        parent.text = (parent.text or "") + (item.tail or "")
    parent.remove(item)


def _refuse_what_is_none(text: str, unseen: str, title: str, programs: int) -> None:
    """Refuse what a site sends in place of its text."""
    words = text.strip()
    if len(words) <= _SHORT and _BLOCKING.search(f"{title}\n{words}\n{unseen}"):
        raise RefusedError(
            Reason.BLOCK_PAGE,
            "This is no document but a page that keeps programs out.",
            "Open the address in a browser, save the page as a file, and capture that.",
        )
    needs_programs = len(words) <= _ASKING and _PROGRAMS.search(f"{words}\n{unseen}")
    if needs_programs or (programs and len(words) < _FEW):
        raise RefusedError(
            Reason.NEEDS_BROWSER,
            "This page needs a browser: programs in it write its text, and it holds next to none.",
            "Open it in a browser, save the page (or print it as PDF), and capture that file.",
        )
    if not words:
        raise RefusedError(
            Reason.NO_TEXT, "There is no text in the page.", "Look at it in a browser."
        )
