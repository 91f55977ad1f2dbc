"""A line about an identity paper in its parts, and copies as numbers."""

from __future__ import annotations

from datetime import date

import pytest

from forms.answers import parse_answers, read_date
from forms.derive.papers import IdPaper, card_of, read_paper, write_paper
from forms.library import load_library
from forms.schema import FieldType
from tests.unit.forms.conftest import TODAY

CARD = "Căn cước công dân số 025190000222 do Cục Cảnh sát QLHC về TTXH cấp ngày 20/11/2021"
CERTIFICATE = "Giấy khai sinh số 01/2014, quyển số 02 do UBND xã Sông Mẫu cấp ngày 15/11/2014"


@pytest.mark.parametrize(
    "text",
    [CARD, CERTIFICATE, "Số định danh cá nhân 025190000222", "Chứng minh nhân dân số 131000456",
     "025190000222", "Hộ chiếu số B0000001 cấp ngày 01/02/2020", "", "Chưa có giấy tờ"],
)  # fmt: skip
def test_a_line_comes_back_as_it_was(text: str) -> None:
    assert write_paper(read_paper(text)) == text


def test_the_official_example_is_read_part_by_part() -> None:
    assert read_paper(CARD) == IdPaper(
        "Căn cước công dân", "025190000222", "Cục Cảnh sát QLHC về TTXH", "20/11/2021"
    )
    assert read_paper("cccd 025190000222").kind == "Căn cước công dân"


def test_kind_and_issuer_follow_from_the_day_of_issue() -> None:
    assert card_of(date(2024, 6, 30)) == ("Căn cước công dân", "Cục Cảnh sát QLHC về TTXH")
    assert card_of(date(2024, 7, 1)) == ("Thẻ căn cước", "Bộ Công an")


@pytest.mark.parametrize(
    ("given", "kept"), [("không", 0), ("0", 0), ("2", 2), (3, 3), ("99", 99), ("100", 100),
                        (999, 999), ("1000", None),
                        (-1, None), ("hai", None)],
)  # fmt: skip
def test_copies_are_a_number_that_somebody_may_ask_for(given: object, kept: int | None) -> None:
    schema = load_library().get("tk_dang_ky_ket_hon", TODAY)
    line = schema.line("copies_count")
    assert line is not None
    assert line.type is FieldType.COPIES
    parsed = parse_answers(schema, {"copies_count": given})
    if kept is None:
        assert [p.code for p in parsed.problems] == ["FORM-08"]
    else:
        assert parsed.answers["copies_count"] == kept


def test_every_line_that_counts_copies_is_of_that_type() -> None:
    library = load_library()
    for head in library.summaries():
        if head.head.sheet.value == "missing":
            continue
        line = library.get(head.head.id, TODAY).line("copies_count")
        assert line is None or line.type is FieldType.COPIES


def test_a_spelled_date_is_read() -> None:
    assert read_date("ngày 12 tháng 11 năm 2026").shown == "12/11/2026"
    with pytest.raises(ValueError, match="date"):
        read_date("hôm qua")
