"""The shell: rail, top bar, pages, status line, result bar. Knows no page and no store."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from ui.icons import icon
from ui.pages.page import Page
from ui.widgets.parts import column, label, row
from ui.widgets.shell.rail import Rail
from ui.widgets.shell.result_bar import Message, ResultBar
from ui.widgets.shell.status_line import StatusLine
from ui.widgets.shell.top_bar import TopBar

if TYPE_CHECKING:
    from ui.widgets.shell.key_help import KeyHelp

TITLE = "Trợ lý Một cửa"
SIZE = (1093, 614)
SMALLEST = (940, 500)
PAGES = (
    ("intake", "Tiếp nhận", "inbox"),
    ("dossiers", "Hồ sơ", "folder-open"),
    ("catalogue", "Thủ tục", "book-open"),
    ("outbox", "Chờ gửi", "send"),
)


class MainWindow(QMainWindow):
    """Shows pages that are handed to it; shows itself before any of them exists."""

    painted = Signal()
    """The window has been drawn for the first time."""
    closing = Signal()
    """The clerk closes the program."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.setWindowIcon(icon("inbox", "action"))
        self.resize(*SIZE)
        self.setMinimumSize(*SMALLEST)
        self._is_painted = False
        self._is_closing = False
        self._pages: dict[str, Page] = {}
        self.rail = Rail()
        self.top_bar = TopBar()
        self.status = StatusLine()
        self._stack = QStackedWidget()
        self._waiting = _waiting_page()
        self._stack.addWidget(self._waiting)
        self._keys: KeyHelp | None = None  # made when first asked for
        self._build()
        self.bar = ResultBar(self._stack, lambda: self.page)
        self._bind_keys()

    def _build(self) -> None:
        for key, title, icon_name in PAGES:
            self.rail.add(key, title, icon_name)
        self.rail.chosen.connect(self.show_page)
        self.rail.keys_wanted.connect(self._toggle_keys)
        self.top_bar.search.setEnabled(False)
        shell = QWidget()
        shell.setObjectName("shell")
        right = column(self.top_bar, spacing=0)
        right.addWidget(self._stack, 1)
        right.addWidget(self.status)
        whole = row(self.rail, spacing=0)
        whole.addLayout(right, 1)
        shell.setLayout(whole)
        self.setCentralWidget(shell)

    def _bind_keys(self) -> None:
        self.bind("Ctrl+K", self._focus_search)
        self.bind("F1", self._toggle_keys)
        self.bind("Escape", self._on_escape)
        self.bind("Shift+F9", self.bar.take_back)

    def bind(self, keys: str, run: Callable[[], None]) -> None:
        """Make a key work on every page."""
        QShortcut(QKeySequence(keys), self).activated.connect(run)

    def add_page(self, page: Page) -> None:
        """Take a page in and switch its button on."""
        self._pages[page.key] = page
        self._stack.addWidget(page)
        page.rearranged.connect(self.bar.place)
        self.rail.enable(page.key)

    def remove_page(self, key: str) -> None:
        """Let a page go, such as the first-run page once the centre is known."""
        page = self._pages.pop(key)
        self._stack.removeWidget(page)
        page.deleteLater()

    def show_page(self, key: str) -> None:
        """Bring a page to the front."""
        page = self._pages.get(key)
        if page is None:
            return
        current = self.page
        if current is not None and current is not page:
            current.leave()
        self._stack.setCurrentWidget(page)
        self.rail.mark(key)
        if current is not page:
            self.bar.turn(current, page)
        self.bar.place()
        self.bar.raise_()
        page.activate()

    @property
    def page(self) -> Page | None:
        """The page in front, or None while the desk is being opened."""
        current = self._stack.currentWidget()
        return current if isinstance(current, Page) else None

    def tell(self, message: Message) -> None:
        """Say something in the result bar."""
        self.bar.tell(message)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell once that the window is there: only now may slow things begin."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the program save first."""
        if not self._is_closing:
            self._is_closing = True
            self.closing.emit()
        super().closeEvent(event)

    def _toggle_keys(self) -> None:
        from ui.widgets.shell.key_help import KeyHelp

        self._keys = self._keys or KeyHelp(self)
        self._keys.toggle()

    def _focus_search(self) -> None:
        self.top_bar.search.line.setFocus()
        self.top_bar.search.line.selectAll()

    def _on_escape(self) -> None:
        if self._keys is not None and self._keys.isVisible():
            self._keys.hide()
        elif self.page is None or not self.page.go_back():
            self.bar.dismiss()
        else:
            self.bar.dismiss_error()


def _waiting_page() -> QWidget:
    page = QWidget()
    text = label("Đang mở kho dữ liệu của quầy …", "muted")
    page.setLayout(column(1, row(1, text, 1), 2))
    return page
