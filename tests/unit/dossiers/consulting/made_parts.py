"""Forms and a table of units as they stand in a signed file, made from the program's own."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from citizens.addresses.unit_file import TABLE_FILE
from citizens.installed_units import UNITS
from forms.authoring.build import build_template
from forms.delivered.packing import pack_folder
from forms.fill import TEMPLATE_FILE
from forms.library import LIBRARY_DIR

FORM = "van_ban_cam_doan"
NEW_NAME = "Việt Trì Mới"
NEW_UNIT = "99991"


def form_folder(
    root: Path, folder: str = FORM, *, version: str = "2026.9", since: str = "2025-07-01"
) -> Path:
    """Lay out a further version of a form of the library, fit to be used."""
    target = root / folder
    shutil.copytree(LIBRARY_DIR / FORM, target)
    file = target / "form.toml"
    text = file.read_text(encoding="utf-8")
    text = text.replace(f'id = "{FORM}"', f'id = "{folder.split("@")[0]}"')
    text = text.replace('version = "2025.1"', f'version = "{version}"')
    text = text.replace("valid_from = 2025-07-01", f"valid_from = {since}")
    file.write_text(text, encoding="utf-8")
    (target / TEMPLATE_FILE).write_bytes(build_template(target))
    return target


def form_part(folder: Path) -> dict[str, bytes]:
    """Return a form folder as a part of a signed file."""
    return {f"forms/{folder.name}.json": json.dumps(pack_folder(folder)).encode()}


def units(version: str = "2099-01-01") -> dict[str, Any]:
    """Return a table of units with one commune more, of a later day."""
    table: dict[str, Any] = json.loads(TABLE_FILE.read_text(encoding="utf-8"))
    table["version"] = version
    table["communes"].append([NEW_UNIT, NEW_NAME, "Xã", "25", "01/01/2099, mẫu"])
    return table


def units_part(version: str = "2099-01-01") -> dict[str, bytes]:
    """Return a table of units as a part of a signed file."""
    return {UNITS: json.dumps(units(version)).encode()}


def small_units_part() -> dict[str, bytes]:
    """Return a sound table of a few rows, for tests that sign hundreds of files."""
    table = units()
    few = {"provinces": [table["provinces"][11]], "communes": table["communes"][-1:]}
    none: dict[str, list[Any]] = {"old_provinces": [], "old_districts": [], "old_communes": []}
    return {UNITS: json.dumps(table | few | none).encode()}
