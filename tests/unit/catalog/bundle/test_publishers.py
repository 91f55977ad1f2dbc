"""Whose files a desk takes: three places, and never a key that a catalogue brought itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from base.clock import fixed_clock
from base.errors import InputError
from base.paths import DataDir
from catalog.bundle.publishers import (
    FORMAT,
    bundled_publishers,
    forget_publisher,
    read_publisher,
    trust_publisher,
    trusted_keys,
    trusted_publishers,
    write_publisher,
)
from catalog.content import DATA, is_content
from catalog.storage import MIGRATIONS
from desk import centre
from desk.storage import MIGRATIONS as DESK
from exchange.keys import encryption_public, new_signing_key, signing_public
from exchange.signed import sign_document
from exchange.trust import parse_trust, write_trust
from store import audit
from store.keys import KeyFile
from store.store import Store, open_store
from tests.unit.catalog.bundle.made import MOMENT


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    data_dir = DataDir(tmp_path / "data").make()
    keys = KeyFile(tmp_path / "key", data_dir.root)
    with open_store(data_dir, keys, (DESK, MIGRATIONS), fixed_clock(MOMENT)) as opened:
        yield opened


def test_the_program_brings_no_publisher_yet_and_no_private_key() -> None:
    assert bundled_publishers() == ()
    listed = json.loads((DATA / "publishers.json").read_text("utf-8"))
    assert "chưa có" in listed["note"]
    assert not is_content("publishers.json")


def test_a_publishers_file_gives_name_and_key() -> None:
    key = new_signing_key()
    publisher = read_publisher(write_publisher("Sở Tư pháp (mẫu)", MOMENT, key))
    assert publisher.name == "Sở Tư pháp (mẫu)"
    assert publisher.signing_key == signing_public(key)
    assert len(publisher.key_id) == 32


def test_a_publishers_file_must_be_signed_with_the_key_that_it_gives_out() -> None:
    body = {
        "name": "x", "signing_key": signing_public(new_signing_key()).hex(),
        "issued_at": "2026-11-26T08:30:00+07:00",
    }  # fmt: skip
    for wrong in (body, body | {"name": ""}, {"name": "x"}, body | {"issued_at": "today"}):
        with pytest.raises(InputError) as caught:
            read_publisher(sign_document(FORMAT, wrong, new_signing_key()))
        assert caught.value.code == "CAT-17"


def test_keys_come_from_the_province_and_from_single_publishers(store: Store) -> None:
    province_key, own_key = new_signing_key(), new_signing_key()
    province = parse_trust(
        write_trust("Tỉnh mẫu", encryption_public(new_signing_key()), province_key, MOMENT)
    )
    own = read_publisher(write_publisher("Sở mẫu", MOMENT, own_key))
    with store.transaction() as tx:
        assert trusted_keys(tx) == {}
        centre.trust(tx, province)
        trust_publisher(tx, own, MOMENT)
        trust_publisher(tx, own, MOMENT)
        assert trusted_keys(tx) == {
            signing_public(province_key): "Tỉnh mẫu", signing_public(own_key): "Sở mẫu",
        }  # fmt: skip
    assert trusted_keys(None) == {}
    assert audit.verify(store).ok


@pytest.mark.parametrize("how", ["key", "spaced key", "name"])
def test_a_publisher_can_be_forgotten(store: Store, how: str) -> None:
    own = read_publisher(write_publisher("Sở mẫu", MOMENT, new_signing_key()))
    spaced = f" {own.key_id[:16].upper()} {own.key_id[16:]} "
    which = {"key": own.key_id, "spaced key": spaced, "name": own.name}[how]
    with store.transaction() as tx:
        trust_publisher(tx, own, MOMENT)
        assert forget_publisher(tx, which).key_id == own.key_id
        assert trusted_keys(tx) == {}
        rows = tx.execute("SELECT kind, subject FROM store_audit ORDER BY rowid DESC LIMIT 1")
        assert [tuple(row) for row in rows] == [("catalogue_publisher_forgotten", own.key_id)]
        with pytest.raises(InputError) as caught:
            forget_publisher(tx, which)
    assert caught.value.code == "CAT-18"
    assert audit.verify(store).ok


def test_of_two_keys_of_one_name_the_key_must_be_told(store: Store) -> None:
    old, new = (
        read_publisher(write_publisher("Sở mẫu", MOMENT, new_signing_key())) for _ in range(2)
    )
    with store.transaction() as tx:
        for publisher in (old, new):
            trust_publisher(tx, publisher, MOMENT)
        with pytest.raises(InputError) as caught:
            forget_publisher(tx, "Sở mẫu")
        assert caught.value.code == "CAT-19"
        assert old.key_id in caught.value.next_step
        assert new.key_id in caught.value.next_step
        forget_publisher(tx, old.key_id)
        assert [owner.key_id for owner in trusted_publishers(tx)] == [new.key_id]


def test_the_provinces_key_is_not_forgotten_here_and_the_way_is_told(store: Store) -> None:
    key = new_signing_key()
    province = parse_trust(
        write_trust("Tỉnh mẫu", encryption_public(new_signing_key()), key, MOMENT)
    )
    with store.transaction() as tx:
        centre.trust(tx, province)
        (owner,) = trusted_publishers(tx)
        assert owner.source == "province"
        with pytest.raises(InputError) as caught:
            forget_publisher(tx, owner.key_id)
        assert caught.value.code == "CAT-18"
        assert "desk trust" in caught.value.next_step
        assert trusted_keys(tx) == {signing_public(key): "Tỉnh mẫu"}
