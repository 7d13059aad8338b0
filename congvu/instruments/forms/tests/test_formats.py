"""How values are written on forms."""

from datetime import UTC, date, datetime

import pytest

from congvu.instruments.forms.rules.formats import FieldType, check_value, show

MOMENT = datetime(2026, 1, 5, 1, 5, tzinfo=UTC)  # 08:05 in Viet Nam


@pytest.mark.parametrize(
    ("kind", "format_", "value", "written"),
    [
        (FieldType.TEXT, "", "  xã Suối Trong ", "xã Suối Trong"),
        (FieldType.TEXT, "upper", "xã Suối Trong", "XÃ SUỐI TRONG"),
        (FieldType.TEXT, "lower", "Trực tiếp", "trực tiếp"),
        (FieldType.TEXT, "", "Su\u006f\u0302\u0301i", "Suối"),
        (FieldType.DATE, "", date(2026, 3, 2), "02/03/2026"),
        (FieldType.DATE, "long_date", date(2026, 3, 2), "ngày 02 tháng 3 năm 2026"),
        (FieldType.DATE, "long_date", date(2026, 2, 12), "ngày 12 tháng 02 năm 2026"),
        (FieldType.MOMENT, "", MOMENT, "08 giờ 05 phút, ngày 05/01/2026"),
        (FieldType.MOMENT, "long", MOMENT, "08 giờ 05 phút, ngày 05 tháng 01 năm 2026"),
        (FieldType.MOMENT, "date", MOMENT, "05/01/2026"),
        (FieldType.MONEY, "", 1_234_000, "1.234.000 đồng"),
        (FieldType.MONEY, "number", 8_000, "8.000"),
        (FieldType.MONEY, "words", 8_000, "Tám nghìn đồng"),
        (FieldType.NUMBER, "count", 2, "02"),
        (FieldType.NUMBER, "count", 0, "–"),
        (FieldType.NUMBER, "", 12, "12"),
        (FieldType.MONEY, "words", "miễn thu", "miễn thu"),
        (FieldType.MOMENT, "", "sau khi có thông báo", "sau khi có thông báo"),
        (FieldType.DATE, "", None, ""),
    ],
)
def test_a_value_is_written_as_officials_write_it(kind, format_, value, written):
    assert show(kind, format_, value) == written


def test_late_evening_in_utc_is_already_the_next_day_here():
    assert show(FieldType.MOMENT, "date", datetime(2026, 3, 1, 20, tzinfo=UTC)) == "02/03/2026"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (FieldType.TEXT, 5),
        (FieldType.NUMBER, 1.5),
        (FieldType.NUMBER, True),
        (FieldType.MONEY, date(2026, 1, 1)),
        (FieldType.DATE, MOMENT),
        (FieldType.MOMENT, datetime(2026, 1, 5, 8)),
        (FieldType.MOMENT, date(2026, 1, 5)),
    ],
)
def test_a_value_of_another_type_is_a_mistake_of_the_program(kind, value):
    with pytest.raises(TypeError):
        check_value("field", kind, value)
