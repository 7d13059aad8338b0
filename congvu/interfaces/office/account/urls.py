"""Addresses of the account screens, under the names that allauth looks for."""

from django.urls import path
from django.views.generic import RedirectView

from congvu.interfaces.office.account import second_factor, views

urlpatterns = [
    path("", views.home, name="account_home"),
    path("login/", views.SignInView.as_view(), name="account_login"),
    path("logout/", views.SignOutView.as_view(), name="account_logout"),
    path("sample/", views.sign_in_sample, name="account_sample_sign_in"),
    path("inactive/", views.inactive, name="account_inactive"),
    path("no-position/", views.no_position, name="account_no_position"),
    path("position/", views.switch_position, name="account_switch_position"),
    path("password/", views.change_password, name="account_change_password"),
    path("again/", views.PasswordAgainView.as_view(), name="account_reauthenticate"),
    path("codes/", RedirectView.as_view(pattern_name="account_home"), name="mfa_index"),
    path("codes/enter/", second_factor.CodeView.as_view(), name="mfa_authenticate"),
    path("codes/again/", second_factor.CodeAgainView.as_view(), name="mfa_reauthenticate"),
    path("codes/on/", second_factor.SetUpView.as_view(), name="mfa_activate_totp"),
    path("codes/off/", second_factor.TakeOffView.as_view(), name="mfa_deactivate_totp"),
    path(
        "codes/recovery/", second_factor.RecoveryCodesView.as_view(), name="mfa_view_recovery_codes"
    ),
    path(
        "codes/recovery/new/",
        second_factor.NewRecoveryCodesView.as_view(),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "codes/recovery/file/",
        second_factor.RecoveryCodesFileView.as_view(),
        name="mfa_download_recovery_codes",
    ),
]
