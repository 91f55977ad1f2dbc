"""The sheets: which columns they have, in which words."""

from __future__ import annotations

import msgspec

from catalog.calendar import CalendarDay, CalendarYear, LunarDay, YearlyRule
from catalog.counter.workflow import Step, Workflow
from catalog.index import Weight
from catalog.procedure import (
    CaseChoice,
    Choice,
    FeeExemption,
    FeeRate,
    Hint,
    PaperSpec,
    Procedure,
    TimeAmount,
    TimeCase,
    TimeLimit,
)
from catalog.publish.cells import Column, columns
from catalog.search.synonyms import Phrase
from catalog.situations import QuestionSpec

_STATUS = {
    "current": "đang áp dụng", "repealed": "bãi bỏ", "superseded": "bị thay thế",
    "scheduled_repeal": "sắp bãi bỏ", "unverified": "chưa đối chiếu",
}  # fmt: skip
_CONFIDENCE = {"high": "cao", "medium": "trung bình", "low": "thấp"}
_DETAIL = {"full": "đủ", "partial": "một phần", "name_only": "chỉ có tên"}
_CHANNEL = {"direct": "trực tiếp", "online": "trực tuyến", "post": "bưu chính"}
_USE = {
    "submit": "nộp", "show": "xuất trình", "online": "khai trực tuyến", "lookup": "cơ quan tra cứu",
}  # fmt: skip
_FEE_KIND = {"phi": "phí", "le_phi": "lệ phí"}
_PER = {"dossier": "hồ sơ", "copy": "bản", "page": "trang", "person": "người"}
_EVIDENCE = {"law": "văn bản", "record": "bản ghi", "rule": "suy đoán"}
_FLAGS = {"coastal_only": "chỉ xã ven biển", "border_only": "chỉ xã biên giới"}
_DAY_KIND = {
    "holiday": "nghỉ lễ", "substitute": "nghỉ bù", "swap_off": "nghỉ hoán đổi",
    "swap_work": "làm bù",
}  # fmt: skip
_CERTAINTY = {"law": "luật", "announced": "đã thông báo", "reported": "cần xác nhận"}
_YEAR_STATE = {"complete": "đủ", "partial": "chưa đủ"}
_QUESTION_KIND = {
    "bool": "có/không", "choice": "chọn một", "number": "số", "case": "trường hợp của thủ tục",
}  # fmt: skip

_WORD_KIND = {"noise": "bỏ qua", "soft": "phụ", "class": "nhóm", "abbreviation": "viết tắt"}

CODE = Column("code", "Mã thủ tục")
VERSION_FROM = Column("valid_from", "Áp dụng từ", is_day=True)
QUESTION_KEY = Column("key", "Khóa câu hỏi")
_WHEN = ("when", "Khi nào")
_NAME = ("name", "Tên")
_BASIS = ("basis", "Căn cứ")
_UNITS = (
    ("same_day", "Trong ngày"),
    ("hours", "Giờ làm việc"),
    ("working_days", "Ngày làm việc"),
    ("calendar_days", "Ngày"),
)

PROCEDURE = columns(
    Procedure, CODE, VERSION_FROM, Column("valid_to", "Đến hết", is_day=True), _NAME,
    ("field", "Lĩnh vực"), ("ministry", "Bộ"), ("level", "Cấp thực hiện"),
    Column("status", "Trạng thái", _STATUS), ("status_note", "Ghi chú trạng thái"),
    ("replaced_by", "Thay bằng mã"), Column("confidence", "Độ tin cậy", _CONFIDENCE),
    Column("detail_level", "Mức chi tiết", _DETAIL), ("fee_text", "Phí, lệ phí (nguyên văn)"),
    ("fee_exempt", "Miễn, giảm (nguyên văn)"), ("fee_set_by", "Cơ quan quy định mức thu"),
    ("fee_doubt", "Mức thu cần đối chiếu"), ("result", "Kết quả"),
    ("legal_basis", "Căn cứ pháp lý"), Column("channels", "Cách nộp", _CHANNEL),
    ("keywords", "Từ khóa"),
    ("vertical_agency", "Cơ quan ngành dọc"), ("executing", "Cơ quan thực hiện"),
    ("subjects", "Đối tượng"), ("decentralised_from", "Chuyển từ cấp"),
    ("decentralised_by", "Theo văn bản"),
    Column("decentralised_evidence", "Bằng chứng phân cấp", _EVIDENCE),
    ("online_level", "Mức trực tuyến"),
    Column("non_territorial", "Phi địa giới", {"true": "có", "false": "không"}),
    ("non_territorial_evidence", "Bằng chứng phi địa giới"), ("interlinked", "Liên thông"),
    ("interlinked_with", "Liên thông với"), ("data_replaced", "Giấy tờ thay bằng dữ liệu"),
    Column("flags", "Chỉ áp dụng cho", _FLAGS), ("notes", "Ghi chú"),
    ("ministry_decision", "Quyết định công bố"), ("portal_url", "Địa chỉ trên Cổng DVCQG"),
    ("source", "Nguồn"), ("corroboration", "Nguồn đối chiếu"), ("version", "Phiên bản"),
)  # fmt: skip

