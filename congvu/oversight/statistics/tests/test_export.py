"""The one SQL text gives the same figures in DuckDB over Parquet as in our database."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from congvu.oversight.statistics import querysets
from congvu.oversight.statistics.rules.choices import Against, Definition, Question
from congvu.oversight.statistics.tests.make import fold, forget, gather
from congvu.oversight.statistics.tests.test_worked_example import thirteen

if TYPE_CHECKING:
    from congvu.oversight.statistics import export as export_module

pytestmark = pytest.mark.django_db


@pytest.fixture
def export() -> export_module:
    pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    from congvu.oversight.statistics import export

    return export


@pytest.mark.parametrize("definition", list(Definition))
def test_duckdb_over_parquet_gives_the_same_figures(export, tmp_path, definition):
    forget()
    fold(gather(thirteen()))
    written = export.export_facts(tmp_path)
    assert written["statistics_phase"] > 12
    connection = export.lake(tmp_path)
    question = Question(
        date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 5), definition, Against.CURRENT
    )
    for units in (None, [1], [1, 2]):
        statement = querysets.form_of_phases(question, units)
        ours = [querysets.Counted(*row) for row in statement.rows()]
        assert export.ask(connection, statement) == ours
        sums = querysets.form_of_sums(question, units)
        if definition is Definition.RESULTS:
            assert export.ask(connection, sums) == ours
    connection.close()
