"""Thử máy quét names what a scanner does, and its scans are mended from then on."""

from __future__ import annotations

import random
import threading

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QThread
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from base.errors import DeviceError
from base.paths import DataDir
from base.settings import Settings
from citizens.readers.pictures import scan_bytes
from citizens.readers.scanner_profile import KEYBOARD, FaultKind, load_profile
from citizens.readers.scanner_test import TEST_PAYLOAD
from citizens.readers.serial_port import SerialReader, SerialScanner
from tests.gui.conftest import MOTHER, WAIT_MS, Bugs, Counter
from tests.gui.scanner_hand import Hand, HeldClock
from ui.jobs import Jobs, Watch
from ui.scanning.arrived import Arrived
from ui.scanning.serial_link import SerialLink

SCANNER = SerialScanner("COM7", "Máy thử", "usb:0C2E:0B61:1", is_likely=True)


def stored(data_dir: DataDir, device: str = KEYBOARD) -> FaultKind:
    return load_profile(Settings(data_dir.settings_file), device).fault


def open_page(counter: Counter) -> None:
    counter.window.top_bar.scanner_wanted.emit()
    counter.settle()


def arrive(counter: Counter, arrived: Arrived) -> str:
    counter.pages.scanners.desk.take(arrived)
    counter.settle()
    return counter.pages.scanners.view.said()


def test_scanner_that_types_well_is_found_well(counter: Counter, data_dir: DataDir) -> None:
    clock = HeldClock()
    open_page(counter)
    counter.pages.scanners.desk.wedge.clock = clock
    handle = counter.window.windowHandle()
    assert handle is not None
    Hand(clock, handle).scan(TEST_PAYLOAD, random.Random(7))
    counter.settle()
    said = counter.pages.scanners.view.said()
    assert "đọc đúng" in said
    assert f"Nhận {len(TEST_PAYLOAD)} ký tự" in said
    assert stored(data_dir) is FaultKind.OK


@pytest.mark.parametrize(
    ("arrived", "word", "kind"),
    [
        (Arrived(TEST_PAYLOAD.encode().decode("latin-1")), "sai bảng mã", FaultKind.CODE_PAGE),
        (Arrived(TEST_PAYLOAD.swapcase()), "Caps Lock", FaultKind.CAPS),
        (Arrived(TEST_PAYLOAD, has_suffix=False), "thiếu ký tự", FaultKind.SUFFIX_MISSING),
        (Arrived(TEST_PAYLOAD, slowest_gap_ms=110), "gõ chậm", FaultKind.DELAY),
    ],
)
def test_fault_is_named_with_advice_and_kept(
    counter: Counter, data_dir: DataDir, arrived: Arrived, word: str, kind: FaultKind
) -> None:
    open_page(counter)
    said = arrive(counter, arrived)
    assert word in said
    assert "1. " in said
    assert stored(data_dir) is kind


def test_another_code_is_not_kept(counter: Counter, data_dir: DataDir) -> None:
    open_page(counter)
    assert "không phải mã thử" in arrive(counter, Arrived(MOTHER))
    assert not data_dir.settings_file.exists()


def test_a_later_scan_that_fails_withdraws_what_was_found_well(counter: Counter) -> None:
    open_page(counter)
    arrive(counter, Arrived(TEST_PAYLOAD))
    assert "Đã ghi nhớ" in counter.window.bar.text
    assert counter.window.top_bar.scanner_state == "máy quét ✓"
    arrive(counter, Arrived("XYZ"))
    assert "Đã ghi nhớ" not in counter.window.bar.text
    assert "✓" not in counter.window.top_bar.scanner_state


def test_scans_go_to_the_case_again_once_the_page_is_left(counter: Counter) -> None:
    counter.open_case()
    open_page(counter)
    page = counter.window.page
    assert page is not None
    assert page.go_back()
    shown: list[object] = [page, counter.window.page]
    assert shown == [counter.pages.scanners.view, counter.pages.intake_view]
    arrive(counter, Arrived(MOTHER))
    case = counter.pages.intake.keeper.case
    assert case is not None
    assert [p.full_name for p in case.waiting] == ["Nguyễn Thị Lan"]


