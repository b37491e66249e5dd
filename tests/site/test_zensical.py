"""The same folder of pages with another builder: the register is not tied to one."""

import re
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from inwriting.publish.escape import plain
from inwriting.resources import shipped
from tests.browser import ChromiumPage
from tests.site.test_site import collapsed, dialogs_of, foreign_elements, pages_of


@pytest.fixture(scope="module")
def site(
    attacked_site: tuple[Path, list[str]], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, list[str]]:
    """The site that Zensical makes of a register full of attacks, and the texts of these."""
    folder = Path(tmp_path_factory.mktemp("zensical"))
    made, texts = attacked_site
    shutil.copytree(made / "pages", folder / "pages")
    yaml = YAML()
    settings = yaml.load(shipped("mkdocs.yml"))
    settings["docs_dir"], settings["site_dir"] = "pages", "site"
    yaml.dump(settings, folder / "mkdocs.yml")
    zensical = shutil.which("zensical", path=sysconfig.get_path("scripts"))
    assert zensical is not None
    done = subprocess.run(
        [zensical, "build", "--strict", "--config-file", str(folder / "mkdocs.yml")],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder, texts


def test_every_page_is_built(site: tuple[Path, list[str]]) -> None:
    folder, _ = site
    pages = {path.relative_to(folder / "pages") for path in (folder / "pages").rglob("*.md")}
    assert len(pages) > 100
    for page in pages:
        assert (folder / "site" / page.with_suffix(".html")).is_file(), page
    for name in ("register.json", "register.schema.json"):
        assert (folder / "site" / name).read_bytes() == (folder / "pages" / name).read_bytes()


def test_links_lead_to_pages(site: tuple[Path, list[str]]) -> None:
    folder, _ = site
    index = (folder / "site" / "index.html").read_text(encoding="utf-8")
    targets = re.findall(r'href="(vendors/[^"#]+)"', index)
    assert targets
    for target in targets:
        assert (folder / "site" / target).is_file(), target


@pytest.mark.browser
def test_what_a_vendor_writes_is_text(
    site: tuple[Path, list[str]], chromium_page: ChromiumPage
) -> None:
    folder, texts = site
    page = chromium_page.page
    dialogs = dialogs_of(page)
    shown = ""
    for path in pages_of(folder / "site"):
        page.goto(path.as_uri())
        page.wait_for_timeout(100)
        assert foreign_elements(page) == [], path.name
        shown += "\n" + collapsed(page.locator("article").inner_text())
    assert [text for text in texts if plain(text) not in shown] == []
    assert dialogs == []
    assert chromium_page.foreign_requests == []
    assert chromium_page.console_errors == []


@pytest.mark.browser
def test_the_front_page_answers_and_filters(
    site: tuple[Path, list[str]], chromium_page: ChromiumPage
) -> None:
    folder, _ = site
    page = chromium_page.page
    page.goto((folder / "site" / "index.html").as_uri())
    rows = page.locator(".iw-register tbody tr:visible")
    everything = rows.count()
    page.get_by_label("May I use it?").fill("acme")
    assert page.locator(".iw-answers > li .iw-strip:visible").count() > 0
    page.locator("select[name=use]").select_option("yes")
    assert 0 < rows.count() < everything
    page.go_back()
    assert rows.count() == everything
    assert page.locator("svg.iw-chart:visible").count() == 1
    assert chromium_page.console_errors == []
