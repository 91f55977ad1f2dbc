"""Values that this desk already has of a person, of each kind the newest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from base.clock import legal_date
from base.errors import InputError
from base.text import fold
from dossiers.dossier import Dossier, DossierState
from dossiers.register import open_dossier, search_dossiers
from dossiers.workplace import Workplace
from exchange.records import DossierRecord
from forms.earlier import FILLED, OFFERED, EarlierValues
from forms.schema import FormSchema, Slot
from forms.together.meaning import View, facts_in

_NUMBER, _NAME = Slot.NUMBER.value, Slot.FULL_NAME.value
_LOOKED_AT = 5  # the newest dossiers of one person


def earlier_values(workplace: Workplace, number: str, name: str = "") -> EarlierValues | None:
    """Return what the newest dossiers with this number in a form say of its bearer.

    None when no dossier here names the number, or none of its lines says more than a card. A paper
    that has the number under another name than the card's is a slip and says nothing.
    """
    values: dict[str, str] = {}
    days: dict[str, date] = {}
    newest = ""
    for row in search_dossiers(workplace, number, limit=_LOOKED_AT):
        if row.state is DossierState.VOIDED:
            continue
        day = legal_date(row.received_at)
        for schema, answers in _filled_forms(workplace, open_dossier(workplace, row.id), day):
            for what, value in dict(_said_of(schema, answers, number, name)).items():
                if what not in values:
                    values[what], days[what] = value, day
        newest = newest or (row.dossier_code or row.provisional_number if values else "")
    return EarlierValues(values, max(days.values()), newest, days) if values else None


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


def _said_of(
    schema: FormSchema, answers: Mapping[str, Any], number: str, name: str
) -> Iterator[tuple[str, str]]:
    """Yield what the lines of the role that bears the number say."""
    facts = facts_in(View(schema), answers)
    numbers = [who for (who, what), value in facts.items() if (what, value) == (_NUMBER, number)]
    bearers = {who for who in numbers if _may_be(str(facts.get((who, _NAME), "")), name)}
    for (who, what), value in facts.items():
        if who in bearers and what in FILLED | OFFERED:
            yield what, str(value)


def _may_be(written: str, name: str) -> bool:
    """Whether a name on a paper can be that of the card; not known is not against it."""
    return not (written and name) or fold(written) == fold(name)
