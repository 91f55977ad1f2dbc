"""The line “Giấy tờ tùy thân” of a form, in the words of the official footnotes."""

from __future__ import annotations

from citizens.person import DocumentKind, Person

_CARDS = {
    DocumentKind.CCCD: "Căn cước công dân",
    DocumentKind.CAN_CUOC: "Thẻ căn cước",
}


def identity_line(person: Person) -> str:
    """Return “Căn cước công dân số … do … cấp ngày …”, as far as it is known; "" if nothing is."""
    if person.personal_number is None:
        old = person.old_number
        return "" if old is None else f"Chứng minh nhân dân số {old}"
    card = _CARDS.get(person.document)
    if card is None:
        return f"Số định danh cá nhân {person.personal_number}"
    line = f"{card} số {person.personal_number}"
    if person.issuer:
        line += f" do {person.issuer}"
    if person.issue_date:
        line += f" cấp ngày {person.issue_date:%d/%m/%Y}"
    return line
