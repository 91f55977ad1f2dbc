"""Values that this desk already has of a person, from the newest dossier that names him."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from base.clock import legal_date
from base.errors import InputError
from dossiers.dossier import Dossier
from dossiers.register import open_dossier, search_dossiers
from dossiers.workplace import Workplace
from exchange.records import DossierRecord
from forms.earlier import FILLED, OFFERED, EarlierValues
from forms.schema import FormSchema, Slot

_LOOKED_AT = 5  # the newest dossiers of one person


def earlier_values(workplace: Workplace, number: str) -> EarlierValues | None:
    """Return what the newest dossier with this number in a form says of its bearer.

    None when no dossier here names the number, or none of its lines says more than a card.
    """
    for row in search_dossiers(workplace, number, limit=_LOOKED_AT):
        dossier = open_dossier(workplace, row.id)
        day = legal_date(row.received_at)
        values: dict[Slot, str] = {}
        for schema, answers in _filled_forms(workplace, dossier, day):
            values = {**_said_of(schema, answers, number), **values}
        if values:
            return EarlierValues(values, day, row.dossier_code or row.provisional_number)
    return None


def _filled_forms(
    workplace: Workplace, dossier: Dossier, day: date
) -> Iterator[tuple[FormSchema, Mapping[str, Any]]]:
    record: DossierRecord = dossier.record
    forms = [(record.form_id, record.form_version, record.answers)]
    forms += [(f.form_id, f.form_version, f.answers) for f in record.further]
    for form_id, version, answers in forms:
        if form_id is None:
            continue
        try:
            yield workplace.reference.library.kept(form_id, version, day), answers
        except InputError:  # a form that is no longer here says nothing
            continue


def _said_of(schema: FormSchema, answers: Mapping[str, Any], number: str) -> dict[Slot, str]:
    """Return what the lines of the role that bears the number say."""
    bearers = {
        line.role
        for line in schema.fields
        if line.role
        and line.slot in (Slot.NUMBER, Slot.IDENTITY_LINE)
        and number in str(answers.get(line.key, ""))
    }
    return {
        line.slot: str(value)
        for line in schema.fields
        if line.role in bearers
        and line.slot in FILLED | OFFERED
        and (value := answers.get(line.key))
    }
