"""What the paste helper hands over of a dossier, or of an open case that is not taken in yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from base.clock import legal_date, parse_moment
from dossiers.by_hand.lines import dossier_sections, party_values, procedure_values
from dossiers.dossier import DossierState
from dossiers.draft import IntakeDraft
from dossiers.intake import assess
from dossiers.reference import Reference
from dossiers.register import load_dossier, open_dossier
from dossiers.storage import dossier_rows
from dossiers.workplace import Workplace
from exchange.records import DossierRecord
from forms.answers import parse_answers
from forms.schema import FormSchema
from forms.targets import Target, targets_for
from forms.targets.items import Item, items_of


@dataclass(frozen=True, slots=True)
class HandedPaper:
    """One form of a dossier; the first one also carries the lines about the dossier itself."""

    order_key: str  # what an order is kept for: the form, empty for a dossier without one
    title: str
    items: tuple[Item, ...] = field(repr=False)
    values: Mapping[str, Any] = field(repr=False)
    targets: tuple[Target, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class HandOver:
    """One dossier (or open case) to be typed elsewhere."""

    key: str  # the dossier's id, or the draft's while it is not taken in
    papers: tuple[HandedPaper, ...] = field(repr=False)
    dossier_id: str | None = None
    provisional_number: str = ""
    dossier_code: str | None = None
    is_voided: bool = False
    errors: int = 0  # what the rules still find in an open case


def hand_over_dossier(workplace: Workplace, key: str) -> HandOver:
    """Return a dossier of the register; raise InputError DOSSIER-05 when there is none."""
    dossier = open_dossier(workplace, key)
    record, row = dossier.record, dossier.row
    return HandOver(
        row.id,
        _papers_of_record(workplace.reference, record),
        row.id,
        row.provisional_number,
        row.dossier_code,
        row.state is DossierState.VOIDED,
    )


def hand_over_of_draft(workplace: Workplace, draft_id: str) -> HandOver | None:
    """Return the dossier that a draft became; None when it was not taken in."""
    with workplace.store.read() as tx:
        dossier_id = dossier_rows.dossier_of_draft(tx, draft_id)
        voided = dossier_id and load_dossier(tx, dossier_id).row.state is DossierState.VOIDED
    return hand_over_dossier(workplace, dossier_id) if dossier_id and not voided else None


def hand_over_draft(reference: Reference, draft: IntakeDraft, moment: datetime) -> HandOver:
    """Return an open case as it stands; raise InputError as `assess` does. Pure."""
    found = assess(reference, draft, moment)
    day = legal_date(moment)
    known = {
        **procedure_values(found.procedure.code, found.procedure.name),
        **party_values(found.parties.applicant, found.parties.submitter, draft.authorisation_paper),
    }
    forms = [(found.schema, draft.answers)]
    forms += [(reference.library.get(f.form_id, day), f.answers) for f in draft.further]
    parsed = [(s, parse_answers(s, a).answers if s else {}) for s, a in forms]
    return HandOver(draft.draft_id or "", _papers(parsed, known), errors=len(found.errors))


def _papers_of_record(reference: Reference, record: DossierRecord) -> tuple[HandedPaper, ...]:
    day = legal_date(parse_moment(record.received_at))
    known = {
        **procedure_values(record.procedure_code, record.procedure_name),
        **party_values(record.applicant, record.submitter, record.authorisation_paper),
    }
    kept = reference.library.kept
    main = kept(record.form_id, record.form_version, day) if record.form_id else None
    forms = [(main, record.answers)]
    forms += [(kept(f.form_id, f.form_version, day), f.answers) for f in record.further]
    return _papers(forms, known)


def _papers(
    forms: Iterable[tuple[FormSchema | None, Mapping[str, Any]]], known: Mapping[str, Any]
) -> tuple[HandedPaper, ...]:
    papers = []
    every = tuple(forms)
    counts = Counter(schema.title for schema, _ in every if schema)
    seen: Counter[str] = Counter()
    for number, (schema, answers) in enumerate(every):
        title = schema.title if schema else "Hồ sơ"
        seen[title] += 1
        sections = (
            *(dossier_sections() if number == 0 else ()),
            *(schema.sections if schema else ()),
        )
        papers.append(
            HandedPaper(
                f"{schema.id if schema else ''}{'/further' if number else ''}",
                f"{title} ({seen[title]}/{counts[title]})" if counts[title] > 1 else title,
                items_of(sections),
                {**(known if number == 0 else {}), **answers},
                targets_for(schema),
            )
        )
    return tuple(papers)
