"""A small catalogue cut out of the delivered one, edited and signed by keys of the test's own."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

import msgspec

from catalog.bundle.signed_file import Issue, write_catalogue_file
from catalog.content import DATA, SINGLE_FILES, SYNONYMS, USAGE, Folder, Packed
from exchange.keys import new_signing_key, signing_public

FIELDS = ("procedures/chung-thuc.json", "procedures/giam-ngheo.json")
MOMENT = datetime(2026, 11, 26, 1, 30, tzinfo=UTC)
PUBLISHER = "Sở Tư pháp (mẫu)"
COPY, SIGNATURE = "2.000815", "2.000884"

Files = dict[str, Any]
Edit = Callable[[Files], None]


@cache
def signing_key() -> bytes:
    """Return the private key of this run's publisher."""
    return new_signing_key()


def trusted(name: str = PUBLISHER) -> dict[bytes, str]:
    """Return the public key that desks of these tests trust, by the name that they know."""
    return {signing_public(signing_key()): name}


def files(version: str) -> Files:
    """Return the files of the small catalogue as plain data."""
    source = Folder(DATA)
    names = (*SINGLE_FILES, *FIELDS, "provinces/phu_tho.json")
    found: Files = {name: json.loads(source.read(name)) for name in names}
    codes = {p["code"] for name in FIELDS for p in found[name]}
    for phrase in found[SYNONYMS]["phrases"]:
        phrase["codes"] = [c for c in phrase.get("codes", ()) if c in codes]
    weights = found[USAGE]["weights"]
    found[USAGE]["weights"] = [own for own in weights if own["code"] in codes]
    for workflow in found["workflows.json"]["workflows"]:
        workflow.pop("codes", None)
    found["catalogue.json"]["version"] = version
    return found


def content(version: str = "2026.12.01", edit: Edit | None = None) -> Packed:
    """Return the small catalogue, after an edit of its plain data."""
    found = files(version)
    if edit is not None:
        edit(found)
    return Packed({name: msgspec.Raw(msgspec.json.encode(data)) for name, data in found.items()})


def signed(
    version: str = "2026.12.01",
    edit: Edit | None = None,
    key: bytes = b"",
    parts: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return a signed file of the small catalogue, perhaps with parts for other rooms."""
    issue = Issue(version, PUBLISHER, MOMENT)
    return write_catalogue_file(content(version, edit), issue, key or signing_key(), parts or {})


def procedure(found: Files, code: str) -> dict[str, Any]:
    """Return one procedure of the plain data, to be edited."""
    return next(p for name in FIELDS for p in found[name] if p["code"] == code)
