"""The page for the citizen: in words, nothing demanded that the office finds, doubts shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest

from base.clock import VIETNAM
from catalog.catalogue import Catalogue
from catalog.counter.citizen_page import CitizenPage, Visit, citizen_page
from catalog.procedure import Procedure
from catalog.situations import Situation
from desk.profile import CentreProfile
from tests.unit.catalog.conftest import TODAY

PROFILE = CentreProfile(
    parent_org="UBND XÃ MẪU", unit="TRUNG TÂM", centre="Trung tâm mẫu", authority="UBND xã Mẫu",
    place="Mẫu", province="Phú Thọ", tag="MAU1", phone="0210 000 000",
)  # fmt: skip


@pytest.fixture
def page(procedure: Callable[[str], Procedure]) -> Callable[..., CitizenPage]:
    def make(code: str, situation: Situation | None = None, copies: int = 0) -> CitizenPage:
        visit = Visit(procedure(code), situation or {}, TODAY, copies=copies)
        return citizen_page(visit, PROFILE, "V")

    return make


def test_a_late_birth_with_an_agent(page: Callable[..., CitizenPage]) -> None:
    made = page("1.001193", {"late": True, "agent": True, "birth_evidence": "witness"}, copies=2)
    assert made.title == "Đăng ký khai sinh"
    assert (made.centre, made.phone, made.printed_on) == (
        "Trung tâm mẫu", "0210 000 000", "26/11/2026",
    )  # fmt: skip
    assert made.case_lines == (
        "Đăng ký quá hạn",
        "Ủy quyền cho người khác thực hiện",
        "Không có Giấy chứng sinh, có người làm chứng",
    )
    assert [line.name for line in made.bring] == [
        "Tờ khai đăng ký khai sinh",
        "Văn bản ủy quyền",
        "Văn bản của người làm chứng xác nhận về việc sinh",
    ]
    assert made.bring[2].note == "Thay cho Giấy chứng sinh."
    assert {line.count for line in made.bring} == {"01 bản chính"}
    assert made.not_needed == (
        "Giấy chứng nhận kết hôn của cha, mẹ", "Bản sao Căn cước (chỉ xuất trình để đối chiếu)",
    )  # fmt: skip
    assert made.fee_lines[0] == "Lệ phí đăng ký khai sinh quá hạn: chưa có mức của tỉnh"
    assert made.fee_lines[1].endswith("(2 bản): 16.000 đ")
    assert made.time == "trong ngày làm việc"
    assert made.result == "Giấy khai sinh"


def test_what_is_for_the_clerk_does_not_stand_on_it(page: Callable[..., CitizenPage]) -> None:
    hints = page("1.001193", {"birth_evidence": "undertaking"}).hints
    assert not [hint for hint in hints if "số định danh" in hint or "Giải thích" in hint]
    assert [hint for hint in hints if "3.000722" in hint]


def test_a_free_case_says_why(page: Callable[..., CitizenPage]) -> None:
    assert page("1.001193").fee_lines == (
        "Lệ phí đăng ký khai sinh: 0 đ",
        "Miễn: Đăng ký khai sinh đúng hạn (trong 60 ngày)",
    )


def test_without_data_it_says_where_to_look(
    page: Callable[..., CitizenPage], catalogue: Catalogue
) -> None:
    bare = next(p.code for p in catalogue.all(TODAY) if p.offerable and not p.papers)
    assert "chưa có dữ liệu" in page(bare).cautions[0].lower()
    assert page(bare).bring == ()


def test_an_undecided_case_and_another_desk_are_told(page: Callable[..., CitizenPage]) -> None:
    made = page("1.004222")
    assert any("tùy trường hợp" in text for text in made.cautions)
    assert made.where.startswith("Công an cấp xã")
    assert page("1.001193").where == "Trung tâm mẫu"


def test_a_repealed_procedure_is_not_recommended(page: Callable[..., CitizenPage]) -> None:
    assert page("2.001023").cautions[0] == "Thủ tục này không còn áp dụng."


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts(item)


def test_every_procedure_gives_plain_values_without_keys_of_the_program(
    catalogue: Catalogue,
) -> None:
    for entry in catalogue.all(TODAY):
        values = citizen_page(Visit(entry, {"channel": "online"}, date(2026, 11, 26)), PROFILE, "V")
        plain = json.loads(json.dumps(values.values()))
        for text in texts(plain):
            assert "None" not in text
            assert "certified_copy" not in text


def test_what_databases_replace_is_not_to_be_brought(page: Callable[..., CitizenPage]) -> None:
    made = page("1.013225", {"case": "c7"})
    assert any("Giấy chứng nhận quyền sử dụng đất" in name for name in made.not_needed)
    assert not [line for line in made.bring if "giấy tờ hợp pháp về đất đai" in line.name]
    assert page("1.001193", {"channel": "online"}).not_needed == (
        "Giấy chứng nhận kết hôn của cha, mẹ", "Căn cước",
    )  # fmt: skip


def test_nothing_is_both_brought_or_shown_and_not_needed(
    catalogue: Catalogue, page: Callable[..., CitizenPage]
) -> None:
    for entry in catalogue.all(TODAY):
        for channel in ("direct", "online"):
            made = page(entry.code, {"channel": channel})
            asked = {line.name for line in (*made.bring, *made.bring_in_case, *made.show)}
            assert not asked & set(made.not_needed), entry.code
            if any("tùy thân" in name for name in asked):
                assert "Căn cước" not in made.not_needed, entry.code


def test_papers_of_some_cases_stand_apart_from_what_everybody_brings(
    page: Callable[..., CitizenPage],
) -> None:
    made = page("1.010040")
    assert [line.count for line in made.bring] == ["01 bản chính"]
    assert [line.count for line in made.bring_in_case] == ["01 bản chính"]
    land = page("1.013978", {"case": "c1"})
    assert [line.name[:35] for line in land.bring] == [
        "Đơn đăng ký đất đai, tài sản gắn li", "Một trong các loại giấy tờ quy định",
    ]  # fmt: skip
    assert len(land.bring_in_case) == 14


def test_what_is_not_taken_in_has_no_appointment(procedure: Callable[[str], Procedure]) -> None:
    due = datetime(2026, 12, 10, 17, tzinfo=VIETNAM)
    for code, promised in (("1.001193", True), ("2.000633", False)):
        visit = Visit(procedure(code), {}, TODAY, due_at=due)
        assert bool(citizen_page(visit, PROFILE, "V").due) is promised


def test_one_of_several_papers_is_one_line(page: Callable[..., CitizenPage]) -> None:
    made = page("1.013232", {"no_database_data": True})
    (line,) = [line for line in made.bring if line.name.startswith("Một trong")]
    assert line.name.count("; Giấy chứng nhận") == 2
    many = page("1.013226", {"land_use_changed": True, "no_database_data": True}).bring
    (line,) = [line for line in many if line.name.startswith("Một trong")]
    assert "và 8 loại khác, hỏi cán bộ một cửa" in line.name
    assert len(line.name) < 700


def test_a_list_without_papers_never_looks_whole(
    catalogue: Catalogue, page: Callable[..., CitizenPage]
) -> None:
    for entry in catalogue.all(TODAY):
        for case in [c.value for c in entry.cases] or [""]:
            made = page(entry.code, {"case": case} if case else {})
            if not (made.bring or made.bring_in_case or made.show or made.fill_online):
                said = " ".join(made.cautions)
                assert (
                    "chưa có dữ liệu" in said.lower()
                    or "tùy trường hợp" in said
                    or ("cần đối chiếu" in said)
                ), entry.code


def test_a_fee_by_the_page_tells_its_tariff(page: Callable[..., CitizenPage]) -> None:
    lines = page("2.000815").fee_lines
    assert "2.000 đ/trang; từ trang thứ 3: 1.000 đ/trang; tối đa 200.000 đ/bản" in lines[0]
    assert not [line for line in lines if "tỉnh" in line]
