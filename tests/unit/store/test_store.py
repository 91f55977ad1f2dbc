"""Creating and opening a store: nothing that exists is ever lost or replaced."""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
from pathlib import Path

import pytest

from base.errors import StorageError
from base.paths import DataDir
from store.keys import KeyFile
from store.store import Store, open_store
from tests.unit.store.places import MOMENT, Place, add, finished, texts


def _refusal(place: Place) -> str:
    before = place.data.store_file.read_bytes() if place.data.store_file.exists() else None
    with pytest.raises(StorageError) as caught:
        place.open().close()
    after = place.data.store_file.read_bytes() if place.data.store_file.exists() else None
    assert after == before
    return caught.value.code


def _filled(place: Place) -> None:
    with place.open() as store:
        add(store, *(f"ghi chú {n} " + "x" * 300 for n in range(200)))


def test_what_was_committed_is_there_after_reopening(place: Place) -> None:
    with place.open() as store:
        add(store, "một", "hai")
        identity = store.store_id
    with place.open() as store:
        assert texts(store) == ["một", "hai"]
        assert store.store_id == identity


def test_nothing_on_disk_is_in_clear(place: Place) -> None:
    with place.open() as store:
        add(store, "MARKER-8613 Nguyễn Thị Mẫu")
        store.blobs.put(b"MARKER-8613 in a file")
        written = [p.read_bytes() for p in place.data.root.rglob("*") if p.is_file()]
    assert len(written) >= 5  # database, its log, envelope, blob
    for marker in ("MARKER-8613", "Nguyễn Thị Mẫu", "SQLite format 3"):
        for encoding in ("utf-8", "utf-16-le"):
            assert not any(marker.encode(encoding) in data for data in written)


def test_files_are_for_the_owner_only(place: Place) -> None:
    with place.open() as store:
        add(store, "một")
        store.blobs.put(b"a")
        folders = [p for p in place.data.root.rglob("*") if p.is_dir()]
        files = [*place.data.root.glob("store.db*"), place.data.envelope_file, *_blobs(place)]
        assert [oct(p.stat().st_mode & 0o777) for p in files] == ["0o600"] * len(files)
        assert [oct(p.stat().st_mode & 0o777) for p in folders] == ["0o700"] * len(folders)


def _blobs(place: Place) -> list[Path]:
    return list(place.data.blobs_dir.iterdir())


def test_wrong_key_is_told_from_damage_and_harms_nothing(place: Place) -> None:
    _filled(place)
    right = (place.root / "key.txt").read_text()
    (place.root / "key.txt").write_text("00" * 32)
    assert _refusal(place) == "KEY-04"
    (place.root / "key.txt").write_text(right)
    with place.open() as store:
        assert len(texts(store)) == 200


def test_lost_key_is_not_replaced_by_a_new_one(place: Place) -> None:
    _filled(place)
    (place.root / "key.txt").unlink()
    assert _refusal(place) == "KEY-03"
    assert not (place.root / "key.txt").exists()


def test_store_without_envelope_is_refused_and_no_envelope_is_made(place: Place) -> None:
    _filled(place)
    place.data.envelope_file.unlink()
    assert _refusal(place) == "KEY-05"
    assert not place.data.envelope_file.exists()


def test_missing_store_file_is_not_replaced_by_an_empty_one(place: Place) -> None:
    _filled(place)
    place.data.store_file.unlink()
    assert _refusal(place) == "STORE-08"


def test_store_file_cut_to_nothing_is_not_taken_for_a_new_one(place: Place) -> None:
    _filled(place)
    os.truncate(place.data.store_file, 0)
    assert _refusal(place) == "STORE-05"


def test_store_file_of_another_desk_is_refused(place: Place, tmp_path: Path) -> None:
    _filled(place)
    other = Place(tmp_path / "other")
    other.root.mkdir()
    other.open().close()
    place.data.store_file.write_bytes(other.data.store_file.read_bytes())
    assert _refusal(place) == "STORE-05"


def test_any_flipped_bit_in_the_store_file_is_noticed(place: Place) -> None:
    _filled(place)
    whole = place.data.store_file.read_bytes()
    chance = random.Random(11)
    for _ in range(60):
        position = chance.randrange(len(whole))
        damaged = bytearray(whole)
        damaged[position] ^= 1 << chance.randrange(8)
        place.data.store_file.write_bytes(damaged)
        assert _damage_is_named(place), f"byte {position}"
    place.data.store_file.write_bytes(whole)
    with place.open() as store:
        assert store.problems() == ()


