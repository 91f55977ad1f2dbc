"""A procedure's card in the words of the screen; no widgets, so a worker may prepare them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from base.clock import legal_date, local
from catalog.bundle.wording import STATUS_WORDS, amount_words, day_words
from catalog.checklist import IF_IN_CASE, NO_DATA, NOTHING, Needed
from catalog.counter.standing import agency_words
from catalog.due import amount_for
from catalog.fees import FeeItem
from catalog.procedure import Confidence, Procedure
from dossiers.consulting.card import Card
from ui.pages.catalogue.source_words import source_words
from ui.theme import Tone
from ui.widgets.parts import Role
from ui.wording import agency_sentence, moment_words, money

CONFIDENCE_WORDS: dict[Confidence, tuple[str, Tone]] = {
    Confidence.HIGH: ("đã đối chiếu", "ok"),
    Confidence.MEDIUM: ("đối chiếu một phần", "plain"),
    Confidence.LOW: ("độ tin cậy thấp", "warning"),
}
_KIND_WORDS = {
    "original": "bản chính", "certified_copy": "bản sao", "electronic_copy": "bản điện tử",
}  # fmt: skip
_USE_WORDS = (
    "Phải nộp", f"Nộp {IF_IN_CASE}", "Xuất trình để đối chiếu, không thu",
    "Khai trên Cổng dịch vụ công khi nộp trực tuyến",
)  # fmt: skip
_UNVERIFIED_STEPS = "Quy trình tham khảo: chưa thấy quyết định của tỉnh, xem lại tại đơn vị."
_CLOSED_WORDS = "không còn được tiếp nhận"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a block and how it looks."""

    text: str
    role: Role = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A titled part of the card; without lines it is not shown."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class CardWords:
    """Everything on the card that is plain text. `chips` are words with their ground."""

    chips: tuple[tuple[str, Tone], ...]
    summary: str
    banners: tuple[str, ...]
    not_asked: Block
    fee: Block
    due: Block
    hints: Block
    steps: Block
    rest: Block
    remarks: Block


def words_of(card: Card) -> CardWords:
    """Return the card in words."""
    return CardWords(
        chips=tuple(_chips(card.procedure, legal_date(card.moment))),
        summary=_summary(card),
        banners=tuple(_banners(card)),
        not_asked=Block("Không được yêu cầu nộp", tuple(_not_asked(card))),
        fee=Block("Phí, lệ phí", tuple(_fee(card))),
        due=Block("Hẹn trả", tuple(_due(card))),
        hints=Block("Lưu ý", tuple(_hints(card))),
        steps=Block(f"Các bước: {card.workflow.name}", tuple(_steps(card))),
        rest=Block("Kết quả, căn cứ, nguồn", tuple(_rest(card))),
        remarks=Block(
            "Ghi trong công bố",
            tuple(Line(f"• {text}", "muted") for text in card.procedure.notes),
        ),
    )


def paper_detail(paper: Needed) -> str:
    """Return what stands below a paper's name: how many of which kind, why, the remark.

    How it is handed in stands over the paper already.
    """
    why = paper.why
    for words in _USE_WORDS:
        why = why.removeprefix(words)
    why = why.strip("; .").strip()
    count = f"{paper.count:02d} {_KIND_WORDS[paper.kind]}"
    if paper.is_conditional:
        count += f" · {IF_IN_CASE}"
    if paper.options:
        count += f" · {'; '.join(paper.options)}"
    return f"{count} · {why[:1].upper()}{why[1:]}." if why else count


def is_open(procedure: Procedure) -> bool:
    """Whether a dossier may be taken in under it."""
    return procedure.offerable


def redirect_sentence(old: Procedure, new: Procedure) -> str:
    """Return why another procedure is shown than the one that was asked for."""
    note = f" {old.status_note}" if old.status_note else ""
    return (
        f"{old.code} “{old.name}” {_CLOSED_WORDS}, được thay bằng {new.code}; "
        f"đang xem thủ tục thay thế.{note}"
    )


