"""Every command with its options. Naming a command here imports nothing of it.

What a command does stands here, what an option means in `help_words` unless it is said beside it.
"""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Sequence

from base.usage import CommandParser, at_least_one, explain, year_number
from cli.help_words import OPTIONS

_EVERYWHERE = "Tùy chọn chung, đứng trước hay sau lệnh: --json, --data-dir DIR, --now ISO."
CHANNELS = ("direct", "online", "post")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ACTIONS = ("entered-by-hand", "void", "supplement", "supplied", "extend", "move")


def global_options() -> ArgumentParser:
    """Return the options that may stand anywhere."""
    parser = CommandParser(prog="main.py", add_help=False, allow_abbrev=False)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--data-dir", metavar="DIR")
    parser.add_argument("--now", metavar="ISO")
    parser.add_argument("--user", metavar="NAME", help=SUPPRESS)
    return parser


def parse(argv: Sequence[str]) -> Namespace:
    """Return the parsed call; `run` names the function as `module:function`, None = the window."""
    shared, rest = global_options().parse_known_args(list(argv))
    return command_parser(rest[0] if rest else "").parse_args(rest, shared)


def command_parser(named: str = "") -> ArgumentParser:
    """Return the parser of all commands, or of the named one's group: all of them cost 40 ms."""
    parser: ArgumentParser = CommandParser(
        prog="main.py",
        description="Trợ lý Một cửa. Không có lệnh: mở cửa sổ.",
        parents=[global_options()],
        allow_abbrev=False,
        argument_default=SUPPRESS,
    )
    parser.set_defaults(run=None)
    commands = parser.add_subparsers(title="Lệnh", metavar="LỆNH")
    groups = [add for add, names in _GROUPS if named in names]
    for add in groups or [add for add, _ in _GROUPS]:
        add(commands)
    explain(parser, OPTIONS)
    return parser


def _add(
    commands: _SubParsersAction[ArgumentParser], name: str, run: str, does: str
) -> ArgumentParser:
    parser = commands.add_parser(
        name, allow_abbrev=False, help=does, description=_sentence(does), epilog=_EVERYWHERE
    )
    parser.set_defaults(run=run)
    return parser


def _group(
    commands: _SubParsersAction[ArgumentParser], name: str, about: str
) -> _SubParsersAction[ArgumentParser]:
    parser = commands.add_parser(
        name, allow_abbrev=False, help=about, description=_sentence(about), epilog=_EVERYWHERE
    )
    return parser.add_subparsers(required=True, title="Lệnh", metavar="LỆNH")


def _sentence(does: str) -> str:
    return f"{does[:1].upper()}{does[1:]}."


def _situation(command: ArgumentParser) -> None:
    command.add_argument(
        "--situation", action="append", nargs="+", default=[], metavar="KHÓA=GIÁ_TRỊ"
    )


def _scanning(commands: _SubParsersAction[ArgumentParser]) -> None:
    scan = _add(commands, "scan", "scanning:scan", "đọc mã trong ảnh hoặc trang PDF")
    scan.add_argument("files", nargs="+", metavar="FILE", help="ảnh hoặc PDF, ghi được nhiều tệp")
    card = _add(commands, "card", "scanning:card", "đọc một chuỗi mà đầu quét gửi tới")
    card.add_argument("text", nargs="?", default="-", metavar="TEXT",
                      help="chuỗi đã quét, @tệp, hoặc - là stdin (mặc định)")  # fmt: skip
    address = _add(commands, "address", "scanning:address", "đổi địa chỉ sang đơn vị hiện nay")
    address.add_argument("text", metavar="TEXT", help="địa chỉ cũ hoặc mới")


