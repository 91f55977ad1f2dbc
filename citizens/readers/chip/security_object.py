"""EF.SOD: the signed list of hashes of the chip's files. The list is checked, its signer is not.

Whoever forges a chip can sign it himself; only the Vietnamese root certificate could tell, and it
is not public. What is checked: the files are those of the list, and the list is the signed one.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from citizens.readers.chip.refusals import refusal
from citizens.readers.chip.tlv import Tlv, only

_FILE = 0x77
_SEQUENCE, _SET, _INTEGER, _OCTETS, _OID = 0x30, 0x31, 0x02, 0x04, 0x06
_OCTETS_IN_PARTS = 0x24
_CONTEXT_0 = 0xA0
_SIGNED_DATA = bytes.fromhex("2A864886F70D010702")
_SECURITY_OBJECT = bytes.fromhex("678108010101")
_MESSAGE_DIGEST = bytes.fromhex("2A864886F70D010904")
_HASHES: Mapping[bytes, str] = MappingProxyType(
    {
        bytes.fromhex("2B0E03021A"): "sha1",
        bytes.fromhex("608648016503040204"): "sha224",
        bytes.fromhex("608648016503040201"): "sha256",
        bytes.fromhex("608648016503040202"): "sha384",
        bytes.fromhex("608648016503040203"): "sha512",
    }
)


@dataclass(frozen=True, slots=True)
class SecurityObject:
    """Hash algorithm, and the hash of each data group by its number."""

    algorithm: str
    hashes: Mapping[int, bytes] = field(repr=False)

    def verify(self, group: int, data: bytes) -> None:
        """Raise DeviceError CHIP-06 unless the data are those that the list names."""
        listed = self.hashes.get(group)
        if listed is None or not hmac.compare_digest(_digest(self.algorithm, data), listed):
            raise refusal("CHIP-06", f"DG{group}")


def parse_security_object(data: bytes) -> SecurityObject:
    """Read EF.SOD; raise DeviceError CHIP-06 when it is damaged or lists what was not signed."""
    try:
        return _parse(data)
    except (ValueError, IndexError, KeyError, StopIteration) as error:
        raise refusal("CHIP-06", f"SOD {type(error).__name__}") from error


def _parse(data: bytes) -> SecurityObject:
    kind, wrapped = only(data, _FILE).child(_SEQUENCE).children[:2]
    if kind != Tlv(_OID, _SIGNED_DATA) or wrapped.tag != _CONTEXT_0:
        raise ValueError("no signed data")
    signed = wrapped.child(_SEQUENCE).children
    content_kind, content = next(t for t in signed if t.tag == _SEQUENCE).children[:2]
    if content_kind != Tlv(_OID, _SECURITY_OBJECT):
        raise ValueError("no security object")
    listed = _octets(content.children[0])
    _require_signed(listed, [t for t in signed if t.tag == _SET][-1])
    _, algorithm, groups = only(listed, _SEQUENCE).children[:3]
    pairs = [group.children[:2] for group in groups.children]
    hashes = {int.from_bytes(number.value, "big"): digest.value for number, digest in pairs}
    return SecurityObject(_hash_name(algorithm), hashes)


def _require_signed(listed: bytes, signers: Tlv) -> None:
    """Compare the list with the digest among the attributes that each signer has signed."""
    for signer in signers.children:
        parts = signer.children
        attributes = [t for t in parts if t.tag == _CONTEXT_0]
        if not attributes:  # then the signature is over the list itself
            continue
        algorithm = _hash_name(parts[2])
        digest = next(
            a.child(_SET).children[0].value
            for a in attributes[-1].children
            if a.children[0] == Tlv(_OID, _MESSAGE_DIGEST)
        )
        if not hmac.compare_digest(_digest(algorithm, listed), digest):
            raise ValueError("list is not the signed one")


def _octets(found: Tlv) -> bytes:
    if found.tag == _OCTETS_IN_PARTS:
        return b"".join(part.value for part in found.children)
    if found.tag != _OCTETS:
        raise ValueError("octets expected")
    return found.value


def _hash_name(algorithm: Tlv) -> str:
    return _HASHES[algorithm.child(_OID).value]


def _digest(algorithm: str, data: bytes) -> bytes:
    return hashlib.new(algorithm, data, usedforsecurity=False).digest()
