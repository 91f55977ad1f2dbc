"""This desk in its store: profile, identity, the province it trusts."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from base.errors import InputError
from desk import centre
from desk.profile import CentreProfile, Gateway, OfficeHours
from exchange.keys import encryption_public, signing_public
from exchange.trust import TrustFile, parse_trust, write_trust
from store.audit import verify
from store.store import Store

MOMENT = datetime(2026, 11, 26, 1, 30, tzinfo=UTC)


def _province(signing: int = 7) -> TrustFile:
    return parse_trust(
        write_trust("Tỉnh Mẫu", encryption_public(bytes(range(32))), bytes([signing] * 32), MOMENT)
    )


def _changed(**changes: object) -> CentreProfile:
    return msgspec.structs.replace(centre.sample_profile(), **changes)


def _init(store: Store, profile: CentreProfile, *, numbered: bool = True) -> None:
    with store.transaction() as tx:
        centre.init_desk(tx, profile, numbered=numbered)


def _profile(store: Store) -> CentreProfile | None:
    with store.read() as tx:
        return centre.load_profile(tx)


def _kinds(store: Store) -> list[str]:
    with store.read() as tx:
        return [row["kind"] for row in tx.execute("SELECT kind FROM store_audit ORDER BY number")]


def test_before_init_there_is_no_profile_and_no_identity(store: Store) -> None:
    assert _profile(store) is None
    with store.read() as tx, pytest.raises(InputError) as caught:
        centre.desk_identity(tx)
    assert caught.value.code == "DESK-01"


def test_the_profile_comes_back_as_it_was_stored(store: Store) -> None:
    profile = _changed(
        hours=[OfficeHours(spans=[("07:00", "11:00")], valid_from="2026-01-01")],
        gateway=Gateway(kind="package", folder="D:\\gửi"),
        saturday_reception=True,
    )
    _init(store, profile)
    assert _profile(store) == profile


def test_another_tag_is_refused_since_dossiers_carry_the_old_one(store: Store) -> None:
    _init(store, centre.sample_profile())
    with pytest.raises(InputError) as caught:
        _init(store, _changed(tag="KHAC", phone="0210 000 000"))
    assert caught.value.code == "DESK-04"
    assert [field.pointer for field in caught.value.fields] == ["/tag"]
    assert _profile(store) == centre.sample_profile()


def test_another_tag_is_fine_while_nothing_was_numbered(store: Store) -> None:
    _init(store, centre.sample_profile())
    with store.read() as tx:
        before = centre.desk_identity(tx)
    _init(store, _changed(tag="THAT"), numbered=False)
    with store.read() as tx:
        assert centre.desk_identity(tx) == before
    assert _profile(store) == _changed(tag="THAT")


def test_everything_else_can_be_changed_and_the_identity_stays(store: Store) -> None:
    _init(store, centre.sample_profile())
    with store.read() as tx:
        before = centre.desk_identity(tx)
    _init(store, _changed(unit="BỘ PHẬN MỘT CỬA XÃ MẪU", doc_suffix="BPTNTKQ"))
    with store.read() as tx:
        after = centre.desk_identity(tx)
    assert (after.desk_id, after.signing_key) == (before.desk_id, before.signing_key)
    assert after.name == "BỘ PHẬN MỘT CỬA XÃ MẪU"


def test_each_desk_has_its_own_identity_and_its_key_can_sign(store: Store) -> None:
    _init(store, centre.sample_profile())
    with store.read() as tx:
        identity = centre.desk_identity(tx)
    assert len(identity.desk_id) == 36
    assert identity.public_key == signing_public(identity.signing_key)
    assert identity.signing_key.hex() not in repr(identity)


def test_init_that_is_rolled_back_leaves_nothing(store: Store) -> None:
    with store.transaction() as tx:
        centre.init_desk(tx, centre.sample_profile())
        tx.execute("DELETE FROM desk_identity")  # as if the second half had never come
        assert centre.load_profile(tx) is not None
        with pytest.raises(InputError):
            centre.desk_identity(tx)
    _init(store, centre.sample_profile())
    with store.read() as tx:
        assert centre.desk_identity(tx).desk_id


def test_the_province_is_unknown_until_it_is_trusted_and_the_last_one_counts(store: Store) -> None:
    with store.read() as tx:
        assert centre.trusted_province(tx) is None
    for province in (_province(7), _province(8), _province(8)):
        with store.transaction() as tx:
            centre.trust(tx, province)
        with store.read() as tx:
            assert centre.trusted_province(tx) == province


def test_init_and_trust_are_told_in_the_audit_log_and_repeats_are_not(store: Store) -> None:
    for profile in (centre.sample_profile(), centre.sample_profile(), _changed(phone="1")):
        _init(store, profile)
    for province in (_province(7), _province(7), _province(8)):
        with store.transaction() as tx:
            centre.trust(tx, province)
    assert _kinds(store) == [
        "desk_initialised",
        "desk_profile_changed",
        "province_trusted",
        "province_trusted",
    ]
    with store.read() as tx:
        notes = [row[0] for row in tx.execute("SELECT note FROM store_audit ORDER BY number")]
    assert notes[-2:] == ["trước đó: chưa có", f"trước đó: {_province(7).key_id}"]
    assert verify(store).ok


def test_the_sample_is_marked_as_made_up_and_passes_its_own_check() -> None:
    sample = centre.sample_profile()
    assert "hư cấu" in sample.centre
    assert centre.parse_profile(msgspec.json.encode(sample)) == sample
