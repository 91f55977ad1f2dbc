"""Hồ sơ: search, list, and one dossier with its history."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QScrollArea, QStackedWidget, QWidget

from dossiers.dossier import Dossier, DossierRow
from exchange.records import AcceptedWarning, Paper
from ui.icons import icon
from ui.models.lists import dossier_table
from ui.pages.page import Page
from ui.theme import TABULAR
from ui.widgets.code_entry import CodeEntry
from ui.widgets.parts import Room, button, chip, column, label, panel, row, rule, set_chip
from ui.widgets.preview import PreviewPane
from ui.widgets.shell.search_box import DELAY_MS
from ui.widgets.table import table_view
from ui.wording import EVENT_WORDS, OUTBOX_WORDS, STATE_WORDS, fee_total, grouped, stamp

_DETAIL_WIDTH = 312


class DossiersView(Page):
    """Emits what the clerk wants; shows what it is given."""

    key = "dossiers"
    searched = Signal(str)
    """The clerk paused in typing this text (may be empty)."""
    opened = Signal(str)
    """The dossier with this id is to be shown."""
    slip_wanted = Signal()
    """Mẫu 01 of the dossier shown."""
    shown = Signal()
    """The page came to the front."""

    def __init__(self) -> None:
        super().__init__()
        self.line = _search_line()
        self._wait = QTimer(self, interval=DELAY_MS, singleShot=True)
        self._wait.timeout.connect(self._on_wait)
        self.line.textChanged.connect(self._wait.start)
        self.model = dossier_table(self)
        self.table = table_view(self.model, "Danh sách hồ sơ", 1)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.empty = label("", "muted", wrap=True)
        self.detail = DossierDetail()
        self.detail.slip.clicked.connect(self.slip_wanted)
        self.preview = PreviewPane()
        self.preview.closed.connect(self._on_preview_closed)
        self._room = Room()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list_side())
        self._stack.addWidget(self.preview)
        self._frame = column(self._stack)
        self.setLayout(self._frame)
        self._stack.currentChanged.connect(self._on_stack)

    def _list_side(self) -> QWidget:
        left = panel()
        head = row(label("Hồ sơ", "title"), spacing=16)
        head.addWidget(self.line, 1)
        layout = column(head, self.empty, spacing=8, margins=16)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._room)
        left.setLayout(layout)
        self._left = left
        side = QWidget()
        body = row(spacing=8, margins=8)
        body.addWidget(left, 1)
        body.addWidget(self.detail)
        side.setLayout(body)
        return side

    @property
    def bar_lift(self) -> int:
        """Below the list; under a paper at the lower edge."""
        return 16

    @property
    def bar_sides(self) -> tuple[int, int]:
        """Below the list, beside the dossier shown and its actions."""
        is_paper = self._stack.currentWidget() is self.preview
        return 16, 16 if is_paper else self.width() - self._left.geometry().right() + 8

    def make_room(self, height: int) -> None:
        """Shrink the list, or the paper that is in front of it."""
        is_paper = self._stack.currentWidget() is self.preview
        self._frame.setContentsMargins(0, 0, 0, height + 24 if height and is_paper else 0)
        self._room.keep(0 if is_paper else height)

    def show_rows(self, rows: tuple[DossierRow, ...], text: str) -> None:
        """Show the dossiers found; what was chosen stays chosen."""
        chosen = self.model.row(self.table.currentIndex().row())
        self.model.set_rows(rows)
        self.empty.setText("" if rows else _nothing(text))
        self.empty.setVisible(not rows)
        if chosen is not None:
            self.choose(chosen.id)
        elif rows:
            self.choose(rows[0].id)
        if not rows:
            self.detail.clear()

    def choose(self, dossier_id: str) -> None:
        """Put the mark on one dossier."""
        number = self.model.find(dossier_id)
        if number >= 0:
            self.table.selectRow(number)

    def show_preview(self) -> None:
        """Show the paper instead of the list."""
        self._stack.setCurrentWidget(self.preview)
        self.preview.begin()

    def _on_stack(self, number: int) -> None:
        self.rearranged.emit()

    def activate(self) -> None:
        """Read the list again."""
        self.shown.emit()

    def focus_search(self) -> None:
        """F3."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def go_back(self) -> bool:
        """Close the preview, or clear the search."""
        if self._stack.currentWidget() is self.preview:
            self.preview.closed.emit()
            return True
        had_text = bool(self.line.text())
        self.line.clear()
        return had_text

    def _on_preview_closed(self) -> None:
        self._stack.setCurrentIndex(0)

    def _on_wait(self) -> None:
        self.searched.emit(self.line.text().strip())

    def _on_row(self, current: QModelIndex) -> None:
        found = self.model.row(current.row())
        if found is not None:
            self.opened.emit(found.id)


