"""What the catalogue lacks is counted, answered, and exported without anybody's name."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest

from base.errors import InputError
from catalog.catalogue import Catalogue
from catalog.counter.notes import NoteText, add_note, notes_on
from catalog.counter.wanted import (
    answer,
    ask_for,
    export_for_department,
    wanted_procedures,
)
from store.store import Store
from tests.unit.catalog.counter.conftest import NOW


def asked(store: Store, said: str, days: int = 0, note: str = "") -> str:
    with store.transaction() as tx:
        moment = NOW + timedelta(days=days)
        return ask_for(tx, said, author="Cán bộ mẫu", moment=moment, note=note)


def test_the_same_wish_is_counted_and_the_most_wanted_stands_first(store: Store) -> None:
    first = asked(store, "Cấp giấy phép nuôi chó")
    asked(store, "Xin giấy thả đèn trời")
    assert asked(store, "cap giay phep nuoi cho ", days=2, note="phường đã có") == first
    with store.read() as tx:
        rows = wanted_procedures(tx)
    assert [(r.said, r.asked) for r in rows] == [
        ("Cấp giấy phép nuôi chó", 2), ("Xin giấy thả đèn trời", 1),
    ]  # fmt: skip
    assert rows[0].note == "phường đã có"
    assert (rows[0].first_at, rows[0].last_at) == (NOW, NOW + timedelta(days=2))


def test_an_answered_wish_goes_to_the_end(store: Store) -> None:
    wanted = asked(store, "Cấp giấy phép nuôi chó")
    asked(store, "Cấp giấy phép nuôi chó")
    asked(store, "Xin giấy thả đèn trời")
    with store.transaction() as tx:
        answer(tx, wanted, "1.001612")
        rows = wanted_procedures(tx)
        assert [r.answered_by for r in rows] == [None, "1.001612"]
        answer(tx, wanted, None)
        assert wanted_procedures(tx)[0].answered_by is None
        with pytest.raises(InputError) as caught:
            answer(tx, "nothing", None)
    assert caught.value.code == "CAT-43"


@pytest.mark.parametrize("said", ["", "  ", "a" * 301])
def test_without_words_nothing_is_counted(store: Store, said: str) -> None:
    with pytest.raises(InputError) as caught:
        asked(store, said)
    assert caught.value.code == "CAT-42"


def test_the_file_for_the_department_opens_in_excel_and_says_unpublished(
    store: Store, catalogue: Catalogue
) -> None:
    asked(store, "=1+1 giấy phép nuôi chó")
    with store.transaction() as tx:
        add_note(
            tx, "1.001193", NoteText("Hỏi trạm y tế", papers="Sổ khám thai"),
            author="Cán bộ mẫu", moment=NOW,
        )  # fmt: skip
        data = export_for_department(catalogue, notes_on(tx), wanted_procedures(tx), NOW)
    assert data.startswith(b"\xef\xbb\xbf")
    header, note, wanted = csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";")
    row = dict(zip(header, note, strict=True))
    assert row["Mã thủ tục"] == "'1.001193"
    assert row["Tên thủ tục"] == "Thủ tục đăng ký khai sinh"
    assert row["Tình trạng"] == "chưa công bố, xuất ngày 2026-11-26"
    missing = dict(zip(header, wanted, strict=True))
    assert missing["Nội dung"] == "'=1+1 giấy phép nuôi chó"  # no formula
    assert missing["Tình trạng"] == "chưa có trong danh mục"
    assert missing["Số lần hỏi"] == "1"
