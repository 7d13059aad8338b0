"""Documents that a report names: type, number, symbol, date, issuer, subject, in all spellings."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from typing import Final

from congvu.oversight.proofreading.rules import dates
from congvu.oversight.proofreading.rules.blocks import Block

# Names and abbreviations: NĐ 30/2020/NĐ-CP, Phụ lục III; acts of higher bodies and of the Party besides.
TYPES: Final = {
    "nghi quyet": ("Nghị quyết", ("NQ",)),
    "quyet dinh": ("Quyết định", ("QĐ",)),
    "chi thi": ("Chỉ thị", ("CT",)),
    "quy che": ("Quy chế", ("QC",)),
    "quy dinh": ("Quy định", ("QyĐ", "QĐ", "QĐi")),
    "thong cao": ("Thông cáo", ("TC",)),
    "thong bao": ("Thông báo", ("TB",)),
    "huong dan": ("Hướng dẫn", ("HD",)),
    "chuong trinh hanh dong": ("Chương trình hành động", ("CTr", "CTrHĐ", "CTHĐ")),
    "chuong trinh": ("Chương trình", ("CTr", "CTrHĐ", "CTHĐ")),
    "ke hoach": ("Kế hoạch", ("KH",)),
    "phuong an": ("Phương án", ("PA",)),
    "de an": ("Đề án", ("ĐA",)),
    "du an": ("Dự án", ("DA",)),
    "bao cao": ("Báo cáo", ("BC",)),
    "bien ban": ("Biên bản", ("BB",)),
    "to trinh": ("Tờ trình", ("TTr",)),
    "hop dong": ("Hợp đồng", ("HĐ",)),
    "cong dien": ("Công điện", ("CĐ",)),
    "ket luan": ("Kết luận", ("KL",)),
    "nghi dinh": ("Nghị định", ("NĐ",)),
    "thong tu lien tich": ("Thông tư liên tịch", ("TTLT",)),
    "thong tu": ("Thông tư", ("TT",)),
    "cong van": ("Công văn", ()),
    "van ban": ("Công văn", ()),
    "giay moi": ("Giấy mời", ("GM",)),
    "luat": ("Luật", ("QH",)),
    "phap lenh": ("Pháp lệnh", ("UBTVQH", "PL")),
}
ABBREVIATIONS: Final = {
    short: name
    for name, shorts in TYPES.values()
    for short in shorts
    if short not in ("QyĐ", "QĐi")
} | {"QĐ": "Quyết định", "CTr": "Chương trình"}
_TYPE = "|".join(sorted(TYPES, key=len, reverse=True))
_SYMBOL = (
    r"[A-ZĐ][A-Za-zĐđÐƯ&]*[A-ZĐ&][A-Za-zĐđ0-9&.]*|(?:[A-ZĐ]{2}[A-Za-zĐđ0-9&]*)|QH\d{1,2}|[A-ZĐ]{2}"
)
_CORE = re.compile(
    rf"(?<![\w/.,])(?P<number>\d{{1,5}})(?:\s?/\s?(?P<year>(?:19|20)\d{{2}}))?\s?(?P<sep>[/-])\s?"
    rf"(?P<symbol>(?:{_SYMBOL})(?:[-–/]\s?(?:[A-ZĐ][A-Za-zĐđÐ0-9&]*))*)"
)
_TYPED = re.compile(
    rf"(?P<type>{_TYPE})(?P<between>(?: [^\s,;:.()“”\"]+){{0,4}}?)(?: ?so)?(?: so)? ?:? ?$"
)
_UNTYPED = re.compile(r"\bso ?:? ?$")
_PLAIN = re.compile(rf"(?P<type>{_TYPE})(?: so)? (?P<number>\d{{1,4}})(?=,| cua | ngay \d)(?!/)")
_ALSO = re.compile(r"[,;]? (?:so|va so) (?P<number>\d{1,4})(?= ngay \d)")
_UNNUMBERED = (
    re.compile(
        r"\bluat (?!so\b|su\b|phap\b)[a-z][^,;:.()“”\"\d]{4,60}?(?: nam \d{4}|(?=[,;:.()“”\"]|$))"
    ),
    re.compile(rf"\b(?:{_TYPE}) dai hoi [^,;:.()“”\"]{{3,60}}?(?=[,;:.()“”\"]| ve |$)"),
    re.compile(
        r"\b(?:ke hoach|chuong trinh|quyet dinh|de an) (?!so\b)[^,;:.()“”\"]{3,40}nam \d{4} cua "
        r"(?:ubnd|uy ban nhan dan) (?:tinh|thanh pho)"
    ),
)
_DATE_AFTER = re.compile(r"\s?[,\](–-]?\s?(?:ky |ban hanh )?(?=ngay ?\d|\d{1,2}[/.-]\d)")
_SHORT_DATE = re.compile(r" ngay \d{1,2}/\d{1,2}(?!/)")
_DATE_BEFORE = re.compile(r"ngay ?$")
_ISSUER = re.compile(
    r"\s?,?\s?(?:của\s)?(?P<issuer>(?:Thường trực |Chủ tịch |Phó Chủ tịch )?(?:Chính phủ|Thủ tướng Chính phủ|"
    r"Thủ tướng|Quốc hội|Ủy ban|Uỷ ban|UBND|HĐND|Hội đồng nhân dân|Bộ|Sở|Tỉnh ủy|Tỉnh uỷ|Huyện ủy|Huyện uỷ|"
    r"Thành ủy|Đảng ủy|Ban|Tổ|Phòng|Văn phòng)"
    r"[^,;:.()“”\"\]\t]{0,60}?)(?=\s(?:về|Về|V/v|để|ban hành|quy định|Quy định|thực hiện|triển khai|sửa|phê|và|"
    r"chỉ đạo|theo|đã|có|tại|trên)\s|\s?[,;:.()“”\"\]\t]|$)"
)
_SUBJECT = re.compile(
    r"\s?[,\]]?\s?[“\"]?(?P<about>về việc|Về việc|về|Về|V/v|v/v)?\s?(?P<subject>[^;.“”\"\t()]{4,220})"
)
_SUBJECT_END = re.compile(
    r"; |\. |, (?:số|Kế hoạch|Quyết định|Công văn)|\s(?:và|của) (?:số|Kế hoạch số|Quyết định số)"
)


@dataclass(frozen=True, slots=True, eq=False)
class Citation:
    """One naming of a document; places are in the block's tidy text."""

    block: Block
    start: int
    end: int
    type: str
    number: str
    year: str
    symbol: str
    separator: str
    day: dates.Day | None
    issuer: str
    subject: str
    own: bool = False  # the report's own number

    @property
    def on(self) -> date | None:
        return self.day.on if self.day else None

    @property
    def span(self) -> tuple[int, int]:
        return self.block.piece.span(self.start, self.end)

    @property
    def written(self) -> str:
        return self.block.text[self.start : self.end]

    @property
    def code(self) -> str:
        year = f"/{self.year}" if self.year else ""
        return f"{self.number}{year}{self.separator}{self.symbol}" if self.symbol else self.number


