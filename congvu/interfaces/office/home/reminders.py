"""What is to be remembered: figures and collections asked for, tasks, terms that run out, findings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from congvu.casework.plans import selectors as plans
from congvu.casework.plans.labels import STANDINGS
from congvu.foundation.people.rules import Role
from congvu.instruments.registers.declared import Asked, Register, get_register
from congvu.instruments.registers.selectors import may_see, own_offices
from congvu.interfaces.office.dossiers.reading import Tag
from congvu.interfaces.office.reporting.asked import typed_at, until, why_closed
from congvu.interfaces.office.reporting.words import tag_of
from congvu.interfaces.ui.templatetags.ui import datetime_vn
from congvu.kernel.periods import Window
from congvu.kernel.vitext import fold
from congvu.oversight.collections.labels import STANDINGS as COLLECTION_STANDINGS
from congvu.oversight.collections.selectors import access as collections
from congvu.oversight.collections.selectors.board import due_of, standing_of
from congvu.oversight.reporting.selectors import periods
from congvu.oversight.reporting.selectors.requested import AskedFigures, asked_figures

if TYPE_CHECKING:
    from congvu.interfaces.office.acting import Acting

FEW = 5
READ = 60
AHEAD = timedelta(days=90)
BEHIND = timedelta(days=365)
WATCHING = frozenset({Role.LEADER, Role.REFORM_OFFICER})
POSTS, DECISIONS, FINDINGS = "chuc-vu-lanh-dao", "nhan-su", "van-de-phat-hien"
COLUMNS = ("kind", "uuid", "told", "beside", "until")


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing to remember: what, of what, until when, how urgent."""

    title: str
    note: str
    url: str
    until: date
    tag: Tag

    @property
    def is_late(self) -> bool:
        return self.tag.tone == "late"


@dataclass(frozen=True, slots=True)
class Reminders:
    """The first reminders of one kind and the way to all of them."""

    title: str | Promise
    url: str
    lines: list[Reminder]
    has_more: bool


def reminders_of(who: Acting) -> list[Reminders]:
    """Return what the person is reminded of; empty kinds are left out."""
    found = [_reports(who), _figures(who), _asked(who), _tasks(who), *_watched(who)]
    return [one for one in found if one is not None and one.lines]


def waiting_of(who: Acting) -> list[Reminders]:
    """Return the reports that wait for the person to approve, number, send or accept them."""
    lines = []
    reports = periods.waiting_for(who.staff, who.on)
    late = periods.overdue_among(reports, who.on) if reports else {}
    for report in reports:
        tag = tag_of(report)
        days = late.get(report.pk, 0)
        title = _("Báo cáo %(period)s của %(unit)s") % {
            "period": report.period.label,
            "unit": report.unit.name,
        }
        lines.append(
            Reminder(
                title,
                tag.word if days else "",
                reverse("office-reporting-page", args=[report.uuid]),
                report.period.due_on,
                _overdue(days) if days else Tag(tag.word, tag.tone),
            )
        )
    title_of_all = gettext_lazy("Báo cáo định kỳ chờ anh/chị")
    return [_few(title_of_all, reverse("office-reporting"), lines)] if lines else []


def _asked(who: Acting) -> Reminders | None:
    """Return the one-off collections that the person, or the person's office, has not answered."""
    lines = []
    for one in collections.to_answer(who.staff, who.on)[: FEW + 1]:
        due = due_of(one)
        word, tone = COLLECTION_STANDINGS[standing_of(one, who.on)]
        said = str(word)
        if one.reminded_at is not None:
            said = _("%(standing)s; đã nhắc") % {"standing": said}
        url = reverse("office-collections-answer", args=[one.collection.uuid, one.unit_id])
        note = one.collection.superior.name
        lines.append(Reminder(one.collection.title, note, url, due, Tag(said, tone)))
    return _few(gettext_lazy("Báo cáo nhanh phải trả lời"), reverse("office-collections"), lines)


def _figures(who: Acting) -> Reminders | None:
    """Return the figures that the person, or the person's section, is asked for and can see to."""
    wanted = [one for one in asked_figures(who.staff) if not one.is_handed_on]
    lines = [_figures_line(one, who.on) for one in wanted[: FEW + 1]]
    return _few(gettext_lazy("Số liệu được hỏi"), reverse("office-reporting"), lines)


def _figures_line(one: AskedFigures, on: date) -> Reminder:
    count = len(one.rows)
    title = ngettext(
        "%(n)s số liệu của báo cáo %(period)s", "%(n)s số liệu của báo cáo %(period)s", count
    ) % {"n": count, "period": one.request.period.label}
    row = one.rows[0] if count == 1 else None
    notes = [
        f"{row.code} {row.name}" if row else "",
        "" if one.request.section_id is None else _("hỏi cả phòng"),
        one.request.note,
        why_closed(one),
        _("nhắc lúc %(at)s") % {"at": datetime_vn(one.request.reminded_at)}
        if one.request.reminded_at
        else "",
    ]
    note = "; ".join(part for part in notes if part)
    url = typed_at(one) or reverse("office-reporting")
    tag = until(one.request.due_on, on)
    return Reminder(title, note, url, one.request.due_on, Tag(tag.word, tag.tone))


