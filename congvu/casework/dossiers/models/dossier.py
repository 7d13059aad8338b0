"""The dossier, its events, its applicant and its papers.

`Dossier` is a projection: every column of it can be told again from `DossierEvent`. Do not write it
outside `services.events`.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.casework.dossiers.labels import ActionLabel, ApplicantKind, Channel, StateLabel


class Dossier(models.Model):
    """One application from intake to result; addressed by `code`, before acceptance by `uuid`."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    uuid = models.UUIDField(_("mã toàn cục"), unique=True)
    # null, not blank: before acceptance there is no code, and nulls are not doubles
    code = models.CharField(  # noqa: DJ001
        _("mã số hồ sơ"), max_length=60, unique=True, null=True
    )
    state = models.CharField(_("trạng thái"), max_length=24, choices=StateLabel.choices)
    version = models.PositiveIntegerField(_("phiên bản"))
    procedure_version = models.ForeignKey(
        "catalogue.ProcedureVersion", models.PROTECT, verbose_name=_("thủ tục"), related_name="+"
    )
    field = models.ForeignKey(
        "catalogue.ProcedureField", models.PROTECT, verbose_name=_("lĩnh vực"), related_name="+"
    )
    regime_code = models.CharField(_("chế độ pháp lý"), max_length=20)
    channel = models.CharField(_("hình thức nộp"), max_length=8, choices=Channel.choices)
    receiving_unit = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        verbose_name=_("nơi tiếp nhận"),
        related_name="+",
        db_index=False,
    )
    competent_unit = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        verbose_name=_("cơ quan giải quyết"),
        related_name="+",
        db_index=False,
    )
    support_unit = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        verbose_name=_("nơi hỗ trợ"),
        related_name="+",
        null=True,
        db_index=False,
    )
    submitted_at = models.DateTimeField(_("lúc nộp"), null=True)
    accepted_at = models.DateTimeField(_("lúc tiếp nhận"), null=True)
    limit_value = models.PositiveIntegerField(_("thời hạn"), default=0)
    limit_unit = models.CharField(_("đơn vị thời hạn"), max_length=16, default="")
    statutory_due = models.DateField(_("hạn theo quy định"), null=True)
    promised_due = models.DateField(_("ngày hẹn trả"), null=True)
    lawful_due = models.DateField(_("hạn đã tính thời gian dừng"), null=True)
    current_due = models.DateField(_("hạn hiện tại"), null=True)
    promised_at = models.DateTimeField(_("giờ hẹn trả"), null=True)
    holder_unit = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        verbose_name=_("nơi đang giữ"),
        related_name="+",
        null=True,
        db_index=False,
    )
    assignee = models.ForeignKey(
        "people.Position",
        models.PROTECT,
        verbose_name=_("người thụ lý"),
        related_name="+",
        null=True,
        db_index=False,
    )
    step_order = models.PositiveSmallIntegerField(_("bước"), null=True)
    step_due = models.DateField(_("hạn của bước"), null=True)
    paused_at = models.DateTimeField(_("dừng tính từ"), null=True)
    supplement_count = models.PositiveSmallIntegerField(_("số lần yêu cầu bổ sung"), default=0)
    reappointed_on = models.DateField(_("ngày hẹn lại"), null=True)
    finished_at = models.DateTimeField(_("lúc xong"), null=True)
    outcome = models.CharField(_("kết cục"), max_length=24, default="")
    handed_out_at = models.DateTimeField(_("lúc trả kết quả"), null=True)
    last_occurred_at = models.DateTimeField(_("sự kiện cuối"))
    last_recorded_at = models.DateTimeField(_("ghi nhận cuối"))

    class Meta:
        verbose_name = _("hồ sơ")
        constraints = [
            models.CheckConstraint(
                name="dossiers_dossier_state_known", condition=Q(state__in=StateLabel.values)
            ),
            models.CheckConstraint(
                name="dossiers_dossier_accepted_has_code_and_dues",
                condition=Q(accepted_at__isnull=True)
                | Q(code__isnull=False, promised_due__isnull=False, lawful_due__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["competent_unit", "state", "current_due", "id"], name="dossier_worklist"
            ),
            models.Index(fields=["competent_unit", "-id"], name="dossier_newest"),
            models.Index(fields=["competent_unit", "state", "-id"], name="dossier_by_state"),
            models.Index(fields=["competent_unit", "code"], name="dossier_by_code"),
            models.Index(
                fields=["competent_unit", "lawful_due", "id"],
                name="dossier_running",
                condition=Q(finished_at__isnull=True, paused_at__isnull=True),
            ),
            models.Index(
                fields=["assignee", "current_due", "id"],
                name="dossier_mine",
                condition=Q(finished_at__isnull=True, assignee__isnull=False),
            ),
            models.Index(fields=["competent_unit", "accepted_at"], name="dossier_register"),
            models.Index(fields=["receiving_unit", "accepted_at", "id"], name="dossier_book"),
            models.Index(
                fields=["competent_unit", "handed_out_at"],
                name="dossier_handed_out",
                condition=Q(handed_out_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code or str(self.uuid)


class DossierEvent(models.Model):
    """What happened to a dossier: append-only, never changed, in the order of `seq`."""

    personal_data: ClassVar[tuple[str, ...]] = ("note",)

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, verbose_name=_("hồ sơ"), related_name="events", db_index=False
    )
    seq = models.PositiveIntegerField(_("thứ tự"))
    position = models.BigIntegerField(_("vị trí toàn cục"), unique=True)
    action = models.CharField(_("việc"), max_length=24, choices=ActionLabel.choices)
    from_state = models.CharField(_("từ trạng thái"), max_length=24, blank=True)
    to_state = models.CharField(_("đến trạng thái"), max_length=24)
    actor_code = models.CharField(_("người làm"), max_length=150)
    actor_name = models.CharField(_("tên người làm"), max_length=200)
    position_code = models.CharField(_("vị trí công tác"), max_length=60, blank=True)
    unit = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        verbose_name=_("cơ quan của người làm"),
        related_name="+",
        null=True,
        db_index=False,
    )
    occurred_at = models.DateTimeField(_("thời điểm pháp lý"))
    recorded_at = models.DateTimeField(_("thời điểm ghi nhận"))
    note = models.TextField(_("ghi chú"), blank=True)
    document = models.JSONField(_("văn bản"), null=True)
    file = models.ForeignKey(
        "files.StoredFile",
        models.PROTECT,
        verbose_name=_("tệp"),
        related_name="+",
        null=True,
        db_index=False,
    )
    facts = models.JSONField(_("dữ kiện"), default=dict)

    class Meta:
        verbose_name = _("sự kiện hồ sơ")
        constraints = [
            models.UniqueConstraint(fields=["dossier", "seq"], name="dossiers_event_one_seq"),
        ]
        indexes = [
            models.Index(
                fields=["recorded_at", "dossier"],
                name="dossier_corrected",
                condition=Q(action="correct"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}/{self.seq} {self.action}"


class EventHead(models.Model):
    """The last given position; one row, locked for the last moment of each transaction."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    position = models.BigIntegerField(_("vị trí cuối"), default=0)

    class Meta:
        verbose_name = _("đầu dãy sự kiện")

    def __str__(self) -> str:
        return str(self.position)


class Applicant(models.Model):
    """The person or organisation whose dossier it is, as they were that day; may be erased."""

    personal_data: ClassVar[tuple[str, ...]] = (
        "name",
        "personal_id",
        "tax_code",
        "phone",
        "email",
        "address",
        "birth_on",
        "submitter_name",
        "submitter_phone",
        "content",
        "folded",
    )

    dossier = models.OneToOneField(
        Dossier, models.PROTECT, verbose_name=_("hồ sơ"), related_name="applicant"
    )
    unit = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        verbose_name=_("nơi tiếp nhận"),
        related_name="+",
        db_index=False,
    )
    kind = models.CharField(_("đối tượng"), max_length=10, choices=ApplicantKind.choices)
    name = models.CharField(_("chủ hồ sơ"), max_length=250)
    folded = models.CharField(_("tên không dấu"), max_length=250)
    personal_id = models.CharField(_("số định danh cá nhân"), max_length=20, blank=True)
    tax_code = models.CharField(_("mã số thuế"), max_length=20, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=20, blank=True)
    email = models.CharField(_("thư điện tử"), max_length=200, blank=True)
    address = models.CharField(_("địa chỉ"), max_length=400, blank=True)
    birth_on = models.DateField(_("ngày sinh"), null=True)
    submitter_name = models.CharField(_("người nộp"), max_length=250, blank=True)
    submitter_phone = models.CharField(_("điện thoại người nộp"), max_length=20, blank=True)
    content = models.CharField(_("nội dung yêu cầu"), max_length=500, blank=True)
    return_method = models.CharField(_("cách nhận kết quả"), max_length=10, default="desk")
    erased_at = models.DateTimeField(_("đã xóa lúc"), null=True)

    class Meta:
        verbose_name = _("chủ hồ sơ")
        indexes = [
            models.Index(
                fields=["unit", "personal_id"],
                name="applicant_by_id",
                condition=~Q(personal_id=""),
            ),
            models.Index(
                fields=["unit", "tax_code"], name="applicant_by_tax", condition=~Q(tax_code="")
            ),
            models.Index(
                fields=["unit", "phone"], name="applicant_by_phone", condition=~Q(phone="")
            ),
        ]

    def __str__(self) -> str:
        return f"applicant of {self.dossier_id}"


class DossierPaper(models.Model):
    """One paper of the dossier, ticked off at the desk, with its form and number."""

    personal_data: ClassVar[tuple[str, ...]] = ("name",)

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, verbose_name=_("hồ sơ"), related_name="papers"
    )
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    name = models.CharField(_("tên giấy tờ"), max_length=500)
    originals = models.PositiveSmallIntegerField(_("bản chính"), default=0)
    copies = models.PositiveSmallIntegerField(_("bản sao"), default=0)
    electronic = models.PositiveSmallIntegerField(_("bản điện tử"), default=0)
    added_by_seq = models.PositiveIntegerField(_("do sự kiện"), default=1)
    file = models.ForeignKey(
        "files.StoredFile",
        models.PROTECT,
        verbose_name=_("tệp"),
        related_name="+",
        null=True,
    )

    class Meta:
        verbose_name = _("thành phần hồ sơ")
        constraints = [
            models.UniqueConstraint(fields=["dossier", "order"], name="dossiers_paper_one_order"),
        ]

    def __str__(self) -> str:
        return self.name


class DossierGuest(models.Model):
    """An office that may read a dossier that another one decides (received, asked, supports)."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, verbose_name=_("cơ quan"), related_name="+", db_index=False
    )
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, verbose_name=_("hồ sơ"), related_name="guests"
    )

    class Meta:
        verbose_name = _("cơ quan liên quan")
        constraints = [
            models.UniqueConstraint(fields=["unit", "dossier"], name="dossiers_guest_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} → {self.dossier_id}"


class DossierWord(models.Model):
    """The search index: each folded word under which an office finds its dossier."""

    personal_data: ClassVar[tuple[str, ...]] = ("word",)

    unit_id = models.BigIntegerField(_("cơ quan giải quyết"))
    word = models.CharField(_("từ không dấu"), max_length=40)
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, verbose_name=_("hồ sơ"), related_name="words"
    )

    class Meta:
        verbose_name = _("từ tra cứu")
        indexes = [models.Index(fields=["unit_id", "word", "dossier"], name="dossier_word")]

    def __str__(self) -> str:
        return f"{self.dossier_id}"
