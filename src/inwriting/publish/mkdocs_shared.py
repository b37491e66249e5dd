"""Converts the pages of a site on every core, as MkDocs would one after the other.

Each process converts its share by the methods of MkDocs and of the theme's search that do it
otherwise, and hands back what they leave in the page; MkDocs then finds it done. Warnings are told
where they are counted. No text is looked at, and nothing is evaluated here.
"""

import functools
import logging
import re
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from inwriting.register.decide.shared_work import shared

_SEARCH = "material/search"
_LEFT_OUT = re.compile(r"<h[1-6] [^>]*\bdata-search-exclude\b[^>]*>.*?(?=<h[1-6] |\Z)", re.DOTALL)
"""What the search would read and then leave out."""
_LEFT_IN_PAGE = ("content", "toc", "_title_from_render", "present_anchor_ids")


@dataclass(frozen=True, slots=True)
class _Converted:
    """What converting a page left."""

    left: dict[str, Any]
    """What is in the page, by attribute."""
    links: dict[str, dict[str, str]]
    """The page's ``links_to_anchors``, with files by their path."""
    found: list[dict[str, Any]]
    """What the search finds on it."""
    said: list[tuple[str, int, str]]
    """What was logged: the logger's name, the level, and the message."""


class SharedPages(BasePlugin):  # type: ignore[no-untyped-call, type-arg]
    """Has all pages converted before MkDocs asks for the first."""

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Convert the pages, once it is known which there are."""
        pages = [_page_of(file, config) for file in files.documentation_pages()]
        index: Any = config.plugins[_SEARCH].search_index  # type: ignore[attr-defined]
        make = functools.partial(_converting, pages, config, files, index)
        # Only a copy of this process has the pages already.
        can_be_copied = sys.platform == "linux" and threading.active_count() == 1
        done = dict(shared(make, range(len(pages)), 0 if can_be_copied else 1))
        index.entries = []
        found = {}
        for number, page in enumerate(pages):
            page.render = functools.partial(_take, page, done[number])  # type: ignore[method-assign]
            found[page.file.src_uri] = done[number].found
        index.add_entry_from_context = lambda page: index.entries.extend(found[page.file.src_uri])
        return nav


def _page_of(file: File, config: MkDocsConfig) -> Page:
    return file.page or Page(None, file, config)


def _converting(
    pages: Sequence[Page], config: MkDocsConfig, files: Files, index: Any
) -> Callable[[int], _Converted]:
    """Return what converts a page, by its number."""

    def converted(number: int) -> _Converted:
        page = pages[number]
        index.entries = []
        with _noted() as said:
            page.read_source(config)
            page.render(config, files)
            whole = page.content or ""
            page.content = _LEFT_OUT.sub("", whole)
            index.add_entry_from_context(page)
            page.content = whole
        links = page.links_to_anchors or {}
        return _Converted(
            left={name: getattr(page, name) for name in _LEFT_IN_PAGE},
            links={file.src_uri: anchors for file, anchors in links.items()},
            found=index.entries,
            said=said,
        )

    return converted


def _take(page: Page, done: _Converted, _: MkDocsConfig, files: Files) -> None:
    """Do what ``page.render`` does, with what is *done*."""
    for name, value in done.left.items():
        setattr(page, name, value)
    page.links_to_anchors = {files.src_uris[path]: anchors for path, anchors in done.links.items()}
    for name, level, message in done.said:
        logging.getLogger(name).log(level, "%s", message)


@contextmanager
def _noted() -> Iterator[list[tuple[str, int, str]]]:
    """Note warnings and worse in the list that is given, and tell nobody."""
    said: list[tuple[str, int, str]] = []
    logger = logging.getLogger("mkdocs")
    before = logger.handlers
    logger.handlers = [_Noting(said)]
    try:
        yield said
    finally:
        logger.handlers = before


class _Noting(logging.Handler):
    """Notes warnings, and all that is worse."""

    def __init__(self, said: list[tuple[str, int, str]]) -> None:
        super().__init__(logging.WARNING)
        self._said = said

    def emit(self, record: logging.LogRecord) -> None:
        self._said.append((record.name, record.levelno, record.getMessage()))
