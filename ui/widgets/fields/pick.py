"""Lines with something to choose from: the text stays free, choices hang below on demand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from base.text import clean_line
from forms.choices.agencies import agency_options
from forms.choices.lists import Named, find, written_name
from forms.schema import Field
from ui.widgets.fields.base import ARROW
from ui.widgets.fields.lines import LineField
from ui.widgets.fields.longs import GrowingEdit, LongField
from ui.widgets.pickers.home import home
from ui.widgets.pickers.options import Option
from ui.widgets.pickers.suggestions import Suggestions

_KEYS_TOLD = "Alt+mũi tên xuống: mở danh sách chọn."
Entries = Callable[[], Sequence[Named]]


class PickBox(GrowingEdit):
    """Text in several lines with room for the arrow at its right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("picker", "yes")
        self.setViewportMargins(0, 0, ARROW - 8, 0)


class PickField(LineField):
    """A word of a list, or any other text: the list is a help, found by folded syllables."""

    has_picker = True

    def __init__(
        self, entries: Entries, max_length: int = 500, parent: QWidget | None = None
    ) -> None:
        super().__init__(max_length, parent)
        self._entries = entries
        self._before = ""
        self._on_demand = False  # the clerk opened the whole list, so it stays until it is left

    def make_line(self) -> QLineEdit:
        """Return the input with its arrow."""
        line = QLineEdit(self)
        line.setProperty("picker", "yes")
        return line

    def set_name(self, name: str, description: str) -> None:
        """Say also how the list is opened."""
        super().set_name(name, f"{description} {_KEYS_TOLD}".strip())

    def written(self, text: str) -> str:
        """Return the text with the capitals of the list; no letter is changed."""
        clean = clean_line(text)
        return written_name(self._entries(), clean) if clean else ""

    def open_picker(self) -> None:
        """Show the whole list, what is written highlighted."""
        self._on_demand = True
        self._hang().show_options(self._options(""))
        self._hang().list.choose(clean_line(self.line.text()))

    def came(self) -> None:
        """Remember what stood here when the cursor came."""
        self._before = self.line.text()
        self._on_demand = False

    def _options(self, text: str) -> list[Option]:
        hits = find(self._entries(), text)
        return [Option(h.entry.name, h.via and f"gồm {h.via}", h.entry.name) for h in hits]

    def _hang(self) -> Suggestions:
        if not isinstance(self.panel, Suggestions):
            panel = Suggestions(self.line, f"Chọn {self.line.accessibleName()}")
            panel.taken.connect(self._on_taken)
            self.attach(panel)
            return panel
        return self.panel

    def _on_text_edited(self) -> None:
        super()._on_text_edited()
        text = clean_line(self.line.text())
        options = [] if text in ("", self._before) else self._options(text)
        if [option.text for option in options] == [text] or not self.line.hasFocus():
            options = []
        elif not options and self._on_demand and self.panel is not None and self.panel.isVisible():
            options = self._options("")
        if options or self.panel is not None:
            self._hang().show_options(options)

    def _on_taken(self, text: str, by_key: bool) -> None:
        self.line.setText(text)
        self.edited.emit()
        if by_key:
            self.finished.emit()


class AgencyField(LongField):
    """An agency's name; Alt+Down offers the usual ones and those of the units that are typed."""

    has_picker = True

    def __init__(
        self, field: Field, parent: QWidget | None = None, *, is_one_line: bool = False
    ) -> None:
        super().__init__(field.max_length, parent)
        self._field = field
        if is_one_line:
            self.box.setLineWrapMode(PickBox.LineWrapMode.NoWrap)

    def make_box(self) -> GrowingEdit:
        """Return the input with its arrow."""
        return PickBox(self)

    def set_name(self, name: str, description: str) -> None:
        """Say also how the list is opened."""
        super().set_name(name, f"{description} {_KEYS_TOLD}".strip())

    def open_picker(self) -> None:
        """Show what can be meant; typing on narrows it while it is open."""
        text = clean_line(self.box.toPlainText())
        found = agency_options(self._field, text, home()) or agency_options(self._field, "", home())
        self._hang().show_options([Option(agency.name, agency.note) for agency in found])

    def _hang(self) -> Suggestions:
        if not isinstance(self.panel, Suggestions):
            panel = Suggestions(self.box, f"Chọn {self.box.accessibleName()}")
            panel.taken.connect(self._on_taken)
            self.attach(panel)
            return panel
        return self.panel

    def _on_text_changed(self) -> None:
        super()._on_text_changed()
        if self.panel is not None and self.panel.isVisible() and self.box.hasFocus():
            self.open_picker()

    def _on_taken(self, text: str, by_key: bool) -> None:
        self.set_value(text)
        self.edited.emit()
        if by_key:
            self.finished.emit()
