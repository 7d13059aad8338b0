"""What the dated law says, as frozen values: regimes, versions of procedures, their steps.

Not the storage of it: rows are turned into these values by `selectors`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, time

    from congvu.kernel.workingdays import OnSupplement, TimeLimit


class Level(StrEnum):
    """Administrative level at which a procedure is decided (district: until 2025-07-01)."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class CompetentKind(StrEnum):
    """Kind of the body that decides."""

    COMMITTEE = "committee"  # UBND, or its chairman
    DEPARTMENT = "department"  # sở, phòng, văn phòng đăng ký
    VERTICAL_AGENCY = "vertical_agency"  # ngành dọc: công an, thuế, BHXH


class Mechanism(StrEnum):
    """How many bodies answer one dossier (một cửa, một cửa liên thông)."""

    ONE_STOP = "one_stop"
    SAME_LEVEL = "same_level"
    CROSS_LEVEL = "cross_level"


class Channel(StrEnum):
    """Channel of submission (NĐ 61/2018 Điều 16)."""

    DIRECT = "direct"
    POSTAL = "postal"
    ONLINE = "online"


class FeeKind(StrEnum):
    """Phí pays a service, lệ phí is fixed for a state act (Luật Phí và lệ phí 97/2015)."""

    FEE = "fee"
    CHARGE = "charge"


class StepKind(StrEnum):
    """What is done in one step of the internal workflow."""

    RECEIVE = "receive"
    HANDLE = "handle"
    OPINION = "opinion"
    INTERLINKED = "interlinked"
    PAYMENT = "payment"
    APPROVE = "approve"
    NUMBER = "number"
    RETURN = "return"


class StepRole(StrEnum):
    """Who does a step; the values are those of the roles of people, and `agency` outside."""

    CLERK = "clerk"
    OFFICER = "officer"
    HEAD = "head"
    LEADER = "leader"
    REGISTRAR = "registrar"
    CASHIER = "cashier"
    AGENCY = "agency"


class StepPlace(StrEnum):
    """In which kind of unit a step is done, seen from the competent body."""

    ONE_STOP_DESK = "one_stop_desk"
    DEPARTMENT = "department"
    COMMITTEE = "committee"
    AGENCY = "agency"


class Branch(StrEnum):
    """Where the workflow may leave its line at a step."""

    SUPPLEMENT = "supplement"
    REFUSE = "refuse"
    OPINION = "opinion"
    INTERLINKED = "interlinked"
    PAYMENT = "payment"


COMMUNE_KINDS = frozenset({"xa", "phuong", "thi_tran", "dac_khu"})


def level_of(unit_kind: str | None) -> Level | None:
    """Tell the level at which a kind of unit decides, or None when the kind does not say."""
    if unit_kind is None:
        return None
    if unit_kind in COMMUNE_KINDS:
        return Level.COMMUNE
    return Level(unit_kind) if unit_kind in set(Level) else None


@dataclass(frozen=True, slots=True)
class CodeFormatFacts:
    """How dossier codes of a span of days look."""

    template: str
    date_digits: int
    counter_width: int
    starts_on: date
    ends_on: date | None
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class FormFacts:
    """One form in force: its number, title and legal basis."""

    kind: str
    number: str
    title: str
    title_en: str
    legal_basis: str
    verified: bool


@dataclass(frozen=True, slots=True)
class ServiceLevelFacts:
    """One grade of online service; `maps_to` is the grade of today that stands for it."""

    code: str
    name: str
    name_en: str
    starts_on: date
    ends_on: date | None
    maps_to: str
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class RegimeFacts:
    """A legal regime as it stands on one day: `code_format` is that of the day."""

    code: str
    name: str
    starts_on: date
    ends_on: date | None
    article: str
    on_supplement: OnSupplement
    late_acceptance_cutoff: time | None
    forward_cutoff: time
    code_format: CodeFormatFacts
    forms: tuple[FormFacts, ...]
    unverified: frozenset[str]
    note: str

    def form(self, kind: str) -> FormFacts | None:
        """Find the form of a kind, or None when this regime has none."""
        return next((form for form in self.forms if form.kind == kind), None)


