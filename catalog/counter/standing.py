"""Whether a procedure is still taken in, since when not, and what stands in its place, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from base.errors import InputError
from catalog.bundle.wording import STATUS_WORDS, day_words
from catalog.catalogue import Catalogue
from catalog.index import GONE
from catalog.procedure import Procedure

_COMMITTEE = "Ủy ban nhân dân "
_ANY_COMMUNE = " cấp xã"
_ELSEWHERE = "(chưa có trong danh mục, xem Cổng DVCQG)"


def replacement_words(catalogue: Catalogue, procedure: Procedure, on: date) -> str:
    """Return what replaces a procedure by code and name; "" when nothing is known to."""
    return "; ".join(
        f"{code} {catalogue.get(code, on).name if catalogue.has(code) else _ELSEWHERE}"
        for code in procedure.replaced_by
    )


def standing_lines(catalogue: Catalogue, procedure: Procedure, on: date) -> Iterator[str]:
    """Yield what must be said of a procedure that is not simply in force; nothing of others."""
    if procedure.status == "current":
        return
    said = f"Trạng thái: {STATUS_WORDS[procedure.status]}"
    if procedure.status == "upcoming" and procedure.valid_from is not None:
        said += f", áp dụng từ {day_words(procedure.valid_from)}"
    note = procedure.status_note.rstrip(".")
    yield f"{said}. {note}." if note else f"{said}."
    instead = replacement_words(catalogue, procedure, on)
    if instead:
        yield f"Dùng thủ tục: {instead}"
    elif not procedure.offerable:
        yield "Không lập hồ sơ mới theo mã này."


def agency_words(agency: str) -> str:
    """Return a vertical agency's name without its explanation."""
    return agency.partition(" (")[0].partition(" / ")[0]


def competent_unit(procedure: Procedure, authority: str) -> str:
    """Return who decides in a procedure: this commune's committee, unless it is another agency's.

    “Công an cấp xã” is called by its commune's name where the committee's tells it.
    """
    agency = procedure.vertical_agency
    if agency is None or any(_is_committee(name) for name in procedure.executing):
        return authority
    name, commune = agency_words(agency), authority.removeprefix(_COMMITTEE)
    if name.endswith(_ANY_COMMUNE) and commune != authority:
        return f"{name.removesuffix(_ANY_COMMUNE)} {commune}"
    return name


def _is_committee(name: str) -> bool:
    return "ủy ban nhân dân" in name.lower() or "ubnd" in name.lower()


def refuse_if_gone(catalogue: Catalogue, procedure: Procedure, on: date) -> None:
    """Raise InputError CAT-05 for a procedure that is repealed or superseded."""
    if procedure.status not in GONE:
        return
    instead = replacement_words(catalogue, procedure, on)
    raise InputError(
        "CAT-05",
        f"Thủ tục {procedure.code} {STATUS_WORDS[procedure.status]}, không in phiếu hướng dẫn.",
        f"In phiếu của thủ tục thay thế: {instead}." if instead else "Tìm thủ tục thay thế.",
        detail=procedure.status,
    )
