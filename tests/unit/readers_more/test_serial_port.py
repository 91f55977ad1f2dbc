"""A scanner on a COM port, over real pseudo terminals: pieces, unplugging, noise, no suffix."""

from __future__ import annotations

import os
import queue
import random
import threading
import time
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citizens.payloads import Kind
from citizens.readers.serial_port import (
    IDLE_S,
    Framer,
    Lost,
    Opened,
    Received,
    SerialEvent,
    SerialReader,
    SerialScanner,
    find_scanners,
    locate_scanner,
    open_port,
)
from tests.unit.citizens.made_up import as_cp1258_bytes, make_card, through, wrong_values
from tests.unit.readers_more.test_framing import NEW, OLD, ZONE

WAIT_S = 30.0
NEVER_S = 600.0  # longer than any test may last


class Cable:
    """The scanner's end: a pseudo terminal that can be pulled out and put in again."""

    def __init__(self) -> None:
        self.scanner: SerialScanner | None = None
        self._master = -1
        self._slave = -1

    def plug(self) -> None:
        self._master, self._slave = os.openpty()
        name = os.ttyname(self._slave)
        self.scanner = SerialScanner(name, "Made-up scanner", "usb:0C2E:0001:7", is_likely=True)

    def pull(self) -> None:
        self.scanner = None
        os.close(self._master)
        os.close(self._slave)
        self._master = self._slave = -1

    def send(self, *pieces: bytes, pause_s: float = 0.0) -> None:
        for piece in pieces:
            os.write(self._master, piece)
            time.sleep(pause_s)


class Desk:
    """A reader at work in its thread."""

    def __init__(self, cable: Cable, *, idle_s: float = IDLE_S, retry_s: float = 0.02) -> None:
        self.events: queue.SimpleQueue[SerialEvent] = queue.SimpleQueue()
        self.stop = threading.Event()
        reader = SerialReader(lambda: cable.scanner, idle_s=idle_s, retry_s=retry_s)
        self.thread = threading.Thread(target=reader.run, args=(self.events.put, self.stop))
        self.thread.start()

    def next(self) -> SerialEvent:
        return self.events.get(timeout=WAIT_S)

    def opened(self) -> None:
        assert isinstance(self.next(), Opened)

    def name(self) -> str | None:
        event = self.next()
        assert isinstance(event, Received)
        assert event.reading.person is not None, event.reading.error
        return event.reading.person.full_name

    def close(self) -> None:
        self.stop.set()
        self.thread.join(WAIT_S)
        assert not self.thread.is_alive()


@pytest.fixture
def cable() -> Iterator[Cable]:
    made = Cable()
    made.plug()
    yield made
    if made.scanner is not None:
        made.pull()


@pytest.fixture
def start(cable: Cable) -> Iterator[Callable[..., Desk]]:
    desks: list[Desk] = []

    def begin(idle_s: float = IDLE_S) -> Desk:
        desks.append(Desk(cable, idle_s=idle_s))
        desks[-1].opened()
        return desks[-1]

    yield begin
    for desk in desks:
        desk.close()


@pytest.mark.parametrize("suffix", [b"\r", b"\n", b"\r\n", b"\t"])
def test_each_suffix_ends_one_scan(cable: Cable, start: Callable[..., Desk], suffix: bytes) -> None:
    desk = start()
    cable.send(OLD.encode() + suffix)
    assert desk.name() == "Nguyễn Thị Lan"
    cable.send(NEW.encode() + suffix)
    assert desk.name() == "Hà Văn Hùng"


def test_letters_cut_in_the_middle_are_put_together(
    cable: Cable, start: Callable[..., Desk]
) -> None:
    desk = start(NEVER_S)  # a busy test machine must not look like silence
    data = OLD.encode()
    cut = data.index("ễ".encode()) + 1
    cable.send(data[:cut], data[cut : cut + 1], data[cut + 1 :] + b"\r", pause_s=0.005)
    assert desk.name() == "Nguyễn Thị Lan"


