"""The open case on the screen: live strip, people, form, details, actions."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QComboBox, QFrame, QWidget

from dossiers.draft import Channel
from forms.schema import Field, FieldType, Required
from ui.pages.intake.panes.details import CaseDetails
from ui.pages.intake.panes.form_pane import FormPane
from ui.pages.intake.panes.live_strip import LiveStrip
from ui.pages.intake.panes.people_pane import PeoplePane
from ui.pages.intake.papers.strip import PaperStrip
from ui.widgets.error_list import ErrorList
from ui.widgets.fields.pick import AgencyField
from ui.widgets.parts import button, column, label, row
from ui.widgets.tab_order import step
from ui.wording import CHANNEL_WORDS

WIDE = 1200
LOW = 620  # below this the list of problems takes less
_UNIT = Field("competent_unit", "Cơ quan giải quyết", FieldType.AGENCY, Required.YES)
_DETAILS_WIDTH = 300
_PEOPLE_WIDTH = 236
ACTIONS_HEIGHT = 52


class WorkPane(QWidget):
    """Arranges the parts of one case; on a wide window the details stand beside the form."""

    preview_wanted = Signal()
    """F8."""
    accept_wanted = Signal()
    """F9."""
    incomplete_wanted = Signal()
    """F10."""
    keep_wanted = Signal()
    """Ctrl+G: keep the warning of the line with the cursor, or have it open again."""
    contact_changed = Signal()
    """Channel, competent unit or anything in the details changed."""

    def __init__(self, people: PeoplePane) -> None:
        super().__init__()
        self.people = people
        self.people.setFixedWidth(_PEOPLE_WIDTH)
        self.strip = LiveStrip()
        self.strip.details_wanted.connect(self.toggle_details)
        self.papers = PaperStrip()
        self.form = FormPane()
        self.paper_pointer = ""  # of the paper on the screen: problems of a case are told so
        self.left: str | None = None  # the line with the cursor when the details were opened
        self.errors = ErrorList(lambda: f"{self.paper_pointer}/{self.form.key_in_focus}")
        self.errors.chosen.connect(self.close_details)  # they would cover the line
        self.details = CaseDetails()
        self.details.setFixedWidth(_DETAILS_WIDTH)
        self.details.changed.connect(self.contact_changed)
        self.details.done_with.connect(lambda: self.form.begin(self.left))
        self.channel = QComboBox()
        self.unit = AgencyField(_UNIT, is_one_line=True)
        self._room = QWidget()  # for the result bar
        self._is_wide = False
        self._build()

    def _build(self) -> None:
        middle = column(self.errors, self.papers, spacing=8)
        middle.addWidget(self.form, 1)
        self._room.hide()
        middle.addWidget(self._room)
        self._body = row(self.people, spacing=8)
        self._body.addLayout(middle, 1)
        self._body.addWidget(self.details)
        layout = column(self.strip, spacing=8)
        layout.addLayout(self._body, 1)
        layout.addWidget(self._actions())
        layout.setContentsMargins(8, 8, 8, 0)
        self.setLayout(layout)
        self.details.hide()
        self.details.installEventFilter(self)
        QShortcut(QKeySequence("Ctrl+G"), self).activated.connect(self.keep_wanted)

    def _actions(self) -> QFrame:
        for channel in Channel:
            self.channel.addItem(CHANNEL_WORDS[channel.value], channel)
        self.channel.setAccessibleName("Kênh thực hiện")
        self.channel.activated.connect(self.contact_changed)
        self.unit.set_name(_UNIT.label, "")
        self.unit.edited.connect(self.contact_changed)
        self.unit.setMinimumWidth(120)
        self.unit.setMaximumWidth(420)
        self.channel.setFixedWidth(132)
        for small in (self.channel, self.unit.box):
            small.setStyleSheet("font-size: 14px;")
        self.preview = button("F8  Xem trước", icon_name="eye", name="Xem trước (F8)")
        self.preview.clicked.connect(self.preview_wanted)
        accept = button("F9  Tiếp nhận", "primary", icon_name="check", name="Tiếp nhận (F9)")
        accept.clicked.connect(self.accept_wanted)
        incomplete = button("F10  Chưa đủ…", name="Chưa đủ (F10)")
        incomplete.clicked.connect(self.incomplete_wanted)
        bar = QFrame()
        bar.setFixedHeight(ACTIONS_HEIGHT)
        layout = row(self.channel, label("Cơ quan giải quyết", "muted"), spacing=8)
        layout.addWidget(self.unit, 60)
        layout.addStretch(1)
        for item in (self.preview, accept, incomplete):
            layout.addWidget(item)
        bar.setLayout(layout)
        return bar

    @property
    def bar_sides(self) -> tuple[int, int]:
        """How far from the edges the room for the result bar is: below the form."""
        behind = _DETAILS_WIDTH + 16 if self._is_wide else 8
        return _PEOPLE_WIDTH + 16, behind

    def make_room(self, height: int) -> None:
        """Leave so much room for the result bar between the form and the actions."""
        self._room.setFixedHeight(height)
        self._room.setVisible(height > 0)
        self._place_details()

    def take_usual(self) -> None:
        """Shift+F11: a usual case; where its answers are not in sight, first show them."""
        if not self.details.questions.usual.isVisibleTo(self.details):
            return
        if self.details.isVisible():
            self.details.take_usual()
        else:
            self.toggle_details()
            self.details.show_usual()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab and Shift+Tab in the order that is seen; cards and lines come and go."""
        if not self._is_wide and self._is_in_details:  # they lie over the rest
            return step(self.details, forward=forward)
        return step(self, forward=forward) or super().focusNextPrevChild(forward)

    def step_section(self, by: int) -> None:
        """F6, Shift+F6: into the form, out of the details that lie over it; then its sections."""
        was_inside = self._is_in_details
        if not (self.close_details() and was_inside):
            self.form.step_section(by)

    def toggle_details(self) -> None:
        """Open or close the details over the form, where they have no place of their own."""
        if self._is_wide:
            self.details.papers.setFocus()
            return
        self.left = self.form.key_in_focus or self.left
        self.details.setVisible(not self.details.isVisible())
        self._place_details()

    def go_to_papers(self, *, is_missing: bool = False) -> None:
        """F11: the keyboard to the papers to be ticked; once more, or Esc, back to the form.

        `is_missing`: to the first that must still be handed in.
        """
        if self._is_in_details and not is_missing:
            self.details.setVisible(self._is_wide)
            self.form.begin(self.left)
            return
        self.left = self.form.key_in_focus or self.left
        self.details.show()
        self._place_details()
        if is_missing:
            self.details.focus_missing()
        else:
            self.details.begin()

    def close_details(self) -> bool:
        """Close the details that lie over the form; return whether they were open."""
        if self._is_wide or not self.details.isVisible():
            return False
        was_inside = self._is_in_details
        self.details.hide()
        if was_inside:
            self.form.begin(self.left)
        return True

    @property
    def _is_in_details(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.details.isAncestorOf(focus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the details their own pane where there is room."""
        super().resizeEvent(event)
        self.errors.set_low(self.height() < LOW)
        is_wide = self.width() >= WIDE
        if is_wide != self._is_wide:
            self._is_wide = is_wide
            if is_wide:
                self._body.addWidget(self.details)
            else:
                self._body.removeWidget(self.details)
                self.details.setParent(self)
            self.details.setVisible(is_wide)
        self._place_details()

    def _place_details(self) -> None:
        if self._is_wide:
            return
        self._body.removeWidget(self.details)
        corner = self.strip.mapTo(self, QPoint(self.strip.width(), self.strip.height()))
        room = 0 if self._room.isHidden() else self._room.height() + 8
        height = self.height() - corner.y() - ACTIONS_HEIGHT - 8 - room
        self.details.setGeometry(
            corner.x() - _DETAILS_WIDTH, corner.y() + 4, _DETAILS_WIDTH, height
        )
        self.details.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lay the details out when they appear over the form."""
        if event.type() == QEvent.Type.Show:
            self._place_details()
        return super().eventFilter(watched, event)
