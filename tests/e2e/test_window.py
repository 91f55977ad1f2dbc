"""The main job in the real window, by keyboard: scan, fill, save the paper, be killed, go on, send.

The program is killed twice without warning: while a case is being typed, and right after its
acceptance, before anything could be sent.
"""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest

from base.clock import legal_date, system_clock
from dossiers.dossier import OutboxState
from dossiers.drafts import load_drafts
from dossiers.outbox import list_outbox
from exchange.keys import encryption_public, new_signing_key
from exchange.packages import verify_package
from exchange.trust import parse_trust, write_trust
from forms.pages import PageReader
from tests.conftest import Desk
from tests.e2e.desktop import Window, virtual_screen, wait_for, window

pytestmark = [pytest.mark.timeout(400)]

MOTHER = "025190000222||Nguyễn Thị Lan|09091990|Nữ|Khu 3, Thụy Vân, Việt Trì, Phú Thọ|12082021"
FATHER = "025090000123||Hà Văn Hùng|01021990|Nam|Khu 3, Thụy Vân, Việt Trì, Phú Thọ|15102024||||"


def scan_the_family(counter: Window) -> None:
    """Find the procedure, scan both parents, let the mother ask."""
    counter.type("dk khai sinh")
    counter.keys("Return", pause_s=1.0)
    counter.keys("F4")
    counter.scan(MOTHER)
    counter.keys("ctrl+2", "F4")
    counter.scan(FATHER)
    counter.keys("ctrl+3", pause_s=0.5)
    counter.keys("ctrl+1", "space", pause_s=0.5)


def type_the_child(counter: Window, born: str) -> None:
    """Fill the child's lines; F6 goes to the first that is open, Enter to the next."""
    counter.keys("F6")
    counter.type("HA MINH AN")
    counter.keys("Return")
    counter.type(born, delay_ms=160)  # digits any faster are a scanner's
    counter.keys("Return", "Right", "Return")
    counter.type("Kinh")
    counter.keys("Return")
    counter.type("Tram y te xa Song Mau, tinh Phu Tho")
    counter.keys("Return")
    counter.type("xa Song Mau, tinh Phu Tho")
    counter.keys("Return")


def want_no_copies(counter: Window) -> None:
    """Past the parents' marriage to the copies: none."""
    counter.keys("F6", "F6", "Right", pause_s=0.5)


def drafted_name(desk: Desk) -> str | None:
    with desk.open() as workplace:
        drafts = load_drafts(workplace)
    return drafts[0].draft.answers.get("child_hometown") if drafts else None


def outbox_states(desk: Desk) -> list[OutboxState]:
    with desk.open() as workplace:
        return [row.state for row in list_outbox(workplace)]


def trust_a_province(desk: Desk, packages: Path) -> bytes:
    """Send packages into a folder, sealed for a made-up province; return its private key."""
    packages.mkdir()
    desk.use_folder(packages)
    private = secrets.token_bytes(32)
    public = encryption_public(private)
    desk.trust(parse_trust(write_trust("Tỉnh mẫu", public, new_signing_key(), system_clock())))
    return private


def save_the_paper(counter: Window, paper: Path) -> None:
    """Look at the declaration and save it as a PDF."""
    counter.keys("F8", pause_s=2.0)
    counter.keys("ctrl+s", pause_s=1.0)
    counter.type(str(paper))
    counter.keys("Return")
    wait_for(paper.exists, "the paper")
    counter.focus()
    counter.keys("Escape", pause_s=0.5)


def accept(counter: Window, desk: Desk) -> None:
    """F9; the birth notification comes later: “Vẫn tiếp nhận”. Enter keeps the warnings."""
    counter.keys("F9", pause_s=1.0)
    counter.focus()
    counter.keys("Left", "space", pause_s=1.0)
    counter.focus()
    counter.keys("Return")
    wait_for(lambda: outbox_states(desk) != [], "the dossier")


def test_from_the_first_key_to_the_package(desk: Desk, tmp_path: Path) -> None:
    packages, paper = tmp_path / "packages", tmp_path / "paper.pdf"
    private = trust_a_province(desk, packages)
    today = f"{legal_date(system_clock()):%d/%m/%Y}"

    with virtual_screen() as screen:
        with window(screen, desk.data_dir.root) as counter:
            scan_the_family(counter)
            type_the_child(counter, today)
            wait_for(lambda: drafted_name(desk) is not None, "the draft")
            counter.kill()
        with window(screen, desk.data_dir.root) as counter:
            want_no_copies(counter)
            save_the_paper(counter, paper)
            accept(counter, desk)
            counter.kill()
        assert list(packages.iterdir()) == [], "sending waits for the undo time"
        assert outbox_states(desk) == [OutboxState.WAITING]
        with window(screen, desk.data_dir.root):
            wait_for(lambda: outbox_states(desk) == [OutboxState.HANDED_OVER], "sending", 40)

    text = PageReader().text(paper.read_bytes())
    for value in ("NGUYỄN THỊ LAN", "HÀ VĂN HÙNG", "HA MINH AN", "Tram y te"):
        assert value in text
    (package,) = packages.glob("*.mcpkg")
    report = verify_package(package.read_bytes(), private_key=private)
    assert report.ok
    assert report.content is not None
    answers = report.content[0].record["answers"]
    assert answers["child_name"] == "HA MINH AN"
    assert answers["father_name"] == "HÀ VĂN HÙNG"
    assert answers["relationship"] == "Mẹ"
