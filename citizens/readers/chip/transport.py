"""Where command bytes go: a port for cards, and PC/SC readers through pyscard (extra `chip`).

pyscard is kept for Windows, where it has wheels (146 kB) and winscard is part of the system.
"""

from __future__ import annotations

from contextlib import suppress
from types import ModuleType
from typing import Any, Protocol

from citizens.readers.chip.refusals import refusal

_MORE = 0x61  # SW1: so many bytes can be fetched
_WRONG_LE = 0x6C  # SW1: ask again for so many bytes
_GET_RESPONSE = b"\x00\xc0\x00\x00"


class CardTransport(Protocol):
    """A card on a reader."""

    def transmit(self, command: bytes) -> tuple[bytes, int]:
        """Send one command; return data and status word. Raise DeviceError CHIP-03 when gone."""

    def close(self) -> None:
        """Let go of the card."""


class PcscTransport:
    """The card on a PC/SC reader."""

    def __init__(self, reader: str = "") -> None:
        """Take the card on the named reader, or on the first that has one.

        Raises DeviceError CHIP-01 (no reader, or no pyscard) or CHIP-02 (no card).
        """
        self._connection = _connected(reader)

    def transmit(self, command: bytes) -> tuple[bytes, int]:
        """Send one command; fetch what a card with protocol T=0 holds back."""
        data, status = self._send(command)
        if status >> 8 == _WRONG_LE:
            data, status = self._send(command[:-1] + bytes((status & 0xFF,)))
        while status >> 8 == _MORE:
            more, status = self._send(_GET_RESPONSE + bytes((status & 0xFF,)))
            data += more
        return data, status

    def _send(self, command: bytes) -> tuple[bytes, int]:
        try:
            data, sw1, sw2 = self._connection.transmit(list(command))
        except _pcsc_errors() as error:
            raise refusal("CHIP-03", type(error).__name__) from error
        return bytes(data), sw1 << 8 | sw2

    def close(self) -> None:
        """Let go of the card, also when it is already gone."""
        with suppress(*_pcsc_errors()):
            self._connection.disconnect()


def find_readers() -> list[str]:
    """Return the names of the PC/SC readers; raise DeviceError CHIP-01 when there can be none."""
    return [str(reader) for reader in _readers()]


def is_installed() -> bool:
    """Whether the extra `chip` is there; does not load it."""
    from importlib.util import find_spec

    return find_spec("smartcard") is not None


def _readers() -> list[Any]:
    _pyscard()
    from smartcard.System import readers

    try:
        found: list[Any] = readers()
    except _pcsc_errors() as error:  # the smart card service does not run
        raise refusal("CHIP-01", type(error).__name__) from error
    return found


def _connected(name: str) -> Any:  # noqa: ANN401  pyscard has no types
    found = [reader for reader in _readers() if not name or str(reader) == name]
    if not found:
        raise refusal("CHIP-01", "no reader")
    reason = ""
    for reader in found:
        connection = reader.createConnection()
        try:
            connection.connect()
        except _pcsc_errors() as error:
            reason = type(error).__name__
            continue
        return connection
    raise refusal("CHIP-02", reason)


def _pcsc_errors() -> tuple[type[Exception], ...]:
    """What pyscard raises: its two families have no common base of their own."""
    from smartcard.Exceptions import SmartcardException
    from smartcard.pcsc.PCSCExceptions import BaseSCardException

    return SmartcardException, BaseSCardException


def _pyscard() -> ModuleType:
    try:
        import smartcard
    except (ImportError, OSError) as error:
        raise refusal("CHIP-01", type(error).__name__) from error
    module: ModuleType = smartcard
    return module