TIME_LIMIT = columns(
    TimeLimit, *_UNITS, ("text", "Thời hạn (nguyên văn)"), ("basis", "Căn cứ thời hạn"),
    ("doubt", "Thời hạn cần đối chiếu"), ("variants", "Các con số mâu thuẫn"),
    ("extension", "Kéo dài khi"), ("extension_unverified", "Kéo dài chưa đối chiếu"),
)  # fmt: skip

TIME_CASE = columns(TimeCase, _NAME, _WHEN, *_UNITS)

FEE = columns(
    FeeRate, _NAME, Column("kind", "Loại", _FEE_KIND), ("amount_vnd", "Số tiền (đ)"),
    Column("per", "Tính theo", _PER), _WHEN, _BASIS,
    Column("valid_from", "Thu từ ngày", is_day=True),
    Column("valid_to", "Thu đến hết ngày", is_day=True), ("next_vnd", "Mức tiếp theo (đ)"),
    ("next_from", "Tiếp theo từ trang"), ("cap_vnd", "Tối đa mỗi bản (đ)"),
    ("at_least", "Ít nhất số bản"), ("free_reason", "Lý do bằng 0"),
)  # fmt: skip

EXEMPTION = columns(
    FeeExemption, ("reason", "Được miễn"), _BASIS, _WHEN, Column("kinds", "Loại", _FEE_KIND),
    Column("valid_from", "Miễn từ ngày", is_day=True),
    Column("valid_to", "Miễn đến hết ngày", is_day=True), ("doubt", "Cần đối chiếu"),
)  # fmt: skip

PAPER = columns(
    PaperSpec, _NAME, Column("use", "Cách dùng", _USE), ("original", "Bản chính"),
    ("copies", "Bản sao"), ("form_title", "Tên mẫu"), ("form_id", "Mẫu trong phần mềm"), _WHEN,
    ("note", "Ghi chú"), ("code", "Mã giấy tờ"), ("published", "Nguyên văn"),
    ("case", "Mục trong nguồn"), ("conditional", "Chỉ nộp khi thuộc trường hợp"),
)  # fmt: skip

CASE_CHOICE = columns(CaseChoice, ("value", "Khóa"), ("label", "Trường hợp"))
HINT = columns(
    Hint,
    ("text", "Lưu ý"),
    _BASIS,
    _WHEN,
    ("doubt", "Cần đối chiếu"),
    ("for_clerk", "Chỉ cho cán bộ"),
)
DAY = columns(
    CalendarDay, ("date", "Ngày"), Column("kind", "Loại", _DAY_KIND), _NAME, _BASIS,
    Column("certainty", "Mức chắc chắn", _CERTAINTY),
)  # fmt: skip
YEAR = columns(
    CalendarYear, ("year", "Năm"), Column("state", "Tình trạng", _YEAR_STATE), ("note", "Ghi chú")
)
YEARLY_RULE = columns(
    YearlyRule, _NAME, ("month", "Tháng"), ("day", "Ngày"), ("made_up", "Có nghỉ bù"), _BASIS,
    ("valid_from", "Áp dụng từ"),
)  # fmt: skip
LUNAR_DAY = columns(LunarDay, _NAME, ("date", "Ngày"), ("made_up", "Có nghỉ bù"), _BASIS)
ADDED_LATER = frozenset({"Câu hỏi riêng của thủ tục", "Chỉ nộp khi thuộc trường hợp"})
"""Columns that sheets written by an earlier program do not have; nothing stands in them then."""
QUESTION = columns(
    QuestionSpec, QUESTION_KEY, ("text", "Câu hỏi"), Column("kind", "Kiểu trả lời", _QUESTION_KIND),
    ("default", "Mặc định"), ("yes", "Vì (khi có)"), ("no", "Vì (khi không)"),
    ("derived", "Phần mềm tự biết"), ("texts", "Câu hỏi riêng của thủ tục"),
)  # fmt: skip
CHOICE = columns(Choice, ("value", "Giá trị"), ("label", "Câu trả lời"), ("because", "Vì"))
PHRASE = columns(Phrase, ("say", "Người dân nói"), ("mean", "Nghĩa là"), ("codes", "Mã thủ tục"))
STEP = columns(
    Step, ("name", "Bước"), ("role", "Vai trò"), ("share", "Tỷ lệ thời gian"),
    ("hours", "Tối đa giờ làm việc"),
)  # fmt: skip
WORKFLOW = columns(
    Workflow, ("name", "Quy trình"), ("fields", "Lĩnh vực"), ("codes", "Mã thủ tục"),
    ("agencies", "Cơ quan ngành dọc"), _BASIS, ("unverified", "Chưa có quyết định"),
)  # fmt: skip


class ChannelTime(TimeAmount, frozen=True, kw_only=True, omit_defaults=True):
    """One line of thoi-han-kenh.csv: the time of one channel."""

    channel: str


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """One line of danh-muc.csv."""

    key: str
    value: tuple[str, ...]


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """One line of tu-vung.csv: a class, an abbreviation, or the noise and filler words."""

    kind: str
    name: str
    words: tuple[str, ...]


SETTING = columns(Setting, ("key", "Mục"), ("value", "Nội dung"))
WORD = columns(Word, Column("kind", "Loại", _WORD_KIND), _NAME, ("words", "Các từ"))
CHANNEL_TIME = columns(ChannelTime, Column("channel", "Kênh", _CHANNEL), *_UNITS)
WEIGHT = columns(Weight, CODE, ("weight", "Mức hay dùng (1–100)"))
