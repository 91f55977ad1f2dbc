"""`python -m catalog.publish`: export to spreadsheets, check, build and sign, make a key.

export DIR [--from FILE] [--force]              sheets of the delivered or a signed catalogue
check DIR --version V [--against FILE]          mistakes by row, or what would change
build DIR --version V --publisher NAME --key KEY --out FILE [--against FILE]
      [--with PARTS]… [--units FILE] [--without PART]…     forms and units in the same file
data DIR --version V                            write the sheets back into catalog/data
key KEY --publisher NAME --out FILE             a new private key and the file to give out
"""

from __future__ import annotations

import io
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

from base.clock import legal_date, system_clock
from base.errors import DeskError, InputError
from base.files import write_atomic
from base.usage import CommandParser, UsageError, explain
from catalog.build_index import build_index
from catalog.bundle.changes import CatalogueChanges, compare, summary
from catalog.bundle.installed import Origin
from catalog.bundle.packed_file import CatalogueFile
from catalog.bundle.publishers import read_publisher, write_publisher
from catalog.bundle.signed_file import Issue, read_catalogue_file, write_catalogue_file
from catalog.catalogue import Catalogue
from catalog.content import DATA, Content, Folder, Packed
from catalog.index import make_index
from catalog.publish.book import load_book, read_book, save_book, save_content
from catalog.publish.parts import gather_parts, read_publishing_file
from exchange.installed import version_key
from exchange.keys import new_signing_key, read_private_key

DONE, USAGE, REFUSED = 0, 2, 3


def main(argv: Sequence[str]) -> int:
    """Run one command; 0 done, 2 wrong usage, 3 refused, with the reasons on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a Windows console may be cp1252 otherwise
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        options = parser().parse_args(argv)
        run: Callable[[Namespace], None] = options.run
        run(options)
    except UsageError as error:
        sys.stderr.write(f"{error.sentence}\n")
        return USAGE
    except DeskError as error:
        sys.stderr.write(f"{error.sentence}\n")
        for problem in error.fields:
            sys.stderr.write(f"  {problem.pointer.split('/')[1]}: {problem.message}\n")
        return REFUSED
    return DONE


def _export(options: Namespace) -> None:
    folder = Path(options.folder)
    base = _base(options.source)
    paths = save_book(base, folder, options.separator, is_forced=options.force)
    _say(f"Đã xuất {len(paths)} bảng vào {options.folder}.")


def _check(options: Namespace) -> None:
    base = _base(options.against)
    content = _read(options, base)
    _say("Các bảng không có lỗi.")
    _show(_changes(base, content))


def _build(options: Namespace) -> None:
    file = _signed(options.against) if options.against else None
    base = file.content if file else Folder(DATA)
    content = _read(options, base)
    _check_newer(options.version, base)
    units = Path(options.units) if options.units else None
    parts = gather_parts(file, map(Path, options.parts), units, options.without)
    key = read_private_key(read_publishing_file(Path(options.key)))
    issue = Issue(options.version, options.publisher, system_clock())
    data = write_catalogue_file(content, issue, key, parts)
    write_atomic(Path(options.out), data, what="tệp danh mục", mode=0o644)
    _show(_changes(base, content))
    if parts:
        _say(f"Kèm theo: {', '.join(sorted(parts))}.")
    _say(f"Đã ký danh mục {options.version}: {options.out} ({len(data)} byte).")


def _data(options: Namespace) -> None:
    save_content(_read(options, Folder(DATA)), DATA)
    write_atomic(DATA / "index.json", build_index(), what="index.json", mode=0o644)
    _say(f"Đã ghi lại catalog/data, phiên bản {options.version}.")


def _key(options: Namespace) -> None:
    if Path(options.key).exists():
        raise InputError(
            "CAT-22",
            "Tệp khoá riêng đã có, không ghi đè.",
            "Chọn tên khác, hoặc cất khoá cũ đi nơi an toàn trước.",
        )
    key = new_signing_key()
    public = write_publisher(options.publisher, system_clock(), key)
    write_atomic(Path(options.key), key.hex().encode() + b"\n", what="khoá riêng", mode=0o600)
    write_atomic(Path(options.out), public, what="tệp khoá công khai", mode=0o644)
    _say(f"Mã khoá: {read_publisher(public).key_id}")
    _say("Cất khoá riêng ở nơi an toàn, không gửi cho ai; gửi tệp khoá công khai cho các xã.")


def _read(options: Namespace, base: Content) -> Packed:
    _check_version(options.version)
    return read_book(load_book(Path(options.folder)), options.version, base)


def _base(path: str | None) -> Content:
    """Return the catalogue that is worked on: the delivered one or a signed file's."""
    return Folder(DATA) if path is None else _signed(path).content


