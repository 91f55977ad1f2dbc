"""A chip from the panel to the people of a case; the card answers as real chips are said to."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from base.paths import DataDir
from citizens.person import DocumentKind
from citizens.readers.chip.reading import CHIP_ALLOWED
from citizens.readers.chip.transport import PcscTransport
from tests.conftest import Desk
from tests.gui.conftest import FATHER, MOTHER, WAIT_MS, Counter
from tests.unit.readers_more.chip_card import ChipCard
from tests.unit.readers_more.test_chip_over_pcsc import (
    DEBIAN_PACKAGES,
    VirtualCard,
    _system_version,
)
from ui.pages.chip.view import ChipPanel

LABEL = "dữ liệu chip khớp, chưa xác minh chữ ký quốc gia"


@pytest.fixture
def panel(counter: Counter) -> ChipPanel:
    return counter.pages.readers.chip_panel


def open_chip(counter: Counter, card: ChipCard) -> None:
    counter.pages.readers.chip.card_of = lambda: card
    counter.pages.readers.open_chip()


def texts(panel: ChipPanel) -> str:
    return "\n".join(item.text() for item in panel.findChildren(QLabel) if item.isVisible())


def click(panel: ChipPanel, name: str) -> None:
    buttons = panel.findChildren(QPushButton)
    next(b for b in buttons if b.accessibleName() == name and b.isVisible()).click()


def until(counter: Counter, condition: Callable[[], bool]) -> None:
    counter.bot.waitUntil(condition, timeout=WAIT_MS)


def test_the_chip_of_a_scanned_person_takes_the_place_of_the_scan(
    counter: Counter, panel: ChipPanel
) -> None:
    counter.open_case()
    counter.scan(FATHER, "father")
    open_chip(counter, ChipCard())
    assert panel.number.text == "025 090 000 123"
    assert panel.birth.text == "01/02/1990"
    assert panel.expiry.text == ""
    assert panel.expiry.line.hasFocus()
    panel.expiry.line.setText("01022030")
    click(panel, "Đọc chip")
    until(counter, lambda: LABEL in panel.said())
    counter.settle()
    assert "Hà Văn Hùng" in panel.said()
    assert "Mường" in panel.said()
    assert "Không" not in panel.said()  # religion is nobody's business here
    case = counter.pages.intake.keeper.case
    assert case is not None
    assert case.people["father"].origins["residence"].document is DocumentKind.CHIP
    assert case.people["father"].father_name == "Hà Văn Sơn"
    assert case.waiting == []
    assert "đã thay bằng dữ liệu đọc từ chip" in counter.window.bar.text


def test_a_person_typed_from_the_card_waits_for_a_role_like_a_scanned_one(
    counter: Counter, panel: ChipPanel
) -> None:
    counter.open_case()
    counter.scan(MOTHER, "mother")
    open_chip(counter, ChipCard())
    assert panel.people.count() == 2
    panel.people.setCurrentIndex(1)
    panel.people.activated.emit(1)
    for item, text in zip(panel.lines, ("025090000123", "1/2/1990", "01/02/2030"), strict=True):
        assert item.text == ""
        item.line.setText(text)
    panel.expiry.line.returnPressed.emit()
    until(counter, lambda: LABEL in panel.said())
    case = counter.pages.intake.keeper.case
    assert case is not None
    assert [person.full_name for person in case.waiting] == ["Hà Văn Hùng"]


def test_before_a_case_the_person_waits_in_the_tray(counter: Counter, panel: ChipPanel) -> None:
    tray = counter.pages.intake_view.start.tray
    counter.scan(FATHER)
    open_chip(counter, ChipCard())
    assert panel.number.text == "025 090 000 123"
    panel.expiry.line.setText("01/02/2030")
    click(panel, "Đọc chip")
    until(counter, lambda: LABEL in panel.said())
    until(counter, lambda: tray.said().count("Hà Văn Hùng") == 1)


@pytest.mark.parametrize(
    ("values", "place", "word"),
    [
        (("0250900001", "01/02/1990", "01/02/2030"), 0, "12 số"),
        (("025090000123", "1990", "01/02/2030"), 1, "đủ ngày"),
        (("025090000123", "01/02/1990", "31/02/2030"), 2, "đủ ngày"),
    ],
)
def test_what_cannot_open_a_chip_is_said_beside_its_line(
    counter: Counter, panel: ChipPanel, values: tuple[str, ...], place: int, word: str
) -> None:
    card = ChipCard()
    open_chip(counter, card)
    panel.fill(*values)
    click(panel, "Đọc chip")
    assert word in panel.lines[place].problem
    assert panel.lines[place].line.hasFocus()
    assert card.commands == []


def test_a_wrong_date_is_refused_in_the_panel_and_can_be_mended(
    counter: Counter, panel: ChipPanel
) -> None:
    open_chip(counter, ChipCard())
    panel.fill("025090000123", "01/02/1990", "02/02/2030")
    click(panel, "Đọc chip")
    until(counter, lambda: "CHIP-04" in panel.said())
    panel.fill("025090000123", "01/02/1990", "01/02/2030")
    click(panel, "Đọc chip")
    until(counter, lambda: LABEL in panel.said())


def test_after_one_chip_another_can_be_read(counter: Counter, panel: ChipPanel) -> None:
    counter.scan(FATHER)
    open_chip(counter, ChipCard())
    panel.expiry.line.setText("01/02/2030")
    click(panel, "Đọc chip")
    until(counter, lambda: LABEL in panel.said())
    click(panel, "Đọc chip khác")
    assert [item.text for item in panel.lines] == ["", "", ""]
    assert panel.number.line.hasFocus()


class SlowCard(ChipCard):
    """Stands still in its second step, so that somebody can lose patience."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = threading.Event()

    def transmit(self, command: bytes) -> tuple[bytes, int]:
        if self.keys is not None:
            self.go_on.wait(WAIT_MS / 1000)
        return super().transmit(command)


