"""Catalogue files from the line: where from, how often, what the last look found. Installs nothing.

Without an address nothing here ever touches the network. The file is judged by the same functions
as one from a USB stick; what was fetched stays in `line/` of the data directory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from base.clock import Clock
from base.errors import DeskError, InputError
from base.files import disk_error, write_atomic
from base.paths import DataDir
from base.settings import Setting, Settings
from exchange.installed import version_key
from sync.gateways.address import clean_address

if TYPE_CHECKING:
    from dossiers.consulting.catalogue_file import LookedAtFile
    from dossiers.workplace import Workplace
    from sync.gateways.web_file import Limits, Progress

ADDRESS = Setting("catalogue.address", "", "Địa chỉ tải danh mục; để trống = không bao giờ kết nối")
CHECKS = Setting("catalogue.checks", default=True, text="Tự hỏi xem có danh mục mới")
EVERY_DAYS = Setting("catalogue.every_days", 7, "Số ngày giữa hai lần tự hỏi")
FEWEST_DAYS, MOST_DAYS = 1, 90
AGAIN = timedelta(hours=4)
"""After a try that reached nobody."""
_DAMAGED = frozenset({"SIGN-01", "SIGN-02"})
SAME_VERSION = "CAT-12"


@dataclass(frozen=True, slots=True)
class LineChoices:
    """What this desk has chosen."""

    address: str = ""
    is_checking: bool = True
    every_days: int = EVERY_DAYS.default


class LineNote(msgspec.Struct, frozen=True, kw_only=True):
    """What the last look at the line found; no personal data."""

    address: str = ""
    tried_at: datetime | None = None
    answered_at: datetime | None = None  # the server gave its file or said that it has not changed
    version: str = ""  # of the file at the address, once its signature was checked
    publisher: str = ""
    code: str = ""  # of the error that the last look met
    message: str = ""


@dataclass(frozen=True, slots=True)
class FromLine:
    """The publisher's newest file as it came; `is_unchanged` = it had come before."""

    address: str
    data: bytes = field(repr=False)
    is_unchanged: bool


def read_choices(settings: Settings) -> LineChoices:
    """Return what this desk has chosen; an interval that makes no sense becomes a sensible one."""
    days = min(max(settings.get(EVERY_DAYS), FEWEST_DAYS), MOST_DAYS)
    return LineChoices(settings.get(ADDRESS).strip(), settings.get(CHECKS), days)


def save_choices(settings: Settings, choices: LineChoices) -> LineChoices:
    """Store what was chosen and return it clean; an empty address ends all traffic.

    Raises InputError NET-01 (no address) or NET-02 (days); nothing is stored then.
    """
    if not FEWEST_DAYS <= choices.every_days <= MOST_DAYS:
        raise InputError(
            "NET-02",
            f"Số ngày giữa hai lần hỏi phải từ {FEWEST_DAYS} đến {MOST_DAYS}.",
            "Sửa số ngày rồi lưu lại.",
        )
    address = clean_address(choices.address) if choices.address.strip() else ""
    settings.put(ADDRESS, address)
    settings.put(CHECKS, choices.is_checking)
    settings.put(EVERY_DAYS, choices.every_days)
    return LineChoices(address, choices.is_checking, choices.every_days)


def chosen_address(choices: LineChoices) -> str:
    """Return the address of this desk. Raises InputError NET-16 when there is none."""
    if not choices.address:
        raise InputError(
            "NET-16",
            "Chưa đặt địa chỉ tải danh mục.",
            "Đặt ở trang Thủ tục, thẻ Thay đổi, nút “Địa chỉ tải…”, hoặc ghi địa chỉ trong lệnh.",
        )
    return choices.address


def line_dir(data_dir: DataDir) -> Path:
    """Return the folder that keeps what was fetched."""
    return data_dir.root / "line"


def read_note(data_dir: DataDir, address: str) -> LineNote:
    """Return what the last look at an address found; an unreadable note counts as none."""
    with suppress(OSError, msgspec.MsgspecError, UnicodeError):
        note = msgspec.json.decode(_note_file(data_dir).read_bytes(), type=LineNote)
        if note.address == address:
            return note
    return LineNote(address=address)


def is_due(choices: LineChoices, note: LineNote, moment: datetime) -> bool:
    """Return whether the line is asked now: once in every interval, later again after a dead line.

    A moment in the future was told by a wrong clock, so it does not count.
    """
    if not choices.address or not choices.is_checking:
        return False
    interval = timedelta(days=choices.every_days)
    return not _is_within(note.answered_at, moment, interval) and not _is_within(
        note.tried_at, moment, min(AGAIN, interval)
    )