def test_code_on_the_screen_and_on_paper_reads_as_the_test_code(counter: Counter) -> None:
    open_page(counter)
    view = counter.pages.scanners.view
    assert read(view.code_picture()) == TEST_PAYLOAD
    view.print_wanted.emit()
    counter.settle()
    (page,) = view.preview.pages()
    assert read(page) == TEST_PAYLOAD
    assert view.go_back()
    assert counter.window.page is view


def read(picture: QPixmap) -> str:
    """What a camera would read in a picture."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return scan_bytes(bytes(data.data()))[0].reading.payload


def test_profile_of_a_scanner_mends_its_scans(counter: Counter) -> None:
    open_page(counter)
    german = str.maketrans("yzYZ", "zyZY")
    assert "sai bàn phím" in arrive(counter, Arrived(TEST_PAYLOAD.translate(german)))
    counter.window.show_page("intake")
    counter.open_case()
    arrive(counter, Arrived(MOTHER.translate(german)))
    case = counter.pages.intake.keeper.case
    assert case is not None
    assert case.waiting[0].residence is not None
    assert "Thụy Vân" in str(case.waiting[0].residence)


class FakePort:
    """Gives what is put in; breaks when the cable is pulled."""

    def __init__(self) -> None:
        self.coming: list[bytes] = []
        self.is_pulled = False

    def read(self, size: int, /) -> bytes:
        """A moment's wait as a real port has it."""
        threading.Event().wait(0.005)
        if self.is_pulled:
            raise OSError(5, "gone")
        return self.coming.pop(0) if self.coming else b""

    def close(self) -> None:
        """Nothing to give back."""


class Ear(QObject):
    """Keeps what a link says and on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[object] = []
        self.threads: set[QThread] = set()

    def hear(self, value: object) -> None:
        """Keep one."""
        self.said.append(value)
        self.threads.add(QThread.currentThread())


def test_serial_scanner_is_heard_in_the_window_s_thread(jobs: Jobs, qtbot: QtBot) -> None:
    port, ear = FakePort(), Ear()
    link = SerialLink(jobs, SerialReader(lambda: SCANNER, opener=lambda _: port))
    link.arrived.connect(ear.hear)
    link.opened.connect(ear.hear)
    link.lost.connect(ear.hear)
    link.start()
    port.coming.append(MOTHER.encode() + b"\r")
    qtbot.waitUntil(lambda: len(ear.said) == 2, timeout=WAIT_MS)
    port.is_pulled = True
    qtbot.waitUntil(lambda: len(ear.said) >= 3, timeout=WAIT_MS)
    link.stop()
    assert ear.said[0] == SCANNER.name
    assert ear.said[1] == Arrived(MOTHER.encode(), SCANNER.identity)
    assert isinstance(ear.said[2], DeviceError)
    assert ear.threads == {QThread.currentThread()}


def test_chip_tells_how_the_serial_scanner_stands(counter: Counter) -> None:
    bar, serial = counter.window.top_bar, counter.pages.scanners.serial
    serial.opened.emit("Máy thử")
    assert bar.scanner_state == "máy quét ✓"
    serial.lost.emit(DeviceError("DEV-02", "Mất kết nối với máy quét.", "Cắm lại."))
    assert bar.scanner_state == "máy quét: mất kết nối"
    assert "Mất kết nối" in counter.window.bar.text
    counter.open_case()
    serial.arrived.emit(Arrived(MOTHER.encode(), SCANNER.identity))
    counter.settle()
    case = counter.pages.intake.keeper.case
    assert case is not None
    assert [p.full_name for p in case.waiting] == ["Nguyễn Thị Lan"]
    assert bar.scanner_state == "máy quét ✓"


def test_bug_in_a_watch_is_reported(qapp: QApplication, qtbot: QtBot) -> None:
    bugs, ear = Bugs(), Ear()

    def fail(tell: object, stop: threading.Event) -> None:
        raise ValueError("x")

    watch = Watch(fail, ear.hear, bugs.report)
    watch.start()
    qtbot.waitUntil(lambda: bool(bugs.found), timeout=WAIT_MS)
    watch.stop()
    assert isinstance(bugs.found[0], ValueError)
