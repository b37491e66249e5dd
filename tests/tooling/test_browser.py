"""The browser that the tests use reaches this machine and nothing else."""

from pathlib import Path

import pytest

from tests.browser import ChromiumPage, is_local

pytestmark = pytest.mark.browser

PAGE = """<!doctype html>
<title>A page</title>
<img src="https://outside.example/picture.png">
<script>
  new WebSocket("wss://outside.example/socket");
  console.error("said aloud");
  setTimeout(() => { throw new Error("thrown aloud"); });
</script>
"""


def test_a_page_stays_on_this_machine(chromium_page: ChromiumPage, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(PAGE, encoding="utf-8")

    chromium_page.page.goto(file.as_uri())
    chromium_page.page.wait_for_timeout(200)

    assert chromium_page.page.title() == "A page"
    assert sorted(chromium_page.foreign_requests) == [
        "https://outside.example/picture.png",
        "wss://outside.example/socket",
    ]
    errors = "\n".join(chromium_page.console_errors)
    assert "said aloud" in errors
    assert "thrown aloud" in errors


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("file:///register/index.html", True),
        ("http://127.0.0.1:8000/", True),
        ("data:text/plain,a", True),
        ("http://127.0.0.1.outside.example/", False),
        ("http://outside.example/?127.0.0.1", False),
        ("https://outside.example/", False),
    ],
)
def test_what_is_local(address: str, *, local: bool) -> None:
    assert is_local(address) is local
