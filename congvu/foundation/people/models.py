"""Tables of people: accounts, their positions in units, delegations, old passwords.

Not here: second factors (allauth.mfa) and lock-outs (axes), which keep their own tables.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.foundation.people.labels import ROLE_CHOICES
from congvu.foundation.people.rules import Role


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by their name whatever the case in which it was typed."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(username=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """One person who may sign in; one person has one account."""

    personal_data: ClassVar[tuple[str, ...]] = ("username", "full_name", "email")

    username = models.CharField(_("tên đăng nhập"), max_length=40, unique=True)
    full_name = models.CharField(_("họ và tên"), max_length=120)
    email = models.EmailField(_("thư điện tử"), blank=True)
    sort_key = models.CharField(max_length=300, editable=False, db_index=True)
    folded = models.CharField(max_length=300, editable=False)
    is_active = models.BooleanField(_("đang hoạt động"), default=True)
    is_sample = models.BooleanField(_("dữ liệu mẫu"), default=False)
    must_change_password = models.BooleanField(_("phải đổi mật khẩu"), default=True)
    password_changed_at = models.DateTimeField(_("đổi mật khẩu lúc"), null=True, blank=True)
    last_seen_at = models.DateTimeField(_("hoạt động gần nhất"), null=True, blank=True)
    created_at = models.DateTimeField(_("tạo lúc"))
    disabled_at = models.DateTimeField(_("vô hiệu lúc"), null=True, blank=True)
    disabled_reason = models.CharField(_("lý do vô hiệu"), max_length=200, blank=True)
    reviewed_at = models.DateTimeField(_("rà soát lúc"), null=True, blank=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("tài khoản")
        constraints = [
            models.CheckConstraint(condition=~Q(username=""), name="people_account_named"),
        ]

    def __str__(self) -> str:
        return self.username

    def get_full_name(self) -> str:
        return self.full_name


class PasswordHistory(models.Model):
    """A password that was in use, so that the last ten are not taken again."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    account = models.ForeignKey(
        Account, models.CASCADE, related_name="old_passwords", verbose_name=_("tài khoản")
    )
    password = models.CharField(_("mã băm mật khẩu"), max_length=128)
    set_at = models.DateTimeField(_("đặt lúc"))

    class Meta:
        verbose_name = _("mật khẩu đã dùng")

    def __str__(self) -> str:
        return f"{self.account_id} {self.set_at:%Y-%m-%d}"


class Position(models.Model):
    """A person's post in a unit from one day until another."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    account = models.ForeignKey(
        Account, models.PROTECT, related_name="positions", verbose_name=_("tài khoản")
    )
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="positions", verbose_name=_("đơn vị")
    )
    code = models.CharField(_("mã"), max_length=60, unique=True)
    title = models.CharField(_("chức danh"), max_length=120)
    role = models.CharField(_("vai trò"), max_length=20, choices=ROLE_CHOICES)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến trước ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("chức vụ")
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]), name="people_position_role"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="people_position_dates",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Delegation(models.Model):
    """A position's roles lent to another position while its holder is away."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    from_position = models.ForeignKey(
        Position, models.PROTECT, related_name="lent", verbose_name=_("người vắng mặt")
    )
    to_position = models.ForeignKey(
        Position, models.PROTECT, related_name="borrowed", verbose_name=_("người thay")
    )
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến trước ngày"))
    decision = models.CharField(_("văn bản giao việc"), max_length=200)

    class Meta:
        verbose_name = _("ủy quyền khi vắng mặt")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="people_delegation_dates"
            ),
            models.CheckConstraint(
                condition=~Q(from_position=F("to_position")), name="people_delegation_other"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_position_id} → {self.to_position_id}"


class Installation(models.Model):
    """What this database is; the single row is missing until somebody says it."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.CharField(_("tên nơi cài đặt"), max_length=200, blank=True)
    is_sample = models.BooleanField(_("dữ liệu mẫu"), default=False)

    class Meta:
        verbose_name = _("nơi cài đặt")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="people_installation_single"),
        ]

    def __str__(self) -> str:
        return self.name
