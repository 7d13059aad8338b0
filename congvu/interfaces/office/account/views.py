"""Screens of one's own account: signing in and out, the password, the position one works in."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView, LogoutView, ReauthenticateView
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from congvu.foundation.journal.rules import NamedActor
from congvu.foundation.people import session
from congvu.foundation.people.loopback import on_loopback
from congvu.foundation.people.models import Account
from congvu.foundation.people.rules import Staff
from congvu.foundation.people.selectors import (
    get_account,
    list_sample_accounts,
    positions_on,
    sample_people,
)
from congvu.foundation.people.services import change_password as change_password_of
from congvu.foundation.people.services.sign_in import note_switch
from congvu.interfaces.office.account.forms import (
    PasswordAgainForm,
    PasswordForm,
    PositionForm,
    SampleForm,
    SignInForm,
)
from congvu.kernel.errors import Invalid, NotAllowed, NotFound


class SignInView(LoginView):
    """The sign-in page; while the data is a sample and the server local, the cast is one click."""

    template_name = "office/account/sign_in.html"
    form_class = SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["expired"] = self.request.session.pop(session.EXPIRED, False)
        context["next_url"] = self.get_next_url() or ""
        context["cast"] = sample_people(localdate()) if on_loopback(self.request) else []
        return context


class SignOutView(LogoutView):
    """Asks once on GET, signs out on POST."""

    template_name = "office/account/sign_out.html"


class PasswordAgainView(ReauthenticateView):
    """The password once more before something important."""

    template_name = "office/account/password_again.html"
    form_class = PasswordAgainForm


@login_not_required
@require_POST
def sign_in_sample(request: HttpRequest) -> HttpResponse:
    """Sign a member of the cast in; 404 unless the data is a sample and the server is local."""
    form = SampleForm(request.POST)
    if not on_loopback(request) or not form.is_valid():
        raise NotFound(_("Không có trang này."))
    username = form.cleaned_data["username"]
    account = list_sample_accounts().filter(username=username).first()
    if account is None:
        raise NotFound(_("Không có trang này."))
    adapter = get_adapter(request)
    if request.user.is_authenticated:
        adapter.logout(request)
    adapter.login_sample(request, account)
    return redirect(get_next_redirect_url(request) or "/")


@login_not_required
@require_GET
def inactive(request: HttpRequest) -> HttpResponse:
    return render(request, "office/account/inactive.html", status=403)


@require_GET
def no_position(request: HttpRequest) -> HttpResponse:
    if staff_of(request) is not None:
        return redirect("/")
    return render(request, "office/account/no_position.html", status=403)


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show who one is: positions, password, one-time codes."""
    account, staff = account_of(request), staff_of(request)
    factors = set(Authenticator.objects.filter(user=account).values_list("type", flat=True))
    context = {
        "account": account,
        "positions": positions_on(account, localdate()),
        "current": staff,
        "has_second_factor": Authenticator.Type.TOTP in factors,
        "has_recovery_codes": Authenticator.Type.RECOVERY_CODES in factors,
    }
    return render(request, "office/account/home.html", context)


@never_cache
@sensitive_post_parameters("old", "new", "again")
def change_password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; this session stays, all others of the account end."""
    account = account_of(request)
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            change_password_of(
                account,
                old=form.cleaned_data["old"],
                new=form.cleaned_data["new"],
                by=staff_of(request) or NamedActor(account.username),
                at=now(),
            )
        except Invalid as problem:
            form.add_error(str(problem.facts["field"]), problem.message)
        else:
            update_session_auth_hash(request, get_account(account.username))
            messages.success(request, _("Đã đổi mật khẩu."))
            return redirect(get_next_redirect_url(request) or "account_home")
    context = {
        "form": form,
        "must": account.must_change_password,
        "next_url": get_next_redirect_url(request) or "",
    }
    status = 422 if form.errors else 200
    return render(request, "office/account/password.html", context, status=status)


@require_POST
def switch_position(request: HttpRequest) -> HttpResponse:
    """Go on in another of one's positions."""
    form = PositionForm(request.POST)
    wanted = form.cleaned_data["position"] if form.is_valid() else None
    for staff in positions_on(account_of(request), localdate()):
        if staff.position_id == wanted:
            request.session[session.POSITION] = staff.position_id
            note_switch(staff, at=now())
            return redirect("/")
    raise NotAllowed(_("Bạn không giữ chức vụ này trong hôm nay."), code="not_your_position")


def account_of(request: HttpRequest) -> Account:
    """Return the signed-in account; the middleware lets nobody else come this far."""
    assert isinstance(request.user, Account)
    return request.user


def staff_of(request: HttpRequest) -> Staff | None:
    staff: Staff | None = request.staff  # type: ignore[attr-defined]
    return staff