def _signed(path: str) -> CatalogueFile:
    return read_catalogue_file(read_publishing_file(Path(path)), trusted=None)


def _changes(old: Content, new: Content) -> CatalogueChanges:
    made = [Catalogue(content, make_index(content), Origin()) for content in (old, new)]
    return compare(made[0], made[1], legal_date(system_clock()))


def _show(changes: CatalogueChanges) -> None:
    _say(f"So với bản {changes.from_version}: {summary(changes)}.")
    for change in (*changes.added, *changes.changed, *changes.removed):
        _say(f"- {change.code} {change.name}")
        for line in change.lines:
            _say(f"    {line}")
    for line in changes.general:
        _say(f"- {line}")


def _check_version(version: str) -> None:
    try:
        version_key(version)
    except ValueError as error:
        raise InputError(
            "CAT-24",
            f"Phiên bản “{version}” không đúng dạng.",
            "Ghi theo ngày phát hành, ví dụ 2027.01.15 (bản thứ hai trong ngày: 2027.01.15.2).",
        ) from error


def _check_newer(version: str, base: Content) -> None:
    known = make_index(base).version
    if version_key(version) <= version_key(known):
        raise InputError(
            "CAT-24",
            f"Phiên bản {version} không mới hơn bản {known}: máy ở xã sẽ không nhận.",
            "Chọn phiên bản theo ngày phát hành hôm nay.",
        )


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


_DOES = {
    "export": "xuất danh mục kèm chương trình, hoặc của một tệp đã ký, ra các bảng CSV",
    "check": "soát các bảng: sai thì nêu bảng, dòng, cột; đúng thì nêu các thay đổi",
    "build": "soát, lập và ký tệp danh mục từ các bảng",
    "data": "ghi các bảng trở lại catalog/data của mã nguồn",
    "key": "lập khoá riêng mới và tệp khoá công khai để gửi cho các xã",
}
_WORDS = {
    "--from": "xuất từ tệp danh mục đã ký này",
    "--separator": "dấu ngăn cột: ; (mặc định), dấu phẩy hoặc tab",
    "--force": "ghi đè cả bảng đã sửa",
    "--version": "phiên bản theo ngày phát hành, ví dụ 2027.01.15",
    "--against": "tệp đã phát hành để làm tiếp và so sánh; không có: bản kèm chương trình",
    "--publisher": "tên nơi phát hành",
    "--key": "tệp khoá riêng, do lệnh key lập",
    "--out": "tệp ghi ra",
    "--with": "kèm tệp biểu mẫu đã đóng gói, ghi được nhiều lần",
    "--units": "kèm bảng đơn vị hành chính",
    "--without": "bỏ một phần của tệp đang làm, ghi được nhiều lần",
    "folder": "thư mục các bảng CSV",
    "key": "tệp khoá riêng sẽ lập; không gửi cho ai",
}


def parser() -> CommandParser:
    """Return the parser of the tool's commands."""
    made = CommandParser(
        prog="python -m catalog.publish",
        description="Lập tệp danh mục thủ tục có chữ ký từ các bảng tính.",
        epilog="Hướng dẫn từng bước: docs/danh-muc.md. Xem một lệnh: thêm --help sau tên lệnh.",
    )
    commands = made.add_subparsers(required=True, title="Lệnh", metavar="LỆNH")
    export, check, build, data, key = (
        commands.add_parser(name, help=does, description=f"{does[:1].upper()}{does[1:]}.")
        for name, does in _DOES.items()
    )
    export.add_argument("--from", dest="source", metavar="FILE")
    export.add_argument("--separator", default=";", choices=[";", ",", "\t"], metavar="DẤU")
    export.add_argument("--force", action="store_true")
    for command in (check, build, data):
        command.add_argument("--version", required=True, metavar="V")
    for command in (check, build):
        command.add_argument("--against", metavar="FILE")
    for command in (export, check, build, data):
        command.add_argument("folder", metavar="DIR")
    key.add_argument("key", metavar="KEY")
    build.add_argument("--key", required=True, metavar="KEY")
    build.add_argument("--with", dest="parts", action="append", default=[], metavar="PARTS")
    build.add_argument("--units", metavar="FILE")
    build.add_argument("--without", action="append", default=[], metavar="PART")
    for command in (build, key):
        command.add_argument("--publisher", required=True, metavar="NAME")
        command.add_argument("--out", required=True, metavar="FILE")
    for command, run in (
        (export, _export), (check, _check), (build, _build), (data, _data), (key, _key),
    ):  # fmt: skip
        command.set_defaults(run=run)
    explain(made, _WORDS)
    return made


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
