"""Tasks of plans and their parts: who does what until when, and the proof that it is done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from congvu.casework.plans.registers import PLANS
from congvu.casework.plans.registers.plans import Plan, PlanKind
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


class Source(models.TextChoices):
    OWN = "own", _("Tự đề ra")
    ABOVE = "above", _("Cấp trên giao")
    REMEDY = "remedy", _("Khắc phục sau đánh giá, khảo sát")


class Task(RegisterRow):
    """One task of a plan; with a part number, one part of the task of that number."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    plan = models.ForeignKey(
        Plan, models.PROTECT, related_name="+", verbose_name=_("thuộc kế hoạch")
    )
    number = models.IntegerField(_("nhiệm vụ số"))
    part = models.IntegerField(_("phần việc số"), null=True, blank=True)
    content = models.TextField(_("nội dung nhiệm vụ"))
    product = models.CharField(_("sản phẩm"), max_length=300, blank=True)
    source = models.CharField(_("nguồn nhiệm vụ"), max_length=8, choices=Source.choices)
    carried_over = models.BooleanField(_("chuyển từ năm trước sang"), default=False)
    duty = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("đơn vị chủ trì"),
    )
    person = models.ForeignKey(
        "people.Position",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("người thực hiện"),
    )
    given_on = models.DateField(_("ngày giao"))
    starts_on = models.DateField(_("ngày bắt đầu"), null=True, blank=True)
    due_on = models.DateField(_("hạn hoàn thành"))
    progress = models.IntegerField(_("tiến độ (%)"), null=True, blank=True)
    done_on = models.DateField(_("ngày hoàn thành"), null=True, blank=True)
    evidence = models.CharField(_("văn bản chứng minh"), max_length=900, blank=True)
    note = models.TextField(_("ghi chú"), blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("nhiệm vụ của kế hoạch")
        indexes = [models.Index(fields=["person", "due_on"], name="plans_task_person")]


def days_follow(values: Values, _facts: Facts) -> Iterator[Fault]:
    """Refuse days out of order: given, begun, due; done after given."""
    given, starts, due, done = (
        values.get(name) for name in ("given_on", "starts_on", "due_on", "done_on")
    )
    if given and due and due < given:
        yield fault("due_on", gettext_noop("Hạn hoàn thành trước ngày giao."))
    if starts and given and starts < given:
        yield fault("starts_on", gettext_noop("Ngày bắt đầu trước ngày giao."))
    if starts and due and due < starts:
        yield fault("due_on", gettext_noop("Hạn hoàn thành trước ngày bắt đầu."))
    if done and given and done < given:
        yield fault("done_on", gettext_noop("Ngày hoàn thành trước ngày giao."))


def done_with_proof(values: Values, facts: Facts) -> Iterator[Fault]:
    """Hold day, progress and proof together: done means a day, 100 % and a document or a file."""
    progress, done = values.get("progress"), values.get("done_on")
    if done and progress is not None and progress < 100:
        yield fault("progress", gettext_noop("Đã có ngày hoàn thành thì tiến độ là 100."))
    if progress == 100 and not done:
        yield fault("done_on", gettext_noop("Tiến độ 100 thì phải ghi ngày hoàn thành."))
    if done and not values.get("evidence") and not facts.files:
        yield fault(
            "evidence",
            gettext_noop("Đã hoàn thành thì phải ghi văn bản chứng minh hoặc kèm tệp."),
        )


def _of_year(rows: Rows, asked: Asked, kind: PlanKind) -> Rows:
    """Keep what is counted of plans of the window's year, as plans and parts were known then.

    A task that is split counts by its parts, one that is not by itself.
    """
    plans = Plan.objects.known_at(asked.known_at).filter(
        kind=kind, year=asked.window.last_day.year, uuid=OuterRef("plan__uuid")
    )
    parts = Task.objects.known_at(asked.known_at).filter(
        plan_id=OuterRef("plan_id"), number=OuterRef("number"), part__isnull=False
    )
    return rows.filter(Exists(plans)).filter(Q(part__isnull=False) | ~Exists(parts))


def done(rows: Rows, asked: Asked) -> Rows:
    """Keep what was done by the end of the days."""
    return rows.filter(done_on__lt=asked.window.ends_on)


def done_on_time(rows: Rows, asked: Asked) -> Rows:
    """Keep what `rules.standing` calls on time at the end of the days."""
    return done(rows, asked).filter(done_on__lte=F("due_on"))


def done_late(rows: Rows, asked: Asked) -> Rows:
    """Keep what `rules.standing` calls late at the end of the days."""
    return done(rows, asked).filter(done_on__gt=F("due_on"))


def overdue(rows: Rows, asked: Asked) -> Rows:
    """Keep what `rules.standing` calls overdue on the last of the days."""
    unfinished = Q(done_on=None) | Q(done_on__gte=asked.window.ends_on)
    return rows.filter(unfinished, due_on__lt=asked.window.last_day)


def _reform(rows: Rows, asked: Asked) -> Rows:
    return _of_year(rows, asked, PlanKind.REFORM)


def _outreach(rows: Rows, asked: Asked) -> Rows:
    return _of_year(rows, asked, PlanKind.OUTREACH)


COUNTS = (
    Count(
        "de-ra",
        _("Số nhiệm vụ đề ra trong kế hoạch CCHC"),
        _(
            "Số phần việc của kế hoạch cải cách hành chính năm chứa ngày cuối kỳ; "
            "nhiệm vụ không chia phần việc tính là một."
        ),
        _reform,
    ),
    Count(
        "xong",
        _("Số nhiệm vụ của kế hoạch CCHC đã hoàn thành"),
        _("Trong số đó, số có ngày hoàn thành đến hết ngày cuối kỳ."),
        lambda rows, asked: done(_reform(rows, asked), asked),
    ),
    Count(
        "xong-dung-han",
        _("Số nhiệm vụ của kế hoạch CCHC hoàn thành đúng hạn"),
        _("Trong số đã hoàn thành, số hoàn thành không sau hạn."),
        lambda rows, asked: done_on_time(_reform(rows, asked), asked),
    ),
    Count(
        "xong-qua-han",
        _("Số nhiệm vụ của kế hoạch CCHC hoàn thành quá hạn"),
        _("Trong số đã hoàn thành, số hoàn thành sau hạn."),
        lambda rows, asked: done_late(_reform(rows, asked), asked),
    ),
    Count(
        "qua-han",
        _("Số nhiệm vụ của kế hoạch CCHC quá hạn chưa xong"),
        _("Số chưa hoàn thành vào ngày cuối kỳ mà hạn trước ngày đó."),
        lambda rows, asked: overdue(_reform(rows, asked), asked),
    ),
    Count(
        "chuyen-nam",
        _("Số nhiệm vụ của kế hoạch CCHC chuyển từ năm trước sang"),
        _("Trong số đề ra, số được ghi là chuyển từ năm trước sang."),
        lambda rows, asked: _reform(rows, asked).filter(carried_over=True),
    ),
    Count(
        "tuyen-truyen-de-ra",
        _("Số nhiệm vụ tuyên truyền theo kế hoạch"),
        _("Số phần việc của kế hoạch tuyên truyền năm chứa ngày cuối kỳ."),
        _outreach,
    ),
    Count(
        "tuyen-truyen-xong",
        _("Số nhiệm vụ tuyên truyền đã thực hiện"),
        _("Trong số đó, số có ngày hoàn thành đến hết ngày cuối kỳ."),
        lambda rows, asked: done(_outreach(rows, asked), asked),
    ),
)

REGISTER = declare(
    Register(
        code="nhiem-vu",
        group=PLANS,
        title=_("Sổ nhiệm vụ của kế hoạch"),
        noun=_("nhiệm vụ"),
        about=_("Xong phải có ngày và văn bản hoặc tệp chứng minh; đúng hạn hay trễ do máy tính."),
        model=Task,
        dated_by="due_on",
        columns=(
            Column("plan", Kind.ROW, key=True, above="ke-hoach"),
            Column("number", Kind.INTEGER, key=True, least=1),
            Column("part", Kind.INTEGER, key=True, least=1, help=_("Để trống nếu là cả nhiệm vụ.")),
            Column("content", Kind.LONG),
            Column("product", Kind.TEXT, listed=False),
            Column("source", Kind.CHOICE, filtered=True, listed=False),
            Column("carried_over", Kind.YES_NO, listed=False),
            Column("duty", Kind.UNIT, _("Ai làm, khi nào"), filtered=True),
            Column("person", Kind.POSITION, _("Ai làm, khi nào"), listed=False),
            Column("given_on", Kind.DATE, _("Ai làm, khi nào"), listed=False),
            Column("starts_on", Kind.DATE, _("Ai làm, khi nào"), future=True, listed=False),
            Column("due_on", Kind.DATE, _("Ai làm, khi nào"), future=True),
            Column("progress", Kind.INTEGER, _("Kết quả"), most=100),
            Column("done_on", Kind.DATE, _("Kết quả")),
            Column("evidence", Kind.DOCUMENT, _("Kết quả"), listed=False),
            Column("note", Kind.LONG, _("Kết quả"), listed=False),
        ),
        checks=(days_follow, done_with_proof),
        counts=COUNTS,
    )
)
