"""How much of each sheet fills itself: the table of docs/tu-dien.md.

`python -m forms.authoring.filled_share` prints it. Counted over the lines that the sheet's own
sample answers: one scanned card for every role, the centre's profile, nothing typed.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date

from citizens.payloads import read_payload
from citizens.person import Person
from desk.centre import sample_profile
from forms.authoring.lint import SAMPLE_FILE
from forms.library import load_library
from forms.prefill import FillContext, prefill
from forms.schema import FormSchema, Sheet

_CARD = "025090000123||Hà Văn Hùng|01021990|Nam|Khu 3, Thụy Vân, Việt Trì, Phú Thọ|15102024||||"
_SHEETS = frozenset({Sheet.PAPER, Sheet.ELECTRONIC})
_HEAD = """| Biểu mẫu | Dòng | Từ thẻ | Từ hồ sơ trung tâm | Tự tính, mặc định | Không phải gõ |
| --- | ---: | ---: | ---: | ---: | ---: |"""


@dataclass(frozen=True, slots=True)
class FilledShare:
    """Of one sheet: the lines of its sample, and how many came from where."""

    title: str
    lines: int
    from_cards: int
    from_profile: int
    worked_out: int

    @property
    def filled(self) -> int:
        """Lines that nobody has to type."""
        return self.from_cards + self.from_profile + self.worked_out

    def row(self) -> str:
        """Return the line of the table."""
        cells = (self.lines, self.from_cards, self.from_profile, self.worked_out)
        share = f"{self.filled / self.lines:.0%}".replace("%", " %")
        return f"| {self.title} | " + " | ".join(map(str, cells)) + f" | {share} |"


def filled_share(schema: FormSchema, day: date) -> FilledShare | None:
    """Count one form; None when it has no sample (known by its title alone)."""
    sample_file = schema.folder / SAMPLE_FILE
    if not sample_file.exists():
        return None
    wanted = set(json.loads(sample_file.read_text(encoding="utf-8")))
    lines = {line.key for line in schema.fields if line.key in wanted}
    filled = prefill(schema, _people(schema), context=_context(day))
    kinds = Counter(filled.sources[key].kind for key in lines if key in filled.sources)
    cards, profile = kinds.pop("card", 0), kinds.pop("profile", 0)
    return FilledShare(schema.title, len(lines), cards, profile, kinds.total())


def table(day: date) -> str:
    """Return the whole table in Markdown, the sheets as the library lists them."""
    library = load_library()
    heads = [s.head for s in library.on(day) if s.head.sheet in _SHEETS]
    shares = [filled_share(library.get(head.id, day), day) for head in heads]
    rows = [share.row() for share in shares if share is not None and share.lines]
    return "\n".join([_HEAD, *rows]) + "\n"


def _people(schema: FormSchema) -> dict[str, Person]:
    person = read_payload(_CARD).person
    if person is None:
        raise ValueError("the card of the measurement is not readable")
    scanned = {line.role for line in schema.fields if line.role and line.slot}
    return {role.key: person for role in schema.roles if role.key in scanned}


def _context(day: date) -> FillContext:
    profile = sample_profile()
    return FillContext(profile.authority, profile.place, day, profile=profile)


if __name__ == "__main__":
    sys.stdout.write(table(date.fromisoformat(sys.argv[1])))
