"""A made-up card with a chip: Basic Access Control and secure messaging on the card's side.

Written from ICAO 9303 without the reader's code, so that a mistake there is not mirrored here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher, modes

from citizens.codes.mrz import check_digit

APPLET = bytes.fromhex("A0000002471001")
SOD, DG1, DG13 = 0x011D, 0x0101, 0x010D
NUMBER, BIRTH, EXPIRY = "025090000123", "900201", "300201"
NONCE, HALF_KEY = bytes.fromhex("4608F91988702212"), bytes(range(16))


def tlv(tag: str, *values: bytes) -> bytes:
    value = b"".join(values)
    size = len(value)
    if size < 128:
        length = bytes((size,))
    elif size < 256:
        length = bytes((0x81, size))
    else:
        length = bytes((0x82, size >> 8, size & 0xFF))
    return bytes.fromhex(tag) + length + value


def utf8(text: str) -> bytes:
    return tlv("0C", text.encode())


def item(number: int, *values: bytes) -> bytes:
    return tlv("30", tlv("02", bytes((number,))), *values)


def zone(number: str = NUMBER, birth: str = BIRTH, expiry: str = EXPIRY) -> str:
    first = f"IDVNM{number[3:]}{check_digit(number[3:])}{number}<<"
    second = f"{birth}{check_digit(birth)}M{expiry}{check_digit(expiry)}VNM" + "<" * 11
    for last in "0123456789":
        composite = first[5:] + last + second[:7] + second[8:15] + second[18:]
        if last == "0":
            first += last
        if first[29:] == last:
            return f"{first}{second}{check_digit(composite)}" + "HA<<VAN<HUNG".ljust(30, "<")
    raise AssertionError


LONG_ADDRESS = (
    "Số nhà 12, ngõ 45, đường Hùng Vương, khu phố 3, tổ dân phố số 7, khu dân cư Đồng Tâm, "
    "Xã Thụy Vân, Thành phố Việt Trì, Tỉnh Phú Thọ"
)


def dg1(text: str | None = None) -> bytes:
    return tlv("61", tlv("5F1F", (text or zone()).encode()))


def dg13(**changes: bytes) -> bytes:
    """The fields as two public readers know them; a change replaces or adds `f<id>`."""
    fields = {
        "f1": item(1, tlv("13", NUMBER.encode())),
        "f2": item(2, utf8("Hà Văn Hùng")),
        "f3": item(3, tlv("13", b"01/02/1990")),
        "f4": item(4, utf8("Nam")),
        "f5": item(5, utf8("Việt Nam")),
        "f6": item(6, utf8("Mường")),
        "f7": item(7, utf8("Không")),
        "f8": item(8, utf8("Thượng Cửu, Thanh Sơn, Phú Thọ")),
        "f9": item(9, utf8(LONG_ADDRESS)),
        "f10": item(10, utf8("Nốt ruồi cách 1cm dưới đuôi mắt trái")),
        "f11": item(11, tlv("13", b"15/10/2024")),
        "f12": item(12, tlv("13", b"01/02/2030")),
        "f13": item(13, tlv("30", tlv("30", utf8("Hà Văn Sơn")), tlv("30", utf8("Bùi Thị Mến")))),
        "f14": item(14, tlv("30", utf8("Nguyễn Thị Lan"))),
        "f15": item(15, tlv("13", b"131000456")),
        "f16": item(16, tlv("13", b"0000000000001")),
        **changes,
    }
    return tlv("6D", tlv("30", *fields.values()))


def sod(groups: Mapping[int, bytes], signed: bytes | None = None) -> bytes:
    """A security object; `signed` is the list that the signer saw, when it is another."""
    sha256 = tlv("30", tlv("06", bytes.fromhex("608648016503040201")), b"\x05\x00")
    hashes = [
        tlv("30", tlv("02", bytes((n,))), tlv("04", hashlib.sha256(data).digest()))
        for n, data in groups.items()
    ]
    listed = tlv("30", tlv("02", b"\0"), sha256, tlv("30", *hashes))
    digest = hashlib.sha256(listed if signed is None else signed).digest()
    attribute = tlv(
        "30", tlv("06", bytes.fromhex("2A864886F70D010904")), tlv("31", tlv("04", digest))
    )
    signer = tlv(
        "30", tlv("02", b"\1"), tlv("30", tlv("30"), tlv("02", b"\1")), sha256,
        tlv("A0", attribute), sha256, tlv("04", bytes(64)),
    )  # fmt: skip
    content = tlv("30", tlv("06", bytes.fromhex("678108010101")), tlv("A0", tlv("04", listed)))
    data = tlv("30", tlv("02", b"\3"), tlv("31", sha256), content, tlv("31", signer))
    whole = tlv("30", tlv("06", bytes.fromhex("2A864886F70D010702")), tlv("A0", data))
    return tlv("77", whole)


def good_files() -> dict[int, bytes]:
    files = {DG1: dg1(), DG13: dg13()}
    return {**files, SOD: sod({1: files[DG1], 2: b"a face", 13: files[DG13]})}


@dataclass
class ChipCard:
    """Answers commands as the chips are said to: no MF, applet, BAC, protected reading."""

    files: Mapping[int, bytes] = field(default_factory=good_files)
    document_number: str = NUMBER[3:]
    birth: str = BIRTH
    expiry: str = EXPIRY
    has_bac: bool = True
    commands: list[bytes] = field(default_factory=list)
    keys: tuple[bytes, bytes] | None = None
    counter: int = 0
    selected: bytes = b""
    is_applet: bool = False
    is_closed: bool = False

    def transmit(self, command: bytes) -> tuple[bytes, int]:
        self.commands.append(command)
        if command[0] == 0x0C and self.keys is not None:
            return self._protected(command)
        self.keys = None
        if command[:4] == bytes.fromhex("00A4000C"):
            return b"", 0x6D00  # the master file
        if command[:4] == bytes.fromhex("00A4040C"):
            self.is_applet = command[5 : 5 + command[4]] == APPLET
            return b"", 0x9000 if self.is_applet else 0x6A82
        if not self.is_applet or not self.has_bac:
            return b"", 0x6982
        if command[1] == 0x84:
            return NONCE, 0x9000
        if command[1] == 0x82:
            return self._authenticated(command[5:45])
        return b"", 0x6982

    def close(self) -> None:
        self.is_closed = True

    def _authenticated(self, proof: bytes) -> tuple[bytes, int]:
        parts = (self.document_number, self.birth, self.expiry)
        text = "".join(part + check_digit(part) for part in parts)
        encryption, authentication = keys_of(hashlib.sha1(text.encode()).digest()[:16])
        if retail_mac(authentication, proof[:32]) != proof[32:]:
            return b"", 0x6300
        opened = des(encryption, proof[:32], is_decrypting=True)
        if opened[8:16] != NONCE:
            return b"", 0x6300
        secret = des(encryption, NONCE + opened[:8] + HALF_KEY)
        seed = bytes(a ^ b for a, b in zip(opened[16:], HALF_KEY, strict=True))
        self.keys = keys_of(seed)
        self.counter = int.from_bytes(NONCE[4:] + opened[4:8], "big")
        return secret + retail_mac(authentication, secret), 0x9000

    def _protected(self, command: bytes) -> tuple[bytes, int]:
        assert self.keys is not None
        encryption, authentication = self.keys
        self.counter += 1
        objects = dict(split(command[5:-1]))
        covered = command[:4] + b"\x80" + bytes(3)
        covered += b"".join(tlv(f"{t:02X}", v) for t, v in objects.items() if t != 0x8E)
        expected = retail_mac(authentication, self.counter.to_bytes(8, "big") + covered)
        if objects.get(0x8E) != expected:
            self.keys = None
            return b"", 0x6988
        data = b""
        if 0x87 in objects:
            data = des(encryption, objects[0x87][1:], is_decrypting=True)
            data = data[: data.rindex(b"\x80")]
        answer, status = self._plain(command[1:4], data, objects.get(0x97, b""))
        return self._answer(encryption, authentication, answer, status), 0x9000

    def _plain(self, head: bytes, data: bytes, expected: bytes) -> tuple[bytes, int]:
        if head == bytes.fromhex("A4020C"):
            self.selected = self.files.get(int.from_bytes(data, "big"), b"")
            return b"", 0x9000 if self.selected else 0x6A82
        if head[0] == 0xB0:
            offset, size = int.from_bytes(head[1:], "big"), expected[0] or 256
            part = self.selected[offset : offset + size]
            return part, 0x9000 if len(part) == size else 0x6282
        return b"", 0x6D00

    def _answer(self, encryption: bytes, mac_key: bytes, data: bytes, status: int) -> bytes:
        self.counter += 1
        objects = b""
        if data:
            padded = data + b"\x80" + bytes(-(len(data) + 1) % 8)
            objects += tlv("87", b"\x01" + des(encryption, padded))
        objects += tlv("99", status.to_bytes(2, "big"))
        counted = self.counter.to_bytes(8, "big") + objects
        return objects + tlv("8E", retail_mac(mac_key, counted))


def keys_of(seed: bytes) -> tuple[bytes, bytes]:
    return tuple(hashlib.sha1(seed + bytes((0, 0, 0, use))).digest()[:16] for use in (1, 2))  # type: ignore[return-value]


def des(key: bytes, data: bytes, *, is_decrypting: bool = False) -> bytes:
    cipher = Cipher(TripleDES(key[:16] + key[:8]), modes.CBC(bytes(8)))
    worker = cipher.decryptor() if is_decrypting else cipher.encryptor()
    return bytes(worker.update(data) + worker.finalize())


def retail_mac(key: bytes, data: bytes) -> bytes:
    """Block by block: DES of the first half over all, then the second and the first half."""
    state = bytes(8)
    padded = data + b"\x80" + bytes(-(len(data) + 1) % 8)
    single = Cipher(TripleDES(key[:8] * 3), modes.CBC(bytes(8)))
    for at in range(0, len(padded), 8):
        block = bytes(a ^ b for a, b in zip(state, padded[at : at + 8], strict=True))
        state = single.encryptor().update(block)
    middle = Cipher(TripleDES(key[8:16] * 3), modes.CBC(bytes(8))).decryptor().update(state)
    return bytes(single.encryptor().update(middle))


def split(data: bytes) -> list[tuple[int, bytes]]:
    """Objects of one-byte tags."""
    found, at = [], 0
    while at < len(data):
        tag, size, start = data[at], data[at + 1], at + 2
        if size == 0x81:
            size, start = data[at + 2], at + 3
        found.append((tag, data[start : start + size]))
        at = start + size
    return found
