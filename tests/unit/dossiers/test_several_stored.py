"""One entry, several papers: the dossier, its slip, package and draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from base.errors import InputError
from dossiers.acceptance import take_in
from dossiers.draft import FurtherForm, IntakeDraft, Part
from dossiers.drafts import load_drafts, new_draft_id, save_draft
from dossiers.handouts.slip import slip_answers
from dossiers.outbox import list_outbox, outgoing
from dossiers.register import list_dossiers, open_dossier, search_dossiers
from dossiers.storage import dossier_rows
from dossiers.workplace import Workplace
from exchange.packages import seal_package, verify_package
from exchange.payload import SealedItem
from exchange.records import DossierRecord, canonical_bytes
from store import audit
from tests.conftest import BIRTH, Desk
from tests.unit.dossiers.papers import (
    AGAIN,
    AGAIN_FORM,
    MOTHER,
    card,
    judged,
    letter,
    three_children,
)
from tests.unit.exchange import samples

Answers = Callable[..., dict[str, Any]]


def test_a_family_request_is_one_dossier_with_every_paper_and_its_version(desk: Desk) -> None:
    with desk.open() as workplace:
        draft = three_children(workplace)
        accepted = take_in(workplace, draft)
    with desk.open() as workplace:
        found = open_dossier(workplace, accepted.row.provisional_number)
        assert found == accepted
        assert found.row.events == 3
        assert found.record.schema == "motcua.dossier/2"
        assert [f.part for f in found.record.further] == ["event", "event"]
        with workplace.store.read() as tx:
            forms = dossier_rows.forms(tx, found.row.id)
        version = workplace.reference.library.get(AGAIN_FORM, workplace.clock().date()).version
        assert forms == (
            ("main", AGAIN_FORM, version),
            ("event", AGAIN_FORM, version),
            ("event", AGAIN_FORM, version),
        )
        assert len(list_outbox(workplace)) == 1
        assert audit.verify(workplace.store).ok
        for name in ("quang van hai", "Quàng Thị Ba", str(draft.answers["subject_name"])):
            assert [r.id for r in search_dossiers(workplace, name)] == [found.row.id]


def test_the_slip_lists_every_paper_and_whose_events_they_are(workplace: Workplace) -> None:
    dossier = take_in(workplace, three_children(workplace))
    answers = slip_answers(workplace, dossier)
    assert "03 việc" in answers["request_content"]
    assert "QUÀNG THỊ BA" in answers["request_content"]
    assert "Tờ khai đăng ký lại khai sinh (03 bản chính)" in answers["documents"]


def test_a_dossier_with_one_form_is_written_as_before(
    workplace: Workplace, birth_answers: Answers
) -> None:
    dossier = take_in(workplace, IntakeDraft(BIRTH, answers=birth_answers()))
    assert dossier.record.schema == "motcua.dossier/1"
    assert dossier.row.events == 1
    assert slip_answers(workplace, dossier)["request_content"].endswith(f"{BIRTH})")


def test_a_record_of_the_time_before_reads_as_one_form() -> None:
    old = msgspec.to_builtins(samples.record(1))
    del old["further"]
    assert msgspec.convert(old, DossierRecord).further == []
    raw = canonical_bytes(old)
    item = SealedItem(samples.dossier_id(1), raw)
    package = seal_package(
        [item],
        desk=samples.DESK,
        recipient_public=samples.PROVINCE_PUBLIC,
        signed_at=samples.SIGNED_AT,
    )
    report = verify_package(package, private_key=samples.PROVINCE_KEY)
    assert report.ok
    assert report.content is not None
    assert report.content[0].record_bytes == raw


def test_a_package_carries_all_papers(workplace: Workplace) -> None:
    dossier = take_in(workplace, three_children(workplace))
    (row,) = list_outbox(workplace)
    frozen = outgoing(workplace, row).payload
    package = seal_package(
        [SealedItem(dossier.row.id, frozen)],
        desk=samples.DESK,
        recipient_public=samples.PROVINCE_PUBLIC,
        signed_at=samples.SIGNED_AT,
    )
    report = verify_package(package, private_key=samples.PROVINCE_KEY)
    assert report.content is not None
    further = report.content[0].record["further"]
    assert [f["answers"]["subject_name"] for f in further] == ["QUÀNG VĂN HAI", "QUÀNG THỊ BA"]


def test_a_draft_with_further_papers_comes_back_after_a_restart(desk: Desk) -> None:
    event = FurtherForm(
        Part.EVENT,
        AGAIN_FORM,
        answers={"subject_name": "QUÀNG VĂN HAI"},
        people={"subject": card(MOTHER)},
        situation={"civil_servant": True},
    )
    draft = IntakeDraft(
        AGAIN, AGAIN_FORM, further=(event, letter(scope="Nộp")), draft_id=new_draft_id()
    )
    with desk.open() as workplace:
        save_draft(workplace, draft, title="Ba người")
    with desk.open() as workplace:
        (saved,) = load_drafts(workplace)
    got = saved.draft.further
    assert [replace(f, people={}) for f in got] == [replace(f, people={}) for f in draft.further]
    assert got[0].people["subject"].personal_number == "025190000222"


def test_a_broken_rule_on_a_further_paper_stores_nothing(workplace: Workplace) -> None:
    draft = three_children(workplace)
    bad = replace(
        draft.further[1], answers={**draft.further[1].answers, "subject_dob": "2030-01-01"}
    )
    with pytest.raises(InputError) as refused:
        take_in(workplace, replace(draft, further=(draft.further[0], bad)))
    assert "/further/1/subject_dob" in [f.pointer for f in refused.value.fields]
    assert list_dossiers(workplace) == ()


def test_every_form_has_its_part_and_a_label_of_its_own(workplace: Workplace) -> None:
    found = judged(workplace, three_children(workplace))
    assert found.can_accept
    assert [form.part for form in found.forms] == [Part.MAIN, Part.EVENT, Part.EVENT]
    assert [form.label for form in found.forms] == ["Tờ khai", "Tờ khai 2", "Tờ khai 3"]
