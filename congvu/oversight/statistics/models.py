"""The tables of facts: all of them can be made again from the events, none is written by hand.

Days are whole numbers (`rules.days`). Ids of dossiers, units and fields are plain numbers without
foreign keys: facts are written by the hundred thousand and proven by `congvu facts verify`.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Watermark(models.Model):
    """How far the feed of events was folded into the facts; one row, locked while folding.

    `events` and `checksum` (the sum of positions) betray an event that was slipped in behind.
    """

    personal_data: ClassVar[tuple[str, ...]] = ()

    position = models.BigIntegerField(_("vị trí đã tính"), default=0)
    events = models.BigIntegerField(_("số sự kiện đã tính"), default=0)
    checksum = models.BigIntegerField(_("tổng các vị trí"), default=0)

    class Meta:
        verbose_name = _("mốc số liệu")

    def __str__(self) -> str:
        return str(self.position)


class Phase(models.Model):
    """What was so with a dossier on some days, and on which days a reader knew it (`rules.phases`)."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    pk = models.CompositePrimaryKey("dossier_id", "known_from", "starts_day")
    dossier_id = models.BigIntegerField(_("hồ sơ"))
    unit_id = models.BigIntegerField(_("cơ quan giải quyết"))
    field_id = models.BigIntegerField(_("lĩnh vực"))
    channel = models.PositiveSmallIntegerField(_("hình thức nộp"))
    accepted_day = models.IntegerField(_("ngày tiếp nhận"))
    kind = models.PositiveSmallIntegerField(_("tình trạng"))
    starts_day = models.IntegerField(_("từ ngày"))
    ends_day = models.IntegerField(_("đến trước ngày"))
    due_lawful = models.IntegerField(_("hạn theo pháp luật"))
    due_promised = models.IntegerField(_("hạn hẹn trả"))
    due_current = models.IntegerField(_("hạn hiện tại"))
    finished_day = models.IntegerField(_("ngày xong"))
    asks = models.PositiveSmallIntegerField(_("số lần yêu cầu bổ sung"))
    asked_day = models.IntegerField(_("ngày yêu cầu bổ sung lần đầu, khi đang chờ"))
    known_from = models.IntegerField(_("biết từ ngày"))
    known_to = models.IntegerField(_("biết đến trước ngày"))

    class Meta:
        verbose_name = _("giai đoạn của hồ sơ")
        indexes = [
            models.Index(fields=["unit_id", "finished_day"], name="statistics_phase_of_unit")
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.starts_day}–{self.ends_day}"


class LineageStep(models.Model):
    """One unit of a lineage: competent from `from_day` on, as known from `recorded_day` on.

    All dossiers that passed through the same units on the same days share a lineage.
    """

    personal_data: ClassVar[tuple[str, ...]] = ()

    lineage_id = models.BigIntegerField(_("dòng cơ quan"))
    place = models.PositiveSmallIntegerField(_("thứ tự"))
    unit_id = models.BigIntegerField(_("cơ quan"))
    from_day = models.IntegerField(_("từ ngày"))
    recorded_day = models.IntegerField(_("biết từ ngày"))

    class Meta:
        verbose_name = _("cơ quan của dòng")
        constraints = [
            models.UniqueConstraint(
                fields=["lineage_id", "place"], name="statistics_lineagestep_place"
            )
        ]
        indexes = [models.Index(fields=["unit_id"], name="statistics_lineage_of_unit")]

    def __str__(self) -> str:
        return f"{self.lineage_id}/{self.place}: {self.unit_id}"