def test_a_reading_shows_its_steps_and_can_be_stopped(counter: Counter, panel: ChipPanel) -> None:
    card = SlowCard()
    open_chip(counter, card)
    panel.fill("025090000123", "01/02/1990", "01/02/2030")
    click(panel, "Đọc chip")
    until(counter, lambda: "bước 2/4" in panel.said())
    assert not card.is_closed
    click(panel, "Dừng")
    assert panel.said() == ""
    card.go_on.set()
    until(counter, lambda: card.is_closed)
    counter.settle()
    assert panel.said() == ""
    assert "Hà Văn Hùng" not in counter.pages.intake_view.start.tray.said()


def test_closing_forgets_everybody(counter: Counter, panel: ChipPanel) -> None:
    open_chip(counter, ChipCard())
    panel.fill("025090000123", "01/02/1990", "01/02/2030")
    click(panel, "Đọc chip")
    until(counter, lambda: LABEL in panel.said())
    counter.window.show_page("outbox")
    assert not panel.isVisible()
    assert [item.text for item in panel.lines] == ["", "", ""]
    until(
        counter,
        lambda: "Hùng" not in "".join(item.text() for item in panel.findChildren(QLabel)),
    )


def test_that_pace_is_missing_is_said(counter: Counter, panel: ChipPanel) -> None:
    open_chip(counter, ChipCard())
    assert "PACE" in texts(panel)


@pytest.mark.parametrize("allowed", [True, False])
@pytest.mark.parametrize("readers", [["Đầu đọc thử"], []])
def test_the_chip_is_offered_where_it_is_allowed_and_a_reader_is_there(
    start: Callable[[Desk], Counter],
    desk: Desk,
    data_dir: DataDir,
    readers: list[str],
    allowed: bool,
) -> None:
    data_dir.make()
    data_dir.settings_file.write_text(json.dumps({CHIP_ALLOWED.key: allowed}), encoding="utf-8")
    counter = start(desk)
    counter.pages.readers.find = lambda: readers
    counter.pages.readers.look_for_chip_readers()
    counter.settle()
    button = counter.pages.intake_view.start.ways.chip
    assert button.isVisible() is (allowed and bool(readers))
    if button.isVisible():
        button.click()
        assert counter.pages.readers.chip_panel.isVisible()


@pytest.fixture
def service() -> Iterator[None]:
    """Our own pcscd with the virtual reader's driver."""
    program = shutil.which("pcscd", path="/usr/sbin:/usr/bin:/sbin:/bin")
    if program is None:
        pytest.fail("apt-get install pcscd vsmartcard-vpcd python3-pyscard")
    process = subprocess.Popen([program, "--foreground"], stdout=subprocess.DEVNULL)
    yield
    process.terminate()
    process.wait(10)


@pytest.mark.enable_socket
@pytest.mark.skipif(
    _system_version() != f"{sys.version_info[0]} {sys.version_info[1]}",
    reason="Debian builds pyscard for its own Python alone",
)
def test_a_card_on_a_real_reader_service_is_read(
    counter: Counter, panel: ChipPanel, service: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(DEBIAN_PACKAGES)
    sys.path.remove(DEBIAN_PACKAGES)
    sys.path.append(DEBIAN_PACKAGES)  # last: only what is not installed here comes from there
    readers = counter.pages.readers
    readers.chip.card_of = PcscTransport
    found: list[str] = []
    for _ in range(300):
        found = [name for name in readers.find() if "Virtual PCD" in name]
        if found:
            break
        threading.Event().wait(0.05)
    assert found
    readers.open_chip()
    panel.fill("025090000123", "01/02/1990", "01/02/2030")
    click(panel, "Đọc chip")
    until(counter, lambda: "CHIP-02" in panel.said())
    virtual = VirtualCard(ChipCard())
    try:
        for _ in range(300):  # the service looks for cards now and then
            click(panel, "Đọc chip")
            until(counter, lambda: panel.said() != "" and "Đang đọc" not in panel.said())
            if "CHIP-02" not in panel.said():
                break
            threading.Event().wait(0.05)
        assert LABEL in panel.said()
        until(counter, lambda: "Hà Văn Hùng" in counter.pages.intake_view.start.tray.said())
    finally:
        virtual.lift()
