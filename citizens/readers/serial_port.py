"""A scanner in virtual COM mode (USB-CDC) or on a serial port: whole bytes, no keyboard between.

`SerialReader.run` blocks and belongs in a worker thread. It finds the scanner, opens it, delivers
scans, and when the cable is pulled waits for the scanner to come back, on whatever port that is.
The baud rate does not matter for USB-CDC; 9600 8N1 is the factory setting of real serial ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event
from time import monotonic
from typing import Any, Protocol

from base.errors import DeviceError
from citizens.readers.framing import LINE_ENDS, LONGEST, is_whole_card, scans_in, wants_more
from citizens.readers.scanner_profile import NO_PROFILE, ScannerProfile, read_scanned
from citizens.reading import Reading

IDLE_S = 0.07
_READ_S = 0.02
_RETRY_S = 0.7
_CHUNK = 4096

# Makers of barcode scanners by USB vendor id (public list usb.ids). Zebra's 0A5F makes printers.
_MAKERS = frozenset(
    (0x0536, 0x05E0, 0x05F9, 0x067E, 0x076D, 0x080C, 0x0ACD, 0x0C2E, 0x10AC, 0x1306, 0x1777, 0x1EAB)
)
_WORDS = ("scanner", "barcode", "bar code", "imager", "qr code")


@dataclass(frozen=True, slots=True)
class SerialScanner:
    """A port; `identity` stays when the scanner comes back on another port, "" if it has none.

    `is_likely`: maker or name says that it is a scanner, so it may be opened without asking.
    """

    port: str
    name: str = ""
    identity: str = ""
    is_likely: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """The scanner is ready."""

    scanner: SerialScanner


@dataclass(frozen=True, slots=True)
class Lost:
    """The scanner does not answer (DEV-02) or cannot be opened (DEV-01); it is tried again."""

    scanner: SerialScanner
    error: DeviceError


@dataclass(frozen=True, slots=True)
class Received:
    """One scan, as it came and as it reads."""

    payload: bytes = field(repr=False)
    reading: Reading = field(repr=False)


SerialEvent = Opened | Lost | Received
Locate = Callable[[], SerialScanner | None]


class Port(Protocol):
    """What the reader needs of an open port."""

    def read(self, size: int, /) -> bytes:
        """Return what came within a moment, b"" when nothing did; raise OSError when it is gone."""

    def close(self) -> None:
        """Give the port back."""


class Framer:
    """Bytes in any pieces to whole scans: a line end ends one, or silence does."""

    def __init__(self, idle_s: float = IDLE_S) -> None:
        self._idle_s = idle_s
        self._held = bytearray()
        self._last = 0.0
        self._is_flooded = False

    def feed(self, data: bytes, now: float) -> list[bytes]:
        """Take bytes that came at `now` (monotonic seconds); return the scans that are whole.

        A late call proves no silence (the PC was busy): only `tick`, after an empty read, does.
        """
        scans: list[bytes] = []
        self._last = now
        for byte in data:
            self._held.append(byte)
            if chr(byte) in LINE_ENDS and not wants_more(self._text()):
                scans += self._take()
        if len(self._held) > LONGEST:  # no scanner: noise until it falls silent
            self._is_flooded = True
            self._held.clear()
        return scans

    def tick(self, now: float) -> list[bytes]:
        """Return what silence has ended by `now`; call it when a read gave nothing."""
        is_silent = now - self._last >= self._idle_s
        return self._take() if is_silent else []

    def cut(self) -> list[bytes]:
        """Return what is whole when the cable is pulled; the rest is dropped."""
        return [scan for scan in self._take() if is_whole_card(scan.decode("latin-1"))]

    def _text(self) -> str:
        return self._held.decode("latin-1")  # one character a byte; structure is ASCII

    def _take(self) -> list[bytes]:
        scans = [] if self._is_flooded else scans_in(self._text())
        self._held.clear()
        self._is_flooded = False
        return [scan.encode("latin-1") for scan in scans]


class SerialReader:
    """Reads one scanner until told to stop; owns its port, shares nothing."""

    def __init__(
        self,
        locate: Locate | None = None,
        *,
        profile: ScannerProfile = NO_PROFILE,
        opener: Callable[[str], Port] | None = None,
        idle_s: float = IDLE_S,
        retry_s: float = _RETRY_S,
    ) -> None:
        self._locate = locate or locate_scanner()
        self._profile = profile
        self._opener = opener or open_port
        self._idle_s = idle_s
        self._retry_s = retry_s
        self._refused: SerialScanner | None = None

    def run(self, on_event: Callable[[SerialEvent], None], stop: Event) -> None:
        """Deliver events from this thread until `stop` is set (noticed within a moment)."""
        while not stop.is_set():
            scanner = self._locate()
            port = None if scanner is None else self._try_open(scanner, on_event)
            if scanner is None or port is None:
                stop.wait(self._retry_s)
                continue
            framer = Framer(self._idle_s)
            try:
                on_event(Opened(scanner))
                self._listen(port, framer, on_event, stop)
            except _port_errors() as error:
                self._deliver(framer.cut(), on_event)
                on_event(Lost(scanner, _unplugged(error)))
            finally:
                with suppress(*_port_errors()):
                    port.close()

    def _try_open(
        self, scanner: SerialScanner, on_event: Callable[[SerialEvent], None]
    ) -> Port | None:
        """Open the port; a refusal is told once, not at every try."""
        try:
            port = self._opener(scanner.port)
        except _port_errors() as error:
            if self._refused != scanner:
                self._refused = scanner
                on_event(Lost(scanner, _refused(error)))
            return None
        self._refused = None
        return port

    def _listen(
        self, port: Port, framer: Framer, on_event: Callable[[SerialEvent], None], stop: Event
    ) -> None:
        while not stop.is_set():
            data = port.read(_CHUNK)
            now = monotonic()
            self._deliver(framer.feed(data, now) if data else framer.tick(now), on_event)

    def _deliver(self, scans: list[bytes], on_event: Callable[[SerialEvent], None]) -> None:
        for scan in scans:
            on_event(Received(scan, read_scanned(scan, self._profile)))


def find_scanners() -> list[SerialScanner]:
    """Return the serial ports of this PC, likely scanners first; Bluetooth and modems too."""
    from serial.tools.list_ports import comports

    found = [_scanner(info) for info in comports()]
    return sorted(found, key=lambda scanner: (not scanner.is_likely, scanner.port))


def locate_scanner(
    chosen: str = "", find: Callable[[], list[SerialScanner]] = find_scanners
) -> Locate:
    """Return a search for the chosen scanner (identity or port), or for the first likely one.

    A port that is not chosen and does not look like a scanner is never opened: that would reset
    or dial some devices.
    """

    def locate() -> SerialScanner | None:
        for scanner in find():
            if chosen in (scanner.identity, scanner.port) if chosen else scanner.is_likely:
                return scanner
        return None

    return locate


def open_port(name: str) -> Port:
    """Open a port for this program alone; raise OSError when it is taken or gone."""
    from serial import Serial

    port: Port = Serial(name, 9600, timeout=_READ_S, write_timeout=_READ_S, exclusive=True)
    return port


def _scanner(info: Any) -> SerialScanner:  # noqa: ANN401  pySerial has no types
    words = f"{info.manufacturer or ''} {info.product or ''} {info.description or ''}".lower()
    identity = ""
    if info.vid is not None:
        identity = f"usb:{info.vid:04X}:{info.pid or 0:04X}:{info.serial_number or ''}"
    is_likely = info.vid in _MAKERS or (info.vid is not None and any(w in words for w in _WORDS))
    return SerialScanner(info.device, info.product or info.description or "", identity, is_likely)


def _port_errors() -> tuple[type[Exception], ...]:
    """What an open port raises when it vanishes; termios has an error of its own, on Linux."""
    return (OSError, *_termios_errors())


def _termios_errors() -> Iterator[type[Exception]]:
    with suppress(ImportError):
        import termios

        yield termios.error


def _refused(error: Exception) -> DeviceError:
    return DeviceError(
        "DEV-01",
        "Chưa mở được cổng COM của máy quét: cổng đang bị phần mềm khác giữ hoặc không có quyền.",
        "Đóng phần mềm kia, rút cáp máy quét rồi cắm lại; phần mềm tự thử lại.",
        detail=f"{type(error).__name__} errno {getattr(error, 'errno', None)}",
    )


def _unplugged(error: Exception) -> DeviceError:
    return DeviceError(
        "DEV-02",
        "Mất kết nối với máy quét.",
        "Kiểm tra cáp rồi cắm lại; phần mềm tự nối lại. Trong lúc chờ có thể nhập tay (F4).",
        detail=f"{type(error).__name__} errno {getattr(error, 'errno', None)}",
    )
