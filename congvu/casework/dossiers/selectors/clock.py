"""The clock of one dossier explained in words: why this due date, what moved it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.casework.dossiers.models import Dossier, Pause
from congvu.casework.dossiers.rules.timeliness import Timeliness, classify
from congvu.foundation.calendars.labels import limit_label
from congvu.foundation.calendars.selectors import work_calendar
from congvu.kernel.vitext import format_date
from congvu.kernel.workingdays import (
    LimitUnit,
    OnSupplement,
    TimeLimit,
    local,
    local_day,
    remaining,
)

PAUSE_WORDS = {
    "supplement": gettext_lazy("chờ bổ sung"),
    "payment": gettext_lazy("chờ nghĩa vụ tài chính"),
    "suspension": gettext_lazy("tạm dừng có căn cứ"),
}


@dataclass(frozen=True, slots=True)
class Clock:
    """Where the clock stands and how it came there; `days_left` are working days, late is negative."""

    timeliness: Timeliness
    days_left: int | None
    sentences: tuple[str, ...]


def timeliness_of(dossier: Dossier, on: date, *, against: str = "lawful_due") -> Timeliness:
    """Classify a dossier on a day, by the one rule."""
    finished = dossier.finished_at
    return classify(
        due=getattr(dossier, against),
        finished_on=local_day(finished) if finished else None,
        paused=dossier.paused_at is not None,
        on=on,
    )


def explain(dossier: Dossier, on: date, pauses: Sequence[Pause] | None = None) -> Clock:
    """Tell the clock in sentences that a citizen understands; `pauses` spare reading them twice."""
    if dossier.accepted_at is None:
        return Clock(Timeliness.NOT_STARTED, None, (_("Chưa tiếp nhận nên chưa tính thời hạn."),))
    assert dossier.lawful_due is not None
    assert dossier.promised_due is not None
    calendar = work_calendar(dossier.competent_unit_id)
    limit = TimeLimit(dossier.limit_value, LimitUnit(dossier.limit_unit))
    accepted = local(dossier.accepted_at)
    said = [
        _("Tiếp nhận lúc %(time)s ngày %(day)s; thời hạn %(limit)s, ngày tiếp nhận không tính.")
        % {
            "time": f"{accepted:%H:%M}",
            "day": format_date(accepted.date()),
            "limit": limit_label(limit),
        },
        _("Ngày hẹn trả trên giấy tiếp nhận: %(day)s; ngày này không bao giờ thay đổi.")
        % {"day": format_date(dossier.promised_due)},
    ]
    known = dossier.pauses.order_by("starts_at") if pauses is None else pauses
    said += [_pause_sentence(pause) for pause in known]
    if dossier.lawful_due != dossier.promised_due:
        said.append(
            _("Hạn đã tính thời gian dừng: %(day)s.") % {"day": format_date(dossier.lawful_due)}
        )
    if dossier.reappointed_on is not None:
        said.append(
            _("Đã xin lỗi và hẹn lại một lần, đến ngày %(day)s.")
            % {"day": format_date(dossier.reappointed_on)}
        )
    running = dossier.finished_at is None and dossier.paused_at is None
    left = remaining(on, dossier.lawful_due, calendar) if running else None
    return Clock(timeliness_of(dossier, on), left, tuple(said))


def _pause_sentence(pause: Pause) -> str:
    kind = PAUSE_WORDS.get(pause.kind, pause.kind)
    starts = format_date(local_day(pause.starts_at))
    if pause.ends_at is None:
        return _("Từ %(from)s đồng hồ dừng: %(kind)s.") % {"from": starts, "kind": kind}
    words = (
        _("tính lại từ đầu")
        if pause.on_end == OnSupplement.RESTART.value
        else _("cộng thêm thời gian dừng")
    )
    return _(
        "Dừng từ %(from)s đến %(to)s (%(kind)s), %(rule)s: hạn %(before)s thành %(after)s."
    ) % {
        "from": starts,
        "to": format_date(local_day(pause.ends_at)),
        "kind": kind,
        "rule": words,
        "before": format_date(pause.due_before),
        "after": format_date(pause.due_after or pause.due_before),
    }
