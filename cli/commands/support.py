"""`audit verify` and `doctor`: is this desk sound?"""

from __future__ import annotations

import importlib
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib import metadata

from base.clock import legal_date, local, to_iso
from base.errors import DeskError
from base.paths import RESOURCES_DIR
from base.settings import Settings
from catalog.catalogue import load_catalogue
from catalog.dates.centre_calendar import load_calendar
from cli.context import Context
from cli.output import DONE, REFUSED, Answer
from desk import centre
from dossiers.upkeep.leftovers import count_missing, leftovers
from dossiers.upkeep.reindex import left_to_index
from dossiers.workplace import open_desk_store
from store import audit
from store.keys import key_source_from_environment
from store.store import Store
from sync.catalogue_line import LineNote, is_newer, read_choices, read_note
from sync.gateways.address import host_of

_LOW_DISK_BYTES = 1_000_000_000
_TIDY = "Mở phần mềm để máy tự làm, hoặc chạy store tidy."
_FONTS = (
    "liberation-serif/LiberationSerif-Regular.ttf",
    "be-vietnam-pro/BeVietnamPro-Regular.ttf",
    "dejavu-sans/DejaVuSans.ttf",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `state` is ok, warn or fail."""

    check: str
    state: str
    detail: str
    next_step: str = ""


def audit_verify(context: Context) -> Answer:
    """Check the audit chain from its first row to its head."""
    with open_desk_store(context.data_dir, clock=context.clock) as store:
        report = audit.verify(store)
    document = {"ok": report.ok, "rows": report.rows}
    if report.first_bad is not None:
        document["first_bad"] = report.first_bad
    text = "Chuỗi nhật ký nguyên vẹn" if report.ok else f"Sai từ dòng {report.first_bad}"
    return Answer(document, (f"{text}, {report.rows} dòng.",), DONE if report.ok else REFUSED)


def doctor(context: Context) -> Answer:
    """Look at the PC and the desk; no personal data."""
    findings = list(_findings(context))
    lines = tuple(f"[{f.state}] {f.check}: {f.detail} {f.next_step}".rstrip() for f in findings)
    failed = any(f.state == "fail" for f in findings)
    return Answer([asdict(f) for f in findings], lines, REFUSED if failed else DONE)


def _findings(context: Context) -> Iterator[Finding]:
    yield _versions()
    yield _key(context)
    yield from _store(context)
    yield _disk(context)
    yield _clock(context)
    yield _catalogue(context)
    yield _catalogue_line(context)
    yield _fonts()
    yield _module("scanner_reader", "zxingcpp", "fail", "Cài lại phần mềm.")
    yield _module("second_reader", "pyzbar.pyzbar", "warn", "Không bắt buộc: đã có bộ đọc chính.")
    yield _module("pdf", "rdocx", "fail", "Cài lại phần mềm.")
    yield _printer()


def _versions() -> Finding:
    qt = metadata.version("PySide6-Essentials")
    text = f"Python {platform.python_version()}, PySide6 {qt}, {platform.platform(terse=True)}"
    if sys.version_info < (3, 12) and tuple(map(int, qt.split(".")[:2])) >= (6, 12):
        return Finding("versions", "fail", text, "PySide6 6.12 cần Python 3.12 trở lên.")
    return Finding("versions", "ok", text)


def _key(context: Context) -> Finding:
    if os.environ.get("MOTCUA_KEY_FILE"):
        step = "Trên máy của quầy hãy bỏ MOTCUA_KEY_FILE để dùng kho khoá của Windows."
        return Finding("key", "warn", "Khoá nằm trong tệp.", step)
    try:
        return Finding("key", "ok", key_source_from_environment(context.data_dir).describe())
    except DeskError as error:
        return Finding("key", "fail", f"{error.message} ({error.code})", error.next_step)


def _store(context: Context) -> Iterator[Finding]:
    if not context.data_dir.store_file.exists():
        yield Finding("store", "warn", "Chưa có kho dữ liệu.", "Chạy desk init hoặc mở phần mềm.")
        return
    try:
        store = open_desk_store(context.data_dir, clock=context.clock)
    except DeskError as error:
        yield Finding("store", "fail", f"{error.message} ({error.code})", error.next_step)
        return
    with store:
        yield Finding("store", "ok", "Mở được kho dữ liệu đã mã hoá.")
        report = audit.verify(store)
        state = "ok" if report.ok else "fail"
        step = "" if report.ok else "Gọi bộ phận hỗ trợ; không xoá dữ liệu."
        yield Finding("audit", state, f"Nhật ký: {report.rows} dòng.", step)
        yield _attachments(store)
        yield _search(store)
        with store.read() as tx:
            profile = centre.load_profile(tx)
            province = centre.trusted_province(tx)
        if profile is None:
            yield Finding("profile", "warn", "Chưa khai báo trung tâm.", "Chạy desk init.")
            return
        yield Finding("profile", "ok", profile.centre)
        yield _line(has_gateway=profile.gateway is not None, has_key=province is not None)


def _attachments(store: Store) -> Finding:
    lost = count_missing(store)
    if lost:
        step = "Khôi phục thư mục blobs từ bản sao lưu, hoặc quét lại giấy tờ."
        return Finding("attachments", "fail", f"Mất {lost} tệp đính kèm của hồ sơ.", step)
    old = len(leftovers(store))
    if old:
        return Finding("attachments", "warn", f"{old} tệp đính kèm không hồ sơ nào dùng.", _TIDY)
    return Finding("attachments", "ok", "Tệp đính kèm đủ, không có tệp thừa.")


def _search(store: Store) -> Finding:
    waiting = left_to_index(store)
    if waiting:
        text = f"{waiting} hồ sơ cũ chưa tìm được theo mọi số giấy tờ."
        return Finding("search", "warn", text, _TIDY)
    return Finding("search", "ok", "Chỉ mục tìm kiếm đủ.")


def _line(*, has_gateway: bool, has_key: bool) -> Finding:
    if not has_gateway:
        step = "Nhập hồ sơ vào hệ thống tỉnh rồi ghi mã; khi có nơi nhận, khai báo gateway."
        return Finding("line", "warn", "Chưa có nơi nhận.", step)
    if not has_key:
        return Finding("line", "warn", "Chưa có khoá của tỉnh.", "Chạy desk trust TỆP.")
    return Finding("line", "ok", "Đã có nơi nhận và khoá của tỉnh.")


def _disk(context: Context) -> Finding:
    place = context.data_dir.root
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    text = f"Còn trống {free // 1_000_000} MB."
    if free < _LOW_DISK_BYTES:
        return Finding("disk", "warn", text, "Xoá bớt tệp trên ổ đĩa.")
    return Finding("disk", "ok", text)


def _clock(context: Context) -> Finding:
    now = context.clock()
    year = legal_date(now).year
    calendar = load_calendar(context.data_dir, load_catalogue(context.data_dir))
    if not calendar.known(year):
        step = "Cập nhật lịch nghỉ, hoặc chỉnh lại đồng hồ máy."
        return Finding("clock", "warn", f"Chưa có lịch nghỉ năm {year}.", step)
    return Finding("clock", "ok", to_iso(now))


def _catalogue(context: Context) -> Finding:
    catalogue = load_catalogue(context.data_dir)
    notice = catalogue.origin.notice
    if notice:
        step = "Nạp lại tệp danh mục: catalog import TỆP."
        return Finding("catalogue", "warn", notice, step)
    return Finding("catalogue", "ok", f"Danh mục {catalogue.version}.")


def _catalogue_line(context: Context) -> Finding:
    choices = read_choices(Settings(context.data_dir.settings_file))
    if not choices.address:
        return Finding("catalogue_line", "ok", "Chưa đặt địa chỉ tải danh mục; nạp từ tệp, USB.")
    found = read_note(context.data_dir, choices.address)
    each = f"{choices.every_days} ngày một lần" if choices.is_checking else "chỉ khi bấm tải"
    text = f"{host_of(choices.address)}, hỏi {each}, {_last_answer(found, context.clock())}"
    if found.code:
        step = "Mở trang Thủ tục, thẻ Thay đổi, hoặc chạy catalog import --from-line."
        return Finding("catalogue_line", "warn", f"{text} {found.message} ({found.code})", step)
    if is_newer(found, load_catalogue(context.data_dir).version):
        step = "Xem thay đổi rồi cài: catalog import --from-line."
        return Finding("catalogue_line", "warn", f"{text} Có danh mục mới {found.version}.", step)
    return Finding("catalogue_line", "ok", text)


def _last_answer(found: LineNote, moment: datetime) -> str:
    if found.answered_at is None:
        return "chưa có trả lời nào."
    days = (legal_date(moment) - legal_date(found.answered_at)).days
    return f"trả lời gần nhất {local(found.answered_at):%d/%m/%Y %H:%M} ({days} ngày trước)."


def _fonts() -> Finding:
    missing = [name for name in _FONTS if not (RESOURCES_DIR / "fonts" / name).exists()]
    if missing:
        return Finding("fonts", "fail", f"Thiếu phông: {', '.join(missing)}.", "Cài lại phần mềm.")
    return Finding("fonts", "ok", "Đủ phông kèm theo.")


def _module(check: str, name: str, worst: str, step: str) -> Finding:
    try:
        importlib.import_module(name)
    except (ImportError, OSError) as error:
        return Finding(check, worst, f"{name}: {type(error).__name__}", step)
    return Finding(check, "ok", name)


def _printer() -> Finding:
    from ui.printing import printer_names  # Qt, only for this look

    names = printer_names()
    if not names:
        step = "Cắm máy in và cài trình điều khiển; trong lúc chờ, lưu PDF."
        return Finding("printer", "warn", "Chưa thấy máy in.", step)
    return Finding("printer", "ok", f"{len(names)} máy in.")
