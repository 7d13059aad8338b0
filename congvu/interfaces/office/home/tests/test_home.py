"""The first screen: each of the cast finds what waits for them, and nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from congvu.casework.dossiers.services import fees, intake
from congvu.casework.dossiers.tests.make import accepted, make_intake, processing
from congvu.foundation.people.models import Account
from congvu.foundation.people.rules import Role
from congvu.foundation.people.services.accounts import create_account
from congvu.foundation.people.services.positions import assign_position
from congvu.interfaces.office.dossiers.tests.make import (
    LATER,
    at,
    presented,
    signed_in,
    text_of,
)
from congvu.interfaces.office.dossiers.tests.stories import numbering, resolved, transferred
from tests.world import FOUNDED, NOW, PASSWORD, VIETNAM, World

HOME = "/"


def home_of(world: World, name: str, moment: datetime = LATER) -> str:
    with at(moment):
        response = signed_in(world, name).get(HOME)
    assert response.status_code == 200
    return text_of(response)


def test_a_clerk_finds_what_came_online_what_must_go_on_and_what_is_ready(world: World) -> None:
    intake.submit(make_intake(channel="online", name="Hồ Thị Chờ"), by=world.staff("lan"), at=NOW)
    accepted(world)
    ready = resolved(world)
    page = home_of(world, "lan")

    assert "Hồ Thị Chờ" in page
    assert "chờ 2 giờ" in page
    assert "chuyển trước 17:00 hôm nay" in page
    assert ready.code in page
    assert "Trong phòng, chưa ai nhận" not in page


def test_what_was_not_forwarded_in_time_is_late(world: World) -> None:
    accepted(world)
    assert "quá lúc phải chuyển" in home_of(world, "lan", NOW + timedelta(days=1))


def test_an_officer_finds_the_own_work_by_what_is_due(world: World) -> None:
    dossier = processing(world)
    minh_early = home_of(world, "minh")
    due_day = datetime.combine(dossier.lawful_due, LATER.timetz(), VIETNAM)

    assert "Đang làm, theo hạn (1)" in minh_early
    assert "Đến hạn hôm nay (1)" in home_of(world, "minh", due_day)
    late = home_of(world, "minh", due_day + timedelta(days=1))
    assert "Quá hạn (1)" in late
    assert "quá hạn 1 ngày làm việc" in late


def test_what_was_sent_to_a_section_waits_there(world: World) -> None:
    dossier = transferred(world)
    create_person(world, "thu", Role.OFFICER)

    assert dossier.code in home_of(world, "thu")


def create_person(world: World, name: str, role: Role, unit: str = "society") -> None:
    account, _word = create_account(
        username=name,
        full_name="Người Mới",
        by=world.staff("yen"),
        at=NOW,
        password=PASSWORD,
    )
    account.must_change_password = False
    account.password_changed_at = NOW
    account.save()
    assign_position(
        account=account,
        unit=world.units[unit],
        title="Chuyên viên",
        role=role,
        starts_on=FOUNDED,
        by=world.staff("yen"),
        at=NOW,
    )


def test_a_leader_finds_what_to_sign_and_where_work_is_stuck(world: World) -> None:
    dossier = presented(world)
    page = home_of(world, "hoa")

    assert "Chờ ký duyệt (1)" in page
    assert dossier.code in page
    assert "Hồ sơ đang ở đâu" in page
    assert "Trần Văn Minh" in page


def test_a_registrar_finds_what_to_number(world: World) -> None:
    dossier = numbering(world)
    assert dossier.code in home_of(world, "dung")


def test_a_cashier_finds_the_open_fees(world: World) -> None:
    dossier = accepted(world)
    create_person(world, "quy", Role.CASHIER, "desk")
    fees.raise_charge(
        dossier,
        name="Lệ phí hộ tịch",
        kind="charge",
        amount=15_000,
        due_when="on_receipt",
        by=world.staff("lan"),
        at=NOW,
    )
    page = home_of(world, "quy")
    assert "Lệ phí hộ tịch" in page
    assert "15.000" in page


def test_the_administrator_sees_the_system_and_no_dossier(world: World) -> None:
    dossier = presented(world)
    page = home_of(world, "yen")

    assert "Vận hành hệ thống" in page
    assert "Chưa có lịch làm việc" not in page
    assert dossier.code not in page
    assert "Nguyễn Văn Tư" not in page


def test_from_october_the_administrator_learns_which_calendar_is_missing(world: World) -> None:
    october = datetime(2027, 10, 1, 9, 0, tzinfo=VIETNAM)
    Account.objects.filter(username="yen").update(password_changed_at=october)
    assert "Chưa có lịch làm việc năm 2028" in home_of(world, "yen", october)


@pytest.mark.parametrize("name", ["mai", "quan"])
def test_who_answers_for_figures_finds_the_month_in_form_06a(world: World, name: str) -> None:
    resolved(world)
    processing(world)
    page = home_of(world, name)

    assert "Tháng này, biểu II.06a" in page
    assert "Tiếp nhận, cả từ kỳ trước 2 hồ sơ" in page
    assert "Đã giải quyết 1 hồ sơ" in page


@pytest.mark.parametrize("name", ["mai", "quan", "kien", "hanh", "lan"])
def test_an_empty_day_says_so(world: World, name: str) -> None:
    assert "Việc hôm nay" in home_of(world, name)


@pytest.mark.parametrize("name", ["quan", "yen", "kien"])
def test_nobody_else_sees_our_dossiers(world: World, name: str) -> None:
    dossier = presented(world)
    assert dossier.code not in home_of(world, name)


@pytest.mark.parametrize(("name", "most"), [("lan", 16), ("minh", 18), ("hoa", 26), ("yen", 14)])
def test_the_first_screen_asks_few_questions(
    world: World, name: str, most: int, django_assert_max_num_queries
) -> None:
    presented(world)
    processing(world)
    client = signed_in(world, name)
    with at(LATER):
        client.get(HOME)
        with django_assert_max_num_queries(most):
            client.get(HOME)


def test_a_leader_approves_several_at_once_and_learns_which_had_changed(world: World) -> None:
    first, second, third = presented(world), presented(world), presented(world)
    with at(LATER):
        answer = signed_in(world, "hoa").post(
            reverse("office-home-approve"),
            {
                "dossier": [
                    f"{first.code}|{first.version}",
                    f"{second.code}|{second.version}",
                    f"{third.code}|{third.version - 1}",
                ]
            },
            follow=True,
        )
    page = text_of(answer)
    for dossier in (first, second, third):
        dossier.refresh_from_db()
    assert (first.state, second.state, third.state) == (
        "awaiting_numbering",
        "awaiting_numbering",
        "awaiting_signature",
    )
    assert "Đã duyệt 2 hồ sơ" in page
    assert f"{third.code}: Hồ sơ vừa được người khác xử lý" in page


def test_approving_is_for_leaders(world: World) -> None:
    dossier = presented(world)
    with at(LATER):
        answer = signed_in(world, "minh").post(
            reverse("office-home-approve"), {"dossier": [f"{dossier.code}|{dossier.version}"]}
        )
    assert answer.status_code == 403
