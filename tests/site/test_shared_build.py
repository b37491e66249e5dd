"""The site that is converted on every core is the one that MkDocs makes by itself."""

import filecmp
import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from inwriting.publish.folder import MARKER
from inwriting.resources import shipped


@pytest.fixture(scope="module")
def plain(attacked_site: tuple[Path, list[str]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site that MkDocs makes of a register full of attacks, with nothing of ours in it."""
    folder = Path(tmp_path_factory.mktemp("plain"))
    yaml = YAML()
    settings = yaml.load(shipped("mkdocs.yml"))
    settings["docs_dir"], settings["site_dir"] = str(attacked_site[0] / "pages"), "site"
    yaml.dump(settings, folder / "mkdocs.yml")
    mkdocs = shutil.which("mkdocs", path=sysconfig.get_path("scripts"))
    assert mkdocs is not None
    subprocess.run(
        [mkdocs, "build", "--quiet", "--strict", "--config-file", str(folder / "mkdocs.yml")],
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        check=True,
    )
    return folder / "site"


def test_it_is_the_same_file_by_file(plain: Path, attacked_site: tuple[Path, list[str]]) -> None:
    ours = attacked_site[0] / "site"
    there = {path.relative_to(ours) for path in ours.rglob("*") if path.is_file()}
    expected = {path.relative_to(plain) for path in plain.rglob("*") if path.is_file()}
    assert there - {Path(MARKER)} == expected
    # When a sitemap was packed stands in it.
    same = {path for path in expected if path.name != "sitemap.xml.gz"}
    names = sorted(path.as_posix() for path in same)
    _, differing, unread = filecmp.cmpfiles(plain, ours, names, shallow=False)
    assert (differing, unread) == ([], [])
    # There are so many pages that they were shared among processes.
    assert len([name for name in names if name.endswith(".html")]) > 96


def test_the_search_finds_products_and_answers_and_no_details(plain: Path) -> None:
    index = (plain / "search" / "search_index.json").read_text(encoding="utf-8")
    for anchor in ("#verdict", "#answers"):
        assert f'{anchor}"' in index
    for anchor in ("#why", "#why-own", "#matrix", "#statements", "#mistake"):
        assert f'{anchor}"' not in index
