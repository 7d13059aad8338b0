"""Forms of denunciations."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from congvu.casework.petitions.labels import ACTS
from congvu.casework.petitions.rules import Act, State, acts
from congvu.casework.petitions.services import Told
from congvu.foundation.people.selectors import list_positions_in
from congvu.foundation.units import selectors as units
from congvu.interfaces.office.fields import DayField, sized

if TYPE_CHECKING:
    from congvu.casework.petitions.models import Denunciation


class ReceiveForm(forms.Form):
    """A denunciation as it came in; who made it stands apart from what it says."""

    received_on = DayField(label=_("Ngày nhận"))
    accused = forms.CharField(label=_("Người, cơ quan bị tố cáo"), max_length=200)
    content = forms.CharField(label=_("Nội dung tố cáo"), widget=forms.Textarea, max_length=20_000)
    name = forms.CharField(label=_("Họ tên người tố cáo"), max_length=200)
    address = forms.CharField(label=_("Địa chỉ"), max_length=300, required=False)
    phone = sized(forms.CharField(label=_("Điện thoại"), max_length=30, required=False), "short")

    def told(self) -> Told:
        return Told(**self.cleaned_data)


class ActForm(forms.Form):
    """One step of a denunciation."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    act = forms.TypedChoiceField(label=_("Việc"), coerce=Act)
    on = DayField(label=_("Ngày"))
    document = forms.CharField(label=_("Văn bản"), max_length=900, required=False)
    handler = forms.TypedChoiceField(
        label=_("Người xác minh"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, data: Any, row: Denunciation, *, on: date, names_handlers: bool) -> None:
        super().__init__(data, initial={"version": row.version})
        possible = acts(State(row.state), row.extensions)
        if not names_handlers:
            possible = tuple(one for one in possible if one is not Act.ASSIGN)
        self.fields["act"].choices = [(one.value, ACTS[one]) for one in possible]  # type: ignore[attr-defined]
        if names_handlers:
            members = list_positions_in(frozenset(units.subtree_ids(row.office_id, on)), on)
            self.fields["handler"].choices = [  # type: ignore[attr-defined]
                ("", "–"),
                *((str(one.position_id), f"{one.full_name}, {one.title}") for one in members),
            ]
        else:
            del self.fields["handler"]
