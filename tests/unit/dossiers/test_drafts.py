from __future__ import annotations

from dataclasses import replace

from base.clock import fixed_clock, parse_moment
from citizens.payloads import read_payload
from dossiers.draft import IntakeDraft, NewAttachment, TickedPaper
from dossiers.drafts import discard_draft, load_drafts, new_draft_id, save_draft
from exchange.records import Party
from tests.conftest import BIRTH, BIRTH_FORM, Desk

CARD = "025190000222||Đỗ Thị Mỹ Hằng|09091990|Nữ|Tổ 5, Gia Cẩm, Việt Trì, Phú Thọ|10102025||||"


def full_draft() -> IntakeDraft:
    person = read_payload(CARD).person
    assert person is not None
    return IntakeDraft(
        BIRTH,
        form_id=BIRTH_FORM,
        answers={"child_name": "ĐỖ AN", "copies_wanted": True, "copies_count": 2},
        people={"mother": person},
        situation={"birth_evidence": "notification", "late": True},
        papers=(TickedPaper("Giấy chứng sinh"),),
        attachments=(NewAttachment("a.png", "image/png", b"\x00\x01"),),
        submitter=Party(full_name="ĐỖ THỊ MỸ HẰNG"),
        draft_id=new_draft_id(),
    )


def test_a_draft_comes_back_exactly_after_a_restart(desk: Desk) -> None:
    draft = full_draft()
    with desk.open() as workplace:
        save_draft(workplace, draft, title="Khai sinh · An", view={"tab": 2})
    with desk.open() as workplace:
        (saved,) = load_drafts(workplace)
    assert saved.view == {"tab": 2}
    assert saved.draft.attachments == draft.attachments
    mother, expected = saved.draft.people["mother"], draft.people["mother"]
    assert dict(mother.origins) == dict(expected.origins)
    assert replace(mother, origins={}) == replace(expected, origins={})
    assert replace(saved.draft, people={}) == replace(draft, people={})


def test_saving_again_replaces_and_the_last_touched_comes_first(desk: Desk) -> None:
    first, second = full_draft(), full_draft()
    for minute, draft in enumerate((first, second, first)):
        with desk.open(f"2026-11-26T08:{minute:02d}") as workplace:
            save_draft(workplace, draft, title=str(minute), parked=draft is second)
    with desk.open() as workplace:
        saved = load_drafts(workplace)
        assert [s.id for s in saved] == [first.draft_id, second.draft_id]
        assert [s.parked for s in saved] == [False, True]
        discard_draft(workplace, saved[0].id)
        assert [s.id for s in load_drafts(workplace)] == [second.draft_id]


def test_the_clock_of_the_desk_dates_the_draft(desk: Desk) -> None:
    with desk.open("2026-11-26T09:00") as workplace:
        save_draft(workplace, full_draft(), title="x")
        (saved,) = load_drafts(workplace)
    assert saved.updated_at == fixed_clock(parse_moment("2026-11-26T09:00"))()
