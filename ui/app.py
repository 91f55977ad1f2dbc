"""Starting the desktop program: the window is on the screen before anything slow is imported."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6 import __version_info__ as pyside_version
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from base.errors import DeskError, StorageError
from ui.main_window import MainWindow
from ui.theme import apply_theme, load_fonts
from ui.widgets.fields.waking import FocusWatch

if TYPE_CHECKING:
    from base.clock import Clock
    from base.paths import DataDir
    from ui.program import Program

_LOSES_NONE = (6, 12)


def unsafe_pair(python: tuple[int, ...], pyside: tuple[int, ...]) -> bool:
    """Whether Qt calls of this pair lose references to None until the process aborts."""
    return pyside >= _LOSES_NONE and python < (3, 12)


def make_application() -> QApplication:
    """Return the Qt application with our type and look."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("Trợ lý Một cửa")
    load_fonts()
    apply_theme(app)
    if app.findChild(FocusWatch) is None:
        FocusWatch(app)
    return app


class Launcher(QObject):
    """Shows the window; the program behind it is loaded once that has been drawn."""

    def __init__(self, data_dir: DataDir, clock: Clock) -> None:
        super().__init__()
        self._data_dir = data_dir
        self._clock = clock
        self.program: Program | None = None
        self.window = MainWindow()
        self.window.painted.connect(self._on_painted)

    def _on_painted(self) -> None:
        from ui.program import Program

        self.program = Program(self.window, self._data_dir, self._clock)
        self.program.crash.install()
        self.program.open()


def run_app(data_dir: DataDir, clock: Clock) -> int:
    """Run the desktop program until its window is closed; return the exit status."""
    app = make_application()
    try:
        data_dir.make()
        if unsafe_pair(sys.version_info[:2], tuple(pyside_version[:2])):
            raise _unsafe_pair_error()
    except DeskError as error:
        from ui import dialogs

        dialogs.show_stop(None, error)
        return 4
    launcher = Launcher(data_dir, clock)
    launcher.window.showMaximized()  # open all day: the whole screen
    status = app.exec()
    if launcher.program is not None:
        launcher.program.restart_if_wanted()
    return status


def _unsafe_pair_error() -> DeskError:
    return StorageError(
        "UI-01",
        "Bản Qt này không chạy ổn định với Python dưới 3.12.",
        "Cài PySide6-Essentials bản 6.11, hoặc dùng Python 3.12 trở lên.",
    )
