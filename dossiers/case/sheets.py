"""All papers of one case or dossier, in their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from base.clock import legal_date
from base.errors import InputError
from dossiers.reference import Reference
from exchange.records import DossierRecord
from forms.pages import PageReader
from forms.pdf import Pdf, PdfRenderer, render_form
from forms.schema import FormSchema, Sheet


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """One form with its answers, ready for paper."""

    schema: FormSchema
    answers: Mapping[str, Any] = field(repr=False)
    is_draft: bool = False  # something on it is still wrong: the paper says so

    @property
    def is_printed(self) -> bool:
        """Whether there is a sheet of it: some forms are filled on a portal only."""
        return self.schema.sheet in (Sheet.PAPER, Sheet.PREVIEW)


def sheets_of(reference: Reference, record: DossierRecord) -> tuple[FilledSheet, ...]:
    """Return the forms of a stored dossier in the versions in which they were filled in."""
    day = legal_date(datetime.fromisoformat(record.received_at))
    given = [(record.form_id, record.form_version, record.answers)] if record.form_id else []
    given += [(form.form_id, form.form_version, form.answers) for form in record.further]
    return tuple(
        FilledSheet(reference.library.kept(form_id or "", version, day), answers)
        for form_id, version, answers in given
    )


def printed_sheets(sheets: Sequence[FilledSheet]) -> list[FilledSheet]:
    """Return the sheets that are printed; InputError PAPERS-02 when there is none."""
    printed = [sheet for sheet in sheets if sheet.is_printed]
    if not printed:
        raise InputError(
            "PAPERS-02",
            "Hồ sơ này không có tờ khai in được tại đây.",
            "Tờ khai điện tử điền trên Cổng dịch vụ công; giấy khác dùng mẫu của đơn vị.",
        )
    return printed


def render_sheets(renderer: PdfRenderer, pages: PageReader, sheets: Sequence[FilledSheet]) -> Pdf:
    """Return one PDF of every sheet that is printed; InputError PAPERS-02 when there is none."""
    printed = printed_sheets(sheets)
    made = [render_form(renderer, s.schema, s.answers, draft=s.is_draft) for s in printed]
    return Pdf(pages.joined([pdf.data for pdf in made]), sum(pdf.pages for pdf in made))
