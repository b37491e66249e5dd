"""Ways to use a tool so that the gate might not see it: each is found, or said to be unread.

A way that no reader of files can fairly see is not here; docs/gate-judging.md names those.
"""

from pathlib import Path

import pytest

from inwriting.gate.compiled_footprints import CompiledFootprints
from inwriting.gate.find import find
from inwriting.gate.uses import TreeUses, UseRole
from tests.gate.trees import OPENAI, tracked

PROJECT = """<?xml version="1.0" encoding="utf-16"?>
<Project Sdk="Microsoft.NET.Sdk">
  <ItemGroup><PackageReference Include="OpenAI" Version="2.0.0" /></ItemGroup>
</Project>
"""
SCRIPT = "import OpenAI from 'openai';\n\nconst client = new OpenAI();\n"
REQUIRED = "const OpenAI = require('openai');\n\nconst client = new OpenAI();\n"
MANIFEST = '{"name": "app", "dependencies": {"openai": "^4.0.0"}}\n'
PICTURE = "const logo = '" + "QUJD" * 12_000 + "';\n"

FOUND: dict[str, dict[str, str | bytes]] = {
    "a name in capital letters": {"SRC/APP.PY": OPENAI},
    "UTF-16 with a mark": {"app.csproj": b"\xff\xfe" + PROJECT.encode("utf-16-le")},
    "UTF-16 without a mark": {"app.csproj": PROJECT.encode("utf-16-le")},
    "UTF-16 of the other order": {"app.csproj": PROJECT.encode("utf-16-be")},
    "UTF-32": {"app.csproj": PROJECT.encode("utf-32")},
    "a picture among the lines of a script": {"app.js": SCRIPT + PICTURE},
    "a test's manifest with the name of a tool": {
        "package.json": MANIFEST,
        "tests/fixtures/package.json": '{"name": "openai"}\n',
        "app.js": REQUIRED,
    },
    "attributes that call it generated": {
        ".gitattributes": "*.py linguist-generated linguist-vendored binary export-ignore\n",
        "app.py": OPENAI,
    },
    "a script that uv runs": {"bin/answer": "#!/usr/bin/env -S uv run --script\n" + OPENAI},
    "a root's dot behind the host": {
        "app.py": "import requests\n\nrequests.post('https://api.openai.com./v1/responses')\n"
    },
    "a folder of builds": {"build/app.py": OPENAI},
    "a short name of requirements": {"reqs.txt": "openai==1.0\n"},
    "requirements to be compiled": {"app-requirements.in": "openai\n"},
}


def _established(found: TreeUses) -> set[tuple[str, UseRole]]:
    return {(use.tool, use.role) for use in found.uses if use.established}


@pytest.mark.parametrize("way", FOUND)
def test_it_is_found(way: str, tmp_path: Path, footprints: CompiledFootprints) -> None:
    found = find(tracked(tmp_path, FOUND[way]), footprints)
    assert ("openai", UseRole.RUNTIME) in _established(found)


def test_a_number_in_place_of_a_name_is_an_endpoint(
    tmp_path: Path, footprints: CompiledFootprints
) -> None:
    call = "import requests\n\nrequests.post('http://8.8.8.8/v1/chat/completions')\n"
    found = find(tracked(tmp_path, {"app.py": call}), footprints)
    assert ("unknown-endpoint:8.8.8.8", UseRole.RUNTIME) in _established(found)


UNREAD: dict[str, dict[str, str | bytes]] = {
    "a file that Git LFS keeps elsewhere": {
        "app.py": "version https://git-lfs.github.com/spec/v1\noid sha256:"
        + "4" * 64
        + "\nsize 1\n"
    },
    "a file that git-crypt locked": {"app.py": b"\0GITCRYPT\0" + bytes(range(64))},
    "a large file that git-crypt locked": {"app.py": b"\0GITCRYPT\0" + bytes(2 << 20)},
    "source in UTF-7": {"app.py": b"# -*- coding: utf-7 -*-\nimport +AG8-penai\n"},
    "source whose letters are escapes": {
        "app.py": b"#!/usr/bin/python\n# coding=unicode_escape\nimport \\x6fpenai\n"
    },
    "a tool named where the grammar is lost": {
        "app.py": "print 'x' % (\n\ndef f(:\n  import openai\n  openai.OpenAI(\n"
    },
}


@pytest.mark.parametrize("way", UNREAD)
def test_it_is_said_to_be_unread_and_blocks(
    way: str, tmp_path: Path, footprints: CompiledFootprints
) -> None:
    found = find(tracked(tmp_path, UNREAD[way]), footprints)
    assert [item.file for item in found.looked.unread if item.blocks] == ["app.py"]


def test_a_link_to_what_a_rule_passes_over_is_read(
    tmp_path: Path, footprints: CompiledFootprints
) -> None:
    root = tracked(tmp_path, {"third_party/app.py": OPENAI, "src/other.py": "x = 1\n"})
    (root / "src" / "app.py").symlink_to("../third_party/app.py")
    found = find(root, footprints, untracked=True)
    (use,) = [use for use in found.uses if use.tool == "openai"]
    assert use.spot.file == "src/app.py"
