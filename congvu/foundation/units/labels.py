"""Words for levels, kinds and code schemes as the screens show them."""

from __future__ import annotations

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from congvu.foundation.units import kinds
from congvu.foundation.units.rules import Ended, Level, Scheme
from congvu.kernel.vitext import format_date

LEVEL_LABELS = {
    Level.NATIONAL: _("Trung ương"),
    Level.PROVINCIAL: _("Cấp tỉnh"),
    Level.DISTRICT: _("Cấp huyện"),
    Level.COMMUNE: _("Cấp xã"),
}
SCHEME_LABELS = {
    Scheme.ORG: _("Mã định danh điện tử"),
    Scheme.GSO: _("Mã đơn vị hành chính"),
    Scheme.ISO: _("Mã quốc gia"),
}


def kind_label(code: str) -> str:
    """Return the name of a kind in the language of the screen."""
    kind = kinds.get(code)
    return kind.name_en if get_language() == "en" else kind.name


def ending_label(ended: Ended) -> str:
    """Say since when a unit is no more and where it went."""
    day, names = format_date(ended.on), ", ".join(ended.into)
    if len(ended.into) > 1:
        return gettext("từ %(day)s chia về %(names)s") % {"day": day, "names": names}
    if ended.into:
        return gettext("từ %(day)s nhập vào %(name)s") % {"day": day, "name": names}
    return gettext("kết thúc hoạt động từ %(day)s") % {"day": day}
