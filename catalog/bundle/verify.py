"""Whether the catalogue in use is whole and from a trusted place; older versions for dossiers."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import msgspec

from base.errors import InputError
from base.paths import DataDir
from catalog.bundle.check import content_problems
from catalog.bundle.install import catalogue_of, usable_pointer, version_folders
from catalog.bundle.installed import Stamp, version_file
from catalog.bundle.packed_file import take_apart
from catalog.bundle.signed_file import read_catalogue_file
from catalog.catalogue import Catalogue, load_catalogue
from catalog.content import DATA, Folder
from catalog.index import CatalogueIndex, make_index
from catalog.procedure import Procedure


@dataclass(frozen=True, slots=True)
class Verified:
    """The state of the catalogue in use; `kind` is bundled (delivered, unsigned) or installed."""

    ok: bool
    version: str
    kind: str
    publisher: str
    signer: str | None
    problems: tuple[str, ...]


def verify(data_dir: DataDir, *, trusted: Collection[bytes]) -> Verified:
    """Check signature, integrity and content of what is installed and in use."""
    catalogue = load_catalogue(data_dir)
    origin = catalogue.origin
    problems = [origin.notice] if origin.notice else []
    stamp = usable_pointer(data_dir).current
    signer: str | None = None
    if stamp is not None:
        try:
            signer = _signer(data_dir, stamp, trusted)
        except (InputError, OSError) as error:
            problems.append(error.sentence if isinstance(error, InputError) else str(error.errno))
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
        publisher=origin.publisher,
        signer=signer,
        problems=tuple(problems),
    )


def procedure_of_version(data_dir: DataDir, code: str, version: str) -> Procedure | None:
    """Return a procedure in the version that a dossier was received under, while it is kept."""
    for catalogue in _catalogues(data_dir):
        for procedure in catalogue.versions(code):
            if procedure.version == version:
                return procedure
    return None


def _signer(data_dir: DataDir, stamp: Stamp, trusted: Collection[bytes]) -> str:
    data = version_file(data_dir, stamp.version).read_bytes()
    return read_catalogue_file(data, trusted=trusted).signer.hex()


def _index_problems() -> list[str]:
    index = msgspec.json.decode((DATA / "index.json").read_bytes(), type=CatalogueIndex)
    if index == make_index(Folder(DATA)):
        return []
    return ["Chỉ mục của danh mục kèm theo chương trình không khớp với dữ liệu."]


def _catalogues(data_dir: DataDir) -> Iterator[Catalogue]:
    """Yield the catalogue in use, the kept ones and the delivered one."""
    yield load_catalogue(data_dir)
    for version in version_folders(data_dir):
        with contextlib.suppress(ValueError, OSError):
            yield catalogue_of(take_apart(version_file(data_dir, version).read_bytes()))
    yield load_catalogue(DATA)
