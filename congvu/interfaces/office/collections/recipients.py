"""Choosing units among all below: by kind, by words without accents, by a pasted list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.http import QueryDict

from congvu.foundation.units import kinds
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import gettext_noop
from congvu.kernel.vitext import fold
from congvu.oversight.collections.rules.naming import LONGEST_LINE, Asked, Known, find, lines_of
from congvu.oversight.collections.selectors.board import Candidate

ACT: Final = "viec"
ALL, NONE, SEARCH, ADD_LIST, ONLY_LIST = "tat-ca", "bo", "tim", "dan-them", "dan-thay"
MOST_ID: Final = 2**62
LONGEST_LIST: Final = 100_000
NOT_TAKEN: Final = gettext_noop(
    "Danh sách đã dán chưa được nhận: bấm “Chỉ hỏi các đơn vị này” hoặc “Thêm vào số đã chọn”, "
    "hoặc xóa danh sách."
)
_LEAVE_OUT: Final = "bo-qua"


@dataclass(frozen=True, slots=True)
class Box:
    """One unit as it is offered; one that does not answer the words is kept, but not shown."""

    candidate: Candidate
    is_chosen: bool
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The units of one kind, those directly below apart from those further down."""

    key: str
    name: str
    is_direct: bool
    boxes: tuple[Box, ...]
    is_open: bool

    @property
    def chosen(self) -> int:
        return sum(box.is_chosen for box in self.boxes)


@dataclass(frozen=True, slots=True)
class Question:
    """A pasted line that may mean several units, or none that is below."""

    line: str
    offered: tuple[Candidate, ...]


@dataclass
class Picker:
    """What is chosen so far; drawn by `office/collections/_recipients.html`."""

    candidates: Sequence[Candidate]
    chosen: set[int]
    words: str = ""
    text: str = ""
    questions: list[Question] = field(default_factory=list)
    error: str = ""
    taken: int = 0

    @classmethod
    def proposing(cls, candidates: Sequence[Candidate]) -> Picker:
        """Return the choice that is proposed."""
        return cls(candidates, {one.unit.pk for one in candidates if one.is_proposed})

    @classmethod
    def of(cls, posted: QueryDict, candidates: Sequence[Candidate]) -> Picker:
        """Return what was chosen on the page; units that are not offered stay, to be refused."""
        asked = (whole_number(one, most=MOST_ID) for one in posted.getlist("units"))
        return cls(
            candidates,
            {one for one in asked if one is not None},
            posted.get("tim", "")[:100],
            posted.get("danh_sach", "")[:LONGEST_LIST],
        )

    @property
    def groups(self) -> list[Group]:
        """The units by kind in the order of the catalogue, the nearer ones first."""
        wanted = fold(self.words).split()
        found: dict[tuple[str, bool], list[Box]] = {}
        for one in self.candidates:
            name = f" {fold(f'{one.unit.name} {one.code} {one.above}')}"
            is_shown = all(f" {word}" in name for word in wanted)
            box = Box(one, one.unit.pk in self.chosen, is_shown)
            found.setdefault((one.unit.kind, one.is_direct), []).append(box)
        order = list(kinds.all_kinds())
        several = {kind for kind, is_direct in found if (kind, not is_direct) in found}
        return [
            Group(
                _key(kind, is_direct=is_direct),
                kinds.get(kind).name,
                kind in several and is_direct,
                tuple(boxes),
                is_open=any(box.is_shown for box in boxes)
                if wanted
                else any(box.is_chosen for box in boxes),
            )
            for (kind, is_direct), boxes in sorted(
                found.items(), key=lambda item: (order.index(item[0][0]), not item[0][1])
            )
        ]

    @property
    def several_kinds(self) -> frozenset[str]:
        """Kinds of which some are directly below and some further down."""
        groups = {(one.unit.kind, one.is_direct) for one in self.candidates}
        return frozenset(kind for kind, is_direct in groups if (kind, not is_direct) in groups)

    @property
    def asks(self) -> bool:
        """Whether something of the pasted list is not settled."""
        return bool(lines_of(self.text))

    def act(self, posted: QueryDict) -> bool:
        """Do what a button of the list says; whether one was pressed."""
        name, _colon, key = posted.get(ACT, "").partition(":")
        if name in {ALL, NONE}:
            self._mark(key, is_chosen=name == ALL)
        elif name in {ADD_LIST, ONLY_LIST}:
            self._take(posted, only=name == ONLY_LIST)
        return name in {ALL, NONE, SEARCH, ADD_LIST, ONLY_LIST}

    def _mark(self, key: str, *, is_chosen: bool) -> None:
        units = {
            one.unit.pk
            for one in self.candidates
            if key in ("", _key(one.unit.kind, is_direct=one.is_direct))
        }
        self.chosen = self.chosen | units if is_chosen else self.chosen - units

    def _take(self, posted: QueryDict, *, only: bool) -> None:
        """Choose what the list names; lines that are asked about stay in it."""
        known = [
            Known(one.unit.pk, one.code, one.unit.name, one.unit.short_name)
            for one in self.candidates
        ]
        told = find(self.text, known, dict(_meant(posted)))
        if told.units or not told.asked:
            self.chosen = set(told.units) if only else self.chosen | told.units
        self.taken = len(told.units)
        self.text = "\n".join(one.line for one in told.asked)
        self.questions = self._questions(told.asked)

    def _questions(self, asked: Iterable[Asked]) -> list[Question]:
        by_id = {one.unit.pk: one for one in self.candidates}
        return [Question(one.line, tuple(by_id[unit] for unit in one.offered)) for one in asked]


def _key(kind: str, *, is_direct: bool) -> str:
    return f"{kind}-1" if is_direct else f"{kind}-2"


def _meant(posted: QueryDict) -> Iterable[tuple[str, int | None]]:
    """Give the answers to what was asked of the list before."""
    for place, line in enumerate(posted.getlist("dong")):
        answer = posted.get(f"nghia-{place}", "")
        unit = whole_number(answer, most=MOST_ID)
        if answer == _LEAVE_OUT or unit is not None:
            yield line[:LONGEST_LINE], unit
