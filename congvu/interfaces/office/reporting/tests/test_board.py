"""The board and the sum as the province's officer sees them; acts that come too late or twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from congvu.foundation.journal.rules import SYSTEM
from congvu.foundation.people.models import Position
from congvu.foundation.people.rules import Role as Post
from congvu.foundation.people.services.positions import assign_position
from congvu.foundation.units.services.lives import create_unit
from congvu.oversight.indicators.models import ReportingPeriod, RollUp, RollUpChoice, Value
from congvu.oversight.indicators.services.consolidating import consolidate
from congvu.oversight.indicators.tests.make import put
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.rules.life import State
from congvu.oversight.reporting.services import life, rolling_up
from congvu.oversight.reporting.tests import quarter
from tests.journeys.test_role_matrix import signed_in
from tests.world import FOUNDED, NOW, World

pytestmark = pytest.mark.django_db
WHY = "Xã đang kiểm kê, xin gửi sau."
FRACTION = "c3_6_8"


@pytest.fixture(autouse=True)
def _after_the_quarter() -> Iterator[None]:
    with time_machine.travel(quarter.later(60), tick=False):
        yield


@pytest.fixture
def period(world: World) -> ReportingPeriod:
    return quarter.ask(world)


def page(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def to(name: str, *args: object) -> str:
    return reverse(f"office-reporting-{name}", args=args)


def act(client: Client, report: Report, action: str, **values: str):
    posted = {"seen": str(report.revision), **values}
    return client.post(to("act", report.uuid, action), posted)


def test_the_officer_leaves_a_unit_out_and_the_sum_says_so(world: World, period) -> None:
    report = quarter.submitted(world, quarter.begin(world, period))
    neighbour = world.units["neighbour"]
    client = signed_in(world, "quan")
    assert act(client, report, "accept").status_code == 302
    choose = to("choose", period.pk, neighbour.pk)
    assert choose in page(client, to("board", period.pk))
    refused = client.post(choose, {"kind": "left_out", "reason": " "})
    assert (refused.status_code, "Hãy ghi lý do" in refused.content.decode()) == (422, True)
    assert client.post(choose, {"kind": "left_out", "reason": WHY}).status_code == 302
    shown = page(client, to("board", period.pk))
    assert "Để ngoài" in shown
    assert WHY in shown
    answer = client.post(to("consolidate", period.pk))
    assert answer["Location"] == to("sum-newest", period.pk)
    told = page(client, answer["Location"])
    assert ">Quý I năm 2026</a>" in told  # the way back to the board
    assert report.number in told
    assert "bản thứ 1" in told
    assert WHY in told
    assert client.post(choose, {"kind": "nothing"}).status_code == 302
    assert not RollUpChoice.objects.exists()


def test_the_page_of_a_sum_says_who_is_not_in_it(world: World, period) -> None:
    province, commune = world.units["province"], world.units["commune"]
    put(commune.pk, period, at=quarter.AT, **{FRACTION: "92.5", "c5_4_2": "3"})
    put(world.units["neighbour"].pk, period, at=quarter.AT, **{FRACTION: "26/28"})
    consolidate(province.pk, period.pk, by=SYSTEM, at=quarter.later(5))
    report = life.open_report(period, "tinh", by=quarter.who(world, "quan"), at=quarter.later(8))
    client = signed_in(world, "quan")
    code = FRACTION.removeprefix("c").replace("_", ".")
    told = page(client, to("cell", report.uuid, code))
    assert "Tính từ số liệu của 1 đơn vị" in told
    assert "1 đơn vị chỉ ghi phần trăm" in told
    told = page(client, to("cell", report.uuid, "5.4.2"))
    assert "1 đơn vị để trống" in told
    assert "chỉ ghi phần trăm" not in told
    assert "Cấp trên của cơ quan" in page(client, reverse("office-reporting"))


def test_last_figures_stand_in_on_the_board_and_in_the_sum(world: World, period) -> None:
    made = quarter.submitted(world, quarter.begin(world, period))
    life.accept(made, seen=made.revision, by=quarter.who(world, "quan"), at=quarter.later(5))
    following = _following(period)
    client = signed_in(world, "quan")
    choose = to("choose", following.pk, world.units["commune"].pk)
    assert f"số liệu {period.label} (báo cáo {made.number})" in page(client, choose)
    assert client.post(choose, {"kind": "stand_in", "reason": WHY}).status_code == 302
    assert "Đứng thay" in page(client, to("board", following.pk))
    client.post(to("consolidate", following.pk))
    told = page(client, to("sum-newest", following.pk))
    assert f"bằng số liệu {period.label}" in told
    assert made.number in told
    assert Value.objects.filter(period=following, origin="consolidated").exists()


def test_a_unit_that_has_nothing_to_stand_in_is_not_offered_it(world: World, period) -> None:
    client = signed_in(world, "quan")
    shown = page(client, to("choose", period.pk, world.units["commune"].pk))
    assert "left_out" in shown
    assert "stand_in" not in shown
    assert client.get(to("choose", period.pk, world.units["desk"].pk)).status_code == 404
    assert client.get(to("sum-newest", period.pk)).status_code == 404


def test_an_earlier_sum_is_still_shown_as_it_was(world: World, period) -> None:
    report = quarter.submitted(world, quarter.begin(world, period))
    quan = quarter.who(world, "quan")
    life.accept(report, seen=report.revision, by=quan, at=quarter.later(5))
    for minutes in (6, 7):
        rolling_up.roll_up(period, by=quan, at=quarter.later(minutes))
    first = RollUp.objects.earliest("pk")
    told = page(signed_in(world, "quan"), to("sum", period.pk, first.pk))
    assert "Đã có lần tổng hợp sau" in told


def test_a_leader_whose_post_ended_yesterday_approves_nothing(world: World, period) -> None:
    report = quarter.begin(world, period)
    report = life.check(
        report, seen=report.revision, by=quarter.who(world, "mai"), at=quarter.later(1)
    )
    client = signed_in(world, "hoa")
    signature = {"capacity": "TM", "post": "Chủ tịch", "name": "Lê Thị Hoa"}
    Position.objects.filter(account__username="hoa").update(ends_on=quarter.ON)  # half open
    answer = act(client, report, "approve", **signature)
    assert answer.status_code in {302, 403}
    report.refresh_from_db()
    assert report.state == State.CHECKED
    Position.objects.filter(account__username="hoa").update(ends_on=quarter.ON + timedelta(days=1))
    assert act(client, report, "approve", **signature).status_code == 302
    report.refresh_from_db()
    assert report.state == State.APPROVED


def test_submitting_twice_hands_in_once_and_says_so(world: World, period) -> None:
    dung = quarter.who(world, "dung")
    report = quarter.approved(world, quarter.begin(world, period))
    report = life.number(
        report, signed_on=quarter.ON, seen=report.revision, by=dung, at=quarter.later(3)
    )
    client = signed_in(world, "dung")
    assert act(client, report, "submit").status_code == 302
    again = act(client, report, "submit")
    assert again.status_code == 409
    assert "Gửi cấp trên" in again.content.decode()
    assert Report.objects.get(pk=report.pk).events.filter(action="submit").count() == 1


def test_of_two_officers_who_answer_at_once_the_second_is_told(world: World, period) -> None:
    report = quarter.submitted(world, quarter.begin(world, period))
    assign_position(
        account=world.account("hanh"),
        unit=world.units["home_department"],
        title="Chuyên viên",
        role=Post.PROVINCE_OFFICER,
        starts_on=FOUNDED,
        by=SYSTEM,
        at=NOW,
    )
    Position.objects.filter(account__username="hanh", unit=world.units["economy"]).update(
        ends_on=quarter.ON
    )
    first, second = signed_in(world, "quan"), signed_in(world, "hanh")
    assert act(first, report, "accept").status_code == 302
    late = act(second, report, "return", reason="Thiếu phụ lục.")
    assert late.status_code == 409
    said = late.content.decode()
    assert "Thiếu phụ lục." in said  # what was typed is kept
    assert "Vũ Anh Quân" in said
    report.refresh_from_db()
    assert report.state == State.ACCEPTED


def test_counting_again_is_refused_by_name_and_changes_nothing(world: World, period) -> None:
    report = quarter.approved(world, quarter.begin(world, period))
    client = signed_in(world, "mai")
    before = Value.objects.count()
    answer = client.post(to("figures", report.uuid), {"refresh": "1"}, follow=True)
    assert "không tính lại được nữa" in answer.content.decode()
    assert Value.objects.count() == before


def test_one_act_reminds_everybody_who_owes_and_the_board_says_when(world: World, period) -> None:
    client = signed_in(world, "quan")
    client.post(to("remind", period.pk))
    shown = page(client, to("board", period.pk))
    assert shown.count("đã nhắc") == 2
    today = page(signed_in(world, "mai"), reverse("office-home"))
    assert "Báo cáo định kỳ đến hạn" in today
    assert "cấp trên nhắc 10:00 16/03/2026" in today
    quarter.submitted(world, quarter.begin(world, period))
    assert "Báo cáo định kỳ đến hạn" not in page(signed_in(world, "mai"), reverse("office-home"))


def test_a_unit_that_is_no_more_is_told_with_where_it_went(world: World, period) -> None:
    client = signed_in(world, "quan")
    assert "Đã kết thúc hoạt động" not in page(client, to("board", period.pk))
    quarter.merge_commune(world, on=date(2026, 3, 15))
    shown = page(client, to("board", period.pk) + "?tinh_trang=ended")
    assert "Xã Minh Tâm" in shown
    assert "Xã Minh Lộc" not in shown
    assert "từ 15/03/2026 nhập vào Phường Minh Mới" in shown
    assert to("choose", period.pk, world.units["commune"].pk) in shown


def test_a_board_of_126_long_names_asks_little(
    world: World, period, django_assert_max_num_queries
) -> None:
    for number in range(126):
        create_unit(
            kind="xa",
            name=f"Xã Thượng Nguyên Phước Thạnh Trung Hòa Bình Đông {number}",
            starts_on=FOUNDED,
            parent=world.units["province"],
            org_code=f"H99.{200 + number}",
            by=SYSTEM,
            at=NOW,
            is_sample=True,
        )
    client = signed_in(world, "quan")
    with django_assert_max_num_queries(30):
        shown = page(client, to("board", period.pk))
    assert shown.count("Thượng Nguyên") >= 126


def _following(period: ReportingPeriod) -> ReportingPeriod:
    """The quarter after, asked for by the same superior."""
    return ReportingPeriod.objects.create(
        superior_id=period.superior_id,
        set_version=period.set_version,
        code="2026Q2",
        starts_on=date(2026, 3, 15),
        ends_on=date(2026, 6, 15),
        due_on=date(2026, 6, 18),
        created_at=quarter.AT,
        created_by="quan",
    )


def test_the_sum_and_the_report_that_stands_on_it_lead_to_each_other(world: World, period) -> None:
    report = quarter.submitted(world, quarter.begin(world, period))
    quan = signed_in(world, "quan")
    act(quan, report, "accept")
    quan.post(to("consolidate", period.pk))
    told = page(quan, to("sum-newest", period.pk))
    assert to("begin", period.pk) in told
    outline = re.findall(r'name="outline" value="([^"]+)"', told)[0]
    quan.post(to("begin", period.pk), {"outline": outline})
    ours = Report.objects.get(unit=world.units["province"])
    first = RollUp.objects.get()
    assert to("page", ours.uuid) in page(quan, to("sum-newest", period.pk))
    assert to("sum", period.pk, first.pk) in page(quan, to("page", ours.uuid))
    assert "/lan-tong-hop/" not in page(signed_in(world, "mai"), to("page", report.uuid))
    assert "/lan-tong-hop/" not in page(quan, to("page", report.uuid))


def test_a_report_of_nobody_s_sum_names_none(world: World, period) -> None:
    quan = signed_in(world, "quan")
    quan.post(to("begin", period.pk), {"outline": "tinh"})
    ours = Report.objects.filter(unit=world.units["province"]).first()
    assert ours is not None
    assert "/lan-tong-hop/" not in page(quan, to("page", ours.uuid))
