"""What `catalog show|checklist|fee|due|search|page` say: in words, with the standing, refusals."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.program import main
from tests.conftest import Desk

Say = Callable[..., str]
Ask = Callable[..., tuple[int, Any]]
NOW = "2026-11-23T10:20"
GONE_TO_NOWHERE = "1.116316 (chưa có trong danh mục, xem Cổng DVCQG)"


@pytest.fixture
def say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Run a command that must succeed; return its text."""

    def call(*words: str) -> str:
        assert main(["--data-dir", str(tmp_path / "none"), "--now", NOW, "catalog", *words]) == 0
        return capsys.readouterr().out

    return call


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run a command with --json; return its status and document."""

    def call(*words: str) -> tuple[int, Any]:
        start = ["--json", "--data-dir", str(tmp_path / "none"), "--now", NOW, "catalog"]
        status = main([*start, *words])
        return status, json.loads(capsys.readouterr().out)

    return call


@pytest.mark.parametrize("code", ["1.004222", "1.004194", "1.013225"])
def test_an_open_list_tells_the_question_and_its_cases(say: Say, ask: Ask, code: str) -> None:
    text = say("checklist", code)
    assert "Trả lời câu hỏi “Thuộc trường hợp nào?” để có" in text
    assert "Chưa có dữ liệu thành phần hồ sơ" not in text
    questions = ask("checklist", code)[1]["questions"]
    (case,) = [question for question in questions if question["key"] == "case"]
    for choice in case["choices"]:
        assert f"case={choice['value']}  {choice['label']}" in text


def test_no_list_of_the_catalogue_is_empty_without_a_word(say: Say) -> None:
    assert "cần đối chiếu" in say("checklist", "2.001711", "--situation", "case=other")
    assert "CT01" in say("checklist", "1.004222", "--situation", "case=c4")
    assert "cần đối chiếu" in say("checklist", "1.004222", "--situation", "case=c4")


def test_what_databases_replace_is_told(say: Say) -> None:
    text = say("checklist", "1.013225", "--situation", "case=c7")
    assert text.count("Giấy chứng nhận quyền sử dụng đất") == 1
    assert "Không phải nộp (cơ quan tự tra cứu): Giấy chứng nhận quyền sử dụng đất" in text
    assert say("checklist", "1.005461").count(": Giấy chứng tử") == 1  # looked up: told once


def test_papers_of_some_cases_are_marked(say: Say) -> None:
    assert "- Giấy tờ, tài liệu khác (nếu có) (nếu thuộc trường hợp)" in say(
        "checklist", "1.010040"
    )
    shown = say("checklist", "1.001193")
    assert "còn giá trị) (xuất trình, không thu)" in shown


def test_a_fee_by_count_asks_for_the_number(say: Say) -> None:
    text = say("fee", "2.000815")
    assert "2.000 đ/trang; từ trang thứ 3: 1.000 đ/trang; tối đa 200.000 đ/bản" in text
    assert "(--pages N)" in text
    assert "mức của tỉnh" not in text
    people = say("fee", "1.004194", "--situation", "by_list=true")
    assert "(--situation people=N)" in people


@pytest.mark.parametrize("code", ["1.010772", "2.000620"])
def test_a_fee_without_data_has_no_sum(say: Say, code: str) -> None:
    text = say("fee", code)
    assert "Cộng" not in text
    assert "Chưa có dữ liệu phí, lệ phí" in text


def test_signatures_are_counted_by_the_paper(ask: Ask) -> None:
    assert ask("fee", "2.000884", "--copies", "3")[1]["total_vnd"] == 30_000


@pytest.mark.parametrize(("words", "code"), [
    (("fee", "2.000815", "--pages", "-3"), "CAT-04"),
    (("fee", "2.000815", "--copies", "10001"), "CAT-04"),
    (("fee", "2.000815", "--situation", "pages=99999"), "CAT-02"),
    (("fee", "2.000815", "--situation", f"pages={'9' * 5000}"), "CAT-02"),
    (("checklist", "1.004222", "--situation", "case=zzz"), "CAT-02"),
    (("due", "1.001193", "--received", "9999-12-31T16:00"), "CLI-19"),
    (("due", "1.001193", "--received", "0001-01-01T00:00"), "CLI-19"),
    (("due", "1.001193", "--received", "01/01/0001"), "CLI-19"),
    (("due", "1.001193", "--received", "hôm qua"), "CLI-03"),
])  # fmt: skip
def test_what_cannot_be_is_refused(ask: Ask, words: tuple[str, ...], code: str) -> None:
    status, document = ask(*words)
    assert status == 3
    assert document["error"]["code"] == code
    assert document["error"]["next_step"]


def test_a_day_without_an_hour_is_now_when_it_is_today(ask: Ask) -> None:
    status, today = ask("due", "1.001193", "--received", "23/11/2026")
    assert (status, today["due_at"], today["warnings"]) == (0, "2026-11-23T17:00:00+07:00", [])
    assert today == ask("due", "1.001193", "--received", "2026-11-23")[1]


def test_after_three_o_clock_today_without_an_hour_is_tomorrow(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    late = ["--json", "--data-dir", str(tmp_path), "--now", "2026-11-25T15:30", "catalog"]
    assert main([*late, "due", "1.001193", "--received", "2026-11-25"]) == 0
    assert json.loads(capsys.readouterr().out)["due_at"] == "2026-11-26T17:00:00+07:00"


def test_another_day_without_an_hour_is_warned_of_where_the_hour_counts(ask: Ask) -> None:
    warnings = ask("due", "1.001193", "--received", "25/11/2026")[1]["warnings"]
    assert "sau 15 giờ" in warnings[0]
    assert "2026-11-25T09:00" in warnings[0]
    assert ask("due", "1.004222", "--received", "25/11/2026")[1]["warnings"] == []
    assert ask("due", "1.001193", "--received", "2026-11-25T09:00")[1]["warnings"] == []


@pytest.mark.parametrize(("code", "status", "instead"), [
    ("2.001023", "repealed", ["3.000722"]), ("2.000843", "superseded", ["2.000815"]),
    ("2.000620", "unverified", []), ("1.001193", "current", []),
])  # fmt: skip
def test_every_answer_carries_the_standing(
    ask: Ask, say: Say, code: str, status: str, instead: list[str]
) -> None:
    calls = (("checklist", code), ("fee", code), ("due", code, "--received", "2026-11-25T09:00"))
    for words in (*calls, ("show", code)):
        document = ask(*words)[1]
        assert (document["status"], document["replaced_by"]) == (status, instead), words
        assert document["offerable"] is (status == "current")
        text = say(*words)
        assert ("Trạng thái: " in text) is (status != "current")
        assert all(f"Dùng thủ tục: {other} " in text for other in instead)
        assert ("Không lập hồ sơ mới theo mã này." in text) is (status == "unverified")


def test_a_found_procedure_carries_its_standing(ask: Ask, say: Say) -> None:
    (row,) = [r for r in ask("search", "2.001023")[1] if r["code"] == "2.001023"]
    assert (row["status"], row["replaced_by"]) == ("repealed", ["3.000722"])
    assert "(đã bãi bỏ, dùng 3.000722)" in say("search", "2.001023")
    assert "(chưa đối chiếu)" in say("search", "cấp giấy phép bán lẻ rượu")


@pytest.mark.parametrize("words", [("show",), ("checklist",), ("fee",)])
def test_a_replacement_that_the_catalogue_lacks_is_told_as_such(
    say: Say, words: tuple[str, ...]
) -> None:
    assert f"Dùng thủ tục: {GONE_TO_NOWHERE}" in say(*words, "1.013723")


def test_what_is_not_known_is_said_and_not_left_blank(say: Say) -> None:
    text = say("show", "1.010772")
    for what in ("Thời hạn", "Phí, lệ phí", "Thành phần hồ sơ"):
        assert f"{what}: chưa có dữ liệu, xem Cổng DVCQG" in text


@pytest.mark.parametrize(("code", "instead"), [
    ("2.001023", "3.000722"), ("1.013723", GONE_TO_NOWHERE),
])  # fmt: skip
def test_no_page_is_printed_of_what_is_gone(
    desk: Desk, capsys: pytest.CaptureFixture[str], tmp_path: Path, code: str, instead: str
) -> None:
    out = tmp_path / "phieu.pdf"
    start = ["--json", "--data-dir", str(desk.data_dir.root), "catalog", "page"]
    assert main([*start, code, "--out", str(out)]) == 3
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["code"] == "CAT-05"
    assert instead in error["next_step"]
    assert not out.exists()
