"""The Vietnamese sentences behind note codes and refusals; one place, so they stay consistent."""

from __future__ import annotations

from base.errors import InputError
from citizens.reading import Note

_NOTES = {
    "birth_year_digit_mismatch": (
        "Năm sinh khác với năm trong số định danh: đối chiếu với thẻ (có thể do đã cải chính)."
    ),
    "cancelled_id_present": "Thẻ có ghi số định danh cũ đã hủy; không cần giấy xác nhận riêng.",
    "caps_lock": "Phím Caps Lock đang bật khi quét; đã đổi lại chữ hoa, chữ thường.",
    "characters_lost": (
        "Máy quét làm mất chữ có dấu: nhập lại họ tên và nơi cư trú theo mặt thẻ. "
        "Nên chuyển máy quét sang chế độ cổng COM hoặc Unicode."
    ),
    "charset_doubtful": "Bảng mã của máy quét không rõ: đối chiếu họ tên, nơi cư trú với mặt thẻ.",
    "delimiter_replaced": "Máy quét gõ dấu ngăn cách khác với mã trên thẻ; đã tách lại các ô.",
    "dob_invalid": "Ngày sinh trên mã không phải là ngày có thật: nhập theo mặt thẻ.",
    "dob_month_only": "Mã chỉ có tháng và năm sinh, không có ngày.",
    "dob_year_only": "Mã chỉ có năm sinh, không có ngày và tháng.",
    "document_kind_unclear": (
        "Loại thẻ theo số ô và theo ngày cấp không khớp nhau: xem mặt thẻ để chọn đúng loại."
    ),
    "dossier_code_unusual": "Mã hồ sơ không theo mẫu thường gặp: đối chiếu với phiếu.",
    "doubled_characters": "Mỗi chữ đến hai lần; đã bỏ chữ lặp, hãy đối chiếu với mặt thẻ.",
    "host_not_ascii": "Tên trang trong liên kết có chữ lạ nên không được mở.",
    "ime_active": "Bộ gõ tiếng Việt đang bật khi quét: chuyển bộ gõ sang chế độ E rồi quét lại.",
    "incomplete": "Mã bị ngắt giữa chừng.",
    "issue_before_birth": "Ngày cấp đứng trước ngày sinh: đối chiếu với mặt thẻ.",
    "issue_date_invalid": "Ngày cấp trên mã không phải là ngày có thật: nhập theo mặt thẻ.",
    "keyboard_layout_vietnamese": (
        "Windows đang dùng bàn phím “Vietnamese” khi quét; đã đổi chữ trở lại thành số. "
        "Nên chuyển sang bàn phím US."
    ),
    "link_not_opened": "Đây là liên kết; phần mềm không tự mở.",
    "name_unreadable": "Không đọc được họ tên trên mã: nhập theo mặt thẻ.",
    "no_diacritics": (
        "Máy quét gõ chữ không dấu: bổ sung dấu cho họ tên và nơi cư trú theo mặt thẻ."
    ),
    "not_readable_offline": "Mã VNeID là mã động, phần mềm không đọc được ngoại tuyến.",
    "old_id_invalid": "Số chứng minh nhân dân cũ trên mã không đúng dạng nên để trống.",
    "old_number_expired": (
        "Chứng minh nhân dân 9 số hết giá trị từ 01/01/2025: hỏi số định danh cá nhân."
    ),
    "province_code_unknown": "Ba số đầu của số định danh không thuộc 63 mã tỉnh đã biết.",
    "sex_digit_mismatch": (
        "Giới tính khác với chữ số thứ tư của số định danh: đối chiếu với thẻ "
        "(có thể do đã cải chính)."
    ),
    "sex_invalid": "Không đọc được giới tính trên mã: chọn theo mặt thẻ.",
    "two_cards_in_one_burst": "Hai mã đến liền nhau trong một lần quét.",
    "unexpected_field_count": "Số ô trên mã khác mẫu thường gặp; các ô đọc được vẫn dùng được.",
    "unexpected_part": "Mã có thêm ô chưa rõ nghĩa; phần đó không được điền.",
}

_REFUSALS = {
    "SCAN-01": (
        "Chưa đọc được mã nào trong ảnh.",
        "Lau mặt thẻ, để mã nằm trong khung, chụp lại; hoặc nhập tay (F4).",
    ),
    "SCAN-02": (
        "Tệp không phải là ảnh hoặc PDF đọc được, hoặc tệp bị hỏng.",
        "Chụp hay quét lại và lưu dạng JPEG, PNG hoặc PDF.",
    ),
    "SCAN-03": (
        "Ảnh hoặc tệp quá lớn.",
        "Chụp lại với cỡ ảnh thường (12 triệu điểm ảnh là đủ, dưới 40 MB).",
    ),
    "SCAN-04": ("Không mở được tệp, hoặc tệp rỗng.", "Kiểm tra tên tệp rồi chọn lại."),
    "SCAN-05": (
        "Kiểu ảnh HEIC/AVIF này của điện thoại chưa đọc được.",
        "Đặt máy ảnh của điện thoại ở chế độ “Tương thích nhất” rồi chụp lại dạng JPEG.",
    ),
    "SCAN-06": (
        "Không đọc được tệp PDF này: tệp hỏng hoặc có mật khẩu.",
        "Mở tệp, in lại thành PDF mới hoặc chụp ảnh thẻ.",
    ),
    "SCAN-10": (
        "Không nhận ra loại mã này.",
        "Đưa đúng mã QR trên thẻ căn cước (thẻ từ 01/7/2024: mặt sau) hoặc nhập tay (F4).",
    ),
    "SCAN-11": ("Mã bị ngắt giữa chừng nên chưa điền gì.", "Quét lại mã."),
    "SCAN-12": (
        "Hai mã đến liền nhau nên chưa điền gì.",
        "Quét lại từng thẻ; nên bật ký tự Enter ở cuối mã trong máy quét.",
    ),
    "SCAN-13": (
        "Chữ trên mã bị vỡ nên chưa điền gì.",
        "Quét lại; nếu vẫn vỡ, chuyển máy quét sang chế độ cổng COM hoặc Unicode.",
    ),
    "SCAN-14": (
        "Đây là mã VNeID, không đọc được ngoại tuyến.",
        "Quét mã trên thẻ căn cước hoặc nhập tay (F4).",
    ),
    "SCAN-15": (
        "Đây là mã thanh toán của ngân hàng, không phải giấy tờ.",
        "Quét mã trên thẻ căn cước hoặc nhập tay (F4).",
    ),
    "SCAN-16": (
        "Liên kết có tên trang chứa chữ lạ nên không được mở.",
        "Chuyển bộ gõ sang chế độ E rồi quét lại; nếu vẫn vậy thì không mở liên kết này.",
    ),
    "SCAN-17": (
        "Dòng MRZ không khớp số kiểm tra.",
        "Quét hoặc gõ lại ba dòng ở mặt sau thẻ; tắt bộ gõ tiếng Việt.",
    ),
    "SCAN-18": ("Không đọc được mã thẻ bảo hiểm y tế.", "Quét lại hoặc nhập tay (F4)."),
    "SCAN-19": ("Chưa nhận được nội dung nào.", "Quét lại mã."),
}


def note(code: str, addition: str = "") -> Note:
    """Return the note of a code, with a sentence added when there is one."""
    return Note(code, f"{_NOTES[code]} {addition}".strip())


def refusal(code: str, detail: str = "") -> InputError:
    """Return the error of a refused scan; `detail` is for the log and holds no personal data."""
    message, next_step = _REFUSALS[code]
    return InputError(code, message, next_step, detail=detail)
