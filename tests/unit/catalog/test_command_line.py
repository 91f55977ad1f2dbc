"""`catalog …` through the program: shapes, exit statuses, one document on stdout."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from catalog.bundle.publishers import write_publisher
from cli.program import main
from dossiers.acceptance import take_in
from dossiers.draft import IntakeDraft
from exchange.installed import pointer_file, version_file
from exchange.keys import new_signing_key
from exchange.records import Party
from tests.conftest import Desk
from tests.unit.catalog.bundle import made

Answer = tuple[int, Any]
Run = Callable[..., Answer]


@pytest.fixture
def run(desk: Desk, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: str | Path) -> Answer:
        arguments = ["--json", "--data-dir", str(desk.data_dir.root), "--now", "2026-11-26T08:30"]
        status = main([*arguments, "catalog", *(str(word) for word in words)])
        return status, json.loads(capsys.readouterr().out)

    return call


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "publisher.json").write_bytes(
        write_publisher("Sở Tư pháp (mẫu)", made.MOMENT, made.signing_key())
    )
    for version in ("2026.12.01", "2026.12.02"):
        (tmp_path / f"{version}.json").write_bytes(made.signed(version))
    return tmp_path


def code(answer: Answer) -> str:
    status, document = answer
    assert status == 3
    assert set(document) == {"error"}
    return str(document["error"]["code"])


def test_a_file_is_taken_only_after_its_publisher_is_trusted(run: Run, files: Path) -> None:
    assert code(run("import", files / "2026.12.01.json")) == "SIGN-04"
    status, trusted = run("trust", files / "publisher.json")
    assert (status, trusted["name"]) == (0, "Sở Tư pháp (mẫu)")
    status, looked = run("import", files / "2026.12.01.json", "--check")
    assert (status, looked["installed"]) == (0, False)
    status, done = run("import", files / "2026.12.01.json")
    assert status == 0
    assert {"version", "from_version", "added", "changed", "removed", "general"} <= set(done)
    assert (done["version"], done["from_version"]) == ("2026.12.01", "2026.11.23")
    assert (done["publisher"], done["installed"]) == ("Sở Tư pháp (mẫu)", True)
    assert {"code", "name", "aspects", "lines"} == set(done["removed"][0])
    assert code(run("import", files / "2026.12.01.json")) == "CAT-12"


def test_what_a_person_reads_tells_who_signed_and_whom_the_desk_trusts(
    desk: Desk, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(*words: str | Path) -> str:
        arguments = ["--data-dir", str(desk.data_dir.root), "--now", "2026-11-26T08:30", "catalog"]
        assert main([*arguments, *(str(word) for word in words)]) == 0
        return capsys.readouterr().out

    assert "Chưa tin nơi phát hành nào." in said("verify")
    trusted = said("trust", files / "publisher.json")
    key = trusted.rstrip().rpartition(" ")[2]
    assert len(key) == 32
    looked = said("import", files / "2026.12.01.json", "--check")
    assert "Chưa nạp, chỉ xem danh mục 2026.12.01." in looked
    assert "Nơi phát hành đã ký: Sở Tư pháp (mẫu)." in looked
    assert "So với bản 2026.11.23" in looked
    assert "Danh mục 2026.11.23 (kèm theo chương trình): tốt." in said("verify")
    assert "Nơi phát hành đã ký: Sở Tư pháp (mẫu)." in said("import", files / "2026.12.01.json")
    assert f"Tin nơi phát hành: Sở Tư pháp (mẫu) ({key})" in said("verify")


def test_a_stranger_with_a_borrowed_name_is_shown_as_the_stranger(
    run: Run, desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = new_signing_key()
    (tmp_path / "la.json").write_bytes(write_publisher("Kẻ lạ", made.MOMENT, key))
    (tmp_path / "tep.json").write_bytes(made.signed(key=key))  # calls itself Sở Tư pháp (mẫu)
    run("trust", tmp_path / "la.json")
    looked = run("import", tmp_path / "tep.json", "--check")[1]
    assert (looked["publisher"], looked["claimed"]) == ("Kẻ lạ", made.PUBLISHER)
    arguments = ["--data-dir", str(desk.data_dir.root), "--now", "2026-11-26T08:30", "catalog"]
    for words in (("import", str(tmp_path / "tep.json")), ("verify",)):
        assert main([*arguments, *words]) == 0
        said = capsys.readouterr().out
        assert "Nơi phát hành đã ký: Kẻ lạ." in said
        assert f"tệp tự ghi nơi phát hành là “{made.PUBLISHER}”" in said
    found = run("verify")[1]
    assert (found["publisher"], found["claimed"]) == ("Kẻ lạ", made.PUBLISHER)


def test_a_publisher_that_is_trusted_no_longer_brings_nothing_in(run: Run, files: Path) -> None:
    key = run("trust", files / "publisher.json")[1]["key_id"]
    run("import", files / "2026.12.01.json")
    assert run("untrust", made.PUBLISHER) == (0, {"name": made.PUBLISHER, "key_id": key})
    assert code(run("import", files / "2026.12.02.json")) == "SIGN-04"
    status, found = run("verify")
    assert (status, found["version"], found["trusted"]) == (3, "2026.12.01", [])
    assert code(run("untrust", key)) == "CAT-18"
    assert run("trust", files / "publisher.json")[0] == 0
    assert run("verify")[1]["trusted"] == [
        {"name": made.PUBLISHER, "key_id": key, "source": "desk"}
    ]


def test_a_lost_pointer_answers_with_3(run: Run, files: Path, desk: Desk) -> None:
    run("trust", files / "publisher.json")
    run("import", files / "2026.12.02.json")
    pointer_file(desk.data_dir).unlink()
    status, found = run("verify")
    assert (status, found["ok"], found["kind"]) == (3, False, "bundled")
    assert "tệp chỉ dẫn mất" in found["problems"][0]
    assert code(run("import", files / "2026.12.01.json")) == "CAT-13"
    assert run("import", files / "2026.12.02.json")[0] == 0
    assert run("rollback", "--bundled")[1]["version"] == "2026.11.23"  # what was before


def test_changes_rollback_and_verify(run: Run, files: Path) -> None:
    run("trust", files / "publisher.json")
    run("import", files / "2026.12.01.json")
    run("import", files / "2026.12.02.json")
    assert run("changes")[1]["from_version"] == "2026.12.01"
    status, found = run("verify")
    assert (status, found["ok"], found["kind"]) == (0, True, "installed")
    assert found["trusted"][0]["name"] == "Sở Tư pháp (mẫu)"
    status, back = run("rollback")
    assert (status, back["version"]) == (0, "2026.12.01")
    assert code(run("rollback")) == "CAT-14"


def test_a_damaged_installation_answers_with_3_and_the_program_still_works(
    run: Run,
    files: Path,
    desk: Desk,
) -> None:
    run("trust", files / "publisher.json")
    run("import", files / "2026.12.01.json")
    version_file(desk.data_dir, "2026.12.01").write_bytes(b"{}")
    status, found = run("verify")
    assert (status, found["ok"], found["kind"]) == (3, False, "bundled")
    assert found["problems"]
    assert run("show", "1.001193")[1]["version"] == "2026.11.23"


def test_the_installed_catalogue_serves_every_command(run: Run, files: Path) -> None:
    run("trust", files / "publisher.json")
    run("import", files / "2026.12.01.json")
    assert run("search", "chứng thực chữ ký")[1][0]["code"] == made.SIGNATURE
    assert run("show", made.SIGNATURE)[1]["version"] == "2026.11.23"
    assert run("fee", made.COPY, "--pages", "3")[1]["total_vnd"] == 5000
    assert run("checklist", made.SIGNATURE, "--situation", "foreign_language=true")[0] == 0
    due = run("due", made.SIGNATURE, "--received", "2026-11-26T15:30")[1]
    assert due["due_at"] == "2026-11-27T17:00:00+07:00"
    assert code(run("show", "1.001193")) == "CAT-01"  # the small catalogue does not have it


def test_a_checklist_tells_what_the_office_looks_up_and_what_to_know(run: Run) -> None:
    document = run("checklist", "1.000894")[1]
    assert document["looked_up"] == ["Giấy xác nhận tình trạng hôn nhân"]
    assert document["hints"][0]["text"].startswith("Hai bên nam, nữ")
    assert document["forms"] == [
        {"title": document["forms"][0]["title"], "form_id": "tk_dang_ky_ket_hon"}
    ]


@pytest.mark.parametrize("words", [("changes",), ("verify",), ("search", "khai sinh")])
def test_without_a_store_the_catalogue_works_too(
    words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--json", "--data-dir", str(tmp_path / "none"), "catalog", *words]) == 0
    json.loads(capsys.readouterr().out)
    assert not (tmp_path / "none").exists()


def test_an_unreadable_file_is_refused(run: Run, tmp_path: Path) -> None:
    assert code(run("import", tmp_path / "missing.json")) == "CLI-02"
    (tmp_path / "text.json").write_text("xin chào")
    assert code(run("import", tmp_path / "text.json")) == "SIGN-01"
    assert code(run("trust", tmp_path / "text.json")) == "SIGN-01"


def test_the_citizens_page_is_written_for_the_case(run: Run, tmp_path: Path) -> None:
    from forms.pages import PageReader

    out = tmp_path / "phieu.pdf"
    status, document = run("page", "1.001193", "--situation", "agent=true", "--out", out)
    assert (status, document) == (
        0, {"out": str(out), "pages": 1, "papers_left_out": 0, "hints_left_out": 0},
    )  # fmt: skip
    assert "Văn bản ủy quyền" in PageReader().text(out.read_bytes())
    assert code(run("page", "9.999999", "--out", out)) == "CAT-01"


def test_what_is_missing_is_counted_listed_and_exported(run: Run, tmp_path: Path) -> None:
    run("wanted", "xin phép dựng rạp")
    status, rows = run("wanted", "Xin phép dựng rạp")
    assert status == 0
    assert [(row["said"], row["asked"], row["answered_by"]) for row in rows] == [
        ("xin phép dựng rạp", 2, None)
    ]
    out = tmp_path / "so.csv"
    assert run("export", out) == (0, {"out": str(out), "notes": 0, "wanted": 1})
    assert "xin phép dựng rạp" in out.read_text(encoding="utf-8-sig")


def test_open_dossiers_that_a_new_catalogue_touches_are_listed(
    run: Run, files: Path, desk: Desk
) -> None:
    party = Party(full_name="NGUYỄN THỊ LAN", personal_number="025190000222")
    with desk.open() as workplace:
        reference = workplace.reference
        day = reference.catalogue.status_date
        left = next(  # not in the small catalogue that is imported, and without a form
            p.code
            for p in reference.catalogue.all(day)
            if p.field == "Thuế"
            and p.offerable
            and not reference.library.for_procedure(p.code, day)
        )
        draft = IntakeDraft(left, applicant=party, submitter=party)
        number = take_in(workplace, draft).row.provisional_number
    assert run("touched") == (0, [])
    run("trust", files / "publisher.json")
    told = [run("import", files / "2026.12.01.json", *more)[1] for more in (("--check",), ())]
    assert [[row["number"] for row in document["touched"]] for document in told] == [[number]] * 2
    run("import", files / "2026.12.02.json")  # it stays told, whatever comes after
    status, rows = run("touched")
    assert status == 0
    assert [(row["number"], row["procedure_code"]) for row in rows] == [(number, left)]
    assert rows[0]["kept_version"] != "2026.12.01"
    assert (rows[0]["day_off"], rows[0]["move_to"]) == (None, None)
    assert "Không còn trong danh mục" in rows[0]["lines"][0]


def test_notes_of_the_commune_are_written_found_and_removed(run: Run) -> None:
    status, note = run(
        "note", "add", "1001193", "Mang thêm sổ hộ khẩu cũ", "--contact", "Văn phòng"
    )
    assert (status, note["procedure_code"], note["unpublished"]) == (0, "1.001193", True)
    found = run("note", "list", "--find", "so ho khau")[1]
    assert [row["id"] for row in found] == [note["id"]]
    assert run("note", "list", "1.000894") == (0, [])
    hits = run("search", "sổ hộ khẩu cũ", "--notes", "--limit", "40")[1]
    assert any("ghi chú của xã" in row["why"] for row in hits)
    assert code(run("note", "add", "1.001193", " ")) == "CAT-40"
    assert run("note", "remove", note["id"]) == (0, {"id": note["id"], "removed": True})
    assert code(run("note", "remove", note["id"])) == "CAT-41"
    assert run("note", "list") == (0, [])


def test_search_is_narrowed_to_a_field_or_an_agency(run: Run) -> None:
    hits = run("search", "khai", "--field", "ho tich")[1]
    assert {row["field"] for row in hits} == {"Hộ tịch"}
    police = run("search", "--agency", "cong an", "--limit", "1000")[1]
    assert len(police) > 50
    assert all(row["agency"].startswith("Công an") for row in police)
    own = run("search", "căn cước", "--agency", "xã")[1]
    assert {row["agency"] for row in own} <= {None}
    assert code(run("search", "khai", "--field", "phép thuật")) == "CAT-06"


def test_the_steps_of_the_internal_workflow_have_times_once_the_reception_is_known(
    run: Run,
) -> None:
    bare = run("steps", made.COPY)[1]
    assert all(step["role"] and "due_at" not in step for step in bare["steps"])
    dated = run("steps", "2.000635", "--received", "2026-11-26T08:30")[1]
    due = run("due", "2.000635", "--received", "2026-11-26T08:30")[1]
    assert dated["steps"][-1]["due_at"] == dated["due_at"] == due["due_at"]
    moments = [step["due_at"] for step in dated["steps"]]
    assert moments == sorted(moments)


def test_what_a_person_reads_of_a_date_shows_the_rule_and_the_days(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--data-dir", str(desk.data_dir.root), "catalog", "due", "1.013978"]
    assert main([*words, "--received", "2026-11-26T09:00"]) == 0
    said = capsys.readouterr().out
    assert "Hẹn trả: 17:00 05/01/2027" in said
    assert "Cách tính: 27 ngày làm việc, tính từ ngày làm việc tiếp theo" in said
    assert "Các ngày được tính (27): 27/11/2026, 30/11/2026" in said


def test_what_is_looked_up_is_not_among_the_papers_to_bring(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["catalog", "show", "1.000894"]) == 0
    brought, _, rest = capsys.readouterr().out.partition("Cơ quan tự tra cứu, không phải nộp:")
    assert "Giấy xác nhận tình trạng hôn nhân" not in brought
    assert "- Giấy xác nhận tình trạng hôn nhân" in rest
    assert "độ tin cậy: " in rest
    assert main(["catalog", "show", "1.014063"]) == 0
    assert "không phải thủ tục của UBND xã" in capsys.readouterr().out


def test_a_file_longer_than_any_is_refused_unread(run: Run, tmp_path: Path) -> None:
    with (tmp_path / "long.json").open("wb") as stream:
        stream.truncate(6_000_000_000)  # sparse: no room on the disk
    assert code(run("import", tmp_path / "long.json")) == "CLI-22"
