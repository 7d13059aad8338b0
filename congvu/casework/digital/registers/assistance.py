"""Help for people whom digital services would leave behind: sessions, days, how many of whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.digital.registers import DIGITAL
from congvu.instruments.registers.counting import in_window
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.errors import Fault
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.declaring import Column, Facts, Kind, Values, fault
from congvu.kernel.errors import gettext_noop


class Help(models.TextChoices):
    SESSION = "session", _("Buổi hướng dẫn tại thôn, tổ dân phố")
    DESK = "desk", _("Nộp hộ, hướng dẫn tại Bộ phận Một cửa")
    HOME = "home", _("Tổ công nghệ số đến nhà")
    ACCOUNT = "account", _("Tạo tài khoản, định danh điện tử")
    INTERPRETER = "interpreter", _("Hướng dẫn bằng tiếng dân tộc")
    OTHER = "other", _("Hình thức khác")


class AssistedSession(RegisterRow):
    """One session or one day of help; it says how many people and names nobody."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    held_on = models.DateField(_("ngày hỗ trợ"))
    place = models.CharField(_("địa điểm hỗ trợ"), max_length=150)
    help = models.CharField(_("cách hỗ trợ"), max_length=12, choices=Help.choices)
    helper = models.CharField(_("đơn vị, tổ hỗ trợ"), max_length=150, blank=True)
    content = models.TextField(_("việc đã hỗ trợ"), blank=True)
    people = models.IntegerField(_("số lượt người được hỗ trợ"))
    minority = models.IntegerField(_("người dân tộc thiểu số"), null=True, blank=True)
    elderly = models.IntegerField(_("người cao tuổi"), null=True, blank=True)
    disabled = models.IntegerField(_("người khuyết tật"), null=True, blank=True)
    unfamiliar = models.IntegerField(_("người ngại, chưa quen công nghệ"), null=True, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("buổi hỗ trợ tiếp cận số")


GROUPS = ("minority", "elderly", "disabled", "unfamiliar")


def _a_group_is_part(values: Values, _facts: Facts) -> Iterator[Fault]:
    """Refuse a group above the whole; the groups may overlap, so their sum says nothing."""
    for name in GROUPS:
        if values.get(name) is not None and values[name] > values["people"]:
            yield fault(name, gettext_noop("Nhiều hơn số lượt người được hỗ trợ."))


def _held(rows: Rows, asked: Asked) -> Rows:
    return in_window("held_on", rows, asked)


_OF_WHOM = _(
    "Cộng số lượt người thuộc nhóm này của các buổi trong kỳ; một người có thể thuộc hai nhóm."
)
_WHOM = _("Trong đó")

REGISTER = declare(
    Register(
        code="ho-tro-so",
        group=DIGITAL,
        title=_("Sổ hỗ trợ người dân tiếp cận dịch vụ số"),
        noun=_("buổi hỗ trợ"),
        about=_("Chỉ ghi số người, không ghi tên. Nhóm nào không đếm thì để trống."),
        model=AssistedSession,
        dated_by="held_on",
        columns=(
            Column("held_on", Kind.DATE, key=True),
            Column("place", Kind.TEXT, key=True),
            Column("help", Kind.CHOICE, key=True, filtered=True),
            Column("helper", Kind.TEXT, listed=False),
            Column("content", Kind.LONG, listed=False),
            Column("people", Kind.INTEGER, least=1),
            Column("minority", Kind.INTEGER, _WHOM),
            Column("elderly", Kind.INTEGER, _WHOM),
            Column("disabled", Kind.INTEGER, _WHOM),
            Column("unfamiliar", Kind.INTEGER, _WHOM),
        ),
        checks=(_a_group_is_part,),
        counts=(
            Count(
                "buoi",
                _("Số buổi hỗ trợ tiếp cận số"),
                _("Số dòng có ngày hỗ trợ trong kỳ."),
                _held,
            ),
            Count(
                "luot",
                _("Số lượt người được hỗ trợ tiếp cận số"),
                _("Cộng số lượt người được hỗ trợ của các buổi trong kỳ."),
                _held,
                total="people",
            ),
            Count("dan-toc", _("– người dân tộc thiểu số"), _OF_WHOM, _held, total="minority"),
            Count("cao-tuoi", _("– người cao tuổi"), _OF_WHOM, _held, total="elderly"),
            Count("khuyet-tat", _("– người khuyết tật"), _OF_WHOM, _held, total="disabled"),
            Count(
                "chua-quen",
                _("– người ngại, chưa quen công nghệ"),
                _OF_WHOM,
                _held,
                total="unfamiliar",
            ),
        ),
    )
)
