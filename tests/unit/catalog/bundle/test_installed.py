"""A lost pointer, which version may come in, and a program that brings a newer catalogue."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from base.errors import InputError
from base.paths import DataDir
from catalog.build_index import build_index
from catalog.bundle.install import last_changes, roll_back
from catalog.bundle.verify import verify
from catalog.catalogue import load_catalogue
from catalog.content import DATA
from exchange.installed import pointer_file, version_file, write_pointer
from tests.unit.catalog.bundle import made
from tests.unit.catalog.bundle.test_install import back, dearer, desk, refused, take

__all__ = ["desk"]


# --- a lost pointer, and which version may come --------------------------------------------------


def test_a_lost_pointer_is_told_and_nothing_older_comes_in(desk: DataDir) -> None:
    take(desk, "2027.03.01")
    take(desk, "2027.03.02")
    pointer_file(desk).unlink()
    origin = load_catalogue(desk).origin
    assert origin.kind == "bundled"
    assert "Danh mục đã cài 2027.03.02 không còn được dùng: tệp chỉ dẫn mất" in origin.notice
    found = verify(desk, trusted=made.trusted())
    assert (found.ok, found.problems[0]) == (False, origin.notice)
    for version in ("2026.12.01", "2027.03.01"):
        assert refused(desk, made.signed(version)) == "CAT-13"
    assert take(desk, "2027.03.02").version == "2027.03.02"
    assert verify(desk, trusted=made.trusted()).ok
    assert load_catalogue(desk).origin.notice == ""


@pytest.mark.parametrize("data", [b"", b"{}", b"null"])
def test_an_empty_pointer_is_no_desk_without_a_catalogue(desk: DataDir, data: bytes) -> None:
    take(desk, "2027.03.02")
    pointer_file(desk).write_bytes(data)
    assert load_catalogue(desk).origin.notice
    assert not verify(desk, trusted=made.trusted()).ok
    assert refused(desk, made.signed("2027.03.01")) == "CAT-13"
    assert take(desk, "2027.03.03").version == "2027.03.03"


def test_a_folder_that_holds_no_whole_version_is_no_floor(desk: DataDir) -> None:
    take(desk, "2027.03.02")
    pointer_file(desk).unlink()
    version_file(desk, "2027.03.02").write_bytes(b"{}")
    assert take(desk, "2027.03.01").version == "2027.03.01"


def test_after_a_step_back_only_the_newest_or_a_later_file_comes_in(desk: DataDir) -> None:
    for version in ("2026.12.01", "2026.12.05"):
        take(desk, version)
    back(desk)
    assert refused(desk, made.signed("2026.12.03")) == "CAT-13"
    assert refused(desk, made.signed("2026.12.01")) == "CAT-12"
    assert take(desk, "2026.12.05").version == "2026.12.05"
    back(desk)
    assert take(desk, "2026.12.06").version == "2026.12.06"


def test_the_floor_stays_when_its_version_is_gone_from_the_disk(desk: DataDir) -> None:
    for version in ("2026.12.01", "2026.12.05"):
        take(desk, version)
    back(desk)
    version_file(desk, "2026.12.05").unlink()
    assert refused(desk, made.signed("2026.12.04")) == "CAT-13"


def test_a_pointer_of_an_earlier_program_is_read(desk: DataDir) -> None:
    take(desk, "2026.12.01")
    pointer = json.loads(pointer_file(desk).read_bytes())
    del pointer["newest"], pointer["current"]["signer"], pointer["current"]["claimed"]
    pointer_file(desk).write_text(json.dumps(pointer), encoding="utf-8")
    assert load_catalogue(desk).version == "2026.12.01"
    assert back(desk).version == "2026.11.23"
    assert refused(desk, made.signed("2026.11.30")) == "CAT-13"


def test_a_first_import_that_was_killed_is_no_lost_pointer(
    desk: DataDir, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = []

    def die(_desk: DataDir, pointer: object) -> None:
        written.append(pointer)
        if len(written) == 2:
            raise KeyboardInterrupt
        write_pointer(desk, pointer)  # type: ignore[arg-type]

    monkeypatch.setattr("catalog.bundle.install.write_pointer", die)
    with pytest.raises(KeyboardInterrupt):
        take(desk, "2027.03.02")
    monkeypatch.undo()
    assert version_file(desk, "2027.03.02").is_file()
    assert (load_catalogue(desk).origin.kind, load_catalogue(desk).origin.notice) == ("bundled", "")
    assert verify(desk, trusted=made.trusted()).ok
    assert take(desk, "2027.03.01").version == "2027.03.01"  # the other one never was in use


# --- a program that brings a newer catalogue -----------------------------------------------------


@pytest.fixture
def newer_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program after an update whose catalogue is of 2027.06.01."""
    folder = tmp_path / "program"
    shutil.copytree(DATA, folder)
    meta = json.loads((folder / "catalogue.json").read_bytes()) | {"version": "2027.06.01"}
    (folder / "catalogue.json").write_text(json.dumps(meta), encoding="utf-8")
    (folder / "index.json").write_bytes(build_index(folder))
    for place in ("catalogue", "bundle.install", "bundle.installed", "bundle.verify"):
        monkeypatch.setattr(f"catalog.{place}.DATA", folder)
    return folder


def test_a_newer_catalogue_of_the_program_is_told_and_the_installed_one_stays(
    desk: DataDir, request: pytest.FixtureRequest
) -> None:
    take(desk, "2026.12.01")
    assert verify(desk, trusted=made.trusted()).notes == ()
    request.getfixturevalue("newer_program")
    assert load_catalogue(desk).version == "2026.12.01"
    found = verify(desk, trusted=made.trusted())
    assert found.ok
    assert "Chương trình kèm danh mục mới hơn (2027.06.01)" in found.notes[0]
    assert back(desk).version == "2027.06.01"
    assert verify(desk, trusted=made.trusted()).notes == ()


def test_one_step_leads_to_the_newer_one_of_the_program_and_back_again(
    desk: DataDir, request: pytest.FixtureRequest
) -> None:
    for version in ("2026.12.01", "2026.12.02", "2026.12.03"):
        take(desk, version, dearer)
    back(desk)  # the one step is used up
    request.getfixturevalue("newer_program")
    done = back(desk)
    assert (done.version, done.origin.kind) == ("2027.06.01", "bundled")
    assert last_changes(desk, moment=made.MOMENT) == done.changes
    assert back(desk).version == "2026.12.02"
    take(desk, "2026.12.03")
    assert back(desk).version == "2026.12.02"  # what is wanted here is the version before
    take(desk, "2026.12.04")
    done = roll_back(desk, moment=made.MOMENT, to_bundled=True)
    assert done.version == "2027.06.01"


def test_an_older_catalogue_of_the_program_is_no_place_to_go_back_to(desk: DataDir) -> None:
    for version in ("2026.12.01", "2026.12.02"):
        take(desk, version)
    with pytest.raises(InputError) as caught:
        roll_back(desk, moment=made.MOMENT, to_bundled=True)
    assert caught.value.code == "CAT-14"
    assert load_catalogue(desk).version == "2026.12.02"
