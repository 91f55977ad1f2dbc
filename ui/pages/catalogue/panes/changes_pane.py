"""Thay đổi: which catalogue is in use, what changed, which open dossiers that touches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from catalog.bundle.changes import CatalogueChanges, ProcedureChange, general_parts, summary
from dossiers.consulting.catalogue_file import InUse, Looked, LookedAtFile
from dossiers.consulting.touched import TouchedDossier
from ui.pages.catalogue.panes.line_bar import LineBar
from ui.theme import TABULAR
from ui.widgets.entry import Entry
from ui.widgets.parts import button, clear, column, label, panel, row
from ui.widgets.result_list import ResultList
from ui.wording import stamp

_ASPECTS = {
    "time": "thời hạn", "fee": "mức thu", "papers": "thành phần hồ sơ", "name": "tên",
    "status": "trạng thái", "other": "thông tin khác",
}  # fmt: skip
_KINDS = {"added": "mới", "changed": "sửa", "removed": "bỏ"}
_GENERAL = "#"
_DAYS_OFF = "#days-off"
_WHAT_TO_DO = (
    "Lịch nghỉ đã đổi sau khi tiếp nhận: các hồ sơ dưới đây hẹn vào ngày trung tâm nghỉ.",
    "Hẹn lại vào ngày làm việc tiếp theo như ghi ở từng hồ sơ, và báo cho người nộp biết.",
)
_OTHER_NAME = "\nChú ý: tệp tự ghi nơi phát hành là “{}”, không phải tên của khoá đã ký."
_TOUCHED_SHOWN = 100


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One line of the list: a procedure, or everything that is about no single one."""

    key: str
    title: str
    lines: tuple[str, ...]
    touched: tuple[TouchedDossier, ...]
    detail: str


