from __future__ import annotations

import json
from pathlib import Path

import pytest

from base.paths import DataDir
from cli import grammar
from cli.context import read_pairs
from cli.program import main

CARD = "025190000222||Đỗ Thị Mỹ Hằng|09091990|Nữ|Tổ 5, Gia Cẩm, Việt Trì, Phú Thọ|10102025||||"


@pytest.mark.parametrize(
    "words",
    [
        ["--json", "--data-dir", "D", "catalog", "search", "ks", "--limit", "3"],
        ["catalog", "search", "ks", "--limit", "3", "--data-dir", "D", "--json"],
        ["catalog", "--json", "search", "--data-dir=D", "ks", "--limit", "3"],
    ],
)
def test_global_options_stand_before_or_after(words: list[str]) -> None:
    options = grammar.parse(words)
    assert options.json
    assert options.data_dir == "D"
    assert options.limit == 3
    assert options.run == "catalogue.answers:search"


def test_no_command_means_the_window() -> None:
    assert grammar.parse(["--data-dir", "D"]).run is None


def test_json_has_one_document_on_stdout_and_nothing_else(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["card", CARD, "--json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["person"]["full_name"] == "Đỗ Thị Mỹ Hằng"
    assert "Đỗ" in out  # readable, not escaped
    assert err == ""


def test_a_refused_payload_tells_code_message_and_next_step(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--json", "card", "abc|def"]) == 3
    error = json.loads(capsys.readouterr().out)["error"]
    assert set(error) == {"code", "message", "next_step", "fields"}
    assert all(error[key] for key in ("code", "message", "next_step"))


def test_several_files_keep_the_good_ones_beside_the_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "khong-co.png"
    worse = tmp_path / "trong.png"
    worse.write_bytes(b"")
    assert main(["--json", "scan", str(bad), str(worse)]) == 3
    entries = json.loads(capsys.readouterr().out)
    assert [set(e) for e in entries] == [{"file", "error"}] * 2


def test_the_store_without_a_keyring_is_trouble_not_a_loss(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MOTCUA_KEY_FILE", raising=False)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    data_dir = DataDir(tmp_path / "data")
    assert main(["desk", "init", "--json", "--data-dir", str(data_dir.root)]) == 4
    assert json.loads(capsys.readouterr().out)["error"]["code"].startswith("KEY-")
    assert not data_dir.store_file.exists()


def test_without_json_the_sentence_goes_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalog", "show", "9.999999"]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert "(CAT-01)" in err


def test_a_bug_tells_its_place_and_no_value(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(text: str) -> None:
        raise KeyError(text)

    monkeypatch.setattr("cli.commands.scanning.read_payload", stumble)
    assert main(["--json", "card", CARD]) == 1
    out, err = capsys.readouterr()
    assert json.loads(out)["error"]["code"] == "CLI-99"
    assert "builtins.KeyError" in err
    assert "cli/commands/scanning.py:" in err.replace("\\", "/")
    assert "Đỗ Thị" not in out + err


def test_every_command_stands_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    for words in ([], ["catalog"], ["dossier"]):
        with pytest.raises(SystemExit):
            grammar.parse([*words, "--help"])
    said = capsys.readouterr().out
    assert all(f"    {name} " in said for name in ("scan", "self-test", "rollback", "papers"))


def test_a_value_may_hold_equal_signs() -> None:
    assert read_pairs(["mother=a=b"], "x") == {"mother": "a=b"}
