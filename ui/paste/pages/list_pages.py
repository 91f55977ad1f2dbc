"""All lines to jump to, and the page where a clerk arranges them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QWidget

from forms.targets.items import Item
from forms.targets.order import Order
from forms.targets.writing import DateStyle
from ui.paste.keys.hotkey import CHOICES
from ui.paste.walk import Walk
from ui.theme import colour
from ui.widgets.parts import ElidedLabel, button, column, label, row
from ui.wording import clipped, grouped

_SHOWN = 60
_KEY = Qt.ItemDataRole.UserRole
_MOVES = (("Ctrl+Up", -1), ("Ctrl+Down", 1), ("Ctrl+PgUp", -10), ("Ctrl+PgDown", 10))
_MOVES_TOLD = "Ctrl+↑ ↓: chuyển dòng · Ctrl+PgUp PgDn: 10 dòng\nEnter: bỏ ra, đưa vào lại"


class JumpPage(QWidget):
    """Every line with its value; empty ones can be reached here."""

    chosen = Signal(int)
    """Go to this line."""
    closed = Signal()
    """Back to the value at hand."""
    arrange_wanted = Signal()
    """Change the order."""

    def __init__(self) -> None:
        super().__init__()
        self.list = _list("Các dòng của hồ sơ")
        self.list.itemActivated.connect(self._on_activated)
        back = button("Quay lại  Esc", "small", name="Quay lại")
        back.clicked.connect(self.closed)
        self.arrange = button("Sắp xếp…", "small", icon_name="list-checks", name="Sắp xếp")
        self.arrange.clicked.connect(self.arrange_wanted)
        layout = column(label("Chọn dòng, bấm Enter để chép dòng đó", "small"), spacing=6)
        layout.addWidget(self.list, 1)
        layout.addLayout(row(back, 1, self.arrange))
        layout.setContentsMargins(10, 8, 10, 10)
        self.setLayout(layout)

    def show_walk(self, walk: Walk) -> None:
        """Show every line; the one at hand has the mark."""
        self.list.clear()
        section = ""
        for number, step in enumerate(walk.steps):
            if step.section != section:
                section = step.section
                self._add_heading(section)
            text = grouped(step.text) if step.is_number else step.text
            mark = "✓ " if step.id in walk.done else "– " if step.id in walk.skipped else ""
            value = clipped(text.replace("\n", " "), _SHOWN) or "(trống)"
            item = QListWidgetItem(f"{mark}{step.label}: {value}")
            item.setToolTip(f"{step.section}\n{step.label}: {text or '(trống)'}")
            item.setData(_KEY, number)
            if not step.text or mark or step.is_aside:
                item.setForeground(QColor(colour("muted")))
            self.list.addItem(item)
            if number == min(walk.here, len(walk.steps) - 1):
                self.list.setCurrentItem(item)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def wipe(self) -> None:
        """Let the citizen's values go."""
        self.list.clear()

    def _add_heading(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)  # the arrow keys pass over it
        font = item.font()
        font.setBold(True)
        item.setFont(font)
        self.list.addItem(item)

    def _on_activated(self, item: QListWidgetItem) -> None:
        number = item.data(_KEY)
        if number is not None:
            self.chosen.emit(number)


