"""`congvu catalogue check` needs no database; `load` says what it did, also as JSON."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from congvu.foundation.calendars import loading as calendars
from congvu.foundation.units import loading as units
from congvu.instruments.catalogue.tests.make import PROCEDURE, write_folder


def run(*arguments):
    out = StringIO()
    call_command("catalogue", *arguments, stdout=out)
    return out.getvalue()


def test_check_reads_the_shipped_files_without_a_database():
    found = json.loads(run("check", "--json"))
    assert found["procedures"] >= 100
    assert found["regimes"] == 3
    assert "biểu thống kê" in run("check")


def test_check_fails_with_the_place_and_the_remedy(tmp_path):
    folder = write_folder(tmp_path, PROCEDURE.replace('"10 ngày làm việc"', '"?"'))
    with pytest.raises(CommandError, match=r"thu-nghiem.toml: 9.000001 versions\[2\].limit"):
        run("check", "--folder", str(folder))


@pytest.fixture
def without_places(monkeypatch):
    monkeypatch.setattr(units, "load", lambda *_a, **_k: units.LoadReport("units", skipped=True))
    monkeypatch.setattr(calendars, "load", lambda *_a, **_k: calendars.LoadReport("calendar"))


@pytest.mark.django_db
@pytest.mark.usefixtures("without_places")
def test_load_tells_new_changed_and_unchanged(tmp_path):
    folder = write_folder(tmp_path)
    assert "Thủ tục: 1 mới, 0 sửa, 0 giữ nguyên" in run("load", "--folder", str(folder))
    again = json.loads(run("load", "--folder", str(folder), "--json"))
    assert again["versions"] == {"new": 0, "changed": 0, "unchanged": 2}
    assert again["units"]["skipped"] is True


@pytest.mark.django_db
@pytest.mark.usefixtures("without_places")
def test_load_says_why_a_limit_in_force_stays(tmp_path):
    run("load", "--folder", str(write_folder(tmp_path)))
    write_folder(tmp_path, PROCEDURE.replace('"10 ngày làm việc"', '"5 ngày làm việc"'))
    with pytest.raises(CommandError, match="--replace"):
        run("load", "--folder", str(tmp_path))
    assert "Phiên bản: 0 mới, 1 sửa" in run("load", "--folder", str(tmp_path), "--replace")
