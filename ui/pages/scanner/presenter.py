"""Thử máy quét: compares what arrives with the test code and remembers what the scanner needs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject

from base.errors import DeskError
from citizens.readers.scanner_profile import KEYBOARD, FaultKind, ScannerProfile
from citizens.readers.scanner_test import (
    TEST_PAYLOAD,
    Fault,
    diagnose,
    picture_of_test,
    profile_of,
)
from ui.jobs import Kind
from ui.pages.paper_desk import PaperDesk
from ui.pages.scanner.paper import paper_of_test
from ui.pages.scanner.view import ScannerView
from ui.printing import Sheet
from ui.scanning.arrived import Arrived
from ui.session import Session
from ui.theme import Tone

_CODE = Kind("test code")
_PAPER = Kind("test code on paper", "Đang dựng mã thử")
_TEST = Kind("test scanner")
_SMALLEST = 1  # pixel a module; the view makes it as large as there is room
_NO_VERDICT = frozenset((FaultKind.UNKNOWN, FaultKind.INCOMPLETE, FaultKind.NOT_THE_TEST))
_MILD = frozenset((FaultKind.SUFFIX_MISSING, FaultKind.DELAY, FaultKind.CAPS))
_WORDS: dict[FaultKind, str] = {
    FaultKind.OK: "đọc đúng",
    FaultKind.DROPPED: "mất chữ có dấu",
    FaultKind.CODE_PAGE: "sai bảng mã",
    FaultKind.LAYOUT: "sai bàn phím",
    FaultKind.CAPS: "Caps Lock",
    FaultKind.INPUT_METHOD: "bộ gõ đang bật",
    FaultKind.DELAY: "gõ chậm",
    FaultKind.SUFFIX_MISSING: "thiếu ký tự kết thúc",
    FaultKind.INCOMPLETE: "chưa đủ",
    FaultKind.UNKNOWN: "chưa rõ",
    FaultKind.NOT_THE_TEST: "không phải mã thử",
}


class TestBench(Protocol):
    """What the test needs of the place where scans arrive."""

    def begin_test(self, take: Callable[[Arrived], None]) -> None:
        """Give every scan to the test."""

    def end_test(self) -> None:
        """Give scans to whom they are meant for."""

    def remember(self, profile: ScannerProfile) -> None:
        """Store what the test found."""


class ScannerPresenter(QObject):
    """Between the scanners and the page."""

    def __init__(self, session: Session, bench: TestBench, view: ScannerView) -> None:
        super().__init__(view)
        self._session = session
        self._bench = bench
        self._view = view
        self._arrived = Arrived("")
        self._desk = PaperDesk(session, view.preview)
        view.shown.connect(self._on_shown)
        view.left.connect(bench.end_test)
        view.print_wanted.connect(self._show_paper)

    def _on_shown(self) -> None:
        self._bench.begin_test(self._test)
        if not self._view.has_code:
            fn = partial(picture_of_test, _SMALLEST)
            self._session.jobs.run(fn, self._on_code, kind=_CODE)

    def _on_code(self, png: bytes) -> None:
        self._view.show_code(png)

    def _test(self, arrived: Arrived) -> None:
        self._arrived = arrived
        fn = partial(
            diagnose,
            arrived.payload,
            slowest_gap_ms=arrived.slowest_gap_ms,
            has_suffix=arrived.has_suffix,
        )
        self._session.jobs.run(fn, self._on_found, kind=_TEST)

    def _on_found(self, fault: Fault) -> None:
        finding, *steps = fault.advice
        self._view.show_finding(
            _WORDS[fault.kind], _tone(fault), finding, _detail(self._arrived), steps
        )
        word, is_well = _WORDS[fault.kind], _tone(fault) != "error"
        if is_well:
            self._session.scan_seen.emit()
        else:
            self._session.scan_doubted.emit(word)
        if fault.kind in _NO_VERDICT:  # what an earlier scan found well no longer stands there
            self._session.tell(f"Lần quét này không được ghi nhớ: {word}.", "warning")
            return
        arrived = self._arrived
        profile = profile_of(fault, arrived.device, slowest_gap_ms=arrived.slowest_gap_ms)
        try:
            self._bench.remember(profile)
        except DeskError as error:
            self._session.fail(error)
        else:
            said = f"Đã ghi nhớ kết quả thử cho máy quét này: {word}."
            self._session.tell(said, "ok" if is_well else "warning")

    def _show_paper(self) -> None:
        fn = partial(paper_of_test, self._session.papers)
        self._session.jobs.run(fn, self._on_paper, kind=_PAPER)

    def _on_paper(self, sheet: Sheet) -> None:
        self._desk.show(sheet)
        self._view.show_preview()


def _tone(fault: Fault) -> Tone:
    if fault.kind is FaultKind.OK:
        return "ok"
    return "warning" if fault.kind in _MILD else "error"


def _detail(arrived: Arrived) -> str:
    text = arrived.payload
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    parts = [f"Nhận {len(text)} ký tự, mã thử có {len(TEST_PAYLOAD)}"]
    if arrived.device == KEYBOARD:
        parts.append(f"khoảng nghỉ dài nhất {arrived.slowest_gap_ms:.0f} ms")
        parts.append("có ký tự kết thúc" if arrived.has_suffix else "không có ký tự kết thúc")
    else:
        parts.append("qua cổng COM")
    return " · ".join(parts)
