"""What an administrator does to one account: each a single press that is confirmed and journalled."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from congvu.foundation.people import selectors, services
from congvu.interfaces.office.administration.people.forms import ReasonForm
from congvu.interfaces.office.administration.people.views import account_page, administrator

ACCOUNT = "office-administration-account"


@never_cache
@require_POST
def reset_password(request: HttpRequest, account_id: int) -> HttpResponse:
    """Give a temporary password and show it, this once."""
    who = administrator(request)
    account = selectors.get_account_by_id(account_id)
    password = services.reset_password(account, by=who.staff, at=who.at)
    context = {"account": account, "password": password, "is_new": False}
    return render(request, "office/administration/people/password.html", context)


@require_POST
def reset_second_factor(request: HttpRequest, account_id: int) -> HttpResponse:
    """Forget the phone of somebody who lost it."""
    who = administrator(request)
    account = selectors.get_account_by_id(account_id)
    services.reset_second_factor(account, by=who.staff, at=who.at)
    messages.success(request, _("Đã bỏ xác thực hai bước; lần đăng nhập sau sẽ yêu cầu bật lại."))
    return redirect(ACCOUNT, account_id)


@require_POST
def unlock(request: HttpRequest, account_id: int) -> HttpResponse:
    """Let somebody try again before the lock runs out."""
    who = administrator(request)
    account = selectors.get_account_by_id(account_id)
    services.unlock_account(account, by=who.staff, at=who.at)
    messages.success(request, _("Đã mở khóa đăng nhập."))
    return redirect(ACCOUNT, account_id)


@require_POST
def disable(request: HttpRequest, account_id: int) -> HttpResponse:
    """Close an account, for a reason."""
    who = administrator(request)
    account = selectors.get_account_by_id(account_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        context = {**account_page(account_id, who), "reason_form": form}
        return render(request, "office/administration/people/account.html", context, status=422)
    services.disable_account(account, reason=form.cleaned_data["reason"], by=who.staff, at=who.at)
    messages.success(request, _("Đã vô hiệu tài khoản; các phiên đang mở đã kết thúc."))
    return redirect(ACCOUNT, account_id)


@require_POST
def enable(request: HttpRequest, account_id: int) -> HttpResponse:
    """Open an account again."""
    who = administrator(request)
    services.enable_account(selectors.get_account_by_id(account_id), by=who.staff, at=who.at)
    messages.success(request, _("Đã mở lại tài khoản."))
    return redirect(ACCOUNT, account_id)


@require_POST
def review(request: HttpRequest, account_id: int) -> HttpResponse:
    """Note that the account was looked at and is still needed."""
    who = administrator(request)
    services.review_account(selectors.get_account_by_id(account_id), by=who.staff, at=who.at)
    messages.success(request, _("Đã ghi nhận: tài khoản này vẫn cần."))
    return redirect(ACCOUNT, account_id)
