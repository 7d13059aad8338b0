"""What no form of ours sends: control letters, numbers without measure, fields that are missing."""

from __future__ import annotations

import pytest
from django.urls import reverse

from congvu.oversight.indicators.selectors import sheet
from congvu.oversight.reporting.library import outline
from congvu.oversight.reporting.tests import quarter
from tests.answers import put_away
from tests.journeys.test_role_matrix import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db
HUGE = 10**30
KNOWN = {200, 302, 400, 403, 404, 409, 422}


@pytest.mark.parametrize("value", ["a\x00b", "9" * 5000, "NaN"])
def test_no_form_of_a_report_breaks_on_what_is_typed(world: World, value: str) -> None:
    report = quarter.begin(world, quarter.ask(world))
    mai = signed_in(world, "mai")
    rows = sheet(report.unit_id, report.period_id).rows
    codes = [row.code for row in rows if not row.indicator.is_heading]
    first = next(one.code for one in outline(report.outline).sections)
    fill = {f"v-{code}": value for code in codes} | {f"r-{code}": value for code in codes}
    section = reverse("office-reporting-section", args=[report.uuid, first])
    posts = [
        (reverse("office-reporting-from-xlsx", args=[report.uuid]), {"ghi": "1", **fill}),
        (reverse("office-reporting-figures", args=[report.uuid]), {**fill, "seen": value}),
        (section, {"text": value, "seen": value}),
        (section, {"remark": value}),
        (section, {"settle": value}),
        (f"{section}dang-viet/", {"text": value, "seen": value}),
        (reverse("office-reporting-findings", args=[report.uuid]), {
            "finding": value, "computation": value, "reason": value, "seen": value}),
        (reverse("office-reporting-head", args=[report.uuid]), {"subject": value, "seen": value}),
        (reverse("office-reporting-cell", args=[report.uuid, codes[0]]), {
            "typed": value, "reason": value, "note": value, "seen": value, "value": value}),
    ]  # fmt: skip
    for url, data in posts:
        answer = mai.post(url, data)
        assert answer.status_code in KNOWN, url
        put_away(answer)


@pytest.mark.parametrize("value", ["a\x00b", str(HUGE), "NaN"])
def test_no_page_of_the_superior_breaks_on_what_is_asked(world: World, value: str) -> None:
    period = quarter.ask(world)
    quan = signed_in(world, "quan")
    for number in (period.pk, HUGE):
        for route in ("board", "sum-newest"):
            put_away(quan.get(reverse(f"office-reporting-{route}", args=[number])))
        put_away(quan.get(reverse("office-reporting-sum", args=[period.pk, HUGE])))
        choose = reverse("office-reporting-choose", args=[number, world.units["commune"].pk])
        put_away(quan.post(choose, {"kind": value, "reason": value}))
        put_away(quan.post(reverse("office-reporting-choose", args=[period.pk, HUGE]), {
            "kind": "left_out", "reason": value}))  # fmt: skip
        put_away(quan.post(choose, {"kind": "left_out", "reason": value}))
        for route in ("office-comparison-units", "office-comparison-units-xlsx"):
            put_away(quan.get(reverse(route, args=[number]), {"chi_tieu": value}))
