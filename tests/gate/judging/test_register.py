"""A register is trusted only when it is signed, whole, fresh and the right firm's."""

import dataclasses
import datetime
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inwriting.exit_codes import ExitCode
from inwriting.gate import register_signature
from inwriting.gate.register_error import RegisterError
from inwriting.gate.register_reading import RegisterAsked, read_register
from inwriting.gate.register_signature import sign
from inwriting.gate.run import gate
from tests.gate.judging.conftest import FIRM, TODAY, Firm, allow, make_key


def _asked(whose: Firm, /, **more: Any) -> RegisterAsked:
    usual: dict[str, Any] = {"source": str(whose.register), "signers": whose.signers}
    return RegisterAsked(**(usual | more))


def _why_not(asked: RegisterAsked, today: datetime.date = TODAY) -> str:
    with pytest.raises(RegisterError) as error:
        read_register(asked, today)
    problem = error.value.problem
    assert problem.fix
    return problem.message


def _published(firm: Firm, folder: Path, **changes: Any) -> Firm:
    """Return a firm whose register says something else, signed by the same key."""
    firm = firm.copy(folder)
    document = json.loads(firm.register.read_text(encoding="utf-8")) | changes
    firm.register.write_text(json.dumps(document), encoding="utf-8")
    sign(firm.register, str(firm.folder / "key"))
    return firm


def test_a_signed_register_is_trusted(firm: Firm) -> None:
    used = read_register(_asked(firm), TODAY).used
    assert used.signed_by == FIRM
    assert used.firm == "Test & Test"
    assert used.judged_on == "2026-11-24"
    assert used.age == 1
    assert len(used.digest) == 64
    assert not used.unsigned_allowed


def test_a_register_without_signature_is_refused_unless_that_is_asked_for(
    firm: Firm, tmp_path: Path
) -> None:
    firm = firm.copy(tmp_path)
    Path(f"{firm.register}.sig").unlink()
    assert "not signed" in _why_not(_asked(firm))
    used = read_register(_asked(firm, unsigned=True), TODAY).used
    assert used.signed_by == ""
    assert used.unsigned_allowed


def test_asking_for_an_unsigned_one_does_not_let_an_altered_one_in(
    firm: Firm, tmp_path: Path
) -> None:
    firm = firm.copy(tmp_path)
    firm.register.write_bytes(firm.register.read_bytes() + b" ")
    assert "altered" in _why_not(_asked(firm, unsigned=True))
    assert "altered" in _why_not(_asked(firm, unsigned=True, signers=None))


def test_without_signers_nobody_is_trusted(firm: Firm) -> None:
    assert "Nobody said whose signature" in _why_not(_asked(firm, signers=None))


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_one_altered_byte_is_found(firm: Firm, data: st.DataObject) -> None:
    content = bytearray(firm.register.read_bytes())
    where = data.draw(st.integers(0, len(content) - 1))
    content[where] ^= data.draw(st.integers(1, 255))
    copy = firm.folder / "altered.json"
    copy.write_bytes(content)
    Path(f"{copy}.sig").write_bytes(Path(f"{firm.register}.sig").read_bytes())
    assert "altered" in _why_not(_asked(firm, source=str(copy)))


def test_a_stranger_is_told_from_the_firm(firm: Firm, tmp_path: Path) -> None:
    firm = firm.copy(tmp_path)
    sign(firm.register, str(make_key(tmp_path / "stranger")))
    assert "not among the allowed signers" in _why_not(_asked(firm))


def test_a_signature_for_another_purpose_does_not_count(firm: Firm, tmp_path: Path) -> None:
    firm = firm.copy(tmp_path)
    key = firm.folder / "key"
    firm.signers.write_text(allow(key, options='namespaces="git"'), encoding="ascii")
    assert "may not sign registers" in _why_not(_asked(firm))
    firm.signers.write_text(allow(key, options=""), encoding="ascii")
    command = f"ssh-keygen -q -Y sign -f '{key}' -n git '{firm.register}'"
    Path(f"{firm.register}.sig").unlink()
    assert os.system(command) == 0  # noqa: S605 - names of the test itself
    assert "another purpose" in _why_not(_asked(firm))


