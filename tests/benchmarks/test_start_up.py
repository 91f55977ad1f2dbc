"""First paint of the window, as a ratio to a bare PySide6 window in the same run."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.benchmarks.measure import ROOT, Measured

pytestmark = pytest.mark.benchmark

BARE = """
import time
start = time.perf_counter()
from PySide6.QtWidgets import QApplication, QMainWindow, QLabel
app = QApplication([])
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print((time.perf_counter() - start) * 1000)
        app.quit()
window = Window()
window.setCentralWidget(QLabel("Trợ lý Một cửa"))
window.resize(1093, 614)
window.show()
app.exec()
"""
OURS = """
import time
start = time.perf_counter()
from ui.app import make_application
from ui.main_window import MainWindow
app = make_application()
window = MainWindow()
def on_painted():
    print((time.perf_counter() - start) * 1000)
    app.quit()
window.painted.connect(on_painted)
window.show()
app.exec()
"""
ROUNDS, MOST_ROUNDS = 9, 27


def painted_after_ms(script: str) -> float:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    return float(done.stdout.split()[0])


def test_first_paint_takes_at_most_twice_a_bare_window(
    report: Callable[[Measured], Measured],
) -> None:
    painted_after_ms(OURS), painted_after_ms(BARE)  # the disk cache is warm for both
    ours: list[float] = []
    bare: list[float] = []
    while len(ours) < ROUNDS or (min(ours) > 2 * min(bare) and len(ours) < MOST_ROUNDS):
        ours.append(painted_after_ms(OURS))
        bare.append(painted_after_ms(BARE))
    report(
        Measured(
            "first paint of the window",
            statistics.median(ours),
            max(ours),
            "bare PySide6 window",
            statistics.median(bare),
        )
    )
    assert min(ours) <= 2 * min(bare)  # the least disturbed rounds, on a machine that others share
