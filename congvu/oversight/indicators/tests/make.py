"""A small set of indicators, periods and figures for tests, made by the services."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from congvu.foundation.journal.rules import SYSTEM
from congvu.kernel.periods import Window
from congvu.oversight.indicators.models import IndicatorSetVersion, ReportingPeriod
from congvu.oversight.indicators.rules.cells import Cell
from congvu.oversight.indicators.rules.origins import Origin
from congvu.oversight.indicators.rules.reading import as_json, read_set
from congvu.oversight.indicators.services.periods import open_period
from congvu.oversight.indicators.services.writing import Entry, Place, write
from tests.world import NOW

QUARTER = Window(date(2025, 12, 15), date(2026, 3, 15))


def row(code: str, type_: str, source: str = "typed", **more: Any) -> dict[str, Any]:
    """One row of a set; its name is made of its code."""
    head = {"code": code, "name": f"Chỉ tiêu {code}", "name_en": f"Indicator {code}"}
    return {**head, "type": type_, **({} if type_ == "heading" else {"source": source}), **more}


ROWS = (
    row("1.1", "heading"),
    row("1.1.1", "count", "register:tin-bai.trang-don-vi", unit="Tin, bài"),
    row("1.1.2", "count", "register:hoi-nghi.cuoc"),
    row("1.1.3", "yes_no", "register:doi-thoai.cuoc"),
    row(
        "1.2",
        "choice",
        choices=[{"value": 0, "label": "Trực tuyến"}, {"value": 1, "label": "Phát phiếu"}],
    ),
    row("1.3", "text"),
    row("2.1", "count", kind="stock", unit="Người"),
    row("2.2", "count"),
    row("2.3", "count"),
    row("2.4", "count", "formula:[2.2] + [2.3]"),
    row("2.5", "ratio", "ratio", numerator="2.2", denominator="2.4", unit="%"),
    row("2.6", "ratio", kind="flow"),
    row("2.7", "money", unit="Triệu đồng"),
    row("2.8", "count", roll_up="max"),
    row("2.9", "yes_no", roll_up="any"),
    row("3.1", "count", "facts:received"),
    row("3.2", "count", "facts:resolved"),
    row("3.3", "ratio", "ratio", numerator="facts:on_time", denominator="facts:resolved"),
    row("3.4", "count", "documents:van-ban-di"),
    row("3.5", "count", "catalogue:in_force level=commune", kind="stock"),
)
CHECKS = (
    {"code": "T1", "kind": "sum", "total": "2.4", "parts": ["2.2", "2.3"]},
    {"code": "T2", "kind": "part", "part": "2.2", "whole": "2.1"},
)
CONTENT: dict[str, Any] = {
    "code": "mau",
    "name": "Bộ chỉ tiêu mẫu",
    "name_en": "A sample set",
    "issuer": "UBND tỉnh Minh Châu",
    "level": "commune",
    "starts_on": date(2018, 1, 1),
    "rounding": "half_up:2",
    "groups": [
        {"code": str(n), "number": "I" * n, "name": f"Phần {n}", "name_en": f"Part {n}"}
        for n in (1, 2, 3)
    ],
    "indicators": list(ROWS),
    "checks": list(CHECKS),
}
SET = read_set(CONTENT, "mau.toml")
"""The same set as a value, for tests of rules."""


def make_set(**changes: Any) -> IndicatorSetVersion:
    """Keep a version of the small set."""
    content = {**CONTENT, **changes}
    number = IndicatorSetVersion.objects.filter(code=content["code"]).count() + 1
    return IndicatorSetVersion.objects.create(
        code=content["code"],
        number=number,
        name=content["name"],
        level=content["level"],
        starts_on=content["starts_on"],
        content=as_json(content),
        digest=hashlib.sha256(str(content).encode()).hexdigest(),
        loaded_at=NOW,
    )


def make_period(
    superior_id: int,
    code: str = "2026Q1",
    window: Window = QUARTER,
    version: IndicatorSetVersion | None = None,
    **more: Any,
) -> ReportingPeriod:
    """Open a period of the small set."""
    return open_period(
        superior_id,
        version or IndicatorSetVersion.objects.filter(code="mau").first() or make_set(),
        code,
        window,
        due_on=window.last_day + timedelta(days=5),
        by=SYSTEM,
        at=NOW,
        **more,
    )


def put(
    unit_id: int,
    period: ReportingPeriod,
    origin: Origin = Origin.ENTERED,
    at=NOW,
    **figures: str,
) -> None:
    """Write figures as they are: `put(unit, period, c2_1="5", c2_5="3/4")`."""
    entries = {
        name.removeprefix("c").replace("_", "."): Entry(cell(text))
        for name, text in figures.items()
    }
    write(Place(unit_id, period.pk, origin, at), entries, by=SYSTEM, at=at)


def cell(text: str) -> Cell:
    """Read "5", "3/4" or "3/4=75"."""
    fraction, _, percent = text.partition("=")
    above, slash, below = fraction.partition("/")
    if not slash:
        return Cell(Decimal(text)) if text else Cell()
    numerator, denominator = Decimal(above), Decimal(below)
    if percent:
        return Cell(Decimal(percent), numerator, denominator)
    exact = 100 * numerator / denominator if denominator else None
    return Cell(None if exact is None else SET.rounding.apply(exact), numerator, denominator)
