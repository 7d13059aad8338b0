"""`congvu catalogue check` reads the limits and grounds, and says which line is wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.conf import settings

from congvu.casework.petitions import loading
from congvu.instruments.catalogue.errors import BadFiles
from congvu.instruments.catalogue.parts import list_parts

WRONG = {
    "limits.toml": ('unit = "working_days"', 'unit = "weeks"'),
    "grounds.toml": ("from = 2019-01-01", ""),
}


def test_the_command_knows_the_folder_and_it_can_be_read():
    part = next(part for part in list_parts() if part.folder == "petitions")
    assert part.check(Path(settings.CATALOGUE) / "petitions") > 0


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