def _catalog(commands: _SubParsersAction[ArgumentParser]) -> None:
    about = "thủ tục: tìm, giấy tờ, phí, ngày hẹn, ghi chú, tệp danh mục"
    group = _group(commands, "catalog", about)
    search = _add(group, "search", "catalogue.answers:search", "tìm thủ tục như người dân nói")
    search.add_argument("query", nargs="?", default="", help="điều cần tìm; bỏ trống: liệt kê")
    search.add_argument("--limit", type=at_least_one, default=8, metavar="N")
    search.add_argument("--field", metavar="TEXT", help="chỉ lĩnh vực này (ghi một phần cũng được)")
    search.add_argument("--agency", metavar="TEXT",
                        help="chỉ cơ quan này: công an, thuế …; xã: của UBND cấp xã")  # fmt: skip
    search.add_argument("--notes", action="store_true", help="tìm cả trong ghi chú của xã")
    for name, module, does in (
        ("show", "answers", "xem một thủ tục"),
        ("checklist", "answers", "giấy tờ của một trường hợp"),
        ("fee", "answers", "phí, lệ phí của một trường hợp"),
        ("due", "dates", "tính ngày hẹn trả, nêu các ngày được tính"),
        ("steps", "dates", "quy trình nội bộ; có lúc tiếp nhận thì có hạn từng bước"),
    ):
        command = _add(group, name, f"catalogue.{module}:{name}", does)
        command.add_argument("code")
        command.add_argument("--on", metavar="DATE")
        _situation(command)
        if name == "fee":
            command.add_argument("--copies", type=int, default=0, metavar="N",
                                 help="số bản (chứng thực chữ ký: số giấy tờ)")  # fmt: skip
            command.add_argument("--pages", type=int, default=0, metavar="N",
                                 help="số trang mỗi bản")  # fmt: skip
        if name in ("due", "steps"):
            command.add_argument("--received", required=name == "due", metavar="ISO", default="")
    _catalog_files(group)
    _catalog_counter(group)


def _catalog_files(group: _SubParsersAction[ArgumentParser]) -> None:
    receive = _add(group, "import", "catalogue.line:receive", "nạp tệp danh mục có chữ ký")
    receive.add_argument("file", nargs="?", default=None, metavar="FILE|ADDRESS",
                         help="tệp, - là stdin, hoặc địa chỉ https://")  # fmt: skip
    receive.add_argument("--from-line", action="store_true",
                         help="tải từ địa chỉ đã đặt ở máy này")  # fmt: skip
    receive.add_argument("--check", action="store_true", help="chỉ xem thay đổi gì, không nạp")
    line = _add(group, "line", "catalogue.line:line", "nơi tải danh mục, mấy ngày hỏi một lần")
    line.add_argument("--address", default=None, metavar="ADDRESS",
                      help="đặt địa chỉ; để trống: máy không tự kết nối đi đâu")  # fmt: skip
    line.add_argument("--every", type=int, default=None, metavar="DAYS", help="mấy ngày một lần")
    line.add_argument("--checks", choices=("on", "off"), default=None, help="bật, tắt tự hỏi")
    _add(group, "changes", "catalogue.files:changes", "tệp nạp gần nhất đã thay đổi gì")
    back = _add(group, "rollback", "catalogue.files:rollback", "quay lại danh mục dùng trước đó")
    back.add_argument("--bundled", action="store_true",
                      help="về bản kèm chương trình, nếu bản đó mới hơn")  # fmt: skip
    _add(group, "verify", "catalogue.files:verify", "soát chữ ký và sự nguyên vẹn của danh mục")
    trust = _add(group, "trust", "catalogue.files:trust", "tin một nơi phát hành danh mục")
    trust.add_argument("file", metavar="FILE", help="tệp khoá công khai của nơi phát hành")
    untrust = _add(group, "untrust", "catalogue.files:untrust", "không tin nơi phát hành đó nữa")
    untrust.add_argument("publisher", metavar="KEY_ID|NAME", help="mã khoá hoặc tên nơi phát hành")


def _catalog_counter(group: _SubParsersAction[ArgumentParser]) -> None:
    page = _add(group, "page", "catalogue.counter:page", "phiếu hướng dẫn A5 cho người dân")
    page.add_argument("code")
    _situation(page)
    page.add_argument("--out", required=True, metavar="FILE.pdf")
    wanted = _add(
        group, "wanted", "catalogue.counter:wanted", "điều người dân hỏi mà danh mục chưa có"
    )
    wanted.add_argument("text", nargs="?", default="", metavar="TEXT",
                        help="ghi thêm một lần hỏi; bỏ trống: chỉ xem")  # fmt: skip
    export = _add(
        group, "export", "catalogue.counter:export", "xuất ghi chú và thủ tục còn thiếu để gửi sở"
    )
    export.add_argument("file", metavar="FILE.csv", help="tệp ghi ra")
    does = "hồ sơ chưa xong khác bản lúc tiếp nhận, hoặc hẹn vào ngày nghỉ"
    _add(group, "touched", "catalogue.touched:touched", does)
    note = _group(group, "note", "ghi chú của xã về thủ tục (chưa công bố)")
    add = _add(note, "add", "catalogue.notes:add", "ghi một ghi chú")
    add.add_argument("code")
    add.add_argument("text", metavar="TEXT", help="nội dung, @tệp, hoặc - là stdin")
    add.add_argument("--papers", default="", metavar="TEXT", help="giấy tờ xã cần thêm")
    add.add_argument("--contact", default="", metavar="TEXT", help="nơi hỏi: một cơ quan, số máy")
    add.add_argument("--link", default="", metavar="ADDRESS", help="địa chỉ https://")
    listing = _add(note, "list", "catalogue.notes:show", "xem, tìm ghi chú")
    listing.add_argument("code", nargs="?", default="", help="chỉ của thủ tục này")
    listing.add_argument("--find", default="", metavar="TEXT", help="chỉ ghi chú có các chữ này")
    remove = _add(note, "remove", "catalogue.notes:remove", "bỏ một ghi chú")
    remove.add_argument("id", metavar="ID", help="mã ghi chú, xem note list")


