"""A dossier in hand while its plan is carried out by rows: its life and the rows that may change."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import attrgetter

from config.sample import tables
from config.sample.tables import Row, Spelling, Tables, day
from congvu.casework.dossiers.rules.life import COLUMNS, Life
from congvu.casework.dossiers.services.intake import ApplicantInput, Intake
from congvu.instruments.catalogue.rules import VersionFacts
from congvu.kernel.workingdays import Pause


@dataclass(slots=True)
class StepRow:
    """One step of the workflow, as its table holds it."""

    id: int
    dossier_id: int
    order: int
    name: str
    role: str
    kind: str
    unit_id: None
    due_on: str
    started_at: str | None
    done_at: str | None


@dataclass(slots=True)
class PauseRow:
    id: int
    dossier_id: int
    kind: str
    ground: str
    document: str | None
    starts_at: str
    due_before: str
    ends_at: str | None = None
    on_end: str = "resume"
    due_after: str | None = None


@dataclass(slots=True)
class RequestRow:
    id: int
    dossier_id: int
    number: int
    reason: str
    requested_at: str
    before_acceptance: str | int
    contact: str = ""
    answer_by: None = None
    approved_by: str = ""
    received_at: str | None = None


@dataclass(slots=True)
class ItemRow:
    id: int
    request_id: int
    order: int
    what: str
    why: str
    received: str | int


@dataclass(slots=True)
class OpinionRow:
    id: int
    dossier_id: int
    round: int
    unit_id: int
    interlinked: str | int
    parallel: str | int
    question: str
    due_on: str
    asked_at: str
    opened_at: str
    answer: str = ""
    agrees: str | int | None = None
    answered_at: str | None = None
    answered_by: str = ""
    document: None = None


@dataclass(slots=True)
class ResultRow:
    id: int
    dossier_id: int
    seq: int
    document: str
    issued_at: str
    delivered_at: str | None = None
    note: str = ""
    file_id: None = None
    synced_at: None = None


@dataclass(slots=True)
class OpenDossier:
    """A dossier that may still change; `stops` are its pauses as the kernel counts them."""

    id: int
    life: Life
    intake: Intake
    applicant: ApplicantInput
    version: VersionFacts
    words: list[str]
    first_word_id: int
    paper_count: int = 0
    steps: list[StepRow] = field(default_factory=list)
    pauses: list[PauseRow] = field(default_factory=list)
    stops: list[Pause] = field(default_factory=list)
    requests: list[RequestRow] = field(default_factory=list)
    items: list[ItemRow] = field(default_factory=list)
    opinions: list[OpinionRow] = field(default_factory=list)
    results: list[ResultRow] = field(default_factory=list)
    guests: set[int] = field(default_factory=set)


_MOMENTS = frozenset(
    {
        "submitted_at",
        "accepted_at",
        "promised_at",
        "paused_at",
        "finished_at",
        "handed_out_at",
        "last_occurred_at",
        "last_recorded_at",
    }
)
_DAYS = frozenset(
    {
        "statutory_due",
        "promised_due",
        "lawful_due",
        "current_due",
        "step_due",
        "reappointed_on",
    }
)
_LIFE = attrgetter(*COLUMNS)
_PLACES_OF_MOMENTS = [n for n, name in enumerate(COLUMNS) if name in _MOMENTS]
_PLACES_OF_DAYS = [n for n, name in enumerate(COLUMNS) if name in _DAYS]
_UUID, _STATE = COLUMNS.index("uuid"), COLUMNS.index("state")
_STEP = attrgetter(*tables.STEP)
_PAUSE = attrgetter(*tables.PAUSE)
_REQUEST = attrgetter(*tables.REQUEST)
_ITEM = attrgetter("id", "request_id", "order", "what", "why", "received")
_OPINION = attrgetter(*tables.OPINION)
_RESULT = attrgetter(*tables.RESULT)


def release(d: OpenDossier, into: Tables, spelling: Spelling) -> None:
    """Let the rows that can change no more wait for their writing."""
    into.dossier.rows.append(_projection(d, spelling))
    unit_id = d.life.competent_unit_id
    into.word.rows.extend(
        (number, unit_id, word, d.id) for number, word in enumerate(d.words, d.first_word_id)
    )
    into.step.rows.extend(map(_STEP, d.steps))
    into.pause.rows.extend(map(_PAUSE, d.pauses))
    into.request.rows.extend(map(_REQUEST, d.requests))
    into.item.rows.extend(map(_ITEM, d.items))
    into.opinion.rows.extend(map(_OPINION, d.opinions))
    into.result.rows.extend(map(_RESULT, d.results))


def _projection(d: OpenDossier, spelling: Spelling) -> Row:
    values = list(_LIFE(d.life))
    values[_UUID] = spelling.uuid(values[_UUID])
    values[_STATE] = values[_STATE].value
    for place in _PLACES_OF_MOMENTS:
        values[place] = spelling.moment(values[place])
    for place in _PLACES_OF_DAYS:
        values[place] = day(values[place])
    return [d.id, *values]
