from __future__ import annotations

import errno
import os
from collections.abc import Callable
from typing import Any

import pytest

from base.errors import InputError, StorageError
from dossiers.acceptance import take_in, void
from dossiers.dossier import DossierState, OutboxState
from dossiers.draft import IntakeDraft, NewAttachment, TickedPaper
from dossiers.drafts import load_drafts, new_draft_id, save_draft
from dossiers.outbox import list_outbox, outgoing
from dossiers.register import list_dossiers, open_dossier
from dossiers.workplace import Workplace
from exchange.records import Party, content_hash
from exchange.slip_code import parse_provisional_number
from store import audit
from tests.conftest import BIRTH, BIRTH_FORM, Desk

Answers = Callable[..., dict[str, Any]]


def birth(answers: dict[str, Any], **changes: Any) -> IntakeDraft:  # noqa: ANN401
    return IntakeDraft(procedure_code=BIRTH, form_id=BIRTH_FORM, answers=answers, **changes)


def test_an_accepted_dossier_is_there_after_a_restart(desk: Desk, birth_answers: Answers) -> None:
    scan = NewAttachment("giay-chung-sinh.png", "image/png", b"made-up picture" * 100)
    with desk.open() as workplace:
        draft = birth(
            birth_answers(), papers=(TickedPaper("Giấy chứng sinh"),), attachments=(scan,)
        )
        accepted = take_in(workplace, draft)
    with desk.open() as workplace:
        found = open_dossier(workplace, accepted.row.provisional_number)
        assert found == accepted
        handed_in = [paper.name for paper in found.record.papers]
        assert handed_in == ["Tờ khai đăng ký khai sinh", "Giấy chứng sinh"]
        (row,) = list_outbox(workplace)
        assert row.state is OutboxState.NO_GATEWAY
        out = outgoing(workplace, row)
        (sha256,) = out.attachments
        assert sha256 == content_hash(scan.data)
        assert out.attachments[sha256]() == scan.data
        assert audit.verify(workplace.store).ok


def test_nothing_of_a_citizen_lies_readable_on_the_disk(desk: Desk, birth_answers: Answers) -> None:
    marker = "ZWQKXJVB"
    scan = NewAttachment("a.txt", "text/plain", marker.encode() * 50)
    with desk.open() as workplace:
        draft = birth(birth_answers(child_name=f"NGUYỄN {marker}"), attachments=(scan,))
        save_draft(workplace, IntakeDraft(BIRTH, draft_id=new_draft_id()), title=marker)
        take_in(workplace, draft)
        for file in desk.data_dir.root.rglob("*"):
            if file.is_file():
                data = file.read_bytes()
                assert marker.encode() not in data, file
                assert marker.encode("utf-16-le") not in data, file


def test_numbers_count_up_per_year_and_carry_their_check_character(
    desk: Desk, birth_answers: Answers
) -> None:
    numbers = []
    for moment in ("2026-12-31T08:00", "2026-12-31T08:05", "2027-01-04T08:00"):
        with desk.open(moment) as workplace:
            answers = birth_answers(child_dob="2026-12-20", made_date=moment[:10])
            numbers.append(take_in(workplace, birth(answers)).row.provisional_number)
    parsed = [parse_provisional_number(number) for number in numbers]
    assert [(n.year, n.serial) for n in parsed if n] == [(26, 1), (26, 2), (27, 1)]


def test_a_broken_rule_refuses_and_stores_nothing(
    workplace: Workplace, birth_answers: Answers
) -> None:
    with pytest.raises(InputError) as refused:
        take_in(workplace, birth(birth_answers(child_dob="2026-12-24")))
    assert refused.value.code == "DOSSIER-03"
    assert "/child_dob" in [f.pointer for f in refused.value.fields]
    assert list_dossiers(workplace) == ()
    assert list_outbox(workplace) == ()


