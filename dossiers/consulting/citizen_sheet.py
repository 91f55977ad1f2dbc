"""The citizen's A5 sheet as PDF: one page, its back for many papers; what did not fit is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from base.clock import legal_date
from catalog.counter.citizen_page import CitizenPage, PageLine, Visit, citizen_page
from catalog.situations import Situation
from dossiers.consulting.card import consult
from dossiers.reference import Reference
from forms.pdf import Pdf
from forms.schema import FormSchema

RenderForm = Callable[[FormSchema, Mapping[str, Any]], Pdf]
"""Fills and renders one form; it raises what `render_form` raises."""
CITIZEN_FORM = "phieu_huong_dan_thu_tuc"
SIDES = 2
"""A sheet has two; the back is used where papers would be left out otherwise."""
_FEW_HINTS = 2
_SHORT = 160


@dataclass(frozen=True, slots=True)
class CitizenSheet:
    """The page, and how many papers and hints it could not hold."""

    pdf: Pdf
    papers_left_out: int = 0
    hints_left_out: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether everything is on it."""
        return not self.papers_left_out and not self.hints_left_out


@dataclass(frozen=True, slots=True)
class _Cut:
    """How much of a page is printed; None = everything."""

    papers: int | None = None
    hints: int | None = None
    has_notes: bool = True
    is_short: bool = False


def citizen_sheet(
    reference: Reference,
    render: RenderForm,
    code: str,
    situation: Situation,
    moment: datetime,
) -> CitizenSheet:
    """Return the page of a procedure for a situation, on one A5 sheet.

    For one side first hints go, then remarks. Papers go over to the back; only what that does not
    hold either is left out, the last ones first, and counted on the page itself. Raises InputError
    CAT-01, and what rendering raises.
    """
    card = consult(reference, code, situation, moment)
    today = legal_date(moment)
    visit = Visit(card.procedure, situation, today, due_at=card.due.due_at)
    page = citizen_page(visit, reference.profile, card.catalogue_version)
    schema = reference.library.get(CITIZEN_FORM, today)
    return _fitted(render, schema, page)


def _fitted(render: RenderForm, schema: FormSchema, page: CitizenPage) -> CitizenSheet:
    """Return the fullest version that fits on one side with every paper, else on both."""

    def tried(cut: _Cut) -> CitizenSheet:
        return _sheet(render, schema, page, cut)

    whole = tried(_Cut())
    if whole.pdf.pages == 1:
        return whole
    versions = tuple(_with_every_paper(page))
    one_side = _fullest(versions[1:], 1, tried)
    if one_side is not None:
        return one_side
    if whole.pdf.pages <= SIDES:
        return whole
    found = _fullest((*versions[1:], *_with_fewer_papers(page)), SIDES, tried)
    return found if found is not None else whole


def _fullest(
    versions: Sequence[_Cut], sides: int, tried: Callable[[_Cut], CitizenSheet]
) -> CitizenSheet | None:
    """Return the first version that fits; the search halves the row, each try is a render."""
    found, low, high = tried(versions[-1]), 0, len(versions) - 1
    if found.pdf.pages > sides:
        return None
    while low < high:
        middle = (low + high) // 2
        made = tried(versions[middle])
        if made.pdf.pages <= sides:
            high, found = middle, made
        else:
            low = middle + 1
    return found


def _with_every_paper(page: CitizenPage) -> Iterator[_Cut]:
    """Yield versions from the fullest to the shortest; each is no longer than the one before."""
    yield _Cut()
    if len(page.hints) > _FEW_HINTS:
        yield _Cut(hints=_FEW_HINTS)
    yield _Cut(hints=0)
    yield _Cut(hints=0, has_notes=False)
    yield _Cut(hints=0, has_notes=False, is_short=True)


def _with_fewer_papers(page: CitizenPage) -> Iterator[_Cut]:
    for count in range(_count(page) - 1, -1, -1):
        yield _Cut(papers=count, hints=0, has_notes=False, is_short=True)


def _count(page: CitizenPage) -> int:
    return sum(map(len, _parts(page)))


def _parts(page: CitizenPage) -> tuple[tuple[PageLine, ...], ...]:
    """Return the papers in the order of keeping them: those for some cases are cut first."""
    return page.bring, page.show, page.fill_online, page.bring_in_case


def _sheet(render: RenderForm, schema: FormSchema, page: CitizenPage, cut: _Cut) -> CitizenSheet:
    papers = 0 if cut.papers is None else _count(page) - cut.papers
    hints = 0 if cut.hints is None else max(len(page.hints) - cut.hints, 0)
    answers = page_answers(_shortened(page, cut), papers, hints)
    return CitizenSheet(render(schema, answers), papers, hints)


def _shortened(page: CitizenPage, cut: _Cut) -> CitizenPage:
    left = _count(page) if cut.papers is None else cut.papers
    kept = []
    for lines in _parts(page):
        kept.append(lines[:left])
        left = max(left - len(lines), 0)
    if not cut.has_notes:
        kept = [tuple(replace(line, note="") for line in lines) for lines in kept]
    bring, show, fill_online, bring_in_case = kept
    return replace(
        page,
        bring=bring,
        bring_in_case=bring_in_case,
        show=show,
        fill_online=fill_online,
        hints=page.hints if cut.hints is None else page.hints[: cut.hints],
        result=_clipped(page.result) if cut.is_short else page.result,
    )


def page_answers(page: CitizenPage, papers_left_out: int, hints_left_out: int) -> dict[str, Any]:
    """Return the page as answers to its form; empty lines are left out."""
    answers: dict[str, Any] = {
        "centre": page.centre,
        "phone": page.phone,
        "hours": page.hours,
        "title": page.title,
        "code": page.code,
        "field": page.field,
        "where": page.where,
        "case_text": "; ".join(page.case_lines),
        "cautions": list(page.cautions),
        "bring": _rows(page.bring),
        "bring_in_case": _rows(page.bring_in_case),
        "left_out": _left_out(page, papers_left_out, hints_left_out),
        "show": _named(page.show),
        "fill_online": _named(page.fill_online),
        "not_needed": "; ".join(page.not_needed),
        "fee_lines": list(page.fee_lines),
        "time": page.time,
        "due": page.due,
        "result": page.result,
        "hints": list(page.hints),
        "printed_on": page.printed_on,
        "catalogue_version": page.catalogue_version,
    }
    return {key: value for key, value in answers.items() if value}


def _left_out(page: CitizenPage, papers: int, hints: int) -> str:
    parts = [f"{papers} giấy tờ"] if papers else []
    parts += [f"{hints} lưu ý"] if hints else []
    if not parts:
        return ""
    return (
        f"Còn {' và '.join(parts)} không đủ chỗ in ở đây: hỏi cán bộ một cửa, "
        f"hoặc xem mã {page.code} trên Cổng Dịch vụ công quốc gia."
    )


def _rows(lines: Sequence[PageLine]) -> list[dict[str, str]]:
    return [{"paper": _paper(line), "count": line.count} for line in lines]


def _named(lines: Sequence[PageLine]) -> list[str]:
    return [f"{_paper(line)} ({line.count})" for line in lines]


def _paper(line: PageLine) -> str:
    return f"{line.name.rstrip('.')}. {line.note}" if line.note else line.name


def _clipped(text: str) -> str:
    return text if len(text) <= _SHORT else text[: _SHORT - 1].rstrip() + "…"
