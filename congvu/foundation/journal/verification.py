"""Walks one unit's chain row by row and says where it is not what was written.

Pure: rows come in as tuples in the order of their numbers, findings come out. Not here: the
queries (selectors). The memory it needs does not grow with the chain.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from congvu.foundation.journal import rules


class Kind(StrEnum):
    """What is wrong at a place in the chain."""

    ALTERED = "altered"
    ALTERED_VALUE = "altered_value"
    MOVED = "moved"
    DUPLICATED = "duplicated"
    MISSING = "missing"
    BROKEN_LINK = "broken_link"
    TRUNCATED = "truncated"
    BEYOND_HEAD = "beyond_head"
    HEAD_DIFFERS = "head_differs"
    HEAD_LOST = "head_lost"
    UNRECORDED_ERASURE = "unrecorded_erasure"


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken place: the unit's chain, the entry's number, and what is wrong there."""

    kind: Kind
    unit: str
    seq: int
    message: str


@dataclass(frozen=True, slots=True)
class HeadState:
    """How far a chain had come and with which hash, now or when a backup was made."""

    unit: str
    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as it lies in the database, with its values where they still exist."""

    seq: int
    said: rules.Said
    prev_hash: str
    hash: str
    salt: str | None
    values: str | None


# Beyond these the cause is one, and more lines would not help anybody.
MOST_SUSPECTS = 200


class ChainWalk:
    """Takes the rows of one unit one after the other; `finish` compares with the head.

    `erased` counts entries whose values are gone although the entry stands.
    """

    def __init__(self, unit: str, marks: dict[int, str] | None = None) -> None:
        self.unit = unit
        self.count = 0
        self.erased = 0
        self._last = 0
        self._last_hash = rules.GENESIS
        self._marks = marks or {}
        self._suspects: list[Row] = []

    def step(self, row: Row) -> Iterator[Finding]:
        """Check one row against itself, its values, and the row before it."""
        self.count += 1
        body = rules.body(row.said)
        if row.seq == self._last:
            yield self._finding(
                Kind.DUPLICATED, row.seq, f"Dòng số {row.seq} xuất hiện nhiều hơn một lần."
            )
        elif row.seq != self._last + 1:
            yield self._missing(self._last + 1, row.seq - 1)
        elif row.prev_hash != self._last_hash:
            yield self._finding(
                Kind.BROKEN_LINK,
                row.seq,
                f"Dòng số {row.seq} không nối tiếp dòng số {row.seq - 1}:"
                f" một trong hai dòng đã bị thay.",
            )
        if rules.chain_hash(row.prev_hash, row.seq, body) != row.hash:
            if len(self._suspects) < MOST_SUSPECTS:
                self._suspects.append(row)
            else:
                yield self._altered(row)
        yield from self._values(row)
        if self._marks.get(row.seq, row.hash) != row.hash:
            yield self._differs(row.seq)
        self._last, self._last_hash = row.seq, row.hash

    @property
    def suspect_hashes(self) -> frozenset[str]:
        """Hashes of rows that are not themselves; where else they stand tells what happened."""
        return frozenset(row.hash for row in self._suspects)

    def finish(
        self, head: HeadState | None, places: Mapping[str, Collection[int]] | None = None
    ) -> Iterator[Finding]:
        """Say what only the whole chain tells: swapped or copied rows, a cut tail, a false head.

        `places` gives the numbers at which each of `suspect_hashes` stands.
        """
        for row in self._suspects:
            yield self._explained(row, (places or {}).get(row.hash, ()))
        yield from self._ends(head)

    def _ends(self, head: HeadState | None) -> Iterator[Finding]:
        if head is None:
            yield self._finding(Kind.HEAD_LOST, self._last, "Mất số đếm đầu chuỗi của đơn vị này.")
        elif head.seq > self._last:
            yield self._finding(
                Kind.TRUNCATED,
                self._last + 1,
                f"Cuối chuỗi bị cắt: số đếm là {head.seq}, dòng cuối còn lại là {self._last}.",
            )
        elif head.seq < self._last:
            yield self._finding(
                Kind.BEYOND_HEAD,
                head.seq + 1,
                f"Có dòng vượt số đếm: số đếm là {head.seq}, dòng cuối là {self._last}.",
            )
        elif head.hash != self._last_hash:
            yield self._differs(head.seq)
        yield from (self._lost_mark(seq) for seq in sorted(self._marks) if seq > self._last)

    def unrecorded_erasure(self, seq: int) -> Finding:
        return self._finding(
            Kind.UNRECORDED_ERASURE,
            seq,
            f"Giá trị của dòng số {seq} bị mất mà không có dòng nào ghi việc xóa.",
        )

    @property
    def last(self) -> tuple[int, str]:
        return self._last, self._last_hash

    def _values(self, row: Row) -> Iterator[Finding]:
        digest = row.said[8]
        if row.values is None:
            self.erased += bool(digest)
        elif rules.digest(row.salt or "", row.values) != digest:
            yield self._finding(
                Kind.ALTERED_VALUE,
                row.seq,
                f"Giá trị ghi ở dòng số {row.seq} ({row.said[7]}) đã bị sửa.",
            )

    def _explained(self, row: Row, places: Collection[int]) -> Finding:
        for seq in places:
            if seq != row.seq and self._is_copy(row, seq):
                return self._finding(
                    Kind.DUPLICATED, row.seq, f"Dòng số {row.seq} là bản chép của dòng số {seq}."
                )
        home = self._home(row)
        if home is None:
            return self._altered(row)
        message = f"Nội dung của dòng số {home} nằm ở chỗ của dòng số {row.seq}."
        return self._finding(Kind.MOVED, row.seq, message)

    def _is_copy(self, row: Row, seq: int) -> bool:
        return rules.chain_hash(row.prev_hash, seq, rules.body(row.said)) == row.hash

    def _home(self, row: Row) -> int | None:
        """Find the number at which this content was written, among the other suspects."""
        body = rules.body(row.said)
        for other in self._suspects:
            if other.seq == row.seq:
                continue
            moved_whole = rules.chain_hash(row.prev_hash, other.seq, body) == row.hash
            if moved_whole or rules.chain_hash(other.prev_hash, other.seq, body) == other.hash:
                return other.seq
        return None

    def _missing(self, first: int, last: int) -> Finding:
        which = f"số {first}" if first == last else f"từ số {first} đến số {last}"
        return self._finding(Kind.MISSING, first, f"Thiếu dòng {which}.")

    def _altered(self, row: Row) -> Finding:
        return self._finding(
            Kind.ALTERED, row.seq, f"Nội dung dòng số {row.seq} không khớp mã băm của nó."
        )

    def _differs(self, seq: int) -> Finding:
        return self._finding(
            Kind.HEAD_DIFFERS, seq, f"Mã băm của dòng số {seq} khác mã băm đã lưu lúc chốt."
        )

    def _lost_mark(self, seq: int) -> Finding:
        return self._finding(
            Kind.TRUNCATED, self._last + 1, f"Bản sao lưu đã chốt đến số {seq}, nay không còn."
        )

    def _finding(self, kind: Kind, seq: int, message: str) -> Finding:
        return Finding(kind, self.unit, seq, message)
