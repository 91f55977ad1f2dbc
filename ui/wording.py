"""How numbers, money, moments and states read on the screen."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from base.clock import local
from base.dates import WEEKDAY_NAMES
from catalog.due import Due
from catalog.fees import NO_RATE, UNKNOWN_RATE
from dossiers.dossier import DossierState, OutboxState
from exchange.records import DossierRecord
from ui.theme import Tone

_PROVINCE = "HĐND cấp tỉnh"  # the basis of every fee that a province sets
_SHOWN_DAYS = 12  # counted days that fit beside a dossier

STATE_WORDS: dict[DossierState, tuple[str, Tone]] = {
    DossierState.RECEIVED: ("đã tiếp nhận", "ok"),
    DossierState.SUPPLEMENT_REQUESTED: ("chờ bổ sung", "warning"),
    DossierState.REFUSED: ("từ chối tiếp nhận", "error"),
    DossierState.WITHDRAWN: ("đã rút", "plain"),
    DossierState.VOIDED: ("đã hoàn tác", "plain"),
    DossierState.RETURNED: ("đã trả kết quả", "ok"),
}
OUTBOX_WORDS: dict[OutboxState, tuple[str, Tone]] = {
    OutboxState.WAITING: ("chờ gửi", "warning"),
    OutboxState.NO_GATEWAY: ("chưa có nơi nhận", "warning"),
    OutboxState.SENDING: ("đang gửi", "card"),
    OutboxState.HANDED_OVER: ("đã xuất gói, chờ xác nhận", "card"),
    OutboxState.ENTERED_BY_HAND: ("đã nhập tay, có mã", "ok"),
    OutboxState.ACCEPTED: ("tỉnh đã nhận", "ok"),
    OutboxState.REFUSED: ("bị từ chối", "error"),
    OutboxState.UNKNOWN: ("chưa rõ kết quả gửi", "warning"),
    OutboxState.PARKED: ("tạm giữ", "plain"),
}
CHANNEL_WORDS = {"direct": "Trực tiếp", "online": "Trực tuyến", "post": "Bưu chính công ích"}


def grouped(number: str) -> str:
    """Return a number in groups of three as it is read aloud: 025 190 001 234."""
    digits = "".join(number.split())
    if not digits.isdigit():
        return number
    head = len(digits) % 3
    parts = [digits[:head]] if head else []
    return " ".join(parts + [digits[i : i + 3] for i in range(head, len(digits), 3)])


def money(amount_vnd: int) -> str:
    """Return an amount of đồng: 8.000 đ."""
    return f"{amount_vnd:,}".replace(",", ".") + " đ"


def fee_total(record: DossierRecord) -> str:
    """Return what a dossier costs; an unknown amount is never shown as zero."""
    amounts = [item.amount_vnd for item in record.fee]
    if not amounts:
        return "chưa có dữ liệu"
    if None in amounts:
        unknown = (item for item in record.fee if item.amount_vnd is None)
        return NO_RATE if any(_PROVINCE in item.basis for item in unknown) else UNKNOWN_RATE
    total = sum(amount for amount in amounts if amount is not None)
    return money(total) if total else "không phải nộp"


def day_words(day: date, today: date) -> str:
    """Return a day as it is said at the counter: hôm nay, thứ Hai 30/11/2026."""
    if day == today:
        return "hôm nay"
    if day == today + timedelta(days=1):
        return f"ngày mai {day:%d/%m}"
    return f"{WEEKDAY_NAMES[day.weekday()]} {day:%d/%m/%Y}"


def moment_words(moment: datetime, now: datetime) -> str:
    """Return a moment on the wall clock in Vietnam: 16:30 hôm nay."""
    there = local(moment)
    return f"{there:%H:%M} {day_words(there.date(), local(now).date())}"


def counted_words(due: Due) -> str:
    """Return how an appointment was counted, with the days; empty when that was not kept."""
    if not due.rule:
        return ""
    days = [f"{day:%d/%m}" for day in due.counted_days]
    shown = days if len(days) <= _SHOWN_DAYS else [*days[:3], "…", *days[-3:]]
    listed = f" Ngày được tính ({len(days)}): {', '.join(shown)}." if days else ""
    return f"{due.rule.rstrip('.')}.{listed}"


def stamp(moment: datetime) -> str:
    """Return a moment for a table: 26/11/2026 08:30."""
    return f"{local(moment):%d/%m/%Y %H:%M}"


def sentence_case(title: str) -> str:
    """Return a title in capitals as it stands in a sentence; words with a figure keep theirs."""
    if not title.isupper():
        return title
    words = [w if any(c.isdigit() for c in w) else w.lower() for w in title.split()]
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def agency_sentence(agency: str) -> str:
    """Say that a procedure is not the commune's, and where its people are sent."""
    return f"Thủ tục của {agency}: hướng dẫn người dân đến nơi đó."


def clipped(text: str, length: int) -> str:
    """Return text cut at a length with an ellipsis."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
