"""Names of agencies as lines want them: made from the units in force, and from old ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from base.text import clean_line, fold
from forms.schema import Field, PlaceForm, Slot

_PEOPLES_COMMITTEE = "Ủy ban nhân dân"
_POLICE = "Công an"
_HEADS = (_PEOPLES_COMMITTEE, _POLICE, "Trung tâm Phục vụ hành chính công", "Trạm y tế")
_SHORT = {"ubnd": _PEOPLES_COMMITTEE, "uy ban": _PEOPLES_COMMITTEE, "ca": _POLICE}
_MOST = 40


@dataclass(frozen=True, slots=True)
class Home:
    """What this centre is, for what is offered first."""

    authority: str = ""
    province: str = ""


@dataclass(frozen=True, slots=True)
class AgencyOption:
    """A name to take; `note` says where it comes from."""

    name: str
    note: str = ""


def agency_options(line: Field, text: str, home: Home) -> tuple[AgencyOption, ...]:
    """Return names of agencies for what is typed, the usual ones for no text."""
    if line.slot is Slot.ISSUER:
        return _issuers(text)
    found = dict.fromkeys(_usual(line, text, home))
    found |= dict.fromkeys(_of_units(line, text, home))
    return tuple(found)[:_MOST]


def _issuers(text: str) -> tuple[AgencyOption, ...]:
    from citizens.codes.card_values import CAN_CUOC_ISSUER, CCCD_ISSUER

    issuers = (
        AgencyOption(CAN_CUOC_ISSUER, "thẻ cấp từ 01/07/2024"),
        AgencyOption(CCCD_ISSUER, "thẻ cấp trước 01/07/2024"),
    )
    return tuple(i for i in issuers if fold(text) in fold(i.name)) or issuers


def _usual(line: Field, text: str, home: Home) -> Iterator[AgencyOption]:
    fits = not text or fold(text) in fold(home.authority)
    if home.authority and fits and line.place_form is not PlaceForm.AS_WRITTEN:
        yield AgencyOption(home.authority, "đơn vị này")


def _of_units(line: Field, text: str, home: Home) -> Iterator[AgencyOption]:
    """“ubnd gia cam viet tri” gives the committees of phường Gia Cẩm and of what it is now."""
    from citizens.addresses.compose import address_line
    from citizens.addresses.search import communes_of, provinces, search_communes

    head, rest = _head(line, text)
    if not rest:
        own = next((p for p in provinces() if fold(p.name) in fold(home.province)), None)
        if own is not None:
            for commune in communes_of(own.code):
                yield AgencyOption(f"{head} {_lower(address_line('', commune, own))}")
        return
    for hit in search_communes(rest, _MOST):
        if hit.via and line.place_form is PlaceForm.AS_WRITTEN:
            yield AgencyOption(f"{head} {_lower_units(hit.via)}", "tên cũ, trước 01/07/2025")
        note = f"trước là {hit.via}" if hit.via else ""
        yield AgencyOption(f"{head} {_lower(address_line('', hit.commune, hit.province))}", note)


def _head(line: Field, text: str) -> tuple[str, str]:
    """Split what is typed into the kind of agency and its unit."""
    words = clean_line(text).split()
    for size in range(min(6, len(words)), 0, -1):
        begin = fold(" ".join(words[:size]))
        head = _SHORT.get(begin) or next((h for h in _HEADS if fold(h) == begin), None)
        if head is not None:
            return head, " ".join(words[size:])
    return (_POLICE if _POLICE.casefold() in line.hint.casefold() else _PEOPLES_COMMITTEE), text


def _lower(units: str) -> str:
    return units[:1].lower() + units[1:]


def _lower_units(units: str) -> str:
    """“Xã Hùng Lô, Thành phố Việt Trì, Tỉnh Phú Thọ” inside a sentence."""
    return ", ".join(_lower(unit) for unit in units.split(", "))
