"""`desk …`: the centre's profile and the keys of others."""

from __future__ import annotations

from typing import Any

import msgspec

from base.errors import InputError
from cli.context import Context, read_file
from cli.output import Answer, note
from desk import centre
from desk.profile import CentreProfile
from dossiers.register import is_numbered
from dossiers.workplace import open_desk_store
from exchange.trust import TrustFile, parse_trust
from store.store import Transaction


def init(context: Context) -> Answer:
    """Store the centre's profile; without one the made-up sample, for trying out."""
    if context.options.profile:
        profile = centre.parse_profile(read_file(context.options.profile))
    else:
        profile = centre.sample_profile()
        note("Chưa có --profile: dùng hồ sơ trung tâm mẫu (đơn vị hư cấu, chỉ để dùng thử).")
    with open_desk_store(context.data_dir, clock=context.clock) as store, store.transaction() as tx:
        centre.init_desk(tx, profile, numbered=is_numbered(tx))
        document = _document(tx, profile)
    return Answer(document, (f"Đã khai báo: {profile.centre}.",))


def show(context: Context) -> Answer:
    """Show the profile, no secrets."""
    with open_desk_store(context.data_dir, clock=context.clock) as store, store.read() as tx:
        profile = centre.load_profile(tx)
        if profile is None:
            raise InputError(
                "DESK-01",
                "Máy này chưa có hồ sơ trung tâm.",
                "Chạy: desk init --profile TỆP.",
            )
        document = _document(tx, profile)
    return Answer(document, tuple(f"{key}: {value}" for key, value in document.items()))


def trust(context: Context) -> Answer:
    """Trust the keys in a file."""
    key_file = parse_trust(read_file(context.options.file))
    with open_desk_store(context.data_dir, clock=context.clock) as store, store.transaction() as tx:
        centre.trust(tx, key_file)
    return Answer(_trust_json(key_file), (f"Đã tin khoá của: {key_file.name}.",))


def _document(tx: Transaction, profile: CentreProfile) -> dict[str, Any]:
    province = centre.trusted_province(tx)
    identity = centre.desk_identity(tx)
    return {
        **msgspec.to_builtins(profile),
        "mode": "solo",
        "desk_id": identity.desk_id,
        "trusted_province": _trust_json(province) if province else None,
    }


def _trust_json(key_file: TrustFile) -> dict[str, Any]:
    return {"name": key_file.name, "key_id": key_file.key_id}
