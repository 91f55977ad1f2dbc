"""Mẫu số 02 and 03: numbered within the year, complete or refused, remembered as given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from base.errors import InputError
from dossiers.draft import IntakeDraft
from dossiers.handouts.notices import NoticeKind, NoticeRequest, issue_notice, issued_notices
from dossiers.workplace import Workplace
from forms.pages import PageReader
from forms.pdf import RdocxRenderer, render_form
from store import audit
from tests.conftest import BIRTH, BIRTH_FORM, Desk

Answers = Callable[..., dict[str, Any]]
REASON = "Thiếu giấy tờ theo điểm a khoản 1 Điều 16 Luật Hộ tịch"
MISSING = ("Giấy chứng sinh", "Văn bản ủy quyền")


def supplement(reason: str = REASON, items: tuple[str, ...] = MISSING) -> NoticeRequest:
    return NoticeRequest(NoticeKind.SUPPLEMENT, reason, items)


@pytest.fixture
def draft(birth_answers: Answers) -> IntakeDraft:
    return IntakeDraft(BIRTH, form_id=BIRTH_FORM, answers=birth_answers(), draft_id="case-1")


def test_numbers_run_within_the_year_for_each_kind_of_paper(desk: Desk, draft: IntakeDraft) -> None:
    with desk.open() as workplace:
        numbers = [issue_notice(workplace, draft, supplement()).doc_no for _ in range(2)]
        refusal = issue_notice(workplace, draft, NoticeRequest(NoticeKind.REFUSAL, REASON))
        assert numbers == ["000001/PBS-TTPVHCC", "000002/PBS-TTPVHCC"]
        assert refusal.doc_no == "000001/PTC-TTPVHCC"
    with desk.open("2027-01-04T08:30") as workplace:
        assert issue_notice(workplace, draft, supplement()).doc_no == "000001/PBS-TTPVHCC"


def test_what_was_given_is_remembered_for_its_case_and_in_the_chain(
    workplace: Workplace, draft: IntakeDraft
) -> None:
    assert issued_notices(workplace, "case-1") == ()
    first = issue_notice(workplace, draft, supplement())
    (given,) = issued_notices(workplace, "case-1")
    assert (given.kind, given.doc_no) == (NoticeKind.SUPPLEMENT, first.doc_no)
    assert given.at == workplace.clock()
    assert issued_notices(workplace, "another") == ()
    assert audit.verify(workplace.store).ok


@pytest.mark.parametrize(
    "request_", [supplement(items=()), supplement(reason=" "), supplement(items=(" ",))]
)
def test_a_paper_with_a_hole_is_refused_and_uses_no_number(
    workplace: Workplace, draft: IntakeDraft, request_: NoticeRequest
) -> None:
    with pytest.raises(InputError) as caught:
        issue_notice(workplace, draft, request_)
    assert caught.value.code == "NOTICE-01"
    assert caught.value.fields
    assert issue_notice(workplace, draft, supplement()).doc_no.startswith("000001/")


@pytest.mark.parametrize("kind", [NoticeKind.SUPPLEMENT, NoticeKind.REFUSAL])
def test_the_paper_names_the_case_what_is_missing_and_why(
    workplace: Workplace, draft: IntakeDraft, kind: NoticeKind
) -> None:
    notice = issue_notice(workplace, draft, NoticeRequest(kind, REASON, MISSING))
    pages = PageReader()
    renderer = RdocxRenderer(pages)
    try:
        pdf = render_form(renderer, notice.schema, notice.answers)
    finally:
        renderer.close()
    text = " ".join(pages.text(pdf.data).split())
    assert pdf.pages == 1
    assert notice.doc_no in text
    assert "Luật Hộ tịch" in text
    assert (MISSING[0] in text) is (kind is NoticeKind.SUPPLEMENT)
