"""Ghi chú của xã: what the commune knows of a procedure, kept apart from the published text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import msgspec
import uuid_utils

from base.errors import FieldProblem, InputError
from base.text import clean_line, clean_text, fold
from catalog import storage
from catalog.catalogue import Catalogue
from catalog.index import GONE
from catalog.search.engine import Hit, Only
from catalog.storage import LocalNote
from store.store import Transaction

UNPUBLISHED = "chưa công bố"
"""How every note is marked on screen and paper."""

_LONGEST, _LONGEST_LINE = 4000, 300
_LINK = re.compile(r"https?://[^\s<>\"]+")
_WORD = re.compile(r"[a-z0-9]+")
_NOTE_SCORE = 60.0
_SHOWN = 60
_LAST = GONE | {"upcoming"}


@dataclass(frozen=True, slots=True)
class NoteText:
    """What a clerk writes about a procedure. `contact` is an office, never a citizen."""

    text: str
    papers: str = ""
    contact: str = ""
    link: str = ""


def add_note(
    tx: Transaction, code: str, written: NoteText, *, author: str, moment: datetime
) -> LocalNote:
    """Store a new note; InputError CAT-40 with one problem per mistake."""
    clean = _checked(written)
    note = LocalNote(
        id=str(uuid_utils.uuid7()),
        procedure_code=code,
        text=clean.text,
        papers=clean.papers,
        contact=clean.contact,
        link=clean.link,
        author=clean_line(author),
        created_at=moment,
        updated_at=moment,
    )
    storage.put_note(tx, note)
    tx.audit("local_note_added", note.id, code)
    return note


def change_note(
    tx: Transaction, note_id: str, written: NoteText, *, author: str, moment: datetime
) -> LocalNote:
    """Replace a note's text; InputError CAT-40 (text) or CAT-41 (no such note)."""
    note = storage.note(tx, note_id)
    if note is None:
        raise _unknown_note()
    clean = _checked(written)
    changed = msgspec.structs.replace(
        note,
        text=clean.text,
        papers=clean.papers,
        contact=clean.contact,
        link=clean.link,
        author=clean_line(author),
        updated_at=moment,
    )
    storage.put_note(tx, changed)
    tx.audit("local_note_changed", note_id, note.procedure_code)
    return changed


def withdraw_note(tx: Transaction, note_id: str, moment: datetime) -> None:
    """Take a note off every screen; InputError CAT-41 when there is none."""
    if not storage.withdraw_note(tx, note_id, moment):
        raise _unknown_note()
    tx.audit("local_note_withdrawn", note_id)


def restore_note(tx: Transaction, note_id: str) -> None:
    """Bring a withdrawn note back, such as one taken off by mistake; InputError CAT-41."""
    if not storage.restore_note(tx, note_id):
        raise _unknown_note()
    tx.audit("local_note_restored", note_id)


def notes_on(tx: Transaction, codes: Sequence[str] | None = None) -> tuple[LocalNote, ...]:
    """Return the notes in use, all or of some procedures, the last changed first."""
    return storage.notes(tx, codes)


def matching_notes(notes: Sequence[LocalNote], query: str) -> tuple[LocalNote, ...]:
    """Return the notes that hold every word of a query; the last word may be unfinished."""
    asked = _WORD.findall(fold(query))
    if not asked:
        return ()
    return tuple(note for note in notes if _holds(note, asked))


def search_with_notes(
    catalogue: Catalogue,
    notes: Sequence[LocalNote],
    query: str,
    *,
    on: date,
    limit: int = 8,
    only: Only | None = None,
) -> list[Hit]:
    """Find procedures by their published words and by the commune's notes together.

    A note brings its procedure in behind the sure finds, and says that it did. `only` holds for
    both.
    """
    hits = catalogue.search(query, limit, on=on, only=only)
    found = {hit.procedure.code for hit in hits}
    added: dict[str, Hit] = {}
    for note in matching_notes(notes, query):
        code = note.procedure_code
        if code in found or code in added or not catalogue.has(code):
            continue
        procedure = catalogue.get(code, on)
        if only is not None and not only.admits(procedure):
            continue
        why = f"ghi chú của xã ({UNPUBLISHED}): “{_start(note)}”"
        added[code] = Hit(procedure, _NOTE_SCORE, why)
    merged = [*hits, *added.values()]
    merged.sort(key=lambda hit: (hit.procedure.status in _LAST, -hit.score))
    return merged[:limit]


def _holds(note: LocalNote, asked: Sequence[str]) -> bool:
    text = fold(" ".join((note.text, note.papers, note.contact)))
    words = _WORD.findall(text)
    *whole, last = asked
    return set(whole) <= set(words) and any(word.startswith(last) for word in words)


def _start(note: LocalNote) -> str:
    line = clean_line(note.text)
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1].rstrip() + "…"


def _checked(written: NoteText) -> NoteText:
    clean = NoteText(
        text=clean_text(written.text).strip(),
        papers=clean_text(written.papers).strip(),
        contact=clean_line(written.contact),
        link=clean_line(written.link),
    )
    problems = []
    if not clean.text:
        problems.append(FieldProblem("/text", "CAT-40", "Ghi nội dung của ghi chú."))
    for name, longest in (("text", _LONGEST), ("papers", _LONGEST), ("contact", _LONGEST_LINE)):
        if len(getattr(clean, name)) > longest:
            problems.append(FieldProblem(f"/{name}", "CAT-40", f"Tối đa {longest} ký tự."))
    if clean.link and not _LINK.fullmatch(clean.link):
        text = "Địa chỉ phải bắt đầu bằng https:// và không có dấu cách."
        problems.append(FieldProblem("/link", "CAT-40", text))
    if problems:
        raise InputError(
            "CAT-40",
            "Ghi chú chưa lưu được.",
            "Sửa các trường được nêu rồi lưu lại.",
            fields=tuple(problems),
        )
    return clean


def _unknown_note() -> InputError:
    return InputError(
        "CAT-41",
        "Ghi chú này không còn.",
        "Mở lại trang Thủ tục; có thể ghi chú đã được rút.",
    )
