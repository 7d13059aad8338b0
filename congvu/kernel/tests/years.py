"""Two years as the offices worked them, for tests that count by hand."""

from datetime import date, datetime, time

from congvu.kernel.workingdays import VIETNAM, ClockPolicy, OnSupplement, WorkCalendar


def _days(month: int, *days: int, year: int) -> set[date]:
    return {date(year, month, day) for day in days}


CALENDAR = WorkCalendar(
    years=frozenset({2025, 2026}),
    holidays=frozenset(
        _days(1, 1, 27, 28, 29, 30, 31, year=2025)  # Tết Ất Tỵ
        | _days(4, 7, 30, year=2025)
        | _days(5, 1, 2, year=2025)  # 2/5 off, made up for on Saturday 26/4
        | _days(9, 1, 2, year=2025)
        | _days(1, 1, 2, year=2026)  # 2/1 off, made up for on Saturday 10/1
        | _days(2, 16, 17, 18, 19, 20, year=2026)  # Tết Bính Ngọ
        | _days(4, 27, 30, year=2026)  # Giỗ Tổ falls on Sunday 26/4
        | _days(5, 1, year=2026)
        | _days(8, 31, year=2026)  # made up for on Saturday 22/8
        | _days(9, 1, 2, year=2026)
    ),
    makeup_days=frozenset({date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)}),
)
PLAIN = ClockPolicy("plain", "BLDS 2015 Đ147, Đ148")
AFTER_THREE = ClockPolicy("after-three", "quy chế một cửa", time(15, 0), OnSupplement.RESUME)


def moment(text: str) -> datetime:
    """Read "24/01/2025 09:00" as the time in Viet Nam; "24/01/2025" as nine in the morning."""
    text = text if ":" in text else f"{text} 09:00"
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=VIETNAM)


def day(text: str) -> date:
    return moment(text).date()
