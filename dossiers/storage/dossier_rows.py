"""SQL of dossiers, their events, attachments and numbers."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from base.text import fold
from dossiers.dossier import DossierEvent, DossierRow, DossierState, OutboxState
from exchange.records import Attachment, DossierRecord, content_hash
from store.store import Row, Transaction

_ROW = """
    SELECT d.id, d.provisional_number, d.dossier_code, d.procedure_code, d.procedure_name,
           d.applicant_name, d.received_at, d.due_at, d.state, o.state AS outbox_state,
           (SELECT count(*) FROM dossier_form f WHERE f.dossier_id = d.id AND f.part = 'event')
           AS further_events
    FROM dossier d LEFT JOIN outbox o ON o.dossier_id = d.id
"""
_MATCHING = " WHERE d.id IN (SELECT dossier_id FROM dossier_search WHERE words MATCH ?)"
_NEWEST_FIRST = " ORDER BY d.received_at DESC, d.id DESC LIMIT ?"

_NUMBER = re.compile(r"(?<!\d)(?:\d{12}|\d{9})(?!\d)")  # of a person, old or new


def utc_text(moment: datetime) -> str:
    """Return a moment as sortable UTC text."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def next_serial(tx: Transaction, tag: str, year: int) -> int:
    """Use up the next serial of the year; never given twice, also after a void."""
    rows = tx.execute(
        "INSERT INTO number_series (tag, year, last_serial) VALUES (?, ?, 1)"
        " ON CONFLICT (tag, year) DO UPDATE SET last_serial = last_serial + 1"
        " RETURNING last_serial",
        (tag, year),
    )
    return int(rows[0]["last_serial"])


def has_series(tx: Transaction) -> bool:
    """Return whether any serial was used."""
    return bool(tx.execute("SELECT 1 FROM number_series LIMIT 1"))


def insert(
    tx: Transaction,
    record: DossierRecord,
    payload: bytes,
    draft_id: str | None,
    received_at: datetime,
    due_at: datetime | None,
) -> None:
    """Store one dossier, which forms it has and its search words."""
    tx.insert(
        "dossier",
        {
            "id": record.id,
            "draft_id": draft_id,
            "provisional_number": record.provisional_number,
            "procedure_code": record.procedure_code,
            "procedure_name": record.procedure_name,
            "applicant_name": record.applicant.full_name,
            "received_at": utc_text(received_at),
            "due_at": utc_text(due_at) if due_at else None,
            "state": DossierState.RECEIVED.value,
            "record": payload,
            "record_sha256": content_hash(payload),
        },
    )
    for position, (part, form_id, version) in enumerate(_forms(record)):
        tx.insert(
            "dossier_form",
            {
                "dossier_id": record.id,
                "position": position,
                "part": part,
                "form_id": form_id,
                "form_version": version,
            },
        )
    tx.execute(
        "INSERT INTO dossier_search (dossier_id, words) VALUES (?, ?)",
        (record.id, search_words(record)),
    )


def _forms(record: DossierRecord) -> list[tuple[str, str, str]]:
    """Return part, form and version of every form, the main declaration first."""
    main = []
    if record.form_id is not None and record.form_version is not None:
        main = [("main", record.form_id, record.form_version)]
    return main + [(form.part, form.form_id, form.form_version) for form in record.further]


def search_words(record: DossierRecord) -> str:
    """Return what a dossier is found by: names, numbers of people, procedure, without marks."""
    parts = [record.provisional_number, record.procedure_code, record.procedure_name]
    for party in (record.applicant, record.submitter, record.requester):
        if party is not None:
            parts += [party.full_name, party.personal_number or "", party.phone or ""]
            parts.append(party.old_number or "")
    for answers in (record.answers, *(form.answers for form in record.further)):
        parts += [str(v) for k, v in answers.items() if k.endswith("_name")]
        papers = (str(v) for k, v in answers.items() if k.endswith(("_id", "_pin")))
        parts += [number for text in papers for number in _NUMBER.findall(text)]
    return fold(" ".join(dict.fromkeys(parts)))


def insert_attachment(
    tx: Transaction, dossier_id: str, position: int, meta: Attachment, blob: str
) -> None:
    """Store where the encrypted bytes of an attachment lie."""
    tx.insert(
        "attachment",
        {
            "dossier_id": dossier_id,
            "position": position,
            "name": meta.name,
            "media_type": meta.media_type,
            "size": meta.size,
            "sha256": meta.sha256,
            "blob": blob,
        },
    )


def attachment_blobs(tx: Transaction, dossier_id: str) -> list[tuple[str, str]]:
    """Return (sha256, blob name) of every attachment in order."""
    rows = tx.execute(
        "SELECT sha256, blob FROM attachment WHERE dossier_id = ? ORDER BY position", (dossier_id,)
    )
    return [(row["sha256"], row["blob"]) for row in rows]


def dossier_of_draft(tx: Transaction, draft_id: str) -> str | None:
    """Return the dossier that an earlier acceptance of this draft made."""
    rows = tx.execute("SELECT id FROM dossier WHERE draft_id = ?", (draft_id,))
    return str(rows[0]["id"]) if rows else None


