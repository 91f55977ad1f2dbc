"""A procedure in one version, as published: papers, time, fee, result, with source and doubt.

`when` everywhere holds conditions that must all be true of the situation: `KEY` (yes), `!KEY` (no)
or `KEY=A|B` (one of the values). An empty tuple means always.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Confidence(StrEnum):
    """How sure an entry is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class TimeAmount(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One length of time; at most one of the units is set, none = not known as a number."""

    same_day: bool = False
    hours: int | None = None  # working hours
    working_days: int | None = None
    calendar_days: int | None = None

    @property
    def known(self) -> bool:
        """Whether a due date can be counted from it."""
        return self.same_day or any(
            unit is not None for unit in (self.hours, self.working_days, self.calendar_days)
        )


class TimeCase(TimeAmount, frozen=True, kw_only=True, omit_defaults=True):
    """A time of its own for one case inside a procedure, such as an addition to a record."""

    name: str
    when: tuple[str, ...]


class TimeLimit(TimeAmount, frozen=True, kw_only=True, omit_defaults=True):
    """Published time limit. `doubt`: the source contradicts itself or names no unit."""

    text: str = ""
    basis: str = ""
    doubt: bool = False
    by_channel: dict[str, TimeAmount] = {}  # direct, online, post; wins over the general amount
    cases: tuple[TimeCase, ...] = ()
    variants: tuple[str, ...] = ()  # the contradicting figures, as published
    extension: str = ""  # when it must be verified, as far as known
    extension_unverified: bool = False


class FeeRate(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One fee line. `amount_vnd` None = set by the province, or text and number differ.

    `per` is dossier, copy, page or person. A page rate has a second step (`next_vnd` from page
    `next_from` on) and a cap per copy. `at_least` is the least number of copies that is charged.
    `free_reason` says why a zero is zero.
    """

    name: str
    kind: str  # phi or le_phi
    amount_vnd: int | None
    basis: str
    per: str = "dossier"
    when: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None
    next_vnd: int | None = None
    next_from: int | None = None
    cap_vnd: int | None = None
    at_least: int = 0
    free_reason: str = ""


class ProvincialRate(FeeRate, frozen=True, kw_only=True, omit_defaults=True):
    """An amount that the province has set: where it applies, it fills the open lines of its kind.

    The catalogue makes these from the province's own file; no procedure's file holds one.
    """


class FeeExemption(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who pays nothing, of which kinds, in which window. `doubt`: ask before relying on it."""

    reason: str
    basis: str
    when: tuple[str, ...]
    kinds: tuple[str, ...] = ("le_phi",)
    valid_from: str | None = None
    valid_to: str | None = None
    doubt: bool = False


class PaperSpec(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One paper of the dossier.

    `use` is submit, show, online (an interactive form) or lookup (the office finds it itself and
    does not ask for it). `published` is the wording of the source where `name` is shorter;
    `case` the heading under which the source lists it. Papers under one heading that begins with
    “Một trong” are one choice. `conditional`: its wording asks for it in some cases only, for which
    there is no question, and says so in words that no rule reads (`papers.conditions`).
    """

    name: str
    use: str = "submit"
    original: int = 0
    copies: int = 0
    form_title: str | None = None
    form_id: str | None = None
    when: tuple[str, ...] = ()
    note: str = ""
    code: str | None = None
    published: str = ""
    case: str = ""
    conditional: bool = False


class Hint(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something to know in this case; `for_clerk`: not for the citizen's page.

    `doubt`: not yet checked against the text.
    """

    text: str
    basis: str = ""
    when: tuple[str, ...] = ()
    doubt: bool = False
    for_clerk: bool = False


class Choice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One answer: what is stored, what the screen says, and the words behind "vì"."""

    value: str
    label: str
    because: str = ""


class Question(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One question about the case. `derived`: the program finds it out where it has a form.

    `yes` and `no` are the words behind "vì" of a yes/no question.
    """

    key: str
    text: str
    choices: tuple[Choice, ...]
    kind: str = "bool"  # bool, choice or number
    default: str | None = None
    derived: bool = False
    yes: str = ""
    no: str = ""


class CaseChoice(msgspec.Struct, frozen=True, kw_only=True):
    """One of the cases that a procedure's papers are published for (`case=value` in `when`)."""

    value: str
    label: str


class Procedure(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One procedure in the version that holds from `valid_from` to `valid_to` (ISO, inclusive).

    `status` is current, repealed, superseded, scheduled_repeal or unverified in the data; the
    catalogue says `upcoming` of one that has not begun on the day asked about. `questions` are
    filled in by the catalogue from its own list and never stand in a procedure's file.
    """

    code: str
    name: str
    field: str
    ministry: str
    level: str
    status: str
    confidence: Confidence
    detail_level: str  # full, partial, name_only
    source: str
    time_limit: TimeLimit
    version: str = ""
    valid_from: str | None = None
    valid_to: str | None = None
    fee_text: str = ""
    fee_exempt: str = ""
    fee_set_by: str = ""
    fee_doubt: bool = False
    fees: tuple[FeeRate, ...] = ()
    exemptions: tuple[FeeExemption, ...] = ()
    papers: tuple[PaperSpec, ...] = ()
    cases: tuple[CaseChoice, ...] = ()
    hints: tuple[Hint, ...] = ()
    result: str | None = None
    legal_basis: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()
    status_note: str = ""
    vertical_agency: str | None = None
    executing: tuple[str, ...] = ()
    subjects: str = ""
    decentralised_from: str | None = None
    decentralised_by: str | None = None
    decentralised_evidence: str | None = None  # law, record, or rule (inferred: a hint only)
    online_level: str | None = None
    non_territorial: bool | None = None
    non_territorial_evidence: tuple[str, ...] = ()
    interlinked: bool = False
    interlinked_with: str | None = None
    data_replaced: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()  # coastal_only, border_only
    notes: tuple[str, ...] = ()
    ministry_decision: str | None = None
    portal_url: str | None = None
    corroboration: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def offerable(self) -> bool:
        """Whether a new dossier may be taken in under this code."""
        return self.status in {"current", "scheduled_repeal"}

    @property
    def redirect(self) -> str | None:
        """The code to use instead of a repealed or superseded one, when it is known."""
        return self.replaced_by[0] if self.replaced_by else None
