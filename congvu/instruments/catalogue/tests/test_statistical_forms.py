"""Form 06a as data: thirteen columns, four identities, each situation in one column."""

import pytest
from django.conf import settings

from congvu.instruments.catalogue import selectors
from congvu.instruments.catalogue.errors import BadFiles, UnknownForm
from congvu.instruments.catalogue.statistical_forms import read_form, read_forms

FOLDER = settings.CATALOGUE / "statistics"


@pytest.fixture(scope="module")
def form():
    return read_form(FOLDER, "06a")


def test_it_has_thirteen_columns_and_eleven_figures(form):
    assert [column.number for column in form.columns] == list(range(1, 14))
    assert [column.key for column in form.figures()] == [f"c{number}" for number in range(3, 14)]
    assert form.columns[3].header == ("Tiếp nhận", "Trong kỳ", "Trực tuyến")


def test_totals_are_sums_of_their_parts(form):
    parts = {column.number: column.parts for column in form.columns if column.kind == "total"}
    assert parts == {3: (4, 5, 6), 7: (8, 9, 10), 11: (12, 13)}


def test_the_worked_example_holds_and_a_fault_shows(form):
    figures = {3: 10, 4: 2, 5: 7, 6: 1, 7: 7, 8: 2, 9: 3, 10: 2, 11: 3, 12: 2, 13: 1}
    assert all(identity.holds(figures) for identity in form.identities)
    broken = [item.rule for item in form.identities if not item.holds({**figures, 12: 3})]
    assert broken == ["11=12+13"]
    assert [identity.rule for identity in form.identities][-1] == "3=7+11"


def test_a_paused_dossier_is_counted_once_among_the_unfinished(form):
    assert form.cell("paused") == form.cell("running_in_time") == 12
    assert form.cell("closed_without_result") == 9
    assert form.cell("running_overdue") == 13


def test_it_names_its_choices_and_what_is_not_verified(form):
    assert [item.code for item in form.definitions] == ["06a", "766", "due"]
    assert [item.code for item in form.against] == ["lawful", "promised", "current"]
    assert "number" in form.unverified
    assert all(item.text and item.text_en for item in form.rules)


def test_an_unknown_form_is_not_a_path():
    for code in ("07z", "../../etc/passwd", ""):
        with pytest.raises(UnknownForm):
            read_form(FOLDER, code)


def test_the_selector_reads_the_shipped_form():
    assert selectors.get_statistical_form("06a").code == "06a"


def test_an_identity_over_a_column_without_figures_is_refused(tmp_path):
    text = (FOLDER / "06a.toml").read_text(encoding="utf-8")
    (tmp_path / "06a.toml").write_text(text.replace("3=7+11", "2=7+11"), encoding="utf-8")
    with pytest.raises(BadFiles, match="cột không phải số liệu"):
        read_forms(tmp_path)
