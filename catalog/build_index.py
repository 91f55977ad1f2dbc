"""Write data/index.json from data/procedures (`python -m catalog.build_index`)."""

from __future__ import annotations

from pathlib import Path

import msgspec

from base.files import write_atomic
from catalog.content import DATA, Folder
from catalog.index import make_index


def build_index(folder: Path = DATA) -> bytes:
    """Return the bytes of the index that the data ask for."""
    index = make_index(Folder(folder))
    return msgspec.json.format(msgspec.json.encode(index), indent=1) + b"\n"


def main() -> None:
    """Write the index beside the data."""
    write_atomic(DATA / "index.json", build_index(), what="index.json", mode=0o644)


if __name__ == "__main__":
    main()
