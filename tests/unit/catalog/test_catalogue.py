"""Loading, versions, redirects and the generated index."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import msgspec
import pytest

from base.errors import InputError
from catalog.build_index import build_index
from catalog.catalogue import DATA, Catalogue, load_catalogue
from catalog.procedure import FeeRate, Procedure
from tests.unit.catalog.conftest import TODAY


def test_the_index_is_what_the_data_ask_for() -> None:
    assert (DATA / "index.json").read_bytes() == build_index()


def test_a_known_code_comes_whole(catalogue: Catalogue) -> None:
    procedure = catalogue.get(" 1.001193 ", TODAY)
    assert procedure.name == "Thủ tục đăng ký khai sinh"
    assert procedure.version == catalogue.version
    assert procedure.offerable


def test_an_unknown_code_is_refused_with_a_next_step(catalogue: Catalogue) -> None:
    with pytest.raises(InputError) as caught:
        catalogue.get("9.999999", TODAY)
    assert caught.value.code == "CAT-01"
    assert "9.999999" in caught.value.message


def test_a_repealed_code_comes_with_its_successor(catalogue: Catalogue) -> None:
    procedure = catalogue.get("2.001023", TODAY)
    assert procedure.status == "repealed"
    assert not procedure.offerable
    assert procedure.redirect == "3.000722"


def test_all_gives_every_code_once(catalogue: Catalogue) -> None:
    codes = [p.code for p in catalogue.all(TODAY)]
    assert len(codes) == len(set(codes)) == 633


@pytest.mark.parametrize(("day", "offerable"), [
    (date(2026, 12, 31), True), (date(2027, 1, 1), False),
])  # fmt: skip
def test_a_scheduled_repeal_holds_to_its_last_day(
    catalogue: Catalogue, day: date, *, offerable: bool
) -> None:
    assert catalogue.get("1.011607", day).offerable is offerable


def _copy(folder: Path) -> Path:
    shutil.copytree(DATA, folder / "data")
    return folder / "data"


def _rewrite(folder: Path, file: str, procedures: list[Procedure]) -> None:
    (folder / "procedures" / file).write_bytes(msgspec.json.encode(procedures))
    (folder / "index.json").write_bytes(build_index(folder))


def test_the_version_in_force_on_the_day_is_taken(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    path = folder / "procedures" / "ho-tich.json"
    procedures = msgspec.json.decode(path.read_bytes(), type=list[Procedure])
    old = next(p for p in procedures if p.code == "1.001193")
    ending = msgspec.structs.replace(old, valid_to="2027-02-28")
    new = msgspec.structs.replace(
        old, valid_from="2027-03-01", version="2027.03.01", name="Đăng ký khai sinh"
    )
    _rewrite(folder, "ho-tich.json", [ending, new])
    catalogue = load_catalogue(folder)
    assert catalogue.get("1.001193", date(2027, 2, 28)).version == old.version
    assert catalogue.get("1.001193", date(2027, 3, 1)).version == "2027.03.01"


def test_a_province_amount_fills_the_open_line_and_keeps_the_others(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    rate = FeeRate(
        name="Lệ phí khai sinh quá hạn", kind="le_phi", amount_vnd=5000, basis="made up",
        when=("late",),
    )  # fmt: skip
    overlay = {
        "province": "Phú Thọ", "status_date": "2026-11-26", "note": "",
        "rates": [{"procedure": "1.001193", "rate": msgspec.to_builtins(rate)}],
    }  # fmt: skip
    (folder / "provinces" / "phu_tho.json").write_bytes(msgspec.json.encode(overlay))
    fees = load_catalogue(folder).get("1.001193", TODAY).fees
    assert [(r.kind, r.amount_vnd) for r in fees] == [
        ("le_phi", 0), ("phi", 8000), ("le_phi", 5000),
    ]  # fmt: skip
