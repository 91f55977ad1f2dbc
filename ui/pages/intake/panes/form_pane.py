"""The form of the open case: heading, tabs, lines, and moving among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame

from forms.schema import FormSchema, Required, Sheet
from ui.pages.intake.panes.form_sheet import FormSheet, key_of
from ui.pages.intake.panes.section_tabs import SectionTabs, plain_scroll
from ui.widgets.fields.row import FieldRow
from ui.widgets.parts import ElidedLabel, column, label, row
from ui.wording import sentence_case

_AROUND = 110  # the line before and after the one in focus stay in sight
_HEAD_ROOM = 60


class FormPane(QFrame):
    """Tabs over a scrolled sheet; the tab follows the cursor, or the scrolling without one."""

    ended = Signal()
    """Enter in the last line, and no line that must be filled is empty."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.sheet = FormSheet()
        self.sheet.finished.connect(self._on_finished)
        self.tabs = SectionTabs()
        self.tabs.chosen.connect(self._go_to)
        self._heading = ElidedLabel(role="heading")
        self._note = label(role="small")
        self._saved = label(role="small")
        self.remark = label(role="warning", wrap=True)
        self.remark.setContentsMargins(16, 4, 16, 4)
        self.remark.hide()
        self._scroll = plain_scroll(self.sheet)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._scroll.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._sight = QTimer(self)  # a child: it never fires for a pane that is gone
        self._sight.setSingleShot(True)
        self._sight.timeout.connect(self._keep_in_sight)
        self._scroll.verticalScrollBar().rangeChanged.connect(
            lambda: self._sight.start(0)  # laid out anew, or a message came
        )
        head = row(self._heading, self._saved, self._note, spacing=16)
        head.setStretch(0, 1)
        head.setContentsMargins(16, 8, 16, 0)
        self.setLayout(column(head, self.remark, self.tabs, self._scroll, spacing=0))

    def load(self, schema: FormSchema, note: str = "", caution: str = "") -> None:
        """Show an empty form; what stood here is gone. `caution`: what to mind before all else."""
        title = sentence_case(schema.title)
        self._heading.set_whole(title)
        self._heading.setToolTip("\n".join(filter(None, (title, schema.note))))
        self._note.setText(note)
        self.remark.setText("\n".join(filter(None, (caution, _remark(schema)))))
        self.remark.setToolTip(schema.note)
        self.remark.setVisible(bool(self.remark.text()))
        self.tabs.load(self.sheet.load(schema))
        self._scroll.verticalScrollBar().setValue(0)
        self.tabs.mark(0)

    def clear(self) -> None:
        """Show nothing: the last citizen's lines are gone."""
        self._heading.set_whole("")
        self._note.setText("")
        self._saved.setText("")
        self.remark.hide()
        self.sheet.clear()
        self.tabs.load(())

    def show_saved(self, text: str) -> None:
        """Say that the draft is kept."""
        self._saved.setText(text)

    def begin(self, at: str | None = None, *, is_new: bool = False) -> None:
        """Put the cursor into a line, else into the first that is still to be filled, or the first.

        A paper just added begins with what must be filled.
        """
        rows = self.sheet.rows
        empty = [k for k, r in rows.items() if r.editor.is_empty and not r.is_settled]
        must = [k for k in empty if rows[k].field.required is Required.YES] if is_new else []
        if at in rows:
            self.focus_on(f"/{at}")
        elif key := next(iter((*must, *empty, *rows)), None):
            self.focus_on(f"/{key}")

    def focus_on(self, pointer: str) -> None:
        """Put the cursor into the line that a pointer names, and bring it into sight."""
        item = self.sheet.rows.get(key_of(pointer))
        if item is not None:
            item.editor.focus()
            QTimer.singleShot(0, item, partial(self._show_row, item))

    @property
    def key_in_focus(self) -> str | None:
        """The line with the cursor."""
        rows = self.sheet.rows.items()
        return next((key for key, item in rows if item.editor.has_focus()), None)

    def settle(self) -> None:
        """Tidy the line with the cursor as if it had been left: a key may act without leaving."""
        for key, item in self.sheet.rows.items():
            if item.editor.has_focus():
                item.editor.tidy()
                self.sheet.left.emit(key)

    def step_section(self, step: int) -> None:
        """Go to the next or previous section (F6, Shift+F6); from elsewhere into the form."""
        if not any(item.editor.has_focus() for item in self.sheet.rows.values()):
            self.begin()
            return
        last = len(self.sheet.sections) - 1
        if last >= 0:
            self._go_to(max(0, min(self.tabs.marked + step, last)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the line with the cursor in sight when the room grows or shrinks."""
        super().resizeEvent(event)
        self._sight.start(0)

    def _keep_in_sight(self) -> None:
        if (key := self.key_in_focus) is not None:
            self._scroll.ensureWidgetVisible(self.sheet.rows[key], 0, _HEAD_ROOM)

    def _on_finished(self, key: str) -> None:
        """Enter goes past what is settled, at the end to what is missing; Tab stops everywhere."""
        keys = list(self.sheet.rows)
        behind = keys[keys.index(key) + 1 :]
        following = next((k for k in behind if not self.sheet.rows[k].is_settled), None)
        following = following or next(_left_out(self.sheet.rows), None)
        if following is not None and following != key:
            self.focus_on(f"/{following}")
            return
        self.sheet.rows[key].editor.tidy()
        self.sheet.left.emit(key)
        if following is None:
            self.ended.emit()

    def _go_to(self, number: int) -> None:
        self._scroll.verticalScrollBar().setValue(self.sheet.sections[number].y())
        self.tabs.mark(number)
        rows = self.sheet.rows_of(number)
        if rows:
            next((row for row in rows if not row.is_settled), rows[0]).editor.focus()

    def _on_scrolled(self, value: int) -> None:
        tops = [box.y() for box in self.sheet.sections]
        in_sight = [number for number, top in enumerate(tops) if top <= value + _HEAD_ROOM]
        has_cursor = any(r.editor.has_focus() for r in self.sheet.rows_of(self.tabs.marked))
        if in_sight and not has_cursor:
            self.tabs.mark(in_sight[-1])

    def _show_row(self, item: FieldRow) -> None:
        self._scroll.ensureWidgetVisible(item, 0, _AROUND)
        for number, box in enumerate(self.sheet.sections):
            if box.isAncestorOf(item):
                self.tabs.mark(number)


def _left_out(rows: Mapping[str, FieldRow]) -> Iterator[str]:
    """Yield the lines that must be filled and are empty."""
    for key, item in rows.items():
        must = item.field.required is Required.YES and not item.is_settled
        if must and item.editor.is_empty and item.editor.isEnabled():
            yield key


def _remark(schema: FormSchema) -> str:
    """Return what the clerk must know of a form that has no sheet to print; its first sentence."""
    if schema.sheet is not Sheet.ELECTRONIC:
        return ""
    first, stop, _ = schema.note.partition(". ")
    return f"Tờ khai điện tử, không in: {first[:1].lower()}{first[1:]}{'.' if stop else ''}"