def _chips(procedure: Procedure, today: date) -> Iterator[tuple[str, Tone]]:
    yield procedure.code, "plain"
    tones: dict[str, Tone] = {"current": "ok", "repealed": "error", "superseded": "error"}
    yield STATUS_WORDS[procedure.status], tones.get(procedure.status, "warning")
    yield CONFIDENCE_WORDS[procedure.confidence]
    if procedure.valid_to and procedure.valid_to >= today.isoformat():
        yield f"đến hết {day_words(procedure.valid_to)}", "warning"
    if procedure.vertical_agency:
        yield f"của {agency_words(procedure.vertical_agency)}", "card"


def _summary(card: Card) -> str:
    papers = sum(paper.is_compulsory for paper in card.checklist.papers)
    limit = amount_words(amount_for(card.procedure, card.situation))
    parts = [f"Thời hạn: {limit}"]
    if card.due.due_at is not None:
        parts = [f"Hẹn trả {moment_words(card.due.due_at, card.moment)} ({limit})"]
    if card.fee.total_vnd is None:
        parts.append(f"phí, lệ phí: {card.fee.total_words}")
    else:
        parts.append(
            f"phí, lệ phí: {money(card.fee.total_vnd) if card.fee.total_vnd else 'không thu'}"
        )
    if not card.checklist.known:
        parts.append("chưa có dữ liệu giấy tờ")
    elif card.checklist.undecided:
        parts.append("giấy tờ tùy trường hợp")
    else:
        parts.append(f"{papers} giấy tờ phải nộp")
    return " · ".join(parts)


def _banners(card: Card) -> Iterator[str]:
    procedure = card.procedure
    if not is_open(procedure):
        what = STATUS_WORDS[procedure.status]
        since = _since(procedure)
        note = f" {procedure.status_note}" if procedure.status_note else ""
        instead = ", ".join(_instead(card))
        yield f"Thủ tục {what}{since}.{note}" + (f" Dùng: {instead}." if instead else "")
    elif procedure.status_note:
        yield procedure.status_note
    if procedure.confidence is Confidence.LOW:
        yield "Độ tin cậy thấp: đối chiếu với Cổng DVCQG trước khi hướng dẫn."
    if procedure.vertical_agency:
        yield agency_sentence(procedure.vertical_agency)
    if card.checklist.undecided:
        yield f"{answer_first(card)} để biết đủ hồ sơ."


def _instead(card: Card) -> Iterator[str]:
    """Yield what replaces the procedure, also what this catalogue does not have yet."""
    known = {successor.code: successor.name for successor in card.successors}
    for code in card.procedure.replaced_by:
        yield f"{code} {known.get(code, '(chưa có trong danh mục, xem Cổng DVCQG)')}"


def _since(procedure: Procedure) -> str:
    if procedure.status != "upcoming" or procedure.valid_from is None:
        return ""
    return f", áp dụng từ {day_words(procedure.valid_from)}"


def _not_asked(card: Card) -> Iterator[Line]:
    for name in card.checklist.looked_up:
        yield Line(f"• {name} (cơ quan tự tra cứu)")
    for text in card.checklist.replaced:
        yield Line(f"• {text} (dữ liệu thay giấy tờ)")


def _fee(card: Card) -> Iterator[Line]:
    for kind, title in (("le_phi", "Lệ phí"), ("phi", "Phí")):
        items = [item for item in card.fee.items if item.kind == kind]
        if items:
            yield Line(title, "strong")
        for item in items:
            yield Line(_item(item))
            if item.basis:
                yield Line(f"Căn cứ: {item.basis}", "small")
    if len(card.fee.items) > 1 and card.fee.total_vnd is not None:
        yield Line(f"Cộng: {money(card.fee.total_vnd)}", "strong")
    exempt = card.fee.exempt
    if exempt is not None:
        yield Line(f"Miễn: {exempt.reason}")
        yield Line(f"Căn cứ: {exempt.basis}", "small")
    elif card.procedure.fee_exempt:
        yield Line(f"Được miễn: {card.procedure.fee_exempt}", "muted")
    for text in card.fee.warnings:
        yield Line(text, "warning")