def _damage_is_named(place: Place) -> bool:
    try:
        with place.open() as store:
            found = store.problems()
            texts(store)
            return found != ()
    except StorageError as error:
        return error.code == "STORE-05"


def test_cut_off_store_file_is_named_damaged(place: Place) -> None:
    _filled(place)
    os.truncate(place.data.store_file, place.data.store_file.stat().st_size // 2)
    assert _damage_is_named(place)


@pytest.mark.parametrize(
    "stage",
    [
        "_before_envelope",
        "write_envelope",
        "connect",
        "_after_database",
        "_before_ready",
    ],
)
def test_a_first_start_killed_anywhere_is_taken_up_again(place: Place, stage: str) -> None:
    code = f"""
import store.store as module
import store.upgrade as upgrade
stage = {stage!r}
calls = []
write, connect, fill = module.write_envelope, module.connect, upgrade.fill
def die(*a, **k): os._exit(9)
def counted(*a, **k):
    calls.append(1)
    if stage == "_before_ready" and len(calls) == 2: die()
    write(*a, **k)
    if stage == "write_envelope": die()
def filled(*a, **k):
    fill(*a, **k)
    if stage == "_after_database": die()
def connected(*a, **k):
    c = connect(*a, **k)
    if stage == "connect": die()
    return c
if stage == "_before_envelope": module.new_envelope = die
module.write_envelope, module.connect, upgrade.fill = counted, connected, filled
place.open()
"""
    assert finished(place.child(code)) == (9, "")
    with place.open() as store:
        add(store, "một")
    with place.open() as store:
        assert texts(store) == ["một"]


def test_half_made_store_whose_key_is_gone_starts_anew(place: Place) -> None:
    """Nothing was acknowledged before the envelope says ready, so nothing can be lost."""
    code = "import store.store as m\nm.connect = lambda *a, **k: os._exit(9)\nplace.open()"
    assert finished(place.child(code))[0] == 9
    (place.root / "key.txt").unlink()
    with place.open() as store:
        assert texts(store) == []


def test_a_half_made_store_is_never_taken_up_with_a_wrong_key(place: Place) -> None:
    code = "import store.upgrade as u\nu.fill = lambda *a, **k: os._exit(9)\nplace.open()"
    assert finished(place.child(code))[0] == 9
    (place.root / "key.txt").write_text("11" * 32)
    assert _refusal(place) == "KEY-04"


def test_two_processes_that_start_at_once_make_one_store(place: Place) -> None:
    code = "s = place.open()\nprint(s.store_id)"
    children = [place.child(code) for _ in range(3)]
    answers = {finished(child) for child in children}
    assert len(answers) == 1
    assert next(iter(answers))[0] == 0


def test_two_processes_read_then_write_without_losing_a_step(place: Place) -> None:
    with place.open() as store:
        add(store, "đếm")
    code = """
with place.open() as s:
    print("ready", flush=True)
    sys.stdin.read(0)
    for _ in range(100):
        with s.transaction() as tx:
            size = tx.execute("SELECT size FROM notes")[0]["size"] or 0
            tx.update("notes", {"size": size + 1}, "text = ?", ("đếm",))
"""
    children = [place.child(code) for _ in range(2)]
    assert [finished(child) for child in children] == [(0, "ready\n")] * 2
    with place.open() as store, store.read() as tx:
        assert tx.execute("SELECT size FROM notes")[0]["size"] == 200


def test_a_writer_that_waits_too_long_is_told_the_store_is_busy(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.driver.BUSY_WAIT_S", 0.05)
    with place.open() as one, place.open() as other, one.transaction() as tx:
        tx.insert("notes", {"text": "giữ khoá"})
        with pytest.raises(StorageError) as caught, other.transaction():
            pytest.fail("two writers at once")
    assert caught.value.code == "STORE-04"


def test_acknowledged_rows_survive_kill_9(place: Place) -> None:
    place.open().close()
    code = """
with place.open() as s:
    for n in range(10_000):
        with s.transaction() as tx:
            tx.insert("notes", {"text": f"{sys.argv[1]}-{n}"})
            tx.audit("note", str(n))
        print(n, flush=True)
"""
    acknowledged: list[str] = []
    for turn in range(4):
        child = place.child(code, str(turn))
        assert child.stdout is not None
        for _ in range(20 + 13 * turn):
            acknowledged.append(f"{turn}-{int(child.stdout.readline())}")
        child.kill()
        rest, _ = child.communicate()
        # The last line may be cut off by the kill: only whole lines were read by anybody.
        acknowledged += [f"{turn}-{line}" for line in rest.split("\n")[:-1]]
    with place.open() as store:
        kept = texts(store)
        assert set(acknowledged) <= set(kept)
        assert len(kept) - len(acknowledged) <= 4  # committed, killed before saying so
        assert store.problems() == ()
        with store.read() as tx:
            rows = tx.execute("SELECT count(*) FROM store_audit")[0][0]
            assert store.audit_trail.check(tx).ok
        assert rows == len(kept)


def test_opening_a_store_that_is_up_to_date_spares_sqlite_utils(place: Place) -> None:
    place.open().close()
    code = "place.open().close()\nprint('sqlite_utils' in sys.modules, 'keyring' in sys.modules)"
    assert finished(place.child(code)) == (0, "False False\n")


def test_a_copy_is_encrypted_whole_and_opens_with_the_same_key(
    place: Place, tmp_path: Path
) -> None:
    with place.open() as store:
        add(store, "một", "hai")
        target = tmp_path / "copy.db"
        store.copy_to(target)
        with pytest.raises(FileExistsError):
            store.copy_to(target)
    restored = Place(tmp_path / "restored")
    restored.data.make()
    restored.data.store_file.write_bytes(target.read_bytes())
    restored.data.envelope_file.write_bytes(place.data.envelope_file.read_bytes())
    with open_store(restored.data, place.key, (place.notes(),), lambda: MOMENT) as store:
        assert texts(store) == ["một", "hai"]


def test_a_folder_that_cannot_be_written_is_named(place: Place, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    data = DataDir(tmp_path / "file" / "data")
    with pytest.raises(StorageError) as caught:
        open_store(data, place.key, (), lambda: MOMENT)
    assert caught.value.code == "STORE-01"


def test_a_full_disk_is_named_and_leaves_what_was_there(store: Store) -> None:
    add(store, "một")
    connection = store._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageError) as caught, store.transaction() as tx:
        tx.insert("notes", {"text": "x" * 200_000})
    assert caught.value.code == "STORE-03"
    connection.execute("PRAGMA max_page_count = 1000000")
    add(store, "hai")
    assert texts(store) == ["một", "hai"]


@pytest.mark.skipif(sys.platform == "win32", reason="no POSIX permissions")
def test_a_read_only_folder_is_named() -> None:
    """As an unprivileged user, since the superuser may write anywhere."""
    with tempfile.TemporaryDirectory() as name:  # pytest's own folder is closed to others
        place = Place(Path(name))
        with place.open() as store:
            add(store, "một")
        for path in (*place.root.rglob("*"), place.root):
            path.chmod(0o555 if path.is_dir() else 0o444)
        code = """
from base.errors import StorageError
with place.open(place.room("notes", {})) as s, s.transaction() as tx:
    tx.execute("SELECT 1")  # loads what the other user may have no right to read
os.getuid() or os.setuid(65534)
try:
    with place.open(place.room("notes", {})) as s, s.transaction() as tx:
        tx.insert("notes", {"text": "hai"})
    print("written")
except StorageError as error:
    print(error.code)
"""
        answer = finished(place.child(code))
        for path in (place.root, *place.root.rglob("*")):
            path.chmod(0o700)
    assert answer in {(0, "STORE-02\n"), (0, "STORE-13\n")}


def test_the_envelope_says_nothing_that_opens_the_store(place: Place) -> None:
    place.open().close()
    text = place.data.envelope_file.read_text()
    secret = (place.root / "key.txt").read_text().strip()
    assert secret not in text
    assert json.loads(text)["state"] == "ready"


def test_one_key_file_may_serve_two_stores(place: Place, tmp_path: Path) -> None:
    other = DataDir(tmp_path / "second")
    with (
        place.open() as one,
        open_store(other, KeyFile(tmp_path / "key.txt", other.root), (), lambda: MOMENT) as two,
    ):
        assert one.store_id != two.store_id
