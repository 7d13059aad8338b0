"""What goes wrong in an office: a session runs out, two act at once, a hand presses twice."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from congvu.casework.dossiers.models import Dossier
from congvu.casework.dossiers.tests.make import processing
from tests.browser.steps import PROCEDURE, done, fill, open_deed, press
from tests.browser.town import Town
from tests.world import PASSWORD

pytestmark = pytest.mark.browser


def test_a_session_that_ran_out_while_typing_costs_no_word(sit_down, town: Town):
    lan = sit_down("lan")
    lan.goto(f"/mot-cua/tiep-nhan/{PROCEDURE}/")
    fill(lan, name="Lò Thị Ặng")
    Session.objects.filter(session_key=town.session_of(lan)).delete()
    fill(lan, phone="0900000078", content="Kết hôn ở nước ngoài")
    press(lan, "Tiếp nhận")

    lan.get_by_label("Tên đăng nhập").fill("lan")
    lan.get_by_label("Mật khẩu").fill(PASSWORD)
    lan.get_by_role("button", name="Đăng nhập").click()
    lan.wait_for_url(f"**/{PROCEDURE}/")
    lan.get_by_role("button", name="Lấy lại").click()
    expect(lan.locator("main [name=name]")).to_have_value("Lò Thị Ặng")
    expect(lan.locator("main [name=phone]")).to_have_value("0900000078")
    expect(lan.locator("main [name=content]")).to_have_value("Kết hôn ở nước ngoài")


def test_the_second_of_two_sees_what_changed_and_keeps_what_was_typed(sit_down, town: Town):
    code = town.at_work(processing)
    minh, hanh = sit_down("minh"), sit_down("hanh")
    open_deed(minh, code, "Yêu cầu bổ sung hồ sơ")
    fill(minh, reason="Thiếu một giấy tờ", rows__0__what="Bản sao trích lục")
    open_deed(hanh, code, "Sang bước sau")
    press(hanh, "Sang bước sau")
    done(hanh)

    press(minh, "Gửi yêu cầu, lập phiếu")
    expect(minh.get_by_text("Đặng Thị Hạnh").first).to_be_visible()
    expect(minh.locator("[name=rows-0-what]")).to_have_value("Bản sao trích lục")
    expect(minh.locator("[name=reason]")).to_have_value("Thiếu một giấy tờ")
    press(minh, "Gửi yêu cầu, lập phiếu")
    done(minh)


SEND = """async (form) => {
  const content = new FormData(form);
  content.set("do", "accept");
  return (await fetch(form.action, {method: "POST", body: content})).url;
}"""


def test_a_page_that_is_sent_twice_makes_one_dossier(sit_down):
    lan = sit_down("lan")
    lan.goto(f"/mot-cua/tiep-nhan/{PROCEDURE}/")
    fill(lan, name="Lò Văn Hai", phone="0900000079", address="Thôn Đông")
    form = lan.locator("main form[data-keep]")
    first, second = form.evaluate(SEND), form.evaluate(SEND)
    assert "/da-nhan/" in first
    assert second == first
    assert Dossier.objects.filter(applicant__name="Lò Văn Hai").count() == 1
