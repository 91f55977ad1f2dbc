"""Why a chip was not read, in the clerk's words."""

from __future__ import annotations

from base.errors import DeskError, DeviceError, InputError

_REFUSALS = {
    "CHIP-01": (
        "Máy này chưa có đầu đọc chip dùng được.",
        "Cắm đầu đọc NFC, nhờ quản trị cài thêm phần “chip”; hoặc quét mã QR trên thẻ.",
    ),
    "CHIP-02": (
        "Chưa thấy thẻ trên đầu đọc.",
        "Đặt thẻ nằm yên giữa đầu đọc rồi đọc lại; hoặc quét mã QR trên thẻ.",
    ),
    "CHIP-03": (
        "Thẻ bị nhấc ra khi đang đọc, hoặc đường truyền bị nhiễu.",
        "Đặt thẻ nằm yên giữa đầu đọc, chờ đọc xong rồi mới nhấc ra.",
    ),
    "CHIP-04": (
        "Chip không mở: số thẻ, ngày sinh hoặc ngày hết hạn không đúng với thẻ này.",
        "Đối chiếu ba giá trị đó với mặt thẻ (ngày hết hạn in trên thẻ) rồi đọc lại.",
    ),
    "CHIP-05": (
        "Thẻ trên đầu đọc không phải thẻ căn cước có chip.",
        "Đặt đúng thẻ; thẻ không có chip thì quét mã QR hoặc nhập tay (F4).",
    ),
    "CHIP-06": (
        "Dữ liệu trong chip không khớp với bản kê đã ký của chip nên không dùng.",
        "Không lấy dữ liệu từ chip này; đối chiếu thẻ và báo cơ quan Công an nếu nghi thẻ giả.",
    ),
    "CHIP-07": (
        "Chip này chỉ cho đọc bằng PACE, phần mềm chưa có cách đọc đó.",
        "Quét mã QR trên thẻ hoặc nhập tay (F4).",
    ),
    "CHIP-08": (
        "Không hiểu được dữ liệu trong chip.",
        "Quét mã QR trên thẻ hoặc nhập tay (F4).",
    ),
}


def refusal(code: str, detail: str = "") -> DeskError:
    """Return the error of a chip that was not read; `detail` holds no personal data."""
    message, next_step = _REFUSALS[code]
    kind = InputError if code == "CHIP-04" else DeviceError
    return kind(code, message, next_step, detail=detail)
