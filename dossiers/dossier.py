"""A dossier and everything that the desk knows about its life."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from catalog.procedure import TimeAmount
from exchange.records import DossierRecord


class DossierState(StrEnum):
    """Where a dossier stands at this desk; the official status comes from the province."""

    RECEIVED = "received"
    SUPPLEMENT_REQUESTED = "supplement_requested"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    VOIDED = "voided"
    RETURNED = "returned"


class OutboxState(StrEnum):
    """Where the sending of a dossier stands (the words of the command line)."""

    WAITING = "waiting"
    NO_GATEWAY = "no_gateway"
    SENDING = "sending"
    HANDED_OVER = "handed_over"
    ENTERED_BY_HAND = "entered_by_hand"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    PARKED = "parked"


@dataclass(frozen=True, slots=True)
class DossierEvent:
    """One step of a dossier's life."""

    at: datetime
    kind: str
    clerk: str
    note: str = field(default="", repr=False)


class DueCause(StrEnum):
    """Why a dossier has the appointment that it has."""

    RECEPTION = "reception"
    PAUSE = "pause"  # the clock stood while papers were missing
    RESTART = "restart"  # the whole time anew from the day of the papers
    EXTENSION = "extension"
    DAY_OFF = "day_off"  # the promised day became a day off


@dataclass(frozen=True, slots=True)
class DueStep:
    """One appointment of a dossier as it was counted, with the days; the last one holds."""

    at: datetime
    cause: DueCause
    due_at: datetime | None
    rule: str
    counted_days: tuple[date, ...]
    amount: TimeAmount | None = None


EVENT_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "received": "Tiếp nhận",
        "voided": "Hoàn tác tiếp nhận",
        "entered_by_hand": "Ghi mã hồ sơ của hệ thống tỉnh",
        "handed_over": "Xuất gói gửi tỉnh",
        "accepted": "Tỉnh xác nhận đã nhận",
        "refused": "Tỉnh từ chối",
        "supplement_requested": "Yêu cầu bổ sung (Mẫu 02), dừng thời hạn",
        "supplement_supplied": "Nhận đủ bổ sung",
        "due_extended": "Hẹn lại (Mẫu 04)",
        "due_moved": "Dời ngày hẹn",
        "slip_printed": "In giấy tiếp nhận và hẹn trả",
    }
)
"""The steps of a dossier's life, as the register tells them."""


@dataclass(frozen=True, slots=True)
class DossierRow:
    """One line of the register."""

    id: str
    provisional_number: str
    dossier_code: str | None
    procedure_code: str
    procedure_name: str
    applicant_name: str = field(repr=False)
    received_at: datetime
    due_at: datetime | None
    state: DossierState
    outbox_state: OutboxState | None
    events: int = 1  # people or events that the one request is for


@dataclass(frozen=True, slots=True)
class Dossier:
    """One dossier with its record and history."""

    row: DossierRow
    record: DossierRecord = field(repr=False)
    events: tuple[DossierEvent, ...] = ()
    dues: tuple[DueStep, ...] = ()


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One line of the outbox."""

    id: str  # the dossier's id
    provisional_number: str
    procedure_name: str
    state: OutboxState
    attempts: int
    next_try_at: datetime | None
    reason: str
    payload: bytes = field(repr=False)
    package_id: str | None = None
    field_errors: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    applicant_name: str = field(default="", repr=False)
    due_at: datetime | None = None
