"""The outbox: what still has to leave this desk and what became of it. Sync asks and tells here."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from base.errors import InputError
from dossiers.dossier import OutboxRow, OutboxState
from dossiers.register import changed_on_disk, refuse_taken_code
from dossiers.storage import dossier_rows, outbox_rows
from dossiers.storage.outbox_rows import Change
from dossiers.workplace import Workplace
from exchange.records import content_hash

NO_GATEWAY_REASON = "Chưa có nơi nhận: nhập hồ sơ vào hệ thống tỉnh rồi ghi mã hồ sơ."
_UNCERTAIN = (OutboxState.SENDING, OutboxState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The frozen bytes of one dossier and how to read each attachment (by SHA-256)."""

    id: str
    payload: bytes = field(repr=False)
    attachments: Mapping[str, Callable[[], bytes]] = field(repr=False)


def list_outbox(workplace: Workplace) -> tuple[OutboxRow, ...]:
    """Return the outbox, what still has to go first."""
    with workplace.store.read() as tx:
        return outbox_rows.all_rows(tx)


def count_states(workplace: Workplace) -> dict[OutboxState, int]:
    """Return how many rows stand in each state."""
    with workplace.store.read() as tx:
        return outbox_rows.counts(tx)


def due(workplace: Workplace) -> tuple[OutboxRow, ...]:
    """Return the rows whose next try has come (undo time over)."""
    with workplace.store.read() as tx:
        return outbox_rows.due_rows(tx, workplace.clock())


def uncertain(workplace: Workplace) -> tuple[OutboxRow, ...]:
    """Return the rows of which nobody knows whether they arrived: a kill or a lost answer."""
    with workplace.store.read() as tx:
        return outbox_rows.rows_in(tx, _UNCERTAIN)


def exportable(workplace: Workplace) -> tuple[OutboxRow, ...]:
    """Return the rows that may be carried out by hand now."""
    with workplace.store.read() as tx:
        return outbox_rows.exportable_rows(tx, workplace.clock())


def follow_gateway(workplace: Workplace, *, exists: bool) -> None:
    """Turn `no_gateway` into `waiting` when a gateway appears, and back when it is gone."""
    with workplace.store.transaction() as tx:
        if exists:
            outbox_rows.move_all(tx, OutboxState.NO_GATEWAY, OutboxState.WAITING, "")
        else:
            old = OutboxState.WAITING
            outbox_rows.move_all(tx, old, OutboxState.NO_GATEWAY, NO_GATEWAY_REASON)


@contextlib.contextmanager
def drain_lease(workplace: Workplace, owner: str, *, seconds: float) -> Iterator[bool]:
    """Hold the right to drain; yields False while another process has it."""
    now = workplace.clock()
    with workplace.store.transaction() as tx:
        held = outbox_rows.take_lease(tx, owner, now, now + timedelta(seconds=seconds))
    try:
        yield held
    finally:
        if held:
            with workplace.store.transaction() as tx:
                outbox_rows.drop_lease(tx, owner)


def begin_sending(workplace: Workplace, ids: Sequence[str]) -> None:
    """Note durably that a send begins: a kill from here on is asked about before sending again."""
    with workplace.store.transaction() as tx:
        for dossier_id in ids:
            outbox_rows.count_attempt(tx, dossier_id)


def outgoing(workplace: Workplace, row: OutboxRow) -> Outgoing:
    """Return the frozen bytes; raise StorageError DOSSIER-06 when they changed on disk."""
    with workplace.store.read() as tx:
        if content_hash(row.payload) != dossier_rows.record_hash(tx, row.id):
            raise changed_on_disk()
        blobs = dossier_rows.attachment_blobs(tx, row.id)
    readers = {sha256: partial(workplace.store.blobs.get, blob) for sha256, blob in blobs}
    return Outgoing(row.id, row.payload, readers)


def froze(workplace: Workplace, dossier_id: str, sha256: str) -> bool:
    """Whether this desk froze exactly this content for that dossier."""
    with workplace.store.read() as tx:
        return dossier_rows.record_hash(tx, dossier_id) == sha256


def mark_handed_over(workplace: Workplace, dossier_id: str, package_id: str) -> None:
    """It left in a package; a receipt may still come."""
    _settle(workplace, dossier_id, Change(OutboxState.HANDED_OVER, package_id=package_id))


def mark_accepted(workplace: Workplace, dossier_id: str, code: str) -> None:
    """The province took it under its code. Raises InputError DOSSIER-08 for a code already used."""
    with workplace.store.transaction() as tx:
        row = dossier_rows.register_row(tx, dossier_id)
        if row is not None and row.dossier_code != code:
            refuse_taken_code(tx, row, code)
            dossier_rows.set_dossier_code(tx, dossier_id, code)
        outbox_rows.change(tx, dossier_id, Change(OutboxState.ACCEPTED))
        dossier_rows.add_event(tx, dossier_id, workplace.clock(), "accepted", "", code)
        tx.audit("outbox_accepted", dossier_id, code)


def mark_refused(
    workplace: Workplace,
    dossier_id: str,
    reason: str,
    field_errors: Sequence[Mapping[str, Any]] = (),
) -> None:
    """The province says no; the row stays visible with its reasons."""
    new = Change(OutboxState.REFUSED, reason, field_errors=field_errors)
    _settle(workplace, dossier_id, new)


def mark_unknown(workplace: Workplace, dossier_id: str, reason: str) -> None:
    """It may have arrived: the next pass asks first."""
    _settle(workplace, dossier_id, Change(OutboxState.UNKNOWN, reason))


def mark_parked(workplace: Workplace, dossier_id: str, reason: str) -> None:
    """It cannot go as it is and blocks nobody; somebody has to look."""
    _settle(workplace, dossier_id, Change(OutboxState.PARKED, reason))


def mark_waiting(
    workplace: Workplace, dossier_id: str, reason: str, next_try_at: datetime | None = None
) -> None:
    """Nothing left the desk; try again later. No event: waiting is no step of a dossier's life."""
    with workplace.store.transaction() as tx:
        outbox_rows.change(tx, dossier_id, Change(OutboxState.WAITING, reason, next_try_at))


def retry_now(workplace: Workplace, dossier_id: str) -> OutboxState:
    """Put a refused or waiting row back to the front; raise InputError DOSSIER-10 otherwise.

    An unknown one stays unknown: the next pass asks about it, it is never just sent again.
    """
    with workplace.store.transaction() as tx:
        state = outbox_rows.state_of(tx, dossier_id)
        if state is OutboxState.UNKNOWN:
            return state
        if state not in {OutboxState.WAITING, OutboxState.REFUSED}:
            raise InputError(
                "DOSSIER-10",
                "Hồ sơ này không ở trạng thái gửi lại được.",
                "Xem trạng thái trong trang Chờ gửi.",
            )
        outbox_rows.change(tx, dossier_id, Change(OutboxState.WAITING))
        return OutboxState.WAITING


def _settle(workplace: Workplace, dossier_id: str, new: Change) -> None:
    with workplace.store.transaction() as tx:
        outbox_rows.change(tx, dossier_id, new)
        note = new.reason or (f"Gói {new.package_id}" if new.package_id else "")
        dossier_rows.add_event(tx, dossier_id, workplace.clock(), new.state.value, "", note)
        tx.audit(f"outbox_{new.state.value}", dossier_id, new.package_id or "")