def _forms(commands: _SubParsersAction[ArgumentParser]) -> None:
    group = _group(commands, "forms", "thư viện mẫu: xem, điền, soát, in")
    _add(group, "list", "papers:list_forms", "các mẫu trong thư viện")
    for name, does in (
        ("show", "các dòng của một mẫu"), ("prefill", "điền sẵn từ thẻ và hồ sơ trung tâm"),
        ("check", "soát các câu trả lời theo quy tắc"), ("fill", "điền ra .docx hoặc .pdf"),
    ):  # fmt: skip
        command = _add(group, name, f"papers:{name}", does)
        command.add_argument("form_id", metavar="ID")
        if name == "prefill":
            command.add_argument("--person", action="append", default=[], metavar="ROLE=PAYLOAD")
        if name != "show":
            command.add_argument("--answers", required=name != "prefill", metavar="FILE")
        if name == "fill":
            command.add_argument("--out", required=True, metavar="FILE", help="tệp .docx hoặc .pdf")
            command.add_argument("--draft", action="store_true", help="điền cả khi còn lỗi")
    lint = _add(group, "check-template", "papers:check_template", "soát một thư mục mẫu")
    lint.add_argument("folder", metavar="DIR", help="thư mục có form.toml")
    lint.add_argument("--build", action="store_true", help="lập lại template.docx trước")


def _desk(commands: _SubParsersAction[ArgumentParser]) -> None:
    group = _group(commands, "desk", "trung tâm này: hồ sơ, khoá của tỉnh")
    init = _add(group, "init", "centre:init", "lưu hồ sơ trung tâm")
    init.add_argument("--profile", metavar="FILE", help="tệp JSON hồ sơ trung tâm; không có: mẫu")
    _add(group, "show", "centre:show", "xem hồ sơ trung tâm")
    trust = _add(group, "trust", "centre:trust", "nhận khoá của tỉnh")
    trust.add_argument("file", metavar="FILE", help="tệp khoá tỉnh gửi")
    _calendar(_group(group, "calendar", "lịch nghỉ, làm bù, trực của trung tâm"))


def _calendar(group: _SubParsersAction[ArgumentParser]) -> None:
    show = _add(group, "show", "calendar:show", "các ngày khác thường của một năm")
    show.add_argument("--year", type=year_number, default=None, metavar="YEAR", help="năm")
    day = _add(group, "set", "calendar:set_day", "trung tâm nghỉ, hoặc làm việc, vào một ngày")
    day.add_argument("date", metavar="DATE", help="ngày, ví dụ 11/12/2026")
    day.add_argument("kind", choices=("off", "worked"), help="off: nghỉ; worked: làm việc")
    day.add_argument("--name", required=True, metavar="TEXT", help="lý do")
    day.add_argument("--basis", default="", metavar="TEXT", help="văn bản")
    clear = _add(group, "clear", "calendar:clear_day", "bỏ điều đã ghi về một ngày")
    clear.add_argument("date", metavar="DATE", help="ngày, ví dụ 11/12/2026")
    duty = _add(group, "duty", "calendar:duty", "trực tiếp nhận, không tính vào thời hạn")
    duty.add_argument("weekday", choices=WEEKDAYS, help="thứ trong tuần")
    duty.add_argument("switch", choices=("on", "off"), help="on: bắt đầu; off: thôi")
    duty.add_argument("--from", dest="since", default="", metavar="DATE", help="từ ngày")
    whole = _add(group, "complete", "calendar:complete", "năm đã ghi đủ ngày nghỉ Tết")
    whole.add_argument("year", type=year_number, metavar="YEAR", help="năm")
    whole.add_argument("--off", action="store_true", help="chưa đủ")


