"""Table cases of the residence declaration and of the letter of authority."""

from __future__ import annotations

from tests.unit.forms.cases import Changed, E, W

CT01 = "Thông tư 53/2025/TT-BCA"
CARD = "Luật Căn cước 26/2023/QH15 Điều 12"
ADULT = {"subject_name": "NGUYỄN VĂN ĐẠT", "subject_dob": "1990-03-21", "subject_gender": "Nam",
         "subject_pin": "025090000123", "guardian_opinion": ""}  # fmt: skip

RESIDENCE = [
    Changed("a child needs an opinion", {"guardian_opinion": ""},
            [("guardian_opinion", "FORM-88", W)], "chú thích (5)"),
    Changed("18 tomorrow", {"subject_dob": "2008-11-27", "guardian_opinion": "",
            "subject_pin": "003308000909"}, [("guardian_opinion", "FORM-88", W)], CT01),
    Changed("18 today", {"subject_dob": "2008-11-26", "guardian_opinion": "",
            "subject_pin": "003308000909"}),
    Changed("the householder himself", {**ADULT, "householder_relation": "Chủ hộ"}),
    Changed("the householder as a son", ADULT, [("householder_relation", "FORM-60", W)], "chủ hộ"),
    Changed("somebody else as householder", {"householder_relation": "Chủ hộ"},
            [("householder_relation", "FORM-60", W)], "chủ hộ"),
    Changed("eleven digits", {"subject_pin": "02532100034"},
            [("subject_pin", "FORM-50", E)], "12 ô"),
    Changed("letters in the squares", {"householder_pin": "ABCDEFGHIJKL"},
            [("householder_pin", "FORM-50", E)], "12 ô"),
    Changed("an old number", {"householder_pin": "131000456"},
            [("householder_pin", "FORM-50", E)], "12 ô"),
    Changed("a number with spaces is joined", {"householder_pin": "025 090 000 123"}),
    Changed("one number for two people", {"householder_pin": "025321000345"},
            [("householder_pin", "FORM-54", E)], CARD),
    Changed("a member has the subject's number", {"members": [{"full_name": "HÀ AN",
            "dob": "2021-05-06", "gender": "Nữ", "pin": "025321000345", "relation": "Con"}]},
            [("members/0/pin", "FORM-74", E)], CARD),
    Changed("two members with one number", {"members": [
            {"full_name": name, "dob": "1990-08-17", "gender": "Nữ", "pin": "025190000222",
             "relation": "Vợ"} for name in ("HÀ AN", "HÀ BÌNH")]},
            [("members/1/pin", "FORM-74", E)], CARD),
    Changed("a member without anything else", {"members": [{"full_name": "HÀ AN"}]},
            [(f"members/0/{cell}", "FORM-75", W) for cell in ("dob", "gender", "pin", "relation")],
            CT01),
    Changed("the district is gone", {"request_content": "Thường trú tại xã A, huyện B, tỉnh C"},
            [("request_content", "FORM-66", W)], "hai cấp"),
    Changed("a district of the past", {"request_content": "Xác nhận trước ngày 01/07/2025 thường "
            "trú tại xã A; trước đó ở huyện Phong Châu"}),
    *(Changed(f"gone: {place}", {"request_content": f"Đăng ký thường trú tại {place}"},
              [("request_content", "FORM-66", W)], "hai cấp") for place in (
        "phường Gia Cẩm, thành phố Việt Trì", "phường Gia Cẩm TP. Việt Trì", "TP.Việt Trì",
        "phường 1, thành phố Thủ Đức", "xã A, tỉnh Vĩnh Phúc", "tỉnh Bà Rịa - Vũng Tàu",
        "thành phố Sơn La", "thị trấn Lâm Thao", "Quận 7")),
    *(Changed(f"of today: {place}", {"request_content": f"Đăng ký thường trú tại {place}"})
      for place in (
        "số 5 đường Quận Công, phường Nông Trang, tỉnh Phú Thọ", "phường A, thành phố Huế",
        "phường Sài Gòn, TP. HCM", "phường A, thành phố Bắc Ninh", "xã A, tỉnh Đắk Lắk.",
        "nhà người thân trong thành phố này",
        "phường Ba Đình, thành phố Hà Nội theo diện về ở với con")),
    *(Changed(f"a member's {what}", {"members": [{"full_name": "HÀ AN", "dob": "1990-08-17",
              "gender": "Nữ", "pin": "025190000222", "relation": "Vợ", **change}]},
              [("members/0/pin", code, W)], "số định danh") for what, change, code in (
        ("sex", {"gender": "Nam"}, "FORM-53"), ("year", {"dob": "1991"}, "FORM-52"))),
    Changed("a boy by the number", {"subject_gender": "Nam"},
            [("subject_pin", "FORM-53", W)], "số định danh"),
    Changed("born another year", {"subject_dob": "2020-05-06"},
            [("subject_pin", "FORM-52", W)], "số định danh"),
    Changed("of the subject only the year of birth is known", {"subject_dob": "2021"}),
    Changed("no request", {"request_content": ""}, [("request_content", "FORM-20", E)], CT01),
]  # fmt: skip

