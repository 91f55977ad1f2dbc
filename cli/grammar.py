"""Every command with its options. Naming a command here imports nothing of it."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Sequence

from cli.usage import CommandParser, at_least_one

CHANNELS = ("direct", "online", "post")
ACTIONS = ("entered-by-hand", "void")


def global_options() -> ArgumentParser:
    """Return the options that may stand anywhere."""
    parser = CommandParser(prog="main.py", add_help=False, allow_abbrev=False)
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    parser.add_argument("--data-dir", metavar="DIR", help="everything the run stores")
    parser.add_argument("--now", metavar="ISO", help="the clock; Vietnamese time without an offset")
    parser.add_argument("--user", metavar="NAME", help=SUPPRESS)
    return parser


def parse(argv: Sequence[str]) -> Namespace:
    """Return the parsed call; `run` names the function as `module:function`, None = the window."""
    shared, rest = global_options().parse_known_args(list(argv))
    return command_parser().parse_args(rest, shared)


def command_parser() -> ArgumentParser:
    """Return the parser of all commands."""
    parser: ArgumentParser = CommandParser(
        prog="main.py",
        description="Trợ lý Một cửa. Không có lệnh: mở cửa sổ.",
        parents=[global_options()],
        allow_abbrev=False,
        argument_default=SUPPRESS,
    )
    parser.set_defaults(run=None)
    commands = parser.add_subparsers(metavar="COMMAND")
    _scanning(commands)
    _catalog(commands)
    _forms(commands)
    _desk(commands)
    _dossier(commands)
    _outbox(commands)
    _support(commands)
    return parser


def _add(commands: _SubParsersAction[ArgumentParser], name: str, run: str) -> ArgumentParser:
    parser = commands.add_parser(name, allow_abbrev=False)
    parser.set_defaults(run=run)
    return parser


def _group(
    commands: _SubParsersAction[ArgumentParser], name: str
) -> _SubParsersAction[ArgumentParser]:
    parser = commands.add_parser(name, allow_abbrev=False)
    return parser.add_subparsers(required=True, metavar="ACTION")


def _scanning(commands: _SubParsersAction[ArgumentParser]) -> None:
    scan = _add(commands, "scan", "scanning:scan")
    scan.add_argument("files", nargs="+", metavar="FILE")
    card = _add(commands, "card", "scanning:card")
    card.add_argument("text", nargs="?", default="-", metavar="TEXT")
    address = _add(commands, "address", "scanning:address")
    address.add_argument("text", metavar="TEXT")


def _catalog(commands: _SubParsersAction[ArgumentParser]) -> None:
    group = _group(commands, "catalog")
    search = _add(group, "search", "catalogue:search")
    search.add_argument("query")
    search.add_argument("--limit", type=at_least_one, default=8, metavar="N")
    for name in ("show", "checklist", "fee", "due"):
        command = _add(group, name, f"catalogue:{name}")
        command.add_argument("code")
        command.add_argument("--on", metavar="DATE")
        command.add_argument("--situation", action="append", nargs="+", default=[])
        if name == "fee":
            command.add_argument("--copies", type=int, default=0)
            command.add_argument("--pages", type=int, default=0)
        if name == "due":
            command.add_argument("--received", required=True, metavar="ISO")
    _catalog_files(group)
    for name in ("changes", "rollback", "verify"):
        command = _add(group, name, f"catalogue_files:{name}")
        if name == "rollback":
            command.add_argument(
                "--bundled", action="store_true", help="to the program's, if newer"
            )
    trust = _add(group, "trust", "catalogue_files:trust")
    trust.add_argument("file", metavar="FILE")
    untrust = _add(group, "untrust", "catalogue_files:untrust")
    untrust.add_argument("publisher", metavar="KEY_ID|NAME")
    page = _add(group, "page", "catalogue_counter:page")
    page.add_argument("code")
    page.add_argument("--situation", action="append", nargs="+", default=[])
    page.add_argument("--out", required=True, metavar="FILE.pdf")
    wanted = _add(group, "wanted", "catalogue_counter:wanted")
    wanted.add_argument("text", nargs="?", default="", metavar="TEXT")
    export = _add(group, "export", "catalogue_counter:export")
    export.add_argument("file", metavar="FILE.csv")
    _add(group, "touched", "catalogue_counter:touched")


def _catalog_files(group: _SubParsersAction[ArgumentParser]) -> None:
    receive = _add(group, "import", "catalogue_line:receive")
    receive.add_argument("file", nargs="?", default=None, metavar="FILE|ADDRESS")
    receive.add_argument("--from-line", action="store_true", help="from this desk's address")
    receive.add_argument("--check", action="store_true", help="show what it changes, take nothing")
    line = _add(group, "line", "catalogue_line:line")
    line.add_argument("--address", default=None, metavar="ADDRESS", help="empty: never any traffic")
    line.add_argument("--every", type=int, default=None, metavar="DAYS")
    line.add_argument("--checks", choices=("on", "off"), default=None)


def _forms(commands: _SubParsersAction[ArgumentParser]) -> None:
    group = _group(commands, "forms")
    _add(group, "list", "papers:list_forms")
    for name in ("show", "prefill", "check", "fill"):
        command = _add(group, name, f"papers:{name}")
        command.add_argument("form_id", metavar="ID")
        if name == "prefill":
            command.add_argument("--person", action="append", default=[], metavar="ROLE=PAYLOAD")
        if name != "show":
            command.add_argument("--answers", required=name != "prefill", metavar="FILE")
        if name == "fill":
            command.add_argument("--out", required=True, metavar="FILE")
            command.add_argument("--draft", action="store_true")
    lint = _add(group, "check-template", "papers:check_template")
    lint.add_argument("folder", metavar="DIR")
    lint.add_argument("--build", action="store_true", help="write template.docx first")


def _desk(commands: _SubParsersAction[ArgumentParser]) -> None:
    group = _group(commands, "desk")
    init = _add(group, "init", "centre:init")
    init.add_argument("--profile", metavar="FILE")
    _add(group, "show", "centre:show")
    trust = _add(group, "trust", "centre:trust")
    trust.add_argument("file", metavar="FILE")


def _dossier(commands: _SubParsersAction[ArgumentParser]) -> None:
    group = _group(commands, "dossier")
    new = _add(group, "new", "dossier:new")
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
    listing = _add(group, "list", "dossier:list_all")
    listing.add_argument("--limit", type=int, default=500)
    show = _add(group, "show", "dossier:show")
    show.add_argument("id", metavar="ID")
    papers = _add(group, "papers", "dossier:print_forms")
    papers.add_argument("id", metavar="ID")
    papers.add_argument("--out", required=True, metavar="FILE.pdf")
    search = _add(group, "search", "dossier:search")
    search.add_argument("text")
    do = _add(group, "do", "dossier:do")
    do.add_argument("id", metavar="ID")
    do.add_argument("action", choices=ACTIONS)
    do.add_argument("--code", metavar="CODE")
    do.add_argument("--reason", default="")


def _outbox(commands: _SubParsersAction[ArgumentParser]) -> None:
    group = _group(commands, "queue")
    _add(group, "list", "queue:list_rows")
    retry = _add(group, "retry", "queue:retry")
    retry.add_argument("id", metavar="ID")
    export = _add(group, "export", "queue:export")
    export.add_argument("folder", metavar="DIR")
    receive = _add(group, "import", "queue:receive")
    receive.add_argument("file", metavar="FILE")
    package = _group(commands, "package")
    verify = _add(package, "verify", "queue:verify_package_file")
    verify.add_argument("file", metavar="FILE")
    verify.add_argument("--key", metavar="FILE")
    sync = _group(commands, "sync")
    _add(sync, "once", "queue:sync_once")


def _support(commands: _SubParsersAction[ArgumentParser]) -> None:
    audit = _group(commands, "audit")
    _add(audit, "verify", "support:audit_verify")
    _add(commands, "doctor", "support:doctor")
    store = _group(commands, "store")
    _add(store, "tidy", "upkeep:tidy")
    _add(commands, "self-test", "demo:self_test")
    demo = _add(commands, "demo", "demo:demo")
    demo.add_argument("folder", metavar="DIR")
