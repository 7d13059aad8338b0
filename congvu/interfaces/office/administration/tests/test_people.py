"""Accounts: found without accents, made, closed, opened, reviewed; names stay out of addresses."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt

from congvu.foundation.people.models import Account
from congvu.interfaces.office.administration.tests.make import html, rows_of
from tests.world import NOW

LIST = "/quan-tri/tai-khoan/"


def page_of(world, name):
    return f"{LIST}{world.account(name).pk}/"


def test_the_list_shows_everybody_with_what_they_do_today(yen):
    page = html(yen.get(LIST))

    assert "Nguyễn Thị Lan" in page
    assert "Trung tâm Phục vụ hành chính công xã Minh Tâm" in page


def test_a_name_is_found_without_accents_and_stays_out_of_the_address(yen):
    answer = yen.post(LIST, {"q": "tran minh"}, follow=True)

    assert "tran" not in answer.redirect_chain[0][0]
    assert "Trần Văn Minh" in html(answer)
    assert "Nguyễn Thị Lan" not in html(answer)
    assert "Nguyễn Thị Lan" in html(yen.post(LIST, {"q": ""}, follow=True))


def test_a_name_that_nobody_bears_says_what_to_do(yen):
    assert "Không có tên nào khớp" in html(yen.post(LIST, {"q": "khong ai ca"}, follow=True))


def test_the_list_needs_few_statements(yen, django_assert_max_num_queries):
    yen.get(LIST)
    with django_assert_max_num_queries(12):
        yen.get(LIST)


def test_the_list_goes_to_a_spreadsheet(yen):
    rows = rows_of(yen.get(f"{LIST}xuat/"))

    assert ["Nguyễn Thị Lan", "lan"] in [row[:2] for row in rows]


def test_a_new_account_shows_its_password_once_and_keeps_it_nowhere(yen):
    answer = yen.post(f"{LIST}tao/", {"full_name": "Đinh Thị Mơ", "username": "mo"})

    made = Account.objects.get(username="mo")
    password = answer.context["password"]
    assert made.check_password(password)
    assert made.must_change_password
    assert password in html(answer)
    assert "no-store" in answer["Cache-Control"]
    assert password not in str(dict(yen.session))


def test_a_taken_name_is_refused_and_what_was_typed_stays(yen):
    answer = yen.post(f"{LIST}tao/", {"full_name": "Đinh Thị Mơ", "username": "lan"})

    assert answer.status_code == 422
    assert "đã có người dùng" in html(answer)
    assert "Đinh Thị Mơ" in html(answer)


def test_an_account_is_closed_for_a_reason_and_opened_again(yen, world):
    page = page_of(world, "lan")
    assert yen.post(f"{page}vo-hieu/", {"reason": ""}).status_code == 422
    assert "Nghỉ việc" in html(yen.post(f"{page}vo-hieu/", {"reason": "Nghỉ việc"}, follow=True))
    assert not world.account("lan").is_active

    yen.post(f"{page}mo-lai/")

    assert world.account("lan").is_active


def test_nobody_closes_the_own_account(yen, world):
    answer = yen.post(f"{page_of(world, 'yen')}vo-hieu/", {"reason": "thử"})

    assert answer.status_code == 422
    assert world.account("yen").is_active
    assert "Vô hiệu tài khoản" not in html(yen.get(page_of(world, "yen")))


def test_a_forgotten_password_is_given_anew(yen, world):
    answer = yen.post(f"{page_of(world, 'lan')}mat-khau/")

    assert world.account("lan").check_password(answer.context["password"])


def test_a_lost_phone_and_a_lock_are_seen_and_taken_away(yen, world):
    lan, page = world.account("lan"), page_of(world, "lan")
    Authenticator.objects.create(user=lan, type=Authenticator.Type.TOTP, data={})
    AccessAttempt.objects.create(username="lan", failures_since_start=9, attempt_time=NOW)
    shown = html(yen.get(page))
    assert "Đang khóa do nhập sai nhiều lần" in shown
    assert "Đặt lại xác thực hai bước" in shown

    yen.post(f"{page}mo-khoa/")
    yen.post(f"{page}hai-buoc/")

    shown = html(yen.get(page))
    assert "Đang khóa" not in shown
    assert "Đặt lại xác thực hai bước" not in shown.replace("Nhật ký", "", 1).split("Nhật ký")[0]
    assert not AccessAttempt.objects.exists()


def test_accounts_are_reviewed_many_at_once(yen, world):
    Account.objects.update(created_at=NOW.replace(year=2025))
    assert "Nguyễn Thị Lan" in html(yen.get(f"{LIST}?xem=ra-soat"))

    yen.post(f"{LIST}ra-soat/", {"account": [world.account("lan").pk, world.account("hoa").pk]})

    left = html(yen.get(f"{LIST}?xem=ra-soat"))
    assert "Nguyễn Thị Lan" not in left
    assert "Trần Văn Minh" in left


@pytest.mark.parametrize("path", ["", "999999/", "tao/"])
def test_a_leader_administers_nobody(browser_of, path):
    assert browser_of("hoa").get(LIST + path).status_code == 403
