"""`catalog note add|list|remove`: the commune's own notes on procedures, never published text."""

from __future__ import annotations

from datetime import date
from typing import Any

from base.clock import legal_date, local, to_iso
from catalog.catalogue import Catalogue
from catalog.counter.notes import (
    UNPUBLISHED,
    NoteText,
    add_note,
    matching_notes,
    notes_on,
    withdraw_note,
)
from catalog.storage import LocalNote
from cli.context import Context, read_value
from cli.output import Answer
from dossiers.workplace import open_workplace


def add(context: Context) -> Answer:
    """Write a note on a procedure."""
    options = context.options
    written = NoteText(
        text=read_value(options.text),
        papers=options.papers,
        contact=options.contact,
        link=options.link,
    )
    with open_workplace(context.data_dir, clock=context.clock) as workplace:
        catalogue, today = workplace.reference.catalogue, legal_date(context.clock())
        code = catalogue.get(options.code, today).code
        author, moment = workplace.profile.clerk, context.clock()
        with workplace.store.transaction() as tx:
            note = add_note(tx, code, written, author=author, moment=moment)
    line = f"Đã ghi ({UNPUBLISHED}) cho thủ tục {note.procedure_code}: {note.id}"
    return Answer(_row(note, catalogue, today), (line,))


def show(context: Context) -> Answer:
    """List the notes: all, those of a procedure, those that hold some words."""
    options = context.options
    with open_workplace(context.data_dir, clock=context.clock) as workplace:
        catalogue, today = workplace.reference.catalogue, legal_date(context.clock())
        codes = (catalogue.get(options.code, today).code,) if options.code else None
        with workplace.store.read() as tx:
            notes = notes_on(tx, codes)
    if options.find:
        notes = matching_notes(notes, options.find)
    lines = [f"{len(notes)} ghi chú của xã ({UNPUBLISHED})."]
    for note in notes:
        written = f"{local(note.updated_at):%d/%m/%Y}, {note.author or 'không ghi tên'}"
        lines.append(f"{note.id}  {note.procedure_code}  ({written})")
        parts = (("", note.text), ("Giấy tờ: ", note.papers), ("Liên hệ: ", note.contact),
                 ("Địa chỉ: ", note.link))  # fmt: skip
        said = "\n".join(f"{title}{text}" for title, text in parts if text)
        lines += [f"    {line}" for line in said.splitlines()]
    return Answer([_row(note, catalogue, today) for note in notes], tuple(lines))


def remove(context: Context) -> Answer:
    """Take a note off every screen."""
    note_id, moment = context.options.id, context.clock()
    with (
        open_workplace(context.data_dir, clock=context.clock) as workplace,
        workplace.store.transaction() as tx,
    ):
        withdraw_note(tx, note_id, moment)
    return Answer({"id": note_id, "removed": True}, ("Đã bỏ ghi chú.",))


def _row(note: LocalNote, catalogue: Catalogue, today: date) -> dict[str, Any]:
    code = note.procedure_code
    return {
        "id": note.id,
        "procedure_code": code,
        "procedure_name": catalogue.get(code, today).name if catalogue.has(code) else "",
        "text": note.text,
        "papers": note.papers,
        "contact": note.contact,
        "link": note.link,
        "author": note.author,
        "updated_at": to_iso(note.updated_at),
        "unpublished": True,
    }
