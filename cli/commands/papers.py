"""`forms …`: the library, prefill, rules, paper."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from base.clock import legal_date
from base.errors import InputError
from base.files import write_atomic
from citizens.installed_units import use_installed_units
from cli.context import Context, read_file, read_pairs, read_value
from cli.output import DONE, REFUSED, Answer, note
from forms.answers import load_answers_document
from forms.delivered.part import forms_notice, library_in_use
from forms.fill import fill_docx, refuse_without_paper
from forms.library import Library
from forms.prefill import FillContext, filled_answers
from forms.prefill import prefill as prefill_form
from forms.rules import refuse_on_errors
from forms.schema import FormSchema, Problem, Severity, Sheet
from forms.views import check_json, judge, prefill_json, schema_json, summaries_json

if TYPE_CHECKING:
    from catalog.calendar import WorkingCalendar
    from citizens.person import Person
    from desk.profile import CentreProfile

_REMARKS = MappingProxyType(
    {
        "paper": "",
        "preview": " (chỉ xem trước)",
        "electronic": " (tờ khai điện tử, không in)",
        "missing": " (chưa có mẫu)",
    }
)

_NO_PROFILE = Problem(
    "",
    "DESK-01",
    "Máy này chưa có hồ sơ trung tâm, các dòng lấy từ đó để trống. Khai báo đơn vị trong phần mềm, "
    "hoặc chạy: desk init --profile TỆP.",
    "Hồ sơ trung tâm",
    Severity.WARNING,
)


def list_forms(context: Context) -> Answer:
    """List the library."""
    rows = summaries_json(_library(context))
    return Answer(
        rows, tuple(f"{row['id']}  {row['title']}{_REMARKS[row['sheet']]}" for row in rows)
    )


def show(context: Context) -> Answer:
    """Show one schema."""
    schema = _schema(context)
    lines = [schema.title, schema.source]
    lines += [f"  {f.key}: {f.label}" for f in schema.fields]
    return Answer(schema_json(schema), tuple(lines))


def prefill(context: Context) -> Answer:
    """Fill answers as far as people and derivations give them."""
    schema = _schema(context)
    given = _answers(context) if context.options.answers else {}
    result = prefill_form(
        schema,
        people_of(context.options.person, schema),
        context=fill_context(context),
        answers=given,
    )
    lines = tuple(f"{key}: {value}" for key, value in result.answers.items())
    return Answer(prefill_json(result), lines)


def check(context: Context) -> Answer:
    """Check the rules of a form."""
    schema = _schema(context)
    centre = _centre(context)
    answers = _with_derived(centre, schema, _answers(context))
    problems = _judged(context, schema, answers)
    if _lacks_profile(context, centre):
        problems = (*problems, _NO_PROFILE)
    document = check_json(problems)
    lines = [f"{_at(p)}{p.message} ({p.code}; {p.basis})" for p in problems]
    return Answer(document, tuple(lines) or ("Đạt.",), DONE if document["ok"] else REFUSED)


def _at(problem: Problem) -> str:
    return f"{problem.pointer}: " if problem.pointer else ""


def fill(context: Context) -> Answer:
    """Write the paper as .docx or .pdf; refuses on errors unless `--draft`."""
    schema = _schema(context)
    refuse_without_paper(schema)
    answers = _with_derived(fill_context(context), schema, _answers(context))
    out = Path(context.options.out)
    if out.suffix.lower() not in {".docx", ".pdf"}:
        raise InputError(
            "CLI-07", "Tên tệp ra phải kết thúc bằng .docx hoặc .pdf.", "Sửa --out rồi làm lại."
        )
    if not context.options.draft:
        refuse_on_errors(_judged(context, schema, answers))
    if schema.sheet is Sheet.PREVIEW and out.suffix.lower() == ".docx":
        raise InputError(
            "FORM-15",
            f"“{schema.title}” chỉ xem trước được, không ghi thành tệp Word.",
            "Ghi thành tệp .pdf; bản chính do nơi có thẩm quyền lập.",
        )
    pages = write_paper(schema, answers, out, draft=context.options.draft)
    document = {"out": str(out), "pages": pages, "form_version": schema.version}
    return Answer(document, (f"Đã ghi {out} ({pages} trang).",))


def check_template(context: Context) -> Answer:
    """Lint a form folder; `--build` first writes its template.docx, if form.toml is good."""
    folder = Path(context.options.folder)
    if not folder.is_dir():
        raise InputError(
            "CLI-02", f"Không có thư mục {folder.name}.", "Kiểm tra tên thư mục biểu mẫu."
        )
    from forms.authoring.lint import lint_folder, rebuild  # docxtpl, the renderer: slow to load

    problems = (rebuild(folder) if context.options.build else ()) or lint_folder(folder)
    document = check_json(problems)
    lines = [f"{_weight(p)}{_at(p)}{p.message} ({p.code})" for p in problems]
    passed = ("Đạt.",) if document["ok"] else ()
    return Answer(document, (*lines, *passed), DONE if document["ok"] else REFUSED)


def _weight(problem: Problem) -> str:
    return "Cảnh báo, " if problem.severity is Severity.WARNING else ""


def write_paper(schema: FormSchema, answers: Mapping[str, Any], out: Path, *, draft: bool) -> int:
    """Render a form to a file and return its page count."""
    from forms.pages import PageReader  # the renderer costs 150 ms to load
    from forms.pdf import InProcessRenderer, render_form

    pdf = render_form(InProcessRenderer(PageReader()), schema, answers, draft=draft)
    is_pdf = out.suffix.lower() == ".pdf"
    data = pdf.data if is_pdf else fill_docx(schema, answers, draft=draft)
    write_atomic(out, data, what=f"tệp {out.name}")
    return pdf.pages


def fill_context(context: Context) -> FillContext:
    """Return the centre's share of a form; blank, with a word about it, without a profile."""
    centre = _centre(context)
    if _lacks_profile(context, centre):
        note(_NO_PROFILE.message)
    return centre


