"""Whether the catalogue in use is whole and from a trusted place; older versions for dossiers."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

import msgspec

from base.errors import InputError
from base.paths import DataDir
from catalog.bundle.check import content_problems
from catalog.bundle.install import catalogue_of
from catalog.bundle.installed import outdated_notice
from catalog.bundle.packed_file import CatalogueFile, take_apart
from catalog.bundle.parts import Readers, unpack_parts
from catalog.bundle.signed_file import read_catalogue_file
from catalog.catalogue import Catalogue, load_catalogue
from catalog.content import DATA, Folder
from catalog.index import CatalogueIndex, make_index
from catalog.procedure import Procedure
from exchange.installed import (
    Stamp,
    hashes,
    pointer_or_nothing,
    read_parts,
    version_file,
    versions_kept,
)

Kept = tuple[str, str]
"""A code and the version of the procedure that a dossier keeps."""


@dataclass(frozen=True, slots=True)
class Verified:
    """The state of the catalogue in use; `kind` is bundled (delivered, unsigned) or installed.

    `publisher` is the name under which this desk trusts the key, `claimed` another one that the
    file gives itself. `notes` are worth knowing, but nothing is wrong.
    """

    ok: bool
    version: str
    kind: str
    publisher: str
    signer: str | None
    problems: tuple[str, ...]
    claimed: str = ""
    notes: tuple[str, ...] = ()


def verify(data_dir: DataDir, *, trusted: Mapping[bytes, str], readers: Readers = ()) -> Verified:
    """Check signature, integrity and content of what is installed and in use, parts included."""
    catalogue = load_catalogue(data_dir)
    origin = catalogue.origin
    problems = [origin.notice] if origin.notice else []
    stamp = pointer_or_nothing(data_dir).current
    signer: str | None = None
    publisher, claimed = origin.publisher, origin.claimed
    if stamp is not None:
        try:
            file = _signed_file(data_dir, stamp, trusted)
            signer, publisher, claimed = file.signer.hex(), file.publisher, file.other_name
            problems += _part_problems(data_dir, stamp, file, readers)
        except InputError as error:
            problems.append(error.sentence)
        except OSError as error:
            problems.append(f"Không đọc được tệp danh mục đã cài (errno {error.errno}).")
    if origin.kind == "bundled":
        problems += _index_problems()
    problems += [
        f"{problem.pointer}: {problem.message}"
        for problem in content_problems(catalogue.content, catalogue.version)
    ]
    return Verified(
        ok=not problems,
        version=catalogue.version,
        kind=origin.kind,
        publisher=publisher,
        signer=signer,
        problems=tuple(problems),
        claimed=claimed,
        notes=tuple(filter(None, (outdated_notice(origin, catalogue.version),))),
    )


def procedure_of_version(data_dir: DataDir, code: str, version: str) -> Procedure | None:
    """Return a procedure in the version that a dossier was received under, while it is kept."""
    return procedures_of_versions(data_dir, {(code, version)}).get((code, version))


def procedures_of_versions(data_dir: DataDir, wanted: Set[Kept]) -> Mapping[Kept, Procedure]:
    """Return those of the procedures, by code and version, that a catalogue here still has."""
    found: dict[Kept, Procedure] = {}
    catalogues = _catalogues(data_dir)
    while len(found) < len(wanted) and (catalogue := next(catalogues, None)) is not None:
        for code, version in wanted - found.keys():
            for procedure in catalogue.versions(code):
                if procedure.version == version:
                    found[code, version] = procedure
    return found


def _signed_file(data_dir: DataDir, stamp: Stamp, trusted: Mapping[bytes, str]) -> CatalogueFile:
    data = version_file(data_dir, stamp.version).read_bytes()
    return read_catalogue_file(data, trusted=trusted)


def _part_problems(
    data_dir: DataDir, stamp: Stamp, file: CatalogueFile, readers: Readers
) -> Iterator[str]:
    """Yield what lies on the disk else than the signed file says."""
    if not readers:
        return
    if hashes(unpack_parts(file.parts, readers).files) != stamp.parts:
        yield "Biểu mẫu hoặc bảng đơn vị đã cài không phải là của tệp đã ký."
    try:
        read_parts(data_dir, stamp, "")
    except ValueError as error:
        yield f"Biểu mẫu hoặc bảng đơn vị đã cài bị hỏng ({error})."


def _index_problems() -> list[str]:
    index = msgspec.json.decode((DATA / "index.json").read_bytes(), type=CatalogueIndex)
    if index == make_index(Folder(DATA)):
        return []
    return ["Chỉ mục của danh mục kèm theo chương trình không khớp với dữ liệu."]


def _catalogues(data_dir: DataDir) -> Iterator[Catalogue]:
    """Yield the catalogue in use, the kept ones and the delivered one."""
    yield load_catalogue(data_dir)
    for version in versions_kept(data_dir):
        with contextlib.suppress(ValueError, OSError):
            yield catalogue_of(take_apart(version_file(data_dir, version).read_bytes()))
    yield load_catalogue(DATA)
