"""What changed, in words a clerk reads: time, fee, papers, name, status, and from which day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from catalog.bundle.changes import (
    CatalogueChanges,
    ProcedureChange,
    compare,
    general_parts,
    summary,
)
from catalog.bundle.installed import Origin
from catalog.catalogue import Catalogue
from catalog.index import make_index
from tests.unit.catalog.bundle import made

ON = date(2026, 12, 1)


def catalogue(version: str, edit: made.Edit | None = None) -> Catalogue:
    content = made.content(version, edit)
    return Catalogue(content, make_index(content), Origin())


def told(edit: made.Edit) -> CatalogueChanges:
    return compare(catalogue("2026.12.01"), catalogue("2026.12.02", edit), ON)


def lines(edit: made.Edit) -> Iterable[str]:
    changes = told(edit).changed
    assert [c.code for c in changes] == [made.SIGNATURE]
    return changes[0].lines


def test_nothing_changed_is_said_plainly() -> None:
    changes = told(lambda _: None)
    assert changes.is_empty
    assert summary(changes) == "không có gì khác"


def test_a_new_time_limit() -> None:
    def edit(files: made.Files) -> None:
        made.procedure(files, made.SIGNATURE)["time_limit"] = {"working_days": 2, "text": "2 ngày"}

    assert list(lines(edit)) == ["Thời hạn: từ trong ngày làm việc thành 02 ngày làm việc."]
    assert told(edit).changed[0].aspects == {"time"}


def test_a_new_amount() -> None:
    def edit(files: made.Files) -> None:
        made.procedure(files, made.SIGNATURE)["fees"][0]["amount_vnd"] = 12_000

    (line,) = lines(edit)
    assert line.startswith("Mức thu “Phí")
    assert "từ 10.000 đ" in line
    assert "thành 12.000 đ" in line


def test_papers_that_come_and_go() -> None:
    def edit(files: made.Files) -> None:
        papers = made.procedure(files, made.SIGNATURE)["papers"]
        papers[0] = {"name": "Giấy mới", "original": 1, "when": ["agent"]}

    said = list(lines(edit))
    assert said[0] == (
        "Thành phần hồ sơ: thêm “Giấy mới”: phải nộp; 1 bản chính; "
        "ủy quyền cho người khác thực hiện."
    )
    assert said[1].startswith("Thành phần hồ sơ: bỏ “")


def test_a_repeal_with_its_successor() -> None:
    def edit(files: made.Files) -> None:
        made.procedure(files, made.SIGNATURE).update(
            status="superseded", replaced_by=[made.COPY], status_note="Quyết định mẫu."
        )

    assert list(lines(edit)) == [f"Trạng thái: đã được thay thế, dùng {made.COPY}. Quyết định mẫu."]


def test_a_version_that_lies_ready_is_told_with_its_day() -> None:
    def edit(files: made.Files) -> None:
        now = made.procedure(files, made.SIGNATURE)
        later = {**now, "valid_from": "2027-03-01", "name": "Chứng thực chữ ký (mới)"}
        files["procedures/chung-thuc.json"].append(later)

    (line,) = lines(edit)
    assert line.startswith("Từ 01/03/2027: Tên: từ “Chứng thực chữ ký")
    assert told(edit).changed[0].name.startswith("Chứng thực chữ ký trong")


def test_an_end_is_told_with_the_day_after() -> None:
    def edit(files: made.Files) -> None:
        made.procedure(files, made.SIGNATURE)["valid_to"] = "2026-12-31"

    assert list(lines(edit)) == ["Từ 01/01/2027: Trạng thái: đã bãi bỏ."]


def test_added_and_removed_procedures() -> None:
    def edit(files: made.Files) -> None:
        group = files["procedures/giam-ngheo.json"]
        removed = group.pop()
        weights = files["usage.json"]["weights"]
        weights[:] = [own for own in weights if own["code"] != removed["code"]]
        new = {**group[0], "status": "current", "status_note": "", "valid_to": None}
        group.append({**new, "code": "1.116214", "name": "Thủ tục mới"})
        group.append({**new, "code": "1.116215", "valid_from": "2027-01-01"})

    changes = told(edit)
    assert [(c.code, c.lines[0]) for c in changes.added] == [
        ("1.116214", "Thủ tục mới trong danh mục."),
        ("1.116215", "Thủ tục mới, áp dụng từ 01/01/2027."),
    ]
    assert len(changes.removed) == 1
    assert "vẫn giữ phiên bản lúc nhận" in changes.removed[0].lines[0]
    assert len(changes.codes) == 3
    assert summary(changes) == "2 thủ tục mới, 1 bỏ"


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("legal_basis", ["Nghị định mẫu"], "Căn cứ pháp lý: thêm “Nghị định mẫu”."),
        ("data_replaced", ["Căn cước ← CSDL"], "Giấy tờ được thay bằng dữ liệu: thêm"),
        ("result", "Giấy mẫu", "Sửa kết quả."),
        ("hints", [{"text": "Lưu ý mẫu"}], "Sửa lưu ý."),
    ],
)
def test_other_parts_are_named(key: str, value: object, words: str) -> None:
    def edit(files: made.Files) -> None:
        made.procedure(files, made.SIGNATURE)[key] = value

    assert any(line.startswith(words) for line in lines(edit))


def test_keywords_and_sources_are_no_change_for_the_clerk() -> None:
    def edit(files: made.Files) -> None:
        made.procedure(files, made.SIGNATURE).update(keywords=["abc"], portal_url="https://x.vn")

    assert told(edit).is_empty


def test_the_calendar_and_other_files_are_told_in_general() -> None:
    def edit(files: made.Files) -> None:
        files["calendar.json"]["days"].append({
            "date": "2028-01-26", "kind": "holiday", "name": "Mùng 1 Tết", "basis": "mẫu",
            "certainty": "announced",
        })  # fmt: skip
        files["synonyms.json"]["soft"].append("abcxyz")
        rate = {"name": "Lệ phí", "kind": "le_phi", "amount_vnd": 5000, "basis": "mẫu"}
        files["provinces/phu_tho.json"]["rates"] = [{"procedure": "2.000908", "rate": rate}]

    changes = told(edit)
    assert changes.general == (
        "Lịch nghỉ: 26/01/2028 là Mùng 1 Tết.",
        "Mức thu của tỉnh Phú Thọ: 1 mức trong bản mới.",
        "Từ ngữ tìm kiếm có thay đổi.",
    )
    assert [c.code for c in changes.changed] == ["2.000908"]


def test_what_is_general_is_named_by_its_kind() -> None:
    general = (
        "Lịch nghỉ: bỏ 01/01/2027 (x).", "Từ ngữ tìm kiếm có thay đổi.",
        "Đơn vị hành chính: bảng mới.", "Biểu mẫu: “A”, mẫu mới.", "Biểu mẫu: “B”, sửa mẫu.",
    )  # fmt: skip
    changes = CatalogueChanges("1", "2", (), (), (), general)
    assert [(part.title, len(part.lines)) for part in general_parts(changes)] == [
        ("Biểu mẫu", 2), ("Đơn vị hành chính", 1), ("Lịch nghỉ", 1), ("Khác", 1),
    ]  # fmt: skip
    said = "2 biểu mẫu, đơn vị hành chính, lịch nghỉ, 1 thay đổi khác"
    assert summary(changes) == said
    one = ProcedureChange("1.000001", "A", "removed", (), frozenset())
    assert summary(replace(changes, removed=(one, one))) == f"2 thủ tục bỏ, {said}"
