"""Invented reports with known true and false statements, for measuring what proofreading finds.

Nothing here is taken from a real report. Each layout says one claim; a planted fault makes it false
in one place and names the kind of finding that must come out, and no other may.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Final

Row = tuple[str, ...]
_DATED: Final = (
    "Tân Lập, ngày 20 tháng 6 năm 2023"  # the invented report; its year is all years' measure
)
_YEAR: Final = int(_DATED[-4:])


@dataclass(slots=True)
class Part:
    """A paragraph, an item of a list, or a table."""

    text: str = ""
    rows: tuple[Row, ...] = ()


@dataclass(slots=True)
class Invented:
    """A report and what must be found in it: the kinds, each with words near which it stands."""

    parts: list[Part] = field(default_factory=list)
    faults: list[tuple[str, str, str]] = field(default_factory=list)  # layout, kind, a word quoted
    sound: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """What one layout writes, and the kind and a number of the fault when it was made false."""

    parts: list[Part]
    kind: str
    mark: str


Layout = Callable[[Random, bool], Told]


def grouped(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def share(part: int, whole: int, decimals: int = 2) -> str:
    exact = (Decimal(part) * 100 / Decimal(whole)).quantize(
        Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP
    )
    return str(exact).replace(".", ",")


def _parts(rng: Random, count: int, least: int = 20, most: int = 4000) -> list[int]:
    return [rng.randint(least, most) for _ in range(count)]


def _bent(rng: Random, value: int, *, false: bool) -> int:
    """Return a total, or one that is off by a slip of the pen."""
    if not false:
        return value
    slip = rng.choice((1, 2, 3, 8, 9, 10, 18, 27))
    return value + slip if rng.random() < 0.5 or value <= slip * 3 else value - slip


def _sum(template: str, least: int = 20, most: int = 4000, count: int = 2) -> Layout:
    """Make a layout of one text: {t} is the total, {a}, {b} … its parts; lines are parts of their own."""

    def layout(rng: Random, false: bool) -> Told:
        values = _parts(rng, count, least, most)
        total = _bent(rng, sum(values), false=false)
        names = dict(zip("abcdefgh", map(grouped, values), strict=False))
        text = template.format(t=grouped(total), **names)
        parts = [Part(line) for line in text.split("\n")]
        return Told(parts, "sum_mismatch" if false else "", grouped(total))

    return layout


def _percent(template: str, decimals: int = 2, most: int = 4000) -> Layout:
    """{a} of {b}, {c} the rest, {x} the share."""

    def layout(rng: Random, false: bool) -> Told:
        whole = rng.randint(40, most)
        part = rng.randint(whole // 3, whole - 1)
        written = share(part, whole, decimals)
        if false:
            wrong = part - rng.randint(whole // 20 + 1, whole // 4)
            written = share(max(1, wrong), whole, decimals)
        text = template.format(
            a=grouped(part), b=grouped(whole), c=grouped(whole - part), x=written
        )
        return Told(
            [Part(line) for line in text.split("\n")], "percent_mismatch" if false else "", written
        )

    return layout


def _day(rng: Random, year: int, first: int = 1, last: int = 12) -> date:
    start = date(year, first, 1)
    return start + timedelta(days=rng.randint(0, (last - first) * 30 + 26))


def _written(day: date, rng: Random) -> str:
    if rng.random() < 0.2:
        return f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"
    return (
        f"ngày {day.day:02d}/{day.month if rng.random() < 0.4 else f'{day.month:02d}'}/{day.year}"
    )


def _two_dates(rng: Random, false: bool) -> Told:
    year, number = rng.randint(_YEAR - 5, _YEAR - 1), rng.randint(3, 90)
    day = _day(rng, year, 2, 11)
    other = day + timedelta(days=rng.choice((1, 10, 3, 30))) if false else day
    other = other if other.year == year else day - timedelta(days=3)
    body = rng.choice(("UBND tỉnh", "HĐND tỉnh"))
    symbol = "QĐ-UBND" if body == "UBND tỉnh" else "NQ-HĐND"
    name = "Quyết định" if body == "UBND tỉnh" else "Nghị quyết"
    code = f"{name} số {number}/{year}/{symbol}"
    parts = [
        Part(
            f"Tiếp tục thực hiện {code} {_written(day, rng)} của {body} về phân cấp quản lý tài sản công."
        ),
        Part(
            f"Các đơn vị rà soát việc áp dụng {code} {_written(other, rng)} của {body} tại cơ sở."
        ),
    ]
    return Told(parts, "document_two_dates" if false else "", f"{number}/{year}")


def _year_against_number(rng: Random, false: bool) -> Told:
    year = rng.randint(_YEAR - 6, _YEAR - 1)
    day = _day(rng, year, 1, 11)
    said = day.replace(year=year - 1 if false else year, day=min(day.day, 28))
    number = rng.randint(3, 160)
    text = f"Căn cứ Nghị định số {number}/{year}/NĐ-CP {_written(said, rng)} của Chính phủ về kiểm soát văn bản."
    return Told([Part(text)], "wrong_year" if false else "", f"{number}/{year}")


def _type_against_symbol(rng: Random, false: bool) -> Told:
    number = rng.randint(500, 900)
    symbol = "KH-UBND" if false else "QĐ-UBND"
    day = _day(rng, _YEAR, 1, 2)
    text = f"UBND xã ban hành Quyết định số {number}/{symbol} {_written(day, rng)} về kiện toàn tổ công tác."
    return Told([Part(text)], "document_symbol_mismatch" if false else "", str(number))


def _impossible(rng: Random, false: bool) -> Told:
    day = "31/4/2023" if false else "30/4/2023"
    if rng.random() < 0.5:
        day = "30/02/2023" if false else "28/02/2023"
    return Told(
        [Part(f"Hạn báo cáo của các đơn vị là ngày {day} theo phân công.")],
        "impossible_date" if false else "",
        day,
    )


def _before_its_ground(rng: Random, false: bool) -> Told:
    ground = _day(rng, _YEAR - 1, 3, 9)
    own = ground + timedelta(days=rng.randint(10, 60)) * (-1 if false else 1)
    number = rng.randint(950, 990)
    text = (
        f"UBND xã ban hành Kế hoạch số {number}/KH-UBND ngày {own:%d/%m/%Y} triển khai thực hiện "
        f"Nghị quyết số 15/NQ-HĐND ngày {ground:%d/%m/%Y} của HĐND huyện về chuyển đổi số."
    )
    return Told([Part(text)], "chronology" if false else "", str(number))


def _after_the_report(rng: Random, false: bool) -> Told:
    day = date(_YEAR, 8 if false else 3, rng.randint(1, 27))
    number = rng.randint(300, 390)
    text = f"Thông báo số {number}/TB-VP {_written(day, rng)} của Văn phòng về lịch tiếp công dân đã được niêm yết."
    return Told([Part(text)], "future_date" if false else "", str(number))


def _weekday(rng: Random, false: bool) -> Told:
    names = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")
    day = _day(rng, _YEAR, 1, 5)
    name = names[(day.weekday() + (rng.randint(1, 6) if false else 0)) % 7]
    text = f"Hội nghị đối thoại được tổ chức vào {name}, ngày {day:%d/%m/%Y} tại hội trường."
    return Told([Part(text)], "weekday_mismatch" if false else "", f"{day:%d/%m/%Y}")


def _names(rng: Random, false: bool) -> Told:
    all_names = ["Tân Lập", "Phú Hòa", "Bình Sa", "Đông Yên", "Hòa Thạnh", "Mỹ Lộc"]
    rng.shuffle(all_names)
    names = all_names[: rng.randint(3, 5)]
    said = len(names) + (1 if false else 0)
    text = f"Đã kiểm tra tại {said:02d} xã, gồm: {', '.join(names)}."
    return Told([Part(text)], "list_count" if false else "", f"{said:02d}")


def _subrows(rng: Random, false: bool) -> Told:
    values = _parts(rng, 2, 30, 300)
    total = _bent(rng, sum(values), false=false)
    rows = (
        ("STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"),
        ("1", "Tổng số thủ tục hành chính đang áp dụng", "Thủ tục", str(total), ""),
        ("", "- Thủ tục áp dụng ở cấp huyện", "Thủ tục", str(values[0]), ""),
        ("", "- Thủ tục áp dụng ở cấp xã", "Thủ tục", str(values[1]), ""),
    )
    return Told([Part(rows=rows)], "sum_mismatch" if false else "", str(total))


def _matrix(rng: Random, false: bool, *, first: bool = False, shares: bool = False) -> Told:
    units = ["Xã Tân Lập", "Xã Phú Hòa", "Xã Bình Sa", "Thị trấn Đông Yên", "Xã Hòa Thạnh"]
    body: list[list[int]] = [[rng.randint(60, 900), 0, 0] for _ in units]
    for row in body:
        row[1] = rng.randint(row[0] // 2, row[0] - 5)
        row[2] = row[0] - row[1]
    totals = [sum(row[column] for row in body) for column in range(3)]
    mark = ""
    if false:
        totals[1] = _bent(rng, totals[1], false=True)
        mark = grouped(totals[1])
    head: list[str] = ["TT", "Đơn vị", "Tiếp nhận", "Trực tiếp", "Trực tuyến"]
    lines = [
        [str(at), name, *map(grouped, row)]
        for at, (name, row) in enumerate(zip(units, body, strict=True), 1)
    ]
    last = ["", "Tổng cộng", *map(grouped, totals)]
    if shares:
        head.append("Tỷ lệ trực tuyến (%)")
        for line, row in zip(lines, body, strict=True):
            line.append(share(row[2], row[0]))
        last.append(share(sum(row[2] for row in body), sum(row[0] for row in body)))
    every = [head, last, *lines] if first else [head, *lines, last]
    return Told([Part(rows=tuple(map(tuple, every)))], "sum_mismatch" if false else "", mark)


def _matrix_share(rng: Random, false: bool) -> Told:
    told = _matrix(rng, false=False, shares=True)
    rows = [list(row) for row in told.parts[0].rows]
    mark = ""
    if false:
        row = rows[rng.randint(1, 5)]
        top, bottom = (int(row[column].replace(".", "")) for column in (4, 2))
        mark = row[-1] = share(top + bottom // 10 + 1, bottom)
    return Told([Part(rows=tuple(map(tuple, rows)))], "percent_mismatch" if false else "", mark)


def _row_share(rng: Random, false: bool) -> Told:
    whole = rng.randint(200, 3000)
    part = rng.randint(whole // 2, whole - 1)
    written = share(part if not false else part - whole // 10, whole)
    rows = (
        ("STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"),
        (
            "1",
            "Tỷ lệ phiếu khảo sát đánh giá hài lòng",
            "%",
            written,
            f"Số phiếu hài lòng {grouped(part)}/{grouped(whole)} phiếu",
        ),
        ("2", "Số sáng kiến được công nhận", "Sáng kiến", "4", ""),
    )
    return Told([Part(rows=rows)], "percent_mismatch" if false else "", written)


def _levels(rng: Random, false: bool) -> Told:
    one = [rng.randint(200, 2000) for _ in range(2)]
    late = [rng.randint(3, 60) for _ in range(2)]
    done = [a + b for a, b in zip(one, late, strict=True)]
    total = _bent(rng, sum(done), false=false)
    text = (
        f"Trên địa bàn đã tiếp nhận {grouped(sum(done) + 50)} hồ sơ, đã giải quyết {grouped(total)} hồ sơ, cụ thể:\n"
        f"- Cấp huyện: đã giải quyết {grouped(done[0])} hồ sơ (đúng hạn {grouped(one[0])}; quá hạn {late[0]});\n"
        f"- Cấp xã: đã giải quyết {grouped(done[1])} hồ sơ (đúng hạn {grouped(one[1])}; quá hạn {late[1]})."
    )
    return Told(
        [Part(line) for line in text.split("\n")], "sum_mismatch" if false else "", grouped(total)
    )


def _counted_in_annex(rng: Random, false: bool) -> Told:
    """The same thing in prose and in a row of the annex, under other words."""
    value = rng.randint(30, 900)
    answered = _bent(rng, value, false=false)
    prose, label, unit = rng.choice(
        (
            ("UBND xã đã cử {} cán bộ, công chức đi đào tạo, bồi dưỡng.", "Số người đã được đào tạo, bồi dưỡng", "Người"),
            ("Có {} thủ tục hành chính được công khai đầy đủ.", "Số TTHC đã được công khai đầy đủ", "Thủ tục"),
            ("Đến nay đã khắc phục xong {} vấn đề phát hiện.", "Số vấn đề phát hiện đã khắc phục xong", "Vấn đề"),
        )
    )  # fmt: skip
    rows = (
        ("STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"),
        ("1", label, unit, str(answered), ""),
        ("2", "Số mô hình được nhân rộng", "Mô hình", "3", ""),
    )
    parts = [Part(prose.format(value)), Part(rows=rows)]
    return Told(parts, "narrative_vs_annex" if false else "", str(answered))


def _own_plan(rng: Random, false: bool) -> Told:
    """Our own plan, once with our name and once without."""
    number, day = rng.randint(1000, 1900), _day(rng, _YEAR, 1, 3)
    other = day + timedelta(days=rng.choice((1, 10, 20))) if false else day
    code = f"Kế hoạch số {number}/KH-UBND"
    about = "về kiểm tra kỷ luật, kỷ cương hành chính và đạo đức công vụ"
    parts = [
        Part(f"Thực hiện {code} {_written(day, rng)} của UBND xã {about}, các bộ phận đã tự kiểm tra."),
        Part(f"Việc kiểm tra theo {code} {_written(other, rng)} {about} đúng tiến độ."),
    ]  # fmt: skip
    return Told(parts, "document_two_dates" if false else "", str(number))


LAYOUTS: Final[dict[str, Layout]] = {
    "channels": _sum("Tổng số hồ sơ tiếp nhận trong kỳ: {t}; trong đó: trực tiếp {a}, trực tuyến {b}, qua bưu chính {c}.", count=3),
    "origin": _sum("Đơn vị đã tiếp nhận {t} hồ sơ, trong đó tiếp nhận mới {a} hồ sơ, kỳ trước chuyển qua {b} hồ sơ."),
    "timing_bracket": _sum("Bộ phận Một cửa đã giải quyết {t} hồ sơ (đúng hạn {a}; quá hạn {b} hồ sơ)."),
    "timing_three": _sum("Số hồ sơ đã giải quyết là {t} hồ sơ, gồm: trước hạn {a} hồ sơ, đúng hạn {b} hồ sơ, trễ hạn {c} hồ sơ.", count=3),
    "timing_bare": _sum("Đã giải quyết xong {t} hồ sơ, đúng hạn {a} hồ sơ, trễ hạn {b} hồ sơ."),
    "timing_after": _sum("Kết quả: đã giải quyết {t} hồ sơ, trong đó có {a} hồ sơ đúng hạn và {b} hồ sơ quá hạn."),
    "levels_sentence": _sum("Tổng số: {t} TTHC. Trong đó, thuộc thẩm quyền cấp huyện là {a} TTHC; thuộc thẩm quyền cấp xã là {b} TTHC."),
    "items_dash": _sum("Tổng số văn bản phát hành {t} văn bản, cụ thể:\n- Cấp huyện: {a} văn bản;\n- Cấp xã: {b} văn bản."),
    "items_plus": _sum("Tổng số lượt tiếp công dân là {t} lượt, gồm:\n+ Tiếp thường xuyên: {a} lượt\n+ Tiếp định kỳ: {b} lượt\n+ Tiếp đột xuất: {c} lượt", 5, 300, 3),
    "items_letters": _sum("Số cán bộ được cử đi bồi dưỡng: {t} người, trong đó:\na) Lý luận chính trị: {a} người\nb) Quản lý nhà nước: {b} người\nc) Kỹ năng số: {c} người", 5, 300, 3),
    "sessions": _sum("Trong kỳ đã tổ chức {t} cuộc kiểm tra, gồm {a} cuộc theo kế hoạch và {b} cuộc đột xuất.", 20, 90),
    "documents": _sum("Đã ban hành {t} văn bản, bao gồm: {a} quyết định, {b} kế hoạch và {c} công văn.", 5, 90, 3),
    "staff": _sum("Tổng biên chế được giao {t} người (công chức {a} người, viên chức {b} người)."),
    "gender": _sum("Trong tổng số {t} cán bộ, công chức có {a} nam và {b} nữ.", 10, 90),
    "nested": _sum("Biên chế được giao: {t} biên chế, gồm: hành chính {a} biên chế; sự nghiệp {b} biên chế.", 40, 700),
    "balance": _sum("Trong kỳ, UBND xã tiếp nhận {t} hồ sơ; đã giải quyết {a} hồ sơ; đang giải quyết {b} hồ sơ.", 300, 4000),
    "pending": _sum("Hồ sơ đang giải quyết {t} hồ sơ, còn trong hạn {a} hồ sơ, đã quá hạn {b} hồ sơ.", 30, 400),
    "petitions": _sum("Đã tiếp nhận {t} đơn: {a} đơn khiếu nại, {b} đơn tố cáo, {c} đơn kiến nghị.", 5, 60, 3),
    "share_bracket": _percent("Số hồ sơ giải quyết đúng hạn đạt tỷ lệ {x}% ({a}/{b} hồ sơ)."),
    "share_after": _percent("Đã số hóa {a}/{b} hồ sơ, đạt {x}%."),
    "share_comma": _percent("Đã hoàn thành {a}/{b} nhiệm vụ được giao (đạt tỷ lệ {x}%).", 1, 90),
    "share_over": _percent("Có {a} hồ sơ trực tuyến trên tổng số {b} hồ sơ, chiếm {x}%."),
    "share_plan": _percent("Kế hoạch vốn đầu tư công được giao là {b} triệu đồng, đã giải ngân {a} triệu đồng, đạt {x}% kế hoạch."),
    "share_received": _percent("Tổng số hồ sơ tiếp nhận là {b} hồ sơ, đã giải quyết {a} hồ sơ, đạt {x}%."),
    "share_timed": _percent("Đã giải quyết {b} hồ sơ (đúng hạn {a} hồ sơ, quá hạn {c} hồ sơ), đạt {x}%."),
    "share_between": _percent("Đã giải quyết {a} hồ sơ (đạt {x}%) của {b} hồ sơ đã tiếp nhận."),
    "share_between_comma": _percent("Số hóa {a} văn bản, chiếm {x}% trong tổng số {b} văn bản lưu trữ.", 1),
    "two_dates": _two_dates,
    "own_plan": _own_plan,
    "counted_in_annex": _counted_in_annex,
    "year_in_number": _year_against_number,
    "type_symbol": _type_against_symbol,
    "impossible": _impossible,
    "ground": _before_its_ground,
    "future": _after_the_report,
    "weekday": _weekday,
    "names": _names,
    "subrows": _subrows,
    "matrix": _matrix,
    "matrix_first": lambda rng, false: _matrix(rng, false, first=True),
    "matrix_share": _matrix_share,
    "row_share": _row_share,
    "level_roles": _levels,
}  # fmt: skip

_NOISE: Final = (
    "Công tác chỉ đạo, điều hành được thực hiện thường xuyên, kịp thời, bám sát chương trình công tác.",
    "Nhìn chung các cơ quan, đơn vị chấp hành tốt kỷ luật, kỷ cương hành chính; tinh thần trách nhiệm được nâng lên.",
    "Khoảng 200 lượt người dân được hướng dẫn sử dụng dịch vụ công, tập trung ở các thôn xa trung tâm.",
    "Trong thời gian tới sẽ tiếp tục rà soát, phấn đấu đạt trên 90% hồ sơ trực tuyến.",
    "Số vụ việc tăng 12 vụ so với cùng kỳ, chủ yếu ở lĩnh vực đất đai như cấp giấy lần đầu 5 vụ, tách thửa 3 vụ.",
    "Toàn xã có 9 thôn, trong đó 3 thôn đặc biệt khó khăn.",
    "Đã trang bị 02 máy tính, 01 máy quét cho Bộ phận Một cửa.",
)
_HEADINGS: Final = ("Công tác chỉ đạo", "Cải cách thể chế", "Cải cách thủ tục hành chính", "Tổ chức bộ máy",
                    "Chế độ công vụ", "Tài chính công", "Chính quyền số", "Nhiệm vụ khác")  # fmt: skip


def invent(rng: Random, claims: int = 6, faults: int = 1) -> Invented:
    """Invent a report of some claims, so many of them false."""
    report = Invented()
    report.parts += [
        Part("ỦY BAN NHÂN DÂN XÃ TÂN LẬP"),
        Part("Số: 88/BC-UBND"),
        Part(_DATED),
        Part("BÁO CÁO"),
        Part("Công tác cải cách hành chính 6 tháng đầu năm 2023"),
    ]
    names = rng.sample(sorted(LAYOUTS), claims)
    false = set(rng.sample(names, faults))
    for number, name in enumerate(names, start=1):
        report.parts.append(Part(f"{number}. {_HEADINGS[(number - 1) % len(_HEADINGS)]}"))
        if rng.random() < 0.6:
            report.parts.append(Part(rng.choice(_NOISE)))
        told = LAYOUTS[name](rng, name in false)
        report.parts += told.parts
        if told.kind:
            report.faults.append((name, told.kind, told.mark))
        else:
            report.sound += 1
        report.parts.append(Part("Kết quả trên được các đơn vị phối hợp thực hiện."))
    return report


def as_text(report: Invented, width: int = 0) -> str:
    """Write the report as plain text; `width` breaks the lines of paragraphs as a PDF does."""
    lines: list[str] = []
    for part in report.parts:
        if part.rows:
            lines += ["\t".join(row) for row in part.rows]
        else:
            lines += _broken(part.text, width) if width else [part.text]
    return "\n".join(lines) + "\n"


def _broken(text: str, width: int) -> Sequence[str]:
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) + 1 > width:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return [*lines, line]
