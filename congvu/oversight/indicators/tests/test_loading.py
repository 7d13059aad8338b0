"""Sets in the database: loaded once, a new version when the file says something new."""

import json
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from congvu.foundation.journal.models import Entry
from congvu.foundation.journal.rules import SYSTEM
from congvu.foundation.units.rules import Level
from congvu.instruments.catalogue.errors import BadFiles
from congvu.instruments.catalogue.parts import LoadedPart, list_parts
from congvu.kernel.errors import NotFound
from congvu.oversight.indicators.library import indicator_set, newest_version, versions_in_force
from congvu.oversight.indicators.loading import load_sets
from congvu.oversight.indicators.models import IndicatorSetVersion
from congvu.oversight.indicators.rules.reading import read_sets
from congvu.oversight.indicators.tests.test_reading import CHECK, HEAD, ROWS, write

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def load(folder):
    return load_sets(folder, by=SYSTEM, at=AT)


@pytest.mark.django_db
def test_the_same_files_twice_change_nothing(tmp_path):
    write(tmp_path)
    assert load(tmp_path) == LoadedPart(created=1)
    assert load(tmp_path) == LoadedPart(unchanged=1)
    assert IndicatorSetVersion.objects.count() == 1
    assert Entry.objects.filter(action="load_indicators").count() == 1


@pytest.mark.django_db
def test_a_file_that_changed_is_a_new_version_and_the_old_one_stays(tmp_path):
    load(write(tmp_path))
    first = newest_version("thu")
    assert load(write(tmp_path, (HEAD + ROWS + CHECK).replace("Bộ thử", "Bộ khác"))) == LoadedPart(
        updated=1
    )
    second = newest_version("thu")
    assert (first.number, second.number) == (1, 2)
    assert indicator_set(first).name == "Bộ thử"
    assert indicator_set(second).name == "Bộ khác"


@pytest.mark.django_db
def test_a_file_with_a_fault_writes_nothing(tmp_path):
    write(tmp_path)
    write(tmp_path, HEAD.replace('"thu"', '"hong"'), "hong")
    with pytest.raises(BadFiles):
        load(tmp_path)
    assert not IndicatorSetVersion.objects.exists()


@pytest.mark.django_db
def test_the_shipped_sets_are_stored_and_read_back():
    folder = settings.CATALOGUE / "indicators"
    assert load(folder).created == 2
    for one in read_sets(folder):
        assert indicator_set(newest_version(one.code)) == one
    on = datetime(2026, 1, 1, tzinfo=UTC).date()
    assert [version.code for version in versions_in_force(Level.COMMUNE, on)] == ["xa-2025"]
    assert versions_in_force(Level.DISTRICT, on) == []


@pytest.mark.django_db
def test_a_set_that_was_not_loaded_is_named():
    with pytest.raises(NotFound, match="congvu catalogue load"):
        newest_version("chua-co")


def test_the_command_checks_the_sets_too():
    assert "indicators" in [part.folder for part in list_parts()]
    out = StringIO()
    call_command("catalogue", "check", "--json", stdout=out)
    assert json.loads(out.getvalue())["indicators"] == 2
