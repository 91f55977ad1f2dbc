"""Places on a form: when an old name is written anew since 01/07/2025, and when it stays.

A line says which form it wants (`place_form` in form.toml). Nothing is rewritten here: what the
clerk may take is offered.
"""

from __future__ import annotations

from datetime import date

from forms.derive.case import Case
from forms.schema import Field, FieldType, PlaceForm

NEW_UNITS_FROM = date(2025, 7, 1)
"""Two levels since then (Nghị định 120/2025/NĐ-CP)."""


def place_form(line: Field) -> PlaceForm | None:
    """Return the form that a line wants; None where it holds no address."""
    if line.place_form is None and line.type is FieldType.ADDRESS:
        return PlaceForm.TODAY
    return line.place_form


def wants_today(line: Field, case: Case) -> bool:
    """Whether a line is to be written with the units of today; an unknown day counts as today."""
    form = place_form(line)
    if form is PlaceForm.AT_EVENT:
        day = case.partial_date(line.event or "")
        return day is None or day.earliest >= NEW_UNITS_FROM
    return form is PlaceForm.TODAY


def today_of(text: str) -> tuple[str, ...]:
    """Return an old address as it is written today, once for each commune that it can lie in.

    Nothing for an address of today and for what is no address.
    """
    from citizens.addresses.parse import find_units  # the table, only for addresses
    from citizens.addresses.units import Form

    if "," not in text and not any(c.isspace() for c in text):
        return ()
    reading = find_units(text)
    if reading.form is not Form.OLD:
        return ()
    return tuple(c.text for c in reading.candidates if c.text != text)


def place_offers(line: Field, case: Case) -> tuple[str, ...]:
    """Return what a filled line may be changed to, or nothing."""
    text = case.text(line.key)
    return today_of(text) if text and wants_today(line, case) else ()
