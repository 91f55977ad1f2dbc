"""Which papers are written together: the file names only what the library and catalogue have."""

from __future__ import annotations

from datetime import date

import pytest

from catalog.catalogue import load_catalogue
from forms.library import load_library
from forms.schema import FormSchema, Sheet, Slot
from forms.together.companions import Companion, Repeatable, SharedLine, together
from forms.together.meaning import View, answers_from, facts_in

TODAY = date(2026, 11, 26)
KNOWN = together()


def schema(form_id: str) -> FormSchema:
    return load_library().get(form_id, TODAY)


@pytest.mark.parametrize("companion", KNOWN.companion, ids=lambda c: c.key)
def test_every_companion_is_a_form_with_these_roles_and_lines(companion: Companion) -> None:
    head = next(s.head for s in load_library().summaries() if s.head.id == companion.form)
    if head.sheet is Sheet.MISSING:  # its title is known: it is named, not made
        assert not companion.people
        assert not companion.answers
        return
    form = schema(companion.form)
    meant = {fact[0] for line in form.fields if (fact := View(form).fact_of(line))}
    assert set(companion.people) <= {role.key for role in form.roles} | meant
    for key, value in companion.answers.items():
        line = form.line(key)
        assert line is not None
        assert value in line.choices


@pytest.mark.parametrize("event", KNOWN.event, ids=lambda e: e.form)
def test_every_event_has_an_owner_and_a_requester_whom_all_share(event: Repeatable) -> None:
    form = schema(event.form)
    meant = {fact[0] for line in form.fields if (fact := View(form).fact_of(line))}
    assert event.owner in meant
    assert "requester" in meant
    assert all(form.line(key) is not None for key in event.lines)


@pytest.mark.parametrize("companion", KNOWN.companion, ids=lambda c: c.key)
def test_several_of_a_paper_can_be_told_apart(companion: Companion) -> None:
    roles = {role.key for role in schema(companion.form).roles}
    if companion.owner is not None:
        assert companion.several
        assert companion.owner in roles - set(companion.people)
    if companion.per_event:
        owners = {event.owner for event in KNOWN.event}
        assert companion.called_by is not None
        assert companion.people[companion.called_by] in owners
    assert "#" not in companion.key
    assert "@" not in companion.key


def test_what_the_office_writes_stands_for_no_paper_of_a_checklist() -> None:
    written_here = [c for c in KNOWN.companion if not c.is_handed_in]
    assert {c.form for c in written_here} == {
        "van_ban_de_nghi_xac_minh_tinh_trang_hon_nhan",
        "loi_chung_chung_thuc_ban_sao",
        "loi_chung_chung_thuc_chu_ky",
    }
    asked = {paper.form_id for entry in load_catalogue().all(TODAY) for paper in entry.papers}
    for companion in written_here:
        assert not companion.stands_for
        assert companion.form not in asked


@pytest.mark.parametrize("line", KNOWN.line, ids=lambda line: f"{line.form}-{line.key}")
def test_a_line_that_says_the_same_elsewhere_is_one_of_its_form(line: SharedLine) -> None:
    form = schema(line.form)
    found = form.line(line.key)
    assert found is not None
    assert found.slot is None
    meant = {fact[0] for other in form.fields if (fact := View(form).fact_of(other))}
    assert line.role in {role.key for role in form.roles} | meant
    assert View(form).fact_of(found) == (line.role, line.what)
    assert line.what in set(Slot) or sum(other.what == line.what for other in KNOWN.line) > 1


def test_keys_are_given_once() -> None:
    keys = [companion.key for companion in KNOWN.companion]
    assert len(set(keys)) == len(keys)


def test_every_name_of_a_paper_stands_in_a_checklist_and_every_procedure_exists() -> None:
    entries = load_catalogue().all(TODAY)
    names = {paper.name for entry in entries for paper in entry.papers if paper.use == "submit"}
    codes = {entry.code for entry in entries}
    for companion in KNOWN.companion:
        assert set(companion.stands_for) <= names
        assert set(companion.procedures) <= codes
        wanted = companion.stands_for or companion.procedures
        by_form = {p.form_id for entry in entries for p in entry.papers}
        assert wanted or companion.form in by_form


def test_the_date_of_a_paper_and_what_cannot_be_read_are_its_own() -> None:
    view = View(schema("tk_dang_ky_khai_sinh"))
    facts = facts_in(
        view, {"made_date": "2026-11-26", "requester_dob": "31/02/2026", "child_gender": "Nam"}
    )
    assert facts == {("child", "sex"): "Nam"}


def test_an_identity_line_gives_number_day_and_issuer() -> None:
    view = View(schema("tk_dang_ky_khai_sinh"))
    line = "Thẻ căn cước số 025190000222 do Bộ Công an cấp ngày 05/08/2024"
    facts = facts_in(view, {"mother_id": line})
    assert facts[("mother", "number")] == "025190000222"
    assert facts[("mother", "issue_date")] == "2024-08-05"
    assert facts[("mother", "issuer")] == "Bộ Công an"


def test_a_value_that_a_line_cannot_hold_is_not_carried_over() -> None:
    view = View(schema("giay_uy_quyen"))
    facts = {("principal", "issue_date"): "2021", ("principal", "full_name"): "LÊ LONG"}
    assert answers_from(view, facts, ()) == {"principal_name": "LÊ LONG"}
    assert answers_from(view, facts, {"principal_name"}) == {}
