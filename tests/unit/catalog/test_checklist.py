"""Which papers a case needs; papers that the office looks up itself are not demanded."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from catalog.catalogue import Catalogue
from catalog.checklist import Checklist, checklist_for
from catalog.procedure import Procedure
from catalog.situations import Situation
from tests.unit.catalog.conftest import TODAY

Get = Callable[[str], Procedure]
BIRTH = "1.001193"
DECLARATION = "Tờ khai đăng ký khai sinh"
IDENTITY = "Giấy tờ tùy thân"


def short(checklist: Checklist, use: str) -> list[str]:
    return [p.name.partition(" (")[0] for p in checklist.papers if p.use == use]


def test_an_ordinary_birth_needs_declaration_notification_and_a_look_at_the_card(
    procedure: Get,
) -> None:
    checklist = checklist_for(procedure(BIRTH), {})
    assert short(checklist, "submit") == [DECLARATION, "Giấy chứng sinh"]
    assert short(checklist, "show") == [IDENTITY]
    assert len(checklist.papers) == 3
    assert checklist.known
    assert not checklist.undecided


def test_the_declaration_names_its_form(procedure: Get) -> None:
    first = checklist_for(procedure(BIRTH), {"channel": "direct"}).papers[0]
    assert (first.name, first.form_id) == (DECLARATION, "tk_dang_ky_khai_sinh")
    assert (first.kind, first.count) == ("original", 1)


@pytest.mark.parametrize(
    ("situation", "submit"),
    [
        ({"birth_evidence": "witness"}, "Văn bản của người làm chứng xác nhận về việc sinh"),
        ({"birth_evidence": "undertaking"}, "Giấy cam đoan về việc sinh"),
        ({"abandoned": True}, "Biên bản về việc trẻ bị bỏ rơi do cơ quan có thẩm quyền lập"),
    ],
)
def test_something_else_stands_in_for_the_notification(
    procedure: Get, situation: Situation, submit: str
) -> None:
    checklist = checklist_for(procedure(BIRTH), situation)
    assert short(checklist, "submit") == [DECLARATION, submit]


def test_an_electronic_notification_needs_no_paper(procedure: Get) -> None:
    checklist = checklist_for(procedure(BIRTH), {"birth_evidence": "electronic"})
    assert short(checklist, "submit") == [DECLARATION]


def test_an_agent_brings_the_letter_and_the_reason_stands_beside_it(procedure: Get) -> None:
    checklist = checklist_for(procedure(BIRTH), {"agent": True})
    letter = next(p for p in checklist.papers if p.name == "Văn bản ủy quyền")
    assert "ủy quyền cho người khác" in letter.why
    assert "không phải chứng thực" in letter.why


def test_online_the_form_is_filled_there_and_no_card_is_shown(procedure: Get) -> None:
    checklist = checklist_for(procedure(BIRTH), {"channel": "online"})
    assert short(checklist, "submit") == ["Giấy chứng sinh"]
    assert short(checklist, "online") == ["Mẫu hộ tịch điện tử tương tác đăng ký khai sinh"]
    assert short(checklist, "show") == []


def test_by_post_a_certified_copy_of_the_card_comes_along(procedure: Get) -> None:
    checklist = checklist_for(procedure(BIRTH), {"channel": "post"})
    copies = [p for p in checklist.papers if p.kind == "certified_copy"]
    assert [p.name for p in copies] == ["Bản sao có chứng thực giấy tờ tùy thân"]


def test_proof_of_residence_only_when_the_databases_fail(procedure: Get) -> None:
    names = short(checklist_for(procedure(BIRTH), {"no_residence_data": True}), "show")
    assert names == ["Giấy tờ chứng minh nơi cư trú", IDENTITY]


def test_answered_questions_are_no_longer_open(procedure: Get) -> None:
    asked = [q.key for q in checklist_for(procedure(BIRTH), {"late": True}).questions]
    assert "late" not in asked
    assert "agent" in asked


def test_marriage_asks_for_no_certificate_of_marital_status(procedure: Get) -> None:
    checklist = checklist_for(procedure("1.000894"), {})
    assert short(checklist, "submit") == ["Tờ khai đăng ký kết hôn"]
    assert short(checklist, "show") == [IDENTITY]


def test_no_civil_status_case_demands_the_parents_marriage_certificate(
    catalogue: Catalogue,
) -> None:
    for entry in catalogue.all(TODAY):
        if entry.field == "Hộ tịch" and entry.offerable and "khai sinh" in entry.name.lower():
            names = [p.name for p in checklist_for(entry, {}).papers]
            assert not [n for n in names if "Giấy chứng nhận kết hôn của cha, mẹ" in n], entry.code
    mobile = checklist_for(catalogue.get("1.003583", TODAY), {})
    assert mobile.looked_up == ("Giấy chứng nhận kết hôn của cha, mẹ",)


def test_a_single_adopter_brings_no_certificate_of_marital_status(procedure: Get) -> None:
    checklist = checklist_for(procedure("2.001263"), {"adopter": "single"})
    assert "Văn bản xác nhận tình trạng hôn nhân" in checklist.looked_up
    assert "Văn bản xác nhận tình trạng hôn nhân" not in [p.name for p in checklist.papers]


def test_without_data_the_list_is_unknown_not_empty(catalogue: Catalogue) -> None:
    bare = next(p for p in catalogue.all(TODAY) if p.detail_level == "name_only" and not p.papers)
    checklist = checklist_for(bare, {})
    assert checklist.papers == ()
    assert not checklist.known


def test_until_the_case_is_chosen_the_list_is_undecided(procedure: Get) -> None:
    building = procedure("1.013225")
    assert checklist_for(building, {}).undecided
    home = next(c.value for c in building.cases if "nhà ở riêng lẻ" in c.label)
    chosen = checklist_for(building, {"case": home})
    assert not chosen.undecided
    assert 3 <= len(chosen.papers) <= 8


@pytest.mark.parametrize(
    ("code", "situation", "paper"),
    [
        ("1.000656", {}, "Giấy báo tử hoặc giấy tờ thay Giấy báo tử"),
        ("1.001022", {"parentage_evidence": "undertaking"},
         "Văn bản cam đoan về mối quan hệ cha, mẹ, con, có ít nhất hai người làm chứng"),
        ("1.004837", {"guardianship_kind": "appointed"},
         "Văn bản cử người giám hộ theo quy định của Bộ luật Dân sự"),
        ("1.004884", {"has_old_copy": False},
         "Bản sao giấy tờ do cơ quan có thẩm quyền của Việt Nam cấp có thông tin về họ, tên, "
         "ngày, tháng, năm sinh"),
        ("1.004873", {"reissue": True},
         "Giấy xác nhận tình trạng hôn nhân đã được cấp trước đó (nộp lại)"),
        ("2.000635", {"requester_kind": "organisation"},
         "Văn bản yêu cầu cấp bản sao Trích lục hộ tịch, nêu rõ lý do"),
    ],
)  # fmt: skip
def test_the_answer_brings_its_paper(
    procedure: Get, code: str, situation: Situation, paper: str
) -> None:
    names = [p.name for p in checklist_for(procedure(code), situation).papers]
    assert paper in names


def test_what_databases_replace_is_told(procedure: Get) -> None:
    replaced = checklist_for(procedure(BIRTH), {}).replaced
    assert any(line.startswith("Căn cước ← Cơ sở dữ liệu quốc gia về dân cư") for line in replaced)


def test_the_published_wording_stays_beside_a_short_name(procedure: Get) -> None:
    witness = checklist_for(procedure(BIRTH), {"birth_evidence": "witness"}).papers[1]
    assert witness.wording.startswith("Giấy chứng sinh; trường hợp không có Giấy chứng sinh")
