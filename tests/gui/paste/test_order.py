"""The order is arranged once for a system and used from then on."""

from __future__ import annotations

from tests.gui.conftest import Counter
from tests.gui.paste.conftest import (
    front,
    go_to_the_end,
    press_f7,
    take_in,
)


def test_the_order_is_changed_once_and_used_from_then_on(counter: Counter) -> None:
    take_in(counter)
    window = press_f7(counter)
    window.step.all.click()
    window.jump.arrange.click()
    assert front(window) is window.order
    page = window.order
    assert page.chosen == "@procedure_code"
    page.down.click()
    assert page.chosen == "@procedure_code"
    page.list.setCurrentRow(0)
    assert page.chosen == "@procedure_title"
    page.toggle.click()
    assert page.chosen == "@procedure_code", "the mark stays where it is, for the next one"
    page.dates_chosen.emit("ddmmyyyy")
    page.done.click()
    counter.settle()
    assert window.step.note.accessibleName() == "Thứ tự do quầy sắp xếp"
    window.close()
    counter.pages.intake.begin()
    counter.settle()
    take_in(counter)
    window = press_f7(counter)
    pasted = go_to_the_end(window)
    assert "Thủ tục đăng ký khai sinh" not in pasted
    assert "12112026" in pasted
    assert "12/11/2026" not in pasted


def test_left_out_lines_come_back_and_the_default_too(counter: Counter) -> None:
    take_in(counter)
    window = press_f7(counter)
    window.step.all.click()
    window.jump.arrange.click()
    page = window.order
    used = page.list.count() - sum(
        page.list.item(n).text().startswith("bỏ ra") for n in range(page.list.count())
    )
    page.toggle.click()
    page.list.setCurrentRow(used - 1)
    assert page.list.currentItem().text() == "bỏ ra: Thủ tục · Mã thủ tục"
    assert not page.up.isEnabled()
    assert page.toggle.text() == "Đưa vào"
    page.toggle.click()
    assert page.list.currentItem().text() == f"{used}. Thủ tục · Mã thủ tục"
    assert page.up.isEnabled()
    page.moved.emit("@procedure_code", -10)
    assert page.list.item(used - 11).text() == f"{used - 10}. Thủ tục · Mã thủ tục"
    page.reset.click()
    page.done.click()
    counter.settle()
    assert "theo thứ tự tờ khai" in window.step.note.accessibleName()
    window.close()
    press_f7(counter)  # reads what is stored
    assert counter.pages.paste.helper.presenter.handing.orders == {}


def test_another_system_is_remembered_for_the_next_dossier(counter: Counter) -> None:
    take_in(counter)
    window = press_f7(counter)
    names = [window.step.systems.itemText(n) for n in range(window.step.systems.count())]
    assert "Phần mềm hộ tịch dùng chung" in names
    window.step.systems.setCurrentIndex(names.index("Phần mềm hộ tịch dùng chung"))
    window.step.systems.activated.emit(window.step.systems.currentIndex())
    assert window.step.what.accessibleName() == "Kính gửi"
    window.close()
    press_f7(counter)
    assert window.step.systems.currentText() == "Phần mềm hộ tịch dùng chung"