def _dossier(commands: _SubParsersAction[ArgumentParser]) -> None:
    group = _group(commands, "dossier", "tiếp nhận và sổ hồ sơ")
    new = _add(group, "new", "dossier:new", "tiếp nhận một hồ sơ")
    new.add_argument("code")
    new.add_argument("--answers", required=True, metavar="FILE")
    new.add_argument("--form", metavar="ID")
    new.add_argument("--person", action="append", default=[], metavar="ROLE=PAYLOAD")
    new.add_argument("--submitter", metavar="FILE")
    new.add_argument("--channel", choices=CHANNELS, default="direct")
    new.add_argument("--competent-unit", metavar="CODE")
    new.add_argument("--situation", action="append", nargs="+", default=[])
    new.add_argument("--paper", action="append", nargs="+", default=[], metavar="NAME")
    new.add_argument("--attach", action="append", nargs="+", default=[], metavar="FILE")
    new.add_argument("--slip-out", metavar="FILE.pdf")
    listing = _add(group, "list", "dossier:list_all", "sổ hồ sơ, mới nhất trước")
    listing.add_argument("--limit", type=at_least_one, default=500, metavar="N")
    show = _add(group, "show", "dossier:show", "một hồ sơ và diễn biến của nó")
    show.add_argument("id", metavar="ID")
    papers = _add(group, "papers", "dossier:print_forms", "mọi giấy tờ của hồ sơ vào một tệp PDF")
    papers.add_argument("id", metavar="ID")
    papers.add_argument("--out", required=True, metavar="FILE.pdf")
    search = _add(group, "search", "dossier:search", "tìm theo tên, số hoặc thủ tục")
    search.add_argument("text")
    do = _add(group, "do", "dossier:do", "một bước: ghi mã, bổ sung, gia hạn, hoàn tác")
    do.add_argument("id", metavar="ID")
    do.add_argument("action", choices=ACTIONS)
    do.add_argument("--code", metavar="CODE")
    do.add_argument("--reason", default="")
    do.add_argument("--item", action="append", nargs="+", default=[], metavar="TEXT")
    do.add_argument("--rule", choices=("pause", "restart"), default=None)
    do.add_argument("--to", default="", metavar="DATE")
    do.add_argument("--out", default=None, metavar="FILE.pdf")


def _outbox(commands: _SubParsersAction[ArgumentParser]) -> None:
    group = _group(commands, "queue", "hồ sơ phải gửi đi")
    _add(group, "list", "queue:list_rows", "hồ sơ nào còn phải gửi, đang ở đâu")
    retry = _add(group, "retry", "queue:retry", "gửi lại một hồ sơ ngay")
    retry.add_argument("id", metavar="ID")
    export = _add(group, "export", "queue:export", "xuất gói niêm phong vào một thư mục")
    export.add_argument("folder", metavar="DIR", help="thư mục, ví dụ USB")
    receive = _add(group, "import", "queue:receive", "nhận biên nhận có chữ ký của tỉnh")
    receive.add_argument("file", metavar="FILE")
    package = _group(commands, "package", "gói niêm phong")
    verify = _add(
        package, "verify", "queue:verify_package_file", "soát chữ ký; có khoá thì cả nội dung"
    )
    verify.add_argument("file", metavar="FILE")
    verify.add_argument("--key", metavar="FILE", help="tệp khoá riêng của nơi nhận")
    sync = _group(commands, "sync", "gửi những gì đang chờ")
    _add(sync, "once", "queue:sync_once", "gửi một lượt")


def _support(commands: _SubParsersAction[ArgumentParser]) -> None:
    audit = _group(commands, "audit", "nhật ký")
    _add(audit, "verify", "support:audit_verify", "soát chuỗi nhật ký từ dòng đầu đến cuối")
    _add(commands, "doctor", "support:doctor", "khám máy này và trung tâm này")
    store = _group(commands, "store", "kho dữ liệu đã mã hoá")
    _add(store, "tidy", "upkeep:tidy", "dọn kho ngay, không đợi lúc máy tự dọn")
    _add(commands, "self-test", "demo:self_test", "làm thử trọn việc ở một chỗ tạm")
    demo = _add(commands, "demo", "demo:demo", "làm trọn việc với người bịa, ghi vào thư mục")
    demo.add_argument("folder", metavar="DIR", help="thư mục ghi kết quả")


_GROUPS = (
    (_scanning, ("scan", "card", "address")),
    (_catalog, ("catalog",)),
    (_forms, ("forms",)),
    (_desk, ("desk",)),
    (_dossier, ("dossier",)),
    (_outbox, ("queue", "package", "sync")),
    (_support, ("audit", "doctor", "store", "self-test", "demo")),
)
