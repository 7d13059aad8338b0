"""Forms of denunciations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from congvu.casework.petitions.labels import ACTS
from congvu.casework.petitions.limits import grounds
from congvu.casework.petitions.rules import Act, State, Stream, acts, grounds_on
from congvu.casework.petitions.services import Told
from congvu.foundation.people.selectors import PositionView, list_positions_in
from congvu.foundation.units import selectors as units
from congvu.interfaces.office.fields import DayField, FilePart, sized

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
    accused_account = forms.TypedChoiceField(
        label=_("Người bị tố cáo làm việc trong cơ quan"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Chọn để người đó không thấy vụ việc, kể cả khi là lãnh đạo."),
    )
    excluded = forms.TypedMultipleChoiceField(
        label=_("Người khác không được biết vụ việc"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any, *, members: Sequence[PositionView], own: int) -> None:
        super().__init__(data)
        self.fields["accused_account"].choices = [("", "–"), *_accounts(members)]  # type: ignore[attr-defined]
        self.fields["excluded"].choices = _accounts(members, without=own)  # type: ignore[attr-defined]

    def told(self) -> Told:
        said = dict(self.cleaned_data)
        return Told(
            accused_account_id=said.pop("accused_account"),
            excluded_ids=tuple(said.pop("excluded")),
            **said,
        )


class ActForm(forms.Form):
    """One step of a denunciation."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    act = forms.TypedChoiceField(label=_("Việc"), coerce=Act)
    on = DayField(label=_("Ngày"))
    document = forms.CharField(label=_("Văn bản"), max_length=900, required=False)
    handler = forms.TypedChoiceField(
        label=_("Người xác minh"), coerce=int, empty_value=None, required=False
    )
    ground = forms.ChoiceField(label=_("Căn cứ tạm đình chỉ"), required=False)

    def __init__(self, data: Any, row: Denunciation, *, on: date, names_handlers: bool) -> None:
        super().__init__(data, initial={"version": row.version})
        possible = acts(State(row.state), row.extensions)
        if not names_handlers:
            possible = tuple(one for one in possible if one is not Act.ASSIGN)
        self.fields["act"].choices = [(one.value, ACTS[one]) for one in possible]  # type: ignore[attr-defined]
        if Act.SUSPEND in possible:
            known = grounds_on(grounds(), Stream.DENUNCIATION, on)
            self.fields["ground"].choices = [  # type: ignore[attr-defined]
                ("", "–"),
                *((one.code, f"{one.name} ({one.basis})") for one in known),
            ]
        else:
            del self.fields["ground"]
        if names_handlers:
            members = list_positions_in(frozenset(units.subtree_ids(row.office_id, on)), on)
            self.fields["handler"].choices = [  # type: ignore[attr-defined]
                ("", "–"),
                *((str(one.position_id), f"{one.full_name}, {one.title}") for one in members),
            ]
        else:
            del self.fields["handler"]


class KeepForm(forms.Form):
    """Somebody of the office from whom a denunciation is kept."""

    account = forms.TypedChoiceField(label=_("Người không được biết"), coerce=int)
    reason = forms.CharField(label=_("Lý do"), max_length=300)

    def __init__(self, data: Any, *, members: Sequence[PositionView], own: int) -> None:
        super().__init__(data)
        self.fields["account"].choices = [("", "–"), *_accounts(members, without=own)]  # type: ignore[attr-defined]


class LiftForm(forms.Form):
    """An exclusion that is lifted, and why."""

    exclusion = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Lý do cho biết lại"), max_length=300)


class FileForm(FilePart):
    """A file that is laid with a denunciation."""

    file_required: ClassVar[bool] = True
    file_kind: ClassVar[str] = "denunciation"


def _accounts(members: Sequence[PositionView], without: int = 0) -> list[tuple[str, str]]:
    """Return each person once, by account, but for one account."""
    said = {one.account_id: f"{one.full_name}, {one.title}" for one in members}
    said.pop(without, None)
    return [(str(account), label) for account, label in said.items()]
