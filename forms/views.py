"""What the command line shows of forms, as JSON-ready values."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from forms.answers import parse_answers
from forms.rules import check
from forms.schema import Field, FormSchema, Problem, Severity

if TYPE_CHECKING:
    from forms.library import Library
    from forms.prefill import Prefilled
    from forms.schema_reader import FormHead


def summaries_json(library: Library) -> list[dict[str, Any]]:
    """Return `forms list`."""
    return [
        {**_head_json(summary.head), "procedures": list(summary.head.procedures)}
        for summary in library.summaries()
    ]


def schema_json(schema: FormSchema) -> dict[str, Any]:
    """Return `forms show`."""
    return {
        **_head_json(schema),
        "note": schema.note,
        "paper": schema.paper,
        "pages": schema.pages,
        "procedures": list(schema.procedures),
        "roles": [{"key": role.key, "label": role.label} for role in schema.roles],
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                "heading": section.heading,
                "fields": [_field_json(line) for line in section.fields],
            }
            for section in schema.sections
        ],
        "switches": [
            {"key": switch.key, "label": switch.label, "default": switch.default}
            for switch in schema.switches
        ],
        "rules": [
            {
                "rule": rule.rule,
                "code": rule.code,
                "severity": rule.severity.value,
                "message": rule.message,
                "basis": rule.basis,
                "params": dict(rule.params),
            }
            for rule in schema.rules
        ],
    }


def prefill_json(prefilled: Prefilled) -> dict[str, Any]:
    """Return `forms prefill`."""
    return {
        "answers": {key: _plain(value) for key, value in prefilled.answers.items()},
        "sources": {
            key: {
                "kind": origin.kind,
                **({"role": origin.role} if origin.role else {}),
                **({"note": origin.note} if origin.note else {}),
            }
            for key, origin in prefilled.sources.items()
        },
        "missing": list(prefilled.missing),
        "suggestions": {key: list(offers) for key, offers in prefilled.suggestions.items()},
        "suggested_by": {key: dict(notes) for key, notes in prefilled.offer_notes.items()},
    }


def judge(schema: FormSchema, raw: Mapping[str, Any], *, today: date) -> tuple[Problem, ...]:
    """Return what is wrong with raw answers: what cannot be read, then what the rules find."""
    parsed = parse_answers(schema, raw)
    return (*parsed.problems, *check(schema, parsed.answers, today=today))


def check_json(problems: tuple[Problem, ...]) -> dict[str, Any]:
    """Return `forms check`; warnings alone leave it well."""
    return {
        "ok": all(problem.severity is not Severity.ERROR for problem in problems),
        "problems": [
            {
                "pointer": problem.pointer,
                "code": problem.code,
                "message": problem.message,
                "basis": problem.basis,
                "severity": problem.severity.value,
            }
            for problem in problems
        ],
    }


def _head_json(head: FormHead | FormSchema) -> dict[str, Any]:
    """`sheet`: paper, preview, electronic, or missing where only the title is known."""
    return {
        "id": head.id,
        "title": head.title,
        "version": head.version,
        "source": head.source,
        "valid_from": head.valid_from.isoformat() if head.valid_from else None,
        "valid_to": head.valid_to.isoformat() if head.valid_to else None,
        "confidence": head.confidence,
        "sheet": head.sheet.value,
    }


def _field_json(line: Field) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "key": line.key,
        "label": line.label,
        "type": line.type.value,
        "required": line.required.value,
        "confidence": line.confidence,
    }
    optional = {
        "footnote": line.footnote,
        "hint": line.hint,
        "choices": list(line.choices),
        "role": line.role,
        "slot": line.slot,
        "derive": line.derive,
        "suggest": line.suggest,
        "default": line.default,
        "only_if_unidentified": line.only_if_unidentified,
        "place_form": line.place_form,
        "event": line.event,
        "columns": [_field_json(column) for column in line.columns],
    }
    return {**shown, **{k: v for k, v in optional.items() if v not in (None, "", [])}}


def _plain(value: object) -> object:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value
