"""`congvu catalogue check` reads the question sets."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.conf import settings

from congvu.casework.surveys import loading
from congvu.instruments.catalogue.errors import BadFiles
from congvu.instruments.catalogue.parts import list_parts

FOLDER = Path(settings.CATALOGUE) / "surveys"


def test_the_command_knows_the_folder_and_it_can_be_read():
    part = next(part for part in list_parts() if part.folder == "surveys")
    assert part.check(FOLDER) > 0


def test_two_question_sets_do_not_begin_on_one_day_and_a_broken_one_is_named(tmp_path):
    shutil.copytree(FOLDER, tmp_path / "surveys")
    shutil.copy(tmp_path / "surveys" / "five.toml", tmp_path / "surveys" / "other.toml")
    (tmp_path / "surveys" / "broken.toml").write_text("code = ", encoding="utf-8")
    with pytest.raises(BadFiles) as told:
        loading.check(tmp_path / "surveys")
    assert {fault.file for fault in told.value.faults} == {"broken.toml", "other.toml"}