class Lineage(models.Model):
    """The units that were competent for a dossier, in order; `key` spells them out."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    key = models.TextField(_("khóa"), unique=True)

    class Meta:
        verbose_name = _("dòng cơ quan")

    def __str__(self) -> str:
        return self.key


class Stocks(models.Model):
    """Changes of what stands, or what stood (`rules.contributions.STOCKS`)."""

    lineage_id = models.BigIntegerField(_("dòng cơ quan"))
    field_id = models.BigIntegerField(_("lĩnh vực"))
    pending = models.IntegerField(_("đang giải quyết"))
    paused = models.IntegerField(_("tạm dừng"))
    overdue_lawful = models.IntegerField(_("đang quá hạn (pháp luật)"))
    overdue_promised = models.IntegerField(_("đang quá hạn (hẹn trả)"))
    overdue_current = models.IntegerField(_("đang quá hạn (hiện tại)"))

    class Meta:
        abstract = True


class Counters(models.Model):
    """Changes on some days (`rules.contributions.COUNTERS`)."""

    lineage_id = models.BigIntegerField(_("dòng cơ quan"))
    field_id = models.BigIntegerField(_("lĩnh vực"))
    pending = models.IntegerField(_("đang giải quyết"))
    paused = models.IntegerField(_("tạm dừng"))
    overdue_lawful = models.IntegerField(_("đang quá hạn (pháp luật)"))
    overdue_promised = models.IntegerField(_("đang quá hạn (hẹn trả)"))
    overdue_current = models.IntegerField(_("đang quá hạn (hiện tại)"))
    online = models.IntegerField(_("trực tuyến"))
    direct = models.IntegerField(_("trực tiếp"))
    postal = models.IntegerField(_("bưu chính"))
    closed = models.IntegerField(_("không có kết quả"))
    early_lawful = models.IntegerField(_("trước hạn (pháp luật)"))
    early_promised = models.IntegerField(_("trước hạn (hẹn trả)"))
    early_current = models.IntegerField(_("trước hạn (hiện tại)"))
    on_time_lawful = models.IntegerField(_("đúng hạn (pháp luật)"))
    on_time_promised = models.IntegerField(_("đúng hạn (hẹn trả)"))
    on_time_current = models.IntegerField(_("đúng hạn (hiện tại)"))
    late_lawful = models.IntegerField(_("quá hạn (pháp luật)"))
    late_promised = models.IntegerField(_("quá hạn (hẹn trả)"))
    late_current = models.IntegerField(_("quá hạn (hiện tại)"))
    closed_late_lawful = models.IntegerField(_("không kết quả, quá hạn (pháp luật)"))
    closed_late_promised = models.IntegerField(_("không kết quả, quá hạn (hẹn trả)"))
    closed_late_current = models.IntegerField(_("không kết quả, quá hạn (hiện tại)"))
    closed_near_lawful = models.IntegerField(_("không kết quả, sát hạn (pháp luật)"))
    closed_near_promised = models.IntegerField(_("không kết quả, sát hạn (hẹn trả)"))
    closed_near_current = models.IntegerField(_("không kết quả, sát hạn (hiện tại)"))

    class Meta:
        abstract = True


class Tally(Counters):
    """What changed in a block of days: a day, half a month, a quarter."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    pk = models.CompositePrimaryKey("tier", "starts_day", "lineage_id", "field_id")
    tier = models.PositiveSmallIntegerField(_("bậc"))
    starts_day = models.IntegerField(_("từ ngày"))

    class Meta:
        verbose_name = _("số phát sinh")

    def __str__(self) -> str:
        return f"{self.tier}/{self.starts_day} {self.lineage_id}/{self.field_id}"


class Level(Stocks):
    """How much stood when an anchor day began, of what has ended since."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    pk = models.CompositePrimaryKey("anchor_day", "lineage_id", "field_id")
    anchor_day = models.IntegerField(_("đầu ngày"))

    class Meta:
        verbose_name = _("số tồn đầu kỳ")

    def __str__(self) -> str:
        return f"{self.anchor_day} {self.lineage_id}/{self.field_id}"


class OpenTally(Stocks):
    """What began on a day and has not ended; taken back when it ends."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    pk = models.CompositePrimaryKey("lineage_id", "day", "field_id")
    day = models.IntegerField(_("ngày"))

    class Meta:
        verbose_name = _("số đang mở")

    def __str__(self) -> str:
        return f"{self.day} {self.lineage_id}/{self.field_id}"


class LateTally(Counters):
    """Changes on a day that were learnt on a later day; `Tally` has them on the later one."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    pk = models.CompositePrimaryKey("lineage_id", "recorded_day", "day", "field_id")
    day = models.IntegerField(_("ngày"))
    recorded_day = models.IntegerField(_("biết từ ngày"))

    class Meta:
        verbose_name = _("số liệu ghi muộn")

    def __str__(self) -> str:
        return f"{self.day}←{self.recorded_day} {self.lineage_id}/{self.field_id}"
