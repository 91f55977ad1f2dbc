"""Write data/index.json from data/procedures (`python -m catalog.build_index`)."""

from __future__ import annotations

from pathlib import Path

import msgspec

from catalog.catalogue import DATA, CatalogueIndex, IndexEntry
from catalog.procedure import Procedure


class _Meta(msgspec.Struct, frozen=True, kw_only=True):
    version: str
    status_date: str


def build_index(folder: Path = DATA) -> bytes:
    """Return the bytes of the index that the data ask for."""
    meta = msgspec.json.decode((folder / "catalogue.json").read_bytes(), type=_Meta)
    entries = [
        _entry(procedure, path.name)
        for path in sorted((folder / "procedures").glob("*.json"))
        for procedure in msgspec.json.decode(path.read_bytes(), type=list[Procedure])
    ]
    entries.sort(key=lambda entry: (entry.code, entry.valid_from or ""))
    index = CatalogueIndex(
        version=meta.version, status_date=meta.status_date, entries=tuple(entries)
    )
    return msgspec.json.format(msgspec.json.encode(index), indent=1) + b"\n"


def main() -> None:
    """Write the index beside the data."""
    (DATA / "index.json").write_bytes(build_index())


def _entry(procedure: Procedure, file: str) -> IndexEntry:
    return IndexEntry(
        code=procedure.code,
        name=procedure.name,
        field=procedure.field,
        file=file,
        status=procedure.status,
        keywords=procedure.keywords,
        replaced_by=procedure.replaced_by,
        valid_from=procedure.valid_from,
        valid_to=procedure.valid_to,
    )


if __name__ == "__main__":
    main()