class ChangesPane(QWidget):
    """Emits what is to be done with catalogue files; shows changes it is given."""

    import_wanted = Signal()
    """Choose a catalogue file."""
    fetch_wanted = Signal()
    """Ask the address of this desk."""
    address_wanted = Signal()
    """Write the address of this desk."""
    publishers_wanted = Signal()
    """Show whose files are taken."""
    back_wanted = Signal()
    """The catalogue before."""
    bundled_wanted = Signal()
    """The newer catalogue that the program brought."""
    install_wanted = Signal()
    """Put the file that is looked at into use."""
    look_ended = Signal()
    """The file that is looked at is not wanted."""
    dossier_wanted = Signal(str)
    """Show the dossier with this id."""

    def __init__(self) -> None:
        super().__init__()
        self.is_looking = False
        self._rows: tuple[ChangeRow, ...] = ()
        self._in_use = label(wrap=True)
        self.line = LineBar()
        self._file = label(wrap=True)
        self._sum = label(role="strong", wrap=True)
        self.choose = button("Nạp tệp danh mục…  Ctrl+O", "primary", icon_name="folder-open",
                             name="Nạp tệp danh mục (Ctrl+O)")  # fmt: skip
        self.fetch = button("Tải từ đường truyền  Ctrl+L", name="Tải từ đường truyền (Ctrl+L)")
        self.publishers = button("Nơi phát hành…", tip="Nơi phát hành danh mục được tin, và khoá")
        self.back = button("Quay lại bản trước", icon_name="undo-2")
        self.bundled = button("Quay lại bản kèm chương trình")
        self.bundled.hide()
        self.install = button("Dùng danh mục này  Ctrl+Enter", "primary", icon_name="check",
                              name="Dùng danh mục này (Ctrl+Enter)")  # fmt: skip
        self.drop = button("Thôi, không nạp  Esc", name="Thôi, không nạp (Esc)")
        self.list = ResultList()
        self.list.setAccessibleName("Thủ tục có thay đổi")
        self.list.selectionModel().currentChanged.connect(self._on_marked)
        self._lines = column(spacing=2)
        self._scroll = QScrollArea()
        self._build()
        self.end_look()

    def _build(self) -> None:
        for item, signal in (
            (self.choose, self.import_wanted), (self.publishers, self.publishers_wanted),
            (self.fetch, self.fetch_wanted), (self.line.address, self.address_wanted),
            (self.back, self.back_wanted), (self.install, self.install_wanted),
            (self.drop, self.look_ended), (self.bundled, self.bundled_wanted),
        ):  # fmt: skip
            item.clicked.connect(signal)
        self._look = panel("review")
        self._look.setLayout(
            column(self._file, row(self.drop, 1, self.install), spacing=6, margins=10)
        )
        head = panel()
        self._ways = row(self.back, self.publishers, 1, self.fetch, self.choose)
        said = column(self._in_use, self.bundled, spacing=6)
        said.setAlignment(self.bundled, Qt.AlignmentFlag.AlignLeft)
        head.setLayout(column(said, self.line, self._ways, self._look, spacing=8, margins=12))
        right = panel()
        inside = QWidget()
        inside.setLayout(column(self._lines, 1, margins=16))
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(inside)
        self._scroll.setAccessibleName("Nội dung thay đổi")
        right.setLayout(column(self._scroll, margins=1))
        left = panel()
        listing = column(self._sum, spacing=6, margins=12)
        listing.addWidget(self.list, 1)
        left.setLayout(listing)
        body = row(spacing=8)
        body.addWidget(left, 2)
        body.addWidget(right, 3)
        self._whole = column(head, spacing=8)
        self._whole.addLayout(body, 1)
        self.setLayout(self._whole)

    def show_in_use(self, in_use: InUse) -> None:
        """Say which catalogue every case is judged by."""
        if in_use.kind == "installed":
            named = f", tệp tự ghi “{in_use.claimed}”" if in_use.claimed else ""
            whence = f"{in_use.publisher} phát hành{named}, nạp ngày {_day(in_use.installed_at)}"
        else:
            whence = "kèm theo chương trình"
        notice = f"\n{in_use.notice}" if in_use.notice else ""
        self._in_use.setText(
            f"Danh mục đang dùng: {in_use.version} ({whence}), dữ liệu đến {in_use.status_date}."
            f"{notice}"
        )
        self.bundled.setVisible(bool(in_use.newer_bundled) and not self.is_looking)
        self.back.setEnabled(in_use.can_go_back)
        self.back.setToolTip("" if in_use.can_go_back else "Chưa nạp tệp nào để quay lại")

    def look_at(self, file: LookedAtFile) -> None:
        """Show a file before it is taken: from whom, whose signature, what it changes."""
        self.is_looking = True
        self._file.setText(
            f"Xem trước, chưa nạp: danh mục {file.version} của {file.publisher}, "
            f"lập ngày {_day(file.issued_at)}.\n"
            f"Chữ ký đúng, của nơi đã tin: {file.publisher} (mã khoá {file.key_id})."
            + (_OTHER_NAME.format(file.claimed) if file.claimed else "")
        )
        self._look.show()
        self._allow(is_free=False)
        self.show_changes(file.looked, "Tệp này thay đổi")
        self.install.setFocus()

    def make_room(self, height: int) -> None:
        """Keep this much free below the list and its lines."""
        self._whole.setContentsMargins(0, 0, 0, height)

    def begin(self) -> None:
        """Place the cursor on what is to be done: a newer catalogue comes first."""
        (self.line.look if self.line.has_news else self.choose).setFocus()

    def allow_fetch(self, *, is_on: bool) -> None:
        """Switch the way over the line on, or say where it is set."""
        self.fetch.setEnabled(is_on)
        self.fetch.setToolTip("" if is_on else "Chưa đặt địa chỉ: bấm “Địa chỉ tải…” ở dòng trên")

    def end_look(self) -> None:
        """No file is looked at any more."""
        self.is_looking = False
        self._look.hide()
        self._allow(is_free=True)

    def show_changes(self, looked: Looked, what: str) -> None:
        """Show changes in plain words, each with the open dossiers that it touches."""
        changes = looked.changes
        self._rows = tuple(_rows(changes, looked.touched))
        words = f"{what} so với bản {changes.from_version}: {summary(changes)}"
        if changes.is_empty:
            words = "Không có thay đổi nào"
        touched = sum(bool(dossier.lines) for dossier in looked.touched)
        days_off = sum(bool(dossier.day_off) for dossier in looked.touched)
        words += f" · {touched} hồ sơ chưa xong" if touched else ""
        words += f" · {days_off} ngày hẹn là ngày nghỉ" if days_off else ""
        self._sum.setText(f"{words}.")
        self.list.show_entries(
            [Entry("change", r.key, r.title, r.detail, "list-checks") for r in self._rows]
        )
        if not self._rows:
            self._show(None)

    @property
    def summary(self) -> str:
        """What is said above the list."""
        return self._sum.text()

    @property
    def file_words(self) -> str:
        """What is said of the file that is looked at."""
        return self._file.text() if self.is_looking else ""

    def _allow(self, *, is_free: bool) -> None:
        for item in (self.choose, self.publishers, self.back, self.fetch, self.line):
            item.setVisible(is_free)
        if not is_free:
            self.bundled.hide()

    def _on_marked(self, current: QModelIndex) -> None:
        entry = self.list.entry(current)
        self._show(next((r for r in self._rows if entry and r.key == entry.key), None))

    def _show(self, shown: ChangeRow | None) -> None:
        clear(self._lines)
        has_links = shown is not None and bool(shown.touched)
        policy = Qt.FocusPolicy.NoFocus if has_links else Qt.FocusPolicy.StrongFocus
        self._scroll.setFocusPolicy(policy)  # without links the arrows scroll
        if shown is None:
            self._lines.addWidget(label("Không có thay đổi nào.", "muted"))
            return
        self._lines.addWidget(label(shown.title, "heading", wrap=True))
        for text in shown.lines:
            self._lines.addWidget(label(f"• {text}", wrap=True))
        if shown.touched and shown.key != _DAYS_OFF:
            self._lines.addWidget(label("Hồ sơ chưa xong của thủ tục này", "strong"))
            said = "Mỗi hồ sơ vẫn theo phiên bản danh mục lúc tiếp nhận."
            self._lines.addWidget(label(said, "muted", wrap=True))
        for dossier in shown.touched[:_TOUCHED_SHOWN]:
            said = dossier.advice if shown.key == _DAYS_OFF else _kept_words(dossier)
            self._lines.addWidget(self._dossier(dossier, said))
        if len(shown.touched) > _TOUCHED_SHOWN:
            more = len(shown.touched) - _TOUCHED_SHOWN
            self._lines.addWidget(label(f"và {more} hồ sơ khác: tìm theo mã thủ tục (F3)", "muted"))

    def _dossier(self, dossier: TouchedDossier, said: str) -> QFrame:
        link = button(dossier.number, "link", name=f"Mở hồ sơ {dossier.number}")
        link.setStyleSheet(f'font-family: "{TABULAR}"; font-size: 13px;')
        link.clicked.connect(partial(self.dossier_wanted.emit, dossier.id))
        words = f"{dossier.applicant_name} · {said}"
        line = panel("flat")
        whole = row(link, spacing=8)
        whole.addWidget(label(words, "small", wrap=True), 1)
        line.setLayout(whole)
        return line


