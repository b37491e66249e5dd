"""What is kept is asked by digest; a file that is none keeps nothing and harms nothing."""

from pathlib import Path

import pytest

from inwriting.register.decide.kept_verifications import KeptVerifications
from inwriting.register.model.verification import Verification, verify_all
from tests.model.test_verification import citation


def test_what_was_found_is_not_looked_up_again(tmp_path: Path) -> None:
    cited = citation("We keep it. We keep it.", quote="We keep it.")
    file = tmp_path / "kept" / "verified.sqlite"
    with KeptVerifications(file) as known:
        first = verify_all([cited], known)
    with KeptVerifications(file) as known:
        assert known.occurrences(_digest(cited), repr((cited.quote, cited.passage))) == 2
        assert verify_all([cited], known) == first
    assert next(iter(first.values())).occurrences == 2


def test_another_text_or_place_is_looked_up(tmp_path: Path) -> None:
    cited = citation("We keep it.", quote="We keep it.")
    with KeptVerifications(tmp_path / "a") as known:
        verify_all([cited], known)
        assert known.occurrences("sha256:other", repr((cited.quote, cited.passage))) == 0
        assert known.occurrences(_digest(cited), "other") == 0


def test_what_is_missing_is_not_kept(tmp_path: Path) -> None:
    cited = citation("We keep it.", quote="We delete it.")
    for _ in range(2):
        with KeptVerifications(tmp_path / "a") as known:
            found = verify_all([cited], known)
            assert next(iter(found.values())).state is Verification.MISSING


@pytest.mark.parametrize("content", [b"no database", b"SQLite format 3\0" + b"x" * 4096, b""])
def test_a_file_that_is_none_keeps_nothing(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a"
    file.write_bytes(content)
    cited = citation("We keep it.", quote="We keep it.")
    with KeptVerifications(file) as known:
        assert next(iter(verify_all([cited], known).values())).state is Verification.FOUND
    with KeptVerifications(tmp_path) as known:
        assert next(iter(verify_all([cited], known).values())).state is Verification.FOUND


def _digest(cited: object) -> str:
    document = getattr(cited, "document", None)
    return str(document.digest) if document else ""
