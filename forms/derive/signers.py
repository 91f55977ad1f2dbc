"""Who signs for the centre on a day: name, post, and in whose place (KT., TUQ. CHỦ TỊCH)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from base.text import clean_line, fold
from desk.profile import Signer

# “KT. CHỦ TỊCH, PHÓ CHỦ TỊCH”: the first line over the signature, then the post.
_CAPACITY = re.compile(
    r"(?P<capacity>(?:KT|TUQ|TL|TM|Q)\.[^,;/\n]+)(?:[,;/\n](?P<title>.*))?", re.S
)
_COMMITTEE = "TM. ỦY BAN NHÂN DÂN"
_CHAIR = "chu tich"
_IN_THE_CHAIR = frozenset({f"kt. {_CHAIR}", f"q. {_CHAIR}"})


@dataclass(frozen=True, slots=True)
class Signatory:
    """One signature block: `capacity` stands over `title`, empty for whoever signs by right."""

    name: str = field(repr=False)
    title: str
    capacity: str = ""

    @property
    def body(self) -> str:
        """The committee on whose behalf its chair, or who stands in, signs a letter (TM.).

        Nothing for who signs on the chair's errand (TUQ.), or for another office.
        """
        chairs = not self.capacity and fold(self.title).startswith(_CHAIR)
        stands_in = fold(self.capacity) in _IN_THE_CHAIR
        return _COMMITTEE if chairs or stands_in else ""


def signatories(signers: Sequence[Signer], day: date) -> tuple[Signatory, ...]:
    """Return those whose days include this one, in the order of the profile."""
    return tuple(_signatory(signer) for signer in signers if _signs_on(signer, day.isoformat()))


def _signs_on(signer: Signer, day: str) -> bool:
    return (signer.valid_from or day) <= day <= (signer.valid_to or day)


def _signatory(signer: Signer) -> Signatory:
    match = _CAPACITY.fullmatch(signer.title.strip())
    if match is None:
        return Signatory(signer.name, clean_line(signer.title))
    return Signatory(
        signer.name, clean_line(match["title"] or ""), clean_line(match["capacity"]).upper()
    )
