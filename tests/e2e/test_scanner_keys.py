"""A hundred scans by real keys into the real window, wherever the cursor is.

xdotool is told 1 to 40 ms and takes half of that from key to key.
During every fourth scan the program stands still for a while: its keys wait meanwhile.
Every scan is another made-up person, so the people who wait in the saved case tell exactly which
scans arrived, whole and in order; what was typed there before must be as it was.
"""

from __future__ import annotations

import itertools
import random
import time
from contextlib import nullcontext
from dataclasses import dataclass

import pytest

from dossiers.draft import IntakeDraft
from dossiers.drafts import load_drafts
from dossiers.register import list_dossiers
from tests.conftest import Desk
from tests.e2e.desktop import Window, virtual_screen, wait_for, window

pytestmark = [pytest.mark.timeout(400)]

SCANS = 100
NAME = "HA MINH AN"
_QUICK, _SLOW = (1, 2, 3, 4, 7), (8, 12, 18, 26, 40)
_GIVEN = ("An", "Binh", "Cam", "Dung", "Giang", "Ha", "Khanh", "Lan", "Minh", "Nga")
# each puts the cursor somewhere else: fields, buttons, lists, search, other pages, open lists
_PLACES = tuple(
    keys.split()
    for keys in (
        "F4", "Tab", "Tab", "F6", "Tab", "Tab Tab", "ctrl+k", "F3", "F6 F6", "F3 Tab",
        "F4 Tab Tab Tab", "shift+F6 Tab", "F4 shift+Tab alt+Down", "Escape",
        "F4 shift+Tab shift+Tab shift+Tab", "F6 Tab Tab Tab", "F1", "Escape",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Shot:
    """One scan: what is typed, how quickly, and with Enter at its end or without."""

    number: str
    name: str | None
    delay_ms: int
    has_enter: bool
    is_in_busy_window: bool = False

    @property
    def text(self) -> str:
        """A card; a slow scanner has only the number to type, so that the test ends some day."""
        if self.name is None:
            return self.number
        return f"{self.number}||{self.name}|01011905|Nam|Khu 3|12082021"


def shots() -> list[Shot]:
    """Numbers of a province code that was never given out; nobody alive was born in 1905."""
    rng = random.Random(20261126)
    made = []
    for place in range(SCANS):
        is_card = place % 5 < 3
        name = f"Ha Van {_GIVEN[place // 10]} {_GIVEN[place % 10]}" if is_card else None
        delay = rng.choice(_QUICK if is_card else _SLOW)
        made.append(Shot(f"003005{place:06d}", name, delay, rng.random() < 0.9, place % 4 == 3))
    return made


def fire(counter: Window, shot: Shot) -> None:
    """Type it, the Enter at the same pace, and let its end pass: that silence is the scanner's."""
    with counter.held_up(0.03, 0.2) if shot.is_in_busy_window else nullcontext():
        counter.type(shot.text + ("\n" if shot.has_enter else ""), delay_ms=shot.delay_ms)
    time.sleep(0.07 if shot.has_enter else 0.42)
    counter.rest()


def saved(desk: Desk) -> IntakeDraft | None:
    with desk.open() as workplace:
        drafts = load_drafts(workplace)
    assert len(drafts) <= 1
    return drafts[0].draft if drafts else None


def waiting(draft: IntakeDraft | None) -> list[tuple[str | None, str | None]]:
    """Who waits in a saved case, in the order of arrival."""
    people = dict(draft.people) if draft is not None else {}
    keys = [f"waiting-{place}" for place in range(len(people))]
    return [(people[key].personal_number, people[key].full_name) for key in keys]


def typed(draft: IntakeDraft | None) -> dict[str, object]:
    """What a saved case holds of its lines."""
    return dict(draft.answers) if draft is not None else {}


def test_a_hundred_scans_arrive_and_touch_nothing(desk: Desk) -> None:
    sent = shots()
    assert {shot.delay_ms for shot in sent} >= {1, 40}
    with virtual_screen() as screen, window(screen, desk.data_dir.root) as counter:
        counter.type("dk khai sinh")
        counter.keys("Return", pause_s=1.0)
        counter.keys("F6", "F6")
        counter.type(NAME)
        counter.keys("Return", pause_s=0.3)
        wait_for(lambda: typed(saved(desk)) == {"child_name": NAME}, "the name in the draft")
        for shot, keys in zip(sent, itertools.cycle(_PLACES), strict=False):
            counter.keys(*keys, pause_s=0.02)
            fire(counter, shot)
        wanted = [(shot.number, shot.name) for shot in sent]
        wait_for(lambda: waiting(saved(desk))[-1:] == wanted[-1:], "the last scan")
        draft = saved(desk)
        assert waiting(draft) == wanted
        assert typed(draft) == {"child_name": NAME}
        assert counter.process.poll() is None
    with desk.open() as workplace:
        assert list_dossiers(workplace) == ()
