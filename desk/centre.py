"""This desk: its centre profile, its identity towards others, and the province it trusts."""

from __future__ import annotations

import uuid_utils

from base.errors import FieldProblem, InputError
from desk import storage
from desk.profile import CentreProfile, Signer
from desk.profile_reader import read_profile
from exchange.identity import DeskIdentity
from exchange.keys import new_signing_key
from exchange.trust import TrustFile
from store.store import Transaction


def parse_profile(data: bytes) -> CentreProfile:
    """Read a profile file (JSON or TOML); raise InputError DESK-02, or DESK-03 by field."""
    return read_profile(data)


def init_desk(tx: Transaction, profile: CentreProfile, *, numbered: bool = True) -> None:
    """Store the profile, and at the first time make the desk's identity.

    Raises InputError DESK-04 for another tag than before, unless the caller knows that no dossier
    was `numbered` under that one yet (after trying out the sample).
    """
    old = storage.load_profile(tx)
    if old is not None and old.tag != profile.tag and numbered:
        raise InputError(
            "DESK-04",
            f"Quầy này đã đánh số hồ sơ với ký hiệu {old.tag}, không đổi ký hiệu được.",
            f"Giữ tag = {old.tag} trong hồ sơ trung tâm; các trường khác sửa được.",
            fields=(FieldProblem("/tag", "DESK-04", f"Phải giữ {old.tag}."),),
        )
    storage.save_profile(tx, profile)
    if storage.load_identity(tx) is None:
        storage.insert_identity(tx, str(uuid_utils.uuid7()), new_signing_key())
    if profile != old:
        tx.audit("desk_initialised" if old is None else "desk_profile_changed", profile.tag)


def load_profile(tx: Transaction) -> CentreProfile | None:
    """Return the centre's profile, None before `desk init`."""
    return storage.load_profile(tx)


def desk_identity(tx: Transaction) -> DeskIdentity:
    """Return who this desk is towards others; raise InputError DESK-01 before `desk init`."""
    profile, identity = storage.load_profile(tx), storage.load_identity(tx)
    if profile is None or identity is None:
        raise InputError(
            "DESK-01",
            "Máy này chưa có hồ sơ trung tâm.",
            "Khai báo đơn vị trong phần mềm, hoặc chạy: desk init --profile TỆP.",
        )
    return DeskIdentity(identity[0], profile.unit, identity[1])


def trust(tx: Transaction, province: TrustFile) -> None:
    """Use these keys from now on. Told in the audit log, with the key ids of old and new."""
    old = storage.last_trusted(tx)
    if old == province:
        return
    storage.insert_trusted(tx, province)
    tx.audit("province_trusted", province.key_id, f"trước đó: {old.key_id if old else 'chưa có'}")


def trusted_province(tx: Transaction) -> TrustFile | None:
    """Return the province's keys, None until `desk trust`."""
    return storage.last_trusted(tx)


def sample_profile() -> CentreProfile:
    """Return a made-up centre, for the demo and for trying out. No such commune exists."""
    return CentreProfile(
        parent_org="UBND XÃ SÔNG MẪU",
        unit="TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG XÃ SÔNG MẪU",
        centre="Trung tâm Phục vụ hành chính công xã Sông Mẫu (đơn vị hư cấu)",
        authority="Ủy ban nhân dân xã Sông Mẫu",
        place="Sông Mẫu",
        province="Phú Thọ",
        tag="SONGMAU",
        phone="",
        clerk="Cán bộ mẫu",
        signers=[Signer(name="Người ký mẫu", title="Giám đốc Trung tâm")],
    )
