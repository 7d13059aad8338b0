"""A one-off collection of the sample in progress: one commune in time, one late, one has not sent."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from config.sample.posts import Posts
from config.sample.province import AFTER, REFORM
from congvu.foundation.people.rules import Role
from congvu.kernel.workingdays import local_day
from congvu.oversight.collections.models import Collection
from congvu.oversight.collections.rules.columns import Column, ColumnType, Form, Total
from congvu.oversight.collections.selectors.access import get_answering
from congvu.oversight.collections.services import answering, asking

ASKED, DUE, IN_TIME, LATE = (timedelta(days=days) for days in (12, 4, 7, 2))
TITLE = "Tập huấn kỹ năng số cho cán bộ, công chức (dữ liệu mẫu)"
FORM = Form(
    (
        Column("c1", "Số người đã tập huấn", ColumnType.COUNT, Total.SUM, "người"),
        Column("c2", "Tổng số cán bộ, công chức", ColumnType.COUNT, Total.SUM, "người"),
        Column("c3", "Tỷ lệ đã tập huấn", ColumnType.PERCENT, Total.RECOMPUTE, "", "c1", "c2"),
        Column("c4", "Kinh phí", ColumnType.MONEY, Total.SUM, "triệu đồng"),
        Column("c5", "Đã ban hành kế hoạch", ColumnType.YES_NO, Total.ANY),
        Column("c6", "Ngày ban hành kế hoạch", ColumnType.DATE, Total.NONE),
        Column("c7", "Khó khăn, vướng mắc", ColumnType.TEXT, Total.NONE),
    )
)
ANSWERS = {
    "minh-loc": ("34", "41", "18,5", "Có", "12/02/2026", "Thiếu máy tính cho lớp buổi tối."),
    "minh-son-phuong": ("52", "60", "27,25", "Có", "20/02/2026", ""),
    "minh-tam": ("45", "57", "21", "Không", "", ""),
}
CELLS = ("r1.c1", "r1.c2", "r1.c4", "r1.c5", "r1.c6", "r1.c7")
OTHER_COUNT = "47"


def load_collection(posts: Posts, *, seed: int, until: datetime) -> Collection | None:
    """Let the province ask its communes twelve days before the sample ends, and them answer.

    None when the communes of the sample did not exist by then.
    """
    asked_at = until - ASKED
    if local_day(asked_at) < REFORM:
        return None
    units = frozenset(posts.units[place.key].pk for place in AFTER)
    request = asking.Request(
        TITLE,
        FORM,
        units,
        local_day(until - DUE),
        "Số liệu tính đến ngày nhận yêu cầu. Đơn vị chưa có kinh phí thì để trống.",
        "Công văn số 215/SNV-CCHC (dữ liệu mẫu)",
    )
    superior = posts.staff[f"home/{Role.PROVINCE_OFFICER.value}/"]
    random = Random(f"{seed}:collection")  # noqa: S311 - sample data, not secrets
    uuid = UUID(int=random.getrandbits(128), version=4)
    made = asking.ask(request, by=superior, at=asked_at, uuid=uuid)
    _answer(posts, made, "minh-loc", until - IN_TIME)
    _answer(posts, made, "minh-son-phuong", until - LATE)
    _begin(posts, made, "minh-tam", until - LATE)
    return made


def _answer(posts: Posts, made: Collection, key: str, at: datetime) -> None:
    """Let a commune's reform officer fill in and send."""
    author = posts.staff[f"{key}/{Role.REFORM_OFFICER.value}/secretariat"]
    reached = get_answering(author, made.uuid, posts.units[key].pk, local_day(at))
    cells = dict(zip(CELLS, ANSWERS[key], strict=True))
    answering.write(reached, cells, seen=0, by=author, at=at)
    later = at + timedelta(minutes=20)
    answering.send(reached, seen=reached.recipient.revision, by=author, at=later)


def _begin(posts: Posts, made: Collection, key: str, at: datetime) -> None:
    """Let the commune of the cast fill in, with a second figure that came by file."""
    author = posts.staff[f"{key}/{Role.REFORM_OFFICER.value}/secretariat"]
    reached = get_answering(author, made.uuid, posts.units[key].pk, local_day(at))
    cells = dict(zip(CELLS, ANSWERS[key], strict=True))
    answering.write(reached, cells, seen=0, by=author, at=at)
    answering.write(
        reached, {"r1.c1": OTHER_COUNT}, seen=0, origin=answering.FILE, by=author,
        at=at + timedelta(minutes=30),
    )  # fmt: skip