@pytest.mark.parametrize(
    ("options", "trusted"),
    [
        ('valid-before="20261125"', False),
        ('valid-before="20261201"', True),
        ('valid-after="20261201"', False),
        ('valid-after="20261101"', True),
    ],
)
def test_a_key_counts_on_its_days_only(
    firm: Firm, tmp_path: Path, options: str, trusted: bool
) -> None:
    firm = firm.copy(tmp_path)
    firm.signers.write_text(allow(firm.folder / "key", options=options), encoding="ascii")
    if trusted:
        assert read_register(_asked(firm), TODAY).used.signed_by == FIRM
    else:
        assert "not valid today" in _why_not(_asked(firm))


def test_a_revoked_key_counts_no_more(firm: Firm, tmp_path: Path) -> None:
    revoked = tmp_path / "revoked"
    revoked.write_bytes((firm.folder / "key.pub").read_bytes())
    assert "revoked" in _why_not(_asked(firm, revoked=revoked))


def test_a_missing_file_of_signers_is_said(firm: Firm, tmp_path: Path) -> None:
    assert "allowed signers" in _why_not(_asked(firm, signers=tmp_path / "none"))
    assert "revoked keys" in _why_not(_asked(firm, revoked=tmp_path / "none"))


def test_a_machine_without_openssh_says_so(
    firm: Firm, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "ssh-keygen is not installed" in _why_not(_asked(firm))


def test_a_machine_whose_openssh_does_not_answer_says_so(
    firm: Firm, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "ssh-keygen"
    program.write_text("#!/bin/sh\nexec sleep 20\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(register_signature, "_SECONDS", 0.1)
    monkeypatch.setattr(register_signature, "_SIGN_SECONDS", 0.1)
    assert "ssh-keygen cannot be run" in _why_not(_asked(firm))
    copy = firm.copy(tmp_path / "copy")
    with pytest.raises(ValueError, match=r"did not end within 0\.1 seconds"):
        sign(copy.register, str(firm.folder / "key"))
    program.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    with pytest.raises(ValueError, match="it ended with 3"):
        sign(copy.register, str(firm.folder / "key"))


@pytest.mark.parametrize(
    ("today", "maximum_age", "said"),
    [
        (datetime.date(2026, 11, 23), None, "after today"),
        (datetime.date(2026, 12, 24), None, ""),
        (datetime.date(2026, 12, 25), None, "31 days ago; it may be 30 days old"),
        (datetime.date(2026, 11, 25), 0, "1 days ago; it may be 0 days old"),
        (datetime.date(2026, 12, 25), 90, "it may be 30 days old"),
    ],
)
def test_age_is_counted_from_the_day_of_judgement(
    firm: Firm, today: datetime.date, maximum_age: int | None, said: str
) -> None:
    asked = _asked(firm, maximum_age=maximum_age)
    if said:
        assert said in _why_not(asked, today)
    else:
        assert read_register(asked, today).used.age == 30


def test_another_firms_register_is_refused(firm: Firm) -> None:
    assert "that of Other LLP is wanted" in _why_not(_asked(firm, firm="Other LLP"))
    assert read_register(_asked(firm, firm="Test & Test"), TODAY).used.firm == "Test & Test"


@pytest.mark.parametrize("name", ["unusable", "failed", "nothing"])
def test_a_register_in_which_something_was_not_judged_is_refused(
    firm: Firm, tmp_path: Path, name: str
) -> None:
    firm = _published(firm, tmp_path, result={"exit-code": 2, "name": name})
    assert "not everything in it was judged" in _why_not(_asked(firm))


def test_a_register_of_another_format_or_version_is_refused(firm: Firm, tmp_path: Path) -> None:
    other = _published(firm, tmp_path / "a", format=2)
    assert "this version reads 1" in _why_not(_asked(other))
    newer = _published(firm, tmp_path / "b", tool={"name": "inwriting", "version": "99"}, new=1)
    assert "published by inwriting 99" in _why_not(_asked(newer))


def test_a_register_whose_gate_names_no_class_of_its_own_is_refused(
    firm: Firm, tmp_path: Path
) -> None:
    policy = json.loads(firm.register.read_text(encoding="utf-8"))["gate"]
    other = _published(firm, tmp_path, gate=policy | {"data-class": "secret"})
    assert "secret" in _why_not(_asked(other))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"{",
        b"\xff\xfe",
        b'{"judged-on": "2026-11-24", "judged-on": "2026-11-24"}',
        b'{"judged-on": NaN}',
        b"[" * 100_000,
        b'{"format": 1, "judged-on": "2026-02-30"}',
        b"1" * 10_000,
    ],
    ids=range(11),
)
def test_what_is_no_register_is_refused(firm: Firm, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "register.json"
    path.write_bytes(content)
    assert _why_not(_asked(firm, source=str(path), signers=None, unsigned=True))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_broken_register_raises_anything_else(firm: Firm, data: st.DataObject) -> None:
    """Whatever happens to a register's parts, it is used in full or refused."""
    document = json.loads(firm.register.read_text(encoding="utf-8"))
    node, steps = document, data.draw(st.integers(1, 5))
    for _ in range(steps):
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        if not keys:
            break
        key = data.draw(st.sampled_from(keys))
        if not isinstance(node[key], (dict, list)) or data.draw(st.booleans()):
            node[key] = data.draw(st.none() | st.integers() | st.text(max_size=5) | st.just([]))
            break
        node = node[key]
    path = firm.folder / "broken.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    try:
        opened = read_register(_asked(firm, source=str(path), signers=None, unsigned=True), TODAY)
    except RegisterError:
        return
    assert opened.data.offerings


def test_an_empty_register_is_refused(firm: Firm, tmp_path: Path) -> None:
    assert "no offering" in _why_not(_asked(_published(firm, tmp_path, vendors=[])))


def test_files_that_are_none_are_refused(firm: Firm, tmp_path: Path) -> None:
    assert "no such file" in _why_not(_asked(firm, source=str(tmp_path / "none.json")))
    assert "not a plain file" in _why_not(_asked(firm, source=str(tmp_path)))
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert "not a plain file" in _why_not(_asked(firm, source=str(pipe)))
    large = tmp_path / "large.json"
    with large.open("wb") as stream:
        stream.truncate(65 * 1024 * 1024)
    assert "more than" in _why_not(_asked(firm, source=str(large)))
    assert "cannot be read" in _why_not(_asked(firm, source="a\0b"))


def test_nothing_can_be_judged_without_a_register(firm: Firm, repository: Path) -> None:
    (repository / "requirements.txt").write_text("stray\n", encoding="utf-8")
    result = gate(repository, firm.options(register="", signers=None))
    assert result.exit_code is ExitCode.UNEVALUATED
    assert [problem.file for problem in result.problems] == ["--register"]
    assert [(item.verdict, item.file) for item in result.judged] == [
        ("unevaluated", "requirements.txt")
    ]


def test_an_unsigned_register_is_no_secret(firm: Firm, repository: Path, tmp_path: Path) -> None:
    firm = firm.copy(tmp_path)
    Path(f"{firm.register}.sig").unlink()
    (repository / "requirements.txt").write_text("desk-kit\n", encoding="utf-8")
    options = dataclasses.replace(firm.options(data_class="internal"), unsigned=True)
    result = gate(repository, options)
    assert result.exit_code is ExitCode.CLEAR
    assert result.register is not None
    assert (result.register.signed_by, result.register.unsigned_allowed) == ("", True)
    refused = gate(repository, dataclasses.replace(options, unsigned=False))
    assert refused.exit_code is ExitCode.UNEVALUATED


def test_an_installed_package_can_hold_the_register(
    firm: Firm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    package = site / "test_register"
    info = site / "test_register-1.dist-info"
    package.mkdir(parents=True)
    info.mkdir()
    (package / "__init__.py").write_text("raise SystemExit('it was run')", encoding="utf-8")
    for name in ("register.json", "register.json.sig"):
        (package / name).write_bytes((firm.folder / name).read_bytes())
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: test-register\nVersion: 1\n")
    (info / "RECORD").write_text(
        "test_register/__init__.py,,\ntest_register/register.json,,\n"
        "test_register/register.json.sig,,\n"
    )
    monkeypatch.syspath_prepend(str(site))
    used = read_register(_asked(firm, source="package:test-register"), TODAY).used
    assert used.signed_by == FIRM
    assert "No such package" in _why_not(_asked(firm, source="package:nobody-has-this"))
    assert "no files called" in _why_not(_asked(firm, source="package:click"))
