"""Commands and answers under session keys: encrypted, counted, with a MAC (ICAO 9303-11, 9.8)."""

from __future__ import annotations

import hmac

from citizens.readers.chip import crypto
from citizens.readers.chip.refusals import refusal
from citizens.readers.chip.tlv import encode, parse
from citizens.readers.chip.transport import CardTransport

_SECURE = 0x0C
_DATA, _LENGTH, _STATUS, _MAC = 0x87, 0x97, 0x99, 0x8E
_PLAIN = b"\x01"  # padding with 80 00 …
_HEADER = 4
_OK = 0x9000


class SecureChannel:
    """A card after authentication; used as the transport was before."""

    def __init__(
        self, transport: CardTransport, encryption_key: bytes, mac_key: bytes, counter: int
    ) -> None:
        self._transport = transport
        self._encryption_key = encryption_key
        self._mac_key = mac_key
        self._counter = counter

    def transmit(self, command: bytes) -> tuple[bytes, int]:
        """Send a plain short command protected; return plain data and status.

        Raises DeviceError CHIP-03 when the answer is not the chip's own.
        """
        answer, status = self._transport.transmit(self._protected(command))
        if not answer:  # a chip may refuse in the clear, never agree
            if status == _OK:
                raise refusal("CHIP-03", "unprotected answer")
            return b"", status
        try:
            return self._opened(answer)
        except ValueError as error:
            raise refusal("CHIP-03", f"secure messaging {status:04X}") from error

    def close(self) -> None:
        """Let go of the card."""
        self._transport.close()

    def _protected(self, command: bytes) -> bytes:
        header = bytes((command[0] | _SECURE,)) + command[1:_HEADER]
        data, expected = _body(command[_HEADER:])
        objects = b""
        if data:
            secret = crypto.encrypt(self._encryption_key, crypto.pad(data))
            objects += encode(_DATA, _PLAIN + secret)
        if expected:
            objects += encode(_LENGTH, expected)
        counted = self._next_counter() + crypto.pad(header) + objects
        objects += encode(_MAC, crypto.mac(self._mac_key, counted))
        return header + bytes((len(objects),)) + objects + b"\x00"

    def _opened(self, answer: bytes) -> tuple[bytes, int]:
        objects = {found.tag: found.value for found in parse(answer)}
        covered = b"".join(
            encode(tag, value) for tag, value in objects.items() if tag in (_DATA, _STATUS)
        )
        expected = crypto.mac(self._mac_key, self._next_counter() + covered)
        if not hmac.compare_digest(expected, objects.get(_MAC, b"")):
            raise ValueError("mac")
        data = b""
        if secret := objects.get(_DATA, b""):
            if secret[:1] != _PLAIN:
                raise ValueError("padding indicator")
            data = crypto.unpad(crypto.decrypt(self._encryption_key, secret[1:]))
        status = objects.get(_STATUS, b"")
        if len(status) != 2:
            raise ValueError("status")
        return data, int.from_bytes(status, "big")

    def _next_counter(self) -> bytes:
        self._counter = (self._counter + 1) % (1 << 64)
        return self._counter.to_bytes(8, "big")


def _body(body: bytes) -> tuple[bytes, bytes]:
    """Part the body of a short command into its data and the expected length."""
    if len(body) <= 1:
        return b"", body
    size = body[0]
    return body[1 : 1 + size], body[1 + size :]
