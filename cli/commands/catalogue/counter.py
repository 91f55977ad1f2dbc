"""`catalog page …`, `wanted`, `export`: what the counter needs beside the answers."""

from __future__ import annotations

from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from base.clock import legal_date, to_iso
from base.files import write_atomic
from catalog.counter.notes import notes_on
from catalog.counter.standing import refuse_if_gone
from catalog.counter.wanted import ask_for, export_for_department, wanted_procedures
from catalog.situations import parse_situation
from cli.context import Context
from cli.output import Answer
from dossiers.consulting.citizen_sheet import citizen_sheet
from dossiers.workplace import open_workplace


def page(context: Context) -> Answer:
    """Write the A5 page that the citizen takes home."""
    from forms.pages import PageReader
    from forms.pdf import InProcessRenderer, render_form

    options, out = context.options, Path(context.options.out)
    with open_workplace(context.data_dir, clock=context.clock) as workplace:
        reference = workplace.reference
        today = legal_date(context.clock())
        procedure = reference.catalogue.get(options.code, today)
        refuse_if_gone(reference.catalogue, procedure, today)
        given = chain.from_iterable(options.situation)
        situation = parse_situation(given, reference.catalogue.questions, procedure)
        render = partial(render_form, InProcessRenderer(PageReader()))
        made = citizen_sheet(reference, render, options.code, situation, context.clock())
    write_atomic(out, made.pdf.data, what="phiếu hướng dẫn", mode=0o644)
    document = {
        "out": str(out),
        "pages": made.pdf.pages,
        "papers_left_out": made.papers_left_out,
        "hints_left_out": made.hints_left_out,
    }
    lines = [f"Đã ghi {out} ({made.pdf.pages} trang A5)."]
    if not made.is_whole:
        lines.append(
            f"Không đủ chỗ: thiếu {made.papers_left_out} giấy tờ, {made.hints_left_out} lưu ý; "
            "phiếu có ghi."
        )
    return Answer(document, tuple(lines))


def wanted(context: Context) -> Answer:
    """List what citizens asked for and the catalogue lacks; with a text, count it first."""
    with open_workplace(context.data_dir, clock=context.clock) as workplace:
        if context.options.text:
            author, moment = workplace.profile.clerk, context.clock()
            with workplace.store.transaction() as tx:
                ask_for(tx, context.options.text, author=author, moment=moment)
        with workplace.store.read() as tx:
            rows = wanted_procedures(tx)
    document: list[dict[str, Any]] = [
        {
            "said": row.said,
            "note": row.note,
            "asked": row.asked,
            "last_at": to_iso(row.last_at),
            "answered_by": row.answered_by,
        }
        for row in rows
    ]
    lines = (f"{row.asked:>4}  {row.said}  [{row.answered_by or 'chưa có'}]" for row in rows)
    return Answer(document, tuple(lines))


def export(context: Context) -> Answer:
    """Write notes and missing procedures as one CSV file for the department."""
    out = Path(context.options.file)
    with open_workplace(context.data_dir, clock=context.clock) as workplace:
        with workplace.store.read() as tx:
            notes, missing = notes_on(tx), wanted_procedures(tx)
        catalogue = workplace.reference.catalogue
        data = export_for_department(catalogue, notes, missing, context.clock())
    write_atomic(out, data, what="tệp xuất", mode=0o644)
    document = {"out": str(out), "notes": len(notes), "wanted": len(missing)}
    line = f"Đã xuất {len(notes)} ghi chú và {len(missing)} thủ tục còn thiếu vào {out}."
    return Answer(document, (line,))