def test_a_scan_without_suffix_ends_with_silence(cable: Cable, start: Callable[..., Desk]) -> None:
    desk = start()
    cable.send(NEW.encode())
    assert desk.name() == "Hà Văn Hùng"


def test_two_scans_in_one_piece_are_two(cable: Cable, start: Callable[..., Desk]) -> None:
    desk = start()
    cable.send(OLD.encode() + b"\r" + NEW.encode() + b"\r")
    assert [desk.name(), desk.name()] == ["Nguyễn Thị Lan", "Hà Văn Hùng"]


def test_two_glued_scans_without_suffix_are_two(cable: Cable, start: Callable[..., Desk]) -> None:
    desk = start()
    cable.send(OLD.encode() + NEW.encode())
    assert [desk.name(), desk.name()] == ["Nguyễn Thị Lan", "Hà Văn Hùng"]


def test_a_zone_of_three_lines_is_one_scan(cable: Cable, start: Callable[..., Desk]) -> None:
    desk = start()
    cable.send("\r\n".join(ZONE).encode() + b"\r\n")
    event = desk.next()
    assert isinstance(event, Received)
    assert event.reading.kind is Kind.MRZ
    assert event.reading.error is None


def test_noise_is_refused_and_the_next_scan_is_read(
    cable: Cable, start: Callable[..., Desk]
) -> None:
    desk = start()
    cable.send(bytes(b for b in random.Random(3).randbytes(200) if b not in b"\r\n\t"))
    event = desk.next()
    assert isinstance(event, Received)
    assert event.reading.error is not None
    assert event.reading.person is None
    cable.send(OLD.encode() + b"\r")
    assert desk.name() == "Nguyễn Thị Lan"


@pytest.mark.parametrize(
    "damage",
    [
        as_cp1258_bytes,
        lambda text: through("cp1252")(text).encode(),
        lambda text: text.encode().hex().encode(),
    ],
    ids=["real-cp1258", "utf8-twice", "hex"],
)
def test_bytes_of_a_badly_set_scanner_go_through_the_ladder(
    cable: Cable, start: Callable[..., Desk], damage: Callable[[str], bytes]
) -> None:
    desk = start()
    card = make_card(11)
    cable.send(damage(card.payload) + b"\r")
    event = desk.next()
    assert isinstance(event, Received)
    person = event.reading.person
    assert person is not None
    assert wrong_values(card, person) - set(person.review) == set()
    assert person.full_name == card.name


def test_a_pulled_cable_is_told_and_the_scanner_is_found_again_on_another_port(
    cable: Cable, start: Callable[..., Desk]
) -> None:
    desk = start(NEVER_S)
    cable.send(b"025190000222|131000456|Nguy")
    time.sleep(0.03)
    cable.pull()
    lost = desk.next()
    assert isinstance(lost, Lost)
    assert lost.error.code == "DEV-02"
    cable.plug()
    desk.opened()
    cable.send(NEW.encode() + b"\r")
    assert desk.name() == "Hà Văn Hùng"  # and nothing of the half scan


def test_a_whole_card_just_before_the_cable_is_pulled_is_kept() -> None:
    framer = Framer()
    assert framer.feed(OLD.encode(), 1.0) == []
    assert framer.cut() == [OLD.encode()]
    framer.feed(OLD.encode()[:40], 1.0)
    assert framer.cut() == []


def test_a_taken_port_is_told_once_and_opened_when_it_is_free(cable: Cable) -> None:
    assert cable.scanner is not None
    other = open_port(cable.scanner.port)
    desk = Desk(cable)
    try:
        refused = desk.next()
        assert isinstance(refused, Lost)
        assert refused.error.code == "DEV-01"
        time.sleep(0.1)
        assert desk.events.empty()
        other.close()
        desk.opened()
    finally:
        desk.close()


def test_stopping_takes_a_moment_with_and_without_a_scanner(cable: Cable) -> None:
    desk = Desk(cable, idle_s=NEVER_S, retry_s=NEVER_S)
    desk.opened()
    desk.close()
    cable.scanner = None
    Desk(cable, idle_s=NEVER_S, retry_s=NEVER_S).close()  # the next look is ten minutes away


