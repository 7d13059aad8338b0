"""`congvu catalogue check` reads the limits and grounds, and says which line is wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.conf import settings

from congvu.casework.petitions import loading
from congvu.casework.surveys import loading as surveys
from congvu.instruments.catalogue.errors import BadFiles
from congvu.instruments.catalogue.parts import list_parts

WRONG = {
    "limits.toml": ('unit = "working_days"', 'unit = "weeks"'),
    "grounds.toml": ("from = 2019-01-01", ""),
}


def test_the_command_knows_both_folders_and_both_can_be_read():
    folders = {part.folder: part for part in list_parts()}
    for name in ("petitions", "surveys"):
        assert folders[name].check(Path(settings.CATALOGUE) / name) > 0


@pytest.mark.parametrize("name", list(WRONG))
def test_a_file_that_cannot_be_read_is_named(tmp_path, name):
    shutil.copytree(Path(settings.CATALOGUE) / "petitions", tmp_path / "petitions")
    file = tmp_path / "petitions" / name
    file.write_text(file.read_text(encoding="utf-8").replace(*WRONG[name]), encoding="utf-8")
    with pytest.raises(BadFiles) as told:
        loading.check(tmp_path / "petitions")
    assert [fault.file for fault in told.value.faults] == [name]


def test_two_limits_of_one_step_on_one_day_are_told(tmp_path):
    shutil.copytree(Path(settings.CATALOGUE) / "petitions", tmp_path / "petitions")
    file = tmp_path / "petitions" / "limits.toml"
    text = file.read_text(encoding="utf-8").replace("until = 2026-07-01\n", "", 1)
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadFiles) as told:
        loading.check(tmp_path / "petitions")
    assert "01/07/2026" in str(told.value.faults[0])


def test_two_question_sets_do_not_begin_on_one_day(tmp_path):
    shutil.copytree(Path(settings.CATALOGUE) / "surveys", tmp_path / "surveys")
    shutil.copy(tmp_path / "surveys" / "five.toml", tmp_path / "surveys" / "other.toml")
    with pytest.raises(BadFiles):
        surveys.check(tmp_path / "surveys")
