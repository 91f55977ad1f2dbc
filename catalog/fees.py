"""What a case costs: phí and lệ phí apart, exempted by rule, group or date window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from catalog.bundle.wording import vnd
from catalog.procedure import FeeExemption, FeeRate, Procedure, ProvincialRate
from catalog.situations import Situation, holds, number_of, with_defaults

NO_DATA = "Chưa có dữ liệu phí, lệ phí, xem Cổng DVCQG."
NO_RATE = "chưa có mức của tỉnh"
UNKNOWN_RATE = "chưa xác định được mức thu"
_UNIT_WORDS = {"page": "trang", "person": "người", "copy": "bản"}
_WANTED = {
    "pages": "Nhập số trang của bản chính để tính phí.",
    "people": "Nhập số người trong danh sách để tính lệ phí.",
}
_NOT_GIVEN = {"pages": "chưa nhập số trang", "people": "chưa nhập số người"}
_COPY_FEES = "281/2016"  # the circular whose exemption is doubtful
_GROUPS = frozenset({"merit_family", "poor_household", "disabled"})


@dataclass(frozen=True, slots=True)
class FeeItem:
    """One line; `kind` is phi or le_phi, `amount_vnd` None where no amount is known.

    `open` says in its place why: no amount of the province, or the tariff of what must still be
    counted, which `wants` names (pages, people).
    """

    name: str
    kind: str
    amount_vnd: int | None
    basis: str
    open: str = ""
    wants: str = ""

    @property
    def amount_words(self) -> str:
        """The amount as it is read aloud, or why there is none."""
        return (self.open or UNKNOWN_RATE) if self.amount_vnd is None else vnd(self.amount_vnd)


@dataclass(frozen=True, slots=True)
class Exemption:
    """Why something is free: which kinds it covers; `doubt`: to be confirmed before use.

    `when` is what the case must be like; it may still have to be found out.
    """

    reason: str
    basis: str
    kinds: tuple[str, ...]
    doubt: bool = False
    when: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fee:
    """All lines and their sum; `total_vnd` None when any amount is unknown.

    `asks` are the numbers (copies, pages, people) that were not given and would change the sum.
    """

    items: tuple[FeeItem, ...]
    total_vnd: int | None
    exempt: Exemption | None = None
    warnings: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()

    @property
    def total_words(self) -> str:
        """The sum as it is read aloud, or in a few words why there is none."""
        if self.total_vnd is not None:
            return vnd(self.total_vnd)
        if not self.items:
            return "chưa có dữ liệu"
        unknown = [item for item in self.items if item.amount_vnd is None]
        if any(item.open == NO_RATE for item in unknown):
            return NO_RATE
        return next((_NOT_GIVEN[item.wants] for item in unknown if item.wants), UNKNOWN_RATE)


@dataclass(frozen=True, slots=True)
class _Case:
    situation: Situation
    copies: int
    pages: int
    on: date


def fee_for(
    procedure: Procedure, situation: Situation, *, copies: int = 0, pages: int = 0, on: date
) -> Fee:
    """Return the fee of a case filed on a day. `copies` extra copies; `pages` of each original.

    Both may also stand in the situation.
    """
    copies = copies or number_of("copies", situation) or 0
    pages = pages or number_of("pages", situation) or 0
    case = _Case(with_defaults(procedure, situation), copies, pages, on)
    rates = _rates(procedure, case)
    exemptions = [e for e in procedure.exemptions if _grants(e, case)]
    is_provincial = bool(procedure.fee_set_by)
    lines = [
        line
        for rate in rates
        if (line := _line(rate, exemptions, case, is_provincial=is_provincial))
    ]
    unknown = not lines or any(line.amount_vnd is None for line in lines)
    return Fee(
        items=tuple(lines),
        total_vnd=None if unknown else sum(line.amount_vnd or 0 for line in lines),
        exempt=_exempt(rates, exemptions),
        warnings=(
            *_open_warnings(procedure, rates, lines),
            *_exemption_warnings(rates, exemptions, case),
        ),
        asks=_asks(rates, case),
    )


def tariff_words(rate: FeeRate) -> str:
    """Return how a fee is counted: 2.000 đ/trang; từ trang thứ 3: 1.000 đ/trang; tối đa …"""
    if rate.amount_vnd is None:
        return ""
    unit = _UNIT_WORDS.get(rate.per)
    words = vnd(rate.amount_vnd) + (f"/{unit}" if unit else "")
    if rate.next_vnd is not None and rate.next_from is not None:
        words += f"; từ trang thứ {rate.next_from}: {vnd(rate.next_vnd)}/trang"
    if rate.cap_vnd is not None:
        words += f"; tối đa {vnd(rate.cap_vnd)}/bản"
    return words


def _rates(procedure: Procedure, case: _Case) -> list[FeeRate]:
    """Return the lines of a case; an amount of the province stands in the place of open ones."""
    found = [rate for rate in procedure.fees if _applies(rate, case)]
    set_here = {rate.kind for rate in found if isinstance(rate, ProvincialRate)}
    open_now = {rate.kind for rate in found if rate.amount_vnd is None}
    open_ever = {rate.kind for rate in procedure.fees if rate.amount_vnd is None}
    closed = open_ever - open_now  # open in other cases: the law makes this one free
    kept = []
    for rate in found:
        is_own = isinstance(rate, ProvincialRate)
        is_filled = rate.amount_vnd is None and rate.kind in set_here
        if not (rate.kind in closed if is_own else is_filled):
            kept.append(rate)
    return kept


def _line(
    rate: FeeRate, exemptions: list[FeeExemption], case: _Case, *, is_provincial: bool
) -> FeeItem | None:
    if rate.per == "copy" and _copies(rate, case) == 0:
        return None
    if exemption := next((e for e in exemptions if rate.kind in e.kinds), None):
        return FeeItem(rate.name, rate.kind, 0, f"{exemption.basis}: {exemption.reason}")
    amount = _amount(rate, case)
    if amount is not None:
        return FeeItem(_name(rate, case), rate.kind, amount, rate.basis)
    if rate.amount_vnd is None:
        why = NO_RATE if is_provincial else UNKNOWN_RATE
        return FeeItem(_name(rate, case), rate.kind, None, rate.basis, why)
    wants = "pages" if rate.per == "page" else "people"
    why = f"{tariff_words(rate)} ({_NOT_GIVEN[wants]})"
    return FeeItem(_name(rate, case), rate.kind, None, rate.basis, why, wants)


def _amount(rate: FeeRate, case: _Case) -> int | None:
    if rate.amount_vnd is None:
        return None
    if rate.per == "copy":
        return rate.amount_vnd * _copies(rate, case)
    if rate.per == "person":
        people = number_of("people", case.situation)
        return None if people is None else rate.amount_vnd * people
    if rate.per == "page":
        return _page_amount(rate, case)
    return rate.amount_vnd


def _page_amount(rate: FeeRate, case: _Case) -> int | None:
    if case.pages <= 0 or rate.amount_vnd is None:
        return None
    first = case.pages if rate.next_from is None else min(case.pages, rate.next_from - 1)
    one_copy = first * rate.amount_vnd + (case.pages - first) * (rate.next_vnd or 0)
    if rate.cap_vnd is not None:
        one_copy = min(one_copy, rate.cap_vnd)
    return one_copy * _copies(rate, case)


def _copies(rate: FeeRate, case: _Case) -> int:
    return max(case.copies, rate.at_least)


def _name(rate: FeeRate, case: _Case) -> str:
    if rate.per == "copy" and _copies(rate, case) > 1:
        return f"{rate.name} ({_copies(rate, case)} bản)"
    if rate.per == "page" and case.pages > 0:
        return f"{rate.name} ({_copies(rate, case)} bản, {case.pages} trang)"
    return rate.name


def _exempt(rates: list[FeeRate], exemptions: list[FeeExemption]) -> Exemption | None:
    kinds = {rate.kind for rate in rates}
    for rate in rates:
        if rate.amount_vnd == 0 and rate.free_reason:
            return Exemption(rate.free_reason, rate.basis, (rate.kind,), when=tuple(rate.when))
    for exemption in exemptions:
        if kinds & set(exemption.kinds):
            return Exemption(
                exemption.reason, exemption.basis, exemption.kinds, doubt=exemption.doubt
            )
    return None


def _open_warnings(
    procedure: Procedure, rates: list[FeeRate], lines: list[FeeItem]
) -> Iterator[str]:
    """Yield what stands in the way of a sum; nothing of lines that are free in this case."""
    if not rates:
        yield NO_DATA
    unknown = [line for line in lines if line.amount_vnd is None]
    if any(not line.wants for line in unknown):
        yield _unknown_warning(procedure)
    yield from dict.fromkeys(_WANTED[line.wants] for line in unknown if line.wants)


def _asks(rates: list[FeeRate], case: _Case) -> tuple[str, ...]:
    """Return the numbers that are charged by and were not given."""
    charged = any(rate.per == "page" or (rate.per == "copy" and rate.at_least) for rate in rates)
    given = {
        "copies": case.copies > 0 or not charged,
        "pages": case.pages > 0 or all(rate.per != "page" for rate in rates),
        "people": number_of("people", case.situation) is not None
        or all(rate.per != "person" for rate in rates),
    }
    return tuple(key for key, is_given in given.items() if not is_given)


def _exemption_warnings(
    rates: list[FeeRate], exemptions: list[FeeExemption], case: _Case
) -> list[str]:
    found = []
    if any(e.doubt for e in exemptions):
        found.append("Điều kiện miễn chưa được đối chiếu, hỏi lại trước khi áp dụng.")
    if _pays_copies_in_group(rates, exemptions, case):
        found.append("Phí bản sao: đối chiếu việc miễn cho đối tượng này với Thông tư 281/2016.")
    return found


def _unknown_warning(procedure: Procedure) -> str:
    if procedure.fee_set_by:
        return f"Chưa có mức của tỉnh ({procedure.fee_set_by} quy định)."
    shown = f" Nguồn ghi: “{procedure.fee_text}”" if procedure.fee_text else ""
    return f"Chưa xác định được mức thu.{shown}"


def _pays_copies_in_group(
    rates: list[FeeRate], exemptions: list[FeeExemption], case: _Case
) -> bool:
    pays = any(
        r.per == "copy" and r.kind == "phi" and _COPY_FEES in r.basis and _copies(r, case)
        for r in rates
    )
    return (
        pays
        and any(holds((group,), case.situation) for group in _GROUPS)
        and not any("phi" in exemption.kinds for exemption in exemptions)
    )


def _applies(rate: FeeRate, case: _Case) -> bool:
    return _in_window(rate.valid_from, rate.valid_to, case.on) and holds(rate.when, case.situation)


def _grants(exemption: FeeExemption, case: _Case) -> bool:
    return _in_window(exemption.valid_from, exemption.valid_to, case.on) and holds(
        exemption.when, case.situation
    )


def _in_window(valid_from: str | None, valid_to: str | None, day: date) -> bool:
    iso = day.isoformat()
    return (valid_from or "") <= iso <= (valid_to or "9999-12-31")
