"""The PC/SC layer: a real pcscd, a virtual reader (vpcd), and the made-up card at its socket."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import pytest

from base.errors import DeviceError
from base.paths import PROJECT_DIR
from citizens.readers.chip.transport import PcscTransport, find_readers
from tests.unit.readers_more.chip_card import ChipCard

PORT = 35963
ATR = bytes.fromhex("3B80800101")  # contactless, T=1
DEBIAN_PACKAGES = "/usr/lib/python3/dist-packages"  # python3-pyscard; the wheel needs a compiler
OFF, ON, RESET, TELL_ATR = b"\x00", b"\x01", b"\x02", b"\x04"


class VirtualCard:
    """Holds a card onto vpcd's reader: two bytes of length, then a command or one control byte."""

    def __init__(self, card: ChipCard) -> None:
        self.card = card
        self._line = socket.create_connection(("127.0.0.1", PORT), timeout=5)
        self._line.settimeout(None)
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def lift(self) -> None:
        with suppress(OSError):
            self._line.shutdown(socket.SHUT_RDWR)
        self._line.close()
        self._thread.join(5)

    def _serve(self) -> None:
        with suppress(OSError):
            while size := self._read(2):
                self._answer(self._read(int.from_bytes(size, "big")))

    def _answer(self, message: bytes) -> None:
        if message == TELL_ATR:
            self._send(ATR)
        elif message not in (OFF, ON, RESET):
            data, status = self.card.transmit(message)
            self._send(data + status.to_bytes(2, "big"))

    def _read(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            part = self._line.recv(size - len(data))
            if not part:
                return b""
            data += part
        return data

    def _send(self, data: bytes) -> None:
        self._line.sendall(len(data).to_bytes(2, "big") + data)


# pyscard keeps its context for the life of a process, so the reader's side has one of its own.
SCRIPT = """
import sys, time
try:
    import smartcard
except ImportError:
    sys.path.append(sys.argv[1])
from datetime import date
from base.errors import DeviceError
from citizens.readers.chip.bac import AccessKey
from citizens.readers.chip.reading import read_chip
from citizens.readers.chip.transport import PcscTransport, find_readers

def again(act, code):
    for _ in range(300):
        try:
            return act()
        except DeviceError as error:
            if error.code != code:
                raise
        time.sleep(0.05)
    raise SystemExit("too late")

def gone():
    for _ in range(300):
        card.transmit(bytes.fromhex("0084000008"))
        time.sleep(0.05)

def code_of(act):
    try:
        act()
    except DeviceError as error:
        return error.code

def say(*words):
    print(*words, flush=True)

say(again(lambda: [name for name in find_readers() if "Virtual PCD" in name][0], "CHIP-01"))
say(code_of(PcscTransport))
card = again(PcscTransport, "CHIP-02")
key = AccessKey.of_card("025090000123", date(1990, 2, 1), date(2030, 2, 1))
say(ascii(read_chip(card, key).person.full_name))
say(card.transmit(bytes.fromhex("00A4000C023F00")))
say(code_of(gone))
card.close()
"""


@pytest.fixture
def service() -> Iterator[None]:
    """Our own pcscd with vpcd's driver; it ends with the test."""
    program = shutil.which("pcscd", path="/usr/sbin:/usr/bin:/sbin:/bin")
    if program is None:
        pytest.fail("apt-get install pcscd vsmartcard-vpcd python3-pyscard")
    process = subprocess.Popen([program, "--foreground"], stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def reader(service: None) -> Iterator[Callable[[], str]]:
    """The reader's side; returns what it says next."""
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, DEBIAN_PACKAGES],
        cwd=PROJECT_DIR,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    lines = process.stdout
    try:
        yield lambda: lines.readline().strip()
    finally:
        process.kill()
        process.communicate(timeout=10)


def _system_version() -> str:
    done = subprocess.run(
        ["/usr/bin/python3", "-c", "import sys; print(*sys.version_info[:2])"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout.strip()


@pytest.mark.enable_socket
@pytest.mark.skipif(
    _system_version() != f"{sys.version_info[0]} {sys.version_info[1]}",
    reason="Debian builds pyscard for its own Python alone",
)
def test_a_card_on_a_reader_is_read_and_its_removal_is_told(reader: Callable[[], str]) -> None:
    assert reader() == "Virtual PCD 00 00"
    assert reader() == "CHIP-02"
    virtual = VirtualCard(ChipCard())
    try:
        assert reader() == ascii("Hà Văn Hùng")
        assert reader() == "(b'', 27904)"  # 6D00: no master file
    finally:
        virtual.lift()
    assert reader() == "CHIP-03"


def test_without_pyscard_the_chip_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "smartcard", None)
    with pytest.raises(DeviceError) as caught:
        find_readers()
    assert caught.value.code == "CHIP-01"


def test_without_the_service_the_chip_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    class SmartcardException(Exception):
        pass

    def readers() -> list[Any]:
        raise SmartcardException

    _fake_pyscard(monkeypatch, SmartcardException, readers)
    with pytest.raises(DeviceError) as caught:
        find_readers()
    assert caught.value.code == "CHIP-01"
    assert caught.value.detail == "SmartcardException"


def test_a_card_that_holds_answers_back_is_asked_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Protocol T=0: 61xx = fetch, 6Cxx = ask again with this length."""
    sent: list[list[int]] = []
    answers = iter([([], 0x6C, 4), ([1, 2], 0x61, 2), ([3, 4], 0x90, 0)])

    class Connection:
        def connect(self) -> None:
            pass

        def transmit(self, command: list[int]) -> tuple[list[int], int, int]:
            sent.append(command)
            return next(answers)

    class Reader:
        def createConnection(self) -> Connection:
            return Connection()

    _fake_pyscard(monkeypatch, ValueError, lambda: [Reader()])
    assert PcscTransport().transmit(bytes.fromhex("00B0000000")) == (b"\1\2\3\4", 0x9000)
    assert sent == [[0, 0xB0, 0, 0, 0], [0, 0xB0, 0, 0, 4], [0, 0xC0, 0, 0, 2]]


def _fake_pyscard(monkeypatch: pytest.MonkeyPatch, error: type[Exception], readers: object) -> None:
    parts: dict[str, Any] = {
        "smartcard": SimpleNamespace(),
        "smartcard.pcsc": SimpleNamespace(),
        "smartcard.Exceptions": SimpleNamespace(SmartcardException=error),
        "smartcard.pcsc.PCSCExceptions": SimpleNamespace(BaseSCardException=error),
        "smartcard.System": SimpleNamespace(readers=readers),
    }
    for name, module in parts.items():
        monkeypatch.setitem(sys.modules, name, module)
