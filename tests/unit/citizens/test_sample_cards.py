"""The pictures that ship with the program say what they should, and can be painted anew."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from base.errors import InputError
from base.paths import RESOURCES_DIR
from citizens.payloads import Kind
from citizens.readers.pictures import scan_file
from citizens.sample_cards import sample_payloads, write_samples

_FOLDER = RESOURCES_DIR / "samples"
_PEOPLE = {
    "cccd-me.png": ("Nguyễn Thị Lan", Kind.CCCD),
    "can-cuoc-cha.png": ("Hà Văn Hùng", Kind.CAN_CUOC),
    "can-cuoc-cha-chup-nghieng.jpg": ("Hà Văn Hùng", Kind.CAN_CUOC),
    "cccd-ba.png": ("Trần Thị Mến", Kind.CCCD),
    "can-cuoc-con.png": ("Hà Minh Châu", Kind.CAN_CUOC),
    "ban-quet.pdf": ("Vũ Ngọc Diệp", Kind.CAN_CUOC),
}


def _reserved_numbers() -> set[str]:
    data = json.loads((Path(__file__).parent / "qr_samples.json").read_text(encoding="utf-8"))
    return {
        str(s["expect"]["fields"]["id12"])
        for s in data["samples"]
        if s["expect"]["fields"] and "id12" in s["expect"]["fields"]
    }


@pytest.mark.parametrize("folder", ["shipped", "painted"])
def test_every_picture_reads_as_its_person(folder: str, tmp_path: Path) -> None:
    if folder == "painted":
        write_samples(tmp_path)
    place = tmp_path if folder == "painted" else _FOLDER
    for name, (full_name, kind) in _PEOPLE.items():
        (scan,) = scan_file(place / name)
        assert scan.reading.kind is kind
        assert scan.reading.person is not None
        assert scan.reading.person.full_name == full_name
        assert scan.reading.notes == ()
        assert scan.reading.review == ()


def test_child_and_parents_belong_together() -> None:
    (scan,) = scan_file(_FOLDER / "can-cuoc-con.png")
    assert scan.reading.person is not None
    assert scan.reading.person.father_name == "Hà Văn Hùng"
    assert scan.reading.person.mother_name == "Nguyễn Thị Lan"


@pytest.mark.parametrize("name", ["mo-khong-doc-duoc.jpg", "khong-co-ma.png"])
def test_unreadable_pictures_are_refused(name: str) -> None:
    with pytest.raises(InputError) as caught:
        scan_file(_FOLDER / name)
    assert caught.value.code == "SCAN-01"


def test_the_slip_carries_a_dossier_code() -> None:
    (scan,) = scan_file(_FOLDER / "phieu-ma-ho-so.png")
    assert (scan.reading.kind, scan.reading.value) == (Kind.DOSSIER_CODE, "H44.10-240105-0001")


def test_only_reserved_numbers_are_on_the_cards() -> None:
    numbers = {payload.split("|")[0] for payload in sample_payloads().values()}
    assert numbers <= _reserved_numbers()


def test_shipped_and_painted_files_have_the_same_names(tmp_path: Path) -> None:
    painted = {path.name for path in write_samples(tmp_path / "new")}
    assert painted | {"README.md"} == {path.name for path in _FOLDER.iterdir()}
    readme = (_FOLDER / "README.md").read_text(encoding="utf-8")
    assert all(name in readme for name in painted)
