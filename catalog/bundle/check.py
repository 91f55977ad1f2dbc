"""Whether the files of a catalogue are whole and agree, before they are signed or installed."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from base.errors import FieldProblem, InputError
from catalog.bundle.check_procedures import (
    problems_of,
    rate_problems,
    reference_problems,
    version_problems,
)
from catalog.calendar import CalendarFile, WorkingCalendar
from catalog.catalogue import PROVINCE, ProvinceFees
from catalog.content import (
    CALENDAR,
    CATALOGUE,
    SINGLE_FILES,
    SITUATIONS,
    SYNONYMS,
    USAGE,
    WORKFLOWS,
    Content,
    procedure_files,
)
from catalog.counter.workflow import Workflow, read_workflows
from catalog.index import CatalogueMeta, UsageFile, Weight
from catalog.procedure import Procedure
from catalog.search.synonyms import SynonymFile, Synonyms, WordGroup
from catalog.situations import Questions, split_text

_MOST_SHOWN = 50
_DAY_KINDS = frozenset({"holiday", "substitute", "swap_off", "swap_work"})

Problems = Iterator[FieldProblem]


@dataclass(frozen=True, slots=True)
class _Read:
    """What all files say together."""

    content: Content
    questions: Questions
    by_code: Mapping[str, tuple[Procedure, ...]]


def check_content(content: Content, version: str) -> None:
    """Raise InputError CAT-11 with one FieldProblem per mistake unless everything fits."""
    refuse(list(content_problems(content, version)))


def refuse(problems: Sequence[FieldProblem]) -> None:
    """Raise InputError CAT-11 when there are problems."""
    if problems:
        raise InputError(
            "CAT-11",
            f"Danh mục có {len(problems)} chỗ chưa đúng nên không được dùng.",
            "Sửa các chỗ được nêu rồi lập lại tệp; danh mục đang dùng vẫn giữ nguyên.",
            detail=f"{problems[0].pointer}: {problems[0].message}",
            fields=tuple(problems[:_MOST_SHOWN]),
        )


def content_problems(content: Content, version: str) -> Problems:
    """Yield every mistake in the files of a catalogue that calls itself `version`."""
    found = [*_missing(content)]
    found = found or [*_undecodable(content)]
    if found:
        yield from found
        return
    meta = msgspec.json.decode(content.read(CATALOGUE), type=CatalogueMeta)
    if meta.version != version:
        yield _problem(CATALOGUE, f"phiên bản {meta.version}, tệp ký ghi {version}")
    for name in content.names():
        yield from _text_problems(name, content.read(name))
    read = _Read(content, Questions.read(content.read(SITUATIONS)), _by_code(content))
    yield from _procedure_problems(read)
    yield from _province_problems(read)
    yield from _calendar_problems(read)
    yield from _reference_problems(read)
    yield from _double_problems(content)
    yield from _question_problems(read)


def _missing(content: Content) -> Problems:
    names = set(content.names())
    for name in (*SINGLE_FILES, f"provinces/{PROVINCE}.json"):
        if name not in names:
            yield _problem(name, "thiếu tệp này")
    if not procedure_files(content):
        yield _problem("procedures", "không có thủ tục nào")


def _undecodable(content: Content) -> Problems:
    """Yield one problem per file that has another shape than this program reads."""
    readers: dict[str, Callable[[bytes], object]] = {
        CATALOGUE: lambda data: msgspec.json.decode(data, type=CatalogueMeta),
        CALENDAR: WorkingCalendar.read,
        SITUATIONS: Questions.read,
        SYNONYMS: Synonyms.read,
        USAGE: lambda data: msgspec.json.decode(data, type=UsageFile),
        WORKFLOWS: lambda _: read_workflows(content),
    }
    for name in content.names():
        reader = readers.get(name) or (_province if name.startswith("provinces/") else _procedures)
        try:
            reader(content.read(name))
        except ValueError as error:
            yield _problem(name, f"không đúng cấu trúc ({error})")


def _procedures(data: bytes) -> list[Procedure]:
    return msgspec.json.decode(data, type=list[Procedure])


def _province(data: bytes) -> ProvinceFees:
    return msgspec.json.decode(data, type=ProvinceFees)


def _by_code(content: Content) -> Mapping[str, tuple[Procedure, ...]]:
    found: dict[str, tuple[Procedure, ...]] = {}
    for name in procedure_files(content):
        for procedure in _procedures(content.read(name)):
            found[procedure.code] = (*found.get(procedure.code, ()), procedure)
    return found


def _text_problems(name: str, data: bytes) -> Problems:
    text = data.decode("utf-8")
    if not unicodedata.is_normalized("NFC", text):
        yield _problem(name, "chữ chưa ở dạng dựng sẵn (NFC)")
    if any(unicodedata.category(c) == "Cf" for c in set(text)):
        yield _problem(name, "có ký tự ẩn")


def _procedure_problems(read: _Read) -> Problems:
    for name in procedure_files(read.content):
        if len({p.field for p in _procedures(read.content.read(name))}) > 1:
            yield _problem(name, "một tệp chỉ chứa một lĩnh vực")
    for versions in read.by_code.values():
        for procedure in versions:
            for place, text in problems_of(procedure, read.questions):
                yield _problem(place_of(procedure, place), text)
        for procedure, text in version_problems(versions):
            yield _problem(place_of(procedure, "valid_from"), text)
    for procedure, text in reference_problems(read.by_code):
        yield _problem(place_of(procedure, "replaced_by"), text)


def place_of(procedure: Procedure, inside: str = "") -> str:
    """Return where a problem is: the procedure by code and first day, and the place inside it."""
    begins = f"@{procedure.valid_from}" if procedure.valid_from else ""
    return f"procedures/{procedure.code}{begins}" + (f"/{inside}" if inside else "")


def _province_problems(read: _Read) -> Problems:
    for name in read.content.names():
        if not name.startswith("provinces/"):
            continue
        for index, own in enumerate(_province(read.content.read(name)).rates):
            at = f"{name}/rates/{index}"
            if own.procedure not in read.by_code:
                yield _problem(f"{at}/code", f"không có thủ tục {own.procedure}")
            for place, text in rate_problems(own.rate):
                yield _problem(f"{at}{place}", f"{own.procedure}: {text}")


def _calendar_problems(read: _Read) -> Problems:
    file = msgspec.json.decode(read.content.read(CALENDAR), type=CalendarFile)
    seen = set()
    for day in file.days:
        if day.kind not in _DAY_KINDS:
            yield _problem(
                f"{CALENDAR}/days/{day.date}/kind", f"{day.date}: loại ngày “{day.kind}” không có"
            )
        if day.date in seen:
            yield _problem(f"{CALENDAR}/days/{day.date}/date", f"{day.date}: ghi hai lần")
        seen.add(day.date)


def _reference_problems(read: _Read) -> Problems:
    """Yield codes that synonyms, usage and workflows name but the catalogue does not have."""
    content = read.content
    phrases = msgspec.json.decode(content.read(SYNONYMS), type=SynonymFile).phrases
    usage = msgspec.json.decode(content.read(USAGE), type=UsageFile).by_code
    named = [
        (f"{SYNONYMS}/phrases/{index}/codes", code)
        for index, phrase in enumerate(phrases)
        for code in phrase.codes
    ]
    named += [(f"{USAGE}/weights/{code}/code", code) for code in usage]
    workflows = read_workflows(content)
    every: tuple[Workflow, ...] = (workflows.default, *workflows.workflows)
    named += [
        (f"{WORKFLOWS}/{workflow.name}/codes", code)
        for workflow in every
        for code in workflow.codes
    ]
    for name, code in named:
        if code not in read.by_code:
            yield _problem(name, f"không có thủ tục {code}")
    for workflow in every:
        if not workflow.steps or any(step.share <= 0 for step in workflow.steps):
            text = f"“{workflow.name}”: mỗi bước phải có tỷ lệ lớn hơn 0"
            yield _problem(f"{WORKFLOWS}/{workflow.name}", text)


def _question_problems(read: _Read) -> Problems:
    """Yield words for a single procedure without its code; another catalogue may lack it."""
    for key, spec in read.questions.specs.items():
        for line in spec.texts:
            code, _ = split_text(line)
            if not code:
                text = f"{key}: “{line}” phải ghi dạng mã thủ tục: câu hỏi"
                yield _problem(f"{SITUATIONS}/{key}/texts", text)


def _double_problems(content: Content) -> Problems:
    """Yield what a list names twice: only one of the two would count."""
    usage = msgspec.json.decode(content.read(USAGE), type=UsageFile).weights
    file = msgspec.json.decode(content.read(SYNONYMS), type=SynonymFile)
    listed = [(f"{USAGE}/weights", own.code) for own in usage if isinstance(own, Weight)]
    for groups in (file.classes, file.abbreviations):
        listed += [(f"{SYNONYMS}/words", own.name) for own in groups if isinstance(own, WordGroup)]
    for (name, what), times in Counter(listed).items():
        if times > 1:
            yield _problem(f"{name}/{what}", f"“{what}” ghi hai lần")


def _problem(name: str, message: str) -> FieldProblem:
    return FieldProblem(f"/{name}", "CAT-11", message)