def _item(item: FeeItem) -> str:
    return f"{item.name}: {item.amount_words}"


def _due(card: Card) -> Iterator[Line]:
    due = card.due
    if due.due_at is not None:
        yield Line(f"Nộp đủ bây giờ: {moment_words(due.due_at, card.moment)}", "strong")
    if due.rule:
        yield Line(due.rule)
    limit = card.procedure.time_limit
    if limit.extension:
        doubt = " (chưa đối chiếu)" if limit.extension_unverified else ""
        yield Line(f"{limit.extension.rstrip('.')}{doubt}.", "small")
    if due.counted_days:
        yield Line(f"Ngày được tính: {_days(due.counted_days)}", "small")
    for text in due.warnings:
        yield Line(text, "warning")


def _days(days: Sequence[date], most: int = 12) -> str:
    """Return the counted days; a long row is told by its ends."""
    shown = [f"{day:%d/%m}" for day in days]
    if len(shown) > most:
        return f"{', '.join(shown[:3])} … {', '.join(shown[-2:])} ({len(shown)} ngày)"
    return f"{', '.join(shown)}" + (f" ({len(shown)} ngày)" if len(shown) > 1 else "")


def _hints(card: Card) -> Iterator[Line]:
    for hint in card.checklist.hints:
        doubt = " (chưa đối chiếu văn bản)" if hint.doubt else ""
        yield Line(f"• {hint.text}{doubt}", "warning" if hint.doubt else "")
        if hint.basis:
            yield Line(f"Căn cứ: {hint.basis}", "small")


def _steps(card: Card) -> Iterator[Line]:
    if not card.steps:
        yield Line("Chưa tính được ngày hẹn nên chưa chia được thời gian cho các bước.", "muted")
        for number, step in enumerate(card.workflow.steps, 1):
            yield Line(f"{number}. {step.name} · {step.role}")
    for number, part in enumerate(card.steps, 1):
        yield Line(f"{number}. {part.step.name} · {part.step.role}")
        yield Line(f"xong trước {_by(part.due_at)}", "small")
    if card.workflow.basis:
        yield Line(f"Căn cứ: {card.workflow.basis}", "small")
    if card.workflow.unverified:
        yield Line(_UNVERIFIED_STEPS, "warning")


def _by(moment: datetime) -> str:
    return f"{local(moment):%H:%M %d/%m/%Y}"


def _rest(card: Card) -> Iterator[Line]:
    procedure = card.procedure
    if procedure.result:
        yield Line(f"Kết quả: {procedure.result}")
    if procedure.executing:
        yield Line(f"Cơ quan thực hiện: {', '.join(procedure.executing)}")
    if procedure.subjects:
        yield Line(f"Đối tượng: {procedure.subjects}")
    for text in procedure.legal_basis:
        yield Line(f"• {text}", "muted")
    source = f"Nguồn: {source_words(procedure.source)}. Danh mục phiên bản {card.catalogue_version}"
    if procedure.valid_from:
        source += f", áp dụng từ {day_words(procedure.valid_from)}"
    yield Line(f"{source}.", "small")


def answer_first(card: Card) -> str:
    """Return which questions are to be answered, because papers hang on them."""
    asked = " và ".join(f"“{question.text}”" for question in card.checklist.deciding)
    return f"Trả lời câu {asked}"


def no_papers(card: Card) -> str:
    """Return what to say when no paper is listed: unknown, still open, or truly none."""
    if card.checklist.papers:
        return ""
    if not card.checklist.known:
        link = f" {card.procedure.portal_url}" if card.procedure.portal_url else ""
        return f"{NO_DATA}{link}"
    if card.checklist.undecided:
        return f"Giấy tờ tùy trường hợp. {answer_first(card)} để biết."
    return NOTHING
