"""The helper's window: small, above everything, and without taking the keyboard by itself.

While values are handed over, a click on a button leaves the focus in the other program, so that
the next Ctrl+V goes there at once. To be typed in, the window takes the keyboard: on F7, a click
on a chooser, the list, or the line for the code.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.icons import icon
from ui.paste.pages.code_page import CodePage
from ui.paste.pages.list_pages import JumpPage, OrderPage
from ui.paste.pages.step_page import StepPage
from ui.widgets.parts import column

TITLE = "Trợ lý dán"
_SIZE = (372, 300)
_TALL = (372, 440)
_MARGIN = 24
_HANDS_OFF = Qt.WindowType.WindowDoesNotAcceptFocus


class PasteWindow(QWidget):
    """Holds the four pages; knows no dossier."""

    closed = Signal()
    """The clerk closed the window."""

    def __init__(self, *, has_global_key: bool) -> None:
        super().__init__(
            None,
            Qt.WindowType.Tool
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.CustomizeWindowHint
            | Qt.WindowType.WindowTitleHint
            | Qt.WindowType.WindowCloseButtonHint,
        )
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowIcon(icon("list-checks", "action"))
        self.step, self.jump, self.code = StepPage(), JumpPage(), CodePage()
        self.order = OrderPage(has_global_key=has_global_key)
        self._stack = QStackedWidget()
        for page in (self.step, self.jump, self.order, self.code):
            self._stack.addWidget(page)
        self.setLayout(column(self._stack, spacing=0))
        self._was_placed = False
        for chooser in (self.step.systems, self.step.papers):
            chooser.installEventFilter(self)
        QShortcut(QKeySequence("Escape"), self).activated.connect(self._on_escape)
        self.name("")

    def name(self, number: str) -> None:
        """Say which dossier it is; never the citizen's name, which the title bar would show."""
        self.setWindowTitle(f"{TITLE} · {number}" if number else TITLE)

    @property
    def page(self) -> QWidget:
        """What is in front."""
        page = self._stack.currentWidget()
        assert page is not None
        return page

    def show_quietly(self) -> None:
        """Come up without taking the focus from whatever has it."""
        if not self._was_placed:
            self._was_placed = True
            self.resize(*_SIZE)
            room = QGuiApplication.primaryScreen().availableGeometry()
            self.move(room.right() - _SIZE[0] - _MARGIN, room.bottom() - _SIZE[1] - 2 * _MARGIN)
        self.show()
        set_hands_off(self, on=not self.isActiveWindow())

    def show_step(self) -> None:
        """The value at hand."""
        self._turn_to(self.step, _SIZE)
        if self.isActiveWindow():
            self.step.next.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            set_hands_off(self, on=True)

    def show_jump(self) -> None:
        """All lines."""
        self._turn_to(self.jump, _TALL)
        self.take_keyboard()

    def show_order(self) -> None:
        """The order of the lines."""
        self._turn_to(self.order, _TALL)
        self.take_keyboard()

    def show_code(self) -> None:
        """The line for the code; a click into it takes the keyboard, nothing else does."""
        self._turn_to(self.code, _SIZE)
        set_hands_off(self, on=False)
        self.code.begin()

    def take_keyboard(self) -> None:
        """Be typed in, as the clerk wants it now."""
        set_hands_off(self, on=False)
        self.activateWindow()
        if self.page is self.step:
            self.step.next.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def wipe(self) -> None:
        """Let the citizen's values go from every page."""
        self.step.wipe()
        self.jump.wipe()
        self.code.wipe()
        self.name("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A chooser opens: its list is walked with the keyboard."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            self.take_keyboard()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """The clerk went to the other program: clicks leave the focus there again."""
        super().changeEvent(event)
        left = event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow()
        if left and self.page is self.step:
            set_hands_off(self, on=True)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell, so that nothing stays on the clipboard."""
        super().closeEvent(event)
        self.closed.emit()

    def _turn_to(self, page: QWidget, size: tuple[int, int]) -> None:
        bottom = self.geometry().bottom()
        self._stack.setCurrentWidget(page)
        if self._was_placed and self.size().toTuple() != size:
            self.resize(*size)
            room = self.screen().availableGeometry()
            top = min(max(bottom - size[1] + 1, room.top()), room.bottom() - size[1])
            self.move(self.x(), self.y() + top - self.geometry().top())

    def _on_escape(self) -> None:
        if self.page is self.order:
            self.order.closed.emit()
        elif self.page is self.jump:
            self.jump.closed.emit()
        elif self.page is self.code and not self.code.is_over:
            self.code.back_wanted.emit()
        else:
            self.close()


def is_hands_off(window: QWidget) -> bool:
    """Whether a click into the window leaves the focus in the other program."""
    handle = window.windowHandle()
    return handle is not None and bool(handle.flags() & _HANDS_OFF)


def set_hands_off(window: QWidget, *, on: bool) -> None:
    """Leave the focus where it is, or not; on the native window.

    The widget's own flag would hide the window and make it anew.
    """
    handle = window.windowHandle()
    if handle is not None and is_hands_off(window) is not on:
        handle.setFlag(_HANDS_OFF, on)
