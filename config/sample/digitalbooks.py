"""Lines of the sample about digital government: connections, services, mailboxes, meetings, sellers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from config.sample.cited import Cells, cited
from config.sample.procedures import PROCEDURES
from config.sample.province import REFORM
from config.sample.staffing import PRESENT
from congvu.instruments.catalogue import selectors as catalogue
from congvu.instruments.catalogue.rules import VersionFacts
from congvu.kernel.vitext import format_date

PROVINCE = "UBND tỉnh Minh Châu"
SYSTEMS = (
    "Quản lý văn bản và điều hành",
    "Một cửa điện tử, giải quyết thủ tục hành chính",
    "Họp trực tuyến",
)
LEVELS = {"full": "Toàn trình", "partial": "Một phần", "other": "Cung cấp thông tin"}
TOPICS = (
    "Giao ban cải cách hành chính, chuyển đổi số",
    "Tập huấn hệ thống thông tin giải quyết thủ tục hành chính",
    "Họp trực tuyến phiên thường kỳ UBND",
)
HELP = (
    ("Nhà văn hóa thôn Một", "Buổi hướng dẫn tại thôn, tổ dân phố"),
    ("Trung tâm Phục vụ hành chính công", "Nộp hộ, hướng dẫn tại Bộ phận Một cửa"),
    ("Thôn Hai", "Hướng dẫn bằng tiếng dân tộc"),
)
SELLERS = (
    ("Hoàng Thị Mẫu", "thôn Một", "Gạo nếp, măng khô"),
    ("Vi Văn Mẫu", "thôn Hai", "Mật ong"),
    ("Nông Thị Mẫu", "thôn Hai", "Chè búp"),
    ("Lương Văn Mẫu", "thôn Ba", "Na, bưởi"),
)


def of_a_commune(units: Mapping[str, str], *, starts_on: date, today: date) -> Iterator[Cells]:
    """Yield the lines that a commune keeps: register, day, cells."""
    joined = REFORM
    for number, system in enumerate(SYSTEMS, 11):
        yield "ket-noi", starts_on + timedelta(days=1), {
            "system": system, "unit": units["commune"], "partner": PROVINCE,
            "starts_on": format_date(joined),
            "evidence": cited("Biên bản", number, "BB-UBND", joined),
        }  # fmt: skip
    yield from _services(starts_on)
    yield from _mailboxes(units, starts_on, today)
    yield from _meetings(starts_on, today)
    yield from _sellers(starts_on)
    yield from _assisted(starts_on, today)


def versions_since(code: str, starts_on: date) -> Iterator[tuple[VersionFacts, date]]:
    """Yield the versions that held at the beginning or came later, with their first day in the book."""
    for version in catalogue.list_versions(code):
        if version.ends_on is None or version.ends_on > starts_on:
            yield version, max(version.starts_on, starts_on)


def _services(starts_on: date) -> Iterator[Cells]:
    for code in PROCEDURES:
        for version, day in versions_since(code, starts_on):
            level = LEVELS.get(version.service_level)
            if level is None:
                continue
            opened = format_date(day)
            cells = {"procedure": code, "name": version.name, "level": level, "starts_on": opened}
            cells |= {"portal_on": opened, "one_stop_on": opened}
            if version.ends_on:
                cells["ends_on"] = format_date(version.ends_on)
            if version.fees:
                cells["payment_on"] = opened
            if level == LEVELS["partial"]:
                cells["why_partial"] = "Người nộp phải ký trước người tiếp nhận."
            yield "dich-vu-truc-tuyen", day, cells


def _mailboxes(units: Mapping[str, str], starts_on: date, today: date) -> Iterator[Cells]:
    day, turn = starts_on + timedelta(days=25), 0
    while day <= today:
        for place, (section, present) in enumerate(PRESENT.items()):
            unused = 1 if (turn + place) % 3 == 0 else 0
            yield "hop-thu", day, {
                "checked_on": format_date(day), "unit": units[section], "staff": str(present),
                "given": str(present), "used": str(present - unused),
            }  # fmt: skip
        day, turn = day + timedelta(days=91), turn + 1


def _meetings(starts_on: date, today: date) -> Iterator[Cells]:
    day, turn = starts_on + timedelta(days=14), 0
    while day <= today:
        yield "hop-truc-tuyen", day, {
            "held_on": format_date(day),
            "caller": ("Tỉnh tổ chức", "Tỉnh tổ chức", "Trung ương tổ chức")[turn % 3],
            "topic": TOPICS[turn % 3], "places": "1", "attendees": str(12 + turn % 7),
        }  # fmt: skip
        day, turn = day + timedelta(days=28), turn + 1


def _sellers(starts_on: date) -> Iterator[Cells]:
    for turn, (household, village, products) in enumerate(SELLERS):
        day = starts_on + timedelta(days=33 + 40 * turn)
        cells = {
            "supported_on": format_date(day), "household": household, "village": village,
            "products": products, "trained_on": format_date(day),
        }  # fmt: skip
        if turn != len(SELLERS) - 1:
            opened = day + timedelta(days=12)
            cells |= {"market": "Sàn nông sản của tỉnh", "opened_on": format_date(opened)}
            day = opened
        yield "nong-san", day, cells


def _assisted(starts_on: date, today: date) -> Iterator[Cells]:
    day, turn = starts_on + timedelta(days=18), 0
    while day <= today:
        place, way = HELP[turn % len(HELP)]
        people = 9 + turn % 7
        yield "ho-tro-so", day, {
            "held_on": format_date(day), "place": place, "help": way,
            "helper": "Tổ công nghệ số cộng đồng", "people": str(people),
            "minority": str(people - 3), "elderly": str(people // 2), "unfamiliar": str(people // 3),
            "content": "Tạo tài khoản, nộp hồ sơ trực tuyến, xem tiến độ hồ sơ.",
        }  # fmt: skip
        day, turn = day + timedelta(days=30), turn + 1
