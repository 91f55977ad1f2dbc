"""What a line of a form says beside and below its input, made when there is something to say."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from ui.theme import Tone
from ui.widgets.parts import button, chip, clear, label, row, set_chip

_MOST_OFFERS = 2
_MOST_BELOW = 3


class Side(QWidget):
    """Beside the input: a chip with the origin, or what is wrong, or offers for an empty line."""

    taken = Signal(str)
    """The clerk took this offer."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.setFixedWidth(width)
        self._chip = chip()
        self.message = label(role="error", wrap=True)
        self.message.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._offers = row(spacing=4)
        self._shown: tuple[str, ...] = ()
        inner = QGridLayout(self)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self._chip, 0, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(self.message, 0, 0)
        inner.addLayout(self._offers, 0, 0)
        inner.setRowMinimumHeight(0, 36)
        inner.setRowStretch(1, 1)
        self.message.hide()
        self._chip.hide()

    def show_mark(self, text: str, tone: Tone, tip: str, is_free: bool) -> None:
        """Show the origin unless a message stands in its place."""
        self._chip.setVisible(bool(text) and is_free)
        set_chip(self._chip, text, tone)
        self._chip.setToolTip(tip)

    def show_offers(self, values: Sequence[str]) -> None:
        """Show the first offers as links."""
        values = tuple(values[:_MOST_OFFERS])
        if values == self._shown:
            return
        self._shown = values
        clear(self._offers)
        for value in values:
            take = button(f"{value}?", "link", name=f"Lấy gợi ý {value}")
            take.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            take.clicked.connect(partial(self.taken.emit, value))
            self._offers.addWidget(take)
        self._offers.addStretch(1)


class Below(QWidget):
    """Below a filled line: a quiet note, and what the line may be changed to with one click."""

    taken = Signal(str)
    """The clerk took this offer."""
    choice_wanted = Signal()
    """There are many: the clerk wants to see them."""

    def __init__(self, lead: str) -> None:
        super().__init__()
        self._lead = lead
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._note = label(role="small", wrap=True)
        self._links = QVBoxLayout()
        self._links.setSpacing(0)
        layout.addWidget(self._note)
        layout.addLayout(self._links)
        self._shown: tuple[str, ...] = ()

    def show_below(self, offers: Sequence[str], note: str, text: str) -> None:
        """Show both, or nothing at all."""
        offers = tuple(offer for offer in offers if offer != text)
        lead = f"{self._lead} một trong {len(offers)}:" if len(offers) > 1 else ""
        self._note.setText(note or lead)
        self._note.setVisible(bool(note or lead))
        if offers != self._shown:
            self._shown = offers
            clear(self._links)
            for link in self._made(offers):
                link.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                self._links.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(bool(offers or note))

    def _made(self, offers: Sequence[str]) -> list[QPushButton]:
        if len(offers) == 1:
            return [self._link(f"{self._lead}: {_units(offers[0])}   Alt+Enter", offers[0])]
        links = [self._link(_units(offer), offer) for offer in offers[:_MOST_BELOW]]
        if len(offers) > _MOST_BELOW:
            more = button(f"Xem cả {len(offers)}   Alt+↓", "link")
            more.clicked.connect(self.choice_wanted)
            links.append(more)
        return links

    def _link(self, text: str, offer: str) -> QPushButton:
        link = button(text, "link", name=f"Lấy gợi ý {offer}")
        link.setToolTip(offer)
        link.clicked.connect(partial(self.taken.emit, offer))
        return link


def _units(address: str) -> str:
    """Return the units of an address without what stands before them."""
    return ", ".join(address.split(", ")[-2:])
