"""Out to spreadsheets and back: nothing is lost, an edit is found, a mistake names its row."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import msgspec
import pytest

from base.errors import InputError
from catalog.build_index import build_index
from catalog.content import DATA, Folder, Packed
from catalog.procedure import Procedure
from catalog.publish import tables
from catalog.publish.book import (
    SHEETS,
    data_file,
    load_book,
    read_book,
    save_book,
    save_content,
    write_book,
)
from catalog.publish.cells import Columns
from tests.unit.catalog.bundle import made

BASE = made.content("2026.12.01")
Sheets = dict[str, bytes]


@pytest.fixture
def sheets() -> Sheets:
    return write_book(BASE)


def edit(sheets: Sheets, name: str, old: str, new: str) -> None:
    text = sheets[name].decode("utf-8-sig")
    assert old in text
    sheets[name] = text.replace(old, new, 1).encode("utf-8-sig")


def append(sheets: Sheets, name: str, **cells: str) -> None:
    headers = sheets[name].decode("utf-8-sig").splitlines()[0].split(";")
    assert set(cells) <= set(headers)
    row = ";".join(cells.get(header, "") for header in headers)
    sheets[name] += f"{row}\r\n".encode()


def procedures(content: Packed) -> dict[tuple[str, str | None], Procedure]:
    return {
        (p.code, p.valid_from): p
        for name in content.names()
        if name.startswith("procedures/")
        for p in msgspec.json.decode(content.read(name), type=list[Procedure])
    }


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("lich-nghi.csv", "'2026-11-24", "'31/02/2027", "cột “Ngày”: “31/02/2027” không có"),
        ("thanh-phan.csv", "no_identity_data", "abc=1", "cột “Khi nào”: điều kiện “abc=1”"),
        ("su-dung.csv", "2.000815", "9.999999", "cột “Mã thủ tục”: không có thủ tục 9.999999"),
        ("lich-nghi.csv", "'2026-11-24", "'2026-02-16", "'2026-02-16: ghi hai lần"),
        ("thu-tuc.csv", "đang áp dụng", "xyz", "cột “Trạng thái”: “xyz” không có trong"),
    ],
)
def test_a_mistake_names_its_sheet_its_row_and_its_column_once(
    sheets: Sheets, name: str, old: str, new: str, words: str
) -> None:
    edit(sheets, name, old, new)
    row = 1 + next(
        number
        for number, cells in enumerate(csv.reader(io.StringIO(text(sheets, name)), delimiter=";"))
        if any(new.strip("'") in cell for cell in cells)
    )
    with pytest.raises(InputError) as caught:
        read_book(sheets, "2026.12.02", BASE)
    (only,) = caught.value.fields
    assert only.pointer.startswith(f"/{name}/")
    assert words.strip("'") in only.message
    if "hai lần" not in words:  # there the later one of the two is named
        assert only.pointer == f"/{name}/{row}"
    assert only.message.startswith(f"dòng {only.pointer.rpartition('/')[2]}")


def text(sheets: Sheets, name: str) -> str:
    return sheets[name].decode("utf-8-sig")


def test_a_procedure_in_force_names_none_that_replaces_it(sheets: Sheets) -> None:
    rows = list(csv.DictReader(io.StringIO(text(sheets, "thu-tuc.csv")), delimiter=";"))
    current = next(row for row in rows if row["Trạng thái"] == "đang áp dụng")
    current["Thay bằng mã"] = "9.999999"
    out = io.StringIO()
    writer = csv.DictWriter(out, list(current), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    sheets["thu-tuc.csv"] = out.getvalue().encode()
    with pytest.raises(InputError) as caught:
        read_book(sheets, "2026.12.02", BASE)
    (only,) = caught.value.fields
    assert "cột “Thay bằng mã”" in only.message


def test_the_delivered_catalogue_comes_back_byte_for_byte(tmp_path: Path) -> None:
    source = Folder(DATA)
    save_book(source, tmp_path / "sheets")
    made_again = read_book(load_book(tmp_path / "sheets"), "2026.11.23", source)
    assert made_again.names() == source.names()
    assert [n for n in source.names() if made_again.read(n) != source.read(n)] == []


def test_data_files_are_written_one_way() -> None:
    for name in Folder(DATA).names():
        if name.startswith("procedures/"):
            raw = Folder(DATA).read(name)
            assert data_file(msgspec.json.decode(raw, type=list[Procedure])) == raw


@pytest.mark.parametrize("separator", [",", "\t"])
def test_any_separator_comes_back(separator: str) -> None:
    again = read_book(write_book(BASE, separator), "2026.12.01", BASE)
    assert procedures(again) == procedures(BASE)


def test_only_what_was_edited_gets_the_new_version(sheets: Sheets) -> None:
    edit(sheets, "muc-thu.csv", ";10000;", ";12.000;")
    found = procedures(read_book(sheets, "2026.12.02", BASE))
    new = [code for (code, _), p in found.items() if p.version == "2026.12.02"]
    assert new == [made.SIGNATURE]
    assert found[made.SIGNATURE, None].fees[0].amount_vnd == 12_000


def test_a_version_for_a_later_day_is_a_further_row(sheets: Sheets) -> None:
    append(
        sheets, "thu-tuc.csv",
        **{"Mã thủ tục": "'2.000884", "Áp dụng từ": "01/03/2027", "Tên": "Chứng thực chữ ký",
           "Lĩnh vực": "Chứng thực", "Bộ": "Bộ Tư pháp", "Cấp thực hiện": "Cấp xã",
           "Trạng thái": "đang áp dụng", "Độ tin cậy": "cao", "Mức chi tiết": "một phần",
           "Nguồn": "Luật mẫu", "Trong ngày": "x"},
    )  # fmt: skip
    append(
        sheets, "thanh-phan.csv",
        **{"Mã thủ tục": "'2.000884", "Áp dụng từ": "01/03/2027", "Tên": "Giấy mẫu",
           "Bản chính": "1"},
    )  # fmt: skip
    later = procedures(read_book(sheets, "2026.12.02", BASE))[made.SIGNATURE, "2027-03-01"]
    assert later.time_limit.same_day
    assert [(p.name, p.use, p.original) for p in later.papers] == [("Giấy mẫu", "submit", 1)]


def test_a_new_field_gets_a_file_of_its_own(sheets: Sheets) -> None:
    edit(sheets, "thu-tuc.csv", ";Giảm nghèo;", ";Giảm nghèo bền vững;")
    names = read_book(sheets, "2026.12.02", BASE).names()
    assert "procedures/giam-ngheo-ben-vung.json" in names


def test_a_holiday_is_a_further_row_in_any_order(sheets: Sheets) -> None:
    append(
        sheets, "lich-nghi.csv",
        **{"Ngày": "26/01/2028", "Loại": "nghỉ lễ", "Tên": "Mùng 1 Tết", "Căn cứ": "mẫu",
           "Mức chắc chắn": "đã thông báo"},
    )  # fmt: skip
    assert b"2028-01-26" in read_book(sheets, "2026.12.02", BASE).read("calendar.json")


def refused(sheets: Sheets) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_book(sheets, "2026.12.02", BASE)
    assert caught.value.code == "CAT-21"
    return [f"{p.pointer} {p.message}" for p in caught.value.fields]


def test_a_mistake_is_told_by_sheet_row_and_column(sheets: Sheets) -> None:
    edit(sheets, "muc-thu.csv", ";10000;", ";mười nghìn;")
    (line,) = refused(sheets)
    assert line.startswith("/muc-thu.csv/")
    assert "dòng " in line
    assert "cột “Số tiền (đ)”" in line


def test_rows_of_an_unknown_procedure_and_double_rows_are_told(sheets: Sheets) -> None:
    append(sheets, "luu-y.csv", **{"Mã thủ tục": "9.999999", "Lưu ý": "x"})
    first = sheets["thu-tuc.csv"].decode("utf-8-sig").split("\r\n'2.000815", 1)[1]
    sheets["thu-tuc.csv"] += ("'2.000815" + first.partition("\r\n'")[0] + "\r\n").encode()
    told = refused(sheets)
    assert any("9.999999 không có trong thu-tuc.csv" in line for line in told)
    assert any("đã có ở dòng trên" in line for line in told)


def test_what_the_sheets_say_is_checked_like_a_signed_file(sheets: Sheets) -> None:
    append(
        sheets, "luu-y.csv",
        **{"Mã thủ tục": "'2.000815", "Lưu ý": "x", "Khi nào": "nobody_asks"},
    )  # fmt: skip
    assert any("không có câu hỏi này" in line for line in refused(sheets))


def test_a_missing_sheet_is_named(tmp_path: Path) -> None:
    save_book(BASE, tmp_path)
    (tmp_path / "cum-tu.csv").unlink()
    with pytest.raises(InputError) as caught:
        load_book(tmp_path)
    assert caught.value.code == "CAT-20"
    assert "cum-tu.csv" in caught.value.message


def test_the_data_folder_can_be_written_from_the_sheets(tmp_path: Path, sheets: Sheets) -> None:
    edit(sheets, "thu-tuc.csv", ";Giảm nghèo;", ";Giảm nghèo bền vững;")
    save_content(BASE, tmp_path)
    save_content(read_book(sheets, "2026.12.02", BASE), tmp_path)
    names = {path.name for path in (tmp_path / "procedures").iterdir()}
    assert names == {"chung-thuc.json", "giam-ngheo-ben-vung.json", "giam-ngheo.json"}
    assert b"2026.12.02" in build_index(tmp_path)


def test_no_sheet_has_two_columns_of_one_name(sheets: Sheets) -> None:
    assert set(sheets) == set(SHEETS)
    for name, data in sheets.items():
        headers = data.decode("utf-8-sig").splitlines()[0].split(";")
        assert len(headers) == len(set(headers)), name


def test_every_part_of_a_struct_has_a_column() -> None:
    """A field added to the data without a column would be lost on the way through Excel."""
    apart = {
        "Procedure": {"time_limit", "fees", "exemptions", "papers", "cases", "hints", "questions"},
        "TimeLimit": {"by_channel", "cases"},
        "QuestionSpec": {"choices"},
        "Workflow": {"steps"},
    }
    found = [value for value in vars(tables).values() if isinstance(value, Columns)]
    assert len(found) > 15
    for columns in found:
        fields = set(columns.row_type.__struct_fields__)
        named = {column.name for column in columns.columns}
        assert fields - named == apart.get(columns.row_type.__name__, set())


def test_no_cell_is_longer_than_excel_holds() -> None:
    """Excel cuts a cell off at 32,767 characters without a word."""
    for data in write_book(Folder(DATA)).values():
        rows = csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";")
        assert max(len(cell) for row in rows for cell in row) <= 32_767
