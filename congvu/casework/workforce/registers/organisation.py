"""The apparatus on a day: departments, public service units, what was cut; read from the tree."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from congvu.casework.workforce.registers import WORKFORCE
from congvu.foundation.units import kinds
from congvu.foundation.units.rules import Level
from congvu.instruments.registers.of_units import (
    PUBLIC_SERVICE,
    UnitBook,
    UnitCount,
    declare_units,
    ended,
    standing,
    territories,
)

DEPARTMENT = ("department",)
SERVICE = (PUBLIC_SERVICE,)
DESK = ("one_stop_desk",)

_STANDING = _("Số đơn vị loại này có trong cây đơn vị vào ngày cuối kỳ.")
_INSIDE = _("Số phòng đứng ngay dưới một đơn vị sự nghiệp vào ngày cuối kỳ.")
_ENDED = _("Số đơn vị loại này có ngày thôi hoạt động trong kỳ, kể cả do sáp nhập.")

BOOK = declare_units(
    UnitBook(
        code="to-chuc",
        group=WORKFORCE,
        title=_("Tổ chức bộ máy, theo cây đơn vị"),
        counts=(
            UnitCount(
                "phong",
                _("Số phòng chuyên môn"),
                _STANDING,
                lambda offices, window: standing(offices, window, DEPARTMENT),
            ),
            UnitCount(
                "su-nghiep",
                _("Số đơn vị sự nghiệp công lập"),
                _STANDING,
                lambda offices, window: standing(offices, window, SERVICE),
            ),
            UnitCount(
                "phong-su-nghiep",
                _("Số phòng trong đơn vị sự nghiệp công lập"),
                _INSIDE,
                lambda offices, window: standing(
                    offices, window, DEPARTMENT, inside=PUBLIC_SERVICE
                ),
            ),
            UnitCount(
                "mot-cua",
                _("Số bộ phận một cửa, trung tâm phục vụ hành chính công"),
                _STANDING,
                lambda offices, window: standing(offices, window, DESK),
            ),
            UnitCount(
                "phong-giam",
                _("Số phòng chuyên môn đã cắt giảm"),
                _ENDED,
                lambda offices, window: ended(offices, window, DEPARTMENT),
            ),
            UnitCount(
                "su-nghiep-giam",
                _("Số đơn vị sự nghiệp công lập đã cắt giảm"),
                _ENDED,
                lambda offices, window: ended(offices, window, SERVICE),
            ),
            UnitCount(
                "phong-su-nghiep-giam",
                _("Số phòng trong đơn vị sự nghiệp đã cắt giảm"),
                _ENDED,
                lambda offices, window: ended(offices, window, DEPARTMENT, inside=PUBLIC_SERVICE),
            ),
            UnitCount(
                "cap-xa",
                _("Số xã, phường, đặc khu"),
                _STANDING,
                lambda offices, window: territories(offices, window, kinds.at_level(Level.COMMUNE)),
            ),
        ),
    )
)
