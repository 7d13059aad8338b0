"""Units and people of the sample, in the district era and after 01/07/2025; all of it invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from congvu.foundation.journal.rules import SYSTEM
from congvu.foundation.people.models import Account
from congvu.foundation.people.rules import Role
from congvu.foundation.people.services.accounts import create_account
from congvu.foundation.people.services.positions import assign_position
from congvu.foundation.people.services.sample import make_sample_accounts, mark_installation
from congvu.foundation.units.models import Unit
from congvu.foundation.units.services.lives import create_unit
from congvu.foundation.units.services.successions import merge_units

NAME = "Tỉnh Minh Châu (DỮ LIỆU MẪU)"
FOUNDED = date(2018, 1, 1)
REFORM = date(2025, 7, 1)
DECISION = "Nghị quyết sắp xếp đơn vị hành chính (dữ liệu mẫu)"


@dataclass(frozen=True, slots=True)
class Place:
    """A commune of the sample: its key, name, code, what it was made of, its share of the work."""

    key: str
    kind: str
    name: str
    code: str
    parent: str
    starts_on: date
    made_of: tuple[str, ...] = ()
    weight: int = 1


DISTRICTS = (
    ("minh-son", "Huyện Minh Sơn", "H99.21"),
    ("loc-thuy", "Huyện Lộc Thủy", "H99.22"),
)
BEFORE = (
    Place("minh-tam-cu", "xa", "Xã Minh Tâm", "H99.21.1", "minh-son", FOUNDED, weight=5),
    Place("tam-phuc", "xa", "Xã Tâm Phúc", "H99.21.2", "minh-son", FOUNDED, weight=2),
    Place("son-dong", "xa", "Xã Sơn Đông", "H99.21.3", "minh-son", FOUNDED, weight=4),
    Place("minh-loc-cu", "xa", "Xã Minh Lộc", "H99.22.1", "loc-thuy", FOUNDED, weight=3),
    Place("loc-an", "xa", "Xã Lộc An", "H99.22.2", "loc-thuy", FOUNDED, weight=2),
)
AFTER = (
    Place("minh-tam", "xa", "Xã Minh Tâm", "H99.101", "province", REFORM,
          ("minh-tam-cu", "tam-phuc"), weight=8),
    Place("minh-loc", "xa", "Xã Minh Lộc", "H99.102", "province", REFORM,
          ("minh-loc-cu", "loc-an"), weight=5),
    Place("minh-son-phuong", "phuong", "Phường Minh Sơn", "H99.103", "province", REFORM,
          ("son-dong",), weight=6),
)  # fmt: skip
SECTIONS = (
    # key, kind, name pattern, code suffix
    ("desk", "one_stop_desk", "Trung tâm Phục vụ hành chính công {place}", 1),
    ("economy", "department", "Phòng Kinh tế {place}", 2),
    ("society", "department", "Phòng Văn hóa - Xã hội {place}", 3),
    ("secretariat", "department", "Văn phòng HĐND và UBND {place}", 4),
)
OLD_SECTIONS = (
    ("desk", "one_stop_desk", "Bộ phận Tiếp nhận và Trả kết quả {place}", 1),
    ("secretariat", "department", "Văn phòng UBND {place}", 4),
)
POSTS = (
    # role, section key (None = the authority itself), title
    (Role.CLERK, "desk", "Công chức tiếp nhận"),
    (Role.OFFICER, "economy", "Chuyên viên"),
    (Role.OFFICER, "society", "Chuyên viên"),
    (Role.HEAD, "economy", "Trưởng phòng"),
    (Role.LEADER, None, "Chủ tịch UBND"),
    (Role.REGISTRAR, "secretariat", "Văn thư"),
    (Role.REFORM_OFFICER, "secretariat", "Chuyên viên cải cách hành chính"),
)
CAST_POSTS = {
    # the cast of the design: who sits where
    "lan": ("minh-tam", "desk", "Công chức tiếp nhận", Role.CLERK),
    "minh": ("minh-tam", "economy", "Chuyên viên", Role.OFFICER),
    "hoa": ("minh-tam", None, "Chủ tịch UBND xã", Role.LEADER),
    "dung": ("minh-tam", "secretariat", "Văn thư", Role.REGISTRAR),
    "mai": ("minh-tam", "secretariat", "Chuyên viên cải cách hành chính", Role.REFORM_OFFICER),
    "kien": ("minh-loc", "desk", "Công chức tiếp nhận", Role.CLERK),
    "quan": ("home", None, "Chuyên viên Sở Nội vụ", Role.PROVINCE_OFFICER),
    "yen": ("province", None, "Quản trị kỹ thuật", Role.ADMINISTRATOR),
}
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô")
MIDDLE = ("Văn", "Thị", "Đức", "Ngọc", "Thanh", "Quốc")
GIVEN = ("An", "Bình", "Chi", "Dương", "Giang", "Hạnh", "Khôi", "Linh", "Nam", "Oanh", "Phúc")


@dataclass(frozen=True)
class Province:
    """The sample as built: units by key, and who holds each post (`place/role/section`)."""

    units: dict[str, Unit]
    posts: dict[str, str]


def build_province(password: str, at: datetime) -> Province:
    """Create units, successions, accounts and positions through the services."""
    mark_installation(name=NAME, is_sample=True, at=at)
    units: dict[str, Unit] = {}
    _units_before(units, at)
    _units_after(units, at)
    accounts = make_sample_accounts(password, at=at)
    posts: dict[str, str] = {}
    for username, (where, section, title, role) in CAST_POSTS.items():
        unit = units[f"{where}/{section}" if section else where]
        _give(accounts[username], unit, title, role, at)
        posts.setdefault(f"{where}/{role.value}/{section or ''}", username)
    for number, place in enumerate((*BEFORE, *AFTER)):
        _staff(place, number, units, posts, at)
    return Province(units, posts)


def _units_before(units: dict[str, Unit], at: datetime) -> None:
    def make(
        key: str,
        kind: str,
        name: str,
        code: str,
        parent: str | None,
        *,
        ends_on: date | None = None,
    ) -> None:
        units[key] = create_unit(
            kind=kind,
            name=name,
            starts_on=FOUNDED,
            ends_on=ends_on,
            parent=units[parent] if parent else None,
            org_code=code,
            by=SYSTEM,
            at=at,
            is_sample=True,
        )

    make("province", "province", "Tỉnh Minh Châu", "H99", None)
    make("home", "department", "Sở Nội vụ tỉnh Minh Châu", "H99.5", "province")
    for key, name, code in DISTRICTS:
        make(key, "district", name, code, "province", ends_on=REFORM)
    for place in BEFORE:
        make(place.key, place.kind, place.name, place.code, place.parent)
        for key, kind, pattern, suffix in OLD_SECTIONS:
            name = pattern.format(place=place.name[0].lower() + place.name[1:])
            make(f"{place.key}/{key}", kind, name, f"{place.code}.{suffix}", place.key)


def _units_after(units: dict[str, Unit], at: datetime) -> None:
    for place in AFTER:
        units[place.key] = create_unit(
            kind=place.kind,
            name=place.name,
            starts_on=REFORM,
            parent=units["province"],
            org_code=place.code,
            by=SYSTEM,
            at=at,
            decision=DECISION,
            is_sample=True,
        )
        for key, kind, pattern, suffix in SECTIONS:
            units[f"{place.key}/{key}"] = create_unit(
                kind=kind,
                name=pattern.format(place=place.name[0].lower() + place.name[1:]),
                starts_on=REFORM,
                parent=units[place.key],
                org_code=f"{place.code}.{suffix}",
                by=SYSTEM,
                at=at,
                is_sample=True,
            )


def end_old_units(units: dict[str, Unit], at: datetime) -> None:
    """Merge the old communes into the new ones and end the districts, on the reform's day."""
    for place in AFTER:
        merge_units(
            from_units=[units[key] for key in place.made_of],
            to_unit=units[place.key],
            on=REFORM,
            decision=DECISION,
            by=SYSTEM,
            at=at,
        )


