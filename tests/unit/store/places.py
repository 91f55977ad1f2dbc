"""Stores to test on: a data folder with a key file beside it, and rooms made of SQL texts."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from base.clock import Clock, fixed_clock
from base.paths import PROJECT_DIR, DataDir
from store.keys import KeyFile
from store.migrations import RoomMigrations
from store.store import Store, open_store

MOMENT = datetime(2026, 11, 26, 1, 30, tzinfo=UTC)
NOTES = """
CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, size INTEGER) STRICT;
CREATE TABLE lines (id INTEGER PRIMARY KEY, note INTEGER NOT NULL REFERENCES notes (id)) STRICT;
"""


class Place:
    """One data folder and what opens it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.data = DataDir(root / "data")
        self.key = KeyFile(root / "key.txt", self.data.root)

    def room(self, name: str, files: Mapping[str, str]) -> RoomMigrations:
        """Write a room's SQL files (more of them with each call) and return its migrations."""
        folder = self.root / "sql" / name
        folder.mkdir(parents=True, exist_ok=True)
        for file, text in files.items():
            (folder / file).write_text(text, encoding="utf-8")
        return RoomMigrations(name, folder)

    def notes(self) -> RoomMigrations:
        """Return a room with two tables."""
        return self.room("notes", {"0001_notes.sql": NOTES})

    def open(self, *rooms: RoomMigrations, clock: Clock | None = None) -> Store:
        """Open the store, by default with the notes room."""
        return open_store(self.data, self.key, rooms or (self.notes(),), clock or _clock())

    def child(self, code: str, *arguments: str) -> subprocess.Popen[str]:
        """Start a process in which `place` is this place."""
        start = (
            "import os, sys\n"
            "from pathlib import Path\n"
            "from tests.unit.store.places import Place\n"
            f"place = Place(Path({str(self.root)!r}))\n"
        )
        return subprocess.Popen(
            [sys.executable, "-c", start + code, *arguments],
            cwd=PROJECT_DIR,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(PROJECT_DIR), "PYTHONDONTWRITEBYTECODE": "1"},
        )


def _clock() -> Clock:
    return fixed_clock(MOMENT)


def finished(child: subprocess.Popen[str]) -> tuple[int, str]:
    """Wait for a child and return its status and what it printed."""
    out, err = child.communicate(timeout=55)
    return child.returncode, out + err


def texts(store: Store) -> Sequence[str]:
    """Return the texts of all notes."""
    with store.read() as tx:
        return [row["text"] for row in tx.execute("SELECT text FROM notes ORDER BY id")]


def add(store: Store, *notes: str) -> None:
    """Add notes, each in its own transaction."""
    for text in notes:
        with store.transaction() as tx:
            tx.insert("notes", {"text": text})
