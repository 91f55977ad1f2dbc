"""What a line of a form says beside and below its input, made when there is something to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from ui.theme import Tone
from ui.widgets.fields.base import OFFER_KEYS
from ui.widgets.fitting.words import WordButton
from ui.widgets.parts import button, chip, clear, label, row, set_chip
from ui.wording import clipped

_MOST_OFFERS = 2
_MOST_BELOW = 3
_LETTERS = 14  # two offers side by side


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
        self._offers = row(spacing=0)
        self._offer_box = QWidget()
        self._offer_box.setLayout(self._offers)
        self._shown: tuple[tuple[str, str], ...] = ()
        inner = QGridLayout(self)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self._chip, 0, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(self.message, 0, 0)
        inner.addWidget(self._offer_box, 0, 0)
        self._inner = inner
        inner.setRowMinimumHeight(0, 36)
        inner.setRowStretch(1, 1)
        self.message.hide()
        self._chip.hide()

    def show_mark(self, text: str, tone: Tone, tip: str, is_free: bool) -> None:
        """Show the origin unless a message stands in its place."""
        self._chip.setVisible(bool(text) and is_free)
        set_chip(self._chip, text, tone)
        self._chip.setToolTip(tip)

    def show_message(self, is_shown: bool) -> None:
        """Show what is wrong, with the offers below it, or take it away."""
        if is_shown == self.message.isHidden():
            self.message.setVisible(is_shown)
            self._inner.removeWidget(self._offer_box)
            self._inner.addWidget(self._offer_box, int(is_shown), 0)

    def show_offers(self, values: Sequence[str], whose: Mapping[str, str]) -> None:
        """Show the first offers as links, with a word about whose they are."""
        shown = tuple((value, whose.get(value, "")) for value in values[:_MOST_OFFERS])
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._offers)
        for value, owner in shown:
            text = f"{_person(owner)}: {value}" if owner else f"{value}?"
            take = button(clipped(text, _LETTERS), "link", tip=f"{value} ({owner or 'gợi ý'})")
            take.setAccessibleName(f"Lấy gợi ý {value} {owner}".strip())
            take.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            take.setStyleSheet("padding: 0 4px; font-size: 13px;")
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
        self._shown: tuple[tuple[str, str], ...] = ()

    def show_below(
        self,
        offers: Sequence[str],
        note: str,
        text: str,
        whose: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Show both, or nothing at all; an offer that is not the line's own says whose it is."""
        shown = tuple((offer, whose.get(offer, "")) for offer in offers if offer != text)
        lead = f"{self._lead} một trong {len(shown)}:   {OFFER_KEYS}" if len(shown) > 1 else ""
        self._note.setText(note or lead)
        self._note.setVisible(bool(note or lead))
        if shown != self._shown:
            self._shown = shown
            clear(self._links)
            for link in self._made(shown):
                link.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                self._links.addWidget(link)
        self.setVisible(bool(shown or note))

    def _made(self, offers: Sequence[tuple[str, str]]) -> list[QPushButton]:
        if len(offers) == 1:
            ((offer, owner),) = offers
            lead = f"{_person(owner)}" if owner else self._lead
            return [self._link(f"{lead}: {_units(offer)}   {OFFER_KEYS}", offer, owner)]
        links = [self._link(_named(o, owner), o, owner) for o, owner in offers[:_MOST_BELOW]]
        if len(offers) > _MOST_BELOW:
            more = button(f"Xem cả {len(offers)}   Alt+↓", "link")
            more.clicked.connect(self.choice_wanted)
            links.append(more)
        return links

    def _link(self, text: str, offer: str, owner: str) -> QPushButton:
        tip = f"{offer} ({owner})" if owner else offer
        link = WordButton(text, "link", tip=tip, name=f"Lấy gợi ý {offer} {owner}".strip())
        link.clicked.connect(partial(self.taken.emit, offer))
        return link


def _named(offer: str, owner: str) -> str:
    return f"{_person(owner)}: {_units(offer)}" if owner else _units(offer)


def _person(owner: str) -> str:
    """Return “Cha” of “theo cha”."""
    words = owner.removeprefix("theo ")
    return words[:1].upper() + words[1:]


def _units(address: str) -> str:
    """Return the units of an address without what stands before them."""
    return ", ".join(address.split(", ")[-2:])
