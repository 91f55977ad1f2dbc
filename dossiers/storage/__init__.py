"""All SQL of the dossiers room, one file per table family."""

from __future__ import annotations

from pathlib import Path

from store.migrations import RoomMigrations

MIGRATIONS = RoomMigrations("dossiers", Path(__file__).parent.parent / "migrations")
