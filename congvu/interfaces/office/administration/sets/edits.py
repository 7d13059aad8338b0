"""A draft of a set in the hands of a person: found, changed, or refused with everything typed kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from congvu.instruments.catalogue.errors import BadFiles
from congvu.interfaces.office.administration.people.views import administrator
from congvu.interfaces.office.administration.sets.words import add_faults, fault_text
from congvu.kernel.asked import LARGEST_NUMBER, whole_number
from congvu.kernel.errors import Conflict, Invalid, NotFound, gettext_noop
from congvu.oversight.indicators.models import SetDraft
from congvu.oversight.indicators.rules.contents import Values
from congvu.oversight.indicators.services import sets

INVALID: Final = 422


def get_draft(draft_id: int) -> SetDraft:
    """Return an open draft. Raises NotFound."""
    found = (
        SetDraft.objects.select_related("base").filter(pk=draft_id, closed_at=None).first()
        if draft_id <= LARGEST_NUMBER
        else None
    )
    if found is None:
        raise NotFound(gettext_noop("Không có bản nháp này, hoặc đã kết thúc."), code="no_draft")
    return found


class EditOf:
    """One request of an administrator to change a draft.

    `draft` is the draft as it is now; `status` that of the page when nothing was written.
    Raises NotAllowed for everybody else, NotFound.
    """

    def __init__(self, request: HttpRequest, draft_id: int) -> None:
        self.request = request
        self.who = administrator(request)
        self.draft = get_draft(draft_id)
        self.status = 200

    def kept(self, form: forms.Form, change: Callable[[Values], Values], *, row: str = "") -> bool:
        """Write what a posted form asks for and say whether it was written.

        False as well before anything was posted. `change` is called only with a valid form; a
        refusal stands in the form, beside its field where it has one (`row` is the code of the row
        that the form is about), and `status` is 422, or 409 when somebody else was faster.
        """
        if self.request.method != "POST":
            return False
        self.status = INVALID
        if not form.is_valid():
            return False
        try:
            self._write(change, form.cleaned_data["seen"])
        except BadFiles as bad:
            add_faults(form, bad.faults, row)
        except (Invalid, Conflict) as refusal:
            self.status = refusal.status
            if refusal.code == "set_changed":
                # a second press writes over it knowingly
                typed = self.request.POST.copy()
                typed["seen"] = str(refusal.facts["revision"])
                form.data = typed
            form.add_error(None, refusal.text(_))
        else:
            return True
        return False

    def pressed(self, change: Callable[[Values], Values], seen: int | None = None) -> None:
        """Write the change of a button; a refusal is told above the next page."""
        if seen is None:
            seen = whole_number(self.request.POST.get("seen")) or 0
        try:
            self._write(change, seen)
        except BadFiles as bad:
            messages.error(self.request, " ".join(fault_text(one) for one in bad.faults))
        except (Invalid, Conflict) as refusal:
            messages.error(self.request, refusal.text(_))

    def _write(self, change: Callable[[Values], Values], seen: int) -> None:
        at, by = self.who.at, self.who.staff
        self.draft = sets.edit(self.draft.pk, change, seen=seen, by=by, at=at)
