from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from base.errors import StorageError
from base.files import write_atomic
from base.settings import Setting, Settings

DARK = Setting("dark", default=False, text="Nền tối")


def test_the_new_content_replaces_the_old_and_no_temp_file_stays(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    write_atomic(target, b"one")
    write_atomic(target, b"two")
    assert target.read_bytes() == b"two"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_full_disk_leaves_the_old_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.txt"
    write_atomic(target, b"one")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError) as refused:
        write_atomic(target, b"two")
    assert refused.value.code == "STORE-03"
    assert target.read_bytes() == b"one"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_an_unreadable_settings_file_is_set_aside_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text("{broken", encoding="utf-8")
    settings = Settings(path)
    assert settings.set_aside == path.with_suffix(".bad")
    assert path.with_suffix(".bad").read_text(encoding="utf-8") == "{broken"
    assert settings.get(DARK) is False


def test_a_setting_survives_a_restart_and_a_wrong_type_is_ignored(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    Settings(path).put(DARK, value=True)
    assert Settings(path).get(DARK) is True
    path.write_text('{"dark": "yes"}', encoding="utf-8")
    assert Settings(path).get(DARK) is False


def test_a_setting_that_could_not_be_written_is_what_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(tmp_path / "settings.json")
    settings.put(DARK, value=True)

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr("base.files.os.fsync", full)
    with pytest.raises(StorageError):
        settings.put(DARK, value=False)
    assert settings.get(DARK) is True
