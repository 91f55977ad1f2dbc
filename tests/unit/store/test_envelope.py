"""The envelope tells a wrong key from a damaged envelope, and leaves room for more slots."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from base.errors import StorageError
from store.envelope import (
    CREATING,
    READY,
    Envelope,
    Slot,
    new_envelope,
    read_envelope,
    unlock,
    write_envelope,
)

SECRET, OTHER = bytes(range(32)), bytes(32)


@pytest.fixture
def envelope() -> Envelope:
    return new_envelope("01a2-store", SECRET)


def _code(path: Path, secret: bytes = SECRET) -> str | None:
    try:
        envelope = read_envelope(path)
        assert envelope is not None
        unlock(envelope, secret)
    except StorageError as error:
        return error.code
    return None


def test_the_same_keys_come_out_after_writing_and_reading(
    envelope: Envelope, tmp_path: Path
) -> None:
    path = tmp_path / "envelope.json"
    write_envelope(path, replace(envelope, state=READY))
    read = read_envelope(path)
    assert read == replace(envelope, state=READY)
    assert read is not None
    assert unlock(read, SECRET) == unlock(envelope, SECRET)


def test_a_new_envelope_is_not_ready(envelope: Envelope) -> None:
    assert envelope.state == CREATING


def test_every_purpose_and_every_store_has_its_own_key(envelope: Envelope) -> None:
    one, two = unlock(envelope, SECRET), unlock(new_envelope("01a2-store", SECRET), SECRET)
    keys = [k for s in (one, two) for k in (s.database, s.blobs, s.blob_names, s.audit)]
    assert len(set(keys)) == 8
    assert {len(k) for k in keys} == {32}
    assert not any(k.hex() in repr(one) for k in keys)


def test_no_file_is_no_envelope(tmp_path: Path) -> None:
    assert read_envelope(tmp_path / "none.json") is None


def test_a_wrong_key_is_said_to_be_a_wrong_key(envelope: Envelope, tmp_path: Path) -> None:
    write_envelope(tmp_path / "e", envelope)
    assert _code(tmp_path / "e", OTHER) == "KEY-04"
    assert _code(tmp_path / "e") is None


def test_every_flipped_bit_is_said_to_be_damage_and_never_a_wrong_key(
    envelope: Envelope, tmp_path: Path
) -> None:
    path = tmp_path / "e"
    write_envelope(path, envelope)
    whole = path.read_bytes()
    unnoticed = []
    for position in range(len(whole)):
        damaged = bytearray(whole)
        damaged[position] ^= 1 << (position % 8)
        path.write_bytes(damaged)
        code = _code(path)
        assert code in {"KEY-06", None}, f"byte {position}: {code}"
        if code is None and json.loads(damaged) != json.loads(whole):
            unnoticed.append(position)
    assert unnoticed == []  # only white space may change unnoticed


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_envelope_is_named_damaged(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "e").write_bytes(data)
    assert _code(tmp_path / "e") == "KEY-06"


def _rewrite(path: Path, **changes: object) -> None:
    """Write an envelope with other members and a right digest, as another program would."""
    from store import envelope as module

    body = json.loads(path.read_bytes())
    del body["digest"]
    body.update(changes)
    path.write_text(json.dumps({**body, "digest": module._digest(body)}))


def test_a_newer_format_is_named(envelope: Envelope, tmp_path: Path) -> None:
    write_envelope(tmp_path / "e", envelope)
    _rewrite(tmp_path / "e", format="motcua.envelope/2")
    assert _code(tmp_path / "e") == "KEY-07"


def test_wrong_members_with_a_right_digest_are_named_damaged(
    envelope: Envelope, tmp_path: Path
) -> None:
    changes: list[dict[str, object]] = [
        {"slots": 3},
        {"slots": [{}]},
        {"key_check": "zz"},
        {"store_id": None},
        {"state": 1},
    ]
    for change in changes:
        write_envelope(tmp_path / "e", envelope)
        _rewrite(tmp_path / "e", **change)
        assert _code(tmp_path / "e") == "KEY-06"


def test_a_slot_cannot_be_moved_to_another_store(envelope: Envelope) -> None:
    with pytest.raises(StorageError) as caught:
        unlock(replace(envelope, store_id="another"), SECRET)
    assert caught.value.code == "KEY-04"


def test_slots_of_later_kinds_are_kept_and_do_not_disturb(
    envelope: Envelope, tmp_path: Path
) -> None:
    later = Slot(2, "password", bytes(12), bytes(48), {"argon2id": {"memory_kib": 65536}})
    write_envelope(tmp_path / "e", replace(envelope, slots=(later, *envelope.slots)))
    read = read_envelope(tmp_path / "e")
    assert read is not None
    assert read.slots[0] == later
    assert unlock(read, SECRET) == unlock(envelope, SECRET)


def test_an_envelope_with_later_slots_only_asks_for_a_newer_program(envelope: Envelope) -> None:
    later = Slot(2, "password", bytes(12), bytes(48))
    with pytest.raises(StorageError) as caught:
        unlock(replace(envelope, slots=(later,)), SECRET)
    assert caught.value.code == "KEY-07"