def _reports(who: Acting) -> Reminders | None:
    """Say which reports are due soon, late or sent back, and when the superior reminded of them."""
    if not who.staff.has(Role.REFORM_OFFICER):
        return None
    lines = []
    for one in periods.pressing(who.staff, who.on):
        notes = [
            _("bị trả lại, cần đính chính") if one.is_returned else "",
            _("cấp trên nhắc %(at)s") % {"at": datetime_vn(one.reminded_at)}
            if one.reminded_at
            else "",
        ]
        url = (
            reverse("office-reporting-page", args=[one.report.uuid])
            if one.report
            else reverse("office-reporting")
        )
        title = _("Báo cáo %(period)s gửi %(superior)s") % {
            "period": one.period.label,
            "superior": one.period.superior.name,
        }
        tag = _pressing_tag(one, who.on)
        note = "; ".join(note for note in notes if note)
        lines.append(Reminder(title, note, url, one.period.due_on, tag))
    return _few(gettext_lazy("Báo cáo định kỳ đến hạn"), reverse("office-reporting"), lines)


def _pressing_tag(one: periods.Pressing, on: date) -> Tag:
    """Say the days to the due day or after it; a version that follows a sent one has its state."""
    if late := one.overdue(on):
        return _overdue(late)
    days = (one.period.due_on - on).days
    if days >= 0 or one.report is None:
        return Tag(_("còn %(n)s ngày") % {"n": days}, "soon")
    tag = tag_of(one.report)
    return Tag(tag.word, tag.tone)


def _overdue(days: int) -> Tag:
    return Tag(_("quá hạn %(n)s ngày") % {"n": days}, "late")


def _tasks(who: Acting) -> Reminders | None:
    if not plans.may_open(who.staff):
        return None
    lines = []
    for task in plans.pressing_tasks(who.staff, who.on, most=FEW + 1):
        word, tone, _icon = STANDINGS[task.standing]
        url = _row(get_register(task.code), task.uuid)
        lines.append(Reminder(task.content, task.of, url, task.due_on, Tag(str(word), tone)))
    url = reverse("office-plans-mine")
    return _few(gettext_lazy("Nhiệm vụ kế hoạch gấp của tôi"), url, lines)


def _watched(who: Acting) -> list[Reminders]:
    """Read terms and findings of the person's office and those it came from, in one statement."""
    if not who.staff.has(*WATCHING):
        return []
    offices = own_offices(who.staff, who.on)
    parts = [
        rows.filter(office_id__in=offices).values_list(*COLUMNS)
        for code, rows in _rows(who).items()
        if may_see(get_register(code), who.staff)
    ]
    if not parts:
        return []
    rows = list(parts[0].union(*parts[1:], all=True).order_by("until", "told")[:READ])
    terms = [_term(row, who.on) for row in _once(row for row in rows if row[0] != FINDINGS)]
    findings = [_finding(row, who.on) for row in rows if row[0] == FINDINGS]
    return [
        _few(gettext_lazy("Chức vụ sắp hết thời hạn"), _list(POSTS), terms),
        _few(gettext_lazy("Vấn đề phát hiện quá hạn khắc phục"), _list(FINDINGS), findings),
    ]


def _rows(who: Acting) -> dict[str, QuerySet[Any]]:
    """Return the rows to be watched; what counts as an ending term is said by the registers' own count."""
    asked = Asked(Window(who.on - BEHIND, who.on + AHEAD), who.at)
    ending = {
        code: get_register(code).count("het-han").select(get_register(code).rows.in_force(), asked)
        for code in (POSTS, DECISIONS)
    }
    posts = ending[POSTS].filter(ends_on=None)
    findings = get_register(FINDINGS).rows.in_force().filter(due_on__lt=who.on)
    return {
        POSTS: _shaped(posts, POSTS, "holder", "post", "term_ends_on"),
        DECISIONS: _shaped(ending[DECISIONS], DECISIONS, "person", "post", "term_ends_on"),
        FINDINGS: _shaped(
            findings.exclude(progress="closed"), FINDINGS, "content", "duty__name", "due_on"
        ),
    }


def _shaped(rows: QuerySet[Any], code: str, told: str, beside: str, until: str) -> QuerySet[Any]:
    shaped: QuerySet[Any] = rows.order_by().annotate(
        kind=Value(code),
        told=Cast(F(told), CharField()),
        beside=Cast(F(beside), CharField()),
        until=F(until),
    )
    return shaped


def _once(rows: Any) -> list[Any]:
    """A term that stands in both registers is told once: by the post, which comes first."""
    found: dict[tuple[str, date], Any] = {}
    for row in sorted(rows, key=lambda one: one[0] != POSTS):
        found.setdefault((fold(row[2]), row[4]), row)
    return sorted(found.values(), key=lambda one: (one[4], one[2]))


def _term(row: Any, on: date) -> Reminder:
    code, uuid, person, post, until = row
    days = (until - on).days
    word = (
        _("còn %(n)s ngày") % {"n": days}
        if days >= 0
        else _("đã hết hạn %(n)s ngày") % {"n": -days}
    )
    return Reminder(
        f"{post}: {person}" if post else person,
        str(get_register(code).title),
        _row(get_register(code), uuid),
        until,
        Tag(word, "soon" if days >= 0 else "late"),
    )


def _finding(row: Any, on: date) -> Reminder:
    _code, uuid, content, duty, until = row
    late = _overdue((on - until).days)
    return Reminder(content, duty or "", _row(get_register(FINDINGS), uuid), until, late)


def _few(title: str | Promise, url: str, lines: list[Reminder]) -> Reminders:
    return Reminders(title, url, lines[:FEW], len(lines) > FEW)


def _row(register: Register, uuid: Any) -> str:
    return reverse("office-registers-row", args=[register.group.code, register.code, uuid])


def _list(code: str) -> str:
    register = get_register(code)
    return reverse("office-registers-list", args=[register.group.code, register.code])
