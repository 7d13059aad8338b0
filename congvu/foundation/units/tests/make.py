"""Makes units for tests, through the services, so that none of them is impossible."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import count

from congvu.foundation.journal.rules import NamedActor
from congvu.foundation.units import services
from congvu.foundation.units.models import Unit
from congvu.foundation.units.rules import FOREVER
from congvu.kernel.workcalendar import VIETNAM

YEN = NamedActor("yen", "yen-quantri")
AT = datetime(2026, 3, 9, 8, 0, tzinfo=VIETNAM)
OLD_DAYS = date(2018, 1, 1)
REFORM = date(2025, 7, 1)
DECISION = "Nghị quyết số 01/NQ-MẪU"
_numbers = count(1)


def make_unit(
    name: str = "Xã Mẫu",
    *,
    kind: str = "xa",
    starts_on: date = OLD_DAYS,
    ends_on: date | None = None,
    parent: Unit | None = None,
    org_code: str = "",
    gso_code: str = "",
) -> Unit:
    """Create a sample unit; without an organisation code it gets an invented one."""
    return services.create_unit(
        kind=kind,
        name=name,
        starts_on=starts_on,
        ends_on=ends_on,
        parent=parent,
        org_code=org_code or f"T77.0.{next(_numbers)}",
        gso_code=gso_code,
        is_sample=True,
        by=YEN,
        at=AT,
    )


@dataclass(frozen=True)
class Province:
    """An invented province through the reform: two communes of a district became one."""

    province: Unit
    district: Unit
    thuong: Unit
    ha: Unit
    giua: Unit
    sao_mai: Unit


def make_province() -> Province:
    """Sông Giữa: huyện Bình An with three communes; on 01/07/2025 two merged, one lived on."""
    province = make_unit("Tỉnh Sông Giữa", kind="province", org_code="T77")
    district = make_unit("Huyện Bình An", kind="district", parent=province, ends_on=REFORM)
    thuong = make_unit("Xã Thượng Sao", parent=district)
    ha = make_unit("Xã Hạ Sao", parent=district)
    giua = make_unit("Xã Đồng Giữa", parent=district)
    sao_mai = make_unit("Phường Sao Mai", kind="phuong", parent=province, starts_on=REFORM)
    moved = {"on": REFORM, "decision": DECISION, "by": YEN, "at": AT}
    services.set_parent(giua, province, **moved)
    services.merge_units([thuong, ha], sao_mai, **moved)
    for unit in (thuong, ha, giua):
        unit.refresh_from_db()
    return Province(province, district, thuong, ha, giua, sao_mai)


def alive(unit: Unit, day: date) -> bool:
    """Whether the unit exists on the day, asked of the row itself."""
    return unit.starts_on <= day < (unit.ends_on or FOREVER)
