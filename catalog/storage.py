"""SQL of the catalog room: trusted publishers, local notes, missing procedures, the shelf."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from store.migrations import RoomMigrations
from store.store import Row, Transaction

MIGRATIONS = RoomMigrations("catalog", Path(__file__).parent / "migrations")


class PublisherRow(msgspec.Struct, frozen=True, kw_only=True):
    """A key whose catalogue files this desk takes."""

    signing_key: bytes
    name: str
    issued_at: str
    trusted_at: datetime


class LocalNote(msgspec.Struct, frozen=True, kw_only=True):
    """One note of the commune on a procedure; never part of the published text."""

    id: str
    procedure_code: str
    text: str
    papers: str
    contact: str
    link: str
    author: str
    created_at: datetime
    updated_at: datetime


class WantedProcedure(msgspec.Struct, frozen=True, kw_only=True):
    """Something that citizens asked for and the catalogue does not have."""

    id: str
    said: str
    note: str
    author: str
    asked: int
    first_at: datetime
    last_at: datetime
    answered_by: str | None


def publishers(tx: Transaction) -> tuple[PublisherRow, ...]:
    """Return every trusted publisher, the first trusted first."""
    rows = tx.execute(
        "SELECT signing_key, name, issued_at, trusted_at FROM catalogue_publisher"
        " ORDER BY trusted_at, name"
    )
    return tuple(
        PublisherRow(
            signing_key=bytes(r["signing_key"]),
            name=r["name"],
            issued_at=r["issued_at"],
            trusted_at=_moment(r["trusted_at"]),
        )
        for r in rows
    )


def put_publisher(tx: Transaction, row: PublisherRow) -> None:
    """Trust a key, or renew its name."""
    tx.execute(
        "INSERT INTO catalogue_publisher (signing_key, name, issued_at, trusted_at)"
        " VALUES (?, ?, ?, ?) ON CONFLICT (signing_key) DO UPDATE SET name = excluded.name,"
        " issued_at = excluded.issued_at",
        (row.signing_key, row.name, row.issued_at, _text(row.trusted_at)),
    )


def remove_publisher(tx: Transaction, signing_key: bytes) -> bool:
    """Trust a key no longer; return whether it was trusted."""
    known = tx.execute("SELECT 1 FROM catalogue_publisher WHERE signing_key = ?", (signing_key,))
    tx.execute("DELETE FROM catalogue_publisher WHERE signing_key = ?", (signing_key,))
    return bool(known)


def put_note(tx: Transaction, note: LocalNote) -> None:
    """Store a note in place of its earlier text."""
    values = msgspec.structs.asdict(note) | {
        "created_at": _text(note.created_at),
        "updated_at": _text(note.updated_at),
    }
    if not tx.update("local_note", values, "id = ?", (note.id,)):
        tx.insert("local_note", values)


def withdraw_note(tx: Transaction, note_id: str, at: datetime) -> bool:
    """Take a note off the screens; it stays in the store. Return whether it was shown."""
    changed = tx.update(
        "local_note", {"withdrawn_at": _text(at)}, "id = ? AND withdrawn_at IS NULL", (note_id,)
    )
    return changed > 0


def restore_note(tx: Transaction, note_id: str) -> bool:
    """Show a withdrawn note again; return whether it was withdrawn."""
    return (
        tx.update(
            "local_note", {"withdrawn_at": None}, "id = ? AND withdrawn_at IS NOT NULL", (note_id,)
        )
        > 0
    )


def notes(tx: Transaction, codes: Sequence[str] | None = None) -> tuple[LocalNote, ...]:
    """Return the notes in use, all or of some procedures, the last changed first."""
    rows = tx.execute(
        "SELECT id, procedure_code, text, papers, contact, link, author, created_at, updated_at"
        " FROM local_note WHERE withdrawn_at IS NULL ORDER BY updated_at DESC, id"
    )
    return tuple(_note(r) for r in rows if codes is None or r["procedure_code"] in codes)


def note(tx: Transaction, note_id: str) -> LocalNote | None:
    """Return one note in use."""
    return next((found for found in notes(tx) if found.id == note_id), None)


def count_wanted(tx: Transaction, wanted: WantedProcedure, folded: str) -> str:
    """Store something asked for, or count it once more; return its id."""
    rows = tx.execute("SELECT id, note FROM wanted_procedure WHERE folded = ?", (folded,))
    if not rows:
        values = msgspec.structs.asdict(wanted) | {
            "folded": folded,
            "first_at": _text(wanted.first_at),
            "last_at": _text(wanted.last_at),
        }
        tx.insert("wanted_procedure", values)
        return wanted.id
    known = rows[0]
    tx.execute(
        "UPDATE wanted_procedure SET asked = asked + 1, last_at = ?, note = ? WHERE id = ?",
        (_text(wanted.last_at), wanted.note or known["note"], known["id"]),
    )
    return str(known["id"])


def answer_wanted(tx: Transaction, wanted_id: str, code: str | None) -> bool:
    """Store which procedure it was after all; return whether the row exists."""
    return tx.update("wanted_procedure", {"answered_by": code}, "id = ?", (wanted_id,)) > 0


def wanted(tx: Transaction) -> tuple[WantedProcedure, ...]:
    """Return everything asked for, what is asked most often first."""
    rows = tx.execute(
        "SELECT id, said, note, author, asked, first_at, last_at, answered_by"
        " FROM wanted_procedure ORDER BY answered_by IS NOT NULL, asked DESC, last_at DESC, id"
    )
    return tuple(
        WantedProcedure(
            id=r["id"],
            said=r["said"],
            note=r["note"],
            author=r["author"],
            asked=r["asked"],
            first_at=_moment(r["first_at"]),
            last_at=_moment(r["last_at"]),
            answered_by=r["answered_by"],
        )
        for r in rows
    )


def put_favourite(tx: Transaction, code: str, at: datetime) -> None:
    """Keep a procedure at hand; one that is there keeps its place."""
    tx.execute(
        "INSERT INTO favourite_procedure (code, added_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
        (code, _text(at)),
    )


def remove_favourite(tx: Transaction, code: str) -> None:
    """Keep a procedure at hand no longer."""
    tx.execute("DELETE FROM favourite_procedure WHERE code = ?", (code,))


def favourites(tx: Transaction) -> tuple[str, ...]:
    """Return the codes kept at hand, the first added first."""
    rows = tx.execute("SELECT code FROM favourite_procedure ORDER BY added_at, rowid")
    return tuple(str(r["code"]) for r in rows)


def put_recent(tx: Transaction, code: str, at: datetime, *, keep: int) -> None:
    """Put a procedure first among those opened last, and forget all but `keep`."""
    tx.execute("DELETE FROM recent_procedure WHERE code = ?", (code,))
    tx.insert("recent_procedure", {"code": code, "opened_at": _text(at)})
    tx.execute(
        "DELETE FROM recent_procedure WHERE code NOT IN"
        " (SELECT code FROM recent_procedure ORDER BY opened_at DESC, rowid DESC LIMIT ?)",
        (keep,),
    )


def recents(tx: Transaction) -> tuple[str, ...]:
    """Return the codes opened last, the last one first."""
    rows = tx.execute("SELECT code FROM recent_procedure ORDER BY opened_at DESC, rowid DESC")
    return tuple(str(r["code"]) for r in rows)


def _note(row: Row) -> LocalNote:
    return LocalNote(
        id=row["id"],
        procedure_code=row["procedure_code"],
        text=row["text"],
        papers=row["papers"],
        contact=row["contact"],
        link=row["link"],
        author=row["author"],
        created_at=_moment(row["created_at"]),
        updated_at=_moment(row["updated_at"]),
    )


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
