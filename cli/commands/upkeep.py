"""`store tidy`: the upkeep at once, for desks whose window is seldom open."""

from __future__ import annotations

from cli.context import Context
from cli.output import Answer
from dossiers.upkeep.steps import upkeep
from dossiers.workplace import open_desk_store


def tidy(context: Context) -> Answer:
    """Do what the program does by itself a while after its start."""
    indexed = removed = 0
    store = open_desk_store(context.data_dir, clock=context.clock)
    try:
        for step in upkeep(store):
            indexed += step.indexed
            removed += step.removed
    finally:
        store.close()
    lines = (
        f"Đã gỡ {removed} tệp đính kèm không còn hồ sơ nào dùng.",
        f"Đã lập lại chỉ mục tìm kiếm của {indexed} hồ sơ cũ.",
    )
    return Answer({"removed": removed, "indexed": indexed}, lines)
