"""Feedback and proposals on administrative regulations and on how procedures are handled (PAKN)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.petitions.limits import last_day
from congvu.casework.petitions.registers import ACCESS, CITIZENS
from congvu.casework.petitions.rules import Step, Stream
from congvu.casework.petitions.timeliness import (
    Due,
    Timed,
    done,
    overdue,
    received,
    remarks_by,
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


class Channel(models.TextChoices):
    LETTER = "letter", _("Văn bản, bưu chính")
    PHONE = "phone", _("Điện thoại chuyên dùng")
    WEB = "web", _("Cổng, thư điện tử")
    BOX = "box", _("Thùng thư góp ý")
    SURVEY = "survey", _("Phiếu lấy ý kiến")


class Subject(models.TextChoices):
    CONDUCT = "conduct", _("Hành vi chậm trễ, gây phiền hà")
    OWN_RULE = "own_rule", _("Quy định thuộc thẩm quyền của cơ quan")
    OTHER_RULE = "other_rule", _("Quy định của cơ quan khác")
    PROPOSAL = "proposal", _("Sáng kiến, phương án")


class Handling(models.TextChoices):
    NEW = "new", _("Mới nhận")
    ASKED = "asked", _("Đã yêu cầu bổ sung")
    REFUSED = "refused", _("Không tiếp nhận")
    TRANSFERRED = "transferred", _("Đã chuyển cơ quan có thẩm quyền")
    ACCEPTED = "accepted", _("Đang xử lý")
    ANSWERED = "answered", _("Đã trả lời")


# what is dated by `handled_on`, and what only by the answer
DECIDED = (Handling.ASKED, Handling.REFUSED, Handling.TRANSFERRED)


class Feedback(RegisterRow):
    """One piece of feedback from one sender."""

    personal_data: ClassVar[tuple[str, ...]] = (
        "sender", "contact", "content", "natural_key", "folded",
    )  # fmt: skip

    received_on = models.DateField(_("ngày nhận"))
    channel = models.CharField(_("hình thức nhận"), max_length=8, choices=Channel.choices)
    sender = models.CharField(_("người gửi"), max_length=200)
    contact = models.CharField(_("địa chỉ, điện thoại"), max_length=300, blank=True)
    subject = models.CharField(_("phân loại"), max_length=12, choices=Subject.choices)
    content = models.TextField(_("nội dung phản ánh, kiến nghị"))
    handling = models.CharField(_("xử lý"), max_length=12, choices=Handling.choices)
    handled_on = models.DateField(_("ngày chuyển, từ chối, yêu cầu bổ sung"), null=True, blank=True)
    transferred_to = models.CharField(_("cơ quan nhận chuyển"), max_length=200, blank=True)
    answered_on = models.DateField(_("ngày trả lời"), null=True, blank=True)
    published_on = models.DateField(_("ngày công khai kết quả"), null=True, blank=True)
    answer = models.CharField(_("văn bản trả lời"), max_length=900, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("phản ánh, kiến nghị")


def _steps_have_days(values: Values, _facts: Facts) -> Iterator[Fault]:
    how, handled = values["handling"], values.get("handled_on")
    answered, published = values.get("answered_on"), values.get("published_on")
    if how in DECIDED and not handled:
        yield fault(
            "handled_on", gettext_noop("Hãy ghi ngày chuyển, từ chối hoặc yêu cầu bổ sung.")
        )
    if how == Handling.TRANSFERRED and not values.get("transferred_to"):
        yield fault("transferred_to", gettext_noop("Hãy ghi cơ quan nhận chuyển."))
    if (how == Handling.ANSWERED) != bool(answered):
        yield fault(
            "answered_on", gettext_noop("Đã trả lời thì có ngày trả lời, chưa thì để trống.")
        )
    if published and (not answered or published < answered):
        yield fault("published_on", gettext_noop("Công khai kết quả sau khi trả lời."))
    for name in ("handled_on", "answered_on"):
        if values.get(name) and values[name] < values["received_on"]:
            yield fault(name, gettext_noop("Ngày này trước ngày nhận."))


def _received(rows: Rows, asked: Asked) -> Rows:
    return in_window("received_on", rows, asked)


OURS = models.Q(handling__in=(Handling.NEW, Handling.ACCEPTED, Handling.ANSWERED))
ANSWER = Timed(
    done="answered_on",
    due=received(Stream.FEEDBACK, Step.ANSWER),
    among=OURS,
    waiting=models.Q(answered_on=None),
)
TRANSFER = Timed(
    done="handled_on",
    due=received(Stream.FEEDBACK, Step.TRANSFER),
    among=models.Q(handling=Handling.TRANSFERRED),
    waiting=models.Q(handled_on=None),
)


def next_step(row: Feedback, calendar: WorkCalendar) -> tuple[Step, Due] | None:
    """Return what is due next of feedback, None when it is published or went elsewhere."""
    step, began = Step.ANSWER, row.received_on
    if row.handling == Handling.ANSWERED:
        if row.published_on is not None:
            return None
        step, began = Step.PUBLISH, row.answered_on or row.received_on
    elif row.handling == Handling.NEW and row.subject == Subject.OTHER_RULE:
        step = Step.TRANSFER
    elif row.handling not in {Handling.NEW, Handling.ACCEPTED}:
        return None
    return step, last_day(Stream.FEEDBACK, step, began, calendar)


REGISTER = declare(
    Register(
        code="phan-anh-kien-nghi",
        group=CITIZENS,
        title=_("Sổ phản ánh, kiến nghị về quy định hành chính"),
        noun=_("ý kiến"),
        about=_("Chuyển cho cơ quan khác không phải là đã giải quyết: hai số liệu đếm riêng."),
        model=Feedback,
        dated_by="received_on",
        access=ACCESS,
        columns=(
            Column("received_on", Kind.DATE, key=True),
            Column("channel", Kind.CHOICE, filtered=True),
            Column("sender", Kind.TEXT, key=True, person=True),
            Column("contact", Kind.TEXT, listed=False),
            Column("subject", Kind.CHOICE, filtered=True),
            Column("content", Kind.LONG, key=True),
            Column("handling", Kind.CHOICE, _("Xử lý"), filtered=True),
            Column("handled_on", Kind.DATE, _("Xử lý"), listed=False),
            Column("transferred_to", Kind.TEXT, _("Xử lý"), listed=False),
            Column("answered_on", Kind.DATE, _("Xử lý")),
            Column("published_on", Kind.DATE, _("Xử lý"), listed=False),
            Column("answer", Kind.DOCUMENT, _("Xử lý"), listed=False),
        ),
        checks=(_steps_have_days,),
        remarks=remarks_by(next_step),
        counts=(
            Count(
                "tiep-nhan",
                _("Số phản ánh, kiến nghị đã tiếp nhận"),
                _("Số dòng có ngày nhận trong kỳ."),
                _received,
            ),
            Count(
                "giai-quyet",
                _("Số phản ánh, kiến nghị đã giải quyết"),
                _(
                    "Trong số đó, số cơ quan đã tự trả lời đến hết ngày cuối kỳ; chuyển đi không tính."
                ),
                lambda rows, asked: _received(rows, asked).filter(
                    answered_on__lt=asked.window.ends_on
                ),
            ),
            Count(
                "chuyen",
                _("Số phản ánh, kiến nghị đã chuyển cơ quan có thẩm quyền"),
                _("Trong số đó, số đã chuyển đến hết ngày cuối kỳ."),
                lambda rows, asked: _received(rows, asked).filter(
                    handling=Handling.TRANSFERRED, handled_on__lt=asked.window.ends_on
                ),
            ),
            Count(
                "khong-tiep-nhan",
                _("Số phản ánh, kiến nghị không tiếp nhận"),
                _("Trong số đó, số đã từ chối đến hết ngày cuối kỳ."),
                lambda rows, asked: _received(rows, asked).filter(
                    handling=Handling.REFUSED, handled_on__lt=asked.window.ends_on
                ),
            ),
            Count(
                "dung-han",
                _("Số phản ánh, kiến nghị trả lời đúng hạn"),
                _("Số ý kiến trả lời trong kỳ, không sau hạn trả lời."),
                done(ANSWER, late=False),
            ),
            Count(
                "tre-han",
                _("Số phản ánh, kiến nghị trả lời trễ hạn"),
                _("Số ý kiến trả lời trong kỳ, sau hạn trả lời."),
                done(ANSWER, late=True),
            ),
            Count(
                "qua-han",
                _("Số phản ánh, kiến nghị quá hạn chưa trả lời"),
                _("Số ý kiến chưa trả lời dù đã quá hạn, vào ngày cuối kỳ hoặc đến nay."),
                overdue(ANSWER),
            ),
            Count(
                "chuyen-tre",
                _("Số phản ánh, kiến nghị chuyển trễ hạn"),
                _("Số ý kiến chuyển cơ quan khác trong kỳ, sau hạn chuyển."),
                done(TRANSFER, late=True),
            ),
        ),
    )
)
