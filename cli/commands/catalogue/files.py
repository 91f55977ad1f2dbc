"""`catalog import …`: signed catalogue files in, what changed, one step back, verification."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

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
from catalog.views import changes_to_json, verified_to_json
from cli.commands.catalogue.touched import touched_lines, touched_to_json
from cli.context import Context, read_file
from cli.output import DONE, REFUSED, Answer
from desk.centre import load_profile
from dossiers.consulting.catalogue_file import Looked, go_back, look_at_file, use_file
from dossiers.consulting.parts import READERS
from dossiers.workplace import Workplace, open_desk_store, workplace_of
from store.store import Store


def receive(context: Context) -> Answer:
    """Take a signed catalogue in, or with --check only say what it would change."""
    return take(context, read_file(context.options.file))


def take(context: Context, data: bytes) -> Answer:
    """As `receive`, with the bytes of the file from wherever they came."""
    with _store(context) as store, _trust_by_command():
        workplace = _workplace(store, context)
        if context.options.check:
            return _looked_at(context, data, store, workplace)
        if workplace is not None:
            done = use_file(workplace, data)
            looked, version = done.looked, done.in_use.version
            whose = {"publisher": done.in_use.publisher, "claimed": done.in_use.claimed}
        else:
            alone = install(
                context.data_dir, data, trusted=_trusted(store), moment=context.clock(),
                readers=READERS,
            )  # fmt: skip
            _tell(store, "catalogue_installed", alone.version)
            looked, version, whose = Looked(alone.changes, ()), alone.version, _whose(alone.origin)
    return _answer(f"Đã nạp danh mục {version}.", looked, whose | {"installed": True})


def _looked_at(
    context: Context, data: bytes, store: Store | None, workplace: Workplace | None
) -> Answer:
    """Say what a file would change, and which open dossiers; nothing is taken."""
    if workplace is not None:
        file = look_at_file(workplace, data)
        looked, version, whose = file.looked, file.version, (file.publisher, file.claimed)
    else:
        incoming = preview(
            context.data_dir, data, trusted=_trusted(store), moment=context.clock(),
            readers=READERS,
        )  # fmt: skip
        looked, version = Looked(incoming.changes, ()), incoming.file.version
        whose = (incoming.file.publisher, incoming.file.other_name)
    told = {"publisher": whose[0], "claimed": whose[1], "installed": False}
    return _answer(f"Chưa nạp, chỉ xem danh mục {version}.", looked, told)


def _answer(first: str, looked: Looked, told: dict[str, Any]) -> Answer:
    document = changes_to_json(looked.changes) | told | {"touched": touched_to_json(looked.touched)}
    signed = _signed_by(told["publisher"], told["claimed"]) if "installed" in told else ()
    lines = (first, *signed, *_lines(looked.changes))
    if looked.touched:
        lines = (*lines, *touched_lines(looked.touched))
    return Answer(document, lines)


def _workplace(store: Store | None, context: Context) -> Workplace | None:
    """Return the desk whose open dossiers a catalogue touches; none before its first profile."""
    if store is None:
        return None
    with store.read() as tx:
        if load_profile(tx) is None:
            return None
    return workplace_of(store, clock=context.clock)


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
    to_bundled = context.options.bundled
    with _store(context) as store:
        workplace = _workplace(store, context)
        if workplace is not None:
            done = go_back(workplace, to_bundled=to_bundled)
            looked, version = done.looked, done.in_use.version
            whose = {"publisher": done.in_use.publisher, "claimed": done.in_use.claimed}
        else:
            moment = context.clock()
            alone = roll_back(
                context.data_dir, moment=moment, readers=READERS, to_bundled=to_bundled
            )
            _tell(store, "catalogue_rolled_back", alone.version)
            looked, version, whose = Looked(alone.changes, ()), alone.version, _whose(alone.origin)
    return _answer(f"Đã quay lại danh mục {version}.", looked, whose)


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


def _opened(context: Context) -> Store:
    return open_desk_store(context.data_dir, clock=context.clock)


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
