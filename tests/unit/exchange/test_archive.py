"""The zip file inside a package has one byte string for its content."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.archive import read_archive, write_archive

entries = st.dictionaries(
    st.text(alphabet="abcdef.-", min_size=1, max_size=12), st.binary(max_size=60), max_size=4
)


@given(entries)
def test_entries_come_back_and_any_zip_program_agrees(content: dict[str, bytes]) -> None:
    data = write_archive(content)
    assert read_archive(data, tuple(content)) == content
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == content


@given(st.binary(max_size=200))
def test_hostile_bytes_raise_value_error_and_nothing_else(data: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_archive(data, ("a", "b"))


@given(st.integers(0), st.integers(0, 7))
def test_every_flipped_bit_is_refused(position: int, bit: int) -> None:
    data = bytearray(write_archive({"a": b"one", "b": b"two"}))
    data[position % len(data)] ^= 1 << bit
    with pytest.raises(ValueError, match=r".+"):
        read_archive(bytes(data), ("a", "b"))