class DossierDetail(QFrame):
    """One dossier: who, what, when, how it stands, and every step of its life."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setFixedWidth(_DETAIL_WIDTH)
        self._number = label(role="strong")
        self._number.setStyleSheet(f'font-family: "{TABULAR}"; font-size: 15px; font-weight: 600;')
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._state, self._outbox = chip(), chip()
        self._what = label(role="strong", wrap=True)
        self._facts = label(wrap=True)
        self._papers = label(wrap=True)
        self.warnings = (label("Cảnh báo đã giữ", "strong"), label(wrap=True), rule())
        self._events = label(role="muted", wrap=True)
        self.code = CodeEntry(is_narrow=True)
        self.slip = button("Giấy tiếp nhận và hẹn trả", icon_name="file-text")
        self.paste = button("Dán lần lượt  F7", icon_name="list-checks", name="Dán lần lượt")
        self.paste.setToolTip("Chép từng giá trị để dán vào hệ thống khác (F7)")
        self.paste.clicked.connect(self.code.paste_wanted)
        inside = QWidget()
        inside.setLayout(
            column(
                self._number, row(self._state, self._outbox, 1), self._what, self._facts, rule(),
                label("Thành phần hồ sơ", "strong"), self._papers, rule(), *self.warnings,
                label("Diễn biến", "strong"), self._events, 1, spacing=8, margins=16,
            )
        )  # fmt: skip
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._actions = QWidget()
        actions = column(self.code, self.paste, self.slip, spacing=8)
        actions.setContentsMargins(16, 8, 16, 16)
        self._actions.setLayout(actions)
        self.setLayout(column(scroll, rule(), self._actions, spacing=0, margins=1))
        self.clear()

    def clear(self) -> None:
        """Show no dossier."""
        self._number.setText("Chưa chọn hồ sơ")
        for text in (self._what, self._facts, self._papers, self._events):
            text.setText("")
        for item in (self._state, self._outbox, self._actions, *self.warnings):
            item.hide()

    def said(self) -> str:
        """Return everything that is shown, as text."""
        return "\n".join(item.text() for item in self.findChildren(QLabel))

    def show_dossier(self, dossier: Dossier) -> None:
        """Show everything of one dossier."""
        record, line = dossier.record, dossier.row
        code = f"{line.dossier_code}\n" if line.dossier_code else ""
        self._number.setText(f"{code}{line.provisional_number}")
        set_chip(self._state, *STATE_WORDS[line.state])
        self._state.show()
        if line.outbox_state is not None:
            set_chip(self._outbox, *OUTBOX_WORDS[line.outbox_state])
        self._outbox.setVisible(line.outbox_state is not None)
        self._what.setText(f"{line.procedure_name} ({line.procedure_code})")
        self._facts.setText(_facts(dossier))
        papers = [_paper_line(p) for p in record.papers]
        self._papers.setText("\n".join(papers) or "Chưa ghi thành phần nào.")
        self.warnings[1].setText("\n".join(map(_warning_line, record.warnings)))
        for part in self.warnings:
            part.setVisible(bool(record.warnings))
        self._events.setText("\n".join(_event_lines(dossier)))
        self.code.setVisible(line.dossier_code is None)
        self._actions.show()


def _search_line() -> QLineEdit:
    line = QLineEdit()
    line.setPlaceholderText("F3  họ tên không dấu, số định danh, số tạm, mã hồ sơ")
    line.setAccessibleName("Tìm hồ sơ")
    line.setClearButtonEnabled(True)
    line.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
    return line


def _facts(dossier: Dossier) -> str:
    record, line = dossier.record, dossier.row
    applicant = record.applicant
    lines = [
        f"Chủ hồ sơ: {applicant.full_name}",
        f"Số định danh: {grouped(applicant.personal_number or applicant.old_number or 'chưa ghi')}",
    ]
    if record.submitter.full_name != applicant.full_name:
        lines.append(f"Người nộp: {record.submitter.full_name}")
    lines += [
        f"Tiếp nhận: {stamp(line.received_at)}",
        f"Hẹn trả: {stamp(line.due_at) if line.due_at else 'chưa tính được'}",
        f"Phí, lệ phí: {fee_total(record)}",
        f"Cơ quan giải quyết: {record.competent_unit}",
    ]
    return "\n".join(lines)


def _paper_line(paper: Paper) -> str:
    line = f"{paper.name} ({paper.count})"
    return f"{line}, nộp thêm" if paper.extra else line


def _warning_line(warning: AcceptedWarning) -> str:
    reason = warning.reason or "chưa ghi"
    return f"• {warning.message}\n  Lý do: {reason}\n  Căn cứ: {warning.basis}"


def _event_lines(dossier: Dossier) -> list[str]:
    lines = []
    for event in dossier.events:
        words = EVENT_WORDS.get(event.kind, event.kind)
        lines.append(f"{stamp(event.at)}  {words}{f': {event.note}' if event.note else ''}")
    return lines


def _nothing(text: str) -> str:
    if text:
        return f"Không có hồ sơ nào khớp “{text}”. Thử họ tên không dấu, số tạm hoặc mã hồ sơ."
    return "Chưa có hồ sơ nào. Tiếp nhận hồ sơ đầu tiên: F2."
