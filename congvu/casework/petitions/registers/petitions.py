"""Complaints, proposals and other petitions by letter: sorted, routed, settled by their days.

Not here: denunciations, whose accuser's name must not stand in a book that others read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.petitions.registers import ACCESS, CITIZENS
from congvu.casework.petitions.rules import Step
from congvu.casework.petitions.timeliness import (
    Due,
    Timed,
    acceptance_due,
    done,
    overdue,
    remarks_by,
    settlement_due,
)
from congvu.instruments.registers.counting import in_window
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.errors import Fault
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.declaring import (
    Column,
    Facts,
    Kind,
    Values,
    fault,
)
from congvu.kernel.errors import gettext_noop
from congvu.kernel.workcalendar import WorkCalendar


class PetitionKind(models.TextChoices):
    REFLECTION = "reflection", _("Kiến nghị, phản ánh")
    COMPLAINT = "complaint", _("Khiếu nại lần đầu")
    SECOND = "second", _("Khiếu nại lần hai")
    MIXED = "mixed", _("Nhiều nội dung (hướng dẫn tách đơn)")


class Way(models.TextChoices):
    DIRECT = "direct", _("Nộp trực tiếp")
    POST = "post", _("Bưu chính")
    RECEPTION = "reception", _("Tại buổi tiếp công dân")
    ROUTED = "routed", _("Cơ quan khác chuyển đến")


class Field(models.TextChoices):
    LAND = "land", _("Đất đai")
    BUILDING = "building", _("Xây dựng")
    RESETTLEMENT = "resettlement", _("Bồi thường, tái định cư")
    SOCIAL = "social", _("Chính sách xã hội")
    CONDUCT = "conduct", _("Công vụ, công chức")
    OTHER = "other", _("Khác")


class Routing(models.TextChoices):
    NEW = "new", _("Chưa xử lý")
    ACCEPTED = "accepted", _("Thụ lý")
    GUIDED = "guided", _("Hướng dẫn")
    TRANSFERRED = "transferred", _("Chuyển đơn")
    RETURNED = "returned", _("Trả đơn, không thụ lý")
    FILED = "filed", _("Lưu đơn")


class Outcome(models.TextChoices):
    RIGHT = "right", _("Đúng")
    PARTLY = "partly", _("Đúng một phần")
    WRONG = "wrong", _("Sai")
    WITHDRAWN = "withdrawn", _("Rút đơn, đình chỉ")
    ANSWERED = "answered", _("Đã trả lời kiến nghị, phản ánh")


class Petition(RegisterRow):
    """One petition."""

    personal_data: ClassVar[tuple[str, ...]] = (
        "sender", "address", "content", "natural_key", "folded",
    )  # fmt: skip

    received_on = models.DateField(_("ngày nhận đơn"))
    kind = models.CharField(_("loại đơn"), max_length=12, choices=PetitionKind.choices)
    way = models.CharField(_("nguồn đơn"), max_length=12, choices=Way.choices)
    sender = models.CharField(_("người đứng đơn"), max_length=200)
    address = models.CharField(_("địa chỉ"), max_length=300, blank=True)
    people = models.IntegerField(_("số người đứng đơn"), null=True, blank=True)
    content = models.TextField(_("tóm tắt nội dung đơn"))
    field = models.CharField(_("lĩnh vực"), max_length=12, choices=Field.choices)
    is_valid = models.BooleanField(_("đủ điều kiện xử lý"), default=True)
    is_ours = models.BooleanField(_("thuộc thẩm quyền"), default=True)
    is_remote = models.BooleanField(_("vùng sâu, vùng xa đi lại khó khăn"), default=False)
    routing = models.CharField(_("hướng xử lý"), max_length=12, choices=Routing.choices)
    routed_on = models.DateField(_("ngày thụ lý, chuyển, trả, hướng dẫn"), null=True, blank=True)
    complexity = models.CharField(
        _("văn bản xác định vụ việc phức tạp"), max_length=900, blank=True
    )
    paused_on = models.DateField(_("tạm đình chỉ từ ngày"), null=True, blank=True)
    resumed_on = models.DateField(_("tiếp tục giải quyết từ ngày"), null=True, blank=True)
    settled_on = models.DateField(_("ngày giải quyết xong"), null=True, blank=True)
    outcome = models.CharField(
        _("kết quả giải quyết"), max_length=12, choices=Outcome.choices, blank=True
    )
    decision = models.CharField(_("văn bản giải quyết"), max_length=900, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("đơn thư")


ORDER = ("received_on", "routed_on", "paused_on", "resumed_on", "settled_on")


def _days_follow(values: Values, _facts: Facts) -> Iterator[Fault]:
    before = values["received_on"]
    for name in ORDER[1:]:
        day = values.get(name)
        if day is not None:
            if day < before:
                yield fault(name, gettext_noop("Ngày này trước việc đứng trước nó."))
            before = max(before, day)
    if values.get("resumed_on") and not values.get("paused_on"):
        yield fault("paused_on", gettext_noop("Tiếp tục giải quyết thì phải có ngày tạm đình chỉ."))


def _steps_are_whole(values: Values, _facts: Facts) -> Iterator[Fault]:
    how = values["routing"]
    if (how != Routing.NEW) != bool(values.get("routed_on")):
        yield fault("routed_on", gettext_noop("Hướng xử lý và ngày của nó phải cùng có."))
    if how == Routing.ACCEPTED and not (values.get("is_ours") and values.get("is_valid")):
        yield fault("routing", gettext_noop("Chỉ thụ lý đơn đủ điều kiện và thuộc thẩm quyền."))
    if values.get("settled_on") and how != Routing.ACCEPTED:
        yield fault("settled_on", gettext_noop("Chỉ đơn đã thụ lý mới có ngày giải quyết xong."))
    if bool(values.get("settled_on")) != bool(values.get("outcome")):
        yield fault("outcome", gettext_noop("Giải quyết xong thì có ngày và kết quả."))


def _received(rows: Rows, asked: Asked) -> Rows:
    return in_window("received_on", rows, asked)


def _settled(rows: Rows, asked: Asked) -> Rows:
    return _received(rows, asked).filter(settled_on__lt=asked.window.ends_on)


COMPLAINTS = (PetitionKind.COMPLAINT, PetitionKind.SECOND)
# only complaints have limits of acceptance and settlement in law
ACCEPTANCE = Timed(
    done="routed_on",
    due=acceptance_due,
    among=models.Q(kind__in=COMPLAINTS),
    waiting=models.Q(routed_on=None),
)
SETTLEMENT = Timed(
    done="settled_on",
    due=settlement_due,
    among=models.Q(kind__in=COMPLAINTS, routing=Routing.ACCEPTED),
    waiting=models.Q(settled_on=None),
)


def next_step(row: Petition, calendar: WorkCalendar) -> tuple[Step, Due] | None:
    """Return what is due next of a complaint, None when it is settled or went elsewhere."""
    if row.kind not in COMPLAINTS or row.settled_on is not None:
        return None
    if row.routing == Routing.ACCEPTED and row.routed_on is not None:
        return Step.SETTLE, settlement_due(row, calendar)
    if row.routing in {Routing.NEW, Routing.ACCEPTED}:
        return Step.ACCEPT, acceptance_due(row, calendar)
    return None


REGISTER = declare(
    Register(
        code="don-thu",
        group=CITIZENS,
        title=_("Sổ đơn khiếu nại, kiến nghị, phản ánh"),
        noun=_("đơn"),
        about=_("Đơn tố cáo không vào sổ này; hạn của từng đơn ở trang đơn thư đến hạn."),
        model=Petition,
        dated_by="received_on",
        access=ACCESS,
        columns=(
            Column("received_on", Kind.DATE, _("Đơn"), key=True),
            Column("kind", Kind.CHOICE, _("Đơn"), filtered=True),
            Column("way", Kind.CHOICE, _("Đơn"), listed=False),
            Column("sender", Kind.TEXT, _("Đơn"), key=True, person=True),
            Column("address", Kind.TEXT, _("Đơn"), listed=False),
            Column("people", Kind.INTEGER, _("Đơn"), least=1, listed=False),
            Column("content", Kind.LONG, _("Đơn"), key=True),
            Column("field", Kind.CHOICE, _("Phân loại"), filtered=True),
            Column("is_valid", Kind.YES_NO, _("Phân loại"), listed=False),
            Column("is_ours", Kind.YES_NO, _("Phân loại"), filtered=True),
            Column("is_remote", Kind.YES_NO, _("Phân loại"), listed=False),
            Column("routing", Kind.CHOICE, _("Xử lý"), filtered=True),
            Column("routed_on", Kind.DATE, _("Xử lý"), listed=False),
            Column("complexity", Kind.DOCUMENT, _("Xử lý"), listed=False),
            Column("paused_on", Kind.DATE, _("Xử lý"), listed=False),
            Column("resumed_on", Kind.DATE, _("Xử lý"), listed=False),
            Column("settled_on", Kind.DATE, _("Xử lý")),
            Column("outcome", Kind.CHOICE, _("Xử lý"), listed=False),
            Column("decision", Kind.DOCUMENT, _("Xử lý"), listed=False),
        ),
        checks=(_days_follow, _steps_are_whole),
        remarks=remarks_by(next_step),
        counts=(
            Count(
                "tiep-nhan",
                _("Số đơn khiếu nại, kiến nghị, phản ánh đã tiếp nhận"),
                _("Số đơn có ngày nhận trong kỳ; đơn tố cáo đếm riêng."),
                _received,
            ),
            Count(
                "khieu-nai",
                _("Số đơn khiếu nại"),
                _("Trong số đó, số đơn khiếu nại lần đầu và lần hai."),
                lambda rows, asked: _received(rows, asked).filter(kind__in=COMPLAINTS),
            ),
            Count(
                "thuoc-tham-quyen",
                _("Số đơn thuộc thẩm quyền"),
                _("Trong số đơn tiếp nhận, số đơn thuộc thẩm quyền của cơ quan."),
                lambda rows, asked: _received(rows, asked).filter(is_ours=True),
            ),
            Count(
                "khong-thuoc-tham-quyen",
                _("Số đơn không thuộc thẩm quyền"),
                _("Trong số đơn tiếp nhận, số đơn không thuộc thẩm quyền của cơ quan."),
                lambda rows, asked: _received(rows, asked).filter(is_ours=False),
            ),
            Count(
                "xong",
                _("Số đơn đã giải quyết xong"),
                _("Trong số đơn tiếp nhận, số đơn giải quyết xong đến hết ngày cuối kỳ."),
                _settled,
            ),
            Count(
                "dang-giai-quyet",
                _("Số đơn thuộc thẩm quyền đang giải quyết"),
                _("Trong số đơn thuộc thẩm quyền đã thụ lý, số chưa xong vào ngày cuối kỳ."),
                lambda rows, asked: (
                    _received(rows, asked)
                    .filter(routing=Routing.ACCEPTED)
                    .exclude(settled_on__lt=asked.window.ends_on)
                ),
            ),
            Count(
                "thu-ly-dung-han",
                _("Số đơn khiếu nại phân loại, thụ lý đúng hạn"),
                _("Số đơn khiếu nại có ngày thụ lý hoặc trả trong kỳ, không sau hạn thụ lý."),
                done(ACCEPTANCE, late=False),
            ),
            Count(
                "thu-ly-tre-han",
                _("Số đơn khiếu nại phân loại, thụ lý trễ hạn"),
                _("Số đơn khiếu nại có ngày thụ lý hoặc trả trong kỳ, sau hạn thụ lý."),
                done(ACCEPTANCE, late=True),
            ),
            Count(
                "dung-han",
                _("Số đơn khiếu nại giải quyết đúng hạn"),
                _(
                    "Số đơn khiếu nại giải quyết xong trong kỳ, không sau hạn đã cộng ngày đình chỉ."
                ),
                done(SETTLEMENT, late=False),
            ),
            Count(
                "tre-han",
                _("Số đơn khiếu nại giải quyết trễ hạn"),
                _("Số đơn khiếu nại giải quyết xong trong kỳ, sau hạn đã cộng ngày đình chỉ."),
                done(SETTLEMENT, late=True),
            ),
            Count(
                "qua-han",
                _("Số đơn khiếu nại quá hạn chưa giải quyết xong"),
                _(
                    "Số đơn khiếu nại đã thụ lý, quá hạn mà chưa xong, vào ngày cuối kỳ hoặc đến nay."
                ),
                overdue(SETTLEMENT),
            ),
        ),
    )
)