@dataclass(frozen=True, slots=True)
class RegimeSpan:
    """A legal regime over all its days, with the code formats that followed each other."""

    code: str
    name: str
    starts_on: date
    ends_on: date | None
    article: str
    on_supplement: OnSupplement
    late_acceptance_cutoff: time | None
    forward_cutoff: time
    code_formats: tuple[CodeFormatFacts, ...]
    forms: tuple[FormFacts, ...]
    unverified: frozenset[str]
    note: str

    def holds_on(self, day: date) -> bool:
        """Tell whether the regime is in force on the day (half-open)."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)

    def on(self, day: date) -> RegimeFacts:
        """Give the regime as it stands on a day of its own."""
        code_format = next(
            item
            for item in self.code_formats
            if item.starts_on <= day and (item.ends_on is None or day < item.ends_on)
        )
        return RegimeFacts(
            code=self.code,
            name=self.name,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            article=self.article,
            on_supplement=self.on_supplement,
            late_acceptance_cutoff=self.late_acceptance_cutoff,
            forward_cutoff=self.forward_cutoff,
            code_format=code_format,
            forms=self.forms,
            unverified=self.unverified,
            note=self.note,
        )


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """One paper of a dossier: how many originals and copies, and whether a file may stand for it."""

    order: int
    name: str
    form_number: str
    originals: int
    copies: int
    electronic: bool
    required: bool
    note: str


@dataclass(frozen=True, slots=True)
class FeeFacts:
    """One line of fees in đồng; `amount` None where the provincial council sets it.

    `first` is the first page (or whatever it is counted `per`) that the line is due for; `most` is
    the highest sum for one copy of all lines that are counted so.
    """

    order: int
    channel: str | None
    kind: str
    name: str
    amount: int | None
    per: str
    note: str
    first: int = 1
    most: int | None = None


@dataclass(frozen=True, slots=True)
class StepFacts:
    """One step of the internal workflow; `share` is in ‰ of the time limit."""

    order: int
    name: str
    kind: str
    role: str
    unit_kind: str
    agency: str
    share: int
    branches: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """One version of a procedure with everything that an intake needs.

    `id` is 0 while the version stands in a file only. `on_supplement` and
    `late_acceptance_cutoff` are None where the regime decides.
    """

    id: int
    code: str
    number: int
    name: str
    name_en: str
    also_called: str
    field_id: int
    field_code: str
    field_name: str
    level: str
    also_level: str
    competent_kind: str
    competent_name: str
    mechanism: str
    service_level: str
    limit: TimeLimit
    channel_limits: tuple[tuple[str, TimeLimit], ...]
    same_day: bool
    on_supplement: OnSupplement | None
    late_acceptance_cutoff: time | None
    starts_on: date
    ends_on: date | None
    decision: str
    legal_basis: tuple[str, ...]
    result: str
    fee_text: str
    verified: bool
    note: str
    fees: tuple[FeeFacts, ...]
    papers: tuple[PaperFacts, ...]
    steps: tuple[StepFacts, ...]

    def holds_on(self, day: date) -> bool:
        """Tell whether this version is in force on the day (half-open)."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)

    def limit_for(self, channel: str) -> TimeLimit:
        """Give the limit of the channel: its own, or the version's."""
        return dict(self.channel_limits).get(channel, self.limit)

    def fees_for(self, channel: str) -> tuple[FeeFacts, ...]:
        """Give the fee lines of the channel; a line of its own hides the general one of its name."""
        own = {fee.name for fee in self.fees if fee.channel == channel}
        return tuple(
            fee
            for fee in self.fees
            if fee.channel == channel or (fee.channel is None and fee.name not in own)
        )


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One line of a list of procedures."""

    id: int
    code: str
    number: int
    name: str
    name_en: str
    also_called: str
    field_code: str
    field_name: str
    level: str
    also_level: str
    service_level: str
    limit: TimeLimit
    same_day: bool
    starts_on: date
    ends_on: date | None
    verified: bool


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field and how many of its procedures are in force."""

    id: int
    code: str
    name: str
    name_en: str
    count: int


def in_force(versions: Iterable[VersionFacts], day: date) -> VersionFacts | None:
    """Find the version in force on the day, or None."""
    return next((version for version in versions if version.holds_on(day)), None)


def overlapping(spans: Sequence[tuple[date, date | None]]) -> tuple[int, int] | None:
    """Find two half-open spans that share a day, as their positions, or None."""
    ordered = sorted(range(len(spans)), key=lambda index: spans[index][0])
    for before, after in pairwise(ordered):
        end = spans[before][1]
        if end is None or end > spans[after][0]:
            return (before, after)
    return None