class OrderPage(QWidget):
    """The lines of a form for one system: up, down, left out; how dates and keys are."""

    moved = Signal(str, int)
    """An item up (-1) or down (1)."""
    toggled = Signal(str)
    """An item out, or back in."""
    reset_wanted = Signal()
    """Back to the default order."""
    dates_chosen = Signal(str)
    """Write dates so."""
    hotkey_chosen = Signal(str)
    """Use this global key."""
    closed = Signal()
    """Done."""

    def __init__(self, *, has_global_key: bool) -> None:
        super().__init__()
        self._title = ElidedLabel(role="strong")
        self._keeps_row = False
        self.list = _list("Thứ tự các dòng")
        self.list.currentRowChanged.connect(self._on_row)
        self.list.itemActivated.connect(self._on_toggle)
        self.up = button("Lên", "small", tip="Đưa lên (Ctrl+↑; 10 dòng: Ctrl+PgUp)")
        self.down = button("Xuống", "small", tip="Đưa xuống (Ctrl+↓; 10 dòng: Ctrl+PgDn)")
        self.toggle = button("Bỏ ra", "small", tip="Không chép dòng này, hoặc chép lại (Enter)")
        self.reset = button("Mặc định", "small", tip="Về thứ tự mặc định")
        self.done = button("Xong  Esc", "primary", name="Xong")
        self.up.clicked.connect(partial(self._move, -1))
        self.down.clicked.connect(partial(self._move, 1))
        self.toggle.clicked.connect(self._on_toggle)
        self.reset.clicked.connect(self.reset_wanted)
        self.done.clicked.connect(self.closed)
        self.dates = _box("Ghi ngày", [(s.value, _date_words(s)) for s in DateStyle])
        self.dates.activated.connect(self._on_dates)
        self.keys = _box("Phím Tiếp", [(k, k or "không dùng phím") for k in CHOICES])
        self.keys.activated.connect(self._on_keys)
        self.keys.setEnabled(has_global_key)
        if not has_global_key:
            self.keys.setToolTip("Chỉ dùng được trên Windows")
        for keys, by in _MOVES:
            QShortcut(QKeySequence(keys), self.list).activated.connect(partial(self._move, by))
        self._build()

    def _build(self) -> None:
        layout = column(self._title, label(_MOVES_TOLD, "small", wrap=True), spacing=6)
        layout.addWidget(self.list, 1)
        layout.addLayout(row(self.up, self.down, self.toggle, self.reset, 1, spacing=6))
        layout.addLayout(row(label("Ghi ngày như", "small"), self.dates, 1, spacing=6))
        layout.addLayout(row(label("Phím Tiếp", "small"), self.keys, 1, self.done, spacing=6))
        layout.setContentsMargins(10, 8, 10, 10)
        self.setLayout(layout)

    def show_order(self, title: str, items: Sequence[Item], order: Order) -> None:
        """Show what is handed over, then what is left out.

        The mark goes with an item that is moved, and stays in its place for the next one to be
        left out.
        """
        chosen, row_number = self.chosen, self.list.currentRow()
        by_id = {item.id: item for item in items}
        self._title.set_whole(title)
        self.list.clear()
        for number, key in enumerate(order.used, 1):
            self._add(by_id[key], f"{number}. ", is_used=True)
        for key in order.left_out:
            self._add(by_id[key], "bỏ ra: ", is_used=False)
        keys = [*order.used, *order.left_out]
        place = keys.index(chosen) if chosen in keys else 0
        self.list.setCurrentRow(row_number if self._keeps_row else place)
        self._keeps_row = False
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_options(self, dates: DateStyle, keys: str) -> None:
        """Show how dates and the key are now."""
        self.dates.setCurrentIndex(self.dates.findData(dates.value))
        self.keys.setCurrentIndex(max(self.keys.findData(keys), 0))

    @property
    def chosen(self) -> str | None:
        """The id of the item with the mark."""
        item = self.list.currentItem()
        return str(item.data(_KEY)) if item is not None else None

    def _add(self, item: Item, before: str, *, is_used: bool) -> None:
        entry = QListWidgetItem(f"{before}{item.section} · {item.label}")
        entry.setData(_KEY, item.id)
        entry.setToolTip(f"{item.section} · {item.label}")
        entry.setData(_KEY + 1, is_used)
        if not is_used:
            entry.setForeground(QColor(colour("muted")))
        self.list.addItem(entry)

    def _on_row(self, number: int) -> None:
        item = self.list.item(number) if number >= 0 else None
        is_used = bool(item is not None and item.data(_KEY + 1))
        self.up.setEnabled(is_used)
        self.down.setEnabled(is_used)
        self.toggle.setEnabled(item is not None)
        self.toggle.setText("Bỏ ra" if is_used or item is None else "Đưa vào")

    def _move(self, by: int) -> None:
        if self.chosen is not None and self.up.isEnabled():
            self.moved.emit(self.chosen, by)

    def _on_toggle(self) -> None:
        if self.chosen is not None:
            self._keeps_row = True
            self.toggled.emit(self.chosen)

    def _on_dates(self) -> None:
        self.dates_chosen.emit(self.dates.currentData())

    def _on_keys(self) -> None:
        self.hotkey_chosen.emit(self.keys.currentData())


def _date_words(style: DateStyle) -> str:
    """Return how a date looks: an example says it better than letters that stand for figures."""
    text = style.value
    for letters, figures in (("dd", "26"), ("mm", "11"), ("yyyy", "2026")):
        text = text.replace(letters, figures)
    return text


def _list(name: str) -> QListWidget:
    result = QListWidget()
    result.setAccessibleName(name)
    result.setStyleSheet("QListView::item { padding: 2px 6px; }")
    result.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    result.setTextElideMode(Qt.TextElideMode.ElideRight)
    return result


def _box(name: str, entries: Sequence[tuple[str, str]]) -> QComboBox:
    result = QComboBox()
    result.setAccessibleName(name)
    result.setStyleSheet("font-size: 13px; min-height: 26px;")
    result.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    result.setMinimumContentsLength(8)
    for key, text in entries:
        result.addItem(text, key)
    return result
