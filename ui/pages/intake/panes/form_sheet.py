"""The lines of one form, section under section. It keeps no answers: the lines are all there is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms.answers import parse_answers
from forms.derive.idle import conditions_of, idle_lines
from forms.schema import Field, FieldType, FormSchema, Problem, Required, Section, Severity
from ui.widgets.fields.row import FieldRow, Mark
from ui.widgets.fields.table import EDITORS
from ui.widgets.parts import clear, column, label

_SWITCHES = "switches"


class FormSheet(QWidget):
    """Built anew for each schema."""

    edited = Signal(str)
    """The clerk changed this line."""
    left = Signal(str)
    """The clerk left this line; its text is tidy now."""
    finished = Signal(str)
    """Enter was pressed in this line."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, FieldRow] = {}
        self.sections: list[QWidget] = []
        self._schema: FormSchema | None = None
        self._deciding: frozenset[str] = frozenset()  # lines that others depend on
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(16, 8, 16, 24)
        self._layout.setSpacing(8)

    def clear(self) -> None:
        """Take every line away."""
        for item in self.rows.values():
            item.blockSignals(True)  # losing the focus now is no leaving of a line
        self.rows.clear()
        self.sections.clear()
        clear(self._layout)

    def load(self, schema: FormSchema) -> list[str]:
        """Build the lines of a form and return the titles of its sections."""
        self.clear()
        self._schema = schema
        conditions = conditions_of(schema)
        self._deciding = frozenset(key for on in conditions.values() for key, _ in on)
        shown = _with_switches(schema)
        for section in shown:
            self._add_section(section)
        self._layout.addStretch(1)
        return [section.title for section in shown]

    def show_answers(
        self, answers: Mapping[str, Any], marks: Mapping[str, Mark], typed: Collection[str]
    ) -> None:
        """Show values and where they come from, except in the line that is being typed in."""
        for key, item in self.rows.items():
            if key not in typed or not item.editor.has_focus():
                item.editor.set_value(answers.get(key))
            item.set_origin(marks.get(key, Mark()))
        self._show_idle()

    def show_offers(
        self,
        offers: Mapping[str, Sequence[str]],
        notes: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
    ) -> None:
        """Show values that the clerk may take, beside lines that are still empty, and whose."""
        for key, item in self.rows.items():
            item.set_offers(offers.get(key, ()), notes.get(key, {}))

    def value(self, key: str) -> Any:  # noqa: ANN401 - by the line's type
        """Return the raw value of one line."""
        return self.rows[key].editor.value()

    def write(self, key: str, value: Any) -> None:  # noqa: ANN401 - by the line's type
        """Write in a line as the clerk would: tidied, and told as an edit."""
        editor = self.rows[key].editor
        editor.set_value(value)
        editor.tidy()
        self._on_edited(key)

    def show_problems(self, problems: Sequence[Problem], keys: frozenset[str] | None) -> None:
        """Show what is wrong beside each line; `keys` limits it to lines already visited."""
        by_key = {key_of(p.pointer): p for p in reversed(problems)}
        for key, item in self.rows.items():
            problem = by_key.get(key) if keys is None or key in keys else None
            if problem is None:
                item.set_problem("", None)
            else:
                item.set_problem(problem.message, problem.severity, problem.basis)

    def named(self, problems: Sequence[Problem]) -> list[tuple[str, str, str]]:
        """Return the errors as (pointer, line's label, message) in the order of the sheet."""
        order = {key: number for number, key in enumerate(self.rows)}
        errors = [p for p in problems if p.severity is Severity.ERROR]
        errors.sort(key=lambda p: order.get(key_of(p.pointer), len(order)))
        return [(p.pointer, self._name_of(key_of(p.pointer)), p.message) for p in errors]

    def rows_of(self, number: int) -> list[FieldRow]:
        """Return the lines of one section."""
        box = self.sections[number] if number < len(self.sections) else None
        return [item for item in self.rows.values() if box and box.isAncestorOf(item)]

    def _add_section(self, section: Section) -> None:
        box = QWidget(self)  # from the top down: a new parent makes Qt style all below it anew
        self._layout.addWidget(box)
        layout = column(label(section.title, "strong"), spacing=8)
        layout.setContentsMargins(0, 8, 0, 8)
        box.setLayout(layout)
        for field in section.fields:
            self._add_row(field, box, layout)
        self.sections.append(box)

    def _add_row(self, field: Field, box: QWidget, layout: QVBoxLayout) -> None:
        if field.type not in EDITORS:
            return
        item = FieldRow(field, parent=box)
        item.edited.connect(self._on_edited)
        item.left.connect(self.left)
        item.finished.connect(self.finished)
        self.rows[field.key] = item
        layout.addWidget(item)

    def _on_edited(self, key: str) -> None:
        if key in self._deciding:
            self._show_idle()  # at once: Enter may follow
        self.edited.emit(key)

    def _show_idle(self) -> None:
        if self._schema is None or not self._deciding:
            return
        conditions = conditions_of(self._schema)
        raw = {key: self.value(key) for key in {*conditions, *self._deciding} & self.rows.keys()}
        idle = idle_lines(self._schema, parse_answers(self._schema, raw).answers)
        for key in conditions.keys() & self.rows.keys():
            self.rows[key].set_idle(key in idle)

    def _name_of(self, key: str) -> str:
        item = self.rows.get(key)
        return item.field.label.rstrip(": ") if item else "Hồ sơ"


def key_of(pointer: str) -> str:
    """Return the line's key of a JSON pointer."""
    return pointer.lstrip("/").split("/")[0]


def _with_switches(schema: FormSchema) -> tuple[Section, ...]:
    if not schema.switches:
        return schema.sections
    ticks = tuple(
        Field(s.key, s.label, FieldType.BOOL, Required.NO, default=s.default)
        for s in schema.switches
    )
    return (*schema.sections, Section(_SWITCHES, "Cách in", "", ticks))
