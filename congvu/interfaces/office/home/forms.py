"""What narrows and orders a worklist; no names and no numbers of people stand in an address."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from congvu.casework.dossiers.labels import StateLabel
from congvu.casework.dossiers.rules.states import OPEN, State

SHOWN_STATES = sorted(OPEN | {State.RESOLVED})


class ListFilter(forms.Form):
    """A state, and an order."""

    state = forms.ChoiceField(
        label=_("Trạng thái"),
        required=False,
        choices=[
            ("", _("Tất cả")),
            *((state.value, StateLabel(state.value).label) for state in SHOWN_STATES),
        ],
    )
    order = forms.ChoiceField(
        label=_("Sắp xếp"),
        required=False,
        choices=[
            ("", _("Theo danh sách")),
            ("due", _("Hạn gần nhất trước")),
            ("newest", _("Mới nhất trước")),
            ("oldest", _("Cũ nhất trước")),
        ],
    )
