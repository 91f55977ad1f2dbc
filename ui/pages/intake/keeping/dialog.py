"""The one place where warnings are kept: what is warned of, its article, and why it stays."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QScrollArea, QWidget

from base.text import clean_line
from dossiers.kept.reasons import MOST_LETTERS, proposed, usual_reasons
from ui.pages.intake.keeping.grouping import grouped
from ui.widgets.error_list import ListedWarning
from ui.widgets.fields.base import OFFER_KEYS
from ui.widgets.parts import button, column, label, row

_WIDTH = 720
_MOST_HEIGHT = 300
_RULE = "Cảnh báo không cản tiếp nhận. Lý do được lưu cùng hồ sơ."


class KeepDialog(QDialog):
    """Enter keeps every warning that is listed, Esc none."""

    kept = Signal(str)
    """All of them stay, for this reason."""
    typed = Signal(str)
    """A reason is being typed."""
    renewed = Signal()
    """Every old place shall be written as it is called now."""

    def __init__(
        self,
        parent: QWidget,
        warnings: Sequence[ListedWarning],
        begun: str = "",
        *,
        is_accepting: bool,
        renewable: int = 0,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Giữ cảnh báo · Trợ lý Một cửa")
        self.setFixedWidth(_WIDTH)
        self._proposed = proposed({w.code for w in warnings}).text
        self.reason = self._reasons()
        if begun:  # and not finished: the dialog was closed, or the program ended
            self.reason.setEditText(begun)
        count = f"{len(warnings)} cảnh báo"
        heading = f"Còn {count} chưa có lý do" if is_accepting else f"Giữ {count}"
        back = button("Xem lại  Esc", "link", name="Xem lại cảnh báo (Esc)")
        back.clicked.connect(self.reject)
        words = "Giữ và tiếp nhận" if is_accepting else "Giữ"
        self.go = button(f"{words}  Enter", "primary", name=f"{words} (Enter)")
        self.go.clicked.connect(self._on_enter)
        why = label("Lý do giữ (↑ ↓ chọn, hoặc gõ)", "muted")
        why.setBuddy(self.reason)
        self.setLayout(
            column(
                label(heading, "title"), label(_RULE, "muted"), _listed(warnings),
                self._renewing(renewable), why, self.reason, row(back, 1, self.go),
                spacing=8, margins=20,
            )
        )  # fmt: skip
        self.reason.setFocus()

    def _renewing(self, count: int) -> QWidget:
        """Return what writes `count` old places anew, hidden where there is none."""
        words = f"Ghi {count} địa chỉ theo xã, tỉnh hiện nay"
        take = button(f"{words}  {OFFER_KEYS}", "small", icon_name="check",
                      name=f"{words} ({OFFER_KEYS})")  # fmt: skip
        take.clicked.connect(self._on_renewed)
        for keys in ("Alt+Return", "Alt+Enter") if count else ():
            QShortcut(QKeySequence(keys), self).activated.connect(self._on_renewed)
        made = QWidget()
        made.setLayout(row(take, 1))
        made.setVisible(count > 0)
        return made

    def _on_renewed(self) -> None:
        self.accept()
        self.renewed.emit()

    def _reasons(self) -> QComboBox:
        made = QComboBox()
        made.setEditable(True)
        made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        made.addItems([reason.text for reason in usual_reasons()])
        made.setCurrentText(self._proposed)
        made.setAccessibleName("Lý do giữ cảnh báo")
        line = QLineEdit()
        line.setMaxLength(MOST_LETTERS)
        made.setLineEdit(line)
        made.setCompleter(None)  # type: ignore[arg-type]  # what is typed is the reason, not the beginning of another
        made.setCurrentIndex(made.findText(self._proposed))
        line.setAccessibleName("Lý do giữ cảnh báo")
        line.returnPressed.connect(self._on_enter)
        line.textEdited.connect(self.typed)
        line.selectAll()
        return made

    def _on_enter(self) -> None:
        reason = clean_line(self.reason.currentText())
        if not reason:  # a reason is wanted: the proposed one stands there again, to be looked at
            self.reason.setCurrentIndex(self.reason.findText(self._proposed))
            self.reason.setEditText(self._proposed)
            self.reason.setFocus()
            return
        self.accept()
        self.kept.emit(reason)


def _listed(warnings: Sequence[ListedWarning]) -> QWidget:
    lines = column(spacing=2)
    for group in grouped(warnings):
        lines.addWidget(label(group.name, "strong", wrap=True))
        for message in group.messages:
            lines.addWidget(label(message, wrap=True))
        basis = label(f"Căn cứ: {group.basis}  ·  {group.code}", "small", wrap=True)
        basis.setContentsMargins(0, 0, 0, 8)
        lines.addWidget(basis)
    inside = QWidget()
    inside.setLayout(lines)
    room = _WIDTH - 40 - 24
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(inside)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setAccessibleName("Các cảnh báo")
    wanted = lines.heightForWidth(room) if lines.hasHeightForWidth() else lines.sizeHint().height()
    scroll.setFixedHeight(min(wanted + 8, _MOST_HEIGHT))
    return scroll
