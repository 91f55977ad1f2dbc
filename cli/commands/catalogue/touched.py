"""`catalog touched`, and what an import says of open dossiers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from base.clock import to_iso
from cli.context import Context
from cli.output import Answer
from dossiers.consulting.catalogue_file import recent_changes
from dossiers.consulting.touched import TouchedDossier
from dossiers.workplace import open_workplace


def touched(context: Context) -> Answer:
    """List the open dossiers that another catalogue or calendar than at their reception touches."""
    with open_workplace(context.data_dir, clock=context.clock) as workplace:
        looked = recent_changes(workplace)
    return Answer(touched_to_json(looked.touched), tuple(touched_lines(looked.touched)))


def touched_to_json(touched: Sequence[TouchedDossier]) -> list[dict[str, Any]]:
    """Return the dossiers as rows; no names."""
    return [
        {
            "id": dossier.id,
            "number": dossier.number,
            "procedure_code": dossier.procedure_code,
            "due_at": to_iso(dossier.due_at) if dossier.due_at else None,
            "kept_version": dossier.kept_version,
            "lines": list(dossier.lines),
            "day_off": dossier.day_off or None,
            "move_to": to_iso(dossier.move_to) if dossier.move_to else None,
        }
        for dossier in touched
    ]


def touched_lines(touched: Sequence[TouchedDossier]) -> Iterator[str]:
    """Yield what to do about promised days that are off, then what else each dossier should know.

    What is said of a procedure stands once, under all its dossiers.
    """
    moved = [dossier for dossier in touched if dossier.day_off]
    if moved:
        yield f"{len(moved)} hồ sơ có ngày hẹn là ngày nghỉ:"
        yield from (f"{dossier.number}  {dossier.advice}" for dossier in moved)
    changed = [dossier for dossier in touched if dossier.lines]
    yield (
        f"{len(changed)} hồ sơ chưa xong có thủ tục khác bản lúc tiếp nhận; "
        "mỗi hồ sơ giữ bản của mình."
    )
    groups: dict[tuple[str, ...], list[TouchedDossier]] = {}
    for dossier in changed:
        groups.setdefault((dossier.procedure_code, *dossier.lines), []).append(dossier)
    for (code, *lines), own in groups.items():
        yield from (f"{dossier.number}  {code}  bản {dossier.kept_version}" for dossier in own)
        yield from (f"    {line}" for line in lines)