def citations_of(block: Block) -> list[Citation]:
    """Return the documents that one part names, in order."""
    days = dates.days(block.bare)
    found: list[Citation] = []
    for match in _CORE.finditer(block.text):
        citation = _numbered(block, match, days, found)
        if citation is not None:
            found.append(citation)
    found += _without_symbol(block, found, days)
    found += _unnumbered(block, found)
    found.sort(key=lambda citation: citation.start)
    return found


def _numbered(
    block: Block, match: re.Match[str], days: list[dates.Day], found: list[Citation]
) -> Citation | None:
    folded, text = block.bare, block.text
    symbol = re.sub(r"\s", "", match["symbol"]).replace("Ð", "Đ").replace("–", "-").rstrip(".")
    lead = _TYPED.search(folded, max(0, match.start() - 70), match.start())
    start, name = match.start(), _type_of(symbol)
    if lead:
        start = lead.start()
        name = TYPES[lead["type"]][0]
    elif bare_number := _UNTYPED.search(folded, max(0, match.start() - 6), match.start()):
        start = bare_number.start()
        if not name and found:
            name = found[-1].type
    elif not name:
        return None
    end = match.end()
    day = _day_after(folded, end, days)
    if day:
        end = day.end
    elif before := _day_before(folded, start, days):
        day = before
    issuer, after = _issuer(text, end)
    own = start < 24 and not lead and block.bare[:2] == "so" and block.number < 4000
    return Citation(
        block, start, match.end() if day and day.end < start else end, name or "Công văn",
        match["number"], match["year"] or "", symbol, match["sep"], day, issuer,
        _subject(text, after), own,
    )  # fmt: skip


