"""Who acts and when, as every view of the office begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest
from django.utils.timezone import now

from congvu.foundation.people.rules import Role, Staff
from congvu.kernel.errors import NotAllowed, gettext_noop
from congvu.kernel.workingdays import local_day


@dataclass(frozen=True, slots=True)
class Acting:
    """The acting person, the moment, and its day in Viet Nam."""

    staff: Staff
    at: datetime
    on: date


def acting(request: HttpRequest) -> Acting:
    """Return who acts now. Raises NotAllowed for an account without a position today."""
    staff: Staff | None = getattr(request, "staff", None)
    if staff is None:
        raise NotAllowed(gettext_noop("Tài khoản chưa được giao chức vụ nào trong ngày hôm nay."))
    at = now()
    return Acting(staff, at, local_day(at))


def require_role(staff: Staff, *roles: Role) -> None:
    """Raise NotAllowed unless the person holds one of the roles."""
    if not staff.has(*roles):
        raise NotAllowed(gettext_noop("Trang này dành cho chức vụ khác."))
