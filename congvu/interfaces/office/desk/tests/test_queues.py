"""The queues of the counter: in the order of waiting, with what is late said aloud."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from congvu.casework.dossiers.models import Dossier
from congvu.casework.dossiers.services import clock, closing, desk, intake
from congvu.casework.dossiers.services.desk import Money
from congvu.casework.dossiers.services.intake import FeeInput
from congvu.casework.dossiers.tests.make import accepted, make_intake, processing, result
from congvu.instruments.payments import selectors as payments
from congvu.interfaces.office.desk.tests.make import fields_of, opened
from congvu.interfaces.office.dossiers.tests.make import at, signed_in
from tests.world import NOW, World

LATER = NOW + timedelta(hours=2)
FEE = FeeInput("Lệ phí", "charge", 8000)


@pytest.fixture
def lan(world: World):
    with at(LATER):
        yield signed_in(world, "lan")


def resolved(world: World) -> Dossier:
    dossier = processing(world)
    hoa = world.staff("hoa")
    return closing.resolve(
        dossier,
        seen=dossier.version,
        results=[result()],
        by=hoa,
        at=NOW + timedelta(hours=1),
    )


def test_who_waited_more_than_a_working_day_alarms(world: World) -> None:
    lan = world.staff("lan")
    intake.submit(make_intake(channel="online", name="Hồ Thị Sớm"), by=lan, at=NOW)
    next_day = NOW + timedelta(days=1)
    intake.submit(make_intake(channel="online", name="Hồ Thị Muộn"), by=lan, at=next_day)
    with at(next_day + timedelta(hours=1)):
        page = signed_in(world, "lan").get("/mot-cua/").content.decode()

    assert page.index("Hồ Thị Sớm") < page.index("Hồ Thị Muộn")
    assert "chờ 8 giờ làm việc" in page
    assert page.count('class="is-late"') == 1


def test_the_navigation_counts_what_the_queues_of_the_page_count(world: World) -> None:
    staff = world.staff("lan")
    intake.submit(make_intake(channel="online", name="Hồ Thị Sớm"), by=staff, at=NOW)
    accepted(world)
    accepted(world)
    resolved(world)
    with at(LATER):
        lan = signed_in(world, "lan")
        pages = [lan.get(f"/mot-cua/{more}") for more in ("", "hang-cho/tra-ket-qua/")]
    for page in pages:
        menu = [one for part in page.context["navigation"] for one in part.items]
        badge = next(one.badge for one in menu if one.url == reverse("office-desk-queues"))
        tabs = [one.badge for one in page.context["tabs"] if one.badge is not None]
        assert badge == sum(tabs) == 4


def test_what_was_accepted_is_forwarded_in_one_press(world: World, lan) -> None:
    first, second, third = accepted(world), accepted(world), accepted(world)
    url = "/mot-cua/hang-cho/chuyen/"
    page = lan.get(url).content.decode()
    assert "chuyển trước 17:00 hôm nay" in page
    form = fields_of(page)
    response = lan.post("/mot-cua/chuyen/", {**form, "ref": [first.code, second.code]})

    assert response.url == url
    states = {dossier.code: dossier.state for dossier in Dossier.objects.all()}
    assert states == {
        first.code: "processing",
        second.code: "processing",
        third.code: "accepted",
    }


def test_a_dossier_goes_only_where_work_can_go(world: World, lan) -> None:
    dossier = accepted(world)
    elsewhere = world.units["neighbour_desk"].pk
    form = {"ref": dossier.code, f"seen-{dossier.code}": 1, f"to-{dossier.code}": elsewhere}
    lan.post("/mot-cua/chuyen/", form)

    assert Dossier.objects.get().state == "accepted"


def test_somebody_elses_act_is_told_and_the_others_go(world: World, lan) -> None:
    touched, free = accepted(world), accepted(world)
    form = fields_of(lan.get("/mot-cua/hang-cho/chuyen/").content.decode())
    closing.withdraw(touched, seen=1, reason="Dân rút", by=world.staff("lan"), at=LATER)
    refs = [touched.code, free.code]
    page = lan.post("/mot-cua/chuyen/", {**form, "ref": refs}, follow=True).content.decode()

    assert "vừa được người khác xử lý" in page
    assert "Đã chuyển 1 hồ sơ" in page


def test_what_waits_for_citizens_leads_to_what_is_done_when_they_come(world: World, lan) -> None:
    dossier = processing(world)
    minh = world.staff("minh")
    items = [("Tờ khai", "")]
    dossier = clock.request_supplement(
        dossier,
        seen=dossier.version,
        items=items,
        reason="Thiếu",
        by=minh,
        at=NOW + timedelta(hours=1),
    )
    intake.ask_to_complete_new(
        make_intake(), items=items, reason="Thiếu", by=world.staff("lan"), at=NOW
    )
    page = lan.get("/mot-cua/hang-cho/cho-bo-sung/").content.decode()

    assert f"/ho-so/{dossier.code}/viec/nhan-bo-sung/" in page
    assert "/viec/nop-lai/" in page
    assert "Bổ sung vừa đến" not in page
    clock.receive_supplement(dossier, seen=dossier.version, by=world.staff("lan"), at=LATER)
    assert "Bổ sung vừa đến" in lan.get("/mot-cua/hang-cho/cho-bo-sung/").content.decode()


def test_a_scanned_slip_opens_the_hand_out_and_what_is_owed_is_collected(world: World, lan) -> None:
    dossier = resolved(world)
    desk.settle(dossier, Money([FEE]), by=world.staff("lan"), at=LATER)
    assert dossier.code in lan.get("/mot-cua/hang-cho/tra-ket-qua/").content.decode()
    response = lan.post("/mot-cua/quet/", {"code": f" {dossier.code.lower()} "})
    form = opened(lan, response.url)
    assert form["receiver_name"] == "Nguyễn Văn Tư"
    response = lan.post(response.url, form)

    assert response.url == "/mot-cua/hang-cho/tra-ket-qua/"
    assert Dossier.objects.get().state == "handed_out"
    assert payments.amount_owed(dossier.code) == 0
    money = lan.get("/mot-cua/hang-cho/thu-phi/").content.decode()
    assert "8.000" in money


def test_a_dossier_that_is_not_ready_is_said_and_shown(world: World, lan) -> None:
    dossier = accepted(world)
    response = lan.post("/mot-cua/quet/", {"code": dossier.code}, follow=True)
    assert "chưa trả được" in response.content.decode()
    unknown = lan.post("/mot-cua/quet/", {"code": "H99.101-260101-9999"}, follow=True)
    assert "Không tìm thấy hồ sơ" in unknown.content.decode()
    assert (
        "không chờ trả kết quả" in lan.get(f"/mot-cua/tra-ket-qua/{dossier.code}/").content.decode()
    )


def test_a_second_hand_out_is_a_conflict_that_keeps_what_was_typed(world: World, lan) -> None:
    dossier = resolved(world)
    url = f"/mot-cua/tra-ket-qua/{dossier.code}/"
    form = opened(lan, url, receiver_name="Người nhà")
    lan.post(url, form)
    again = lan.post(url, form)
    assert again.status_code == 409


def test_empty_queues_say_what_will_stand_there(lan) -> None:
    for key in ("cho-tiep-nhan", "chuyen", "cho-bo-sung", "tra-ket-qua", "thu-phi"):
        response = lan.get(f"/mot-cua/hang-cho/{key}/")
        assert response.status_code == 200
        assert 'class="empty"' in response.content.decode()
    assert lan.get("/mot-cua/hang-cho/khac/").status_code == 404


@pytest.mark.parametrize("key", ["cho-tiep-nhan", "chuyen", "cho-bo-sung", "tra-ket-qua"])
def test_a_queue_asks_few_questions(world: World, lan, key, django_assert_max_num_queries) -> None:
    for _ in range(3):
        accepted(world)
        resolved(world)
    lan.get(f"/mot-cua/hang-cho/{key}/")
    with django_assert_max_num_queries(12):
        lan.get(f"/mot-cua/hang-cho/{key}/")
