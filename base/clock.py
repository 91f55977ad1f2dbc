"""Moments in UTC, legal dates in Asia/Ho_Chi_Minh, and a clock that tests can hold still."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from base.errors import InputError

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

Clock = Callable[[], datetime]
"""Returns the present moment, aware, in UTC."""


def system_clock() -> datetime:
    """Return the PC's present moment in UTC."""
    return datetime.now(UTC)


def fixed_clock(moment: datetime) -> Clock:
    """Return a clock that stands still at an aware moment."""
    utc = moment.astimezone(UTC)
    return lambda: utc


def local(moment: datetime) -> datetime:
    """Return the moment as the wall clock in Vietnam shows it, whatever zone the PC has."""
    return moment.astimezone(VIETNAM)


def legal_date(moment: datetime) -> date:
    """Return the date that counts before the law (Asia/Ho_Chi_Minh)."""
    return local(moment).date()


def parse_moment(text: str) -> datetime:
    """Read an ISO moment; without an offset it is Vietnamese time. Raise InputError CLI-03."""
    try:
        moment = datetime.fromisoformat(text.strip())
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=VIETNAM)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise InputError(
            "CLI-03",
            f"“{text}” không phải là thời điểm hợp lệ.",
            "Ghi theo dạng 2026-11-26T08:30.",
        ) from error


def to_iso(moment: datetime) -> str:
    """Return an aware moment as ISO text with Vietnam's offset, to the second."""
    return local(moment).isoformat(timespec="seconds")
