"""Whose catalogue files a desk takes: keys delivered with the program and keys trusted here.

A signed catalogue never brings keys of its own. Three places count: `data/publishers.json`, the
province's signing key (`desk trust`), and publishers trusted one by one in the encrypted store.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from base.clock import to_iso
from base.errors import InputError
from base.text import clean_line
from catalog import storage
from catalog.content import DATA
from desk import centre
from exchange.keys import KEY_BYTES, key_id, signing_public
from exchange.signed import read_signed, sign_document
from store.store import Transaction

FORMAT = "motcua.publisher/1"
_NOT_HERE = {
    "province": "Đó là khoá ký của tỉnh: nạp tệp khoá mới của tỉnh (desk trust) thì khoá cũ thôi.",
    "program": "Khoá này đi kèm chương trình: cập nhật chương trình.",
}


class Publisher(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A publisher of catalogues: a name for people, an Ed25519 public key for the program."""

    name: str
    signing_key: bytes
    issued_at: str

    @property
    def key_id(self) -> str:
        """32 hex digits to compare with the publisher's letter."""
        return key_id(self.signing_key)


@dataclass(frozen=True, slots=True)
class Trusted:
    """A key whose catalogue files are taken; `source` is desk, province or program."""

    name: str
    signing_key: bytes
    source: str

    @property
    def key_id(self) -> str:
        """32 hex digits to compare with the publisher's letter."""
        return key_id(self.signing_key)


class _Listed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    signing_key: str
    issued_at: str


class _List(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    note: str
    publishers: tuple[_Listed, ...]


def bundled_publishers() -> tuple[Publisher, ...]:
    """Return the publishers that the program was delivered with, perhaps none."""
    listed = msgspec.json.decode((DATA / "publishers.json").read_bytes(), type=_List)
    return tuple(
        Publisher(name=p.name, signing_key=bytes.fromhex(p.signing_key), issued_at=p.issued_at)
        for p in listed.publishers
    )


def trusted_keys(tx: Transaction | None) -> Mapping[bytes, str]:
    """Return every trusted key with its owner's name; without a store only the delivered ones."""
    return {owner.signing_key: owner.name for owner in trusted_publishers(tx)}


def trusted_publishers(tx: Transaction | None) -> tuple[Trusted, ...]:
    """Return every trusted key once, with why it is trusted."""
    found = {p.signing_key: Trusted(p.name, p.signing_key, "program") for p in bundled_publishers()}
    if tx is not None:
        province = centre.trusted_province(tx)
        if province is not None:
            key = province.signing_key
            found[key] = Trusted(province.name, key, "province")
        for row in storage.publishers(tx):
            found[row.signing_key] = Trusted(row.name, row.signing_key, "desk")
    return tuple(found.values())


def write_publisher(name: str, issued_at: datetime, signing_key: bytes) -> bytes:
    """Return the file in which a publisher gives out its public key, signed with that key."""
    body: dict[str, Any] = {
        "name": name,
        "signing_key": signing_public(signing_key).hex(),
        "issued_at": to_iso(issued_at),
    }
    return sign_document(FORMAT, body, signing_key)


def read_publisher(data: bytes) -> Publisher:
    """Read a publisher's file; InputError SIGN-xx, or CAT-17 for a key that cannot be right.

    The signature proves the file whole, not whose it is: a person compares `key_id`.
    """
    document = read_signed(data, FORMAT, trusted=None)
    try:
        listed = msgspec.convert(document.body, _Listed)
        key = bytes.fromhex(listed.signing_key)
        datetime.fromisoformat(listed.issued_at)
    except ValueError as error:
        raise _publisher_error("fields") from error
    if key != document.signer or len(key) != KEY_BYTES:
        raise _publisher_error("signed with another key")
    if not listed.name or clean_line(listed.name) != listed.name:
        raise _publisher_error("name")
    return Publisher(name=listed.name, signing_key=key, issued_at=listed.issued_at)


def trust_publisher(tx: Transaction, publisher: Publisher, moment: datetime) -> None:
    """Take this publisher's catalogue files from now on; told in the audit log."""
    row = storage.PublisherRow(
        signing_key=publisher.signing_key,
        name=publisher.name,
        issued_at=publisher.issued_at,
        trusted_at=moment,
    )
    storage.put_publisher(tx, row)
    tx.audit("catalogue_publisher_trusted", publisher.key_id)


def forget_publisher(tx: Transaction, which: str) -> Trusted:
    """Take a publisher's files no longer, told by key id or by name; told in the audit log.

    Raises InputError CAT-18 when this desk trusts no such publisher of its own, CAT-19 when several
    have that name.
    """
    as_id = "".join(which.split()).lower()
    every = trusted_publishers(tx)
    found = [owner for owner in every if owner.key_id == as_id or owner.name == which]
    own = [owner for owner in found if owner.source == "desk"]
    if len(own) > 1:
        raise InputError(
            "CAT-19",
            f"Có {len(own)} nơi phát hành cùng tên “{which}”.",
            f"Ghi mã khoá của nơi cần bỏ: {', '.join(owner.key_id for owner in own)}.",
        )
    if not own:
        raise InputError(
            "CAT-18",
            "Không có nơi phát hành nào với mã khoá hoặc tên này mà xã đã tin.",
            _NOT_HERE[found[0].source]
            if found
            else "Xem danh sách nơi phát hành được tin bằng catalog verify.",
        )
    storage.remove_publisher(tx, own[0].signing_key)
    tx.audit("catalogue_publisher_forgotten", own[0].key_id)
    return own[0]


def _publisher_error(detail: str) -> InputError:
    return InputError(
        "CAT-17",
        "Tệp khoá của nơi phát hành không hợp lệ nên chưa được nạp.",
        "Xin lại tệp khoá và so mã khoá với văn bản của nơi phát hành.",
        detail=detail,
    )
