"""Secrets come from the keyring or from a file, and are never lost silently."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import InitError, KeyringLocked, PasswordSetError

from base.errors import StorageError
from base.paths import DataDir
from store.keys import KeyFile, KeyringKey, key_source_from_environment
from store.store import open_store
from tests.unit.store.places import MOMENT, Place


class MemoryKeyring(KeyringBackend):
    """A keyring that works."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


class LockedKeyring(MemoryKeyring):
    """A keyring whose owner did not unlock it."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("dismissed")


class RefusingKeyring(MemoryKeyring):
    """A keyring that reads but does not write."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise PasswordSetError("no")


class DeadKeyring(MemoryKeyring):
    """A keyring whose service is gone."""

    def get_password(self, service: str, username: str) -> str | None:
        raise InitError("no bus")


class ForgettingKeyring(MemoryKeyring):
    """A keyring that takes what it is given and keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class MixingKeyring(MemoryKeyring):
    """A keyring that keeps something else."""

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = "00" * 32


class ClearTextKeyring(MemoryKeyring):
    """A keyring that its makers do not recommend."""

    priority = 0.5  # type: ignore[assignment]


def _refusal(backend: KeyringBackend, place: Place) -> str:
    with pytest.raises(StorageError) as caught:
        open_store(place.data, KeyringKey(backend), (), lambda: MOMENT)
    assert caught.value.next_step
    assert not place.data.store_file.exists()
    assert not place.data.envelope_file.exists()
    return caught.value.code


@pytest.mark.parametrize(
    ("backend", "code"),
    [
        (null.Keyring(), "KEY-01"),  # type: ignore[no-untyped-call]
        (fail.Keyring(), "KEY-01"),  # type: ignore[no-untyped-call]
        (ClearTextKeyring(), "KEY-01"),
        (LockedKeyring(), "KEY-02"),
        (RefusingKeyring(), "KEY-02"),
        (DeadKeyring(), "KEY-02"),
        (ForgettingKeyring(), "KEY-10"),
        (MixingKeyring(), "KEY-10"),
    ],
)
def test_a_keyring_that_would_lose_the_key_stops_before_a_store_is_made(
    backend: KeyringBackend, code: str, place: Place
) -> None:
    assert _refusal(backend, place) == code


def test_the_store_opens_again_with_the_secret_in_the_keyring(place: Place) -> None:
    backend = MemoryKeyring()
    with open_store(place.data, KeyringKey(backend), (), lambda: MOMENT) as store:
        identity = store.store_id
    assert list(backend.kept) == [(f"TroLyMotCua/{identity}", "store-key")]
    assert all(len(text) == 64 for text in backend.kept.values())
    open_store(place.data, KeyringKey(backend), (), lambda: MOMENT).close()
    assert len(backend.kept) == 1


def test_two_stores_have_two_services_in_one_keyring(place: Place, tmp_path: Path) -> None:
    backend = MemoryKeyring()
    for data in (place.data, DataDir(tmp_path / "other")):
        open_store(data, KeyringKey(backend), (), lambda: MOMENT).close()
    assert len({service for service, _ in backend.kept}) == 2


def test_a_secret_that_vanished_from_the_keyring_is_named_and_not_replaced(place: Place) -> None:
    backend = MemoryKeyring()
    open_store(place.data, KeyringKey(backend), (), lambda: MOMENT).close()
    backend.kept.clear()
    with pytest.raises(StorageError) as caught:
        open_store(place.data, KeyringKey(backend), (), lambda: MOMENT)
    assert caught.value.code == "KEY-03"
    assert backend.kept == {}


def test_a_spoilt_entry_in_the_keyring_is_named(place: Place) -> None:
    backend = MemoryKeyring()
    open_store(place.data, KeyringKey(backend), (), lambda: MOMENT).close()
    backend.kept = dict.fromkeys(backend.kept, "not hex")
    with pytest.raises(StorageError) as caught:
        open_store(place.data, KeyringKey(backend), (), lambda: MOMENT)
    assert caught.value.code == "KEY-10"


def test_the_keyring_that_the_system_has_set_is_the_one_that_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if sys.platform == "win32":
        pytest.skip("there the vault is named, not found")
    backend = MemoryKeyring()
    monkeypatch.setattr(keyring.core, "_keyring_backend", backend)
    secret = KeyringKey().create("store")
    assert KeyringKey().read("store") == secret
    monkeypatch.setattr(keyring.core, "_keyring_backend", None)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "no.such.Keyring")
    with pytest.raises(StorageError) as caught:
        KeyringKey().read("store")
    assert caught.value.code == "KEY-01"


def test_secrets_are_random() -> None:
    backend = MemoryKeyring()
    assert len({KeyringKey(backend).create(str(n)) for n in range(50)}) == 50


def test_key_file_is_made_for_the_owner_only_and_kept(place: Place) -> None:
    place.open().close()
    path = place.root / "key.txt"
    text = path.read_text()
    if sys.platform != "win32":
        assert oct(path.stat().st_mode & 0o777) == "0o600"
    assert len(bytes.fromhex(text)) == 32
    place.open().close()
    assert path.read_text() == text
    assert [p.name for p in place.root.glob(".key-*")] == []


def test_a_key_file_made_before_the_store_is_used_as_it_is(place: Place) -> None:
    (place.root / "key.txt").write_text("ab" * 32 + "\n")
    place.open().close()
    assert (place.root / "key.txt").read_text() == "ab" * 32 + "\n"


def test_a_key_file_that_exists_is_never_overwritten(place: Place) -> None:
    path = place.root / "key.txt"
    path.write_text("cd" * 32)
    assert place.key.create("store") == bytes.fromhex("cd" * 32)
    assert path.read_text() == "cd" * 32


def test_many_that_make_one_key_file_at_once_get_one_secret(place: Place) -> None:
    found: list[bytes] = []
    workers = [
        threading.Thread(target=lambda: found.append(place.key.create("store"))) for _ in range(8)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(found) == 8
    assert len(set(found)) == 1


@pytest.mark.parametrize("inside", ["key.txt", "blobs/key.txt", "../data/key.txt"])
def test_key_file_inside_the_data_folder_is_refused(place: Place, inside: str) -> None:
    place.data.make()
    with pytest.raises(StorageError) as caught:
        KeyFile(place.data.root / inside, place.data.root)
    assert caught.value.code == "KEY-08"


def test_key_file_behind_a_link_into_the_data_folder_is_refused(place: Place) -> None:
    if sys.platform == "win32":
        pytest.skip("links need a privilege there")
    place.data.make()
    os.symlink(place.data.root, place.root / "link")
    with pytest.raises(StorageError) as caught:
        KeyFile(place.root / "link" / "key.txt", place.data.root)
    assert caught.value.code == "KEY-08"


@pytest.mark.parametrize("text", ["", "xyz", "ab" * 31, "ab" * 33, "é" * 64])
def test_a_key_file_with_anything_else_in_it_is_named(place: Place, text: str) -> None:
    (place.root / "key.txt").write_text(text, encoding="utf-8")
    with pytest.raises(StorageError) as caught:
        place.open()
    assert caught.value.code == "KEY-09"
    assert not place.data.store_file.exists()


def test_a_key_file_in_a_folder_that_is_not_there_is_named(place: Place) -> None:
    with pytest.raises(StorageError) as caught:
        KeyFile(place.root / "none" / "key.txt", place.data.root).create("store")
    assert caught.value.code == "KEY-09"


def test_the_environment_chooses_between_file_and_keyring(place: Place) -> None:
    name = str(place.root / "key.txt")
    chosen = key_source_from_environment(place.data, {"MOTCUA_KEY_FILE": name})
    assert isinstance(chosen, KeyFile)
    assert isinstance(key_source_from_environment(place.data, {}), KeyringKey)
    assert isinstance(key_source_from_environment(place.data, {"MOTCUA_KEY_FILE": ""}), KeyringKey)