def _type_of(symbol: str) -> str:
    first = re.split(r"[-/]", symbol)[0]
    return ABBREVIATIONS.get(re.sub(r"\d+$", "", first), "")


def _day_after(folded: str, at: int, days: list[dates.Day]) -> dates.Day | None:
    gap = _DATE_AFTER.match(folded, at)
    if not gap:
        return None
    index = bisect_left([day.start for day in days], at)
    if index < len(days) and days[index].start <= gap.end():
        return days[index]
    return None


def _day_before(folded: str, at: int, days: list[dates.Day]) -> dates.Day | None:
    """As in "Ngày 05/01/2026, UBND xã ban hành Kế hoạch số …": the day opens the sentence."""
    for day in reversed(days):
        if day.end <= at:
            between = folded[day.end : at]
            issues = re.search(r"ban hanh|da ky|phe duyet|co ", between)
            if len(between) <= 70 and issues and not re.search(r"[.;]|\d", between):
                return day
            return None
    return None


def _issuer(text: str, at: int) -> tuple[str, int]:
    match = _ISSUER.match(text, at)
    return (match["issuer"].strip(), match.end()) if match else ("", at)


def _subject(text: str, at: int) -> str:
    match = _SUBJECT.match(text, at)
    if not match:
        return ""
    subject = match["subject"]
    if not match["about"] and not subject[:1].isalpha():
        return ""
    stop = _SUBJECT_END.search(subject)
    return (subject[: stop.start()] if stop else subject).strip(" ,:")


def _without_symbol(block: Block, found: list[Citation], days: list[dates.Day]) -> list[Citation]:
    """As in "Chỉ thị 10 của Thủ tướng", "Quyết định số 01 ngày 14/9; số 02 ngày 07/10"."""
    more: list[Citation] = []
    for match in _PLAIN.finditer(block.bare):
        if any(one.start < match.end() and match.start() < one.end for one in found):
            continue
        name = TYPES[match["type"]][0]
        at = _end_with_date(block.bare, match.end())
        day = _day_after(block.bare, match.end(), days)
        at = day.end if day else at
        issuer, after = _issuer(block.text, at)
        about = _subject(block.text, after) if day else ""
        more.append(
            Citation(
                block, match.start(), at, name, match["number"], "", "", "", day, issuer, about
            )
        )
        while also := _ALSO.match(block.bare, at):
            at = _end_with_date(block.bare, also.end())
            place = also.start("number") - 3
            more.append(
                Citation(block, place, at, name, also["number"], "", "", "", None, issuer, "")
            )
    return more


def _end_with_date(folded: str, at: int) -> int:
    short = _SHORT_DATE.match(folded, at)
    return short.end() if short else at


def _unnumbered(block: Block, found: list[Citation]) -> list[Citation]:
    more: list[Citation] = []
    for pattern in _UNNUMBERED:
        for match in pattern.finditer(block.bare):
            taken = any(
                one.start < match.end() and match.start() < one.end for one in [*found, *more]
            )
            written = block.text[match.start() : match.end()]
            if taken or not written[:1].isupper():
                continue
            first = next(name for name in TYPES if match.group().startswith(name))
            issuer = written.partition(" của ")[2]
            more.append(
                Citation(
                    block, *match.span(), TYPES[first][0], "", "", "", "", None, issuer, written
                )
            )
    return more
