"""`store tidy`: the upkeep at once, for desks whose window is seldom open."""

from __future__ import annotations

from cli.context import Context
from cli.output import Answer
from dossiers.upkeep.steps import upkeep
from dossiers.workplace import open_desk_store


def tidy(context: Context) -> Answer:
    """Do what the program does by itself a while after its start."""
    indexed = removed = 0
    with open_desk_store(context.data_dir, clock=context.clock) as store:
        for step in upkeep(store):
            indexed += step.indexed
            removed += step.removed
    lines = (
        f"Đã gỡ {removed} tệp đính kèm không còn hồ sơ nào dùng.",
        f"Đã lập lại chỉ mục tìm kiếm của {indexed} hồ sơ cũ.",
    )
    return Answer({"removed": removed, "indexed": indexed}, lines)
