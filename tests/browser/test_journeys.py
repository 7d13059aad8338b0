"""One dossier from the counter to the citizen's hand, and the other ends that it may come to."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from congvu.casework.dossiers.tests.make import processing
from tests.browser import steps
from tests.browser.steps import done, fill, laid_before_the_leader, open_deed, press, take_in
from tests.browser.town import Town

pytestmark = pytest.mark.browser

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
CITED = {
    "doc_number": "16",
    "doc_symbol": "UBND",
    "doc_issued_on": "10/03/2026",
    "doc_subject": "xin lỗi",
}


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_counter_to_the_citizens_hand(sit_down, scripts: bool):
    lan, minh, hoa = (sit_down(name, scripts=scripts) for name in ("lan", "minh", "hoa"))
    code = take_in(lan, "Lò Thị Ặng")
    slip = lan.request.get(lan.locator("main a[target=_blank]").first.get_attribute("href"))
    assert slip.body().startswith(b"%PDF")
    lan.locator("main select").select_option(label="Phòng Kinh tế xã Minh Tâm")
    press(lan, "Chuyển")
    done(lan)

    open_deed(minh, code, "Nhận việc")
    press(minh, "Nhận việc")
    done(minh)
    open_deed(minh, code, "Yêu cầu bổ sung hồ sơ")
    fill(minh, reason="Thiếu một giấy tờ", rows__0__what="Trích lục ghi chú ly hôn")
    press(minh, "Gửi yêu cầu, lập phiếu")
    done(minh)

    open_deed(lan, code, "Nhận hồ sơ bổ sung")
    expect(lan.locator("[name=rows-0-name]")).to_have_value("Trích lục ghi chú ly hôn")
    press(lan, "Ghi đã nhận đủ bổ sung")
    done(lan)

    open_deed(minh, code, "Trình ký")
    fill(minh, note="Đủ điều kiện")
    press(minh, "Trình ký")
    done(minh)

    hoa.goto("/")
    hoa.get_by_role("link", name=code).first.click()
    open_deed(hoa, code, "Duyệt và ban hành kết quả")
    fill(hoa, doc_number="15", doc_subject="Xác nhận tình trạng hôn nhân")
    press(hoa, "Ban hành kết quả")
    done(hoa)

    lan.goto(f"/mot-cua/tra-ket-qua/{code}/")
    fill(lan, receiver_name="Lò Thị Ặng")
    press(lan, "Trả kết quả")
    done(lan)
    assert steps.state(minh, code) == "Đã trả kết quả"


def test_an_office_asks_another_and_is_answered_there(sit_down, town: Town):
    code = town.at_work(processing)
    minh, thu = sit_down("minh"), sit_down("thu")
    open_deed(minh, code, "Lấy ý kiến cơ quan khác")
    minh.locator("[name=rows-0-unit]").select_option(label="Xã Minh Lộc")
    fill(minh, rows__0__question="Đất có đang tranh chấp không?", rows__0__due_on="12/03/2026")
    minh.get_by_label("Liên thông").check()
    press(minh, "Gửi yêu cầu")
    done(minh)

    thu.goto("/")
    thu.get_by_role("link", name=code).first.click()
    thu.locator("main").get_by_role("link", name="Trả lời", exact=True).click()
    thu.get_by_label("Đồng ý", exact=True).check()
    fill(thu, answer="Không có tranh chấp.")
    press(thu, "Gửi trả lời")
    done(thu)
    expect(thu.get_by_text("Không có tranh chấp.").first).to_be_visible()
    assert steps.state(minh, code) == "Đang xử lý"


def test_the_citizen_is_told_of_a_second_date_before_the_first_has_passed(sit_down, town: Town):
    code = town.at_work(processing)
    hoa = sit_down("hoa")
    open_deed(hoa, code, "Xin lỗi và hẹn lại ngày trả")
    fill(hoa, new_due="06/04/2026", reason="Chờ xác minh nơi cư trú cũ", **CITED)
    press(hoa, "Hẹn lại, lập văn bản xin lỗi")
    done(hoa)
    expect(hoa.get_by_text("đã hẹn lại 06/04/2026")).to_be_visible()
    letter = hoa.locator("main table").get_by_role("row", name="xin lỗi").get_by_role("link").first
    assert hoa.request.get(letter.get_attribute("href")).body().startswith(b"%PDF")


def test_a_dossier_is_refused_or_withdrawn_with_its_reason(sit_down, town: Town):
    refused, withdrawn = town.at_work(laid_before_the_leader), town.at_work(processing)
    hoa, lan = sit_down("hoa"), sit_down("lan")
    open_deed(hoa, refused, "Từ chối giải quyết")
    fill(hoa, reason="Không đủ điều kiện", legal_basis="Điều 5")
    press(hoa, "Từ chối, lập phiếu")
    done(hoa)
    assert steps.state(lan, refused) == "Từ chối giải quyết"

    open_deed(lan, withdrawn, "Người dân rút hồ sơ")
    fill(lan, reason="Không còn nhu cầu")
    letter = {"name": "đơn xin rút.png", "mimeType": "image/png", "buffer": PNG}
    lan.locator("main input[type=file]").set_input_files([letter])
    press(lan, "Ghi việc rút hồ sơ")
    done(lan)
    assert steps.state(lan, withdrawn) == "Công dân rút hồ sơ"
