"""`catalog …` through the program: shapes, exit statuses, one document on stdout."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from catalog.bundle.installed import version_file
from catalog.bundle.publishers import write_publisher
from cli.program import main
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
