"""A page in headless Chromium for tests, cut off from every network but this machine's own.

A test that asks for `chromium_page` gets a new, empty browser context. Without a Chromium it
fails: a browser test that is skipped shows nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Route, expect, sync_playwright
from playwright.sync_api import WebSocketRoute as Socket

from tools import chromium

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

PATIENCE = 300_000
"""Milliseconds that anything may take: the machine may have much else to do."""
_NO_FILE = re.compile(r"^(?!file:|data:|blob:|about:)")
"""What is asked of a network. A page from a folder asks for dozens of files, and to look at each
took half of the time in which it is loaded."""


@dataclass
class ChromiumPage:
    """A page, and what it did that a page of ours should not do."""

    page: Page
    """The page itself, as Playwright has it."""
    foreign_requests: list[str] = field(default_factory=list)
    """The address of every request that left this machine, or would have. None got out."""
    console_errors: list[str] = field(default_factory=list)
    """What the page wrote to the console as an error, and every exception in its scripts."""

    def guard(self, route: Route) -> None:
        """Let a request go on that stays on this machine, and refuse any other."""
        if is_local(route.request.url):
            route.continue_()
        else:
            self.foreign_requests.append(route.request.url)
            route.abort()

    def guard_socket(self, socket: Socket) -> None:
        """Do the same for a web socket."""
        if is_local(socket.url):
            socket.connect_to_server()
        else:
            self.foreign_requests.append(socket.url)
            socket.close()

    def note(self, message: ConsoleMessage) -> None:
        """Keep a console message that is an error."""
        if message.type == "error":
            self.console_errors.append(message.text)

    def note_exception(self, error: Error) -> None:
        """Keep an exception that no script caught."""
        self.console_errors.append(str(error))


def is_local(address: str) -> bool:
    """Tell whether an address is a file, data in the page itself, or this machine."""
    parts = urlsplit(address)
    return parts.scheme in ("file", "data", "blob", "about") or parts.hostname == "127.0.0.1"


@pytest.fixture(scope="session")
def chromium_browser() -> Iterator[Browser]:
    """One Chromium for all tests of a worker."""
    try:
        program = chromium.find()
    except chromium.ChromiumError as error:
        pytest.fail(str(error))
    if program is None:
        pytest.fail("There is no Chromium here: python tools/chromium.py installs one.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=ARGUMENTS, timeout=PATIENCE
        )
        yield browser
        browser.close()


@pytest.fixture
def chromium_page(chromium_browser: Browser) -> Iterator[ChromiumPage]:
    """An empty page that reaches nothing but files and 127.0.0.1."""
    context = chromium_browser.new_context(service_workers="block")
    context.set_default_timeout(PATIENCE)
    expect.set_options(PATIENCE)
    guarded = ChromiumPage(context.new_page())
    context.route(_NO_FILE, guarded.guard)
    context.route_web_socket("**/*", guarded.guard_socket)
    context.on("console", guarded.note)
    guarded.page.on("pageerror", guarded.note_exception)
    yield guarded
    context.close()
