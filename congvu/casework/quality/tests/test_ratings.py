"""Rating of the handling: what points give, what a line may not say, what is counted."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from congvu.casework.quality import loading
from congvu.casework.quality.rules import grade_of, read_scale, total
from congvu.casework.quality.tests.test_own_rules import columns_refused, figures
from congvu.instruments.catalogue.errors import BadFiles
from congvu.instruments.catalogue.parts import list_parts
from congvu.instruments.registers.declared import get_register
from congvu.instruments.registers.tests.make import entry

CODE = "danh-gia-giai-quyet"
FOLDER = Path(settings.CATALOGUE) / "quality"
TEXT = (FOLDER / "rating.toml").read_text(encoding="utf-8")
SCALE = read_scale(TEXT)
UNIT, OFFICER = SCALE.subjects["unit"], SCALE.subjects["officer"]


@pytest.mark.parametrize(
    ("subject", "points", "grade"),
    [
        (UNIT, "18", "excellent"),
        (UNIT, "15", "excellent"),
        (UNIT, "14.9", "good"),
        (UNIT, "12", "good"),
        (UNIT, "11.9", "fair"),
        (UNIT, "9", "fair"),
        (UNIT, "8.9", "average"),
        (UNIT, "6", "average"),
        (UNIT, "5.9", "weak"),
        (UNIT, "0", "weak"),
        (OFFICER, "10", "all_done"),
        (OFFICER, "5", "all_done"),
        (OFFICER, "4.9", "most_done"),
        (OFFICER, "3.5", "most_done"),
        (OFFICER, "3.4", "not_done"),
    ],
)
def test_points_give_their_class(subject, points, grade):
    assert grade_of(subject, Decimal(points)) == grade


def test_an_indicator_without_data_is_left_out_and_nothing_is_not_zero():
    points = {1: Decimal("1.5"), 2: None, 3: Decimal(0), 5: Decimal(2)}
    assert total(UNIT, points) == Decimal("3.5")
    assert total(OFFICER, points) == Decimal("1.5")
    assert total(UNIT, {1: None}) is None
    assert total(UNIT, {1: Decimal(0)}) == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("indicators = [1, 2, 3, 4, 7]", "indicators = [1, 10]"),
        ('grade = "weak"', 'grade = "poor"'),
        ("least = 12.0", "least = 15.0"),
        ('code = "officer"', 'code = "team"'),
    ],
)
def test_a_scale_that_cannot_be_right_is_refused(old, new):
    with pytest.raises(ValueError):
        read_scale(TEXT.replace(old, new))


def test_the_command_knows_the_folder_and_names_a_broken_scale(tmp_path):
    part = next(part for part in list_parts() if part.folder == "quality")
    assert part.check(FOLDER) == 1
    (tmp_path / "one.toml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "two.toml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "broken.toml").write_text("code = ", encoding="utf-8")
    with pytest.raises(BadFiles) as told:
        loading.check(tmp_path)
    assert {fault.file for fault in told.value.faults} == {"broken.toml", "two.toml"}


def points(*given):
    return {f"points_{number}": text for number, text in enumerate(given, 1)}


@pytest.mark.django_db
def test_a_class_that_the_points_do_not_give_is_refused(world):
    unit = {"officer": "", **points("2", "2", "2", "1,5", "1", "2", "1,5")}
    assert columns_refused(world, CODE, **unit, grade="Xuất sắc") == {"grade"}
    assert columns_refused(world, CODE, **unit, grade="Tốt", total="12,1") == {"total"}
    row = entry(world, get_register(CODE), **unit, grade="Tốt", total="12,0")
    assert row.grade == "good"
    assert columns_refused(world, CODE, officer="", grade="Yếu") == {"grade"}


@pytest.mark.django_db
def test_nobody_adds_up_the_points_nor_looks_for_the_class(world):
    register = get_register(CODE)
    unit = {"officer": "", **points("2", "2", "2", "1,5", "1", "2", "1,5")}
    row = entry(world, register, **unit)
    assert (row.total, row.grade) == (Decimal("12.0"), "good")
    nothing = entry(world, register, 2, officer="")
    assert (nothing.total, nothing.grade) == (None, "")


@pytest.mark.django_db
def test_an_officer_is_rated_by_five_indicators(world):
    officer = {"officer": "Lê Thị Mẫu", **points("2", "2", "1")}
    full = "Hoàn thành 100% nhiệm vụ"
    assert columns_refused(world, CODE, **officer, points_5="1", grade=full) == {"points_5"}
    assert columns_refused(world, CODE, **officer, grade="Yếu") == {"grade"}
    entry(world, get_register(CODE), **officer, grade=full)
    early = {"year": "2018", "rated_on": "05/01/2019"}
    assert columns_refused(world, CODE, **officer, **early, grade=full) == {"rated_on"}


@pytest.mark.django_db
def test_each_unit_and_each_officer_counts_once_by_the_newest_rating(world):
    register = get_register(CODE)
    good, weak = points("2", "2", "2", "2", "2", "2"), points("1")
    unit = {"officer": "", "unit": world.units["economy"].name}
    entry(world, register, **unit, **good, grade="Tốt", period="Quý IV", year="2025",
          rated_on="10/01/2026")  # fmt: skip
    entry(world, register, **unit, **weak, grade="Yếu", period="Cả năm", year="2025",
          rated_on="10/01/2026")  # fmt: skip
    entry(world, register, officer="", unit=world.units["society"].name)
    entry(world, register, officer="Lê Thị Mẫu", **weak, grade="Hoàn thành dưới 70% nhiệm vụ")
    counts = ("tot", "yeu", "cn-du", "cn-duoi-70", "khong-so-lieu")
    assert figures(world, CODE, *counts) == (0, 1, 0, 1, 1)
