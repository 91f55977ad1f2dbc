"""The line of an identity paper: free text as the footnote wants it, its parts on demand."""

from __future__ import annotations

from base.text import clean_line
from ui.widgets.fields.longs import GrowingEdit, LongField
from ui.widgets.fields.pick import PickBox
from ui.widgets.pickers.paper import PaperPanel

_KEYS_TOLD = "Alt+mũi tên xuống: ghi từng phần."


class IdPaperField(LongField):
    """“Căn cước công dân số … do … cấp ngày …”."""

    has_picker = True

    def make_box(self) -> GrowingEdit:
        """Return the input with its arrow."""
        return PickBox(self)

    def set_name(self, name: str, description: str) -> None:
        """Say also how the parts are opened."""
        super().set_name(name, f"{description} {_KEYS_TOLD}".strip())

    def open_picker(self) -> None:
        """Open the parts of what stands here."""
        self._hang().begin(clean_line(self.box.toPlainText()))

    def _hang(self) -> PaperPanel:
        if not isinstance(self.panel, PaperPanel):
            panel = PaperPanel(self.box)
            panel.taken.connect(self._on_taken)
            self.attach(panel)
            return panel
        return self.panel

    def _on_taken(self, text: str) -> None:
        self.set_value(text)
        self.edited.emit()