def _rows(changes: CatalogueChanges, touched: Sequence[TouchedDossier]) -> list[ChangeRow]:
    every = (*changes.added, *changes.changed, *changes.removed)
    by_code: dict[str, tuple[TouchedDossier, ...]] = {}
    for dossier in touched:
        if dossier.lines:
            by_code[dossier.procedure_code] = (*by_code.get(dossier.procedure_code, ()), dossier)
    rows = [_row(c, by_code.pop(c.code, ())) for c in every]
    rows += [_earlier(own) for own in by_code.values()]
    rows.sort(key=lambda r: not r.touched)  # what is on this desk's tables comes first
    general = [
        ChangeRow(f"{_GENERAL}{part.title}", part.title, part.lines, (), f"{len(part.lines)} dòng")
        for part in general_parts(changes)
    ]
    # few, and behind hundreds of procedures nobody finds them
    return [*_days_off(touched), *general, *rows]


def _days_off(touched: Sequence[TouchedDossier]) -> Iterator[ChangeRow]:
    """Yield the one row about promised days that have become days off: those people must be told.

    By the calendar of a file or the centre's own: nobody is given a day on which it is closed.
    """
    own = tuple(dossier for dossier in touched if dossier.day_off)
    if own:
        yield ChangeRow(_DAYS_OFF, "Ngày hẹn là ngày nghỉ", _WHAT_TO_DO, own, f"{len(own)} hồ sơ")


def _earlier(own: tuple[TouchedDossier, ...]) -> ChangeRow:
    """Return the row of a procedure that changed before the last file did."""
    first = own[0]
    lines = tuple(dict.fromkeys(line for dossier in own for line in dossier.lines))
    detail = f"{len(own)} hồ sơ · khác bản lúc tiếp nhận · {first.procedure_code}"
    return ChangeRow(first.procedure_code, first.procedure_name, lines, own, detail)


def _kept_words(dossier: TouchedDossier) -> str:
    due = f"hẹn {stamp(dossier.due_at)}" if dossier.due_at else "chưa có hẹn"
    return f"{due} · giữ bản {dossier.kept_version}"


def _row(change: ProcedureChange, touched: tuple[TouchedDossier, ...]) -> ChangeRow:
    aspects = [words for key, words in _ASPECTS.items() if key in change.aspects]
    parts = [_KINDS[change.kind], change.code]
    parts += [", ".join(aspects)] if change.kind == "changed" else []
    parts = [f"{len(touched)} hồ sơ", *parts] if touched else parts
    return ChangeRow(change.code, change.name, change.lines, touched, " · ".join(parts))


def _day(iso: str | None) -> str:
    if not iso:
        return "không rõ"
    day = iso[:10].split("-")
    return "/".join(reversed(day))
