"""`catalog search …`, `show`, `checklist`, `fee`: procedures, papers and what they cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from base.clock import legal_date
from base.errors import InputError
from base.text import fold
from base.usage import UsageError
from catalog.bundle.wording import CONFIDENCE_WORDS, STATUS_WORDS, paper_words
from catalog.catalogue import Catalogue
from catalog.checklist import IF_IN_CASE, NO_DATA, NOTHING, Checklist, checklist_for
from catalog.counter.notes import notes_on, search_with_notes
from catalog.counter.standing import standing_lines
from catalog.fees import Fee, fee_for
from catalog.papers.conditions import states_its_case
from catalog.papers.replaced import is_told
from catalog.procedure import PaperSpec, Procedure
from catalog.search.engine import COMMUNE, Hit, Only, is_anything_sure
from catalog.search.words import TOO_LONG, is_read_whole
from catalog.situations import MOST, NUMBER_STEP, questions_for
from catalog.storage import LocalNote
from catalog.views import (
    checklist_to_json,
    fee_to_json,
    hits_to_json,
    procedure_to_json,
    standing_to_json,
)
from cli.commands.catalogue.case import catalogue_in_use, procedure_asked, situation_given
from cli.context import Context
from cli.output import Answer, note

_UNKNOWN = "chưa có dữ liệu, xem Cổng DVCQG"
_USES = {"show": "xuất trình, không thu", "online": "khai trực tuyến"}
_COMMUNE_WORDS = frozenset({COMMUNE, "xa", "cap xa", "ubnd xa", "ubnd cap xa"})
_MOST_NAMED = 8


def search(context: Context) -> Answer:
    """Find procedures; without a text, list those of a field or an agency."""
    today, options = legal_date(context.clock()), context.options
    catalogue = catalogue_in_use(context)
    only = _only(context, catalogue, today)
    if options.query:
        hits = _found(context, catalogue, only, today)
    elif only != Only():
        hits = _listed(catalogue, only, today)[: options.limit]
    else:
        next_step = "Xem cách dùng: main.py catalog search --help."
        raise UsageError("CLI-20", "Lệnh thiếu: query (hoặc --field, --agency).", next_step)
    if not is_read_whole(options.query):
        note(TOO_LONG)
    if hits and not is_anything_sure(hits):
        note("Có thể không phải các thủ tục này; danh mục có thể chưa có.")
    rows = [{**row, "score": round(row["score"], 3)} for row in hits_to_json(hits)]
    return Answer(rows, tuple(map(_hit_line, rows)))


def show(context: Context) -> Answer:
    """Show one procedure in the version in force on a day."""
    catalogue = catalogue_in_use(context)
    procedure, day = procedure_asked(context, catalogue)
    lines = [f"{procedure.code}  {procedure.name}"]
    lines += standing_lines(catalogue, procedure, day)
    lines.append(f"Lĩnh vực: {procedure.field}. Cấp thực hiện: {procedure.level}")
    if procedure.vertical_agency:
        lines.append(f"Nơi nhận: {procedure.vertical_agency}; không phải thủ tục của UBND xã.")
    lines += [f"Thời hạn: {procedure.time_limit.text or _UNKNOWN}"]
    lines += [f"Phí, lệ phí: {procedure.fee_text or _UNKNOWN}"]
    lines += [f"Kết quả: {procedure.result or _UNKNOWN}"]
    lines += _every_paper(procedure)
    lines += _titled("Căn cứ pháp lý:", procedure.legal_basis)
    confidence = CONFIDENCE_WORDS[procedure.confidence]
    lines += [f"Nguồn: {procedure.source} (độ tin cậy: {confidence})"]
    return Answer(procedure_to_json(procedure), tuple(lines))


def checklist(context: Context) -> Answer:
    """List the papers for a case."""
    catalogue = catalogue_in_use(context)
    procedure, day = procedure_asked(context, catalogue)
    result = checklist_for(procedure, situation_given(context, catalogue, procedure))
    lines = [*standing_lines(catalogue, procedure, day), *_paper_lines(result)]
    lines += [f"Không phải nộp (cơ quan tự tra cứu): {name}" for name in result.looked_up]
    lines += _replaced_lines(result)
    lines += [f"Lưu ý: {hint.text}" for hint in result.hints]
    return Answer({**checklist_to_json(result), **standing_to_json(procedure)}, tuple(lines))


def fee(context: Context) -> Answer:
    """Say what a case costs."""
    catalogue = catalogue_in_use(context)
    procedure, day = procedure_asked(context, catalogue)
    options, situation = context.options, situation_given(context, catalogue, procedure)
    copies, pages = _counted(options.copies, "--copies"), _counted(options.pages, "--pages")
    result = fee_for(procedure, situation, copies=copies, pages=pages, on=day)
    lines = [*standing_lines(catalogue, procedure, day)]
    lines += [f"- {item.name}: {item.amount_words} ({item.basis})" for item in result.items]
    if result.items:
        lines.append(f"Cộng: {result.total_words}")
    lines += [*result.warnings, *_ask_lines(procedure, result)]
    return Answer({**fee_to_json(result), **standing_to_json(procedure)}, tuple(lines))


def _found(context: Context, catalogue: Catalogue, only: Only, today: date) -> list[Hit]:
    options = context.options
    if not options.notes:
        return catalogue.search(options.query, options.limit, on=today, only=only)
    notes = _notes(context)
    return search_with_notes(
        catalogue, notes, options.query, on=today, limit=options.limit, only=only
    )


def _listed(catalogue: Catalogue, only: Only, today: date) -> list[Hit]:
    """Return what a filter lets through and is still taken in, by name."""
    entries = [e for e in catalogue.entries_on(today) if only.admits(e) and not e.is_gone(today)]
    entries.sort(key=lambda entry: entry.name)
    return [Hit(catalogue.get(entry.code, today), 0.0, "trong bộ lọc") for entry in entries]


def _notes(context: Context) -> tuple[LocalNote, ...]:
    from dossiers.workplace import open_desk_store  # only --notes opens the store

    with open_desk_store(context.data_dir, clock=context.clock) as store, store.read() as tx:
        return notes_on(tx)


def _only(context: Context, catalogue: Catalogue, today: date) -> Only:
    field, agency = context.options.field, context.options.agency
    entries = catalogue.entries_on(today)
    if field is not None:
        field = _one_of(field, {entry.field for entry in entries}, "lĩnh vực")
    if agency is not None and fold(agency) in _COMMUNE_WORDS:
        agency = COMMUNE
    elif agency is not None:
        agencies = {entry.vertical_agency for entry in entries if entry.vertical_agency}
        agency = _one_of(agency, agencies, "cơ quan")
    return Only(field=field, agency=agency)


def _one_of(text: str, names: set[str], what: str) -> str:
    """Return the name that is meant, typed with or without marks, whole or in part.

    Raises InputError CAT-06 where none or several are.
    """
    wanted = fold(text).strip()
    same = [name for name in names if fold(name) == wanted]
    found = same or sorted(name for name in names if wanted in fold(name))
    if len(found) == 1:
        return found[0]
    near = found or sorted(names)
    more = f" … (tất cả {len(near)})" if len(near) > _MOST_NAMED else ""
    said = f"Có {len(found)} {what} khớp với “{text}”." if found else f"Không có {what} “{text}”."
    raise InputError("CAT-06", said, f"Ghi rõ một trong: {'; '.join(near[:_MOST_NAMED])}{more}.")


def _every_paper(procedure: Procedure) -> Iterator[str]:
    """Yield the papers of all cases with use and case; what is looked up is not to be brought."""
    asked = [paper for paper in procedure.papers if paper.use != "lookup"]
    looked_up = [paper for paper in procedure.papers if paper.use == "lookup"]
    if not procedure.papers:
        yield f"Thành phần hồ sơ: {_UNKNOWN}"
    if asked:
        yield f"Thành phần hồ sơ (từng trường hợp: catalog checklist {procedure.code}):"
        yield from (f"- {paper.name} ({_how(paper, procedure)})" for paper in asked)
    names = dict.fromkeys(paper.name for paper in looked_up)
    yield from _titled("Cơ quan tự tra cứu, không phải nộp:", tuple(names))
    replaced = [line for line in procedure.data_replaced if line not in names]
    yield from _titled("Được thay bằng dữ liệu, không phải nộp:", replaced)


def _how(paper: PaperSpec, procedure: Procedure) -> str:
    words = paper_words(paper, procedure)
    if paper.use == "submit" and (paper.conditional or states_its_case(paper.name)):
        words = words.replace("phải nộp", f"nộp {IF_IN_CASE}", 1)
    return words


def _titled(title: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield title
        yield from (f"- {item}" for item in items)


def _hit_line(row: dict[str, Any]) -> str:
    agency = (row["agency"] or "").partition(" (")[0]
    line = f"{row['code']}  {row['name']}  [{row['field']}{'; ' + agency if agency else ''}]"
    if row["status"] == "current":
        return line
    instead = f", dùng {', '.join(row['replaced_by'])}" if row["replaced_by"] else ""
    return f"{line}  ({STATUS_WORDS[row['status']]}{instead})"


def _paper_lines(checklist: Checklist) -> Iterator[str]:
    """Yield the papers, and why there are none: unknown, still open, or none to be read."""
    for paper in checklist.papers:
        mark = IF_IN_CASE if paper.is_conditional else _USES.get(paper.use)
        yield f"- {paper.name}" + (f" ({mark})" if mark else "")
        yield from (f"    + {option}" for option in paper.options)
        if note_of_paper := paper.why.partition(". ")[2]:
            yield f"    {note_of_paper}"
    if not checklist.known:
        yield NO_DATA
    elif not checklist.papers and not checklist.undecided:
        yield NOTHING
    for question in checklist.deciding:
        more = "đủ danh sách" if checklist.papers else "danh sách"
        yield f"Trả lời câu hỏi “{question.text}” để có {more}:"
        yield from (f"    {question.key}={c.value}  {c.label}" for c in question.choices)


def _replaced_lines(checklist: Checklist) -> Iterator[str]:
    """Yield what databases replace, where it is not among what the office looks up already."""
    for line in checklist.replaced:
        paper, _, database = (part.strip() for part in line.partition("←"))
        source = f" (khi khai thác được từ {database})" if database else ""
        if not is_told(paper, checklist.looked_up):
            yield f"Cơ quan tự tra cứu, không phải nộp: {paper}{source}"


def _ask_lines(procedure: Procedure, result: Fee) -> Iterator[str]:
    texts = {question.key: question.text for question in questions_for(procedure)}
    for key in result.asks:
        option = f"--situation {key}=N" if key == "people" else f"--{key} N"
        yield f"Cần biết: {texts.get(key, key)} ({option})"


def _counted(number: int, option: str) -> int:
    """Return a count that was typed; InputError CAT-04 for one that cannot be."""
    if not 0 <= number <= MOST:
        raise InputError(
            "CAT-04",
            f"Số ghi ở {option} không hợp lý.",
            NUMBER_STEP,
        )
    return number
