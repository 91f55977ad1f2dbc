"""Addresses as people write them. Expected: form, names of all candidates, detail."""

from __future__ import annotations

import pytest

from citizens.addresses.parse import find_units
from citizens.addresses.table import load_table

OLD, NEW = "old", "new"
ADDRESSES = [
    # commas missing, marks missing, abbreviations
    ("khu 3 thuy van viet tri phu tho", OLD, "Nông Trang", "khu 3"),
    ("khu 3 thuy van, viet tri, phu tho", OLD, "Nông Trang", "khu 3"),
    ("Khu 3 Thụy Vân, Việt Trì, Phú Thọ", OLD, "Nông Trang", "Khu 3"),
    ("Tổ 5, P. Gia Cẩm, TP.Việt Trì, T.Phú Thọ", OLD, "Việt Trì", "Tổ 5"),
    (
        "Số nhà 12, tổ 4, khu 2 - phường Nông Trang - thành phố Việt Trì - tỉnh Phú Thọ",
        OLD, "Nông Trang", "Số nhà 12, tổ 4, khu 2",
    ),
    ("KHU 7, XÃ HÙNG LÔ, TP VIỆT TRÌ, PHÚ THỌ", OLD, "Vân Phú", "KHU 7"),
    ("tt phong chau phu ninh phu tho", OLD, "Phù Ninh", ""),
    ("tổ 9 phường Phương Lâm, TP Hoà Bình, tỉnh Hoà Bình", OLD, "Hòa Bình", "tổ 9"),
    ("59 Nguyễn Sỹ Sách , P.15, Q.Tân Bình, TP.HCM, Việt Nam", OLD, "Tân Bình|Tân Sơn",
     "59 Nguyễn Sỹ Sách"),
    ("59 nguyen sy sach, p15, tan binh, hcm", OLD, "Tân Bình|Tân Sơn", "59 nguyen sy sach"),
    ("12 nguyen hue, p ben nghe, q1, tphcm", OLD, "Sài Gòn", "12 nguyen hue"),
    ("P.5, Q.Gò Vấp, TP HCM", OLD, "An Nhơn", ""),
    ("F.12, Q.Gò Vấp, TPHCM", OLD, "An Hội Tây", ""),
    ("Phường 05, Quận Gò Vấp, Hồ Chí Minh", OLD, "An Nhơn", ""),
    ("Số 1 (gần chợ), P. Bến Thành, Q.1, TP.HCM, Việt Nam", OLD, "Bến Thành",
     "Số 1 (gần chợ)"),
    ("đường 15, long bình, quận 9, hcm", OLD, "Long Bình", "đường 15"),
    ("12/3/4 Lê Lợi, Khóm 3, P.2, TP. Sóc Trăng, Sóc Trăng 950000", OLD, "Phú Lợi",
     "12/3/4 Lê Lợi, Khóm 3"),
    ("Phường VII, thành phố Vị Thanh, Hậu Giang", OLD, "Vị Thanh", ""),
    ("thon 3 xa ea kao buon ma thuot dak lak", OLD, "Ea Kao", "thon 3"),
    ("Buôn Ky, P. Thành Nhất, TP. Buôn Ma Thuột, Đắc Lắc", OLD, "Thành Nhất", "Buôn Ky"),
    ("khu 3 tho quan dong da ha noi", OLD, "Văn Miếu - Quốc Tử Giám", "khu 3"),
    # apostrophes, dashes, place of the tone, i and y, c and k, s and x
    ("Xã Ea H'leo, H. Ea H’Leo, Đăk Lăk", OLD, "Ea H'Leo", ""),
    ("Xã Ea H Leo, huyện Ea H Leo, tỉnh Đắk Lắk", OLD, "Ea H'Leo", ""),
    ("Bon Pi Nao, xã Đắk R’Moan, TP Gia Nghĩa, Đắk Nông", OLD, "Nam Gia Nghĩa", "Bon Pi Nao"),
    ("P. Phủ Hà, TP. Phan Rang-Tháp Chàm, Ninh Thuận", OLD, "Phan Rang", ""),
    ("Phường 7, TP Vũng Tàu, BR-VT", OLD, "Tam Thắng", ""),
    ("P. Hoà Hiệp Nam, Q. Liên Chiểu, TP Đà Nẵng", OLD, "Hải Vân", ""),
    ("Kiệt 5, Vĩ Dạ, Huế, TT Huế", OLD, "Vỹ Dạ", "Kiệt 5"),
    ("P. Tây Lộc, TP. Huế, Thừa Thiên - Huế", OLD, "Phú Xuân", ""),
    ("Phường Phường Đúc, Thành phố Huế, Tỉnh Thừa Thiên Huế", OLD, "Thuận Hóa", ""),
    ("Xã Săm Khoè, huyện Mai Châu, tỉnh Hoà Bình", OLD, "Bao La", ""),
    ("xã Đắk Tô, tỉnh Quảng Ngãi", NEW, "Đăk Tô", ""),
    # names that hold a unit word, numbers, names twice
    ("Xã Tân Xã, Thạch Thất, Hà Nội", OLD, "Hạ Bằng|Hòa Lạc", ""),
    ("Tiểu khu 3, TT NT Mộc Châu, H. Mộc Châu, Sơn La", OLD, "Thảo Nguyên", "Tiểu khu 3"),
    ("Xã Mường Tè, Mường Tè, Lai Châu", OLD, "Mường Tè", ""),
    ("phường Hùng Vương, thị xã Phú Thọ", OLD, "Phú Thọ", ""),
    ("Phường Hùng Vương, Thị xã Phú Thọ, Phú Thọ", OLD, "Phú Thọ", ""),
    (
        "02 Lê Đại Hành, phường 15, quận 11, tp.hcm, Phường 15, Quận 11, TP. Hồ Chí Minh",
        OLD, "Phú Thọ", "02 Lê Đại Hành, phường 15, quận 11, tp.hcm",
    ),
    ("Nông Trang, Việt Trì (Phú Thọ)", OLD, "Nông Trang", ""),
    ("Thôn 2, xã Hùng Lô (cũ), TP Việt Trì, Phú Thọ", OLD, "Vân Phú", "Thôn 2"),
    # several lines, a province or a district left out
    ("Thôn 5\nXã Thịnh Minh\nThành phố Hoà Bình\nTỉnh Phú Thọ", OLD, "Thịnh Minh", "Thôn 5"),
    ("Thôn Trung, Nhân Chính, Thanh Xuân", OLD, "Yên Hòa|Thanh Xuân|Đại Mỗ", "Thôn Trung"),
    ("Số 5, Phường Trần Phú, TP. Quảng Ngãi", OLD, "Nghĩa Lộ", "Số 5"),
    ("Xã Vĩnh Tiến, Kim Bôi, Phú Thọ", OLD, "Mường Động", ""),
    ("Xã Hợp Thành, tỉnh Hòa Bình", OLD, "Thịnh Minh|Cao Dương", ""),
    ("Phường Thủ Dầu Một, Bình Dương", NEW, "Thủ Dầu Một", ""),
    # islands whose district became the commune
    ("Huyện Côn Đảo, Bà Rịa – Vũng Tàu", OLD, "Côn Đảo", ""),
    ("Thôn Đông, xã An Vĩnh, huyện Lý Sơn, Quảng Ngãi", OLD, "Lý Sơn", "Thôn Đông, xã An Vĩnh"),
    # the form of today
    ("Số 8, Đường Hùng Vương, Phường Phú Thọ, tỉnh Phú Thọ", NEW, "Phú Thọ",
     "Số 8, Đường Hùng Vương"),
    ("Thôn Minh Quang, Ba Vì, Hà Nội", NEW, "Ba Vì", "Thôn Minh Quang"),
    ("5 Trần Phú Văn Miếu - Quốc Tử Giám Hà Nội", NEW, "Văn Miếu - Quốc Tử Giám", "5 Trần Phú"),
    ("12 Xã Đàn, Đống Đa, Hà Nội", NEW, "Đống Đa", "12 Xã Đàn"),
    ("Xã Bố Hạ, tỉnh Bắc Ninh", NEW, "Bố Hạ", ""),
    ("xóm 2 xa thinh minh tinh phu tho", NEW, "Thịnh Minh", "xóm 2"),
    ("Phường Phú Thọ, TP.HCM", NEW, "Phú Thọ", ""),
    ("Tân Hà Lâm Hà, Lâm Đồng", NEW, "Tân Hà Lâm Hà", ""),
    ("Phường Hà Giang 2, Tuyên Quang", NEW, "Hà Giang 2", ""),
    ("Đặc khu Lý Sơn, tỉnh Quảng Ngãi", NEW, "Lý Sơn", ""),
]  # fmt: skip


