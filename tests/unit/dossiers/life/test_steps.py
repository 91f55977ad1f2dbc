"""Asked for papers, got them, extended: the appointment moves, papers are numbered, once each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from base.clock import local
from base.errors import InputError
from catalog.calendar import CentreDay, CentreTable
from catalog.dates.centre_calendar import save_centre_table, with_day
from catalog.dates.life import SupplementRule
from dossiers.acceptance import take_in, void
from dossiers.dossier import DossierState, DueCause
from dossiers.draft import IntakeDraft
from dossiers.handouts.notices import NoticeKind, NoticeRequest, issue_notice
from dossiers.handouts.slip import slip_answers
from dossiers.life.running import wanted_move
from dossiers.life.steps import (
    extend_due,
    move_from_day_off,
    request_supplement,
    supplement_dates,
    take_supplement,
)
from dossiers.register import open_dossier
from dossiers.workplace import Workplace
from exchange.records import Party
from store import audit
from tests.conftest import BIRTH, BIRTH_FORM, Desk

TWO_DAYS = "2.001019"  # chứng thực di chúc: 02 ngày làm việc
VERIFIED = "2.002363"  # ghi vào sổ nuôi con nuôi: trong ngày; phải xác minh: 03 ngày làm việc
CITIZEN = Party(full_name="ĐỖ THỊ MỸ HẰNG", address="Tổ 3, xã Sông Mẫu, tỉnh Phú Thọ")
ITEMS, REASON = ("Giấy tờ về tài sản",), "Thiếu giấy tờ theo khoản 1 Điều 36 Nghị định 23/2015"
LATE = "Chờ xác minh theo Điều 36 Nghị định 23/2015/NĐ-CP"


def accepted(workplace: Workplace) -> str:
    return take_in(workplace, IntakeDraft(TWO_DAYS, applicant=CITIZEN, submitter=CITIZEN)).row.id


def shown(workplace: Workplace, key: str) -> str | None:
    due = open_dossier(workplace, key).row.due_at
    return f"{local(due):%d/%m %H:%M}" if due else None


def test_the_first_appointment_is_kept_with_the_days_as_they_were_counted(desk: Desk) -> None:
    with desk.open() as workplace:
        (first,) = open_dossier(workplace, accepted(workplace)).dues
    assert first.cause is DueCause.RECEPTION
    assert first.counted_days == (date(2026, 11, 27), date(2026, 11, 30))
    assert first.amount is not None
    assert first.amount.working_days == 2
    assert "02 ngày làm việc" in first.rule


@pytest.mark.parametrize(
    ("rule", "cause", "due"),
    [
        (SupplementRule.PAUSE, DueCause.PAUSE, "08/12 17:00"),  # 27/11 used, one day left
        (SupplementRule.RESTART, DueCause.RESTART, "09/12 17:00"),
    ],
)
def test_the_clock_stands_until_the_papers_come(
    desk: Desk, rule: SupplementRule, cause: DueCause, due: str
) -> None:
    with desk.open() as workplace:
        key = accepted(workplace)
    with desk.open("2026-11-27T10:00") as workplace:
        asked = request_supplement(workplace, key, ITEMS, REASON)
        assert asked.dossier.row.state is DossierState.SUPPLEMENT_REQUESTED
        assert asked.notice is not None
        assert asked.notice.doc_no == "000001/PBS-TTPVHCC"
        assert asked.notice.answers["applicant_name"] == CITIZEN.full_name
        assert not asked.warnings
    with desk.open("2026-12-07T09:00") as workplace:
        both = supplement_dates(workplace, key)
        step = take_supplement(workplace, key, rule)
        assert step.dossier.row.due_at == both.by(rule).due_at
        assert shown(workplace, key) == due
        assert step.dossier.row.state is DossierState.RECEIVED
        assert step.dossier.dues[-1].cause is cause
        assert step.dossier.events[-1].note == both.by(rule).rule
        assert audit.verify(workplace.store).ok


def test_an_appointment_is_never_moved_forward(desk: Desk) -> None:
    with desk.open() as workplace:
        key = accepted(workplace)
        extend_due(workplace, key, date(2026, 12, 21), LATE)
        request_supplement(workplace, key, ITEMS, REASON)
    with desk.open("2026-11-27T09:00") as workplace:
        step = take_supplement(workplace, key, SupplementRule.RESTART)
        assert shown(workplace, key) == "21/12 17:00"
        assert "Giữ ngày đã hẹn" in step.dossier.dues[-1].rule


def test_a_second_request_goes_on_from_the_first_and_is_warned_of(desk: Desk) -> None:
    with desk.open() as workplace:
        key = accepted(workplace)
        request_supplement(workplace, key, ITEMS, REASON)
    with desk.open("2026-11-30T09:00") as workplace:
        take_supplement(workplace, key, SupplementRule.PAUSE)  # nothing used: 01/12, 02/12
        assert shown(workplace, key) == "02/12 17:00"
    with desk.open("2026-12-01T15:00") as workplace:
        again = request_supplement(workplace, key, ITEMS, REASON)
        assert "một lần" in again.warnings[0]
    with desk.open("2026-12-10T09:00") as workplace:
        late = take_supplement(workplace, key, SupplementRule.PAUSE)  # 01/12 used
        assert shown(workplace, key) == "11/12 17:00"
        assert "một lần" in late.warnings[0]


def test_a_request_made_while_the_case_was_open_counts(
    desk: Desk, birth_answers: Callable[..., dict[str, Any]]
) -> None:
    draft = IntakeDraft(BIRTH, form_id=BIRTH_FORM, answers=birth_answers(), draft_id="case-1")
    with desk.open() as workplace:
        issue_notice(workplace, draft, NoticeRequest(NoticeKind.SUPPLEMENT, REASON, ITEMS))
        key = take_in(workplace, draft).row.id
        assert "một lần" in request_supplement(workplace, key, ITEMS, REASON).warnings[0]


def test_the_slip_says_the_time_of_the_case_not_of_the_procedure(desk: Desk) -> None:
    asks = {"verification": True}
    draft = IntakeDraft(VERIFIED, applicant=CITIZEN, submitter=CITIZEN, situation=asks)
    with desk.open() as workplace:
        slip = slip_answers(workplace, take_in(workplace, draft))
    assert slip["statutory_time"] == "03 ngày làm việc"  # the same day when nothing is verified


def test_one_new_date_with_its_letter_and_no_second(desk: Desk) -> None:
    with desk.open() as workplace:
        key = accepted(workplace)
        step = extend_due(workplace, key, date(2026, 12, 4), LATE)
        assert step.notice is not None
        assert step.notice.doc_no == "000001/PXL-TTPVHCC"
        assert step.notice.answers["new_due"] == "2026-12-04"
        assert shown(workplace, key) == "04/12 17:00"
        assert slip_answers(workplace, step.dossier)["due_at"].endswith("tháng 12 năm 2026")
        with pytest.raises(InputError) as caught:
            extend_due(workplace, key, date(2026, 12, 11), LATE)
        assert caught.value.code == "CAT-32"
        assert shown(workplace, key) == "04/12 17:00"


@pytest.mark.parametrize(
    ("day", "reason", "code"),
    [
        (date(2026, 11, 30), LATE, "CAT-33"),  # the day promised already
        (date(2026, 12, 5), LATE, "CAT-33"),  # a Saturday
        (date(2026, 12, 4), " ", "NOTICE-01"),
    ],
)
def test_what_is_refused_keeps_nothing(desk: Desk, day: date, reason: str, code: str) -> None:
    with desk.open() as workplace:
        key = accepted(workplace)
        with pytest.raises(InputError) as caught:
            extend_due(workplace, key, day, reason)
        assert caught.value.code == code
        after = open_dossier(workplace, key)
        assert (len(after.dues), len(after.events)) == (1, 1)
        assert extend_due(workplace, key, date(2026, 12, 4), LATE).notice is not None


def test_a_step_that_does_not_fit_is_refused_with_the_reason(desk: Desk) -> None:
    with desk.open() as workplace:
        key = accepted(workplace)
        with pytest.raises(InputError) as caught:
            take_supplement(workplace, key, SupplementRule.PAUSE)
        assert caught.value.code == "LIFE-01"
        request_supplement(workplace, key, ITEMS, REASON)
        with pytest.raises(InputError) as caught:
            extend_due(workplace, key, date(2026, 12, 4), LATE)
        assert "đang chờ bổ sung" in caught.value.message
        gone = accepted(workplace)
        void(workplace, gone, "nhầm")
        with pytest.raises(InputError) as caught:
            request_supplement(workplace, gone, ITEMS, REASON)
        assert "hoàn tác" in caught.value.message


def test_a_promised_day_that_became_a_day_off_moves_to_the_next_working_day(desk: Desk) -> None:
    with desk.open() as workplace:
        key = accepted(workplace)  # due Monday 30/11
        with pytest.raises(InputError) as caught:
            move_from_day_off(workplace, key)
        assert caught.value.code == "LIFE-04"
        off = CentreDay(date=date(2026, 11, 30), kind="off", name="Mất điện")
        save_centre_table(desk.data_dir, with_day(CentreTable(), off), workplace.clock())
    with desk.open() as workplace:
        step = move_from_day_off(workplace, key)
        assert shown(workplace, key) == "01/12 17:00"
        assert step.dossier.dues[-1].cause is DueCause.DAY_OFF
        assert step.notice is None
        assert wanted_move(workplace.reference, step.dossier) is None
        assert extend_due(workplace, key, date(2026, 12, 4), LATE).notice is not None
