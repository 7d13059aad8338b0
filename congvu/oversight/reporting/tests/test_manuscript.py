"""A manuscript counts its figures and survives JSON."""

import json
from datetime import date
from decimal import Decimal

import pytest

from congvu.oversight.reporting.rules import facts
from congvu.oversight.reporting.rules import manuscript as m


def _figure(code: str, shown: str = "1", *, gap: bool = False) -> m.Figure:
    return m.Figure(code, code.partition("|")[0], shown, gap=gap)


def _manuscript() -> m.Manuscript:
    grid = m.Grid(("Nội dung", "Số"), (((m.Text("Hồ sơ"),), (_figure("3.6.1"),)),), (3, 1))
    note = m.Note((m.Text("Kế hoạch số "), _figure("3.6.1")))
    blocks = (
        m.Heading(3, "a)", "Kết quả"),
        m.Paragraph((m.Text("Có "), _figure("3.6.1"), note), m.Style.REMARK),
        m.Item((_figure("3.6.3|%", "…", gap=True),), 2),
        grid,
    )
    head = m.Head(
        "", "ỦY BAN NHÂN DÂN XÃ A", "05", "BC-UBND", "A", date(2026, 3, 5), "BÁO CÁO", "Kết quả"
    )
    row = m.Row((m.Cell("1"), m.Cell("1.234,5", Decimal("1234.5"), 1, "3.6.1")), level=1)
    columns = (m.Column("TT"), m.Column("Số liệu", "Kết quả", 5, "right"))
    annex = m.Annex("", "Số liệu", columns, (row,), reference="(Kèm theo)")
    return m.Manuscript(
        head, ((m.Text("Căn cứ", italic=True),),), (m.Part("II.2", "Thủ tục", blocks, "2.", 2),),
        m.Closing(("- Như trên;",), ("TM. ỦY BAN NHÂN DÂN",), "CHỦ TỊCH", ""), (annex,), "r1",
    )  # fmt: skip


def test_it_numbers_the_occurrences_of_a_figure_in_the_order_of_print():
    keyed = m.keyed(_manuscript())
    assert [it.key for it in m.figures(keyed)] == ["3.6.1", "3.6.1#2", "3.6.3|%", "3.6.1#3"]
    assert keyed.annexes[0].rows[0].cells[1].key == "3.6.1#4"
    assert m.keyed(keyed) == keyed


def test_it_names_the_figures_that_are_not_known():
    assert m.gaps(_manuscript()) == ("3.6.3",)


def test_it_comes_back_from_json_unchanged():
    before = m.keyed(_manuscript())
    assert facts.from_facts(json.loads(json.dumps(facts.to_facts(before)))) == before


def test_a_row_that_does_not_fit_its_columns_is_refused():
    with pytest.raises(ValueError, match="fit"):
        m.Grid(("a", "b"), (((),),))
    with pytest.raises(ValueError, match="fit"):
        m.Annex("", "", (m.Column("a"),), (m.Row(()),))
