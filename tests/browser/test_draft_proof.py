"""A draft that contradicts itself says so before it is handed on: the words, and the computation."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from congvu.casework.dossiers.tests.make import processing
from tests.browser.steps import done, press, violations
from tests.browser.test_reports import LAST_QUARTER, SECTION, answer, ask
from tests.browser.town import Town

pytestmark = pytest.mark.browser

PROSE = "textarea[name='text']"
WRONG = (
    "Trong kỳ tiếp nhận 40 phản ánh, trong đó trực tiếp 25 phản ánh, trực tuyến 10 phản ánh, "
    "qua điện thoại 7 phản ánh."
)


def test_a_planted_contradiction_is_shown_before_the_draft_is_handed_on(sit_down, town: Town):
    town.at_work(processing)
    period = ask(town.world, LAST_QUARTER)  # each browser test of reports has a quarter of its own
    mai = sit_down("mai")
    mai.goto("/bao-cao/")
    press(mai, "Lập báo cáo")
    done(mai)
    report = mai.url
    answer(town.world, period)
    mai.goto(f"{report}muc/{SECTION}/")
    mai.locator(PROSE).fill(WRONG)
    press(mai, "Lưu")
    done(mai)

    mai.goto(f"{report}kiem-tra/")
    told = mai.locator(".notice", has_text="25 + 10 + 7 = 42").first
    expect(told).to_be_visible()
    expect(told.locator("q").first).to_contain_text("40 phản ánh")
    assert violations(mai) == []

    mai.goto(f"{report}muc/{SECTION}/")
    mai.locator(PROSE).fill(WRONG.replace("40", "42"))
    press(mai, "Lưu")
    done(mai)
    mai.goto(f"{report}kiem-tra/")
    expect(mai.get_by_text("25 + 10 + 7")).to_have_count(0)
