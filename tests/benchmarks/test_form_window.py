"""How fast a large form stands on the screen, and the first search of a unit in the window."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from citizens.addresses.search import warm
from forms.schema import FormSchema
from forms.schema_reader import read_schema
from tests.benchmarks.measure import Measured, compare
from tests.benchmarks.test_forms_speed import form_of_120_lines
from ui.app import make_application
from ui.pages.intake.panes.form_pane import FormPane
from ui.widgets.pickers.places import PlacePicker

pytestmark = [pytest.mark.benchmark, pytest.mark.qt_log_ignore("propagateSizeHints")]

Report = Callable[[Measured], Measured]


@pytest.fixture
def app(qapp: QApplication) -> QApplication:
    if not qapp.styleSheet():
        make_application()
    return qapp


@pytest.fixture
def stage(app: QApplication) -> Iterator[QWidget]:
    """A window of the size of the form's place at 1093 x 614."""
    window = QWidget()
    window.setLayout(QVBoxLayout())
    window.resize(760, 460)
    window.show()
    app.processEvents()
    yield window
    window.close()
    window.deleteLater()
    _settle(app)


@pytest.fixture
def large(tmp_path: Path) -> FormSchema:
    folder = tmp_path / "tk_lon"
    folder.mkdir()
    (folder / "form.toml").write_text("".join(form_of_120_lines()), encoding="utf-8")
    return read_schema(folder)


def _settle(app: QApplication) -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    app.processEvents()


class Stage:
    """A place for one widget; what stood there before is freed within the measured time."""

    def __init__(self, app: QApplication, window: QWidget) -> None:
        self._app = app
        layout = window.layout()
        assert layout is not None
        self._layout = layout
        self._shown: QWidget | None = None

    def put(self, widget: QWidget) -> None:
        if (old := self._shown) is not None:
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._layout.addWidget(widget)
        self._shown = widget
        _settle(self._app)


def _bare_lines() -> QWidget:
    inner = QWidget()
    grid = QGridLayout(inner)
    for number in range(120):
        grid.addWidget(QLabel(f"Nhãn {number}"), number, 0)
        grid.addWidget(QLineEdit(), number, 1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(inner)
    return area


def test_a_form_of_120_lines_is_shown(
    app: QApplication, stage: QWidget, large: FormSchema, report: Report
) -> None:
    place, pane = Stage(app, stage), FormPane()
    pane.resize(stage.size())
    pane.show()
    pane.activateWindow()
    app.processEvents()

    def form() -> None:
        pane.load(large)  # the form before is freed within the measured time
        pane.begin()
        _settle(app)
        assert len(pane.sheet.rows) == 120
        assert pane.key_in_focus == "person00_name"

    measured = report(
        compare(
            "120 lines of 10 kinds built and painted, the first with the cursor (wanted: 150 ms)",
            form,
            "120 bare lines with labels in a grid",
            lambda: place.put(_bare_lines()),
            12,
        )
    )
    pane.close()
    pane.deleteLater()
    _settle(app)
    assert measured.ratio < 3.4


def test_a_unit_is_found_in_the_window_once_the_table_is_read(
    app: QApplication, stage: QWidget, report: Report
) -> None:
    warm()
    anchor = QLineEdit()
    layout = stage.layout()
    assert layout is not None
    layout.addWidget(anchor)
    picker = PlacePicker(anchor, with_old=False)

    def search() -> None:
        picker.begin("", "Tỉnh Phú Thọ")
        picker.search.setText("gia cam viet tri")
        assert picker.communes.texts() == ["Phường Việt Trì"]
        picker.close_panel()

    measured = report(
        compare(
            "picker opened and a unit searched (wanted: 100 ms)",
            search,
            "the table read and made ready",
            _read_anew,
            8,
        )
    )
    assert measured.ratio < 0.25


def _read_anew() -> None:
    from citizens.addresses.table import parse_table
    from citizens.addresses.unit_file import TABLE_FILE

    table = parse_table(TABLE_FILE.read_bytes())
    assert table.names.by_old_commune
