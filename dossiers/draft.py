"""What stands on the clerk's desk before acceptance: one open case, saved as it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from citizens.person import Person
from exchange.records import Party


class Channel(StrEnum):
    """Kênh thực hiện (NĐ 118/2025 Điều 15)."""

    DIRECT = "direct"
    ONLINE = "online"
    POST = "post"


class PaperKind(StrEnum):
    """In what form a paper was handed in."""

    ORIGINAL = "original"
    CERTIFIED_COPY = "certified_copy"
    PHOTOCOPY = "photocopy"
    ELECTRONIC_COPY = "electronic_copy"

    @property
    def shown(self) -> str:
        """The words on the slip."""
        return _PAPER_WORDS[self]


_PAPER_WORDS = {
    PaperKind.ORIGINAL: "bản chính",
    PaperKind.CERTIFIED_COPY: "bản sao có chứng thực",
    PaperKind.PHOTOCOPY: "bản chụp",
    PaperKind.ELECTRONIC_COPY: "bản điện tử",
}


@dataclass(frozen=True, slots=True)
class TickedPaper:
    """One paper that the citizen handed in."""

    name: str
    kind: PaperKind = PaperKind.ORIGINAL
    count: int = 1
    is_extra: bool = False  # received beyond the procedure's checklist


@dataclass(frozen=True, slots=True)
class NewAttachment:
    """A file to be stored with the dossier; its bytes stay in memory until acceptance."""

    name: str
    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeptWarning:
    """A rule's warning that the clerk keeps; pointer and code are those on its own form.

    It holds while the lines that the rule looks at say what they said: `fingerprint` stands for
    them. None: the reason came together with the answers.
    """

    pointer: str
    code: str
    reason: str = field(repr=False)
    fingerprint: str | None = None


class Part(StrEnum):
    """What a form is in its case."""

    MAIN = "main"  # the declaration
    EVENT = "event"  # the same request for one more person or event
    COMPANION = "companion"  # a paper made beside the declaration, such as giấy ủy quyền


@dataclass(frozen=True, slots=True)
class FurtherForm:
    """One more form of a case. `companion` is its key in forms/together, the same for several.

    `situation` is what the clerk answered for this event alone, such as an exemption. `event` is
    the declaration that a companion goes with, counted from the main one (1); 0: the first that has
    none of it yet.
    """

    part: Part
    form_id: str
    companion: str | None = None
    answers: Mapping[str, Any] = field(default_factory=dict, repr=False)
    people: Mapping[str, Person] = field(default_factory=dict, repr=False)
    situation: Mapping[str, str | bool | int] = field(default_factory=dict)
    kept: tuple[KeptWarning, ...] = ()
    event: int = 0


@dataclass(frozen=True, slots=True)
class IntakeDraft:
    """One open case. `people` by role of the form; `situation` as far as the clerk answered it.

    `form_id`, `answers`, `people` and `kept` are the main declaration's, `further` what goes with
    it.

    Requester (who asks for the act), applicant (whose dossier it is) and submitter (who stands at
    the desk) are three persons in law; the latter two are None while they are the requester.
    """

    procedure_code: str
    form_id: str | None = None
    answers: Mapping[str, Any] = field(default_factory=dict, repr=False)
    people: Mapping[str, Person] = field(default_factory=dict, repr=False)
    situation: Mapping[str, str | bool | int] = field(default_factory=dict)
    papers: tuple[TickedPaper, ...] = ()
    attachments: tuple[NewAttachment, ...] = ()
    applicant: Party | None = field(default=None, repr=False)
    submitter: Party | None = field(default=None, repr=False)
    authorisation_paper: str | None = field(default=None, repr=False)
    channel: Channel = Channel.DIRECT
    competent_unit: str | None = None
    result_channel: str = "Nhận trực tiếp tại nơi nộp hồ sơ"
    phone: str | None = field(default=None, repr=False)
    email: str | None = field(default=None, repr=False)
    pages: int = 0
    draft_id: str | None = None
    further: tuple[FurtherForm, ...] = ()
    kept: tuple[KeptWarning, ...] = ()
