"""A text of a locker is at hand, not at hand, altered or unreadable: four different things."""

from pathlib import Path

import pytest

from inwriting.register.load.document_texts import LockerPlace, TextState, open_locker
from inwriting.register.load.problem import UnusableInputError
from inwriting.texts.locker.folder import FolderStore
from inwriting.texts.locker.store import path_of
from inwriting.texts.passages import digest_of_bytes


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    made = FolderStore(tmp_path / "locker")
    made.begin()
    return made


def test_the_states_of_a_text(store: FolderStore, tmp_path: Path) -> None:
    place = LockerPlace(str(store.root), tmp_path)
    whole, altered, binary = store.put(b"Terms"), store.put(b"Other"), store.put(b"\xff")
    large = store.put(b"x" * (8 * 1024 * 1024 + 1))
    (store.root / path_of(altered)).write_bytes(b"changed")
    locker = open_locker([place])
    assert locker.find(whole).text == "Terms"
    assert locker.find(altered).state is TextState.ALTERED
    assert digest_of_bytes(b"changed") in locker.find(altered).reason
    assert locker.find(binary).state is TextState.UNREADABLE
    assert locker.find(large).state is TextState.UNREADABLE
    assert locker.find(digest_of_bytes(b"unknown")).state is TextState.NOT_AT_HAND
    assert locker.digests() == tuple(sorted([whole, altered, binary, large]))
    store.root.rename(tmp_path / "away")
    assert locker.find(whole).state is TextState.UNREADABLE
    with pytest.raises(UnusableInputError):
        locker.digests()


def test_a_folder_that_is_a_locker_is_used_as_one(store: FolderStore) -> None:
    digest = store.put(b"Terms")
    (store.root / path_of(digest)).write_bytes(b"changed")
    assert open_locker([store.root]).find(digest).state is TextState.ALTERED


def test_a_locker_that_is_named_must_be_there(tmp_path: Path) -> None:
    for location in (str(tmp_path / "nowhere"), "nothing://x", f"git:{tmp_path}"):
        with pytest.raises(UnusableInputError) as caught:
            open_locker([LockerPlace(location, tmp_path)])
        assert caught.value.problems[0].file == "--locker"
    usual = LockerPlace(str(tmp_path / "nowhere"), tmp_path, named=False)
    assert open_locker([usual]).stores == ()


def test_plain_folders_come_first(store: FolderStore, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "terms.md").write_bytes(b"Terms")
    found = open_locker([folder, LockerPlace(str(store.root), tmp_path)])
    assert found.find(digest_of_bytes(b"Terms")).text == "Terms"
