"""What `--help` says of options and values, wherever they stand; a command may say it better."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_SITUATION = "câu trả lời về trường hợp, dạng KHÓA=GIÁ_TRỊ; các khóa: xem catalog checklist"
OPTIONS: Mapping[str, str] = MappingProxyType(
    {
        "--json": "in một tài liệu JSON ra stdout",
        "--data-dir": "thư mục chứa mọi dữ liệu của lần chạy này",
        "--now": "coi như đang là thời điểm này; giờ Việt Nam nếu không ghi múi giờ",
        "--answers": "tệp JSON các câu trả lời của mẫu (- là stdin)",
        "--attach": "tệp đính kèm: ảnh hoặc PDF, ghi được nhiều tệp",
        "--channel": "cách nộp: direct (trực tiếp), online (trực tuyến), post (bưu chính)",
        "--code": "mã hồ sơ chính thức trên giấy của hệ thống tỉnh",
        "--competent-unit": "mã đơn vị có thẩm quyền giải quyết, nếu không phải xã này",
        "--form": "mẫu đơn, khi thủ tục có nhiều mẫu",
        "--item": "giấy tờ còn thiếu, ghi được nhiều giấy",
        "--limit": "số dòng nhiều nhất, từ 1 đến 1000",
        "--on": "theo bản có hiệu lực ngày này, ví dụ 01/03/2027; mặc định: hôm nay",
        "--out": "tệp ghi ra",
        "--paper": "tên giấy tờ đã nộp, ghi được nhiều giấy",
        "--person": "dữ liệu thẻ của một người, dạng VAI=MÃ_QUÉT (@tệp, - là stdin)",
        "--reason": "lý do, ghi vào diễn biến của hồ sơ",
        "--received": "lúc tiếp nhận, ví dụ 2026-11-26T08:30; chỉ ghi ngày cũng được",
        "--rule": "ngày hẹn sau bổ sung: pause (tính tiếp) hay restart (tính lại từ đầu)",
        "--situation": _SITUATION,
        "--slip-out": "ghi Giấy tiếp nhận và hẹn trả ra tệp PDF này",
        "--submitter": "tệp JSON người nộp hồ sơ, nếu không phải người yêu cầu",
        "--to": "ngày hẹn mới, ví dụ 04/12/2026",
        "action": "bước cần làm với hồ sơ",
        "code": "mã thủ tục, ví dụ 1.001193",
        "file": "tệp đọc vào (- là stdin)",
        "folder": "thư mục",
        "form_id": "mã mẫu trong thư viện; danh sách: forms list",
        "id": "mã hồ sơ: mã trong máy, số tạm hoặc mã chính thức",
        "text": "chữ cần tìm",
    }
)
