"""A year of plans, of what citizens brought and of survey replies in the sample communes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from config.sample.posts import Posts
from config.sample.province import AFTER, REFORM
from congvu.casework.dossiers.models import Dossier
from congvu.casework.petitions.rules import Act
from congvu.casework.petitions.services import (
    Told,
    act_on_denunciation,
    receive_denunciation,
)
from congvu.casework.surveys.questions import set_on
from congvu.casework.surveys.services import reply_from_kiosk
from congvu.foundation.people.rules import Role, Staff
from congvu.foundation.units.selectors import subtree_ids
from congvu.instruments.registers.declared import get_register
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.services.entries import add_row
from congvu.kernel.vitext import format_date
from congvu.kernel.workcalendar import VIETNAM

TASKS = (
    # what, its parts, how many days after the beginning of the year it is due
    ("Chỉ đạo, điều hành cải cách hành chính", ("Ban hành kế hoạch", "Giao ban hằng quý"), 60),
    ("Rà soát, niêm yết thủ tục hành chính", ("Rà soát", "Niêm yết"), 150),
    ("Số hóa kết quả giải quyết thủ tục hành chính", (), 240),
    ("Tập huấn dịch vụ công trực tuyến", ("Cho công chức", "Cho tổ công nghệ số"), 300),
    ("Khảo sát sự hài lòng của người dân", (), 345),
)
VISITORS = ("Bà Lý Thị Mẫu", "Ông Cao Văn Mẫu", "Bà Đinh Thị Mẫu", "Ông Tạ Văn Mẫu")
MATTERS = ("Đề nghị làm rõ ranh giới đất", "Hỏi tiến độ cấp giấy chứng nhận", "Phản ánh tiếng ồn")
REPLIED_ONE_IN = 6
CAMPAIGNS = (
    "Tin, bài về cải cách hành chính trên trang thông tin và đài truyền thanh",
    "Hội nghị tuyên truyền dịch vụ công trực tuyến tại các thôn",
    "Tờ rơi hướng dẫn nộp hồ sơ, tra cứu kết quả tại Trung tâm Phục vụ hành chính công",
    "Tổng kết, biểu dương mô hình hay về cải cách hành chính",
)

Add = Callable[..., RegisterRow]


def load_citizens(posts: Posts, *, seed: int, until: datetime) -> None:
    """Write them for each new commune since the reform; the same seed and day give the same."""
    today = until.date()
    first = max(REFORM, today - timedelta(days=365))
    for number, place in enumerate(AFTER):
        random = Random(f"{seed}:citizens:{place.key}")  # noqa: S311 - sample data, not secrets
        keeper = posts.staff[f"{place.key}/{Role.REFORM_OFFICER.value}/secretariat"]

        def add(code: str, day: date, keeper: Staff = keeper, **values: Any) -> RegisterRow:
            at = min(datetime.combine(day, time(16), VIETNAM), until)
            return add_row(get_register(code), values, by=keeper, at=at)

        for year in range(first.year, today.year + 1):
            _plan(add, posts, place.key, year=year, first=first, today=today, random=random)
        _matters(add, first, today)
        _complaints(add, first, today, random)
        _open_matters(add, first, today, number)
        _denunciation(posts.staff[f"{place.key}/{Role.LEADER.value}/"], first, until)
        _replies(posts.units[place.key].pk, first, today, random)


def _plan(
    add: Add, posts: Posts, place: str, *, year: int, first: date, today: date, random: Random
) -> None:
    begins = max(first, date(year, 1, 5))
    if begins > today:
        return
    plan = add(
        "ke-hoach", begins, year=year, kind="reform", issued_on=begins,
        title=f"Kế hoạch cải cách hành chính năm {year}",
        document=f"Kế hoạch số 05/KH-UBND ngày {format_date(begins)}",
    )  # fmt: skip
    sections = [posts.units[f"{place}/{key}"].pk for key in ("economy", "society", "secretariat")]
    for number, (content, parts, days) in enumerate(TASKS, 1):
        due = max(date(year, 1, 1) + timedelta(days=days), begins + timedelta(days=20))
        for part, said in ((None, content), *enumerate(parts, 1)):
            done = due + timedelta(days=random.randint(-15, 6))
            is_done = done <= today and done >= begins and not (parts and part is None)
            ended = {
                "done_on": done, "progress": 100,
                "evidence": f"Báo cáo số {number}{part or 0}/BC-UBND ngày {format_date(done)}",
            }  # fmt: skip
            add(
                "nhiem-vu", done if is_done else begins, plan=plan.pk, number=number, part=part,
                content=said, source="own", carried_over=False, given_on=begins, due_on=due,
                duty=sections[number % 3], **(ended if is_done else {}),
            )  # fmt: skip
    keeper = posts.staff[f"{place}/{Role.REFORM_OFFICER.value}/secretariat"]
    _outreach(add, plan, sections[2], keeper.position_id, begins=begins, today=today)


def _outreach(
    add: Add, whole: RegisterRow, duty: int, person: int, *, begins: date, today: date
) -> None:
    """Write the component plan of communication: a task each quarter, of one person."""
    year = whole.values_of(("year",))["year"]
    plan = add(
        "ke-hoach", begins, year=year, kind="outreach", issued_on=begins, parent=whole.pk,
        title=f"Kế hoạch tuyên truyền cải cách hành chính năm {year}",
    )  # fmt: skip
    quarters = [date(year, month, 20) for month in (3, 6, 9, 12)]
    due_days = [day for day in quarters if day > begins]
    for number, (due, content) in enumerate(zip(due_days, CAMPAIGNS, strict=False), 1):
        done = due - timedelta(days=4)
        ended = {
            "done_on": done, "progress": 100,
            "evidence": f"Báo cáo số {60 + number}/BC-UBND ngày {format_date(done)}",
        }  # fmt: skip
        add(
            "nhiem-vu", done if done <= today else begins, plan=plan.pk, number=number,
            content=content, source="own", carried_over=False, given_on=begins, due_on=due,
            duty=duty, person=person, **(ended if done <= today else {}),
        )  # fmt: skip


def _matters(add: Add, first: date, today: date) -> None:
    day, turn = first + timedelta(days=6), 0
    while day <= today:
        who, about = VISITORS[turn % 4], MATTERS[turn % 3]
        # one visit in nine is answered after its limit
        answered = day + timedelta(days=20 if turn % 9 == 8 else 9 + turn % 5)
        is_answered = answered <= today
        last = {"answered_on": answered} if is_answered else {}
        add("tiep-cong-dan", answered if is_answered else day, received_on=day, manner="regular",
            visitor=who, people=1, content=about, **last)  # fmt: skip
        if turn % 2:
            add("tiep-cong-dan", day, received_on=day, manner="periodic", visitor="", people=0)
        if turn % 3 == 0:
            how: dict[str, Any] = {"handling": "new"}
            if is_answered:
                how = {"handling": "answered", "published_on": answered, **last}
            add("phan-anh-kien-nghi", answered if is_answered else day, received_on=day,
                channel="phone", sender=who, subject="conduct", content=about, **how)  # fmt: skip
        if turn % 4 == 0:
            settled = day + timedelta(days=30)
            path = {"routing": "accepted", "routed_on": min(day + timedelta(days=5), today)}
            if settled <= today:
                path |= {"settled_on": settled, "outcome": "answered"}
            add("don-thu", min(max(settled, day), today), received_on=day, kind="reflection",
                way="direct", sender=who, people=1, content=about, field="land", is_valid=True,
                is_ours=True, is_remote=False, **path)  # fmt: skip
        day, turn = day + timedelta(days=14), turn + 1


def _complaints(add: Add, first: date, today: date, random: Random) -> None:
    """Write a complaint every two months, settled within its thirty days but for some."""
    day, turn = first + timedelta(days=20), 0
    while day + timedelta(days=60) <= today:
        accepted = day + timedelta(days=4)
        settled = accepted + timedelta(days=37 if turn % 4 == 3 else random.randint(18, 27))
        add("don-thu", settled, **_complaint(day, turn), routing="accepted", routed_on=accepted,
            settled_on=settled, outcome=("wrong", "partly", "right")[turn % 3],
            decision=f"Quyết định số {60 + turn}/QĐ-UBND ngày {format_date(settled)} của UBND xã",
            )  # fmt: skip
        day, turn = day + timedelta(days=60), turn + 1


def _complaint(day: date, turn: int) -> dict[str, Any]:
    about = ("Khiếu nại kết quả đo đạc ranh giới đất", "Khiếu nại quyết định xử phạt xây dựng")
    return {
        "received_on": day, "kind": "complaint", "way": "direct", "sender": VISITORS[turn % 4],
        "people": 1, "content": about[turn % 2], "field": "land", "is_valid": True,
        "is_ours": True, "is_remote": False,
    }  # fmt: skip


def _open_matters(add: Add, first: date, today: date, number: int) -> None:
    """Leave some matters open: due in some days, due long since, suspended; fewer in each commune."""

    def ago(days: int) -> date:
        return today - timedelta(days=days)

    if ago(45) < first:
        return
    add("tiep-cong-dan", ago(4), received_on=ago(4), manner="regular", visitor="Ông Lò Văn Mẫu",
        people=1, content="Hỏi điều kiện hỗ trợ nhà ở")  # fmt: skip
    accepted = ago(27 - number)
    add("don-thu", accepted, **_complaint(ago(30), number + 1), routing="accepted",
        routed_on=accepted)  # fmt: skip
    if number == 0:
        add("phan-anh-kien-nghi", ago(30), received_on=ago(30), channel="web", sender="Bà Hà Thị Mẫu",
            subject="own_rule", content="Mẫu đơn xin xác nhận đòi quá nhiều giấy tờ",
            handling="accepted")  # fmt: skip
        add("don-thu", ago(40), **_complaint(ago(44), 3), routing="accepted", routed_on=ago(40))
    if number == 1:
        add("tiep-cong-dan", ago(21), received_on=ago(21), manner="regular",
            visitor="Bà Vì Thị Mẫu", people=1, content="Đề nghị giải quyết lối đi chung")  # fmt: skip
    if number == 2:
        add("don-thu", ago(10), **_complaint(ago(41), 2), routing="accepted", routed_on=ago(38),
            paused_on=ago(10))  # fmt: skip


def _denunciation(leader: Staff, first: date, until: datetime) -> None:
    """Write one that was concluded in time, and one of this month that is suspended."""
    _told(leader, first + timedelta(days=40), until, (
        (Act.ACCEPT, 3, "Quyết định thụ lý (mẫu)", ""),
        (Act.CONCLUDE, 28, "Kết luận nội dung tố cáo (mẫu)", ""),
    ))  # fmt: skip
    today = until.date()
    _told(leader, max(today - timedelta(days=12), first), until, (
        (Act.ACCEPT, 3, "Quyết định thụ lý (mẫu)", ""),
        (Act.SUSPEND, 6, "Quyết định tạm đình chỉ (mẫu)", "expertise"),
    ))  # fmt: skip


def _told(
    leader: Staff, day: date, until: datetime, steps: tuple[tuple[Act, int, str, str], ...]
) -> None:
    if day > until.date():
        return
    at = datetime.combine(day, time(9), VIETNAM)
    told = Told(day, "Cán bộ thôn (mẫu)", "Thu tiền không biên lai (mẫu)", "Người tố cáo mẫu")
    row = receive_denunciation(told, by=leader, at=min(at, until))
    for act, days, document, ground in steps:
        moment = at + timedelta(days=days)
        if moment > until:
            return
        row = act_on_denunciation(
            row.uuid, act, seen=row.version, on=moment.date(), document=document, ground=ground,
            by=leader, at=moment,
        )  # fmt: skip


def _replies(office: int, first: date, today: date, random: Random) -> None:
    """Let every sixth of the dossiers that were finished since answer on the day of its result."""
    units = subtree_ids(office, today)
    begins = datetime.combine(first, time(0), VIETNAM)
    finished = Dossier.objects.filter(receiving_unit_id__in=units, finished_at__gte=begins)
    rows = finished.order_by("code").values_list("code", "field__name", "finished_at")
    for turn, (code, field, at) in enumerate(rows):
        if turn % REPLIED_ONE_IN == 0 and at is not None:
            on = at.astimezone(VIETNAM).date()
            levels = {one.code: random.choice((3, 4, 4, 5, 5, 5)) for one in set_on(on).questions}
            reply_from_kiosk(code or "", levels, office_id=office, field=field, on=on)
