"""Where a clerk stands among the values of a dossier. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from forms.targets.steps import Step


@dataclass(frozen=True, slots=True)
class Place:
    """A place to come back to; None stands for the end. Ids of lines only, no values."""

    step_id: str | None
    done: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()


@dataclass(slots=True)
class Walk:
    """Goes over the steps that have something to paste; the others can be jumped to."""

    steps: Sequence[Step] = ()
    here: int = 0  # len(steps) = at the end
    done: set[str] = field(default_factory=set)
    skipped: set[str] = field(default_factory=set)

    @property
    def current(self) -> Step | None:
        """The value at hand; None at the end."""
        return self.steps[self.here] if self.here < len(self.steps) else None

    @property
    def following(self) -> Step | None:
        """The value that comes next; None when the end comes."""
        place = self._next(self.here)
        return self.steps[place] if place < len(self.steps) else None

    @property
    def count(self) -> tuple[int, int]:
        """The number of the value at hand (0 for an empty one) and how many there are."""
        filled = [i for i, step in enumerate(self.steps) if _is_wanted(step)]
        return (filled.index(self.here) + 1 if self.here in filled else 0, len(filled))

    @property
    def place(self) -> Place:
        """Where the clerk stands, to be remembered."""
        current = self.current
        return Place(current.id if current else None, frozenset(self.done), frozenset(self.skipped))

    def forward(self, *, skip: bool = False) -> None:
        """Go on: the value at hand was pasted, or is not wanted."""
        current = self.current
        if current is None:
            return
        if current.text:
            (self.skipped if skip else self.done).add(current.id)
            (self.done if skip else self.skipped).discard(current.id)
        self.here = self._next(self.here)

    def back(self) -> None:
        """Go to the value before; the first one stays."""
        before = [i for i, step in enumerate(self.steps[: self.here]) if _is_wanted(step)]
        if before:
            self.here = before[-1]

    def jump(self, number: int) -> None:
        """Go to any line, also one that is empty."""
        self.here = min(max(number, 0), len(self.steps))

    def _next(self, place: int) -> int:
        later = range(place + 1, len(self.steps))
        return next((i for i in later if _is_wanted(self.steps[i])), len(self.steps))


def _is_wanted(step: Step) -> bool:
    """Whether the walk stops at a step; the others are reached by the list."""
    return bool(step.text) and not step.is_aside


def begin(steps: Sequence[Step], place: Place | None = None) -> Walk:
    """Stand where the clerk stood; a line that is gone sends to the first one not done yet."""
    walk = Walk(steps, -1)
    walk.here = walk._next(-1)
    if place is None:
        return walk
    walk.done, walk.skipped = set(place.done), set(place.skipped)
    if place.step_id is None:
        passed = place.done | place.skipped
        left = [i for i, step in enumerate(steps) if _is_wanted(step) and step.id not in passed]
        walk.here = left[0] if left else len(steps)
        return walk
    numbers = {step.id: number for number, step in enumerate(steps)}
    open_steps = (i for i, s in enumerate(steps) if _is_wanted(s) and s.id not in place.done)
    walk.here = numbers.get(place.step_id, next(open_steps, len(steps)))
    return walk
