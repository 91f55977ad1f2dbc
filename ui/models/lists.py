"""The register and the outbox as tables."""

from __future__ import annotations

from PySide6.QtCore import QObject

from dossiers.dossier import DossierRow, DossierState, OutboxRow
from ui.models.frozen_table import Column, FrozenTable
from ui.theme import Role, Tone
from ui.wording import OUTBOX_WORDS, STATE_WORDS, stamp

_INK: dict[Tone, Role] = {
    "plain": "muted",
    "card": "action",
    "ok": "ok",
    "warning": "warning",
    "error": "error",
}


def dossier_table(parent: QObject | None = None) -> FrozenTable[DossierRow]:
    """Return an empty table of dossiers."""
    columns: tuple[Column[DossierRow], ...] = (
        Column(
            "Số tạm, mã hồ sơ",
            lambda r: r.dossier_code or r.provisional_number,
            178,
            second=lambda r: r.provisional_number if r.dossier_code else "",
            is_figures=True,
        ),
        Column("Chủ hồ sơ, thủ tục", lambda r: r.applicant_name, 200, lambda r: r.procedure_name),
        Column("Tiếp nhận, hẹn trả", lambda r: stamp(r.received_at), 152, _due, is_figures=True),
        Column("Trạng thái", _state, 126, ink=_state_ink),
    )
    return FrozenTable(columns, lambda row: row.id, parent)


def outbox_table(parent: QObject | None = None) -> FrozenTable[OutboxRow]:
    """Return an empty table of what has to leave the desk."""
    columns: tuple[Column[OutboxRow], ...] = (
        Column("Số tạm", lambda r: r.provisional_number, 186, _out_due, is_figures=True),
        Column("Chủ hồ sơ, thủ tục", lambda r: r.applicant_name, 220, lambda r: r.procedure_name),
        Column("Trạng thái", lambda r: OUTBOX_WORDS[r.state][0], 140, _attempts, _outbox_ink),
        Column("Lý do, việc cần làm", lambda r: r.reason, 240),
    )
    return FrozenTable(columns, lambda row: row.id, parent)


def _due(row: DossierRow) -> str:
    if row.state is DossierState.SUPPLEMENT_REQUESTED:
        return "dừng, chờ bổ sung"
    return f"hẹn {stamp(row.due_at)}" if row.due_at else ""


def _out_due(row: OutboxRow) -> str:
    return f"hẹn {stamp(row.due_at)}" if row.due_at else ""


def _attempts(row: OutboxRow) -> str:
    return f"đã gửi {row.attempts} lần" if row.attempts else ""


def _state(row: DossierRow) -> str:
    if row.state is DossierState.RECEIVED and row.outbox_state is not None:
        return OUTBOX_WORDS[row.outbox_state][0]
    return STATE_WORDS[row.state][0]


def _state_ink(row: DossierRow) -> Role:
    if row.state is DossierState.RECEIVED and row.outbox_state is not None:
        return _INK[OUTBOX_WORDS[row.outbox_state][1]]
    return _INK[STATE_WORDS[row.state][1]]


def _outbox_ink(row: OutboxRow) -> Role:
    return _INK[OUTBOX_WORDS[row.state][1]]
