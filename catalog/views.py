"""The catalogue's answers as plain data for `--json`: the shapes of the command line's contract."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from base.clock import to_iso
from catalog.checklist import NO_DATA, Checklist, Needed
from catalog.due import Due
from catalog.fees import Fee, FeeItem
from catalog.procedure import Procedure
from catalog.situations import Question

if TYPE_CHECKING:
    from catalog.bundle.changes import CatalogueChanges, ProcedureChange
    from catalog.bundle.verify import Verified
    from catalog.search.engine import Hit

Json = dict[str, Any]


def procedure_to_json(procedure: Procedure) -> Json:
    """Return the whole procedure; what is unknown is null, and lists are never left out."""
    data = {name: _plain(getattr(procedure, name)) for name in procedure.__struct_fields__}
    return {**data, "offerable": procedure.offerable, "redirect": procedure.redirect}


def hits_to_json(hits: Sequence[Hit]) -> list[Json]:
    """Return found procedures, best first."""
    return [
        {
            "code": hit.procedure.code,
            "name": hit.procedure.name,
            "field": hit.procedure.field,
            "agency": hit.procedure.vertical_agency,
            "score": hit.score,
            "status": hit.procedure.status,
            "replaced_by": list(hit.procedure.replaced_by),
            "why": hit.why,
            "sure": hit.is_sure,
        }
        for hit in hits
    ]


def standing_to_json(procedure: Procedure) -> Json:
    """Return whether a procedure is taken in, as it stands beside every answer about it."""
    return {
        "status": procedure.status,
        "status_note": procedure.status_note,
        "replaced_by": list(procedure.replaced_by),
        "offerable": procedure.offerable,
    }


def checklist_to_json(checklist: Checklist) -> Json:
    """Return papers and open questions; `known` false means no data, not "nothing needed"."""
    data: Json = {
        "papers": [_paper(paper) for paper in checklist.papers],
        "questions": [_question(question) for question in checklist.questions],
        "known": checklist.known,
    }
    if not checklist.known:
        data["message"] = NO_DATA
    if checklist.undecided:
        data["undecided"] = True
        data["decided_by"] = [question.key for question in checklist.deciding]
    if checklist.looked_up:
        data["looked_up"] = list(checklist.looked_up)
    if checklist.replaced:
        data["replaced"] = list(checklist.replaced)
    if checklist.hints:
        data["hints"] = [_plain(hint) for hint in checklist.hints]
    if checklist.forms:
        data["forms"] = [{"title": f.title, "form_id": f.form_id} for f in checklist.forms]
    return data


def fee_to_json(fee: Fee) -> Json:
    """Return fee lines, their sum (null when any is unknown) and the exemption, if any."""
    data: Json = {
        "items": [_fee_item(item) for item in fee.items],
        "total_vnd": fee.total_vnd,
    }
    if fee.asks:
        data["asks"] = list(fee.asks)
    if fee.exempt is not None:
        data["exempt"] = {
            "reason": fee.exempt.reason,
            "basis": fee.exempt.basis,
            "kinds": list(fee.exempt.kinds),
            "doubt": fee.exempt.doubt,
        }
    if fee.warnings:
        data["warnings"] = list(fee.warnings)
    return data


def due_to_json(due: Due) -> Json:
    """Return the appointment, the rule and the days that were counted."""
    return {
        "due_at": to_iso(due.due_at) if due.due_at is not None else None,
        "rule": due.rule,
        "counted_days": [day.isoformat() for day in due.counted_days],
        "warnings": list(due.warnings),
    }


def changes_to_json(changes: CatalogueChanges) -> Json:
    """Return what changed between two catalogues, in plain words."""
    return {
        "version": changes.to_version,
        "from_version": changes.from_version,
        "added": [_change(change) for change in changes.added],
        "changed": [_change(change) for change in changes.changed],
        "removed": [_change(change) for change in changes.removed],
        "general": list(changes.general),
    }


def verified_to_json(verified: Verified) -> Json:
    """Return the state of the catalogue in use."""
    return {
        "ok": verified.ok,
        "version": verified.version,
        "kind": verified.kind,
        "publisher": verified.publisher,
        "claimed": verified.claimed,
        "signer": verified.signer,
        "problems": list(verified.problems),
        "notes": list(verified.notes),
    }


def _change(change: ProcedureChange) -> Json:
    return {
        "code": change.code,
        "name": change.name,
        "aspects": sorted(change.aspects),
        "lines": list(change.lines),
    }


def _fee_item(item: FeeItem) -> Json:
    data: Json = {
        "name": item.name,
        "kind": item.kind,
        "amount_vnd": item.amount_vnd,
        "basis": item.basis,
    }
    if item.open:
        data["open"] = item.open
    return data


def _paper(paper: Needed) -> Json:
    data: Json = {
        "name": paper.name,
        "kind": paper.kind,
        "count": paper.count,
        "use": paper.use,
        "why": paper.why,
    }
    if paper.form_id is not None:
        data["form_id"] = paper.form_id
    if paper.is_conditional:
        data["conditional"] = True
    if paper.options:
        data["one_of"] = list(paper.options)
    return data


def _question(question: Question) -> Json:
    return {
        "key": question.key,
        "text": question.text,
        "choices": [{"value": c.value, "label": c.label} for c in question.choices],
        "kind": question.kind,
        "default": question.default,
        "derived": question.derived,
    }


def _plain(value: object) -> object:
    if isinstance(value, msgspec.Struct):
        return {name: _plain(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    plain: object = msgspec.to_builtins(value)
    return plain
