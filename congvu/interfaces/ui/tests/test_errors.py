"""Refusals reach people as pages, and htmx as notices; nothing is swallowed."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.http import HttpResponse, HttpResponseRedirect

from congvu.interfaces.ui import middleware, views
from congvu.interfaces.ui.tests.drawing import make_request
from congvu.kernel.errors import Conflict, Invalid, NotAllowed, NotFound

pytestmark = pytest.mark.urls("congvu.interfaces.ui.tests.addresses")

REFUSALS = [(NotAllowed, 403), (NotFound, 404), (Conflict, 409), (Invalid, 422)]


def refuse(error: Exception, **attributes: object) -> HttpResponse | None:
    request = make_request()
    for name, value in attributes.items():
        setattr(request, name, value)
    doors = middleware.DomainErrorMiddleware(lambda _request: HttpResponse())
    return doors.process_exception(request, error)


@pytest.mark.parametrize(("error", "status"), REFUSALS)
def test_each_refusal_has_its_page(error, status):
    response = refuse(error("Hồ sơ đã chuyển cho người khác."))
    assert response.status_code == status
    page = response.content.decode()
    assert "Hồ sơ đã chuyển cho người khác." in page
    assert f"Mã lỗi {status}" in page


@pytest.mark.parametrize(("error", "status"), REFUSALS)
def test_under_htmx_a_refusal_is_a_notice_in_the_message_area(error, status):
    htmx = SimpleNamespace(current_url_abs_path="/ho-so/1/")
    response = refuse(error("Đã có người xử lý."), htmx=htmx)
    assert response.status_code == status
    assert response["HX-Retarget"] == "#messages"
    assert "Đã có người xử lý." in response.content.decode()
    assert "<html" not in response.content.decode()


def test_other_exceptions_are_not_caught():
    assert refuse(ValueError("x")) is None


def test_the_page_of_a_failure_asks_nothing_of_anyone():
    response = views.server_error(make_request())
    assert response.status_code == 500
    assert "Hệ thống gặp lỗi" in response.content.decode()


@pytest.mark.parametrize(
    ("view", "status"), [(views.bad_request, 400), (views.forbidden, 403), (views.not_found, 404)]
)
def test_django_own_errors_have_their_pages(view, status):
    assert view(make_request(), exception=Exception()).status_code == status


def test_a_form_opened_too_long_ago_says_so():
    response = views.csrf_failure(make_request())
    assert response.status_code == 403
    assert "Trang đã mở quá lâu" in response.content.decode()


def test_an_expired_htmx_call_sends_the_whole_page_to_sign_in(settings):
    settings.LOGIN_URL = "/dang-nhap/"
    sign_in = HttpResponseRedirect("/dang-nhap/?next=/ho-so/1/phan/")
    request = make_request()
    request.htmx = SimpleNamespace(current_url_abs_path="/ho-so/1/?tab=a")
    response = middleware.DomainErrorMiddleware(lambda _request: sign_in)(request)
    assert response["HX-Redirect"] == "/dang-nhap/?next=%2Fho-so%2F1%2F%3Ftab%3Da"
    request.htmx = False
    assert middleware.DomainErrorMiddleware(lambda _request: sign_in)(request) is sign_in
