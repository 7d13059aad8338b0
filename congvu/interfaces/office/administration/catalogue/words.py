"""The catalogue's closed sets in the words of the screens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from congvu.foundation.calendars.labels import limit_label
from congvu.instruments.catalogue import labels, selectors
from congvu.instruments.catalogue.rules import (
    CodeFormatFacts,
    FeeFacts,
    RegimeSpan,
    StepFacts,
    VersionFacts,
    VersionLine,
)
from congvu.kernel.money import Money
from congvu.kernel.numbering import CodeFormat, OrgCodeKind
from congvu.kernel.vitext import format_date, format_number
from congvu.kernel.workingdays import OnSupplement


@dataclass(frozen=True, slots=True)
class FormatLine:
    """How dossier codes look in some days, by an example."""

    example: str
    when: str
    verified: bool


class Named(Protocol):
    """Something with a name in both languages."""

    @property
    def name(self) -> str: ...

    @property
    def name_en(self) -> str: ...


# invented offices, in the order of the groups before and after 15/9/2020
EXAMPLE_OFFICES = {
    OrgCodeKind.AGENCY: "H99.101",
    OrgCodeKind.AGENCY_2018: "101.00.00.H99",
}


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of the internal workflow, with its share of the limit in percent."""

    name: str
    kind: str
    who: str
    share: str
    branches: str
    note: str


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One fee with the words around its amount."""

    name: str
    kind: str
    amount: str
    channel: str
    note: str


def named(one: Named) -> str:
    """Return the name in the language of the screen."""
    return (one.name_en if get_language() == "en" else "") or one.name


def levels_of(one: VersionFacts | VersionLine) -> str:
    """Return at which level, or levels, it is decided."""
    codes = [code for code in (one.level, one.also_level) if code]
    return ", ".join(str(labels.LevelLabel(code).label) for code in codes)


def service_level(code: str, on: date) -> str:
    """Return the grade of online service as the law of the day calls it."""
    for level in selectors.service_levels_on(on):
        if level.code == code:
            return named(level)
    return code


def limits_of(version: VersionFacts) -> list[tuple[str, str]]:
    """Return the limit, and those that differ by channel."""
    general = _("Mọi hình thức nộp") if not version.channel_limits else _("Thời hạn chung")
    rows = [(general, limit_label(version.limit))]
    for channel, limit in version.channel_limits:
        rows.append((str(labels.ChannelLabel(channel).label), limit_label(limit)))
    return rows


def step_line(step: StepFacts) -> StepLine:
    place = step.agency or str(labels.StepPlaceLabel(step.unit_kind).label)
    return StepLine(
        name=step.name,
        kind=str(labels.StepKindLabel(step.kind).label),
        who=f"{labels.StepRoleLabel(step.role).label}, {place}",
        share=f"{format_number(step.share / 10, 1 if step.share % 10 else 0)} %"
        if step.share
        else "–",
        branches=", ".join(str(labels.BranchLabel(one).label) for one in step.branches),
        note=step.note,
    )


def fee_line(fee: FeeFacts) -> FeeLine:
    amount = _("Hội đồng nhân dân cấp tỉnh quyết định")
    if fee.amount is not None:
        amount = str(Money(fee.amount))
        if fee.per:
            amount = f"{amount} / {fee.per}"
        if fee.first > 1:
            amount += _(", từ thứ %(number)s") % {"number": fee.first}
        if fee.most is not None:
            amount += _(", tối đa %(sum)s") % {"sum": Money(fee.most)}
    return FeeLine(
        name=fee.name,
        kind=str(labels.FeeKindLabel(fee.kind).label),
        amount=amount,
        channel=str(labels.ChannelLabel(fee.channel).label) if fee.channel else _("mọi hình thức"),
        note=fee.note,
    )


def format_line(facts: CodeFormatFacts) -> FormatLine:
    """Return how dossier codes look, as the first code of the first day of an invented office."""
    made = CodeFormat(facts.date_digits, facts.counter_width, facts.template)
    return FormatLine(
        example=made.make(EXAMPLE_OFFICES[made.org_kind], facts.starts_on, 1),
        when=validity(facts.starts_on, facts.ends_on),
        verified=facts.verified,
    )


def validity(starts_on: date, ends_on: date | None) -> str:
    """Return in which days something holds, the last one not counted."""
    if ends_on is None:
        return _("từ %(from)s") % {"from": format_date(starts_on)}
    return _("từ %(from)s đến trước %(until)s") % {
        "from": format_date(starts_on),
        "until": format_date(ends_on),
    }


def on_supplement(regime: RegimeSpan) -> str:
    """Say what the end of a supplement does to the clock."""
    if regime.on_supplement is OnSupplement.RESTART:
        return _("tính lại thời hạn từ đầu")
    return _("cộng lại thời gian đã dừng")
