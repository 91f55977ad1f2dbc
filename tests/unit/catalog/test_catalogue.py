"""Loading, versions, redirects and the generated index."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import msgspec
import pytest

from base.errors import InputError
from base.paths import DataDir
from catalog.build_index import build_index
from catalog.catalogue import DATA, Catalogue, load_catalogue
from catalog.checklist import checklist_for
from catalog.fees import fee_for
from catalog.index import UsageFile
from catalog.procedure import Procedure
from catalog.search.engine import COMMUNE, Only
from catalog.situations import Situation
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


def _with_rate(folder: Path, code: str, **rate: object) -> Catalogue:
    """Return a catalogue in which the province has set one amount, a made-up one."""
    made = {"name": "Lệ phí (mẫu)", "kind": "le_phi", "basis": "made up", **rate}
    overlay = {
        "province": "Phú Thọ", "status_date": "2026-11-26", "note": "",
        "rates": [{"procedure": code, "rate": made}],
    }  # fmt: skip
    (folder / "provinces" / "phu_tho.json").write_bytes(msgspec.json.encode(overlay))
    return load_catalogue(folder)


def _charged(
    catalogue: Catalogue, code: str, situation: Situation, on: date = TODAY
) -> list[tuple[str, int | None]]:
    fee = fee_for(catalogue.get(code, on), situation, copies=1, on=on)
    return [(item.kind, item.amount_vnd) for item in fee.items]


def test_a_province_amount_fills_the_open_line_and_keeps_the_others(tmp_path: Path) -> None:
    catalogue = _with_rate(_copy(tmp_path), "1.001193", amount_vnd=5000, when=["late"])
    late = _charged(catalogue, "1.001193", {"late": True})
    assert late == [("phi", 8000), ("le_phi", 5000)]
    assert _charged(catalogue, "1.001193", {}) == [("le_phi", 0), ("phi", 8000)]


def test_a_province_amount_does_not_charge_what_the_law_makes_free(tmp_path: Path) -> None:
    catalogue = _with_rate(_copy(tmp_path), "1.001193", amount_vnd=5000)
    assert _charged(catalogue, "1.001193", {}) == [("le_phi", 0), ("phi", 8000)]
    assert ("le_phi", 5000) in _charged(catalogue, "1.001193", {"late": True})


@pytest.mark.parametrize(("day", "amount", "words"), [
    (date(2026, 12, 31), None, "chưa có mức của tỉnh"),
    (date(2027, 1, 1), 15_000, "15.000 đ"),
    (date(2027, 6, 30), 15_000, "15.000 đ"),
    (date(2027, 7, 1), None, "chưa có mức của tỉnh"),
])  # fmt: skip
def test_outside_its_window_a_province_amount_leaves_the_line_open(
    tmp_path: Path, day: date, amount: int | None, words: str
) -> None:
    catalogue = _with_rate(
        _copy(tmp_path), "1.004873", amount_vnd=15_000, valid_from="2027-01-01",
        valid_to="2027-06-30",
    )  # fmt: skip
    fee = fee_for(catalogue.get("1.004873", day), {}, on=day)
    assert [item.amount_vnd for item in fee.items] == [amount]
    assert (fee.total_vnd, fee.total_words) == (amount, words)
    assert any("Chưa có mức của tỉnh" in text for text in fee.warnings) is (amount is None)


def test_an_amount_for_one_channel_leaves_the_others_open(tmp_path: Path) -> None:
    catalogue = _with_rate(
        _copy(tmp_path), "1.004873", amount_vnd=0, free_reason="nộp trực tuyến",
        when=["channel=online"],
    )  # fmt: skip
    procedure = catalogue.get("1.004873", TODAY)
    assert fee_for(procedure, {"channel": "online"}, on=TODAY).total_vnd == 0
    assert fee_for(procedure, {"channel": "direct"}, on=TODAY).total_words == "chưa có mức của tỉnh"
    assert "channel" in {question.key for question in procedure.questions}


def _with_later(folder: Path, **later: str | None) -> Catalogue:
    """Return a catalogue in which birth registration has a further version, or a new code."""
    path = folder / "procedures" / "ho-tich.json"
    procedures = msgspec.json.decode(path.read_bytes(), type=list[Procedure])
    old = next(p for p in procedures if p.code == "1.001193")
    procedures.append(msgspec.structs.replace(old, version="2027.03.01", **later))
    _rewrite(folder, "ho-tich.json", procedures)
    return load_catalogue(folder)


def test_a_version_for_1_march_2027_lies_ready_until_its_day(tmp_path: Path) -> None:
    catalogue = _with_later(
        _copy(tmp_path), valid_from="2027-03-01", name="Đăng ký khai sinh theo Luật Hộ tịch mới"
    )
    before, after = date(2027, 2, 28), date(2027, 3, 1)
    assert catalogue.get("1.001193", before).version == "2026.11.23"
    assert catalogue.get("1.001193", after).version == "2027.03.01"
    assert [p.version for p in catalogue.versions("1.001193")] == ["2026.11.23", "2027.03.01"]
    assert len(catalogue.all(before)) == len(catalogue.all(after)) == 633
    hit = catalogue.search("khai sinh theo luật hộ tịch mới", on=after)[0]
    assert hit.procedure.name == "Đăng ký khai sinh theo Luật Hộ tịch mới"
    assert catalogue.search("khai sinh", on=before)[0].procedure.version == "2026.11.23"


def test_a_new_code_is_not_offered_before_its_day(tmp_path: Path) -> None:
    catalogue = _with_later(
        _copy(tmp_path), code="1.999999", valid_from="2027-03-01", name="Cấp giấy phép thả diều"
    )
    before, after = date(2027, 2, 28), date(2027, 3, 1)
    early = catalogue.get("1.999999", before)
    assert (early.status, early.offerable) == ("upcoming", False)
    assert catalogue.get("1.999999", after).offerable
    found = catalogue.search("giấy phép thả diều", on=before)
    assert found[0].procedure.code != "1.999999"
    (last,) = [hit for hit in found if hit.procedure.code == "1.999999"]
    assert last is found[-1]
    assert last.why == "chưa có hiệu lực, áp dụng từ 01/03/2027"
    assert catalogue.search("giấy phép thả diều", on=after)[0].procedure.code == "1.999999"


def test_a_gap_between_two_versions_offers_nothing(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    path = folder / "procedures" / "ho-tich.json"
    procedures = msgspec.json.decode(path.read_bytes(), type=list[Procedure])
    place = next(i for i, p in enumerate(procedures) if p.code == "1.001193")
    later = msgspec.structs.replace(procedures[place], valid_from="2027-03-01")
    procedures[place] = msgspec.structs.replace(procedures[place], valid_to="2026-12-31")
    _rewrite(folder, "ho-tich.json", [*procedures, later])
    catalogue = load_catalogue(folder)
    days = (date(2026, 12, 31), date(2027, 1, 15), date(2027, 3, 1))
    assert [catalogue.get("1.001193", day).offerable for day in days] == [True, False, True]


def test_the_catalogues_own_questions_and_defaults_decide(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    path = folder / "situations.json"
    specs = msgspec.json.decode(path.read_bytes())
    spec = next(spec for spec in specs if spec["key"] == "birth_evidence")
    spec.update(default="witness", text="Chứng cứ về việc sinh?")
    path.write_bytes(msgspec.json.encode(specs))
    procedure = load_catalogue(folder).get("1.001193", TODAY)
    names = [paper.name for paper in checklist_for(procedure, {}).papers]
    assert "Văn bản của người làm chứng xác nhận về việc sinh" in names
    assert "Chứng cứ về việc sinh?" in [question.text for question in procedure.questions]


def test_search_can_be_kept_to_a_field_or_an_agency(catalogue: Catalogue) -> None:
    of_field = catalogue.search("đăng ký", 20, only=Only(field="Hộ tịch"))
    assert {hit.procedure.field for hit in of_field} == {"Hộ tịch"}
    own = catalogue.search("đăng ký", 20, only=Only(agency=COMMUNE))
    assert {hit.procedure.vertical_agency for hit in own} == {None}
    tax = catalogue.search("đăng ký", 20, only=Only(agency="Thuế cơ sở"))
    assert {hit.procedure.vertical_agency for hit in tax} == {"Thuế cơ sở"}
    land = catalogue.search("khai sinh", only=Only(field="Đất đai"))
    assert {hit.procedure.field for hit in land} <= {"Đất đai"}


def test_the_usual_order_is_that_of_the_data_and_only_what_can_be_taken_in(
    catalogue: Catalogue,
) -> None:
    weights = msgspec.json.decode((DATA / "usage.json").read_bytes(), type=UsageFile).by_code
    usual = catalogue.usual(len(weights), TODAY)
    assert [entry.code for entry in usual[:3]] == ["1.001193", "2.000815", "2.000884"]
    ranks = [weights[entry.code] for entry in usual]
    assert ranks == sorted(ranks, reverse=True)
    assert not [entry.code for entry in usual if entry.is_gone(TODAY)]
    assert catalogue.usual(5, TODAY) == usual[:5]


def test_a_repealed_usual_procedure_leaves_its_place_to_its_successor(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    path = folder / "usage.json"
    file = msgspec.json.decode(path.read_bytes())
    weights = [{"code": "1.000656", "weight": 50}, {"code": "2.001023", "weight": 100}]
    path.write_bytes(msgspec.json.encode(file | {"weights": weights}))
    usual = load_catalogue(folder).usual(8, TODAY)
    assert [entry.code for entry in usual] == ["3.000722", "1.000656"]


def test_the_delivered_catalogue_says_that_it_is_and_what_it_lacks(tmp_path: Path) -> None:
    catalogue = load_catalogue(DataDir(tmp_path))
    assert (catalogue.origin.kind, catalogue.origin.notice) == ("bundled", "")
    assert "chưa phải bản công bố chính thức" in catalogue.meta.note
    assert not list(tmp_path.iterdir())
