"""What every editor of a form line offers: raw value, tidying on leaving, Enter to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.theme import restyle

if TYPE_CHECKING:
    from ui.widgets.pickers.hanging import HangingPanel
    from ui.widgets.pickers.offers import OfferPanel

OFFER_KEYS = "Alt+Enter"
ARROW = 30  # points at the right end of a line that opens something
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ALT = Qt.KeyboardModifier.AltModifier
PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_KEYS = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)


class RawInput(QWidget):
    """What a line holds. The value is raw: what was typed, tidied once the field is left."""

    def value(self) -> Any:  # noqa: ANN401 - text, bool or int by the line's type
        """Return the raw value."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:  # noqa: ANN401 - as above
        """Show a value without telling that the clerk changed it."""
        raise NotImplementedError

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in the line."""
        return self.value() in ("", None, [])

    def tidy(self) -> None:
        """Bring the text into its written shape; called when the focus goes."""

    def came(self) -> None:
        """Make ready for typing; called when the focus comes."""

    def note(self) -> str:
        """Return a quiet word about a filled line, never a refusal; asked once it is left."""
        return ""

    def inputs(self) -> list[QWidget]:
        """Return the widgets that take the focus, in order."""
        raise NotImplementedError

    def stand_for_inputs(self) -> None:
        """Hand the cursor on to the first input; call once the inputs exist."""
        self.setFocusProxy(self.inputs()[0])

    def set_name(self, name: str, description: str) -> None:
        """Give the inputs their accessible name."""
        for item in self.inputs():
            item.setAccessibleName(name)
            if description or item.accessibleDescription():
                item.setAccessibleDescription(description)

    def set_mark(self, mark: str) -> None:
        """Mark the inputs as `error`, `review` or nothing."""
        for item in self.inputs():
            if (item.property("state") or "") != mark:
                restyle(item, "state", mark)

    def focus(self) -> None:
        """Put the cursor into the line."""
        self.inputs()[0].setFocus(Qt.FocusReason.TabFocusReason)

    def go_on(self) -> None:
        """Put the cursor behind what stands in the line: a taken surname is typed on."""
        self.focus()

    @property
    def has_focus_in_line(self) -> bool:
        """Whether the cursor is in one of the inputs."""
        return any(item.hasFocus() for item in self.inputs())

    def ends(self, event: QKeyEvent) -> bool:
        """Whether a key means that the line is done; Ctrl+Enter is the page's."""
        return event.modifiers() in PLAIN and event.key() in _ENTER


class FieldEditor(RawInput):
    """One line's input with its keys.

    Nothing is changed while the clerk types: an input method would be disturbed. Alt+Down opens
    what a line has to choose from, Alt+Enter takes what is offered for it; of several offers the
    next is marked, and Enter takes the one that is.
    """

    edited = Signal()
    """The clerk changed the value."""
    left = Signal()
    """The focus has gone; the value is tidy."""
    finished = Signal()
    """Enter was pressed: on to the next line."""
    offer_taken = Signal(str)
    """The clerk took what is offered for this line by its key."""
    offer_lead = "Gợi ý"
    has_picker = False  # whether an arrow at the right end opens something
    panel: HangingPanel | None = None  # made when first opened
    _offers: tuple[str, ...] = ()
    _whose: Mapping[str, str] = MappingProxyType({})
    _choice: OfferPanel | None = None  # made when several are first asked for
    _is_in_panel = False
    _is_awake = False

    def offer(self, values: Sequence[str], whose: Mapping[str, str] = MappingProxyType({})) -> None:
        """Know what the line may be changed to, and whose value each is (“theo cha”)."""
        self._offers, self._whose = tuple(values), whose
        self.hint(" · ".join(whose.get(value, "") or value for value in values))
        if self._choice is not None:
            self._choice.close_panel()

    def hint(self, offers: str) -> None:
        """Say in an empty line by which key the offers are taken; some lines have no room."""

    def open_picker(self) -> None:
        """Open what there is to choose from; most lines have nothing."""

    def has_focus(self) -> bool:
        """Whether the cursor is in this line or in what hangs below it."""
        return self.has_focus_in_line or (self.panel is not None and self.panel.holds_cursor)

    def wake(self) -> None:
        """Start to notice Enter and leaving: the cursor has come for the first time.

        Not earlier: until it is painted, each input of a large form gets some twenty events.
        """
        if not self._is_awake:
            self._is_awake = True
            for item in self.inputs():
                item.installEventFilter(self)
            self.came()

    def attach(self, panel: HangingPanel) -> None:
        """Take a panel that was just made; the line is left when the cursor leaves both."""
        self.panel = panel
        panel.closed.connect(self._on_panel_closed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Turn Enter into `finished` and leaving into `left`."""
        kind = event.type()
        if kind == QEvent.Type.FocusIn:
            self.came()
        elif kind == QEvent.Type.FocusOut:
            self._on_focus_out()
        elif self.has_picker and kind == QEvent.Type.MouseButtonPress:
            return isinstance(watched, QWidget) and self._opens_at(watched, event)
        elif kind in _KEYS and isinstance(event, QKeyEvent):
            return self._on_key(event)
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        for panel in (self._choice, self.panel):
            if panel is not None and panel.isVisible() and panel.takes(event):
                return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.modifiers() & _ALT:
            return self._on_alt(event)
        if self.ends(event):
            self._close_panel()
            self.finished.emit()
            return True
        return False

    def _opens_at(self, watched: QWidget, event: QEvent) -> bool:
        """Open where the arrow is drawn: right of the text."""
        if not isinstance(event, QMouseEvent) or event.position().x() < watched.width() - ARROW:
            return False
        watched.setFocus(Qt.FocusReason.MouseFocusReason)
        self.open_picker()
        return True

    def _on_alt(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Down:
            self.open_picker()
        elif event.key() == Qt.Key.Key_Up:
            self._close_panel()
        elif event.key() in _ENTER and self._offers:
            self._take_or_choose()
        else:
            return False
        return True

    def _take_or_choose(self) -> None:
        if len(self._offers) == 1:
            self.offer_taken.emit(self._offers[0])
            return
        self._close_panel()
        if self._choice is None:
            from ui.widgets.pickers.offers import OfferPanel  # few lines ever need one

            self._choice = OfferPanel(self.inputs()[0], "Gợi ý cho ô này")
            self._choice.chosen.connect(self.offer_taken)
        self._choice.begin(self._offers, self._whose)

    def _close_panel(self) -> None:
        if self.panel is not None:
            self.panel.close_panel()

    def _on_focus_out(self) -> None:
        if self.panel is not None and self.panel.isVisible():
            focus = QApplication.focusWidget()
            if focus is not None and self.panel.isAncestorOf(focus):
                self._is_in_panel = True
                return
            self.panel.close_panel()
        self._leave()

    def _on_panel_closed(self) -> None:
        if self._is_in_panel and not self.has_focus_in_line:
            self._leave()
        self._is_in_panel = False

    def _leave(self) -> None:
        if self._choice is not None:
            self._choice.close_panel()
        self.tidy()
        self.left.emit()
