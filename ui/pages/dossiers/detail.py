"""One dossier beside the list: who, what, when, how it stands, and what can be done with it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from dossiers.dossier import EVENT_WORDS, Dossier, DossierState, DueCause
from dossiers.life.running import due_of
from exchange.records import AcceptedWarning, Paper
from ui.pages.paper_desk import has_forms
from ui.theme import TABULAR
from ui.widgets.code_entry import CodeEntry
from ui.widgets.parts import button, chip, column, label, row, rule, set_chip
from ui.wording import (
    OUTBOX_WORDS,
    STATE_WORDS,
    counted_words,
    fee_total,
    grouped,
    stamp,
)

_DETAIL_WIDTH = 312


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
        self._counted = label(role="muted", wrap=True)
        self._papers = label(wrap=True)
        self.warnings = (label("Cảnh báo đã giữ", "strong"), label(wrap=True), rule())
        self._events = label(role="muted", wrap=True)
        self.code = CodeEntry(is_narrow=True)
        self._actions = self._make_actions()
        inside = QWidget()
        inside.setLayout(
            column(
                self._number, row(self._state, self._outbox, 1), self._what, self._facts,
                self._counted, rule(),
                label("Thành phần hồ sơ", "strong"), self._papers, rule(), *self.warnings,
                label("Diễn biến", "strong"), self._events, 1, spacing=8, margins=16,
            )
        )  # fmt: skip
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName("Chi tiết hồ sơ, cuộn bằng ↑ ↓")
        self.setLayout(column(scroll, rule(), self._actions, spacing=0, margins=1))
        self.clear()

    def _make_actions(self) -> QWidget:
        """Return what can be done with the dossier: papers to print, steps of its life."""
        self.slip = button("Giấy hẹn trả", icon_name="file-text", name="Giấy tiếp nhận và hẹn trả")
        self.slip.setToolTip("Giấy tiếp nhận hồ sơ và hẹn trả kết quả, Mẫu số 01 (Ctrl+P)")
        self.forms = button("Tờ khai  F8", icon_name="file-text", name="Xem và in lại tờ khai")
        self.supplement = button("Yêu cầu bổ sung…")
        self.supplied = button("Đã nhận bổ sung…", "primary")
        self.extend = button("Gia hạn…")
        self.moved = button("Dời ngày hẹn", "primary")
        self.paste = button("Dán lần lượt  F7", icon_name="list-checks", name="Dán lần lượt")
        self.paste.setToolTip("Chép từng giá trị để dán vào hệ thống khác (F7)")
        self.paste.clicked.connect(self.code.paste_wanted)
        made = QWidget()
        actions = column(
            self.code, self.paste, row(self.forms, self.slip, spacing=8), self.moved,
            row(self.supplement, self.supplied, self.extend, spacing=8), spacing=8,
        )  # fmt: skip
        actions.setContentsMargins(16, 8, 16, 16)
        made.setLayout(actions)
        return made

    def clear(self) -> None:
        """Show no dossier."""
        self._number.setText("Chưa chọn hồ sơ")
        for text in (self._what, self._facts, self._counted, self._papers, self._events):
            text.setText("")
        for item in (self._state, self._outbox, self._actions, *self.warnings):
            item.hide()

    def said(self) -> str:
        """Return everything that is shown, as text."""
        return "\n".join(item.text() for item in self.findChildren(QLabel))

    def show_dossier(self, dossier: Dossier, move_to: datetime | None = None) -> None:
        """Show everything of one dossier; `move_to`: its day became a day off."""
        self.moved.setVisible(move_to is not None)
        if move_to is not None:
            self.moved.setText(f"Dời hẹn sang {stamp(move_to)}")
            self.moved.setToolTip("Ngày đã hẹn là ngày nghỉ; báo cho người nộp ngày mới")
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
        counted = _counted(dossier)
        self._counted.setText(counted)
        self._counted.setVisible(bool(counted))
        papers = [_paper_line(p) for p in record.papers]
        self._papers.setText("\n".join(papers) or "Chưa ghi thành phần nào.")
        self.warnings[1].setText("\n".join(map(_warning_line, record.warnings)))
        for part in self.warnings:
            part.setVisible(bool(record.warnings))
        self._events.setText("\n".join(_event_lines(dossier)))
        self.code.setVisible(line.dossier_code is None)
        self._show_steps(dossier)
        self._actions.show()

    def _show_steps(self, dossier: Dossier) -> None:
        """Offer the steps that fit where the dossier stands."""
        state = dossier.row.state
        is_running = state is DossierState.RECEIVED
        self.forms.setVisible(has_forms(dossier))
        self.supplement.setVisible(is_running)
        extended = any(due.cause is DueCause.EXTENSION for due in dossier.dues)
        self.extend.setVisible(is_running and dossier.row.due_at is not None and not extended)
        self.supplied.setVisible(state is DossierState.SUPPLEMENT_REQUESTED)


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
        f"Hẹn trả: {_due_line(dossier)}",
        f"Phí, lệ phí: {fee_total(record)}",
        f"Cơ quan giải quyết: {record.competent_unit}",
    ]
    return "\n".join(lines)


def _due_line(dossier: Dossier) -> str:
    """Return the appointment that holds."""
    due_at = dossier.row.due_at
    when = stamp(due_at) if due_at else "chưa tính được"
    if dossier.row.state is DossierState.SUPPLEMENT_REQUESTED:
        return f"đang dừng chờ bổ sung (trước đó hẹn {when})"
    return when


def _counted(dossier: Dossier) -> str:
    """Return how the appointment was counted, unless the clock stands."""
    if dossier.row.state is DossierState.SUPPLEMENT_REQUESTED:
        return ""
    words = counted_words(due_of(dossier))
    return f"Cách tính ngày hẹn: {words}" if words else ""


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
