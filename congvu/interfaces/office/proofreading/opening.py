"""A report that was read, and the parts of its result that the person may open."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.foundation.people.rules import Staff
from congvu.interfaces.office.acting import Acting
from congvu.interfaces.ui.navigation import NavItem
from congvu.kernel.errors import NotFound, gettext_noop
from congvu.oversight.indicators.access import WRITERS
from congvu.oversight.proofreading import shelf
from congvu.oversight.proofreading.models import Upload
from congvu.oversight.proofreading.rules.keeping import UploadState
from congvu.oversight.reporting.selectors.periods import asked_of


def read_one(staff: Staff, uuid: UUID) -> Upload:
    """Return a report of the person's own unit that was read. Raises NotFound."""
    upload = shelf.get_upload(staff, uuid)
    if upload.state != UploadState.READ:
        raise NotFound(gettext_noop("Báo cáo này chưa soát xong hoặc không đọc được."))
    return upload


def may_enter(staff: Staff) -> bool:
    """Whether the person types figures of the office: by role, or because some were asked."""
    return staff.has(*WRITERS) or bool(asked_of(staff))


def tabs(upload: Upload, current: str, who: Acting) -> list[NavItem]:
    """Return the parts of a result: what was proven, its figures, and their way into a period."""
    shown = [
        ("office-proofreading-result", _("Nhận xét"), None),
        ("office-proofreading-figures", _("Số liệu nhận ra"), len(upload.figures)),
    ]
    if upload.figures and may_enter(who.staff):
        shown.append(("office-entering", _("Đưa số liệu vào kỳ báo cáo"), None))
    return [
        NavItem(
            label,
            reverse(name, kwargs={"uuid": upload.uuid}),
            current=name.endswith(current),
            badge=badge,
        )
        for name, label, badge in shown
    ]