def fetch_catalogue(
    data_dir: DataDir,
    address: str,
    *,
    clock: Clock,
    limits: Limits | None = None,
    check: Callable[[], None] | None = None,
    progress: Progress | None = None,
) -> FromLine:
    """Fetch the file at an address and note how that went. Raises what `fetch_file` raises."""
    from sync.gateways import web_file  # ssl and http: only where the line is used

    before = read_note(data_dir, address)
    moment = clock()
    try:
        fetched = web_file.fetch_file(
            address,
            line_dir(data_dir.make()),
            limits=limits,
            check=check,
            progress=progress,
        )
    except DeskError as error:
        told = {"code": error.code, "message": error.message}
        _write_note(data_dir, msgspec.structs.replace(before, tried_at=moment, **told))
        raise
    known = before if fetched.is_unchanged else LineNote(address=address)
    note = {"tried_at": moment, "answered_at": moment, "code": "", "message": ""}
    _write_note(data_dir, msgspec.structs.replace(known, **note))
    return FromLine(address, fetched.data, fetched.is_unchanged)


def kept_catalogue(data_dir: DataDir, address: str) -> FromLine | None:
    """Return the file that came last from an address, without the line; None when it is gone."""
    from sync.gateways.kept_file import KeptFile

    whole = KeptFile(line_dir(data_dir)).whole(address)
    return FromLine(address, whole.data, is_unchanged=True) if whole is not None else None


def judge(data_dir: DataDir, came: FromLine, *, trusted: Mapping[bytes, str]) -> LineNote:
    """Say which version came, after its signature; cheap when it had come before.

    For the look that nobody asked for. Raises InputError SIGN-xx or CAT-10, which is noted too.
    """
    note = read_note(data_dir, came.address)
    if came.is_unchanged and note.version:
        return note
    from catalog.bundle.signed_file import read_catalogue_file

    with judging(data_dir, came.address):
        file = read_catalogue_file(came.data, trusted=trusted)
    return note_version(data_dir, came.address, file.version, file.publisher)


def look_at_line(workplace: Workplace, came: FromLine) -> LookedAtFile | None:
    """Check what came and say what it would change; None when it is in use already.

    Raises what `look_at_file` raises, which is noted too.
    """
    from dossiers.consulting.catalogue_file import look_at_file

    data_dir = workplace.store.data_dir
    try:
        with judging(data_dir, came.address):
            looked = look_at_file(workplace, came.data)
    except InputError as error:
        if error.code != SAME_VERSION:
            raise
        origin = workplace.reference.catalogue.origin
        note_version(
            data_dir, came.address, workplace.reference.catalogue.version, origin.publisher
        )
        return None
    note_version(data_dir, came.address, looked.version, looked.publisher)
    return looked


@contextmanager
def judging(data_dir: DataDir, address: str) -> Iterator[None]:
    """Note why a file from the line is refused; a damaged one is fetched anew next time."""
    try:
        yield
    except InputError as error:
        if error.code != SAME_VERSION:
            note = read_note(data_dir, address)
            told = {"version": "", "publisher": "", "code": error.code, "message": error.message}
            _write_note(data_dir, msgspec.structs.replace(note, **told))
        if error.code in _DAMAGED:
            from sync.gateways.web_file import forget

            forget(line_dir(data_dir))
        raise


def note_version(data_dir: DataDir, address: str, version: str, publisher: str) -> LineNote:
    """Note which version lies at an address."""
    found = {"version": version, "publisher": publisher, "code": "", "message": ""}
    note = msgspec.structs.replace(read_note(data_dir, address), **found)
    _write_note(data_dir, note)
    return note


def is_newer(note: LineNote, in_use: str) -> bool:
    """Return whether the version at the address is newer than the one in use."""
    with suppress(ValueError):
        return version_key(note.version) > version_key(in_use)
    return False


def _is_within(earlier: datetime | None, moment: datetime, span: timedelta) -> bool:
    return earlier is not None and timedelta(0) <= moment - earlier < span


def _note_file(data_dir: DataDir) -> Path:
    return line_dir(data_dir) / "note.json"


def _write_note(data_dir: DataDir, note: LineNote) -> None:
    what = "ghi chú của lần tải"
    try:
        line_dir(data_dir.make()).mkdir(exist_ok=True, mode=0o700)
    except OSError as error:
        raise disk_error(error, what) from error
    write_atomic(_note_file(data_dir), msgspec.json.encode(note), what=what)
