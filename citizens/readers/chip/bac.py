"""Basic Access Control: whoever can read the card's back may read its chip (ICAO 9303-11, 4.3)."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from citizens.codes.mrz import check_digit, read_mrz
from citizens.person import Person
from citizens.readers.chip import crypto
from citizens.readers.chip.refusals import refusal
from citizens.readers.chip.secure_messaging import SecureChannel
from citizens.readers.chip.transport import CardTransport

_OK = 0x9000
_GET_CHALLENGE = bytes.fromhex("0084000008")
_AUTHENTICATE = bytes.fromhex("0082000028")
_NUMBER = 9  # digits of the document number: the last nine of the personal number
_NONCE, _KEY = 8, 16
_ANSWER = 40


@dataclass(frozen=True, slots=True)
class AccessKey:
    """What opens a chip, as its zone has it: document number, birth and expiry as yymmdd."""

    document_number: str = field(repr=False)
    birth: str = field(repr=False)
    expiry: str = field(repr=False)

    @classmethod
    def of_card(cls, personal_number: str, birth: date, expiry: date) -> AccessKey:
        """Return the key of the values printed on the card's front."""
        return cls(personal_number[-_NUMBER:], f"{birth:%y%m%d}", f"{expiry:%y%m%d}")

    @classmethod
    def of_person(cls, person: Person) -> AccessKey | None:
        """Return the key of a scanned person whose expiry date is known (MRZ, typed), or None.

        The QR holds no expiry date, and the 25th, 40th or 60th birthday is wrong for some cards.
        """
        birth = None if person.birth is None else person.birth.as_date
        if person.personal_number is None or birth is None or person.expiry_date is None:
            return None
        return cls.of_card(person.personal_number, birth, person.expiry_date)

    @classmethod
    def of_mrz(cls, text: str) -> AccessKey | None:
        """Return the key that the three lines on the card's back give, or None."""
        reading = read_mrz(text)
        if reading is None or reading.person is None:
            return None
        zone = "".join(text.split()).upper()
        return cls(zone[5:14], zone[30:36], zone[38:44])

    @property
    def seed(self) -> bytes:
        """The seed of the keys that the chip asks for first."""
        parts = (self.document_number.ljust(_NUMBER, "<"), self.birth, self.expiry)
        text = "".join(part + check_digit(part) for part in parts)
        return hashlib.sha1(text.encode("ascii"), usedforsecurity=False).digest()[:_KEY]


def open_channel(
    transport: CardTransport, key: AccessKey, random: Callable[[int], bytes] = secrets.token_bytes
) -> SecureChannel:
    """Authenticate to a selected applet and return the protected channel.

    Raises InputError CHIP-04 (wrong key), DeviceError CHIP-07 (no BAC) or CHIP-03 (answer forged).
    """
    encryption_key, mac_key = crypto.derive_keys(key.seed)
    challenge, status = transport.transmit(_GET_CHALLENGE)
    if status != _OK or len(challenge) != _NONCE:
        raise refusal("CHIP-07", f"challenge {status:04X}")
    own_nonce, own_key = random(_NONCE), random(_KEY)
    secret = crypto.encrypt(encryption_key, own_nonce + challenge + own_key)
    proof = secret + crypto.mac(mac_key, secret)
    answer, status = transport.transmit(_AUTHENTICATE + proof + bytes((_ANSWER,)))
    if status != _OK:
        raise refusal("CHIP-04", f"authenticate {status:04X}")
    chip_key = _chip_key(answer, encryption_key, mac_key, own_nonce)
    session = bytes(a ^ b for a, b in zip(own_key, chip_key, strict=True))
    counter = int.from_bytes(challenge[-4:] + own_nonce[-4:], "big")
    return SecureChannel(transport, *crypto.derive_keys(session), counter)


def _chip_key(answer: bytes, encryption_key: bytes, mac_key: bytes, own_nonce: bytes) -> bytes:
    """Verify the chip's answer and return its half of the session key."""
    secret, proof = answer[: -crypto.BLOCK], answer[-crypto.BLOCK :]
    is_genuine = len(answer) == _ANSWER and hmac.compare_digest(crypto.mac(mac_key, secret), proof)
    if not is_genuine:
        raise refusal("CHIP-03", "authentication answer")
    opened = crypto.decrypt(encryption_key, secret)
    if not hmac.compare_digest(opened[_NONCE : 2 * _NONCE], own_nonce):
        raise refusal("CHIP-03", "nonce")
    return opened[2 * _NONCE :]
