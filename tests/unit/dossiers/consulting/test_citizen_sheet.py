"""The citizen's page is one A5 sheet, and says what it had no room for."""

from __future__ import annotations

from functools import partial

import pytest

from base.clock import parse_moment
from dossiers.consulting.citizen_sheet import CitizenSheet, RenderForm, citizen_sheet
from dossiers.workplace import Workplace
from forms.pages import PageReader
from forms.pdf import InProcessRenderer, render_form
from tests.conftest import BIRTH, MORNING

NOW = parse_moment(MORNING)
MANY = "1.013978"  # 16 papers of several lines each
TOO_MANY = "1.013239"  # 17 of up to nine lines


@pytest.fixture(scope="module")
def pages() -> PageReader:
    return PageReader()


@pytest.fixture(scope="module")
def render(pages: PageReader) -> RenderForm:
    return partial(render_form, InProcessRenderer(pages))


def sheet(
    workplace: Workplace, render: RenderForm, code: str, **situation: str | bool | int
) -> CitizenSheet:
    return citizen_sheet(workplace.reference, render, code, situation, NOW)


def words(pages: PageReader, made: CitizenSheet) -> str:
    return " ".join(pages.text(made.pdf.data).split())


def test_the_page_holds_papers_fee_appointment_and_place(
    workplace: Workplace, render: RenderForm, pages: PageReader
) -> None:
    made = sheet(workplace, render, BIRTH, late=True, agent=True, copies=2)
    said = words(pages, made)
    assert made.is_whole
    for part in (
        "Đăng ký khai sinh", "Mã thủ tục: 1.001193", "Đăng ký quá hạn", "Văn bản ủy quyền",
        "(2 bản): 16.000 đ", "chưa có mức của tỉnh", "trong ngày làm việc",
        "hẹn trả 17:00 ngày 26/11/2026", "Giờ làm việc: 07:30 – 11:30, 13:30 – 17:00",
        workplace.profile.centre, "Không được yêu cầu nộp",
    ):  # fmt: skip
        assert part in said


def test_it_is_an_a5_page(workplace: Workplace, render: RenderForm, pages: PageReader) -> None:
    made = sheet(workplace, render, BIRTH)
    width, height, _ = pages.render(made.pdf.data, 0, 254)
    assert (round(width / 10), round(height / 10)) == (148, 210)


def test_a_procedure_of_another_agency_names_that_agency_as_the_place(
    workplace: Workplace, render: RenderForm, pages: PageReader
) -> None:
    assert "Nơi nộp: Công an cấp xã" in words(pages, sheet(workplace, render, "1.004222"))


def test_many_papers_go_over_to_the_back_and_none_is_left_out(
    workplace: Workplace, render: RenderForm, pages: PageReader
) -> None:
    made = sheet(workplace, render, MANY, case="c1")
    said = words(pages, made)
    assert made.pdf.pages == 2
    assert made.is_whole
    main = said.index("Một trong các loại giấy tờ quy định tại Điều 137")
    assert main < said.index("Chỉ nộp nếu thuộc trường hợp") < said.index("thửa đất liền kề")


def test_what_no_sheet_holds_is_counted_on_it(
    workplace: Workplace, render: RenderForm, pages: PageReader
) -> None:
    made = sheet(workplace, render, TOO_MANY)
    said = words(pages, made)
    assert made.pdf.pages == 2
    assert 0 < made.papers_left_out < 10
    assert f"Còn {made.papers_left_out} giấy tờ" in said
    assert f"xem mã {TOO_MANY} trên Cổng Dịch vụ công quốc gia" in said
    assert "Thời hạn giải quyết" in said  # what is short is never given up for papers


def test_without_papers_it_says_where_to_look(
    workplace: Workplace, render: RenderForm, pages: PageReader
) -> None:
    catalogue = workplace.reference.catalogue
    day = catalogue.status_date
    bare = next(p.code for p in catalogue.all(day) if p.offerable and not p.papers)
    said = words(pages, sheet(workplace, render, bare))
    assert "Chưa có dữ liệu thành phần hồ sơ" in said
    assert "Giấy tờ phải nộp" not in said
