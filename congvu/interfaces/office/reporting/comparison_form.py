"""What a comparison asks for: which indicator, in which order, with whose figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from congvu.oversight.indicators.comparing import comparable
from congvu.oversight.indicators.models import ReportingPeriod
from congvu.oversight.indicators.rules.sets import Indicator
from congvu.oversight.indicators.selectors import set_of
from congvu.oversight.reporting.selectors.comparing import ON_TIME

LONGEST_NAME: Final = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: which indicator, in which order, with or without what is not handed in."""

    code: str
    lowest_first: bool
    with_computed: bool

    def query(self, **changed: str) -> str:
        """Return it as a query, with what is not the usual."""
        kept = {
            "chi_tieu": self.code,
            "thu_tu": "thap" if self.lowest_first else "",
            "tu_tinh": "1" if self.with_computed else "",
        }
        return urlencode({name: value for name, value in (kept | changed).items() if value})


class AskForm(forms.Form):
    """Which indicator is compared, and how."""

    chi_tieu = forms.ChoiceField(label=gettext_lazy("Chỉ tiêu"))
    thu_tu = forms.ChoiceField(
        label=gettext_lazy("Xếp"),
        required=False,
        choices=[("", gettext_lazy("Cao đứng trước")), ("thap", gettext_lazy("Thấp đứng trước"))],
    )
    tu_tinh = forms.BooleanField(
        label=gettext_lazy("Kể cả số hệ thống tính của đơn vị chưa gửi"), required=False
    )

    def __init__(self, period: ReportingPeriod, asked: Asked) -> None:
        super().__init__(
            initial={
                "chi_tieu": asked.code,
                "thu_tu": "thap" if asked.lowest_first else "",
                "tu_tinh": asked.with_computed,
            }
        )
        field = self.fields["chi_tieu"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = _choices(period)


def asked_of(request: HttpRequest) -> Asked:
    """Read the address; the share on time is asked for when it names nothing."""
    return Asked(
        request.GET.get("chi_tieu", "") or ON_TIME.code,
        request.GET.get("thu_tu", "") == "thap",
        bool(request.GET.get("tu_tinh", "")),
    )


def name_of(indicator: Indicator) -> str:
    """Return the name of an indicator in the language of the screen, without the dash of its level."""
    name = (indicator.name_en if get_language() == "en" else "") or indicator.name
    return name.lstrip("- ")


def _choices(period: ReportingPeriod) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Give what can be compared, by the parts of the annex; what is counted from dossiers first."""
    asked = set_of(period)
    yield _("Từ hồ sơ"), [(ON_TIME.code, name_of(ON_TIME))]
    rows = comparable(asked, period.last_day)
    known = {one.code for one in asked.groups}
    for group in asked.groups:
        own = [one for one in rows if one.group == group.code]
        if own:
            yield f"{group.number}. {group.name}", [_choice(one) for one in own]
    if others := [_choice(one) for one in rows if one.group not in known]:
        yield _("Số liệu khác của báo cáo"), others


def _choice(one: Indicator) -> tuple[str, str]:
    return one.code, Truncator(f"{one.code} {name_of(one)}").chars(LONGEST_NAME)