def test_events_show_no_personal_data(cable: Cable, start: Callable[..., Desk]) -> None:
    desk = start()
    cable.send(OLD.encode() + b"\r")
    shown = repr(desk.next())
    assert "025190000222" not in shown
    assert "Lan" not in shown


def test_a_stream_without_end_is_dropped_until_it_falls_silent() -> None:
    framer = Framer(idle_s=0.07)
    for tick in range(10):
        assert framer.feed(b"\xaa" * 1000, tick * 0.01) == []
    assert framer.tick(0.2) == []
    assert framer.feed(OLD.encode() + b"\r", 0.3) == [OLD.encode()]


def test_a_busy_pc_does_not_cut_a_scan() -> None:
    """Half a second between two reads is no silence: the bytes lay waiting."""
    framer = Framer(idle_s=0.07)
    assert framer.feed(OLD.encode()[:50], 0.0) == []
    assert framer.feed(OLD.encode()[50:], 0.5) == []
    assert framer.tick(0.52) == []
    assert framer.tick(0.58) == [OLD.encode()]


@given(st.lists(st.integers(1, 400), max_size=12), st.sampled_from(["\r", "\r\n", "\t"]))
def test_the_pieces_make_no_difference(cuts: list[int], suffix: str) -> None:
    data = "".join(text + suffix for text in (OLD, NEW, "H44.10-240105-0001")).encode()
    framer = Framer()
    scans: list[bytes] = []
    edges = sorted({0, *(c for c in cuts if c < len(data)), len(data)})
    for start_at, end in pairwise(edges):
        scans += framer.feed(data[start_at:end], 0.0)
    scans += framer.tick(1.0)
    assert [scan.decode() for scan in scans] == [OLD, NEW, "H44.10-240105-0001"]


def test_the_chosen_scanner_is_known_by_identity_on_any_port() -> None:
    ports = [
        SerialScanner("COM3", "Modem", "usb:1234:0001:"),
        SerialScanner("COM9", "Scanner", "usb:0C2E:0B61:77", is_likely=True),
    ]
    found = locate_scanner("usb:0C2E:0B61:77", lambda: ports)()
    assert found is not None
    assert found.port == "COM9"
    assert locate_scanner("COM3", lambda: ports)() is ports[0]
    assert locate_scanner("usb:0C2E:0B61:78", lambda: ports)() is None


def test_a_port_that_does_not_look_like_a_scanner_is_never_opened_unasked() -> None:
    ports = [
        SerialScanner("COM1", "Communications Port"),
        SerialScanner("COM3", "Modem", "usb:1:1:"),
    ]
    assert locate_scanner(find=lambda: ports)() is None


def test_makers_and_words_tell_a_scanner_and_a_printer_is_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from serial.tools import list_ports
    from serial.tools.list_ports_common import ListPortInfo

    def port(name: str, vid: int | None, product: str) -> ListPortInfo:
        info = ListPortInfo(name, skip_link_detection=True)
        info.vid, info.pid, info.product, info.serial_number = vid, 1, product, "9"
        return info

    ports = [
        port("COM1", None, "Communications Port"),
        port("COM4", 0x0A5F, "ZTC ZD220 label printer"),
        port("COM5", 0x9999, "2D Barcode Reader"),
        port("COM6", 0x1EAB, "NLS-HR22"),
    ]
    monkeypatch.setattr(list_ports, "comports", lambda: ports)
    found = find_scanners()
    assert [(s.port, s.is_likely) for s in found] == [
        ("COM5", True), ("COM6", True), ("COM1", False), ("COM4", False),
    ]  # fmt: skip
    assert found[1].identity == "usb:1EAB:0001:9"
    assert found[2].identity == ""


def test_the_ports_of_this_pc_are_listed_without_trouble() -> None:
    assert all(scanner.port for scanner in find_scanners())
