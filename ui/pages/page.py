"""What the window knows of a page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class Page(QWidget):
    """One page of the rail."""

    key = ""
    rearranged = Signal()
    """What lies at the page's lower edge has changed."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")

    def make_room(self, height: int) -> None:
        """Keep what matters out of the way of a result bar of this height; 0: there is none."""

    @property
    def bar_lift(self) -> int:
        """How far above the page's lower edge the result bar floats."""
        return 8

    @property
    def bar_sides(self) -> tuple[int, int]:
        """How far from the page's left and right edge the result bar keeps."""
        return 8, 8

    def activate(self) -> None:
        """The page has come to the front: read what may have changed, place the cursor."""

    def leave(self) -> None:
        """Another page comes to the front."""

    def go_back(self) -> bool:
        """Esc: close what lies on top; return whether there was anything."""
        return False
