"""Published reports entered into an invented province of the district era."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings

from congvu.foundation.journal.rules import SYSTEM
from congvu.foundation.people.rules import Role, Staff
from congvu.foundation.people.selectors import get_staff
from congvu.foundation.people.services.accounts import create_account
from congvu.foundation.people.services.positions import assign_position
from congvu.foundation.units.models import Unit
from congvu.foundation.units.services.lives import create_unit
from congvu.oversight.indicators.loading import load_sets
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.rules.published import Published
from congvu.oversight.reporting.samples import published
from congvu.oversight.reporting.services.published import load_published
from tests.world import LONG_AGO, VIETNAM

FOUNDED, REFORM = date(2018, 1, 1), date(2025, 7, 1)
CODE = "H98.21"
MY_TU, BINH_SON, AN_LAO = "my-tu-2021", "binh-son-2022-h1", "an-lao-2022-q1"


def told(code: str) -> Published:
    return next(one for one in published() if one.code == code)


def moment(one: Published) -> datetime:
    """The morning after the period's last day."""
    return datetime.combine(one.window.last_day + timedelta(days=1), time(9), VIETNAM)


def people(one: Published) -> tuple[Staff, Staff]:
    """Make the district and its province, with somebody who reports and somebody who asks."""
    load_sets(settings.CATALOGUE / "indicators", by=SYSTEM, at=LONG_AGO)
    province = _unit("province", "Tỉnh Xa", None)
    district = _unit(one.kind, "Huyện Xa", province, REFORM, CODE)
    day = moment(one).date()
    return (
        _staff("nguoilap", district, Role.REFORM_OFFICER, day),
        _staff("nguoihoi", province, Role.PROVINCE_OFFICER, day),
    )


def enter(code: str) -> Report:
    one = told(code)
    author, superior = people(one)
    return load_published(one, author=author, superior=superior, at=moment(one))


def _unit(
    kind: str, name: str, parent: Unit | None, ends_on: date | None = None, code: str = ""
) -> Unit:
    return create_unit(
        kind=kind,
        name=name,
        starts_on=FOUNDED,
        ends_on=ends_on,
        parent=parent,
        org_code=code,
        by=SYSTEM,
        at=datetime(2018, 1, 1, tzinfo=UTC),
    )


def _staff(username: str, unit: Unit, role: Role, day: date) -> Staff:
    account, _password = create_account(
        username=username, full_name="Người Mẫu", by=SYSTEM, at=LONG_AGO
    )
    assign_position(
        account=account,
        unit=unit,
        title="Chuyên viên",
        role=role,
        starts_on=FOUNDED,
        by=SYSTEM,
        at=LONG_AGO,
    )
    return get_staff(username, day)
