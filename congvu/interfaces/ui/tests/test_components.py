"""What components promise about blanks, lateness, errors and hostile text."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.http import QueryDict

from congvu.interfaces.ui.navigation import NavItem, NavSection, mark_current
from congvu.interfaces.ui.tables import Column, KeysetPage, chosen_order, head
from congvu.interfaces.ui.templatetags import ui
from congvu.interfaces.ui.tests.drawing import draw

pytestmark = pytest.mark.urls("congvu.interfaces.ui.tests.addresses")


def test_dates_and_moments_are_written_for_viet_nam():
    late_evening = datetime(2026, 3, 4, 18, 30, tzinfo=UTC)  # 01:30 next day in Hà Nội
    assert ui.date_vn(late_evening) == "05/03/2026"
    assert ui.datetime_vn(late_evening) == "01:30 05/03/2026"
    assert ui.day_vn(date(2026, 3, 5)) == "Thứ Năm, 05/03/2026"
    assert ui.iso(late_evening) == "2026-03-05T01:30:00+07:00"


def test_numbers_are_written_for_viet_nam():
    assert ui.number_vn(1234.5, 1) == "1.234,5"
    assert ui.money_vn(1_250_000) == "1.250.000 đồng"


def test_blank_is_a_dash_and_zero_is_zero():
    assert ui.number_vn(None) == "–"
    assert ui.date_vn(None) == "–"
    assert ui.number_vn(0) == "0"


@pytest.mark.parametrize(
    ("days", "words", "tone"),
    [
        (12, "còn 12 ngày làm việc", "neutral"),
        (1, "còn 1 ngày làm việc", "soon"),
        (0, "đến hạn hôm nay", "soon"),
        (-2, "quá hạn 2 ngày làm việc", "late"),
        (None, "–", "neutral"),
    ],
)
def test_time_left_is_said_in_words(days, words, tone):
    assert ui.working_days_left(days) == words
    assert ui.days_left_tone(days) == tone


def test_a_mistyped_icon_is_an_error():
    with pytest.raises(FileNotFoundError):
        ui.icon("no-such-icon")
    with pytest.raises(FileNotFoundError):
        ui.icon("../secret")


def test_initials_end_with_the_given_name():
    assert ui.two_initials("Nguyễn Thị Mai Lan") == "ML"


def test_a_figure_of_zero_late_dossiers_is_calm():
    assert "stat--late" in draw('<c-stat label="Quá hạn" :value="3" tone="late" />')
    assert "stat--late" not in draw('<c-stat label="Quá hạn" :value="0" tone="late" />')


def test_hostile_text_is_only_text():
    evil = "<script>alert(1)</script>\" onmouseover='x'"
    drawn = draw(
        '<c-panel title="{{ evil }}" id="{{ evil }}"><c-tag>{{ evil }}</c-tag></c-panel>'
        '<c-stat :label="evil" :value="1" /><c-button href="{{ evil }}">x</c-button>'
        '<c-avatar :name="evil" />',
        evil=evil,
    )
    assert "<script" not in drawn
    assert "\" onmouseover='x'" not in drawn


class OneField(forms.Form):
    name = forms.CharField(label="Họ tên", help_text="Như trên căn cước.")
    note = forms.CharField(label="Ghi chú", required=False)


def test_a_field_ties_its_hint_and_error_to_its_control():
    form = OneField({"name": ""})
    drawn = draw('<c-field :field="form.name" />', form=form)
    assert 'aria-invalid="true"' in drawn
    assert 'aria-describedby="id_name_helptext id_name_error"' in drawn
    assert 'id="id_name_helptext"' in drawn
    assert 'id="id_name_error"' in drawn


def test_the_summary_links_each_error_to_its_field():
    drawn = draw('<c-error-summary :form="form" />', form=OneField({"name": ""}))
    assert 'href="#id_name"' in drawn
    assert "Họ tên" in drawn


def test_the_summary_is_silent_when_nothing_is_wrong():
    assert "error-summary" not in draw('<c-error-summary :form="form" />', form=OneField())


def test_only_what_need_not_be_filled_is_marked():
    assert "(không bắt buộc)" in draw('<c-field :field="form.note" />', form=OneField())
    assert "(không bắt buộc)" not in draw('<c-field :field="form.name" />', form=OneField())


def test_a_component_takes_nothing_from_the_page_around_it():
    assert "ngoài" not in draw(
        '<c-panel>x</c-panel><c-empty title="y" />', title="ngoài", foot="ngoài"
    )


def test_an_uncounted_total_is_said_as_a_minimum():
    page = KeysetPage(total=1000, exact=False, older_url="?after=9")
    assert "Hơn 1.000 hồ sơ" in draw('<c-pager :page="page" noun="hồ sơ" />', page=page)
    assert "Tất cả 7 hồ sơ" in draw('<c-pager :page="page" noun="hồ sơ" />', page=KeysetPage(7))


COLUMNS = (Column("Mã", "code"), Column("Hẹn trả", "due", "date"), Column("Ghi chú"))


def test_choosing_the_column_in_force_turns_its_direction():
    by_code, by_due, unsorted = head(COLUMNS, QueryDict("q=an&after=5&order=due"), "due")
    assert by_due.sort == "ascending"
    assert by_due.url == "?q=an&order=-due"
    assert by_code.url == "?q=an&order=code"
    assert unsorted.url == ""


def test_only_declared_columns_may_order():
    assert chosen_order(COLUMNS, QueryDict("order=-due"), "code") == "-due"
    assert chosen_order(COLUMNS, QueryDict("order=password"), "code") == "code"


def test_the_longest_fitting_entry_is_the_current_one():
    items = (NavItem("Đầu", "/"), NavItem("Hồ sơ", "/ho-so/"), NavItem("Sổ", "/ho-so/so/"))
    (section,) = mark_current([NavSection("", items)], "/ho-so/so/2026/")
    assert [item.label for item in section.items if item.current] == ["Sổ"]
    (section,) = mark_current([NavSection("", items)], "/ho-so-khac/")
    assert not [item for item in section.items if item.current]
