"""A catalogue file is looked at, put into use, taken back; open dossiers keep their version."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from base.clock import legal_date, local, parse_moment
from base.errors import InputError
from catalog.bundle.publishers import Publisher, forget_publisher, trust_publisher
from catalog.calendar import CentreDay, CentreTable
from catalog.dates.centre_calendar import save_centre_table
from dossiers.acceptance import take_in, void
from dossiers.consulting.catalogue_file import (
    catalogue_in_use,
    go_back,
    look_at_file,
    recent_changes,
    use_file,
)
from dossiers.dossier import DossierState
from dossiers.draft import IntakeDraft
from dossiers.handouts.slip import slip_answers
from dossiers.register import open_dossier
from dossiers.storage import dossier_rows
from dossiers.workplace import Workplace, workplace_of
from exchange.keys import key_id, signing_public
from exchange.records import Party
from tests.conftest import BIRTH, BIRTH_FORM, MORNING
from tests.unit.catalog.bundle import made

Answers = Callable[..., dict[str, Any]]
NAME = "Sở Tư pháp (mẫu)"
SLOWER = "09 ngày làm việc"


def dearer(found: made.Files) -> None:
    """Change what a certified copy costs."""
    made.procedure(found, made.COPY)["fees"][0]["amount_vnd"] = 3000


def slower(found: made.Files) -> None:
    """Give certified copies another time limit, in a version of its own."""
    changed = made.procedure(found, made.COPY)
    changed["time_limit"] = {"working_days": 9}
    changed["version"] = "2026.12.01"


@pytest.fixture
def trusting(workplace: Workplace) -> Workplace:
    publisher = Publisher(
        name=NAME, signing_key=signing_public(made.signing_key()), issued_at=MORNING
    )
    with workplace.store.transaction() as tx:
        trust_publisher(tx, publisher, parse_moment(MORNING))
    return workplace


def certify(workplace: Workplace) -> str:
    """Take in a request for certified copies."""
    party = Party(full_name="NGUYỄN THỊ LAN", personal_number="025190000222")
    return take_in(workplace, IntakeDraft(made.COPY, applicant=party, submitter=party)).row.id


def test_a_file_is_looked_at_before_anything_is_written(trusting: Workplace) -> None:
    dossier = certify(trusting)
    file = look_at_file(trusting, made.signed("2026.12.01", dearer))
    assert (file.version, file.publisher, file.claimed) == ("2026.12.01", NAME, "")
    assert file.key_id == key_id(signing_public(made.signing_key()))
    changed = {c.code: c for c in file.looked.changes.changed}
    assert any("3.000 đ" in line for line in changed[made.COPY].lines)
    assert dossier in [t.id for t in file.looked.touched]
    assert catalogue_in_use(trusting).kind == "bundled"


def test_a_file_of_a_stranger_is_refused(workplace: Workplace) -> None:
    with pytest.raises(InputError) as caught:
        look_at_file(workplace, made.signed())
    assert caught.value.code == "SIGN-04"


def test_use_gives_the_reference_by_which_new_cases_are_judged(trusting: Workplace) -> None:
    before = trusting.reference.catalogue.version
    done = use_file(trusting, made.signed("2026.12.01", dearer))
    assert done.reference.catalogue.version == "2026.12.01"
    assert (done.in_use.kind, done.in_use.publisher, done.in_use.can_go_back) == (
        "installed", NAME, True,
    )  # fmt: skip
    back = go_back(trusting)
    assert back.reference.catalogue.version == before
    assert not back.in_use.can_go_back
    with trusting.store.read() as tx:
        rows = tx.execute("SELECT kind FROM store_audit ORDER BY rowid")
        kinds = [row["kind"] for row in rows]
    assert kinds[-2:] == ["catalogue_installed", "catalogue_rolled_back"]


def test_a_dossier_keeps_the_version_of_its_reception(trusting: Workplace) -> None:
    dossier = certify(trusting)
    kept = trusting.reference.catalogue.get(made.COPY, trusting.reference.catalogue.status_date)
    done = use_file(trusting, made.signed("2026.12.01", dearer))
    found = next(t for t in done.looked.touched if t.id == dossier)
    assert found.kept_version == (kept.version or trusting.reference.catalogue.version)
    assert found.procedure_code == made.COPY


def test_a_slip_printed_later_says_the_time_limit_of_the_reception(trusting: Workplace) -> None:
    dossier = certify(trusting)
    said = slip_answers(trusting, open_dossier(trusting, dossier))["statutory_time"]
    use_file(trusting, made.signed("2026.12.01", slower))
    later = workplace_of(trusting.store, clock=trusting.clock)
    assert slip_answers(later, open_dossier(later, certify(later)))["statutory_time"] == SLOWER
    assert said != SLOWER
    assert slip_answers(later, open_dossier(later, dossier))["statutory_time"] == said


def test_only_open_dossiers_of_changed_procedures_are_touched(
    trusting: Workplace, birth_answers: Answers
) -> None:
    kept = certify(trusting)
    taken_back, returned = certify(trusting), certify(trusting)
    void(trusting, taken_back, "nhầm")
    with trusting.store.transaction() as tx:
        dossier_rows.set_state(tx, returned, DossierState.RETURNED)
    draft = IntakeDraft(BIRTH, form_id=BIRTH_FORM, answers=birth_answers())
    birth = take_in(trusting, draft).row.id

    use_file(trusting, made.signed("2026.12.01"))  # births are not in this catalogue
    done = use_file(trusting, made.signed("2026.12.02", dearer))
    assert done.looked.changes.codes == {made.COPY}
    assert {t.id for t in done.looked.touched} == {kept, birth}
    told = {t.id: t for t in recent_changes(trusting).touched}
    assert set(told) == {kept, birth}
    assert "Không còn trong danh mục" in told[birth].lines[0]
    assert told[birth].procedure_name.startswith("Thủ tục đăng ký khai sinh")


def test_a_dossier_is_held_against_its_own_version_however_many_files_came(
    trusting: Workplace,
) -> None:
    dossier = certify(trusting)
    use_file(trusting, made.signed("2026.12.01", slower))
    done = use_file(trusting, made.signed("2026.12.02", slower))  # says nothing new
    assert done.looked.changes.is_empty
    (touched,) = done.looked.touched
    assert touched.id == dossier
    assert any(SLOWER in line for line in touched.lines)
    later = certify(workplace_of(trusting.store, clock=trusting.clock))
    assert [t.id for t in recent_changes(trusting).touched] == [dossier] != [later]


def test_a_promised_day_that_becomes_a_day_off_is_told_with_the_next_working_day(
    trusting: Workplace,
) -> None:
    dossier = certify(trusting)
    due = open_dossier(trusting, dossier).row.due_at
    assert due is not None
    day = legal_date(due)

    def swapped(found: made.Files) -> None:
        found["calendar.json"]["days"].append(
            {"date": day.isoformat(), "kind": "swap_off", "name": "Nghỉ hoán đổi", "basis": "B",
             "certainty": "announced"}
        )  # fmt: skip

    data = made.signed("2026.12.01", swapped)
    moved = {t.id: t for t in look_at_file(trusting, data).looked.touched}[dossier]
    use_file(trusting, data)
    use_file(trusting, made.signed("2026.12.02", swapped))
    (again,) = [t for t in recent_changes(trusting).touched if t.day_off]
    assert (again.id, again.day_off, again.lines) == (dossier, "Nghỉ hoán đổi", ())
    assert moved.move_to == again.move_to
    assert again.move_to is not None
    assert local(again.move_to).time() == local(due).time()
    following = trusting.reference.calendar.next_working_day(day)
    assert legal_date(again.move_to) == following
    assert f"hẹn lại {local(due):%H:%M} {following:%d/%m/%Y}, báo cho người nộp" in again.advice


def test_the_centre_s_own_day_off_is_told_without_any_file(workplace: Workplace) -> None:
    dossier, waiting = certify(workplace), certify(workplace)
    with workplace.store.transaction() as tx:
        dossier_rows.set_state(tx, waiting, DossierState.SUPPLEMENT_REQUESTED)
    day = legal_date(open_dossier(workplace, dossier).row.due_at or workplace.clock())
    assert recent_changes(workplace).touched == ()
    closed = CentreDay(date=day, kind="off", name="Mất điện", clerk="")
    table = CentreTable(days=(closed,))
    save_centre_table(workplace.store.data_dir, table, workplace.clock())
    (touched,) = recent_changes(workplace).touched  # the clock of the other one stands
    assert (touched.id, touched.day_off) == (dossier, "Mất điện")


def test_names_stay_out_of_what_is_logged(trusting: Workplace) -> None:
    certify(trusting)
    file = look_at_file(trusting, made.signed("2026.12.01", dearer))
    assert "LAN" not in repr(file.looked.touched)


def test_the_name_of_the_key_is_told_and_when_it_is_trusted_no_longer(workplace: Workplace) -> None:
    key = signing_public(made.signing_key())
    stranger = Publisher(name="Kẻ lạ", signing_key=key, issued_at=MORNING)
    with workplace.store.transaction() as tx:
        trust_publisher(tx, stranger, parse_moment(MORNING))
    file = look_at_file(workplace, made.signed())
    assert (file.publisher, file.claimed) == ("Kẻ lạ", NAME)
    in_use = use_file(workplace, file.data).in_use
    assert (in_use.publisher, in_use.claimed, in_use.notice) == ("Kẻ lạ", NAME, "")
    with workplace.store.transaction() as tx:
        forget_publisher(tx, "Kẻ lạ")
    again = workplace_of(workplace.store, clock=workplace.clock)
    assert "(Kẻ lạ) không còn được tin" in catalogue_in_use(again).notice
