"""Three births as a clerk takes them in: what is pressed, in which order, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt

from tests.gui.conftest import FATHER, GRANDMOTHER, MOTHER
from tests.gui.keystrokes.clerk import ALT, CTRL, ENTER, Clerk

_SPACE, _RIGHT = Qt.Key.Key_Space, Qt.Key.Key_Right


@dataclass(frozen=True, slots=True)
class Case:
    """One case: its row in the table, how it is done, and what it must have become."""

    title: str
    work: Callable[[Clerk], None]
    forms: tuple[str, ...]
    papers: tuple[str, ...]
    answers: dict[str, object]


def on_time(clerk: Clerk) -> None:
    """Both parents' cards, giấy chứng sinh, married, two copies."""
    _open(clerk)
    clerk.scan(MOTHER)
    _role(clerk, Qt.Key.Key_2)
    clerk.scan(FATHER)
    _role(clerk, Qt.Key.Key_3)
    _requester_is_mother(clerk)
    _child(clerk, "12112026", "Trạm y tế xã Sông Mẫu, tỉnh Phú Thọ")
    clerk.fill(
        (
            ("parents_marriage_no", "15"),
            ("parents_marriage_book", "01/2020"),
            ("parents_marriage_date", "20052020"),
            ("parents_marriage_place", "UBND xã Thụy Vân"),
        )
    )
    clerk.walk("copies_wanted")
    clerk.key(_SPACE)
    clerk.key(ENTER)
    clerk.fill((("copies_count", "2"),))
    _tick_birth_notification(clerk)
    clerk.take_in()


def late(clerk: Clerk) -> None:
    """Born at home over 60 days ago, no giấy chứng sinh: the witness's paper is made here."""
    _open(clerk)
    clerk.scan(MOTHER)
    _role(clerk, Qt.Key.Key_2)
    clerk.scan(FATHER)
    _role(clerk, Qt.Key.Key_3)
    _requester_is_mother(clerk)
    _child(clerk, "05032026", "Khu 3, phường Nông Trang, tỉnh Phú Thọ")
    clerk.fill(
        (
            ("parents_marriage_no", "15"),
            ("parents_marriage_book", "01/2020"),
            ("parents_marriage_date", "20052020"),
            ("parents_marriage_place", "UBND xã Thụy Vân"),
        )
    )
    clerk.walk("copies_wanted")
    clerk.key(_RIGHT)
    clerk.look()
    clerk.key(Qt.Key.Key_F12)
    clerk.key(Qt.Key.Key_2)  # Làm chứng việc sinh
    clerk.look()
    clerk.scan(GRANDMOTHER)
    _role(clerk, Qt.Key.Key_1)
    clerk.fill(
        (
            (
                "text",
                "Chị Nguyễn Thị Lan sinh con gái ngày 05/03/2026 tại nhà, Khu 3, "
                "phường Nông Trang. Tôi là người đỡ đẻ nên biết rõ.",
            ),
        )
    )
    clerk.look()
    clerk.take_in()


def unmarried(clerk: Clerk) -> None:
    """The mother alone: no father, no marriage, giấy chứng sinh."""
    _open(clerk)
    clerk.scan(MOTHER)
    _role(clerk, Qt.Key.Key_2)
    _requester_is_mother(clerk)
    clerk.key(Qt.Key.Key_F6)
    clerk.walk("child_name")
    clerk.look()
    clerk.key(ENTER, ALT)  # the mother's surname is all that is offered
    clerk.type("minh an")
    clerk.key(ENTER)
    _born(clerk, "12112026", "Trạm y tế xã Sông Mẫu, tỉnh Phú Thọ")
    clerk.key(Qt.Key.Key_F6, times=2)  # past the father and the marriage
    clerk.walk("copies_wanted")
    clerk.key(_RIGHT)
    _tick_birth_notification(clerk)
    clerk.take_in()


_BIRTH = "tk_dang_ky_khai_sinh"
_NOTIFICATION = "Giấy chứng sinh"
CASES = {
    "on_time": Case(
        "Khai sinh đúng hạn, có cha mẹ, có giấy chứng sinh, 2 bản sao",
        on_time,
        (_BIRTH,),
        (_NOTIFICATION,),
        {"child_name": "HÀ MINH AN", "relationship": "Mẹ", "copies_count": 2},
    ),
    "late": Case(
        "Khai sinh quá hạn, không có giấy chứng sinh, có văn bản người làm chứng",
        late,
        (_BIRTH, "van_ban_lam_chung_viec_sinh"),
        ("Văn bản của người làm chứng xác nhận về việc sinh",),
        {"child_dob": "2026-03-05", "father_name": "HÀ VĂN HÙNG", "copies_wanted": False},
    ),
    "unmarried": Case(
        "Khai sinh, mẹ không đăng ký kết hôn, không ghi cha",
        unmarried,
        (_BIRTH,),
        (_NOTIFICATION,),
        {"child_name": "NGUYỄN MINH AN", "father_name": None, "parents_marriage_no": None},
    ),
}


def _open(clerk: Clerk) -> None:
    clerk.type("dk ks")
    clerk.key(ENTER)
    clerk.look()


def _role(clerk: Clerk, figure: Qt.Key) -> None:
    clerk.key(figure, CTRL)
    clerk.look()


def _requester_is_mother(clerk: Clerk) -> None:
    clerk.key(Qt.Key.Key_1, CTRL)
    clerk.key(_SPACE)
    clerk.look()


def _child(clerk: Clerk, born: str, place: str) -> None:
    clerk.key(Qt.Key.Key_F6)
    clerk.walk("child_name")
    clerk.look()
    clerk.key(ENTER, ALT)  # the surnames: the father's is marked
    clerk.key(ENTER)
    clerk.type("minh an")
    clerk.key(ENTER)
    _born(clerk, born, place)


def _born(clerk: Clerk, born: str, place: str) -> None:
    clerk.fill((("child_dob", born),))
    clerk.walk("child_gender")
    clerk.key(_RIGHT)  # Nữ
    clerk.key(ENTER)
    clerk.fill((("child_ethnicity", "kinh"), ("child_birthplace", place)))
    clerk.walk("child_hometown")
    clerk.key(Qt.Key.Key_Down, ALT)
    clerk.type("nong trang")
    clerk.key(ENTER, times=2)  # takes the unit, then leaves the line
    clerk.look()


def _tick_birth_notification(clerk: Clerk) -> None:
    clerk.look()
    clerk.key(Qt.Key.Key_F11)
    assert clerk.focus.accessibleName() == f"Đã nộp: {_NOTIFICATION}"
    clerk.key(_SPACE)
    clerk.look()
