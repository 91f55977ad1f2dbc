"""The line of an address or a place: free text, and a picker of units on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from base.text import clean_line
from forms.choices.places import place_form
from forms.schema import Field, PlaceForm
from ui.widgets.fields.longs import GrowingEdit, LongField
from ui.widgets.fields.pick import PickBox
from ui.widgets.pickers.home import home

if TYPE_CHECKING:
    from ui.widgets.pickers.places import PlacePicker

_KEYS_TOLD = "Alt+mũi tên xuống: chọn tỉnh, xã."


class AddressField(LongField):
    """What is typed stays as it is; what the units are called today is offered, never written."""

    offer_lead = "Nay là"
    has_picker = True

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field.max_length, parent)
        self._form = place_form(field)
        self._picker: PlacePicker | None = None

    def make_box(self) -> GrowingEdit:
        """Return the input with its arrow."""
        return PickBox(self)

    def set_name(self, name: str, description: str) -> None:
        """Say also how the picker is opened."""
        super().set_name(name, f"{description} {_KEYS_TOLD}".strip())

    def open_picker(self) -> None:
        """Open the two levels for what stands here."""
        self._hang().begin(clean_line(self.box.toPlainText()), home().province)

    def _hang(self) -> PlacePicker:
        if self._picker is None:
            from ui.widgets.pickers.places import PlacePicker  # the table, only when it is wanted

            with_old = self._form in (PlaceForm.AS_WRITTEN, PlaceForm.AT_EVENT)
            self._picker = PlacePicker(self.box, with_old=with_old)
            self._picker.taken.connect(self._on_taken)
            self.attach(self._picker)
        return self._picker

    def _on_taken(self, text: str) -> None:
        self.set_value(text)
        self.edited.emit()
