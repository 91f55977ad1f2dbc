"""SQL of the desk room."""

from __future__ import annotations

from pathlib import Path

import msgspec

from desk.profile import CentreProfile
from exchange.trust import TrustFile
from store.migrations import RoomMigrations
from store.store import Transaction

MIGRATIONS = RoomMigrations("desk", Path(__file__).parent / "migrations")


def load_profile(tx: Transaction) -> CentreProfile | None:
    """Return the stored profile, None before `desk init`."""
    rows = tx.execute("SELECT profile FROM desk_profile WHERE id = 1")
    return msgspec.json.decode(rows[0]["profile"], type=CentreProfile) if rows else None


def save_profile(tx: Transaction, profile: CentreProfile) -> None:
    """Store the profile in place of an earlier one."""
    tx.execute(
        "INSERT INTO desk_profile (id, tag, profile) VALUES (1, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET tag = excluded.tag, profile = excluded.profile",
        (profile.tag, msgspec.json.encode(profile).decode()),
    )


def load_identity(tx: Transaction) -> tuple[str, bytes] | None:
    """Return the desk's id and its private signing key."""
    rows = tx.execute("SELECT desk_id, signing_key FROM desk_identity WHERE id = 1")
    return (rows[0]["desk_id"], rows[0]["signing_key"]) if rows else None


def insert_identity(tx: Transaction, desk_id: str, signing_key: bytes) -> None:
    """Store the identity; ConstraintError when there is one."""
    tx.insert("desk_identity", {"id": 1, "desk_id": desk_id, "signing_key": signing_key})


def last_trusted(tx: Transaction) -> TrustFile | None:
    """Return the keys that were trusted last."""
    rows = tx.execute(
        "SELECT name, encryption_key, signing_key, issued_at FROM desk_trusted"
        " ORDER BY id DESC LIMIT 1"
    )
    if not rows:
        return None
    row = rows[0]
    return TrustFile(
        name=row["name"],
        encryption_key=row["encryption_key"],
        signing_key=row["signing_key"],
        issued_at=row["issued_at"],
    )


def insert_trusted(tx: Transaction, trust: TrustFile) -> None:
    """Store keys as the ones that count from now on."""
    tx.insert("desk_trusted", msgspec.structs.asdict(trust))
