"""The window is there before anything slow is imported, and Qt's counting is right."""

from __future__ import annotations

import subprocess
import sys

import pytest

from base.paths import PROJECT_DIR
from ui.app import unsafe_pair

SLOW = (
    "docxtpl", "docx", "keyring", "sqlite_utils", "sqlcipher3", "rdocx", "zxingcpp", "pyzbar",
    "pypdfium2", "PIL", "lxml", "jinja2", "rapidfuzz", "cryptography", "msgspec", "store.store",
    "catalog.catalogue", "forms.schema", "dossiers.workplace", "PySide6.QtPrintSupport",
)  # fmt: skip
FIRST_PAINT = """
import sys
from ui.app import make_application
from ui.main_window import MainWindow
app = make_application()
window = MainWindow()
def on_painted():
    print(" ".join(m for m in {slow!r} if m in sys.modules))
    app.quit()
window.painted.connect(on_painted)
window.show()
app.exec()
"""
TEN_THOUSAND = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel()
for number in range(10_000):
    label.setText(str(number))
print(label.text())
"""


def run(script: str) -> str:
    """Run a script in a bare process and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT_DIR, capture_output=True, text=True,
        check=False, timeout=50, env={"QT_QPA_PLATFORM": "offscreen", "HOME": "/nowhere"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_nothing_slow_is_imported_before_the_first_paint() -> None:
    assert run(FIRST_PAINT.format(slow=SLOW)) == ""


def test_ten_thousand_qt_calls_do_not_abort_the_process() -> None:
    assert run(TEN_THOUSAND) == "9999"


@pytest.mark.parametrize(
    ("python", "pyside", "unsafe"),
    [
        ((3, 11), (6, 12), True),
        ((3, 11), (6, 11), False),
        ((3, 12), (6, 12), False),
        ((3, 13), (6, 13), False),
    ],
)
def test_pair_that_loses_references_is_refused(
    python: tuple[int, int], pyside: tuple[int, int], unsafe: bool
) -> None:
    assert unsafe_pair(python, pyside) is unsafe
