"""How far it is from the front page to an answer: clicks, keys and milliseconds.

`pytest -s tests/site/test_clicks.py` prints the figures that docs/architecture.md has.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import ChromiumPage

KEY, CLICK = 0.28, 1.3
"""Seconds that a key and a click take a person, by the keystroke-level model: no thinking."""
TEN_SECONDS = 10


@dataclass
class Hand:
    """A person's hand: all that it does is counted."""

    page: Page
    clicks: int = 0
    keys: int = 0
    began: float = 0
    milliseconds: int = 0

    def open(self, site: Path) -> None:
        """Open the front page; what counts begins when it is there."""
        self.page.goto((site / "index.html").as_uri())
        expect(self.page.locator("#iw-search")).to_be_visible()
        self.began = time.monotonic()

    def click(self, thing: Locator) -> None:
        """Click on it."""
        thing.click()
        self.clicks += 1

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)
        self.keys += len(keys)

    def type(self, text: str) -> None:
        """Write *text* into what has the focus."""
        self.page.keyboard.type(text)
        self.keys += len(text)

    def reads(self, answer: str) -> None:
        """Stop the clock when *answer* is the headline, and see that it need not be looked for."""
        head = self.page.locator(".iw-q-answer h2")
        expect(head).to_have_text(answer)
        self.milliseconds = round((time.monotonic() - self.began) * 1000)
        expect(head).to_be_in_viewport()

    @property
    def seconds(self) -> float:
        """What it takes a person's hands."""
        return self.clicks * CLICK + self.keys * KEY


def litigation_and_the_bank(hand: Hand) -> None:
    """May Litigation put client-confidential data of Aldermoor Bank into Northwind Enterprise?"""
    hand.press("/")
    hand.type("northw")
    hand.click(hand.page.locator(".iw-answers .iw-ask-link"))
    hand.click(hand.page.get_by_role("radio", name="Client confidential", exact=True))
    # By the keys, from field to field: the first letter chooses.
    hand.press("Tab", "l", "Tab", "a")
    hand.reads("No Client confidential data into Northwind Enterprise")
    shown = hand.page.locator(".iw-q-answer").inner_text()
    assert "Asked by Litigation; data of Aldermoor Bank (fictional)" in shown
    assert "Aldermoor Bank (fictional) forbids every use of an AI tool." in shown
    assert "Outside counsel guidelines of 2026-02-01, section 9" in shown
    assert "Draft from the firm's templates" in shown


def internal_into_chatgpt(hand: Hand) -> None:
    """May our internal data go into ChatGPT as a business has it?"""
    hand.press("/")
    hand.type("chatgpt")
    # Both are there to choose from, for people at home and for businesses.
    found = hand.page.locator(".iw-answers > li")
    expect(found).to_have_count(2)
    hand.click(found.filter(has_text="Business").locator(".iw-ask-link"))
    hand.click(hand.page.get_by_role("radio", name="Internal", exact=True))
    hand.reads("No Internal data into ChatGPT Enterprise, Business, Edu and Healthcare")
    shown = hand.page.locator(".iw-q-answer").inner_text()
    assert "OpenAI Services Agreement, 9.3" in shown
    assert "Yes Northwind Enterprise" in " ".join(shown.split())


def instead_of_parrotly(hand: Hand) -> None:
    """What may I use for restricted data, if not Parrotly?"""
    hand.press("/")
    hand.type("parro")
    hand.click(hand.page.locator(".iw-answers .iw-ask-link"))
    hand.click(hand.page.get_by_role("radio", name="Restricted", exact=True))
    hand.reads("No Restricted data into Parrotly Free and Plus")
    expect(hand.page.get_by_role("heading", name="What to use instead")).to_be_visible()
    shown = hand.page.locator(".iw-q-answer").inner_text()
    assert "The register has no chat assistant with a better answer for this data." in shown


def again_with_what_is_remembered(hand: Hand) -> None:
    """The second question of the same person: data and team are those of last time."""
    hand.press("/")
    hand.type("quil")
    hand.click(hand.page.locator(".iw-answers .iw-ask-link"))
    hand.reads("Yes, if … Client confidential data into Quillon Drafting")


def by_the_navigation(hand: Hand) -> None:
    """The first question once more, without the search of the front page."""
    hand.click(hand.page.get_by_role("link", name="Can I use it?").first)
    expect(hand.page.locator("#iw-q-tool")).to_be_focused()
    hand.type("northw")
    hand.press("Enter")
    hand.click(hand.page.get_by_role("radio", name="Client confidential", exact=True))
    hand.press("Tab", "l", "Tab", "a")
    hand.reads("No Client confidential data into Northwind Enterprise")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("question", "most_clicks", "most_keys"),
    [
        (litigation_and_the_bank, 2, 11),
        (internal_into_chatgpt, 2, 8),
        (instead_of_parrotly, 2, 6),
        (again_with_what_is_remembered, 1, 5),
        (by_the_navigation, 2, 11),
    ],
)
def test_from_the_front_page_to_the_answer(
    chromium_page: ChromiumPage,
    built: Path,
    capsys: pytest.CaptureFixture[str],
    question: Callable[[Hand], None],
    most_clicks: int,
    most_keys: int,
) -> None:
    hand = Hand(chromium_page.page)
    hand.open(built)
    if question is again_with_what_is_remembered:
        hand.page.evaluate(
            "localStorage.setItem('inwriting-ask',"
            "JSON.stringify({data: 'client-confidential', team: 'litigation'}))"
        )
    question(hand)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{question.__doc__}\n  {hand.clicks} clicks, {hand.keys} keys, "
            f"{hand.seconds:.1f} s of a person's hands, {hand.milliseconds} ms of the machine\n"
        )
    assert hand.clicks <= most_clicks
    assert hand.keys <= most_keys
    assert hand.seconds < TEN_SECONDS
    assert chromium_page.foreign_requests == []
    assert chromium_page.console_errors == []
