"""Local notes: marked as unpublished, found together with the procedures, told in the audit log."""

from __future__ import annotations

from datetime import timedelta

import pytest

from base.errors import InputError
from catalog.catalogue import Catalogue
from catalog.counter.notes import (
    NoteText,
    add_note,
    change_note,
    matching_notes,
    notes_on,
    restore_note,
    search_with_notes,
    withdraw_note,
)
from catalog.search.engine import Only
from catalog.storage import LocalNote
from store import audit
from store.store import Store
from tests.unit.catalog.conftest import TODAY
from tests.unit.catalog.counter.conftest import NOW

BIRTH = "1.001193"
WRITTEN = NoteText(
    text="Nhà trạm y tế thôn Mẫu cấp giấy chứng sinh viết tay, hỏi lại trạm.",
    papers="Bản chụp sổ khám thai",
    contact="Trạm y tế xã, 0210 000 000",
    link="https://vi-du.gov.vn/giay-chung-sinh",
)


def added(store: Store, written: NoteText = WRITTEN, code: str = BIRTH) -> LocalNote:
    with store.transaction() as tx:
        return add_note(tx, code, written, author="Cán bộ mẫu", moment=NOW)


def test_a_note_is_kept_with_author_and_day(store: Store) -> None:
    note = added(store)
    with store.read() as tx:
        assert notes_on(tx) == notes_on(tx, [BIRTH]) == (note,)
        assert notes_on(tx, ["1.000894"]) == ()
    assert (note.author, note.created_at, note.updated_at) == ("Cán bộ mẫu", NOW, NOW)


def test_a_changed_note_keeps_its_first_day(store: Store) -> None:
    note = added(store)
    later = NOW + timedelta(days=1)
    with store.transaction() as tx:
        change_note(tx, note.id, NoteText("Đã sửa"), author="Cán bộ khác", moment=later)
        (changed,) = notes_on(tx)
    assert (changed.text, changed.author) == ("Đã sửa", "Cán bộ khác")
    assert (changed.created_at, changed.updated_at) == (NOW, later)


def test_a_withdrawn_note_is_gone_from_every_screen(store: Store) -> None:
    note = added(store)
    with store.transaction() as tx:
        withdraw_note(tx, note.id, NOW)
        assert notes_on(tx) == ()
        for act in (
            lambda: withdraw_note(tx, note.id, NOW),
            lambda: change_note(tx, note.id, WRITTEN, author="x", moment=NOW),
        ):
            with pytest.raises(InputError) as caught:
                act()
            assert caught.value.code == "CAT-41"


def test_every_change_is_in_the_audit_log(store: Store) -> None:
    before = audit.verify(store).rows
    note = added(store)
    with store.transaction() as tx:
        change_note(tx, note.id, NoteText("x"), author="y", moment=NOW)
        withdraw_note(tx, note.id, NOW)
    found = audit.verify(store)
    assert (found.ok, found.rows) == (True, before + 3)


@pytest.mark.parametrize(
    ("written", "pointer"),
    [
        (NoteText("  "), "/text"),
        (NoteText("a" * 4001), "/text"),
        (NoteText("a", papers="b" * 4001), "/papers"),
        (NoteText("a", contact="c" * 301), "/contact"),
        (NoteText("a", link="javascript:alert(1)"), "/link"),
        (NoteText("a", link="file:///c:/x"), "/link"),
        (NoteText("a", link="https://a b"), "/link"),
    ],
)
def test_mistakes_are_told_by_field_and_nothing_is_stored(
    store: Store, written: NoteText, pointer: str
) -> None:
    with pytest.raises(InputError) as caught:
        added(store, written)
    assert [p.pointer for p in caught.value.fields] == [pointer]
    with store.read() as tx:
        assert notes_on(tx) == ()


def test_text_is_cleaned_at_the_edge(store: Store) -> None:
    note = added(store, NoteText("Gia\u0323o \f cho\r\nhai dòng\u202e", contact=" a \n b "))
    assert note.text == "Giạo \n cho\nhai dòng"
    assert note.contact == "a b"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("trạm y tế", True), ("tram y te", True), ("viết tay chứng sinh", True),
        ("so kham thai", True), ("chứng si", True), ("trạm điện", False), ("", False), ("?", False),
    ],
)  # fmt: skip
def test_notes_are_found_by_all_words_without_marks(
    store: Store, query: str, *, found: bool
) -> None:
    note = added(store)
    assert matching_notes([note], query) == ((note,) if found else ())


def test_notes_and_procedures_are_searched_together(store: Store, catalogue: Catalogue) -> None:
    note = added(store, NoteText("Quầy bò một nắng: hướng dẫn sang phòng kinh tế"), "1.001612")
    plain = catalogue.search("bò một nắng", 8, on=TODAY)
    assert "1.001612" not in [hit.procedure.code for hit in plain]
    hits = search_with_notes(catalogue, [note], "bò một nắng", on=TODAY)
    hit = next(h for h in hits if h.procedure.code == "1.001612")
    assert hit.why == (
        "ghi chú của xã (chưa công bố): “Quầy bò một nắng: hướng dẫn sang phòng kinh tế”"
    )


def test_a_note_never_pushes_the_sure_find_down(store: Store, catalogue: Catalogue) -> None:
    note = added(store, NoteText("Đăng ký khai sinh: làm thêm bản sao"), "2.000635")
    hits = search_with_notes(catalogue, [note], "đăng ký khai sinh", on=TODAY, limit=8)
    assert hits[0].procedure.code == BIRTH
    assert len(hits) == 8


def test_a_note_on_a_code_that_left_the_catalogue_is_kept_but_brings_nothing_in(
    store: Store, catalogue: Catalogue
) -> None:
    note = added(store, NoteText("bò một nắng"), "9.999999")
    hits = search_with_notes(catalogue, [note], "bò một nắng", on=TODAY)
    assert "9.999999" not in [hit.procedure.code for hit in hits]


def test_a_note_taken_off_by_mistake_comes_back(store: Store) -> None:
    note = added(store)
    with store.transaction() as tx:
        withdraw_note(tx, note.id, NOW)
        restore_note(tx, note.id)
        assert notes_on(tx) == (note,)
        with pytest.raises(InputError) as caught:
            restore_note(tx, note.id)
        assert caught.value.code == "CAT-41"


def test_a_filter_holds_for_notes_too(store: Store, catalogue: Catalogue) -> None:
    note = added(store, NoteText("Quầy bò một nắng: hướng dẫn sang phòng kinh tế"), "1.001612")
    field = catalogue.get("1.001612", TODAY).field
    for only, found in (
        (Only(field=field), True), (Only(field="Hộ tịch"), False), (Only(agency="x"), False),
    ):  # fmt: skip
        hits = search_with_notes(catalogue, [note], "bò một nắng", on=TODAY, only=only)
        assert ("1.001612" in [hit.procedure.code for hit in hits]) is found
