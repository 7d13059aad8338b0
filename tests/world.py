"""The cast and the sample province of the tests: one invented province and two communes.

Chị Lan receives, anh Minh handles, bà Hoa leads, chú Dũng numbers, chị Mai reports, anh Quân sits
in the province, anh Kiên in the neighbouring commune may see nothing of ours, chị Yến administers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from django.conf import settings

from congvu.foundation.calendars import loading as calendar_files
from congvu.foundation.journal.rules import SYSTEM
from congvu.foundation.people.models import Account, Position
from congvu.foundation.people.rules import Role, Staff
from congvu.foundation.people.selectors import get_staff
from congvu.foundation.people.services.accounts import create_account
from congvu.foundation.people.services.positions import assign_position
from congvu.foundation.units.models import Unit
from congvu.foundation.units.services.lives import create_unit
from congvu.instruments.catalogue import services as catalogue

VIETNAM = timezone(timedelta(hours=7))
FOUNDED = date(2018, 1, 1)
TODAY = date(2026, 3, 10)  # a Tuesday
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=VIETNAM)
LONG_AGO = datetime(2018, 1, 1, tzinfo=UTC)
PASSWORD = "Mat-khau-mau-1"

UNITS = {
    # key: (kind, name, parent key, organisation code)
    "province": ("province", "Tỉnh Minh Châu", None, "H99"),
    "home_department": ("department", "Sở Nội vụ tỉnh Minh Châu", "province", "H99.5"),
    "commune": ("xa", "Xã Minh Tâm", "province", "H99.101"),
    "desk": (
        "one_stop_desk",
        "Trung tâm Phục vụ hành chính công xã Minh Tâm",
        "commune",
        "H99.101.1",
    ),
    "economy": ("department", "Phòng Kinh tế xã Minh Tâm", "commune", "H99.101.2"),
    "society": ("department", "Phòng Văn hóa - Xã hội xã Minh Tâm", "commune", "H99.101.3"),
    "secretariat": ("department", "Văn phòng HĐND và UBND xã Minh Tâm", "commune", "H99.101.4"),
    "neighbour": ("xa", "Xã Minh Lộc", "province", "H99.102"),
    "neighbour_desk": (
        "one_stop_desk",
        "Trung tâm Phục vụ hành chính công xã Minh Lộc",
        "neighbour",
        "H99.102.1",
    ),
}
PEOPLE = {
    # username: (full name, unit key, title, role)
    "lan": ("Nguyễn Thị Lan", "desk", "Công chức tiếp nhận", Role.CLERK),
    "minh": ("Trần Văn Minh", "economy", "Chuyên viên", Role.OFFICER),
    "hanh": ("Đặng Thị Hạnh", "economy", "Trưởng phòng", Role.HEAD),
    "hoa": ("Lê Thị Hoa", "commune", "Chủ tịch UBND xã", Role.LEADER),
    "dung": ("Phạm Văn Dũng", "secretariat", "Văn thư", Role.REGISTRAR),
    "mai": ("Hoàng Thị Mai", "secretariat", "Chuyên viên cải cách hành chính", Role.REFORM_OFFICER),
    "quan": ("Vũ Anh Quân", "home_department", "Chuyên viên", Role.PROVINCE_OFFICER),
    "kien": ("Đỗ Trung Kiên", "neighbour_desk", "Công chức tiếp nhận", Role.CLERK),
    "yen": ("Bùi Thị Yến", "province", "Quản trị kỹ thuật", Role.ADMINISTRATOR),
}


@dataclass(frozen=True)
class World:
    """The sample province: units by key, people by short name."""

    units: dict[str, Unit]

    def staff(self, name: str, on: date = TODAY) -> Staff:
        """Return a member of the cast as they act on that day."""
        return get_staff(name, on)

    def account(self, name: str) -> Account:
        return Account.objects.get(username=name)

    def position(self, name: str) -> Position:
        return Position.objects.get(account__username=name)


def build_world() -> World:
    """Load calendars and catalogue, make units and people, all through services."""
    calendar_files.load(settings.CATALOGUE / "calendar")
    catalogue.load(settings.CATALOGUE, by=SYSTEM, at=LONG_AGO)
    units: dict[str, Unit] = {}
    for key, (kind, name, parent, code) in UNITS.items():
        units[key] = create_unit(
            kind=kind,
            name=name,
            starts_on=FOUNDED,
            parent=units[parent] if parent else None,
            org_code=code,
            by=SYSTEM,
            at=LONG_AGO,
            is_sample=True,
        )
    for username, (full_name, unit, title, role) in PEOPLE.items():
        account, _ = create_account(
            username=username, full_name=full_name, by=SYSTEM, at=NOW, password=PASSWORD
        )
        Account.objects.filter(pk=account.pk).update(
            must_change_password=False, password_changed_at=NOW
        )
        assign_position(
            account=account,
            unit=units[unit],
            title=title,
            role=role,
            starts_on=FOUNDED,
            by=SYSTEM,
            at=NOW,
        )
    return World(units)


def find_world() -> World:
    """Return the world that an earlier test or the set-up left in the database, or build it."""
    found = {unit.name: unit for unit in Unit.objects.filter(is_sample=True)}
    if not found:
        return build_world()
    return World({key: found[name] for key, (_kind, name, _parent, _code) in UNITS.items()})
