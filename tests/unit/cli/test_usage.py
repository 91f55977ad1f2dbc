"""Wrong usage: one Vietnamese sentence, exit 2, and the error document where JSON was asked for."""

from __future__ import annotations

import json

import pytest

from cli.program import main
from cli.usage import sentence_for

ENGLISH = ("argument", "expected", "required", "invalid", "unrecognized", "choose")


@pytest.mark.parametrize(("words", "offending"), [
    (["catalog", "search", "ks", "--limit", "0"], "--limit"),
    (["catalog", "search", "ks", "--limit", "-1"], "--limit"),
    (["catalog", "search", "ks", "--limit", "-5"], "--limit"),
    (["catalog", "search", "ks", "--limit", "1001"], "--limit"),
    (["catalog", "search", "ks", "--limit", "ba"], "--limit"),
    (["catalog", "fee", "1.001193", "--copies", "hai"], "--copies"),
    (["catalog", "due", "1.001193"], "--received"),
    (["catalog", "show", "1.001193", "--khong-co"], "--khong-co"),
    (["dossier", "new", "1.001193", "--answers", "a.json", "--channel", "fax"], "fax"),
    (["khong-co"], "khong-co"),
    (["catalog"], "catalog"),
])  # fmt: skip
def test_wrong_usage_is_a_document_on_stdout(
    capsys: pytest.CaptureFixture[str], words: list[str], offending: str
) -> None:
    assert main(["--json", *words]) == 2
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["code"] == "CLI-20"
    assert error["next_step"].startswith("Xem cách dùng: main.py")
    said = f"{error['message']} {error['next_step']}"
    assert offending in said
    assert not [word for word in ENGLISH if word in said]


def test_json_is_a_document_even_when_a_global_option_is_wrong(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["catalog", "search", "ks", "--json", "--now"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["message"] == "--now thiếu giá trị."


def test_without_json_stdout_stays_empty(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalog", "fee"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("Lệnh thiếu: code.")


def test_an_unknown_sentence_of_the_parser_is_not_passed_on() -> None:
    assert sentence_for("something new happened") == "Lệnh chưa đúng cách dùng."
