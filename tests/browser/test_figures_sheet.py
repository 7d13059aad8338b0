"""The sheet of figures under somebody's hands: pasted from Excel, typed, left without a thought."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Dialog, Locator, Page, expect

from congvu.oversight.indicators.selectors import sheet
from congvu.oversight.indicators.services.entering import Typed, enter_many
from congvu.oversight.reporting.models import Report
from tests.browser.steps import done, press, violations
from tests.browser.test_reports import ask, begun
from tests.browser.town import Town
from tests.world import NOW

pytestmark = pytest.mark.browser

QUARTER = ("2026Q3", date(2026, 6, 15), date(2026, 9, 14))
PASTE = """(field, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    field.focus();
    field.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
}"""
COLUMN = "11\r\n12\r\n13\r\n\r\n21\r\n22\r\n23\r\n\r\n31\r\n"  # of an annex, headings are blank
IN_ROWS = {
    "2.1": "11",
    "2.1.1": "12",
    "2.1.2": "13",
    "2.2.1": "21",
    "2.2.2": "22",
    "2.2.3": "23",
    "2.3.1": "31",
}


@pytest.fixture
def report(town: Town) -> Report:
    """The report of a quarter that only these tests know."""
    there = Report.objects.filter(period__code=QUARTER[0]).first()
    return there or begun(town.world, ask(town.world, QUARTER))


@pytest.fixture
def mai(sit_down, report: Report) -> Page:
    tab = sit_down("mai")
    tab.goto(f"/bao-cao/{report.uuid}/so-lieu/?nhom=2")
    return tab


def paste(tab: Page, code: str, text: str) -> None:
    cell(tab, code).evaluate(PASTE, text)


def cell(tab: Page, code: str) -> Locator:
    return tab.locator(f"[name='v-{code}']")


def said(tab: Page) -> Locator:
    return tab.locator("[data-pasted] [role=status]")


def kept(report: Report) -> dict[str, str]:
    found = sheet(report.unit_id, report.period_id)
    figures = {code: found.row(code).entered for code in IN_ROWS}
    return {
        code: f"{one.cell.amount.normalize():f}" if one else "" for code, one in figures.items()
    }


def undo(tab: Page) -> None:
    tab.get_by_role("button", name="Hoàn tác").click()
    expect(said(tab)).to_contain_text("Số ô đã trả lại như trước khi dán")
    expect(tab.locator("[data-pasted] button")).to_be_hidden()


def test_a_column_of_an_annex_goes_row_by_row_and_can_be_undone(mai: Page, report: Report):
    paste(mai, "2.1", COLUMN)
    expect(said(mai)).to_have_text("Số ô đã điền từ bảng dán: 7.")
    assert kept(report) == IN_ROWS
    assert violations(mai) == []

    # a blank clears nothing
    paste(mai, "2.1", "\r\n14\r\n")
    expect(said(mai)).to_have_text("Số ô đã điền từ bảng dán: 1.")
    assert kept(report) == IN_ROWS | {"2.1.1": "14"}
    undo(mai)
    expect(cell(mai, "2.1.1")).to_have_value("12")
    assert kept(report) == IN_ROWS

    paste(mai, "2.1", "\r\n".join("" for _ in range(9)) + "\r\n9")
    assert kept(report) == IN_ROWS


def test_figures_without_headings_fill_the_cells_in_their_order(mai: Page, report: Report):
    before = kept(report)
    paste(mai, "2.1", "41\n42\n43\n44\n45\n46\n47")
    expect(said(mai)).to_have_text("Số ô đã điền từ bảng dán: 7.")
    assert list(kept(report).values()) == ["41", "42", "43", "44", "45", "46", "47"]
    cell(mai, "2.1").fill("40")  # typed since: it is not undone
    cell(mai, "2.1.1").focus()
    undo(mai)
    mai.reload()
    assert kept(report) == before | {"2.1": "40"}


def test_a_table_with_codes_finds_its_rows_in_any_part_of_the_sheet(mai: Page, report: Report):
    paste(
        mai,
        "2.1",
        "Mã chỉ tiêu\tChỉ tiêu\tĐơn vị tính\tSố liệu nhập\tLý do\tHệ thống tính\r\n"
        "1.1.1\tKế hoạch\tVăn bản\t99\t\t\r\n"
        '2.1\t"Số văn bản\nđã ban hành"\tVăn bản\t51\t\t7\r\n'
        "2.1.1\tTrong đó\tVăn bản\t\t\t8\r\n"
        "2.2\tKiểm tra\t\t\t\t\r\n"
        "2.3.1\tSố khác\tVăn bản\t53\t\t\r\n",
    )
    expect(said(mai)).to_have_text("Số ô đã điền từ bảng dán: 2.")
    found = kept(report)
    assert (found["2.1"], found["2.3.1"]) == ("51", "53")
    undo(mai)


def test_what_is_pasted_among_the_rows_to_look_at_stays_there_until_it_is_undone(
    mai: Page, report: Report
):
    before = kept(report)
    mai.goto(f"/bao-cao/{report.uuid}/so-lieu/?nhom=2&xem=can")
    shown = mai.locator("form[data-grid] [name^='v-2']").count()
    assert shown >= 2
    first = mai.locator("form[data-grid] [name^='v-2']").first.get_attribute("name") or ""
    paste(mai, first.removeprefix("v-"), "61\n62")
    expect(said(mai)).to_have_text("Số ô đã điền từ bảng dán: 2.")
    assert mai.locator("form[data-grid] [name^='v-2']").count() == shown
    undo(mai)
    assert kept(report) == before


def test_enter_keeps_the_last_cell_too(mai: Page, report: Report):
    last = mai.locator("form[data-grid] [name^='v-']").last
    code = (last.get_attribute("name") or "").removeprefix("v-")
    last.fill("5")
    with mai.expect_response(lambda answer: answer.request.method == "POST"):
        last.press("Enter")
    expect(last).to_be_focused()
    mai.reload()  # it waits for nothing and asks nothing
    found = sheet(report.unit_id, report.period_id).row(code)
    assert found.entered is not None
    assert found.entered.cell.amount == 5


def test_whoever_goes_away_in_the_middle_of_a_cell_is_asked(mai: Page, report: Report):
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    mai.on("dialog", stay)
    cell(mai, "2.2.1").fill("71")
    with mai.expect_event("dialog"):
        mai.close(run_before_unload=True)
    assert asked == ["beforeunload"]
    expect(cell(mai, "2.2.1")).to_have_value("71")

    # a link is no accident: the cell is left, kept, and then the link is followed
    mai.locator("main a[href$='/so-lieu/2.1/']").click()
    mai.wait_for_url("**/so-lieu/2.1/")
    assert asked == ["beforeunload"]
    assert kept(report)["2.2.1"] == "71"
    mai.go_back()

    # what the server refused is still nowhere else
    cell(mai, "2.2.2").fill("1,234")
    with mai.expect_event("dialog"):
        mai.locator("main a[href$='/so-lieu/2.1/']").click()
    expect(cell(mai, "2.2.2")).to_have_attribute("aria-invalid", "true")
    assert asked == ["beforeunload", "beforeunload"]
    expect(cell(mai, "2.2.2")).to_have_value("1,234")
    mai.remove_listener("dialog", stay)
    mai.on("dialog", lambda dialog: dialog.accept())


def test_a_reason_typed_while_its_row_is_on_its_way_loses_no_letter(mai: Page, report: Report):
    cell(mai, "2.2.3").fill("81")
    cell(mai, "2.2.3").press("Tab")
    mai.keyboard.type("Ghi theo sổ giấy của Bưu điện", delay=40)
    mai.keyboard.press("Alt+S")
    done(mai)
    expect(mai.locator("[name='r-2.2.3']")).to_have_value("Ghi theo sổ giấy của Bưu điện")
    assert kept(report)["2.2.3"] == "81"


def test_whoever_saves_over_a_colleague_reads_it_first(mai: Page, report: Report, town: Town):
    hers = town.world.staff("mai")
    seen = sheet(report.unit_id, report.period_id).row("2.3.1").seen
    given = {"2.3.1": Typed("7", seen)}
    assert not enter_many(hers, report.unit_id, report.period_id, given, at=NOW).refused

    cell(mai, "2.3.1").fill("8")
    press(mai, "Lưu")
    expect(cell(mai, "2.3.1")).to_have_attribute("aria-invalid", "true")
    expect(cell(mai, "2.3.1")).to_have_value("8")
    assert kept(report)["2.3.1"] == "7"

    press(mai, "Lưu")
    done(mai)
    assert kept(report)["2.3.1"] == "8"


def test_a_session_that_ran_out_costs_no_figure(mai: Page, report: Report, town: Town):
    mai.context.clear_cookies()
    cell(mai, "2.1.2").fill("91")
    cell(mai, "2.1.2").press("Enter")
    notice = mai.get_by_role("alert").filter(has_text="chưa lưu được")
    expect(notice).to_be_visible()
    press(mai, "Lưu")  # in vain
    expect(cell(mai, "2.1.2")).to_be_focused()
    expect(cell(mai, "2.1.2")).to_have_value("91")

    town.sign_in(mai.context, "mai")  # in another tab
    press(mai, "Lưu")
    done(mai)
    expect(notice).to_be_hidden()
    assert kept(report)["2.1.2"] == "91"
    town.complaints.clear()  # the browser names what was refused without a session
