"""Which of several papers of one kind a companion is, and for which declaration it is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from base.errors import FieldProblem, InputError
from dossiers.draft import FurtherForm, Part
from forms.together.companions import Companion, together

ANOTHER = "#"  # stands before the number of a second one
_ALONE_BESIDE = "/"  # behind the person of a companion whom the others of its kind do not share
_WORD_LIMIT = 48


@dataclass(frozen=True, slots=True)
class Instance:
    """One companion paper of a case.

    `number` of `count` counts those of the same declaration, `ordinal` those of the whole case.
    """

    companion: Companion
    event: int = 1
    number: int = 1
    count: int = 1
    ordinal: int = 1
    events: int = 1

    @property
    def key(self) -> str:
        """Its key in dossiers: the first has the companion's own."""
        return f"{self.companion.key}{ANOTHER}{self.ordinal}".removesuffix(f"{ANOTHER}1")

    @property
    def label(self) -> str:
        """Two or three words that no other paper of the case has."""
        event = f" {self.event}" if self._is_of_one_event else ""
        return f"{self.companion.label}{event}{self._of_several}"

    @property
    def name(self) -> str:
        """The paper's name with what tells it apart."""
        event = f", việc {self.event}" if self._is_of_one_event else ""
        return f"{self.companion.name}{event}{self._of_several}"

    @property
    def own_person(self) -> str:
        """The person of the case that its owner is."""
        owner = self.companion.owner or ""
        return owner if self.ordinal == 1 else f"{owner}{_ALONE_BESIDE}{self.ordinal}"

    @property
    def _is_of_one_event(self) -> bool:
        return self.companion.per_event and self.events > 1

    @property
    def _of_several(self) -> str:
        return f" {self.number}/{self.count}" if self.count > 1 else ""


def plain_key(key: str | None) -> str | None:
    """Return the companion's key in a key of a dossier: `ct01` of `ct01#2`."""
    return key.partition(ANOTHER)[0] if key is not None else None


def alone(person: str, event: int) -> str:
    """Return the person of a declaration whom the others of the case do not share."""
    return person if event == 1 else f"{person}{ANOTHER}{event}"


def shared_name(person: str) -> str:
    """Return who a person of a declaration is on each of them: `mother` of `mother#2`."""
    return person.partition(ANOTHER)[0]


def owners_in(further: Sequence[FurtherForm], main_form: str | None) -> dict[int, str]:
    """Return whose event each declaration of a case is, by its number."""
    forms = [main_form, *(form.form_id for form in further if form.part is Part.EVENT)]
    repeats = ((number, together().repeatable(f or "")) for number, f in enumerate(forms, 1))
    return {number: repeat.owner for number, repeat in repeats if repeat is not None}


def instances_of(
    further: Sequence[FurtherForm], companions: Sequence[Companion]
) -> tuple[Instance | None, ...]:
    """Return which companion each further form is, None for an event.

    Raises InputError PAPERS-01 for a stranger, PAPERS-03 for a second one of a kind of which there
    is one, PAPERS-04 for a declaration that the case does not have.
    """
    events = 1 + sum(form.part is Part.EVENT for form in further)
    found = {
        n: _companion(f, companions, f"/further/{n}")
        for n, f in enumerate(further)
        if f.part is not Part.EVENT
    }
    places = _events_of(further, found, events)
    counts = Counter((found[n].key, places[n]) for n in found)
    within: Counter[tuple[str, int]] = Counter()
    overall: Counter[str] = Counter()
    made: dict[int, Instance] = {}
    for n, companion in found.items():
        place = companion.key, places[n]
        within[place] += 1
        overall[companion.key] += 1
        if within[place] > 1 and not companion.several:
            raise _only_one(companion)
        made[n] = Instance(
            companion, places[n], within[place], counts[place], overall[companion.key], events
        )
    return tuple(made.get(n) for n in range(len(further)))


def stranger(form_id: str, pointer: str = "") -> InputError:
    """Return the refusal of a paper that does not go with the procedure, and of which one."""
    message = f"Giấy tờ “{form_id[:_WORD_LIMIT]}” không đi cùng thủ tục này."
    return InputError(
        "PAPERS-01",
        message,
        "Bỏ giấy tờ đó, hoặc lập hồ sơ riêng cho thủ tục của nó.",
        fields=(FieldProblem(pointer, "PAPERS-01", message),) if pointer else (),
    )


def _companion(further: FurtherForm, companions: Sequence[Companion], pointer: str) -> Companion:
    key = plain_key(further.companion)
    for companion in companions:
        if companion.key == (key or companion.key) and companion.form == further.form_id:
            return companion
    raise stranger(further.form_id, pointer)


def _events_of(
    further: Sequence[FurtherForm], found: Mapping[int, Companion], events: int
) -> dict[int, int]:
    """Return the declaration of each companion; one that names none gets the first that is free."""
    said = {n: further[n].event for n in found if further[n].event}
    for n, event in said.items():
        if event > (events if found[n].per_event else 1) or event < 1:
            raise _no_such_event(found[n], event)
    taken = {(found[n].key, event) for n, event in said.items()}
    for n, companion in found.items():
        if n not in said:
            free = (e for e in range(1, events + 1) if (companion.key, e) not in taken)
            said[n] = next(free, 1) if companion.per_event else 1
            taken.add((companion.key, said[n]))
    return said


def _only_one(companion: Companion) -> InputError:
    each = " cho mỗi việc" if companion.per_event else ""
    return InputError(
        "PAPERS-03",
        f"“{companion.label}” chỉ lập một giấy{each} trong một hồ sơ.",
        "Bỏ giấy ghi thừa, hoặc ghi nội dung chung vào một giấy.",
    )


def _no_such_event(companion: Companion, event: int) -> InputError:
    return InputError(
        "PAPERS-04",
        f"“{companion.label}” không lập cho việc {event} của hồ sơ này được.",
        "Ghi số thứ tự của tờ khai có trong hồ sơ; giấy dùng chung cho cả hồ sơ thì không ghi.",
    )
