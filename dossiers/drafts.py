"""Drafts: every open case lies encrypted in the store, so that a crash or a queue loses nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import msgspec
import uuid_utils

from citizens.person import Person
from dossiers.draft import IntakeDraft, NewAttachment
from dossiers.storage import draft_rows
from dossiers.workplace import Workplace


class _File(msgspec.Struct, frozen=True):
    name: str
    media_type: str
    blob: str


class _Content(msgspec.Struct, frozen=True):
    draft: IntakeDraft
    files: list[_File]
    view: dict[str, Any]


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """A case as it was last saved; `view` is what the window wants back (tab, origin chips)."""

    draft: IntakeDraft = field(repr=False)
    title: str = field(repr=False)
    parked: bool
    updated_at: datetime
    view: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def id(self) -> str:
        """The draft's identity."""
        return self.draft.draft_id or ""


def new_draft_id() -> str:
    """Return a fresh identity for an open case (UUIDv7)."""
    return str(uuid_utils.uuid7())


def save_draft(
    workplace: Workplace,
    draft: IntakeDraft,
    *,
    title: str,
    parked: bool = False,
    view: Mapping[str, Any] | None = None,
) -> None:
    """Store an open case under its `draft_id`; durable when this returns."""
    if draft.draft_id is None:
        raise ValueError("a draft needs its id")
    blobs = workplace.store.blobs
    files = [_File(a.name, a.media_type, blobs.put(a.data)) for a in draft.attachments]
    content = _Content(_plain(draft), files, dict(view or {}))
    row = draft_rows.DraftRow(
        draft.draft_id, title, parked, workplace.clock(), msgspec.json.encode(content)
    )
    with workplace.store.transaction() as tx:
        for file, attachment in zip(files, draft.attachments, strict=True):
            blobs.ensure(file.blob, attachment.data)
        draft_rows.save(tx, row)


def load_drafts(workplace: Workplace) -> tuple[SavedDraft, ...]:
    """Return every open and parked case, the last touched first."""
    with workplace.store.read() as tx:
        rows = draft_rows.load_all(tx)
    return tuple(_read(workplace, row) for row in rows)


def discard_draft(workplace: Workplace, draft_id: str) -> None:
    """Forget a case that the clerk closed without taking it in."""
    with workplace.store.transaction() as tx:
        draft_rows.delete(tx, draft_id)


def _read(workplace: Workplace, row: draft_rows.DraftRow) -> SavedDraft:
    content = msgspec.json.decode(row.content, type=_Content)
    attachments = tuple(
        NewAttachment(f.name, f.media_type, workplace.store.blobs.get(f.blob))
        for f in content.files
    )
    draft = replace(content.draft, draft_id=row.id, attachments=attachments)
    return SavedDraft(draft, row.title, row.parked, row.updated_at, content.view)


def _plain(draft: IntakeDraft) -> IntakeDraft:
    return replace(
        draft,
        attachments=(),
        answers=dict(draft.answers),
        people=_plain_people(draft.people),
        situation=dict(draft.situation),
        further=tuple(
            replace(
                form,
                answers=dict(form.answers),
                people=_plain_people(form.people),
                situation=dict(form.situation),
            )
            for form in draft.further
        ),
    )


def _plain_people(people: Mapping[str, Person]) -> dict[str, Person]:
    return {role: replace(p, origins=dict(p.origins)) for role, p in people.items()}
