"""Attachments: encrypted, kept once, and never given out damaged."""

from __future__ import annotations

import errno
import random
from pathlib import Path

import pytest

from base.errors import StorageError
from store.blobs import Blobs
from store.envelope import new_envelope, unlock
from store.store import Store
from tests.unit.store.places import Place

DATA = b"%PDF-1.7 MARKER " * 500


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "blobs", unlock(new_envelope("s", bytes(32)), bytes(32)))


def _only(folder: Path) -> Path:
    (path,) = (folder / "blobs").iterdir()
    return path


def test_what_was_put_is_got_back_after_reopening(place: Place) -> None:
    with place.open() as store:
        names = [store.blobs.put(data) for data in (DATA, b"", b"x")]
    with place.open() as store:
        assert [store.blobs.get(name) for name in names] == [DATA, b"", b"x"]


def test_the_same_content_is_kept_once(blobs: Blobs, tmp_path: Path) -> None:
    assert blobs.put(DATA) == blobs.put(bytes(DATA))
    assert _only(tmp_path).name == blobs.put(DATA)
    assert list(blobs.names()) == [blobs.put(DATA)]


def test_names_tell_nothing_without_the_key(blobs: Blobs, tmp_path: Path) -> None:
    other = Blobs(tmp_path / "other", unlock(new_envelope("s", bytes(32)), bytes(32)))
    assert blobs.put(DATA) != other.put(DATA)
    assert b"MARKER" not in _only(tmp_path).read_bytes()


def test_any_flipped_bit_is_refused(blobs: Blobs, tmp_path: Path) -> None:
    name = blobs.put(DATA)
    whole = _only(tmp_path).read_bytes()
    chance = random.Random(3)
    for position in [*range(40), *(chance.randrange(len(whole)) for _ in range(200))]:
        damaged = bytearray(whole)
        damaged[position] ^= 1 << chance.randrange(8)
        _only(tmp_path).write_bytes(damaged)
        with pytest.raises(StorageError) as caught:
            blobs.get(name)
        assert caught.value.code == "STORE-12"


@pytest.mark.parametrize("length", [0, 3, 4, 20, 31, 4000])
def test_a_file_that_was_cut_off_is_refused(blobs: Blobs, tmp_path: Path, length: int) -> None:
    name = blobs.put(DATA)
    path = _only(tmp_path)
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(StorageError) as caught:
        blobs.get(name)
    assert caught.value.code == "STORE-12"


def test_two_files_swapped_are_refused(blobs: Blobs, tmp_path: Path) -> None:
    one, two = blobs.put(b"one"), blobs.put(b"two")
    (tmp_path / "blobs" / one).write_bytes((tmp_path / "blobs" / two).read_bytes())
    with pytest.raises(StorageError) as caught:
        blobs.get(one)
    assert caught.value.code == "STORE-12"
    assert blobs.get(two) == b"two"


def test_putting_the_content_again_mends_a_damaged_file(blobs: Blobs, tmp_path: Path) -> None:
    name = blobs.put(DATA)
    _only(tmp_path).write_bytes(b"damaged")
    assert blobs.put(DATA) == name
    assert blobs.get(name) == DATA


def test_a_missing_file_is_named(blobs: Blobs) -> None:
    name = blobs.put(DATA)
    blobs.delete(name)
    blobs.delete(name)
    with pytest.raises(StorageError) as caught:
        blobs.get(name)
    assert caught.value.code == "STORE-11"
    assert list(blobs.names()) == []


@pytest.mark.parametrize("name", ["", "../store.db", "a" * 63, "A" * 64, "/etc/passwd"])
def test_only_names_of_blobs_reach_the_disk(blobs: Blobs, name: str) -> None:
    for use in (blobs.get, blobs.delete):
        with pytest.raises(ValueError, match="name"):
            use(name)


def test_a_full_disk_is_named_and_leaves_no_half_file(
    store: Store, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    with monkeypatch.context() as patched:
        patched.setattr("base.files.os.fsync", full)
        with pytest.raises(StorageError) as caught:
            store.blobs.put(DATA)
    assert caught.value.code == "STORE-03"
    assert list(place.data.blobs_dir.iterdir()) == []
    assert store.blobs.get(store.blobs.put(DATA)) == DATA


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "blobs").write_text("a file in the way")
    blobs = Blobs(tmp_path / "blobs" / "x", unlock(new_envelope("s", bytes(32)), bytes(32)))
    with pytest.raises(StorageError) as caught:
        blobs.put(DATA)
    assert caught.value.code == "STORE-02"
