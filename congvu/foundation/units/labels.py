"""Words for levels, kinds and code schemes as the screens show them."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from congvu.foundation.units import kinds
from congvu.foundation.units.rules import Level, Scheme

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
