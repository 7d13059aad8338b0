"""A year of lines in every register of the sample communes, written through the services."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from config.sample import deskbooks, digitalbooks, fromabove, lawbooks
from config.sample.posts import Posts
from config.sample.province import AFTER, REFORM, Place
from config.sample.staffing import staffing
from congvu.foundation.people.rules import Role, Staff
from congvu.instruments.registers.declared import Register, get_register
from congvu.instruments.registers.lookups import OfficeLookups, rows_named
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.reading import read_row
from congvu.instruments.registers.services.entries import add_row
from congvu.kernel.vitext import format_date, format_number
from congvu.kernel.workcalendar import VIETNAM

REPORTS = (
    ("Báo cáo kinh tế - xã hội", "economy"),
    ("Báo cáo công tác tư pháp, hộ tịch", "society"),
    ("Báo cáo chuyển đổi số", "secretariat"),
)
SECTIONS = ("economy", "society", "secretariat", "desk")
# one line in twelve is written weeks after its day, as happens
LATE_ONE_IN = 12
NEWS = (
    "Trả kết quả hồ sơ đất đai tại nhà cho người cao tuổi",
    "Hướng dẫn nộp hồ sơ trực tuyến tại nhà văn hóa thôn",
    "Ngày thứ bảy không hẹn ở Trung tâm Phục vụ hành chính công",
    "Công khai thủ tục mới về đăng ký kinh doanh hộ cá thể",
    "Kết quả khảo sát hài lòng của người dân trong quý",
    "Tổ công nghệ số cộng đồng đến từng nhà",
)
FINDINGS = (
    "Chưa niêm yết đủ thủ tục mới công bố tại nơi tiếp nhận",
    "Giấy tiếp nhận còn thiếu chữ ký người nhận hồ sơ",
    "Chưa cập nhật kết quả số hóa vào kho dữ liệu",
    "Phiếu xin lỗi chưa ghi ngày hẹn lại",
    "Sổ theo dõi văn bản đến in chưa đủ cột",
)


@dataclass(slots=True)
class Line:
    """One line to be: of which register, on which day, with which cells."""

    code: str
    day: date
    cells: dict[str, str]


def load_registers(posts: Posts, *, seed: int, until: datetime) -> int:
    """Write the lines of each new commune since the reform, at most a year; return how many."""
    today = until.date()
    starts_on = max(REFORM, today - timedelta(days=365))
    written = 0
    for number, place in enumerate(AFTER):
        keeper = posts.staff[f"{place.key}/{Role.REFORM_OFFICER.value}/secretariat"]
        random = Random(f"{seed}:registers:{place.key}")  # noqa: S311 - sample data, not secrets
        writer = _Writer(posts.units[place.key].pk, keeper, until, random)
        for line in _lines(place, posts, random, starts_on=starts_on, today=today, number=number):
            if line.day <= today:
                writer.write(line)
                written += 1
    province = posts.staff[f"home/{Role.PROVINCE_OFFICER.value}/"]
    random = Random(f"{seed}:registers:province")  # noqa: S311 - sample data, not secrets
    above = _Writer(posts.units["province"].pk, province, until, random)
    names = [place.name for place in AFTER]
    for cells in lawbooks.of_the_province(names, starts_on=starts_on):
        if cells[1] <= today:
            above.write(Line(*cells))
            written += 1
    return written


class _Writer:
    """Writes lines as an official of one office types them."""

    def __init__(self, office: int, keeper: Staff, until: datetime, random: Random) -> None:
        self.keeper = keeper
        self.office = office
        self.until = until
        self.random = random

    def write(self, line: Line) -> None:
        register = get_register(line.code)
        delay = self.random.randint(0, 3)
        if self.random.randrange(LATE_ONE_IN) == 0:
            delay += self.random.randint(20, 45)
        told = datetime.combine(line.day + timedelta(days=delay), time(16), VIETNAM)
        row = self._add(register, line.cells, min(told, self.until))
        if line.code == "cuoc-kiem-tra" and line.cells.get("inspected_on"):
            self._find(row, line.day)

    def _add(self, register: Register, cells: dict[str, str], at: datetime) -> RegisterRow:
        day = at.astimezone(VIETNAM).date()
        values, faults = read_row(register.specs, cells, OfficeLookups(self.office, day), day)
        if faults:
            raise ValueError(f"{register.code}: {[(one.column, one.text()) for one in faults]}")
        uuid = UUID(int=self.random.getrandbits(128), version=4)
        return add_row(register, values, by=self.keeper, at=at, uuid=uuid)

    def _find(self, inspection: RegisterRow, day: date) -> None:
        """Add what the inspection found; most is mended after some weeks, with a document."""
        register = get_register("van-de-phat-hien")
        today = self.until.date()
        named = rows_named("cuoc-kiem-tra", [inspection.pk], today)[inspection.pk][1]
        for number in range(1, self.random.randint(1, 3) + 1):
            mended = day + timedelta(days=self.random.randint(10, 50))
            is_closed = mended <= today and self.random.random() < 0.8
            cells = {
                "inspection": named,
                "number": str(number),
                "content": self.random.choice(FINDINGS),
                "due_on": format_date(day + timedelta(days=30)),
                "progress": "Đã khắc phục xong" if is_closed else "Đang khắc phục",
            }
            if is_closed:
                cells |= {
                    "closed_on": format_date(mended),
                    "proof": _cited("Báo cáo", 10 + number, "BC-UBND", mended),
                }
            at = datetime.combine(mended if is_closed else day, time(17), VIETNAM)
            self._add(register, cells, min(at, self.until))


def _cited(kind: str, number: int, symbol: str, day: date, subject: str = "") -> str:
    tail = f": {subject}" if subject else ""
    return f"{kind} số {number}/{symbol} ngày {format_date(day)} của UBND xã{tail}"


def _lines(
    place: Place, posts: Posts, random: Random, *, starts_on: date, today: date, number: int
) -> Iterator[Line]:
    units = {key: posts.units[f"{place.key}/{key}"].name for key in SECTIONS}
    yield from _inspections(units, starts_on, today)
    yield from _outreach(place.name, units, starts_on, today, random)
    yield from _people(place.name, units, starts_on, today, number)
    yield from _money(units, starts_on, today, random)
    yield from _law(place.name, starts_on, today)
    leader = posts.staff[f"{place.key}/{Role.LEADER.value}/"].full_name
    more = {**units, "commune": place.name}
    for cells in (
        *staffing(more, leader, starts_on=starts_on, number=number),
        *lawbooks.of_a_commune(more, starts_on=starts_on, today=today),
        *fromabove.of_a_commune(units, starts_on=starts_on, today=today),
        *digitalbooks.of_a_commune(more, starts_on=starts_on, today=today),
        *deskbooks.of_a_commune(place, posts, starts_on=starts_on, today=today),
    ):
        yield Line(*cells)
    yield from _reports(units, starts_on, today)


def _every(days: int, starts_on: date, today: date, first: int = 10) -> Iterator[tuple[int, date]]:
    day, turn = starts_on + timedelta(days=first), 0
    while day <= today:
        yield turn, day
        day, turn = day + timedelta(days=days), turn + 1


def _inspections(units: dict[str, str], starts_on: date, today: date) -> Iterator[Line]:
    purposes = ("Cải cách hành chính", "Công vụ, kỷ luật, kỷ cương", "Hộ tịch, chứng thực")
    for turn, day in _every(30, starts_on, today, first=20):
        purpose = purposes[turn % 3]
        yield Line(
            "cuoc-kiem-tra",
            day,
            {
                "purpose": purpose,
                "manner": "Đột xuất" if turn % 3 == 1 else "Theo kế hoạch",
                "inspected_unit": units[SECTIONS[turn % 4]],
                "planned_on": format_date(day),
                "plan": _cited("Kế hoạch", 12, "KH-UBND", starts_on),
                "inspected_on": format_date(day),
                "summary": "Đã kiểm tra hồ sơ, sổ sách và việc niêm yết.",
            },
        )


def _outreach(
    name: str, units: dict[str, str], starts_on: date, today: date, random: Random
) -> Iterator[Line]:
    channels = ("Chuyên mục trên trang thông tin của đơn vị", "Đài truyền thanh, loa",
                "Zalo, mạng xã hội", "Chuyên trang CCHC của tỉnh")  # fmt: skip
    for turn, day in _every(12, starts_on, today):
        channel = channels[turn % 4]
        cells = {
            "published_on": format_date(day),
            "channel": channel,
            "genre": ("Tin", "Bài", "Tin", "Phóng sự")[turn % 4],
            "title": f"{NEWS[turn % len(NEWS)]} ở {name[0].lower()}{name[1:]}",
            "author_unit": units[SECTIONS[turn % 4]],
        }
        if turn % 4 == 3:
            cells |= {
                "sent_on": format_date(day - timedelta(days=3)),
                "approved_on": format_date(day),
            }
        yield Line("tin-bai", day, cells)
    for turn, day in _every(150, starts_on, today, first=60):
        asked = random.randint(6, 20)
        yield Line("doi-thoai", day, {
            "held_on": format_date(day),
            "partner": ("Người dân", "Doanh nghiệp, hợp tác xã, hộ kinh doanh")[turn % 2],
            "topic": "Thủ tục đất đai, xây dựng và dịch vụ công trực tuyến",
            "attendees": str(random.randint(40, 120)),
            "questions": str(asked),
            "answered": str(asked - turn % 2),
        })  # fmt: skip
    for turn, day in _every(91, starts_on, today, first=80):
        yield Line("hoi-nghi", day, {
            "held_on": format_date(day),
            "occasion": "Sơ kết, tổng kết" if turn % 2 == 0 else "Hội nghị, tập huấn",
            "title": "Sơ kết công tác cải cách hành chính" if turn % 2 == 0
            else "Tập huấn tiếp nhận hồ sơ trực tuyến",
            "attendees": str(random.randint(25, 60)),
            "host": units["secretariat"],
        })  # fmt: skip
    yield Line("sang-kien", starts_on + timedelta(days=45), {
        "name": "Thứ năm không hẹn, không viết",
        "started_on": format_date(starts_on + timedelta(days=45)),
        "author_unit": units["desk"],
        "stage": "Đang áp dụng",
        "content": "Việc hộ tịch đơn giản trả ngay trong buổi, cán bộ viết giúp tờ khai.",
    })  # fmt: skip
    day = starts_on + timedelta(days=5)
    for duty, section in (("Đường dây nóng", "desk"), ("Nơi tiếp nhận phản ánh, kiến nghị", "desk"),
                          ("Đầu mối cải cách hành chính", "secretariat")):  # fmt: skip
        yield Line("dau-moi", day, {
            "duty": duty, "unit": units[section], "phone": "0299 000 0000",
            "posted_at": "Bảng niêm yết, trang thông tin điện tử", "starts_on": format_date(day),
        })  # fmt: skip
    for turn, day in _every(60, starts_on, today, first=30):
        yield Line("dan-hoi", day, {
            "asked_on": format_date(day), "field": ("Đất đai", "Hộ tịch")[turn % 2],
            "question": f"Hồ sơ nộp trực tuyến có phải đến Trung tâm ký lại không? (lần {turn + 1})",
            "answer": "Không phải đến, trừ khi phiếu yêu cầu bổ sung ghi rõ.",
            "answered_on": format_date(day), "unit": units["desk"],
        })  # fmt: skip
    day = starts_on + timedelta(days=170)
    yield Line("khen-thuong", day, {
        "awarded_on": format_date(day), "form": "Giấy khen", "recipient": units["desk"],
        "unit": units["desk"], "decision": _cited("Quyết định", 210, "QĐ-UBND", day),
    })  # fmt: skip
    acts = ("Công bố", "Ban hành mục tiêu chất lượng", "Đánh giá nội bộ", "Xem xét của lãnh đạo")
    for turn, day in _every(60, starts_on, today, first=70):
        if turn < len(acts):
            audit = {"faults": "3", "mended": "2"} if turn == 2 else {}
            yield Line(
                "iso-9001",
                day,
                {"done_on": format_date(day), "unit": name, "act": acts[turn]} | audit,
            )


def _people(
    name: str, units: dict[str, str], starts_on: date, today: date, number: int
) -> Iterator[Line]:
    for turn, day in _every(180, starts_on, today, first=15):
        for place, section in enumerate(SECTIONS):
            given = 6 + place
            yield Line("bien-che", day, {
                "year": str(day.year), "unit": units[section],
                "post": "Công chức trong cơ quan hành chính",
                "given": str(given), "present": str(given - (turn + place) % 2),
                "present_on": format_date(day), "to_reduce": "0", "reduced": "0",
            })  # fmt: skip
    day = starts_on + timedelta(days=2)
    for turn, section in enumerate(("economy", "society", "secretariat")):
        yield Line("chuc-vu-lanh-dao", day, {
            "unit": units[section], "rank": "Lãnh đạo cấp phòng và tương đương",
            "post": "Trưởng phòng" if turn < 2 else "Chánh Văn phòng", "starts_on": format_date(day),
            "holder": "" if turn == 1 else f"Phạm Thị Mẫu {number + 1}{turn}",
            "term_ends_on": format_date(day.replace(year=day.year + 5)),
        })  # fmt: skip
    day = starts_on + timedelta(days=50)
    for section in ("economy", "society", "secretariat"):
        yield Line("vi-tri-viec-lam", day, {
            "unit": units[section], "approved_on": format_date(day), "positions": "7",
            "decision": _cited("Quyết định", 88, "QĐ-UBND", day),
        })  # fmt: skip
    for turn, day in _every(100, starts_on, today, first=40):
        yield Line("dao-tao", day, {
            "starts_on": format_date(day),
            "subject": ("Cải cách hành chính, một cửa", "Chuyển đổi số, công nghệ thông tin")[turn % 2],
            "name": f"Lớp bồi dưỡng đợt {turn + 1}",
            "planned": str(30 + turn), "attended": str(29 + turn),
        })  # fmt: skip
    day = starts_on + timedelta(days=3)
    yield Line("nhan-su", day, {
        "decided_on": format_date(day), "move": "Bổ nhiệm mới",
        "corps": "Lãnh đạo cấp phòng và tương đương", "person": f"Nguyễn Văn Mẫu {number + 1}",
        "unit": units["economy"], "post": "Phó trưởng phòng", "by_contest": "Không",
        "starts_on": format_date(day),
        "term_ends_on": format_date(day.replace(year=day.year + 5)),
    })  # fmt: skip
    day = starts_on + timedelta(days=120)
    yield Line("nhan-su", day, {
        "decided_on": format_date(day), "move": "Chuyển đổi vị trí công tác",
        "corps": "Công chức", "person": f"Trần Thị Mẫu {number + 1}", "unit": units["society"],
        "post": "Chuyên viên",
    })  # fmt: skip
    if number < 2:
        day = starts_on + timedelta(days=20 if number == 0 else 200)
        yield Line("ky-luat", day, {
            "decided_on": format_date(day), "person": "Lê Văn Mẫu", "unit": units["economy"],
            "standing": "Công chức không giữ chức vụ", "by_party": "Không",
            "measure": "Khiển trách", "conduct": f"Để hồ sơ trễ hạn nhiều lần ở {name[0].lower()}{name[1:]}.",
        })  # fmt: skip


def _money(units: dict[str, str], starts_on: date, today: date, random: Random) -> Iterator[Line]:
    plan = random.randint(40, 90) * 1_000_000_000
    for _turn, day in _every(91, starts_on, today, first=91):
        share = day.timetuple().tm_yday / 366
        for subject, most in (("Thu ngân sách trên địa bàn", plan),
                              ("Giải ngân vốn đầu tư công", plan // 3)):  # fmt: skip
            yield Line("thu-giai-ngan", day, {
                "year": str(day.year), "subject": subject, "as_of": format_date(day),
                "plan_above": format_number(most), "plan_council": format_number(most * 103 // 100),
                "actual": format_number(int(most * share) // 1_000_000 * 1_000_000),
            })  # fmt: skip
    for turn, duty in enumerate(("Công khai ngân sách", "Quy chế chi tiêu nội bộ")):
        day = starts_on + timedelta(days=20 + 9 * turn)
        yield Line("quan-ly-tai-chinh", day, {
            "year": str(day.year), "duty": duty, "is_done": "Có", "done_on": format_date(day),
            "document": _cited("Quyết định", 30 + turn, "QĐ-UBND", day),
        })  # fmt: skip
    for section in ("economy", "society", "secretariat"):
        yield Line("tu-chu", starts_on + timedelta(days=30), {
            "unit": units[section], "degree": "Cơ quan hành chính thực hiện tự chủ kinh phí",
            "starts_on": format_date(starts_on + timedelta(days=30)),
            "decision": _cited("Quyết định", 45, "QĐ-UBND", starts_on + timedelta(days=28)),
        })  # fmt: skip


def _law(name: str, starts_on: date, today: date) -> Iterator[Line]:
    for turn, day in _every(110, starts_on, today, first=50):
        yield Line("vbqppl", day, {
            "document": f"Nghị quyết số {turn + 1}/{day.year}/NQ-HĐND ngày {format_date(day)} "
            f"của HĐND {name[0].lower()}{name[1:]}",
            "planned_on": format_date(day + timedelta(days=5 - 8 * (turn % 2))),
            "issued_on": format_date(day), "right_procedure": "Có",
        })  # fmt: skip
    for turn, day in _every(75, starts_on, today, first=25):
        yield Line("gop-y-du-thao", day, {
            "asked_on": format_date(day), "asker": "UBND tỉnh Minh Châu",
            "draft": f"Dự thảo quyết định về phối hợp giải quyết thủ tục, lần {turn + 1}",
            "due_on": format_date(day + timedelta(days=10)),
        })  # fmt: skip
    for turn, day in _every(50, starts_on, today, first=28):
        yield Line("xu-ly-vi-pham", day, {
            "received_on": format_date(day), "number": f"{turn + 1:02d}/HS-XPHC",
            "subject": "Xử phạt vi phạm hành chính", "field": "Xây dựng",
            "appraised_on": format_date(day), "opinion": "Đủ căn cứ",
        })  # fmt: skip
    for turn, day in _every(45, starts_on, today, first=35):
        yield Line("pho-bien-phap-luat", day, {
            "held_on": format_date(day), "way": "Hội nghị, buổi tuyên truyền trực tiếp",
            "topic": ("Luật Đất đai", "Luật Hộ tịch", "Luật Căn cước")[turn % 3],
            "attendees": str(45 + 7 * turn),
        })  # fmt: skip


def _reports(units: dict[str, str], starts_on: date, today: date) -> Iterator[Line]:
    """Yield reports to the province every month, one in five a day late."""
    for turn, due in _every(30, starts_on, today, first=24):
        name, section = REPORTS[turn % len(REPORTS)]
        sent = due + timedelta(days=1 if turn % 5 == 3 else -1)
        yield Line("bao-cao-khac", sent, {
            "name": name, "period": f"tháng {due.month}/{due.year}", "due_on": format_date(due),
            "recipient": "UBND tỉnh Minh Châu", "duty": units[section],
            "sent_on": format_date(sent), "document": _cited("Báo cáo", 60 + turn, "BC-UBND", sent),
        })  # fmt: skip
