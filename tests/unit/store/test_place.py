"""A store stands on a disk of this machine, and one process at a time makes or upgrades it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from base.errors import StorageError
from store.place import check_place, exclusive_lock
from tests.unit.store.places import Place, finished


@pytest.mark.parametrize("name", ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"])
def test_a_synchronised_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(StorageError) as caught:
        check_place(tmp_path / "OneDrive - UBND" / "data", {name: str(tmp_path)})
    assert caught.value.code == "STORE-09"


def test_a_folder_beside_the_synchronised_one_is_fine(tmp_path: Path) -> None:
    check_place(tmp_path / "data", {"OneDrive": str(tmp_path / "dat"), "OneDriveConsumer": ""})


def test_a_network_drive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.place._is_remote_drive", lambda anchor: True)
    with pytest.raises(StorageError) as caught:
        check_place(tmp_path, {})
    assert caught.value.code == "STORE-09"


def test_a_lock_keeps_others_out_until_it_is_let_go(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with (
        exclusive_lock(lock),
        pytest.raises(StorageError) as caught,
        exclusive_lock(lock, wait_s=0),
    ):
        pytest.fail("two holders")
    assert caught.value.code == "STORE-10"
    with exclusive_lock(lock, wait_s=0):
        pass


def test_a_process_that_dies_lets_its_lock_go(place: Place) -> None:
    if sys.platform == "win32":
        pytest.skip("kill -9")
    place.data.make()
    code = """
from store.place import exclusive_lock
lock = exclusive_lock(place.data.root / "store.lock")
lock.__enter__()
print("held", flush=True)
os.kill(os.getpid(), 9)
"""
    assert finished(place.child(code)) == (-9, "held\n")
    with exclusive_lock(place.data.root / "store.lock", wait_s=0):
        pass


def test_a_lock_in_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError), exclusive_lock(tmp_path / "none" / "lock"):
        pytest.fail("locked")
