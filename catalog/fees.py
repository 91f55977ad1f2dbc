"""What a case costs: phí and lệ phí apart, exempted by rule, group or date window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from catalog.procedure import FeeExemption, FeeRate, Procedure
from catalog.situations import Situation, holds, number_of, with_defaults

NO_DATA = "Chưa có dữ liệu phí, lệ phí, xem Cổng DVCQG."
_GROUPS = frozenset({"merit_family", "poor_household", "disabled"})


@dataclass(frozen=True, slots=True)
class FeeItem:
    """One line; `kind` is phi or le_phi, `amount_vnd` None where no amount is known."""

    name: str
    kind: str
    amount_vnd: int | None
    basis: str


@dataclass(frozen=True, slots=True)
class Exemption:
    """Why something is free: which kinds it covers; `doubt`: to be confirmed before use."""

    reason: str
    basis: str
    kinds: tuple[str, ...]
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Fee:
    """All lines and their sum; `total_vnd` None when any amount is unknown."""

    items: tuple[FeeItem, ...]
    total_vnd: int | None
    exempt: Exemption | None = None
    warnings: tuple[str, ...] = ()


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
    rates = [rate for rate in procedure.fees if _applies(rate, case)]
    exemptions = [e for e in procedure.exemptions if _grants(e, case)]
    lines = [line for rate in rates if (line := _line(rate, exemptions, case))]
    unknown = not lines or any(line.amount_vnd is None for line in lines)
    return Fee(
        items=tuple(lines),
        total_vnd=None if unknown else sum(line.amount_vnd or 0 for line in lines),
        exempt=_exempt(rates, exemptions),
        warnings=tuple(_warnings(procedure, rates, exemptions, case)),
    )


def _line(rate: FeeRate, exemptions: list[FeeExemption], case: _Case) -> FeeItem | None:
    if rate.per == "copy" and _copies(rate, case) == 0:
        return None
    if exemption := next((e for e in exemptions if rate.kind in e.kinds), None):
        return FeeItem(rate.name, rate.kind, 0, f"{exemption.basis}: {exemption.reason}")
    return FeeItem(_name(rate, case), rate.kind, _amount(rate, case), rate.basis)


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
            return Exemption(rate.free_reason, rate.basis, (rate.kind,))
    for exemption in exemptions:
        if kinds & set(exemption.kinds):
            return Exemption(
                exemption.reason, exemption.basis, exemption.kinds, doubt=exemption.doubt
            )
    return None


def _warnings(
    procedure: Procedure, rates: list[FeeRate], exemptions: list[FeeExemption], case: _Case
) -> list[str]:
    found = []
    if not rates:
        found.append(NO_DATA)
    elif any(rate.amount_vnd is None for rate in rates):
        found.append(_unknown_warning(procedure))
    if any(rate.per == "page" for rate in rates) and case.pages <= 0:
        found.append("Nhập số trang của bản chính để tính phí.")
    if any(r.per == "person" for r in rates) and number_of("people", case.situation) is None:
        found.append("Nhập số người trong danh sách để tính lệ phí.")
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
    pays = any(r.per == "copy" and r.kind == "phi" and _copies(r, case) for r in rates)
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