@pytest.mark.parametrize(("address", "form", "communes", "detail"), ADDRESSES)
def test_address_as_people_write_it(address: str, form: str, communes: str, detail: str) -> None:
    reading = find_units(address)
    names = {load_table().commune_by_code[c.commune_code].name for c in reading.candidates}
    assert names == set(communes.split("|"))
    assert len(reading.candidates) == len(names)
    assert reading.form == form
    assert reading.detail == detail
    assert reading.input == address


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", ",,,", "lorem ipsum dolor", "xin chào các bạn", "0900 000 012",
        "nguyen van a", "Hà Nội", "Thủ đô Hà Nội", "T. Phú Thọ", "12", "Phường", "xã ,",
        "025190000222|131000456|Người Thử|01011990|Nam|", "https://example.vn/ho-so?id=1",
        "Xã Không Đâu, Huyện Chẳng Có, Tỉnh Không Thấy", "con mèo trèo cây cau hỏi thăm chú chuột",
        "Nguyễn Trãi", "Thành phố", "\u202e\ufeff", "đường Trần Hưng Đạo", "x" * 5000,
        "Trần Phú " * 400,
    ],
)  # fmt: skip
def test_what_is_no_address_has_no_candidates(text: str) -> None:
    reading = find_units(text)
    assert reading.form == "unknown"
    assert reading.candidates == ()


@pytest.mark.parametrize(
    "address",
    [
        "Xã Không Đâu, TP Việt Trì, Phú Thọ",
        "Phường Trúc Lâm, Ba Đình, Hà Nội",
        "Quận 9, TP.HCM",
        "thon dong, xa khong dau, h doan hung, phu tho",
        "Huyện Kim Bôi, Hòa Bình",
        "Thủ Dầu Một, Bình Dương",
    ],
)
def test_known_district_with_unknown_commune_is_old_and_not_guessed(address: str) -> None:
    reading = find_units(address)
    assert reading.form == "old"
    assert reading.candidates == ()
    assert reading.detail == address
