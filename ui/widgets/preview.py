"""A paper on the screen, page under page, with print and save."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QScrollArea

from ui.widgets.parts import ElidedLabel, button, clear, column, label, panel, row
from ui.widgets.tab_order import step

_ABOVE = 8


class PreviewPane(QFrame):
    """Shows pictures of pages; knows nothing of PDF or printers."""

    print_wanted = Signal()
    """Print it."""
    save_wanted = Signal()
    """Save it as a PDF."""
    closed = Signal()
    """Back to where the clerk came from."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        # the middle goes first: what stands at the end says whether it is a draft
        self._title = ElidedLabel(role="heading", mode=Qt.TextElideMode.ElideMiddle)
        self._note = label(role="muted")
        self.printers = QComboBox()
        self.printers.setAccessibleName("Máy in")
        self.printers.setStyleSheet("font-size: 14px;")
        self.printers.setMinimumWidth(164)
        self.print_button = button("In  Ctrl+P", "primary", icon_name="printer")
        self.print_button.clicked.connect(self.print_wanted)
        save = button("Lưu PDF…  Ctrl+S", icon_name="save", name="Lưu PDF (Ctrl+S)")
        save.clicked.connect(self.save_wanted)
        back = button("Quay lại  Esc", icon_name="undo-2")
        back.clicked.connect(self.closed)
        head = row(back, spacing=8)
        head.addWidget(self._title, 1)
        for item in (self._note, self.printers, save, self.print_button):
            head.addWidget(item)
        head.setContentsMargins(12, 8, 12, 8)
        self._frames: list[QLabel] = []
        self._starts: tuple[int, ...] = (0,)
        self._at = 0
        self._pages = column(spacing=16, margins=16)
        sheet = panel("page")
        sheet.setLayout(self._pages)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(sheet)
        self._scroll.setAccessibleName("Các trang")
        self.setLayout(column(head, self._scroll, spacing=0, margins=1))
        keys = QShortcut(QKeySequence("Ctrl+S"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.save_wanted)

    def show_pages(
        self, title: str, pages: Sequence[QImage], note: str = "", starts: Sequence[int] = (0,)
    ) -> None:
        """Show a paper from its first page; of several, `starts` are their first pages."""
        self._starts = tuple(starts)
        clear(self._pages)
        self._frames.clear()
        self._title.set_whole(title)
        self._note.setText(note or f"{len(pages)} trang")
        for number, page in enumerate(pages, start=1):
            picture = _picture(page, f"Trang {number}")
            self._frames.append(picture)
            self._pages.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        self._pages.addStretch(1)
        self._scroll.verticalScrollBar().setValue(0)

    def go_to_paper(self, number: int) -> None:
        """Show a paper from its first page, also right after the pages were put there."""
        self._at = max(0, min(number, len(self._starts) - 1))
        QTimer.singleShot(0, self, self._show_paper)

    def step_paper(self, by: int) -> None:
        """Ctrl+PageDown, Ctrl+PageUp: the next or the previous paper, from the one in sight."""
        tops = [self._top_of(number) for number in range(len(self._starts))]
        value = self._scroll.verticalScrollBar().value() + self._scroll.viewport().height() // 2
        passed = [number for number, top in enumerate(tops) if top <= value]
        self._at = max(0, min((passed[-1] if passed else 0) + by, len(tops) - 1))
        self._show_paper()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the first or the last paper with Home and End."""
        if event.key() == Qt.Key.Key_Home:
            self.go_to_paper(0)
        elif event.key() == Qt.Key.Key_End:
            self.go_to_paper(len(self._starts) - 1)
        else:
            super().keyPressEvent(event)

    @property
    def paper_in_sight(self) -> int:
        """The number of the paper that was gone to last."""
        return self._at

    def _show_paper(self) -> None:
        if self._frames:
            inside = self._scroll.widget()
            if inside is not None and (laid_out := inside.layout()) is not None:
                laid_out.activate()
            self._scroll.verticalScrollBar().setValue(self._top_of(self._at))

    def _top_of(self, number: int) -> int:
        page = self._starts[number]
        return self._frames[page].y() - _ABOVE if page and page < len(self._frames) else 0

    def begin(self) -> None:
        """Take the keyboard: the arrows move the pages, Tab goes to print and save."""
        self._scroll.setFocus()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays with the paper."""
        return step(self, forward=forward) or super().focusNextPrevChild(forward)

    def pages(self) -> list[QPixmap]:
        """Return the pictures that are shown."""
        return [frame.pixmap() for frame in self._frames]

    @property
    def title(self) -> str:
        """What is shown."""
        return self._title.accessibleName()

    def show_printers(self, names: Sequence[str]) -> None:
        """Offer these printers, the usual one first."""
        self.printers.clear()
        self.printers.addItems(list(names) or ["Chưa có máy in"])
        self.printers.setEnabled(bool(names))

    @property
    def printer(self) -> str:
        """The chosen printer, empty when there is none."""
        return self.printers.currentText() if self.printers.isEnabled() else ""


def _picture(page: QImage, name: str) -> QLabel:
    frame = QLabel()
    frame.setPixmap(QPixmap.fromImage(page))
    frame.setStyleSheet("border: 1px solid palette(mid); padding: 0; background: #ffffff;")
    frame.setAccessibleName(name)
    return frame
