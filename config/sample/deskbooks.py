"""Lines of the sample about the one-stop desk, what it posts and what is made simpler."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import F

from config.sample.cited import Cells, cited
from config.sample.digitalbooks import versions_since
from config.sample.posts import Posts
from config.sample.procedures import PROCEDURES
from config.sample.province import Place
from congvu.casework.dossiers.models import Dossier
from congvu.foundation.people.rules import Staff
from congvu.instruments.catalogue import selectors as catalogue
from congvu.kernel.vitext import format_date
from congvu.kernel.workingdays import local_day

CHANNELS = ("Trang Một cửa điện tử, Cổng dịch vụ công", "Bảng niêm yết tại Bộ phận Một cửa")
EQUIPMENT = (
    ("Trụ sở, phòng làm việc", "Phòng tiếp nhận tầng 1", 1),
    ("Quầy tiếp nhận và trả kết quả", "Quầy có vách ngăn", 4),
    ("Máy tính", "Máy tính để bàn", 5),
    ("Máy quét, máy in, máy photocopy", "Máy quét hai mặt", 2),
    ("Màn hình tra cứu, ki-ốt", "Ki-ốt tra cứu, đánh giá", 1),
    ("Máy lấy số thứ tự", "Máy lấy số thứ tự", 1),
    ("Thùng phiếu, hòm thư góp ý", "Hòm thư góp ý", 1),
)
BRANCHES = (
    # the agency, its branch, at the desk, its procedures, how many were brought
    ("Công an {place}", "Công an", True, 14, 14),
    ("Ban Chỉ huy Quân sự {place}", "Quân sự", True, 14, 14),
    ("Thuế cơ sở khu vực Minh Châu", "Thuế", False, 25, 0),
)
SATURDAY = ("2.000815", "1.001193", "1.004873")
SIMPLER = ("1.004873", "1.001776", "1.000656")
LATE_SHOWN = 3


def of_a_commune(place: Place, posts: Posts, *, starts_on: date, today: date) -> Iterator[Cells]:
    """Yield the lines of one commune: register, day, cells."""
    desk = posts.units[f"{place.key}/desk"].name
    yield from _things(desk, starts_on)
    yield from _people(desk, posts.staff[f"{place.key}/clerk/desk"], starts_on)
    yield from _others(place.name, desk, starts_on)
    yield from _postings(starts_on)
    yield from _simpler(starts_on, today)
    yield from _late(place, posts, starts_on)
    yield from _rated(desk, posts.staff[f"{place.key}/clerk/desk"], starts_on, today)


def _things(desk: str, starts_on: date) -> Iterator[Cells]:
    day = starts_on + timedelta(days=4)
    for sort, name, quantity in EQUIPMENT:
        yield "thiet-bi-mot-cua", day, {
            "unit": desk, "sort": sort, "name": name, "quantity": str(quantity),
            "condition": "Dùng được, cần sửa hoặc thay" if sort == "Máy tính" else "Dùng tốt",
            "starts_on": format_date(starts_on),
        }  # fmt: skip


def _people(desk: str, clerk: Staff, starts_on: date) -> Iterator[Cells]:
    decided = cited("Quyết định", 71, "QĐ-UBND", starts_on)
    people = (
        (clerk.full_name, "Hộ tịch, chứng thực", "Biên chế của cơ quan", "Đại học"),
        ("Đỗ Thị Mẫu", "Đất đai, xây dựng", "Biên chế của cơ quan", "Đại học"),
        ("Ngô Văn Mẫu", "Bảo trợ xã hội, người có công", "Phòng chuyên môn cử đến", "Thạc sĩ"),
        ("Bùi Thị Mẫu", "Kinh doanh, nông nghiệp", "Biên chế của cơ quan", "Đại học"),
        ("Đặng Văn Mẫu", "Cư trú, căn cước", "Cơ quan ngành dọc cử đến", "Đại học"),
        ("Vũ Thị Mẫu", "Hướng dẫn, số hóa hồ sơ", "Nhân viên bưu chính, đơn vị được thuê", "Cao đẳng"),
    )  # fmt: skip
    for turn, (person, fields, origin, degree) in enumerate(people):
        is_ours = turn < len(people) - 2
        yield "nguoi-mot-cua", starts_on + timedelta(days=2), {
            "person": person, "unit": desk, "fields": fields, "came_from": origin,
            "degree": degree, "starts_on": format_date(starts_on),
            "uniform": "Có", "decision": decided,
        } | ({"allowance": "400.000"} if is_ours else {})  # fmt: skip


def _others(name: str, desk: str, starts_on: date) -> Iterator[Cells]:
    """Yield who else works at the desk: agencies of vertical systems, the post; and Saturdays."""
    for pattern, branch, at_desk, procedures, brought in BRANCHES:
        yield "nganh-doc", starts_on + timedelta(days=6), {
            "agency": pattern.format(place=f"{name[0].lower()}{name[1:]}"), "branch": branch,
            "at_desk": "Có" if at_desk else "Không", "procedures": str(procedures),
            "brought": str(brought), "starts_on": format_date(starts_on),
            "why_not": "" if at_desk else "Cơ quan tiếp nhận tại trụ sở của mình.",
        }  # fmt: skip
    begun = starts_on + timedelta(days=62)
    jobs = (("Số hóa hồ sơ", begun), ("Trả kết quả", None))
    for job, started in jobs:
        yield "giao-viec-mot-cua", begun, {
            "unit": desk, "provider": "Bưu điện tỉnh Minh Châu", "job": job,
            "planned_on": format_date(begun),
        } | ({
            "starts_on": format_date(started), "staff": "1", "counters": "1",
            "contract": cited("Hợp đồng", 9, "HĐ-UBND", started),
        } if started else {})  # fmt: skip
    day = starts_on + timedelta(days=10)
    for code in SATURDAY:
        for version, _day in list(versions_since(code, starts_on))[:1]:
            yield "thu-bay", day, {
                "procedure": code, "name": version.name, "service": "Chỉ trả kết quả",
                "slot": "Sáng thứ bảy", "starts_on": format_date(day),
                "notice": cited("Thông báo", 18, "TB-UBND", day),
            }  # fmt: skip


def _postings(starts_on: date) -> Iterator[Cells]:
    for code in PROCEDURES:
        for version, day in versions_since(code, starts_on):
            is_new = day > starts_on
            cells = {
                "procedure": code, "name": version.name,
                "change": "Sửa đổi, thay thế" if is_new else "Không đổi",
                "starts_on": format_date(day),
            }  # fmt: skip
            if version.ends_on:
                cells["ends_on"] = format_date(version.ends_on)
            for channel in CHANNELS:
                yield "niem-yet", day, cells | {"channel": channel}


def _simpler(starts_on: date, today: date) -> Iterator[Cells]:
    """Yield three procedures that came as far as the days allow, the last one refused."""
    days = [starts_on + timedelta(days=after) for after in (38, 70, 125, 190)]
    registered, proposed, decided, done = days
    for turn, code in enumerate(SIMPLER):
        cells = {
            "registered_on": format_date(registered), "procedure": code,
            "name": catalogue.list_versions(code)[-1].name,
            "way": ("Bớt giấy tờ", "Rút ngắn thời hạn", "Bớt bước, bớt nơi phải đến")[turn],
            "state": "Đã đăng ký rà soát",
        }  # fmt: skip
        last = registered
        if turn < 2 and proposed <= today:
            cells |= {"state": "Đã đề xuất phương án", "proposed_on": format_date(proposed)}
            last = proposed
            if decided <= today:
                cells |= {
                    "state": "Không được thông qua" if turn else "Đã thông qua",
                    "decided_on": format_date(decided),
                    "decision": cited("Quyết định", 151, "QĐ-UBND", decided, "UBND tỉnh Minh Châu"),
                }
                last = decided
            if not turn and done <= today:
                cells |= {
                    "state": "Đã thực hiện", "done_on": format_date(done), "saved": "12.500.000",
                }  # fmt: skip
                last = done
        yield "don-gian-hoa", last, cells


def _late(place: Place, posts: Posts, starts_on: date) -> Iterator[Cells]:
    """Yield who accounted for a few dossiers of the sample that were finished late."""
    officers = {
        one.position_code: one
        for one in (posts.staff[f"{place.key}/officer/{key}"] for key in ("economy", "society"))
    }
    late = list(
        Dossier.objects.filter(
            competent_unit=posts.units[place.key],
            finished_at__date__gt=F("lawful_due"),
            finished_at__date__gte=starts_on,
            events__position_code__in=officers,
        )
        .distinct()
        .order_by("finished_at", "pk")
    )
    # a few over the year, not the first ones
    for dossier in late[:: max(1, len(late) // LATE_SHOWN)][:LATE_SHOWN]:
        event = dossier.events.filter(position_code__in=officers).order_by("seq")[0]
        if dossier.finished_at is not None and dossier.lawful_due is not None:
            finished = local_day(dossier.finished_at)
            days_late = (finished - dossier.lawful_due).days
            yield _accounted(dossier.code or "", officers[event.position_code], finished, days_late)


def _accounted(code: str, officer: Staff, finished: date, days_late: int) -> Cells:
    opened, concluded = finished + timedelta(days=5), finished + timedelta(days=12)
    return "kiem-diem-tre-han", concluded, {
        "opened_on": format_date(opened), "dossier": code, "person": officer.full_name,
        "unit": officer.unit_name, "days_late": str(days_late), "cause": "Do người giải quyết",
        "concluded_on": format_date(concluded), "outcome": "Nghiêm túc rút kinh nghiệm",
        "document": cited("Biên bản", 5, "BB-UBND", concluded),
    }  # fmt: skip


def _rated(desk: str, clerk: Staff, starts_on: date, today: date) -> Iterator[Cells]:
    """Yield how the desk and its clerk were rated for every whole quarter."""
    day, turn = starts_on + timedelta(days=1), 0
    while day <= today:
        if day.day == 10 and day.month % 3 == 1 and (day - starts_on).days > 91:
            ended = day - timedelta(days=10)
            common = {
                "year": str(ended.year), "unit": desk, "rated_on": format_date(day),
                "period": ("Quý I", "Quý II", "Quý III", "Quý IV")[ended.month // 3 - 1],
                "document": cited("Thông báo", 24 + turn, "TB-UBND", day),
            }  # fmt: skip
            # nobody was received on the spot in the first of them: that indicator has no data
            unit = (
                "1,6",
                "1,7",
                "1,8",
                "1,0",
                "" if turn == 0 else "1,0",
                "2,0",
                "1,4",
                "2,0",
                "1,0",
            )
            yield "danh-gia-giai-quyet", day, common | {
                f"points_{number}": text for number, text in enumerate(unit, 1)
            } | {"officer": "", "grade": "Tốt"}  # fmt: skip
            yield "danh-gia-giai-quyet", day, common | {
                "officer": clerk.full_name, "points_1": "1,5", "points_2": "1,6",
                "points_3": "1,8", "points_4": "1,0", "points_7": "1,3", "total": "7,2",
                "grade": "Hoàn thành 100% nhiệm vụ",
            }  # fmt: skip
            turn += 1
        day += timedelta(days=1)
