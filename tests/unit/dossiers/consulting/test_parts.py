"""Forms and units in a signed file: checked, put into use in one step, taken back, kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from base.errors import InputError
from catalog.bundle.verify import verify
from citizens.addresses.parse import find_units
from citizens.addresses.table import load_table, use_table
from citizens.addresses.unit_file import TABLE_FILE
from dossiers.acceptance import take_in
from dossiers.case.sheets import sheets_of
from dossiers.consulting.catalogue_file import (
    catalogue_in_use,
    go_back,
    look_at_file,
    recent_changes,
    use_file,
)
from dossiers.consulting.parts import READERS, parts_in_use
from dossiers.draft import IntakeDraft
from dossiers.register import open_dossier
from dossiers.workplace import Workplace, workplace_of
from exchange.installed import parts_dir
from exchange.records import Party
from tests.unit.catalog.bundle import made
from tests.unit.dossiers.consulting import made_parts
from tests.unit.dossiers.consulting.test_catalogue_file import trusting

__all__ = ["trusting"]

TODAY = date(2026, 11, 26)
VERSION = "2026.12.01"


@pytest.fixture(autouse=True)
def _own_units_afterwards() -> Iterator[None]:
    yield
    use_table(TABLE_FILE.read_bytes)


def version_of(workplace: Workplace, form_id: str = made_parts.FORM, on: date = TODAY) -> str:
    """Return the version of a form in use."""
    return workplace.reference.library.get(form_id, on).version


def test_a_form_and_units_come_in_with_the_catalogue(trusting: Workplace, tmp_path: Path) -> None:
    folder = made_parts.form_folder(tmp_path)
    data = made.signed(parts=made_parts.form_part(folder) | made_parts.units_part())
    looked = look_at_file(trusting, data)
    assert any("sửa mẫu: VĂN BẢN CAM ĐOAN" in line for line in looked.looked.changes.general)
    assert any("Đơn vị mới: Xã Việt Trì Mới" in line for line in looked.looked.changes.general)
    assert version_of(trusting) == "2025.1"
    done = use_file(trusting, data)
    assert done.reference.library.get(made_parts.FORM, TODAY).version == "2026.9"
    reading = find_units("thôn 1, xã Việt Trì Mới, tỉnh Phú Thọ")
    assert [c.commune_code for c in reading.candidates] == [made_parts.NEW_UNIT]
    again = workplace_of(trusting.store, clock=trusting.clock)
    assert version_of(again) == "2026.9"
    assert recent_changes(again).changes.general == done.looked.changes.general


def test_one_step_back_brings_the_programs_own_forms_and_units(
    trusting: Workplace, tmp_path: Path
) -> None:
    parts = made_parts.form_part(made_parts.form_folder(tmp_path)) | made_parts.units_part()
    use_file(trusting, made.signed(parts=parts))
    back = go_back(trusting)
    assert back.reference.library.get(made_parts.FORM, TODAY).version == "2025.1"
    assert made_parts.NEW_UNIT not in load_table().commune_by_code
    assert any("dùng lại bản kèm chương trình" in line for line in back.looked.changes.general)
    assert any("Đơn vị không còn: Xã Việt Trì Mới" in line for line in back.looked.changes.general)


def test_a_form_for_a_later_day_lies_ready(trusting: Workplace, tmp_path: Path) -> None:
    name = f"{made_parts.FORM}@2027"
    folder = made_parts.form_folder(tmp_path, name, version="2027.1", since="2027-03-01")
    done = use_file(trusting, made.signed(parts=made_parts.form_part(folder)))
    library = done.reference.library
    assert library.get(made_parts.FORM, date(2027, 2, 28)).version == "2025.1"
    assert library.get(made_parts.FORM, date(2027, 3, 1)).version == "2027.1"
    assert [
        s.head.version for s in library.on(date(2027, 3, 1)) if s.head.id == made_parts.FORM
    ] == ["2027.1"]


def test_a_form_that_the_program_lacks_is_there_afterwards(
    trusting: Workplace, tmp_path: Path
) -> None:
    folder = made_parts.form_folder(tmp_path, "don_cua_tinh", version="1")
    use_file(trusting, made.signed(parts=made_parts.form_part(folder)))
    again = workplace_of(trusting.store, clock=trusting.clock)
    assert version_of(again, "don_cua_tinh") == "1"


def test_a_dossier_keeps_the_very_sheet_it_was_filled_in_with(
    trusting: Workplace, tmp_path: Path
) -> None:
    first, second = (made_parts.form_folder(tmp_path / v, version=v) for v in ("2026.9", "2026.10"))
    use_file(trusting, made.signed(parts=made_parts.form_part(first)))
    desk = workplace_of(trusting.store, clock=trusting.clock)
    sample = json.loads((first / "sample.json").read_text(encoding="utf-8"))
    party = Party(full_name="NGUYỄN THỊ LAN", personal_number="025190000222")
    draft = IntakeDraft(
        made.COPY, form_id=made_parts.FORM, answers=sample, applicant=party, submitter=party
    )
    dossier = take_in(desk, draft).row.id
    use_file(desk, made.signed("2026.12.02", parts=made_parts.form_part(second)))
    later = workplace_of(trusting.store, clock=trusting.clock)
    assert version_of(later) == "2026.10"
    (sheet,) = sheets_of(later.reference, open_dossier(later, dossier).record)
    assert sheet.schema.version == "2026.9"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda f: (f / "template.docx").write_bytes(b"PK"), "template.docx"),
        (lambda f: (f / "form.toml").write_text("id = 1", encoding="utf-8"), "form.toml"),
        (lambda f: (f / "sample.json").unlink(), "sample.json"),
    ],
)
def test_a_form_that_the_lint_refuses_keeps_the_whole_file_out(
    trusting: Workplace, tmp_path: Path, spoil: Callable[[Path], object], said: str
) -> None:
    folder = made_parts.form_folder(tmp_path)
    spoil(folder)
    with pytest.raises(InputError) as caught:
        use_file(trusting, made.signed(parts=made_parts.form_part(folder)))
    assert caught.value.code == "CAT-11"
    assert any(said in problem.pointer for problem in caught.value.fields)
    assert catalogue_in_use(trusting).kind == "bundled"
    assert version_of(workplace_of(trusting.store, clock=trusting.clock)) == "2025.1"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("forms/../../evil.json", {"form.toml": ""}),
        ("forms/x.json", {"../form.toml": ""}),
        ("forms/x.json", {"form.toml": "", "run.py": "print()"}),
        ("forms/x.json", {"sample.json": "{}"}),
        ("forms/x.json", {"form.toml": "", "template.docx": "không phải base64"}),
        ("forms/x.json", ["form.toml"]),
        ("units.json", {"format": "motcua.units/9"}),
        ("units.json", []),
    ],
)
def test_parts_of_another_shape_are_refused(trusting: Workplace, name: str, value: object) -> None:
    with pytest.raises(InputError) as caught:
        use_file(trusting, made.signed(parts={name: json.dumps(value).encode()}))
    assert caught.value.code == "CAT-11"
    assert caught.value.fields[0].pointer.startswith(f"/{name}")


def test_a_part_of_a_later_program_is_told_and_left(trusting: Workplace) -> None:
    data = made.signed(parts={"thu-moi.json": b"[1]"})
    done = use_file(trusting, data)
    assert done.in_use.version == VERSION
    assert [line for line in done.looked.changes.general if "thu-moi.json" in line]


def test_damaged_parts_are_not_used_and_told(trusting: Workplace, tmp_path: Path) -> None:
    parts = made_parts.form_part(made_parts.form_folder(tmp_path)) | made_parts.units_part()
    use_file(trusting, made.signed(parts=parts))
    data_dir = trusting.store.data_dir
    assert verify(data_dir, trusted=made.trusted(), readers=READERS).ok
    root = parts_dir(data_dir, VERSION)
    template = root / "forms" / made_parts.FORM / "template.docx"
    template.write_bytes(template.read_bytes()[:-1] + b"\x01")
    (root / "units.json").unlink()
    library = parts_in_use(data_dir)
    assert library.get(made_parts.FORM, TODAY).version == "2025.1"
    assert made_parts.NEW_UNIT not in load_table().commune_by_code
    notice = catalogue_in_use(trusting).notice
    assert "Bộ biểu mẫu đã cài" in notice
    assert "Bảng đơn vị hành chính đã cài" in notice
    assert not verify(data_dir, trusted=made.trusted(), readers=READERS).ok


def test_damaged_parts_are_mended_by_the_same_file(trusting: Workplace, tmp_path: Path) -> None:
    data = made.signed(parts=made_parts.form_part(made_parts.form_folder(tmp_path)))
    use_file(trusting, data)
    data_dir = trusting.store.data_dir
    (parts_dir(data_dir, VERSION) / "forms" / made_parts.FORM / "template.docx").write_bytes(b"")
    assert not verify(data_dir, trusted=made.trusted(), readers=READERS).ok
    done = use_file(workplace_of(trusting.store, clock=trusting.clock), data)
    assert done.in_use.notice == ""
    assert done.reference.library.get(made_parts.FORM, TODAY).version == "2026.9"
    assert verify(data_dir, trusted=made.trusted(), readers=READERS).ok
    with pytest.raises(InputError) as caught:
        use_file(trusting, data)
    assert caught.value.code == "CAT-12"
    assert go_back(trusting).in_use.kind == "bundled"  # what was before is not itself


@pytest.mark.parametrize("step", ["parts", "signed file"])
def test_a_half_written_version_never_stands_before_the_forms_of_older_dossiers(
    trusting: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """A killed import of a version with a damaged form.toml hides no older sheet."""
    first, second = (made_parts.form_folder(tmp_path / v, version=v) for v in ("2026.9", "2026.10"))
    use_file(trusting, made.signed(parts=made_parts.form_part(first)))
    use_file(trusting, made.signed("2026.12.02"))
    data_dir = trusting.store.data_dir

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("exchange.installed.write_atomic" if step == "signed file" else "os.fsync",
                        die)  # fmt: skip
    with pytest.raises(KeyboardInterrupt):
        use_file(trusting, made.signed("2026.12.03", parts=made_parts.form_part(second)))
    monkeypatch.undo()
    half = parts_dir(data_dir, "2026.12.03") / "forms" / made_parts.FORM / "form.toml"
    half.parent.mkdir(parents=True, exist_ok=True)
    half.write_text("id = ", encoding="utf-8")
    kept = parts_in_use(data_dir).kept(made_parts.FORM, "2026.9", TODAY)
    assert kept.version == "2026.9"
    assert verify(data_dir, trusted=made.trusted(), readers=READERS).ok
    use_file(trusting, made.signed("2026.12.03", parts=made_parts.form_part(second)))
    assert parts_in_use(data_dir).kept(made_parts.FORM, "2026.10", TODAY).version == "2026.10"


def test_a_table_older_than_the_programs_is_not_used(trusting: Workplace) -> None:
    use_file(trusting, made.signed(parts=made_parts.units_part("2025-07-01")))
    assert made_parts.NEW_UNIT not in load_table().commune_by_code


def test_nothing_that_lies_beside_the_parts_is_taken_for_one(
    trusting: Workplace, tmp_path: Path
) -> None:
    use_file(trusting, made.signed(parts=made_parts.form_part(made_parts.form_folder(tmp_path))))
    made_parts.form_folder(parts_dir(trusting.store.data_dir, VERSION) / "forms", "don_la")
    with pytest.raises(InputError) as caught:
        parts_in_use(trusting.store.data_dir).get("don_la", TODAY)
    assert caught.value.code == "FORM-01"
