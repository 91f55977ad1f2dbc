"""`catalog import …`: signed catalogue files in, what changed, one step back, verification."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from base.errors import InputError
from catalog.bundle.changes import CatalogueChanges, summary
from catalog.bundle.install import install, last_changes, preview, roll_back
from catalog.bundle.installed import Origin
from catalog.bundle.publishers import (
    Trusted,
    forget_publisher,
    read_publisher,
    trust_publisher,
    trusted_publishers,
)
from catalog.bundle.verify import verify as verify_installed
from catalog.storage import MIGRATIONS as CATALOG_MIGRATIONS
from catalog.views import changes_to_json, verified_to_json
from cli.context import Context, read_file
from cli.output import DONE, REFUSED, Answer
from dossiers.consulting.parts import READERS
from dossiers.workplace import MIGRATIONS
from store.keys import key_source_from_environment
from store.store import Store, open_store


def receive(context: Context) -> Answer:
    """Take a signed catalogue in, or with --check only say what it would change."""
    return take(context, read_file(context.options.file))


def take(context: Context, data: bytes) -> Answer:
    """As `receive`, with the bytes of the file from wherever they came."""
    moment = context.clock()
    with _store(context) as store, _trust_by_command():
        trusted = _trusted(store)
        if context.options.check:
            incoming = preview(
                context.data_dir, data, trusted=trusted, moment=moment, readers=READERS
            )
            file = incoming.file
            document = changes_to_json(incoming.changes) | {
                "publisher": file.publisher,
                "claimed": file.other_name,
                "installed": False,
            }
            seen = f"Chưa nạp, chỉ xem danh mục {file.version}."
            signed = _signed_by(file.publisher, file.other_name)
            return Answer(document, (seen, *signed, *_lines(incoming.changes)))
        done = install(context.data_dir, data, trusted=trusted, moment=moment, readers=READERS)
        _tell(store, "catalogue_installed", done.version)
    signed = _signed_by(done.origin.publisher, done.origin.claimed)
    document = changes_to_json(done.changes) | _whose(done.origin) | {"installed": True}
    return Answer(document, (f"Đã nạp danh mục {done.version}.", *signed, *_lines(done.changes)))


@contextlib.contextmanager
def _trust_by_command() -> Iterator[None]:
    """Name the command that trusts a publisher; the screen names its button."""
    try:
        yield
    except InputError as error:
        if error.code != "SIGN-04":
            raise
        step = f"{error.next_step} Bằng lệnh: catalog trust TỆP_KHOÁ."
        raise InputError(error.code, error.message, step, detail=error.detail) from error


def changes(context: Context) -> Answer:
    """Say what the catalogue in use says else than the one before."""
    found = last_changes(context.data_dir, moment=context.clock(), readers=READERS)
    return Answer(changes_to_json(found), _lines(found))


def rollback(context: Context) -> Answer:
    """Go back to the catalogue before, or to a newer one that the program brought; one step."""
    with _store(context) as store:
        done = roll_back(
            context.data_dir,
            moment=context.clock(),
            readers=READERS,
            to_bundled=context.options.bundled,
        )
        _tell(store, "catalogue_rolled_back", done.version)
    document = changes_to_json(done.changes) | _whose(done.origin)
    return Answer(document, (f"Đã quay lại danh mục {done.version}.", *_lines(done.changes)))


def verify(context: Context) -> Answer:
    """Check signature and integrity of what is in use; exit 3 when something is wrong."""
    with _store(context) as store:
        owners = _publishers(store)
    trusted = {owner.signing_key: owner.name for owner in owners}
    found = verify_installed(context.data_dir, trusted=trusted, readers=READERS)
    document = verified_to_json(found) | {
        "trusted": [{"name": o.name, "key_id": o.key_id, "source": o.source} for o in owners]
    }
    kind = "đã nạp" if found.kind == "installed" else "kèm theo chương trình"
    first = f"Danh mục {found.version} ({kind}): {'tốt' if found.ok else 'có vấn đề'}."
    signed = _signed_by(found.publisher, found.claimed) if found.publisher else ()
    known = tuple(f"Tin nơi phát hành: {owner.name} ({owner.key_id})" for owner in owners)
    lines = (first, *signed, *found.problems, *found.notes)
    whose = known or ("Chưa tin nơi phát hành nào.",)
    return Answer(document, (*lines, *whose), DONE if found.ok else REFUSED)


def trust(context: Context) -> Answer:
    """Take the catalogue files of a publisher from now on."""
    publisher = read_publisher(read_file(context.options.file))
    with _opened(context) as store, store.transaction() as tx:
        trust_publisher(tx, publisher, context.clock())
    document = {"name": publisher.name, "key_id": publisher.key_id}
    line = f"Đã tin nơi phát hành: {publisher.name}. So mã khoá với văn bản: {publisher.key_id}"
    return Answer(document, (line,))


def untrust(context: Context) -> Answer:
    """Take the catalogue files of a publisher no longer; what is in use stays."""
    with _opened(context) as store, store.transaction() as tx:
        gone = forget_publisher(tx, context.options.publisher)
    document = {"name": gone.name, "key_id": gone.key_id}
    line = f"Đã bỏ tin nơi phát hành: {gone.name} ({gone.key_id}). Danh mục đang dùng giữ nguyên."
    return Answer(document, (line,))


@contextlib.contextmanager
def _store(context: Context) -> Iterator[Store | None]:
    """Open the desk's store where there is one: a catalogue needs none."""
    if not context.data_dir.store_file.exists():
        yield None
        return
    with _opened(context) as store:
        yield store


@contextlib.contextmanager
def _opened(context: Context) -> Iterator[Store]:
    rooms = tuple(dict.fromkeys((*MIGRATIONS, CATALOG_MIGRATIONS)))
    source = key_source_from_environment(context.data_dir)
    store = open_store(context.data_dir.make(), source, rooms, context.clock)
    try:
        yield store
    finally:
        store.close()


def _trusted(store: Store | None) -> dict[bytes, str]:
    return {owner.signing_key: owner.name for owner in _publishers(store)}


def _publishers(store: Store | None) -> tuple[Trusted, ...]:
    if store is None:
        return trusted_publishers(None)
    with store.read() as tx:
        return trusted_publishers(tx)


def _tell(store: Store | None, kind: str, version: str) -> None:
    if store is not None:
        with store.transaction() as tx:
            tx.audit(kind, version)


def _whose(origin: Origin) -> dict[str, str]:
    return {"publisher": origin.publisher, "claimed": origin.claimed}


def _signed_by(publisher: str, claimed: str) -> tuple[str, ...]:
    """Say whose key signed; another name that the file gives itself only with a warning."""
    line = f"Nơi phát hành đã ký: {publisher}."
    if not claimed:
        return (line,)
    return line, f"Chú ý: tệp tự ghi nơi phát hành là “{claimed}”, không phải tên của khoá đã ký."


def _lines(found: CatalogueChanges) -> tuple[str, ...]:
    lines = [f"So với bản {found.from_version}: {summary(found)}."]
    for change in (*found.added, *found.changed, *found.removed):
        lines += [f"- {change.code}  {change.name}", *(f"    {line}" for line in change.lines)]
    return (*lines, *(f"- {line}" for line in found.general))
