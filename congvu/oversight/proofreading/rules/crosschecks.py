"""What is said twice: prose against the annex, a figure against the same figure elsewhere."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from congvu.oversight.proofreading.rules.balance import Ledger
from congvu.oversight.proofreading.rules.blocks import Block, Kind
from congvu.oversight.proofreading.rules.citations import Citation
from congvu.oversight.proofreading.rules.figures import Figure, is_share
from congvu.oversight.proofreading.rules.findings import (
    Basis,
    Finding,
    Severity,
    cited,
    quote,
    quotes_of,
    shown,
)
from congvu.oversight.proofreading.rules.roles import Role, of_one_field
from congvu.oversight.proofreading.rules.subjects import phrase
from congvu.oversight.proofreading.rules.tables import Row

_COMPARED: Final = (Role.RECEIVED, Role.RESOLVED, Role.ON_TIME, Role.LATE, Role.PENDING)


def _two(
    figures: Sequence[Figure], message: str, kind: str = "narrative_vs_annex",
    severity: Severity = Severity.ERROR,
) -> Finding:  # fmt: skip
    first, second = figures[0], figures[1]
    return Finding(
        kind, severity, Basis.CROSS_REFERENCE, message,
        f"{shown(first.value)} ≠ {shown(second.value)}", quotes_of(figures),
    )  # fmt: skip


def prose_against_annex(
    blocks: Sequence[Block],
    figures: dict[int, list[Figure]],
    rows: Sequence[Row],
    ledgers: Sequence[Ledger],
) -> Iterator[Finding]:
    prose = [block for block in blocks if block.kind is not Kind.ROW]
    yield from _dossiers(ledgers)
    yield from _totals(prose, figures, rows)
    for index, row in enumerate(rows):
        yield from _denied(prose, figures, row)
        yield from _not_yet_approved(prose, row)
        if any(near.value for near in rows[max(0, index - 3) : index + 4]):
            yield from _left_blank(prose, row)
    yield from _petitions(prose, figures, rows)
    yield from _swapped_units(prose, figures, rows)


def _dossiers(ledgers: Sequence[Ledger]) -> Iterator[Finding]:
    """The same level and role in prose and annex."""
    said: dict[tuple[str, Role], Figure] = {}
    for ledger in ledgers:
        if (
            ledger.level
            and ledger.block.kind is not Kind.ROW
            and not of_one_field(ledger.block.bare[:80])
        ):
            for role in _COMPARED:
                if role in ledger.roles and ledger.has(Role.RESOLVED):
                    said.setdefault((ledger.level, role), ledger.roles[role])
    for ledger in ledgers:
        if ledger.block.kind is not Kind.ROW or of_one_field(ledger.block.bare):
            continue
        for role, figure in ledger.roles.items():
            other = said.get((ledger.level, role))
            if other and other.value != figure.value and figure.unit.noun == "ho so":
                where = [other, figure, *([figure.of] if figure.of else [])]
                yield _two(where, "Số hồ sơ trong phụ lục khác số trong phần lời.")


_HEAD_ENDS = re.compile(
    r"\b(?:cua|tren|tai|do|trong|qua|theo|phat hanh|duoc|da|dang|co|hien|thuoc|den nay|la|trong nam)\b"
)


def _head(label: str) -> tuple[str, str]:
    """Split "tong so van ban di phat hanh tren …" into what is counted and the rest."""
    match = re.search(r"\btong so (?:luong )?", label)
    if not match:
        return "", ""
    rest = label[match.end() :]
    stop = _HEAD_ENDS.search(rest)
    return (
        (rest[: stop.start()].strip(" :"), rest[stop.start() :]) if stop else (rest.strip(" :"), "")
    )


def _totals(
    prose: Sequence[Block], figures: dict[int, list[Figure]], rows: Sequence[Row]
) -> Iterator[Finding]:
    said: dict[str, Figure] = {}
    for block in prose:
        for figure in figures[block.number]:
            head, _ = _head(phrase(figure.before))
            if len(head.split()) >= 3 and not is_share(figure):
                said.setdefault(head, figure)
    for row in rows:
        head, rest = _head(row.label)
        other = said.get(head)
        if (
            not other
            or not row.value
            or not re.match(r"cua\b|$|tren dia ban|trong (?:ky|nam)", rest)
        ):
            continue
        same_unit = not other.unit.noun or row.value.unit.noun == other.unit.noun
        if same_unit and other.value != row.value.value and not of_one_field(row.label):
            yield _two([other, row.value], f"“Tổng số {head}” trong phụ lục khác trong phần lời.")


_PLANNED = re.compile(r"\bse\b|du kien|ke hoach|phan dau|chuan bi|nam (?:sau|toi)|thoi gian toi")
_EVENTS: Final = frozenset({"cuoc", "luot"})


def _denied(
    prose: Sequence[Block], figures: dict[int, list[Figure]], row: Row
) -> Iterator[Finding]:
    """The annex answers "no" (0) to what the prose counts."""
    if not row.yes_or_no or row.value is None or row.value.value != 0:
        return
    words = re.split(r"\b(?:cua|voi|tai|trong|cho|qua|thong qua)\b", row.label)[0].split()
    words = words[words.index("hien") + 1 :] if words[:2] == ["co", "thuc"] else words
    key = " ".join(words[:5])
    if len(words) < 3:
        return
    for block in prose:
        at = block.bare.find(key)
        if at < 0 or _PLANNED.search(block.bare, max(0, at - 60), at):
            continue
        for figure in figures[block.number]:
            if (
                0 <= figure.start - at - len(key) <= 30
                and figure.value > 0
                and figure.unit.noun in _EVENTS
            ):
                yield _two(
                    [figure, row.value], "Phần lời nêu đã tổ chức, phụ lục trả lời là không (0)."
                )
                return


def _not_yet_approved(prose: Sequence[Block], row: Row) -> Iterator[Finding]:
    """The annex says "approved"; the prose, that it is being made ready to be submitted."""
    match = re.search(r"da duoc phe duyet (?P<what>\S+(?: \S+){2,3})", row.label)
    if not match or not row.yes_or_no or not row.value or row.value.value != 1:
        return
    for block in prose:
        found = re.search(
            rf"\bdang\b[^.;]{{0,60}}{re.escape(match['what'][:24].rsplit(' ', 1)[0])}[^.;]*?\btrinh\b[^.;]{{0,40}}phe duyet",
            block.bare,
        )
        if found:
            yield Finding(
                "narrative_vs_annex", Severity.WARNING, Basis.CROSS_REFERENCE,
                "Phụ lục ghi đã được phê duyệt, phần lời nói còn đang hoàn thiện để trình.",
                "đã phê duyệt ≠ đang trình", (quote(block, *found.span()), quote(row.block, *row.quote_all())),
            )  # fmt: skip
            return


def _left_blank(prose: Sequence[Block], row: Row) -> Iterator[Finding]:
    """The prose says that it is done; the row that asks for it is empty although its neighbours are not."""
    if row.value is not None or not row.yes_or_no or "thuc hien " not in row.label:
        return
    what = " ".join(row.label.rpartition("thuc hien ")[2].split()[:5])
    if len(what.split()) < 3:
        return
    done = re.compile(
        rf"\bda (?:hoan thanh|thuc hien|to chuc|trien khai)(?: xong)?(?: viec| cong tac)? {re.escape(what)}"
    )
    for block in prose:
        if found := done.search(block.bare):
            yield Finding(
                "narrative_vs_annex", Severity.WARNING, Basis.CROSS_REFERENCE,
                "Phần lời nói đã thực hiện, dòng tương ứng của phụ lục để trống.",
                "đã thực hiện ≠ để trống", (quote(block, *found.span()), quote(row.block, *row.quote_all())),
            )  # fmt: skip
            return


_SENT_BACK = re.compile(r"chuyen tra|huong dan cong dan|tra lai don|khong thuoc tham quyen")


def _petitions(
    prose: Sequence[Block], figures: dict[int, list[Figure]], rows: Sequence[Row]
) -> Iterator[Finding]:
    """Petitions sent back as not ours: prose against the notes of the annex."""
    said = [
        figure
        for block in prose
        for figure in figures[block.number]
        if figure.unit.noun == "don" and _back(figure)
    ]
    if len({figure.value for figure in said}) != 1:
        return
    for row in rows:
        for figure in row.noted:
            if figure.unit.noun == "don" and _back(figure) and figure.value != said[0].value:
                yield _two(
                    [said[0], figure], "Số đơn chuyển trả, hướng dẫn trong phụ lục khác phần lời."
                )


def _back(figure: Figure) -> bool:
    behind = figure.block.bare[figure.stop : figure.stop + 70].split(";")[0]
    bracket = re.match(r"[^(\d]*\([^()\d]*", behind)
    return bool(_SENT_BACK.search(figure.label) or (bracket and _SENT_BACK.search(bracket.group())))


def _swapped_units(
    prose: Sequence[Block], figures: dict[int, list[Figure]], rows: Sequence[Row]
) -> Iterator[Finding]:
    """As in "7 nhiệm vụ và 28 phần việc" in prose, "28 nhiệm vụ" in the annex: the unit word changed sides."""
    pairs = [
        (one, after)
        for block in prose
        for one, after in zip(figures[block.number], figures[block.number][1:], strict=False)
        if one.unit.noun != after.unit.noun and one.unit.name and after.unit.name
        and block.bare[one.stop : after.start].strip() == "va" and one.value != after.value
    ]  # fmt: skip
    for row in rows:
        if row.value is None or not row.value.unit.noun:
            continue
        for one, after in pairs:
            for said, other in ((one, after), (after, one)):
                near = set(phrase(row.label).split()) & set(one.block.bare.split())
                if (
                    said.unit.noun == row.value.unit.noun
                    and row.value.value == other.value > 4
                    and len(near) >= 4
                ):
                    yield _two(
                        [said, row.value, other],
                        f"Phụ lục ghi {shown(row.value.value)} {row.value.unit.name}; "
                        f"phần lời: {shown(said.value)} {said.unit.name}, {shown(other.value)} {other.unit.name}.",
                        "unit_mismatch", Severity.WARNING,
                    )  # fmt: skip
                    return


def cited_for_another(rows: Sequence[Row], citations: Sequence[Citation]) -> Iterator[Finding]:
    """A row "Kế hoạch rà soát …" cites a plan whose own subject is another, while the right one is known."""
    subjects: dict[str, tuple[str, Citation]] = {}
    for one in citations:
        if one.subject and one.symbol and one.block.kind is not Kind.ROW:
            subjects.setdefault(one.code, (phrase(one.subject), one))
    labels = {row.block.number: row.label for row in rows}
    for one in citations:
        label = labels.get(one.block.number, "")
        if one.code not in subjects or not label.startswith(phrase(one.type)):
            continue
        topic = label.removeprefix(phrase(one.type)).split()
        if len(topic) < 4:
            continue
        head = " ".join(topic[:2])
        own, first = subjects[one.code]
        right = [
            other for text, other in subjects.values()
            if other.type == one.type and other.code != one.code and _about(text, head, topic)
        ]  # fmt: skip
        if head not in own and len(right) == 1:
            yield Finding(
                "document_mismatch", Severity.WARNING, Basis.CITATION,
                f"Dòng này dẫn {one.code}, nhưng theo phần lời văn bản về nội dung đó là {right[0].code}.",
                f"{one.code} ≠ {right[0].code}", cited(one, first, right[0]), right[0].code,
            )  # fmt: skip


def _about(text: str, head: str, topic: list[str]) -> bool:
    return head in text[:40] and set(topic) <= set(text.split())


def said_twice(blocks: Sequence[Block], figures: dict[int, list[Figure]]) -> Iterator[Finding]:
    """The same words count the same thing differently in two places of the prose."""
    seen: dict[tuple[str, frozenset[str]], Figure] = {}
    for block in blocks:
        if block.kind is Kind.ROW:
            continue
        for figure in figures[block.number]:
            words = _content(figure)
            if len(words) < 5 or is_share(figure) or not figure.usable or figure.of:
                continue
            other = seen.setdefault((figure.unit.noun, words), figure)
            apart = other.block is not block and not _siblings(other.block, block)
            if apart and other.value != figure.value:
                yield _two(
                    [other, figure],
                    "Cùng một nội dung nhưng nêu hai số khác nhau.",
                    "repeat_mismatch",
                )


_FUNCTION = frozenset(
    [
        "la",
        "va",
        "cua",
        "voi",
        "tai",
        "da",
        "duoc",
        "trong",
        "tren",
        "theo",
        "cac",
        "nhung",
        "so",
        "tong",
        "co",
        "den",
        "nay",
        "ve",
        "o",
        "cho",
        "nhu",
        "sau",
        "cu",
        "the",
        "dat",
        "ket",
        "qua",
        "cung",
        "mot",
        "thuc",
        "hien",
        "hien",
        "dang",
        "luong",
    ]
)


def _content(figure: Figure) -> frozenset[str]:
    words = re.findall(r"\w+", phrase(figure.label))
    return frozenset(word for word in words if word not in _FUNCTION)


def _siblings(one: Block, other: Block) -> bool:
    """Items of one list say the same words of different things."""
    return one.kind is Kind.ITEM and other.kind is Kind.ITEM and one.depth == other.depth


__all__ = ["cited_for_another", "prose_against_annex", "said_twice"]
