"""Which papers a case needs; papers that the office looks up itself are not demanded."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from base.text import fold
from catalog.catalogue import Catalogue
from catalog.checklist import Checklist, checklist_for
from catalog.papers.conditions import states_its_case
from catalog.procedure import Procedure
from catalog.situations import Situation, parse_situation, questions_for
from tests.unit.catalog.conftest import TODAY

Get = Callable[[str], Procedure]
FAILURES = ("no_civil_status_data", "no_identity_data", "no_database_data", "no_residence_data")
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
    assert len(chosen.papers) == 2
    assert chosen.looked_up == (
        "Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở, công trình xây dựng",
    )


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
    (line,) = checklist_for(procedure(BIRTH), {"channel": "online"}).replaced
    assert line.startswith("Căn cước ← Cơ sở dữ liệu quốc gia về dân cư")


def test_what_is_only_shown_is_not_called_needless_but_its_copy_is(procedure: Get) -> None:
    (line,) = checklist_for(procedure(BIRTH), {}).replaced
    assert line.startswith("Bản sao Căn cước (chỉ xuất trình để đối chiếu) ← Cơ sở dữ liệu")
    assert checklist_for(procedure(BIRTH), {"channel": "post"}).replaced == ()


def test_no_answer_demands_what_it_says_data_replace(catalogue: Catalogue) -> None:
    """For every answer alone, and beside it every way in which a look-up can fail."""
    failures = [{}, *({key: True} for key in FAILURES)]
    for entry in catalogue.all(TODAY):
        if not (entry.data_replaced and entry.papers):
            continue
        answers = [{q.key: c.value} for q in questions_for(entry) for c in q.choices]
        for situation in [{**a, **f} for a in ({}, *answers) for f in failures]:
            found = checklist_for(
                entry, parse_situation([f"{key}={value}" for key, value in situation.items()])
            )
            demanded = [fold(" ".join((p.name, *p.options))) for p in found.papers
                        if p.use == "submit"]  # fmt: skip
            for line in (*found.replaced, *found.looked_up):
                paper = fold(line.partition("←")[0].partition(" (")[0])
                clash = [name for name in demanded if name.startswith((paper, f"ban sao {paper}"))]
                assert not clash, (entry.code, situation)


@pytest.mark.parametrize("code", ["1.003133", "1.012680", "1.010055"])
def test_papers_of_a_guardian_only_where_there_is_one(procedure: Get, code: str) -> None:
    entry = procedure(code)
    asked = {"no_civil_status_data": True}
    grown_up = {p.name for p in checklist_for(entry, asked).papers}
    assert not [name for name in grown_up if "đại diện theo pháp luật đối" in name]
    for who in ("minor", "incapable"):
        papers = checklist_for(entry, {**asked, "represented": who}).papers
        (own,) = [p for p in papers if "đại diện theo pháp luật đối" in p.name]
        assert own.is_compulsory


IN_SOME_CASES = (
    ("1.013978", "case=c1", "thửa đất liền kề"),
    ("1.013978", "case=c1", "điểm a khoản 6 Điều 25"),
    ("1.013978", "case=c1", "Hồ sơ thiết kế xây dựng công trình"),
    ("1.011443", "", "bên nhận bảo đảm đồng ý xóa"),
    ("1.011443", "", "tài sản đấu giá"),
    ("1.011445", "", "chuyển tiếp sang thế chấp nhà ở hình thành trong tương lai"),
    ("1.011445", "", "chuyển tiếp sang thế chấp nhà ở đã được cấp Giấy chứng nhận"),
    ("1.011445", "", "Giấy chứng nhận (bản gốc)"),
    ("1.012793", "", "thành viên có chung quyền sử dụng đất"),
    ("1.004088", "", "Giấy phép hoặc tờ khai phương tiện nhập khẩu"),
    ("1.004088", "", "tổ chức nước ngoài"),
    ("3.000423", "", "thí sinh thuộc diện ưu tiên"),
    ("2.001955", "", "đại diện người lao động"),
)


@pytest.mark.parametrize(("code", "case", "paper"), IN_SOME_CASES)
def test_a_paper_of_some_cases_is_not_demanded_of_everybody(
    procedure: Get, code: str, case: str, paper: str
) -> None:
    papers = checklist_for(procedure(code), parse_situation([case] if case else [])).papers
    found = [p for p in papers if paper in p.name]
    assert found
    assert not [p for p in found if p.is_compulsory]
    assert [p for p in papers if p.is_compulsory]


@pytest.mark.parametrize("code", [f"1.01144{last}" for last in range(1, 6)])
def test_a_rule_about_signatures_is_a_remark_and_nothing_to_tick(procedure: Get, code: str) -> None:
    entry = procedure(code)
    assert not [paper for paper in entry.papers if "đầy đủ chữ ký" in paper.name]
    (hint,) = checklist_for(entry, {}).hints
    assert "đầy đủ chữ ký" in hint.text


@pytest.mark.parametrize("code", ["1.001662", "1.013514"])
def test_forms_that_exclude_each_other_are_cases(procedure: Get, code: str) -> None:
    entry = procedure(code)
    assert checklist_for(entry, {}).undecided
    lists = [checklist_for(entry, {"case": case.value}).papers for case in entry.cases]
    assert [len(papers) for papers in lists] == [1, 1]
    assert lists[0][0].name != lists[1][0].name


@pytest.mark.parametrize("code", ["1.000689", "1.001695", "2.001255"])
def test_online_the_declaration_stays_where_there_is_no_interactive_form(
    procedure: Get, code: str
) -> None:
    online = checklist_for(procedure(code), {"channel": "online"})
    direct = checklist_for(procedure(code), {"channel": "direct"})
    declarations = [p.name for p in direct.papers if p.name.startswith("Tờ khai")]
    assert declarations
    assert [p.name for p in online.papers if p.name.startswith("Tờ khai")] == declarations


def test_cooperatives_tick_no_remarks_and_number_their_papers(catalogue: Catalogue) -> None:
    with_agent = 0
    for entry in catalogue.all(TODAY):
        if entry.field != "Hợp tác xã, tổ hợp tác" or not entry.papers:
            continue
        asks_agent = any("agent" in paper.when for paper in entry.papers)
        for case in [c.value for c in entry.cases] or [""]:
            own = {"case": case} if case else {}
            plain = [p.name for p in checklist_for(entry, own).papers]
            assert not [name for name in plain if "môi trường điện tử" in name], entry.code
            numbers = [int(m[1]) for name in plain if (m := re.match(r"\(?(\d)\) ", name))]
            assert numbers == sorted(numbers), entry.code
            for kind in ("person", "organisation", "post") if asks_agent else ():
                given = {**own, "agent": True, "agent_kind": kind, "channel": "online"}
                more = {p.name for p in checklist_for(entry, given).papers} - set(plain)
                assert len(more) == 1, (entry.code, kind)
        with_agent += asks_agent
    assert with_agent == 20


def test_the_published_wording_stays_beside_a_short_name(procedure: Get) -> None:
    witness = checklist_for(procedure(BIRTH), {"birth_evidence": "witness"}).papers[1]
    assert witness.wording.startswith("Giấy chứng sinh; trường hợp không có Giấy chứng sinh")


def test_the_question_that_decides_is_named_and_not_one_that_waits_for_it(procedure: Get) -> None:
    residence = procedure("1.004222")
    assert [q.key for q in checklist_for(residence, {}).deciding] == ["case"]
    barracks = checklist_for(residence, {"case": "c2"})
    assert [q.key for q in barracks.deciding] == ["service_branch"]
    assert checklist_for(residence, {"case": "c4"}).deciding == ()


@pytest.mark.parametrize("code", ["1.004222", "1.004194", "1.002755", "1.010038"])
def test_every_case_of_a_residence_procedure_has_its_declaration(procedure: Get, code: str) -> None:
    residence = procedure(code)
    for case in residence.cases:
        papers = checklist_for(residence, {"case": case.value}).papers
        (form,) = [p for p in papers if p.form_id == "ct01_to_khai_thay_doi_thong_tin_cu_tru"]
        is_in_source = code != "1.004222" or case.value in {"c2", "c3"}
        assert ("cần đối chiếu" in form.why) is not is_in_source, case.value


REPLACED = (
    ("1.013225", "case=c7", "no_database_data", "giấy tờ hợp pháp về đất đai"),
    ("1.013229", "case=c1", "no_database_data", "giấy tờ hợp pháp về đất đai"),
    ("1.013226", "land_use_changed", "no_database_data", "giấy tờ hợp pháp về đất đai"),
    ("1.013232", "", "no_database_data", "Giấy chứng nhận sau"),
    ("1.005461", "", "no_civil_status_data", "Giấy chứng tử"),
    ("1.010038", "case=c1", "no_civil_status_data", "việc ly hôn"),
    ("1.009454", "", "no_database_data", "giấy tờ về sử dụng đất"),
    ("1.009455", "", "no_database_data", "giấy tờ về sử dụng đất"),
    ("1.011441", "case=c1", "no_database_data", "Giấy chứng nhận (bản gốc)"),
    ("1.011441", "case=c6", "no_database_data", "Giấy chứng nhận đối với quyền sử dụng đất"),
    ("1.011442", "", "no_database_data", "Giấy chứng nhận (bản gốc)"),
    ("1.011443", "", "no_database_data", "Giấy chứng nhận (bản gốc)"),
    ("1.013977", "case=c1", "no_database_data", "Giấy chứng nhận đăng ký doanh nghiệp"),
    ("1.003133", "represented=minor", "no_civil_status_data", "giấy khai sinh"),
    ("1.012680", "represented=minor", "no_civil_status_data", "giấy khai sinh"),
    ("1.012680", "represented=incapable", "no_civil_status_data", "đại diện theo pháp luật đối"),
    ("1.014363", "case=c2", "no_civil_status_data", "người đại diện"),
    ("2.000286", "", "no_database_data", "Giấy khai sinh"),
    ("2.002349", "", "no_identity_data", "Thẻ căn cước"),
)


@pytest.mark.parametrize(("code", "case", "failure", "paper"), REPLACED)
def test_what_data_replaces_is_demanded_only_when_the_look_up_fails(
    procedure: Get, code: str, case: str, failure: str, paper: str
) -> None:
    situation = parse_situation([case] if case else [])
    found = checklist_for(procedure(code), situation)
    assert found.replaced
    assert found.looked_up
    assert not [p for p in found.papers if paper in p.name and p.is_compulsory]
    failed = checklist_for(procedure(code), {**situation, failure: True})
    (asked,) = [p for p in failed.papers if paper in p.name and p.is_compulsory]
    assert "Chỉ khi cơ quan không khai thác được" in asked.why
    assert set(failed.looked_up) < set(found.looked_up)


def test_alternatives_are_one_paper_with_its_choices(procedure: Get) -> None:
    situation = {"land_use_changed": True, "no_database_data": True}
    papers = checklist_for(procedure("1.013226"), situation).papers
    (choice,) = [p for p in papers if p.options]
    assert choice.name.startswith("Một trong các giấy tờ hợp pháp về đất đai")
    assert len(choice.options) == 13
    assert choice.is_compulsory
    assert not {p.name for p in papers} & set(choice.options)


@pytest.mark.parametrize("code", ["1.001266", "1.001570", "2.000575"])
def test_an_agent_of_a_household_business_brings_one_kind_of_authority(
    procedure: Get, code: str
) -> None:
    business = procedure(code)
    case = {"case": business.cases[0].value} if business.cases else {}
    plain = {p.name for p in checklist_for(business, case).papers}
    for kind in ("person", "organisation", "post"):
        papers = checklist_for(business, {**case, "agent": True, "agent_kind": kind}).papers
        assert len({p.name for p in papers} - plain) == 1, kind


@pytest.mark.parametrize("code", ["1.001266", "1.001570"])
def test_minutes_of_the_group_only_for_a_business_of_a_group(procedure: Get, code: str) -> None:
    assert not [p for p in checklist_for(procedure(code), {}).papers if "họp nhóm" in p.name]
    papers = checklist_for(procedure(code), {"group_household": True}).papers
    (minutes,) = [p for p in papers if "họp nhóm" in p.name]
    assert minutes.is_compulsory


def test_papers_of_a_vehicle_only_where_one_lives_in_it(procedure: Get) -> None:
    own_house = {"case": "c3"}
    names = [p.name for p in checklist_for(procedure("1.004222"), own_house).papers]
    assert not [name for name in names if "phương tiện" in name]
    boat = checklist_for(procedure("1.004222"), {**own_house, "dwelling_vehicle": True}).papers
    assert len([p for p in boat if "phương tiện" in p.name]) == 2


@pytest.mark.parametrize("name", [
    "Trường hợp bị tai nạn giao thông thì có thêm biên bản của cơ quan Công an",
    "(3) Văn bản về việc đại diện theo quy định của pháp luật về dân sự đối với trường hợp thực "
    "hiện thủ tục thông qua người đại diện",
    "Bản sao hộ chiếu đối với trường hợp cá nhân không có quốc tịch Việt Nam",
    "Biên bản điều tra của cơ quan công an (trường hợp bị tai nạn giao thông)",
    "Giấy tờ, tài liệu khác (nếu có)",
    "(2) Phương án giải quyết nợ (nếu có): Phương án phải có tên, địa chỉ của chủ nợ",
    "Thành phần hồ sơ 4: Giấy ủy quyền (nếu có; bản chính)",
    "Giấy thông hành đã được cấp, nếu còn giá trị sử dụng",
    "Hộ chiếu còn thời hạn sử dụng (đối với người nước ngoài)",
    "Bản sao hoặc bản chính biên bản họp về việc tạm ngừng đối với trường hợp thông báo tạm ngừng",
])  # fmt: skip
def test_a_name_that_says_when_it_is_asked_for(name: str) -> None:
    assert states_its_case(name)


@pytest.mark.parametrize("name", [
    "Giấy khai sinh",
    "Sơ đồ nhà ở, công trình xây dựng, trừ trường hợp đã nộp giấy tờ khác",
    "Chứng nhận đăng ký xe, biển số xe; trường hợp mất chứng nhận thì phải ghi rõ lý do",
    "Chứng nhận đăng ký xe (trường hợp đổi chứng nhận) hoặc biển số xe (trường hợp đổi biển số)",
    "Hợp đồng bảo đảm hoặc hợp đồng có công chứng trong trường hợp luật quy định",
    "Bản sao giấy phép lái xe hoặc bản cam kết trong trường hợp giấy phép lái xe bị mất",
    "Tờ khai, trong đó ghi rõ số hiệu, ký hiệu vũ khí thô sơ (nếu có)",
    "Thiết kế được duyệt; báo cáo thẩm tra thiết kế cơ sở (nếu có)",
    "Giấy chứng nhận đăng ký phương tiện, biên lai đã nộp phí, lệ phí (nếu có)",
    "Giấy khám sức khỏe có giá trị sử dụng nếu được cấp chưa quá 06 tháng",
    "Tờ khai thuế đối với hộ kinh doanh, cá nhân kinh doanh",
    "Thông tin chứng minh thuộc trường hợp xóa đăng ký tạm trú",
    "Bản sao quyết định thành lập (nếu không có: bản cam kết) hoặc giấy xác nhận",
])  # fmt: skip
def test_a_condition_of_a_part_makes_no_paper_conditional(name: str) -> None:
    assert not states_its_case(name)


def test_a_condition_that_is_asked_for_leaves_its_paper_compulsory(catalogue: Catalogue) -> None:
    """What an answer brings is needed; the name alone decides where nobody is asked."""
    marked = 0
    for entry in catalogue.all(TODAY):
        situation = {"case": entry.cases[0].value} if entry.cases else {}
        asked = {p.name for p in entry.papers if any(not c.startswith("case=") for c in p.when)}
        conditional = [p for p in checklist_for(entry, situation).papers if p.is_conditional]
        assert not {p.name for p in conditional} & asked, entry.code
        assert all(p.use == "submit" and "nếu thuộc trường hợp" in p.why for p in conditional)
        marked += len(conditional)
    assert 150 < marked < 330


def test_a_paper_that_the_source_lists_twice_in_a_case_is_asked_for_once(
    catalogue: Catalogue,
) -> None:
    for entry in catalogue.all(TODAY):
        for case in (c.value for c in entry.cases):
            papers = checklist_for(entry, {"case": case}).papers
            assert len({(p.name, p.use) for p in papers}) == len(papers), entry.code


def test_an_abandoned_child_has_no_marriage_certificate_to_look_up(procedure: Get) -> None:
    assert checklist_for(procedure(BIRTH), {"abandoned": True}).looked_up == ()
    assert checklist_for(procedure(BIRTH), {}).looked_up == ("Giấy chứng nhận kết hôn của cha, mẹ",)


def test_the_window_of_the_registration_fee_is_told(procedure: Get) -> None:
    (hint,) = checklist_for(procedure("1.007277"), {}).hints
    assert "28/02/2027" in hint.text
    assert "10%" in hint.text
    assert (hint.basis, hint.doubt) == ("Nghị quyết 66.22/2026/NQ-CP", True)