def _staff(
    place: Place, number: int, units: dict[str, Unit], posts: dict[str, str], at: datetime
) -> None:
    """Fill the posts of a commune that the cast leaves open; one person a post."""
    old = place.starts_on == FOUNDED
    for turn, (role, section, title) in enumerate(POSTS):
        where = "secretariat" if old and section in {"economy", "society"} else section
        key = f"{place.key}/{role.value}/{section or ''}"
        if key in posts:
            continue
        username = f"{role.value[:3]}{number}{turn}"
        full_name = " ".join(
            (FAMILY[(number * 3 + turn) % 10], MIDDLE[(number + turn) % 6], GIVEN[number + turn])
            if number + turn < len(GIVEN)
            else (FAMILY[(number + turn) % 10], MIDDLE[turn % 6], GIVEN[turn])
        )
        account, _password = create_account(
            username=username, full_name=full_name, by=SYSTEM, at=at
        )
        _give(account, units[f"{place.key}/{where}" if where else place.key], title, role, at)
        posts[key] = username


def _give(account: Account, unit: Unit, title: str, role: Role, at: datetime) -> None:
    assign_position(
        account=account,
        unit=unit,
        title=title,
        role=role,
        starts_on=unit.starts_on,
        by=SYSTEM,
        at=at,
    )
