"""Screens of one-time codes: asked for while signing in, set up, taken off, recovery codes."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.recovery_codes.views import (
    DownloadRecoveryCodesView,
    GenerateRecoveryCodesView,
    ViewRecoveryCodesView,
)
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.timezone import now

from congvu.foundation.people import session
from congvu.foundation.people.services.sign_in import note_second_factor
from congvu.interfaces.office.account.forms import (
    CodeAgainForm,
    CodeForm,
    FirstCodeForm,
    RecoveryCodesForm,
)
from congvu.interfaces.office.account.views import account_of


class CodeView(AuthenticateView):
    """The second step of signing in; a wrong code is journalled."""

    template_name = "office/account/code.html"
    form_class = CodeForm

    def form_invalid(self, form: CodeForm) -> HttpResponse:
        note_second_factor(self.stage.login.user, event="failed", at=now())
        response: HttpResponse = super().form_invalid(form)
        return response


class CodeAgainView(ReauthenticateView):
    """The code once more before something important."""

    template_name = "office/account/password_again.html"
    form_class = CodeAgainForm


class SetUpView(ActivateTOTPView):
    """Connects a phone; its first code proves this session too."""

    template_name = "office/account/second_factor_on.html"
    form_class = FirstCodeForm
    success_url = reverse_lazy("account_home")

    def get_success_url(self) -> str:
        if self.did_generate_recovery_codes:
            return str(reverse_lazy("mfa_view_recovery_codes"))
        return str(self.success_url)

    def form_valid(self, form: FirstCodeForm) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        self.request.session[session.SECOND_FACTOR] = True
        note_second_factor(account_of(self.request), event="on", at=now())
        return response


class TakeOffView(DeactivateTOTPView):
    """Disconnects the phone, where no rule asks for one."""

    template_name = "office/account/second_factor_off.html"
    success_url = reverse_lazy("account_home")

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        self.request.session[session.SECOND_FACTOR] = False
        note_second_factor(account_of(self.request), event="off", at=now())
        return response


class RecoveryCodesView(ViewRecoveryCodesView):
    """The codes for the day on which the phone is lost."""

    template_name = "office/account/recovery_codes.html"


class NewRecoveryCodesView(GenerateRecoveryCodesView):
    """New recovery codes; the old ones no longer work."""

    template_name = "office/account/recovery_codes_new.html"
    form_class = RecoveryCodesForm

    def form_valid(self, form: RecoveryCodesForm) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        note_second_factor(account_of(self.request), event="recovery_codes", at=now())
        return response


class RecoveryCodesFileView(DownloadRecoveryCodesView):
    """The recovery codes as plain text."""

    template_name = "office/account/recovery_codes.txt"
