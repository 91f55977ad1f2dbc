"""The forms of a signed catalogue file: checked before they come in, compared, and in use."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from base.errors import FieldProblem
from base.paths import DataDir
from exchange.installed import (
    PartsError,
    PartsFound,
    Stamp,
    parts_dir,
    parts_in_use,
    pointer_or_nothing,
    versions_kept,
)
from forms.delivered.packing import PREFIX, is_form, unpack_form
from forms.library import Library, bundled_folders
from forms.schema_reader import FORM_FILE, FormHead, parse_head, read_head

_WHAT = "Bộ biểu mẫu"
Files = Mapping[str, bytes]
Key = tuple[str, date | None]  # a form, and from when the version holds


class FormsPart:
    """Reads, checks and compares the forms of a signed file."""

    prefix = PREFIX

    def reads(self, name: str) -> bool:
        """Return whether a file is a form."""
        return is_form(name)

    def unpack(self, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
        """Return every file of every form by path; raise PartsError with what the lint finds.

        What `forms check-template` asks is asked here, but for the pictures of the pages.
        """
        unpacked: dict[str, bytes] = {}
        for name, data in files.items():
            unpacked.update(unpack_form(name, data))
        if problems := tuple(_problems(unpacked)):
            raise PartsError(problems)
        return unpacked

    def changes(self, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Iterator[str]:
        """Yield which forms are new or changed, and which are the program's own again."""
        old, new = _by_version(before), _by_version(after)
        own = {_key(read_head(folder)): folder for folder in bundled_folders()}
        known_ids = {form_id for form_id, _ in (*own, *old)}
        for key, (head, files) in new.items():
            known = old[key][1] if key in old else _read(own[key]) if key in own else None
            if known is None:
                yield _told(head, "bản mới" if head.id in known_ids else "mẫu mới")
            elif known != files:
                yield _told(head, "sửa mẫu")
        for key, (head, _) in old.items():
            if key not in new:
                yield _told(head, "dùng lại bản kèm chương trình" if key in own else "không còn")


def library_in_use(data_dir: DataDir) -> Library:
    """Return the forms that came in the signed file in use, before those of the program.

    Forms of earlier files stay readable for the dossiers that were filled in with them. A damaged
    set is not used; `forms_notice` says so.
    """
    stamp = pointer_or_nothing(data_dir).current
    folders = _folders(data_dir, stamp) if stamp is not None and _found(data_dir).files else ()
    older = [
        folder
        for version in versions_kept(data_dir)
        for folder in bundled_folders(parts_dir(data_dir, version) / PREFIX)
        if folder not in folders
    ]
    return Library((*folders, *bundled_folders()), older)


def forms_notice(data_dir: DataDir) -> str:
    """Return why the installed forms are not used; empty when nothing is wrong."""
    return _found(data_dir).notice


def _found(data_dir: DataDir) -> PartsFound:
    return parts_in_use(data_dir, PREFIX, _WHAT)


def _folders(data_dir: DataDir, stamp: Stamp) -> tuple[Path, ...]:
    """Return the form folders that the stamp names, not what else lies there."""
    names = sorted({path.split("/")[1] for path in stamp.parts if path.startswith(PREFIX)})
    return tuple(parts_dir(data_dir, stamp.version) / PREFIX / name for name in names)


def _problems(files: Files) -> Iterator[FieldProblem]:
    """Yield what the lint says of every form, each laid out in a folder of its own."""
    # docxtpl and more, only when forms come in
    from forms.authoring.lint import errors_of, lint_folder

    with tempfile.TemporaryDirectory(prefix="motcua-forms-") as name:
        for path, data in files.items():
            file = Path(name) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        for folder in sorted(Path(name, PREFIX).glob("*/")):
            for problem in errors_of(lint_folder(folder, is_quick=True)):
                pointer = f"/{PREFIX}{folder.name}{problem.pointer}"
                yield FieldProblem(pointer, problem.code, problem.message)


def _by_version(files: Files) -> Mapping[Key, tuple[FormHead, Files]]:
    """Return head and files of each unpacked form."""
    by_folder: dict[str, dict[str, bytes]] = {}
    for path, data in files.items():
        _, folder, file = path.split("/", 2)
        by_folder.setdefault(folder, {})[file] = data
    heads = {
        folder: parse_head(content[FORM_FILE].decode(), Path(folder))
        for folder, content in by_folder.items()
    }
    return {_key(head): (head, by_folder[folder]) for folder, head in heads.items()}


def _key(head: FormHead) -> Key:
    return head.id, head.valid_from


def _read(folder: Path) -> Files:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _told(head: FormHead, what: str) -> str:
    since = f", từ {head.valid_from:%d/%m/%Y}" if head.valid_from else ""
    return f"Biểu mẫu: {what}: {head.title} (bản {head.version}{since})."
