"""The tool from the command line: a key, sheets, a signed file that a desk takes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from base.paths import DataDir
from catalog.bundle.install import install
from catalog.bundle.publishers import read_publisher
from catalog.catalogue import load_catalogue
from catalog.publish.__main__ import main
from tests.unit.catalog.bundle.made import MOMENT, signed


def run(*words: str | Path) -> int:
    return main([str(word) for word in words])


def test_the_whole_way_from_sheets_to_a_desk(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, public, sheets, out = (tmp_path / n for n in ("k", "public.json", "sheets", "out.json"))
    assert run("key", key, "--publisher", "Sở mẫu", "--out", public) == 0
    assert run("export", sheets) == 0
    path = sheets / "muc-thu.csv"
    text = path.read_text("utf-8-sig")
    path.write_text(text.replace(";phí;10000;", ";phí;12000;", 1), "utf-8-sig", newline="")
    assert run("check", sheets, "--version", "2026.12.01") == 0
    assert "từ 10.000 đ" in capsys.readouterr().out
    build = ("build", sheets, "--publisher", "Sở mẫu", "--key", key, "--out", out)
    assert run(*build, "--version", "2026.12.01") == 0
    data, publisher = out.read_bytes(), read_publisher(public.read_bytes())
    desk = DataDir(tmp_path / "data")
    done = install(desk, data, trusted={publisher.signing_key: publisher.name}, moment=MOMENT)
    assert len(done.changes.changed) == 1
    assert load_catalogue(desk).version == "2026.12.01"
    assert run("export", tmp_path / "again", "--from", out, "--separator", ",") == 0
    assert run(*build, "--version", "2026.12.01", "--against", out) == 3
    assert "CAT-24" in capsys.readouterr().err


def test_the_private_key_is_for_its_owner_only_and_never_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("key", tmp_path / "k", "--publisher", "Sở mẫu", "--out", tmp_path / "public.json")
    assert run(*words) == 0
    before = (tmp_path / "k").read_bytes()
    if os.name != "nt":
        assert (tmp_path / "k").stat().st_mode & 0o077 == 0
    assert before.strip() not in (tmp_path / "public.json").read_bytes()
    assert before.decode().strip() not in capsys.readouterr().out
    assert run(*words) == 3
    assert (tmp_path / "k").read_bytes() == before


@pytest.mark.parametrize("version", ["2026-12-01", "2026.11.23", "2025.01.01"])
def test_a_version_that_no_desk_would_take_is_refused(tmp_path: Path, version: str) -> None:
    assert run("export", tmp_path / "s") == 0
    (tmp_path / "k").write_text("11" * 32)
    words = ("--publisher", "x", "--key", tmp_path / "k", "--out", tmp_path / "o")
    assert run("build", tmp_path / "s", "--version", version, *words) == 3
    assert not (tmp_path / "o").exists()


def test_mistakes_go_to_stderr_by_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("export", tmp_path)
    path = tmp_path / "su-dung.csv"
    path.write_text(path.read_text("utf-8-sig") + "'1.001193;nhiều\n", "utf-8-sig")
    assert run("check", tmp_path, "--version", "2026.12.01") == 3
    err = capsys.readouterr().err
    assert "(CAT-21)" in err
    assert "su-dung.csv: dòng" in err


def test_an_unreadable_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", tmp_path / "s", "--from", tmp_path / "missing.json") == 3
    assert "missing.json" in capsys.readouterr().err
    assert sys.stdout.encoding.lower() == "utf-8"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8-sig")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8-sig", newline="")


def test_an_export_never_loses_what_was_edited(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("export", tmp_path) == 0
    path = tmp_path / "muc-thu.csv"
    edit(path, ";phí;10000;", ";phí;12000;")
    edited = path.read_bytes()
    (tmp_path / "luu-y.csv").unlink()
    assert run("export", tmp_path) == 3
    err = capsys.readouterr().err
    assert "(CAT-26)" in err
    assert "muc-thu.csv" in err
    assert path.read_bytes() == edited
    assert not (tmp_path / "luu-y.csv").exists()  # nothing at all was written
    assert run("export", tmp_path, "--force") == 0
    assert path.read_bytes() != edited


def test_sheets_that_excel_only_saved_again_are_no_edits(tmp_path: Path) -> None:
    assert run("export", tmp_path) == 0
    path = tmp_path / "su-dung.csv"
    text = path.read_text("utf-8-sig")
    path.write_text(text.replace(";", ",").replace("\r\n", ",,\n"), "utf-8", newline="")
    assert run("export", tmp_path, "--separator", ",") == 0


def test_sheets_of_another_version_that_nobody_edited_are_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "small.json").write_bytes(signed())
    assert run("export", tmp_path / "s", "--from", tmp_path / "small.json") == 0
    assert run("export", tmp_path / "s") == 0
    assert run("export", tmp_path / "s", "--from", tmp_path / "small.json") == 0
    (tmp_path / "s" / "da-xuat.json").unlink()  # exported by a program that left no note
    assert run("export", tmp_path / "s") == 3
    assert "CAT-26" in capsys.readouterr().err


def test_a_general_change_is_told_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", tmp_path) == 0
    path = tmp_path / "tu-vung.csv"
    edit(path, "ks;khai sinh", "ks;khai sanh")
    assert run("check", tmp_path, "--version", "2099.12.01") == 0
    said = capsys.readouterr().out
    assert ": 1 thay đổi khác." in said
    assert said.count("Từ ngữ tìm kiếm có thay đổi.") == 1
