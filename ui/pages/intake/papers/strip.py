"""The papers of the open case in one row: which is on the screen, which can be added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QMenu, QPushButton

from ui.icons import icon
from ui.pages.intake.panes.section_tabs import plain_scroll
from ui.widgets.parts import PressButton, button, clear, icon_button, panel, row
from ui.wording import clipped

_LETTERS = 30
_HEIGHT = 40
_FIGURES = 9
_GAP = 4
_EDGE = 8  # so little of a tab may be out of sight without counting
_BESIDE_TEXT = 24  # the chip's padding and border
KEYS = "Ctrl+PageDown / Ctrl+PageUp: sang giấy sau, trước"
DROP_KEY = "Shift+F12"


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be added or chosen; one that is not enabled says why in its text."""

    key: str
    text: str
    is_enabled: bool = True


@dataclass(frozen=True, slots=True)
class PaperTab:
    """One paper of the case."""

    text: str
    tip: str
    errors: int = 0
    short: str = ""  # where there is no room for all of them


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be added to a case, and which declarations it can be filed with."""

    suggested: tuple[Choice, ...] = ()
    others: tuple[Choice, ...] = ()
    events: tuple[Choice, ...] = ()
    declarations: tuple[Choice, ...] = ()

    @property
    def has_any(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.suggested or self.others or self.events) or len(self.declarations) > 1


class MenuButton(PressButton):
    """Offers choices in a menu; a single one that always acts needs none."""

    taken = Signal(str)
    """The clerk took this choice."""

    def __init__(self, text: str, name: str, icon_name: str = "plus") -> None:
        super().__init__(f" {text}")
        self.setProperty("kind", "small")
        self.setIcon(icon(icon_name, "action"))
        self.setAutoDefault(False)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.menu_of_choices = QMenu(self)
        self._choices: tuple[Choice, ...] = ()
        self.clicked.connect(self._on_clicked)
        self.hide()

    def offer(self, choices: Sequence[Choice], *, least: int = 1) -> None:
        """Offer these, or hide where there are fewer than `least`."""
        self._choices = tuple(choices)
        self.menu_of_choices.clear()
        for choice in choices:
            action = self.menu_of_choices.addAction(choice.text)
            action.setEnabled(choice.is_enabled)
            action.triggered.connect(partial(self.taken.emit, choice.key))
        self.setVisible(len(choices) >= least)

    def _on_clicked(self) -> None:
        if len(self._choices) == 1 and self._choices[0].is_enabled:
            self.taken.emit(self._choices[0].key)
        else:
            self.menu_of_choices.popup(self.mapToGlobal(QPoint(0, self.height())))


class PaperStrip(QFrame):
    """Hidden while a case has one paper and nothing can be added."""

    chosen = Signal(int)
    """The clerk wants this paper on the screen."""
    companion_wanted = Signal(str)
    """This companion is to be added."""
    event_wanted = Signal(str)
    """A declaration of this form is to be added for one more person or event."""
    declaration_wanted = Signal(str)
    """The case is to be filed with this declaration."""
    drop_wanted = Signal()
    """The paper on the screen is to be taken away."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Giấy tờ lập tại đây")
        self._choices: Choices | None = None
        self._group = QButtonGroup(self)
        self.tabs: list[QPushButton] = []
        self.suggestions: list[QPushButton] = []
        self._tabs = row(spacing=4)
        inside = panel("papers")
        inside.setLayout(self._tabs)
        self._scroll = plain_scroll(inside)
        # names grow and the window shrinks after the paper was chosen
        along = self._scroll.horizontalScrollBar()
        along.rangeChanged.connect(self._show_chosen)
        along.rangeChanged.connect(self._count_hidden)
        along.valueChanged.connect(self._count_hidden)
        self._papers: tuple[PaperTab, ...] = ()
        self.before, self.behind = self._arrow(-1), self._arrow(1)
        self._suggestions = row(spacing=4)
        self.declaration = MenuButton("Đổi mẫu", "Chọn mẫu tờ khai của thủ tục này", "file-text")
        self.declaration.taken.connect(self.declaration_wanted)
        self.add_event = MenuButton("Thêm người, việc", "Thêm người hoặc sự kiện của cùng yêu cầu")
        self.add_event.taken.connect(self.event_wanted)
        self.more = MenuButton("Thêm giấy", "Thêm giấy lập kèm tờ khai (F12)")
        self.more.taken.connect(self.companion_wanted)
        self.drop = icon_button("x", f"Bỏ giấy này khỏi hồ sơ ({DROP_KEY})")
        self.drop.clicked.connect(self.drop_wanted)
        layout = row(spacing=4)
        layout.addWidget(self.before)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self.behind)
        layout.addLayout(self._suggestions)
        for item in (self.drop, self.declaration, self.add_event, self.more):
            layout.addWidget(item)
        self.setLayout(layout)
        self.setFixedHeight(_HEIGHT)
        self.hide()

    def show_papers(self, papers: Sequence[PaperTab], shown: int) -> None:
        """Show the papers of the case; a button stays the same while their number does."""
        if len(papers) != len(self.tabs):
            self._build_tabs(len(papers))
        self._papers = tuple(papers)
        self._name_tabs()
        if 0 <= shown < len(self.tabs):
            self.tabs[shown].setChecked(True)
            self._show_chosen()
        self.drop.setVisible(shown > 0)

    def show_choices(self, choices: Choices) -> None:
        """Show what can be added or chosen; rebuilt only when that has changed."""
        if self._choices != choices:
            self._choices = choices
            self.suggestions.clear()
            clear(self._suggestions)
            for choice in choices.suggested:
                add = button(choice.text, "small", icon_name="plus", name=f"Lập {choice.text}")
                add.clicked.connect(partial(self.companion_wanted.emit, choice.key))
                self.suggestions.append(add)
                self._suggestions.addWidget(add)
            self.add_event.offer(choices.events)
            self.more.offer(choices.others)
            self.declaration.offer(choices.declarations, least=2)
        self.setVisible(choices.has_any or len(self.tabs) > 1)
        self._name_tabs()

    def open_choices(self) -> None:
        """F12: everything that can be added, the asked-for first; a figure takes it."""
        choices = self._choices or Choices()
        beside = [(one, self.companion_wanted) for one in (*choices.suggested, *choices.others)]
        events = [(one, self.event_wanted) for one in choices.events]
        if not (beside or events) or not (self.isVisible() and self.isEnabled()):
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, (choice, wanted) in enumerate((*beside, *events), start=1):
            figure = f"&{number}  " if number <= _FIGURES else ""
            before = "" if number <= len(beside) else "Thêm người, việc: "
            action = menu.addAction(figure + before + choice.text.replace("&", "&&"))
            action.setEnabled(choice.is_enabled)
            action.triggered.connect(partial(wanted.emit, choice.key))
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def drop_by_key(self) -> None:
        """Shift+F12: away with the paper on the screen, while the clerk sees it and may write."""
        work = self.parentWidget()
        if work is not None and work.isVisible() and work.isEnabled():
            self.drop_wanted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Call the papers by short names where the whole ones have no room."""
        super().resizeEvent(event)
        self._name_tabs()

    def _arrow(self, way: int) -> QPushButton:
        made = button("", "small")
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys of the tabs show them all
        made.clicked.connect(partial(self._scroll_by, way))
        made.hide()
        return made

    def _scroll_by(self, way: int) -> None:
        along = self._scroll.horizontalScrollBar()
        along.setValue(along.value() + way * self._scroll.viewport().width() // 2)

    def _name_tabs(self) -> None:
        pairs = list(zip(self.tabs, self._papers, strict=False))
        for number, (tab, paper) in enumerate(pairs, start=1):
            _show_tab(tab, paper, number, is_short=False)
        arrows = sum(a.width() + _GAP for a in (self.before, self.behind) if a.isVisibleTo(self))
        needed = sum(tab.minimumWidth() + _GAP for tab in self.tabs)
        if needed > self._scroll.width() + arrows:
            for number, (tab, paper) in enumerate(pairs, start=1):
                _show_tab(tab, paper, number, is_short=True)

    def _count_hidden(self) -> None:
        """Say how many papers lie out of sight on either side."""
        along = self._scroll.horizontalScrollBar()
        left, right = along.value(), along.value() + self._scroll.viewport().width()
        before = sum(tab.x() < left - _EDGE for tab in self.tabs)
        behind = sum(tab.x() + tab.width() > right + _EDGE for tab in self.tabs)
        for arrow, count, text, side in (
            (self.before, before, f"‹ {before}", "trước"),
            (self.behind, behind, f"+{behind} ›", "sau"),
        ):
            arrow.setText(text if count else text[:1] if arrow is self.before else "›")
            arrow.setEnabled(count > 0)
            arrow.setAccessibleName(f"Còn {count} giấy phía {side}")
            arrow.setToolTip(f"Còn {count} giấy phía {side}. {KEYS}")
            arrow.setVisible(along.maximum() > 0)

    def _show_chosen(self) -> None:
        tab = self._group.checkedButton()
        if tab is not None:
            self._scroll.ensureWidgetVisible(tab, 24, 0)

    def _build_tabs(self, count: int) -> None:
        for tab in self.tabs:
            self._group.removeButton(tab)
        self.tabs.clear()
        clear(self._tabs)
        for number in range(count):
            tab = button("", "chip")
            tab.setCheckable(True)
            tab.clicked.connect(partial(self.chosen.emit, number))
            self._group.addButton(tab, number)
            self.tabs.append(tab)
            self._tabs.addWidget(tab)
        self._tabs.addStretch(1)


def _show_tab(tab: QPushButton, paper: PaperTab, number: int, *, is_short: bool) -> None:
    state = f"còn {paper.errors} chỗ phải sửa" if paper.errors else ""
    text = clipped((is_short and paper.short) or paper.text, _LETTERS)
    tab.setText(f"{text}  ({paper.errors})" if paper.errors else text)
    tab.setMinimumWidth(_bold_width(tab) + _BESIDE_TEXT)
    tab.setToolTip("\n".join(part for part in (paper.text, paper.tip, state, KEYS) if part))
    tab.setAccessibleName(f"Giấy {number}: {paper.text}")
    tab.setAccessibleDescription(state)


def _bold_width(tab: QPushButton) -> int:
    """Return how wide the text is on the chosen tab, so that choosing one clips no letter."""
    tab.ensurePolished()
    font = QFont(tab.font())
    font.setWeight(QFont.Weight.DemiBold)
    return QFontMetrics(font).horizontalAdvance(tab.text())