AUTHORITY = [
    Changed("a husband needs no certifying", {}),
    Changed("a friend does", {"relation": "Bạn"},
            [("relation", "SHEET-01", W)], "Thông tư 04/2020/TT-BTP Điều 2"),
    Changed("so does a cousin", {"relation": "Em họ"}, [("relation", "SHEET-01", W)], "Điều 2"),
    Changed("so does a mother-in-law", {"relation": "Mẹ vợ"},
            [("relation", "SHEET-01", W)], "Điều 2"),
    *(Changed(f"no certifying: {kin}", {"relation": kin}) for kin in (
        "Chị ruột", "Em gái ruột", "Anh trai", "anh trai ruột của bên A", "Con nuôi", "Mẹ nuôi",
        "Con gái út", "Là con trai", "Bà nội", "Bố ruột", "Vợ chồng", "Vợ/chồng", "Chồng (vợ)",
        "Là vợ, chồng", "hai vợ chồng")),
    *(Changed(f"certified: {kin}", {"relation": kin}, [("relation", "SHEET-01", W)], "Điều 2")
      for kin in ("Anh họ", "Anh rể", "Con dâu", "Con rể", "Bố chồng", "Mẹ kế", "Cháu", "Anh",
                  "Em trai họ", "Con riêng của vợ", "Mẹ (vợ)", "Vợ cũ", "Con (dâu)", "Bạn vợ")),
    Changed("nobody marries by another", {"scope": "Đăng ký kết hôn với bà A"},
            [("scope", "SHEET-02", E)], "04/2020"),
    Changed("nobody marries again by another", {"scope": "Nộp hồ sơ đăng ký lại kết hôn"},
            [("scope", "SHEET-02", E)], "04/2020"),
    Changed("nobody recognises a child by another", {"scope": "Thay tôi nhận cha, mẹ, con"},
            [("scope", "SHEET-02", E)], "04/2020"),
    *(Changed(f"no act of one's own: {scope}", {"scope": scope}) for scope in (
        "Đăng ký khai sinh cho con, nhận con dấu và kết quả", "Nhận con tôi về chăm sóc",
        "Xin xác nhận tình trạng hôn nhân để đăng ký kết hôn",
        "Xin giấy xác nhận tình trạng hôn nhân để làm thủ tục kết hôn tại Hàn Quốc")),
    *(Changed(f"nobody does by another: {scope}", {"scope": scope},
              [("scope", "SHEET-02", E)], "04/2020") for scope in (
        "Thay tôi đến UBND xã để đăng ký kết hôn", "Làm thủ tục nhận con Nguyễn Văn An",
        "Nhận con chung")),
    *(Changed(f"doubtful: {scope}", {"scope": scope}, [("scope", "SHEET-02", W)], "04/2020")
      for scope in (
        "Xin xác nhận tình trạng hôn nhân để thay tôi đăng ký kết hôn",
        "Xin thị thực để đăng ký kết hôn")),
    Changed("a copy of the marriage record may be fetched",
            {"scope": "Nhận bản sao trích lục đăng ký kết hôn"}),
    Changed("nobody marries by another, whatever else he does", {"scope":
            "Thay tôi đăng ký kết hôn và nộp giấy xác nhận tình trạng hôn nhân"},
            [("scope", "SHEET-02", E)], "04/2020"),
    Changed("nobody recognises one child", {"scope": "Thay tôi làm thủ tục nhận con"},
            [("scope", "SHEET-02", E)], "04/2020"),
    Changed("nor at a birth", {"scope": "Đăng ký khai sinh kết hợp nhận cha, mẹ, con"},
            [("scope", "SHEET-02", E)], "04/2020"),
    Changed("a list of papers leaves a doubt",
            {"scope": "Xin trích lục khai sinh, đăng ký kết hôn"},
            [("scope", "SHEET-02", W)], "04/2020"),
    Changed("a new sentence none", {"scope": "Xin trích lục khai sinh. Đăng ký kết hôn."},
            [("scope", "SHEET-02", E)], "04/2020"),
    *(Changed(f"may be done by another: {scope}", {"scope": scope}) for scope in (
        "Nộp hồ sơ cấp giấy xác nhận tình trạng hôn nhân để đăng ký kết hôn"[:53],
        "Cải chính thông tin đăng ký kết hôn", "Nhận kết quả đăng ký kết hôn",
        "Ghi vào sổ việc nhận cha, mẹ, con đã đăng ký ở nước ngoài", "Xác nhận con dấu",
        "Đăng ký nhận con nuôi", "Tra cứu thông tin đăng ký lại kết hôn")),
    Changed("of the principal only the year of birth is known", {"principal_dob": "1990"}),
    Changed("land is sold by contract", {"scope": "Chuyển nhượng thửa đất số 5"},
            [("scope", "SHEET-03", W)], "Điều 24 khoản 4"),
    *(Changed(f"by contract: {scope}", {"scope": scope}, [("scope", "SHEET-03", W)], "khoản 4")
      for scope in ("Bán nhà đất", "Sang tên xe máy", "Mua nhà thay tôi", "Cầm cố sổ đỏ",
                    "Bán 01 thửa đất", "Thay tôi bán ô tô", "Bán cho bà A căn hộ số 5",
                    "Bán căn nhà gần trường bán trú")),
    *(Changed(f"nothing is transferred: {scope}", {"scope": scope}) for scope in (
        "Đăng ký cho con học bán trú", "Nộp hồ sơ cấp đổi giấy phép", "Nhận bản sao giấy khai sinh",
        "Mua bảo hiểm y tế", "Nộp hồ sơ tại UBND xã Bán Công", "Nộp hồ sơ phường Bán Nguyệt",
        "Nộp thuế bán hàng")),
    Changed("a reward makes a contract", {"no_remuneration": False},
            [("no_remuneration", "SHEET-03", W)], "Điều 24 khoản 4"),
    Changed("whether there is a reward must be said", {"no_remuneration": None},
            [("no_remuneration", "FORM-20", E)], "Bộ luật Dân sự 2015"),
    Changed("nobody acts for himself", {"agent_name": "ĐỖ THỊ MỸ HẰNG", "agent_signature": "",
            "agent_dob": "1990-08-17", "agent_pin": "025190000222"},
            [("agent_name", "FORM-55", E)], "khai hai lần"),
    Changed("one number for both", {"agent_pin": "025190000222", "agent_dob": "1990-03-21"},
            [("agent_pin", "FORM-54", E), ("agent_name", "FORM-55", E)], CARD),
    Changed("somebody else signs", {"agent_signature": "LÊ AN"},
            [("agent_signature", "FORM-56", E)], "Bộ luật Dân sự"),
    Changed("a card older than its holder", {"agent_id_date": "1989-01-01"},
            [("agent_id_date", "FORM-38", E), ("agent_id_issuer", "SHEET-18", W)],
            "thứ tự các ngày"),
    Changed("the ministry before its time", {"agent_id_date": "2024-06-30"},
            [("agent_id_issuer", "SHEET-18", W)], "Luật Căn cước"),
    Changed("the department after its time", {"principal_id_date": "2024-07-01"},
            [("principal_id_issuer", "SHEET-18", W)], "Luật Căn cước"),
    Changed("nine digits", {"principal_pin": "131000456"},
            [("principal_pin", "FORM-51", W)], "Điều 46"),
]  # fmt: skip