def test_the_same_draft_accepted_twice_is_one_dossier(
    workplace: Workplace, birth_answers: Answers
) -> None:
    draft = birth(birth_answers(), draft_id=new_draft_id())
    save_draft(workplace, draft, title="Khai sinh")
    first, second = take_in(workplace, draft), take_in(workplace, draft)
    assert first.row.id == second.row.id
    assert len(list_dossiers(workplace)) == 1
    assert load_drafts(workplace) == ()


def test_a_repealed_procedure_names_its_successor(workplace: Workplace) -> None:
    applicant = Party(full_name="NGUYỄN THỊ LAN")
    with pytest.raises(InputError) as refused:
        take_in(workplace, IntakeDraft("2.000986", applicant=applicant))
    assert refused.value.code == "DOSSIER-01"
    assert "3.000722" in refused.value.next_step


def test_a_procedure_without_a_form_needs_only_the_applicant(workplace: Workplace) -> None:
    with pytest.raises(InputError):
        take_in(workplace, IntakeDraft("2.000815"))
    accepted = take_in(
        workplace, IntakeDraft("2.000815", answers={"applicant_name": "LÊ HOÀNG LONG"})
    )
    assert accepted.record.form_id is None
    assert accepted.record.applicant.full_name == "LÊ HOÀNG LONG"


def test_requester_applicant_and_submitter_are_kept_apart(
    workplace: Workplace, birth_answers: Answers
) -> None:
    submitter = Party(full_name="QUÁCH ĐÌNH ƯỚC", personal_number="017088000777")
    draft = birth(birth_answers(), submitter=submitter, authorisation_paper="Giấy uỷ quyền")
    record = take_in(workplace, draft).record
    assert record.requester is not None
    assert record.requester.full_name == birth_answers()["requester_name"]
    assert record.submitter.full_name == "QUÁCH ĐÌNH ƯỚC"
    assert record.situation["agent"] is True


def test_an_undone_acceptance_keeps_its_number_and_is_never_sent(
    workplace: Workplace, birth_answers: Answers
) -> None:
    first = take_in(workplace, birth(birth_answers()), undo_s=10)
    void(workplace, first.row.id, "Bấm nhầm")
    second = take_in(workplace, birth(birth_answers()))
    assert open_dossier(workplace, first.row.id).row.state is DossierState.VOIDED
    states = {row.id: row.state for row in list_outbox(workplace)}
    assert states[first.row.id] is OutboxState.PARKED
    assert first.row.provisional_number != second.row.provisional_number


def test_a_full_disk_while_storing_an_attachment_loses_nothing(
    workplace: Workplace, birth_answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = birth(birth_answers(), draft_id=new_draft_id())
    save_draft(workplace, draft, title="Khai sinh")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "fsync", full)
    attachment = NewAttachment("a.png", "image/png", b"x" * 1000)
    with pytest.raises(StorageError, match="STORE-03"):
        take_in(workplace, birth(birth_answers(), attachments=(attachment,)))
    monkeypatch.undo()
    assert list_dossiers(workplace) == ()
    (saved,) = load_drafts(workplace)
    assert saved.draft.answers == birth_answers()


def test_a_successor_that_the_catalogue_lacks_is_told_as_such(workplace: Workplace) -> None:
    with pytest.raises(InputError) as refused:
        take_in(workplace, IntakeDraft("1.013723", answers={"applicant_name": "LÊ HOÀNG LONG"}))
    assert refused.value.code == "DOSSIER-01"
    assert "1.116316 (chưa có trong danh mục, xem Cổng DVCQG)" in refused.value.next_step


def test_what_no_list_confirms_is_not_taken_in(workplace: Workplace) -> None:
    catalogue = workplace.reference.catalogue
    entries = catalogue.all(catalogue.status_date)
    unverified = [entry.code for entry in entries if entry.status == "unverified"]
    assert len(unverified) == 9
    for code in unverified:
        with pytest.raises(InputError) as refused:
            take_in(workplace, IntakeDraft(code, answers={"applicant_name": "LÊ HOÀNG LONG"}))
        assert refused.value.code == "DOSSIER-12"
    assert list_dossiers(workplace) == ()