def set_state(tx: Transaction, dossier_id: str, state: DossierState) -> None:
    """Move a dossier to a state of this desk."""
    tx.update("dossier", {"state": state.value}, "id = ?", (dossier_id,))


def set_due(tx: Transaction, dossier_id: str, due_at: datetime | None) -> None:
    """Move the appointment that holds."""
    tx.update("dossier", {"due_at": utc_text(due_at) if due_at else None}, "id = ?", (dossier_id,))


def draft_of_dossier(tx: Transaction, dossier_id: str) -> str | None:
    """Return the draft that a dossier was made from."""
    rows = tx.execute("SELECT draft_id FROM dossier WHERE id = ?", (dossier_id,))
    return rows[0]["draft_id"] if rows else None


def dossier_with_code(tx: Transaction, code: str) -> str | None:
    """Return the provisional number of the dossier that has this official code."""
    rows = tx.execute("SELECT provisional_number FROM dossier WHERE dossier_code = ?", (code,))
    return str(rows[0]["provisional_number"]) if rows else None


def set_dossier_code(tx: Transaction, dossier_id: str, code: str) -> None:
    """Keep the official code beside our number and make it findable."""
    tx.update("dossier", {"dossier_code": code}, "id = ?", (dossier_id,))
    tx.execute(
        "UPDATE dossier_search SET words = words || ' ' || ? WHERE dossier_id = ?",
        (fold(code), dossier_id),
    )


def add_event(
    tx: Transaction, dossier_id: str, at: datetime, kind: str, clerk: str, note: str
) -> None:
    """Append a step to a dossier's life."""
    tx.insert(
        "dossier_event",
        {
            "dossier_id": dossier_id,
            "at": utc_text(at),
            "kind": kind,
            "clerk": clerk,
            "note": note,
        },
    )


def events(tx: Transaction, dossier_id: str) -> tuple[DossierEvent, ...]:
    """Return a dossier's steps, oldest first."""
    rows = tx.execute(
        "SELECT at, kind, clerk, note FROM dossier_event WHERE dossier_id = ? ORDER BY id",
        (dossier_id,),
    )
    return tuple(
        DossierEvent(datetime.fromisoformat(r["at"]), r["kind"], r["clerk"], r["note"])
        for r in rows
    )


def forms(tx: Transaction, dossier_id: str) -> tuple[tuple[str, str, str], ...]:
    """Return part, form and version of every form of a dossier, the main declaration first."""
    rows = tx.execute(
        "SELECT part, form_id, form_version FROM dossier_form WHERE dossier_id = ?"
        " ORDER BY position",
        (dossier_id,),
    )
    return tuple((r["part"], r["form_id"], r["form_version"]) for r in rows)


def record_bytes(tx: Transaction, dossier_id: str) -> bytes | None:
    """Return the canonical record of one dossier."""
    rows = tx.execute("SELECT record FROM dossier WHERE id = ?", (dossier_id,))
    return bytes(rows[0]["record"]) if rows else None


def record_hash(tx: Transaction, dossier_id: str) -> str | None:
    """Return the hash noted when the record was frozen."""
    rows = tx.execute("SELECT record_sha256 FROM dossier WHERE id = ?", (dossier_id,))
    return str(rows[0]["record_sha256"]) if rows else None


def find_id(tx: Transaction, text: str) -> str | None:
    """Return the id of the dossier with this id, provisional number or official code."""
    rows = tx.execute(
        "SELECT id FROM dossier WHERE id = ? OR provisional_number = ? OR dossier_code = ?",
        (text.lower(), text.upper(), text.upper()),
    )
    return str(rows[0]["id"]) if rows else None


def register_rows(tx: Transaction, limit: int) -> tuple[DossierRow, ...]:
    """Return the newest dossiers first."""
    return tuple(_row(r) for r in tx.execute(_ROW + _NEWEST_FIRST, (limit,)))


def search_rows(tx: Transaction, match: str, limit: int) -> tuple[DossierRow, ...]:
    """Return the dossiers whose words match an FTS5 query, newest first."""
    rows = tx.execute(_ROW + _MATCHING + _NEWEST_FIRST, (match, limit))
    return tuple(_row(r) for r in rows)


def register_row(tx: Transaction, dossier_id: str) -> DossierRow | None:
    """Return one line of the register."""
    rows = tx.execute(_ROW + " WHERE d.id = ?", (dossier_id,))
    return _row(rows[0]) if rows else None


def _row(row: Row) -> DossierRow:
    return DossierRow(
        id=row["id"],
        provisional_number=row["provisional_number"],
        dossier_code=row["dossier_code"],
        procedure_code=row["procedure_code"],
        procedure_name=row["procedure_name"],
        applicant_name=row["applicant_name"],
        received_at=datetime.fromisoformat(row["received_at"]),
        due_at=datetime.fromisoformat(row["due_at"]) if row["due_at"] else None,
        state=DossierState(row["state"]),
        outbox_state=OutboxState(row["outbox_state"]) if row["outbox_state"] else None,
        events=1 + row["further_events"],
    )
