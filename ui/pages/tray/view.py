"""Who waits for a case, and the dossiers that this desk has of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QWidget

from ui.widgets.entry import Entry
from ui.widgets.parts import ElidedLabel, button, clear, column, label, row

_KEYS = 9


class Tray(QFrame):
    """Shows names, and earlier dossiers as buttons."""

    dossier_wanted = Signal(str)
    """Show this earlier dossier."""
    emptied = Signal()
    """The people are not wanted."""

    def __init__(self) -> None:
        super().__init__()
        self._people = column(spacing=2)
        self._earlier = column(spacing=4)
        self._head = label("Hồ sơ trước của người này", "small")
        self._drop = button("Bỏ người đã quét", "link")
        self._drop.clicked.connect(self.emptied)
        inside = QWidget()
        inside.setLayout(column(self._people, self._head, self._earlier, 1, spacing=8))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(column(scroll, row(self._drop, 1), spacing=8))
        self.show_people(())

    def show_people(self, people: Sequence[Entry]) -> None:
        """Show who waits; what was known of others goes away."""
        clear(self._people)
        for person in people:
            self._people.addWidget(label(person.title, "strong", wrap=True))
            self._people.addWidget(label(person.detail, "muted", wrap=True))
        if not people:
            self._people.addWidget(label("Chưa có ai.", "muted"))
        self._drop.setVisible(bool(people))
        self.show_earlier(())

    def said(self) -> str:
        """Return everything that is shown, as text."""
        labels, buttons = self.findChildren(QLabel), self.findChildren(QPushButton)
        shown = [item.text() for item in labels if item.isVisibleTo(self)]
        return "\n".join(shown + [item.text() for item in buttons if item.isVisibleTo(self)])

    def show_earlier(self, dossiers: Sequence[Entry]) -> None:
        """Offer earlier dossiers, each with a key."""
        clear(self._earlier)
        self._head.setVisible(bool(dossiers))
        for number, dossier in enumerate(dossiers[:_KEYS], start=1):
            item = button(
                f"Ctrl+{number}  {dossier.title}",
                "small",
                name=f"Mở hồ sơ {dossier.title}: {dossier.detail}",
                tip=dossier.detail,
            )
            item.clicked.connect(partial(self.dossier_wanted.emit, dossier.key))
            self._earlier.addWidget(item)
            self._earlier.addWidget(ElidedLabel(dossier.detail, "muted"))
