"""Lines of the sample about posts and people beside the first books: what fits to their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from config.sample.cited import Cells, cited
from congvu.kernel.vitext import format_date

# present on the first count of the year, by section, as the book of posts says
PRESENT = {"economy": 6, "society": 6, "secretariat": 8, "desk": 8}


def staffing(
    units: Mapping[str, str], leader: str, *, starts_on: date, number: int
) -> Iterator[Cells]:
    """Yield the lines of one commune: register, day, cells. `leader` is who signs there."""
    yield from _of_the_year(units, starts_on)
    yield from _committees(leader, starts_on)
    yield from _leaders(units["commune"], leader, starts_on, number)
    yield from _recruited(units["economy"], starts_on, number)
    yield from _planned(units, starts_on, number)
    graded = date(starts_on.year + 1, 1, 10)
    for section, present in PRESENT.items():
        yield "xep-loai", graded, {
            "year": str(starts_on.year), "unit": units[section], "corps": "Cán bộ, công chức",
            "graded_on": format_date(graded), "excellent": "1", "good": str(present - 2),
            "fair": "1", "failed": "0", "document": cited("Thông báo", 3, "TB-UBND", graded),
        }  # fmt: skip


def _of_the_year(units: Mapping[str, str], starts_on: date) -> Iterator[Cells]:
    planned, counted = starts_on + timedelta(days=30), starts_on + timedelta(days=15)
    for section, present in PRESENT.items():
        yield "trinh-do", counted, {
            "counted_on": format_date(counted), "unit": units[section],
            "post": "Công chức trong cơ quan hành chính", "postgraduate": "1",
            "graduate": str(present - 1), "college": "0", "lower": "0",
        }  # fmt: skip
    decided = starts_on + timedelta(days=60)
    for year in (decided.year, decided.year + 1):
        yield "lo-trinh-tinh-gian", decided, {
            "year": str(year), "unit": units["secretariat"],
            "post": "Công chức trong cơ quan hành chính", "decided_on": format_date(decided),
            "to_reduce": str(year - decided.year), "decision": cited("Kế hoạch", 61, "KH-UBND", decided),
        }  # fmt: skip
    for year in range(planned.year, planned.year + 2):
        issued = max(planned, date(year, 1, 20))
        yield "chuyen-doi-vi-tri", issued, {
            "year": str(year), "unit": units["society"], "required": "1",
            "planned_on": format_date(issued), "plan": cited("Kế hoạch", 42, "KH-UBND", issued),
        }  # fmt: skip


def _committees(leader: str, starts_on: date) -> Iterator[Cells]:
    formed = starts_on + timedelta(days=12)
    for turn, (name, purpose, series) in enumerate((
        ("Ban Chỉ đạo cải cách hành chính", "Cải cách hành chính", ""),
        ("Ban Chỉ đạo chuyển đổi số", "Chuyển đổi số, chính quyền điện tử", "KH-BCĐ"),
    )):  # fmt: skip
        yield "ban-chi-dao", formed, {
            "name": name, "purpose": purpose, "formed_on": format_date(formed), "series": series,
            "decision": cited("Quyết định", 15 + turn, "QĐ-UBND", formed), "head": leader,
            "member_count": "9",
        }  # fmt: skip


def _leaders(commune: str, leader: str, starts_on: date, number: int) -> Iterator[Cells]:
    day = starts_on + timedelta(days=2)
    for turn, (post, holder) in enumerate((
        ("Chủ tịch UBND", leader),
        ("Phó Chủ tịch UBND", f"Đỗ Văn Mẫu {number + 1}"),
        ("Phó Chủ tịch UBND phụ trách văn hóa - xã hội", f"Bùi Thị Mẫu {number + 1}"),
    )):  # fmt: skip
        # the term of the first deputy runs out within the year: the page of alerts has a line
        years = 1 if turn == 1 else 5
        yield "chuc-vu-lanh-dao", day, {
            "unit": commune, "rank": "Lãnh đạo UBND cấp xã", "post": post, "holder": holder,
            "starts_on": format_date(day),
            "term_ends_on": format_date(day + timedelta(days=365 * years + 25)),
        }  # fmt: skip


def _recruited(unit: str, starts_on: date, number: int) -> Iterator[Cells]:
    announced, decided = starts_on + timedelta(days=70), starts_on + timedelta(days=130)
    yield "tuyen-dung", decided, {
        "name": "Xét tuyển công chức đợt 1", "sought": "Công chức", "way": "Xét tuyển",
        "announced_on": format_date(announced), "places": "2", "candidates": "5",
        "decided_on": format_date(decided), "taken": "1",
        "decision": cited("Quyết định", 140, "QĐ-UBND", decided),
    }  # fmt: skip
    yield "nhan-su", decided, {
        "decided_on": format_date(decided), "move": "Tuyển dụng (thi, xét)", "corps": "Công chức",
        "person": f"Hoàng Văn Mẫu {number + 1}", "unit": unit, "post": "Chuyên viên",
    }  # fmt: skip


def _planned(units: Mapping[str, str], starts_on: date, number: int) -> Iterator[Cells]:
    """Yield who is planned for which post; the last one was taken out again."""
    approved, left = starts_on + timedelta(days=28), starts_on + timedelta(days=75)
    for turn, (person, unit, post) in enumerate((
        (f"Nguyễn Văn Mẫu {number + 1}", "economy", "Trưởng phòng"),
        (f"Trần Thị Mẫu {number + 1}", "society", "Phó trưởng phòng"),
        (f"Lý Văn Mẫu {number + 1}", "secretariat", "Phó Chánh Văn phòng"),
    )):  # fmt: skip
        cells = {
            "person": person, "unit": units[unit], "post": post, "term": "2026–2031",
            "planned_on": format_date(approved), "state": "Trong quy hoạch",
            "decision": cited("Quyết định", 55, "QĐ-UBND", approved),
        }  # fmt: skip
        if turn < 2:
            yield "quy-hoach", approved, cells
        else:
            yield "quy-hoach", left, cells | {
                "state": "Đưa ra khỏi quy hoạch", "left_on": format_date(left),
                "left_by": cited("Quyết định", 93, "QĐ-UBND", left), "why": "Chuyển công tác.",
            }  # fmt: skip
