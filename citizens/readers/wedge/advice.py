"""What to change in a scanner, in the clerk's words. COM mode first: it ends every fault."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from citizens.readers.scanner_profile import FaultKind

_COM = (
    "Nên làm trước hết: chuyển máy quét sang chế độ cổng COM ảo (USB COM, USB-CDC, USB Serial) "
    "bằng mã cài đặt trong sách hướng dẫn của máy, rồi cắm lại: phần mềm tự nhận ra cổng."
)
_UNICODE = (
    "Nếu máy không có cổng COM: bật xuất Unicode hoặc UTF-8 cùng chế độ Alt (ALT mode) của hãng."
)
_HEX = "Máy Honeywell: có thể bật chế độ xuất mã hex; phần mềm đọc được."
_SUFFIX = "Bật ký tự kết thúc Enter (CR) ở cuối mã trong máy quét để mỗi lần quét xong ngay."
_SPEED = "Đặt độ trễ giữa các ký tự (inter-character delay) của máy quét về 0."
_KEPT = "Cách sửa đã được ghi nhớ cho máy quét này."
_AGAIN = "Sửa xong, hãy quét mã thử lại."

_ADVICE: Mapping[FaultKind, tuple[str, ...]] = MappingProxyType(
    {
        FaultKind.OK: ("Máy quét gõ đúng cả 134 chữ có dấu. Không cần chỉnh gì.",),
        FaultKind.DROPPED: (
            "Máy quét bỏ mất chữ có dấu: số, ngày, giới tính vẫn đúng, họ tên và địa chỉ bị thiếu.",
            _COM,
            _UNICODE,
            _HEX,
            "Khi chưa chỉnh được: đối chiếu họ tên, địa chỉ với mặt thẻ trước khi dùng.",
            _AGAIN,
        ),
        FaultKind.CODE_PAGE: (
            "Máy quét gõ chữ có dấu theo bảng mã khác.",
            _COM,
            _UNICODE,
            _HEX,
            _AGAIN,
        ),
        FaultKind.LAYOUT: (
            "Windows không dùng bàn phím US khi quét: số, dấu | hoặc chữ bị gõ thành ký tự khác.",
            _COM,
            "Hoặc đặt bàn phím của Windows là English (US), và của máy quét là USA.",
            _AGAIN,
        ),
        FaultKind.CAPS: (
            "Phím Caps Lock đang bật khi quét: chữ hoa và chữ thường bị đổi chỗ.",
            "Tắt Caps Lock rồi quét lại; phần mềm cũng tự đổi lại được.",
            _COM,
        ),
        FaultKind.INPUT_METHOD: (
            "Bộ gõ tiếng Việt đang bật khi quét nên chữ bị gõ thành chữ có dấu khác.",
            _COM,
            "Hoặc chuyển UniKey, EVKey sang chế độ E khi quét.",
            _AGAIN,
        ),
        FaultKind.DELAY: (
            "Máy quét gõ chậm, dễ bị nhầm với người gõ.",
            _COM,
            _SPEED,
            "Máy quét không dây: để gần bộ thu hơn.",
            _AGAIN,
        ),
        FaultKind.SUFFIX_MISSING: (
            "Máy quét gõ đúng nhưng không gửi ký tự kết thúc.",
            _SUFFIX,
            _COM,
        ),
        FaultKind.INCOMPLETE: (
            "Mã thử đến chưa đủ.",
            "Quét lại, giữ yên máy quét cho đến khi máy báo xong.",
            _COM,
        ),
        FaultKind.UNKNOWN: (
            "Nội dung đến khác với mã thử theo cách chưa biết.",
            _COM,
            _UNICODE,
            _AGAIN,
        ),
        FaultKind.NOT_THE_TEST: (
            "Đây không phải mã thử.",
            "Quét đúng mã thử đang hiện trên màn hình hoặc vừa in ra.",
        ),
    }
)
_MENDED = frozenset((FaultKind.CODE_PAGE, FaultKind.LAYOUT))


def advice_for(
    kind: FaultKind, *, is_lossy: bool, is_slow: bool, lacks_suffix: bool
) -> tuple[str, ...]:
    """Return the finding and then what to do, in order."""
    finding, *steps = _ADVICE[kind]
    extra = [_KEPT] if kind in _MENDED and not is_lossy else []
    extra += [_SPEED] if is_slow else []
    extra += [_SUFFIX] if lacks_suffix else []
    return (finding, *steps, *extra)
