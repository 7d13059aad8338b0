"""An invented report of an invented commune, as the platform would put it together."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from congvu.oversight.reporting.rules import manuscript as m
from congvu.oversight.reporting.rules.assembly import grounds, line_of, parts
from congvu.oversight.reporting.rules.outline_reading import read_outline
from congvu.oversight.reporting.rules.outlines import Outline, compose
from congvu.oversight.reporting.rules.wording import FigureValue

OUTLINES = Path(__file__).resolve().parents[4] / "catalogue" / "outlines"
WORDS = {
    "@ky": "quý I năm 2026",
    "@ky_sau": "quý II năm 2026",
    "@nam": "2026",
    "@nam_sau": "2027",
    "@tu_ngay": "15/12/2025",
    "@den_ngay": "14/03/2026",
    "@don_vi": "xã Sông Hinh",
    "@co_quan": "Ủy ban nhân dân xã Sông Hinh",
    "@cap_tren": "Ủy ban nhân dân tỉnh Phú Lâm",
    "@noi_nhan": "Sở Nội vụ tỉnh Phú Lâm",
}
DOCUMENTS = [
    "Kế hoạch số 05/KH-UBND ngày 21/01/2026 của Ủy ban nhân dân xã Sông Hinh về kiểm tra cải cách hành chính năm 2026",
    "Kế hoạch số 09/KH-UBND ngày 02/02/2026 của Ủy ban nhân dân xã Sông Hinh về tuyên truyền cải cách hành chính năm 2026",
    "Công văn số 41/UBND-VP ngày 26/02/2026 của Ủy ban nhân dân xã Sông Hinh về chấn chỉnh việc giải quyết hồ sơ trễ hạn",
]
D = Decimal


@cache
def outline(code: str = "xa-quy") -> Outline:
    return read_outline((OUTLINES / f"{code}.toml").read_text(encoding="utf-8"), f"{code}.toml")


def figures(*, blank: tuple[str, ...] = ("4.2.2",)) -> dict[str, FigureValue]:
    """Return a figure for every code that the outline binds, but for the blank ones."""
    made = {code: FigureValue(text=text) for code, text in WORDS.items()}
    for at, code in enumerate(sorted(outline().codes)):
        made[code] = FigureValue(D(3 + at * 7 % 900), before=D(2 + at * 5 % 900))
    for code, numerator, denominator in (
        ("3.6.8", 1284, 1301),
        ("1.5.3", 219, 226),
        ("3.6.9", 96, 97),
    ):
        share = (D(numerator) * 100 / D(denominator)).quantize(D("0.01"))
        made[code] = FigureValue(
            share, D(numerator), D(denominator), D("98.2"), percent=True, places=2
        )
    made["3.6.10"] = FigureValue(None, D(0), D(0), percent=True)
    made["5.6"] = FigureValue(D(0))
    made["3.6.6"], made["3.6.7"] = FigureValue(D(1343)), FigureValue(D(1301))
    return made | {code: FigureValue() for code in blank}


def manuscript(**changes) -> m.Manuscript:
    plan, known = outline(), figures()
    values = {code: value.amount for code, value in known.items()}
    texts = {
        section.code: compose(section, values, {"documents:chi-dao-cchc": DOCUMENTS}, {})
        for section in plan.sections
    }
    texts["I.6"] = (
        "Mô hình **“Ngày thứ Bảy vì dân”** nhận và trả kết quả vào sáng thứ Bảy{^Thông báo số "
        "12/TB-UBND ngày 03/02/2026 của Ủy ban nhân dân xã Sông Hinh.^}; kết quả trong {{@ky}}:\n"
        "| Nội dung | Đơn vị tính | Số liệu |\n| Hồ sơ tiếp nhận | Hồ sơ | {{3.6.6}} |\n"
        "| Tỷ lệ giải quyết đúng hạn | % | {{3.6.8}} |"
    )
    texts["IV.2"] = (
        "Một số hồ sơ đất đai còn trễ hạn do chờ trích lục của cơ quan chuyên môn; việc số hóa "
        "hồ sơ khi tiếp nhận chưa đều giữa các công chức."
    )
    head = m.Head(
        superior="Ủy ban nhân dân tỉnh Phú Lâm" if changes.pop("superior", False) else "",
        issuer="Ủy ban nhân dân xã Sông Hinh", number="5", symbol=plan.symbol,
        place="Sông Hinh", signed_on=date(2026, 3, 16), kind=plan.kind,
        subject=line_of(plan.subject, known),
        addressees=tuple(line_of(text, known) for text in plan.addressees),
    )  # fmt: skip
    closing = m.Closing(plan.recipients, plan.capacity, plan.post, "Lê Thị Hoa")
    made = m.Manuscript(
        head, grounds(plan, known), parts(plan, texts, known), closing, (annex(),), "bao-cao-thu/1"
    )
    return replace(made, **changes)


def annex(rows: int = 176) -> m.Annex:
    columns = (
        m.Column("STT", width=7, align="center"),
        m.Column("Chỉ tiêu thống kê", width=58),
        m.Column("Đơn vị tính", "Kết quả thống kê", 18, "center"),
        m.Column("Số liệu", "Kết quả thống kê", 14, "right"),
        m.Column("Ghi chú", width=34),
    )
    made = []
    for at in range(rows):
        if at % 6 == 0:
            cells = (
                m.Cell(str(at // 6 + 1)),
                m.Cell("Nhóm chỉ tiêu theo lĩnh vực"),
                *[m.Cell()] * 3,
            )
            made.append(m.Row(cells, heading=True))
            continue
        code = f"9.{at // 6 + 1}.{at % 6}"
        value = m.Cell(code=code)
        if at % 6 == 2:
            value = m.Cell(f"{at},5", D(f"{at}.5"), 1, code)
        elif at % 6 != 5:
            value = m.Cell(f"{at // 6 + 1}.{100 + at}", D((at // 6 + 1) * 1000 + 100 + at), 0, code)
        made.append(
            m.Row(
                (m.Cell(), m.Cell(f"Số việc thứ {at} đã thực hiện theo kế hoạch trong kỳ báo cáo"),
                 m.Cell("Cơ quan, đơn vị"), value, m.Cell("Kế hoạch số 05/KH-UBND" if at % 7 == 0 else "")),
                level=1,
            )
        )  # fmt: skip
    title = "THỐNG KÊ SỐ LIỆU VÀ KẾT QUẢ CÔNG TÁC CẢI CÁCH HÀNH CHÍNH QUÝ I NĂM 2026"
    reference = "(Kèm theo Báo cáo số 05/BC-UBND ngày 16/3/2026 của Ủy ban nhân dân xã Sông Hinh)"
    return m.Annex("", title, columns, tuple(made), reference=reference)
