"""Cited documents against each other: two dates, two symbols, two numbers, type, year, order."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from congvu.kernel.vitext import format_date
from congvu.oversight.proofreading.rules.citations import TYPES, Citation
from congvu.oversight.proofreading.rules.findings import Basis, Finding, Severity, cited
from congvu.oversight.proofreading.rules.issuers import OWN, canonical, issuer_of
from congvu.oversight.proofreading.rules.subjects import words_of

_STRICT: Final = frozenset(
    (
        "Quyết định",
        "Kế hoạch",
        "Báo cáo",
        "Thông báo",
        "Tờ trình",
        "Chỉ thị",
        "Nghị quyết",
        "Nghị định",
        "Thông tư",
    )
)

_COMPARED: Final = 20  # citations of one number; more would only tell the same again
_YEAR = re.compile(r"(?:19|20)\d{2}")


def contradictions(
    citations: Sequence[Citation], own: frozenset[str] = frozenset()
) -> Iterator[Finding]:
    """Yield what the citations of one report say against each other and against themselves.

    `own` holds the names by which the report calls the body that writes it.
    """
    numbered = [one for one in citations if one.symbol]
    yield from _two_dates(numbered, own)
    yield from _dated_otherwise(citations, own)
    yield from _symbols(numbered)
    yield from _two_numbers(numbered)
    for one in numbered:
        yield from _type_against_symbol(one)
        yield from _year_against_date(one)
    yield from _order(numbered)


def _two_dates(citations: Iterable[Citation], own: frozenset[str]) -> Iterator[Finding]:
    groups: dict[tuple[str, ...], list[Citation]] = defaultdict(list)
    for one in citations:
        if one.on:
            key = (str(int(one.number)), one.year, canonical(one.symbol), _body(one, own))
            groups[(*key, "" if one.year else str(one.on.year))].append(one)
    for group in groups.values():
        first: dict[object, Citation] = {}
        for one in group:
            first.setdefault(one.on, one)
        if len(first) < 2:
            continue
        kept = list(first.values())
        for other in kept[1:]:
            if _same_document(kept[0], other):
                yield _two_days(kept[0], other)


def _two_days(one: Citation, other: Citation) -> Finding:
    named = one if one.symbol else other
    return Finding(
        "document_two_dates", Severity.ERROR, Basis.CITATION,
        f"{named.type} số {named.code} được ghi hai ngày ban hành khác nhau.",
        " ≠ ".join(format_date(each.on) for each in (one, other) if each.on), cited(one, other),
    )  # fmt: skip


def _body(one: Citation, own: frozenset[str]) -> str:
    body = issuer_of(one)
    return OWN if not body or body in own else body


def _dated_otherwise(citations: Iterable[Citation], own: frozenset[str]) -> Iterator[Finding]:
    """One number and one subject, but another year, or the symbol left out: still one document."""
    seen: dict[tuple[str, int], list[Citation]] = defaultdict(list)
    for one in citations:
        if not (one.on and one.number and one.subject) or one.own or one.year:
            continue
        others = seen[one.type, int(one.number)]
        for other in others:
            symbols = {canonical(one.symbol), canonical(other.symbol)} - {""}
            apart = other.on != one.on and other.on is not None
            other_year = apart and other.on is not None and other.on.year != one.on.year
            if (
                apart
                and len(symbols) == 1
                and _body(one, own) == _body(other, own)
                and (other_year or not (one.symbol and other.symbol))
                and _one_subject(one, other, with_year=other_year)
            ):
                yield _two_days(other, one)
                break
        if len(others) < _COMPARED:
            others.append(one)


def _one_subject(one: Citation, other: Citation, *, with_year: bool) -> bool:
    """Whether both are about the same, in nearly the same words, and of the same year."""
    left, right = words_of(one.subject), words_of(other.subject)
    years = [{word for word in words if _YEAR.fullmatch(word)} for words in (left, right)]
    if with_year and (len(years[0]) != 1 or years[0] != years[1]):
        return False
    common = len(left & right)
    return common >= 4 and common * 10 >= 9 * min(len(left), len(right))


def _same_document(one: Citation, other: Citation) -> bool:
    """Whether one number means one document: a unit that is not named may hide another series."""
    if one.year or issuer_of(one) == issuer_of(other) != OWN:
        return True
    left, right = words_of(one.subject), words_of(other.subject)
    likely = len(left & right) * 3 >= min(len(left), len(right))
    if issuer_of(one) != issuer_of(other):  # one names the writer, one nobody
        return likely and bool(left and right)
    return not left or not right or likely


def _symbols(citations: Iterable[Citation]) -> Iterator[Finding]:
    """One document under two symbols: the same number and day, or only the signs differ."""
    seen: dict[tuple[str, ...], Citation] = {}
    for one in citations:
        key = (one.type, str(int(one.number)), one.year, str(one.on or ""))
        loose = (one.type, str(int(one.number)), one.year, canonical(one.symbol))
        for other in (seen.get(key) if one.on else None, seen.get(loose)):
            if (
                other
                and other.symbol + other.separator != one.symbol + one.separator
                and _alike(one, other)
            ):
                yield Finding(
                    "document_symbol_mismatch", Severity.WARNING, Basis.CITATION,
                    f"Cùng một văn bản số {one.number} nhưng ghi hai ký hiệu khác nhau.",
                    f"{other.code} ≠ {one.code}", cited(other, one),
                )  # fmt: skip
                break
        seen.setdefault(key, one)
        seen.setdefault(loose, one)


def _alike(one: Citation, other: Citation) -> bool:
    if canonical(one.symbol) == canonical(other.symbol):
        return one.separator + one.symbol != other.separator + other.symbol
    long, short = sorted((one.symbol, other.symbol), key=len, reverse=True)
    return long.startswith(f"{short}-") and one.on is not None


def _two_numbers(citations: Iterable[Citation]) -> Iterator[Finding]:
    """The same subject of the same year from the same body under two numbers."""
    seen: dict[tuple[str, frozenset[str]], Citation] = {}
    for one in citations:
        words = words_of(one.subject)
        years = [word for word in words if _YEAR.fullmatch(word)]
        if (
            len(words) < 4
            or len(years) != 1
            or re.search(r"sua doi|thay the|bo sung", " ".join(words))
        ):
            continue
        body = issuer_of(one)
        key = ("ubnd huyen" if body == OWN else body, words)
        other = seen.setdefault(key, one)
        differs = other is not one and (int(other.number), canonical(other.symbol)) != (
            int(one.number), canonical(one.symbol),
        )  # fmt: skip
        if differs and other.type in _STRICT and one.type in _STRICT and other.on != one.on:
            yield Finding(
                "document_two_numbers", Severity.WARNING, Basis.CITATION,
                f"Cùng một nội dung được dẫn bằng hai văn bản: {other.code} và {one.code}.",
                f"{other.code} ≠ {one.code}", cited(other, one),
            )  # fmt: skip


def _type_against_symbol(one: Citation) -> Iterator[Finding]:
    first = re.split(r"[-/]", one.symbol)[0]
    own = next((shorts for name, shorts in TYPES.values() if name == one.type), ())
    theirs = next((name for name, shorts in TYPES.values() if first in shorts), "")
    if one.type in _STRICT and theirs in _STRICT and first not in own and theirs != one.type:
        yield Finding(
            "document_symbol_mismatch", Severity.WARNING, Basis.CITATION,
            f"Tên loại là {one.type} nhưng ký hiệu “{one.symbol}” là của {theirs}.",
            f"{one.type} ≠ {first} ({theirs})", cited(one),
        )  # fmt: skip


def _year_against_date(one: Citation) -> Iterator[Finding]:
    if one.year and one.on and one.on.year != int(one.year):
        yield Finding(
            "wrong_year", Severity.ERROR, Basis.DATE,
            f"Số {one.code} mang năm {one.year} nhưng ghi ngày {format_date(one.on)}.",
            f"{one.year} ≠ {one.on.year}", cited(one),
        )  # fmt: skip


def _order(citations: Iterable[Citation]) -> Iterator[Finding]:
    """Numbers of one series grow with their days (NĐ 30/2020, Điều 15); who breaks the order is told."""
    series: dict[tuple[str, str, int], dict[int, Citation]] = defaultdict(dict)
    for one in citations:
        if one.on and not one.year and not one.own:
            kind = "CV" if one.type == "Công văn" else one.symbol
            series[(issuer_of(one), kind, one.on.year)].setdefault(int(one.number), one)
    for members in series.values():
        ordered = [members[number] for number in sorted(members)]
        kept = _longest_in_order(ordered)
        out = [one for one in ordered if one not in kept]
        if not out or len(out) > max(1, len(ordered) // 4) or len(ordered) < 3:
            continue
        for one in out:
            other = _neighbour(one, kept)
            pair = sorted((one, other), key=lambda item: int(item.number))
            yield Finding(
                "number_order", Severity.WARNING, Basis.DATE,
                f"Số nhỏ hơn lại ghi ngày muộn hơn trong cùng loại văn bản: {pair[0].code} và {pair[1].code}.",
                " nhưng ".join(f"{item.code} ngày {format_date(item.on)}" for item in pair if item.on),
                cited(*pair),
            )  # fmt: skip


def _longest_in_order(ordered: list[Citation]) -> list[Citation]:
    best: list[list[Citation]] = []
    for one in ordered[:200]:
        before = [run for run in best if run[-1].on and one.on and run[-1].on <= one.on]
        best.append([*max(before, key=len, default=[]), one])
    return max(best, key=len, default=[])


def _neighbour(one: Citation, kept: list[Citation]) -> Citation:
    def breaks(other: Citation) -> bool:
        smaller = int(one.number) < int(other.number)
        return bool(one.on and other.on and (one.on > other.on if smaller else one.on < other.on))

    against = [other for other in kept if breaks(other)]
    return min(against, key=lambda other: abs(int(other.number) - int(one.number)))
