"""Forms of signing in and of passwords, in the words of the office."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext_lazy as _

_CODE_WIDGET = {
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
    "autofocus": True,
    "maxlength": 20,
}


class SignInForm(LoginForm):
    """The name and the password; wrong ones are told apart by nobody."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name, password = self.fields["login"], self.fields["password"]
        name.label, password.label = _("Tên đăng nhập"), _("Mật khẩu")
        name.widget.attrs.update(
            {"autofocus": True, "autocapitalize": "none", "spellcheck": "false"}
        )
        for field in (name, password):
            field.widget.attrs.pop("placeholder", None)
        password.help_text = ""


class CodeForm(AuthenticateForm):
    """The one-time code while signing in, or one of the recovery codes."""

    code = forms.CharField(
        label=_("Mã xác thực"),
        help_text=_("6 chữ số đang hiện trên điện thoại, hoặc một mã dự phòng."),
        widget=forms.TextInput(attrs=_CODE_WIDGET),
    )


class CodeAgainForm(ReauthenticateByCodeForm):
    """The one-time code once more, before something important."""

    code = CodeForm.base_fields["code"]


class FirstCodeForm(ActivateTOTPForm):
    """The first code of a phone that has just been connected."""

    code = forms.CharField(
        label=_("Mã đang hiện trên điện thoại"),
        help_text=_("6 chữ số."),
        widget=forms.TextInput(attrs=_CODE_WIDGET),
    )


class PasswordAgainForm(ReauthenticateForm):
    """The password once more, before something important."""

    password = forms.CharField(
        label=_("Mật khẩu"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )


class RecoveryCodesForm(GenerateRecoveryCodesForm):
    """New recovery codes in place of the old ones; nothing to fill in."""


class PasswordForm(forms.Form):
    """The old password and, twice, the new one."""

    old = forms.CharField(
        label=_("Mật khẩu hiện tại"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
    new = forms.CharField(
        label=_("Mật khẩu mới"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Nhập lại mật khẩu mới"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new"].help_text = " ".join(password_validators_help_texts()[:2])

    def clean_again(self) -> str:
        again = str(self.cleaned_data["again"])
        if again != self.cleaned_data.get("new"):
            raise forms.ValidationError(_("Hai lần nhập mật khẩu mới không giống nhau."))
        return again


class PositionForm(forms.Form):
    """Which of the person's positions comes next."""

    position = forms.IntegerField(min_value=1)


class SampleForm(forms.Form):
    """Which member of the cast signs in with one click."""

    username = forms.CharField(max_length=40)
