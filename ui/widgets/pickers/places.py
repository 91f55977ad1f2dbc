"""Two levels to choose from, province and commune, with a search that also knows old names."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from base.text import clean_line
from forms.choices.place_search import (
    Place,
    Start,
    begin,
    commune_places,
    province_places,
    search_places,
    written,
)
from ui.widgets.parts import button, column, label, row
from ui.widgets.pickers.hanging import HangingPanel
from ui.widgets.pickers.options import Option, OptionList

WIDTH, HEIGHT = 620, 330
_PROVINCES_WIDTH = 190
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PlacePicker(HangingPanel):
    """The cursor begins in the search; Down and Up walk the communes, Enter takes one."""

    taken = Signal(str)
    """The whole address with the chosen unit."""

    def __init__(self, anchor: QWidget, *, with_old: bool) -> None:
        super().__init__(anchor)
        self._with_old = with_old
        self._places: dict[str, Place] = {}
        self.detail = QLineEdit()
        self.detail.setAccessibleName("Số nhà, đường, thôn, tổ dân phố")
        self.search = QLineEdit()
        self.search.setPlaceholderText("Gõ tên xã, phường; tên cũ cũng được")
        self.search.setAccessibleName("Tìm xã, phường, đặc khu")
        self.provinces = OptionList("Tỉnh, thành phố")
        self.communes = OptionList("Xã, phường, đặc khu")
        self._hint = label("↑ ↓ chọn · Enter lấy · Tab sang ô khác · Esc đóng", "small")
        self._lay_out()
        for line in (self.detail, self.search):
            line.installEventFilter(self)
        self.search.textChanged.connect(self._on_searched)
        self.provinces.current_changed.connect(self._on_province)
        self.provinces.taken.connect(self._on_province_taken)
        self.communes.taken.connect(self._on_taken)

    def _lay_out(self) -> None:
        take = button("Lấy", "small", name="Lấy đơn vị đang chọn")
        take.clicked.connect(self._take_current)
        grid = QGridLayout()
        grid.setSpacing(6)
        grid.addWidget(label("Số nhà, thôn, tổ", "small"), 0, 0)
        grid.addWidget(self.detail, 0, 1)
        grid.addWidget(label("Xã, phường", "small"), 1, 0)
        grid.addWidget(self.search, 1, 1)
        self.provinces.setFixedWidth(_PROVINCES_WIDTH)
        lists = row(self.provinces, spacing=6)
        lists.addWidget(self.communes, 1)
        layout = column(grid, spacing=6, margins=8)
        layout.addLayout(lists, 1)
        layout.addLayout(row(self._hint, 1, take))
        self.setLayout(layout)

    def begin(self, text: str, home_province: str) -> None:
        """Open for a line that holds this text."""
        start = begin(text, home_province)
        self.provinces.show_options([_option(place) for place in province_places()])
        self.detail.setText(start.detail)
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.hang(WIDTH, HEIGHT)
        self._begin_lists(start)
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def _begin_lists(self, start: Start) -> None:
        self.provinces.choose(start.province_code)
        if start.places:
            self._show(start.places, choose_first=len(start.places) == 1)
        elif not start.province_code:
            self._show(())

    def forget(self) -> None:
        """Drop the address and the lists."""
        self.detail.clear()
        self.search.clear()
        self._show(())
        self.provinces.show_options(())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the communes from the search line; Enter takes, or goes on to the search."""
        is_line = watched in (self.detail, self.search)
        if is_line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if watched is self.search and key in _STEPS:
                self.communes.step(_STEPS[key])
                return True
            if key in _ENTER:
                self._on_enter(watched)
                return True
            return False
        return False if is_line else super().eventFilter(watched, event)

    def _on_enter(self, watched: QObject) -> None:
        if watched is self.detail:
            self.search.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._take_current()

    def _on_searched(self, text: str) -> None:
        clean = clean_line(text)
        province = self.provinces.current
        code = province.key if province else ""
        if clean:
            found = search_places(clean, code, with_old=self._with_old)
            self._show(found, choose_first=True)
        else:
            self._show(commune_places(code) if code else ())

    def _on_province(self, option: Option | None) -> None:
        if option is not None and self.isVisible():
            self.search.blockSignals(True)
            self.search.clear()
            self.search.blockSignals(False)
            self._show(commune_places(option.key))

    def _on_province_taken(self, _option: Option) -> None:
        self.search.setFocus(Qt.FocusReason.TabFocusReason)

    def _show(self, places: Sequence[Place], *, choose_first: bool = False) -> None:
        self._places = {str(number): place for number, place in enumerate(places)}
        options = [Option(p.title, p.detail, key) for key, p in self._places.items()]
        self.communes.show_options(options, choose_first=choose_first)

    def _take_current(self) -> None:
        if (option := self.communes.current) is not None:
            self._on_taken(option)

    def _on_taken(self, option: Option) -> None:
        place = self._places.get(option.key)
        if place is not None:
            text = written(place, self.detail.text())
            self.close_panel()
            self.taken.emit(text)


def _option(place: Place) -> Option:
    return Option(place.title, "", place.code)