def _centre(context: Context) -> FillContext:
    """Return the centre's share of a form; blank where no profile is stored."""
    today = legal_date(context.clock())
    profile = _profile(context) if context.data_dir.store_file.exists() else None
    if profile is None:
        return FillContext(authority="", place="", today=today)
    return FillContext.at_centre(profile, today)


def _profile(context: Context) -> CentreProfile | None:
    from desk.centre import load_profile
    from dossiers.workplace import open_desk_store

    store = open_desk_store(context.data_dir, clock=context.clock)
    try:
        with store.read() as tx:
            return load_profile(tx)
    finally:
        store.close()


def _lacks_profile(context: Context, centre: FillContext) -> bool:
    """Whether this desk is set up, but has not said yet which centre it is."""
    return centre.profile is None and context.data_dir.store_file.exists()


def people_of(texts: list[str], schema: FormSchema | None) -> dict[str, Person]:
    """Return ROLE=PAYLOAD options as people. Raises InputError for one that is none."""
    return people_in(read_pairs(texts, "--person"), schema)


def people_in(payloads: Mapping[str, str], schema: FormSchema | None) -> dict[str, Person]:
    """Return payloads by role as people. Raises InputError CLI-08, CLI-09 or of a bad payload."""
    from citizens.payloads import read_payload  # every kind of card and code: 25 ms

    people = {}
    for role, payload in payloads.items():
        roles = {r.key for r in schema.roles} | {"applicant", "submitter"} if schema else {role}
        if role not in roles:
            raise InputError(
                "CLI-08",
                f"Biểu mẫu này không có vai “{role}”.",
                f"Dùng một trong: {', '.join(sorted(roles))}.",
            )
        reading = read_payload(read_value(payload))
        if reading.error is not None:
            raise reading.error
        if reading.person is None:
            raise InputError(
                "CLI-09",
                "Mã này không phải là thẻ của một người.",
                "Quét thẻ căn cước, hoặc nhập tay (F4).",
                detail=reading.kind.value,
            )
        people[role] = reading.person
    return people


def _library(context: Context) -> Library:
    """Return the forms in use; why the installed ones are not used goes to stderr."""
    if said := forms_notice(context.data_dir):
        note(said)
    use_installed_units(context.data_dir)
    return library_in_use(context.data_dir)


def _schema(context: Context) -> FormSchema:
    return _library(context).get(context.options.form_id, legal_date(context.clock()))


def _answers(context: Context) -> dict[str, Any]:
    return load_answers_document(read_file(context.options.answers))


def _judged(
    context: Context, schema: FormSchema, answers: Mapping[str, Any]
) -> tuple[Problem, ...]:
    """Return what is wrong on a sheet, also with a day that it promises to a citizen."""
    from dossiers.handouts.promised import promises_a_day, with_promised_days

    found = judge(schema, answers, today=legal_date(context.clock()))
    if not promises_a_day(schema):
        return found
    return with_promised_days(schema, answers, found, _calendar(context))


def _calendar(context: Context) -> WorkingCalendar:
    """Return the centre's calendar; the delivered one where no store is."""
    if not context.data_dir.store_file.exists():
        from catalog.calendar import WorkingCalendar

        return WorkingCalendar.load()
    from catalog.catalogue import load_catalogue
    from catalog.dates.centre_calendar import load_calendar

    return load_calendar(context.data_dir, load_catalogue(context.data_dir))


def _with_derived(
    centre: FillContext, schema: FormSchema, answers: dict[str, Any]
) -> Mapping[str, Any]:
    """Add what nobody types: the date in words, the place, the name under the signature."""
    return filled_answers(schema, {}, context=centre, answers=answers)
