"""Import, version order, one step back, fallback: the old catalogue or the new one, never half."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from base.errors import InputError, StorageError
from base.paths import DataDir
from catalog.bundle.changes import CatalogueChanges
from catalog.bundle.install import (
    KEPT_VERSIONS,
    Installed,
    install,
    last_changes,
    preview,
    roll_back,
)
from catalog.bundle.verify import procedure_of_version, verify
from catalog.catalogue import load_catalogue
from exchange.installed import (
    installed_dir,
    parts_dir,
    pointer_file,
    version_file,
    versions_kept,
)
from exchange.keys import new_signing_key
from store.place import exclusive_lock
from tests.unit.catalog.bundle import made
from tests.unit.catalog.conftest import TODAY


@pytest.fixture
def desk(tmp_path: Path) -> DataDir:
    return DataDir(tmp_path / "data")


def take(desk: DataDir, version: str, edit: made.Edit | None = None) -> Installed:
    data = made.signed(version, edit)
    return install(desk, data, trusted=made.trusted(), moment=made.MOMENT)


def back(desk: DataDir) -> Installed:
    return roll_back(desk, moment=made.MOMENT)


def refused(desk: DataDir, data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        install(desk, data, trusted=made.trusted(), moment=made.MOMENT)
    return caught.value.code


def dearer(files: made.Files) -> None:
    made.procedure(files, made.SIGNATURE)["fees"][0]["amount_vnd"] = 12_000
    made.procedure(files, made.SIGNATURE)["version"] = "2026.12.01"


def test_without_anything_installed_the_delivered_catalogue_is_used(desk: DataDir) -> None:
    catalogue = load_catalogue(desk)
    assert (catalogue.version, catalogue.origin.kind) == ("2026.11.23", "bundled")
    assert catalogue.origin.notice == ""
    assert not installed_dir(desk).exists()


def test_an_imported_catalogue_is_used_and_says_whose_it_is(desk: DataDir) -> None:
    done = take(desk, "2026.12.01", dearer)
    catalogue = load_catalogue(desk)
    assert done.version == catalogue.version == "2026.12.01"
    assert catalogue.origin.kind == "installed"
    assert (catalogue.origin.publisher, catalogue.origin.claimed) == (made.PUBLISHER, "")
    assert catalogue.get(made.SIGNATURE, TODAY).fees[0].amount_vnd == 12_000
    assert catalogue.search("chứng thực chữ ký")[0].procedure.code == made.SIGNATURE


def test_looking_at_a_file_writes_nothing(desk: DataDir) -> None:
    incoming = preview(desk, made.signed(), trusted=made.trusted(), moment=made.MOMENT)
    assert isinstance(incoming.changes, CatalogueChanges)
    assert not desk.root.exists()


def test_the_same_and_an_older_version_are_refused_and_nothing_changes(desk: DataDir) -> None:
    take(desk, "2026.12.01")
    before = pointer_file(desk).read_bytes()
    assert refused(desk, made.signed("2026.12.01")) == "CAT-12"
    assert refused(desk, made.signed("2026.11.30")) == "CAT-13"
    assert pointer_file(desk).read_bytes() == before


def test_older_than_the_delivered_one_is_refused_too(desk: DataDir) -> None:
    assert refused(desk, made.signed("2026.11.22")) == "CAT-13"
    assert refused(desk, made.signed("2026.11.23")) == "CAT-12"


@pytest.mark.parametrize("hours", [1, 8])
def test_unsigned_tampered_foreign_and_unfit_files_are_refused(desk: DataDir, hours: int) -> None:
    def wrong(files: made.Files) -> None:
        made.procedure(files, made.COPY)["time_limit"] = {"working_days": 1, "hours": hours}

    good = made.signed()
    assert refused(desk, json.dumps(json.loads(good)["body"]).encode()) == "SIGN-01"
    assert refused(desk, good.replace(b'"amount_vnd":10000', b'"amount_vnd":90000')) == "SIGN-02"
    assert refused(desk, made.signed(key=new_signing_key())) == "SIGN-04"
    assert refused(desk, made.signed(edit=wrong)) == "CAT-11"
    assert load_catalogue(desk).origin.kind == "bundled"


def test_one_step_back_and_no_second_one(desk: DataDir) -> None:
    take(desk, "2026.12.01")
    take(desk, "2026.12.02", dearer)
    assert back(desk).version == "2026.12.01"
    assert load_catalogue(desk).version == "2026.12.01"
    with pytest.raises(InputError) as caught:
        back(desk)
    assert caught.value.code == "CAT-14"


def test_back_from_the_first_import_is_the_delivered_catalogue(desk: DataDir) -> None:
    take(desk, "2026.12.01")
    assert back(desk).version == "2026.11.23"
    assert load_catalogue(desk).origin.kind == "bundled"


def test_after_going_back_the_newer_file_may_come_again(desk: DataDir) -> None:
    take(desk, "2026.12.01")
    back(desk)
    assert take(desk, "2026.12.01").version == "2026.12.01"


def test_there_is_nothing_to_go_back_to_before_the_first_import(desk: DataDir) -> None:
    with pytest.raises(InputError) as caught:
        back(desk)
    assert caught.value.code == "CAT-14"


def test_a_damaged_earlier_version_is_no_place_to_go_back_to(desk: DataDir) -> None:
    take(desk, "2026.12.01")
    take(desk, "2026.12.02")
    version_file(desk, "2026.12.01").write_bytes(b"{}")
    with pytest.raises(StorageError) as caught:
        back(desk)
    assert caught.value.code == "CAT-15"
    assert load_catalogue(desk).version == "2026.12.02"


def test_a_damaged_installation_falls_back_to_the_newest_whole_one_before_it(
    desk: DataDir,
) -> None:
    for version in ("2026.12.01", "2026.12.02", "2026.12.03"):
        take(desk, version)
    damage(desk, "2026.12.03")
    catalogue = load_catalogue(desk)
    assert (catalogue.version, catalogue.origin.publisher) == ("2026.12.02", made.PUBLISHER)
    assert "(2026.12.03) bị hỏng, đang dùng bản trước còn nguyên (2026.12.02)" in (
        catalogue.origin.notice
    )
    found = verify(desk, trusted=made.trusted())
    assert (found.ok, found.version) == (False, "2026.12.02")
    damage(desk, "2026.12.02")  # the pointer knows no more of the one before
    assert load_catalogue(desk).version == "2026.12.01"
    forged = made.signed("2026.12.01", dearer, key=new_signing_key())
    version_file(desk, "2026.12.01").write_bytes(forged)
    assert load_catalogue(desk).origin.kind == "bundled"
    assert take(desk, "2026.12.03").version == load_catalogue(desk).version == "2026.12.03"
    assert load_catalogue(desk).origin.notice == ""


def test_what_was_left_by_a_step_back_is_not_fallen_back_to(desk: DataDir) -> None:
    take(desk, "2026.12.01")
    take(desk, "2026.12.02", dearer)
    back(desk)
    damage(desk, "2026.12.01")
    assert load_catalogue(desk).origin.kind == "bundled"


def damage(desk: DataDir, version: str) -> None:
    """Change one bit of an installed version."""
    path = version_file(desk, version)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


@pytest.mark.parametrize("damage", ["bit", "empty", "missing", "pointer", "pointer format"])
def test_a_damaged_installation_falls_back_and_says_so(desk: DataDir, damage: str) -> None:
    take(desk, "2026.12.01")
    path = version_file(desk, "2026.12.01")
    if damage == "bit":
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(bytes(data))
    elif damage == "empty":
        path.write_bytes(b"")
    elif damage == "missing":
        path.unlink()
    elif damage == "pointer":
        pointer_file(desk).write_bytes(b"\x00\x00")
    else:
        pointer_file(desk).write_bytes(b'{"format": "something/9"}')
    catalogue = load_catalogue(desk)
    assert catalogue.origin.kind == "bundled"
    assert "đang dùng danh mục kèm theo chương trình" in catalogue.origin.notice
    assert catalogue.get("1.001193", TODAY).offerable
    found = verify(desk, trusted=made.trusted())
    assert not found.ok
    assert found.problems[0] == catalogue.origin.notice


def test_a_damaged_installation_can_be_mended_by_the_same_file(desk: DataDir) -> None:
    take(desk, "2026.12.01")
    version_file(desk, "2026.12.01").unlink()
    assert take(desk, "2026.12.01").version == "2026.12.01"
    assert verify(desk, trusted=made.trusted()).ok


def test_what_is_installed_is_verified_against_the_trusted_keys(desk: DataDir) -> None:
    take(desk, "2026.12.01")
    found = verify(desk, trusted=made.trusted())
    assert (found.ok, found.version, found.kind) == (True, "2026.12.01", "installed")
    assert found.signer in {key.hex() for key in made.trusted()}
    lost = verify(desk, trusted={})
    assert not lost.ok
    assert "SIGN-04" in lost.problems[0]


def test_the_delivered_catalogue_verifies(desk: DataDir) -> None:
    found = verify(desk, trusted={})
    assert (found.ok, found.kind, found.signer) == (True, "bundled", None)


def test_changes_are_told_against_the_catalogue_before(desk: DataDir) -> None:
    assert last_changes(desk, moment=made.MOMENT).is_empty
    take(desk, "2026.12.01")
    done = take(desk, "2026.12.02", dearer)
    told = last_changes(desk, moment=made.MOMENT)
    assert told == done.changes
    assert told.codes == {made.SIGNATURE}
    assert (told.from_version, told.to_version) == ("2026.12.01", "2026.12.02")


def test_what_a_killed_import_left_is_swept_and_old_versions_go(desk: DataDir) -> None:
    versions = [f"2026.12.{day:02d}" for day in range(1, KEPT_VERSIONS + 4)]
    take(desk, versions[0])
    (installed_dir(desk) / ".tmp-abc").write_bytes(b"half")
    (installed_dir(desk) / versions[0] / ".tmp-def").write_bytes(b"half")
    for version in versions[1:]:
        take(desk, version)
    left = [path.name for path in installed_dir(desk).rglob(".tmp-*")]
    assert left == []
    kept = versions_kept(desk)
    assert kept[0] == versions[-1]
    assert len(kept) <= KEPT_VERSIONS + 1


def test_a_dossiers_version_of_a_procedure_is_found_while_it_is_kept(desk: DataDir) -> None:
    take(desk, "2026.12.01")
    take(desk, "2026.12.02", dearer)
    new = procedure_of_version(desk, made.SIGNATURE, "2026.12.01")
    old = procedure_of_version(desk, made.SIGNATURE, "2026.11.23")
    assert new is not None
    assert old is not None
    assert (new.fees[0].amount_vnd, old.fees[0].amount_vnd) == (12_000, 10_000)
    assert procedure_of_version(desk, made.SIGNATURE, "2020.01.01") is None
    assert procedure_of_version(desk, "9.999999", "2026.11.23") is None


def test_two_imports_at_once_take_turns(desk: DataDir, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalog.bundle.install._LOCK_WAIT_S", 0.05)
    take(desk, "2026.12.01")
    with exclusive_lock(installed_dir(desk) / "install.lock"):
        with pytest.raises(StorageError) as caught:
            take(desk, "2026.12.02")
        assert caught.value.code == "CAT-16"
    assert take(desk, "2026.12.02").version == "2026.12.02"


def test_a_full_or_closed_folder_keeps_the_old_catalogue(
    desk: DataDir, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(desk, "2026.12.01")

    def refuse(*_: object, **__: object) -> None:
        raise StorageError("STORE-03", "đầy", "xoá bớt")

    monkeypatch.setattr("exchange.installed.write_atomic", refuse)
    with pytest.raises(StorageError):
        take(desk, "2026.12.02")
    assert load_catalogue(desk).version == "2026.12.01"


# --- whose name is shown -------------------------------------------------------------------------


def test_the_name_of_the_key_is_shown_never_the_one_that_the_file_gives_itself(
    desk: DataDir,
) -> None:
    trusted = made.trusted("Kẻ lạ")
    incoming = preview(desk, made.signed(), trusted=trusted, moment=made.MOMENT)
    assert (incoming.file.publisher, incoming.file.other_name) == ("Kẻ lạ", made.PUBLISHER)
    done = install(desk, made.signed(), trusted=trusted, moment=made.MOMENT)
    for origin in (done.origin, load_catalogue(desk).origin):
        assert (origin.publisher, origin.claimed) == ("Kẻ lạ", made.PUBLISHER)
    found = verify(desk, trusted=trusted)
    assert (found.ok, found.publisher, found.claimed) == (True, "Kẻ lạ", made.PUBLISHER)
    again = verify(desk, trusted=made.trusted())  # the key got its right name since
    assert (again.publisher, again.claimed) == (made.PUBLISHER, "")


# --- folders of versions -------------------------------------------------------------------------


def test_a_half_removed_version_does_not_count_and_goes(desk: DataDir) -> None:
    take(desk, "2026.12.01")
    take(desk, "2026.12.02")
    half = parts_dir(desk, "2026.12.01") / "forms" / "x"
    half.mkdir(parents=True)
    (half / "form.toml").write_bytes(b"id = ")
    version_file(desk, "2026.12.01").unlink()
    assert versions_kept(desk) == ["2026.12.02"]
    take(desk, "2026.12.03")
    assert (installed_dir(desk) / "2026.12.01").exists()  # named as the one before: left alone
    take(desk, "2026.12.04")
    assert not (installed_dir(desk) / "2026.12.01").exists()


def test_a_version_that_lies_there_whole_is_not_written_again(desk: DataDir) -> None:
    take(desk, "2026.12.01")
    before = version_file(desk, "2026.12.01").stat().st_mtime_ns
    inode = version_file(desk, "2026.12.01").stat().st_ino
    back(desk)
    take(desk, "2026.12.01")
    now = version_file(desk, "2026.12.01").stat()
    assert (now.st_mtime_ns, now.st_ino) == (before, inode)


def test_a_sweep_takes_neither_what_is_in_use_nor_what_was_before(desk: DataDir) -> None:
    days = range(1, KEPT_VERSIONS + 6)
    take(desk, "2026.12.01")
    take(desk, "2026.12.02")
    for day in days:  # what other desks' files left here is newer than both
        folder = version_file(desk, f"2027.01.{day:02d}")
        folder.parent.mkdir()
        folder.write_bytes(b"{}")
    with pytest.raises(InputError):
        take(desk, "2026.12.02")
    take(desk, "2027.02.01")
    assert back(desk).version == "2026.12.02"


def test_a_reader_beside_an_import_sees_the_old_one_or_the_new_one(desk: DataDir) -> None:
    versions = [f"2026.12.{day:02d}" for day in range(1, 7)]
    take(desk, versions[0])
    seen: set[str] = set()
    notices: set[str] = set()
    is_over = threading.Event()

    def read() -> None:
        while not is_over.is_set():
            catalogue = load_catalogue(desk)
            seen.add(catalogue.version)
            notices.add(catalogue.origin.notice)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for version in versions[1:]:
            take(desk, version)
    finally:
        is_over.set()
        reader.join()
    assert notices == {""}
    assert seen <= set(versions)
    assert len(seen) > 1
