"""Counts of documents for reports: each with its definition in words, as known on any day.

A count is a set of documents: `records` gives them, `count` their number and how many of them were
entered only after the window had closed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from congvu.casework.documents.models import Document, DocumentTag, Reminder
from congvu.casework.documents.rules.kinds import Direction, Way
from congvu.casework.documents.rules.states import State
from congvu.kernel.errors import NotFound, gettext_noop
from congvu.kernel.periods import Window
from congvu.kernel.workcalendar import VIETNAM

Rows = QuerySet[Document]


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose figures, of which window, as known at the end of which day."""

    office_ids: Collection[int]
    window: Window
    as_of: date
    unit_id: int | None = None

    @property
    def edge(self) -> datetime:
        """The first moment that is no longer known."""
        return datetime.combine(self.as_of + timedelta(days=1), time(), VIETNAM)

    @property
    def closed(self) -> datetime:
        """The first moment after the window: what is recorded then was entered late."""
        return datetime.combine(self.window.ends_on, time(), VIETNAM)


@dataclass(frozen=True, slots=True)
class Definition:
    """What is counted, in words, and which rows of the report annex it feeds."""

    code: str
    title: str | Promise
    words: str | Promise
    feeds: tuple[str, ...]
    rows: Callable[[Asked], Rows]
    of: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure; `share` is in per cent of the definition it is a part of, None of nothing."""

    definition: Definition
    value: int
    entered_late: int
    whole: int | None = None

    @property
    def share(self) -> float | None:
        if not self.whole:
            return None
        return 100 * self.value / self.whole


def out(asked: Asked) -> Rows:
    """Numbered with a day in the window, known at the edge, not cancelled by then."""
    return _scoped(Direction.OUTGOING, asked).filter(
        ~Q(state=State.CANCELLED.value, ended_at__lt=asked.edge),
        number__isnull=False,
        numbered_at__lt=asked.edge,
        issued_on__gte=asked.window.starts_on,
        issued_on__lt=asked.window.ends_on,
    )


def came(asked: Asked) -> Rows:
    """Arrived in the window, known at the edge, not struck or sent back by then."""
    ended = Q(state__in=[State.CANCELLED.value, State.RETURNED.value], ended_at__lt=asked.edge)
    return _scoped(Direction.INCOMING, asked).filter(
        ~ended,
        recorded_at__lt=asked.edge,
        arrived_on__gte=asked.window.starts_on,
        arrived_on__lt=asked.window.ends_on,
    )


def tagged(tag: str) -> Callable[[Asked], Rows]:
    def rows(asked: Asked) -> Rows:
        borne = DocumentTag.objects.filter(
            Q(removed_at__isnull=True) | Q(removed_at__gte=asked.edge),
            document=OuterRef("pk"),
            tag=tag,
        )
        return out(asked).filter(Exists(borne))

    return rows


def due(asked: Asked) -> Rows:
    return came(asked).filter(due_on__isnull=False)


def late(asked: Asked) -> Rows:
    """Past its day and not done, or done after its day, as seen at the end of `as_of`."""
    return due(asked).filter(
        Q(done_on__isnull=True) | Q(done_on__gt=F("due_on")), due_on__lt=asked.as_of
    )


def in_time(asked: Asked) -> Rows:
    return due(asked).filter(done_on__isnull=False, done_on__lte=F("due_on"))


DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "van-ban-den",
        _("Văn bản đến"),
        _("Có số đến và ngày đến trong kỳ; không kể văn bản đã hủy đăng ký hoặc trả lại nơi gửi."),
        (),
        came,
    ),
    Definition(
        "den-co-han",
        _("Văn bản đến có thời hạn xử lý"),
        _("Văn bản đến trong kỳ có ghi hạn xử lý."),
        (),
        due,
        of="van-ban-den",
    ),
    Definition(
        "den-dung-han",
        _("Văn bản đến xử lý đúng hạn"),
        _("Có hạn và kết thúc xử lý không muộn hơn ngày hạn."),
        (),
        in_time,
        of="den-co-han",
    ),
    Definition(
        "den-qua-han",
        _("Văn bản đến quá hạn"),
        _("Có hạn; xử lý xong sau ngày hạn, hoặc chưa xong mà ngày hạn đã qua."),
        (),
        late,
        of="den-co-han",
    ),
    Definition(
        "van-ban-di",
        _("Văn bản đi"),
        _("Đã cấp số, ngày văn bản trong kỳ; kể cả văn bản đã thu hồi, không kể số đã hủy."),
        ("7.2.2",),
        out,
    ),
    Definition(
        "di-ky-so",
        _("Văn bản đi đã ký số"),
        _("Văn bản đi được văn thư ghi là đã ký số."),
        (),
        lambda asked: out(asked).filter(is_signed=True),
        of="van-ban-di",
    ),
    Definition(
        "di-dien-tu",
        _("Văn bản đi gửi hoàn toàn điện tử"),
        _("Văn bản đi đã ký số và chỉ gửi qua mạng."),
        ("7.2.2.1",),
        lambda asked: out(asked).filter(is_signed=True, way=Way.NETWORK.value),
        of="van-ban-di",
    ),
    Definition(
        "di-song-song",
        _("Văn bản đi gửi điện tử và song song giấy"),
        _("Văn bản đi gửi cả qua mạng và bản giấy; không trùng với gửi hoàn toàn điện tử."),
        ("7.2.2.2",),
        lambda asked: out(asked).filter(way=Way.BOTH.value),
        of="van-ban-di",
    ),
    Definition(
        "chi-dao-cchc",
        _("Văn bản chỉ đạo cải cách hành chính"),
        _("Văn bản đi mang nhãn “Chỉ đạo CCHC” vào ngày chốt số liệu."),
        ("1.1.3",),
        tagged("chi-dao-cchc"),
        of="van-ban-di",
    ),
    Definition(
        "quy-pham",
        _("Văn bản quy phạm pháp luật đã ban hành"),
        _("Văn bản đi được đánh dấu là quy phạm pháp luật."),
        ("2.1",),
        lambda asked: out(asked).filter(is_normative=True),
        of="van-ban-di",
    ),
)
BY_CODE = {definition.code: definition for definition in DEFINITIONS}


def get_definition(code: str) -> Definition:
    """Return one of the counts. Raises NotFound."""
    found = BY_CODE.get(code)
    if found is None:
        raise NotFound(gettext_noop("Không có số liệu này."))
    return found


def records(code: str, asked: Asked) -> Rows:
    """Return the documents behind a count."""
    return get_definition(code).rows(asked)


def count(code: str, asked: Asked) -> Counted:
    """Return one count, with those of its documents that were entered after the window closed."""
    definition = get_definition(code)
    value, late_ones = _numbers(definition, asked)
    whole = _numbers(BY_CODE[definition.of], asked)[0] if definition.of else None
    return Counted(definition, value, late_ones, whole)


def count_all(asked: Asked) -> list[Counted]:
    """Return every count, one statement each."""
    numbers = {one.code: _numbers(one, asked) for one in DEFINITIONS}
    return [
        Counted(one, *numbers[one.code], numbers[one.of][0] if one.of else None)
        for one in DEFINITIONS
    ]


def by_type(asked: Asked) -> list[tuple[str, int]]:
    """Return how many documents of each type went out, the most frequent first."""
    rows = out(asked).order_by().values_list("type").annotate(n=Count("id"))
    return sorted(((code, n) for code, n in rows), key=lambda row: (-row[1], row[0]))


def reminded_units(asked: Asked) -> int:
    """Return how many sections were reminded of a document in the window (F4)."""
    rows = Reminder.objects.filter(
        routing__document__office_id__in=list(asked.office_ids),
        at__gte=datetime.combine(asked.window.starts_on, time(), VIETNAM),
        at__lt=min(asked.closed, asked.edge),
    )
    return rows.values("routing__unit_id").distinct().count()


def _numbers(definition: Definition, asked: Asked) -> tuple[int, int]:
    found = definition.rows(asked).aggregate(
        n=Count("id"), late=Count("id", filter=Q(recorded_at__gte=asked.closed))
    )
    return found["n"], found["late"]


def _scoped(direction: Direction, asked: Asked) -> Rows:
    rows = Document.objects.filter(office_id__in=list(asked.office_ids), direction=direction.value)
    return rows if asked.unit_id is None else rows.filter(unit_id=asked.unit_id)
