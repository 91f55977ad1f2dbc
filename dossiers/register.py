"""The register: lists, search, one dossier with its history, the official code beside ours."""

from __future__ import annotations

import re

import msgspec

from base.errors import InputError, StorageError
from base.text import fold
from citizens.payloads import Kind, read_payload
from dossiers.dossier import Dossier, DossierRow, OutboxState
from dossiers.storage import dossier_rows, due_rows, outbox_rows
from dossiers.storage.outbox_rows import Change
from dossiers.workplace import Workplace
from exchange.records import DossierRecord, content_hash
from exchange.slip_code import parse_slip_code
from store.store import Transaction

_WORD = re.compile(r"[a-z0-9]+")
_CLOSED = frozenset({OutboxState.ACCEPTED, OutboxState.ENTERED_BY_HAND})


def is_numbered(tx: Transaction) -> bool:
    """Whether this desk has already given a provisional number."""
    return dossier_rows.has_series(tx)


def list_dossiers(workplace: Workplace, *, limit: int = 500) -> tuple[DossierRow, ...]:
    """Return the newest dossiers first."""
    with workplace.store.read() as tx:
        return dossier_rows.register_rows(tx, limit)


def search_dossiers(workplace: Workplace, text: str, *, limit: int = 50) -> tuple[DossierRow, ...]:
    """Find dossiers by name without tone marks, number or procedure; every word must begin one."""
    words = _WORD.findall(fold(text))
    if not words:
        return list_dossiers(workplace, limit=limit)
    match = " ".join(f'"{word}"*' for word in words)
    with workplace.store.read() as tx:
        return dossier_rows.search_rows(tx, match, limit)


def open_dossier(workplace: Workplace, key: str) -> Dossier:
    """Return the dossier with this id, provisional number, slip code or official code.

    Raises InputError DOSSIER-05 when there is none.
    """
    with workplace.store.read() as tx:
        return load_dossier(tx, find_id(tx, key))


def load_dossier(tx: Transaction, dossier_id: str) -> Dossier:
    """Return one dossier; raise StorageError DOSSIER-06 when its frozen record was changed."""
    row = dossier_rows.register_row(tx, dossier_id)
    payload = dossier_rows.record_bytes(tx, dossier_id)
    if row is None or payload is None:
        raise _unknown(dossier_id)
    if content_hash(payload) != dossier_rows.record_hash(tx, dossier_id):
        raise changed_on_disk()
    record = msgspec.json.decode(payload, type=DossierRecord)
    events, dues = dossier_rows.events(tx, dossier_id), due_rows.of_dossier(tx, dossier_id)
    return Dossier(row, record, events, dues)


def enter_by_hand(workplace: Workplace, key: str, code: str) -> Dossier:
    """Link the official code that the provincial system gave, and close the outbox row.

    Raises InputError DOSSIER-07 (no official code), DOSSIER-08 (another dossier has it) or
    DOSSIER-09 (this dossier has another one already).
    """
    official = read_official_code(code)
    with workplace.store.transaction() as tx:
        dossier_id = find_id(tx, key)
        row = dossier_rows.register_row(tx, dossier_id)
        if row is not None and row.dossier_code == official:
            return load_dossier(tx, dossier_id)
        refuse_taken_code(tx, row, official)
        dossier_rows.set_dossier_code(tx, dossier_id, official)
        if outbox_rows.state_of(tx, dossier_id) not in _CLOSED:
            outbox_rows.change(tx, dossier_id, Change(OutboxState.ENTERED_BY_HAND))
        clerk = workplace.profile.clerk
        now = workplace.clock()
        dossier_rows.add_event(tx, dossier_id, now, "entered_by_hand", clerk, official)
        tx.audit("entered_by_hand", dossier_id, official)
        return load_dossier(tx, dossier_id)


def read_official_code(text: str) -> str:
    """Return an official dossier code as typed or scanned; raise InputError DOSSIER-07 else."""
    reading = read_payload(text)
    if reading.kind is Kind.DOSSIER_CODE and reading.value:
        return reading.value
    raise InputError(
        "DOSSIER-07",
        "Đây không phải là mã hồ sơ của hệ thống tỉnh.",
        "Quét mã trên giấy tiếp nhận của hệ thống tỉnh, hoặc nhập lại, ví dụ H44.10-261126-0001.",
        detail=f"kind {reading.kind.value}",
    )


def refuse_taken_code(tx: Transaction, row: DossierRow | None, official: str) -> None:
    """Raise DOSSIER-09 when the dossier has a code, DOSSIER-08 when another has this one."""
    if row is not None and row.dossier_code is not None:
        raise InputError(
            "DOSSIER-09",
            f"Hồ sơ {row.provisional_number} đã có mã {row.dossier_code}.",
            "Kiểm tra lại hồ sơ đang mở; mã đã ghi không bị thay.",
        )
    other = dossier_rows.dossier_with_code(tx, official)
    if other is not None:
        raise InputError(
            "DOSSIER-08",
            f"Mã {official} đã gắn với hồ sơ {other}.",
            "Đối chiếu giấy tiếp nhận của hệ thống tỉnh rồi nhập đúng mã của hồ sơ này.",
        )


def changed_on_disk() -> StorageError:
    """Return the error for a record that is not the one that was frozen."""
    return StorageError(
        "DOSSIER-06",
        "Nội dung hồ sơ lưu trên máy đã bị thay đổi.",
        "Không gửi hồ sơ này; gọi bộ phận hỗ trợ và khôi phục từ bản sao lưu.",
    )


def find_id(tx: Transaction, key: str) -> str:
    """Return the id of the dossier with this id, number, slip code or official code.

    Raises InputError DOSSIER-05 when there is none.
    """
    slip = parse_slip_code(key)
    found = dossier_rows.find_id(tx, str(slip.number) if slip else key.strip())
    if found is None:
        raise _unknown(key)
    return found


def _unknown(key: str) -> InputError:
    return InputError(
        "DOSSIER-05",
        "Không tìm thấy hồ sơ này trên máy.",
        "Tìm theo họ tên, số tạm hoặc mã hồ sơ (F3).",
        detail=f"{len(key)} characters",
    )
