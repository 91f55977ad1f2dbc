"""The inside of a package: every byte accounted for, every hash checked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.payload import SealedItem, pack, unpack
from tests.unit.exchange.samples import PICTURE, item

ITEMS = (item(1), item(2, PICTURE, b""), item(3, b"x"))


def test_items_come_out_as_they_went_in() -> None:
    opened = unpack(pack(ITEMS))
    assert [(o.id, o.record_bytes, o.attachments) for o in opened] == [
        (i.id, i.record, i.attachments) for i in ITEMS
    ]


@given(st.integers(0), st.integers(1, 255))
def test_a_changed_byte_is_refused_or_stands_in_a_record_that_the_manifest_knows_by_hash(
    position: int, by: int
) -> None:
    whole = pack(ITEMS)
    data = bytearray(whole)
    data[position % len(data)] ^= by
    try:
        opened = unpack(bytes(data))
    except ValueError:
        return
    assert [o.attachments for o in opened] == [i.attachments for i in ITEMS]
    assert sum(o.record_bytes != i.record for o, i in zip(opened, ITEMS, strict=True)) == 1


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_changed_file_is_refused(number: int) -> None:
    data = bytearray(pack([item(1, b"AAAA", b"BBBB", b"CCCC")]))
    data[-12 + 4 * number] ^= 1
    with pytest.raises(ValueError, match="hash"):
        unpack(bytes(data))


@given(st.binary(max_size=300))
def test_hostile_bytes_raise_value_error_and_nothing_else(data: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        unpack(data)


def test_sizes_that_cancel_out_are_refused() -> None:
    head = b'{"dossiers":[{"attachments":[{"sha256":"a","size":5}],"id":"x","size":-5}]}'
    with pytest.raises(ValueError, match="add up"):
        unpack(len(head).to_bytes(8, "big") + head)


def test_records_stay_out_of_logs() -> None:
    assert "NGUYỄN" not in repr(ITEMS[0])
    assert "NGUYỄN" not in repr(unpack(pack(ITEMS)))
    assert isinstance(ITEMS[0], SealedItem)
