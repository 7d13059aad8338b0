"""The sheet of figures on the screen: typed, refused, asked of people, opened to what was counted."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from congvu.oversight.indicators.selectors import sheet
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.services.writing import write_section
from congvu.oversight.reporting.tests import quarter
from tests.answers import put_away
from tests.journeys.test_role_matrix import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db


def test_what_can_be_read_is_kept_and_what_cannot_stands_with_its_reason(
    world: World, report: Report
) -> None:
    client = signed_in(world, "mai")
    url = reverse("office-reporting-figures", args=[report.uuid])
    answer = client.post(f"{url}?nhom=5", {"v-5.4.1": "32", "v-5.4.2": "ba mươi mốt"})
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "ba mươi mốt" in said
    assert "Các ô khác đã lưu" in said
    assert '<a href="#sai-5.4.2">5.4.2</a>' in said
    assert 'id="sai-5.4.2"' in said
    assert _shown(report, "5.4.1") == 32
    assert _shown(report, "5.4.2") is None
    put_away(answer)


def test_whoever_is_asked_types_what_is_asked_and_nothing_else(
    world: World, report: Report
) -> None:
    mai = signed_in(world, "mai")
    asked = mai.post(
        reverse("office-reporting-ask", args=[report.uuid]),
        {"whom": f"phong-{world.units['economy'].pk}", "codes": ["5.4.2"], "due_on": "20/03/2026"},
    )
    assert asked.status_code == 302
    minh = signed_in(world, "minh")
    home = minh.get(reverse("office-reporting")).content.decode()
    assert "Số liệu được hỏi" in home
    assert "5.4.2" in home
    url = reverse("office-reporting-figures", args=[report.uuid])
    page = minh.get(f"{url}?nhom=5").content.decode()
    assert 'name="v-5.4.2"' in page
    assert 'name="v-5.4.1"' not in page
    assert minh.post(f"{url}?nhom=5", {"v-5.4.2": "31"}).status_code == 302
    assert _shown(report, "5.4.2") == 31
    assert minh.post(f"{url}?nhom=5", {"v-5.4.1": "31"}).status_code == 422
    assert _shown(report, "5.4.1") is None
    assert "Đã trả lời" in mai.get(asked["Location"]).content.decode()


def test_one_person_may_be_asked_by_name(world: World, report: Report) -> None:
    minh = quarter.who(world, "minh")
    mai = signed_in(world, "mai")
    url = reverse("office-reporting-ask", args=[report.uuid])
    assert f'value="nguoi-{minh.position_id}"' in mai.get(url).content.decode()
    asked = {"whom": f"nguoi-{minh.position_id}", "codes": ["5.4.2"], "due_on": "20/03/2026"}
    assert mai.post(url, asked).status_code == 302
    home = signed_in(world, "minh").get(reverse("office-reporting")).content.decode()
    assert "5.4.2" in home
    stranger = quarter.who(world, "kien")
    refused = mai.post(url, asked | {"whom": f"nguoi-{stranger.position_id}"})
    assert refused.status_code == 422
    put_away(refused)


def test_a_figure_that_differs_from_what_is_computed_is_shown_with_both(
    world: World, report: Report
) -> None:
    row = next(
        one
        for one in sheet(report.unit_id, report.period_id).rows
        if one.computed and not one.computed.cell.is_blank and one.computed.cell.amount is not None
    )
    client = signed_in(world, "mai")
    url = reverse("office-reporting-figures", args=[report.uuid])
    assert row.computed is not None
    assert row.computed.cell.amount is not None
    client.post(url, {f"v-{row.code}": str(int(row.computed.cell.amount) + 1)})
    page = client.get(f"{url}?nhom={row.indicator.group}").content.decode()
    assert "figures-grid__differs" in page


def _shown(report: Report, code: str) -> int | None:
    amount = sheet(report.unit_id, report.period_id).row(code).cell.amount
    return None if amount is None else int(amount)


def test_the_sheet_goes_out_as_a_spreadsheet_and_back_without_a_change(
    world: World, report: Report
) -> None:
    client = signed_in(world, "mai")
    book = client.get(reverse("office-reporting-xlsx", args=[report.uuid]))
    before = sheet(report.unit_id, report.period_id)
    url = reverse("office-reporting-from-xlsx", args=[report.uuid])
    answer = client.post(url, {"tep": SimpleUploadedFile("so-lieu.xlsx", book.content)})
    assert answer.status_code == 200
    assert "Tệp không khác số liệu đang có" in answer.content.decode()
    assert sheet(report.unit_id, report.period_id) == before
    wrong = client.post(url, {"tep": SimpleUploadedFile("so-lieu.xlsx", b"khong phai")})
    assert wrong.status_code == 422
    put_away(wrong)


def test_a_draft_is_proofread_before_it_is_handed_on(world: World, report: Report) -> None:
    write_section(
        report,
        "IV.1",
        "Tiếp nhận 40 hồ sơ, trong đó trực tiếp 25 hồ sơ, trực tuyến 10 hồ sơ, qua bưu chính 7 hồ sơ.",
        seen=0,
        by=quarter.who(world, "mai"),
        at=quarter.AT,
    )
    page = signed_in(world, "mai").get(reverse("office-reporting-findings", args=[report.uuid]))
    assert "25 + 10 + 7 = 42" in page.content.decode()


def test_a_cell_that_nobody_touched_never_undoes_what_another_wrote(
    world: World, report: Report
) -> None:
    client = signed_in(world, "mai")
    url = f"{reverse('office-reporting-figures', args=[report.uuid])}?nhom=5"
    client.post(url, {"v-5.4.1": "32"})
    seen = sheet(report.unit_id, report.period_id).row("5.4.1").seen
    client.post(url, {"v-5.4.1": "33", "s-5.4.1": str(seen)})
    stale = {"v-5.4.1": "32", "s-5.4.1": str(seen), "v-5.4.2": "31"}
    assert client.post(url, stale).status_code == 302
    assert (_shown(report, "5.4.1"), _shown(report, "5.4.2")) == (33, 31)
