"""Words for the closed sets of the catalogue, so that rules stay pure."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.instruments.catalogue import rules


class LevelLabel(models.TextChoices):
    PROVINCE = rules.Level.PROVINCE.value, _("Cấp tỉnh")
    DISTRICT = rules.Level.DISTRICT.value, _("Cấp huyện")
    COMMUNE = rules.Level.COMMUNE.value, _("Cấp xã")


class MechanismLabel(models.TextChoices):
    ONE_STOP = rules.Mechanism.ONE_STOP.value, _("Một cửa")
    SAME_LEVEL = rules.Mechanism.SAME_LEVEL.value, _("Một cửa liên thông cùng cấp")
    CROSS_LEVEL = rules.Mechanism.CROSS_LEVEL.value, _("Một cửa liên thông khác cấp")


class ChannelLabel(models.TextChoices):
    DIRECT = rules.Channel.DIRECT.value, _("Trực tiếp")
    POSTAL = rules.Channel.POSTAL.value, _("Bưu chính công ích")
    ONLINE = rules.Channel.ONLINE.value, _("Trực tuyến")


class FeeKindLabel(models.TextChoices):
    FEE = rules.FeeKind.FEE.value, _("Phí")
    CHARGE = rules.FeeKind.CHARGE.value, _("Lệ phí")


class StepKindLabel(models.TextChoices):
    RECEIVE = rules.StepKind.RECEIVE.value, _("Tiếp nhận")
    HANDLE = rules.StepKind.HANDLE.value, _("Thẩm định")
    OPINION = rules.StepKind.OPINION.value, _("Lấy ý kiến")
    INTERLINKED = rules.StepKind.INTERLINKED.value, _("Liên thông")
    PAYMENT = rules.StepKind.PAYMENT.value, _("Nghĩa vụ tài chính")
    APPROVE = rules.StepKind.APPROVE.value, _("Ký duyệt")
    NUMBER = rules.StepKind.NUMBER.value, _("Cấp số")
    RETURN = rules.StepKind.RETURN.value, _("Trả kết quả")


class StepRoleLabel(models.TextChoices):
    CLERK = rules.StepRole.CLERK.value, _("Cán bộ một cửa")
    OFFICER = rules.StepRole.OFFICER.value, _("Chuyên viên")
    HEAD = rules.StepRole.HEAD.value, _("Trưởng phòng")
    LEADER = rules.StepRole.LEADER.value, _("Lãnh đạo")
    REGISTRAR = rules.StepRole.REGISTRAR.value, _("Văn thư")
    CASHIER = rules.StepRole.CASHIER.value, _("Thủ quỹ")
    AGENCY = rules.StepRole.AGENCY.value, _("Cơ quan phối hợp")


class StepPlaceLabel(models.TextChoices):
    ONE_STOP_DESK = rules.StepPlace.ONE_STOP_DESK.value, _("Bộ phận Một cửa")
    DEPARTMENT = rules.StepPlace.DEPARTMENT.value, _("Phòng chuyên môn")
    COMMITTEE = rules.StepPlace.COMMITTEE.value, _("Ủy ban nhân dân")
    AGENCY = rules.StepPlace.AGENCY.value, _("Cơ quan khác")


class BranchLabel(models.TextChoices):
    SUPPLEMENT = rules.Branch.SUPPLEMENT.value, _("Yêu cầu bổ sung")
    REFUSE = rules.Branch.REFUSE.value, _("Từ chối")
    OPINION = rules.Branch.OPINION.value, _("Lấy ý kiến")
    INTERLINKED = rules.Branch.INTERLINKED.value, _("Liên thông")
    PAYMENT = rules.Branch.PAYMENT.value, _("Nghĩa vụ tài chính")
